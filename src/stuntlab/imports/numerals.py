"""Numbers as programs write them: decimal commas, and marks between thousands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from stuntlab.errors import RecordingError

MISSING = frozenset({"", "nan", "na", "n/a", "null", "none", "novalue", "-", "--", "#n/a", "inf", "-inf", "+inf"})
_THOUSANDS = " ' \u00a0\u2009\u202f\u2019"
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}(?:[{_THOUSANDS}]\d{{3}})+(?:[.,]\d*)?")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_EITHER = "either"
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_FORTRAN = re.compile(r"(?<=[\d.])[dD](?=[+-]?\d)")
_ONE_MARK = re.compile(r"[+-]?(\d*)([.,])(\d*)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Marks:
    """The decimal mark of a table, and what it writes between thousands ("" for nothing)."""

    decimal: str = "."
    thousands: str = ""

    def plain(self, text: str) -> str:
        """A number, or a line of numbers between other signs than these, with decimal points alone."""
        for mark in self.thousands:
            text = text.replace(mark, "")
        return text.replace(",", ".") if self.decimal == "," else text


def number(cell: str) -> float | None:
    """A cell as a number with a decimal point, None where it is none; missing values are NaN."""
    if cell.casefold() in MISSING:
        return float("nan")
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return _fortran(cell)


def _fortran(cell: str) -> float | None:
    """A number with the exponent of a double in Fortran, "1.5D-03"."""
    plain, count = _FORTRAN.subn("e", cell)
    try:
        return float(plain) if count == 1 else None
    except ValueError:
        return None


def looks_like_number(cell: str) -> bool:
    """Whether a cell is a number in any style; a missing value is none."""
    if not cell or not (cell[0].isdigit() or cell[0] in "+-.,"):
        return False
    if _PLAIN.fullmatch(cell):
        return True
    plain = cell
    for mark in _THOUSANDS:
        plain = plain.replace(mark, "")
    if plain != cell and not _GROUPED.fullmatch(cell):  # "0200   0" is two cells
        return False
    if "," in plain and "." in plain:
        plain = plain.replace(",", "") if plain.rindex(".") > plain.rindex(",") else plain.replace(".", "")
    if plain.count(",") > 1 or plain.count(".") > 1:
        if not _GROUPS.fullmatch(plain):  # "02.01.2026" is a date
            return False
        plain = plain.replace(",", "").replace(".", "")
    found = number(plain.replace(",", "."))
    return found is not None and not math.isnan(found)


def marks_of(cells: Iterable[tuple[str, str]], *, source: str) -> Marks:
    """The marks that cells use, from cells with their places ("line 7").

    Raises: RecordingError for cells that contradict each other.
    """
    seen: dict[str, str] = {}
    thousands: set[str] = set()
    either = ""
    for cell, place in cells:
        decimal, grouping = _read_marks(cell)
        if decimal == _EITHER:
            either = either or place
        elif decimal:
            seen.setdefault(decimal, place)
        thousands.update(grouping)
    if either and "." in seen:
        thousands.add(",")
    elif either and "," not in thousands:
        seen.setdefault(",", either)
    if len(seen) > 1 or (seen and next(iter(seen)) in thousands):
        raise RecordingError(
            f"{source}: has numbers with decimal commas and numbers with decimal points (see "
            f"{' and '.join(seen.values())}); use one of them"
        )
    decimal = next(iter(seen), "." if "." not in thousands else ",")
    return Marks(decimal, "".join(sorted(thousands)))


def _read_marks(cell: str) -> tuple[str, set[str]]:
    """The decimal mark and the marks between thousands of one cell; "" where nobody can tell."""
    grouping: set[str] = set()
    if _GROUPED.fullmatch(cell):
        grouping = {sign for sign in cell if sign in _THOUSANDS}
        cell = "".join(sign for sign in cell if sign not in _THOUSANDS)
    points, commas = cell.count("."), cell.count(",")
    if points and commas:
        decimal = "." if cell.rindex(".") > cell.rindex(",") else ","
        return decimal, grouping | ({",", "."} - {decimal})
    if points > 1 or commas > 1:
        return "", grouping | {"." if points else ","}
    one = _ONE_MARK.fullmatch(cell)
    if one is None:
        return "", grouping
    before, mark, after = one.groups()
    # "1,234" may be a thousand or one and a bit; "0,234", "12,34" and "1234,567" are no thousands.
    could_be_thousands = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    return (_EITHER if mark == "," and could_be_thousands else mark), grouping
