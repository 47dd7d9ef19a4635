"""From the lip of a ramp to the ground: together with the bike, free fall, the pull, the opening, the canopy.

One reduced state, place and speed, is carried through all stages, one point mass a draw. Axes: x out from the lip, y
across, z up; the lip is the origin.

Valid for: drag areas and glides as given, still or steady wind. A body that spins or tumbles is a point with no glide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from math import cos, exp, nan, sin, sqrt
from types import MappingProxyType

import numpy as np

from stuntlab.compiled import compiled, run_in_parts
from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats, Integers
from stuntlab.flight.numbers import NUMBERS
from stuntlab.flight.profile import above_ground, is_wall, last_wall, meets, to_walls


class Stage(IntEnum):
    """Where in the flight somebody is."""

    TOGETHER = 0
    FALLING = 1
    PULLED = 2
    FILLING = 3
    CANOPY = 4


STAGES: Mapping[int, str] = MappingProxyType(
    {
        Stage.TOGETHER: "on the vehicle",
        Stage.FALLING: "free fall",
        Stage.PULLED: "lines stretch",
        Stage.FILLING: "canopy fills",
        Stage.CANOPY: "under the canopy",
    }
)
"""The stages in words."""

_FALL_STEP_S, _TOUCH_STEP_S = 0.25, 0.02
"""Of a fall; the short one from where the chord of a long one meets the ground: the way sags g dt²/8 from its chord,
8 cm and half a millimetre."""

_FILL_STEPS = 24
_GLIDE_STEP_S, _LONG_STEP_S = 0.2, 5.0
"""Of steps; results then stand still within 0.3 % (`test_air.py`)."""

_LEAVES_S = 2.0
"""Before which somebody who falls has not left the edge behind (J)."""

_NEAR_WALLS_S = 60.0
"""Under the canopy, after which somebody who flies straight out has left the wall."""

_LASTS_S = 600.0
_MOST_STEPS = 2000
_TOGETHER, _FALLING, _PULLED, _FILLING, _CANOPY = (int(stage) for stage in Stage)


@dataclass(frozen=True, slots=True)
class Flights:
    """Riders that leave a lip, [draw] each, SI.

    speed: at the lip, [draw, 3]. wind: [draw, 3]. rider_kg, bike_kg; a bike of 0 kg is none. together_area_m2,
    rider_area_m2, bike_area_m2: drag areas. glide: lift over drag of the rider in free fall. separates_s: after the
    lip. push: speed of the rider over the bike that the push gives, [draw, 3]. pulls_s: after the lip, `inf` for never.
    stretches_s: from the pull until the lines are stretched. canopy_area_m2: drag area of the full canopy. fills_s: how
    long it takes to fill. heading_rad: of the open canopy, 0 out from the wall. notices_s: until the rider begins to
    turn out. turns_rad_s. air_speed_m_s, sink_m_s: of the canopy in trim.
    """

    speed: Floats
    wind: Floats
    rider_kg: Floats
    bike_kg: Floats
    together_area_m2: Floats
    rider_area_m2: Floats
    bike_area_m2: Floats
    glide: Floats
    separates_s: Floats
    push: Floats
    pulls_s: Floats
    stretches_s: Floats
    canopy_area_m2: Floats
    fills_s: Floats
    heading_rad: Floats
    notices_s: Floats
    turns_rad_s: Floats
    air_speed_m_s: Floats
    sink_m_s: Floats

    def rows(self) -> Floats:
        """Every field, in this order, [draw, column]."""
        columns = [np.asarray(getattr(self, field.name), dtype=float) for field in fields(self)]
        wide = [column[:, None] if column.ndim == 1 else column for column in columns]
        return np.ascontiguousarray(np.concatenate(wide, axis=1))


(_VX, _WX, _RIDER, _BIKE, _AREA_BOTH, _AREA_RIDER, _AREA_BIKE, _GLIDE, _SEPARATES, _PUSH, _PULLS) = (
    0, 3, 6, 7, 8, 9, 10, 11, 12, 13, 16,
)  # fmt: skip
_STRETCHES, _CANOPY_AREA, _FILLS, _HEADING, _NOTICES, _TURNS, _AIR_SPEED, _SINK = range(17, 25)


@dataclass(frozen=True, slots=True)
class Flown:
    """What riders and bikes did; place and speed at a moment are [draw, 6], NaN where it was not reached.

    separated, pulled, opened, landed: of the rider. landed_s: when. stage: in which the ground was met, [draw], and
    meets_wall: whether on a piece steeper than 45°. opening_n: largest force on the risers. height_left_m: over the
    ground below once the canopy is full; what is missing to it where the ground comes first is 0. clearance_m: smallest
    distance to the wall from two seconds after the edge, or from the pull, to a minute under the canopy. wall_m:
    distance to it as the canopy is full; NaN where it never is.
    """

    separated: Floats
    pulled: Floats
    opened: Floats
    landed: Floats
    landed_s: Floats
    stage: Integers
    meets_wall: Floats
    opening_n: Floats
    height_left_m: Floats
    clearance_m: Floats
    wall_m: Floats


@dataclass(frozen=True, slots=True)
class FlownBikes:
    """What bikes did alone, [draw, 6] each, NaN where it was not reached. landed: at the ground; landed_s: when.

    at_pull: as the rider pulls.
    """

    landed: Floats
    landed_s: Floats
    at_pull: Floats


def fly_out(flights: Flights, ground: Floats, *, threads: int = 1) -> Flown:
    """Lets every rider go until they meet the ground. ground: as `profile.section` gives it."""
    rows = flights.rows()
    states, told = np.full((len(rows), 4, 6), nan), np.full((len(rows), 7), nan)
    canopy = NUMBERS.read().canopy

    def run(part: slice) -> None:
        _fly(rows[part], ground, canopy.area_growth, canopy.settles_s, states[part], told[part])

    run_in_parts(run, len(rows), threads=threads)
    separated, pulled, opened, landed = (states[:, moment] for moment in range(4))
    return Flown(
        separated,
        pulled,
        opened,
        landed,
        told[:, 0],
        told[:, 1].astype(np.int64),
        told[:, 2],
        told[:, 3],
        told[:, 4],
        told[:, 5],
        told[:, 6],
    )


def fall_of_bikes(flights: Flights, ground: Floats, *, threads: int = 1) -> FlownBikes:
    """Lets every bike go until it meets the ground; of 0 kg there is none."""
    rows = flights.rows()
    states, landed_s = np.full((len(rows), 2, 6), nan), np.full(len(rows), nan)

    def run(part: slice) -> None:
        _drop_bikes(rows[part], ground, states[part], landed_s[part])

    run_in_parts(run, len(rows), threads=threads)
    return FlownBikes(states[:, 0], landed_s, states[:, 1])


def trace_out(flights: Flights, ground: Floats) -> tuple[Floats, ...]:
    """The way of each rider step by step: [step, 8] of time, place, speed and stage, for a picture or a table."""
    rows, canopy = flights.rows(), NUMBERS.read().canopy
    ways, state, pushes, far = [], np.empty(6), np.empty((2, 6)), last_wall(ground)
    for row in rows:
        steps, told = np.full((_MOST_STEPS, 8), nan), np.full(7, nan)
        _put_on_lip(row, state)
        _rider(row, ground, far, canopy.area_growth, canopy.settles_s, state, pushes, np.full((4, 6), nan), told, steps)
        ways.append(steps[~np.isnan(steps[:, 0])])
    return tuple(ways)


def trace_bikes(flights: Flights, ground: Floats) -> tuple[Floats, ...]:
    """The way of each bike step by step, as `trace_out`; empty where there is none."""
    ways, state, pushes = [], np.empty(6), np.empty((2, 6))
    for row in flights.rows():
        steps = np.full((_MOST_STEPS, 8), nan)
        if row[_BIKE] > 0.0:
            _put_on_lip(row, state)
            _fall_of_bike(row, ground, state, pushes, np.empty(6), steps)
        ways.append(steps[~np.isnan(steps[:, 0])])
    return tuple(ways)


@compiled(error_model="numpy")
def _fly(rows, ground, growth, settles, states, told):  # type: ignore[no-untyped-def]
    state, pushes, far, no_steps = np.empty(6), np.empty((2, 6)), last_wall(ground), np.empty((0, 8))
    for draw in range(len(rows)):
        row = rows[draw]
        _put_on_lip(row, state)
        _rider(row, ground, far, growth, settles, state, pushes, states[draw], told[draw], no_steps)


@compiled(error_model="numpy")
def _drop_bikes(rows, ground, states, landed_s):  # type: ignore[no-untyped-def]
    state, pushes, no_steps = np.empty(6), np.empty((2, 6)), np.empty((0, 8))
    for draw in range(len(rows)):
        row = rows[draw]
        if row[_BIKE] > 0.0:
            _put_on_lip(row, state)
            landed_s[draw] = _fall_of_bike(row, ground, state, pushes, states[draw, 1], no_steps)
            _keep(state, states[draw, 0])


@compiled(error_model="numpy")
def _note_step(steps, taken, time, stage, state):  # type: ignore[no-untyped-def]
    """One more row of a way, where one is asked for; how many there are."""
    if taken < len(steps):
        steps[taken, 0], steps[taken, 7] = time, stage
        for i in range(6):
            steps[taken, 1 + i] = state[i]
    return taken + 1


@compiled(error_model="numpy")
def _put_on_lip(row, state):  # type: ignore[no-untyped-def]
    for i in range(3):
        state[i], state[3 + i] = 0.0, row[_VX + i]


@compiled(error_model="numpy")
def _rider(row, ground, far, growth, settles, state, pushes, states, told, steps):  # type: ignore[no-untyped-def]
    time, stage = 0.0, _TOGETHER if row[_BIKE] > 0.0 else _FALLING
    heading, since, longest = row[_HEADING], 0.0, _FALL_STEP_S
    told[3], told[4], told[5] = 0.0, 0.0, 1e9
    taken = _note_step(steps, 0, time, stage, state)
    if stage == _FALLING:
        _keep(state, states[0])
    while time < _LASTS_S:
        step, ends = _next_step(row, time, stage, since, heading, longest)
        x, y, z = state[0], state[1], state[2]
        vx, vy, vz = state[3], state[4], state[5]
        if stage == _CANOPY:
            turned = _turn(row, heading, since, step)
            _glide(row, heading, turned, settles, step, state)
            heading = turned
        else:
            grown, half = 0.0, 0.0
            if stage == _FILLING:
                grown, half = (since / row[_FILLS]) ** growth, ((since + 0.5 * step) / row[_FILLS]) ** growth
            risers = _midpoint(row, stage, grown, half, step, state, pushes)
            told[3] = max(told[3], risers)
        way, piece = meets(x, z, state[0], state[2], ground)
        if piece >= 0 and stage <= _PULLED and step > _TOUCH_STEP_S:
            longest = _TOUCH_STEP_S
            _put_back(state, x, y, z, vx, vy, vz)
            continue
        if piece >= 0:
            # between the two steps, along a straight line
            told[0] = time + way * step
            state[0], state[1], state[2] = x + way * (state[0] - x), y + way * (state[1] - y), z + way * (state[2] - z)
            state[3], state[4] = vx + way * (state[3] - vx), vy + way * (state[4] - vy)
            state[5] = vz + way * (state[5] - vz)
            told[1], told[2] = stage, 1.0 if is_wall(piece, ground) else 0.0
            _keep(state, states[3])
            _note_step(steps, taken, told[0], stage, state)
            return
        time = _LEAVES_S if time < _LEAVES_S <= time + step * (1.0 + 1e-9) else time + step
        taken = _note_step(steps, taken, time, stage, state)
        since += step
        if _looks_at_walls(stage, time, since) and state[0] - far < told[5]:
            told[5] = min(told[5], to_walls(state[0], state[2], ground))
        if ends:
            stage, since = stage + 1, 0.0
            _note(row, stage, ground, state, states, told)
    told[1], told[2] = stage, 0.0


@compiled(error_model="numpy")
def _note(row, stage, ground, state, states, told):  # type: ignore[no-untyped-def]
    """What is told of the moment at which a stage begins."""
    if stage == _FALLING:
        share = row[_BIKE] / (row[_BIKE] + row[_RIDER])
        for i in range(3):
            state[3 + i] += share * row[_PUSH + i]
        _keep(state, states[0])
    elif stage == _PULLED:
        _keep(state, states[1])
    elif stage == _CANOPY:
        _keep(state, states[2])
        told[4] = max(above_ground(state[0], state[2], ground), 0.0)
        told[6] = to_walls(state[0], state[2], ground)


@compiled(error_model="numpy")
def _looks_at_walls(stage, time, since):  # type: ignore[no-untyped-def]
    """Not beside the edge that is left, where nobody can be far from it, nor once they have flown away."""
    if stage <= _FALLING:
        return stage == _FALLING and time >= _LEAVES_S
    return stage != _CANOPY or since < _NEAR_WALLS_S


@compiled(error_model="numpy")
def _keep(state, kept):  # type: ignore[no-untyped-def]
    for i in range(6):
        kept[i] = state[i]


@compiled(error_model="numpy")
def _put_back(state, x, y, z, vx, vy, vz):  # type: ignore[no-untyped-def]
    state[0], state[1], state[2] = x, y, z
    state[3], state[4], state[5] = vx, vy, vz


@compiled(error_model="numpy")
def _next_step(row, time, stage, since, heading, longest):  # type: ignore[no-untyped-def]
    """How long the next step is, and whether the stage ends with it. longest: of a step of a fall, s."""
    if stage == _CANOPY:
        return _glide_step(row, time, since, heading), False
    if stage == _TOGETHER:
        left, step = row[_SEPARATES] - time, longest
    elif stage == _FALLING:
        left, step = row[_PULLS] - time, longest
        if time < _LEAVES_S < time + step:
            step = _LEAVES_S - time
    elif stage == _PULLED:
        left, step = row[_STRETCHES] - since, longest
    else:
        step = row[_FILLS] / _FILL_STEPS
        left = row[_FILLS] - since
    if left <= step * (1.0 + 1e-9):
        return max(left, 0.0), True
    return step, False


@compiled(error_model="numpy")
def _glide_step(row, time, since, heading):  # type: ignore[no-untyped-def]
    """Short while it turns; long where it flies straight, and the rest of the way once no wall can be near."""
    left = row[_NOTICES] - since
    if heading != 0.0:
        return max(min(left, 2 * _GLIDE_STEP_S), 0.1 * _GLIDE_STEP_S) if left > 0.0 else _GLIDE_STEP_S
    if since < _LONG_STEP_S:
        return 5 * _GLIDE_STEP_S
    return _LONG_STEP_S if since < _NEAR_WALLS_S else _LASTS_S - time


@compiled(error_model="numpy")
def _midpoint(row, stage, grown, grown_half, step, state, pushes):  # type: ignore[no-untyped-def]
    """One step by the midpoint rule; the larger force on the risers at its start and middle, N.

    pushes: room for rates, [2, 6].
    """
    rates, middle = pushes[0], pushes[1]
    risers = _rates(row, stage, grown, state, rates)
    for i in range(6):
        middle[i] = state[i] + 0.5 * step * rates[i]
    risers = max(risers, _rates(row, stage, grown_half, middle, rates))
    for i in range(6):
        state[i] += step * rates[i]
    return risers


@compiled(error_model="numpy")
def _rates(row, stage, grown, state, rates):  # type: ignore[no-untyped-def]
    """Rates of place and speed, into rates [6]; the drag of the canopy, N. grown: share of its drag area."""
    air_x, air_y, air_z = state[3] - row[_WX], state[4] - row[_WX + 1], state[5] - row[_WX + 2]
    speed = sqrt(air_x * air_x + air_y * air_y + air_z * air_z)
    together = stage == _TOGETHER
    mass = row[_RIDER] + row[_BIKE] if together else row[_RIDER]
    area = row[_AREA_BOTH] if together else row[_AREA_RIDER]
    canopy = grown * row[_CANOPY_AREA] if stage == _FILLING else 0.0
    drags = 0.5 * AIR_KG_PER_M3 * (area + canopy) * speed / mass
    rates[0], rates[1], rates[2] = state[3], state[4], state[5]
    rates[3], rates[4], rates[5] = -drags * air_x, -drags * air_y, -drags * air_z - GRAVITY_M_S2
    if not together and stage <= _PULLED and row[_GLIDE] > 0.0 and speed > 0.0:
        _lift(row, row[_GLIDE] * drags * speed, air_x, air_y, air_z, speed, rates)
    return 0.5 * AIR_KG_PER_M3 * canopy * speed * speed


@compiled(error_model="numpy")
def _lift(row, lifts, air_x, air_y, air_z, speed, rates):  # type: ignore[no-untyped-def]
    """Lift at right angles to the way through the air, towards where they face: out, as they left, whatever the wind.

    Upwards while they still rise.
    """
    out_x, out_y = row[_VX], row[_VX + 1]
    level = sqrt(out_x * out_x + out_y * out_y)
    if level < 1e-6:
        out_x, out_y, level = 1.0, 0.0, 1.0
    along = (out_x * air_x + out_y * air_y) / (level * speed * speed)
    up_x, up_y, up_z = out_x / level - along * air_x, out_y / level - along * air_y, -along * air_z
    size = sqrt(up_x * up_x + up_y * up_y + up_z * up_z)
    if size < 1e-6:
        rates[5] += lifts
        return
    share = -lifts / size if air_z > 0.0 else lifts / size
    rates[3] += share * up_x
    rates[4] += share * up_y
    rates[5] += share * up_z


@compiled(error_model="numpy")
def _turn(row, heading, since, step):  # type: ignore[no-untyped-def]
    """The heading after a step: towards 0 once the rider has noticed."""
    if since < row[_NOTICES] or heading == 0.0:
        return heading
    turn = row[_TURNS] * step
    return 0.0 if abs(heading) <= turn else heading - turn * (1.0 if heading > 0.0 else -1.0)


@compiled(error_model="numpy")
def _glide(row, heading, turned, settles, step, state):  # type: ignore[no-untyped-def]
    """A step under the open canopy, which flies where it points; what its speed is off the trim fades."""
    left, flies = exp(-step / settles), row[_AIR_SPEED]
    out, across = flies * cos(heading), flies * sin(heading)
    later_out, later_across = out, across
    if turned != heading:
        later_out, later_across = flies * cos(turned), flies * sin(turned)
    _ease(state, 0, row[_WX] + out, row[_WX] + later_out, step, settles, left)
    _ease(state, 1, row[_WX + 1] + across, row[_WX + 1] + later_across, step, settles, left)
    falls = row[_WX + 2] - row[_SINK]
    _ease(state, 2, falls, falls, step, settles, left)


@compiled(error_model="numpy")
def _ease(state, axis, before, after, step, settles, left):  # type: ignore[no-untyped-def]
    """Along an axis, from the speed in trim before a step to that after it; left: of what it was off."""
    off = state[3 + axis] - before
    state[axis] += 0.5 * (before + after) * step + off * settles * (1.0 - left)
    state[3 + axis] = after + off * left


@compiled(error_model="numpy")
def _fall_of_bike(row, ground, state, pushes, beside, steps):  # type: ignore[no-untyped-def]
    """Lets the bike fall, in state; when it lands, s. beside: as the rider pulls. steps: as `_note_step` has it."""
    time, alone = 0.0, row.copy()
    alone[_RIDER], alone[_AREA_RIDER], alone[_GLIDE] = row[_BIKE], row[_AREA_BIKE], 0.0
    stage, longest = _TOGETHER, _FALL_STEP_S
    taken = _note_step(steps, 0, time, stage, state)
    while time < _LASTS_S:
        step, ends = longest, False
        if stage == _TOGETHER and row[_SEPARATES] - time <= step:
            step, ends = row[_SEPARATES] - time, True
        passes = row[_PULLS] - time
        if 0.0 < passes <= step:
            for i in range(3):
                gains = -passes * GRAVITY_M_S2 if i == 2 else 0.0
                beside[i], beside[3 + i] = state[i] + passes * (state[3 + i] + 0.5 * gains), state[3 + i] + gains
        x, y, z = state[0], state[1], state[2]
        vx, vy, vz = state[3], state[4], state[5]
        _midpoint(row if stage == _TOGETHER else alone, stage, 0.0, 0.0, step, state, pushes)
        way, piece = meets(x, z, state[0], state[2], ground)
        if piece >= 0 and step > _TOUCH_STEP_S:
            longest = _TOUCH_STEP_S
            _put_back(state, x, y, z, vx, vy, vz)
            continue
        if piece >= 0:
            state[0], state[1], state[2] = x + way * (state[0] - x), y + way * (state[1] - y), z + way * (state[2] - z)
            _note_step(steps, taken, time + way * step, stage, state)
            return time + way * step
        time += step
        taken = _note_step(steps, taken, time, stage, state)
        if ends:
            stage = _FALLING
            share = row[_RIDER] / (row[_BIKE] + row[_RIDER])
            for i in range(3):
                state[3 + i] -= share * row[_PUSH + i]
    return nan
