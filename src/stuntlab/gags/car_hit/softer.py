"""What lies between car and body, and what could besides: a ram bar, foam, pads, a mat; or a dummy in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stuntlab.errors import UserError
from stuntlab.gags.falling.changes import PAD_FOAM, PAD_M, length
from stuntlab.gags.roles import Change
from stuntlab.plan import Plan, Region, parse_plan
from stuntlab.plan.actions.car_hit import CarHit
from stuntlab.plan.actions.vehicle_run import VehicleRun
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.gear.car import Car
from stuntlab.plan.gear.mat import Mat
from stuntlab.plan.gear.pad import Pad
from stuntlab.plan.writing import text_of
from stuntlab.units.counting import join_words

_LEGS = (Region.SHIN, Region.KNEE)
_MAT_M, _MAT_SIZE_M = 0.3, (4.0, 3.0)
"""A mat that is tried where there is none (J)."""


def pads_worn(plan: Plan, name: str) -> tuple[Pad, ...]:
    """Under the costume of somebody."""
    worn = (plan.gear[one] for one in plan.people[name].wears)
    return tuple(one for one in worn if isinstance(one, Pad))


def is_soft(car: Car, worn: tuple[Pad, ...]) -> bool:
    """Whether anything soft lies between car and leg."""
    return car.padded or car.ram_bar or not {pad.covers for pad in worn}.isdisjoint(_LEGS)


def softer(plan: Plan, number: int, action: CarHit, *, has_mat: bool) -> Iterator[Change]:
    """Versions of the plan in which the action of that number is softer, each with the one before."""
    car, hit, soft = plan.gear[action.car], action.to, dict[str, Gear]()
    assert isinstance(car, Car)
    if not (car.padded and car.ram_bar):
        soft[action.car] = car.model_copy(update={"padded": True, "ram_bar": True})
        name = "a ram bar with foam, and foam on the car"
        yield _with(plan, number, action, Change(name, "half a day, in the picture", plan), soft)
    covered = {pad.covers for pad in pads_worn(plan, hit)}
    pads = {
        f"{region.value} pad": Pad.model_construct(covers=region, thickness=length(PAD_M), material=PAD_FOAM)
        for region in (*_LEGS, Region.PELVIS)
        if region not in covered
    }
    if not has_mat:
        mat = Mat.model_construct(thickness=length(_MAT_M), size=_MAT_SIZE_M, made_for="soft landings")
        every = {**soft, **pads, "mat": mat}
        named = ["a ram bar with foam"] * bool(soft) + ["pads under the costume"] * bool(pads) + ["a mat ahead"]
        change = Change(join_words(named), "half a day, a mat out of frame", plan)
        yield _with(plan, number, action, change, every, hit)


def hits_a_dummy(plan: Plan, every: Plan, number: int, action: CarHit) -> Change | None:
    """The plan in which nobody is hit, at its speed; None where whoever would have been is named elsewhere in it.

    every: the plan with all that is asked of car and cameras.
    """
    said = {name: getattr(action, name) for name in action.model_fields_set & set(VehicleRun.model_fields)}
    actions = (*plan.action[:number], VehicleRun.model_construct(**said), *plan.action[number + 1 :])
    people = {name: person for name, person in plan.people.items() if name != action.to}
    car, looked_at = plan.gear[action.car], every.gear[action.car]
    assert isinstance(car, Car)
    assert isinstance(looked_at, Car)
    checked = car.model_copy(update={"inspected": looked_at.inspected, "cut_off": looked_at.cut_off})
    gear = {**plan.gear, action.car: checked}
    changed = plan.model_copy(update={"people": people, "action": actions, "cameras": every.cameras, "gear": gear})
    try:
        parse_plan(text_of(changed))
    except UserError:
        return None
    name = [
        "a dummy is hit, with a cut",
        *["the car inspected"] * (checked.inspected != car.inspected),
        *[f"a {checked.cut_off} cut-off"] * (checked.cut_off != car.cut_off),
        *["every camera unmanned"] * (every.cameras != plan.cameras),
    ]
    return Change(", ".join(name), "the face in the hit; nobody ahead where it may be thrown", changed)


def _with(
    plan: Plan, number: int, action: CarHit, change: Change, gear: Mapping[str, Gear], wearer: str = ""
) -> Change:
    """A change with that gear in its plan. wearer: who puts the pads among it on, and comes down on the mat."""
    people = dict(plan.people)
    if wearer:
        worn = (*people[wearer].wears, *(one for one, what in gear.items() if isinstance(what, Pad)))
        people[wearer] = people[wearer].model_copy(update={"wears": worn})
        action = action.model_copy(update={"onto": "mat"})
    actions = (*plan.action[:number], action, *plan.action[number + 1 :])
    changed = plan.model_copy(update={"people": people, "action": actions, "gear": {**plan.gear, **gear}})
    return Change(change.name, change.cost, changed)
