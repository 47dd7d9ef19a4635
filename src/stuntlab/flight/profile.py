"""The ground below a flight, as a surveyor gives it: corners of a section, out from the lip and up."""

from __future__ import annotations

from math import sqrt

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError

_BEYOND_M = 1e5
"""The ground goes on level behind the last corner."""


def section(corners_m: Floats) -> Floats:
    """Corners out and up, [corner, 2], m, as pieces, [piece, 4]; each from its start to its end, the last one level.

    Raises: ModelError where a corner lies further in than the one before it, as under an overhang.
    """
    corners = np.asarray(corners_m, dtype=float)
    if corners.ndim != 2 or len(corners) < 1 or (np.diff(corners[:, 0]) < 0).any():
        raise ModelError("the corners of a profile go out from the lip; none may lie further in than the one before")
    last = corners[-1] + np.array([_BEYOND_M, 0.0])
    ends = np.concatenate([corners[1:], last[None]])
    return np.ascontiguousarray(np.concatenate([corners, ends], axis=1))


def height_of(ground: Floats, out_m: float) -> float:
    """Height of the ground so far out, m; of an upright piece its foot."""
    found = [
        start_z + (end_z - start_z) * ((out_m - start_x) / (end_x - start_x) if end_x > start_x else 1.0)
        for start_x, start_z, end_x, end_z in ground
        if start_x <= out_m <= end_x
    ]
    return float(min(found)) if found else float(ground[0, 1])


@compiled(error_model="numpy")
def meets(x0, z0, x1, z1, pieces):  # type: ignore[no-untyped-def]
    """Where a straight way meets the ground: the share of it, and the piece; 2 and -1 where it does not.

    What touches at its very start, as a lip does, has not met anything.
    """
    first, which = 2.0, -1
    dx, dz = x1 - x0, z1 - z0
    low_x, high_x, low_z = min(x0, x1), max(x0, x1), min(z0, z1)
    for piece in range(len(pieces)):
        px, pz = pieces[piece, 0], pieces[piece, 1]
        if pieces[piece, 2] < low_x or px > high_x or max(pz, pieces[piece, 3]) < low_z:
            continue
        qx, qz = pieces[piece, 2] - px, pieces[piece, 3] - pz
        across = dx * qz - dz * qx
        way = (px - x0) * qz - (pz - z0) * qx
        along = (px - x0) * dz - (pz - z0) * dx
        if across < 0.0:
            across, way, along = -across, -way, -along
        # both are shares of `across`
        if across > 0.0 and 1e-9 * across < way <= min(across, first * across) and 0.0 <= along <= across:
            first, which = way / across, piece
    return first, which


@compiled(error_model="numpy")
def to_walls(x, z, pieces):  # type: ignore[no-untyped-def]
    """Distance to the nearest piece that is steeper than 45°, m; a large number where there is none."""
    nearest = 1e18
    for piece in range(len(pieces)):
        px, pz = pieces[piece, 0], pieces[piece, 1]
        qx, qz = pieces[piece, 2] - px, pieces[piece, 3] - pz
        if abs(qz) <= abs(qx):
            continue
        along = ((x - px) * qx + (z - pz) * qz) / (qx * qx + qz * qz)
        along = min(max(along, 0.0), 1.0)
        ox, oz = x - px - along * qx, z - pz - along * qz
        nearest = min(nearest, ox * ox + oz * oz)
    return sqrt(nearest)


@compiled(error_model="numpy")
def last_wall(pieces):  # type: ignore[no-untyped-def]
    """How far out the last piece that is steeper than 45° ends, m; beyond it no wall is nearer than that."""
    far = -1e9
    for piece in range(len(pieces)):
        if is_wall(piece, pieces):
            far = max(far, pieces[piece, 2])
    return far


@compiled(error_model="numpy")
def is_wall(piece, pieces):  # type: ignore[no-untyped-def]
    """Whether a piece is steeper than 45°."""
    return abs(pieces[piece, 3] - pieces[piece, 1]) > abs(pieces[piece, 2] - pieces[piece, 0])


@compiled(error_model="numpy")
def above_ground(x, z, pieces):  # type: ignore[no-untyped-def]
    """Height over the ground below, m; over a face that stands upright, over its foot."""
    lowest = 1e9
    for piece in range(len(pieces)):
        px, qx = pieces[piece, 0], pieces[piece, 2]
        if px <= x <= qx:
            share = (x - px) / (qx - px) if qx > px else 1.0
            lowest = min(lowest, pieces[piece, 1] + share * (pieces[piece, 3] - pieces[piece, 1]))
    return z - lowest
