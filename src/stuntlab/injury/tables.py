"""Dummies' dimensions and intercepts, read from `bodies.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from stuntlab.errors import CriterionError


@dataclass(frozen=True, slots=True)
class Neck:
    """Intercepts of the four quadrants of Nij, N and N·m."""

    tension_n: float
    compression_n: float
    flexion_nm: float
    extension_nm: float
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class Chest:
    """Depth a dummy's deflection is divided by, m, and the scale of its viscous criterion.

    The scale belongs to the deflection sensor of the dummy, to no person: people have their own depth and scale 1.
    """

    depth_m: float
    scale: float
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class ThoraxIntercepts:
    """Intercepts of the combined thoracic index, g and m."""

    acceleration_g: float
    deflection_m: float
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tibia:
    """Intercepts of the tibia index, N·m and N; levers of the correction for the dummy's bent shin, m (50M only)."""

    moment_nm: float
    force_n: float
    source: str
    tag: str
    upper_lever_m: float | None = None
    lower_lever_m: float | None = None


def neck_of(name: str) -> Neck:
    """Neck intercepts of a dummy. Raises: CriterionError for a name that is not in the table."""
    return Neck(**_row("neck", name))


def chest_of(name: str) -> Chest:
    """Chest depth and scale of a dummy. Raises: CriterionError for a name that is not in the table."""
    return Chest(**_row("chest", name))


def thorax_of(name: str) -> ThoraxIntercepts:
    """Intercepts of the combined thoracic index. Raises: CriterionError for a name that is not in the table."""
    return ThoraxIntercepts(**_row("cti", name))


def tibia_of(name: str) -> Tibia:
    """Intercepts of the tibia index. Raises: CriterionError for a name that is not in the table."""
    return Tibia(**_row("tibia", name))


def bodies(table: str) -> tuple[str, ...]:
    """Names in one table: "neck", "chest", "cti" or "tibia"."""
    return tuple(read_table("bodies.toml")[table])


@cache
def read_table(path: str) -> dict[str, Any]:
    """A data file of this package as plain dictionaries."""
    return tomllib.loads(files("stuntlab.injury").joinpath(path).read_text(encoding="utf-8"))


def _row(table: str, name: str) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = read_table("bodies.toml")[table]
    if name not in rows:
        raise CriterionError(f"there is no {table} of {name!r}; known are {', '.join(rows)}")
    return rows[name]
