"""Gear that does not move, as pieces of a set: catchers where the plan has them, mats where somebody may go down.

Sizes and places are the plan's; colours, seams and vents are a look (J).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import assert_never

import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.figures.surfaces import plain
from stuntlab.gear.catchers import behaviour_of
from stuntlab.gear.catchers.looks import BagLook, BoxesLook, NetLook, SlabLook, WaterLook
from stuntlab.gear.footprint import footprint_of
from stuntlab.plan import Plan
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.mat import Mat
from stuntlab.previs.stage_set.blocks import beam, box, cushion
from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece
from stuntlab.report.still import Colour, Painted

_BLUE: Colour = (0.10, 0.25, 0.52)
_RED: Colour = (0.66, 0.13, 0.11)
_YELLOW: Colour = (0.93, 0.74, 0.16)
_WHITE: Colour = (0.90, 0.90, 0.88)
_BLACK: Colour = (0.07, 0.07, 0.08)
_TARP: Colour = (0.22, 0.34, 0.30)
_WATER: Colour = (0.16, 0.34, 0.40)
_GAP: Colour = (0.30, 0.32, 0.33)
_STEEL: Colour = (0.55, 0.57, 0.59)
_NET_M, _CORDS_M, _POST_M = 0.05, 0.30, 0.10
_CARDBOARD: Colour = (0.68, 0.53, 0.36)
_TAPE: Colour = (0.76, 0.63, 0.45)
_CREASE: Colour = (0.40, 0.29, 0.18)
_BOX_M = 0.50  # edge of a usual box rig's box
_TARP_HANGS_M = 0.30
_MAT_M = (2.0, 1.0)  # where a plan gives a mat no size: a gym mat
_MAT_BEHIND_M = 0.45  # from the middle of who stands before it to its near edge: clear of their heels


def catcher_pieces(plan: Plan) -> list[SetPiece]:
    """Everything of the gear that somebody may fall onto."""
    catchers = {name: gear for name, gear in plan.gear.items() if isinstance(gear, Catcher)}
    return [piece for name, gear in catchers.items() for piece in _build_catcher(name, gear)]


def mat_pieces(plan: Plan, goes_down: PieceSpot | None) -> list[SetPiece]:
    """Mats, one behind the other at the back of who may go down, and where nobody does, beside the origin."""
    spot, away_m, pieces = goes_down or PieceSpot(0.0, 0.0), _MAT_BEHIND_M, []
    for name, gear in plan.gear.items():
        if isinstance(gear, Mat):
            long, wide = gear.size or _MAT_M
            middle = away_m + long / 2
            x, y = spot.x_m - middle * np.cos(spot.facing_rad), spot.y_m - middle * np.sin(spot.facing_rad)
            place = PieceSpot(float(x), float(y), spot.z_m, spot.facing_rad)
            pieces.append(SetPiece(name, (mat((long, wide, gear.thickness.value)),), (place,)))
            away_m += long
    return pieces


def _build_catcher(name: str, gear: Catcher) -> list[SetPiece]:
    place = footprint_of(gear)
    x, y = (place.low_x_m + place.high_x_m) / 2, (place.low_y_m + place.high_y_m) / 2
    match behaviour_of(gear).look:
        case WaterLook():
            return [SetPiece(name, (_water(*gear.size[:2]),), (PieceSpot(x, y),))]
        case NetLook():
            long, wide, high = gear.size
            net = cushion((long, wide, _NET_M), _NET_M / 2, _net_colours)
            return [
                SetPiece(name, (net,), (PieceSpot(x, y, high - _NET_M),), soft=True),
                SetPiece(f"supports of {name}", tuple(_supports(long, wide, high)), (PieceSpot(x, y),)),
            ]
        case BagLook():
            block = cushion(gear.size, 0.35, _bag_colours)
        case BoxesLook() as boxes:
            block = cushion(gear.size, 0.03, partial(_box_colours, boxes))
        case SlabLook():
            block = cushion(gear.size, 0.06, _pad_colours)
        case unknown:
            assert_never(unknown)
    return [SetPiece(name, (block,), (PieceSpot(x, y),), soft=True)]


def _water(long: float, wide: float) -> Painted:
    return box((-long / 2, -wide / 2, -0.02), (long / 2, wide / 2, 0.01), plain("water", _WATER))


def _net_colours(_side: str, across: Floats, up: Floats, _wide: float, _tall: float) -> Floats:
    """Cords with gaps between them, dark as what lies below."""
    colours = _fill_with_boxes(across, _GAP)
    knots = (np.minimum(across % _CORDS_M, up % _CORDS_M) < 0.03) | (across < 0.06) | (up < 0.06)
    _put_box(colours, knots, _WHITE)
    return colours


def _supports(long: float, wide: float, high: float) -> Iterator[Painted]:
    """A post at each corner, and rails between them that the net hangs on."""
    steel = plain("steel", _STEEL)
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    at = [(x * (long / 2 + _POST_M), y * (wide / 2 + _POST_M)) for x, y in corners]
    for (x, y), (other_x, other_y) in zip(at, at[1:] + at[:1], strict=True):
        yield beam((x, y, 0.0), (x, y, high), (_POST_M, _POST_M), steel)
        yield beam((x, y, high), (other_x, other_y, high), (_POST_M, _POST_M), steel)


def _bag_colours(side: str, across: Floats, up: Floats, wide: float, tall: float) -> Floats:
    """Blue, yellow along its upper edge, a cross on top where to land, vents along its sides."""
    colours = _fill_with_boxes(across, _BLUE)
    if side == "bottom":
        return colours
    if side == "top":
        edge = np.minimum(np.minimum(across, wide - across), np.minimum(up, tall - up))
        _put_box(colours, edge < 0.5, _YELLOW)
        _put_box(colours, edge < 0.12, _RED)
        aside, above = np.abs(across - wide / 2), np.abs(up - tall / 2)
        cross = (np.minimum(aside, above) < 0.10) & (np.maximum(aside, above) < 0.9)
        _put_box(colours, cross, _WHITE)
        return colours
    _put_box(colours, up > tall - 0.30, _RED)
    _put_box(colours, np.abs(up - tall / 2) < 0.05, _YELLOW)
    vent = (np.abs(_from_nearest(across, wide, every_m=1.4)) < 0.28) & (np.abs(up - 0.74 * tall) < 0.10 * tall)
    flap = (np.abs(_from_nearest(across, wide, every_m=1.4)) < 0.34) & (np.abs(up - 0.74 * tall) < 0.10 * tall + 0.06)
    _put_box(colours, flap, _WHITE)
    _put_box(colours, vent, _BLACK)
    return colours


def _from_nearest(across: Floats, wide: float, *, every_m: float) -> Floats:
    """Distance to the nearest of marks that lie evenly along a side, m."""
    count = max(1, round(wide / every_m))
    pitch = wide / count
    return np.asarray((across % pitch) - pitch / 2)


def _pad_colours(side: str, across: Floats, up: Floats, wide: float, tall: float) -> Floats:
    colours = _fill_with_boxes(across, _BLUE)
    edge = np.minimum(np.minimum(across, wide - across), np.minimum(up, tall - up))
    _put_box(colours, edge < 0.03, _BLACK)
    if side not in ("top", "bottom"):
        _put_box(colours, np.abs(up - tall / 2) < 0.06 * tall, _WHITE)
    return colours


def mat(size_m: tuple[float, float, float]) -> Painted:
    """A gym mat: blue, its ends marked red so that its edge is seen."""
    return cushion(size_m, 0.02, _mat_colours)


def _mat_colours(side: str, across: Floats, _up: Floats, wide: float, _tall: float) -> Floats:
    colours = _fill_with_boxes(across, _BLUE)
    if side == "top":
        _put_box(colours, np.minimum(across, wide - across) < 0.12, _RED)
    return colours


def _box_colours(boxes: BoxesLook, side: str, across: Floats, up: Floats, wide: float, tall: float) -> Floats:
    """Cardboard boxes in layers, and over them a tarpaulin that hangs down a little, or pads."""
    box_m, layers, pads_m = _boxes_of(boxes, tall)
    colours = _fill_with_boxes(across, _CARDBOARD)
    if side in ("top", "bottom"):
        return _fill_with_boxes(across, _BLUE if pads_m else _TARP)
    layer_m, column_m = (tall - pads_m) / layers, wide / max(1, round(wide / box_m))
    from_side, from_below = across % column_m, up % layer_m
    _put_box(colours, np.abs(from_side - column_m / 2) < 0.035, _TAPE)
    edge = np.minimum(np.minimum(from_side, column_m - from_side), np.minimum(from_below, layer_m - from_below))
    _put_box(colours, edge < 0.012, _CREASE)
    _put_box(colours, up > tall - (pads_m or min(_TARP_HANGS_M, tall / 2)), _BLUE if pads_m else _TARP)
    return colours


def _boxes_of(boxes: BoxesLook, tall: float) -> tuple[float, int, float]:
    """Width of a box, layers, and thickness of the pads on top, m."""
    box_m = boxes.box_m or _BOX_M
    return box_m, boxes.layers or max(1, round((tall - boxes.pads_m) / box_m)), boxes.pads_m


def _fill_with_boxes(like: Floats, colour: Colour) -> Floats:
    return np.tile(np.array(colour), (*like.shape, 1))


def _put_box(colours: Floats, where: Flags, colour: Colour) -> None:
    colours[where] = colour
