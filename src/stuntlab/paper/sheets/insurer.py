"""The pack for insurer and guarantor: stunts by scene and day, protective measures, change notes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

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
    words_of,
)
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.sections import (
    about_stunt,
    controls_in_plan,
    day_of_shoot,
    emergency,
    group_affected,
    how_sure,
    not_looked_at,
    risks_computed,
    stands_against,
    still_to_do,
)
from stuntlab.paper.sheet import PDF, Sheet
from stuntlab.plan import label_words, people_in
from stuntlab.plan.gag_labels import gag_labels
from stuntlab.verdict.words import capitalise

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a text of a CSV file."""


def _stunts(facts: SheetFacts) -> SheetGrid:
    plan = facts.plan
    rows = tuple(
        (
            given(plan.scene, "scene"),
            given(day_of_shoot(facts), "day"),
            capitalise(label_words(label)),
            str(len(people_in(action))),
            words,
        )
        for (label, action), words in zip(gag_labels(plan).items(), facts.gags.values(), strict=True)
    )
    return SheetGrid(("scene", "day", "stunt", "people in it", "what"), (0.7, 0.9, 1, 0.7, 3.2), rows)


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    yield from section("Submission", about_stunt(facts))
    yield from section("Stunts by scene and day", _stunts(facts))
    yield from section(
        "Coordinator",
        SheetFields(
            (
                ("Stunt coordinator", given(facts.heads.get("stunts"))),
                ("Résumé attached", OpenPlace("insurers weigh it most")),
                ("Synopsis, storyboard", OpenPlace("attach")),
            )
        ),
    )
    yield from section("People", group_affected(facts))
    yield from section("Protective measures", *controls_in_plan(facts))
    yield from section("Risk, with the controls and if no steps are taken", risks_computed(facts))
    yield from section("Open matters", stands_against(facts), still_to_do(facts))
    yield from section("Emergency", emergency(facts))
    changed = facts.changed or ("None since the last briefing." if facts.briefed else "Nobody was briefed yet.",)
    yield from section(
        "Change notes",
        SheetList((f"This is revision {facts.revision}.", *map(capitalise, changed))),
        SheetText(
            "Whoever is insured tells the insurer of a hazardous stunt before it is done: a person hurt in one may be "
            "excluded otherwise."
        ),
    )
    yield from how_sure(facts)
    yield from not_looked_at(facts)


def _tables(facts: SheetFacts) -> Mapping[str, str]:
    grids = {"stunts.csv": _stunts(facts), "people.csv": group_affected(facts), "risks.csv": risks_computed(facts)}
    return {name: csv_of(grid) for name, grid in grids.items()}


def csv_of(grid: SheetGrid) -> str:
    """A table as CSV, in which no text is a formula to a spreadsheet: one that could be begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(grid.columns)
    writer.writerows([_plain(words_of(cell)) for cell in row] for row in grid.rows)
    return out.getvalue()


def _plain(text: Cell) -> str:
    words = words_of(text)
    return f"'{words}" if words.startswith(_FORMULA) else words


INSURER = Sheet(
    "insurer",
    "Insurer pack",
    "stunts by scene and day, who is in them, protective measures, open matters, change notes",
    "Practice of production insurers: stunts by date and location, protective measures, number of people, coordinator.",
    (PDF,),
    _blocks,
    attached=_tables,
)
