"""What people write for a quantity, to SI and back: "5 ± 0.8 m/s", "44 ft", `5'7"`, "11 st 4 lb", "72 degF".

Inside stuntlab every number is SI. A bare number is refused where a unit belongs, because the unit people leave out is
the unit people get wrong. Arithmetic is exact (fractions) until the last step: 30 cm, 300 mm and 0.3 m are one number.

Source: factors in `units.toml`, exact, from the SI Brochure (9th ed.) and NIST SP 811 (2008) (V-P).
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from stuntlab.errors import UnitError

_LONGEST_TEXT = 80


class Dimension(StrEnum):
    """What a number measures. A quantity of one dimension is never read as another."""

    LENGTH = "length"
    MASS = "mass"
    TIME = "time"
    SPEED = "speed"
    ACCELERATION = "acceleration"
    FORCE = "force"
    PRESSURE = "pressure"
    ANGLE = "angle"
    ANGULAR_SPEED = "angular speed"
    TEMPERATURE = "temperature"
    FREQUENCY = "frequency"
    ENERGY = "energy"
    NUMBER = "plain number"

    @property
    def kind(self) -> str:
        """The dimension with its article, for sentences: "a speed"."""
        return _table(self).kind

    @property
    def examples(self) -> tuple[str, ...]:
        """How such a quantity may be written: "5 ± 0.8 m/s", "18 km/h", "11 mph"."""
        return _table(self).examples

    @property
    def si_unit(self) -> str:
        """The unit that values are in inside stuntlab: "m/s", "rad", "K"; nothing for a plain number."""
        return next(unit.name for unit in _table(self).units if unit.factor == 1 and not unit.offset)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in SI with its spread.

    value, sd: SI; `sd` is one standard deviation, 0 where none was given.
    text: as the user wrote it. source: where the user says the number comes from. Neither is part of its meaning.
    """

    value: float
    sd: float = 0.0
    text: str = field(default="", compare=False)
    source: str = field(default="", compare=False)


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
    """Read "6.1 x 7.6 x 2.7 m" or "15 x 20 ft" as two or three lengths, m.

    Raises:
        UnitError: fewer than two or more than three lengths, or one that is not a length above zero.
    """
    given = _Given(text, Dimension.LENGTH)
    sides = re.split(r"\s*(?:[x×*]|\bby\b)\s*", given.normal, flags=re.IGNORECASE)
    if not 2 <= len(sides) <= 3:
        raise UnitError(f"{given.quoted} is not a size; write two or three lengths such as 6.1 x 7.6 x 2.7 m")
    shared_unit = _last_unit(sides[-1])
    metres = tuple(_to_float(given, _to_si(given, _parts(given, side, fallback_unit=shared_unit))) for side in sides)
    if min(metres) <= 0:
        raise UnitError(f"{given.quoted} is not a size: every length must be above zero")
    return metres


def format_quantity(value: float, dimension: Dimension, *, sd: float = 0.0, imperial: bool = False) -> str:
    """Write an SI value for people, in a unit that suits its magnitude, to three significant digits.

    Args:
        value: SI.
        dimension: what it measures.
        sd: one standard deviation, SI; written only where it is not 0.
        imperial: feet, miles an hour, pounds, psi, °F instead of metric.
    """
    magnitude = max(abs(value), sd)
    if imperial and dimension is Dimension.LENGTH and sd == 0 and 0.3048 <= abs(value) < 3.048:
        return _feet_and_inches(value)
    unit = _unit_to_show(dimension, magnitude, "imperial" if imperial else "metric")
    number = _three_digits((value - float(unit.offset)) / float(unit.factor))
    spread = f" ± {_three_digits(sd / float(unit.factor))}" if sd else ""
    return f"{number}{spread} {unit.name}".rstrip()


# --- the table ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    words: tuple[str, ...]
    factor: Fraction
    offset: Fraction
    show: str
    show_from: float


@dataclass(frozen=True, slots=True)
class _Table:
    kind: str
    examples: tuple[str, ...]
    units: tuple[_Unit, ...]
    by_word: dict[str, _Unit]


@cache
def _tables() -> dict[Dimension, _Table]:
    rows = tomllib.loads(files("stuntlab").joinpath("units.toml").read_text(encoding="utf-8"))
    return {Dimension(name): _read_table(row) for name, row in rows.items()}


def _table(dimension: Dimension) -> _Table:
    return _tables()[dimension]


def _read_table(row: dict[str, Any]) -> _Table:
    units = tuple(_read_unit(unit) for unit in row["units"])
    by_word = {word.casefold(): unit for unit in units for word in unit.words}
    by_word |= {word: unit for unit in units for word in unit.words}  # as written wins: MN is not mN
    return _Table(row["kind"], tuple(row["examples"]), units, by_word)


