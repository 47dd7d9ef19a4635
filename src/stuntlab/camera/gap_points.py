"""Which points of a gap a camera sees, in the plane through the line of the strike and the camera.

Axes: along the strike from the point struck, across it in the plane. The gap is the line from the point struck to the
tip of foot or hand. A point of it is hidden where a piece of a skin lies before it, and shows light where none lies
behind it either.
"""

from __future__ import annotations

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats

_POINTS = 32
"""Of the gap, at which it is asked what is seen: 3 % of it."""

_BEFORE_THE_CAMERA = 1 - 1e-9
"""Of the way to the camera: what lies beyond it is behind the camera."""


def share_gap_seen(x: Floats, across: Floats, gap_m: Floats, striker: Floats, struck: Floats) -> tuple[Floats, Floats]:
    """Width that is seen of a gap, and that shows light, over the gap's length, each [camera].

    x, across, gap_m: [camera], m, gaps above 0. striker, struck: [piece, end, axis], m (`cut`); the striker's with foot
    or hand at the point struck.
    """
    visible, light = np.empty(len(x)), np.empty(len(x))
    _look(x, across, gap_m, _split(striker), _split(struck), visible, light)
    return visible, light


def _split(pieces: Floats) -> Floats:
    """Pieces that cross the line of the strike as one on each side of it."""
    first, second = pieces[:, 0], pieces[:, 1]
    crosses = first[:, 1] * second[:, 1] < 0
    share = first[crosses, 1] / (first[crosses, 1] - second[crosses, 1])
    middle = np.zeros((np.count_nonzero(crosses), 2))
    middle[:, 0] = first[crosses, 0] + share * (second[crosses, 0] - first[crosses, 0])
    halves = [np.stack([end[crosses], middle], axis=1) for end in (first, second)]
    return np.ascontiguousarray(np.concatenate([pieces[~crosses], *halves]))


@compiled(error_model="numpy")
def _look(x, across, gap_m, striker, struck, visible, light):  # type: ignore[no-untyped-def]
    for camera in range(len(x)):
        gap, away, side = gap_m[camera], abs(across[camera]), 1.0 if across[camera] > 0 else -1.0
        visible[camera] = light[camera] = 0.0
        if away == 0:
            continue
        before, behind = _cover_points(x[camera], away, side, striker, gap, gap)
        more_before, more_behind = _cover_points(x[camera], away, side, struck, 0.0, gap)
        before, behind = before | more_before, behind | more_behind
        share = away / np.hypot(x[camera] - gap / 2, away) / _POINTS  # of a point, as seen from there
        for point in range(_POINTS):
            if not (before >> point) & 1:
                visible[camera] += share
                if not (behind >> point) & 1:
                    light[camera] += share


@compiled(error_model="numpy")
def _cover_points(x, away, side, pieces, shift, gap):  # type: ignore[no-untyped-def]
    """Points of the gap with a piece before them, and behind them: a bit each. `away`: of the camera from the line."""
    before = behind = np.int64(0)
    nearest = away * _BEFORE_THE_CAMERA
    for piece in range(len(pieces)):
        from_x, from_off = pieces[piece, 0, 0] + shift, side * pieces[piece, 0, 1]
        until_x, until_off = pieces[piece, 1, 0] + shift, side * pieces[piece, 1, 1]
        if from_off > until_off:
            from_x, from_off, until_x, until_off = until_x, until_off, from_x, from_off
        if from_off >= nearest:
            continue
        if until_off > nearest:
            until_x = from_x + (nearest - from_off) / (until_off - from_off) * (until_x - from_x)
            until_off = nearest
        one = (x + (from_x - x) * away / (away - from_off)) / gap  # thrown from the camera onto the line of the strike
        other = (x + (until_x - x) * away / (away - until_off)) / gap
        low, high = min(one, other), max(one, other)
        if high < 0 or low > 1:
            continue
        first = np.int64(np.ceil(max(low, 0.0) * _POINTS - 0.5))
        last = np.int64(np.floor(min(high, 1.0) * _POINTS - 0.5))
        if first <= last:
            bits = (np.int64(2) << last) - (np.int64(1) << first)
            if from_off + until_off > 0:
                before |= bits
            else:
                behind |= bits
    return before, behind
