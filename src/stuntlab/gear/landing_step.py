"""One step of a landing field, compiled: pressures now, and the forces on every body.

What each number of `memory` is stands in `landing_memory.py`.
"""

from __future__ import annotations

from math import exp

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.gear.air_bag import (
    base_of_cone_m2,
    dent_volume_m3,
    depth_of_cone,
    fan_share,
    pull_at,
    share_of_cone,
    vent_share,
)
from stuntlab.gear.crush import crush_pressure_pa, over_boxes, phase_of_box
from stuntlab.gear.foam import (
    air_pressure_pa,
    foam_stress_pa,
    foam_work_pa,
    share_that_comes_back,
    spread_times,
)
from stuntlab.gear.gas import gauge_pressure_pa, outflow_kg_s
from stuntlab.gear.landing_memory import (
    AIR_KG,
    AIR_PA,
    AIR_RESISTS,
    AT_RIM,
    AT_WALL,
    BACK,
    BORNE,
    BOX,
    CONE,
    COUNT,
    COVER_PA,
    CRUSHES,
    DEEP,
    DEEP_BELOW,
    DEEPEST,
    DENSIFIES,
    DRAPE,
    FAN,
    FLOW,
    FLOW_NEXT,
    FOAM,
    GAP,
    GAS,
    GAUGE_PA,
    GIVES_WAY,
    GROW_ALL,
    GROW_BELOW,
    GROWS,
    HALF,
    HEADER,
    HEIGHT,
    HIGH_X,
    HIGH_Y,
    HUNG,
    KIND,
    LAST_TIME,
    LAYERS,
    LEAK,
    LEVEL,
    LOCKED_PA,
    LOCKS,
    LOW_X,
    LOW_Y,
    LOWER,
    MEAN,
    OPENS,
    PAD_M,
    PAD_PA,
    PEAK,
    POINT,
    PULL,
    PULL_BELOW,
    RATE,
    REACH,
    RETURNS,
    SETTLES,
    SLACK,
    SLOW,
    SMOOTH,
    SPLIT,
    SPREAD,
    SPRINGS_BACK,
    STATIC,
    STEP,
    STIFF,
    STRESS,
    TILT,
    TIP,
    TOP,
    VENT,
    VOLUME,
)
from stuntlab.gear.net import net_pressure_pa, stiffer_near_supports

MOST_ACROSS = 4
"""Boxes counted along one side of a patch (judgement)."""

_X, _Y, _Z, _DEPTH, _BEARS, _OUT_X, _OUT_Y = range(7)
"""Of a point: where it is (world), how deep, how much of it bears there, how its push leans outwards."""

FASTEST_M_S = 60.0
"""A point that gets deeper faster than anybody falls has come in from the side, and presses no air out of a box."""


@compiled
def press(memory: Floats, time: float, place: Floats, turn: Floats, centre: Floats, force: Floats) -> None:
    """One step: gas, then the forces on every body, force [6·body], from places [3·body] and turns [9·body]."""
    count, gas = int(memory[COUNT]), memory[KIND] == GAS
    force[:] = 0.0
    if count == 0:
        return  # the engine clears the memory of a take that has diverged
    memory[STEP] = max(time - memory[LAST_TIME], 0.0) if memory[LAST_TIME] >= 0.0 else 0.0
    memory[LAST_TIME] = time
    memory[FLOW], memory[FLOW_NEXT] = memory[FLOW_NEXT], 0.0
    met = np.empty((count, _OUT_Y + 1))
    if not _find_contacts(memory, place, turn, met) and not gas:
        return
    if gas:
        _dent(memory, met)
        below = dent_volume_m3(memory[DEEP_BELOW], memory[CONE])
        _breathe(memory, 0, dent_volume_m3(memory[DEEP], memory[CONE]) - below)
        if memory[SPLIT] > 0.0:
            _breathe(memory, LOWER, below)
    for index in range(count):
        depth = met[index, _DEPTH]
        if depth > 0.0:
            x, y, z, bears = met[index, _X], met[index, _Y], met[index, _Z], met[index, _BEARS]
            point = HEADER + POINT * index
            if gas:
                push = _push_of_gas(memory, point, depth, bears)
            else:
                push = _pressure(memory, point, depth, x, y) * memory[point + 5] * bears
            body = int(memory[point])
            leans = (push * met[index, _OUT_X], push * met[index, _OUT_Y], push)
            add_push(force, 6 * body, centre[3 * body : 3 * body + 3], (x, y, z), leans)


