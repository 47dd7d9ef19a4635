"""Commands tell quantities in the units of the plan, or in those that `--units` asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from stuntlab.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
IN_FEET = """\
stunt: A kick in feet
people:
  Ann: {job: actor, height: 5 ft 6 in, mass: 130 lb, sex: female}
  Bob: {job: actor, height: 5 ft 11 in, mass: 175 lb, sex: male}
cameras:
  A: {lens: 50 mm, distance: 12 ft, angle: 8 deg}
action:
  - kick: {by: Ann, to: Bob, at: abdomen, foot_speed: 10 ± 1 mph, gap: 1 ft ± 1 in, takes: 2}
"""
METRIC = re.compile(r"\d (?:m|cm|kg|N|m/s)(?![\w/·²])")
OTHER = re.compile(r"\d (?:ft|in|lb|lbf|mph)(?![\w/·²])(?! \d)")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "kick.yaml"
    path.write_text(IN_FEET, encoding="utf-8")
    return path


Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """What a command prints."""
    monkeypatch.setenv("HOME", str(tmp_path))

    def run_(*words: object, codes: tuple[int, ...] = (0,)) -> str:
        code = main([str(word) for word in words])
        shown = capsys.readouterr()
        assert code in codes, shown
        return shown.out

    return run_


@pytest.mark.parametrize(
    "command",
    ["alternatives", "assess", "camera", "check", "compare", "limits", "record show", "rehearsed", "report", "today"],
)
def test_every_command_that_prints_quantities_has_units(command: str, run: Run) -> None:
    assert "--units [si|us]" in run(*command.split(), "--help")


def test_a_camera_stands_in_the_units_of_the_plan_and_its_lens_in_mm(plan: Path, run: Run) -> None:
    told = run("camera", plan)
    assert "50 mm lens" in told
    assert "12 ft away" in " ".join(told.split())
    assert not METRIC.search(told)
    asked = run("camera", plan, "--units", "si")
    assert "50 mm lens" in asked
    assert not OTHER.search(asked)


def test_a_map_is_drawn_in_the_units_asked_for(plan: Path, tmp_path: Path, run: Run) -> None:
    for units, step in (("us", "3 ft"), ("si", "1 m")):
        floor = tmp_path / f"{units}.svg"
        run("camera", plan, "--map", floor, "--units", units)
        assert f">{step}" in floor.read_text(encoding="utf-8")


def test_limits_are_told_in_us_units_where_that_is_asked(run: Run) -> None:
    assert "220 N" in run("limits")
    told = run("limits", "--units", "us")
    assert "49.5 lbf" in told
    assert not re.search(r"\d (?:N|kg|N·m)(?![\w/·²])", told)


def test_what_a_plan_says_is_said_back_as_it_was_written_and_twice_only_where_asked(plan: Path, run: Run) -> None:
    assert "height 5 ft 6 in, mass 130 lb" in run("check", plan)
    assert "height 5 ft 6 in (1.68 m), mass 130 lb (59 kg)" in run("check", plan, "--units", "si")
    assert "(" not in run("check", plan, "--units", "us").split("cameras")[0].split("people")[1].split("action")[0]


def test_a_size_of_a_plan_in_feet_is_in_feet(run: Run) -> None:
    plan = EXAMPLES / "airbag_44_ft.yaml"
    assert "size 15 ft x 20 ft x 7 ft" in run("check", plan)
    assert "size 4.57 m x 6.1 m x 2.13 m" in run("check", plan, "--units", "si")


def test_the_day_is_logged_and_shown_in_the_units_of_the_plan(plan: Path, run: Run) -> None:
    said = run("rehearsed", plan, "--step", "dry", "--set", "kick.foot_speed=6 m/s", codes=(0, 30))
    assert "rehearsed at 13.4 mph" in said
    assert "m/s" not in said
    assert "foot_speed 13.4 mph" in run("record", "show", plan)
    assert "foot_speed 6 m/s" in run("record", "show", plan, "--units", "si")
    data = json.loads(run("record", "show", plan, "--json"))
    assert data[-1]["details"]["runs"] == [{"foot_speed": 6.0}]
    assert not METRIC.search(run("today", plan, codes=(0, 20, 30, 40)))


def test_what_somebody_wrote_into_the_record_is_shown_as_they_wrote_it(plan: Path, run: Run) -> None:
    run("consent", plan, "--person", "Ann", "--give")
    run("consent", plan, "--person", "Ann", "--limit", "kick.gap >= 6 in")
    assert "kick.gap >= 6 in" in run("record", "show", plan, "--role", "coordinator", "--units", "si")


def test_a_limit_that_the_plan_breaks_already_is_told_at_once(plan: Path, run: Run) -> None:
    said = run("consent", plan, "--person", "Ann", "--give", "--limit", "kick.gap >= 9 ft", codes=(30,))
    assert "Ann consents to this version." in said
    assert "HOLD: Ann: set the limit" in said
    assert "the plan asks for" in said
    assert "This plan now: HOLD" in said
    assert "own limit of Ann" in said
    assert "takes the limit back" in run("consent", plan, "--person", "Ann", "--take-back", "kick.gap >= 9 ft")
    assert "HOLD: Ann" not in run("consent", plan, "--person", "Ann", "--limit", "takes <= 1000")
