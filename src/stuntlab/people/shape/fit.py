"""One body's mesh, turned from the source's pose into the performer's, joint upon joint.

Each part of the mesh gets an affine map that puts its joints where the performer has them; a vertex follows its parts
by their weights. Measures decide lengths, the mesh only what lies between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.shape.blend import blend_points
from stuntlab.people.shape.mesh import LANDMARKS, PARTS, Mesh
from stuntlab.people.shape.places import places
from stuntlab.people.skeleton import HEEL_SHARE, SIDES

MIRROR = np.array([1.0, -1.0, 1.0])
SKULL_SHARE = 0.05  # of stature: from the crown down to the brow, above nose and nape (J)

SHOULDER_IN_SHARE, SHOULDER_DOWN_SHARE = 0.012, 0.018
"""How far inside and below the performer's shoulder joint the drawn one lies, shares of stature (J).

The performer's sits at the height of the acromion; a hanging arm turns about a point under it.
"""


@dataclass(frozen=True, slots=True)
class Affine:
    """p -> matrix (p - source) + target."""

    matrix: Floats
    source: Floats
    target: Floats

    def __call__(self, point: Floats) -> Floats:
        return np.asarray((point - self.source) @ self.matrix.T + self.target)

    def mirror(self) -> Affine:
        """The same map on the other side of the body."""
        return Affine(MIRROR[:, None] * self.matrix * MIRROR, MIRROR * self.source, MIRROR * self.target)

    def rows(self) -> Floats:
        """[3, 4]: the matrix beside the translation."""
        return np.column_stack([self.matrix, self.target - self.matrix @ self.source])


def stand_body(mesh: Mesh, measures: Measures, *, weight: float, girth: float = 1.0) -> Floats:
    """Vertices of a body of these measures, standing on z = 0 with hanging arms, facing +x, [vertex, 3], m.

    weight: of the mesh's grid, -1 to 1. girth: factor across limbs and trunk, for bodies beyond the grid.
    """
    height = _height(mesh, measures, weight)
    vertices, landmarks = mesh.body(measures.sex, weight=weight, height=height)
    scale = measures.stature_m / np.ptp(vertices[:, 2])
    vertices, landmarks = vertices * scale, landmarks * scale
    maps = _maps(vertices, dict(zip(LANDMARKS, landmarks, strict=True)), measures, girth)
    return blend_points(vertices, mesh.weights, np.stack([maps[part].rows() for part in PARTS]))


def _height(mesh: Mesh, measures: Measures, weight: float) -> float:
    """Where on the grid's height axis the stature lies; the ends of the axis are scaled beyond it."""
    statures = [np.ptp(mesh.body(measures.sex, weight=weight, height=step)[0][:, 2]) for step in (-1, 0, 1)]
    return float(np.interp(measures.stature_m, statures, [-1, 0, 1]))


def _maps(vertices: Floats, marks: Mapping[str, Floats], measures: Measures, girth: float) -> dict[str, Affine]:
    joints = places(measures)
    trunk = _trunk(marks, joints, girth)
    trunk = _shift(trunk, [_to_the_belly(trunk(vertices), measures, joints), 0.0, 0.0])
    head = _head(vertices, measures)
    drawn = joints["upper_arm"] - measures.stature_m * np.array([0.0, SHOULDER_IN_SHARE, SHOULDER_DOWN_SHARE])
    shoulder = Affine(trunk.matrix, marks["shoulder"], drawn)
    upper_arm = _limb(marks["shoulder"], marks["elbow"], drawn, joints["forearm"], girth)
    thigh = _limb(marks["hip"], marks["knee"], joints["thigh"], joints["shank"], girth)
    left = {
        "clavicle": shoulder,
        "upper_arm": upper_arm,
        "forearm": _limb(marks["elbow"], marks["wrist"], joints["forearm"], joints["wrist"], girth, after=upper_arm),
        "thigh": thigh,
        "shank": _limb(marks["knee"], marks["ankle"], joints["shank"], joints["foot"], girth, after=thigh),
        "foot": _foot(vertices, marks["ankle"], measures, joints["foot"]),
    }
    maps = {"trunk": trunk, "neck": _neck(marks, trunk, head), "head": head}
    for side, sign in SIDES.items():
        maps |= {f"{side}_{part}": one if sign > 0 else one.mirror() for part, one in left.items()}
    return maps


