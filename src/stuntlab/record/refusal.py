"""A giver may refuse to act on somebody: no reason is asked, none is kept, and it holds for every version."""

from __future__ import annotations

from stuntlab.datasets import Finding
from stuntlab.plan import acted_upon, people_in
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, Said, date_of_entry, hold, latest
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK


def refusals(history: History) -> Said:
    """Who refuses, and the gags that stand still for it."""
    standing = _standing(history)
    findings = [finding for entry in standing for finding in _findings(history, entry)]
    return Said(tuple(f"{entry.by}: refuses since {date_of_entry(entry.at)}" for entry in standing), tuple(findings))


def _standing(history: History) -> list[Entry]:
    entries = history.of_plan(REFUSAL, REFUSAL_TAKEN_BACK)
    people = dict.fromkeys(entry.by for entry in entries)
    answers = [latest((e for e in entries if e.by == person), yes=REFUSAL_TAKEN_BACK) for person in people]
    return [answer for answer in answers if answer is not None and answer.kind is REFUSAL]


def _findings(history: History, entry: Entry) -> list[Finding]:
    person = entry.by or ""
    found = []
    for label, action in history.gags.items():
        others = acted_upon(action)
        if person not in people_in(action):
            continue
        does = f"to do the {label} on {' and '.join(others)}" if action.by == person and others else f"the {label}"
        text = (
            f"{person}: refuses {does}. No reason is asked or kept, and nobody is to press for one. Plan the shot "
            "without it: sell it to the camera, or give it to nobody."
        )
        found.append(hold("refusal", person, text, source="house rule: the giver may refuse too"))
    return found