@compiled
def _find_contacts(memory: Floats, place: Floats, turn: Floats, met: Floats) -> bool:
    """Where every point is, met [point, 7], and whether any lies in the bag."""
    inside = False
    for index in range(len(met)):
        x, y, z, depth, bears, out_x, out_y = _contact(memory, index, place, turn)
        met[index, _X], met[index, _Y], met[index, _Z], met[index, _DEPTH] = x, y, z, depth
        met[index, _BEARS], met[index, _OUT_X], met[index, _OUT_Y] = bears, out_x, out_y
        inside = inside or depth > 0.0
    return inside


@compiled
def _dent(memory: Floats, met: Floats) -> None:
    """Draw the top of a bag down round the body, and the sheet between two chambers where it reaches that."""
    _lean(memory, met)
    smooth, split = memory[SMOOTH], memory[SPLIT]
    pull, below, grow_all, grow_below = 0.0, 0.0, 0.0, 0.0
    through = exp(-split / smooth)
    for index in range(int(memory[COUNT])):
        point = HEADER + POINT * index
        depth, bears = met[index, _DEPTH], met[index, _BEARS]
        memory[point + GROWS] = 0.0
        if depth > 0.0:
            tips = memory[point + 5] / memory[TIP] * bears
            level = _level(memory, point, depth)
            grows = tips * (1.0 + pull_at(min(level, memory[TOP]), smooth))
            memory[point + GROWS] = grows
            pull += grows - tips
            shared = _lies(memory, point, depth)
            grow_all += shared * grows
            if split > 0.0 and level > split:
                below += grows * through - tips
                grow_below += shared * grows * through
    memory[PULL], memory[DEEP], memory[GROW_ALL] = pull, depth_of_cone(pull, smooth), grow_all
    memory[PULL_BELOW], memory[DEEP_BELOW], memory[GROW_BELOW] = below, depth_of_cone(below, smooth), grow_below


@compiled
def _lean(memory: Floats, met: Floats) -> None:
    """How aslant the body lies in the bag, and so how much its points share what bears it."""
    cone = memory[CONE]
    sums = np.zeros(7)
    for index in range(int(memory[COUNT])):
        depth = met[index, _DEPTH]
        if depth > 0.0:
            x, y, bears = met[index, _X], met[index, _Y], met[index, _BEARS]
            point = HEADER + POINT * index
            area = memory[point + 5] * bears * _lies(memory, point, depth)
            for slot, value in enumerate((1.0, depth, x, y, depth * depth, x * x, y * y)):
                sums[slot] += area * value
    memory[BORNE] = sums[0]
    if sums[0] <= 0.0:
        memory[MEAN], memory[LEVEL] = 0.0, 0.0
        return
    depth, x, y, depths, xs, ys = sums[1:] / sums[0]
    steep = max(depths - depth * depth, 0.0) * cone * cone
    flat = max(xs - x * x, 0.0) + max(ys - y * y, 0.0)
    memory[MEAN] = depth
    memory[LEVEL] = flat / (flat + steep) if flat > 0.0 else 0.0


@compiled
def _lies(memory: Floats, point: int, depth: float) -> float:
    """Share of a point that lies on the bag: all of it from the depth on at which a ball of its radius has sunk in."""
    return float(min(depth / memory[point + DRAPE], 1.0))


@compiled
def _level(memory: Floats, point: int, depth: float) -> float:
    """Depth at which a point draws the cone: its own, or that of all where they lie on the cone's side."""
    return float(depth + memory[LEVEL] * _lies(memory, point, depth) * (memory[MEAN] - depth))