def _shift(one: Affine, by: list[float]) -> Affine:
    return Affine(one.matrix, one.source, one.target + by)


def _trunk(marks: Mapping[str, Floats], joints: Mapping[str, Floats], girth: float) -> Affine:
    """From between the hips to the root of the neck, straight up."""
    stretch = (joints["neck"] - joints["pelvis"])[2] / (marks["neck"] - marks["hip"])[2]
    return Affine(np.diag([girth, girth, stretch]), marks["hip"] * [1, 0, 1], joints["pelvis"])


def _to_the_belly(trunk: Floats, measures: Measures, joints: Mapping[str, Floats]) -> float:
    """How far forward the trunk has to go for its belly to lie where the performer's can be struck."""
    belly = trunk[(np.abs(trunk[:, 2] - joints["belly"][2]) < 0.03) & (np.abs(trunk[:, 1]) < 0.10)]
    return float(measures.abdomen_depth_m / 2 - belly[:, 0].max())


def _head(vertices: Floats, measures: Measures) -> Affine:
    """As large as the mesh has it, the crown at the stature, the skull about the performer's centre of gravity."""
    crown = vertices[:, 2].max()
    skull = vertices[vertices[:, 2] > crown - SKULL_SHARE * measures.stature_m, 0]
    source = np.array([(skull.min() + skull.max()) / 2, 0.0, crown])
    return Affine(np.eye(3), source, np.array([measures.head_centre_before_condyles_m, 0.0, measures.stature_m]))


def _neck(marks: Mapping[str, Floats], trunk: Affine, head: Affine) -> Affine:
    foot, top = trunk(marks["neck"]), head(marks["head"])
    stretch = (top - foot)[2] / (marks["head"] - marks["neck"])[2]
    return Affine(np.diag([1.0, 1.0, stretch]), marks["neck"], foot)


def _limb(
    start: Floats, end: Floats, to_start: Floats, to_end: Floats, girth: float, *, after: Affine | None = None
) -> Affine:
    """Turn a limb on the shortest way into its new line, and stretch it to its length.

    after: the limb above, which has turned it already.
    """
    along = (end - start) / np.linalg.norm(end - start)
    stretch = np.linalg.norm(to_end - to_start) / np.linalg.norm(end - start)
    carried = np.eye(3) if after is None else _rotation_of(after.matrix)
    turn = _shortest_turn(carried @ along, (to_end - to_start) / np.linalg.norm(to_end - to_start)) @ carried
    shape = girth * np.eye(3) + (stretch - girth) * np.outer(along, along)
    return Affine(turn @ shape, start, to_start)


def _rotation_of(matrix: Floats) -> Floats:
    """The turn in a turn-and-stretch (polar decomposition)."""
    left, _, right = np.linalg.svd(matrix)
    return np.asarray(left @ right)


def _shortest_turn(start: Floats, end: Floats) -> Floats:
    """Rotation that takes one unit vector to another, which is not its opposite (Rodrigues)."""
    x, y, z = np.cross(start, end)
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1 + start @ end))


def _foot(vertices: Floats, ankle: Floats, measures: Measures, to_ankle: Floats) -> Affine:
    """Flat on the ground, as long as measured, the heel where the performer's is."""
    foot = vertices[(vertices[:, 2] < ankle[2]) & (vertices[:, 1] > 0)]
    heel, length, sole = foot[:, 0].min(), np.ptp(foot[:, 0]), vertices[:, 2].min()
    long, high = measures.foot_length_m / length, to_ankle[2] / (ankle[2] - sole)
    at = [-HEEL_SHARE * measures.foot_length_m, to_ankle[1], to_ankle[2]]
    return Affine(np.diag([long, 1.0, high]), np.array([heel, ankle[1], ankle[2]]), np.array(at))
