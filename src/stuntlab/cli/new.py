"""`stuntlab new`: write a filled-in plan to edit.

Group: Write a plan, 1
Example: stuntlab new kick plan.yaml
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.plan import template
from stuntlab.report.whole_file import write_whole


@click.command("new")
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
        _claim_and_write(path, text)
    except FileExistsError:
        raise UserError(f"{path} exists and is left as it is; give another name") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None


def _claim_and_write(path: Path, text: str) -> None:
    path.open("x").close()  # fails where the name is taken; what stands there now is empty, and then all at once whole
    try:
        write_whole(path, text.encode())
    except BaseException:
        path.unlink()
        raise
