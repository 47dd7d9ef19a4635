"""A person as they are seen: a skin in a body suit, with hands and a face, over the performer's bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Flags, Floats, Integers
from stuntlab.people.anthropometry import Measures
from stuntlab.people.shape.blend import blend_points
from stuntlab.people.shape.build import of_the_right_volume
from stuntlab.people.shape.dress import dress_vertices
from stuntlab.people.shape.mesh import mesh, triangles
from stuntlab.people.shape.paint import face_quads, paint_places
from stuntlab.people.shape.places import places
from stuntlab.people.shape.skin import BODIES, skin_weights

Place = tuple[Floats, Floats]
"""Where a body is: its origin [3], m, and its rotation [3, 3], both in the world."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A skin standing on z = 0 at x = y = 0, facing +x, arms hanging.

    vertices: [vertex, 3], m. triangles: [triangle, 3], counter-clockwise from outside. paint: [triangle, 3, 2], where
    each corner lies in the picture of `painted`, 0 to 1. weights: [vertex, body], of `BODIES`. origins: [body, 3], m.
    """

    vertices: Floats
    triangles: Integers
    paint: Floats
    weights: Floats
    origins: Floats

    def pose_skin(self, bodies: Mapping[str, Place]) -> Floats:
        """The skin's vertices with every body in its place (linear blend skinning), [vertex, 3], m, world."""
        turns = np.stack([bodies[body][1] for body in BODIES])
        shifts = np.stack([bodies[body][0] for body in BODIES]) - np.einsum("bij,bj->bi", turns, self.origins)
        return blend_points(self.vertices, self.weights, np.concatenate([turns, shifts[..., None]], axis=2))


def figure(measures: Measures) -> Figure:
    """The figure of a person: stature to the millimetre, volume that of the mass, joints where the performer has them.

    Source: MakeHuman's base mesh and macro targets, CC0 (`human.toml`).
    Valid for: pictures and what hides what in them; no load is computed from it.
    """
    source = mesh()
    body = of_the_right_volume(source, measures)
    return Figure(
        vertices=dress_vertices(body, source),
        triangles=triangles(source.quads),
        paint=triangles(paint_places(source)),
        weights=skin_weights(body, source.weights, measures),
        origins=_origins(measures),
    )


def face_triangles() -> Flags:
    """Which triangles of a figure are its face, [triangle]."""
    return np.tile(face_quads(mesh()), 2)  # the two halves of the quads follow each other (`mesh.triangles`)


def _origins(measures: Measures) -> Floats:
    at = places(measures)
    mirror = np.array([1.0, -1.0, 1.0])
    return np.stack([at[body.removeprefix("left_").removeprefix("right_")] * _side(body, mirror) for body in BODIES])


def _side(body: str, mirror: Floats) -> Floats:
    return mirror if body.startswith("right_") else np.ones(3)
