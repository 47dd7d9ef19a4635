"""Boxes and foam: a stress that holds while they crush, and the ground when they are used up.

Valid for: a body that meets them once. Gaps between boxes, wet cardboard and air that cannot get out are not modelled;
no test of a box rig under a person was found (biomechanics.md 6.3), so every landing is run at both ends.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numba

SPENT_TIMES = 30.0
"""How many times stiffer than their plateau boxes are when they lie flat (judgement)."""


@dataclass(frozen=True, slots=True)
class Crush:
    """One rig. stress_pa: while it crushes; crushes_m: how deep that goes; springs_back: share of a depth."""

    stress_pa: float
    crushes_m: float
    height_m: float
    springs_back: float
    gives_way_m: float
    bears_at_rim: float


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("stuntlab.gear") / "crush.toml").read_text(encoding="utf-8"))


def crush_of(kind: str, height_m: float, *, end: str) -> Crush:
    """Boxes or foam of some height; end: "soft" or "stiff"."""
    row = _table()[kind]
    return Crush(
        stress_pa=row["stress_pa"][end],
        crushes_m=row["crushes"][end] * height_m,
        height_m=height_m,
        springs_back=row["springs_back"],
        gives_way_m=row["gives_way_m"],
        bears_at_rim=row["bears_at_rim"],
    )


@numba.njit(cache=True, nogil=True)
def crush_pressure_pa(
    depth_m: float, deepest_m: float, stress_pa: float, crushes_m: float, height_m: float, springs_back: float
) -> float:
    """Pressure under a body at a depth, after the deepest it has been: all of it going down, less coming back."""
    spent = max(deepest_m - crushes_m, 0.0) / (height_m - crushes_m)
    pressure = stress_pa * (1.0 + SPENT_TIMES * spent) * min(deepest_m / 0.05, 1.0)
    back = springs_back * deepest_m
    return pressure * max(1.0 - (deepest_m - depth_m) / back, 0.0) if back > 0.0 else 0.0
