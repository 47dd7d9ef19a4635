"""A plain chair, which faces +x: to stand about, or with somebody on it."""

from __future__ import annotations

import numpy as np

from stuntlab.figures.surfaces import plain
from stuntlab.gags.chair_tip.numbers import CHAIR_TIP_NUMBERS
from stuntlab.people import Measures
from stuntlab.people.seat import Seat, rung_m
from stuntlab.previs.stage_set.blocks import box, move_thing
from stuntlab.report.still import Painted

Size = tuple[float, float, float]
_WOOD = plain("wood", CHAIR_TIP_NUMBERS.read().chair.rgb)
_BOARD_M, _POST_M, _RUNG_M = 0.045, 0.042, 0.03


def chair(size_m: Size, seat_m: float, *, rung_m: float = 0.0) -> list[Painted]:
    """A seat on four legs with a back, about x = y = 0. size_m: depth, width and height; rung_m: top of a foot rest."""
    deep, wide, high = size_m
    back, front, side = -deep / 2, deep / 2, wide / 2
    legs = [
        box((x, y, 0.0), (x + _POST_M, y + _POST_M, seat_m - _BOARD_M), _WOOD)
        for x in (back, front - _POST_M)
        for y in (-side, side - _POST_M)
    ]
    posts = [box((back, y, seat_m), (back + _POST_M, y + _POST_M, high), _WOOD) for y in (-side, side - _POST_M)]
    middle = seat_m + 0.15 * (high - seat_m)
    parts = [
        box((back, -side, seat_m - _BOARD_M), (front, side, seat_m), _WOOD),
        box((back, -side, middle), (back + _POST_M, side, high), _WOOD),
        *posts,
        *legs,
    ]
    if rung_m > 0:
        parts.append(box((front - _POST_M, -side, rung_m - _RUNG_M), (front, side, rung_m), _WOOD))
    return parts


def chair_under(body: Measures, seat: Seat) -> list[Painted]:
    """The chair of somebody whose hips are over the origin: its back at theirs, a rung where their feet need one."""
    row = CHAIR_TIP_NUMBERS.read().chair
    deep = row.depth_m
    parts = chair((deep, row.width_m, seat.height_m + row.back_m), seat.height_m, rung_m=rung_m(body, seat))
    ahead = deep / 2 - body.chest_depth_m / 2 - _POST_M
    return [move_thing(part, np.eye(3), np.array([ahead, 0.0, 0.0])) for part in parts]
