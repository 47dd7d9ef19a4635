"""What of a gap a camera sees past the bodies as they are acted: skins cut at the height of the strike.

Axes of the strike as in `daylight`. The gap is the line from the point struck to the tip of foot or hand. A point of it
is hidden where a skin lies before it, and shows light where no skin lies behind it either.

Valid for: cameras at about the height of the strike. Held against segmented pictures of the skins in `tests/camera`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numba
import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import map_coordinates, maximum_filter1d

from stuntlab.camera.daylight import Seen
from stuntlab.datasets import Floats, Integers

_POINTS = 32
"""Of the gap, at which it is asked what is seen: 3 % of it."""

LARGEST_GAP_M = 1.0
_GAPS = 16  # at even steps of the root, so that small ones lie closer
_STEP_RAD = np.radians(1.0)
_UNSURE_STEPS = 1  # 1.5 cm at a leg's length (J)
_NEAREST_M, _FARTHEST_M, _DISTANCES = 0.8, 40.0, 6


@dataclass(frozen=True)
class Outlines:
    """Skins cut at the height of the strike, in pieces: [piece, end, axis], m, along and across the strike.

    striker: with foot or hand at the point struck; they stand off by the gap. struck: as they still stand at the knap.
    """

    striker: Floats
    struck: Floats

    def seen_m(self, x: ArrayLike, y: ArrayLike, gap_m: ArrayLike) -> Seen:
        """How wide the gap is that a camera at x, y sees, and how much of that is light, each [...], m.

        Interpolated between places 1 degree, a fifteenth of the root of the gap, and a factor of 2.2 in distance apart.
        """
        x, y, gap = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (x, y, gap_m)))
        gap = np.maximum(gap, 0.0)
        distance = np.clip(np.hypot(x, y), _NEAREST_M, _FARTHEST_M)
        places = [
            np.sqrt(np.minimum(gap / LARGEST_GAP_M, 1.0)) * (_GAPS - 1),
            np.arctan2(y, x) % (2 * np.pi) / _STEP_RAD,
            np.log(distance / _NEAREST_M) / np.log(_FARTHEST_M / _NEAREST_M) * (_DISTANCES - 1),
        ]
        at = np.array([place.ravel() for place in places])
        visible, light = (
            map_coordinates(table, at, order=1, mode="nearest").reshape(gap.shape) * gap for table in self._tables
        )
        return visible, light

    @cached_property
    def _tables(self) -> tuple[Floats, Floats]:
        """Shares of the gap that are seen and that show light, each [gap, angle, distance]; the circle closes.

        The most that is seen from within a degree to either side: nobody repeats a pose to the centimetre.
        """
        gaps = LARGEST_GAP_M * (np.maximum(np.arange(_GAPS), 0.1) / (_GAPS - 1)) ** 2
        angles = np.arange(round(2 * np.pi / _STEP_RAD) + 1) * _STEP_RAD
        distances = np.geomspace(_NEAREST_M, _FARTHEST_M, _DISTANCES)
        gap, angle, distance = (part.ravel() for part in np.meshgrid(gaps, angles, distances, indexing="ij"))
        x, y = distance * np.cos(angle), distance * np.sin(angle)
        shape = (_GAPS, len(angles), _DISTANCES)
        visible, light = (
            maximum_filter1d(share.reshape(shape), 2 * _UNSURE_STEPS + 1, axis=1, mode="wrap")
            for share in seen_shares(x, y, gap, self.striker, self.struck)
        )
        return visible, light


def cut_at(vertices: Floats, triangles: Integers, height_m: float) -> Floats:
    """Where a skin meets a level plane: pieces of line, [piece, end, axis], m."""
    corners = vertices[triangles]
    above = corners[..., 2] > height_m
    crossed = corners[above.any(axis=1) & ~above.all(axis=1)]
    return np.array([_piece(triangle, height_m) for triangle in crossed]).reshape(-1, 2, 2)


def _piece(triangle: Floats, height_m: float) -> Floats:
    ends = []
    for first, second in ((0, 1), (1, 2), (2, 0)):
        low, high = triangle[first], triangle[second]
        if (low[2] > height_m) != (high[2] > height_m):
            ends.append(low[:2] + (height_m - low[2]) / (high[2] - low[2]) * (high - low)[:2])
    return np.array(ends)


def seen_shares(x: Floats, y: Floats, gap_m: Floats, striker: Floats, struck: Floats) -> tuple[Floats, Floats]:
    """Width that is seen of a gap, and that shows light, over the gap's length, each [camera]."""
    visible, light = np.empty(len(x)), np.empty(len(x))
    _look(x, y, gap_m, striker, struck, visible, light)
    return visible, light


@numba.njit(cache=True, nogil=True)
def _look(x, y, gap_m, striker, struck, visible, light):  # type: ignore[no-untyped-def]
    for camera in range(len(x)):
        gap = gap_m[camera]
        away = np.hypot(x[camera] - gap / 2, y[camera])
        across = abs(y[camera]) / away / _POINTS  # of a point's share of the gap, as seen from there
        visible[camera] = light[camera] = 0.0
        for point in range(_POINTS):
            along = (point + 0.5) / _POINTS * gap
            before, behind = _met(x[camera], y[camera], along, striker, gap)
            more_before, more_behind = _met(x[camera], y[camera], along, struck, 0.0)
            if not (before or more_before):
                visible[camera] += across
                if not (behind or more_behind):
                    light[camera] += across


@numba.njit(cache=True, nogil=True)
def _met(x, y, along, pieces, shift):  # type: ignore[no-untyped-def]
    """Whether the line of sight to a point of the gap meets a piece before it, and behind it."""
    to_x, to_y = along - x, -y
    before = behind = False
    for piece in range(len(pieces)):
        from_x, from_y = pieces[piece, 0, 0] + shift - x, pieces[piece, 0, 1] - y
        until_x, until_y = pieces[piece, 1, 0] + shift - x, pieces[piece, 1, 1] - y
        first, second = to_x * from_y - to_y * from_x, to_x * until_y - to_y * until_x
        if (first > 0) == (second > 0):
            continue
        share = first / (first - second)
        reach = (to_x * (from_x + share * (until_x - from_x)) + to_y * (from_y + share * (until_y - from_y))) / (
            to_x * to_x + to_y * to_y
        )
        if reach > 1:
            behind = True
        elif reach > 0:
            before = True
    return before, behind
