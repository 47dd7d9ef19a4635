"""What a run comes to: everyday ones pass, and each thing that is missing or in the way is found for itself."""

from __future__ import annotations

import pytest

from stuntlab.datasets import Assessment, Severity, Verdict
from stuntlab.gags import gags_of
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import Plan, parse_plan
from stuntlab.report.json_result import assessment_to_dict
from stuntlab.units import System, UnitStyle, in_units
from stuntlab.verdict.words import SMALLEST, chance, chance_of, of_takes

SOUND = """\
stunt: Drive-by
people:
  driver: {job: precision driver}
  walker: {job: stunt performer, stands: [[30 m, 4 m]]}
  lookout: {job: safety, may_stop: true, stands: [[-10 m, 12 m]]}
place: {floor: dry asphalt}
gear:
  hero: {kind: car, inspected: true, cut_off: technician}
cameras:
  A: {lens: 35 mm, at: [40 m, 30 m, 1.5 m]}
action:
  - vehicle_run:
      {by: driver, car: hero, speed: 19 ± 0.6 mph, line: [[0 m, 0 m], [40 m, 0 m]], speed_by: gps,
       rehearsed_at: 31 km/h, run_out: 30 m, near: [walker], takes: 3}
"""


def plan_of(**changes: tuple[str, str]) -> Plan:
    text = SOUND
    for before, after in changes.values():
        assert before in text
        text = text.replace(before, after)
    return parse_plan(text)


def answer(**changes: tuple[str, str]) -> Assessment:
    return assess(plan_of(**changes))


def found(answer: Assessment) -> dict[str, Severity]:
    """The worst of each kind; findings stand in the order of their severity."""
    worst: dict[str, Severity] = {}
    for one in answer.findings:
        if one.severity is not Severity.NOTE:
            worst.setdefault(one.id, one.severity)
    return worst


def test_a_speed_in_mph_is_told_as_it_was_written() -> None:
    faster = plan_of(
        speed=("19 ± 0.6 mph", "9.6 ± 0.3 mph"), rehearsed=("rehearsed_at: 31 km/h", "rehearsed_at: 8 mph")
    )
    found = findings_before_any_body(faster, gags_of(faster), seed=0)
    said = [one.said for one in found if one.id == "faster-than-rehearsed"]
    assert len(said) == 1
    assert "9.6 mph are planned, and 8 mph is" in in_units(said[0], UnitStyle(System.US))


def test_an_everyday_drive_by_is_within_limits_and_tells_the_seconds() -> None:
    within = answer()
    assert within.verdict is Verdict.WITHIN_LIMITS, found(within)
    walker = assessment_to_dict(within)["people"]["walker"]["exposures"][0]
    assert walker["reached"]["mean"] < 1e-4
    assert isinstance(walker["seconds_left"], float)
    assert "reached" not in assessment_to_dict(within)["people"]["lookout"]["exposures"][0]


def test_how_often_somebody_is_reached_is_one_number_on_a_screen() -> None:
    """Where the best estimate is too small to be said, their upper end is what the head of the answer says."""
    within = answer()
    (reached,) = (one.contact_probability for one in within.people["walker"].exposures)
    assert reached.mean < SMALLEST < reached.high
    (told,) = (one for one in within.findings if one.id == "in-the-way" and one.person == "walker")
    assert f"reaches them in {of_takes(chance_of(reached))}." in told.plain
    best, most = of_takes(chance(reached.mean)), of_takes(chance(reached.high))
    assert f"reaches them in {best} by the best estimate, at most {most} (upper bound)" in told.said


