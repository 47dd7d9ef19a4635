"""Entries that are dated later than it is: a clock was wrong when they were written, or this one is."""

from __future__ import annotations

from stuntlab.datasets import Finding, Severity
from stuntlab.record.clock import counts_now
from stuntlab.record.history import SOURCE, History, Said


def clocks(history: History) -> Said:
    """A flag for each of them, with both times, and whether it counts."""
    findings = []
    for entry in history.ahead:
        counts = "It counts all the same" if counts_now(entry, history.now) else "It does not count until then"
        said = (
            f"Entry {entry.number} ({entry.kind.word}) is dated {entry.at}, and it is "
            f"{history.now.isoformat(timespec='seconds')} here: one of the two clocks is wrong. {counts}."
        )
        remedy = "Set the wrong clock; a yes is given again, a no stands."
        plain = f"Entry {entry.number} of the record ({entry.kind.word}) is dated later than now: a clock is wrong."
        findings.append(Finding("wrong-clock", Severity.FLAG, None, said, SOURCE, remedy, plain))
    return Said((), tuple(findings))
