"""Walls, and what people fall from: the edge of a wall, an outrigger, or a scaffold where there is no wall."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin

from stuntlab.figures.surfaces import plain, surface
from stuntlab.gags import gags_of
from stuntlab.gags.roles import TakeOff, TakesOff
from stuntlab.gear.footprint import footprint_of
from stuntlab.plan import Plan
from stuntlab.plan.catcher import Catcher
from stuntlab.previs.stage_set.blocks import beam, box
from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece
from stuntlab.shots.line_of_strike import WALL_BEHIND_M, WALL_M

_ROOF_DEEP_M = 2.0
_FALL_WALL_HALF_M = 5.0
_PAST_CATCHER_M = 1.5
_STEEL = plain("steel", (0.55, 0.57, 0.59))
_DECK, _ROOF = "wood", "asphalt"
_DECK_M = (0.7, 0.06)  # width and thickness of an outrigger's board
_TOWER_DEEP_M, _BAY_M = 1.6, 2.0


def take_offs_of(plan: Plan) -> tuple[TakeOff, ...]:
    """Where people of a plan leave an edge."""
    return tuple(gag.take_off for gag in gags_of(plan) if isinstance(gag, TakesOff))


def wall_pieces(plan: Plan, take_offs: Sequence[TakeOff], goes_down: PieceSpot | None) -> list[SetPiece]:
    """The wall of a plan: at x = 0 and as high as the take-off for falls, else behind who is struck."""
    if plan.place.wall is None:
        return []
    if take_offs:
        return [_fall_wall(plan, max(leaves.height_m for leaves in take_offs))]
    return [_wall_behind(plan.place.wall, goes_down or PieceSpot(0.0, 0.0))]


def _fall_wall(plan: Plan, high: float) -> SetPiece:
    catchers = [footprint_of(gear) for gear in plan.gear.values() if isinstance(gear, Catcher)]
    low = min([-_FALL_WALL_HALF_M, *(place.low_y_m - _PAST_CATCHER_M for place in catchers)])
    up = max([_FALL_WALL_HALF_M, *(place.high_y_m + _PAST_CATCHER_M for place in catchers)])
    wall = box((-_ROOF_DEEP_M, low, 0.0), (0.0, up, high - 0.02), surface(plan.place.wall, otherwise="plaster"))
    roof = box((-_ROOF_DEEP_M, low, high - 0.02), (0.0, up, high), surface(_ROOF))
    return SetPiece("wall", (wall, roof), wild=True)


def _wall_behind(words: str, stands: PieceSpot) -> SetPiece:
    thick, wide, high = WALL_M
    wall = box((-thick, -wide / 2, 0.0), (0.0, wide / 2, high), surface(words, otherwise="plaster"))
    x, y = stands.x_m - WALL_BEHIND_M * cos(stands.facing_rad), stands.y_m - WALL_BEHIND_M * sin(stands.facing_rad)
    return SetPiece("wall", (wall,), (PieceSpot(x, y, stands.z_m, stands.facing_rad),), wild=True)


def take_off_pieces(plan: Plan, take_offs: Sequence[TakeOff]) -> list[SetPiece]:
    """What somebody stands on before a fall: the edge of the wall or of a scaffold, or an outrigger on it."""
    pieces = []
    for leaves in take_offs:
        if plan.place.wall is None:
            pieces.append(_scaffold(leaves.height_m))
        if leaves.out_m > 0:
            pieces.append(_outrigger(leaves.out_m, leaves.height_m))
    return pieces


def _outrigger(out_m: float, high_m: float) -> SetPiece:
    """A board on two beams that reach back over the roof, propped from below."""
    wide, thick = _DECK_M
    board = box((-1.0, -wide / 2, high_m - thick), (out_m, wide / 2, high_m), surface(_DECK))
    bars = []
    for y in (-wide / 2, wide / 2):
        level = high_m - thick - 0.05
        bars.append(beam((-1.4, y, high_m + 0.05), (0.0, y, high_m + 0.05), (0.06, 0.10), _STEEL))
        bars.append(beam((0.0, y, level), (out_m, y, level), (0.06, 0.10), _STEEL))
        bars.append(beam((0.0, y, level - 0.6 * out_m), (0.8 * out_m, y, level), (0.05, 0.05), _STEEL))
    return SetPiece("outrigger", (board, *bars))


def _scaffold(high_m: float) -> SetPiece:
    """A tower of tubes whose deck ends at x = 0."""
    near, far, half, tube = -_TOWER_DEEP_M, 0.0, 0.8, (0.05, 0.05)
    deck = box((near, -half, high_m - 0.06), (far, half, high_m), surface(_DECK))
    bars = [beam((x, y, 0.0), (x, y, high_m), tube, _STEEL) for x in (near, far) for y in (-half, half)]
    for bay in range(int(high_m / _BAY_M)):
        z = (bay + 1) * _BAY_M
        bars += [beam((near, y, z), (far, y, z), tube, _STEEL) for y in (-half, half)]
        bars += [beam((x, -half, z), (x, half, z), tube, _STEEL) for x in (near, far)]
        bars += [beam((near, y, z - _BAY_M), (far, y, z), (0.04, 0.04), _STEEL) for y in (-half, half)]
    return SetPiece("scaffold", (deck, *bars))
