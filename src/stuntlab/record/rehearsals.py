"""The runs of a gag by the people who are in it, what was measured in them, and who was told of a change."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.plan import Action, people_in
from stuntlab.record.entry import Entry, list_field
from stuntlab.record.history import History
from stuntlab.record.kinds.briefing import BRIEFED
from stuntlab.record.kinds.rehearsal import REHEARSED
from stuntlab.record.limits import measured_values

FULL = "full"
"""The last step of every ladder: what a take is."""

MEASURING = 0.03
"""What a radar gun or a tape on a set may be wrong by, as a share (judgement)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was rehearsed of one quantity, SI: lowest, highest, in how many runs."""

    low: float
    high: float
    runs: int

    def holds(self, value: float, spread: float) -> bool:
        """Whether a value lies inside, given how much it may differ from run to run."""
        margin = max(spread, MEASURING * abs(value))
        return self.low - margin <= value <= self.high + margin


def envelope_of(history: History, label: str, field: str) -> Envelope | None:
    """What the people of this gag rehearsed of a quantity; None where nobody measured it."""
    values = [
        value
        for entry in rehearsals_of(history, label, history.gags[label])
        for value in measured_values(entry, f"{label}.{field}")
    ]
    return Envelope(min(values), max(values), len(values)) if values else None


def rehearsals_of(history: History, label: str, action: Action) -> list[Entry]:
    """Runs of a gag by the very people who are in it now."""
    people = list(people_in(action))
    runs = history.of_plan(REHEARSED)
    return [entry for entry in runs if entry.body.get("gag") == label and entry.body.get("people") == people]


def ways_it_went_wrong(entry: Entry) -> tuple[str, ...]:
    """The failure mode of every run of an entry that went so."""
    return tuple(str(mode) for mode in list_field(entry, "went_wrong"))


def is_briefed(history: History, name: str, *, since: int) -> bool:
    """Whether everybody in the gag was briefed on this quantity, in this version of the plan, after something."""
    people = set(people_in(history.gags[name.rpartition(".")[0]]))
    told: set[str] = set()
    for entry in history.of_version(BRIEFED):
        about, attended = entry.body.get("about"), entry.body.get("attended")
        if entry.number > since and isinstance(about, list) and name in about and isinstance(attended, list):
            told |= {str(person) for person in attended}
    return people <= told
