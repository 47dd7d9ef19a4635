"""Where a strike lies on the set, and where people and cameras lie on the strike.

The set: metres, x and y on the floor, z up. Where both people of a strike have a place (`stands`), its line runs
between them; else the point struck is over the origin and the other person comes from the x axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera


@dataclass(frozen=True, slots=True)
class LineOfStrike:
    """Origin: the point struck, m on the set. Along: towards who strikes; across: to their right hand."""

    origin_m: tuple[float, float, float]
    along: tuple[float, float]

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
    struck, striker = (plan.people[name].stands[:1] for name in (strike.to, strike.by))
    if not struck or not striker:
        return LineOfStrike((0.0, 0.0, strike.height_m), (1.0, 0.0))
    stands, comes_from = (np.array([part.value for part in place[0][:2]]) for place in (struck, striker))
    apart = float(np.linalg.norm(comes_from - stands))
    along = (comes_from - stands) / apart if apart else np.array([1.0, 0.0])
    x, y = stands + along * strike.front_m
    return LineOfStrike((float(x), float(y), strike.height_m), (float(along[0]), float(along[1])))


def place_of(camera: Camera, line: LineOfStrike) -> tuple[float, float, float] | None:
    """Where a camera stands along, across and above a strike, m; None where the plan does not say.

    Distance and angle are those on the floor.
    """
    above = camera.height.value - line.origin_m[2] if camera.height is not None else 0.0
    if camera.at is not None:
        x, y = (part.value for part in camera.at[:2])
        along, across = (x - line.origin_m[0], y - line.origin_m[1])
        return (
            along * line.along[0] + across * line.along[1],
            along * line.across[0] + across * line.across[1],
            above,
        )
    if camera.distance is None or camera.angle is None:
        return None
    distance, angle = camera.distance.value, camera.angle.value
    return distance * cos(angle), distance * sin(angle), above
