"""Somebody else's measured hit, throw, stop and roll, as case files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.errors import UserError
from stuntlab.validation import read_cases, validate

HEAD = """\
name = "our-%s"
title = "What we measured: %s"
region = "vehicle"
source = "our tests of 2026-11-21, tape, gate and a camera at 120 frames a second"
tag = "V-P"
measured_on = "dummies"
"""
CASES = {
    "hit": """\
rig = "person_struck"
setup = {speed = "25 mph", edge = "70 cm", late = "0.3 s", body = {height = "180 cm", mass = "80 kg", sex = "male"}}
quantity = [
  {name = "head_impact_time", unit = "s", mean = 0.13, sd = 0.02},
  {name = "throw_distance", unit = "ft", mean = 42, sd = 12},
]
""",
    "throw": """\
rig = "person_thrown"
setup = {speed = "20 mph"}
quantity = [{name = "throw_distance", unit = "ft", mean = 24, sd = 4}]
""",
    "stop": """\
rig = "vehicle_stop"
setup = {speed = "30 mph", late = "0.7 s"}
quantity = [{name = "stopping_distance", unit = "ft", mean = 74, sd = 6}]
""",
    "roll": """\
rig = "vehicle_rolled"
setup = {speed = "70 km/h"}
quantity = [{name = "roll_distance", unit = "m", mean = 48, sd = 9}]
""",
}


def test_each_is_read_and_compared(tmp_path: Path) -> None:
    for name, words in CASES.items():
        (tmp_path / f"{name}.toml").write_text(HEAD % (name, name) + words, encoding="utf-8")
    cases = read_cases(tmp_path)
    assert {case.name for case in cases} == {f"our-{name}" for name in CASES}
    rows = validate(cases).comparisons
    assert len(rows) == 5
    assert all(row.inside for row in rows), rows


def test_a_wrong_part_is_refused_with_what_there_is(tmp_path: Path) -> None:
    case = HEAD % ("wing", "wing") + (
        'rig = "headform_on_car"\nsetup = {part = "wing", speed = "35 km/h", end = "soft"}\n'
        'quantity = [{name = "hic15", unit = "1", low = 100, high = 900}]\n'
    )
    (tmp_path / "wing.toml").write_text(case, encoding="utf-8")
    with pytest.raises(UserError, match=r"part.*bonnet.*screen.*frame"):
        validate(read_cases(tmp_path))
