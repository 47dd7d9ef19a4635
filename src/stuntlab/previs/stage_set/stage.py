"""From a plan to its set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stuntlab.datasets.jump import EdgeSet
from stuntlab.figures.surfaces import surface
from stuntlab.gear.floor import floor
from stuntlab.plan import Plan
from stuntlab.previs.stage_set.building import take_off_pieces, take_offs_of, wall_pieces
from stuntlab.previs.stage_set.edge import edge_pieces
from stuntlab.previs.stage_set.face import face_pieces, faces_of
from stuntlab.previs.stage_set.gear import catcher_pieces, mat, mat_pieces
from stuntlab.previs.stage_set.machines import machine_pieces
from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece, StageSet
from stuntlab.previs.stage_set.standing import standing_pieces
from stuntlab.previs.stage_set.things import thing_pieces
from stuntlab.report.still import Setting

_FLOOR_MAT_M = (4.0, 2.0, 0.10)
"""Length along the line of action, width and thickness of a mat that the plan names as the floor (J)."""

_FLOOR_MAT_AHEAD_M = 0.6
_WET_SHINE = 0.16


def set_of(plan: Plan, goes_down: PieceSpot | None = None, edges: Sequence[EdgeSet] = ()) -> StageSet:
    """Everything of the plan's place and gear, in the axes of the set.

    goes_down: where somebody is struck, on what height, and the way they face; mats lie behind them, and so does a wall
    without a place of its own. edges: that a jump leaves, where the set is that of a jump.
    """
    take_offs, faces = take_offs_of(plan), faces_of(plan)
    words = (plan.place.ground or plan.place.floor) if take_offs or faces or edges else plan.place.floor
    lies = floor(words)
    on_mat = lies.landing and goes_down is not None
    ground_m = edges[0].low_m if edges else -_FLOOR_MAT_M[2] if on_mat else 0.0
    pieces = [
        *(face_pieces(plan, faces) if faces else wall_pieces(plan, take_offs, _lower_spot(goes_down, ground_m))),
        *take_off_pieces(plan, take_offs),
        *(edge_pieces(plan, edges) if edges else ()),
        *machine_pieces(plan),
        *thing_pieces(plan, ground_m),
        *(_lowered(piece, ground_m if edges else 0.0) for piece in catcher_pieces(plan)),
        *(_floor_mat(words or "", goes_down) if on_mat and goes_down else ()),
        *mat_pieces(plan, goes_down),
        *standing_pieces(plan, goes_down, ground_m, faces, edges[0].height_at if edges else None),
    ]
    return StageSet(surface(None if on_mat else words), ground_m, tuple(pieces))


def _lowered(piece: SetPiece, ground_m: float) -> SetPiece:
    """A piece that stands on ground of another height."""
    return replace(piece, spots=tuple(replace(spot, z_m=spot.z_m + ground_m) for spot in piece.spots))


def _lower_spot(spot: PieceSpot | None, ground_m: float) -> PieceSpot | None:
    return None if spot is None else PieceSpot(spot.x_m, spot.y_m, ground_m, spot.facing_rad)


def _floor_mat(words: str, spot: PieceSpot) -> list[SetPiece]:
    """A floor that is a mat: its top is what people stand on, and it lies under both of them."""
    thick = _FLOOR_MAT_M[2]
    ahead = _FLOOR_MAT_AHEAD_M
    x, y = spot.x_m + ahead * np.cos(spot.facing_rad), spot.y_m + ahead * np.sin(spot.facing_rad)
    place = PieceSpot(float(x), float(y), spot.z_m - thick, spot.facing_rad)
    return [SetPiece(words, (mat(_FLOOR_MAT_M),), (place,))]


def setting_on(stage: StageSet) -> Setting:
    """The ground of a set for a picture."""
    return Setting(
        ground=stage.ground.image,
        ground_shows_m=stage.ground.shows_m,
        ground_m=stage.ground_m,
        shine=_WET_SHINE if stage.ground.wet else 0.0,
    )
