"""Jumps to a canopy: what decides them comes out first, and look-alikes are refused for the right reason."""

from __future__ import annotations

import csv
import re
from math import pi
from pathlib import Path

import numpy as np
import pytest

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Finding, Severity, Verdict
from stuntlab.flight import fall_of_bikes, trace_bikes
from stuntlab.gags import gags_of
from stuntlab.gags.off_the_edge.jump_gag import JumpGag
from stuntlab.gags.off_the_edge.openings import headings, off_heading_rates
from stuntlab.gags.off_the_edge.trim import flight_time, trim_of
from stuntlab.pipeline import rehearse
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan, template
from stuntlab.plan.gear.canopy import Canopy
from stuntlab.plan.under_canopy import LandingArea
from stuntlab.report.jump_plot import save_jump
from stuntlab.report.jump_table import save_ways
from stuntlab.takes.sample import draw
from stuntlab.verdict import read_limits
from stuntlab.verdict.jump_findings import jump_findings

DRAWN = 2048
SOUND = template("ramp_jump")


def jump(text: str) -> JumpGag:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, JumpGag)
    return gag


def found(text: str) -> tuple[Finding, ...]:
    gag = jump(text)
    draws = gag.propagate(draw(gag.unknowns(), seed=3, label=gag.label, takes_per_branch=DRAWN))
    return jump_findings(read_limits(), gag.jump_facts(draws), gag.branches(), seed=3)


def stops(text: str) -> list[str]:
    return [one.id for one in found(text) if one.severity is Severity.STOP]


def test_a_sound_jump_is_not_refused() -> None:
    findings = found(SOUND)
    assert not [one.id for one in findings if one.severity in (Severity.STOP, Severity.CANNOT_ASSESS)]
    assert findings[0].id == "height-budget"


def test_a_low_cliff_is_refused_for_its_height() -> None:
    low = SOUND.replace(
        "[8 m, -180 m], [60 m, -240 m], [90 m, -620 m], [600 m, -760 m]", "[8 m, -150 m], [600 m, -170 m]"
    )
    assert low != SOUND
    assert stops(low)[0] == "height-budget"


def test_a_slow_ramp_at_a_wall_is_refused_for_the_wall() -> None:
    slow = SOUND.replace("exit_speed: 22 ± 0.8 m/s", "exit_speed: 3 ± 0.5 m/s").replace(
        "tracks: true ", "tracks: false"
    )
    slow = slow.replace("[8 m, -180 m], [60 m, -240 m], [90 m, -620 m]", "[2 m, -700 m]").replace(
        "pull_after: 5", "pull_after: 3"
    )
    assert stops(slow)[0] == "wall-strike"


def test_wind_over_the_plans_own_limit_is_refused_for_the_wind() -> None:
    assert stops(SOUND.replace("wind: 0 ± 1.5 m/s", "wind: 8 ± 1.5 m/s"))[0] == "wind-over"


def test_wind_that_no_canopy_flies_against_is_refused() -> None:
    calm = template("canopy")
    windy = calm.replace("wind: 2 ± 1.5 m/s", "wind: 11 ± 2 m/s").replace("_limit: 8 m/s", "_limit: 14 m/s")
    assert not stops(calm)
    assert "wind-over-canopy" in stops(windy)


def test_a_long_delay_off_a_high_wall_is_not_refused() -> None:
    assert not stops(template("base_jump"))


def test_wind_from_behind_is_no_wall() -> None:
    """It carries whoever tracks away from it, also as they leave slower than it blows."""
    blown = template("base_jump").replace("wind: 0 ± 1.5 m/s", "wind: 4 ± 1.5 m/s")
    assert "wall-strike" not in stops(blown)


