"""A giver may refuse to act on somebody: no reason is asked, none is kept, and it holds for every version."""

from __future__ import annotations

from stuntlab.datasets import Finding
from stuntlab.plan import acted_upon, people_in
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, Said, date_of_entry, hold, of_person
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.undo import undone_yeses, yeses_that_count


def refusals(history: History) -> Said:
    """Who refuses, and the gags that stand still for it."""
    standing = _standing(history)
    findings = [finding for entry in standing for finding in _findings(history, entry)]
    return Said(tuple(f"{entry.by}: refuses since {date_of_entry(entry.at)}" for entry in standing), tuple(findings))


def undone_take_backs(history: History) -> list[Entry]:
    """Refusals taken back that were made again."""
    return undone_yeses(history.lineage, history.of_plan(REFUSAL_TAKEN_BACK), history.of_plan(REFUSAL))


def _standing(history: History) -> list[Entry]:
    """The last refusal of everybody who did not take back all of theirs."""
    noes, yeses = history.of_plan(REFUSAL), history.of_plan(REFUSAL_TAKEN_BACK)
    last = {no.by: no for no in noes}
    return [
        no
        for person, no in last.items()
        if not yeses_that_count(history.lineage, of_person(yeses, person), of_person(noes, person))
    ]


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
