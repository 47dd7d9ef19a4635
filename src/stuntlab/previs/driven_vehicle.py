"""What stands for a vehicle that is driven, and for barriers and ramps, as painted solids. Shapes are J.

Axes of a vehicle: the middle of its nose on the ground, x ahead, y to the left, z up.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.figures.surfaces import plain
from stuntlab.gags.car_jump.gag import CarJump
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.geometry import about_x
from stuntlab.plan.gear.barrier import Barrier
from stuntlab.plan.gear.car import CAR, TRUCK, TWO_WHEELS, VAN
from stuntlab.previs.solids import turn_profile
from stuntlab.previs.stage_set.blocks import beam, box, move_thing
from stuntlab.report.still import Painted

_BODY, _GLASS = plain("body", (0.45, 0.08, 0.10)), plain("glass", (0.30, 0.40, 0.48))
_TYRE, _DARK = plain("tyre", (0.07, 0.07, 0.08)), plain("dark", (0.16, 0.16, 0.17))
_CONCRETE, _WOOD = plain("concrete", (0.62, 0.61, 0.58)), plain("wood", (0.55, 0.42, 0.27))
_BARRIER_M = (0.5, 0.8)
"""How wide and how high a barrier is."""

_RAMP_M, _SLAB_M = 2.4, 0.08
"""How wide a ramp is, and how thick."""

_CLEAR_M = 0.2
"""From the ground to the underside of a vehicle."""

_HEIGHTS_M = {CAR: (0.90, 1.45), VAN: (1.15, 2.3), TRUCK: (1.3, 3.2)}
"""Where windows begin, and the roof."""

_CABINS = {CAR: (0.28, 0.86), VAN: (0.10, 0.98), TRUCK: (0.02, 0.28)}
"""From and to along the vehicle, by its length, from its nose."""


def vehicle_parts(gag: DrivenGag) -> tuple[Painted, ...]:
    """The vehicle of a gag in its own axes."""
    half = (gag.vehicle.width.value if gag.vehicle.width else gag.usual.width_m) / 2
    long, sort = gag.way.length_m, gag.vehicle.body
    return tuple(_two_wheels(long, half) if sort in TWO_WHEELS else _four_wheels(sort, long, half))


def _four_wheels(sort: str, long: float, half: float) -> Iterator[Painted]:
    sill, roof = _HEIGHTS_M[sort]
    begins, ends = (share * long for share in _CABINS[sort])
    yield box((-long, -half, _CLEAR_M), (0.0, half, sill), _BODY)
    yield box((-ends, -0.88 * half, sill), (-begins, 0.88 * half, roof - 0.06), _GLASS)
    yield box((-ends + 0.05, -0.88 * half, roof - 0.06), (-begins - 0.25, 0.88 * half, roof), _BODY)
    if sort == TRUCK:
        yield box((-0.99 * long, -half, sill), (-0.32 * long, half, roof), _DARK)
    radius = 0.45 if sort == TRUCK else 0.32
    for along in (0.18 * long, 0.80 * long):
        for side in (1.0, -1.0):
            yield _wheel(radius, 0.11, (-along, side * (half - 0.10), radius))


def _two_wheels(long: float, half: float) -> Iterator[Painted]:
    radius = 0.155 * long
    front, rear = (-radius, 0.0, radius), (-long + radius, 0.0, radius)
    for middle in (front, rear):
        yield _wheel(radius, 0.04, middle)
    seat, head = (-0.62 * long, 0.0, 0.42 * long), (-0.27 * long, 0.0, 0.46 * long)
    yield beam(front, head, (0.06, 0.06), _DARK)
    yield beam(rear, seat, (0.06, 0.06), _DARK)
    yield beam(seat, head, (0.20, 0.16), _BODY)
    yield beam((-0.5 * long, 0.0, 0.2 * long), head, (0.14, 0.12), _DARK)
    yield beam((head[0], -half, head[2] + 0.1), (head[0], half, head[2] + 0.1), (0.04, 0.04), _DARK)


def _wheel(radius: float, half: float, middle: tuple[float, float, float]) -> Painted:
    tyre = turn_profile(np.array([[0, -half], [radius, -half], [radius, half], [0, half]]), _TYRE)
    return move_thing(tyre, np.asarray(about_x(radians(90.0)).as_matrix()), np.array(middle))


def barrier_parts(gag: DrivenGag) -> dict[str, Painted]:
    """Every barrier of the plan on its set, by name."""
    high = _BARRIER_M[1] / 2
    found = {}
    for name, gear in gag.plan.gear.items():
        if isinstance(gear, Barrier):
            start, end = ((point[0].value, point[1].value, high) for point in (gear.from_, gear.to))
            found[name] = beam(start, end, _BARRIER_M, _CONCRETE)
    return found


def ramp_parts(gag: DrivenGag) -> dict[str, Painted]:
    """The ramp that a car leaves, and what it is to land on, on the set; nothing where nothing is jumped."""
    if not isinstance(gag, CarJump):
        return {}
    start, lip = gag.way.corners_m[-2:]
    ahead = (lip - start) / np.hypot(*(lip - start))
    angle, high = gag.action.lip_angle.value, gag.action.lip_height.value
    long = high / max(sin(angle), 0.02)
    foot, top = _along(lip, ahead, -long * cos(angle), 0.0), _along(lip, ahead, 0.0, high)
    found = {"ramp": beam(foot, top, (_RAMP_M, _SLAB_M), _WOOD)} if high > 0 else {}
    if gag.action.landing_long:
        from_m = gag.action.lands_beyond.value if gag.action.lands_beyond else 0.0
        to_m = from_m + gag.action.landing_long.value
        near, far = (_along(lip, ahead, at, 0.5 * _SLAB_M) for at in (from_m, to_m))
        found["landing"] = beam(near, far, (_RAMP_M + 1.0, _SLAB_M), _WOOD)
    return found


def _along(lip: Floats, ahead: Floats, far: float, high: float) -> tuple[float, float, float]:
    """So far past the lip of a ramp, and so high."""
    x, y = (lip + far * ahead).tolist()
    return x, y, high
