"""A previs scene in numbers: skinned people in motion, cameras, coloured ground. Axes z up, m, s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Floats, Integers

Point = tuple[float, float, float]
Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity, each 0 to 1, as seen on a screen (sRGB)."""


@dataclass(frozen=True, slots=True)
class SkinnedPerson:
    """A skin over bodies in motion.

    vertices: [vertex, 3]. triangles: [triangle, 3]. paint: [triangle, 3, 2], places in `image`, rows downwards from the
    first. weights: [vertex, body]. bodies: their names. origins: [body, 3], where each is in the skin's own pose.
    places: [frame, body, 3]; turns: [frame, body, 4], quaternions w x y z.
    """

    name: str
    vertices: Floats
    triangles: Integers
    paint: Floats
    image: NDArray[np.uint8]
    weights: Floats
    bodies: tuple[str, ...]
    origins: Floats
    places: Floats
    turns: Floats


@dataclass(frozen=True, slots=True)
class FilmCamera:
    """A camera with the lens it carries."""

    name: str
    eye_m: Point
    looks_at_m: Point
    height_rad: float
    shape: float
    focal_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Ground:
    """A disc or, with four corners, a floor: a flat shape just above the ground."""

    name: str
    outline: Floats
    colour: Colour


@dataclass(frozen=True, slots=True)
class Previs:
    """Everything in one scene. times_s: [frame]."""

    title: str
    times_s: Floats
    people: Sequence[SkinnedPerson]
    cameras: Sequence[FilmCamera]
    grounds: Sequence[Ground]


def disc(x: float, y: float, radius_m: float, *, above_m: float, corners: int = 48) -> Floats:
    """The outline of a disc, [corner, 3], m."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    ring = (x + radius_m * np.cos(turn), y + radius_m * np.sin(turn), np.full(corners, above_m))
    return np.column_stack(ring)


def looking(eye_m: Point, looks_at_m: Point) -> Floats:
    """The turn of a camera that looks along its own -z with +y upwards, [3, 3]."""
    back = np.subtract(eye_m, looks_at_m)
    back = back / np.linalg.norm(back)
    right = np.cross([0.0, 0.0, 1.0], back) if abs(back[2]) < 1 - 1e-9 else np.array([1.0, 0.0, 0.0])
    right = right / np.linalg.norm(right)
    return np.column_stack([right, np.cross(back, right), back])


def quaternion(turn: Floats) -> Floats:
    """A rotation [3, 3] as x y z w."""
    trace = np.trace(turn)
    candidates = np.array([trace, *np.diag(turn)])
    which = int(np.argmax(candidates))
    if which == 0:
        w = np.sqrt(1 + trace) / 2
        x, y, z = (turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]) / (4 * w)
        return np.array([x, y, z, w])
    i = which - 1
    j, k = (i + 1) % 3, (i + 2) % 3
    length = np.sqrt(1 + turn[i, i] - turn[j, j] - turn[k, k]) / 2
    found = np.empty(4)
    found[i] = length
    found[j], found[k] = (turn[j, i] + turn[i, j]) / (4 * length), (turn[k, i] + turn[i, k]) / (4 * length)
    found[3] = (turn[k, j] - turn[j, k]) / (4 * length)
    return found


def in_one_hemisphere(turns: Floats) -> Floats:
    """Quaternions over time without jumps of sign, [frame, ..., 4]: a viewer interpolates between them."""
    result = np.array(turns)
    for frame in range(1, len(result)):
        flips = np.sum(result[frame] * result[frame - 1], axis=-1, keepdims=True) < 0
        result[frame] = np.where(flips, -result[frame], result[frame])
    return result
