"""`stuntlab new`: write a filled-in plan to edit.

Group: Write a plan, 1
Example: stuntlab new kick plan.yaml --units us
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path

import click

from stuntlab.cli.finishing import finish_from
from stuntlab.cli.units import units_option
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.plan import ACTION_KINDS, template
from stuntlab.plan.templates import is_trade_word, template_for_scene
from stuntlab.suggestions import suggest
from stuntlab.units import System

USUAL_KIND = "kick"
"""What is written where nothing is asked for: the plan that the program began with."""


@click.command("new")
@click.argument("words", nargs=-1, metavar="[KIND] [PLAN]", shell_complete=finish_from(lambda: ACTION_KINDS))
@partial(units_option, said="Write it in metres and kilograms, or in feet and pounds; SI where this is left out.")
@click.option("--scene", help="The scene of the script that it is for, such as 12A.")
@click.option("--what", help="The line of the script, as it stands there.")
def command(words: tuple[str, ...], units: System | None, scene: str | None, what: str | None) -> None:
    """Write a commented plan with one KIND of gag to PLAN, or to the terminal; without KIND, a kick.

    With --scene and --what it is for a line of a screenplay (`stuntlab script`). Nothing is asked: every number is
    filled in, and the plan can be assessed as it stands. An existing file is left alone.
    """
    kind, plan = _kind_and_plan(words)
    if plan is None and kind is not None:
        click.echo(_text(kind, units, scene, what), nl=False)
        return
    plan = plan or _free_name(USUAL_KIND)
    write_new(plan, _text(kind or USUAL_KIND, units, scene, what))
    click.echo(
        f"{plan} is written, with every number filled in. Change what is yours.\n"
        f"Read it back: {suggest('check', str(plan))}\n"
        f"Who could be hurt: {suggest('assess', str(plan))}"
    )


def _kind_and_plan(words: Sequence[str]) -> tuple[str | None, Path | None]:
    """What was typed, "fall down stairs fall.yaml", as the words for a kind and the file; either may be left out."""
    *before, last = words or [""]
    kind = " ".join(before)
    if Path(last).suffix or Path(last).name != last or (kind in ACTION_KINDS and not is_trade_word(" ".join(words))):
        return kind or None, Path(last)
    return " ".join(words) or None, None


def _text(kind: str, units: System | None, scene: str | None, what: str | None) -> str:
    system = units or System.SI
    if scene is None and what is None:
        return template(kind, system)
    return template_for_scene(kind, system, scene=scene, what=what)


def _free_name(kind: str) -> Path:
    """kick.yaml, or kick-2.yaml where that is taken."""
    names = (Path(f"{kind}{f'-{number}' if number > 1 else ''}.yaml") for number in count(1))
    return next(name for name in names if not name.exists())


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