def test_check_flies_the_first_draws_of_an_assessment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "DRAWS_PER_BRANCH", 2**9)
    gag = jump(SOUND)
    every, first = rehearse.draw_gag(gag, seed=1), rehearse.draw_first(gag, seed=1, planned=64, wrong=16)
    assert np.bincount(first.branch).tolist() == [64, *[16] * (len(gag.branches()) - 1)]
    for branch, count in ((0, 64), (3, 16)):
        for name in ("speed_m_s", "left_m", "clear_m"):
            mine, all_of_them = first.values[name][first.branch == branch], every.values[name][every.branch == branch]
            np.testing.assert_array_equal(mine, all_of_them[:count])


@pytest.mark.parametrize("left_out", ["surveyed_by", "profile"])
def test_without_a_survey_no_height_is_said(left_out: str) -> None:
    kept = "\n".join(line for line in SOUND.splitlines() if not line.strip().startswith(f"{left_out}:"))
    first = found(kept)[0]
    assert (first.id, first.severity) == ("height-unknown", Severity.CANNOT_ASSESS)


def test_whoever_stands_where_the_bike_falls_is_stopped() -> None:
    below = SOUND.replace("stands: [[400 m, 60 m]]", "stands: [[150 m, 10 m]]")
    assert [one.person for one in found(below) if one.id == "vehicle-falls"] == ["recovery"]
    assert not [one for one in found(SOUND) if one.id == "vehicle-falls"]


def test_a_bike_without_a_dummy_run_is_above_or_below() -> None:
    first = SOUND.replace(", dummy_dropped: true", "")
    severities = {one.id: one.severity for one in found(first)}
    assert severities["bike-above"] is Severity.CANNOT_ASSESS


def test_a_helicopter_in_the_way_is_stopped() -> None:
    near = SOUND.replace("at: [120 m, -160 m, 600 m]", "at: [100 m, 0 m, 560 m]")
    assert near != SOUND
    corridors = [one for one in found(near) if one.id == "corridor"]
    assert [one.severity for one in corridors] == [Severity.STOP]


def test_a_canopy_in_trim_carries_its_weight() -> None:
    """Lift and drag of the whole canopy together are the weight, and glide is the ratio of its speeds."""
    canopy = Canopy.model_validate({"size": "24 m²"})
    trim = trim_of(canopy, 85.0)
    speed = np.hypot(trim.air_speed_m_s, trim.sink_m_s)
    assert 0.5 * AIR_KG_PER_M3 * 24.0 * 0.52 * speed**2 == pytest.approx(85.0 * GRAVITY_M_S2)
    assert trim.air_speed_m_s / trim.sink_m_s == pytest.approx(2.5)


@pytest.mark.parametrize(("wind", "seconds"), [(0.0, 45.0), (5.0, 30.0), (-5.0, 90.0), (-12.0, 1e4)])
def test_wind_carries_a_canopy_to_its_landing_area_or_away(wind: float, seconds: float) -> None:
    """From 500 m to the near edge of an area of 50 m at 10 m/s through the air: 450 / (10 + wind)."""
    area = LandingArea.model_validate({"out": "500 m", "radius": "50 m"})
    zero = np.zeros(1)
    time = flight_time((zero, zero), (zero + wind, zero), zero + 10.0, area)
    assert time[0] == pytest.approx(seconds)


def test_openings_that_were_filmed_weigh_against_the_rates() -> None:
    none = sum(off_heading_rates(Canopy.model_validate({"size": "24 m²"})))
    many = sum(off_heading_rates(Canopy.model_validate({"size": "24 m²", "openings": 975, "off_heading": 0})))
    assert none == pytest.approx(0.08)
    assert many == pytest.approx(0.08 * 25 / 1000)


def test_openings_of_other_branches_point_anywhere_as_often_as_they_do() -> None:
    rng = np.random.default_rng(1)
    gag = jump(SOUND)
    row = next(row for row in gag.rows if row is not None and row.speed_share < 1.0)
    heading = headings(row, rng.standard_normal(100_000), rng.standard_normal(100_000), (0.06, 0.02))
    assert (np.abs(heading) <= pi).all()
    assert (np.abs(heading) > np.radians(125)).mean() == pytest.approx(0.02, rel=0.1)


