"""The skin of somebody in a scene by the plain formula, for whatever tests scenes."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from stuntlab.export.previs import SkinnedPerson


def plain_skin(person: SkinnedPerson, frame: int) -> np.ndarray:
    """Vertices on the set, z up, with all weights, [vertex, 3], m."""
    turns = Rotation.from_quat(np.roll(person.turns[frame], -1, axis=-1)).as_matrix()
    worn = person.skins[0]
    moved = [
        weight[:, None] * ((worn.mesh.vertices - origin) @ turn.T + place)
        for weight, origin, turn, place in zip(worn.weights.T, person.origins, turns, person.places[frame], strict=True)
    ]
    return np.sum(moved, axis=0)
