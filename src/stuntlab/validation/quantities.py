"""The quantities a rig may answer, in words and dimensions, and the units a case may give them in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from stuntlab.errors import UnitError
from stuntlab.units import Dimension, unit_factor

ALONG = (Dimension.TIME, Dimension.LENGTH, Dimension.ANGLE)
"""What the axis of a curve may be."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """words: as the table says it. dimension: which units it may be given in. is_load: see `Comparison`.

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


@cache
def quantities() -> Mapping[str, Quantity]:
    """By name, from `quantities.toml`."""
    table = _table()
    loads = set(table["load_dimensions"])
    own = {dimension: unit for unit, dimension in table["own_units"].items()}
    return MappingProxyType(
        {
            name: Quantity(row["words"], row["dimension"], row["dimension"] in loads, own.get(row["dimension"], ""))
            for name, row in table["quantity"].items()
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


def _table() -> dict[str, Any]:
    return tomllib.loads((files("stuntlab.validation") / "quantities.toml").read_text(encoding="utf-8"))
