"""Facts for sheets from prepared answers: nothing is simulated."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from stuntlab.datasets import Assessment
from stuntlab.paper import SheetFacts
from stuntlab.plan import Plan, parse_plan
from stuntlab.record.plan_record import PlanRecord, open_plan

ROOT = Path(__file__).parents[2]
NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)

FactsOf = Callable[..., SheetFacts]


@cache
def prepared(name: str) -> tuple[str, Assessment]:
    """The text of a plan, and its answer with few takes."""
    kept = json.loads((ROOT / "tests" / "documents" / "answers" / f"{name}.json").read_text(encoding="utf-8"))
    text = (ROOT / kept["plan"]).read_text(encoding="utf-8")
    return text, TypeAdapter(Assessment).validate_python(kept["answer"])


def opened_at(file: Path) -> tuple[PlanRecord, Plan]:
    plan = parse_plan(file.read_text(encoding="utf-8"), source=str(file))
    return open_plan(file, plan, None), plan
