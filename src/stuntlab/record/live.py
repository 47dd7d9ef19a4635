"""Whether a set may be called live, and who may call it so against what holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stuntlab.datasets import Severity, Verdict
from stuntlab.errors import HeldError
from stuntlab.record.board import BoardRow, row_of, what_people_hold
from stuntlab.record.entry import Draft, Json
from stuntlab.record.history import History
from stuntlab.record.kinds.override import OVERRIDE
from stuntlab.record.reasons import check_reason
from stuntlab.record.standing import judge_decisions
from stuntlab.record.stop import check_known, check_no_interest
from stuntlab.suggestions import DECIDED_PLAN, suggest

MAY_BE_OVERRIDDEN = frozenset({"briefing-missing", "rehearsal-missing", "drift"})
"""Holds that somebody may answer for by name. All others are a person's own no or limit, or await somebody's act."""

_NEVER = "It is somebody's own yes or no, or waits to be answered or signed by name"


@dataclass(frozen=True, slots=True)
class LiveHold:
    """What keeps a set from going live. final: what of it nobody can override."""

    verdict: Verdict
    missing: tuple[str, ...]
    final: tuple[str, ...]


def what_holds(history: History) -> LiveHold | None:
    """What keeps this plan from being shot now; None where nothing does."""
    row = row_of(history, history.key.file)
    if row.verdict is Verdict.WITHIN_LIMITS:
        return None
    _, findings = judge_decisions(history)
    holds = [finding for finding in findings if finding.severity is Severity.HOLD]
    final = tuple(what_people_hold(history, [one for one in holds if one.id not in MAY_BE_OVERRIDDEN]))
    return LiveHold(row.verdict or Verdict.HOLD, _list_open(row), (*row.stopped, *final))


def check_live(history: History, name: str | None, reason: str | None) -> list[Draft]:
    """What is written down besides where a set is called live: nothing, or who answers for what holds it.

    Raises: HeldError where something holds the plan and nobody answers for it who may; DecisionError for a reason that
    is too short, or somebody who may not.
    """
    held = what_holds(history)
    if held is None:
        return []
    if reason is None or held.final:
        raise HeldError(_refusal(held, tried=reason is not None), held.verdict, held.missing)
    if name is None:
        raise HeldError("an override is somebody's: give your name with --by", held.verdict, held.missing)
    check_known(history, name)
    check_no_interest(history, name, "calls a set live against what holds it")
    reason = check_reason(
        reason,
        what="a written reason to override",
        wanted="why it goes ahead all the same, and what was done instead",
        example="ladder done yesterday on the other stage, seen by me; marks measured again",
    )
    against: list[Json] = [held.verdict.value, *held.missing]
    return [Draft(OVERRIDE, history.key, name, {"against": against, "reason": reason})]


def _list_open(row: BoardRow) -> tuple[str, ...]:
    return (*row.stopped, *row.missing)


def _refusal(held: LiveHold, *, tried: bool) -> str:
    lines = [f"The set is not called live: this plan is {held.verdict.value}. Nothing was written down."]
    lines += [f"  - {what}" for what in held.missing]
    lines += _what_next(held, tried=tried)
    return "\n".join(lines)


def _what_next(held: LiveHold, *, tried: bool) -> Sequence[str]:
    unknown = any(what.startswith(("never assessed", "assess again")) for what in held.missing)
    first = f"{'Assess it' if unknown else 'All of it in words'}: {suggest('assess', DECIDED_PLAN)}."
    if held.final:
        return [first, f"Nobody can override this: {'; '.join(held.final)}. {_NEVER}."] if tried else [first]
    return [
        first,
        "Somebody who is not at risk may answer for it, by name and with a reason, which this asks for and everybody "
        f"sees: {suggest('set-state', DECIDED_PLAN, 'live', '--override')}.",
    ]
