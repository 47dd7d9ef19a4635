"""What only some readers want: what people decided, branches, assumptions, what cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Assessment, Branch
from stuntlab.documents.document import Detail
from stuntlab.documents.reasons import Say
from stuntlab.units.counting import counted
from stuntlab.verdict.words import capitalise, chance

ALWAYS = (
    "No model here knows anybody's health, sleep or nerves. Whoever is asked may still say no, and anyone may stop."
)


def decided_details(assessment: Assessment, say: Say) -> tuple[Detail, ...]:
    """What people decided on this version, and what their runs changed."""
    return tuple(_detail_decisions(assessment, say))


def _detail_decisions(assessment: Assessment, say: Say) -> Iterator[Detail]:
    standing = assessment.standing
    if standing is not None:
        entries = counted(standing.entries, "entry", "entries")
        kept = f"record: {entries}, ends at {standing.code}" if standing.head else "no record yet"
        kept += f" · days in {standing.zone}"
        yield Detail("What people decided on this version", tuple(say(line) for line in standing.lines), kept)
    if assessment.rehearsed:
        told = tuple(say(learnt.text) for learnt in assessment.rehearsed)
        yield Detail("What the runs in the record changed", told)


def details_of(assessment: Assessment, say: Say) -> tuple[Detail, ...]:
    """How it can go wrong, what the answer rests on, and what it cannot tell."""
    lists = {
        "Branches": [_branch(branch) for branch in assessment.branches],
        "What this rests on": list(assessment.assumptions),
        "What this cannot tell": [*assessment.not_assessed, ALWAYS],
    }
    return tuple(Detail(title, tuple(say(text) for text in texts)) for title, texts in lists.items() if texts)


def _branch(branch: Branch) -> str:
    return f"{branch.name}, {chance(branch.probability)}: {branch.outcome}. {capitalise(branch.reason)}"
