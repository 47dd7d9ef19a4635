"""Who comes off, how often, and what that does to whoever belays: everyday falls, and the same with less care."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.datasets import Severity, Verdict
from stuntlab.gags import gags_of
from stuntlab.gags.climb.gag import Climb
from stuntlab.gags.on_lines.on_line_gag import OnLineGag
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.pipeline.rigging_checks import check_rigging
from stuntlab.plan import parse_plan, template
from stuntlab.verdict import read_limits

GYM = """
stunt: Fall of every day in a gym
people:
  climber: {job: stunt performer, height: 175 cm, mass: 70 kg, sex: male}
  belayer: {job: rigger, height: 180 cm, mass: 78 kg, sex: male}
  rigger: {job: head rigger, may_stop: true}
place: {ground: mats}
gear:
  rope: {kind: line, material: dynamic rope, diameter: 9.8 mm, length: 40 m, static_stretch: 8 %, impact_force: 8.6 kN,
    breaking_load: 22 kN, ends: knotted, uses: 3, edge: none}
  bolt: {kind: anchor, made: rigged, breaking_load: 25 kN, tested_to: 6 kN, redundant: true}
  sit: {kind: harness, cut: sit, inspected: true}
action:
  - climb: {by: climber, height: 9 m, protection: lead, line: rope, anchor: bolt, harness: sit, attached: waist,
      length_out: 10 m, above_runner: 0.8 m, slack: 0.5 ± 0.15 m, offset: 0.3 m, face: built, slips: true,
      belay: person, belayer: belayer, belay_device: tube, sits_in_line: true, checked_by: rigger, carries: [],
      below: closed, rescue: lowered by the belayer, rescue_takes: 1 min, dummy_runs: true, takes: 3}
"""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**14)
    monkeypatch.setattr(OnLineGag, "first_takes", 2)
    monkeypatch.setattr(OnLineGag, "most_takes", 2)


def climb_of(text: str) -> Climb:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, Climb)
    return gag


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("takes", [1, 7])
@pytest.mark.parametrize("face", ["rock", "built"])
def test_they_come_off_as_often_as_a_slip_or_a_hold_that_breaks_comes(takes: int, face: str) -> None:
    """Slips and holds are independent of each other and of what else goes wrong: 1 - (1 - slip)·(1 - hold) of takes."""
    text = template("climb").replace("slips: true", "slips: false").replace("takes: 3", f"takes: {takes}")
    gag = climb_of(text.replace("face: rock", f"face: {face}"))
    draws = draw_gag(gag, seed=0)
    branches = gag.branches()
    off = np.array([np.mean(draws.values["off"][draws.branch == number]) for number in range(len(branches))])
    often = float(sum(share * branch.probability for share, branch in zip(off, branches, strict=True)))
    slip = 0.02 * np.mean(1.15 ** np.arange(takes))
    hold = {"rock": 0.01, "built": 0.001}[face]
    assert off[0] == 0.0, "a slip that nobody planned is a branch of its own"
    assert often == pytest.approx(1.0 - (1.0 - slip) * (1.0 - hold), rel=0.02)
    assert sum(branch.probability for branch in branches) == pytest.approx(1.0)
    in_the_rest = [share for share, branch in zip(off, branches, strict=True) if branch.name == "the anchor gives"]
    assert in_the_rest == pytest.approx([often], rel=0.15), "whoever is not connected slips as often as anybody"


def test_a_fall_of_every_day_is_held_by_a_belayer_who_moves_and_a_device_that_slips() -> None:
    answer = assess(parse_plan(GYM))
    for person in ("climber", "belayer"):
        told = [one.said for one in answer.findings if one.person == person and one.severity is not Severity.NOTE]
        assert answer.people[person].verdict is Verdict.WITHIN_LIMITS, told


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("above_runner: 0.8 m", "above_runner: 5 m"),  # ten metres, onto mats nine metres below
        ("sits_in_line: true, checked_by: rigger", "sits_in_line: false"),
        (
            "dynamic rope, diameter: 9.8 mm",
            "low-stretch rope, diameter: 9.8 mm",
        ),  # no stretch from 50 to 150 kg like it
        ("tested_to: 6 kN, redundant: true", "redundant: false"),
    ],
)
def test_the_same_with_less_care_is_not_within_limits(old: str, new: str) -> None:
    assert old in GYM
    assert assess(parse_plan(GYM.replace(old, new))).verdict is not Verdict.WITHIN_LIMITS


@pytest.mark.usefixtures("few")
def test_a_tube_catches_softer_and_lets_them_come_further_than_a_device_that_assists() -> None:
    falls = {}
    for device in ("tube", "assisted"):
        draws = draw_gag(climb_of(GYM.replace("belay_device: tube", f"belay_device: {device}")), seed=0)
        planned = draws.branch == 0
        falls[device] = [float(np.median(draws.values[name][planned])) for name in ("line_n", "belay_n", "deep_m")]
    tube, assisted = falls["tube"], falls["assisted"]
    assert tube[0] < assisted[0]
    assert tube[1] < assisted[1]
    assert tube[2] > assisted[2]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("mass", "severity"), [("70 kg", None), ("110 kg", Severity.HOLD), ("130 kg", Severity.STOP)])
def test_a_belayer_who_is_much_lighter_is_told_before_anybody_falls(mass: str, severity: Severity | None) -> None:
    """78 kg belay 110 kg (1.4 times) and 130 kg (1.7 times, of which 0.62 arrive: 81 kg)."""
    text = GYM.replace("height: 175 cm, mass: 70 kg", f"height: 195 cm, mass: {mass}")
    gag = climb_of(text)
    told = [one.severity for one in check_rigging(gag, read_limits(), seed=0) if one.id == "belayer-light"]
    assert told == ([severity] if severity else [])
    tied = climb_of(text.replace("belay: person", "belay: device"))
    assert "belayer-light" not in {one.id for one in check_rigging(tied, read_limits(), seed=0)}
