"""Somebody else's drops: a mass or a body, a height or a speed, gear or foam by its curve."""

from __future__ import annotations

import re
import tomllib
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import validate_call

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import UserError
from stuntlab.gear.foam import foam_by_curve
from stuntlab.validation import read_cases, validate
from stuntlab.validation.case import Case
from stuntlab.validation.rigs import answer
from stuntlab.validation.rigs.own_drop import POSTURES, own_drop

PAGE = (Path(__file__).parents[2] / "docs" / "own_cases.md").read_text(encoding="utf-8")
PAD = {"kind": "crash pad", "size": "8 x 10 x 3 ft", "near_edge": "0 ft"}
CURVE = {"thickness": 0.4, "strain": (0.1, 0.25, 0.4, 0.65, 0.8), "stress_kpa": (2.1, 2.8, 3.3, 5.5, 11.0)}


def drop(**changes: Any) -> dict[str, float]:
    given = {"mass": 75.0, "face_m2": 0.7, "drop": 4.0, "onto": PAD} | changes
    case = {key: value for key, value in given.items() if value is not None}
    return dict(_validated(**case).quantities)


def _validated(**case: Any) -> Any:
    return validate_call(own_drop)(**case)


def test_the_case_of_the_page_runs_as_it_is_printed(tmp_path: Path) -> None:
    text = PAGE.split("```toml\n")[1].split("```")[0]
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    found = validate(read_cases(tmp_path))
    assert [row.case for row in found.comparisons] == [tomllib.loads(text)["name"]] * 2
    assert all(row.kind == "predicted" and np.isfinite(row.model) for row in found.comparisons)


def test_the_fall_on_a_line_of_the_page_runs_as_it_is_printed(tmp_path: Path) -> None:
    text = PAGE.split("```toml\n")[2].split("```")[0]
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    (row,) = validate(read_cases(tmp_path)).comparisons
    assert 400 < row.model < 1200  # lbf: above the weight of 165, far below the label


def test_feet_and_pounds_are_metres_and_kilograms() -> None:
    metric = drop(mass=75.0, drop=4.0)
    imperial = drop(mass=f"{75 / 0.45359237:.9f} lb", drop=f"{4 / 0.3048:.9f} ft")
    assert imperial == pytest.approx(metric, rel=1e-6)


def test_a_drop_is_the_speed_that_it_ends_with() -> None:
    assert drop(drop=None, speed=sqrt(2 * GRAVITY_M_S2 * 4.0)) == pytest.approx(drop(), rel=1e-9)


def test_the_mean_of_a_stop_needs_no_material() -> None:
    """n = 1 + H/d for any law (catchers.md 8)."""
    felt = drop(onto=None, foam=CURVE, mass=40.0, face_m2=0.3, drop=1.0)
    assert felt["mean_acceleration"] / GRAVITY_M_S2 == pytest.approx(1 + 1.0 / felt["deepest"], rel=0.01)


def test_twice_the_stress_is_less_deep_and_felt_more() -> None:
    soft = drop(onto=None, foam=CURVE, drop=1.0)
    firm = drop(onto=None, foam=CURVE | {"stress_kpa": tuple(2 * one for one in CURVE["stress_kpa"])}, drop=1.0)
    assert firm["deepest"] < soft["deepest"]


def test_the_law_meets_the_curve_that_was_measured() -> None:
    strain, stress = np.array(CURVE["strain"]), 1e3 * np.array(CURVE["stress_kpa"])
    foam = foam_by_curve(0.4, strain, stress, end="soft")
    assert [foam.stress_pa(one) for one in strain] == pytest.approx(stress, rel=0.15)


def test_a_curve_that_is_no_foam_is_refused() -> None:
    with pytest.raises(UserError, match="law of foam misses this curve"):
        foam_by_curve(0.1, np.array([0.1, 0.4, 0.8]), np.array([9e4, 1e3, 2e2]), end="soft")


@pytest.mark.parametrize("attitude", POSTURES)
def test_a_body_comes_down_in_every_attitude(attitude: str) -> None:
    body = {"height": "5 ft 10 in", "mass": "170 lb", "sex": "male"}
    felt = drop(mass=None, face_m2=None, body=body, attitude=attitude, drop=1.0)
    assert all(np.isfinite(value) and value >= 0 for value in felt.values())
    assert set(re.findall(r"`(\w+)`", PAGE.split("| a body |")[1].splitlines()[0])) == set(felt)


