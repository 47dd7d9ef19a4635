"""Who decided what, on which version of a plan: append-only, chained, signed where people have keys.

`open_record(plan_file)` opens it, `PlanRecord.decide` writes, `decisions_on` says what follows for a verdict. What
makes entries is in `decisions`, and refuses what the rule does not allow.
"""

from stuntlab.record.entry import KINDS, Draft, Entry, PlanKey
from stuntlab.record.entry_kind import EntryKind
from stuntlab.record.history import History
from stuntlab.record.plan_record import Decided, PlanRecord, decisions_on, open_record
from stuntlab.record.rehearsed import collect_runs
from stuntlab.record.standing import judge_decisions

__all__ = [
    "KINDS",
    "Decided",
    "Draft",
    "Entry",
    "EntryKind",
    "History",
    "PlanKey",
    "PlanRecord",
    "collect_runs",
    "decisions_on",
    "judge_decisions",
    "open_record",
]
