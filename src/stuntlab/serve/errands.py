"""What a worker can be sent for: an answer, other ways to do it, a scene to look at, what cameras see.

Each is a function of a plan file and numbers, and gives plain data that is kept or shown.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.kept_answer import keep_answer
from stuntlab.pipeline.refusals import refusals
from stuntlab.plan import Plan, production_file_of, read_plan, read_production_file
from stuntlab.plan.reading import plan_error
from stuntlab.record import decisions_on
from stuntlab.record.plan_record import open_plan
from stuntlab.serve.kept import Kept, grounds_of, keep
from stuntlab.verdict import read_limits

Tell = Callable[[int, int], None]


def assess_plan(plan_file: str, record: str | None, state: str, tell: Tell) -> dict[str, Any]:
    """Assess a plan as the command does, and keep the answer: for the record, and whole for the pages."""
    file = Path(plan_file)
    plan = _usable(file)
    beside = production_file_of(file)
    production = read_production_file(beside) if beside else None
    limits = read_limits(production)
    decided = decisions_on(file, plan, production=production, record=record)
    answer = assess(plan, limits=limits, rehearsed=decided.rehearsed, progress=tell)
    opened = open_plan(file, plan, production, record=record)
    why_not = opened.keep_answer(keep_answer(answer, opened.house.limits, after=decided.standing.entries))
    keep(Path(state), Kept(answer, grounds_of(opened.house.limits, decided.rehearsed)))
    return {"plan_hash": plan.hash, "verdict": answer.verdict.value, "not_kept": why_not}


def _usable(file: Path) -> Plan:
    plan = read_plan(file)
    refused = refusals(plan)
    if refused:
        raise plan_error(file, refused)
    return plan