def test_the_page_names_what_a_mass_is_read_for() -> None:
    assert set(re.findall(r"`(\w+)`", PAGE.split("| a mass |")[1].splitlines()[0])) == set(drop(drop=0.5))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"drop": None}, "give one of drop and speed"),
        ({"speed": 3.0}, "give one of drop and speed"),
        ({"foam": CURVE}, "give one of onto and foam"),
        ({"face_m2": None}, "a mass needs face_m2"),
        ({"onto": {"kind": "matt", "thickness": "20 cm"}}, 'no gear "matt"'),
        ({"onto": {"kind": "mat", "thickness": "20"}}, "thickness"),
        (
            {"onto": {"kind": "pad", "covers": "abdomen", "thickness": "2 in", "material": "soft foam"}},
            "no landing on a pad",
        ),
    ],
)
def test_what_is_missing_or_too_much_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        drop(**changes)


LINE = {"static_stretch": "8 %", "impact_force": "8.5 kN"}
FALL = {"line": LINE, "length": "6 m", "drop": "0.6 m", "end": "stiff"}


def asked(rig: str, **setup: Any) -> Any:
    case = {"name": "own", "title": "own", "region": "lines", "source": "own", "tag": "V-P", "rig": rig, "setup": setup}
    told = {"name": "line_force", "unit": "kN", "value": 1.0, "tolerance": 1.0}
    return answer(Case.model_validate(case | {"quantity": [told]}))


def test_a_body_on_a_line_is_caught_as_a_mass_with_its_give_and_tells_what_it_feels() -> None:
    body = {"height": "175 cm", "mass": "75 kg", "sex": "male"}
    caught = asked("body_arrest", **FALL, body=body).quantities
    rigid = asked("line_fall", **FALL, mass="75 kg", person=True).quantities
    assert caught["line_force"] == pytest.approx(rigid["line_force"], rel=0.15)
    row = PAGE.split("| `body_arrest` |")[1].splitlines()[0].split("|")[1]
    assert set(re.findall(r"`(\w+)`", row)) == set(caught)


def test_a_low_stretch_rope_meets_its_own_label() -> None:
    """EN 1891: 100 kg at factor 0.3 peak at what the label says."""
    rope = {"material": "low-stretch rope", "static_stretch": "3.5 %", "impact_force": "5.1 kN"}
    found = asked("line_fall", line=rope, length="2 m", drop="0.6 m", mass="100 kg").quantities
    assert found["line_force"] == pytest.approx(5100.0, rel=0.06)


def test_a_word_that_a_rig_does_not_have_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(UserError, match=r'no "ofset".*there are length, off_plumb'):
        asked("line_swing", length="12 m", ofset="4 m")


LEAD = {"line": LINE, "length": "33 ft", "drop": "12 ft", "mass": "165 lb"}
SWUNG = {"length": "40 ft", "off_plumb": "13 ft", "mass": "165 lb"}
PARTS = {"line": {"build": "7x19 steel", "diameter": "0.19 in"}, "length": "100 ft", "mass": "165 lb"}


@pytest.mark.parametrize(
    ("rig", "setup", "said"),
    [
        ("line_fall", LEAD | {"length": "300 m"}, "length: 300 m is not allowed; the most is 60, in SI units"),
        ("line_fall", LEAD | {"drop": "-1 ft"}, "drop: -1 ft is not allowed; the least is 0"),
        ("line_fall", {**LEAD, "dropp": "1 m"}, 'no "dropp" \\(did you mean "drop"'),
        ("line_fall", {key: LEAD[key] for key in ("line", "length", "drop")}, '"mass" is missing'),
        ("line_fall", LEAD | {"end": "stif"}, "end: \"stif\" is not allowed; there are 'soft' or 'stiff'"),
        ("line_fall", LEAD | {"line": {"static_stretch": "8 %"}}, "line: give static_stretch and impact_force"),
        ("line_fall", LEAD | {"person": True, "gives": 40e3}, "not both"),
        ("line_swing", SWUNG | {"off_plumb": "45 ft"}, "nobody starts above the anchor"),
        ("line_swing", {"length": "12 m", "gust": "12 m/s"}, "nothing moves them"),
        ("line_parts", PARTS | {"share": 0.5, "slack": "1 ft"}, "share or slack, and not both"),
        ("line_parts", PARTS | {"share": 1.2}, "share: 1.2 is not allowed; it has to be less than 1"),
        ("machine_pull", {"mass": "165 lb", "travel": "0 ft", "drive_mass": "200 lb"}, "has to be more than 0"),
    ],
)
def test_a_mistake_in_a_set_up_of_a_line_is_one_plain_sentence(rig: str, setup: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        asked(rig, **setup)
    assert "Input should" not in str(refused.value)
    assert "argument" not in str(refused.value)
