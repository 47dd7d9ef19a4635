"""One text file of an ISO-MME test: fields "name : value", and in a channel file then one number a line.

Source: ISO/TS 13499; layout and field names checked against files written by pyisomme (V-S).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import RecordingError
from stuntlab.imports.layout import part_cell
from stuntlab.imports.lines import MOST_LINES, lines_of
from stuntlab.imports.numerals import number
from stuntlab.imports.packed import Files
from stuntlab.imports.quantities import to_si
from stuntlab.units.counting import counted

_FIELD = re.compile(r"([^:]*[^:\s])\s*:(.*)")
_NO_VALUE = "NOVALUE"
# Of a header or a list of channels (J).
_MOST_FIELDS = 100_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_FILLING = " \t\r\n\x1a"
"""What may follow the last number; the last of them is the end of a file of DOS."""
UNKNOWN = frozenset({"", _NO_VALUE, "NONE"})


@dataclass(frozen=True, slots=True)
class ChannelFile:
    """One channel file.

    where: file, for messages. header: field in lower case -> value. values: [time], in the unit the header gives.
    first_line: the line of the first number.
    """

    where: str
    header: Mapping[str, str]
    values: Floats
    first_line: int

    def place(self, sample: int) -> str:
        """Where a sample stands."""
        return f"line {self.first_line + sample}"

    def seconds(self, field: str) -> float | None:
        """A field of the header that is a time, s, or None where it is not given.

        Raises: RecordingError for something that is not a number.
        """
        text = self.header.get(field, "")
        if text.upper() in UNKNOWN:
            return None
        value, unit = part_cell(text)
        seconds = _as_number(value)
        seconds = math.inf if seconds is None else seconds * (to_si("time", unit, where=self.where) if unit else 1.0)
        if not math.isfinite(seconds):
            raise RecordingError(f"{self.where}: '{field}' is '{text}', which is not a number of seconds")
        return seconds


def read_fields(files: Files, name: str) -> Iterator[tuple[str, str]]:
    """Field names, in lower case, and values of a header or a list of channels, in the order of the file."""
    for line in read_lines(files, name, most=_MOST_FIELDS):
        field = _FIELD.fullmatch(line.strip())
        if field:
            yield field[1].lower(), field[2].strip()


def read_lines(files: Files, name: str, *, most: int = MOST_LINES) -> list[str]:
    """The lines of one file, without what fills up its end.

    Raises: RecordingError for too many, a binary file, or one that cannot be read.
    """
    return lines_of(_text(files, name).rstrip(_FILLING), where_of(files, name), most=most)


def where_of(files: Files, name: str) -> str:
    """What a file of a test is called in messages."""
    return f"{files.source}: {PurePosixPath(name).name}"


def parse_channel_file(lines: list[str], *, where: str) -> ChannelFile:
    """Header and numbers of one channel file; NOVALUE becomes NaN.

    Raises: RecordingError for no numbers, text among them, or fewer of them than the header says.
    """
    header: dict[str, str] = {}
    for at, line in enumerate(lines):
        field = _FIELD.fullmatch(line.strip())
        if field:
            header.setdefault(field[1].lower(), field[2].strip())
        elif line.strip():
            values = _values(lines[at:], first_line=at + 1, where=where)
            _refuse_truncated(header, values.size, where)
            return ChannelFile(where, header, values, at + 1)
    raise RecordingError(f"{where} holds no numbers; the file is truncated or empty")


def _values(lines: list[str], *, first_line: int, where: str) -> Floats:
    try:
        return np.fromiter(map(float, lines), dtype=np.float64, count=len(lines))
    except ValueError:
        return _values_one_by_one(lines, first_line=first_line, where=where)


def _values_one_by_one(lines: list[str], *, first_line: int, where: str) -> Floats:
    """Numbers with gaps, decimal commas or empty lines among them."""
    values: list[float] = []
    for at, line in enumerate(lines, start=first_line):
        if text := line.strip():
            value = _as_number(text)
            if value is None:
                raise RecordingError(f"{where} line {at}: {text[:40]!r} is not a number")
            values.append(value)
    return np.array(values, dtype=np.float64)


def _as_number(text: str) -> float | None:
    """One number, with a decimal point or comma; a gap is NaN, None is something else."""
    return math.nan if text.upper() == _NO_VALUE else number(text.replace(",", "."))


def _refuse_truncated(header: Mapping[str, str], count: int, where: str) -> None:
    said = header.get("number of samples", "")
    if re.fullmatch(r"[0-9]{1,12}", said) and int(said) != count:
        samples = counted(int(said), "sample")
        raise RecordingError(f"{where} says it has {samples} and holds {count}; the file is truncated or damaged")


def _text(files: Files, name: str) -> str:
    content = files.read(name)
    if content.startswith(_UTF_16):
        content = content.decode("utf-16", errors="replace").encode()
    if b"\0" in content:
        raise RecordingError(f"{files.source}: {name} is a binary file where ISO-MME has text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
