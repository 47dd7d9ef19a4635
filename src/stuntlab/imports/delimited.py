"""Read a table of signals: CSV and its kin, from whatever logger wrote it.

One row of names, then perhaps a row of units, then numbers; commas, semicolons or tabs; lines that begin with #, %
or // are comments. Units stand in the names ("head acceleration x [g]", "time (ms)") or in the row of units.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from stuntlab.datasets import Channel, Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import plain_words
from stuntlab.imports.identity import Identity
from stuntlab.imports.naming import identify, name_and_unit
from stuntlab.imports.quantities import to_si
from stuntlab.imports.signals import MOST_NUMBERS, channel, even_clock, refuse_twins
from stuntlab.units.counting import counted

_COMMENT = ("#", "%", "//")
_MISSING = frozenset({"", "nan", "na", "n/a", "null", "none", "novalue", "-"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place, name and unit."""

    index: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that is no comment, by its number from 1."""

    number: int
    text: str


def read_delimited(text: str, *, source: str, names: Mapping[str, str]) -> Recording:
    """Read a table of signals.

    names: column name -> plain words, for columns whose names do not say what they are.

    Raises: RecordingError for whatever is wrong, with its line.
    """
    try:
        return _read_table(_lines(text, source), source, names)
    except csv.Error as problem:
        raise RecordingError(f"{source}: has a line that is no row of a table ({problem})") from None


def _read_table(lines: list[Line], source: str, names: Mapping[str, str]) -> Recording:
    delimiter = _delimiter(lines[0], source)
    columns, body = _columns(lines, delimiter, source)
    clock, identities, unused = _identify(columns, names, source)
    wanted = [clock, *identities]
    table = _numbers(body, delimiter, columns, wanted, source)

    def place(row: int) -> str:
        return f"line {body[row].number}"

    to_seconds = to_si("time", clock.unit, where=f"{source}, '{clock.name}'")
    time_s = even_clock(table[:, 0] * to_seconds, where=source, place=place)
    channels: list[Channel] = [
        channel(
            identity,
            name=column.name,
            unit=column.unit,
            time_s=time_s,
            values=table[:, position],
            where=f"{source}, column {column.index + 1}",
            place=place,
        )
        for position, (column, identity) in enumerate(identities.items(), start=1)
    ]
    refuse_twins(channels, where=source)
    return Recording(title=source, source=source, channels=tuple(channels), unused=unused)


def _lines(text: str, source: str) -> list[Line]:
    numbered = (Line(number, line) for number, line in enumerate(text.splitlines(), start=1))
    lines = [line for line in numbered if line.text.strip() and not line.text.lstrip().startswith(_COMMENT)]
    if not lines:
        raise RecordingError(f"{source}: is empty; a recording needs a row of names and rows of numbers")
    return lines


def _delimiter(header: Line, source: str) -> str:
    outside_brackets = re.sub(r"\[[^\]]*\]|\([^)]*\)|\"[^\"]*\"", "", header.text)
    for delimiter in "\t;,":
        if delimiter in outside_brackets:
            return delimiter
    raise RecordingError(
        f"{source}: line {header.number} has only one column, {header.text.strip()[:60]!r}; a recording needs a row of "
        "names with a time column and a signal, separated by commas, semicolons or tabs"
    )


def _cells(text: str, delimiter: str, *, count: int) -> list[str]:
    """The cells of a line; a delimiter at its end makes no cell where `count` of them were expected."""
    cells = [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter))]
    return cells[:count] if len(cells) == count + 1 and not cells[-1] else cells


def _columns(lines: list[Line], delimiter: str, source: str) -> tuple[list[Column], list[Line]]:
    header = _cells(lines[0].text.rstrip().removesuffix(delimiter), delimiter, count=0)
    if all(_is_number(cell) for cell in header):
        raise RecordingError(f"{source}: line {lines[0].number} has numbers where the names of the columns belong")
    names, units = map(list, zip(*map(name_and_unit, header), strict=True))
    body = lines[1:]
    second = _cells(body[0].text, delimiter, count=len(header)) if body else []
    if second and not any(_is_number(cell) for cell in second) and any(cell.lower() not in _MISSING for cell in second):
        _refuse_other_length(second, header, body[0], source)
        units = [unit or cell.strip("[]()") for unit, cell in zip(units, second, strict=True)]
        body = body[1:]
    _refuse_same_names(names, source)
    return [Column(index, name, unit) for index, (name, unit) in enumerate(zip(names, units, strict=True))], body


def _refuse_same_names(names: list[str], source: str) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise RecordingError(f"{source}: more than one column is called '{twice[0]}'; names must differ")


def _identify(
    columns: list[Column], names: Mapping[str, str], source: str
) -> tuple[Column, dict[Column, Identity], dict[str, str]]:
    unknown = sorted(set(names) - {column.name for column in columns})
    if unknown:
        listed = ", ".join(column.name for column in columns)
        raise RecordingError(f"{source}: has no column '{unknown[0]}' to map; its columns are {listed}")
    clocks = [column for column in columns if plain_words.is_time(names.get(column.name, column.name))]
    if len(clocks) != 1:
        found = "two" if clocks else "no"
        listed = ", ".join(column.name or "(no name)" for column in columns)
        raise RecordingError(
            f"{source}: has {found} time columns among {listed}; one must be called 'time', as in 'time [s]'"
        )
    identities: dict[Column, Identity] = {}
    unused: dict[str, str] = {}
    for column in columns:
        if column is clocks[0]:
            continue
        found_identity = identify(column.name, names)
        if isinstance(found_identity, str):
            unused[column.name] = found_identity
        else:
            identities[column] = found_identity
    return clocks[0], identities, unused


def _numbers(body: list[Line], delimiter: str, columns: list[Column], wanted: list[Column], source: str) -> Floats:
    """The wanted columns, [row, wanted]; missing values are NaN."""
    if not body:
        raise RecordingError(f"{source}: has names but no numbers; the file ends after line 1 or its row of units")
    count = len(body) * len(wanted)
    if count > MOST_NUMBERS:
        raise RecordingError(
            f"{source}: holds {count:,} numbers, more than {MOST_NUMBERS:,}; cut it to the impact first"
        )
    comma_is_decimal = delimiter != "," and _decimal_comma(body, delimiter, source)
    rows = (line.text.replace(",", ".") for line in body) if comma_is_decimal else (line.text for line in body)
    indices = [column.index for column in wanted]
    if all(line.text.count(delimiter) == body[0].text.count(delimiter) for line in body):
        try:
            _refuse_other_length(_cells(body[0].text, delimiter, count=len(columns)), columns, body[0], source)
            return np.loadtxt(rows, delimiter=delimiter, usecols=indices, comments=None, ndmin=2, dtype=np.float64)
        except ValueError:
            pass  # some cell is empty or not a number: go through them one by one to say which
    return np.array(
        [_row(line, delimiter, columns, wanted, source, comma_is_decimal) for line in body], dtype=np.float64
    )


def _row(
    line: Line, delimiter: str, columns: list[Column], wanted: list[Column], source: str, comma_is_decimal: bool
) -> list[float]:
    cells = _cells(line.text, delimiter, count=len(columns))
    _refuse_other_length(cells, columns, line, source)
    row: list[float] = []
    for column in wanted:
        cell = cells[column.index]
        number = (
            float("nan") if cell.lower() in _MISSING else _number(cell.replace(",", ".") if comma_is_decimal else cell)
        )
        if number is None:
            raise RecordingError(f"{source}: line {line.number}, column '{column.name}': {cell[:40]!r} is not a number")
        row.append(number)
    return row


def _refuse_other_length(cells: list[str], columns: list[Column] | list[str], line: Line, source: str) -> None:
    if len(cells) != len(columns):
        hint = " (decimal commas need semicolons or tabs between columns)" if len(cells) == 2 * len(columns) else ""
        raise RecordingError(
            f"{source}: line {line.number} has {counted(len(cells), 'cell')} where the names are {len(columns)}{hint}; "
            "every row must have one number a column"
        )


def _decimal_comma(body: list[Line], delimiter: str, source: str) -> bool:
    sample = "".join(line.text for line in islice(body, 1000))
    if "," not in sample:
        return False
    for line in islice(body, 1000):
        for cell in _cells(line.text, delimiter, count=0):
            if "," in cell and ("." in cell or cell.count(",") > 1):
                raise RecordingError(
                    f"{source}: line {line.number}: {cell[:40]!r} has more than one mark that could be the "
                    "decimal one; write numbers with one decimal mark and no marks between thousands"
                )
    if re.search(r"\d\.\d", sample):
        raise RecordingError(
            f"{source}: has numbers with decimal commas and numbers with decimal points; use one of them"
        )
    return True


def _is_number(cell: str) -> bool:
    return _number(cell.replace(",", ".")) is not None and cell.lower() not in _MISSING


def _number(cell: str) -> float | None:
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None
