"""`stuntlab today`: the day's board, each plan with its state and what is missing.

Group: Log the day, 8
Example: stuntlab today tuesday/ pickups/balcony.yaml
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.exit_codes import EXIT_CODE, UNREADABLE
from stuntlab.cli.screen import screen
from stuntlab.cli.units import style_for, units_option
from stuntlab.datasets import Verdict
from stuntlab.dates import local_now
from stuntlab.errors import PlanError, UserError
from stuntlab.plan.production import FILE_NAME
from stuntlab.record import Entry, open_record
from stuntlab.record.board import BoardRow, row_of
from stuntlab.record.briefing import SetState
from stuntlab.record.plan_record import stops_on
from stuntlab.suggestions import suggest
from stuntlab.units import System, UnitStyle, in_units

_KEY_OF_A_PLAN = re.compile(r"^[\"']?(stunt|people|action)[\"']?\s*:", re.MULTILINE)


@click.command("today")
@click.argument("plans", metavar="[PLAN…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plans.")
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(plans: tuple[Path, ...], *, record: str | None, units: System | None, as_json: bool) -> None:
    """Print the day's board: each PLAN, or each plan in a folder, with its state and what is missing. Stops are on top.

    Without PLAN, those in this folder.

    Nothing is simulated: what counts is the last `assess` of each version and what people decided since. Exit code, of
    the worst: 20 not within limits, 40 cannot assess, 30 hold or stopped, 2 a plan that cannot be read, 0 within
    limits.
    """
    files, left_out = _files_of(plans or (Path(),))
    board = import_module("stuntlab.report.board")
    rows = board.worst_first(_rows(files, record, units))
    now = local_now()
    if as_json:
        shown = board.board_to_dict(rows, when=now.isoformat(timespec="seconds"), left_out=left_out)
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        at_hand, when = screen(), f"{now:%A} {now.day} {now:%b %Y, %H:%M}"
        fits = {"width": at_hand.width, "colour": at_hand.colour, "unicode": at_hand.unicode}
        click.echo(board.render_board(rows, when=when, left_out=left_out, **fits), nl=False)
    click.get_current_context().exit(_code(rows))


def _code(rows: Sequence[BoardRow]) -> int:
    """That of the worst row: a plan that cannot be read hides no worse one."""
    verdicts = {Verdict.HOLD if row.stopped and row.verdict is None else row.verdict for row in rows}
    worst = next((verdict for verdict in EXIT_CODE if verdict in verdicts), Verdict.WITHIN_LIMITS)
    return UNREADABLE if worst is Verdict.WITHIN_LIMITS and None in verdicts else EXIT_CODE[worst]


def _files_of(named: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The plans that were named or lie in a folder that was, each once; and what lies there and is no plan.

    Raises: UserError for a folder without a plan.
    """
    files: list[Path] = []
    left_out: list[str] = []
    for path in named:
        if not path.is_dir():
            files.append(path)
            continue
        found = sorted(file for file in path.iterdir() if _may_be_plan(file))
        plans = [file for file in found if _looks_like_plan(file)]
        if not plans:
            writes = suggest("new", "kick", str(path / "kick.yaml"))
            raise UserError(f"{path}: there is no plan in this folder; {writes} writes one")
        files += plans
        left_out += [str(file) for file in found if file not in plans]
    return list(dict.fromkeys(files)), left_out


def _may_be_plan(file: Path) -> bool:
    return file.suffix in (".yaml", ".yml") and file.name != FILE_NAME and not file.name.startswith(".")


def _looks_like_plan(file: Path) -> bool:
    """Whether a file has a key of a plan, or cannot be read so that nobody can tell."""
    try:
        return _KEY_OF_A_PLAN.search(file.read_text(encoding="utf-8-sig")) is not None
    except (OSError, UnicodeDecodeError):
        return True


def _rows(files: Sequence[Path], record: str | None, units: System | None) -> Iterator[BoardRow]:
    """A row for each plan, in its own units where none are asked for; each record is read once."""
    held: dict[str, tuple[Entry, ...]] = {}
    broken: list[tuple[Path, UserError]] = []
    for file in files:
        try:
            opened = open_record(file, record=record)
            place = f"{opened.store.place} {opened.store.place.production}"
            if place not in held:
                held[place] = opened.store.entries()
            history = opened.history(held=held[place])
            yield _tell_in_units(row_of(history, str(file)), style_for(history.plan, units))
        except UserError as error:
            broken.append((file, error))
    for file, why in broken:
        yield _unreadable(file, why)


def _tell_in_units(row: BoardRow, style: UnitStyle) -> BoardRow:
    return replace(row, missing=tuple(in_units(what, style) for what in row.missing))


def _unreadable(file: Path, error: UserError) -> BoardRow:
    """A plan that cannot be read, with its reason; a stop on it shows all the same."""
    first, *more = str(error).splitlines()
    also = f" (and {len(more)} more: {suggest('check', str(file))})" if more and isinstance(error, PlanError) else ""
    why = first.removeprefix(f"{file}:").removeprefix(f"{file}").lstrip(": ")
    why = f"line {why}" if re.match(r"\d+: ", why) else why
    stopped = tuple(line for line in stops_on(file) if line.startswith("STOPPED"))
    return BoardRow(str(file), "", "", (), None, stopped, (f"{why}{also}",), SetState("cold"))
