"""A stop on its way: kept on this machine first, then brought into the record, and told as it is."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from stuntlab.dates import local_now
from stuntlab.errors import RecordError
from stuntlab.files import is_folder
from stuntlab.record.entry import Draft
from stuntlab.record.history import KeptAside
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.location import key_of
from stuntlab.record.pending import NO_PLAN, keep_aside, keep_beside
from stuntlab.record.plan_record import SHORT_WAIT_S, open_record

IN_THE_RECORD, NOWHERE, ASIDE = 0, 1, 3
"""Exit codes: where the stop is."""


@dataclass(frozen=True, slots=True)
class StoppedPlan:
    """One plan that was stopped. entry: its number in the record; else why: why it is kept aside, in `where`."""

    plan: Path
    where: str
    entry: int | None = None
    why: str = ""

    @property
    def code(self) -> int:
        """The exit code that says where it is."""
        return IN_THE_RECORD if self.entry is not None else ASIDE if self.where else NOWHERE


def stop_plan(plan: Path, record: str | None = None) -> StoppedPlan:
    """Keep it here first, so that nothing that goes wrong later can lose it; then bring it into the record."""
    kept: KeptAside | None = None
    where, why = "", ""
    try:
        kept, path = keep_aside(plan, NO_PLAN if is_folder(plan) else key_of(plan, None), local_now())
        where = str(path)
    except (Exception, KeyboardInterrupt) as error:
        why = _why(error)
    try:
        return _into_record(plan, record, kept)
    except (Exception, KeyboardInterrupt) as error:  # whatever it is, the stop counts and the reason is told
        reason = _why(error)
    if kept is None:
        return StoppedPlan(plan, "", why=f"{why}; {reason}")
    with contextlib.suppress(Exception):
        keep_beside(plan, kept)
    return StoppedPlan(plan, where, why=reason)


def _into_record(plan: Path, record: str | None, kept: KeptAside | None) -> StoppedPlan:
    if is_folder(plan):
        raise RecordError("a folder has no record of its own")
    if not plan.is_file():
        raise RecordError(f"{plan} is no file that can be read")
    opened = open_record(plan, record=record, wait_s=SHORT_WAIT_S)
    added = opened.decide(lambda history: [] if kept else [Draft(STOP, history.key, None, {})])
    (entry,) = [one for one in added if one.kind is STOP and (kept is None or one.body.get("kept_aside") == kept.id)]
    return StoppedPlan(plan, str(opened.store.place), entry.number)


def _why(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
