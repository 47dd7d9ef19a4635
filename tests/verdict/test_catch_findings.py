"""The checks of a catcher, each on its own: a plan that fails one fails that one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.datasets import Borne, Catch, Exposure, Finding, InReach, Interval, Severity
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
        ({"rated_m": None}, "catch-rating", Severity.HOLD),
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
    ],
)
def test_one_thing_wrong_is_one_finding(changes: dict[str, object], finding: str, severity: Severity) -> None:
    assert severe(replace(SOUND, **changes)) == {finding: severity}


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
