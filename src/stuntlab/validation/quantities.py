"""The quantities a rig may answer, in words and dimensions, and the units a case may give them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from stuntlab.errors import UnitError
from stuntlab.tables import Table
from stuntlab.units import Dimension, unit_factor

ALONG = (Dimension.TIME, Dimension.LENGTH, Dimension.ANGLE)
"""What the axis of a curve may be."""


@dataclass(frozen=True, slots=True)
class ValidatedQuantity:
    """words: as the table says it. dimension: which units it may be given in. is_load: see `CaseComparison`.

    own_unit: the one unit of a dimension that the unit table does not have, else empty.
    """

    words: str
    dimension: str
    is_load: bool
    own_unit: str = ""

    def si(self, unit: str) -> float:
        """How many SI units one of a unit is.

        Raises: UnitError for a unit of something else.
        """
        if not self.own_unit:
            return unit_factor(Dimension(self.dimension), unit)
        if unit != self.own_unit:
            raise UnitError(f'"{unit}" is no unit of {self.dimension}; there is {self.own_unit}')
        return 1.0


@dataclass(frozen=True)
class QuantityRow:
    """One quantity of `quantities.toml`."""

    words: str
    dimension: str


@dataclass(frozen=True)
class QuantityTable:
    """`quantities.toml`, which explains it."""

    own_units: dict[str, str]
    load_dimensions: tuple[str, ...]
    quantity: dict[str, QuantityRow]


QUANTITIES = Table("stuntlab.validation", "quantities.toml", QuantityTable)


@cache
def quantities() -> Mapping[str, ValidatedQuantity]:
    """By name, from `quantities.toml`."""
    table = QUANTITIES.read()
    own = {dimension: unit for unit, dimension in table.own_units.items()}
    return MappingProxyType(
        {
            name: ValidatedQuantity(
                row.words, row.dimension, row.dimension in table.load_dimensions, own.get(row.dimension, "")
            )
            for name, row in table.quantity.items()
        }
    )


def si_along(unit: str) -> float:
    """How many SI units one of a unit of a curve's axis is: a time, a length or an angle.

    Raises: UnitError for a unit of something else.
    """
    for dimension in ALONG:
        try:
            return unit_factor(dimension, unit)
        except UnitError:
            continue
    raise UnitError(f'"{unit}" is no unit of {", ".join(dimension.kind for dimension in ALONG)}')
