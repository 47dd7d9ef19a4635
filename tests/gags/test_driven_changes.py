"""Other ways to drive it: where a barrier is put, whom it keeps, and what is soft for whoever is hit."""

from __future__ import annotations

import pytest

from stuntlab.gags import gags_of
from stuntlab.gags.car_hit.gag import CarHit
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.roles import Change
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import Plan, parse_plan, template
from stuntlab.plan.actions.car_hit import CarHit as CarHitWords
from stuntlab.plan.actions.vehicle_run import VehicleRun
from stuntlab.plan.gear.barrier import Barrier
from stuntlab.plan.gear.car import Car

SIDE_STREET = """\
stunt: Drive-by
people:
  driver: {job: precision driver}
place: {floor: dry asphalt}
gear:
  hero: {kind: car, inspected: true, cut_off: technician}
cameras:
  A: {lens: 35 mm, at: [30 m, %s m, %s m], manned: true}
action:
  - vehicle_run: {by: driver, car: hero, speed: 50 km/h, line: [[0 m, 0 m], [60 m, 0 m]], run_out: 60 m}
"""


def changes_of(text: str) -> dict[str, Change]:
    return {one.name: one for one in driven(parse_plan(text)).changes(0)}


def driven(plan: Plan) -> DrivenGag:
    (gag,) = gags_of(plan)
    assert isinstance(gag, DrivenGag)
    return gag


def caught(plan: Plan) -> int:
    gag = driven(plan)
    (met,) = gag.vehicle_facts(draw_gag(gag, seed=2, at_most=2**12)).people
    return int(met.caught.sum())


def reached_of(plan: Plan) -> int:
    """Of whoever is reached on the ground, counted over all branches."""
    gag = driven(plan)
    return sum(int(met.reached.sum()) for met in gag.vehicle_facts(draw_gag(gag, seed=2, at_most=2**12)).people)


@pytest.mark.parametrize("across", [6.0, -6.0])
def test_a_barrier_stands_between_and_keeps_them(across: float) -> None:
    before, after = parse_plan(SIDE_STREET % (across, 1.5)), changes_of(SIDE_STREET % (across, 1.5))
    shielded = next(one.plan for name, one in after.items() if name.startswith("a barrier that holds"))
    (row,) = [gear for gear in shielded.gear.values() if isinstance(gear, Barrier)]
    assert row.from_[1].value == row.to[1].value == pytest.approx(across / 2)
    assert row.from_[0].value < 30.0 < row.to[0].value
    assert caught(shielded) < 0.5 * caught(before)


@pytest.mark.parametrize(("across", "high"), [(6.0, 9.0), (1.0, 1.5)])
def test_there_is_none_for_a_roof_or_without_room(across: float, high: float) -> None:
    assert not [name for name in changes_of(SIDE_STREET % (across, high)) if "barrier" in name]


def test_crew_beside_the_line_get_one_and_who_drives_gets_none() -> None:
    crew = "  driver: {job: precision driver}\n  gaffer: {job: gaffer, stands: [[30 m, 6 m]]}\n"
    text = (SIDE_STREET % (6.0, 9.0)).replace("  driver: {job: precision driver}\n", crew)
    before, after = parse_plan(text), changes_of(text)
    shielded = after["a barrier that holds before gaffer"].plan
    assert [name for name, gear in shielded.gear.items() if isinstance(gear, Barrier)] == ["barrier at gaffer"]
    assert reached_of(shielded) < 0.5 * reached_of(before)


def test_what_has_no_engine_has_no_throttle_that_sticks() -> None:
    text = SIDE_STREET % (6.0, 1.5)
    sorts = {
        "car": text,
        "bicycle": text.replace("kind: car", "kind: car, body: bicycle").replace("technician", "none"),
    }
    found = {sort: {branch.name for branch in driven(parse_plan(says)).branches()} for sort, says in sorts.items()}
    assert found["car"] - found["bicycle"] == {"throttle sticks"}


def test_whoever_is_hit_gets_everything_soft_at_last() -> None:
    bare = template("car_hit").replace(", wears: [shin pads]", "").replace("padded: true ", "padded: false")
    found = list(driven(parse_plan(bare)).changes(0))
    (hit,) = gags_of(found[-2].plan)
    assert isinstance(hit, CarHit)
    assert hit.vehicle.ram_bar
    assert hit.vehicle.padded
    assert hit.ground.soft is not None
    assert {"shin", "knee", "pelvis"} == {pad.covers.value for pad in hit.pads_worn}


def test_in_the_place_of_whoever_is_hit_a_dummy_may_be() -> None:
    """Nobody is struck, by the same car on the same line, and no camera has an operator."""
    plan = parse_plan(template("car_hit"))
    (hit,) = plan.action
    assert isinstance(hit, CarHitWords)
    *_, dummy = driven(plan).changes(0)
    run = driven(dummy.plan).action
    assert isinstance(run, VehicleRun)
    assert (run.line, run.speed, run.run_out) == (hit.line, hit.speed, hit.run_out)
    assert set(plan.people) - set(dummy.plan.people) == {hit.to}
    assert not any(camera.manned for camera in dummy.plan.cameras.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("dummy_runs: true", "dummy_runs: true\n  - ground_fall: {by: hit, onto: asphalt, style: back}"),
        ("job: safety, may_stop", "job: safety, has_power_over: [hit], may_stop"),
    ],
)
def test_whoever_is_named_elsewhere_is_not_left_out_of_the_plan(before: str, after: str) -> None:
    plan = parse_plan(template("car_hit").replace("      takes: 2\n", "").replace(before, after))
    (first,) = (one for one in gags_of(plan) if isinstance(one, CarHit))
    assert not [change for change in first.changes(0) if "dummy is hit" in change.name]


def test_the_plan_with_a_dummy_says_what_else_it_changes() -> None:
    text = template("car_hit").replace("inspected: true", "inspected: false").replace("cut_off: technician", "# ")
    *_, dummy = driven(parse_plan(text)).changes(0)
    assert dummy.name == "a dummy is hit, with a cut, the car inspected, a remote cut-off"
    before, after = parse_plan(text).gear["hero car"], dummy.plan.gear["hero car"]
    assert isinstance(before, Car)
    assert isinstance(after, Car)
    assert before.model_copy(update={"inspected": True, "cut_off": "remote"}) == after


def test_no_dummy_is_thrown_at_anybody() -> None:
    """It flies as far as a person, and a run of a car tells nothing of that."""
    near = template("car_hit").replace("stands: [[30 m, 16 m]]", "stands: [[23 m, 1.8 m]]")
    assert not [change for change in driven(parse_plan(near)).changes(0) if "dummy is hit" in change.name]
