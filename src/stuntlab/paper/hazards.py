"""Every hazard of a form that a plan has: who may be harmed and how, what stands against it, what is left, who answers.

A plan has a hazard by the kind of a gag, by what it has, or by a word that it says. What it has without saying so
nobody can tell from it: the sheets list the others too, to be added by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from stuntlab.documents import RiskTold
from stuntlab.paper.blocks import Cell, OpenPlace, SheetGrid, SheetText
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.guides import GUIDES, HazardWord
from stuntlab.paper.sections import without_places
from stuntlab.plan import label_words, people_in
from stuntlab.plan.gag_labels import gag_labels
from stuntlab.report.symbols import VERDICT_SHAPE
from stuntlab.units.counting import counted
from stuntlab.verdict.words import capitalise

STUNTS = 25
"""The number of the form for the stunt itself, which has a row for each gag."""


class HazardOfPlan(NamedTuple):
    """A hazard that a plan has, and what of the plan says so."""

    hazard: HazardWord
    why: str


def hazards_of_plan(facts: SheetFacts) -> tuple[HazardOfPlan, ...]:
    """The hazards that the plan has, as far as it says."""
    return tuple(
        HazardOfPlan(one, why) for one in GUIDES.read().hazard if (why := "; ".join(dict.fromkeys(_why(facts, one))))
    )


def every_hazard(facts: SheetFacts) -> SheetGrid:
    """A row for each gag and for each other hazard of the plan."""
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(hazards_of_plan(facts), key=lambda one: one.hazard.number != STUNTS):
        rows += _stunt_rows(facts, one.hazard) if one.hazard.number == STUNTS else [_row(facts, one)]
    return SheetGrid(
        (
            "hazard",
            "what brings it, who may be harmed, and how",
            "controls in the plan",
            "risk that is left",
            "who answers for it",
        ),
        (1.1, 1.4, 1.7, 1.3, 0.9),
        tuple(rows),
        spare=2,
    )


def other_hazards(facts: SheetFacts) -> SheetText:
    """The hazards of the form that the plan says nothing of."""
    has = {one.hazard.number for one in hazards_of_plan(facts)}
    others = "; ".join(f"{one.number} {one.name}" for one in GUIDES.read().hazard if one.number not in has)
    return SheetText(f"The plan says nothing of these; add those that are there: {others}.")


def _why(facts: SheetFacts, one: HazardWord) -> Iterator[str]:
    for label, action in gag_labels(facts.plan).items():
        if action.kind in one.kinds:
            yield label_words(label)
    for has in one.has:
        yield from _HAS[has](facts)
    said = _says(facts)
    for word in one.words:
        yield from (text for text in said if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))


def _says(facts: SheetFacts) -> tuple[str, ...]:
    """What the plan says of its place, things, gear and stunts, in words of whoever wrote it."""
    plan = facts.plan
    described = [text for action in plan.action for text in _descriptions(action)]
    place = (plan.place.floor, plan.place.ground, plan.place.wall, *(thing.what for thing in plan.place.objects))
    gear = (f"{name}: {one.kind.replace('_', ' ')}" for name, one in plan.gear.items())
    return tuple(text for text in (*place, *gear, *described) if text)


def _descriptions(action: object) -> Iterator[str]:
    for name in ("what", "named", "weapon"):
        if isinstance(said := getattr(action, name, None), str):
            yield said
    details = getattr(action, "details", None)
    if isinstance(details, Mapping):
        yield from (f"{name}: {text}" for name, text in details.items())


def _near_by(facts: SheetFacts) -> Iterator[str]:
    in_it = {name for action in facts.plan.action for name in people_in(action)}
    for name, one in facts.plan.people.items():
        if name not in in_it:
            yield f"{name}, {counted(one.count, 'person', 'people')}" if one.count > 1 else name


def _named(facts: SheetFacts, *, child: bool) -> Iterator[str]:
    for name, one in facts.plan.people.items():
        if child and one.is_child:
            yield f"{name}, {one.age} years old"
        if not child and one.restrained:
            yield f"{name}, restrained"


_HAS: Mapping[str, Callable[[SheetFacts], Iterator[str]]] = {
    "any": lambda facts: iter(facts.gags),
    "boxed_in": lambda facts: (f"{name} has no way out" for name, one in facts.plan.people.items() if one.boxed_in),
    "cameras": lambda facts: (f"camera {name}" for name in facts.plan.cameras),
    "child": lambda facts: _named(facts, child=True),
    "near_by": _near_by,
    "restrained": lambda facts: _named(facts, child=False),
    "takes": lambda facts: (
        f"{label_words(label)}, {counted(action.takes)}"
        for label, action in gag_labels(facts.plan).items()
        if action.takes > 1
    ),
    "watchers": lambda facts: (name for name, one in facts.plan.people.items() if one.watching),
    "wind": lambda facts: iter((f"wind {facts.plan.place.wind.text}",) if facts.plan.place.wind else ()),
}
"""What a plan may have, by the words of the table, with what says so."""


def _row(facts: SheetFacts, one: HazardOfPlan) -> tuple[Cell, ...]:
    hazard = one.hazard
    told = _CONTROLS[hazard.control](facts) if hazard.control else ""
    return (
        f"{hazard.number} {capitalise(hazard.name)}",
        one.why,
        told or OpenPlace("control"),
        OpenPlace("risk that is left"),
        _who_answers(facts, hazard),
    )


def _stunt_rows(facts: SheetFacts, hazard: HazardWord) -> Iterator[tuple[Cell, ...]]:
    """One row a gag: whoever bears something of it, how it is done, and what the answer says of it."""
    for label, words in facts.gags.items():
        borne = [(person, risk) for person in facts.document.people for risk in person.risks if _is_of(risk, label)]
        harmed = "; ".join(dict.fromkeys(f"{person.name}: {_harm(risk)}" for person, risk in borne))
        left = "; ".join(
            dict.fromkeys(f"{person.name} {VERDICT_SHAPE[person.verdict]}: {_left(risk)}" for person, risk in borne)
        )
        steps = "; ".join(
            f"rehearsed in steps: {', '.join(part for part in (done, still) if part)}"
            for gag, done, still in facts.day.steps
            if gag == label and (done or still)
        )
        worn = "; ".join(f"{name} wears {', '.join(one.wears)}" for name, one in facts.plan.people.items() if one.wears)
        yield (
            f"{hazard.number} {capitalise(hazard.name)}: {label}",
            harmed or OpenPlace("who, how: nothing was computed of it"),
            ". ".join(part for part in (without_places(words.partition("; ")[2]), _gear(facts), worn, steps) if part)
            or OpenPlace("control"),
            left or OpenPlace("risk that is left"),
            _who_answers(facts, hazard),
        )


def _is_of(risk: RiskTold, label: str) -> bool:
    return re.search(rf"\b{re.escape(label)}\b", risk.what) is not None


def _harm(risk: RiskTold) -> str:
    return risk.load.what.removeprefix("if it touches, ") if risk.load else "contact"


def _left(risk: RiskTold) -> str:
    return "; ".join(part for part in (risk.contact, risk.injury) if part) or "nothing was computed of it"


def _who_answers(facts: SheetFacts, hazard: HazardWord) -> Cell:
    """The head of the department by the name that the production gives, whatever the case of its word."""
    named = {department.casefold(): name for department, name in facts.heads.items()}
    name = named.get(hazard.department.casefold())
    return f"{hazard.department}: {name}" if name else OpenPlace(hazard.department)


def _gear(facts: SheetFacts) -> str:
    return "; ".join(f"{name}: {words}" for name, words in facts.gear.items())


def _clear(facts: SheetFacts) -> str:
    """Ground that is kept clear, and what the answer says of whoever is near."""
    in_it = {name for action in facts.plan.action for name in people_in(action)}
    reached = [
        f"{person.name}: {_left(risk)}"
        for person in facts.document.people
        if person.name not in in_it
        for risk in person.risks
    ]
    return "; ".join((*(facts.set_map.told if facts.set_map else ()), *dict.fromkeys(reached)))


def _medical(facts: SheetFacts) -> str:
    said = facts.plan.safety
    named = {"rescue": said.rescue, "medic": said.medic, "ambulance": said.ambulance, "hospital": said.hospital}
    return "; ".join(f"{name}: {words}" for name, words in named.items() if words)


def _dose(facts: SheetFacts) -> str:
    return "; ".join(f"{person.name}: {row.label} {row.text}" for person in facts.document.people for row in person.day)


def _people(facts: SheetFacts) -> str:
    """How somebody restrained stops it; what a child needs is nowhere in a plan."""
    return "; ".join(
        f"{name} stops it by: {one.stop_signal}"
        for name, one in facts.plan.people.items()
        if one.restrained and one.stop_signal
    )


_CONTROLS: Mapping[str, Callable[[SheetFacts], str]] = {
    "clear": _clear,
    "dose": _dose,
    "fire": lambda facts: facts.plan.safety.fire_cover or "",
    "gear": lambda facts: "; ".join(f"{name} ({one.kind.replace('_', ' ')})" for name, one in facts.plan.gear.items()),
    "people": _people,
    "rescue": _medical,
    "wind": lambda facts: f"planned for wind of {facts.plan.place.wind.text}" if facts.plan.place.wind else "",
}
"""What of a plan stands against a hazard, by the words of the table; "" where the plan has nothing."""
