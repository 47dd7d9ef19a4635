"""The answer as JSON: the same bytes for the same assessment."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from stuntlab.datasets import (
    Assessment,
    Basis,
    Branch,
    Day,
    ExposureResult,
    Finding,
    Interval,
    LearntGag,
    LoadSummary,
    PersonResult,
    Standing,
)
from stuntlab.documents import Document
from stuntlab.units import Quantity
from stuntlab.verdict import narrows_most

LOAD_DIGITS = 4
PROBABILITY_DIGITS = 2


VERSION = 2
"""Of the object: 2 added `version` and `sections` to the keys of the numbers."""


def answer_to_json(assessment: Assessment, document: Document) -> str:
    """The numbers, and every section that a terminal can show; ASCII, two spaces of indent, ending in a line break."""
    answer = {"version": VERSION, **assessment_to_dict(assessment), "sections": asdict(document)}
    return json.dumps(answer, indent=2, allow_nan=False) + "\n"


def assessment_to_dict(assessment: Assessment) -> dict[str, Any]:
    """The numbers of an answer, keys of the result schema (docs/json.md).

    Loads have 4 significant digits, probabilities 2. What is unknown is None.
    """
    return {
        "stunt": assessment.stunt,
        "plan_hash": assessment.plan_hash,
        "seed": assessment.seed,
        "takes": assessment.takes,
        "takes_failed": assessment.takes_failed,
        "limits": assessment.limits,
        "verdict": assessment.verdict.value,
        "body_verdict": assessment.body_verdict.value,
        "record": _record(assessment.standing),
        "rehearsed": [_write_learnt(gag) for gag in assessment.rehearsed],
        "people": {name: _person(person) for name, person in assessment.people.items()},
        "branches": [_branch(branch) for branch in assessment.branches],
        "findings": findings_to_list(assessment.findings),
        "assumptions": list(assessment.assumptions),
        "not_assessed": list(assessment.not_assessed),
    }


def result_schema() -> dict[str, Any]:
    """The JSON Schema of the result: the numbers from `result_schema.json`, the sections from their classes."""
    text = files("stuntlab.report").joinpath("result_schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    sections = TypeAdapter(Document).json_schema(ref_template="#/$defs/sections_{model}")
    parts = sections.pop("$defs")
    schema["$defs"] |= {f"sections_{name}": _close(part) for name, part in parts.items()}
    schema["$defs"]["sections"] = _close(sections)
    return schema


def _close(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the sections: every key is there, and no other."""
    if part.get("type") != "object":
        return part
    return part | {"additionalProperties": False, "required": list(part["properties"])}


def _person(person: PersonResult) -> dict[str, Any]:
    return {
        "verdict": person.verdict.value,
        "body_verdict": person.body_verdict.value,
        "exposures": [_exposure(result) for result in person.exposures],
        "not_computed": list(person.not_computed),
        "day": _day(person.day),
    }


def _day(day: Day | None) -> dict[str, Any] | None:
    """None for people whose day is not this plan's, such as operators of cameras."""
    if day is None:
        return None
    return {
        "strikes_stopping_short": day.short,
        "at_least_one_touch": None if day.touched is None else _interval(day.touched),
        "dose": {name: {"amount": dose.amount, "limit": dose.most} for name, dose in day.doses.items()},
    }


def _record(standing: Standing | None) -> dict[str, Any] | None:
    """What people decided; None where the record was not asked."""
    if standing is None:
        return None
    return {"head": standing.head, "entries": standing.entries, "standing": list(standing.lines)}


def _write_learnt(learnt: LearntGag) -> dict[str, Any]:
    return {
        "gag": learnt.gag,
        "runs": learnt.runs,
        "quantities": [
            {
                "field": one.field,
                "runs": one.runs,
                "planned": _spread(one.planned),
                "measured": _spread(one.measured),
                "in_takes": _spread(one.in_takes),
            }
            for one in learnt.quantities
        ],
        "failures": [
            {
                "name": one.name,
                "times": one.times,
                "planned": significant(one.planned, PROBABILITY_DIGITS),
                "in_takes": significant(one.in_takes, PROBABILITY_DIGITS),
            }
            for one in learnt.rates
        ],
        "touches": None if learnt.touches is None else _before_and_after(learnt.touches),
        "more_runs_to_settle": learnt.more_runs,
        "text": learnt.text,
    }


