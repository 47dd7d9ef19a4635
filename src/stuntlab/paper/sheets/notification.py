"""Stunt action notification and checklist: foreseeable error is asked by name."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.paper.blocks import Block, Cell, SheetFields, SheetMap, SheetSignatures, SheetTicks, given, section
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.guides import GUIDES, bulletins_for
from stuntlab.paper.sections import (
    GOES_WRONG,
    about_stunt,
    emergency,
    entries_of,
    group_affected,
    not_looked_at,
    stands_against,
    still_to_do,
    what_happens,
)
from stuntlab.paper.sheet import PDF, XLSX, Sheet
from stuntlab.units.counting import counted
from stuntlab.verdict.words import capitalise


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    people = sum(person.count for person in facts.plan.people.values())
    yield from section(
        "Notification",
        about_stunt(facts),
        SheetFields((("People involved or near by", counted(people, "person", "people")),)),
    )
    yield from section("The stunt in detail", what_happens(facts))
    yield from section("Who", group_affected(facts))
    yield from section("What stands against it", stands_against(facts))
    yield from section("Procedures", SheetTicks(tuple(_procedures(facts))))
    yield from section("Planned for each foreseeable error and failure", SheetTicks(tuple(_errors(facts))))
    yield from section("Diagram", SheetMap())
    yield from section("Emergency", emergency(facts))
    yield from section("Still to do before anybody does it", still_to_do(facts))
    kinds = [action.kind for action in facts.plan.action]
    yield from section(
        "Guides to attach to the call sheet", SheetTicks(tuple((one.words, "") for one in bulletins_for(kinds)))
    )
    yield from not_looked_at(facts)
    yield from section("Completed by", SheetSignatures((("stunt coordinator", facts.heads.get("stunts", "")),)))


def _procedures(facts: SheetFacts) -> Iterable[tuple[str, Cell]]:
    known = _known(facts)
    yield from ((one.asks, known[one.known] if one.known else "") for one in GUIDES.read().question)


def _known(facts: SheetFacts) -> dict[str, Cell]:
    """What the plan and the record answer already."""
    said, plan = facts.plan.safety, facts.plan
    children = ", ".join(name for name, one in plan.people.items() if one.is_child)
    missing = "; ".join(one for one in facts.row.missing if one.startswith(("briefing", "Briefing")))
    rehearsal = "; ".join(one for one in facts.row.missing if one.startswith("rehearsal"))
    return {
        "map": "below" if facts.set_map else given(None, "diagram"),
        "briefing": f"missing, {missing}" if missing else f"briefed on {facts.briefed}",
        "rehearsal": f"missing, {rehearsal}" if rehearsal else "every step is in the record",
        "changed": "; ".join(facts.changed) or ("nothing since the briefing" if facts.briefed else "no briefing yet"),
        "stop": given(" · ".join(one for one in (said.stop_word, said.channel, said.silent_signal) if one)),
        "wind": f"wind in the plan: {plan.place.wind.text}" if plan.place.wind else given(None, "wind"),
        "children": children or "none in the plan",
    }


def _errors(facts: SheetFacts) -> Iterable[tuple[str, Cell]]:
    """Each failure mode by its name; what is done against it is for the coordinator to write."""
    named = entries_of(facts, GOES_WRONG)
    for line in named:
        head, _, rest = line.partition(": ")
        yield f"{capitalise(head)}: {rest.partition('. ')[0]}", given(None, "planned for by")
    if not named:
        yield (
            "Human error, mechanical error: nothing was computed, name what you foresee",
            given(None, "planned for by"),
        )


NOTIFICATION = Sheet(
    "notification",
    "Stunt action notification and checklist",
    "tell the production what is planned, and ask about every foreseeable error by its name",
    "Forms in use: a coordinator's checklist such as Form 07, a studio's hazard assessment; catch systems are sized "
    "for foreseeable error (OSHA after a death). Copies go where the union or the guild asks for them.",
    (PDF, XLSX),
    _blocks,
)
