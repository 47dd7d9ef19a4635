"""How many takes were shot on a day of the shoot, against those that were planned and agreed to."""

from __future__ import annotations

from datetime import datetime

from stuntlab.dates import date_in_words
from stuntlab.plan import label_words
from stuntlab.record.entry import list_field
from stuntlab.record.history import History, Said, day_of, hold
from stuntlab.record.kinds.rehearsal import TAKE
from stuntlab.units.counting import counted


def takes_done(history: History) -> Said:
    """How many takes of each gag were shot today."""
    lines, findings = [], []
    for label, action in history.gags.items():
        done = takes_today(history, label)
        if done:
            lines.append(f"{label}: {counted(done)} today, {action.takes} planned")
        if done > action.takes:
            said = (
                f"The {label_words(label)}: {counted(done)} on {date_in_words(history.today)}, and the plan and "
                f"everybody's consent are for {action.takes}."
            )
            remedy = "Stop here, or change the takes in the plan, assess it and ask everybody."
            plain = f"The {label_words(label)}: {counted(done)} today, and everybody said yes to {action.takes}."
            findings.append(hold("takes-done", None, said, remedy, plain=plain))
    return Said(tuple(lines), tuple(findings))


def takes_today(history: History, label: str) -> int:
    """Takes of a gag on this day of the shoot, in any version."""
    return sum(
        max(1, len(list_field(entry, "runs")))
        for entry in history.of_plan(TAKE)
        if entry.body.get("gag") == label
        and day_of(datetime.fromisoformat(entry.at).astimezone(history.now.tzinfo)) == history.today
    )
