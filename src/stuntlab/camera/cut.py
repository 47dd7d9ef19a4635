"""A skin cut by a plane through the line of the strike: what can come between a camera in that plane and the gap.

Every line of sight from a camera to a point of the gap lies in the plane through the line of the strike and the camera.
That plane is the level one rolled about the line of the strike; in it, what a camera sees is a matter of two axes:
along the strike, and across it in the plane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, sin

import numpy as np

from stuntlab.datasets import Floats, Integers


@dataclass(frozen=True, slots=True)
class CutSkin:
    """A surface. vertices: [vertex, 3], m, along, across and above the strike. triangles: [triangle, 3]."""

    vertices: Floats
    triangles: Integers

    def cut(self, roll_rad: float) -> Floats:
        """Where it meets a plane rolled about the line of the strike: pieces of line, [piece, end, axis], m.

        Axes: along the strike, and across it in the plane. roll_rad: 0 is level; a right angle has the plane upright,
        with what is above the strike to the right of who strikes.
        """
        along, across, above = self.vertices.T
        off = above * cos(roll_rad) - across * sin(roll_rad)
        one, two, three = (off > 0)[self.triangles].T
        met = np.flatnonzero((one != two) | (two != three))
        alone = np.where(one == two, 2, np.where(one == three, 1, 0))  # the corner with both others beyond the plane
        lone = alone[met]
        first, *others = (self.triangles[met, (lone + turn) % 3] for turn in range(3))
        places = np.column_stack([along, across * cos(roll_rad) + above * sin(roll_rad)])
        ends = [_between(places, off, first, other) for other in others]
        return np.stack(ends, axis=1)


def join_surfaces(skins: Sequence[CutSkin]) -> CutSkin:
    """Several surfaces as one."""
    counts = np.cumsum([0, *(len(skin.vertices) for skin in skins)])
    return CutSkin(
        np.concatenate([skin.vertices for skin in skins]),
        np.concatenate([skin.triangles + count for skin, count in zip(skins, counts, strict=False)]),
    )


def _between(places: Floats, off: Floats, first: Integers, other: Integers) -> Floats:
    """Where edges of triangles meet the plane, [edge, axis], m."""
    share = off[first] / (off[first] - off[other])
    return np.asarray(places[first] + share[:, None] * (places[other] - places[first]))