@compiled
def _push_of_gas(memory: Floats, point: int, depth: float, bears: float) -> float:
    """Push on a point: each chamber on the area that takes up its room (virtual work)."""
    cone, split, lies = memory[CONE], memory[SPLIT], _lies(memory, point, depth)
    level = memory[LEVEL] * lies
    shared = memory[LEVEL] * lies * memory[point + 5] * bears / memory[BORNE]
    grows = memory[point + GROWS]
    whole = share_of_cone((1.0 - level) * grows + shared * memory[GROW_ALL], memory[PULL])
    whole *= base_of_cone_m2(memory[DEEP], cone)
    if split <= 0.0 or memory[GROW_BELOW] <= 0.0:
        return float(memory[GAUGE_PA] * whole)
    grows_below = grows * exp(-split / memory[SMOOTH]) if _level(memory, point, depth) > split else 0.0
    under = share_of_cone((1.0 - level) * grows_below + shared * memory[GROW_BELOW], memory[PULL_BELOW])
    under *= base_of_cone_m2(memory[DEEP_BELOW], cone)
    return float(memory[GAUGE_PA] * (whole - under) + memory[GAUGE_PA + LOWER] * under)


@compiled
def _pressure(memory: Floats, point: int, depth: float, x: float, y: float) -> float:
    """That of what is being crushed here, or of a net."""
    before = memory[point + DEEPEST]
    deepest = max(before, depth)
    memory[point + DEEPEST] = deepest
    if memory[KIND] == HUNG:
        at_x = stiffer_near_supports(x, memory[LOW_X], memory[HIGH_X])
        at_y = stiffer_near_supports(y, memory[LOW_Y], memory[HIGH_Y])
        pressure = net_pressure_pa(depth, deepest, memory[STIFF], memory[HALF], memory[SLACK], memory[RETURNS])
        return float(pressure * (at_x + at_y) / 2.0)
    if memory[KIND] == FOAM:
        return float(_of_foam(memory, point, depth, deepest, before))
    pressure = _of_boxes(memory, depth, deepest, memory[point + 4], x, y)
    if memory[AIR_PA] > 0.0 and memory[STEP] > 0.0 and before > memory[PAD_M]:
        speed = (deepest - before) / memory[STEP]
        if speed < FASTEST_M_S:
            pressure += memory[AIR_PA] * speed * speed
    return float(pressure * _over_gaps(memory, memory[point + 4], x, y))


@compiled
def _of_boxes(memory: Floats, depth: float, deepest: float, radius: float, x: float, y: float) -> float:
    """That of boxes while they crush: the mean over those under a patch, each of its own phase."""
    pitch = memory[BOX] + memory[GAP]
    count = min(max(round(2.0 * radius / pitch), 1), MOST_ACROSS) if pitch > 0.0 else 1
    total = 0.0
    for along in range(count):
        for across in range(count):
            phase = 0.0
            if pitch > 0.0:
                to_x = x - memory[LOW_X] + radius * ((2.0 * along + 1.0) / count - 1.0)
                to_y = y - memory[LOW_Y] + radius * ((2.0 * across + 1.0) / count - 1.0)
                phase = phase_of_box(to_x, to_y, pitch)
            total += crush_pressure_pa(
                depth, deepest, memory[STRESS], memory[CRUSHES], memory[TOP], memory[SPRINGS_BACK],
                memory[LAYERS], memory[PEAK], memory[PAD_PA], memory[PAD_M], phase,
            )  # fmt: skip
    return total / (count * count)


@compiled
def _of_foam(memory: Floats, point: int, depth: float, deepest: float, before: float) -> float:
    """That of foam: cells and air while it gets deeper, a share of the cells' stress on the way back."""
    reach, drape = memory[point + REACH], min(deepest / memory[point + DRAPE], 1.0)
    unit, height, settles = memory[STRESS], memory[HEIGHT], memory[SETTLES]
    densifies, locks = memory[DENSIFIES], memory[LOCKS]
    strain = deepest / height
    cells = foam_stress_pa(strain, unit, densifies, settles, locks, memory[LOCKED_PA])
    spread = spread_times(deepest, reach, memory[SPREAD])
    if depth < deepest:
        work = foam_work_pa(strain, unit, densifies, settles, locks, memory[LOCKED_PA])
        risen = (deepest - depth) / height
        return float(drape * spread * cells * share_that_comes_back(cells, work, memory[BACK], spread, risen))
    speed = (deepest - before) / memory[STEP] if memory[STEP] > 0.0 else 0.0
    if speed > FASTEST_M_S:
        speed = 0.0
    memory[FLOW_NEXT] += speed * memory[point + 5] * drape
    cover = memory[COVER_PA] * memory[FLOW] * memory[FLOW]
    air = air_pressure_pa(strain, speed, reach, height, memory[AIR_RESISTS], cover)
    faster = max(speed / (height * memory[SLOW]), 1.0) ** memory[RATE]
    return float(drape * (cells * faster * spread + air))


