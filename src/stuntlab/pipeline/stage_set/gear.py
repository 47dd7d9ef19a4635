"""Gear that does not move, as pieces of a set: catchers where the plan has them, mats where somebody may go down.

Sizes and places are the plan's; colours, seams and vents are a look (J).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.gear.footprint import footprint_of
from stuntlab.pipeline.stage_set.blocks import cushion
from stuntlab.pipeline.stage_set.piece import SetPiece, Spot
from stuntlab.plan import Plan
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.mat import Mat
from stuntlab.report.still import Colour, Painted

_BLUE: Colour = (0.10, 0.25, 0.52)
_RED: Colour = (0.66, 0.13, 0.11)
_YELLOW: Colour = (0.93, 0.74, 0.16)
_WHITE: Colour = (0.90, 0.90, 0.88)
_BLACK: Colour = (0.07, 0.07, 0.08)
_TARP: Colour = (0.22, 0.34, 0.30)
_CARDBOARD: Colour = (0.68, 0.53, 0.36)
_TAPE: Colour = (0.76, 0.63, 0.45)
_CREASE: Colour = (0.40, 0.29, 0.18)
_BOX_M = (0.50, 0.45)  # a usual box rig's box, width and height
_TARP_HANGS_M = 0.30
_MAT_M = (2.0, 1.0)  # where a plan gives a mat no size: a gym mat
_MAT_BEHIND_M = 0.45  # from the middle of who stands before it to its near edge: clear of their heels


def catcher_pieces(plan: Plan) -> list[SetPiece]:
    """Everything of the gear that somebody may fall onto."""
    return [_caught_by(name, gear) for name, gear in plan.gear.items() if isinstance(gear, Catcher)]


def mat_pieces(plan: Plan, goes_down: Spot | None) -> list[SetPiece]:
    """Mats, one behind the other at the back of who may go down, and where nobody does, beside the origin."""
    spot, away_m, pieces = goes_down or Spot(0.0, 0.0), _MAT_BEHIND_M, []
    for name, gear in plan.gear.items():
        if isinstance(gear, Mat):
            long, wide = gear.size or _MAT_M
            middle = away_m + long / 2
            x, y = spot.x_m - middle * np.cos(spot.facing_rad), spot.y_m - middle * np.sin(spot.facing_rad)
            place = Spot(float(x), float(y), spot.z_m, spot.facing_rad)
            pieces.append(SetPiece(name, (mat((long, wide, gear.thickness.value)),), (place,)))
            away_m += long
    return pieces


def _caught_by(name: str, gear: Catcher) -> SetPiece:
    place = footprint_of(gear)
    middle = Spot((place.low_x_m + place.high_x_m) / 2, (place.low_y_m + place.high_y_m) / 2)
    return SetPiece(name, (_LOOKS[gear.kind](gear),), (middle,), soft=True)


def _air_bag(gear: Catcher) -> Painted:
    return cushion(gear.size, 0.35, _bag_colours)


def _bag_colours(side: str, across: Floats, up: Floats, wide: float, tall: float) -> Floats:
    """Blue, yellow along its upper edge, a cross on top where to land, vents along its sides."""
    colours = _filled(across, _BLUE)
    if side == "bottom":
        return colours
    if side == "top":
        edge = np.minimum(np.minimum(across, wide - across), np.minimum(up, tall - up))
        _put(colours, edge < 0.5, _YELLOW)
        _put(colours, edge < 0.12, _RED)
        aside, above = np.abs(across - wide / 2), np.abs(up - tall / 2)
        cross = (np.minimum(aside, above) < 0.10) & (np.maximum(aside, above) < 0.9)
        _put(colours, cross, _WHITE)
        return colours
    _put(colours, up > tall - 0.30, _RED)
    _put(colours, np.abs(up - tall / 2) < 0.05, _YELLOW)
    vent = (np.abs(_from_nearest(across, wide, every_m=1.4)) < 0.28) & (np.abs(up - 0.74 * tall) < 0.10 * tall)
    flap = (np.abs(_from_nearest(across, wide, every_m=1.4)) < 0.34) & (np.abs(up - 0.74 * tall) < 0.10 * tall + 0.06)
    _put(colours, flap, _WHITE)
    _put(colours, vent, _BLACK)
    return colours


def _from_nearest(across: Floats, wide: float, *, every_m: float) -> Floats:
    """Distance to the nearest of marks that lie evenly along a side, m."""
    count = max(1, round(wide / every_m))
    pitch = wide / count
    return np.asarray((across % pitch) - pitch / 2)


def _crash_pad(gear: Catcher) -> Painted:
    return cushion(gear.size, 0.06, _pad_colours)


def _pad_colours(side: str, across: Floats, up: Floats, wide: float, tall: float) -> Floats:
    colours = _filled(across, _BLUE)
    edge = np.minimum(np.minimum(across, wide - across), np.minimum(up, tall - up))
    _put(colours, edge < 0.03, _BLACK)
    if side not in ("top", "bottom"):
        _put(colours, np.abs(up - tall / 2) < 0.06 * tall, _WHITE)
    return colours


def mat(size_m: tuple[float, float, float]) -> Painted:
    """A gym mat: blue, its ends marked red so that its edge is seen."""
    return cushion(size_m, 0.02, _mat_colours)


def _mat_colours(side: str, across: Floats, _up: Floats, wide: float, _tall: float) -> Floats:
    colours = _filled(across, _BLUE)
    if side == "top":
        _put(colours, np.minimum(across, wide - across) < 0.12, _RED)
    return colours


def _box_rig(gear: Catcher) -> Painted:
    return cushion(gear.size, 0.03, _box_colours)


def _box_colours(side: str, across: Floats, up: Floats, wide: float, tall: float) -> Floats:
    """Cardboard boxes in layers, and a tarpaulin over the top that hangs down a little."""
    colours = _filled(across, _CARDBOARD)
    if side in ("top", "bottom"):
        _put(colours, up < np.inf, _TARP)
        return colours
    layer_m = tall / max(1, round(tall / _BOX_M[1]))
    column_m = wide / max(1, round(wide / _BOX_M[0]))
    from_side, from_below = across % column_m, up % layer_m
    _put(colours, np.abs(from_side - column_m / 2) < 0.035, _TAPE)
    edge = np.minimum(np.minimum(from_side, column_m - from_side), np.minimum(from_below, layer_m - from_below))
    _put(colours, edge < 0.012, _CREASE)
    _put(colours, up > tall - min(_TARP_HANGS_M, tall / 2), _TARP)
    return colours


_LOOKS: Mapping[str, Callable[[Catcher], Painted]] = {
    "air bag": _air_bag,
    "box rig": _box_rig,
    "crash pad": _crash_pad,
}


def _filled(like: Floats, colour: Colour) -> Floats:
    return np.tile(np.array(colour), (*like.shape, 1))


def _put(colours: Floats, where: Flags, colour: Colour) -> None:
    colours[where] = colour
