"""The ground a catcher covers, and how far from its edge something is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.place import Thing
from stuntlab.scene.field import Slab


@dataclass(frozen=True, slots=True)
class Footprint:
    """A rectangle on the ground, m: x away from the wall, y along it. top_m: its height.

    against_wall: its near side stands against a wall, where there is no edge to fall off.
    """

    low_x_m: float
    high_x_m: float
    low_y_m: float
    high_y_m: float
    top_m: float = 0.0
    against_wall: bool = False

    def inside_m(self, x_m: Floats, y_m: Floats) -> Floats:
        """Distance to the nearest edge, [point]; negative outside. A side against a wall is none."""
        near = self.low_x_m - x_m
        near = np.where(near <= 0, -np.inf, near) if self.against_wall else near
        over_x = np.maximum(near, x_m - self.high_x_m)
        over_y = np.maximum(self.low_y_m - y_m, y_m - self.high_y_m)
        outside = np.hypot(np.maximum(over_x, 0), np.maximum(over_y, 0))
        return np.asarray(np.where(outside > 0, -outside, -np.maximum(over_x, over_y)))

    def gap_m(self, other: Footprint) -> float:
        """Free space between two rectangles; 0 where they overlap."""
        x = max(self.low_x_m - other.high_x_m, other.low_x_m - self.high_x_m, 0.0)
        y = max(self.low_y_m - other.high_y_m, other.low_y_m - self.high_y_m, 0.0)
        return float(np.hypot(x, y))


def footprint_of(catcher: Catcher) -> Footprint:
    """Where a plan puts a catcher."""
    along_x, along_y = catcher.size[:2]
    near = catcher.near_edge.value
    middle = catcher.middle.value if catcher.middle else 0.0
    return Footprint(near, near + along_x, middle - along_y / 2, middle + along_y / 2, catcher.top_m)


def footprint_of_thing(thing: Thing) -> Footprint:
    """Where a plan puts a hard thing; without a size it is a point."""
    x, y = (length.value for length in thing.at[:2])
    along_x, along_y, height = thing.size or (0.0, 0.0, 0.0)
    return Footprint(x - along_x / 2, x + along_x / 2, y - along_y / 2, y + along_y / 2, height)


def footprint_of_slab(slab: Slab) -> Footprint:
    """Where a field of the simulation lies."""
    (low_x, low_y, _), (high_x, high_y, top) = slab.low_m, slab.high_m
    return Footprint(low_x, high_x, low_y, high_y, top)