@compiled
def _over_gaps(memory: Floats, radius: float, x: float, y: float) -> float:
    """Share of a patch that lies over boxes and not over the gaps between them."""
    box, gap = memory[BOX], memory[GAP]
    if gap <= 0.0:
        return 1.0
    along, across = x - memory[LOW_X], y - memory[LOW_Y]
    on_x = over_boxes(along - radius, along + radius, box, gap)
    return float(on_x * over_boxes(across - radius, across + radius, box, gap))


@compiled
def _breathe(memory: Floats, chamber: int, taken_up: float) -> None:
    """Gas in the room that is left of a chamber: pressure now, and what flows until the next step."""
    room = max(memory[chamber + VOLUME] - taken_up, 0.05 * memory[chamber + VOLUME])
    air = memory[chamber + AIR_KG]
    gauge = gauge_pressure_pa(air, room)
    memory[chamber + GAUGE_PA] = gauge
    open_m2 = memory[chamber + LEAK] + memory[chamber + VENT] * vent_share(gauge, memory[chamber + OPENS])
    blown = memory[chamber + FAN] * fan_share(gauge, memory[chamber + STATIC])
    memory[chamber + AIR_KG] += memory[STEP] * (blown - outflow_kg_s(gauge, open_m2, air / room))


@compiled
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
    if z >= memory[TOP]:
        return x, y, z, 0.0, 0.0, 0.0, 0.0
    bears, out_x, out_y = _edge(memory, x, y, memory[point + 4] if memory[KIND] == FOAM else 0.0)
    depth = memory[TOP] - z if bears > 0.0 else 0.0
    return x, y, z, depth, bears, out_x, out_y


@compiled
def _edge(memory: Floats, x: float, y: float, radius: float) -> tuple[float, float, float]:
    """How much of its force the bag bears at a place, and how far the push leans out over the nearest edges.

    radius: of what lies there, which comes over an edge little by little. A point that lies lower than the top and
    slides in from beside a mat would otherwise be pushed out of it in a single step.
    """
    bears, out_x, out_y = 1.0, 0.0, 0.0
    wide, rim, tilt = memory[GIVES_WAY], memory[AT_RIM], memory[TILT]
    sides = (x - memory[LOW_X], memory[HIGH_X] - x, y - memory[LOW_Y], memory[HIGH_Y] - y)
    for side in range(4):
        inside = sides[side]
        if inside <= -radius and inside < 0.0:
            return 0.0, 0.0, 0.0
        if side == 0 and memory[AT_WALL] > 0.0:
            continue
        if inside < radius:
            bears *= (1.0 + inside / radius) / 2.0
        if inside < wide:
            lost = 1.0 - max(inside, 0.0) / wide
            bears *= 1.0 - (1.0 - rim) * lost
            lean = tilt * lost * (-1.0 if side % 2 == 0 else 1.0)
            if side < 2:
                out_x += lean
            else:
                out_y += lean
    return bears, out_x, out_y


@compiled
def add_push(
    force: Floats, first: int, centre: Floats, at: tuple[float, float, float], push: tuple[float, float, float]
) -> None:
    """Add a push at a point to force and torque about a body's centre of mass; first: of its six numbers in `force`."""
    arm_x, arm_y, arm_z = at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]
    for axis in range(3):
        force[first + axis] += push[axis]
    force[first + 3] += arm_y * push[2] - arm_z * push[1]
    force[first + 4] += arm_z * push[0] - arm_x * push[2]
    force[first + 5] += arm_x * push[1] - arm_y * push[0]
