"""What people write for a quantity, to SI.

A bare number is refused where a unit belongs, because the unit people leave out is the unit people get wrong.
Arithmetic is exact (fractions) until the last step: 30 cm, 300 mm and 0.3 m are one number.
"""

from __future__ import annotations

import re
from fractions import Fraction

from stuntlab.errors import UnitError
from stuntlab.nearest import nearest_word
from stuntlab.units.quantity import Quantity
from stuntlab.units.table import Dimension, Unit, squeeze, table_of, tables

_LONGEST_TEXT = 80
_LARGEST = Fraction(10) ** 308
"""No float is larger."""

_LOOKALIKES = str.maketrans(
    {
        "\u2212": "-",
        "\u2013": "-",
        "\u2032": "'",
        "\u2019": "'",
        "\u2033": '"',
        "\u201d": '"',
        "\u201c": '"',
        "²": "2",
        "\u22c5": "·",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "#": "lb",
        "^": "",
    }
)
_ABOUT = re.compile(r"^(?:~|about|approx\.?|approximately|around|roughly|circa|ca\.)\s*", re.IGNORECASE)
"""What people put before a number that they do not know well; its spread says so, or the usual one does."""

_AFTER_A_UNIT = re.compile(r"(?<=[a-zA-Z])\.(?=\s|$)")
"""The point of an abbreviation, as in "2 ft."."""

_DECIMAL = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3}(?![0-9]))?"
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9/])(?:\.[0-9]+)?"
"""Thousands apart by blanks, as answers write them."""

_NUMBER = rf"(?:(?:[0-9]+\s+)?[0-9]+/[0-9]+|{_GROUPED}|{_DECIMAL})"
_LETTER = r"[^\W\d_]|[°%'\"]"
_UNIT = rf"(?:{_LETTER})(?:{_LETTER}|[ ·]|-(?=[a-z])|/\s*[a-zA-Z]+2|/|(?<=m)2(?=\s*(?:$|±|\+)))*"
_PART = re.compile(rf"\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\s*")
_SMALLER = {"ft": "in", "'": "in", "foot": "in", "feet": "in", "st": "lb", "stone": "lb"}


def parse_quantity(text: str, dimension: Dimension) -> Quantity:
    """Read "5 ± 0.8 m/s" and its kin; `±` (or +/-) is one standard deviation, in the unit or in percent of the value.

    Raises:
        UnitError: not a number, no unit, an unknown unit, a unit of another dimension, a negative spread.

    """
    given = _Given(text, dimension)
    value_text, spread_text = _split_spread(given)
    shared_unit = _last_unit(spread_text).removesuffix("%")
    value_parts = _parts(given, value_text, fallback_unit=shared_unit)
    value = _to_si(given, value_parts, with_offset=True)
    sd = _spread(given, spread_text, value, fallback_unit=value_parts[-1][1]) if spread_text else Fraction(0)
    return Quantity(_to_float(given, value), _to_float(given, sd), text.strip())


def parse_size(text: str) -> tuple[float, ...]:
    """Read "6.1 x 7.6 x 2.7 m" or "10 x 6 ft x 4 in" as two or three lengths, m.

    A number without a unit is in that of the next length that has one: the 10 above are feet.

    Raises:
        UnitError: fewer than two or more than three lengths, one that is not a length above zero, or one without a unit
            between two that have different ones.

    """
    given = _Given(text, Dimension.LENGTH)
    sides = re.split(r"\s*(?:[x×*]|\bby\b)\s*", given.normal, flags=re.IGNORECASE)
    if not 2 <= len(sides) <= 3:
        raise UnitError(f"{given.quoted} is not a size; write two or three lengths such as 6.1 x 7.6 x 2.7 m")
    units = [_last_unit(side) for side in sides]
    metres = tuple(
        _to_float(given, _to_si(given, _parts(given, side, fallback_unit=_unit_of_a_side(given, units, at))))
        for at, side in enumerate(sides)
    )
    if min(metres) <= 0:
        raise UnitError(f"{given.quoted} is not a size: every length must be above zero")
    return metres


def unit_written(text: str, dimension: Dimension) -> Unit | None:
    """The one unit in which a quantity is written; None where there is none, or several as in "5 ft 7 in"."""
    units = units_written(text, dimension)
    return units[0] if len(units) == 1 else None


def units_written(text: str, dimension: Dimension) -> tuple[Unit, ...]:
    """The units in which a quantity is written, "ft" and "in" of "5 ft 7 in"; none where there is only a number."""
    given = _Given(text, dimension)
    words = dict.fromkeys(match["unit"].strip() for match in _PART.finditer(given.normal) if match["unit"])
    return tuple(_unit(given, word) for word in words if word != "%")


class _Given:
    """The text under reading, with what error messages need to say about it."""

    def __init__(self, text: str, dimension: Dimension) -> None:
        self.text = text.strip()
        self.dimension = dimension
        plain = self.text.replace("ft²", "sq ft").translate(_LOOKALIKES)
        self.normal = re.sub(r"(?<=['\"])-(?=[0-9])", " ", plain).strip()
        self.normal = _ABOUT.sub("", _AFTER_A_UNIT.sub("", self.normal))
        if len(self.text) > _LONGEST_TEXT:
            raise self.refuse("is too long to be a quantity")

    @property
    def quoted(self) -> str:
        return f'"{self.text}"' if len(self.text) <= _LONGEST_TEXT else f'"{self.text[:40]}…"'

    @property
    def written_like(self) -> str:
        *first, last = self.dimension.examples
        return f"is written like {', '.join(first)} or {last}"

    def refuse(self, what: str) -> UnitError:
        return UnitError(f"{self.quoted} {what}; {self.dimension.kind} {self.written_like}")


