"""The packed mesh: a grid of adult bodies by sex, weight and height, each in the same pose with arms half raised.

Axes: x forward, y left, z up, m; the origin is the source's, near the hips. Data and provenance: `human.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Floats, Integers
from stuntlab.people.anthropometry import Sex

Number = TypeVar("Number", np.int64, np.float64)

SUIT, HEAD, HAND, EYE = range(4)
"""What a face of the mesh shows."""

_SIDED = ("clavicle", "upper_arm", "forearm", "thigh", "shank", "foot")
PARTS = ("trunk", "neck", "head", *(f"{side}_{part}" for side in ("left", "right") for part in _SIDED))
"""What a vertex hangs on, in the order of `scripts/build_human_mesh.py`."""

LANDMARKS = ("neck", "head", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""Joint centres on the middle line or the left side, in the order of the script."""

_STEP_M = 40e-6
_SEXES: tuple[Sex, ...] = ("female", "male")
_STEPS = np.array([-1.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Mesh:
    """One topology, a grid of bodies.

    template: [vertex, 3], the one place every vertex has in all bodies: where to paint. grid: [sex, weight, height,
    vertex, 3], m. landmarks: [sex, weight, height, landmark, 3], m. quads: [quad, 4], seen from outside they turn left.
    shows: [quad], SUIT, HEAD, HAND or EYE. lids: [triangle, 3], on the holes where the pieces meet: for volumes, never
    drawn. weights: [vertex, part], rows sum to 1.
    """

    template: Floats
    grid: Floats
    landmarks: Floats
    quads: Integers
    shows: Integers
    lids: Integers
    weights: Floats

    def volume_m3(self, vertices: Floats) -> float:
        """Volume of a body with these vertices, [vertex, 3] (divergence theorem over skin and lids; no eyes)."""
        faces = np.concatenate([triangles(self.quads[self.shows != EYE]), self.lids])
        first, second, third = (vertices[faces[:, corner]] for corner in range(3))
        return float(np.sum(first * np.cross(second, third)) / 6)

    def body(self, sex: Sex, *, weight: float, height: float) -> tuple[Floats, Floats]:
        """Vertices [vertex, 3] and landmarks [landmark, 3] between the grid's bodies; weight, height from -1 to 1."""
        share = np.outer(_shares(weight), _shares(height))
        row = _SEXES.index(sex)
        vertices = np.tensordot(share, self.grid[row], axes=2)
        return vertices, np.tensordot(share, self.landmarks[row], axes=2)


def _shares(value: float) -> Floats:
    """How far the three steps of one axis of the grid count at a value from -1 to 1."""
    return np.asarray(np.maximum(0.0, 1.0 - np.abs(_STEPS - np.clip(value, -1, 1))))


def triangles(quads: NDArray[Number]) -> NDArray[Number]:
    """Each quad as two triangles, [2 quads, 3, ...]: of vertex indices, or of anything its corners carry."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


@cache
def mesh() -> Mesh:
    """The packed mesh; the caller must not change its arrays."""
    with (files(__package__) / "human.npz").open("rb") as file, np.load(file) as packed:
        template = packed["template"] * _STEP_M
        quads = packed["quads"].astype(np.int64)
        shows = packed["shows"].astype(np.int64)
        return Mesh(
            template=template,
            grid=template + packed["grid"] * _STEP_M,
            landmarks=packed["landmarks"].astype(np.float64),
            quads=quads,
            shows=shows,
            lids=packed["lids"].astype(np.int64),
            weights=_weights(packed["parts"], packed["shares"] / 255),
        )


def _weights(parts: Integers, shares: Floats) -> Floats:
    weights = np.zeros((len(parts), len(PARTS)))
    np.add.at(weights, (np.arange(len(parts))[:, None], parts), shares)
    return weights
