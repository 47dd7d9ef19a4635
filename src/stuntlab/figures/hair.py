"""Hair on a figure, for pictures: by it women of a plan are told from men and from each other.

Short hair is part of every figure's skin. Long hair and a bun are meshes over it that move with the head. All J: a look
and no measurement; neither loads nor what hides what of a strike read it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from stuntlab.datasets import Floats, Integers
from stuntlab.people.shape import BODIES, Figure

HairStyle = Literal["long", "bun"]

HEAD_OF_STATURE = 0.130
"""Height of the head, chin to top, as a share of stature. Drillis & Contini 1966 (recalled), as in Winter 2009."""

_AROUND, _DOWN = 33, 25
_CROWN, _TIPS_BESIDE, _TIPS_BEHIND = 0.10, 1.12, 1.34  # below the top of the head, in heights of a head
_OPENS_DEG = (118.0, 92.0)  # how far it reaches round from behind, at the crown and at its tips
_THICK_M, _NEAR_M, _NEAR_RAD = 0.013, 0.015, 0.25
_FALLS = 0.96  # of its distance from the middle one step higher: it hangs before it follows a neck
_BUN_RADIUS, _BUN_BELOW_TOP = 0.27, 0.30  # in heights of a head
_STATURE_OF_HEAD = 1 / HEAD_OF_STATURE


def put_hair_on(body: Figure, style: HairStyle) -> Figure:
    """The mesh of somebody's hair, standing, over the bodies of their figure."""
    return _long_hair(body) if style == "long" else _bun(body)


def _head(body: Figure) -> tuple[Floats, float, float]:
    """Vertices of the head, [vertex, 3], the height of its top and its own height, m."""
    head = body.vertices[body.weights.argmax(axis=1) == BODIES.index("head")]
    top_m = float(body.vertices[:, 2].max())
    return head, top_m, top_m / _STATURE_OF_HEAD


def _bun(body: Figure) -> Figure:
    """A ball behind the head."""
    head, top_m, tall_m = _head(body)
    level = np.abs(head[:, 2] - (top_m - _BUN_BELOW_TOP * tall_m)) < 0.02
    radius_m = _BUN_RADIUS * tall_m
    middle = np.array([head[level, 0].min() - 0.55 * radius_m, 0.0, top_m - _BUN_BELOW_TOP * tall_m])
    turn, rise = np.meshgrid(np.linspace(0, 2 * np.pi, 25), np.linspace(-np.pi / 2, np.pi / 2, 13))
    ball = np.stack([np.cos(rise) * np.cos(turn), np.cos(rise) * np.sin(turn), np.sin(rise)], axis=-1)
    points = (middle + radius_m * ball).reshape(-1, 3)
    return _as_figure(body, points, _grid_faces(13, 25), _hang(points, top_m, tall_m))


def _long_hair(body: Figure) -> Figure:
    """A sheet from the crown over ears and nape to the shoulders, closed to a thin solid."""
    head, top_m, tall_m = _head(body)
    axis_x = float((head[:, 0].min() + head[:, 0].max()) / 2)
    share = np.linspace(0, 1, _DOWN)[:, None]
    opens = np.radians(_OPENS_DEG[0] + (_OPENS_DEG[1] - _OPENS_DEG[0]) * share)
    turn = opens * np.linspace(-1, 1, _AROUND)[None]
    tips = _TIPS_BESIDE + (_TIPS_BEHIND - _TIPS_BESIDE) * np.maximum(np.cos(turn), 0)
    height = top_m - tall_m * (_CROWN + (tips - _CROWN) * share)
    skin = _radii(body, axis_x, turn, height)
    outer = _drape(skin + _THICK_M * np.minimum(4 * share + 0.2, 1))
    sheets = [
        np.stack([axis_x - radius * np.cos(turn), radius * np.sin(turn), height], axis=-1).reshape(-1, 3)
        for radius in (outer, outer - _THICK_M)
    ]
    points = np.concatenate(sheets)
    faces, count = _grid_faces(_DOWN, _AROUND), _DOWN * _AROUND
    triangles = np.concatenate([faces, faces[:, ::-1] + count, _walls(count)])
    return _as_figure(body, points, triangles, _hang(points, top_m, tall_m))


def _radii(body: Figure, axis_x: float, turn: Floats, height: Floats) -> Floats:
    """How far head and neck reach from a vertical axis in each direction and at each height, m."""
    names = ("head", "neck")
    mine = np.isin(body.weights.argmax(axis=1), [BODIES.index(name) for name in names])
    points = body.vertices[mine]
    away = np.hypot(points[:, 0] - axis_x, points[:, 1])
    direction = np.arctan2(points[:, 1], axis_x - points[:, 0])
    found = np.full(turn.shape, 0.05)
    for place in np.ndindex(*turn.shape):
        off = np.abs((direction - turn[place] + np.pi) % (2 * np.pi) - np.pi)
        near = (np.abs(points[:, 2] - height[place]) < _NEAR_M) & (off < _NEAR_RAD) & (away < 0.20)
        if near.any():
            found[place] = away[near].max()
    return found


def _drape(radii: Floats) -> Floats:
    """Radii, [level, direction], that come in slowly under what is wider, smoothed across."""
    hung = radii.copy()
    for level in range(1, len(hung)):
        hung[level] = np.maximum(hung[level], _FALLS * hung[level - 1])
    padded = np.pad(hung, ((1, 1), (1, 1)), mode="edge")
    beside = (padded[1:-1, :-2] + padded[1:-1, 2:] + padded[:-2, 1:-1] + padded[2:, 1:-1]) / 4
    return np.asarray(np.maximum(hung, beside))


def _hang(points: Floats, top_m: float, tall_m: float) -> Floats:
    """What each point hangs on, [point, body]: the head down to its chin, then more and more the back."""
    on_back = np.clip((top_m - tall_m - points[:, 2]) / (0.5 * tall_m), 0, 1)
    weights = np.zeros((len(points), len(BODIES)))
    weights[:, BODIES.index("head")] = 1 - on_back
    weights[:, BODIES.index("thorax")] = on_back
    return weights


def _as_figure(body: Figure, points: Floats, triangles: Integers, weights: Floats) -> Figure:
    paint = np.full((len(triangles), 3, 2), 0.5)
    return replace(body, vertices=points, triangles=triangles, paint=paint, weights=weights)


def _grid_faces(rows: int, columns: int) -> Integers:
    """Triangles of a grid of points, turning left as row and column axes do, [triangle, 3]."""
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)[None]).ravel()
    right, down, across = corner + 1, corner + columns, corner + columns + 1
    return np.concatenate([np.column_stack([corner, right, across]), np.column_stack([corner, across, down])])


def _walls(count: int) -> Integers:
    """Triangles that close two sheets of the long hair at their rim, the second `count` points after the first."""
    index = np.arange(count).reshape(_DOWN, _AROUND)
    rim = np.concatenate([index[0], index[1:, -1], index[-1, -2::-1], index[-2:0:-1, 0]])
    second, first = rim, np.roll(rim, -1)
    return np.concatenate(
        [np.column_stack([first, second, second + count]), np.column_stack([first, second + count, first + count])]
    )
