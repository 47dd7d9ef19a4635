"""Everybody and everything of a plan that a vehicle may meet: where they are, and what they may bear."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, radians, sin, sqrt

import numpy as np
from scipy.special import ndtri

from stuntlab.datasets import Borne, Floats
from stuntlab.driving import DRIVING, Barriers, Targets, Way
from stuntlab.driving.numbers import Reacts
from stuntlab.gags.driving.convoy import half_width_of, length_of, starts_s
from stuntlab.gags.trade import does_stunts
from stuntlab.plan import Plan, people_in
from stuntlab.plan.driven import Driven
from stuntlab.plan.following import run_ahead
from stuntlab.plan.gear.barrier import Barrier
from stuntlab.plan.path import PathPoint
from stuntlab.units import Quantity

Knot = tuple[float, float, float]

AHEAD_M = 2.0
"""Within so much of the way of a vehicle somebody stands ahead of it (vehicles_fire.md 1.3: car width and 2 m, J)."""


DRIVES_ON_S = 10.0
"""So long another vehicle is followed before and after its line: longer than a run that is lost lasts (J)."""

OUT_OF_REACH_M = 3.0
"""Whoever stands, or whose lens is, higher than this is on a roof, a tower or a crane (J)."""

_BLOCK = 16
_GOLDEN = (sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, slots=True)
class PlacedOne:
    """One place, or one way, of somebody or something. knots: (s, x, y). borne: None for a thing."""

    name: str
    knots: tuple[Knot, ...]
    radius_m: float
    borne: Borne | None
    boxed_in: bool = False
    near: bool = False
    trained: bool = False
    operates: bool = False
    drives: bool = False

    @property
    def shown(self) -> tuple[Knot, ...]:
        """Those of a picture: of another vehicle its line, not where it comes from and goes on to."""
        return self.knots[1:-1] if self.drives else self.knots


def in_the_way(plan: Plan, action: Driven, aboard: Sequence[str]) -> tuple[PlacedOne, ...]:
    """People, operators, things and other vehicles whose place is known. aboard: whoever is in the vehicle or part
    of its own act.
    """
    return (
        *_people(plan, action, aboard),
        *_cameras(plan),
        *_other_vehicles(plan, action, aboard),
        *_things(plan),
    )


def unplaced(plan: Plan, aboard: Sequence[str]) -> tuple[str, ...]:
    """Everybody of whom it is not said where they are."""
    people = [name for name, one in plan.people.items() if name not in aboard and not (one.stands or one.moves)]
    drives = {action.by for action in plan.action if isinstance(action, Driven)}
    cameras = [_operator(name) for name, one in plan.cameras.items() if one.manned and not (one.at or one.moves)]
    return (*(name for name in people if name not in drives), *cameras)


def _people(plan: Plan, action: Driven, aboard: Sequence[str]) -> Iterator[PlacedOne]:
    half = DRIVING.read().body.half_m
    for name, person in plan.people.items():
        if name in aboard:
            continue
        trained, near = does_stunts(person.job), name in action.near
        borne = Borne.BYSTANDER if person.watching else Borne.TRAINED_RECEIVER if near and trained else Borne.IMPOSED
        for knots in _ways(person.stands, person.moves):
            yield PlacedOne(name, knots, half, borne, person.boxed_in, near, trained, _at_camera(person.job))


def _at_camera(job: str) -> bool:
    return "camera" in job.casefold()


def _cameras(plan: Plan) -> Iterator[PlacedOne]:
    half = DRIVING.read().body.half_m
    for name, camera in plan.cameras.items():
        if camera.manned:
            for knots in _ways((camera.at,) if camera.at else (), camera.moves):
                yield PlacedOne(_operator(name), knots, half, Borne.IMPOSED, camera.boxed_in, operates=True)


def _other_vehicles(plan: Plan, action: Driven, aboard: Sequence[str]) -> Iterator[PlacedOne]:
    """Whoever drives in another action of the plan and is meant to be near, on the line that they drive.

    One that follows it, or that it follows, is on the same cue (`convoy`).

    Discs along the vehicle, from its nose to its tail. It comes from before its line and goes on past the end of it at
    its speed, and a run meets it until it brakes itself: how far apart both stop is a question of its own (`behind`).
    """
    for other in plan.action:
        linked = isinstance(other, Driven) and (run_ahead(plan, other) is action or run_ahead(plan, action) is other)
        if linked or not isinstance(other, Driven) or other is action:
            continue
        if other.by in action.near and other.by not in aboard:
            long, half = length_of(plan, other), half_width_of(plan, other)
            for behind_m in np.arange(half, max(long - half, half) + 2 * half, 2 * half):
                knots = tuple(_along(other, starts_s(plan, other), min(float(behind_m), long - half)))
                yield PlacedOne(other.by, knots, half, Borne.TRAINED_RECEIVER, near=True, trained=True, drives=True)


def _along(other: Driven, starts_s: float, behind_m: float) -> Iterator[Knot]:
    """Where and when the place is that far behind the nose of a vehicle on its line."""
    speed = other.speed.value
    at_s = starts_s + behind_m / speed
    points = [(point[0].value, point[1].value) for point in other.line]
    gone = 0.0
    yield at_s - DRIVES_ON_S, *_beyond(points[1], points[0], speed)
    for before, point in zip((points[0], *points), points, strict=False):
        gone += hypot(point[0] - before[0], point[1] - before[1])
        yield at_s + gone / speed, *point
    yield at_s + gone / speed + DRIVES_ON_S, *_beyond(points[-2], points[-1], speed)


def _beyond(before: tuple[float, float], end: tuple[float, float], speed_m_s: float) -> tuple[float, float]:
    """Where it is `DRIVES_ON_S` past a point at its speed."""
    x, y = end[0] - before[0], end[1] - before[1]
    share = DRIVES_ON_S * speed_m_s / hypot(x, y)
    return end[0] + share * x, end[1] + share * y


def _things(plan: Plan) -> Iterator[PlacedOne]:
    for thing in plan.place.objects:
        wide = hypot(thing.size[0], thing.size[1]) / 2 if thing.size else 0.5
        what = thing.what.removeprefix("the ").removeprefix("an ").removeprefix("a ")
        yield PlacedOne(f"the {what}", ((0.0, thing.at[0].value, thing.at[1].value),), wide, None)


def _ways(stands: Sequence[tuple[Quantity, ...]], moves: Sequence[PathPoint]) -> Iterator[tuple[Knot, ...]]:
    if moves:
        yield tuple(
            (point.when.value, point.at[0].value, point.at[1].value)
            for point in sorted(moves, key=lambda point: point.when.value)
        )
        return
    for place in stands:
        if is_out_of_reach(place):
            continue
        yield ((0.0, place[0].value, place[1].value),)


def is_out_of_reach(place: Sequence[Quantity]) -> bool:
    """Whether a place is so high that no vehicle comes to it."""
    return len(place) == 3 and place[2].value > OUT_OF_REACH_M


def _operator(camera: str) -> str:
    return f"operator of camera {camera}"


def targets_of(standing: Sequence[PlacedOne]) -> Targets:
    """As arrays; the last knot of each is repeated to the longest."""
    longest = max((len(one.knots) for one in standing), default=1)
    knots = np.array([[*one.knots, *(one.knots[-1],) * (longest - len(one.knots))] for one in standing], dtype=float)
    return Targets(
        knots.reshape(len(standing), longest, 3),
        np.array([one.radius_m for one in standing], dtype=float),
        np.array([one.drives for one in standing], dtype=bool),
    )


def stands_ahead(one: PlacedOne, way: Way, past_m: float) -> bool:
    """Whether any point of somebody's way lies in the way of the vehicle, as far past its end as it may come."""
    corners = way.corners_m
    for leg, (start, end) in enumerate(pairwise(corners)):
        far = float(np.hypot(*(end - start)))
        along_axis = (end - start) / far
        more = past_m if leg == len(corners) - 2 else 0.0
        for _, x, y in one.knots:
            along, across = _off((x, y), start, along_axis)
            if 0.0 <= along <= far + more and abs(across) <= way.half_m + AHEAD_M:
                return True
    return False


