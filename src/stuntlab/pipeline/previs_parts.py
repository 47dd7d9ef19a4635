"""People and sets in the form that scene files take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.export.previs import Dent, PaintedMesh, Skin, SkinnedPerson, Solid, quaternion
from stuntlab.people.shape import BODIES, Figure
from stuntlab.pipeline.pictures import Look
from stuntlab.pipeline.stage_set import SetPiece, StageSet, pressed
from stuntlab.report.still import Image, Painted

FRAME_RATE_HZ = 24.0
FLOOR_HALF_M = 15.0
"""Half the side of the floor that is written: scene files know no endless planes."""

Frame = Mapping[str, tuple[Floats, Floats]]
"""Where every body that carries skin is: origin [3], m, and rotation [3, 3]."""


def person_of(name: str, look: Look, frames: Sequence[Frame], turn: Floats, shift: Floats) -> SkinnedPerson:
    """Somebody in motion, turned, [3, 3], and shifted, [3], onto the set."""
    places = np.array([[turn @ frame[body][0] + shift for body in BODIES] for frame in frames])
    turns = np.array([[np.roll(quaternion(turn @ frame[body][1]), 1) for body in BODIES] for frame in frames])
    worn = (_skin(f"{name}: {pad.name}", pad.figure, pad.image) for pad in look.worn)
    skins = (_skin(name, look.figure, look.image), *worn)
    return SkinnedPerson(name, skins, BODIES, look.figure.origins, places, turns)


def _skin(name: str, body: Figure, image: Image) -> Skin:
    return Skin(PaintedMesh(name, body.vertices, body.triangles, body.paint, image), body.weights)


def solids_of(stage: StageSet, middle: tuple[float, float], bodies: Sequence[Floats] = ()) -> Iterator[Solid]:
    """The floor round a place, and every piece of a set.

    bodies: the skins of who falls, on the set, one for each frame, [vertex, 3]; what is soft gives way.
    """
    yield Solid("floor", (_floor(stage),), ((*middle, stage.ground_m, 0.0),))
    for piece in stage.pieces:
        parts = tuple(_mesh(f"{piece.name} {number}", part) for number, part in enumerate(piece.parts, start=1))
        spots = tuple((spot.x_m, spot.y_m, spot.z_m, spot.facing_rad) for spot in piece.spots)
        yield Solid(piece.name, parts, spots, _dent(piece, bodies) if piece.soft and bodies else None)


def _dent(piece: SetPiece, bodies: Sequence[Floats]) -> Dent | None:
    """The shape of a soft piece where it is pressed most, and how far towards it each frame is."""
    rests = piece.parts[0].vertices
    shapes = [pressed(piece, body).parts[0].vertices for body in bodies]
    depths = np.array([np.max(rests[:, 2] - shape[:, 2]) for shape in shapes])
    deepest = int(depths.argmax())
    return Dent(shapes[deepest], depths / depths[deepest]) if depths[deepest] > 0 else None


def _mesh(name: str, thing: Painted) -> PaintedMesh:
    return PaintedMesh(name, thing.vertices, thing.triangles, thing.paint, thing.image)


def _floor(stage: StageSet) -> PaintedMesh:
    half = FLOOR_HALF_M
    corners = np.array([[-half, -half, 0.0], [half, -half, 0.0], [half, half, 0.0], [-half, half, 0.0]])
    triangles = np.array([[0, 1, 2], [0, 2, 3]])
    paint = (corners[:, :2] * [1, -1] / stage.ground.shows_m)[triangles]
    return PaintedMesh(f"floor {stage.ground.name}", corners, triangles, paint, stage.ground.image)
