"""The set of a plan round one of its strikes: in its own axes, and in those of the strike for a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import atan2

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.previs.stage_set import PieceSpot, SetPiece, StageSet, set_of
from stuntlab.previs.stage_set.blocks import move_thing
from stuntlab.previs.stage_set.chairs import chair_under
from stuntlab.report.still import Painted, View
from stuntlab.shots.line_of_strike import LineOfStrike, line_of


def set_round(plan: Plan, line: LineOfStrike, strike: StrikeGeometry) -> StageSet:
    """The set of a plan; who is struck may go down where they are, with the chair they sit on."""
    spot = PieceSpot(*line.on_set(-strike.front_m, 0.0), 0.0, atan2(line.along[1], line.along[0]))
    stage = set_of(plan, spot)
    if strike.seat is None:
        return stage
    under = chair_under(measures_of(plan.people[strike.to], strike.to), strike.seat)
    return replace(stage, pieces=(*stage.pieces, SetPiece(f"chair of {strike.to}", tuple(under), (spot,))))


def set_to_scene(plan: Plan, strike: StrikeGeometry) -> tuple[Floats, Floats]:
    """From the axes of the set to those of a strike's scene: turn, [3, 3], then shift, [3], m.

    In the scene a strike runs along +x through who is struck, who stands at 0.
    """
    line = line_of(plan, strike)
    (ax, ay), (bx, by) = line.along, line.across
    turn = np.array([[-ax, -ay, 0.0], [-bx, -by, 0.0], [0.0, 0.0, 1.0]])
    return turn, -turn @ np.array([*line.origin_m[:2], 0.0]) - [strike.front_m, 0.0, 0.0]


def select_set_in_view(stage: StageSet, line: LineOfStrike, view: View) -> tuple[Painted, ...]:
    """What of a set stands in a picture, in the axes of the strike; a wall in the camera's way is taken out."""
    placed = [(piece, _along_strike(piece, line)) for piece in stage.pieces]
    return tuple(part for piece, parts in placed if not (piece.wild and blocks_view(parts, view)) for part in parts)


def names_about(stage: StageSet, line: LineOfStrike, plan: Plan) -> dict[str, tuple[Floats, ...]]:
    """People of a plan who stand about, and the points over each of them, [3], m, in the axes of the strike."""
    found: dict[str, tuple[Floats, ...]] = {}
    for piece in stage.pieces:
        if piece.name in plan.people:
            found[piece.name] = tuple(point_over(part.vertices) for part in _along_strike(piece, line))
    return found


def point_over(vertices: Floats) -> Floats:
    """The point over the middle of something, [vertex, 3], at its top, [3], m."""
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    return np.array([*(low[:2] + high[:2]) / 2, high[2]])


def _along_strike(piece: SetPiece, line: LineOfStrike) -> list[Painted]:
    """Parts of a piece in the axes of the strike."""
    (ax, ay), (bx, by) = line.along, line.across
    turn = np.array([[ax, ay, 0.0], [bx, by, 0.0], [0.0, 0.0, 1.0]])
    shift = -turn @ np.array([*line.origin_m[:2], 0.0])
    return [move_thing(part, turn, shift) for part in piece.painted_parts()]


def blocks_view(piece: Sequence[Painted], view: View) -> bool:
    """Whether a part of a wall stands between a camera and what it looks at, or round the camera."""
    eye, target = np.array(view.eye_m), np.array(view.looks_at_m)
    line = eye + np.linspace(0, 1, 65)[:-2, None] * (target - eye)  # what is looked at may be the wall itself
    ends = [(part.vertices.min(axis=0), part.vertices.max(axis=0)) for part in piece]
    return any(((line > low - 0.05) & (line < high + 0.05)).all(axis=1).any() for low, high in ends)
