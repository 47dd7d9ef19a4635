"""Drift: what was rehearsed, against what is planned and what was done. A take is the thing that was rehearsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stuntlab.datasets import Finding, Severity
from stuntlab.plan import Action, dimensions, people_in, quantities
from stuntlab.record.entry import Entry, listed_in
from stuntlab.record.history import SOURCE, History, Said, date_of_entry, hold
from stuntlab.record.kinds.briefing import BRIEFED
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.limits import measured_values
from stuntlab.units import Dimension, Quantity, format_like, format_quantity
from stuntlab.units.counting import counted

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


def drifts(history: History) -> Said:
    """For every quantity of every gag: its envelope, and what lies outside."""
    lines: list[str] = []
    findings: list[Finding] = []
    for label, action in history.gags.items():
        for field, planned in quantities(action).items():
            envelope = envelope_of(history, label, field)
            if envelope is None:
                findings.append(_never_measured(label, field, planned))
                continue
            dimension = dimensions(type(action))[field]
            lines.append(f"{label}: {_words(field)} rehearsed {_range(envelope, dimension)}, planned {planned.text}")
            findings += list(_outside(history, label, field, planned, envelope))
    return Said(tuple(lines), tuple(findings))


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
    return tuple(str(mode) for mode in listed_in(entry, "went_wrong"))


def _outside(history: History, label: str, field: str, planned: Quantity, envelope: Envelope) -> Iterator[Finding]:
    action = history.gags[label]
    dimension = dimensions(type(action))[field]
    name = f"{label}.{field}"
    if not envelope.holds(planned.value, planned.sd) and not is_briefed(history, name, since=0):
        yield _drift(label, field, f"the plan says {planned.text}", envelope, dimension)
    for take in history.of_plan(TAKE):
        measured = [value for value in measured_values(take, name) if not envelope.holds(value, planned.sd)]
        outside = [value for value in measured if not _is_tamer(action, field, value, envelope)]
        if (
            outside
            and not is_briefed(history, name, since=take.number)
            and not _is_rehearsed_since(history, take, label)
        ):
            said = ", ".join(format_like(value, dimension, planned.text) for value in outside)
            yield _drift(label, field, f"a take of {date_of_entry(take.at)} had {said}", envelope, dimension)


def _is_tamer(action: Action, field: str, value: float, envelope: Envelope) -> bool:
    """Whether a take was outside what was rehearsed on the side that harms nobody."""
    tamer = action.tamer.get(field)
    return tamer is not None and all(tamer.is_on(value, end) for end in (envelope.low, envelope.high))


def _is_rehearsed_since(history: History, take: Entry, label: str) -> bool:
    """Whether the gag was rehearsed again after a take: the envelope then holds what is meant from now on."""
    return any(
        entry.number > take.number and entry.body.get("step") == "full"
        for entry in rehearsals_of(history, label, history.gags[label])
    )


def _drift(label: str, field: str, what: str, envelope: Envelope, dimension: Dimension) -> Finding:
    name = f"{label}.{field}"
    text = (
        f"The {label} is not what was rehearsed: {what}, and {_words(field)} was rehearsed "
        f'{_range(envelope, dimension)}. Rehearse it so (`stuntlab rehearsed PLAN --set {name}="..."`), or brief '
        f"everybody in the gag on the change (`stuntlab briefed PLAN --attended NAME --about {name}`)."
    )
    return hold("drift", None, text, source="rehearsal log")


def _never_measured(label: str, field: str, planned: Quantity) -> Finding:
    text = (
        f"The {label}: {_words(field)} ({planned.text} in the plan) was never measured in a rehearsal, so nothing "
        f'tells whether takes keep to it. Log it: `stuntlab rehearsed PLAN --set {label}.{field}="..."`.'
    )
    return Finding("never-measured", Severity.FLAG, None, text, SOURCE)


def is_briefed(history: History, name: str, *, since: int) -> bool:
    """Whether everybody in the gag was briefed on this quantity, in this version of the plan, after something."""
    people = set(people_in(history.gags[name.rpartition(".")[0]]))
    told: set[str] = set()
    for entry in history.of_version(BRIEFED):
        about, attended = entry.body.get("about"), entry.body.get("attended")
        if entry.number > since and isinstance(about, list) and name in about and isinstance(attended, list):
            told |= {str(person) for person in attended}
    return people <= told


def _range(envelope: Envelope, dimension: Dimension) -> str:
    low, high = format_quantity(envelope.low, dimension), format_quantity(envelope.high, dimension)
    runs = counted(envelope.runs, "run")
    return f"at {low} ({runs})" if low == high else f"from {low} to {high} ({runs})"


def _words(field: str) -> str:
    return field.replace("_", " ")
