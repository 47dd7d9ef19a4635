"""What a lens does to a picture: how wide it sees, and how much larger near things are than far ones.

Source: pinhole camera; sensor sizes in `plan/sensors.toml`.
Valid for: spherical lenses in focus; an anamorphic lens sees its squeeze times wider.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats

PICTURE_SHAPE = 16 / 9
"""Width to height of the picture taken from the middle of a sensor that is not wider than that (J)."""

_UPRIGHT = 1e-9


def view_angle_rad(sensor_m: ArrayLike, focal_m: ArrayLike) -> Floats:
    """The angle a side of the sensor spans, 2 atan(side / 2 f), [...], rad."""
    return np.asarray(2 * np.arctan(np.asarray(sensor_m) / (2 * np.asarray(focal_m))))


def picture_height_m(width_m: float, height_m: float) -> float:
    """Height of the picture on a sensor: all of it, or what a 16:9 picture takes, m."""
    return min(height_m, width_m / PICTURE_SHAPE)


def place_in_picture(looks: Floats, to: Floats) -> tuple[Floats, Floats]:
    """Where a point lies in the picture of a camera that is not rolled: to the right of its middle, and above it.

    Tangents of angles at the lens, [take]; infinite where the point lies behind the camera. looks: where the camera
    looks. to: where the point lies from it. Both [take, axis], any length, z up. A camera that looks straight up or
    down has the first axis to the right.
    """
    right, up, ahead = _axes(looks)
    depth = (to * ahead).sum(axis=1)
    sides = [(to * axis).sum(axis=1) for axis in (right, up)]
    aside, raised = (np.where(depth > 0, side / np.where(depth > 0, depth, 1.0), np.inf) for side in sides)
    return aside, raised


def axes_of(looks: Floats) -> Floats:
    """Right, up and ahead of a camera that looks in a direction, [3], and is not rolled: [3, 3], unit rows."""
    return np.concatenate(_axes(looks[None]))


def _axes(looks: Floats) -> tuple[Floats, Floats, Floats]:
    """Right, up and ahead, each [take, axis], unit."""
    ahead = looks / np.linalg.norm(looks, axis=1, keepdims=True)
    right = np.column_stack([ahead[:, 1], -ahead[:, 0], np.zeros(len(ahead))])
    level = np.linalg.norm(right, axis=1, keepdims=True)
    right = np.where(level > _UPRIGHT, right / np.maximum(level, _UPRIGHT), [1.0, 0.0, 0.0])
    return right, np.cross(right, ahead), ahead


def width_seen_m(distance_m: ArrayLike, sensor_m: ArrayLike, focal_m: ArrayLike) -> Floats:
    """How wide the picture is at a distance, [...], m."""
    return np.asarray(np.asarray(distance_m) * np.asarray(sensor_m) / np.asarray(focal_m))


def distance_for_width_m(width_m: ArrayLike, sensor_m: ArrayLike, focal_m: ArrayLike) -> Floats:
    """From where a lens sees a width, [...], m. Source: film.md 2.1 (C)."""
    return np.asarray(np.asarray(width_m) * np.asarray(focal_m) / np.asarray(sensor_m))


def size_ratio(distance_m: ArrayLike, depth_m: ArrayLike) -> Floats:
    """How much larger the nearer of two equal things looks, (D + g) / D, [...]. Source: film.md 2.1 (C)."""
    distance = np.asarray(distance_m, dtype=float)
    return np.asarray((distance + np.asarray(depth_m)) / distance)


def travel_per_frame_m(speed_m_s: ArrayLike, frame_rate_hz: ArrayLike) -> Floats:
    """How far a foot or hand moves from one frame to the next, [...], m. Source: film.md 2.1 (C)."""
    return np.asarray(np.asarray(speed_m_s) / np.asarray(frame_rate_hz))


def blur_m(speed_m_s: ArrayLike, frame_rate_hz: ArrayLike, shutter_rad: ArrayLike) -> Floats:
    """How far it moves while the shutter is open, [...], m."""
    return np.asarray(travel_per_frame_m(speed_m_s, frame_rate_hz) * np.asarray(shutter_rad) / (2 * math.pi))
