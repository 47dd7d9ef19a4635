"""A UK risk assessment with its method statement."""

from __future__ import annotations

from collections.abc import Iterable

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
from stuntlab.paper.hazards import every_hazard, other_hazards
from stuntlab.paper.sections import (
    about_stunt,
    controls_in_plan,
    emergency,
    failure_modes,
    group_affected,
    how_sure,
    not_looked_at,
    stands_against,
    still_to_do,
)
from stuntlab.paper.sheet import DOCX, PDF, Sheet
from stuntlab.verdict.words import capitalise


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    yield from section("Part A: outline", about_stunt(facts), _people_of_it(facts))
    yield from section("Who might be harmed", group_affected(facts))
    yield from section(
        "Part B: hazard by hazard",
        every_hazard(facts),
        other_hazards(facts),
        SheetText(
            "Severity and likelihood stand in numbers and words where they were computed. A five by five matrix is a "
            "habit and no law; whoever wants one fills it in from them."
        ),
    )
    yield from section("What stands against it as the plan is", stands_against(facts))
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
