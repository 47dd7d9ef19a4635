"""The verdict on a plan in one sentence, for captions: never an older one than counts now, never a guess."""

from __future__ import annotations

from pathlib import Path

from stuntlab.errors import UserError
from stuntlab.record.board import verdict_today, why_again
from stuntlab.record.history import History, date_of_entry
from stuntlab.record.plan_record import open_record
from stuntlab.record.standing import judge_decisions

NOT_ASSESSED = "This version of the plan is not assessed."


def verdict_on(plan_file: Path) -> str:
    """What counts now for a plan, or that nothing does; a record that cannot be read gives no verdict."""
    try:
        return _in_words(open_record(plan_file).history())
    except (UserError, OSError, ValueError):
        return "The record of this plan cannot be read: no verdict is known."


def _in_words(history: History) -> str:
    answer = history.answer
    if answer is None:
        return NOT_ASSESSED
    if again := why_again(history):
        return f"The plan has to be assessed again: {again}."
    _, findings = judge_decisions(history)
    return f"Verdict on the plan: {verdict_today(history, findings).value} (assessed {date_of_entry(answer.at)})."
