"""Solids of a set as painted meshes: boxes, beams, cushions. Metres, z up; faces that share no corners meet sharply."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from stuntlab import geometry
from stuntlab.datasets import Floats, Integers
from stuntlab.figures.surfaces import PaintedSurface
from stuntlab.report.still import Image, Painted

Point = tuple[float, float, float]
_FACES = (  # axis a face looks along and its sign, then the axes of its picture, to the right and up
    (0, 1, (1, 1), (2, 1)), (0, -1, (1, -1), (2, 1)), (1, 1, (0, -1), (2, 1)),
    (1, -1, (0, 1), (2, 1)), (2, 1, (0, 1), (1, 1)), (2, -1, (0, 1), (1, -1)),
)  # fmt: skip
SIDES = ("+x", "-x", "+y", "-y", "top", "bottom")


def box(low: Point, high: Point, made_of: PaintedSurface) -> Painted:
    """A box; its surface lies on every face at its own scale, counted from the low corner."""
    return _panels(np.array(low, dtype=float), np.array(high, dtype=float), made_of)


def _panels(low: Floats, high: Floats, made_of: PaintedSurface) -> Painted:
    vertices: list[Floats] = []
    triangles, paint = [], []
    for axis, sign, right, up in _FACES:
        corners = _points(low, high, (axis, sign, right, up), np.array([0, 1, 1, 0]), np.array([0, 0, 1, 1]))
        wide, tall = (high - low)[right[0]], (high - low)[up[0]]
        places = np.array([[0, tall], [wide, tall], [wide, 0], [0, 0]]) / made_of.shows_m
        first = len(vertices)
        vertices += [*corners]
        for face in ([0, 1, 2], [0, 2, 3]):
            triangles.append([first + corner for corner in face])
            paint.append(places[face])
    return Painted(np.array(vertices), np.array(triangles), np.array(paint), made_of.image)


_Face = tuple[int, int, tuple[int, int], tuple[int, int]]


def _points(low: Floats, high: Floats, face: _Face, across: Floats | Integers, along: Floats | Integers) -> Floats:
    """Points of a face, [point, 3]: `across` of the way to its right and `along` of the way up, both [point]."""
    axis, sign, right, up = face
    points = np.empty((len(across), 3))
    points[:, axis] = high[axis] if sign > 0 else low[axis]
    for (side, way), share in ((right, across), (up, along)):
        points[:, side] = low[side] + (share if way > 0 else 1 - share) * (high - low)[side]
    return points


def beam(start: Point, end: Point, thick_m: tuple[float, float], made_of: PaintedSurface) -> Painted:
    """A straight bar from point to point; thick_m: across, and in the upright plane."""
    along = np.subtract(end, start)
    length = float(np.linalg.norm(along))
    along = along / length
    across = np.cross([0.0, 0.0, 1.0], along) if abs(along[2]) < 1 - 1e-9 else np.array([0.0, 1.0, 0.0])
    across = across / np.linalg.norm(across)
    wide, tall = thick_m
    bar = box((0.0, -wide / 2, -tall / 2), (length, wide / 2, tall / 2), made_of)
    turn = np.column_stack([along, across, np.cross(along, across)])
    return move_thing(bar, turn, np.array(start))


def move_thing(thing: Painted, turn: Floats, shift: Floats) -> Painted:
    """The same thing turned, [3, 3], and then shifted, [3], m."""
    return Painted(thing.vertices @ turn.T + shift, thing.triangles, thing.paint, thing.image)


def about_z(angle_rad: float) -> Floats:
    """A turn to the left, seen from above, [3, 3]."""
    return np.asarray(geometry.about_z(angle_rad).as_matrix())


_STEPS = 32
_TILE_PX, _ROW = 512, 4

FaceColours = Callable[[str, Floats, Floats, float, float], Floats]
"""Side, places across and up a face, its width and height, all m -> colours, [row, column, 3], 0 to 1."""


def cushion(size_m: Sequence[float], radius_m: float, colours: FaceColours) -> Painted:
    """A box with rounded edges that stands on z = 0 about x = y = 0, each face with a picture of its own."""
    size = np.array(size_m, dtype=float)
    low, high = np.array([-size[0] / 2, -size[1] / 2, 0.0]), np.array([size[0] / 2, size[1] / 2, size[2]])
    radius = min(radius_m, 0.45 * float(size.min()))
    share = (1 - np.cos(np.linspace(0, np.pi, _STEPS + 1))) / 2  # denser at the edges, which are round
    vertices, triangles, paint, tiles = [], [], [], []
    for number, (axis, sign, right, up) in enumerate(_FACES):
        across, along = (part.ravel() for part in np.meshgrid(share, share))
        grid = _points(low, high, (axis, sign, right, up), across, along)
        vertices.append(_round_corners(grid, low + radius, high - radius, radius))
        quads = _grid_triangles(_STEPS + 1)
        triangles.append(quads + number * len(grid))
        paint.append(_tile_places(share, number)[quads])
        tiles.append(_tile(colours, SIDES[number], size[right[0]], size[up[0]]))
    tiles += tiles[-1:] * (2 * _ROW - len(_FACES))  # pictures of scene files have sides that are powers of two
    image: Image = np.concatenate([np.concatenate(tiles[:_ROW], axis=1), np.concatenate(tiles[_ROW:], axis=1)])
    return Painted(np.concatenate(vertices), np.concatenate(triangles), np.concatenate(paint), image)


def _round_corners(points: Floats, low: Floats, high: Floats, radius_m: float) -> Floats:
    core = np.clip(points, low, high)
    away = points - core
    length = np.linalg.norm(away, axis=1, keepdims=True)
    return np.asarray(core + radius_m * away / np.maximum(length, 1e-12))


def _grid_triangles(side: int) -> Floats:
    first = (np.arange(side - 1)[:, None] * side + np.arange(side - 1)).ravel()
    lower = np.column_stack([first, first + 1, first + side + 1])
    upper = np.column_stack([first, first + side + 1, first + side])
    return np.stack([lower, upper], axis=1).reshape(-1, 3)


def join_rings(rings: int, sides: int) -> Integers:
    """Triangles between rings of points that follow each other, [triangle, 3], the points numbered ring by ring."""
    here = np.arange(sides)
    after = (here + 1) % sides
    bands = [
        np.concatenate([np.column_stack([low + here, low + after, low + sides + after]),
                        np.column_stack([low + here, low + sides + after, low + sides + here])])
        for low in range(0, sides * (rings - 1), sides)
    ]  # fmt: skip
    return np.concatenate(bands)


def _tile_places(share: Floats, number: int) -> Floats:
    """Where the grid of a face lies in the picture of eight tiles, [vertex, 2], a little inside its tile."""
    column, row = number % _ROW, number // _ROW
    inset = 2 / _TILE_PX
    across, up = np.meshgrid(inset + share * (1 - 2 * inset), inset + (1 - share) * (1 - 2 * inset))
    return np.column_stack([(column + across.ravel()) / _ROW, (row + up.ravel()) / 2])


def _tile(colours: FaceColours, side: str, wide: float, tall: float) -> Image:
    steps = (np.arange(_TILE_PX) + 0.5) / _TILE_PX
    across, up = np.meshgrid(steps * wide, (1 - steps) * tall)
    return np.clip(np.round(255 * colours(side, across, up, wide, tall)), 0, 255).astype(np.uint8)
