"""One vehicle behind another, one in reverse: closed forms, what a plan may say of them, and what is told."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from stuntlab.datasets import Severity
from stuntlab.driving import Lost
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.driving.convoy import Ahead, catch_up, starts_s
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import parse_plan
from stuntlab.takes.sample import draw

SPEED, BRAKES = 12.0, 7.0

CHASE = """\
stunt: Chase
people:
  ann: {job: precision driver}
  bob: {job: precision driver}
  lookout: {job: safety, may_stop: true, stands: [[30 m, 40 m]]}
place: {floor: dry asphalt}
gear:
  lead car: {kind: car, length: 4 m, inspected: true, cut_off: technician}
  chase car: {kind: car, length: 4 m, inspected: true, cut_off: technician}
action:
  - vehicle_run: {by: ann, car: lead car, speed: 30 ± 1 mph, line: [[0 m, 0 m], [90 m, 0 m]], speed_by: gps,
                  rehearsed_at: 30 mph, run_out: 75 m}
  - vehicle_run: {by: bob, car: chase car, speed: 30 ± 1 mph, line: [[0 m, 0 m], [90 m, 0 m]], speed_by: gps,
                  rehearsed_at: 30 mph, run_out: 75 m, follows: lead car, gap: 7 m}
"""


def behind(late_s: list[float], brakes_m_s2: float = BRAKES) -> Lost:
    """Runs that see brake lights and brake after so long."""
    count = len(late_s)
    zero, one = np.zeros(count), np.ones(count)
    return Lost(
        speed_m_s=SPEED * one, at_m=zero, cue_s=zero, aside_m=zero, yaw_rad=zero, turn_m_s2=zero,
        late_s=np.array(late_s), first_m_s2=zero, then_m_s2=-brakes_m_s2 * one, limit_m_s2=BRAKES * one, lost=zero,
        top_m_s=np.inf * one,
    )  # fmt: skip


@pytest.mark.parametrize("brakes", [7.0, 5.0])
def test_the_gap_that_is_needed_is_the_reaction_and_the_longer_way_of_weaker_brakes(brakes: float) -> None:
    late = np.array([0.7, 0.7, 1.5, 1.5])
    needs = SPEED * late + SPEED**2 / 2 * (1 / brakes - 1 / BRAKES)
    gaps = needs + np.array([0.4, -3.0, 0.4, -3.0])
    ahead = Ahead(SPEED, BRAKES, 0.9, (0.0, 0.0))
    caught = catch_up(behind([*late], brakes), gaps, ahead, apart_m=np.full(4, -1.0), drives_on=False)
    assert caught.meets.tolist() == [False, True, False, True]
    assert caught.gap_m == pytest.approx(np.maximum(gaps - needs, 0.0), abs=0.35)


def test_who_does_not_brake_runs_into_one_that_has_stopped_unless_beside_it() -> None:
    gap, ahead = np.array([12.0, 12.0]), Ahead(SPEED, BRAKES, 0.9, (0.0, 0.0))
    apart = np.array([-1.0, 0.6])
    caught = catch_up(behind([0.7, 0.7]), gap, ahead, apart_m=apart, drives_on=True)
    assert caught.meets.tolist() == [True, False]
    assert caught.after_s[0] == pytest.approx((12.0 + SPEED**2 / (2 * BRAKES)) / SPEED, abs=0.06)
    assert caught.speed_m_s[0] == pytest.approx(SPEED)
    assert caught.gap_m[1] == pytest.approx(0.6)
    drives_on = Ahead(SPEED, 0.0, 0.9, (0.0, 0.0))
    assert not catch_up(behind([inf]), gap[:1], drives_on, apart_m=apart[:1], drives_on=True).meets.any()


def test_a_follower_starts_a_gap_and_a_length_later() -> None:
    plan = parse_plan(CHASE)
    first, second = plan.action
    assert starts_s(plan, first) == 0.0  # type: ignore[arg-type]
    assert starts_s(plan, second) == pytest.approx((7 + 4) / (30 * 0.44704))  # type: ignore[arg-type]


def told(text: str) -> dict[str, Severity]:
    plan = parse_plan(text)
    found: dict[str, Severity] = {}
    for one in findings_before_any_body(plan, gags_of(plan), seed=0):
        found[one.id] = max(found.get(one.id, one.severity), one.severity, key=[*Severity][::-1].index)
    return found


LANES = CHASE.replace(
    "bob, car: chase car, speed: 30 ± 1 mph, line: [[0 m, 0 m], [90 m, 0 m]]",
    "bob, car: chase car, speed: 30 ± 1 mph, line: [[0 m, 2.8 m], [90 m, 2.8 m]]",
)
FAR = CHASE.replace("gap: 7 m", "gap: 40 m")


def test_a_chase_in_two_lanes_or_far_behind_is_driven_and_close_behind_is_not() -> None:
    close, lanes, far = told(CHASE), told(LANES), told(FAR)
    assert close["in-the-way"] is Severity.STOP
    assert close["second-vehicle"] is Severity.HOLD
    for sound in (lanes, far):
        assert sound.get("in-the-way") in (None, Severity.FLAG, Severity.NOTE)
        assert sound.get("second-vehicle") in (None, Severity.NOTE)


AHEAD = "run_out: 75 m}\n  - vehicle_run: {by: bob"


@pytest.mark.parametrize(
    ("speed", "gap", "eases", "stops"),
    [("30 mph", "60 ft", False, True), ("30 mph", "60 ft", True, False), ("60 mph", "10 ft", True, True)],
)
def test_a_gap_has_to_bear_a_hard_stop_of_one_that_eases(speed: str, gap: str, eases: bool, stops: bool) -> None:
    text = CHASE.replace("30 ± 1 mph", f"{speed[:2]} ± 1 mph").replace("30 mph", speed).replace("7 m}", f"{gap}}}")
    text = text.replace("75 m", "250 m").replace("run_out: 250 m}", "run_out: 250 m, eases: true}", int(eases))
    plan = parse_plan(text)
    found = findings_before_any_body(plan, gags_of(plan), seed=0)
    assert any(one.severity is Severity.STOP for one in found) is stops, [one for one in found if one.severity]


def test_one_that_eases_needs_the_way_of_a_gentle_stop() -> None:
    easy = CHASE.replace("run_out: 75 m}", "run_out: 75 m, eases: true}", 1)
    stops_m = []
    for text in (CHASE, easy):
        gag = gags_of(parse_plan(text))[0]
        facts = gag.vehicle_facts(gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=512)))
        stops_m.append(facts.stops_m[0])
    speed = 30 * 0.44704
    assert stops_m == pytest.approx([speed * 0.4 + speed**2 / 14, speed * 0.4 + speed**2 / 5], rel=0.03)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("follows: lead car, gap: 7 m", "follows: led car, gap: 7 m", 'did you mean "lead car"'),
        ("follows: lead car, gap: 7 m", "follows: lead car", "follows and gap go together"),
        ("follows: lead car, gap: 7 m", "gap: 7 m", "follows and gap go together"),
        ("follows: lead car", "follows: chase car", "cannot follow itself"),
        ("gap: 7 m", "gap: 7 m, starts: 2 s", "leave out either starts"),
        ("car: lead car", "car: third", 'nobody drives "lead car" in this plan'),
        (AHEAD, AHEAD.replace("}", ", follows: chase car, gap: 5 m}", 1), "one of them has to lead"),
        (AHEAD, AHEAD.replace("}", ", behind: 7 m}", 1), "leave behind out"),
    ],
)
def test_what_cannot_be_followed_is_refused(before: str, after: str, said: str) -> None:
    text = CHASE.replace(before, after).replace("gear:\n", "gear:\n  third: {kind: car}\n")
    with pytest.raises(UserError, match=said):
        parse_plan(text)


def test_in_reverse_somebody_has_to_see_and_a_gear_has_an_end() -> None:
    forwards = CHASE[: CHASE.index("  - vehicle_run: {by: bob")].replace("30 ± 1 mph", "12 ± 1 mph")
    reverse = forwards.replace("run_out: 75 m}", "run_out: 75 m, backwards: true}")
    blind, fast = reverse.replace("may_stop: true, ", ""), reverse.replace("12 ± 1 mph", "26 ± 1 mph")
    assert "reverse" not in told(forwards)
    assert told(reverse)["reverse"] is Severity.NOTE
    assert told(blind)["reverse"] is Severity.HOLD
    assert told(fast)["reverse-speed"] is Severity.HOLD
    spread = {
        text: {one.name: one.sd for one in gags_of(parse_plan(text))[0].unknowns()[0]} for text in (forwards, reverse)
    }
    for wanders in ("aside_m", "yaw_rad"):
        assert spread[reverse][wanders] == pytest.approx(2.0 * spread[forwards][wanders])
