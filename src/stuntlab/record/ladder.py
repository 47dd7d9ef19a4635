"""The rehearsal ladder: dry, quarter, half, full; a dummy first where a body could not take it back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stuntlab.datasets import Finding
from stuntlab.errors import DecisionError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Action, label_words
from stuntlab.record.history import History, Said, hold
from stuntlab.record.on_the_day import beyond_plan
from stuntlab.record.rehearsals import FULL, rehearsals_of, ways_it_went_wrong
from stuntlab.record.setting import changes_of_setting, find_runs_as_planned
from stuntlab.suggestions import DECIDED_PLAN, suggest
from stuntlab.units.counting import agreeing

DUMMY = "dummy"
_SOURCE = "rehearsal ladder, film practice [R-h]"


def ladders(history: History) -> Said:
    """Which steps each gag expects, and which are missing."""
    lines: list[str] = []
    findings: list[Finding] = []
    for label, action in history.gags.items():
        expected = steps_of(action)
        done = steps_done(history, label)
        missing = [step for step in expected if step not in done]
        lacks = f", missing {', '.join(missing)}" if missing else ""
        lines.append(
            f"{label}: rehearsed {', '.join(step for step in expected if step in done) or 'not at all'}{lacks}"
        )
        lines += _went_wrong_below_full(history, label, action)
        if missing:
            findings.append(_miss_step(label, expected, missing))
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
        if ways_it_went_wrong(entry) and (entry.body.get("step") != FULL or entry.body.get("dummy"))
    ]


def steps_done(history: History, label: str) -> set[str]:
    """The steps of a gag that its people have done at the setting of this version."""
    entries = find_runs_as_planned(history, label)
    with_dummy = {DUMMY for entry in entries if entry.body.get("dummy")}
    return with_dummy | {str(entry.body.get("step")) for entry in entries if not entry.body.get("dummy")}


def next_step(history: History, label: str) -> str | None:
    """The first step that is not done yet at this setting; None where all are."""
    done = steps_done(history, label)
    return next((step for step in steps_of(history.gags[label]) if step not in done), None)


def step_named(action: Action, label: str, text: str) -> str:
    """The step of a gag that somebody means: "From a squat", "from_a_squat" and "from a squat" are one.

    Raises: DecisionError, with the steps in their order and the nearest one.
    """
    steps = steps_of(action)
    plain = {_plain(step): step for step in steps}
    if _plain(text) not in plain:
        raise DecisionError(
            f'"{text}" is no step of the {label_words(label)}{did_you_mean(_plain(text), steps)}. '
            f"Its order is {_in_order(steps)}"
        )
    return plain[_plain(text)]


def check_order(history: History, label: str, step: str) -> None:
    """Whether a step may be rehearsed now: every step before it has been, by these people, at this setting.

    Raises: DecisionError with the order, what is next, and what of an earlier setting does not count any more.
    """
    steps = steps_of(history.gags[label])
    done = steps_done(history, label)
    missing = [one for one in steps[: steps.index(step)] if one not in done]
    if missing:
        raise DecisionError(
            f'The {label_words(label)}: "{step}" is out of order. The order is {_in_order(steps)}; '
            f"next is {missing[0]}. "
            f"{_other_setting(history, label)}Nothing was written down. Rehearse and log that first: "
            f"{suggest('rehearsed', DECIDED_PLAN, '--gag', label, '--step', missing[0])}"
        )


def check_full(label: str, action: Action, runs: Sequence[Mapping[str, float]]) -> None:
    """Whether runs that were called full are: none is slower, or farther away, than the plan's own spread.

    Raises: DecisionError with both values and the order.
    """
    for beyond in (one for run in runs for one in beyond_plan(action, run)):
        if beyond.tame and not beyond.touch:
            raise DecisionError(
                f"The {label_words(label)}: this is another setting than the plan's, so it is no full run: "
                f"{beyond.text()}. "
                "Nothing was "
                f"written down. The order is {_in_order(steps_of(action))}: log it as the step it was (--step), or "
                "change the plan"
            )


def _other_setting(history: History, label: str) -> str:
    """What was rehearsed at a setting that is not this version's, and why it does not count."""
    entries = rehearsals_of(history, label, history.gags[label])
    changed = [what for entry in entries for what in changes_of_setting(history, entry, label)]
    if not changed:
        return ""
    listed = "; ".join(dict.fromkeys(changed))
    return f"What was rehearsed before was another setting ({listed}) and does not count. "


def _in_order(steps: Sequence[str]) -> str:
    return ", ".join(steps)


def _plain(step: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", step).casefold().split())


def _miss_step(label: str, expected: tuple[str, ...], missing: list[str]) -> Finding:
    said = (
        f"The {label_words(label)}: rehearsal goes {', '.join(expected)}; "
        f"missing {agreeing(len(missing), 'is', 'are')} {', '.join(missing)}."
    )
    remedy = (
        "Rehearse in that order with these people, and log each: "
        f"{suggest('rehearsed', DECIDED_PLAN, '--gag', label, '--step', missing[0])}."
    )
    plain = f"{label_words(label)} ({', '.join(missing)})"
    return hold("rehearsal-missing", None, said, remedy, source=_SOURCE, plain=plain)
