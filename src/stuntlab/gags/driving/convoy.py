"""A vehicle that follows another on the same cue: when it starts, and whether it stops before the tail ahead.

Along the line only: where both ways lie so far apart that one passes beside the other, nothing is met.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf

import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.driving import DRIVING, Lost
from stuntlab.driving.runs import LASTS_S, STEP_S
from stuntlab.plan import Plan
from stuntlab.plan.actions.vehicle_run import VehicleRun
from stuntlab.plan.driven import Driven
from stuntlab.plan.following import run_ahead
from stuntlab.plan.gear.car import Car
from stuntlab.units import Quantity

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The vehicle ahead. speed_m_s, brakes_m_s2: of it, the last one number or [draw]; 0 where it does not brake.

    half_m: of its width. ends_m: where its line ends.
    """

    speed_m_s: float
    brakes_m_s2: float | Floats
    half_m: float
    ends_m: Place


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """[draw] each. meets: strikes its tail; speed_m_s: faster than it at contact; after_s: since it began to brake.

    gap_m: the least there was between them.
    """

    meets: Flags
    speed_m_s: Floats
    after_s: Floats
    gap_m: Floats


def starts_s(plan: Plan, action: Driven) -> float:
    """When a vehicle is at the first point of its line: on its own cue, or as the one ahead and the gap have it."""
    ahead = run_ahead(plan, action)
    if ahead is None or not isinstance(action, VehicleRun) or action.gap is None:
        starts = getattr(action, "starts", None)
        return starts.value if isinstance(starts, Quantity) else 0.0
    behind_m = action.gap.value + length_of(plan, ahead)
    along_m, _ = _off_line(_ground(action)[0], _ground(ahead))
    return starts_s(plan, ahead) + (along_m + behind_m) / ahead.speed.value


def length_of(plan: Plan, action: Driven) -> float:
    """From nose to tail, m."""
    car = vehicle_of(plan, action)
    return car.length.value if car.length else DRIVING.read().vehicle[car.body].length_m


def half_width_of(plan: Plan, action: Driven) -> float:
    """Half of its breadth, m."""
    car = vehicle_of(plan, action)
    return (car.width.value if car.width else DRIVING.read().vehicle[car.body].width_m) / 2


def vehicle_of(plan: Plan, action: Driven) -> Car:
    """What is driven, as the plan has it."""
    car = plan.gear[action.car]
    assert isinstance(car, Car)
    return car


def catch_up(runs: Lost, gap_m: Floats, ahead: Ahead, *, apart_m: Floats, drives_on: bool) -> CaughtUp:
    """Runs behind one that begins to brake at 0, each with its own gap. apart_m: between both ways, edge to edge.

    drives_on: whether the runs do not mean to brake.
    """
    slows = np.broadcast_to(ahead.brakes_m_s2, gap_m.shape)
    speed, gone, until = runs.speed_m_s.copy(), np.zeros_like(gap_m), np.full_like(gap_m, inf)
    least, faster = gap_m.copy(), np.zeros_like(gap_m)
    late = np.full_like(gap_m, inf) if drives_on else runs.late_s
    for step in range(int(LASTS_S / STEP_S)):
        now_s = (step + 1) * STEP_S
        before_s = np.clip(late - step * STEP_S, 0.0, STEP_S)
        pressed = speed + runs.first_m_s2 * before_s
        after = np.maximum(pressed + runs.then_m_s2 * (STEP_S - before_s), 0.0)
        gone += 0.5 * (speed + pressed) * before_s + 0.5 * (pressed + after) * (STEP_S - before_s)
        speed = after
        ahead_m, ahead_m_s = _goes(ahead.speed_m_s, slows, now_s)
        between = gap_m + ahead_m - gone
        first = (between <= 0.0) & np.isinf(until)
        until[first], faster[first] = now_s, (speed - ahead_m_s)[first]
        least = np.minimum(least, np.maximum(between, 0.0))
    meets = np.isfinite(until) & (apart_m <= 0.0) & (faster >= DRIVING.read().strikes.from_m_s)
    return CaughtUp(meets, faster, until, np.hypot(least, np.maximum(apart_m, 0.0)))


def vehicle_ahead(plan: Plan, action: Driven, brakes_m_s2: float) -> Ahead:
    """The one ahead as it stops past the end of its line as hard as it can. brakes_m_s2: of a car on that ground."""
    share = DRIVING.read().vehicle[vehicle_of(plan, action).body].brakes_by_car
    brakes = 0.0 if isinstance(action, VehicleRun) and action.drives_on else share * brakes_m_s2
    return Ahead(action.speed.value, brakes, half_width_of(plan, action), _ground(action)[-1])


def apart_of(action: Driven, ahead: Ahead, half_m: float) -> float:
    """How far the way of a follower passes beside where the one ahead stops, edge to edge, m; below 0 it does not."""
    return abs(_off_line(ahead.ends_m, _ground(action))[1]) - half_m - ahead.half_m


def _goes(speed_m_s: float, slows_m_s2: Floats, now_s: float) -> tuple[Floats, Floats]:
    """Way and speed of the one ahead after so long, [draw]."""
    left = np.maximum(speed_m_s - slows_m_s2 * now_s, 0.0)
    stops_s = speed_m_s / np.maximum(slows_m_s2, 1e-9)
    braking = np.minimum(now_s, stops_s)
    return speed_m_s * braking - 0.5 * slows_m_s2 * braking**2, left


def _ground(action: Driven) -> list[Place]:
    return [(point[0].value, point[1].value) for point in action.line]


def _off_line(at: Place, line: Sequence[Place]) -> tuple[float, float]:
    """How far along a line a place is, before its first point less than 0, and how far to its left; nearest leg, m."""
    gone, best = 0.0, (inf, 0.0, 0.0)
    for leg, ((x, y), (to_x, to_y)) in enumerate(itertools.pairwise(line)):
        far = hypot(to_x - x, to_y - y)
        c, s = (to_x - x) / far, (to_y - y) / far
        along, aside = (at[0] - x) * c + (at[1] - y) * s, (at[1] - y) * c - (at[0] - x) * s
        low = -inf if leg == 0 else 0.0
        high = inf if leg == len(line) - 2 else far
        off = hypot(along - min(max(along, low), high), aside)
        best = min(best, (off, gone + along, aside))
        gone += far
    return best[1], best[2]
