"""A previs scene in numbers: people in motion, the set, cameras, hazard zones, beats. Axes z up, m, s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Floats, Integers
from stuntlab.geometry import vertex_normals

Point = tuple[float, float, float]
Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity, each 0 to 1, as seen on a screen (sRGB)."""


_SOME = 37
"""Of the rows and columns of a picture, those that usually tell already that it has more than one colour."""


@dataclass(frozen=True, slots=True)
class PaintedMesh:
    """A mesh and its picture.

    vertices: [vertex, 3]. triangles: [triangle, 3], counter-clockwise from outside. paint: [triangle, 3, 2], places in
    `image`, rows downwards from the first; beyond 0 to 1 the picture repeats. image: [row, column, 3].
    """

    name: str
    vertices: Floats
    triangles: Integers
    paint: Floats
    image: NDArray[np.uint8]

    @property
    def one_colour(self) -> tuple[float, float, float] | None:
        """Red, green and blue, 0 to 1, where the picture is the same all over."""
        first = self.image[0, 0]
        same = (self.image[::_SOME, ::_SOME] == first).all() and (self.image == first).all()
        return tuple((first / 255.0).tolist()) if same else None

    @property
    def normals(self) -> Floats:
        """Unit normals, smooth where faces share a corner, [vertex, 3]."""
        return vertex_normals(self.vertices, self.triangles)


@dataclass(frozen=True, slots=True)
class SkinnedMesh:
    """A mesh over bodies. weights: [vertex, body], rows sum to 1."""

    mesh: PaintedMesh
    weights: Floats

    def heaviest(self, count: int) -> tuple[Integers, Floats]:
        """The bodies that count most for each vertex and their weights, which sum to 1, both [vertex, count]."""
        bodies = np.argsort(-self.weights, axis=1, kind="stable")[:, :count]
        weights = np.take_along_axis(self.weights, bodies, axis=1)
        weights = weights / weights.sum(axis=1, keepdims=True)
        return np.where(weights > 0, bodies, 0), weights


@dataclass(frozen=True, slots=True)
class SkinnedPerson:
    """Skins over bodies in motion: their own first, then what they wear.

    bodies: their names. origins: [body, 3], where each is in the skins' own pose. places: [frame, body, 3]; turns:
    [frame, body, 4], quaternions w x y z.
    """

    name: str
    skins: tuple[SkinnedMesh, ...]
    bodies: tuple[str, ...]
    origins: Floats
    places: Floats
    turns: Floats


@dataclass(frozen=True, slots=True)
class PressedShape:
    """How a soft thing of one part gives way. vertices: [vertex, 3], pressed most; share of that: [frame], 0 to 1."""

    vertices: Floats
    share: Floats


@dataclass(frozen=True, slots=True)
class Path:
    """How a rigid thing moves. places: [frame, 3]; turns: [frame, 4], quaternions w x y z."""

    places: Floats
    turns: Floats


@dataclass(frozen=True, slots=True)
class PrevisSolid:
    """A thing of the set. parts: in its own axes. spots: where it stands, (x, y, z, turned to the left), m and rad.

    path: how it moves, if it does; it then has one spot, which is where it is at first.
    """

    name: str
    parts: tuple[PaintedMesh, ...]
    spots: tuple[tuple[float, float, float, float], ...]
    dent: PressedShape | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """A moment to know: the knap, the landing. at_m: where it happens."""

    name: str
    time_s: float
    at_m: Point


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
class PrevisGround:
    """Flat convex shapes of one colour just above the ground: a hazard zone, or what of it one span of seconds is left.

    outlines: [shape, corner, 3], m.
    """

    name: str
    outlines: Floats
    colour: Colour


@dataclass(frozen=True, slots=True)
class Previs:
    """Everything in one scene. times_s: [frame]. notes: what to know of it, by name."""

    title: str
    times_s: Floats
    people: Sequence[SkinnedPerson]
    cameras: Sequence[FilmCamera]
    grounds: Sequence[PrevisGround]
    solids: Sequence[PrevisSolid] = ()
    beats: Sequence[Beat] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def disc(x: float, y: float, radius_m: float, *, above_m: float, corners: int = 48) -> Floats:
    """The outline of a disc, [corner, 3], m."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    ring = (x + radius_m * np.cos(turn), y + radius_m * np.sin(turn), np.full(corners, above_m))
    return np.column_stack(ring)


def in_one_hemisphere(turns: Floats) -> Floats:
    """Quaternions over time without jumps of sign, [frame, ..., 4]: a viewer interpolates between them."""
    result = np.array(turns)
    for frame in range(1, len(result)):
        flips = np.sum(result[frame] * result[frame - 1], axis=-1, keepdims=True) < 0
        result[frame] = np.where(flips, -result[frame], result[frame])
    return result
