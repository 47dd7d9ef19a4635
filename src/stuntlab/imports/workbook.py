"""Read the table of an Excel workbook (.xlsx): XML in a zip, of which only sheets, shared texts and dates matter here.

Source: ECMA-376 part 1, SpreadsheetML, chapter 18 (R-h).
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from stuntlab.datasets import Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.delimited import read_text_table
from stuntlab.imports.mapping import Maps
from stuntlab.imports.packed import MOST_BYTES_IN_ONE_FILE, Files, refuse_big
from stuntlab.imports.signals import MOST_NUMBERS

_CONTENT_TYPES = "[Content_Types].xml"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
# Number formats that are dates or times by their number, and the letters that make one of one's own a date.
_DATE_FORMATS = frozenset([*range(14, 23), *range(45, 48)])
_DATE_LETTERS = re.compile(r"[hsy]|d{1,4}|AM/PM", re.IGNORECASE)
_DAY_ZERO = datetime.datetime(1899, 12, 30)
_WIDEST = 16_384
_MOST_SHEETS = 20
_MOST_ROWS = 1_048_576
"""Of a sheet of Excel."""
_LONGEST_CELL = 1_000
# Three million cells; a row of that width; what nobody writes (J).
_MOST_TAGS, _MOST_TAGS_OF_STYLES, _MOST_HELD, _DEEPEST = 12_000_000, 1_000_000, 100_000, 100
_MOST_EMPTY = 1_000_000
"""Cells between others that are not in the file (J)."""


def is_workbook(files: Files) -> bool:
    """Whether an archive is an Excel workbook."""
    return _CONTENT_TYPES in files.names and any(name.startswith("xl/") for name in files.names)


def read_workbook(files: Files, *, maps: Maps) -> Recording:
    """Read the first sheet that holds a recording.

    Raises: RecordingError for a workbook without one.
    """
    sheets = sorted((name for name in files.names if _SHEET.fullmatch(name)), key=_number_of)
    readable: list[tuple[str, Recording]] = []
    problem: RecordingError | None = None
    try:
        texts, dates = _shared_texts(files), _date_styles(files)
        for name in sheets[:_MOST_SHEETS]:
            text = "\n".join(_lines(files.read(name), texts, dates, files.source))
            try:
                recording = read_text_table(text, source=files.source, maps=maps)
            except RecordingError as caught:
                problem = problem or caught
                continue
            readable.append((f"sheet {_number_of(name)}", recording))
            if recording.channels:
                break
    except (ElementTree.ParseError, ValueError, KeyError, OverflowError) as damage:
        raise RecordingError(
            f"{files.source}: is an Excel workbook that is damaged ({damage}); save the sheet as CSV"
        ) from None
    if not readable:
        why = f" ({problem})" if problem else ""
        raise RecordingError(
            f"{files.source}: is an Excel workbook without a sheet that is a recording{why[:300]}; save "
            "the sheet as CSV"
        )
    sheet, recording = readable[-1]
    if len(sheets) == 1:
        return recording
    notes = (f"read from {sheet} of {len(sheets)} in the workbook", *recording.notes)
    return Recording(recording.title, recording.source, recording.channels, recording.unused, recording.faulty, notes)


def _number_of(name: str) -> int:
    match = _SHEET.fullmatch(name)
    return int(match[1]) if match else 0


def _elements(content: bytes, tag: str) -> Iterator[ElementTree.Element]:
    """Elements of a name. Whatever was parsed before is let go: a sheet may be large.

    Raises: ValueError for more than a workbook has, in all, in depth, or in one element of that name.
    """
    path: list[ElementTree.Element] = []
    inside, held = 0, 0
    parsed = ElementTree.iterparse(io.BytesIO(_bearable(content, _MOST_TAGS)), events=("start", "end"))
    for event, element in parsed:
        is_wanted = element.tag.rpartition("}")[2] == tag
        if event == "start":
            path.append(element)
            inside, held = inside + is_wanted, held + 1
            if len(path) > _DEEPEST or (inside and held > _MOST_HELD):
                raise ValueError(f"too many elements in one, in <{tag}> or around it")
            continue
        path.pop()
        inside -= is_wanted
        if not inside:
            if is_wanted:
                yield element
            held = 0
            for parent in path[-1:]:
                parent.clear()


def _bearable(content: bytes, most_tags: int) -> bytes:
    """The XML, refused where it has too many tags, or defines entities: no workbook does, and they may swell."""
    if content.count(b"<") > most_tags:
        raise ValueError(f"more than {most_tags:,} tags in one part of it")
    if b"<!DOCTYPE" in (content.replace(b"\0", b"") if b"\0" in content else content):
        raise ValueError("a document type in its XML")
    return content


def _shared_texts(files: Files) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in files.names:
        return []
    return [_text_of(element) for element in _elements(files.read(name), "si")]


def _text_of(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter() if part.tag.rpartition("}")[2] == "t")


def _date_styles(files: Files) -> frozenset[str]:
    """Numbers of the cell styles that show a date or a time."""
    name = "xl/styles.xml"
    if name not in files.names:
        return frozenset()
    root = ElementTree.fromstring(_bearable(files.read(name), _MOST_TAGS_OF_STYLES))
    own = {
        one.get("numFmtId", ""): re.sub(r'"[^"]*"|\[[^\]hms]*\]|\\.', "", one.get("formatCode", ""))
        for one in root.iter()
        if one.tag.endswith("}numFmt")
    }
    styles = [one for group in root.iter() if group.tag.endswith("}cellXfs") for one in group]
    return frozenset(
        str(at)
        for at, style in enumerate(styles)
        if _DATE_LETTERS.search(own.get(style.get("numFmtId", ""), ""))
        or int(style.get("numFmtId", "0")) in _DATE_FORMATS
    )


def _lines(content: bytes, texts: list[str], dates: frozenset[str], source: str) -> Iterator[str]:
    """The rows of a sheet as lines with tabs; rows that are not in the file are empty lines."""
    at, count, empty, signs = 0, 0, 0, 0
    for row in _elements(content, "row"):
        number = int(row.get("r") or at + 1)
        if not at < number <= _MOST_ROWS:
            raise ValueError(f"row {number} after row {at}")
        yield from [""] * (number - at - 1)
        at = number
        cells: dict[int, str] = {}
        for position, cell in enumerate(row):
            cells[_column_of(cell, position)] = _cell(cell, texts, dates)
        width = max(cells, default=-1) + 1
        count, empty = count + width, empty + width - len(cells)
        if empty > _MOST_EMPTY:
            raise ValueError(f"row {number} has a cell in column {width} and few before it")
        if count > MOST_NUMBERS:
            raise RecordingError(f"{source}: holds more than {MOST_NUMBERS:,} cells; cut it to the impact first")
        line = "\t".join(cells.get(column, "") for column in range(width))
        signs += len(line)
        refuse_big(signs, source, MOST_BYTES_IN_ONE_FILE)
        yield line


def _column_of(cell: ElementTree.Element, position: int) -> int:
    match = _REFERENCE.fullmatch(cell.get("r", ""))
    if match is None:
        return position
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    if column > _WIDEST:
        raise ValueError(f"column {match[1]}")
    return column - 1


def _cell(cell: ElementTree.Element, texts: list[str], dates: frozenset[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _one_line(_text_of(cell))
    value = next((part.text or "" for part in cell if part.tag.rpartition("}")[2] == "v"), "")
    if kind == "s" and re.fullmatch(r"[0-9]{1,9}", value) and int(value) < len(texts):
        return _one_line(texts[int(value)])
    if kind == "n" and value and cell.get("s", "") in dates:
        return (_DAY_ZERO + datetime.timedelta(days=float(value))).isoformat(timespec="microseconds")
    return _one_line(value)


def _one_line(text: str) -> str:
    return " ".join(text[:_LONGEST_CELL].split()).replace('"', "'")
