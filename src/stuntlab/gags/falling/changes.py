"""Changes to a plan that falls without a catcher to aim at share: something softer, slower, somebody trained, pads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stuntlab.gags.roles import Change
from stuntlab.gear.ground import LandingGround
from stuntlab.plan import Action, Plan
from stuntlab.plan.body import Region
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.gear.mat import Mat
from stuntlab.plan.gear.pad import Pad
from stuntlab.units import Dimension, Quantity, format_quantity

SLOWER = 0.6
THICKER_M = (0.20, 0.40)
"""Thicknesses of crash mats that are sold and stacked: one, and one on another (J)."""

MAT_SIZE_M = (2.0, 1.5)
PAD_M = 0.025
PAD_FOAM = "EVA foam"
PERFORMER = "stunt performer"
MAT = "crash mat"


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """One thing that is done differently: what it is, what it costs, and what of the plan it changes.

    fields: of the action; gear: that is new or another; person: fields of whoever falls; place: fields of the place.
    """

    name: str
    cost: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    gear: Mapping[str, Gear] = field(default_factory=dict)
    person: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)


def changes_of_steps(plan: Plan, number: int, faller: str, steps: Iterable[ChangeStep]) -> Iterator[Change]:
    """Each step by itself, in the order given, and all of them together at the end. number: of the action."""
    every = tuple(steps)
    yield from (Change(step.name, step.cost, _put(plan, number, faller, (step,))) for step in every)
    if len(every) > 1:
        costs = "; ".join(dict.fromkeys(step.cost for step in every))
        yield Change("all of it together", costs, _put(plan, number, faller, every))


def _put(plan: Plan, number: int, faller: str, steps: tuple[ChangeStep, ...]) -> Plan:
    """The plan with steps taken; of two that change the same, the later counts, and what is worn adds up."""
    fields = {name: value for step in steps for name, value in step.fields.items()}
    gear = {name: one for step in steps for name, one in step.gear.items()}
    person = {name: value for step in steps for name, value in step.person.items()}
    worn = tuple(dict.fromkeys(name for step in steps for name in step.person.get("wears", ())))
    if worn:
        person["wears"] = worn
    action: Action = plan.action[number].model_copy(update=fields)
    who = plan.people[faller].model_copy(update=person)
    return plan.model_copy(
        update={
            "action": (*plan.action[:number], action, *plan.action[number + 1 :]),
            "gear": {**plan.gear, **gear},
            "people": {**plan.people, faller: who},
            "place": plan.place.model_copy(update={key: one for step in steps for key, one in step.place.items()}),
        }
    )


def thicker_mats(plan: Plan, ground: LandingGround, *, word: str) -> Iterator[ChangeStep]:
    """Thicker foam than there is. word: of the action, that names what they come down on."""
    there = ground.soft
    for thick_m in THICKER_M:
        if there is not None and there.height_m >= thick_m:
            continue
        thickness, name = length(thick_m), there.name if there else MAT
        had = plan.gear.get(name)
        told = f"{thickness.text} of mat"
        if isinstance(had, Catcher):
            continue  # foam that is landed on from a height is changed there
        mat = had.model_copy(update={"thickness": thickness, "drop_tested_from": None}) if had else _mat(thickness)
        yield ChangeStep(
            told, "a thicker mat in the picture" if there else "a mat in the picture", {word: name}, {name: mat}
        )


def _mat(thickness: Quantity) -> Mat:
    return Mat.model_construct(thickness=thickness, size=MAT_SIZE_M, drop_tested_from=None)


def slower(word: str, speed: Quantity | None) -> Iterator[ChangeStep]:
    """Slower by two fifths, where there is a speed. word: of the action."""
    if speed is not None and speed.value > 0.0:
        value, sd = SLOWER * speed.value, SLOWER * speed.sd
        text = f"{format_quantity(value, Dimension.SPEED)}" if sd == 0.0 else f"{value:.2g} ± {sd:.1g} m/s"
        yield ChangeStep(f"slower: {text}", "it looks slower", {word: Quantity(value, sd, text)})


def more_pads(plan: Plan, faller: str, regions: Iterable[Region]) -> Iterator[ChangeStep]:
    """Pads over the regions that have none."""
    worn = plan.people[faller].wears
    covered = {gear.covers for gear in (plan.gear[name] for name in worn) if isinstance(gear, Pad)}
    bare = [region for region in regions if region not in covered]
    if bare:
        thickness = length(PAD_M)
        gear = {
            f"{region.value} pad": Pad.model_construct(covers=region, thickness=thickness, material=PAD_FOAM)
            for region in bare
        }
        named = ", ".join(region.value for region in bare)
        yield ChangeStep(
            f"pads of {1000 * PAD_M:.0f} mm over {named}",
            "pads under the costume",
            gear=gear,
            person={"wears": (*worn, *gear)},
        )


def trained_person(words: Mapping[str, Any], *, does_stunts: bool, trained: bool) -> Iterator[ChangeStep]:
    """Somebody who learned it. words: fields of the action that say so."""
    if trained:
        return
    if does_stunts:
        yield ChangeStep("trained and rehearsed as planned", "weeks of training", words)
        return
    told = "a trained stunt performer instead" if words else "a stunt performer instead"
    yield ChangeStep(told, "a double in the picture", words, person={"job": PERFORMER})


def length(value_m: float) -> Quantity:
    """A length without spread, as a plan has it."""
    return Quantity(value_m, 0.0, format_quantity(value_m, Dimension.LENGTH))
