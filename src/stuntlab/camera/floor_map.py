"""The floor of the set with everything that bears on where a lens may stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from contourpy import contour_generator

from stuntlab.datasets import Floats

Point = tuple[float, float]
"""On the floor of the set, m."""


@dataclass(frozen=True, slots=True)
class FloorPosition:
    """A person: where, facing which way (unit vector), how deep and broad, m."""

    name: str
    at: Point
    faces: Point
    half_depth_m: float
    half_breadth_m: float


@dataclass(frozen=True, slots=True)
class Cone:
    """What a camera sees: from where, how far above the strike, the directions of its two edges (rad, on the set).

    reach_m: how far off the strike is, on the floor. share: of takes that sell.
    """

    name: str
    at: Point
    above_m: float
    edges_rad: tuple[float, float]
    reach_m: float
    share: float
    sells: bool


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle on the floor."""

    at: Point
    radius_m: float


@dataclass(frozen=True, slots=True)
class ReachedGround:
    """Ground where nobody may stand, and why: strips, each with its corners and which of the spans its seconds are in.

    bands_s: the seconds that part the spans. outline: of a disc, the simplest of such grounds.
    """

    reason: str
    bands_s: tuple[float, ...]
    strips: tuple[tuple[int, tuple[Point, ...]], ...]
    outline: Disc | None


@dataclass(frozen=True, slots=True)
class OtherStrike:
    """Another strike of the plan: where it is aimed at, and where who strikes there stands."""

    label: str
    struck_at: Point
    comes_from: Point


@dataclass(frozen=True, slots=True)
class FloorShape:
    """A wall or a thing from above: its corners in order, m."""

    name: str
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class FloorRegion:
    """Where a lens sells: outlines with holes as further rings, each [corner, 2], m. lens_mm None: any lens."""

    lens_mm: float | None
    rings: tuple[tuple[Floats, ...], ...]


@dataclass(frozen=True, slots=True)
class FloorMap:
    """One strike on its floor. half_m: half of the side of the square that is shown, round `centre`.

    height_m: of the strike, and of the lenses that are tried. about: people who take no part in it. shapes: walls and
    things. others: strikes besides this one. share: of takes that sell from there, [row, column] over the square,
    whatever the lens. feet: whether it is drawn in feet.
    """

    title: str
    gag: str
    sensor: str
    sells_from: float
    height_m: float
    centre: Point
    half_m: float
    struck_at: Point
    tip: Point
    people: tuple[FloorPosition, ...]
    cones: tuple[Cone, ...]
    zones: tuple[ReachedGround, ...]
    regions: tuple[FloorRegion, ...]
    share: Floats
    about: tuple[FloorPosition, ...] = ()
    shapes: tuple[FloorShape, ...] = ()
    others: tuple[OtherStrike, ...] = ()
    feet: bool = False


def rings_above(x: Floats, y: Floats, share: Floats, level: float) -> tuple[tuple[Floats, ...], ...]:
    """Outlines of where a share over a grid is at least `level`; each outline's holes follow it.

    x, y, share: [row, column].
    """
    lines = contour_generator(x, y, share, fill_type="OuterOffset").filled(level, 2.0)
    found = []
    for points, offsets in zip(*lines, strict=True):
        if points is not None and offsets is not None:
            ends = [int(end) for end in offsets]
            found.append(tuple(np.asarray(points[a:b], dtype=float) for a, b in pairwise(ends)))
    return tuple(found)
