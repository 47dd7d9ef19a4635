"""The rehearsal ladder: dry, quarter, half, full; a dummy first where a body could not take it back."""

from __future__ import annotations

from stuntlab.datasets import Finding
from stuntlab.plan import Action
from stuntlab.record.drift import rehearsals_of, ways_it_went_wrong
from stuntlab.record.history import History, Said, hold
from stuntlab.suggestions import DECIDED_PLAN, suggest
from stuntlab.units.counting import agreeing

STEPS = ("dry", "quarter", "half", "full")
DUMMY = "dummy"
_SOURCE = "rehearsal ladder, film practice [R-h]"


def ladders(history: History) -> Said:
    """Which steps each gag expects, and which are missing."""
    lines: list[str] = []
    findings: list[Finding] = []
    for label, action in history.gags.items():
        expected = steps_of(action)
        done = _done(history, label, action)
        missing = [step for step in expected if step not in done]
        lacks = f", missing {', '.join(missing)}" if missing else ""
        lines.append(
            f"{label}: rehearsed {', '.join(step for step in expected if step in done) or 'not at all'}{lacks}"
        )
        lines += _went_wrong_below_full(history, label, action)
        if missing:
            findings.append(_missing(label, expected, missing))
    return Said(tuple(lines), tuple(findings))


def steps_of(action: Action) -> tuple[str, ...]:
    """The steps a kind of gag is rehearsed in, in order."""
    return ((DUMMY,) if action.ladder.dummy_first else ()) + action.ladder.steps


def _went_wrong_below_full(history: History, label: str, action: Action) -> list[str]:
    """What went wrong at a slower step or with a dummy: worth knowing, and in no rate, which is that of full runs."""
    return [
        f"{label}: went wrong in rehearsal ({DUMMY if entry.body.get('dummy') else entry.body.get('step')}): "
        f"{', '.join(ways_it_went_wrong(entry))}; no rate counts it, since that is one of full runs"
        for entry in rehearsals_of(history, label, action)
        if ways_it_went_wrong(entry) and (entry.body.get("step") != STEPS[-1] or entry.body.get("dummy"))
    ]


def _done(history: History, label: str, action: Action) -> set[str]:
    entries = rehearsals_of(history, label, action)
    with_dummy = {DUMMY for entry in entries if entry.body.get("dummy")}
    return with_dummy | {str(entry.body.get("step")) for entry in entries if not entry.body.get("dummy")}


def _missing(label: str, expected: tuple[str, ...], missing: list[str]) -> Finding:
    step = (STEPS[-1], "--dummy") if missing[0] == DUMMY else (missing[0],)
    text = (
        f"The {label}: rehearsal goes {', '.join(expected)}; missing {agreeing(len(missing), 'is', 'are')} "
        f"{', '.join(missing)}. Rehearse in that order with these people, and log each: "
        f"{suggest('rehearsed', DECIDED_PLAN, '--gag', label, '--step', *step)}."
    )
    plain = f"{label.replace('_', ' ')} ({', '.join(missing)})"
    return hold("rehearsal-missing", None, text, source=_SOURCE, plain=plain)
