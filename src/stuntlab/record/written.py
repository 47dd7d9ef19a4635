"""Decisions written down, and what they mean at once for the plan: what they hold, and where it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from stuntlab.datasets import Finding, Verdict
from stuntlab.record.board import BoardRow, row_of, why_again
from stuntlab.record.entry import Draft, Entry
from stuntlab.record.history import History
from stuntlab.record.keys import Signs
from stuntlab.record.on_the_day import newly_held
from stuntlab.record.plan_record import PlanRecord
from stuntlab.record.standing import judge_decisions
from stuntlab.suggestions import DECIDED_PLAN, suggest


@dataclass(frozen=True)
class WrittenDown:
    """What was written, and the plan's history with it. new: what holds because of it.

    lapsed: whether the last answer of the physics counts no longer.
    """

    added: tuple[Entry, ...]
    after: History
    new: tuple[Finding, ...]
    lapsed: bool

    @property
    def holds(self) -> bool:
        """Whether it holds something that was free before."""
        return bool(self.new) or self.lapsed

    def meaning(self, file: str) -> Iterator[str]:
        """What it means, in sentences. file: the plan as it is named."""
        yield from (f"HOLD: {finding.text}" for finding in self.new)
        yield standing_line(row_of(self.after, file))


def write_down(
    opened: PlanRecord, make: Callable[[History], Sequence[Draft]], *, signer: Signs | None = None
) -> WrittenDown:
    """Write down what `make` answers to the history of a plan.

    Raises: as `PlanRecord.decide`.
    """
    seen: list[History] = []

    def remember(history: History) -> Sequence[Draft]:
        seen.append(history)
        return make(history)

    added = opened.decide(remember, signer=signer)
    after = opened.history()
    new = newly_held(judge_decisions(seen[-1])[1], judge_decisions(after)[1])
    return WrittenDown(added, after, new, bool(why_again(after)) and not why_again(seen[-1]))


def standing_line(row: BoardRow) -> str:
    """Where a plan stands now, in a line."""
    called = row.set_state
    missing = "; ".join((*row.stopped, *row.missing))
    if row.verdict is Verdict.WITHIN_LIMITS and not missing:
        return f"This plan now: {row.verdict.value}, set {called.state}"
    word = "STOPPED" if row.stopped else (row.verdict or Verdict.HOLD).value
    if called.state == "live" and not called.reason:
        return f"This plan now: {word}, set live. Missing: {missing}. {suggest('set-state', DECIDED_PLAN, 'cold')}"
    return f"This plan now: {word}, set {called.state}. Missing: {missing}"
