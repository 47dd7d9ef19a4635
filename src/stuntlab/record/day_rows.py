"""The plans of a day, found by file and folder, and the row of each on the board."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from stuntlab.errors import PlanError, UserError
from stuntlab.plan import Plan, unit_style
from stuntlab.plan.production import FILE_NAME
from stuntlab.record.board import BoardRow, row_of
from stuntlab.record.briefing import SetState
from stuntlab.record.entry import Entry
from stuntlab.record.history import History
from stuntlab.record.plan_record import open_record, stops_on
from stuntlab.record.schedule import say_due
from stuntlab.suggestions import suggest
from stuntlab.units import UnitStyle, in_units

_KEY_OF_A_PLAN = re.compile(r"^[\"']?(stunt|people|action)[\"']?\s*:", re.MULTILINE)

DAYS_AHEAD = 3
"""Days that the board looks ahead (J)."""


def plan_files(named: Iterable[Path]) -> tuple[list[Path], list[str]]:
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


def rows_of_day(
    files: Sequence[Path], record: str | None = None, style_of: Callable[[Plan], UnitStyle] = unit_style
) -> Iterator[BoardRow]:
    """A row for each plan; each record is read once. style_of: the units to tell it in."""
    held: dict[str, tuple[Entry, ...]] = {}
    broken: list[tuple[Path, UserError]] = []
    for file in files:
        try:
            opened = open_record(file, record=record)
            place = f"{opened.store.place} {opened.store.place.production}"
            if place not in held:
                held[place] = opened.store.entries()
            history = opened.history(held=held[place])
            yield _tell_in_units(_with_dates(history, file), style_of(history.plan))
        except UserError as error:
            broken.append((file, error))
    for file, why in broken:
        yield _unreadable(file, why)


def _with_dates(history: History, file: Path) -> BoardRow:
    late, due = say_due(history, within_days=DAYS_AHEAD)
    return replace(row_of(history, str(file)), late=late, due=due)


def _tell_in_units(row: BoardRow, style: UnitStyle) -> BoardRow:
    return replace(row, missing=tuple(in_units(what, style) for what in row.missing))


def _unreadable(file: Path, error: UserError) -> BoardRow:
    """A plan that cannot be read, with its reason; a stop on it shows all the same."""
    first, *more = str(error).splitlines()
    also = f", and {len(more)} more: {suggest('check', str(file))}" if more and isinstance(error, PlanError) else ""
    why = first.removeprefix(f"{file}:").removeprefix(f"{file}").lstrip(": ")
    why = f"line {why}" if re.match(r"\d+: ", why) else why
    stopped = tuple(line for line in stops_on(file) if line.startswith("STOPPED"))
    return BoardRow(str(file), "", "", (), None, stopped, (f"{why}{also}",), SetState("cold"))
