"""How heavy a body looks: the one of the mesh's grid, or beyond it, whose volume is that of the person's mass."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.shape.fit import standing
from stuntlab.people.shape.mesh import Mesh

_HALVINGS = 12
_GIRTHS = (0.6, 1.6)
"""Where limbs and trunk are scaled beyond the mesh's grid; the performer's own range stays well inside (J)."""


def of_the_right_volume(mesh: Mesh, measures: Measures) -> Floats:
    """Standing vertices of a body that weighs what the person weighs, [vertex, 3], m."""
    wanted_m3 = measures.mass_kg / _density_kg_per_m3()

    def excess(weight: float, girth: float = 1.0) -> float:
        return mesh.volume_m3(standing(mesh, measures, weight=weight, girth=girth)) - wanted_m3

    weight = _zero(excess, -1.0, 1.0)
    girth = _zero(lambda tried: excess(weight, tried), *_GIRTHS)
    return standing(mesh, measures, weight=weight, girth=girth)


def _zero(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero, or the end nearest to it."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _density_kg_per_m3() -> float:
    row = tomllib.loads((files(__package__) / "human.toml").read_text(encoding="utf-8"))["density"]
    return float(row["kg_per_m3"])