def _split_spread(given: _Given) -> tuple[str, str]:
    value, *spreads = re.split(r"\s*(?:±|\+/-|\+-)\s*", given.normal)
    if len(spreads) > 1:
        raise given.refuse("has more than one ±")
    if spreads and not spreads[0]:
        raise given.refuse("has nothing after its ±")
    if re.search(r"\bto\b|\.\.", given.normal):
        raise _range(given)
    return value, spreads[0] if spreads else ""


def _unit_of_a_side(given: _Given, units: list[str], at: int) -> str:
    """The unit of a length in a size: its own or, where it has none, that of the next length which has one."""
    after = next((unit for unit in units[at:] if unit), "")
    before = next((unit for unit in units[at::-1] if unit), after)
    if before != after and after:
        raise given.refuse(f"does not say whether one length is in {before} or in {after}; write a unit after each")
    return after


def _last_unit(text: str) -> str:
    units = [match["unit"] for match in _PART.finditer(text) if match["unit"]]
    return units[-1].strip() if units else ""


def _parts(given: _Given, text: str, *, fallback_unit: str = "") -> list[tuple[Fraction, str]]:
    """Split "-5 ft 7 in" into signed numbers with units; one without takes the next smaller, or the fallback."""
    sign, unsigned = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    found = list(_PART.finditer(unsigned))
    if not found or "".join(match[0] for match in found) != unsigned:
        raise _unreadable(given)
    parts: list[tuple[Fraction, str]] = []
    for match in found:
        unit = (match["unit"] or "").strip() or (_SMALLER.get(parts[-1][1], "") if parts else "") or fallback_unit
        parts.append((sign * _number(given, match["number"]), unit))
    return parts


def _number(given: _Given, text: str) -> Fraction:
    if "/" not in text:
        text = text.replace(" ", "")
    whole, _, fraction = text.rpartition(" ")
    if fraction.endswith("/0") or re.search(r"/0+$", fraction):
        raise given.refuse("divides by zero")
    number = Fraction(whole.strip() or 0) + Fraction(fraction)
    if number > _LARGEST:
        raise given.refuse("is too large a number")
    return number


def _unreadable(given: _Given) -> UnitError:
    lower = given.normal.casefold()
    if re.search(r"\b(nan|inf|infinity)\b", lower):
        return given.refuse("is not a finite number")
    if re.search(r"[0-9],[0-9]", lower):
        return given.refuse("has a comma in it: write a decimal point, and thousands as 1500 or 1 500")
    if re.search(r"[0-9]\s*[^\W\d_]*\s*-\s*[0-9]", lower):
        return _range(given)
    return given.refuse("cannot be read as a number with a unit")


def _range(given: _Given) -> UnitError:
    feet = re.fullmatch(r"([3-8])-(\d|1[01])", given.normal)
    if feet and given.dimension is Dimension.LENGTH:
        return given.refuse(f"has no unit: {feet[1]} ft {feet[2]} in is written in full")
    return given.refuse("is a range: write its middle and its spread, as in 5 ± 0.5")


def _to_si(given: _Given, parts: list[tuple[Fraction, str]], *, with_offset: bool = False) -> Fraction:
    units = [_unit(given, word) for _, word in parts]
    for larger, smaller, (count, _) in zip(units, units[1:], parts[1:], strict=False):
        if abs(count) * smaller.factor >= larger.factor:
            raise given.refuse(f"adds {float(abs(count)):g} {smaller.name} to whole {larger.name}, which is too many")
    offset = units[0].offset if with_offset else Fraction(0)
    return sum((number * unit.factor for (number, _), unit in zip(parts, units, strict=True)), offset)


def _spread(given: _Given, text: str, value: Fraction, *, fallback_unit: str) -> Fraction:
    if text.startswith("-"):
        raise given.refuse("has a negative spread, and a standard deviation cannot be below zero")
    parts = _parts(given, text, fallback_unit=fallback_unit)
    if parts[-1][1] == "%" and fallback_unit != "%":
        if given.dimension in (Dimension.TEMPERATURE, Dimension.NUMBER):
            raise given.refuse(f"has a spread in percent, and percent of what is unclear for {given.dimension.kind}")
        return abs(value) * parts[0][0] / 100
    return _to_si(given, parts)


def _unit(given: _Given, word: str) -> Unit:
    squeezed = squeeze(word)
    table = table_of(given.dimension)
    unit = table.by_word.get(squeezed) or table.by_word.get(squeezed.casefold())
    if unit is None:
        raise _wrong_unit(given, word, squeezed)
    return unit


def _wrong_unit(given: _Given, word: str, squeezed: str) -> UnitError:
    if not word:
        return given.refuse("has no unit")
    for dimension, table in tables().items():
        if squeezed in table.by_word or squeezed.casefold() in table.by_word:
            return UnitError(
                f"{given.quoted} is {dimension.kind}; {given.dimension.kind} is needed here, and {given.written_like}"
            )
    known = table_of(given.dimension).by_word
    near = nearest_word(squeezed, known)
    hint = f' (did you mean "{known[near].name}"?)' if near else ""
    return given.refuse(f'has an unknown unit, "{word}"{hint}')


def _to_float(given: _Given, value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        raise given.refuse("is too large a number") from None