def _off(place: tuple[float, float], start: Floats, way: Floats) -> tuple[float, float]:
    """How far a place is along a way from its start, and to the left of it, m. way: a direction of length 1, [2]."""
    off = np.array(place) - start
    return float(off @ way), float(off[1] * way[0] - off[0] * way[1])


def in_the_throw(standing: Sequence[PlacedOne], way: Way, clear_m: tuple[float, float]) -> tuple[str, ...]:
    """Whoever may be where somebody comes down who is struck at the end of the line; over a barrier as well.

    clear_m: so far ahead of it, and to both sides of the vehicle.
    """
    (before, end), (ahead_m, beside_m) = way.corners_m[-2:], clear_m
    ahead = (end - before) / np.hypot(*(end - before))

    def reached(x: float, y: float) -> bool:
        along, across = _off((x, y), end, ahead)
        return 0.0 <= along <= ahead_m and abs(across) <= way.half_m + beside_m

    people = (one for one in standing if one.borne is not None and not one.drives)
    return tuple(dict.fromkeys(one.name for one in people if any(reached(x, y) for _, x, y in one.knots)))


def barriers_of(plan: Plan) -> tuple[Barriers, tuple[str, ...], tuple[str, ...]]:
    """The barriers that hold something, their names, and the names of those that nobody says a test of."""
    usual = DRIVING.read().barrier
    ends: list[tuple[float, ...]] = []
    holds: list[float] = []
    moves: list[float] = []
    holding: list[str] = []
    untested: list[str] = []
    for name, gear in plan.gear.items():
        if not isinstance(gear, Barrier):
            continue
        if gear.held_mass is None or gear.held_speed is None:
            untested.append(name)
            continue
        angle = gear.held_angle.value if gear.held_angle else radians(usual.angle_deg)
        ends.append((gear.from_[0].value, gear.from_[1].value, gear.to[0].value, gear.to[1].value))
        holds.append(0.5 * gear.held_mass.value * (gear.held_speed.value * sin(angle)) ** 2)
        moves.append(gear.moves.value if gear.moves else usual.moves_m)
        holding.append(name)
    made = Barriers(np.array(ends, dtype=float).reshape(-1, 4), np.array(holds), np.array(moves))
    return made, tuple(holding), tuple(untested)