@pytest.mark.parametrize("surveyed", [True, False])
def test_all_ways_are_drawn_against_the_profile(tmp_path: Path, surveyed: bool) -> None:
    text = SOUND if surveyed else SOUND.replace("surveyed_by:", "light: day  #")
    text = text if surveyed else "\n".join(line for line in text.splitlines() if "full daylight" not in line)
    gag = jump(text)
    draws = gag.propagate(draw(gag.unknowns(), seed=3, label=gag.label, takes_per_branch=256))
    picture = gag.jump_picture(draws)
    assert [way.name for way in picture.ways] == [branch.name for branch in gag.branches()]
    assert [way.name for way in picture.ways if way.pulled_m is None] == ["no pull"]
    path = tmp_path / "ways.svg"
    save_jump(picture, path, feet=not surveyed)
    drawn = path.read_text(encoding="utf-8")
    said = ("the vehicle, as planned", "opens facing the wall", "no pull", "the lip")
    known = ("the landing area, 90 m round", "steeper than 45 degrees: the wall", "a strike: 2 m", "recovery")
    lacks = ("the ground is not drawn", "not known without a survey")
    for words in (*said, *(known if surveyed else lacks)):
        assert f"<!-- {words}" in drawn, words
    planned = picture.ways[0]
    assert planned.pulled_m is not None
    assert (np.abs(planned.places_m - planned.pulled_m).sum(axis=1) < 1e-9).any(), "the way goes through the pull"


def test_the_ways_are_a_table_whose_speeds_are_those_of_its_places(tmp_path: Path) -> None:
    gag = jump(SOUND)
    picture = gag.jump_picture(gag.propagate(draw(gag.unknowns(), seed=3, label=gag.label, takes_per_branch=64)))
    save_ways(picture, tmp_path / "ways.csv")
    with (tmp_path / "ways.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["how it goes"] for row in rows} == {"the vehicle", *(branch.name for branch in gag.branches())}
    planned = [row for row in rows if row["how it goes"] == "as planned"]
    stages = list(dict.fromkeys(row["part of the flight"] for row in planned))
    assert stages == ["on the vehicle", "free fall", "lines stretch", "canopy fills", "under the canopy"]
    falls = [row for row in planned if row["part of the flight"] == "free fall"]
    time_s, up_m, speed = (
        np.array([float(row[name]) for row in falls]) for name in ("time [s]", "up [m]", "speed up [m/s]")
    )
    np.testing.assert_allclose(np.diff(up_m) / np.diff(time_s), (speed[1:] + speed[:-1]) / 2, atol=0.05)


def test_the_way_of_a_bike_ends_where_it_lands() -> None:
    gag = jump(SOUND)
    values = {one.name: np.array([one.mean]) for one in gag.unknowns()[0]}
    flights = gag.flights(values, np.zeros(1, dtype=int))
    (way,), bikes = trace_bikes(flights, gag.ground), fall_of_bikes(flights, gag.ground)
    np.testing.assert_array_equal(way[-1, 1:7], bikes.landed[0])
    assert way[-1, 0] == bikes.landed_s[0]
    assert (np.diff(way[:, 0]) > 0).all()


def test_a_pull_that_always_comes_too_late_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**10)
    text = re.sub(r"pull_after: [\d.]+", "pull_after: 60", template("base_jump"))
    answer = assess(parse_plan(text), takes=1, threads=1)
    assert answer.verdict is not Verdict.WITHIN_LIMITS
    assert any("the canopy is never full" in finding.text for finding in answer.findings)


@pytest.mark.parametrize("kind", ["base_jump", "canopy"])
def test_who_leaves_no_ramp_is_told_to_practise_nothing_of_it(kind: str) -> None:
    names = [change.name for change in jump(template(kind)).changes(0)]
    assert not [name for name in names if "ramp" in name]
    assert [name for name in names if "without a failure" in name]
