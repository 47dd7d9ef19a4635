"""`acts.toml`: poses between which a strike and its reaction pass."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from stuntlab.errors import ModelError
from stuntlab.people.posture import Posture
from stuntlab.people.skeleton import joint_names


@cache
def acts() -> Mapping[str, Any]:
    """Every act by its name."""
    return tomllib.loads((files(__package__) / "acts.toml").read_text(encoding="utf-8"))


def act_named(name: str) -> Mapping[str, Any]:
    """One act.

    Raises:
        ModelError: there is none of that name.
    """
    if name not in acts():
        raise ModelError(f"no act {name!r}; there are {', '.join(acts())}")
    row: Mapping[str, Any] = acts()[name]
    return row


def posture_of(name: str, row: Mapping[str, float]) -> Posture:
    """A pose of an act; an angle without a side counts for both, joints that are not named are at 0."""
    degrees = {full: row.get(full, row.get(_unsided(full), 0.0)) for full in joint_names()}
    angles = {full: math.radians(angle) for full, angle in degrees.items()}
    return Posture(name, angles, math.radians(row.get("pitch", 0.0)))


def between(first: Posture, second: Posture, share: float) -> Posture:
    """A pose on the way from one to another, share 0 to 1."""
    angles = {
        joint: (1 - share) * angle + share * second.angles_rad[joint] for joint, angle in first.angles_rad.items()
    }
    return Posture(second.name, angles, (1 - share) * first.pitch_rad + share * second.pitch_rad)


def smooth(share: float) -> float:
    """From 0 at 0 to 1 at 1, at rest at both ends."""
    inside = min(max(share, 0.0), 1.0)
    return inside * inside * (3 - 2 * inside)


def _unsided(full: str) -> str:
    return full.removeprefix("left_").removeprefix("right_")
