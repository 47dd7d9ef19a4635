"""Machines that pull and throw, and the wall at the end of the way; places that no plan says are a guess (J)."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets.machine import MachineSet
from stuntlab.figures.surfaces import plain, surface
from stuntlab.gags import gags_of
from stuntlab.gags.roles import DrivenByMachine
from stuntlab.plan import Plan
from stuntlab.previs.stage_set.blocks import beam, box
from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece
from stuntlab.report.still import Painted

_STEEL, _PAINT, _DARK = (
    plain("steel", (0.55, 0.57, 0.59)), plain("paint", (0.78, 0.58, 0.14)), plain("dark", (0.13, 0.13, 0.14)),
)  # fmt: skip
_WALL_M = (0.3, 8.0, 4.0)
_BED_M = (0.45, 0.006)


def machine_pieces(plan: Plan) -> Iterator[SetPiece]:
    """Every machine of a plan once, and every wall that somebody may slide to."""
    sets = dict.fromkeys(gag.machine_set for gag in gags_of(plan) if isinstance(gag, DrivenByMachine))
    for wall in dict.fromkeys(one.wall_m for one in sets if one.wall_m is not None):
        thick, wide, high = _WALL_M
        made_of = surface(plan.place.wall, otherwise="concrete")
        yield SetPiece("wall", (box((wall, -wide / 2, 0.0), (wall + thick, wide / 2, high), made_of),), wild=True)
    for one in sets:
        parts = tuple(_build(one))
        if parts:
            x, y, _ = one.pulls_from_m or (0.0, 0.0, 0.0)
            yield SetPiece(one.machine, parts, (PieceSpot(x, y),))


def _build(one: MachineSet) -> Iterator[Painted]:
    if one.pulls_from_m is not None:
        yield from _ratchet(one.pulls_from_m[2])
    if one.plate:
        half, thick = _BED_M
        yield box((-half, -half, 0.0), (half, half, thick), _DARK)


def _ratchet(up: float) -> Iterator[Painted]:
    """A frame of two legs with the pulley between them, and the cylinder lying at its foot."""
    for side in (-1.0, 1.0):
        yield beam((0.0, side * 0.35, 0.0), (0.0, side * 0.08, up + 0.1), (0.06, 0.06), _STEEL)
    yield beam((0.0, -0.08, up), (0.0, 0.08, up), (0.12, 0.12), _DARK)
    yield beam((0.12, -0.9, 0.12), (0.12, 0.9, 0.12), (0.16, 0.16), _PAINT)
