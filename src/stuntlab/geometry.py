"""Turns between the engine and scipy, and directions of surfaces and cameras.

Turns are worked out by `scipy.spatial.transform.Rotation`. The engine writes a quaternion as w x y z.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats, Integers

_NO_AREA = 1e-12


def rotation(quaternion: ArrayLike) -> Rotation:
    """The turn of an engine quaternion, or the turns of several; [..., 4], w x y z."""
    return Rotation.from_quat(np.asarray(quaternion, dtype=float), scalar_first=True)


def quaternion(turn: Rotation) -> Floats:
    """The engine's quaternion of a turn, [4], or of several, [turn, 4]; w x y z."""
    return np.asarray(turn.as_quat(scalar_first=True))


def about_z(angle_rad: float | Floats) -> Rotation:
    """A turn to the left, seen from above, or several, [turn]."""
    return Rotation.from_rotvec(np.multiply.outer(angle_rad, [0.0, 0.0, 1.0]))


def about_x(angle_rad: float | Floats) -> Rotation:
    """Rolled about +x, or several, [turn]."""
    return Rotation.from_rotvec(np.multiply.outer(angle_rad, [1.0, 0.0, 0.0]))


def about_y(angle_rad: float | Floats) -> Rotation:
    """A body that faces +x pitched forward, or several, [turn]."""
    return Rotation.from_rotvec(np.multiply.outer(angle_rad, [0.0, 1.0, 0.0]))


def quaternions_of(axes: Floats) -> Floats:
    """Matrices of turns, [..., 3, 3], as engine quaternions, [..., 4], w x y z."""
    return quaternion(Rotation.from_matrix(axes.reshape(-1, 3, 3))).reshape(*axes.shape[:-2], 4)


_NO_WAY_ASIDE = 1e-100
"""Below this share of its length, a camera looks straight down or up, and its right is along x."""


def camera_axes(eye_m: ArrayLike, looks_at_m: ArrayLike) -> Floats:
    """Axes, in columns, of a camera that looks along its own -z and has +y upwards, [3, 3]."""
    back = np.subtract(eye_m, looks_at_m)
    back = back / np.linalg.norm(back)
    right = np.cross([0.0, 0.0, 1.0], back) if np.hypot(*back[:2]) > _NO_WAY_ASIDE else np.array([1.0, 0.0, 0.0])
    right = right / np.linalg.norm(right)
    return np.column_stack([right, np.cross(back, right), back])


def vertex_normals(vertices: Floats, triangles: Integers) -> Floats:
    """Unit normals of a surface at its vertices, faces weighted by area, [vertex, 3]; upwards where no face is."""
    first, second, third = (vertices[triangles[:, corner]] for corner in range(3))
    faces, corners = np.repeat(np.cross(second - first, third - first), 3, axis=0), triangles.ravel()
    sums = np.column_stack([np.bincount(corners, faces[:, axis], len(vertices)) for axis in range(3)])
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(length > _NO_AREA, sums / np.maximum(length, _NO_AREA), [0.0, 0.0, 1.0])
