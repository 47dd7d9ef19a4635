"""A giver may refuse to act on somebody: no reason is asked, none is kept, and it holds for every version."""

from __future__ import annotations

from stuntlab.datasets import Finding
from stuntlab.plan import label_words, people_in
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, Said, date_of_entry, hold, of_person
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.undo import undone_yeses, yeses_that_count
from stuntlab.suggestions import DECIDED_PLAN, suggest


def refusals(history: History) -> Said:
    """The gags that stand still because somebody refuses. Who does is for the coordinator to see, not for everybody."""
    findings = [finding for entry in standing_refusals(history) for finding in _findings(history, entry)]
    lines = (f"somebody refuses since {date_of_entry(entry.at)}" for entry in standing_refusals(history))
    return Said(tuple(lines), tuple(dict.fromkeys(findings)))


def undone_take_backs(history: History) -> list[Entry]:
    """Refusals taken back that were made again."""
    return undone_yeses(history.lineage, history.of_plan(REFUSAL_TAKEN_BACK), history.of_plan(REFUSAL))


def standing_refusals(history: History) -> list[Entry]:
    """The last refusal of everybody who did not take back all of theirs."""
    noes, yeses = history.of_plan(REFUSAL), history.of_plan(REFUSAL_TAKEN_BACK)
    last = {no.by: no for no in noes}
    return [
        no
        for person, no in last.items()
        if not yeses_that_count(history.lineage, of_person(yeses, person), of_person(noes, person))
    ]


def _findings(history: History, entry: Entry) -> list[Finding]:
    gags = [label for label, action in history.gags.items() if entry.by in people_in(action)]
    return [
        hold(
            "refusal",
            None,
            f"Somebody who is in the {label_words(label)} refuses it. No reason is asked or kept, and "
            "nobody is to press for one, or to ask who.",
            "Plan the shot without it: sell it to the camera, or leave it out. The coordinator sees whom it is about: "
            f"{suggest('record show', DECIDED_PLAN, '--role', 'coordinator')}.",
            source="house rule: the giver may refuse too",
            plain=f"Somebody who is in the {label_words(label)} refuses it. Nobody is to ask who, or why.",
        )
        for label in gags
    ]
