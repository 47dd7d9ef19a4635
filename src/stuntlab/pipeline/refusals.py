"""What a plan asks that no take can be made of: every refusal of an assessment, with its place in the plan.

`check` and `assess` ask the same function, so that the one never takes what the other refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from stuntlab.errors import UserError
from stuntlab.gags import gag_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import NotSimulated, OnStairs, SeenStrike
from stuntlab.gear.catchers import lacking_behaviour
from stuntlab.gear.pad import foam
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Action, Pad, Plan, gag_labels, people_in, people_measured
from stuntlab.shots.line_of_strike import line_of
from stuntlab.shots.placement import refuse_unseeing
from stuntlab.takes.sample import draw

FEW_TAKES = 12
"""Takes of each branch that are tried for room: whether a body fits hardly depends on the draw (judgement)."""

Place = tuple[str | int, ...]
Refusal = tuple[Place, str]


def refusals(plan: Plan) -> dict[Place, str]:
    """Place -> why, for everything of a plan that can be read and not assessed; nothing for a plan that can."""
    found: dict[Place, str] = {("gear", name): text for name, text in lacking_behaviour(plan).items()}
    gags: list[Gag] = []
    for number, (label, action) in enumerate(gag_labels(plan).items()):
        of_bodies = dict(_of_bodies(plan, action))
        found |= of_bodies
        if of_bodies:
            continue  # which would only be told again
        try:
            gag = gag_of(plan, label)
            gag.refuse_impossible()
            _find_room(gag)
            gags.append(gag)
        except UserError as error:
            found |= {_place(plan, number, action, str(error)): str(error)}
    return found or dict(_of_cameras(plan, gags))  # where a camera stands is known once every gag is


def _of_bodies(plan: Plan, action: Action) -> Iterator[Refusal]:
    """Bodies that are outside the body tables, of those that are made."""
    names = people_in(action)
    if not action.simulated or any(plan.people[name].is_child for name in names):
        return
    for name in people_measured(action):
        try:
            measures_of(plan.people[name], name)
        except UserError as error:
            yield ("people", name), str(error)


def _find_room(gag: Gag) -> None:
    """Start a few takes of each branch between two walls, where there may be no room for the body.

    Raises: UserError where there is none.
    """
    if isinstance(gag, OnStairs) and all(gag.stairs.walls):
        draws = gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=FEW_TAKES))
        gag.worlds()[0].knobs(draws, np.arange(len(draws.branch)), {})


def _place(plan: Plan, number: int, action: Action, message: str) -> Place:
    """Where in the plan the thing stands that a message is about: a pad, the floor, the action or a word of it."""
    for name in chain.from_iterable(plan.people[person].wears for person in people_in(action)):
        gear = plan.gear[name]
        if isinstance(gear, Pad) and f"'{gear.material}'" in message and _is_unknown(gear.material):
            return ("gear", name, "material")
    if plan.place.floor and f'"{plan.place.floor}"' in message:
        return ("place", "floor")
    words = ((key, getattr(action, key)) for key in type(action).model_fields)
    said = next((key for key, value in words if isinstance(value, str) and f'"{value}"' in message), None)
    return ("action", number, action.kind, *((said,) if said else ()))


def _is_unknown(material: str) -> bool:
    try:
        foam(material)
    except UserError:
        return True
    return False


def _of_cameras(plan: Plan, gags: list[Gag]) -> Iterator[Refusal]:
    """Cameras that stand in somebody, or look away from every strike."""
    strikes = [
        (line_of(plan, gag.strike()), gag.strike(), gag.planned_gap_m)
        for gag in gags
        if isinstance(gag, SeenStrike) and not isinstance(gag, NotSimulated)
    ]
    for name, camera in plan.cameras.items():
        try:
            refuse_unseeing(name, camera, strikes)
        except UserError as error:
            yield ("cameras", name), str(error)
