"""`stuntlab new KIND [PLAN.yaml]`: a filled-in plan to edit."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.plan import template


@click.command()
@click.argument("kind")
@click.argument("plan", type=click.Path(path_type=Path), required=False)
def command(kind: str, plan: Path | None) -> None:
    """Write a commented plan with one KIND of gag to PLAN, or to the terminal. An existing file is left alone."""
    text = template(kind)
    if plan is None:
        click.echo(text, nl=False)
        return
    write_new(plan, text)
    click.echo(f"{plan} is written: edit it, then run stuntlab check {plan}")


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet, whole or not at all.

    Raises:
        UserError: it exists, or cannot be written there.
    """
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".stuntlab-") as draft:
            draft.write(text)
            draft.flush()
            os.fchmod(draft.fileno(), 0o644)
            os.link(draft.name, path)  # unlike a rename, a link fails where a file exists
    except FileExistsError:
        raise UserError(f"{path} exists and is left as it is; give another name") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None
