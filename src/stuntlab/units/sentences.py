"""Sentences with quantities, in the units of whoever reads them.

Every room writes its sentences in SI, or quotes the plan. What is shown is turned into the reader's units here: each
number that stands with a unit of the other system is written in theirs, with as many digits as it had, or fewer where
a rounder number is within what it was rounded to: 9 mph that were told as 4 m/s are 9 mph again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache

from stuntlab.units.reading import units_written
from stuntlab.units.table import Dimension, Unit, table_of, unit_factor


class System(StrEnum):
    """The two families of units that people are answered in."""

    SI = "si"
    US = "us"

    @property
    def shown(self) -> str:
        """What the table of units calls it."""
        return "imperial" if self is System.US else "metric"


@dataclass(frozen=True, slots=True)
class UnitStyle:
    """In which system each dimension is told; what `by_dimension` does not name, as `otherwise`."""

    otherwise: System = System.SI
    by_dimension: Mapping[Dimension, System] = field(default_factory=dict)

    def of(self, dimension: Dimension) -> System:
        """The system for one dimension."""
        return self.by_dimension.get(dimension, self.otherwise)


METRIC = UnitStyle(System.SI)
US = UnitStyle(System.US)

_THIN = "[   ]"
_NUMBER = rf"-?\d+(?:{_THIN}\d{{3}}(?!\d))*(?:\.\d+)?"
_BETWEEN = r" ?± ?| to | and | or | x | × |–"
_DAY = r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b"  # "on 30 Nov 2026 in another record" has no inches
_KEPT = re.compile(rf"`[^`]*`|“[^”]*”|\S+\.(?:yaml|toml|py)\b|{_DAY}")
_FEET_AND_INCHES = re.compile(r"\b(\d+) ft (\d+(?:\.\d+)?) in\b")
_LENS = re.compile(r"\blens", re.IGNORECASE)
_INCHES = 12
_ANOTHER_NUMBER = 0.02
"""How far, relative to itself, a rounded number may be from what it stands for before it gets a third digit (J)."""
_AS_GOOD = 0.007
"""How far, relative to itself, a rounder number may be from it (J)."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A unit that sentences have, with what it measures and whose it is. other: the only one it is turned into."""

    unit: Unit
    dimension: Dimension
    system: System
    other: Unit | None = None


_OF_BOTH = {"g", "t", "K", "st", "kn", "kgf", "cal/cm²/s"}
"""Units that everybody reads, or that are written like another: a "g" in a sentence is no gram."""
_ALSO_US = {"yd", "ft/s", "in·lbf"}


def in_units(text: str, style: UnitStyle) -> str:
    """A text with its quantities in the units of a reader.

    Left as they are: days, what stands in backticks or quotation marks, focal lengths, units that both systems share.
    """
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_convert(text[end : kept.start()], style), kept[0]]
        end = kept.end()
    return "".join((*parts, _convert(text[end:], style)))


def system_written(text: str, dimension: Dimension) -> System | None:
    """The system in which a quantity is written, "5 ft 7 in"; None where it has no unit, or one of both systems.

    Raises: UnitError for a unit that the dimension does not have.
    """
    units = units_written(text, dimension)
    systems = {_index_units()[unit.name].system for unit in units if unit.name in _index_units()}
    return systems.pop() if len(systems) == 1 else None


def _convert(text: str, style: UnitStyle) -> str:
    if style.of(Dimension.LENGTH) is System.SI:
        text = _FEET_AND_INCHES.sub(lambda found: f"{_INCHES * int(found[1]) + float(found[2]):g} in", text)
    return _quantity().sub(lambda found: _in_reader_units(found, style), text)


@cache
def _index_units() -> Mapping[str, _Known]:
    """Every unit of a dimension that the two systems tell differently, by its name and as it is squeezed."""
    known: dict[str, _Known] = {}
    for dimension in Dimension:
        units = table_of(dimension).units
        if not any(unit.show == System.US.shown for unit in units):
            continue
        for unit in units:
            system = System.US if unit.show == System.US.shown or unit.name in _ALSO_US else System.SI
            if unit.name not in _OF_BOTH:
                known |= {word: _Known(unit, dimension, system) for word in _spellings(unit)}
    return known | _powers()


def _powers() -> dict[str, _Known]:
    """Areas, volumes, densities and dampings, which plans do not have: made of the units of lengths, masses, forces."""
    cm, m, inch, ft = (unit_factor(Dimension.LENGTH, name) for name in ("cm", "m", "in", "ft"))
    lb, lbf = unit_factor(Dimension.MASS, "lb"), unit_factor(Dimension.FORCE, "lbf")
    pairs = (
        (("cm²", cm**2), ("in²", inch**2)),
        (("m²", m**2), ("ft²", ft**2)),
        (("m³", m**3), ("ft³", ft**3)),
        (("kg/m³", 1.0), ("lb/ft³", lb / ft**3)),
        (("N s/m", 1.0), ("lbf s/ft", lbf / ft)),
    )
    known = {}
    for pair in pairs:
        metric, us = (Unit(name, (), Fraction(factor), Fraction(0), "", 0.0) for name, factor in pair)
        known[metric.name] = _Known(metric, Dimension.LENGTH, System.SI, us)
        known[us.name] = _Known(us, Dimension.LENGTH, System.US, metric)
    return known