def _read_unit(row: dict[str, Any]) -> _Unit:
    words = tuple(_squeeze(word) for word in (row["name"], *row["also"]))
    factor, offset = _product(row["factor"]), _product(row.get("offset", "0"))
    return _Unit(row["name"], words, factor, offset, row.get("show", ""), row.get("from", 0.0))


def _product(text: str) -> Fraction:
    result = Fraction(1)
    for operator, term in re.findall(r"([*/]?)([^*/]+)", text):
        number = Fraction(math.pi) if term == "pi" else Fraction(term)
        result = result / number if operator == "/" else result * number
    return result


def _squeeze(unit: str) -> str:
    return re.sub(r"[\s·^]", "", unit)


# --- reading ------------------------------------------------------------------------------------------------------

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
        "^": "",
    }
)
_DECIMAL = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3}(?![0-9]))?"
_NUMBER = rf"(?:(?:[0-9]+\s+)?[0-9]+/[0-9]+|{_DECIMAL})"
_LETTER = r"[^\W\d_]|[°%'\"]"
_UNIT = rf"(?:{_LETTER})(?:{_LETTER}|[ ·]|-(?=[a-z])|/\s*[a-zA-Z]+2|/)*"
_PART = re.compile(rf"\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\s*")
_SMALLER = {"ft": "in", "'": "in", "foot": "in", "feet": "in", "st": "lb", "stone": "lb"}


class _Given:
    """The text under reading, with what error messages need to say about it."""

    def __init__(self, text: str, dimension: Dimension) -> None:
        self.text = text.strip()
        self.dimension = dimension
        self.normal = re.sub(r"(?<=['\"])-(?=[0-9])", " ", self.text.translate(_LOOKALIKES)).strip()
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
    whole, _, fraction = text.rpartition(" ")
    if fraction.endswith("/0") or re.search(r"/0+$", fraction):
        raise given.refuse("divides by zero")
    return Fraction(whole.strip() or 0) + Fraction(fraction)


def _unreadable(given: _Given) -> UnitError:
    lower = given.normal.casefold()
    if re.search(r"\b(nan|inf|infinity)\b", lower):
        return given.refuse("is not a finite number")
    if re.search(r"[0-9],[0-9]", lower):
        return given.refuse("has a comma in it: write a decimal point, and no separators for thousands")
    if re.search(r"[0-9]\s*[^\W\d_]*\s*-\s*[0-9]", lower):
        return _range(given)
    return given.refuse("cannot be read as a number with a unit")


def _range(given: _Given) -> UnitError:
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


def _unit(given: _Given, word: str) -> _Unit:
    squeezed = _squeeze(word)
    table = _table(given.dimension)
    unit = table.by_word.get(squeezed) or table.by_word.get(squeezed.casefold())
    if unit is None:
        raise _wrong_unit(given, word, squeezed)
    return unit


def _wrong_unit(given: _Given, word: str, squeezed: str) -> UnitError:
    if not word:
        return given.refuse("has no unit")
    for dimension, table in _tables().items():
        if squeezed in table.by_word or squeezed.casefold() in table.by_word:
            return UnitError(
                f"{given.quoted} is {dimension.kind}; {given.dimension.kind} is needed here, and {given.written_like}"
            )
    near = difflib.get_close_matches(squeezed.casefold(), _table(given.dimension).by_word, n=1, cutoff=0.5)
    hint = f' (did you mean "{_table(given.dimension).by_word[near[0]].name}"?)' if near else ""
    return given.refuse(f'has an unknown unit, "{word}"{hint}')


def _to_float(given: _Given, value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        raise given.refuse("is too large a number") from None


# --- writing ------------------------------------------------------------------------------------------------------


def _unit_to_show(dimension: Dimension, magnitude: float, system: str) -> _Unit:
    shown = [unit for unit in _table(dimension).units if unit.show in (system, "both")]
    return next((unit for unit in reversed(shown) if magnitude >= unit.show_from), shown[0])


def _feet_and_inches(value: float) -> str:
    tenths = round(abs(value) / 0.00254)
    feet, rest = divmod(tenths, 120)
    inches = f" {rest / 10:g} in" if rest else ""
    return f"{'-' if value < 0 else ''}{feet} ft{inches}"


def _three_digits(value: float) -> str:
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    if digits > 8 or abs(value) >= 1e6:
        return f"{value:.3g}"
    rounded = f"{round(value, 2 - math.floor(math.log10(abs(value)))):.{digits}f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
