"""Blocks that several sheets have: people, hazards, controls, what was not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stuntlab.documents import PersonTold, Reason, RiskTold
from stuntlab.paper.blocks import (
    Block,
    Cell,
    OpenPlace,
    SheetFields,
    SheetGrid,
    SheetList,
    SheetText,
    given,
    section,
)
from stuntlab.paper.facts import SheetFacts
from stuntlab.plan import label_words, people_in
from stuntlab.plan.gag_labels import gag_labels
from stuntlab.report.symbols import SEVERITY_SHAPE, VERDICT_SHAPE
from stuntlab.suggestions import split_commands
from stuntlab.units.counting import counted
from stuntlab.verdict.words import capitalise

CANNOT_TELL = "What this cannot tell"
RESTS_ON = "What this rests on"
GOES_WRONG = "Branches"

_PLACES = re.compile(r",? ?[a-z_ ]*\[\[.*?\]\]")
"""A list of points in the words of an action."""

_OF_THE_MODEL = frozenset({"model-error", "model-spread", "risk-at-least", "takes-used"})
"""Notes on how the answer was made; `how_sure` says what of it a reader on set needs."""


def on_paper(text: str) -> str:
    """A sentence without the commands that only help at a keyboard."""
    kept = [part for part, is_command in split_commands(text) if not is_command]
    return " ".join(" ".join(kept).split()).rstrip(" :,").removesuffix(" and log every run and touch")


def without_places(words: str) -> str:
    """What happens without lists of points, which the map shows."""
    return _PLACES.sub("", words)


def entries_of(facts: SheetFacts, title: str) -> tuple[str, ...]:
    """The entries of a list of the answer."""
    return next((detail.entries for detail in facts.document.details if detail.title == title), ())


def about_stunt(facts: SheetFacts) -> SheetFields:
    """Production, scene, day, place."""
    plan = facts.plan
    return SheetFields(
        (
            ("Production", given(plan.production)),
            ("Scene", given(plan.scene)),
            ("Day of the shoot", given(day_of_shoot(facts))),
            ("Location", given(plan.place.location)),
            ("Floor, ground, wall", given(_ground(facts))),
            ("Plan", f"{facts.plan_file}, version {facts.document.headline.plan_code}, revision {facts.revision}"),
        )
    )


def day_of_shoot(facts: SheetFacts) -> str:
    """The day in words; "" where the plan has none."""
    day = facts.plan.shoot_date
    return f"{day.day} {day:%b %Y}" if day else ""


def _ground(facts: SheetFacts) -> str:
    place = facts.plan.place
    named = {"floor": place.floor, "ground below": place.ground, "wall": place.wall}
    return "; ".join(f"{name}: {words}" for name, words in named.items() if words)


def what_happens(facts: SheetFacts) -> SheetFields:
    """Every gag, in the words and numbers of the plan."""
    return SheetFields(tuple((capitalise(label), words) for label, words in facts.gags.items()))


def parts_of(facts: SheetFacts, name: str) -> str:
    """The gags somebody is in."""
    labels = [label_words(label) for label, action in gag_labels(facts.plan).items() if name in people_in(action)]
    person = facts.plan.people[name]
    return f"in {', '.join(labels)}" if labels else "watching" if person.watching else "near by"


def group_affected(facts: SheetFacts) -> SheetGrid:
    """Everybody in the plan and in the answer: what they do, what they bear, made by whom."""
    told = {person.name: person for person in facts.document.people}
    named = dict.fromkeys([*facts.plan.people, *told])
    return SheetGrid(
        ("who", "job, how many", "part", "what they bear", "answer"),
        (1.1, 1.2, 1, 2.3, 1),
        tuple(_affected(facts, name, told.get(name)) for name in named),
    )


def _affected(facts: SheetFacts, name: str, told: PersonTold | None) -> tuple[Cell, ...]:
    person = facts.plan.people.get(name)
    count = counted(person.count, "person", "people") if person is not None and person.count > 1 else ""
    job = ", ".join(part for part in (person.job if person is not None else "", count) if part)
    age = f", {person.age} years old: a child" if person is not None and person.is_child else ""
    part = parts_of(facts, name) if person is not None else "at a camera"
    bears = "; ".join(dict.fromkeys(risk.what for risk in told.risks)) if told else ""
    verdict = f"{VERDICT_SHAPE[told.verdict]} {told.verdict.value}" if told else "bears no risk that was computed"
    return (name, f"{job}{age}" or "operator", part, bears or "nothing of this plan reaches them", verdict)


def risks_computed(facts: SheetFacts) -> SheetGrid:
    """Who bears what: as it is planned, and what it comes to where the control fails."""
    rows = [
        (f"{person.name}: {risk.what}", _harm(risk), _with_controls(risk), _if_control_fails(risk))
        for person in facts.document.people
        for risk in person.risks
    ]
    return SheetGrid(
        ("who, from whose act", "how they may be harmed", "with the controls of this plan", "if no steps are taken"),
        (1.5, 1.2, 1.7, 1.7),
        tuple(rows),
    )


def _harm(risk: RiskTold) -> str:
    return risk.load.what.removeprefix("if it touches, ") if risk.load else "contact"


def _with_controls(risk: RiskTold) -> str:
    load = "" if risk.contact or risk.load is None else f"{risk.load.felt}, {risk.load.against}".strip(", ")
    return "; ".join(part for part in (risk.contact, load, risk.injury) if part) or "nothing was computed of it"


def _if_control_fails(risk: RiskTold) -> Cell:
    """What is felt where it touches after all: that is the risk where nothing keeps them apart."""
    if risk.load is not None and risk.contact:
        return f"it touches: {f'{risk.load.felt}, {risk.load.against}'.strip(', ')}"
    return OpenPlace("risk without controls")


def stands_against(facts: SheetFacts) -> SheetGrid:
    """What stands against the stunt as the plan is, and what would lift it, the worst first."""
    rows = [_against(one, more) for one, more in facts.document.why_briefly]
    return SheetGrid(
        ("what stands against it", "whom it concerns", "control that would lift it", "done by, when"),
        (2.3, 1, 1.8, 0.8),
        tuple(rows),
        spare=2,
    )


def _against(one: Reason, more: int) -> tuple[Cell, ...]:
    alike = f" {more} more like it." if more else ""
    shape = f"{SEVERITY_SHAPE[one.severity]} {one.severity.value}"
    return (
        f"{shape}: {on_paper(one.plain)}{alike}",
        ", ".join(one.people) or "the stunt",
        on_paper(one.remedy) or OpenPlace("control"),
        "",
    )


def controls_in_plan(facts: SheetFacts) -> Iterable[Block]:
    """What the plan has already, by the order of controls: how it is done, gear, steps and words, what is worn."""
    worn = {name: ", ".join(one.wears) for name, one in facts.plan.people.items() if one.wears}
    ladder = {gag: ", ".join(step for step in (done, still) if step) for gag, done, still in facts.day.steps}
    yield SheetFields(
        (
            *((f"{capitalise(gag)}, as it is done", words) for gag, words in facts.gags.items()),
            *((f"Gear: {name}", words) for name, words in facts.gear.items()),
            *((f"Rehearsed in steps: {gag}", steps) for gag, steps in ladder.items() if steps),
            *((f"Worn by {name}", words) for name, words in worn.items()),
        )
    )
    found = tuple(_note(one) for one in facts.document.notes if one.id not in _OF_THE_MODEL)
    if found:
        yield SheetText("Looked at, and in order:")
        yield SheetList(found)


def _note(one: Reason) -> str:
    said = on_paper(one.plain)
    return f"{', '.join(one.people)}: {said}" if one.people else said


def still_to_do(facts: SheetFacts) -> SheetList:
    """What is missing before anybody does it."""
    missing = (*facts.row.stopped, *facts.row.missing)
    return SheetList(tuple(map(capitalise, missing)) or ("Nothing that the record asks for is missing.",))


def combined(facts: SheetFacts) -> SheetList:
    """What raises a hazard, or joins with another."""
    plan = facts.plan
    several = tuple(facts.gags) if len(facts.gags) > 1 else ()
    found = [
        f"Several gags in one shot: {', '.join(several)}; each is judged alone and what one person does adds up."
        if several
        else "",
        *(f"{name} is {one.age}: under age." for name, one in plan.people.items() if one.is_child),
        *(
            f"{name} is restrained: {given_words(one.stop_signal)}."
            for name, one in plan.people.items()
            if one.restrained
        ),
        *(f"{name} has no way out." for name, one in plan.people.items() if one.boxed_in),
        *(
            f"{name} has power over {', '.join(one.has_power_over)}: an independent review."
            for name, one in plan.people.items()
            if one.has_power_over
        ),
        f"Wind of {plan.place.wind.text}." if plan.place.wind else "",
        *(f"{person.name}: {row.label} {row.text}" for person in facts.document.people for row in person.day),
    ]
    told = tuple(one for one in found if one)
    return SheetList(told or ("None that the plan says: several gags, children, restraint, power, wind.",))


def given_words(signal: str | None) -> str:
    """How somebody restrained stops it."""
    return f"stops it by: {signal}" if signal else "how they stop it is not in the plan"


def failure_modes(facts: SheetFacts) -> SheetGrid:
    """Every foreseeable error and failure by its name, how often, and what follows."""
    rows = []
    for line in entries_of(facts, GOES_WRONG):
        head, _, rest = line.partition(": ")
        name, _, often = head.rpartition(", ")
        rows.append((capitalise(name or head), often, capitalise(rest.partition(". ")[0])))
    return SheetGrid(("what can go wrong", "how often, a take", "what follows"), (1.3, 0.9, 3), tuple(rows), spare=1)


def emergency(facts: SheetFacts) -> SheetFields:
    """Who stops it, how, and who helps."""
    said = facts.plan.safety
    return SheetFields(
        (
            ("Word to stop", given(said.stop_word)),
            ("Silent signal", given(said.silent_signal)),
            ("Radio channel", given(said.channel)),
            ("Medic", given(said.medic)),
            ("Ambulance", given(said.ambulance)),
            ("Nearest hospital", given(said.hospital)),
            ("Emergency call", given(said.emergency_call)),
            ("Rescue", given(said.rescue)),
            ("Fire cover", given(said.fire_cover)),
        )
    )


def not_looked_at(facts: SheetFacts) -> Iterable[Block]:
    """What every sheet ends with."""
    yield from section(
        "What was not looked at",
        SheetList((*(on_paper(line) for line in entries_of(facts, CANNOT_TELL)),)),
        SheetText(
            "This sheet is what a model says of a plan. It is no permission and no certificate, and it is no one's "
            "consent. Anyone may stop.",
            strong=True,
        ),
    )


def how_sure(facts: SheetFacts) -> Iterable[Block]:
    """How far to believe the numbers."""
    yield from section("How sure", SheetList(tuple(on_paper(line) for line in facts.document.sure)))
