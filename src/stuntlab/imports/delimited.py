"""Read a table of signals from text: CSV and its kin, from whatever logger wrote it.

Names, perhaps units, then numbers, with commas, semicolons, tabs, bars or blanks between them; lines that begin with #,
% or // are comments. Where the table begins, `layout` finds out; what is above and below it is skipped and said.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from stuntlab.datasets import Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.layout import Column, Layout, find_layout, is_row_of_numbers, part_cell, share_of_numbers
from stuntlab.imports.lines import LONGEST_NAME, lines_of
from stuntlab.imports.mapping import Maps, merge_maps
from stuntlab.imports.numerals import MISSING, Marks, looks_like_number, marks_of, number
from stuntlab.imports.signals import MOST_NUMBERS
from stuntlab.imports.table import DataTable, Numbers, recording_of
from stuntlab.units.counting import counted

_COMMENT = ("#", "%", "//")
_DELIMITERS = "\t;,|"
_BLANKS = " "
_MINUS = "\u2212"
_SAMPLE = 400
_SEPARATOR = re.compile(r"\"?sep=(.|\\t)\"?\s*", re.IGNORECASE)
_MOST_SAID = 60
_MARKED_SAMPLE = 1000
_BEGINNING = 2000
_BEGINNINGS = frozenset("0123456789-+.")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the file that is no comment, by its number from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class TableBody:
    """The rows of numbers of a text. width: cells that a row has, or fewer where the last ones are empty."""

    source: str
    lines: Sequence[TextLine]
    delimiter: str
    width: int
    marks: Marks

    def place(self, row: int) -> str:
        """Where a row stands."""
        return f"line {self.lines[row].number}"

    def numbers(self, columns: Sequence[Column]) -> Numbers:
        """Columns as numbers; see `Table`."""
        if not columns:
            return Numbers(np.empty((len(self.lines), 0)), {})
        indices = [column.index for column in columns]
        if self.delimiter != _BLANKS and not self._needs_care():
            try:
                return Numbers(self._load(indices), {})
            except ValueError:
                pass  # some cell is empty or not a number: go through them one by one to say which
        return self._cell_by_cell(columns)

    def texts(self, column: Column) -> list[str]:
        """One column as it is written."""
        rows = (split_line(line.text, self.delimiter) for line in self.lines)
        return [row[column.index] if column.index < len(row) else "" for row in rows]

    def _needs_care(self) -> bool:
        return bool(self.marks.thousands) and (self.delimiter in self.marks.thousands or self.delimiter == ",")

    def _load(self, indices: list[int]) -> Floats:
        rows = (self.marks.plain(line.text) for line in self.lines)
        return np.loadtxt(
            rows, delimiter=self.delimiter, usecols=indices, comments=None, ndmin=2, dtype=np.float64, quotechar='"'
        )

    def _cell_by_cell(self, columns: Sequence[Column]) -> Numbers:
        bad: dict[int, str] = {}
        values = np.full((len(self.lines), len(columns)), np.nan)
        for row, line in enumerate(self.lines):
            cells = split_line(line.text, self.delimiter)
            for position, column in enumerate(columns):
                cell = cells[column.index] if column.index < len(cells) else ""
                found = number(self.marks.plain(cell)) if cell.casefold() not in MISSING else float("nan")
                if found is not None:
                    values[row, position] = found
                elif position not in bad:
                    is_other = part_cell(cell)[1] and "is in another unit than the rest of its column"
                    bad[position] = (
                        f"{self.source}: line {line.number}, column '{column.name}': {cell[:40]!r} "
                        f"{is_other or 'is not a number'}"
                    )
        return Numbers(values, bad)


def read_delimited(text: str, *, source: str, names: Mapping[str, str]) -> Recording:
    """Read a table of signals.

    names: column name -> plain words and perhaps a unit, for columns whose names do not say what they are.

    Raises: RecordingError for whatever makes the whole table unusable, with its line.
    """
    return read_text_table(text, source=source, maps=merge_maps(names))


def read_text_table(text: str, *, source: str, maps: Maps) -> Recording:
    """Read a table of signals, see `read_delimited`."""
    try:
        return recording_of(_table(text.replace(_MINUS, "-"), source), maps)
    except csv.Error as problem:
        raise RecordingError(f"{source}: has a line that is no row of a table ({problem})") from None


def split_line(text: str, delimiter: str) -> list[str]:
    """The cells of a line."""
    if delimiter == _BLANKS:
        return text.split()
    if '"' not in text:
        return [cell.strip() for cell in text.split(delimiter)]
    return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, skipinitialspace=True))]


def _table(text: str, source: str) -> DataTable:
    lines, comments, delimiter = _lines(text, source)
    delimiter = delimiter or _delimiter(lines, source)
    rows = [_head_cells(line.text, delimiter) for line in islice(lines, _SAMPLE)]

    def place(index: int) -> str:
        return f"line {lines[index].number}"

    layout = find_layout(rows, above=comments, source=source, place=place)
    names = _head_cells(comments[-1].lstrip(" #%/"), delimiter) if layout.nameless and comments else []
    if len(names) == len(layout.columns) and not any(looks_like_number(name) for name in names):
        # The names stand in a comment; what was found without them holds, one line further down.
        lower = find_layout([names, *rows], above=comments, source=source, place=lambda row: place(max(row - 1, 0)))
        layout = replace(lower, first=layout.first)
    body, notes = _body(lines[layout.first :], layout, delimiter, source)
    body, columns = _part_units(body, layout.columns, delimiter)
    count = len(body) * len(layout.columns)
    if count > MOST_NUMBERS:
        raise RecordingError(
            f"{source}: holds {count:,} numbers, more than {MOST_NUMBERS:,}; cut it to the impact first"
        )
    if not body:
        raise RecordingError(f"{source}: has no row of numbers with a number in every column")
    quoted = '"' in body[0].text
    marks = Marks() if delimiter == "," and not quoted else marks_of(_marked_cells(body, delimiter), source=source)
    rows_of_numbers = TableBody(source, body, delimiter, len(layout.columns), marks)
    return DataTable(
        source=source,
        columns=columns,
        row_count=len(body),
        rate_hz=layout.rate_hz,
        si=layout.si,
        nameless=layout.nameless,
        notes=(*layout.notes, *notes),
        numbers=rows_of_numbers.numbers,
        texts=rows_of_numbers.texts,
        place=rows_of_numbers.place,
    )


def _lines(text: str, source: str) -> tuple[list[TextLine], list[str], str]:
    """The lines that are no comments, the comments, and the delimiter if the file names it."""
    lines: list[TextLine] = []
    comments: list[str] = []
    delimiter = ""
    for at, line in enumerate(lines_of(text, source), start=1):
        if not line.strip():
            continue
        said = _SEPARATOR.fullmatch(line.strip("\ufeff ")) if not lines else None
        if said:
            delimiter = "\t" if said[1] == "\\t" else said[1]
        elif line.lstrip().startswith(_COMMENT):
            comments.append(line)
        else:
            lines.append(TextLine(at, line))
    if not lines:
        raise RecordingError(f"{source}: is empty; a recording needs a row of names and rows of numbers")
    return lines, comments, delimiter


def _delimiter(lines: list[TextLine], source: str) -> str:
    """What stands between the cells: the sign by which most lines, from the end on, are rows of numbers.

    Of two signs by which as many are, that which leaves more of their cells numbers: "0,1  0,2" is parted by blanks.
    """
    sample = [line.text for line in (lines[-_SAMPLE:] if len(lines) > _SAMPLE else lines)]
    best, most = "", (0, 0.0)
    for delimiter in _DELIMITERS + _BLANKS:
        parted = _split_all(sample, delimiter)
        found = [row for row in parted if len(row) > 1 and is_row_of_numbers(row, strict=False)]
        if (score := (len(found), share_of_numbers(found))) > most:
            best, most = delimiter, score
    if best:
        return best
    outside_brackets = re.sub(r"\[[^\]]*\]|\([^)]*\)|\"[^\"]*\"", "", lines[0].text[:_BEGINNING])
    for delimiter in _DELIMITERS:
        if delimiter in outside_brackets:
            return delimiter
    raise RecordingError(
        f"{source}: line {lines[0].number} has only one column, {lines[0].text.strip()[:60]!r}; a recording needs a "
        "row of names with a time column and a signal, separated by commas, semicolons or tabs"
    )


def _split_all(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    return [split_line(text, delimiter) for text in sample if delimiter in text.strip()]


def _head_cells(text: str, delimiter: str) -> list[str]:
    """The cells of a line near the beginning, which may be one of names with blanks in them."""
    if delimiter == _BLANKS:
        cells = text.split()
        wide = re.split(r"\s{2,}|\t", text.strip())
        cells = cells if is_row_of_numbers(cells) or len(wide) < 2 else wide
    else:
        cells = split_line(text, delimiter)
    while cells and not cells[-1]:
        cells.pop()
    return [cell[:LONGEST_NAME] for cell in cells]


def _body(lines: list[TextLine], layout: Layout, delimiter: str, source: str) -> tuple[list[TextLine], list[str]]:
    """The rows of numbers, and what to say about the lines among and after them that are none."""
    sorted_out = _Sorted(layout, delimiter, source, lines)
    for at, line in enumerate(lines):
        if not sorted_out.take(at, line):
            break
    return sorted_out.body, sorted_out.notes()


def _part_units(
    body: list[TextLine], columns: tuple[Column, ...], delimiter: str
) -> tuple[list[TextLine], tuple[Column, ...]]:
    """Rows without the units that stand in their cells, and the columns with them.

    The unit of a column is that of its name, or that of its first cell; a cell in another one is left as it is.
    """
    first = split_line(body[0].text, delimiter) if body else []
    units = {at: unit for at, cell in enumerate(first[: len(columns)]) if (unit := part_cell(cell)[1])}
    if not units:
        return body, columns
    columns = tuple(replace(one, unit=one.unit or units.get(one.index, "")) for one in columns)

    def parted(line: TextLine) -> TextLine:
        cells = split_line(line.text, delimiter)
        for at in units:
            value, unit = part_cell(cells[at]) if at < len(cells) else ("", "")
            if unit and unit.casefold() == columns[at].unit.casefold():
                cells[at] = value
        return TextLine(line.number, delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in cells))

    return [parted(line) for line in body], columns


class _Sorted:
    """Lines from the first row of numbers on, sorted into rows and others."""

    def __init__(self, layout: Layout, delimiter: str, source: str, lines: list[TextLine]) -> None:
        self.body: list[TextLine] = []
        self._layout, self._delimiter, self._source, self._lines = layout, delimiter, source, lines
        self._width = len(layout.columns)
        self._usual = lines[0].text.count(delimiter)
        self._strict = is_row_of_numbers(split_line(lines[0].text, delimiter))
        self._skipped: list[TextLine] = []
        self._repeated = 0
        self._interrupted = False
        self._notes: list[str] = []

    def take(self, at: int, line: TextLine) -> bool:
        """Sort in one line; whether the table may go on after it."""
        if self._is_plain(line.text):
            self.body.append(line)
            return True
        cells = _head_cells(line.text, self._delimiter)
        is_numbers = is_row_of_numbers(cells, strict=self._strict)
        if tuple(cells) in self._layout.repeated:
            self._repeated += 1
            self._interrupted = True
        elif is_numbers and len(cells) <= self._width:
            self.body.append(line)
            self._interrupted = False
        elif at == len(self._lines) - 1 and len(cells) < self._width:
            self._notes.append(f"line {line.number}, the last one, is cut off and was skipped")
        elif self._is_another_table(cells, is_numbers):
            first = self._skipped[-1] if self._skipped and self._interrupted else line
            self._skipped = self._skipped[:-1] if first is not line else self._skipped
            self._say_skipped(first, self._lines[-1], "after the table")
            return False
        elif is_numbers or looks_like_number(cells[0] if cells else ""):
            _refuse_other_length(len(cells), self._width, line, self._source)
        else:
            self._skipped.append(line)
            self._interrupted = True
        return True

    def notes(self) -> list[str]:
        """What to say about the lines that are no rows."""
        if self._repeated:
            repeat = "repeats" if self._repeated == 1 else "repeat"
            self._notes.append(f"{counted(self._repeated, 'line')} that {repeat} the names or units skipped")
        if self._skipped:
            self._say_skipped(self._skipped[0], self._skipped[-1], "in and after the table")
        return self._notes

    def _is_plain(self, text: str) -> bool:
        """Whether a line is like the first one, told without taking it apart."""
        quick = self._delimiter != _BLANKS and '"' not in text and text.count(self._delimiter) == self._usual
        return quick and text[:1] in _BEGINNINGS and self._strict

    def _is_another_table(self, cells: list[str], is_numbers: bool) -> bool:
        names = len(cells) > 1 and not any(looks_like_number(cell) for cell in cells)
        return names or (self._interrupted and (is_numbers or looks_like_number(cells[0] if cells else "")))

    def _say_skipped(self, first: TextLine, last: TextLine, where: str) -> None:
        lines = f"line {first.number}" if first is last else f"lines {first.number} to {last.number}"
        self._notes.append(f"{lines} {where} skipped: {first.text.strip()[:_MOST_SAID]!r}")


def _refuse_other_length(count: int, width: int, line: TextLine, source: str) -> None:
    raise RecordingError(
        f"{source}: line {line.number} has {counted(count, 'cell')} where the names are {width}; every row must have "
        "one number a column"
    )


def _marked_cells(body: Sequence[TextLine], delimiter: str) -> Iterator[tuple[str, str]]:
    """Cells of the first rows that are numbers with a mark in them, and where they stand."""
    for line in islice(body, _MARKED_SAMPLE):
        for cell in split_line(line.text, delimiter):
            if not cell.isdigit() and looks_like_number(cell):
                yield cell, f"line {line.number}"
