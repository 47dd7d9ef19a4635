"""Drift: what was rehearsed, against what is planned and what was done. A take is the thing that was rehearsed."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Finding, Severity
from stuntlab.plan import Action, dimensions, label_words, people_in, quantities
from stuntlab.record.entry import Entry
from stuntlab.record.history import SOURCE, History, Said, date_of_entry, hold
from stuntlab.record.kinds.rehearsal import TAKE
from stuntlab.record.ladder import next_step
from stuntlab.record.limits import measured_values
from stuntlab.record.rehearsals import FULL, Envelope, envelope_of, is_briefed, rehearsals_of
from stuntlab.suggestions import DECIDED_PLAN, suggest
from stuntlab.units import Dimension, Quantity, format_like
from stuntlab.units.counting import counted


def drifts(history: History) -> Said:
    """For every quantity of every gag: its envelope, and what lies outside."""
    lines: list[str] = []
    findings: list[Finding] = []
    for label, action in history.gags.items():
        for field, planned in quantities(action).items():
            envelope = envelope_of(history, label, field)
            if envelope is None:
                findings += [] if field in action.settled else [_never_measured(history, label, field)]
                continue
            dimension = dimensions(type(action))[field]
            rehearsed = _range(envelope, dimension, planned)
            lines.append(f"{label}: {_words(field)} rehearsed {rehearsed}, planned {planned.text}")
            findings += list(_outside(history, label, field, planned, envelope))
    return Said(tuple(lines), tuple(findings))


def _outside(history: History, label: str, field: str, planned: Quantity, envelope: Envelope) -> Iterator[Finding]:
    action = history.gags[label]
    dimension = dimensions(type(action))[field]
    name = f"{label}.{field}"
    if not envelope.holds(planned.value, planned.sd) and not is_briefed(history, name, since=0):
        yield _drift(history, name, f"the plan says {planned.text}", envelope)
    for take in history.of_plan(TAKE):
        measured = [value for value in measured_values(take, name) if not envelope.holds(value, planned.sd)]
        outside = [value for value in measured if not _is_tamer(action, field, value, envelope)]
        if (
            outside
            and not is_briefed(history, name, since=take.number)
            and not _is_rehearsed_since(history, take, label)
        ):
            said = ", ".join(format_like(value, dimension, planned.text) for value in outside)
            yield _drift(history, name, f"a take of {date_of_entry(take.at)} had {said}", envelope)


def _is_tamer(action: Action, field: str, value: float, envelope: Envelope) -> bool:
    """Whether a take was outside what was rehearsed on the side that harms nobody."""
    tamer = action.tamer.get(field)
    return tamer is not None and all(tamer.is_on(value, end) for end in (envelope.low, envelope.high))


def _is_rehearsed_since(history: History, take: Entry, label: str) -> bool:
    """Whether the gag was rehearsed again after a take: the envelope then holds what is meant from now on."""
    return any(
        entry.number > take.number and entry.body.get("step") == FULL
        for entry in rehearsals_of(history, label, history.gags[label])
    )


def _drift(history: History, name: str, what: str, envelope: Envelope) -> Finding:
    label, _, field = name.rpartition(".")
    action = history.gags[label]
    told = [word for person in people_in(action) for word in ("--attended", person)]
    said_in = quantities(action)[field]
    rehearsed = f"{_words(field)} was rehearsed {_range(envelope, dimensions(type(action))[field], said_in)}"
    said = f"The {label_words(label)} is not what was rehearsed: {what}, and {rehearsed}."
    remedy = (
        f"Rehearse it so{_log(history, label, field)}. Or brief everybody in the gag on the change: "
        f"{suggest('briefed', DECIDED_PLAN, *told, '--about', name)}."
    )
    plain = f"The {label_words(label)} is not what was rehearsed: {what}, and {rehearsed}."
    return hold("drift", None, said, remedy, source="rehearsal log", plain=plain)


def _never_measured(history: History, label: str, field: str) -> Finding:
    planned = quantities(history.gags[label])[field].text
    said = (
        f"The {label_words(label)}: {_words(field)} ({planned} in the plan) was never measured in a rehearsal, so "
        "nothing tells whether takes keep to it."
    )
    remedy = f"Measure it at full speed{_log(history, label, field)}."
    plain = f"The {label_words(label)}: {_words(field)} was never measured in a rehearsal."
    return Finding("never-measured", Severity.FLAG, None, said, SOURCE, remedy, plain)


def _log(history: History, label: str, field: str) -> str:
    """How a measured value is logged, where a full run is in order; the planned one stands where it goes."""
    step = next_step(history, label)
    if step is not None and step != FULL:
        return (
            f", after the steps before it; next is {suggest('rehearsed', DECIDED_PLAN, '--gag', label, '--step', step)}"
        )
    action = history.gags[label]
    planned = quantities(action)[field]
    value = format_like(planned.value, dimensions(type(action))[field], planned.text)
    logs = suggest("rehearsed", DECIDED_PLAN, "--set", f"{label}.{field}={value}")
    return f" and log what was measured: {logs}"


def _range(envelope: Envelope, dimension: Dimension, planned: Quantity) -> str:
    """In the unit that the plan says it in."""
    low, high = (format_like(end, dimension, planned.text) for end in (envelope.low, envelope.high))
    runs = counted(envelope.runs, "run")
    return f"at {low} ({runs})" if low == high else f"from {low} to {high} ({runs})"


def _words(field: str) -> str:
    return field.replace("_", " ")