CHANGES = {
    "camera ahead": (("at: [40 m, 30 m, 1.5 m]", "at: [46 m, 0.5 m, 1.5 m]"), "in-the-way", Severity.STOP),
    "actor near": (("stunt performer, stands: [[30 m, 4", "actor, stands: [[30 m, 1"), "in-the-way", Severity.STOP),
    "no place": ((", stands: [[-10 m, 12 m]]", ""), "way-unknown", Severity.HOLD),
    "short run-out": (("run_out: 30 m", "run_out: 9 m"), "vehicle-run-out", Severity.STOP),
    "wet": (("dry asphalt", "wet asphalt"), "", Severity.NOTE),
    "faster": (("rehearsed_at: 31 km/h", "rehearsed_at: 20 km/h"), "faster-than-rehearsed", Severity.HOLD),
    "dead speedometer": (("speed_by: gps", "speed_by: nothing"), "speed-unknown", Severity.HOLD),
    "no cut-off": (("cut_off: technician", "cut_off: none"), "no-cut-off", Severity.HOLD),
    "follower": (("run_out: 30 m", "run_out: 30 m, behind: 5 m"), "second-vehicle", Severity.HOLD),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_thing_is_found_for_itself(name: str) -> None:
    change, finding, severity = CHANGES[name]
    told = found(answer(one=change))
    assert {one for one, how in told.items() if how is not Severity.FLAG} == ({finding} if finding else set()), told
    assert not finding or told[finding] is severity
    plan = plan_of(one=change)
    checked = {one.id: one.severity for one in reversed(findings_before_any_body(plan, gags_of(plan), seed=0))}
    assert not finding or checked[finding] is severity, "nobody's body is simulated, so check says all of it"


CROWD = """\
stunt: Past a crowd
people:
  driver: {job: stunt driver}
  lookout: {job: safety, may_stop: true, stands: [[-10 m, 15 m]]}
  crowd: {job: extra, count: 10, stands: [[30 m, 4 m], [40 m, 4 m]]}
place: {floor: wet asphalt}
gear:
  hero: {kind: car, inspected: true, cut_off: technician}
  tape: {kind: barrier, from: [10 m, 3 m], to: [70 m, 3 m]}
action:
  - vehicle_run: {by: driver, car: hero, speed: 60 ± 2 km/h, line: [[0 m, 0 m], [60 m, 0 m]], speed_by: gps,
                  rehearsed_at: 60 km/h, run_out: 80 m, helmet: true}
"""
TESTED = (
    "to: [70 m, 3 m]}",
    "to: [70 m, 3 m], held_mass: 1500 kg, held_speed: 110 km/h, held_angle: 20 deg, moves: 0.5 m}",
)
CROWDS = {
    "behind tape": ((), "in-the-way"),
    "behind what holds": ((TESTED,), ""),
    "at walking pace": ((("60 ± 2 km/h", "8 ± 1 km/h"),), ""),
    "farther off": ((("[30 m, 4 m], [40 m, 4 m]", "[30 m, 16 m], [40 m, 16 m]"),), ""),
    "ahead of a motorcycle that nothing cuts": (
        (("kind: car", "kind: motorcycle"), ("cut_off: technician", "cut_off: none"),
         ("[30 m, 4 m], [40 m, 4 m]", "[135 m, -2 m], [135 m, 2 m]")),
        "runaway",
    ),
    "ahead of one with a lanyard": (
        (("kind: car", "kind: motorcycle"), ("cut_off: technician", "cut_off: lanyard"),
         ("[30 m, 4 m], [40 m, 4 m]", "[135 m, -2 m], [135 m, 2 m]")),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CROWDS)
def test_a_crowd_with_nothing_between_and_no_seconds_is_a_stop(name: str) -> None:
    changes, finding = CROWDS[name]
    text = CROWD
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    assert {one for one, how in check(text).items() if how is Severity.STOP} == ({finding} if finding else set())


def test_somebody_who_has_left_by_then_is_not_met() -> None:
    crosses = ("stands: [[30 m, 4 m]]", "moves: [{at: [30 m, -6 m], when: 0 s}, {at: [30 m, 6 m], when: %s}]")
    early, late = (answer(one=(crosses[0], crosses[1] % when)) for when in ("3 s", "7 s"))
    assert "in-the-way" not in {i for i, how in found(early).items() if how is Severity.STOP}, found(early)
    assert found(late)["in-the-way"] is Severity.STOP, "in the middle of the way after 3.5 s, as the car is"


CHASE = """\
stunt: Chase
people:
  first: {job: stunt driver}
  second: {job: stunt driver}
  lookout: {job: safety, may_stop: true, stands: [[-60 ft, 60 ft]]}
place: {floor: dry concrete}
gear:
  charger: {kind: car, inspected: true, cut_off: technician}
  pursuit: {kind: car, inspected: true, cut_off: technician}
action:
  - vehicle_run: {by: first, car: charger, speed: 35 ± 1 mph, line: [[0 ft, 0 ft], [280 ft, 0 ft]], speed_by: gps,
                  rehearsed_at: 35 mph, run_out: 200 ft, behind: 100 ft, near: [second]}
  - vehicle_run: {by: second, car: pursuit, speed: 35 ± 1 mph, starts: 2 s, line: [[0 ft, 0 ft], [280 ft, 0 ft]],
                  speed_by: gps, rehearsed_at: 35 mph, run_out: 200 ft, near: [first]}
"""


def check(text: str) -> dict[str, Severity]:
    plan = parse_plan(text)
    found = reversed(findings_before_any_body(plan, gags_of(plan), seed=0))
    return {one.id: one.severity for one in found if one.severity is not Severity.FLAG}


def test_a_car_that_follows_comes_from_before_the_line_and_has_a_tail() -> None:
    """35 mph for 2 s is 31 m, of which 4.5 m are the car ahead; half a second is none."""
    apart, close = check(CHASE), check(CHASE.replace("starts: 2 s", "starts: 0.5 s"))
    assert {one for one, how in apart.items() if how is not Severity.NOTE} == set(), apart
    assert close["in-the-way"] is Severity.STOP
