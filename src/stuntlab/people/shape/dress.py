"""From a tight suit to clothes: shoes, trousers and jacket stand off the body, hair off the scalp.

Places are measured on the template (`Mesh.template`), so that a hem is where the paint ends it.
"""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Flags, Floats, Integers
from stuntlab.geometry import vertex_normals
from stuntlab.people.shape.mesh import HAND, HEAD, SUIT, Mesh, triangles

SHOE_TOP_M, HEM_M, WAISTBAND_M = -0.685, 0.055, 0.075
"""Heights on the template: shoes end, jacket ends; between hem and waistband the jacket falls loose."""

_CLOTH_M = 0.007  # thickness and looseness of a garment (J)
_RIM_CLOSES = 0.85  # how far collar and cuffs close round neck and wrists (J)
_HEM_EXTRA_M = 0.011
_SOLE_EXTRA_M = 0.004
_HAIR_M = 0.014
_DRAPING = (0.5,) * 3
_ROUNDING = (0.5, -0.53) * 10
"""Steps of smoothing: cloth shrinks over what is hollow, a shoe keeps its length (Taubin 1995, SIGGRAPH 351)."""

_HAIRLINE_M = (  # x and z on the template, from the nape over the ear to the forehead (J)
    (-0.06, 0.652), (0.010, 0.660), (0.020, 0.690), (0.028, 0.752), (0.040, 0.758), (0.074, 0.758), (0.081, 0.738),
    (0.090, 0.742), (0.103, 0.778), (0.125, 0.800), (0.160, 0.818),
)  # fmt: skip


def dress_vertices(standing: Floats, mesh: Mesh) -> Floats:
    """The standing vertices with clothes and hair on, [vertex, 3], m. Nothing goes below the ground."""
    suit, rim = _in(mesh, SUIT), _on_an_opening(mesh)
    shoe = suit & (mesh.template[:, 2] < SHOE_TOP_M)
    edges = _edges(mesh.quads[mesh.shows == SUIT])
    free = suit & ~rim
    vertices = _smooth(standing, edges, free, _DRAPING)
    vertices = _smooth(vertices, edges, free & shoe, _ROUNDING)
    outwards = vertex_normals(vertices, triangles(mesh.quads))
    vertices = vertices + outwards * _thickness(mesh, suit)[:, None]
    vertices[rim & suit] = _draw_to_skin(standing[rim & suit], standing[_in(mesh, HEAD) | _in(mesh, HAND)])
    vertices[:, 2] = np.maximum(vertices[:, 2], 0.0)
    return vertices


def hair_depth_m(x: Floats, z: Floats) -> Floats:
    """How far inside the hairline a place of the template's head lies; below 0 there is skin."""
    line = np.array(_HAIRLINE_M)
    return np.asarray(z - np.interp(x, line[:, 0], line[:, 1]))


def _thickness(mesh: Mesh, suit: Flags) -> Floats:
    """What each vertex is moved outwards, [vertex], m."""
    x, _, z = mesh.template.T
    head = _in(mesh, HEAD)
    depth = np.where(head, hair_depth_m(x, z), 0.0)
    loose = np.exp(-(((z - WAISTBAND_M) / 0.04) ** 2)) * (z > HEM_M) * (np.abs(mesh.template[:, 1]) < 0.22)
    shoe = _SOLE_EXTRA_M * (z < SHOE_TOP_M)
    return np.asarray(suit * (_CLOTH_M + _HEM_EXTRA_M * loose + shoe) + _HAIR_M * np.clip(depth / 0.012, 0, 1))


def _draw_to_skin(points: Floats, skin: Floats) -> Floats:
    """Points moved most of the way to the nearest point of the skin."""
    nearest = [skin[np.argmin(((skin - point) ** 2).sum(axis=1))] for point in points]
    return np.asarray(points + _RIM_CLOSES * (nearest - points))


def _in(mesh: Mesh, shown: int) -> Flags:
    """Which vertices belong to what shows `shown`, [vertex]."""
    flags = np.zeros(len(mesh.template), dtype=bool)
    flags[mesh.quads[mesh.shows == shown]] = True
    return flags


def _edges(quads: Integers) -> Integers:
    """Every edge in both directions once, [edge, 2]."""
    around = np.concatenate([quads[:, [corner, (corner + 1) % 4]] for corner in range(4)])
    count = int(quads.max()) + 1
    start, end = np.concatenate([around, around[:, ::-1]]).T
    keys = np.sort(start * count + end)
    return np.column_stack(np.divmod(keys[np.append(True, keys[1:] != keys[:-1])], count))


def _on_an_opening(mesh: Mesh) -> Flags:
    """Vertices at collar and cuffs, which have to keep their place, [vertex]."""
    flags = np.zeros(len(mesh.template), dtype=bool)
    flags[mesh.lids] = True
    return flags


def _smooth(vertices: Floats, edges: Integers, free: Flags, shares: tuple[float, ...]) -> Floats:
    """Free vertices moved by these shares of their way to the middle of their neighbours, one after another."""
    start, end = edges.T
    neighbours = np.maximum(np.bincount(start, minlength=len(vertices)), 1)
    result = vertices.copy()
    for share in shares:
        sums = np.column_stack([np.bincount(start, result[end, axis], len(vertices)) for axis in range(3)])
        result[free] += share * (sums / neighbours[:, None] - result)[free]
    return result