def ways_through_barriers(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Who is to move through a barrier, and which: it is closed to the vehicle, and they cannot pass it either."""
    walks = {name: one.moves for name, one in plan.people.items()}
    walks |= {_operator(name): one.moves for name, one in plan.cameras.items()}
    found = []
    for name, moves in walks.items():
        places = [knot[1:] for way in _ways((), moves) for knot in way]
        for barrier, gear in plan.gear.items():
            if isinstance(gear, Barrier):
                ends = [(end[0].value, end[1].value) for end in (gear.from_, gear.to)]
                if any(_cross(before, after, *ends) for before, after in pairwise(places)):
                    found.append((name, barrier))
    return tuple(found)


def _cross(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...], d: tuple[float, ...]) -> bool:
    """Whether two pieces of straight line cross."""

    def side(p: tuple[float, ...], q: tuple[float, ...], r: tuple[float, ...]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def aboard_of(action: Driven) -> tuple[str, ...]:
    """Whoever is in the action without being merely near it."""
    return tuple(name for name in people_in(action) if name not in action.near)


def needs_s(clear_m: Floats, standing: PlacedOne, drawn: Floats) -> Floats:
    """Seconds to see it and get off its way by `clear_m`, [draw, place]: those who expect it watch for it.

    drawn: any number of the draws, [draw], which tells these takes from others.
    """
    reacts = DRIVING.read().reacts
    mean_s = reacts.expected_s if standing.near else reacts.surprised_s
    first = reacts.back_m_s * reacts.turns_s
    move = np.where(clear_m <= first, clear_m / reacts.back_m_s, reacts.turns_s + (clear_m - first) / reacts.runs_m_s)
    return np.asarray(np.where(standing.boxed_in, np.inf, mean_s * _own_times(reacts, standing.name, drawn) + move))


def _own_times(reacts: Reacts, name: str, drawn: Floats) -> Floats:
    """Times to react over their mean, [draw, 1]: each person's own, evenly spread over any stretch of the draws.

    Within blocks of draws the same quantiles come in an order that name and draws decide.
    """
    count = len(drawn)
    key = hashlib.sha256(name.encode() + np.ascontiguousarray(drawn).tobytes()).digest()
    lots = np.random.default_rng(np.frombuffer(key, np.uint32)).random(count)
    even = (np.arange(count) * _GOLDEN + 0.5) % 1.0
    shares = even[np.lexsort((lots, np.arange(count) // _BLOCK))]
    return reacts.times(ndtri(shares))[:, None]
