"""A piece of a set: a named solid, and everywhere it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from stuntlab.figures.surfaces import PaintedSurface, surface
from stuntlab.previs.stage_set.blocks import about_z, move_thing
from stuntlab.report.still import Painted


@dataclass(frozen=True, slots=True)
class PieceSpot:
    """A place on the set, m, and the way something there faces: 0 along +x, turned to the left from there."""

    x_m: float
    y_m: float
    z_m: float = 0.0
    facing_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class SetPiece:
    """parts: painted meshes in the piece's own axes (m, z up, it faces +x). spots: it stands on every one of them.

    wild: taken away, as film sets do, where a camera stands on its other side. soft: it gives way under a body.
    """

    name: str
    parts: tuple[Painted, ...]
    spots: tuple[PieceSpot, ...] = (PieceSpot(0.0, 0.0),)
    wild: bool = False
    soft: bool = False

    def painted_parts(self) -> Iterator[Painted]:
        """Every part in every place, in the axes of the set."""
        for spot in self.spots:
            for part in self.parts:
                yield move_thing(part, about_z(spot.facing_rad), np.array([spot.x_m, spot.y_m, spot.z_m]))


@dataclass(frozen=True, slots=True)
class StageSet:
    """What a plan's place and gear look like. ground: what everything stands on, `ground_m` high."""

    ground: PaintedSurface = field(default_factory=lambda: surface(None))
    ground_m: float = 0.0
    pieces: tuple[SetPiece, ...] = ()

    def painted_parts(self) -> tuple[Painted, ...]:
        """All pieces in the axes of the set (m, x and y on the floor, z up); not the ground."""
        return tuple(part for piece in self.pieces for part in piece.painted_parts())
