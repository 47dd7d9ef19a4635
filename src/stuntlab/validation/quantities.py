"""The quantities a rig may answer, in words and dimensions, and the units a case may give them in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Quantity:
    """words: as the table says it. dimension: which units it may be given in. is_load: see `Comparison`."""

    words: str
    dimension: str
    is_load: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One of it is `si` SI units."""

    dimension: str
    si: float


@cache
def quantities() -> Mapping[str, Quantity]:
    """By name, from `quantities.toml`."""
    table = _table()
    loads = set(table["load_dimensions"])
    return MappingProxyType(
        {
            name: Quantity(row["words"], row["dimension"], row["dimension"] in loads)
            for name, row in table["quantity"].items()
        }
    )


@cache
def units() -> Mapping[str, Unit]:
    """By name, from `quantities.toml`."""
    return MappingProxyType({name: Unit(row["dimension"], row["si"]) for name, row in _table()["unit"].items()})


def _table() -> dict[str, Any]:
    return tomllib.loads((files("stuntlab.validation") / "quantities.toml").read_text(encoding="utf-8"))
