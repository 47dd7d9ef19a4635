"""Dummies' dimensions and intercepts, read from `bodies.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from stuntlab.errors import CriterionError
from stuntlab.tables import Table

_Body = TypeVar("_Body")


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


@dataclass(frozen=True)
class BodyTables:
    """`bodies.toml`."""

    neck: dict[str, Neck]
    chest: dict[str, Chest]
    cti: dict[str, ThoraxIntercepts]
    tibia: dict[str, Tibia]


BODIES = Table("stuntlab.injury", "bodies.toml", BodyTables)


def neck_of(name: str) -> Neck:
    """Neck intercepts of a dummy. Raises: CriterionError for a name that is not in the table."""
    return _row("neck", BODIES.read().neck, name)


def neck_between(small: str, large: str, share: float) -> Neck:
    """Neck intercepts of a person between two dummies, so far from the small to the large one (0 to 1)."""
    low, high = neck_of(small), neck_of(large)
    names = ("tension_n", "compression_n", "flexion_nm", "extension_nm")
    mixed = {name: (1 - share) * getattr(low, name) + share * getattr(high, name) for name in names}
    return replace(low, **mixed)


def chest_of(name: str) -> Chest:
    """Chest depth and scale of a dummy. Raises: CriterionError for a name that is not in the table."""
    return _row("chest", BODIES.read().chest, name)


def thorax_of(name: str) -> ThoraxIntercepts:
    """Intercepts of the combined thoracic index. Raises: CriterionError for a name that is not in the table."""
    return _row("cti", BODIES.read().cti, name)


def tibia_of(name: str) -> Tibia:
    """Intercepts of the tibia index. Raises: CriterionError for a name that is not in the table."""
    return _row("tibia", BODIES.read().tibia, name)


def bodies(table: str) -> tuple[str, ...]:
    """Names in one table: "neck", "chest", "cti" or "tibia"."""
    return tuple(getattr(BODIES.read(), table))


def _row(table: str, rows: Mapping[str, _Body], name: str) -> _Body:
    if name not in rows:
        raise CriterionError(f"there is no {table} of {name!r}; known are {', '.join(rows)}")
    return rows[name]
