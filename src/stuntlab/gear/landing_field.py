"""Catchers as landing fields: a body presses at many points into the top of a gas, of boxes and foam, or of a net.

Every point of the body stands for a patch of its area. Where it is below the bag's top and inside its outline it takes
up room, a dent that widens with depth, which the gas answers with its pressure on the area of the dent: by virtual work
no energy appears or vanishes but through vents, fans and the outer metre, which gives way and pushes outwards. Boxes,
foam and nets answer with a stress instead, and remember how deep each patch has been.

Memory of a take: `HEADER` numbers, then `POINT` numbers for each point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numba
import numpy as np
from mujoco.batch import Batch
from numba import types

from stuntlab.datasets import Floats
from stuntlab.gear.air_bag import AirBag, dent, fan_share, numbers, vent_share
from stuntlab.gear.crush import Crush, crush_pressure_pa, over_boxes
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.gas import AIR_KG_PER_M3, gauge_pressure_pa, outflow_kg_s
from stuntlab.gear.net import Net, net_pressure_pa, stiffer_near_supports
from stuntlab.scene.field import Field, Slab, floats_at, integer_at, offset_of, offset_of_time
from stuntlab.scene.scene import Knob

LAST_TIME, STEP, KIND, COUNT, LOW_X, HIGH_X, LOW_Y, HIGH_Y, TOP, GIVES_WAY, AT_RIM, TILT = range(12)
AIR_KG, GAUGE_PA, VOLUME, STATIC, OPENS, VENT, LEAK, WIDENS, FAN = range(12, 21)
STRESS, CRUSHES, SPRINGS_BACK, LAYERS, PEAK, PAD_PA, PAD_M, AIR_PA, BOX, GAP = range(21, 31)
STIFF, HALF, SLACK, RETURNS = range(31, 35)
HEADER, POINT = 35, 7
DEEPEST = 6
GAS, CRUSHED, HUNG = range(3)


@dataclass(frozen=True, slots=True)
class Patch:
    """A point of a body: in which body of the model, where in it, its radius, and the area it stands for."""

    body: int
    at_m: tuple[float, float, float]
    radius_m: float
    area_m2: float


def air_bag_field(bag: AirBag, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of a bag standing somewhere, for one body."""
    edge = numbers()["edge"]
    header = _header(GAS, where, patches)
    header[GIVES_WAY : TILT + 1] = edge["gives_way_m"], edge["bears_at_rim"], edge["tilt"]
    header[AIR_KG : FAN + 1] = (
        bag.air_kg, bag.static_pa, bag.volume_m3, bag.static_pa, bag.opens_pa, bag.vent_m2, bag.leak_m2,
        bag.widens_per_m, bag.fan_kg_s,
    )  # fmt: skip
    return _field(header, patches)


