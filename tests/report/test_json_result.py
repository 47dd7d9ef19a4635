"""The JSON contract of design section 8."""

from __future__ import annotations

import json
import math
import re
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from stuntlab.datasets import Assessment
from stuntlab.documents import answer_document
from stuntlab.plan import parse_plan
from stuntlab.report.json_result import answer_to_json, assessment_to_dict, result_schema, significant

KEYS = [
    *("stunt", "plan_hash", "seed", "takes", "takes_failed", "limits"),
    *(
        "verdict",
        "body_verdict",
        "record",
        "rehearsed",
        "people",
        "branches",
        "findings",
        "assumptions",
        "not_assessed",
    ),
]
EXPOSURE_KEYS = [
    "gag",
    "created_by",
    "borne",
    "takes_on_the_day",
    "contact_probability",
    "risk_per_take",
    "risk_on_the_day",
    "risk_at_least",
    "risk_basis",
    "loads",
]


PLAN = parse_plan(
    "stunt: x\npeople:\n  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}\n"
    "action: [{high_fall: {by: lead, from: 4 m, style: back, push: 1 m/s, sideways: 0 m/s}}]\n"
)


def as_json(answer: Assessment) -> str:
    return answer_to_json(answer, answer_document(answer, PLAN))


@pytest.mark.parametrize("name", ["real_kick", "sold_kick", "held"])
def test_it_follows_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    schema = result_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(as_json(request.getfixturevalue(name))), schema)


def test_the_keys_are_those_promised(real_kick: Assessment) -> None:
    answer = assessment_to_dict(real_kick)
    assert list(answer) == KEYS
    (exposure,) = answer["people"]["villain"]["exposures"]
    assert list(exposure) == EXPOSURE_KEYS
    assert list(exposure["loads"]["abdomen_force"]) == ["unit", "median", "p95", "max", "limit", "exceeded", "basis"]
    assert list(answer["branches"][0]) == ["name", "probability", "outcome", "reason"]
    assert list(answer["findings"][0]) == ["id", "severity", "person", "text", "source"]


def test_numbers_are_rounded_and_the_unknown_is_null(real_kick: Assessment) -> None:
    villain = assessment_to_dict(real_kick)["people"]["villain"]["exposures"][0]
    assert villain["loads"]["abdomen_force"]["median"] == 1846  # 1846.3
    assert villain["contact_probability"] == {"mean": 0.52, "low": 0.51, "high": 0.53}
    lead = assessment_to_dict(real_kick)["people"]["lead"]["exposures"][0]
    assert lead["loads"]["foot_impulse"]["limit"] is None
    assert lead["loads"]["foot_impulse"]["exceeded"] is None


def test_what_it_rests_on_and_what_it_cannot_tell_are_in_it(real_kick: Assessment) -> None:
    answer = assessment_to_dict(real_kick)
    assert answer["assumptions"] == ["effective mass of the kick 13 ± 3 kg, fitted to Vágner 2018 (J)"]
    assert answer["not_assessed"] == ["eyes, teeth and face bones"]
    assert answer["branches"][1]["reason"] == "wet ground, judgement"


def test_the_risk_of_a_lesser_injury_is_not_printed_for_one_that_no_curve_reaches(real_kick: Assessment) -> None:
    (result,) = real_kick.people["lead"].exposures
    unknown = replace(real_kick.people["lead"], exposures=(replace(result, no_curve=frozenset({"ais3"})),))
    given = replace(real_kick, people={**real_kick.people, "lead": unknown})
    (exposure,) = assessment_to_dict(given)["people"]["lead"]["exposures"]
    for risks in (exposure["risk_per_take"], exposure["risk_on_the_day"]):
        assert risks["ais3"] is None
        assert risks["ais2"]["mean"] > 0
    jsonschema.validate(json.loads(as_json(given)), result_schema())


def test_the_page_on_json_names_every_key_of_the_schema_and_no_other() -> None:
    """Each table of docs/json.md against the part of the schema that it describes."""
    schema = result_schema()
    person = schema["properties"]["people"]["additionalProperties"]["properties"]
    day = {f"day.{key}" for key in person["day"]["properties"]}
    sections = set(schema["$defs"]["sections"]["properties"])
    expected = [set(schema["properties"]), sections, set(person) | day, set(schema["$defs"]["exposure"]["properties"])]
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    tables = page.split("\n## ")
    named = [
        {key for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE) for key in re.findall("`([^`]+)`", row)}
        for table in tables
    ]
    assert named == expected
    for key in (*schema["$defs"]["load"]["properties"], *schema["properties"]["findings"]["items"]["properties"]):
        assert f"`{key}`" in page


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [(12345.6, 4, 12350.0), (0.00012345, 2, 0.00012), (0.0, 2, 0.0), (math.nan, 4, None), (math.inf, 4, None)],
)
def test_significant_digits(value: float, digits: int, rounded: float | None) -> None:
    assert significant(value, digits) == rounded


def test_no_minus_zero() -> None:
    assert str(significant(-0.0, 4)) == "0.0"


def test_the_same_assessment_is_the_same_bytes(real_kick: Assessment) -> None:
    text = as_json(real_kick)
    assert text == as_json(deepcopy(real_kick))
    text.encode("ascii")
    assert "NaN" not in text
    assert text != as_json(replace(real_kick, seed=1))
