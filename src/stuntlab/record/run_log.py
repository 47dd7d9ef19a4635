"""Measured runs from a CSV: what a radar gun, a GPS logger or a sheet on a clipboard gives."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stuntlab.errors import DecisionError, UserError
from stuntlab.files import read_bounded
from stuntlab.record.decisions import value_of
from stuntlab.record.history import History

LARGEST_BYTES = 5_000_000
WENT_WRONG = "went_wrong"
_HEADER = re.compile(r"\s*(?P<gag>[^.\[\]]+)\.(?P<field>\w+)\s*(?:\[(?P<unit>[^\]]+)\])?\s*")


@dataclass(frozen=True, slots=True)
class LoggedRuns:
    """Runs of one gag: what was measured in each, and the failure mode of every run that went so."""

    runs: list[dict[str, float]] = field(default_factory=list)
    went_wrong: list[str] = field(default_factory=list)


def runs_of_log(history: History, path: Path) -> dict[str, LoggedRuns]:
    """Gag -> its runs, one a line. A column is named "kick.foot_speed [m/s]"; without a unit, each value has its own.

    A cell of a column "kick.went_wrong" names the failure mode of a run that went so. Other columns (a time, a remark)
    are left out; an empty cell was not measured.

    Raises: DecisionError where the file cannot be used, with its line.
    """
    rows = _rows(path)
    columns = {name: match for name in rows[0] if (match := _HEADER.fullmatch(name))}
    if not columns:
        listed = ", ".join(rows[0])
        raise DecisionError(
            f'{path}: no column names a value of the plan, as in "kick.foot_speed [m/s]"; it has {listed}'
        )
    logged: dict[str, LoggedRuns] = {}
    for line, row in enumerate(rows[1:], start=2):
        cells = dict(zip(rows[0], row, strict=False))
        run, modes = _run(history, path, line, cells, columns), _modes(cells, columns)
        for gag in dict.fromkeys([*run, *modes]):
            of_gag = logged.setdefault(gag, LoggedRuns())
            of_gag.runs.append(run.get(gag, {}))
            of_gag.went_wrong.extend([modes[gag]] if gag in modes else [])
    if not logged:
        raise DecisionError(f"{path}: there is no measured run in it")
    return logged


def _modes(row: Mapping[str, str], columns: Mapping[str, re.Match[str]]) -> dict[str, str]:
    """Gag -> how its run of a line went wrong, where it did."""
    named = {column["gag"].strip(): row.get(name, "") for name, column in columns.items() if _says_mode(column)}
    return {gag: cell.strip() for gag, cell in named.items() if cell.strip()}


def _says_mode(column: re.Match[str]) -> bool:
    return column["field"] == WENT_WRONG


def _run(
    history: History, path: Path, line: int, row: dict[str, str], columns: dict[str, re.Match[str]]
) -> dict[str, dict[str, float]]:
    run: dict[str, dict[str, float]] = {}
    for name, column in columns.items():
        cell = row.get(name, "").strip()
        if not cell or _says_mode(column):
            continue
        gag, field_, unit = column["gag"].strip(), column["field"], column["unit"] or ""
        try:
            run.setdefault(gag, {})[field_] = value_of(history, gag, field_, f"{cell} {unit}".strip())
        except UserError as error:
            raise DecisionError(f"{path}:{line}: {name}: {error}") from None
    return run


def _rows(path: Path) -> list[list[str]]:
    try:
        data = read_bounded(path, LARGEST_BYTES)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DecisionError(f"{path}: it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DecisionError(f"{path}: this is no UTF-8 text; save the log as CSV in UTF-8") from None
    if len(data) > LARGEST_BYTES:
        raise DecisionError(
            f"{path}: it is larger than 5 MB; a log of runs has a line for each run, not for each sample"
        )
    first = text.partition("\n")[0]
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=";" if ";" in first else ",") if any(row)]
    except csv.Error as error:
        raise DecisionError(f"{path}: this is no CSV: {error}") from None
    if not rows:
        raise DecisionError(f"{path}: there is nothing in it")
    return [[cell.strip() for cell in row] for row in rows]
