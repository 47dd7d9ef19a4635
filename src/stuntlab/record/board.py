"""The day's board: where a plan stands and what is missing, in a few words, without a simulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stuntlab.datasets import Finding, Severity, Verdict
from stuntlab.datasets.head_code import head_code
from stuntlab.plan import Plan, people_in
from stuntlab.record.assessed import program_version
from stuntlab.record.briefing import SetState, state_of_set
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, date_of_entry
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.ladder import steps_done, steps_of
from stuntlab.record.rehearsals import FULL, ways_it_went_wrong
from stuntlab.record.standing import judge_decisions
from stuntlab.record.stop import open_matters
from stuntlab.units.counting import agreeing, counted

_OF_PEOPLE = {
    "consent-missing": "consent",
    "consent-void": "consent to this version",
    "consent-past": "consent for today",
    "consent-unsigned": "signed consent",
    "review-missing": "review",
    "briefing-missing": "briefing",
    "own-limit": "own limit of",
    "renamed": "may be somebody who said no under another name:",
    "dose": "more than a day may hold",
}
"""Finding -> what is missing, before the names of those who miss it."""

_IN_WORDS = {
    "consent-withdrawn": "somebody took their consent back",
    "no-elsewhere": "somebody said no in another record",
    "takes-done": "more takes than planned",
    "unread-entry": "an entry that this version cannot read",
}
_ELSEWHERE = {"drift", "stopped", "refusal", "rehearsal-missing", "near-miss", "concern", *_IN_WORDS, *_OF_PEOPLE}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One plan on the board.

    file: as it was named. verdict: None where the plan or its record cannot be read; then `missing` says why. stopped:
    when, where a stop is open. gags: their labels. missing: what keeps it from going ahead, in words. set_state: what
    the set is called, and by whom against what. ends_at: the code of the end of its record, "" where there is none.
    clear: who is on the set and in no gag.
    """

    file: str
    title: str
    scene: str
    gags: tuple[str, ...]
    verdict: Verdict | None
    stopped: tuple[str, ...]
    missing: tuple[str, ...]
    set_state: SetState
    ends_at: str = ""
    said: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()


def row_of(history: History, file: str) -> BoardRow:
    """Where a plan stands by everything decided so far and by its last answer."""
    _, findings = judge_decisions(history)
    holds = [finding for finding in findings if finding.severity is Severity.HOLD]
    stopped = tuple(finding.plain.partition(";")[0] for finding in holds if finding.id == "stopped")
    plan = history.plan
    return BoardRow(
        file,
        plan.stunt,
        plan.scene or "",
        tuple(history.gags),
        verdict_today(history, findings),
        stopped,
        tuple(what_is_missing(history, holds)),
        state_of_set(history),
        head_code(len(history.held), history.held[-1].hash) if history.held else "",
        tuple(str(entry.body["what"]) for entry in open_matters(history)),
        clear=who_keeps_clear(plan),
    )


def who_keeps_clear(plan: Plan) -> tuple[str, ...]:
    """Everybody whom the plan has on the set and in no gag, and whoever is at a camera."""
    in_it = {name for action in plan.action for name in people_in(action)}
    others = (
        f"{name} ({one.count})" if one.count > 1 else name for name, one in plan.people.items() if name not in in_it
    )
    manned = [name for name, camera in plan.cameras.items() if camera.manned]
    cameras = (f"{agreeing(len(manned), 'camera', 'cameras')} {', '.join(manned)}",) if manned else ()
    return (*others, *cameras)


def verdict_today(history: History, findings: Iterable[Finding]) -> Verdict:
    """The answer that counts now: the last one of the physics where it still holds, and what people decided."""
    answer = history.answer
    current = answer is not None and not why_again(history)
    if answer is not None and current and answer.verdict in (Verdict.NOT_WITHIN_LIMITS, Verdict.CANNOT_ASSESS):
        return answer.verdict
    holds = any(finding.severity is Severity.HOLD for finding in findings)
    if holds or answer is None or not current:
        return Verdict.HOLD
    return answer.verdict