def crush_field(crush: Crush, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of boxes or foam standing somewhere, for one body: no gas, and an edge that only gives way."""
    header = _header(CRUSHED, where, patches)
    header[GIVES_WAY : AT_RIM + 1] = crush.gives_way_m, crush.bears_at_rim
    header[STRESS : GAP + 1] = (
        crush.stress_pa, crush.crushes_m, crush.springs_back, crush.layers, crush.peak, crush.pad_pa, crush.pad_m,
        crush.air_pa, crush.box_m, crush.gap_m,
    )  # fmt: skip
    return _field(header, patches)


def net_field(net: Net, where: Footprint, patches: Sequence[Patch]) -> Field:
    """The field of a net hung somewhere, for one body; the ground lies below it."""
    header = _header(HUNG, where, patches)
    header[STIFF : RETURNS + 1] = net.stiff_pa, net.half_m, net.slack, net.returns
    return _field(header, patches)


def _header(kind: int, where: Footprint, patches: Sequence[Patch]) -> Floats:
    header = np.zeros(HEADER)
    header[LAST_TIME], header[KIND], header[COUNT], header[AT_RIM] = -1.0, kind, len(patches), 1.0
    header[LOW_X : TOP + 1] = where.low_x_m, where.high_x_m, where.low_y_m, where.high_y_m, where.top_m
    return header


def _field(header: Floats, patches: Sequence[Patch]) -> Field:
    points = [[patch.body, *patch.at_m, patch.radius_m, patch.area_m2, 0.0] for patch in patches]
    slab = Slab(
        low_m=(float(header[LOW_X]), float(header[LOW_Y]), 0.0),
        high_m=(float(header[HIGH_X]), float(header[HIGH_Y]), float(header[TOP])),
        soft=True,
        stays=bool(header[KIND] == CRUSHED),
        height_at=TOP,
    )
    return Field(_callback().ctypes, np.concatenate([header, np.ravel(points)]).astype(float), (slab,))


def strength_knob(field: Field) -> Knob:
    """A knob that says what is left of the height: 1 is all; a bag with less has sagged, its air at rest."""

    def put(batch: Batch, values: Floats) -> None:
        full = field.memory
        for index in (VOLUME, TOP, CRUSHES, PAD_M):
            batch.userdata[:, index] = values * full[index]
        slack_kg = AIR_KG_PER_M3 * values * full[VOLUME]
        batch.userdata[:, AIR_KG] = np.where(values < 1, slack_kg, full[AIR_KG])

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
        left = np.array([left_without_fans(full, seconds) for seconds in stopped])[of_take]
        off = values > 0
        for index in (VOLUME, TOP):
            batch.userdata[:, index] *= np.where(off, left[:, 0], 1.0)
        batch.userdata[:, AIR_KG] = np.where(off, left[:, 1] * batch.userdata[:, AIR_KG], batch.userdata[:, AIR_KG])
        batch.userdata[:, FAN] = np.where(off, 0.0, full[FAN])

    return put


def memory_size(patch_count: int) -> int:
    """Numbers of `userdata` a bag's field needs."""
    return HEADER + POINT * patch_count


@numba.njit(cache=True, nogil=True)
def press(memory: Floats, time: float, place: Floats, turn: Floats, centre: Floats, force: Floats) -> None:
    """One step: gas, then the forces on every body, force [6·body], from places [3·body] and turns [9·body]."""
    count, gas = int(memory[COUNT]), memory[KIND] == GAS
    memory[STEP] = max(time - memory[LAST_TIME], 0.0) if memory[LAST_TIME] >= 0.0 else 0.0
    memory[LAST_TIME] = time
    force[:] = 0.0
    if gas:
        _breathe(memory, _taken_up(memory, place, turn))
    for index in range(count):
        x, y, z, depth, bears, out_x, out_y = _contact(memory, index, place, turn)
        if depth > 0.0:
            point = HEADER + POINT * index
            widened = dent(depth, memory[WIDENS])[0] if gas else 1.0
            push = _pressure(memory, point, depth, x, y) * memory[point + 5] * bears * widened
            _add(force, int(memory[point]), centre, (x, y, z), (push * out_x, push * out_y, push))


@numba.njit(cache=True, nogil=True)
def _taken_up(memory: Floats, place: Floats, turn: Floats) -> float:
    """Room that the body takes up in a bag, m³."""
    taken_up = 0.0
    for index in range(int(memory[COUNT])):
        _, _, _, depth, bears, _, _ = _contact(memory, index, place, turn)
        if depth > 0.0:
            taken_up += memory[HEADER + POINT * index + 5] * bears * dent(depth, memory[WIDENS])[1]
    return taken_up


@numba.njit(cache=True, nogil=True)
def _pressure(memory: Floats, point: int, depth: float, x: float, y: float) -> float:
    """That of the gas, of what is being crushed here, or of a net."""
    if memory[KIND] == GAS:
        return float(memory[GAUGE_PA])
    before = memory[point + DEEPEST]
    deepest = max(before, depth)
    memory[point + DEEPEST] = deepest
    if memory[KIND] == HUNG:
        at_x = stiffer_near_supports(x, memory[LOW_X], memory[HIGH_X])
        at_y = stiffer_near_supports(y, memory[LOW_Y], memory[HIGH_Y])
        pressure = net_pressure_pa(depth, deepest, memory[STIFF], memory[HALF], memory[SLACK], memory[RETURNS])
        return float(pressure * (at_x + at_y) / 2.0)
    pressure = crush_pressure_pa(
        depth, deepest, memory[STRESS], memory[CRUSHES], memory[TOP], memory[SPRINGS_BACK],
        memory[LAYERS], memory[PEAK], memory[PAD_PA], memory[PAD_M],
    )  # fmt: skip
    if memory[AIR_PA] > 0.0 and memory[STEP] > 0.0 and before > memory[PAD_M]:
        speed = (deepest - before) / memory[STEP]
        pressure += memory[AIR_PA] * speed * speed
    return float(pressure * _over_gaps(memory, memory[point + 4], x, y))


@numba.njit(cache=True, nogil=True)
def _over_gaps(memory: Floats, radius: float, x: float, y: float) -> float:
    """Share of a patch that lies over boxes and not over the gaps between them."""
    box, gap = memory[BOX], memory[GAP]
    if gap <= 0.0:
        return 1.0
    along, across = x - memory[LOW_X], y - memory[LOW_Y]
    on_x = over_boxes(along - radius, along + radius, box, gap)
    return float(on_x * over_boxes(across - radius, across + radius, box, gap))


@numba.njit(cache=True, nogil=True)
def _breathe(memory: Floats, taken_up: float) -> None:
    """Gas in the room that is left: pressure now, and what flows until the next step."""
    room = max(memory[VOLUME] - taken_up, 0.05 * memory[VOLUME])
    gauge = gauge_pressure_pa(memory[AIR_KG], room)
    memory[GAUGE_PA] = gauge
    open_m2 = memory[LEAK] + memory[VENT] * vent_share(gauge, memory[OPENS])
    blown = memory[FAN] * fan_share(gauge, memory[STATIC])
    memory[AIR_KG] += memory[STEP] * (blown - outflow_kg_s(gauge, open_m2, memory[AIR_KG] / room))


def left_without_fans(full: Floats, seconds: float) -> tuple[float, float]:
    """Of a bag whose fans stopped some time ago: shares left of its height and of its air.

    Air leaks out at the pressure there is; once that has gone the bag sags under the weight of its own top.
    """
    step, air, volume = 0.01, full[AIR_KG], full[VOLUME]
    cloth = numbers()["cloth"]["pa"]
    for _ in range(round(seconds / step)):
        gauge = max(gauge_pressure_pa(air, volume), cloth)
        air -= step * outflow_kg_s(gauge, full[LEAK], air / volume)
        volume = min(volume, air / AIR_KG_PER_M3)
    return volume / full[VOLUME], air / full[AIR_KG]


@numba.njit(cache=True, nogil=True)
def _contact(
    memory: Floats, index: int, place: Floats, turn: Floats
) -> tuple[float, float, float, float, float, float, float]:
    """Of one point: where it is (world), how deep, how much the bag bears there, and how its push leans outwards."""
    point = HEADER + POINT * index
    body = int(memory[point])
    local = memory[point + 1 : point + 4]
    at = 3 * body
    m = turn[9 * body : 9 * body + 9]
    x = place[at] + m[0] * local[0] + m[1] * local[1] + m[2] * local[2]
    y = place[at + 1] + m[3] * local[0] + m[4] * local[1] + m[5] * local[2]
    z = place[at + 2] + m[6] * local[0] + m[7] * local[1] + m[8] * local[2] - memory[point + 4]
    bears, out_x, out_y = _edge(memory, x, y)
    depth = memory[TOP] - z if bears > 0.0 else 0.0
    return x, y, z, depth, bears, out_x, out_y


@numba.njit(cache=True, nogil=True)
def _edge(memory: Floats, x: float, y: float) -> tuple[float, float, float]:
    """How much of its force the bag bears at a place, and how far the push leans out over the nearest edges."""
    bears, out_x, out_y = 1.0, 0.0, 0.0
    wide, rim, tilt = memory[GIVES_WAY], memory[AT_RIM], memory[TILT]
    sides = (x - memory[LOW_X], memory[HIGH_X] - x, y - memory[LOW_Y], memory[HIGH_Y] - y)
    for side in range(4):
        inside = sides[side]
        if inside < 0.0:
            return 0.0, 0.0, 0.0
        if inside < wide:
            lost = 1.0 - inside / wide
            bears *= 1.0 - (1.0 - rim) * lost
            lean = tilt * lost * (-1.0 if side % 2 == 0 else 1.0)
            if side < 2:
                out_x += lean
            else:
                out_y += lean
    return bears, out_x, out_y


@numba.njit(cache=True, nogil=True)
def _add(
    force: Floats, body: int, centre: Floats, at: tuple[float, float, float], push: tuple[float, float, float]
) -> None:
    """Add a push at a point to the force and torque about a body's centre of mass."""
    arm_x, arm_y, arm_z = at[0] - centre[3 * body], at[1] - centre[3 * body + 1], at[2] - centre[3 * body + 2]
    first = 6 * body
    for axis in range(3):
        force[first + axis] += push[axis]
    force[first + 3] += arm_y * push[2] - arm_z * push[1]
    force[first + 4] += arm_z * push[0] - arm_x * push[2]
    force[first + 5] += arm_x * push[1] - arm_y * push[0]


@cache
def _callback():  # type: ignore[no-untyped-def]
    """`press` as the engine calls it."""
    names = ("userdata", "xpos", "xmat", "xipos", "xfrc_applied")
    memory_at, place_at, turn_at, centre_at, force_at = (offset_of(name) for name in names)
    time_at = offset_of_time()
    header, point, count_at = HEADER, POINT, COUNT

    @numba.cfunc(types.void(types.int64, types.int64))
    def call(_model: int, data: int) -> None:
        address = integer_at(data + memory_at)
        patches = int(floats_at(address, header)[count_at])
        memory = floats_at(address, header + point * patches)
        bodies = 0
        for index in range(patches):
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
