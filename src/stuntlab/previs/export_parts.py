"""People and sets in the form that scene files take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.export.previs import PaintedMesh, PressedShape, PrevisSolid, SkinnedMesh, SkinnedPerson
from stuntlab.figures.look import Look
from stuntlab.gear.footprint import Footprint
from stuntlab.geometry import quaternions_of
from stuntlab.people.shape import BODIES, Figure
from stuntlab.previs import dent as pressed_in
from stuntlab.previs.dent import finer
from stuntlab.previs.stage_set import SetPiece, StageSet
from stuntlab.report.still import Image, Painted

FRAME_RATE_HZ = 24.0
FLOOR_HALF_M = 15.0
"""Half the side of the floor that is written: scene files know no endless planes."""


@dataclass(frozen=True, slots=True)
class FallenModel:
    """Who comes down on what is soft. skins: on the set, one for each frame, [vertex, 3], m, empty in the air.

    stays: whether what is pressed down stays down, as boxes do.
    """

    skins: Sequence[Floats]
    stays: bool


Frame = Mapping[str, tuple[Floats, Floats]]
"""Where every body that carries skin is: origin [3], m, and rotation [3, 3]."""


def person_of(name: str, look: Look, frames: Sequence[Frame], turn: Floats, shift: Floats) -> SkinnedPerson:
    """Somebody in motion, turned, [3, 3], and shifted, [3], onto the set."""
    places = np.array([[turn @ frame[body][0] + shift for body in BODIES] for frame in frames])
    turns = quaternions_of(np.array([[turn @ frame[body][1] for body in BODIES] for frame in frames]))
    worn = (_skin(f"{name}: {pad.name}", pad.figure, pad.image) for pad in look.worn)
    skins = (_skin(name, look.figure, look.image), *worn)
    return SkinnedPerson(name, skins, BODIES, look.figure.origins, places, turns)


def _skin(name: str, body: Figure, image: Image) -> SkinnedMesh:
    return SkinnedMesh(PaintedMesh(name, body.vertices, body.triangles, body.paint, image), body.weights)


def solids_of(stage: StageSet, middle: tuple[float, float], fallen: FallenModel | None = None) -> Iterator[PrevisSolid]:
    """The floor round a place, and every piece of a set; what is soft gives way to who has fallen."""
    yield PrevisSolid("floor", (_floor(stage),), ((*middle, stage.ground_m, 0.0),))
    for piece in stage.pieces:
        if piece.soft and fallen is not None:
            yield _press_piece(piece, fallen)
            continue
        parts = tuple(mesh_of(f"{piece.name} {number}", part) for number, part in enumerate(piece.parts, start=1))
        spots = tuple((spot.x_m, spot.y_m, spot.z_m, spot.facing_rad) for spot in piece.spots)
        yield PrevisSolid(piece.name, parts, spots)


def _press_piece(piece: SetPiece, fallen: FallenModel) -> PrevisSolid:
    """A soft piece in the axes of the set, its shape where it is pressed most, and how far each frame is towards it."""
    (part,) = (finer(part) for part in piece.painted_parts())
    (low_x, low_y, _), (high_x, high_y, high_z) = part.vertices.min(axis=0).tolist(), part.vertices.max(axis=0).tolist()
    dent = pressed_in.DentedTop(Footprint(low_x, high_x, low_y, high_y, high_z), left=1.0, stays=fallen.stays)
    deepest, depths = part.vertices, np.zeros(len(fallen.skins))
    for frame, skin in enumerate(fallen.skins):
        if len(skin):
            dent.press([skin])
            shape = dent.lower(part).vertices
            depths[frame] = np.max(part.vertices[:, 2] - shape[:, 2])
            deepest = shape if depths[frame] >= depths.max() else deepest
    most = float(depths.max())
    spot = (0.0, 0.0, 0.0, 0.0)
    return PrevisSolid(
        piece.name, (mesh_of(piece.name, part),), (spot,), PressedShape(deepest, depths / most) if most > 0 else None
    )


def mesh_of(name: str, thing: Painted) -> PaintedMesh:
    """A painted thing under a name."""
    return PaintedMesh(name, thing.vertices, thing.triangles, thing.paint, thing.image)


def _floor(stage: StageSet) -> PaintedMesh:
    half = FLOOR_HALF_M
    corners = np.array([[-half, -half, 0.0], [half, -half, 0.0], [half, half, 0.0], [-half, half, 0.0]])
    triangles = np.array([[0, 1, 2], [0, 2, 3]])
    paint = (corners[:, :2] * [1, -1] / stage.ground.shows_m)[triangles]
    return PaintedMesh(f"floor {stage.ground.name}", corners, triangles, paint, stage.ground.image)
