"""What is soft gives way under a body, for pictures only: its cover drapes round the points of the body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.pipeline.stage_set.blocks import about_z
from stuntlab.pipeline.stage_set.piece import SetPiece
from stuntlab.report.still import Painted

_SLOPE = 1.5  # how steep its cover runs down to a body, m per m (J)
_UNDER_M = 0.04  # how far below a body's points its cover lies, so that the two do not cross (J)
_SQUARE_M = 0.08


def pressed(piece: SetPiece, body: Floats) -> SetPiece:
    """A soft piece with a body on or in it; body: places of its skin on the set, [point, 3], m."""
    if not piece.soft:
        return piece
    (spot,) = piece.spots
    local = (body - [spot.x_m, spot.y_m, spot.z_m]) @ about_z(spot.facing_rad)  # turned back: a row times the turn
    return replace(piece, parts=tuple(_draped(part, local, -spot.z_m) for part in piece.parts))


def _draped(part: Painted, body: Floats, ground_m: float) -> Painted:
    low, high = part.vertices.min(axis=0), part.vertices.max(axis=0)
    low[2] = ground_m
    points = _lowest(body[((body > low) & (body < high)).all(axis=1)])
    if not len(points):
        return part
    vertices = part.vertices.copy()
    above = vertices[:, 2] > points[:, 2].min() - _UNDER_M
    away = np.hypot(*(vertices[above, axis, None] - points[:, axis] for axis in (0, 1)))
    cover = (points[:, 2] + _SLOPE * away).min(axis=1) - _UNDER_M
    vertices[above, 2] = np.clip(cover, ground_m, vertices[above, 2])
    return replace(part, vertices=vertices)


def _lowest(points: Floats) -> Floats:
    """The lowest point over each little square of the ground, [square, 3]."""
    upwards = points[np.argsort(points[:, 2])]
    _, first = np.unique((upwards[:, :2] // _SQUARE_M).astype(int), axis=0, return_index=True)
    return np.asarray(upwards[first])
