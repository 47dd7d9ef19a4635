"""What a jump leaves and flies over: the ramp, the section of the ground as a solid, the area to come down in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, pi, sin, tan

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.datasets.jump import EdgeSet
from stuntlab.figures.surfaces import PaintedSurface, plain, surface
from stuntlab.plan import Plan
from stuntlab.previs.stage_set.blocks import beam
from stuntlab.previs.stage_set.piece import SetPiece
from stuntlab.report.still import Painted

_BEHIND_M, _HALF_M = 60.0, 7.0
"""Of the ground that is drawn, how far it goes back from the edge, and to either side of the section (J)."""

_LOW_JUMP_M, _HALF_LOW_M = 20.0, 2.5
"""A jump so low goes over ground that is level beside its ramps."""

_DEEP_M, _OVER_M, _LEVEL_M = 5.0, 0.05, 0.05
_BARS = 48
_BOARDS, _PAINT = "wood", plain("paint", (0.92, 0.90, 0.30))


def edge_pieces(plan: Plan, edges: Sequence[EdgeSet]) -> Iterator[SetPiece]:
    """The ground of the first of them, and the ramp of each."""
    yield SetPiece("ground", tuple(_ground(edges[0], surface(plan.place.wall or plan.place.ground, otherwise="rock"))))
    for edge in edges:
        if edge.ramp is not None:
            yield SetPiece("ramp", (_ramp(*edge.ramp, edge.wide_m),))
        if edge.area is not None:
            yield SetPiece("landing area", tuple(_ring(edge, *edge.area)))


def is_low(edge: EdgeSet) -> bool:
    """Whether it leaves level ground over ramps, and no mountain."""
    return edge.behind_m >= edge.low_m - _LEVEL_M and edge.behind_m <= edge.low_m + _LEVEL_M


def _ground(edge: EdgeSet, made_of: PaintedSurface) -> Iterator[Painted]:
    """The section, as wide as a picture needs it, down to below its lowest corner; without a survey, the edge alone."""
    low, half = edge.low_m, max(_HALF_M, edge.wide_m)
    if is_low(edge):
        half = max(_HALF_LOW_M, edge.wide_m / 2)
    corners = [(float(x), float(z)) for x, z in edge.ground_m if x > -_BEHIND_M]
    if not corners and len(edge.ground_m):
        return
    before = (-_BEHIND_M, edge.behind_m)
    if not corners:
        yield _prism(np.array([before, (0.0, edge.behind_m)]), half, edge.behind_m - _DEEP_M, made_of)
        return
    if not is_low(edge):  # under a ramp the edge is as low as its foot
        corners = [before, (0.0, min(edge.behind_m, corners[0][1])), *corners[1:]]
    line = corners
    line = [corner for number, corner in enumerate(line) if number == 0 or corner != line[number - 1]]
    yield _prism(np.array(line), half, low - _DEEP_M, made_of)


def _ramp(up_rad: float, high_m: float, wide_m: float) -> Painted:
    """A wedge that ends at the lip; one that is level or goes down is a table."""
    rises = max(tan(up_rad), 1e-3)
    long = min(high_m / rises, 30.0)
    back = -min(long * rises, high_m)
    return _prism(np.array([(-long, back), (0.0, 0.0)]), wide_m / 2, -high_m, surface(_BOARDS))


def _prism(line: Floats, half_m: float, low_m: float, made_of: PaintedSurface) -> Painted:
    """A solid of one section. line: its upper side, [corner, 2], out and up, m."""
    count = len(line)
    top = [np.column_stack([line[:, 0], np.full(count, side), line[:, 1]]) for side in (-half_m, half_m)]
    foot = [np.column_stack([line[:, 0], np.full(count, side), np.full(count, low_m)]) for side in (-half_m, half_m)]
    vertices: list[Floats] = []
    triangles: list[list[int]] = []
    paint: list[list[Floats]] = []

    def quad(corners: Sequence[Floats], places: Sequence[tuple[float, float]]) -> None:
        first = len(vertices)
        vertices.extend(corners)
        for face in ((0, 1, 2), (0, 2, 3)):
            triangles.append([first + corner for corner in face])
            paint.append([np.array(places[corner]) / made_of.shows_m for corner in face])

    for k in range(count - 1):
        a, b = top[0][k], top[0][k + 1]
        along = float(np.linalg.norm(b - a))
        wide = 2 * half_m
        quad([a, b, top[1][k + 1], top[1][k]], [(0, 0), (along, 0), (along, wide), (0, wide)])
        left = [top[0][k], foot[0][k], foot[0][k + 1], top[0][k + 1]]
        quad(left, [(point[0], -point[2]) for point in left])
        right = [top[1][k + 1], foot[1][k + 1], foot[1][k], top[1][k]]
        quad(right, [(point[0], -point[2]) for point in right])
    for end, order in ((0, (1, 0)), (count - 1, (0, 1))):
        near, far = order
        face = [top[near][end], foot[near][end], foot[far][end], top[far][end]]
        quad(face, [(point[1], -point[2]) for point in face])
    return Painted(np.array(vertices), np.array(triangles), np.array(paint), made_of.image)


def _ring(edge: EdgeSet, out_m: float, across_m: float, radius_m: float) -> Iterator[Painted]:
    """A painted line round a landing area, on the ground under it."""
    angles = np.linspace(0.0, 2 * pi, _BARS + 1)
    points = [
        (x, across_m + radius_m * sin(angle), edge.height_at(x) + _OVER_M)
        for angle in angles.tolist()
        for x in (out_m + radius_m * cos(angle),)
    ]
    for start, end in pairwise(points):
        yield beam(start, end, (0.6, 0.1), _PAINT)
