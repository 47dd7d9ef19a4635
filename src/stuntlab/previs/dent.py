"""What a body presses into a catcher, as drawn: the top follows the underside of the skin and rises evenly beside it.

Drawn, not simulated: the engine's catcher is forces at points of the body (`gear/landing_field.py`) and has no shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stuntlab.datasets import Flags, Floats, Integers
from stuntlab.gear.footprint import Footprint
from stuntlab.report.still import Painted

_CELL_M = 0.10
_RISES_PER_M = 0.8
"""How a dent rises beside a body: this many metres at one metre from it, and with the square of the distance (J)."""

_UNDER_M = 0.04
"""How far below the skin the cover is drawn, so that the two do not cross (J)."""

_LOWEST_SHARE = 0.04
"""A catcher that is pressed to the ground still has its cloth (J)."""


class DentedTop:
    """The top of a catcher under a body.

    catcher: where it is. left: what is left of its height. stays: whether what was pressed down stays down.
    """

    def __init__(self, catcher: Footprint, *, left: float, stays: bool) -> None:
        self.catcher, self.rests_m, self.stays = catcher, left * catcher.top_m, stays
        self.x_m = np.arange(catcher.low_x_m, catcher.high_x_m + _CELL_M, _CELL_M)
        self.y_m = np.arange(catcher.low_y_m, catcher.high_y_m + _CELL_M, _CELL_M)
        self.top_m = np.full((len(self.x_m), len(self.y_m)), self.rests_m)
        reach = int(np.sqrt(catcher.top_m / _RISES_PER_M) / _CELL_M) + 1
        away_m = np.arange(-reach, reach + 1) * _CELL_M
        self.rise_m: Floats = np.asarray(_RISES_PER_M * away_m**2, dtype=np.float64)

    def press(self, skins: Sequence[Floats]) -> None:
        """Take the shape of skins in the catcher, each [vertex, 3], m."""
        under = np.full_like(self.top_m, self.rests_m)
        for skin in skins:
            column, row = (
                np.rint((skin[:, axis] - first) / _CELL_M).astype(int)
                for axis, first in ((0, self.x_m[0]), (1, self.y_m[0]))
            )
            over = (column >= 0) & (column < len(self.x_m)) & (row >= 0) & (row < len(self.y_m))
            np.minimum.at(under, (column[over], row[over]), skin[over, 2] - _UNDER_M)
        dented = _under_parabolas(_under_parabolas(under, self.rise_m).T, self.rise_m).T
        dented = np.maximum(dented, _LOWEST_SHARE * self.catcher.top_m)
        self.top_m = np.minimum(self.top_m, dented) if self.stays else dented

    def top_at(self, x_m: Floats, y_m: Floats) -> Floats:
        """Height of the top at places of the catcher, [point]."""
        column = np.clip(np.rint((x_m - self.x_m[0]) / _CELL_M).astype(int), 0, len(self.x_m) - 1)
        row = np.clip(np.rint((y_m - self.y_m[0]) / _CELL_M).astype(int), 0, len(self.y_m) - 1)
        return np.asarray(self.top_m[column, row])

    def lower(self, thing: Painted, *, cut_m: float | None = None) -> Painted:
        """A catcher's mesh with everything as much lower as the top above it.

        cut_m: where along y it is cut open for a view from -y; what lies before that is pushed back onto the cut.
        """
        x, y, z = thing.vertices.T
        y = y if cut_m is None else np.maximum(y, cut_m)
        share = self.top_at(x, y) / self.catcher.top_m
        return replace(thing, vertices=np.column_stack([x, y, z * share]))


def _under_parabolas(height_m: Floats, rise_m: Floats) -> Floats:
    """The lowest of what rises from every place of a row to both sides, [row, place]."""
    reach = len(rise_m) // 2
    wider = np.pad(height_m, ((0, 0), (reach, reach)), constant_values=np.inf)
    return np.asarray((np.lib.stride_tricks.sliding_window_view(wider, len(rise_m), axis=1) + rise_m).min(axis=-1))


def finer(thing: Painted, longest_m: float = 3 * _CELL_M) -> Painted:
    """The same surface in triangles none of whose sides is longer, so that it can be dented.

    Every side that is too long is halved in all triangles that have it, so that no gaps open.
    """
    while True:
        corners = thing.vertices[thing.triangles]
        sides = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)
        long = sides.max(axis=1) > longest_m
        if not long.any():
            return thing
        thing = _split_triangles(thing, long, sides.argmax(axis=1))


def _split_triangles(thing: Painted, long: Flags, side: Integers) -> Painted:
    """Triangles that are too long cut in two across the middle of a side, the one from corner `side` to the next."""
    turned = (side[long, None] + np.arange(3)) % 3
    cut, paint = (np.take_along_axis(part, index, axis=1) for part, index in (
        (thing.triangles[long], turned), (thing.paint[long], turned[..., None].repeat(2, axis=2))
    ))  # fmt: skip
    edges, which = np.unique(np.sort(cut[:, :2], axis=1), axis=0, return_inverse=True)
    middle = len(thing.vertices) + which.ravel()
    painted = paint[:, :2].mean(axis=1)
    first, second, third = cut.T
    return replace(
        thing,
        vertices=np.concatenate([thing.vertices, thing.vertices[edges].mean(axis=1)]),
        triangles=np.concatenate(
            [thing.triangles[~long], np.column_stack([first, middle, third]), np.column_stack([middle, second, third])]
        ),
        paint=np.concatenate(
            [
                thing.paint[~long],
                np.stack([paint[:, 0], painted, paint[:, 2]], axis=1),
                np.stack([painted, paint[:, 1], paint[:, 2]], axis=1),
            ]
        ),
    )
