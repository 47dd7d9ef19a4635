"""Pads on a body, for pictures: a plate as thick as the plan says over the skin it covers, that moves with that skin.

Drawn over the clothes, where they can be seen; a plan's pads are worn under them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import radians

import numpy as np

from stuntlab.datasets import Floats, Integers
from stuntlab.figures.surfaces import plain
from stuntlab.geometry import vertex_normals
from stuntlab.people import Measures
from stuntlab.people.shape import BODIES, Figure
from stuntlab.people.shape.places import places
from stuntlab.plan import Plan
from stuntlab.plan.gear.pad import Pad
from stuntlab.report.still import Colour, Image
from stuntlab.tables import Table

_PAD: Colour = (0.93, 0.80, 0.30)
_PAD_EDGE: Colour = (0.08, 0.08, 0.08)
_EDGE_BELOW = 0.6
"""A pad is light with a dark edge, where it is thinner than this share of its thickness: seen on any clothes (J)."""

_SHADES_PX = 40
_TRUNK_REACH_M, _LIMB_REACH_M = 0.22, 0.10  # from its middle; beyond it is an arm, or the other leg (J)
_SEAM_M = 0.002  # a pad's rim above the clothes (J)
_STRAIGHT = 0.6  # how far its face points one way rather than following every hollow (J)


@dataclass(frozen=True, slots=True)
class Worn:
    """Something on a body: a skin of its own over the same bodies, and its picture."""

    name: str
    figure: Figure
    image: Image


def pads_on(plan: Plan, name: str, measures: Measures, body: Figure) -> tuple[Worn, ...]:
    """The pads that somebody of a plan wears."""
    pads = {gear: plan.gear[gear] for gear in plan.people[name].wears}
    return tuple(
        Worn(gear, plate_over(body, measures, pad.covers, pad.thickness.value), _pad_picture())
        for gear, pad in pads.items()
        if isinstance(pad, Pad)
    )


def _pad_picture() -> Image:
    """From its rim on the left to its full thickness on the right, [row, column, 3]."""
    rim, face = (plain("pad", colour).image[:, :1] for colour in (_PAD_EDGE, _PAD))
    dark = round(_EDGE_BELOW * _SHADES_PX)
    return np.hstack([np.repeat(rim, dark, axis=1), np.repeat(face, _SHADES_PX - dark, axis=1)])


def plate_over(body: Figure, measures: Measures, region: str, thick_m: float) -> Figure:
    """The skin of a pad over a region of somebody's body."""
    return _plate(body, _pad_cover(body, measures, region), thick_m)


@dataclass(frozen=True)
class WornCover:
    """Where a pad over a region lies: a row of `worn.toml`, which explains it."""

    at: str
    up_m: float
    half_m: float
    facing: float
    wrap: float
    on: tuple[str, ...]
    both: bool = False


COVERS = Table(__package__, "worn.toml", dict[str, WornCover])


def _pad_cover(body: Figure, measures: Measures, region: str) -> Floats:
    """How much of a pad's thickness over a region each vertex of a standing body has on it, [vertex], 0 to 1."""
    row = COVERS.read()[region]
    mirrors = ([1, 1, 1], [1, -1, 1]) if row.both else ([1, 1, 1],)
    middle = places(measures)[row.at]
    return np.asarray(np.max([_over(body, row, middle * mirror, mirror[1]) for mirror in mirrors], axis=0))


def _over(body: Figure, row: WornCover, middle: Floats, side: int) -> Floats:
    """The same on one limb or the trunk: full in the middle, nothing at the pad's rounded outline and beyond."""
    axis = middle * [0, 1, 1] + [_axis_x(body, middle, row), 0, 0]
    away = body.vertices - axis
    off = np.arctan2(side * away[:, 1], away[:, 0]) - radians(row.facing)
    round_it = np.abs((off + np.pi) % (2 * np.pi) - np.pi) / radians(row.wrap) * (row.wrap < 180)
    along = (away[:, 2] - row.up_m) / row.half_m
    on = np.isin(body.weights.argmax(axis=1), [BODIES.index(name) for name in row.on])
    reach_m = _LIMB_REACH_M if row.both else _TRUNK_REACH_M
    near = on & (np.abs(away[:, 1]) < reach_m)
    return np.asarray(near * np.sqrt(np.maximum(1 - along**4 - round_it**4, 0)))


def _axis_x(body: Figure, middle: Floats, row: WornCover) -> float:
    """How far forward the middle of limb or trunk lies at a pad's height."""
    level = np.abs(body.vertices[:, 2] - middle[2] - row.up_m) < 0.03
    beside = level & (np.abs(body.vertices[:, 1] - middle[1]) < 0.12)
    return float(np.mean([body.vertices[beside, 0].min(), body.vertices[beside, 0].max()])) if beside.any() else 0.0


def _plate(body: Figure, cover: Floats, thick_m: float) -> Figure:
    """A patch of skin lifted off by its cover, [vertex], times a thickness, and closed at its rim."""
    kept, inner = np.unique(body.triangles[(cover > 0)[body.triangles].any(axis=1)], return_inverse=True)
    inner = inner.reshape(-1, 3)
    skin, count, rim = body.vertices[kept], len(kept), _rim(inner)
    outer = skin + np.maximum(thick_m * cover[kept, None], _SEAM_M) * _outwards(skin, inner)
    first, second = rim.T
    walls = np.concatenate(
        [np.column_stack([first, second, second + count]), np.column_stack([first, second + count, first + count])]
    )
    triangles = np.concatenate([inner + count, walls])
    shade = np.append(np.zeros(count), cover[kept])[triangles]
    return replace(
        body,
        vertices=np.concatenate([skin, outer]),
        triangles=triangles,
        paint=np.stack([np.clip(shade, 0.02, 0.98), np.full(shade.shape, 0.5)], axis=-1),
        weights=np.tile(body.weights[kept], (2, 1)),
    )


def _rim(faces: Integers) -> Integers:
    """Edges that only one face has, in the direction of that face, [edge, 2]."""
    edges = [(int(face[i]), int(face[(i + 1) % 3])) for face in faces for i in range(3)]
    known = Counter(tuple(sorted(edge)) for edge in edges)
    return np.array([edge for edge in edges if known[(min(edge), max(edge))] == 1], dtype=np.int64).reshape(-1, 2)


def _outwards(points: Floats, faces: Integers) -> Floats:
    """Where each point of a patch is lifted to: between its own normal and that of the patch, [vertex, 3]."""
    normals = vertex_normals(points, faces)
    if np.linalg.norm(normals.mean(axis=0)) > 0.3:  # it lies on one side, and does not run all round
        normals = normals + _STRAIGHT * normals.mean(axis=0)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))
