"""How heavy a body looks: the one of the mesh's grid, or beyond it, whose volume is that of the person's mass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.shape.fit import stand_body
from stuntlab.people.shape.mesh import Mesh
from stuntlab.tables import Sourced, Table

_GIRTHS = (0.6, 1.6)
"""How far limbs and trunk may be scaled beyond the mesh's grid; the performer's own range stays well inside (J)."""

_VOLUME_TOLERANCE = 1e-4
_MOST_TRIES = 20


def of_the_right_volume(mesh: Mesh, measures: Measures) -> Floats:
    """Standing vertices of a body that weighs what the person weighs, [vertex, 3], m."""
    wanted_m3 = measures.mass_kg / _density_kg_per_m3()

    def excess(weight: float, girth: float = 1.0) -> float:
        return mesh.volume_m3(stand_body(mesh, measures, weight=weight, girth=girth)) / wanted_m3 - 1.0

    weight = _zero(excess, -1.0, 1.0)
    girth = 1.0 if abs(weight) < 1.0 else _zero(lambda tried: excess(weight, tried), *_GIRTHS)
    return stand_body(mesh, measures, weight=weight, girth=girth)


def _zero(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising, nearly straight function crosses zero, or the end nearest to it (regula falsi)."""
    below, above = rising(low), rising(high)
    if below >= 0 or above <= 0:
        return low if below >= 0 else high
    for _ in range(_MOST_TRIES):
        middle = low - below * (high - low) / (above - below)
        value = rising(middle)
        if abs(value) < _VOLUME_TOLERANCE:
            break
        low, below, high, above = (middle, value, high, above) if value < 0 else (low, below, middle, value)
    return middle


def _density_kg_per_m3() -> float:
    return HUMAN.read().density.kg_per_m3


@dataclass(frozen=True)
class Provenance:
    """Where the mesh comes from."""

    source: str
    wheel_sha256: str
    licence: str
    builder: str
    tag: str


@dataclass(frozen=True)
class Density(Sourced):
    """Of a whole body."""

    kg_per_m3: float


@dataclass(frozen=True)
class Human:
    """`human.toml`."""

    data: Provenance
    density: Density


HUMAN = Table("stuntlab.people.shape", "human.toml", Human)
