"""Other ways to drive it: a longer run-out, barriers, no operators, slower, inspected, a cut-off, softer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import hypot, radians
from typing import Any

from stuntlab.driving import DRIVING
from stuntlab.gags.driving.empty import empty_kg
from stuntlab.gags.driving.in_the_way import is_out_of_reach
from stuntlab.gags.falling.changes import length
from stuntlab.gags.roles import Change
from stuntlab.plan import Plan, people_in
from stuntlab.plan.driven import Driven
from stuntlab.plan.gear.barrier import Barrier
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.gear.car import BICYCLE, LANYARD, MOTORCYCLE, REMOTE, Car
from stuntlab.units import Dimension, Quantity, format_like
from stuntlab.units.counting import agreeing, join_words

_SLOWER, _LONGER, _STOPS_AT = 0.75, 1.5, 1.5
_MOVES_M, _HALF_ROW_M, _LEAST_BESIDE_M = 1.0, 8.0, 2.5
"""A row of concrete of 16 m that was pushed a metre in its test; nearer to the line there is no room for one (J)."""

_SQUARE = Quantity(radians(90.0), text="90 deg")


def driven_changes(
    plan: Plan, number: int, action: Driven, vehicle: Car, own: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> Iterator[Change]:
    """The cheapest first, and at the end all of them. number: of the action in the plan.

    own: what only this kind may change, in words -> its cost, and the words of the action.
    """
    alone = {name: one.model_copy(update={"manned": False}) for name, one in plan.cameras.items() if one.manned}
    stops = {MOTORCYCLE: LANYARD, BICYCLE: None}.get(vehicle.body, REMOTE)
    checked = vehicle.model_copy(update={"inspected": True, "cut_off": vehicle.cut_off or stops})
    slower = _scale(action.speed, _SLOWER)

    def put(
        words: Mapping[str, Any],
        car: Car = vehicle,
        cameras: Mapping[str, Any] | None = None,
        more: Mapping[str, Gear] | None = None,
    ) -> Plan:
        changed = action.model_copy(update=dict(words))
        actions = (*plan.action[:number], changed, *plan.action[number + 1 :])
        gear, shot = dict(plan.gear) | {action.car: car} | dict(more or {}), dict(plan.cameras) | dict(cameras or {})
        return plan.model_copy(update={"action": actions, "gear": gear, "cameras": shot})

    if action.run_out is not None:
        clear = longer(action.run_out)
        yield Change(f"{clear.text} clear at the end", "a longer street", put({"run_out": clear}))
    shielded = _barriers_before(plan, action, vehicle)
    if shielded:
        named = agreeing(len(shielded), "a barrier that holds", "barriers that hold")
        yield Change(f"{named} before {_kept(plan, shielded)}", "half a day, in the picture", put({}, more=shielded))
    if alone:
        yield Change("every camera unmanned", "operators leave their cameras", put({}, cameras=alone))
    if checked != vehicle:
        cut = f", with a {checked.cut_off} cut-off" if checked.cut_off else ""
        yield Change(f"inspected{cut}", "an hour, a part", put({}, checked))
    for name, (cost, words) in own.items():
        yield Change(name, cost, put(words))
    yield Change(f"driven at {slower.text}", "speed in the picture", put({"speed": slower}))
    every: dict[str, Any] = {}
    for _, words in own.values():
        every |= words
    yield Change("all of it", "speed, operators, an hour", put({**every, "speed": slower}, checked, alone))


def _barriers_before(plan: Plan, action: Driven, vehicle: Car) -> dict[str, Gear]:
    """For everybody with a place beside the line who is not part of it, units between them and the line."""
    inside_kg = DRIVING.read().person.mass_kg * (1 + len(action.aboard))
    whole_kg = empty_kg(vehicle) + inside_kg
    mass = Quantity(
        whole_kg,
        text=format_like(whole_kg, Dimension.MASS, vehicle.mass.text if vehicle.mass else "1 kg"),
    )
    speed = _scale(action.speed, _STOPS_AT)
    found: dict[str, Gear] = {}
    for name, at in _beside(plan, action):
        ends = _between(at, action)
        if ends is not None:
            here, there = (tuple(length(part) for part in end) for end in ends)
            found[f"barrier at {name}"] = Barrier.model_construct(
                from_=here, to=there, held_mass=mass, held_speed=speed, held_angle=_SQUARE, moves=length(_MOVES_M)
            )
    return found


def _beside(plan: Plan, action: Driven) -> Iterator[tuple[str, tuple[float, float]]]:
    """Manned cameras and people at fixed places of the ground, m, who are neither driven nor meant to be near."""
    inside = {*people_in(action)}
    for name, camera in plan.cameras.items():
        if camera.manned and camera.at is not None and not is_out_of_reach(camera.at):
            yield name, (camera.at[0].value, camera.at[1].value)
    for name, person in plan.people.items():
        places = () if person.moves or name in inside else person.stands
        many = len(places) > 1
        for number, place in enumerate(places, 1):
            if not is_out_of_reach(place):
                yield f"{name} {number}" if many else name, (place[0].value, place[1].value)


def _barriers_of(name: str, places: int) -> tuple[str, ...]:
    """What the barriers are called that may stand before somebody of so many places."""
    return tuple(f"barrier at {one}" for one in (name, *(f"{name} {number}" for number in range(1, places + 1))))


def _kept(plan: Plan, shielded: Mapping[str, Gear]) -> str:
    """Who is behind the barriers, in words."""
    cameras = any(f"barrier at {name}" in shielded for name in plan.cameras)
    people = [name for name, one in plan.people.items() if set(_barriers_of(name, len(one.stands))) & set(shielded)]
    return join_words([*["who works a camera"] * cameras, *people])


def _between(at: tuple[float, float], action: Driven) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Two ends of a row of units half-way between a place and the nearest leg of the line; None for one on the line."""
    legs = list(pairwise([(point[0].value, point[1].value) for point in action.line]))
    (x, y), (to_x, to_y) = min(legs, key=lambda leg: abs(_off(at, leg)[1]))
    far = hypot(to_x - x, to_y - y)
    ahead = ((to_x - x) / far, (to_y - y) / far)
    along, across = _off(at, ((x, y), (to_x, to_y)))
    if abs(across) < _LEAST_BESIDE_M:
        return None
    ends = [(along + sign * _HALF_ROW_M, across / 2) for sign in (-1.0, 1.0)]
    first, second = ((x + ahead[0] * a - ahead[1] * b, y + ahead[1] * a + ahead[0] * b) for a, b in ends)
    return first, second


def _off(at: tuple[float, float], leg: tuple[tuple[float, float], tuple[float, float]]) -> tuple[float, float]:
    """How far along and across a leg a place is, m."""
    (x, y), (to_x, to_y) = leg
    far = hypot(to_x - x, to_y - y)
    ahead = ((to_x - x) / far, (to_y - y) / far)
    return (
        (at[0] - x) * ahead[0] + (at[1] - y) * ahead[1],
        (at[1] - y) * ahead[0] - (at[0] - x) * ahead[1],
    )


def longer(length: Quantity) -> Quantity:
    """Half as much again."""
    return _scale(length, _LONGER, Dimension.LENGTH)


def _scale(given: Quantity, share: float, dimension: Dimension = Dimension.SPEED) -> Quantity:
    value, sd = share * given.value, share * given.sd
    return Quantity(value, sd, format_like(value, dimension, given.text))
