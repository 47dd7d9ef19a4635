"""Catchers as landing fields: a body presses at many points into the top of a gas, of boxes and foam, or of a net.

Every point of the body stands for a patch of its area. Where it is below the bag's top and inside its outline it draws
the top down, all points one cone, which the gas answers with its pressure: by virtual work no energy appears or
vanishes but through vents, fans and the outer metre, which gives way and pushes outwards. Boxes, foam and nets
answer with a stress instead, and remember how deep each patch has been.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import pi, sqrt

import numpy as np
from mujoco.batch import Batch

from stuntlab.constants import AIR_KG_PER_M3
from stuntlab.datasets import Floats
from stuntlab.gear.air_bag import NUMBERS, GasBag
from stuntlab.gear.crush import DRAPE_M, Crush
from stuntlab.gear.foam import Foam
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.gas import gauge_pressure_pa, outflow_kg_s
from stuntlab.gear.landing_memory import (
    AIR_KG,
    AT_RIM,
    AT_WALL,
    CONE,
    COUNT,
    CRUSHED,
    CRUSHES,
    FAN,
    FLOW,
    FOAM,
    GAP,
    GAS,
    GIVES_WAY,
    HEADER,
    HEIGHT,
    HIGH_X,
    HIGH_Y,
    HUNG,
    KIND,
    LAST_TIME,
    LEAK,
    LOW_X,
    LOW_Y,
    LOWER,
    PAD_M,
    PAD_PA,
    POINT,
    RETURNS,
    SMOOTH,
    SPLIT,
    STIFF,
    STRESS,
    TILT,
    TIP,
    TOP,
    VOLUME,
)
from stuntlab.gear.landing_step import press
from stuntlab.gear.net import StretchedNet
from stuntlab.scene.engine_memory import (
    engine_callback,
    floats_at,
    integer_at,
    memory_of_take,
    offset_of,
    offset_of_memory_size,
    offset_of_time,
)
from stuntlab.scene.field import Field, Slab
from stuntlab.scene.scene import Knob


@dataclass(frozen=True, slots=True)
class Patch:
    """A point of a body: in which body of the model, where in it, its radius, and the area it stands for.

    reach_m: radius of a disc as large as what is pressed together with it, the whole trunk for a point of the chest;
    by default that of its own area. drape_m: depth at which all of its area bears.
    """

    body: int
    at_m: tuple[float, float, float]
    radius_m: float
    area_m2: float
    reach_m: float | None = None
    drape_m: float = DRAPE_M


def air_bag_field(bag: GasBag, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of a bag standing somewhere, for one body."""
    edge, dent = NUMBERS.read().edge, NUMBERS.read().dent
    header = _header(GAS, where, patches)
    header[GIVES_WAY : TILT + 1] = edge.gives_way_m, edge.bears_at_rim, edge.tilt
    header[CONE], header[SPLIT] = bag.cone, bag.split_m
    header[SMOOTH], header[TIP] = dent.smooth_m / bag.cone, dent.tip_m2
    share = bag.split_m / bag.size_m[2] if bag.split_m else 1.0
    header[AIR_KG : FAN + 1] = _gas(bag, share, bag.vent_m2)
    header[AIR_KG + LOWER : FAN + LOWER + 1] = _gas(bag, 1.0 - share, 0.0)
    return _field(header, patches)


def _gas(bag: GasBag, share: float, vent_m2: float) -> tuple[float, ...]:
    """The gas of a chamber that is a share of the bag's height; vents are in the upper one alone."""
    return (
        share * bag.air_kg, bag.static_pa, share * bag.volume_m3, bag.static_pa, bag.opens_pa, vent_m2,
        share * bag.leak_m2, share * bag.fan_kg_s,
    )  # fmt: skip


