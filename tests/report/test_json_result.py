"""The JSON contract of design section 8."""

from __future__ import annotations

import json
import math
from copy import deepcopy
from dataclasses import replace

import jsonschema
import pytest

from stuntlab.datasets import Assessment
from stuntlab.report.json_result import assessment_to_dict, assessment_to_json, result_schema, significant

KEYS = [
    *("stunt", "plan_hash", "seed", "takes", "takes_failed", "limits"),
    *("verdict", "body_verdict", "record", "people", "branches", "findings"),
]
EXPOSURE_KEYS = [
    "gag",
    "created_by",
    "borne",
    "takes_on_the_day",
    "contact_probability",
    "risk_per_take",
    "risk_on_the_day",
    "loads",
]


@pytest.mark.parametrize("name", ["real_kick", "sold_kick", "held"])
def test_it_follows_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    schema = result_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(assessment_to_json(request.getfixturevalue(name))), schema)


def test_the_keys_are_those_promised(real_kick: Assessment) -> None:
    answer = assessment_to_dict(real_kick)
    assert list(answer) == KEYS
    (exposure,) = answer["people"]["villain"]["exposures"]
    assert list(exposure) == EXPOSURE_KEYS
    assert list(exposure["loads"]["abdomen_force"]) == ["unit", "median", "p95", "max", "limit", "exceeded"]
    assert list(answer["branches"][0]) == ["name", "probability", "outcome"]
    assert list(answer["findings"][0]) == ["id", "severity", "person", "text", "source"]


def test_numbers_are_rounded_and_the_unknown_is_null(real_kick: Assessment) -> None:
    villain = assessment_to_dict(real_kick)["people"]["villain"]["exposures"][0]
    assert villain["loads"]["abdomen_force"]["median"] == 1846  # 1846.3
    assert villain["contact_probability"] == {"mean": 0.52, "low": 0.51, "high": 0.53}
    lead = assessment_to_dict(real_kick)["people"]["lead"]["exposures"][0]
    assert lead["loads"]["foot_impulse"]["limit"] is None
    assert lead["loads"]["foot_impulse"]["exceeded"] is None


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [(12345.6, 4, 12350.0), (0.00012345, 2, 0.00012), (0.0, 2, 0.0), (math.nan, 4, None), (math.inf, 4, None)],
)
def test_significant_digits(value: float, digits: int, rounded: float | None) -> None:
    assert significant(value, digits) == rounded


def test_no_minus_zero() -> None:
    assert str(significant(-0.0, 4)) == "0.0"


def test_the_same_assessment_is_the_same_bytes(real_kick: Assessment) -> None:
    text = assessment_to_json(real_kick)
    assert text == assessment_to_json(deepcopy(real_kick))
    text.encode("ascii")
    assert "NaN" not in text
    assert text != assessment_to_json(replace(real_kick, seed=1))
