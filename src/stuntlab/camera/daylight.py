"""Whether light is seen between what strikes and who is struck, past everybody who stands there.

The bodies are cut at the height of the strike: trunks as ellipses, leg or arm as a rectangle. Axes of the strike: x
from the point struck towards who strikes, y to their right hand, z up, origin at the point struck. A bearing is an
angle at the camera, from the direction of the middle of the gap.

Valid for: people of whom no more is known than where they stand; where they are acted, `outline` knows more. Held
against rays cast at full bodies in `tests/camera`, level with the strike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Flags, Floats

Span = tuple[Floats, Floats]
"""The least and the largest bearing, each [...], rad."""

Seen = tuple[Floats, Floats]
"""How wide a gap is seen, and how much of that is light, each [...], m."""


class Sightline(Protocol):
    """Whatever knows what a camera sees of a gap."""

    def seen_m(self, x: ArrayLike, y: ArrayLike, z: ArrayLike, gap_m: ArrayLike) -> Seen:
        """From x, y, z in the axes of the strike, m."""


@dataclass(frozen=True, slots=True)
class Section:
    """Half of a trunk's depth (along x) and of its breadth (along y), m."""

    half_depth_m: float
    half_breadth_m: float


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who stands there, cut at the height of the strike.

    reach_m: from the tip of what strikes to the middle of the striker's trunk. limb_half_m: half width of the limb.
    """

    struck: Section
    striker: Section
    reach_m: float
    limb_half_m: float

    def seen_m(self, x: ArrayLike, y: ArrayLike, z: ArrayLike, gap_m: ArrayLike) -> Seen:
        """All of the gap is seen or, behind somebody, none of it.

        From above and below, trunks count as no broader than they are across: people are taller than broad.
        """
        across = np.copysign(np.hypot(y, z), y)
        hidden = is_masked(x, across, gap_m, self)
        gap = np.broadcast_to(np.maximum(gap_m, 0.0), hidden.shape)
        return np.where(hidden, 0.0, gap), np.where(hidden, 0.0, daylight_m(x, across, gap_m, self))


def daylight_m(x: ArrayLike, y: ArrayLike, gap_m: ArrayLike, bodies: Bodies) -> Floats:
    """Width of what is seen between limb and body, at the distance of the gap, [...], m; 0 where they overlap.

    x, y: of the camera, m, in the axes of the strike.
    """
    x, y, gap = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (x, y, gap_m)))
    gap = np.maximum(gap, 0.0)
    body, limb = _body(x, y, gap, bodies), _limb(x, y, gap, bodies)
    low, high = _hole(body, limb)
    before = _striker(x, y, gap, bodies)
    nearer = np.hypot(x - gap - bodies.reach_m, y) < np.hypot(x - gap, y)
    left = np.clip(np.minimum(high, before[0]) - low, 0, None)
    right = np.clip(high - np.maximum(low, before[1]), 0, None)
    seen = np.where(nearer, np.minimum(left + right, np.clip(high - low, 0, None)), np.clip(high - low, 0, None))
    return np.asarray(2 * np.tan(seen / 2) * np.hypot(x - gap / 2, y))


def is_masked(x: ArrayLike, y: ArrayLike, gap_m: ArrayLike, bodies: Bodies) -> Flags:
    """Whether somebody stands between the camera and both the tip of what strikes and the point struck, [...]."""
    x, y, gap = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (x, y, gap_m)))
    gap = np.maximum(gap, 0.0)
    ends = (_bearing(x, y, gap, gap, 0.0), _bearing(x, y, gap, 0.0, 0.0))
    behind_striker = (x > gap + bodies.reach_m) & _covers(_striker(x, y, gap, bodies), *ends)
    behind_struck = (x < -2 * bodies.struck.half_depth_m) & _covers(_body(x, y, gap, bodies), *ends)
    return np.asarray(behind_striker | behind_struck)


def _body(x: Floats, y: Floats, gap: Floats, bodies: Bodies) -> Span:
    return _ellipse(x, y, gap, -bodies.struck.half_depth_m, bodies.struck)


def _striker(x: Floats, y: Floats, gap: Floats, bodies: Bodies) -> Span:
    return _ellipse(x, y, gap, gap + bodies.reach_m, bodies.striker)


def _limb(x: Floats, y: Floats, gap: Floats, bodies: Bodies) -> Span:
    half = bodies.limb_half_m
    corners = [_bearing(x, y, gap, along, side * half) for along in (gap, gap + bodies.reach_m) for side in (-1.0, 1.0)]
    return np.minimum.reduce(corners), np.maximum.reduce(corners)


def _hole(first: Span, second: Span) -> Span:
    """What lies between two spans; high below low where they overlap."""
    after = first[0] >= second[1]
    return np.where(after, second[1], first[1]), np.where(after, first[0], second[0])


def _covers(span: Span, *bearings: Floats) -> Flags:
    inside = [(span[0] <= bearing) & (bearing <= span[1]) for bearing in bearings]
    return np.asarray(np.all(inside, axis=0))


def _bearing(x: Floats, y: Floats, gap: Floats, point_x: ArrayLike, point_y: ArrayLike) -> Floats:
    """Of a point, from the direction of the middle of the gap, turning left, [...], rad."""
    ahead_x, ahead_y = gap / 2 - x, -y
    to_x, to_y = np.asarray(point_x) - x, np.asarray(point_y) - y
    return np.asarray(np.arctan2(ahead_x * to_y - ahead_y * to_x, ahead_x * to_x + ahead_y * to_y))


def _ellipse(x: Floats, y: Floats, gap: Floats, centre_x: Floats | float, section: Section) -> Span:
    """The bearings of the two tangents to an ellipse: those of a circle, in axes where it is one."""
    depth, breadth = section.half_depth_m, section.half_breadth_m
    across_x, across_y = (x - centre_x) / depth, y / breadth
    squared = np.maximum(across_x**2 + across_y**2, 1 + 1e-12)
    away = np.sqrt(squared - 1) / squared
    ends = []
    for side in (-1.0, 1.0):
        touch_x = across_x / squared - side * away * across_y
        touch_y = across_y / squared + side * away * across_x
        ends.append(_bearing(x, y, gap, centre_x + depth * touch_x, breadth * touch_y))
    return np.minimum(*ends), np.maximum(*ends)