def why_again(history: History) -> str:
    """Why the last answer of the physics says nothing of this plan now; "" where it still does, or there is none."""
    answer = history.answer
    if answer is None:
        return ""
    if answer.limits != history.house.limits:
        return "the limits are others now"
    if answer.program != program_version():
        return f"that was stuntlab {answer.program}, this is {program_version()}"
    wrong = [entry for entry in history.of_plan(REHEARSED, TAKE) if entry.number > answer.after and _counts(entry)]
    return f"a run went wrong since ({ways_it_went_wrong(wrong[0])[0]})" if wrong else ""


def what_is_missing(history: History, holds: Sequence[Finding]) -> Iterator[str]:
    """Everything that keeps a plan from going ahead, each in a few words; stops apart."""
    yield from _of_answer(history)
    yield from what_people_owe(history, holds)


def what_people_owe(history: History, holds: Sequence[Finding]) -> Iterator[str]:
    """The same without the answer of the physics: what people still have to do, or hold."""
    yield from what_people_hold(history, holds)
    yield from _of_ladders(history)


def what_people_hold(history: History, holds: Sequence[Finding]) -> Iterator[str]:
    """What of some holds is anybody's to do but to rehearse, each in a few words; stops apart."""
    yield from _say_refusals(holds)
    yield from dict.fromkeys(_IN_WORDS[finding.id] for finding in holds if finding.id in _IN_WORDS)
    yield from _of_people(history, holds)
    yield from _say_unanswered(history)
    drifted = [finding.text.partition(" is not what")[0] for finding in holds if finding.id == "drift"]
    if drifted:
        yield f"not as rehearsed: {', '.join(dict.fromkeys(text.removeprefix('The ') for text in drifted))}"
    yield from (finding.text.partition(". ")[0] for finding in holds if finding.id not in _ELSEWHERE)


def _counts(entry: Entry) -> bool:
    """Whether what went wrong in a run changes an estimate: in a take, or at full speed without a dummy."""
    full = entry.kind is TAKE or (entry.body.get("step") == FULL and not entry.body.get("dummy"))
    return full and bool(ways_it_went_wrong(entry))


def _say_refusals(holds: Iterable[Finding]) -> Iterator[str]:
    refused = sum(finding.id == "refusal" for finding in holds)
    if refused:
        yield "somebody refuses" if refused == 1 else f"somebody refuses {counted(refused, 'gag')}"


def _of_answer(history: History) -> Iterator[str]:
    answer = history.answer
    if answer is None:
        yield "never assessed"
        return
    again = why_again(history)
    if again:
        was = "" if answer.verdict is Verdict.WITHIN_LIMITS else f"; it was {answer.verdict.value}"
        yield f"assess again: {again}{was}"
    elif answer.verdict is not Verdict.WITHIN_LIMITS:
        reasons = f": {answer.against[0]}" if answer.against else ""
        yield f"assessed {date_of_entry(answer.at)}, {answer.verdict.value}{reasons}"


def _say_unanswered(history: History) -> Iterator[str]:
    numbers: dict[str, list[str]] = {}
    for entry in open_matters(history):
        numbers.setdefault(entry.kind.word, []).append(str(entry.number))
    for word, listed in numbers.items():
        yield f"{word} not answered ({agreeing(len(listed), 'entry', 'entries')} {', '.join(listed)})"


def _of_people(history: History, holds: Sequence[Finding]) -> Iterator[str]:
    named: dict[str, list[str]] = {}
    for finding in holds:
        if finding.id in _OF_PEOPLE and finding.person:
            named.setdefault(finding.id, []).append(finding.person)
    for id_, what in _OF_PEOPLE.items():
        people = list(dict.fromkeys(named.get(id_, ())))
        if people:
            yield f"{what}{' ' if what.endswith(' of') else ': '}{_all_or_some(history.plan.people, people)}"


def _all_or_some(everybody: Mapping[str, object], people: Sequence[str]) -> str:
    return "everybody" if len(people) == len(everybody) > 2 else ", ".join(people)


def _of_ladders(history: History) -> Iterator[str]:
    short = {}
    for label, action in history.gags.items():
        done = steps_done(history, label)
        steps = [step for step in steps_of(action) if step not in done]
        if steps:
            short[label] = "all" if len(steps) == len(steps_of(action)) else ", ".join(steps)
    if len(short) == len(history.gags) > 1 and set(short.values()) == {"all"}:
        yield "rehearsal: all"
    elif short:
        several = len(history.gags) > 1
        yield "rehearsal: " + "; ".join(f"{label} {steps}" if several else steps for label, steps in short.items())
