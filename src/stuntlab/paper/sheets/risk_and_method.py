"""A UK risk assessment with its method statement."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.datasets import Severity
from stuntlab.paper.blocks import (
    Block,
    Cell,
    OpenPlace,
    SheetFields,
    SheetGrid,
    SheetMap,
    SheetSignatures,
    SheetText,
    given,
    section,
)
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.guides import GUIDES
from stuntlab.paper.sections import (
    about_stunt,
    controls_in_plan,
    emergency,
    failure_modes,
    group_affected,
    how_sure,
    not_looked_at,
    on_paper,
    still_to_do,
)
from stuntlab.paper.sheet import DOCX, PDF, Sheet
from stuntlab.report.symbols import SEVERITY_SHAPE
from stuntlab.verdict.words import capitalise


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    yield from section("Part A: outline", about_stunt(facts), _people_of_it(facts))
    yield from section("Hazards of this activity", _hazard_words(facts))
    yield from section("Who might be harmed", group_affected(facts))
    yield from section(
        "Part B: hazard by hazard",
        _hazard_by_hazard(facts),
        SheetText(
            "Severity and likelihood stand in numbers and words where they were computed. A five by five matrix is a "
            "habit and no law; whoever wants one fills it in from them."
        ),
    )
    yield from section("Controls in place", *controls_in_plan(facts))
    yield from section("Method statement", _method(facts))
    yield from section("What can go wrong, and what then", failure_modes(facts))
    yield from section("The set and its exclusion zones", SheetMap())
    yield from section("Communications, first aid, rescue", emergency(facts))
    yield from section("Still to do before anybody does it", still_to_do(facts))
    yield from how_sure(facts)
    yield from not_looked_at(facts)
    yield from section(
        "Signed and briefed",
        SheetSignatures(
            (
                ("assessor", ""),
                ("stunt coordinator", facts.heads.get("stunts", "")),
                ("producer", facts.heads.get("production", "")),
                ("first assistant director", ""),
            )
        ),
    )


def _people_of_it(facts: SheetFacts) -> SheetFields:
    return SheetFields(
        (
            ("Assessor", OpenPlace()),
            ("Authorised by", given(facts.heads.get("production"))),
            ("Copies to", OpenPlace()),
        )
    )


def _hazard_words(facts: SheetFacts) -> SheetGrid:
    kinds = {action.kind for action in facts.plan.action}
    other = "anything" in kinds
    rows = tuple((one.name, _present(bool(kinds.intersection(one.kinds)), other)) for one in GUIDES.read().hazard)
    return SheetGrid(("hazard to consider", "in this plan"), (2, 3), rows)


def _present(present: bool, other: bool) -> Cell:
    """Of a stunt that no model knows nobody can tell which hazards it has."""
    if present:
        return "yes: see part B"
    return OpenPlace("a stunt in words only") if other else "not by the kind of stunt; strike out or add"


def _hazard_by_hazard(facts: SheetFacts) -> SheetGrid:
    rows: list[tuple[Cell, ...]] = []
    for one, more in facts.document.why_briefly:
        alike = f" {more} more like it." if more else ""
        rows.append(
            (
                f"{SEVERITY_SHAPE[one.severity]} {on_paper(one.plain)}{alike}",
                ", ".join(one.people) or "everybody",
                on_paper(one.remedy) or OpenPlace("control"),
                _residual(one.severity),
            )
        )
    for person in facts.document.people:
        for risk in person.risks:
            harm = risk.load.what.removeprefix("if it touches, ") if risk.load else "contact"
            told = "; ".join(part for part in (risk.contact, risk.injury) if part)
            rows.append((f"{risk.what}: {harm}", person.name, "as planned", told or "nothing was computed of it"))
    return SheetGrid(
        ("hazard, and how they are harmed", "who", "control", "residual risk"), (2, 0.9, 1.7, 1.5), tuple(rows), spare=2
    )


def _residual(severity: Severity) -> Cell:
    if severity is Severity.FLAG:
        return "accepted by: ________"
    return "none is acceptable as it stands: change the plan and assess it again"


def _method(facts: SheetFacts) -> SheetGrid:
    """The steps in order: rehearsals, meeting, cue, the action, the stop, the reset."""
    said = facts.plan.safety
    rows: list[tuple[Cell, ...]] = [
        ("Rehearse", f"{capitalise(gag)}: open steps {still}" if still else f"{capitalise(gag)}: all steps done", "")
        for gag, _, still in facts.day.steps
    ]
    rows.append(("Safety meeting", given(said.meeting, "when and where"), ""))
    rows.append(("Clear the set", "nobody but those in the action inside the zones", ""))
    rows.append(("Cue", given(said.cue, "words of the cue"), given(said.called_by, "by whom")))
    rows += [(f"{number}. {capitalise(gag)}", words, "") for number, (gag, words) in enumerate(facts.gags.items(), 1)]
    rows.append(("Stop", given(said.stop_word, "word to stop"), "anyone"))
    rows.append(("Reset", "as planned, measured and logged; anything else is a new plan", ""))
    return SheetGrid(("step", "what is done", "by"), (1, 3.4, 1), tuple(rows), spare=1)


RISK_AND_METHOD = Sheet(
    "rams",
    "Risk assessment and method statement",
    "who might be harmed and how, controls, residual risk, and the steps in order",
    "UK: Management of Health and Safety at Work; HSE ETIS 17, Stunts, fights and other potentially hazardous "
    "production activities.",
    (PDF, DOCX),
    _blocks,
)