def _spellings(unit: Unit) -> set[str]:
    """As sentences write it."""
    return {unit.name, unit.name.replace("²", "2"), unit.name.replace("·", " "), unit.name.replace("deg", "°")}


@cache
def _quantity() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_index_units(), key=len, reverse=True))
    numbers = rf"(?P<numbers>{_NUMBER}(?:(?:{_BETWEEN}){_NUMBER})*)"
    no_length = r"(?:over|under) \d|every\b|another\b|(?:the|this|its) record"  # a limit of 350 in over 99 of 100 takes
    no_share = rf"(?!(?<= in) (?:{no_length}))"
    return re.compile(rf"(?<![\w.,/]){numbers} (?P<unit>{words})(?![\w/²³·]|\.\d)(?! \d){no_share}")


def _in_reader_units(found: re.Match[str], style: UnitStyle) -> str:
    known = _index_units()[found["unit"]]
    wanted = style.of(known.dimension)
    if known.system is wanted or (known.unit.name == "mm" and _is_of_a_lens(found)):
        return found[0]
    written = re.findall(_NUMBER, found["numbers"])
    factor, offset = float(known.unit.factor), float(known.unit.offset)
    is_spread = [False, *(sign.strip() == "±" for sign in re.findall(_BETWEEN, found["numbers"]))]
    values = [
        _value(number) * factor + (0.0 if spread else offset) for number, spread in zip(written, is_spread, strict=True)
    ]
    unit = known.other or _unit_for(known.dimension, max(abs(value) for value in values), wanted)
    if len(values) == 1 and unit.name == "ft" and abs(values[0]) < 10 * float(unit.factor):
        return _feet_and_inches(values[0])
    to = float(unit.factor)
    turned = [
        (value - (0.0 if spread else float(unit.offset))) / to for value, spread in zip(values, is_spread, strict=True)
    ]
    following = iter(
        [
            _write_value(value, _digits(number, None if spread else value, _rounded_by(number) * factor / to))
            for value, number, spread in zip(turned, written, is_spread, strict=True)
        ]
    )
    numbers = re.sub(_NUMBER, lambda _: next(following), found["numbers"])
    return f"{numbers} {unit.name}"


def _is_of_a_lens(found: re.Match[str]) -> bool:
    """Focal lengths are in millimetres everywhere."""
    near = found.string[max(0, found.start() - 25) : found.end() + 25]
    return bool(_LENS.search(near))


def _value(number: str) -> float:
    return float(re.sub(_THIN, "", number))


def _rounded_by(number: str) -> float:
    """How far what it stands for may be from a number as written: half of one in its last place; 0.05 of 4.0."""
    return float(0.5 * 10.0 ** -len(number.partition(".")[2]))


def _digits(number: str, turned: float | None, rounded_by: float) -> int:
    """As many as it was written with, two at least and three at most; three where two would tell another number.

    6 kN are 1 350 lbf, not 1 300 lbf. Fewer where that number is rounder and may be meant: 0.102 m are 4 in.
    turned, rounded_by: the number and its rounding in the other unit; None for a spread, which needs no third.
    """
    digits = min(max(len(re.sub(r"\D", "", number).lstrip("0")), 2), 3)
    if not turned:
        return digits
    near = min(rounded_by, _AS_GOOD * abs(turned))
    fewest = next((few for few in range(1, digits) if _off(turned, few) <= near), digits)
    if fewest == digits == 2 and _off(turned, 2) > _ANOTHER_NUMBER * abs(turned):
        return 3
    return fewest


def _off(value: float, digits: int) -> float:
    """What rounding to so many digits changes."""
    return abs(float(f"{value:.{digits - 1}e}") - value)


def _write_value(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    if decimals <= 0 or rounded == int(rounded):
        return f"{int(rounded):,}".replace(",", " ")
    return f"{rounded:.{decimals}f}".rstrip("0").rstrip(".")


def _feet_and_inches(value_m: float) -> str:
    inches = round(abs(value_m) / float(_find_unit(Dimension.LENGTH, "in").factor))
    feet, rest = divmod(inches, _INCHES)
    sign = "-" if value_m < 0 else ""
    return f"{sign}{feet} ft {rest} in" if rest else f"{sign}{feet} ft"


def _unit_for(dimension: Dimension, magnitude: float, system: System) -> Unit:
    shown = [unit for unit in table_of(dimension).units if unit.show == system.shown]
    return next((unit for unit in reversed(shown) if magnitude >= unit.show_from), shown[0])


def _find_unit(dimension: Dimension, name: str) -> Unit:
    return next(unit for unit in table_of(dimension).units if unit.name == name)
