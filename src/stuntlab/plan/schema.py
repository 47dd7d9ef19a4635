"""The shape of a plan as JSON Schema, made from the models that read it."""

from __future__ import annotations

from typing import Any

from stuntlab.plan.stunt import Plan

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a plan. Units, ranges and names that must agree are only described: `read_plan` checks."""
    return {"$schema": _DIALECT, **Plan.model_json_schema()}
