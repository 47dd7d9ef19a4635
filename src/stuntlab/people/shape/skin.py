"""How far each vertex of the standing skin hangs on each body of the performer."""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.shape.mesh import PARTS
from stuntlab.people.shape.places import places
from stuntlab.people.skeleton import SIDES

_LIMBS = ("upper_arm", "forearm", "thigh", "shank", "foot")
BODIES = (
    "pelvis", "abdomen", "thorax", "neck", "head", "belly", "sternum",
    *(f"{side}_{limb}" for side in SIDES for limb in _LIMBS),
)  # fmt: skip
"""The bodies that carry skin, as the model names them."""

_BEND_HALF_HEIGHT_M = 0.09  # over which the trunk's skin passes from one body to the next (J)
_PLATE_REACH_M = {"belly": (0.16, 0.13), "sternum": (0.12, 0.12)}
"""How far sideways and in height skin is drawn in with a plate: a little beyond the plate (J)."""


def skin_weights(vertices: Floats, part_weights: Floats, measures: Measures) -> Floats:
    """[vertex, body], rows sum to 1.

    part_weights: [vertex, part] of the mesh. Its one trunk is shared among pelvis, abdomen and thorax by height, and
    what lies over a plate goes in with the plate.
    """
    at = places(measures)
    weights = {body: np.zeros(len(vertices)) for body in BODIES}
    for part, column in zip(PARTS, part_weights.T, strict=True):
        if part != "trunk":
            weights["thorax" if "clavicle" in part else part] += column
    trunk = part_weights[:, PARTS.index("trunk")]
    for plate, reach_m in _PLATE_REACH_M.items():
        weights[plate] = trunk * _over_plate(vertices, at[plate], reach_m)
        trunk = trunk - weights[plate]
    above_abdomen, above_thorax = (_above(vertices[:, 2], at[body][2]) for body in ("abdomen", "thorax"))
    weights["pelvis"] += trunk * (1 - above_abdomen)
    weights["abdomen"] += trunk * (above_abdomen - above_thorax)
    weights["thorax"] += trunk * above_thorax
    return np.column_stack([weights[body] for body in BODIES])


def _above(height: Floats, joint_m: float) -> Floats:
    """0 well below a joint, 1 well above it."""
    return _smooth((height - joint_m) / (2 * _BEND_HALF_HEIGHT_M) + 0.5)


def _over_plate(vertices: Floats, plate: Floats, reach_m: tuple[float, float]) -> Floats:
    """1 on the middle of a plate, 0 at its reach and behind the spine."""
    away = np.hypot(*((vertices[:, axis] - plate[axis]) / reach for axis, reach in zip((1, 2), reach_m, strict=True)))
    return _smooth(1.4 * (1 - away)) * _smooth(vertices[:, 0] / (0.7 * plate[0]))


def _smooth(share: Floats) -> Floats:
    """From 0 at 0 to 1 at 1 without a kink."""
    inside = np.clip(share, 0, 1)
    return np.asarray(inside**2 * (3 - 2 * inside))