def crush_field(crush: Crush, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of boxes standing somewhere, for one body: no gas, and an edge that only gives way."""
    header = _header(CRUSHED, where, patches)
    header[GIVES_WAY : AT_RIM + 1] = crush.gives_way_m, crush.bears_at_rim
    header[STRESS : GAP + 1] = (
        crush.stress_pa, crush.crushes_m, crush.springs_back, crush.layers, crush.peak, crush.pad_pa, crush.pad_m,
        crush.air_pa, crush.box_m, crush.gap_m,
    )  # fmt: skip
    return _field(header, patches)


def foam_field(foam: Foam, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of foam lying somewhere, for one body; what is above `where.top_m` of it is not there."""
    header = _header(FOAM, where, patches)
    header[GIVES_WAY : AT_RIM + 1] = foam.gives_way_m, foam.bears_at_rim
    header[STRESS] = foam.unit_pa
    header[HEIGHT : FLOW + 1] = (
        foam.height_m, foam.densifies, foam.locks, foam.locked_pa, foam.settles, foam.rate, foam.slow_per_s,
        foam.air_pa_s_m2, foam.cover_pa, foam.spread, foam.returns, 0.0,
    )  # fmt: skip
    return _field(header, patches)


def net_field(net: StretchedNet, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of a net hung somewhere, for one body; the ground lies below it."""
    header = _header(HUNG, where, patches)
    header[STIFF : RETURNS + 1] = net.stiff_pa, net.half_m, net.slack, net.returns
    return _field(header, patches)


def _header(kind: int, where: Footprint, patches: Sequence[Patch]) -> Floats:
    header = np.zeros(HEADER)
    header[LAST_TIME], header[KIND], header[COUNT], header[AT_RIM] = -1.0, kind, len(patches), 1.0
    header[AT_WALL] = where.against_wall
    header[LOW_X : TOP + 1] = where.low_x_m, where.high_x_m, where.low_y_m, where.high_y_m, where.top_m
    return header


def _field(header: Floats, patches: Sequence[Patch]) -> Field:
    points = [
        [patch.body, *patch.at_m, patch.radius_m, patch.area_m2, 0.0, _reach_m(patch), patch.drape_m]
        for patch in patches
    ]
    slab = Slab(
        low_m=(float(header[LOW_X]), float(header[LOW_Y]), 0.0),
        high_m=(float(header[HIGH_X]), float(header[HIGH_Y]), float(header[TOP])),
        soft=True,
        stays=bool(header[KIND] in (CRUSHED, FOAM)),
        height_at=TOP,
    )
    return Field(_callback().ctypes, np.concatenate([header, np.ravel(points)]).astype(float), (slab,))


def _reach_m(patch: Patch) -> float:
    return sqrt(patch.area_m2 / pi) if patch.reach_m is None else patch.reach_m


def strength_knob(field: Field) -> Knob:
    """A knob that says what is left of the height: 1 is all; a bag with less has sagged, its air at rest."""

    def put(batch: Batch, values: Floats) -> None:
        full = field.memory
        for index in (VOLUME, VOLUME + LOWER, TOP, SPLIT, CRUSHES, PAD_M, HEIGHT):
            batch.userdata[:, index] = values * full[index]
        for chamber in (0, LOWER):
            slack_kg = AIR_KG_PER_M3 * values * full[chamber + VOLUME]
            batch.userdata[:, chamber + AIR_KG] = np.where(values < 1, slack_kg, full[chamber + AIR_KG])

    return put


def bears_knob(field: Field) -> Knob:
    """A knob that says what boxes, foam or a net still bear: 1 is all, less is damp or worn."""

    def put(batch: Batch, values: Floats) -> None:
        for index in (STRESS, PAD_PA, STIFF):
            batch.userdata[:, index] = values * field.memory[index]

    return put


def fans_off_knob(field: Field) -> Knob:
    """A knob that says how long before the landing the fans of a bag stopped, s; 0 is not at all.

    They stay off. It comes after `strength_knob`, whose bag goes on sagging.
    """

    def put(batch: Batch, values: Floats) -> None:
        full = field.memory
        if full[KIND] != GAS:
            return
        stopped, of_take = np.unique(values, return_inverse=True)
        left = np.array([share_without_fans(full, seconds) for seconds in stopped])[of_take]
        off = values > 0
        for index in (VOLUME, VOLUME + LOWER, TOP, SPLIT):
            batch.userdata[:, index] *= np.where(off, left[:, 0], 1.0)
        for chamber in (0, LOWER):
            batch.userdata[:, chamber + AIR_KG] *= np.where(off, left[:, 1], 1.0)
            batch.userdata[:, chamber + FAN] = np.where(off, 0.0, full[chamber + FAN])

    return put


def memory_size(patch_count: int) -> int:
    """Numbers of `userdata` a bag's field needs."""
    return HEADER + POINT * patch_count


def share_without_fans(full: Floats, seconds: float) -> tuple[float, float]:
    """Of a bag whose fans stopped some time ago: shares left of its height and of its air.

    Air leaks out at the pressure there is; once that has gone the bag sags under the weight of its own top.
    """
    step, air, volume = 0.01, full[AIR_KG], full[VOLUME]
    cloth = NUMBERS.read().cloth.pa
    for _ in range(round(seconds / step)):
        gauge = max(gauge_pressure_pa(air, volume), cloth)
        air -= step * outflow_kg_s(gauge, full[LEAK], air / volume)
        volume = min(volume, air / AIR_KG_PER_M3)
    return volume / full[VOLUME], air / full[AIR_KG]


@cache
def _callback():  # type: ignore[no-untyped-def]
    """`press` as the engine calls it."""
    names = ("userdata", "xpos", "xmat", "xipos", "xfrc_applied")
    memory_at, place_at, turn_at, centre_at, force_at = (offset_of(name) for name in names)
    time_at = offset_of_time()
    size_at, header, point, count_at = offset_of_memory_size(), HEADER, POINT, COUNT

    @engine_callback
    def call(model: int, data: int) -> None:
        memory = memory_of_take(model, data, size_at, memory_at, header, point, count_at)
        if not len(memory):
            return
        bodies = 0
        for index in range(int(memory[count_at])):
            bodies = max(bodies, int(memory[header + point * index]) + 1)
        press(
            memory,
            floats_at(data + time_at, 1)[0],
            floats_at(integer_at(data + place_at), 3 * bodies),
            floats_at(integer_at(data + turn_at), 9 * bodies),
            floats_at(integer_at(data + centre_at), 3 * bodies),
            floats_at(integer_at(data + force_at), 6 * bodies),
        )

    return call
