"""The shape of a plan as JSON Schema, made from the models that read it."""

from __future__ import annotations

from typing import Any

from stuntlab.plan.stunt import Plan

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def plan_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a plan, for editors; ranges, units and names that must agree only `read_plan` checks."""
    return {"$schema": _DIALECT, "title": "a stuntlab plan", **_plain(Plan.model_json_schema())}


def _plain(schema: Any) -> Any:
    """Without what pydantic adds for programs: a title for every key, and null for what may be left out."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema if item != _NULL]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if not _is_noise(key, value)}
    alternatives = kept.get("anyOf", [])
    return {**alternatives[0], **{k: v for k, v in kept.items() if k != "anyOf"}} if len(alternatives) == 1 else kept


def _is_noise(key: str, value: object) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)