def _spread(quantity: Quantity) -> dict[str, float | None]:
    return {"mean": significant(quantity.value, LOAD_DIGITS), "sd": significant(quantity.sd, LOAD_DIGITS)}


def _before_and_after(touches: tuple[float, float]) -> dict[str, float | None]:
    before, after = touches
    return {"planned": significant(before, PROBABILITY_DIGITS), "in_takes": significant(after, PROBABILITY_DIGITS)}


def _exposure(result: ExposureResult) -> dict[str, Any]:
    exposure = result.exposure
    return {
        "gag": exposure.gag,
        "created_by": exposure.created_by,
        "borne": exposure.borne.value,
        "takes_on_the_day": exposure.takes_on_the_day,
        "contact_probability": _interval(result.contact_probability),
        "risk_per_take": _risks(result.risk_per_take, result.no_curve),
        "risk_on_the_day": _risks(result.risk_on_the_day, result.no_curve),
        "risk_at_least": {level: list(regions) for level, regions in result.at_least.items()},
        "risk_basis": {level: _basis(basis) for level, basis in result.risk_basis.items()},
        "loads": {name: _load(load) for name, load in result.loads.items()},
        **_zone(result),
    }


def _zone(result: ExposureResult) -> dict[str, Any]:
    """Whoever stands where something comes that is lost: how often it reaches them, and the seconds they have left."""
    if not result.in_zone:
        return {}
    left = None if result.seconds_left is None else significant(result.seconds_left, PROBABILITY_DIGITS)
    return {"reached": _interval(result.contact_probability), "seconds_left": left}


def _basis(basis: Basis | None) -> dict[str, Any] | None:
    """What each branch adds to the mean, and how high the upper end is if only one thing were unknown."""
    if basis is None:
        return None
    return {
        "adds": {name: significant(value, PROBABILITY_DIGITS) for name, value in basis.adds.items()},
        "reaches": {name: significant(value, PROBABILITY_DIGITS) for name, value in basis.reaches.items()},
        "narrows_most": narrows_most(basis) or None,
    }


def _risks(risks: Mapping[str, Interval], no_curve: frozenset[str]) -> dict[str, Any]:
    """None where no curve reaches that injury: its risk is not known, only that it is at most that of the lesser."""
    return {level: None if level in no_curve else _interval(risk) for level, risk in risks.items()}


def _load(load: LoadSummary) -> dict[str, Any]:
    return {
        "unit": load.unit,
        "median": significant(load.median, LOAD_DIGITS),
        "p95": significant(load.p95, LOAD_DIGITS),
        "max": significant(load.max, LOAD_DIGITS),
        "limit": None if load.limit is None else significant(load.limit, LOAD_DIGITS),
        "exceeded": None if load.exceeded is None else _interval(load.exceeded),
        "basis": _basis(load.basis),
    }


def _interval(interval: Interval) -> dict[str, float | None]:
    ends = {"mean": interval.mean, "low": interval.low, "high": interval.high}
    return {end: significant(value, PROBABILITY_DIGITS) for end, value in ends.items()}


def _branch(branch: Branch) -> dict[str, Any]:
    probability = significant(branch.probability, PROBABILITY_DIGITS)
    return {"name": branch.name, "probability": probability, "outcome": branch.outcome, "reason": branch.reason}


def findings_to_list(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """[{id, severity, person, text, source}]."""
    return [_finding(finding) for finding in findings]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "person": finding.person,
        "text": finding.text,
        "source": finding.source,
    }


def significant(value: float, digits: int) -> float | None:
    """A number with some significant digits; None for what is not a finite number."""
    return float(f"{value:.{digits - 1}e}") + 0.0 if math.isfinite(value) else None
