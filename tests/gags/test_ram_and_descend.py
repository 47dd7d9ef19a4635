"""An air ram and a descent, in the words of their templates, with one thing changed at a time."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Finding, Severity
from stuntlab.gags import gags_of
from stuntlab.gags.descend.gag import THING
from stuntlab.pipeline.machine_checks import check_machine
from stuntlab.pipeline.measure import measure
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import parse_plan, template
from stuntlab.previs.planned_take import planned_takes
from stuntlab.takes.engine import prepare_batch, run
from stuntlab.takes.sample import draw
from stuntlab.verdict import read_limits


def gag_with(kind: str, *changes: tuple[str, str]):  # type: ignore[no-untyped-def]
    text = template(kind)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (found,) = gags_of(parse_plan(text))
    return found


def found(kind: str, *changes: tuple[str, str]) -> dict[str, Finding]:
    return {finding.id: finding for finding in check_machine(gag_with(kind, *changes), read_limits(), seed=0)}


def test_a_short_stroke_to_4_m_is_too_much_for_a_seated_spine_and_a_long_flat_one_is_not() -> None:
    """lines_and_flight.md 3.3: 16.8 over 0.5 m as half a sine, 6.6 over 0.9 m evenly."""
    high = ("height: 1.2 ± 0.1 m", "height: 4 ± 0.2 m")
    short = found("air_ram", high, ("stroke: 0.9 m", "stroke: 0.5 m"), ("pulse: even", "pulse: half sine"))
    assert short["machine-spine"].severity is Severity.STOP
    assert found("air_ram", high)["machine-spine"].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("dummy_runs: 3", "dummy_runs: 0"), "machine-dummy"),
        (("dummy_runs: 3", "dummy_runs: 3\n    dummy_pressure: 8 bar"), "machine-changed"),
        (("wall_at: 15 m", "changed_since_dummy: true\n      wall_at: 15 m"), "machine-changed"),
    ],
)
def test_a_ram_that_no_dummy_tried_holds(change: tuple[str, str], finding: str) -> None:
    assert found("air_ram", change)[finding].severity is Severity.HOLD


def test_without_its_stroke_nobody_can_say_how_hard_a_ram_pushes() -> None:
    gag = gag_with("air_ram", ("    stroke: 0.9 m                # how far the plate moves\n", ""))
    assert "stroke" in gag.evidence().beyond("thrown")[0]


def test_whoever_stands_on_the_plate_has_level_soles_and_their_middle_over_it() -> None:
    scene = gag_with("air_ram").scene("soft")
    for bend in (5.0, 50.0, 90.0):
        batch = prepare_batch(scene, {"push_m_s2": np.zeros(1), "bend_rad": np.radians([bend])}, 1)
        model, data = batch.get_model(0), batch.get_data(0)
        mujoco.mj_forward(model, data)
        for side in ("left", "right"):
            assert data.body(f"faller/{side}_foot").xmat[6] == pytest.approx(0.0, abs=1e-3), "toes as high as heels"
        assert abs(data.subtree_com[model.body("faller/pelvis").id, 0]) < 0.1, "over the soles, which are in the middle"


def test_the_plate_is_seen_coming_up_by_its_stroke_with_whoever_stands_on_it() -> None:
    push, landing = planned_takes(gag_with("air_ram"))
    motion, data = push.motion, mujoco.MjData(push.motion.model)
    plate, foot = [], []
    for pose in (motion.qpos[0], motion.qpos[-1]):
        data.qpos[:] = pose
        mujoco.mj_kinematics(motion.model, data)
        plate.append(data.body("plate").xpos.copy())
        foot.append(data.body("faller/left_foot").xipos.copy())
    assert plate[0][2] == 0.0
    assert plate[1][2] == pytest.approx(0.9, abs=0.02)
    assert foot[0][:2] == pytest.approx(plate[0][:2], abs=0.2)
    assert 0.0 < foot[0][2] < 0.1
    assert motion.subject_m[-1, 2] - motion.subject_m[0, 2] == pytest.approx(0.9, abs=0.25), "knees give and push"
    assert landing.motion.subject_m[0, 2] < 1.2, "the landing is where it was"


def test_straight_knees_hand_on_more_of_the_plate() -> None:
    gag = gag_with("air_ram")
    knobs = {"push_m_s2": np.full(2, 60.0), "bend_rad": np.radians([5.0, 50.0])}
    felt, status = run(gag.scene("soft"), knobs, lambda phases: measure(gag.instruments(), phases), threads=1)
    assert not status.any()
    assert felt["thrown/lumbar_force"][0] > felt["thrown/lumbar_force"][1]


def test_a_decelerator_carries_one_weight_more_than_it_slows() -> None:
    gag = gag_with("descend")
    values = draw_gag(gag, seed=0).values
    assert values["line_n"] == pytest.approx(values["mass_kg"] * (values["slows_m_s2"] + GRAVITY_M_S2))


def test_a_brake_that_sets_in_late_goes_lower_by_its_speed_times_the_time() -> None:
    """lines_and_flight.md 3.2: 0.3 s late is 9 m at 30 m/s."""
    gag = gag_with("descend")
    draws = draw_gag(gag, seed=0)
    late = draws.branch == 1
    lower = np.median(draws.values["clear_m"][~late]) - np.median(draws.values["clear_m"][late])
    assert lower == pytest.approx(0.3 * np.median(draws.values["fast_m_s"]), rel=0.1)


def test_a_stop_too_low_is_refused_over_the_ground_and_left_to_the_body_over_what_catches() -> None:
    low = ("stops_at: 3 ± 0.2 m", "stops_at: 0.8 ± 0.2 m")
    bare = ("      onto: pit                  # below, if the brake sets in late\n", "")
    assert found("descend", low, bare)["brake-room"].severity is Severity.STOP
    assert found("descend", low)["brake-room"].severity is Severity.FLAG
    inside = found("descend", ("stops_at: 3 ± 0.2 m", "stops_at: 0.3 ± 0.05 m"))["brake-room"]
    assert inside.severity is Severity.HOLD, "the pad is 0.6 m high"


_FAN = ("brakes: decelerator          # fan", "brakes: fan\n    speed: 2.5 m/s  # fan")
_NO_BRAKE = ("    stops_over: 6 m              # length over which it stops them\n", "")


@pytest.mark.parametrize(
    ("at", "size", "severity"),
    [
        ("[0.5 m, 1 m]", "1.8 x 4.5 x 4.2 m", Severity.STOP),  # higher than where they stop
        ("[3 m, 0 m]", "4 x 4 x 0.8 m", Severity.NOTE),  # on the pit, and they stop above it
        ("[3 m, 0 m, 9 m]", "6 cm x 10 m x 6 cm", Severity.STOP),  # a rail across their way
        ("[3 m, 0 m]", "2 x 2 x 0.5 m", None),  # under the pit
        ("[3 m, 5 m]", "2 x 2 x 4 m", None),  # beside their way
        ("[3 m, 0 m]", "2 x 2 x 14 m", None),  # what they start from
    ],
)
def test_what_stands_below_a_descent_is_found(at: str, size: str, severity: Severity | None) -> None:
    """The middle of the pit is 3 m out, feet start at 14 m and stop at 3 m."""
    near = "-2.5 m" if at == "[0.5 m, 1 m]" else "0 m"
    placed = f"place:\n  floor: concrete\n  objects: [{{what: car, at: {at}, size: {size}}}]"
    changes = ("place:\n  floor: concrete", placed), ("near_edge: 0 m", f"near_edge: {near}")
    below = found("descend", *changes).get("stands-below")
    assert (below and below.severity) is severity
    gag = gag_with("descend", *changes)
    draws = gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=512))
    ends = gag.classify(draws)
    assert bool(np.mean(ends[draws.branch == 0] == THING) > 0.7) == (severity is Severity.STOP)
    assert bool((ends == THING).any()) == (severity is not None)  # a brake that sets in late comes to the low one


@pytest.mark.parametrize(("job", "tucked"), [("stunt performer", 30.0), ("actor", 0.0)])
def test_whoever_does_stunts_tucks_the_chin_to_come_down_lying(job: str, tucked: float) -> None:
    """As in a high fall: onto the back, and not onto the feet."""
    thrown = "{job: stunt performer, height: 172 cm"
    for lands, deg in (("back", tucked), ("feet", 0.0)):
        gag = gag_with("air_ram", (thrown, f"{{job: {job}, height: 172 cm"), ("lands: back  ", f"lands: {lands}"))
        draws = gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=2))
        knobs = gag.landing_knobs(draws, np.arange(2))
        assert np.degrees(knobs["chin_rad"]) == pytest.approx(deg)
        assert "chin_rad" in gag.landing("soft").knobs


def test_a_fan_without_a_brake_lets_somebody_down_onto_their_feet_at_its_speed() -> None:
    gag = gag_with("descend", _FAN, _NO_BRAKE, ("stops_at: 3 ± 0.2 m", "stops_at: 0 m"))
    draws = draw_gag(gag, seed=0)
    planned = draws.branch == 0
    assert not gag.evidence().beyond("faller")
    assert (gag.classify(draws) == 1).all(), "down on what is below"
    assert np.median(draws.values["down_m_s"][planned]) == pytest.approx(2.5, rel=0.02)
    assert draws.values["line_n"][planned] == pytest.approx(draws.values["mass_kg"][planned] * GRAVITY_M_S2, rel=0.03)
    high = gag_with("descend", _FAN, _NO_BRAKE)
    assert "stops_over" in high.evidence().beyond("faller")[0], "nothing says what stops them 3 m up"


def test_a_fan_repeats_as_well_as_the_plan_says() -> None:
    spreads = []
    for speed in ("2.5 m/s", "2.5 ± 0.05 m/s"):
        fan = (_FAN[0], _FAN[1].replace("2.5 m/s", speed))
        draws = draw_gag(gag_with("descend", fan, _NO_BRAKE, ("stops_at: 3 ± 0.2 m", "stops_at: 0 m")), seed=0)
        spreads.append(np.std(draws.values["down_m_s"][draws.branch == 0]) / 2.5)
    assert spreads == pytest.approx([0.08, 0.02], abs=0.006)


@pytest.mark.parametrize("lacks", ["    stops_over: 6 m              # length over which it stops them\n"])
def test_a_brake_of_which_nobody_says_enough_cannot_be_assessed(lacks: str) -> None:
    assert gag_with("descend", (lacks, "")).evidence().beyond("faller")


def test_a_body_that_hangs_bears_the_brake_in_its_spine() -> None:
    gag = gag_with("descend")
    felt, status = run(
        gag.scene("stiff"),
        {"slows_m_s2": np.array([2.0, 30.0])},
        lambda phases: measure(gag.instruments(), phases),
        threads=1,
    )
    assert not status.any()
    assert felt["faller/chest_3ms"][1] > 3.0 > felt["faller/chest_3ms"][0]


def test_a_pit_under_a_lower_throw_is_laid_where_that_comes_down() -> None:
    """A pit that was laid for the higher throw left the lower one to come down before it."""
    ram = gag_with("air_ram", ("near_edge: 0.5 m", "near_edge: 1 m"))
    for change in ram.changes(0):
        if "thrown" in change.name or "all of it" in change.name:
            (lower,) = gags_of(change.plan)
            way = lower.planned_way()
            assert way is not None
            assert way.from_m < way.low_m < way.high_m < way.to_m


@pytest.mark.parametrize(("kind", "machine"), [("air_ram", "ram"), ("descend", "brake")])
def test_a_machine_that_no_dummy_tried_is_offered_with_one(kind: str, machine: str) -> None:
    first, *others = gag_with(kind, ("dummy_runs: 3", "dummy_runs: 0")).changes(0)
    assert first.name == "a dummy at this very setting"
    assert first.plan.gear[machine].dummy_runs == 3
    assert all(one.plan.gear[machine].dummy_runs == 3 for one in others if "a dummy first" in one.cost)
