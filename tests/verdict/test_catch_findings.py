"""The checks of a catcher, each on its own: a plan that fails one fails that one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.datasets import (
    Borne,
    Catch,
    Exposure,
    Finding,
    Follows,
    InReach,
    Interval,
    ObstacleCollision,
    Severity,
    Wants,
    WaterEntry,
)
from stuntlab.verdict import catch_findings, in_reach_findings, read_limits

DRAWN = 100_000
SOUND = Catch(
    catcher="bag",
    take_off_m=9.0,
    high_m=9.1,
    top_m=2.7,
    rated_m=15.0,
    rated_from_top=False,
    mass_kg=68.0,
    rated_mass_kg=None,
    vents=True,
    clear_m={"the brick wall": 1.6},
    needs_m=1.5,
    drawn=np.array([DRAWN, DRAWN]),
    outer=np.array([0, 20]),
    beside=np.array([0, 2]),
    near=(),
    react_s=1.5,
    rehearsed_m=8.0,
    in_the_dark=False,
)
BEFORE = Follows("first", "high_fall 1", 120.0, 60.0, "to fill it again")
WATER = WaterEntry(
    depth_m=6.0,
    needed_m=5.0,
    needed_up_to_m=10.0,
    enters="feet",
    onset_m=15.0,
    trained=False,
    trained_m=26.0,
    flat_m=1.0,
    speed_m_s=13.0,
    critical_m_s=30.5,
    flat=np.array([0, 0]),
    sources=dict.fromkeys(("onset_m", "flat", "survived", "depth"), "J"),
)
SEA = replace(SOUND, take_off_m=9.0, vents=False, rated=False, rated_m=None, needs_m=None, water=WATER)
FALL = Exposure("high_fall", "faller", "faller", Borne.CHOSEN, 3)
BRANCHES = (0.99, 0.01)


def found(catch: Catch) -> dict[str, Finding]:
    return {finding.id: finding for finding in catch_findings(read_limits(), catch, FALL, BRANCHES, seed=0)}


def severe(catch: Catch) -> dict[str, Severity]:
    return {name: one.severity for name, one in found(catch).items() if one.severity is not Severity.NOTE}


def test_a_sound_catch_raises_nothing() -> None:
    assert severe(SOUND) == {}


@pytest.mark.parametrize(
    ("changes", "finding", "severity"),
    [
        ({"high_m": 15.1}, "catch-rating", Severity.STOP),
        ({"rated_m": None}, "catch-unrated", Severity.HOLD),
        ({"rated_mass_kg": 60.0}, "catch-mass", Severity.STOP),
        ({"clear_m": {"the brick wall": 0.0}}, "catch-clear-space", Severity.STOP),
        ({"clear_m": {"the brick wall": 2.0, "the generator": 1.0}}, "catch-clear-space", Severity.STOP),
        ({"needs_m": None}, "catch-clear-space", Severity.HOLD),
        ({"outer": np.array([3000, 0])}, "landing-spread", Severity.STOP),
        ({"beside": np.array([200, 0])}, "landing-spread", Severity.STOP),
        ({"beside": np.array([0, 30_000])}, "landing-spread", Severity.STOP),
        ({"rehearsed_m": None}, "rehearsal-ladder", Severity.HOLD),
        ({"rehearsed_m": 5.0}, "rehearsal-ladder", Severity.HOLD),
        ({"in_the_dark": True}, "night-target", Severity.HOLD),
        ({"below": Wants(2.7, None)}, "catch-clear-below", Severity.HOLD),
        ({"below": Wants(2.7, 4.0)}, "catch-clear-below", Severity.STOP),
        ({"placeless": ("operator of camera A",)}, "no-place", Severity.FLAG),
        ({"against_practice": (("its boxes are damp", "J"),)}, "catch-practice", Severity.FLAG),
        ({"bare": "asphalt"}, "catch-none", Severity.FLAG),
        ({"follows": replace(BEFORE, after_s=None)}, "catch-order", Severity.HOLD),
        ({"follows": replace(BEFORE, after_s=0.0)}, "catch-order", Severity.STOP),
        ({"follows": replace(BEFORE, after_s=20.0)}, "catch-order", Severity.STOP),
    ],
)
def test_one_thing_wrong_is_one_finding(changes: dict[str, object], finding: str, severity: Severity) -> None:
    assert severe(replace(SOUND, **changes)) == {finding: severity}


def test_a_catcher_that_is_ready_again_is_only_noted() -> None:
    assert severe(replace(SOUND, follows=BEFORE)) == {}
    text = found(replace(SOUND, follows=replace(BEFORE, after_s=0.0)))["catch-order"].text
    assert "together" in text
    assert "1 min" in text


def test_below_a_net_there_may_be_enough() -> None:
    assert severe(replace(SOUND, below=Wants(4.0, 4.0))) == {}


def test_on_bare_ground_nobody_asks_for_a_card() -> None:
    bare = replace(SOUND, bare="asphalt", rated_m=None, vents=True, needs_m=None, beside=np.array([DRAWN, DRAWN]))
    assert severe(bare) == {"catch-none": Severity.FLAG}
    assert "asphalt" in found(bare)["catch-none"].text


@pytest.mark.parametrize(
    ("height", "changes", "expected"),
    [
        (9.0, {}, {}),
        (9.0, {"depth_m": None}, {"water-depth": Severity.HOLD}),
        (9.0, {"depth_m": 3.0}, {"water-depth": Severity.STOP}),
        (14.0, {}, {"water-depth": Severity.FLAG}),
        (16.0, {}, {"water-depth": Severity.FLAG, "water-entry": Severity.STOP}),
        (16.0, {"trained": True}, {"water-depth": Severity.FLAG, "water-entry": Severity.FLAG}),
        (27.0, {"trained": True}, {"water-depth": Severity.FLAG, "water-entry": Severity.STOP}),
        (9.0, {"enters": "head", "onset_m": 8.0, "trained": True}, {"water-entry": Severity.STOP}),
        (9.0, {"enters": "flat", "onset_m": None, "flat": np.array([DRAWN, DRAWN])}, {"water-flat": "CANNOT ASSESS"}),
        (9.0, {"flat": np.array([3000, 0])}, {"water-flat": "CANNOT ASSESS"}),
        (1.0, {"enters": "flat", "onset_m": None, "flat": np.array([DRAWN, DRAWN])}, {}),
    ],
)
def test_water(height: float, changes: dict[str, object], expected: dict[str, str]) -> None:
    """biomechanics.md 6.5: onset above 15 m feet first, 12 m hands, 8 m head; trained to 26 m; flat: nobody knows."""
    sea = replace(SEA, take_off_m=height, rehearsed_m=height, water=replace(WATER, **changes))
    assert severe(sea) == expected


def test_a_card_may_count_from_the_top() -> None:
    high = replace(SOUND, high_m=17.0, rated_from_top=True)
    assert severe(high) == {}
    assert severe(replace(high, rated_from_top=False)) == {"catch-rating": Severity.STOP}


def test_a_catcher_without_vents_needs_no_space_for_them() -> None:
    assert severe(replace(SOUND, vents=False, needs_m=None, clear_m={"the wall": 0.0})) == {}


@pytest.mark.parametrize(("draws", "severity"), [(0, None), (50, Severity.FLAG), (5000, Severity.STOP)])
def test_something_hard_within_reach(draws: int, severity: Severity | None) -> None:
    generator = InReach("the generator", None, 2.0, np.array([draws, 0]), 2.8)
    assert severe(replace(SOUND, near=(generator,))).get("hard-thing") == severity


def test_a_wall_that_somebody_begins_at_is_a_note() -> None:
    """A back fall off a wall of 6 ft: in 99 of 100 takes they brush it, nearing it at 0 m/s."""
    tallies = [np.array([count, 0]) for count in (9900, 0)]
    wall = ObstacleCollision("the brick wall", *tallies, 1.7, 0.4, 0.0, 0.0, np.array([0, 0]))
    assert found(replace(SOUND, collisions=(wall,)))["meets-on-the-way"].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("draws", "stays", "hard", "severity"),
    [
        (20, 20, 20, Severity.NOTE),
        (200, 20, 20, Severity.FLAG),
        (200, 200, 20, Severity.CANNOT_ASSESS),
        (200, 200, 200, Severity.STOP),
    ],
)
def test_a_wall_on_the_way_counts_as_landing_beside_does(draws: int, stays: int, hard: int, severity: Severity) -> None:
    """1 take in 1 000 may; more that slide down it and fall on are told. So it is on bare ground."""
    tallies = [np.array([count, 0]) for count in (draws, hard, stays)]
    wall = ObstacleCollision("the brick wall", *tallies[:2], 2.0, 9.3, 7.2, 0.4, tallies[2])
    met = replace(SOUND, collisions=(wall,))
    assert found(met)["meets-on-the-way"].severity is severity
    assert found(replace(met, bare="asphalt"))["meets-on-the-way"].severity is severity
    text = found(met)["meets-on-the-way"].text
    assert all(said in text for said in ("the brick wall", "1 in 1 000"))
    how = ("9.3 m", "7.2 m/s", "0.4 m/s", "2 m/s or more", "Take off from further out")
    assert [said in text for said in how] == 5 * [severity is not Severity.NOTE], "what is rare enough is told shortly"


@pytest.mark.parametrize(
    ("borne", "share", "seconds", "severity"),
    [
        (Borne.IMPOSED, 0.0, 0.0, Severity.NOTE),
        (Borne.IMPOSED, 1e-4, 1.4, Severity.FLAG),
        (Borne.IMPOSED, 0.01, 2.8, Severity.FLAG),
        (Borne.IMPOSED, 0.01, 1.4, Severity.STOP),
        (Borne.BYSTANDER, 1e-5, 2.8, Severity.STOP),
    ],
)
def test_who_stands_there(borne: Borne, share: float, seconds: float, severity: Severity) -> None:
    person = InReach("spotters", borne, 1.2, np.array([0, 0]), seconds)
    (finding,) = in_reach_findings(read_limits(), SOUND, person, "faller", Interval(share, share, share))
    assert finding.severity is severity
    assert finding.person == "spotters"


def test_a_mat_flush_with_an_open_table_is_pushed_under_it() -> None:
    """Further out, which helps before a wall, has no meaning for whoever goes backwards off a table."""
    grazed = replace(SOUND, outer=np.array([3000, 0]))
    before, table = (found(one)["landing-spread"] for one in (grazed, replace(grazed, may_go_under=True)))
    assert "near_edge" in table.remedy
    assert "further out" not in table.remedy
    assert "further out" in before.remedy
    assert before.severity is table.severity is Severity.STOP
