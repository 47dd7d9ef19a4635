"""The dimensions, and every unit of plans, recordings, published cases and risk curves, from `units.toml`.

Source: factors exact, from the SI Brochure (9th ed.) and NIST SP 811 (2008), each row with its own (V-P).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from stuntlab.errors import UnitError
from stuntlab.nearest import did_you_mean
from stuntlab.tables import Table as TableOf


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
    MOMENT = "moment"
    ANGULAR_ACCELERATION = "angular acceleration"
    IMPULSE = "impulse"
    STIFFNESS = "stiffness"
    HEAT_FLUX = "heat flux"
    POWER = "power"
    AREA = "area"
    NUMBER = "plain number"

    @property
    def kind(self) -> str:
        """The dimension with its article, for sentences: "a speed"."""
        return table_of(self).kind

    @property
    def examples(self) -> tuple[str, ...]:
        """How such a quantity may be written: "5 ± 0.8 m/s", "18 km/h", "11 mph"."""
        return table_of(self).examples

    @property
    def si_unit(self) -> str:
        """The unit that values are in inside stuntlab: "m/s", "rad", "K"; nothing for a plain number."""
        return next(unit.name for unit in table_of(self).units if unit.factor == 1 and not unit.offset)

    @property
    def unit_names(self) -> tuple[str, ...]:
        """Every unit that it may be given in."""
        return tuple(unit.name for unit in table_of(self).units)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: SI = number * factor + offset.

    words: its spellings, squeezed. show, show_from, recorded: see the table.
    """

    name: str
    words: tuple[str, ...]
    factor: Fraction
    offset: Fraction
    show: str
    show_from: float
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The units of one dimension. `by_word` finds a unit by a squeezed spelling, as written or in lower case."""

    kind: str
    examples: tuple[str, ...]
    units: tuple[Unit, ...]
    by_word: dict[str, Unit]


@dataclass(frozen=True)
class UnitRow:
    """One unit of `units.toml`, which explains it."""

    name: str
    also: tuple[str, ...]
    factor: str
    source: str
    offset: str = "0"
    show: str = ""
    from_: float = 0.0
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True)
class DimensionRow:
    """One dimension of `units.toml`."""

    kind: str
    examples: tuple[str, ...]
    units: tuple[UnitRow, ...]


UNITS = TableOf("stuntlab.units", "units.toml", dict[Dimension, DimensionRow])


@cache
def tables() -> dict[Dimension, UnitTable]:
    """`units.toml`, read once."""
    return {dimension: _read_table(row) for dimension, row in UNITS.read().items()}


def table_of(dimension: Dimension) -> UnitTable:
    """The units of one dimension."""
    return tables()[dimension]


def unit_factor(dimension: Dimension, unit: str) -> float:
    """How many SI units one of a unit is: 1000.0 for "kN". A plain number may be written "1".

    Raises: UnitError for a unit that the table does not give this dimension.
    """
    table = table_of(dimension)
    word = "" if unit == "1" else squeeze(unit)
    found = table.by_word.get(word) or table.by_word.get(word.casefold())
    if found is None:
        known = ", ".join(one.name for one in table.units)
        raise UnitError(f'"{unit}" is no unit of {table.kind}{did_you_mean(unit, table.by_word)}; there are {known}')
    return float(found.factor)


def _read_table(row: DimensionRow) -> UnitTable:
    units = tuple(_read_unit(unit) for unit in row.units)
    by_word = {word.casefold(): unit for unit in units for word in unit.words}
    by_word |= {word: unit for unit in units for word in unit.words}  # as written wins: MN is not mN
    return UnitTable(row.kind, row.examples, units, by_word)


def _read_unit(row: UnitRow) -> Unit:
    words = tuple(squeeze(word) for word in (row.name, *row.also))
    factor, offset = _product(row.factor), _product(row.offset)
    return Unit(row.name, words, factor, offset, row.show, row.from_, row.recorded)


def _product(text: str) -> Fraction:
    result = Fraction(1)
    for operator, term in re.findall(r"([*/]?)([^*/]+)", text):
        number = Fraction(math.pi) if term == "pi" else Fraction(term)
        result = result / number if operator == "/" else result * number
    return result


def squeeze(unit: str) -> str:
    """A unit without what people may put in or leave out: "ft · lbf" is "ftlbf"."""
    return re.sub(r"[\s·^]", "", unit)
