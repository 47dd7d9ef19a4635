"""The day report: takes, drift, near misses and doses, as the record has them."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.paper.blocks import (
    Block,
    OpenPlace,
    SheetFields,
    SheetGrid,
    SheetList,
    SheetSignatures,
    SheetText,
    section,
)
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.sections import about_stunt, not_looked_at, still_to_do
from stuntlab.paper.sheet import DOCX, PDF, Sheet
from stuntlab.verdict.words import capitalise


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    day = facts.day
    if not day.date:
        yield SheetText("The record has no take, rehearsal, near miss or stop of this plan yet.", strong=True)
    yield from section(
        "Day",
        SheetFields((("Day", day.date or OpenPlace()), ("End of the record", facts.row.ends_at or "no record yet"))),
        about_stunt(facts),
    )
    yield from section(
        "Takes",
        SheetGrid(
            ("gag", "takes", "measured, and what went wrong"),
            (1, 1, 3),
            tuple((capitalise(gag), takes, said or "nothing was measured") for gag, takes, said in day.takes),
            spare=0 if day.date else 4,
        ),
    )
    yield from section(
        "Rehearsed",
        SheetGrid(
            ("gag", "steps done", "steps open"),
            (1, 2, 2),
            tuple((capitalise(gag), done or "none", still or "none") for gag, done, still in day.steps),
        ),
    )
    yield from section("Drift: not as it was rehearsed", SheetList(day.drift or ("Nothing that was measured.",)))
    yield from section("Stops", SheetList(tuple(map(capitalise, day.stops)) or ("None.",)))
    yield from section(
        "Near misses and concerns",
        SheetGrid(("what", "in words", "answer"), (0.8, 2.5, 2), day.matters, spare=2),
        SheetText("Nobody is named who saw, stopped or refused."),
    )
    yield from section(
        "Doses of the day",
        SheetFields(tuple((capitalise(what), said) for what, said in day.doses))
        if day.doses
        else SheetText("Nothing that is counted was done or is planned."),
    )
    yield from section("Injuries and first aid", SheetFields((("Reported", OpenPlace("none, or its number")),)))
    yield from section("Still open", still_to_do(facts))
    yield from not_looked_at(facts)
    yield from section(
        "Seen by",
        SheetSignatures((("stunt coordinator", facts.heads.get("stunts", "")), ("first assistant director", ""))),
    )


DAY_REPORT = Sheet(
    "day",
    "Day report",
    "what was done on the day: takes, drift, near misses, doses",
    "House rule; near misses are kept without names (docs/record.md).",
    (PDF, DOCX),
    _blocks,
)
