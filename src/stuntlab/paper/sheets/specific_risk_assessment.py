"""The specific risk assessment of California Labor Code 9152.5, field by field."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.paper.blocks import Block, OpenPlace, SheetFields, SheetMap, SheetSignatures, SheetText, given, section
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.hazards import every_hazard, other_hazards
from stuntlab.paper.sections import (
    about_stunt,
    combined,
    controls_in_plan,
    emergency,
    failure_modes,
    group_affected,
    how_sure,
    not_looked_at,
    risks_computed,
    stands_against,
    still_to_do,
    what_happens,
)
from stuntlab.paper.sheet import DOCX, PDF, XLSX, Sheet

_HEADS = ("stunts", "production", "first assistant director", "special effects", "camera", "rigging")
"""Whose part an assessment usually names (J); the production names its own in production.yaml."""


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    yield from section("Focus: the high-risk activity", about_stunt(facts), what_happens(facts))
    yield from section("Group of employees affected", group_affected(facts))
    yield from section("Hazards, controls, and who answers for them", every_hazard(facts), other_hazards(facts))
    yield from section("What stands against it as the plan is", stands_against(facts))
    yield from section("Elevated or combined factors", combined(facts))
    yield from section("Precautions and controls in the plan", *controls_in_plan(facts))
    yield from section(
        "Risk, with the controls and if no steps are taken",
        risks_computed(facts),
        SheetText(
            "The first column of numbers is the plan as it stands. The second says what is felt where nothing keeps "
            "them apart, as far as it was computed; what is open there the department head judges."
        ),
    )
    yield from section("What can go wrong", failure_modes(facts))
    yield from section("The set", SheetMap())
    yield from section("Emergency", emergency(facts))
    yield from section("Still to do before anybody does it", still_to_do(facts))
    yield from how_sure(facts)
    yield from not_looked_at(facts)
    yield from section("Revision", _revision(facts))
    yield from section("Department heads and specialists who took part", _heads(facts))


def _revision(facts: SheetFacts) -> SheetFields:
    changed = "; ".join(facts.changed) or ("nothing" if facts.briefed else "")
    return SheetFields(
        (
            ("Revision", f"{facts.revision}, plan {facts.document.headline.plan_code}"),
            ("Changed since the last briefing", given(changed, "no briefing yet")),
            ("Revised because of", OpenPlace("reason")),
        )
    )


def _heads(facts: SheetFacts) -> SheetSignatures:
    named = facts.heads or dict.fromkeys(_HEADS, "")
    return SheetSignatures((*named.items(), ("safety adviser", "")))


SPECIFIC_RISK_ASSESSMENT = Sheet(
    "sra",
    "Specific risk assessment",
    "what the law asks for before a major stunt: hazards, controls, risk with and without them, who is affected",
    "California Labor Code 9152.5: focus, hazards with elevated or combined factors, controls, risk with and without "
    "them, group affected. It is revised whenever activity or location change in a way that matters.",
    (PDF, DOCX, XLSX),
    _blocks,
)
