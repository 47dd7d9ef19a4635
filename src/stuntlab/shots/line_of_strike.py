"""Where a strike lies on the set, and where people and cameras lie on the strike.

The set: metres, x and y on the floor, z up. Where both people of a strike have a place (`stands`), its line runs
between them; else the point struck is over the origin and the other person comes from the x axis.

A camera has one place on the set. Its `distance` and `angle` are counted from the first strike of the plan, and without
a height of its own it is level with that strike: nobody moves a camera between two blows of one shot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags import gags_of
from stuntlab.gags.roles import SeenStrike
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera

WALL_BEHIND_M = 1.5
"""From the middle of who is struck to a wall behind them, where a plan says that there is one but not where (J)."""

WALL_M = (0.2, 8.0, 3.2)
"""Thick, wide, high: of such a wall (J)."""


@dataclass(frozen=True, slots=True)
class CameraHome:
    """What cameras are counted from: the point struck first, m on the set, and the way to who strikes there."""

    origin_m: tuple[float, float, float]
    along: tuple[float, float]

    def stands(self, distance_m: Floats, angle_rad: Floats) -> tuple[Floats, Floats]:
        """Where a camera stands on the floor of the set, x and y, each [...], m."""
        ahead, aside = distance_m * np.cos(angle_rad), distance_m * np.sin(angle_rad)
        x = self.origin_m[0] + ahead * self.along[0] - aside * self.along[1]
        return x, self.origin_m[1] + ahead * self.along[1] + aside * self.along[0]


@dataclass(frozen=True, slots=True)
class LineOfStrike:
    """Origin: the point struck, m on the set. Along: towards who strikes; across: to their right hand.

    first: what the cameras of its plan are counted from, where that is another strike.
    """

    origin_m: tuple[float, float, float]
    along: tuple[float, float]
    first: CameraHome | None = None

    @property
    def home(self) -> CameraHome:
        """What cameras are counted from."""
        return self.first or CameraHome(self.origin_m, self.along)

    @property
    def across(self) -> tuple[float, float]:
        """Along turned left by a right angle."""
        return -self.along[1], self.along[0]

    def from_set(self, x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats, Floats]:
        """Places of the set along, across and above the strike, each [...], m."""
        east, north = x - self.origin_m[0], y - self.origin_m[1]
        along = east * self.along[0] + north * self.along[1]
        across = east * self.across[0] + north * self.across[1]
        return along, across, z - self.origin_m[2]

    def on_set(self, along_m: float, across_m: float) -> tuple[float, float]:
        """The place on the floor of the set of a point of the strike."""
        x = self.origin_m[0] + along_m * self.along[0] + across_m * self.across[0]
        return x, self.origin_m[1] + along_m * self.along[1] + across_m * self.across[1]


def line_of(plan: Plan, strike: StrikeGeometry) -> LineOfStrike:
    """The line of a strike of a plan."""
    origin_m, along = _line(plan, strike)
    return LineOfStrike(origin_m, along, camera_home(plan))


def camera_home(plan: Plan) -> CameraHome | None:
    """What the cameras of a plan are counted from: its first strike; None where nobody is struck at."""
    first = next((gag.strike() for gag in gags_of(plan) if isinstance(gag, SeenStrike)), None)
    return None if first is None else CameraHome(*_line(plan, first))


def _line(plan: Plan, strike: StrikeGeometry) -> tuple[tuple[float, float, float], tuple[float, float]]:
    """The point struck and the way to who strikes."""
    struck, striker = (plan.people[name].stands[:1] for name in (strike.to, strike.by))
    if not struck or not striker:
        return (0.0, 0.0, strike.height_m), (1.0, 0.0)
    stands, comes_from = (np.array([part.value for part in place[0][:2]]) for place in (struck, striker))
    apart = float(np.linalg.norm(comes_from - stands))
    along = (comes_from - stands) / apart if apart else np.array([1.0, 0.0])
    x, y = stands + along * strike.front_m
    return (float(x), float(y), strike.height_m), (float(along[0]), float(along[1]))


def place_of(camera: Camera, line: LineOfStrike) -> tuple[float, float, float] | None:
    """Where a camera stands along, across and above a strike, m; None where the plan does not say."""
    z = camera.height.value if camera.height is not None else line.home.origin_m[2]
    if camera.at is not None:
        x, y = (np.array(part.value) for part in camera.at[:2])
    elif camera.distance is not None and camera.angle is not None:
        x, y = line.home.stands(np.array(camera.distance.value), np.array(camera.angle.value))
    else:
        return None
    along, across, above = line.from_set(x, y, np.array(z))
    return float(along), float(across), float(above)
