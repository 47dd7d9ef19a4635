"""The high fall as a gag: branches and their controls, outcomes, where a plan puts the body."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats
from stuntlab.gags import gags_of
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.gags.high_fall.outcomes import BESIDE, FLAT, MET, NOT_READY, OFF_FLAT, ON_CATCHER, ON_EDGE, OUTER, RIM
from stuntlab.gear.catchers.water import depth_needed_m
from stuntlab.people.posture import lowest_point_m
from stuntlab.pipeline.measure import measure, name_reading
from stuntlab.plan import parse_plan
from stuntlab.takes.engine import run
from stuntlab.takes.sample import draw

ROOF = (Path(__file__).parents[2] / "examples" / "roof_back_fall.yaml").read_text(encoding="utf-8")
LANDED = {
    "x_m": 4.65, "y_m": 0.0, "rotation_rad": 0.0, "strength": 1.0, "bears": 1.0, "fans_off_s": 0.0, "met": -1.0,
    "slides": 0.0,
}  # fmt: skip


def fall(*changes: tuple[str, str]) -> HighFall:
    text = ROOF
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    return gag


def drawn(gag: HighFall, takes: int = 20_000) -> Draws:
    return gag.propagate(draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=takes))


def probability(gag: HighFall, branch: str) -> float:
    return next(one.probability for one in gag.branches() if one.name == branch)


@pytest.mark.parametrize(
    ("control", "branch"),
    [
        (("takes: 3", "takes: 3\n      rehearsed_from: 8 m"), "over-rotates"),
        (("plumb_line: false", "plumb_line: true"), "lands on the outer metre"),
        (("takes: 3", "takes: 3\n      spotter_calls: true"), "second faller"),
        (("takes: 3", "takes: 3\n      spotter_calls: true"), "gust"),
        (("takes: 3", "takes: 3\n      spotter_calls: true"), "fan stops"),
    ],
)
def test_a_branch_gets_rarer_only_by_a_control_the_plan_names(control: tuple[str, str], branch: str) -> None:
    by_eye = ("plumb_line: true", "plumb_line: false")
    before, after = fall(by_eye), fall(by_eye, control)
    assert 0 < probability(after, branch) < probability(before, branch)
    lower, said = (next(one.reason for one in gag.branches() if one.name == branch) for gag in (before, after))
    assert "would make it" in lower, "what lowers it is said as long as the plan does not name it"
    assert "because" in said


def test_an_outrigger_leaves_no_rail_to_grab() -> None:
    name = "fails to separate or grabs the rail"
    without = fall(("      outrigger: 3 m              # take-off point, from the wall\n", ""))
    assert probability(without, name) == 0.02
    assert probability(fall(), name) == pytest.approx(0.02 * 0.25)


def test_a_ladder_that_ends_too_low_is_no_control() -> None:
    low = fall(("takes: 3", "takes: 3\n      rehearsed_from: 6 m"))
    assert probability(low, "over-rotates") == probability(fall(), "over-rotates")


def test_as_planned_the_outrigger_keeps_everybody_off_the_edge() -> None:
    """film.md 2.2 (C): with the take-off 3 m out none of 200 000 missed or came down in the outer metre."""
    gag = fall()
    draws = drawn(gag, 200_000)
    outcome = gag.classify(draws)[draws.branch == 0]
    assert set(np.unique(outcome)) <= {FLAT, OFF_FLAT}


def test_without_it_they_do_not() -> None:
    gag = fall(("      outrigger: 3 m              # take-off point, from the wall\n", ""))
    draws = drawn(gag)
    outcome = gag.classify(draws)[draws.branch == 0]
    assert np.mean(outcome == BESIDE) > 0.25
    assert np.mean(np.isin(outcome, ON_EDGE)) > 0.5


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, FLAT),
        ({"rotation_rad": 1.2}, OFF_FLAT),
        ({"rotation_rad": -1.2}, OFF_FLAT),
        ({"strength": 0.5}, NOT_READY),
        ({"x_m": 1.7}, RIM),
        ({"x_m": 2.0}, OUTER),
        ({"y_m": 3.7, "rotation_rad": 2.0}, RIM),
        ({"x_m": 1.5}, BESIDE),
        ({"y_m": -4.0, "strength": 0.5}, BESIDE),
        ({"met": 0.0}, ON_CATCHER.index(MET)),
        ({"met": 0.0, "slides": 1.0}, 0),
    ],
)
def test_how_a_draw_ends(changes: dict[str, float], outcome: int) -> None:
    values = {name: np.array([value]) for name, value in {**LANDED, **changes}.items()}
    assert fall().classify(Draws(values, np.zeros(1, dtype=np.int64)))[0] == outcome


def test_the_fall_is_counted_to_the_top_of_the_catcher() -> None:
    """9.3 m from feet to top, and the centre of mass comes down from standing to lying: 0.96 − 0.12 m more."""
    assert fall().drop_m == pytest.approx(9.3 + 0.56 * 1.72 - 0.12)
    higher = fall(("7.6 x 2.7 m", "7.6 x 3.7 m"))
    assert higher.drop_m == pytest.approx(fall().drop_m - 1.0)


def test_a_gust_blows_from_any_side() -> None:
    gag = fall()
    draws = drawn(gag)
    index = next(i for i, branch in enumerate(gag.branches()) if branch.name == "gust")
    planned, gust = (draws.values["x_m"][draws.branch == number] for number in (0, index))
    assert np.std(gust) > np.std(planned)
    assert np.mean(gust) == pytest.approx(np.mean(planned), abs=0.05)


def test_a_bag_without_a_rating_is_not_simulated() -> None:
    gag = fall(("    rated_height: 15 m            # the maker's card\n", ""))
    assert not gag.worlds()


def test_a_body_starts_with_its_lowest_point_on_the_top() -> None:
    gag = fall()
    scene = gag.scene("soft")
    batch = Batch(scene.model, 5, 1)
    batch.reset()
    batch.qpos[:] = scene.start
    scene.knobs["attitude"](batch, np.array([-1.6, -0.04, 0.06, 1.0, 3.1]))
    lowest = [lowest_point_m(scene.model, qpos, FALLER) for qpos in batch.qpos]
    assert lowest == pytest.approx([gag.catcher.top_m] * 5, abs=1e-9)


def test_a_catcher_has_room_for_what_it_remembers() -> None:
    scene = fall().scene("soft")
    assert scene.field is not None
    assert scene.model.nuserdata == len(scene.field.memory)


CATCHERS = """stunt: Falls
people:
  faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: male}
  second: {job: stunt performer, height: 180 cm, mass: 80 kg, sex: female}
  spotter: {job: crew, stands: [[2 m, 3 m]]}
  medic: {job: crew}
place: {ground: asphalt, wind: 1 m/s}
gear:
  bag: {kind: air bag, size: 6 x 6 x 2 m, near_edge: 1 m, rated_height: 15 m, clear_space: 1 m}
  net: {kind: net, size: 8 x 8 x 5 m, near_edge: 0.5 m, rated_height: 12 m, clear_below: 4 m}
  small net: {kind: net, size: 4 x 4 x 2 m, near_edge: 0.5 m, rated_height: 12 m}
  boxes: {kind: box rig, size: 5 x 5 x 2.7 m, near_edge: 0.5 m, box: 45 cm, layers: 6, gaps: 8 cm}
  pit: {kind: porta-pit, size: 5 x 5 x 0.8 m, near_edge: 0.5 m}
  mat: {kind: landing mat, size: 3 x 2 x 0.3 m, near_edge: 0 m}
  sea: {kind: water, size: 20 x 20 m, near_edge: 0 m, depth: 6 m}
action:
  - high_fall: {by: faller, from: FROM, push: 1 ± 0.2 m/s, sideways: 0 ± 0.1 m/s, takes: 1, MORE}
cameras:
  A: {distance: 3 m, angle: 90 deg}
  B: {lens: 50 mm}
"""


def falls(more: str, height: str = "9 m", *, then: str = "") -> list[HighFall]:
    text = CATCHERS.replace("FROM", height).replace("MORE", more)
    gags = gags_of(parse_plan(text.replace("cameras:", f"{then}cameras:")))
    return [gag for gag in gags if isinstance(gag, HighFall)]


@pytest.mark.parametrize(
    ("onto", "branch", "others"),
    [
        ("bag", "fan stops", ("boxes are damp", "a tie lets go")),
        ("boxes", "boxes are damp", ("fan stops", "a tie lets go")),
        ("net", "a tie lets go", ("fan stops", "boxes are damp")),
    ],
)
def test_a_catcher_goes_wrong_in_its_own_way(onto: str, branch: str, others: tuple[str, ...]) -> None:
    (gag,) = falls(f"style: back, onto: {onto}")
    names = {one.name for one in gag.branches()}
    assert branch in names
    assert not names & set(others)
    index = [one.name for one in gag.branches()].index(branch)
    draws = drawn(gag, 500)
    assert set(gag.classify(draws)[draws.branch == index]) <= {NOT_READY, *ON_EDGE, BESIDE, ON_CATCHER.index(MET)}


@pytest.mark.parametrize(
    ("onto", "more"),
    [
        ("ground", set()),
        ("sea", {"second faller"}),
        ("pit", {"second faller", "lands on the outer metre"}),
        ("mat", {"second faller", "lands on the outer metre"}),
        ("bag", {"second faller", "lands on the outer metre", "fan stops"}),
        ("boxes", {"second faller", "lands on the outer metre", "boxes are damp"}),
        ("net", {"second faller", "lands on the outer metre", "a tie lets go"}),
    ],
)
def test_what_goes_wrong_besides_the_fall_itself(onto: str, more: set[str]) -> None:
    """The kinds that numbers.toml listed for each failure mode before it went by property."""
    (gag,) = falls(f"style: back, onto: {onto}")
    usual = {mode.name for mode in HighFall.failure_modes}
    assert {one.name for one in gag.branches()} - usual == {"as planned", *more}


@pytest.mark.parametrize(("edge", "factor"), [("roof", 1.0), ("balcony", 2.0), ("window", 1.5), ("cliff", 0.5)])
def test_what_a_fall_goes_over_changes_how_often_it_is_grabbed(edge: str, factor: float) -> None:
    """Factors of judgement; what is tested is that they reach the branch, and that it says why."""
    (plain,), (over,) = falls("style: back, onto: bag"), falls(f"style: back, onto: bag, edge: {edge}")
    name = "fails to separate or grabs the rail"
    assert probability(over, name) == pytest.approx(factor * probability(plain, name))
    reason = next(one.reason for one in over.branches() if one.name == name)
    assert factor == 1.0 or edge in reason
    assert sum(one.probability for one in over.branches()) == pytest.approx(1.0)


def test_a_window_leaves_less_push_and_more_turn() -> None:
    (plain,), (window,) = falls("style: back, onto: bag"), falls("style: back, onto: bag, edge: window")
    (before, after) = (drawn(gag).values for gag in (plain, window))
    planned = drawn(plain).branch == 0
    assert after["push_m_s"][planned].mean() < before["push_m_s"][planned].mean()
    assert after["rotation_rad"][planned].std() > before["rotation_rad"][planned].std()


@pytest.mark.parametrize("more", ["style: back, edge: platform", "style: back, edge: platform, onto: ground"])
def test_without_a_catcher_it_is_the_ground(more: str) -> None:
    (gag,) = falls(more, "2 m")
    assert gag.catcher is None
    assert not gag.is_caught
    assert gag.drop_m == pytest.approx(2.0 + 0.56 * 1.72 - 0.12)
    draws = drawn(gag, 500)
    assert set(gag.classify(draws)) <= {FLAT, OFF_FLAT}
    assert [outcome.name for outcome in gag.outcomes[:2]] == [
        "on the ground as meant",
        "on the ground, feet or neck first",
    ]
    assert gag.catch(draws).bare == "asphalt"
    assert gag.models == ("soft", "stiff"), "the ground gives, if only as a scalp does"
    assert gag.scene("stiff").field is None
    assert not gag.evidence().beyond("faller")
    assert {"fan stops", "second faller"}.isdisjoint(one.name for one in gag.branches())


def test_a_fall_into_water_is_drawn_and_not_simulated() -> None:
    (gag,) = falls("style: feet first, onto: sea, rotation: 0 ± 20 deg", "12 m")
    assert not gag.worlds()
    assert gag.drop_m == 12.0
    draws = drawn(gag, 4000)
    planned = draws.branch == 0
    flat = gag.classify(draws)[planned] == OFF_FLAT
    assert np.mean(flat) == pytest.approx(0.134, abs=0.02), "beyond 30 degrees at a spread of 20: 1.5 sd"
    entry = gag.catch(draws).water
    assert entry is not None
    assert (entry.enters, entry.onset_m, entry.depth_m, entry.needed_m) == ("feet", 15.0, 6.0, 6.0)
    assert entry.speed_m_s == pytest.approx(15.1, abs=0.2), "12 m: 15.3 m/s without drag"
    assert not any(outcome.touches for outcome in gag.outcomes[:3])


def test_who_falls_second_and_when() -> None:
    then = "  - high_fall: {by: second, from: 9 m, style: back, push: 1 m/s, sideways: 0 m/s, onto: bag, after: 20 s}\n"
    first, second = falls("style: back, onto: bag", then=then)
    assert first.catch(drawn(first, 100)).follows is None
    follows = second.catch(drawn(second, 100)).follows
    assert follows is not None
    assert (follows.person, follows.gag, follows.after_s, follows.ready_s) == ("faller", "high_fall 1", 20.0, 60.0)
    elsewhere = falls("style: back, onto: pit", then=then)[1]
    assert elsewhere.catch(drawn(elsewhere, 100)).follows is None


def test_somebody_else_on_the_catcher_makes_a_second_faller_likelier() -> None:
    then = "  - high_fall: {by: second, from: 9 m, style: back, push: 1 m/s, sideways: 0 m/s, onto: bag, after: 20 s}\n"
    shared, alone = falls("style: back, onto: bag", then=then)[0], falls("style: back, onto: bag")[0]
    assert probability(alone, "second faller") == pytest.approx(0.1 * probability(shared, "second faller"))
    assert probability(falls("style: back, onto: pit", then=then)[0], "second faller") == pytest.approx(1e-4)


@pytest.mark.parametrize(("height", "share"), [("5 m", (2 * 5 / GRAVITY_M_S2) ** 0.5 / 1.5), ("30 m", 1.0)])
def test_a_turn_that_goes_wrong_goes_further_wrong_in_a_longer_fall(height: str, share: float) -> None:
    (gag,) = falls("style: back, onto: bag", height)
    draws, index = drawn(gag), [one.name for one in gag.branches()].index("over-rotates")
    turned = np.degrees(draws.values["rotation_rad"][draws.branch == index]).mean()
    assert turned == pytest.approx(50 * share, abs=0.6)


def test_only_somebody_who_does_stunts_tucks_the_chin() -> None:
    trained, anybody = fall(), fall(("stunt performer", "actor"))
    draws = drawn(trained, 10)
    tucked, hangs = (np.degrees(gag.knobs(draws, np.arange(3))["chin_rad"]) for gag in (trained, anybody))
    assert tucked.min() > 20
    assert not hangs.any()
    muscles = [
        {gag.scene("soft").model.actuator(i).name for i in range(gag.scene("soft").model.nu)}
        for gag in (trained, anybody)
    ]
    assert {"faller/oc_flexion"} <= muscles[0] - muscles[1]


def test_a_small_double_lands_at_a_finer_timestep() -> None:
    """A small head on the same skin is shaken faster than the usual timestep can follow."""
    small = fall(("height: 172 cm, mass: 68 kg, sex: male", "height: 150 cm, mass: 44 kg, sex: female"))
    (phase,) = small.scene("stiff").phases
    assert phase.timestep_s < fall().scene("stiff").phases[0].timestep_s


def test_cameras_by_distance_and_angle_and_those_without_a_place() -> None:
    """3 m from the middle of the mat along the wall: 2 m from its edge. The medic and camera B are nowhere."""
    (gag,) = falls("style: back, onto: mat", "1.5 m")
    catch = gag.catch(drawn(gag, 2000))
    near = {one.name: one for one in catch.near}
    assert near["operator of camera A"].distance_m == pytest.approx(2.0), "the mat is 2 m wide"
    assert catch.placeless == ("second", "medic", "operator of camera B")


def test_a_net_beyond_what_building_sites_use_says_so() -> None:
    (large,), (small,) = falls("style: back, onto: net", "11 m"), falls("style: back, onto: small net", "11 m")
    assert not large.behaviour.against_practice(11.0)
    assert len(small.behaviour.against_practice(11.0)) == 2


@pytest.mark.parametrize("onto", ["net", "boxes", "pit", "mat"])
def test_every_catcher_is_softer_than_the_ground(onto: str) -> None:
    """The same body, flat, from 1.5 m above each: what the chest feels."""

    def chest(gag: HighFall) -> float:
        draws = gag.propagate(draw(gag.unknowns(), seed=1, label="fall", takes_per_branch=4))
        readings, status = run(
            gag.scene(gag.models[0]),
            gag.knobs(draws, np.array([0])) | {"down_m_s": np.array([5.4])},
            lambda phases: measure(gag.instruments(), phases),
            threads=1,
        )
        assert not status.any()
        return float(readings[name_reading("faller", "chest_3ms")][0])

    (soft,), (hard,) = falls(f"style: back, onto: {onto}", "9 m"), falls("style: back", "9 m")
    assert chest(soft) < 0.8 * chest(hard)


@pytest.mark.parametrize(
    "more", ["", "onto: bag", "onto: net", "onto: boxes", "onto: pit", "onto: mat"], ids=lambda more: more or "ground"
)
def test_scenes_and_knobs_belong_together_on_every_catcher(more: str) -> None:
    """What the common suite asks of the examples, of every kind of catcher."""
    (gag,) = falls(f"style: back, {more}" if more else "style: back")
    draws = drawn(gag, 200)
    assert set(gag.knobs(draws, np.arange(3))) == set(gag.scene(gag.models[-1]).knobs)
    assert np.all(gag.features(draws).std(axis=0) > 0)
    assert set(gag.classify(draws)) <= set(range(len(gag.outcomes)))
    assert sum(one.probability for one in gag.branches()) == pytest.approx(1.0)
    assert len(gag.zones()[0].cells().at_m)
    assert gag.assumptions()


FEET_FIRST = """
stunt: Landing practice
people:
  jumper: {{job: {job}, height: 178 cm, mass: 78 kg, sex: male}}
place: {{ground: grass}}
action:
  - high_fall: {{by: jumper, from: {height}, style: feet first, edge: platform, push: 0.8 m/s, sideways: 0 m/s}}
"""


def lander(job: str, height: str) -> HighFall:
    (gag,) = gags_of(parse_plan(FEET_FIRST.format(job=job, height=height)))
    assert isinstance(gag, HighFall)
    return gag


def test_feet_first_the_middle_falls_as_far_as_the_feet() -> None:
    gag = lander("stunt performer", "2 m")
    as_planned = drawn(gag).branch == 0
    speed = drawn(gag).values["down_m_s"][as_planned]
    assert speed.mean() == pytest.approx((2 * GRAVITY_M_S2 * 2.0) ** 0.5, rel=0.01)


def test_a_short_jump_turns_an_upright_body_less_than_a_long_one() -> None:
    spread = [np.std(drawn(lander("actor", height)).values["rotation_rad"]) for height in ("1.4 m", "5.6 m", "40 m")]
    assert spread[1] == pytest.approx(2 * spread[0], rel=0.05), "twice the time in the air"
    assert spread[2] < 2 * spread[1]


def test_who_was_taught_to_land_is_pushed_up_less() -> None:
    """The same jump of 1.4 m: legs that are bent further take a tenth off; of 0.75 m, people's take 0.2 (traceurs)."""
    peaks = []
    for job in ("stunt performer", "actor"):
        gag = lander(job, "1.4 m")
        draws = drawn(gag, 50)
        upright = np.flatnonzero(draws.branch == 0)[:1]
        tools = gag.instruments()
        readings, status = run(
            gag.scene("stiff"), gag.knobs(draws, upright), lambda phases, tools=tools: measure(tools, phases), threads=1
        )
        assert not status.any()
        peaks.append(float(readings[name_reading("jumper", "tibia_force")][0]))
    assert peaks[0] < 0.9 * peaks[1]


def leaning(job: str, degrees: tuple[float, ...], names: tuple[str, ...]) -> list[list[float]]:
    """Loads of a jump of 2 m onto the floor that lands leaning so far forward, each [lean]."""
    gag = lander(job, "2 m")
    means = {one.name: np.full(len(degrees), one.mean) for one in gag.unknowns()[0]}
    draws = gag.propagate(Draws(means | {"rotation_rad": np.radians(degrees)}, np.zeros(len(degrees), dtype=int)))
    knobs = gag.knobs(draws, np.arange(len(degrees)))
    tools = gag.instruments()
    readings, status = run(gag.scene("stiff"), knobs, lambda phases: measure(tools, phases), threads=1)
    assert not status.any()
    return [[float(value) for value in readings[name_reading("jumper", name)]] for name in names]


def test_who_was_taught_to_land_does_not_sit_down_hard_for_leaning_back_a_little() -> None:
    """Legs under a body that leans back by 12 degrees go on into their crouch; an actor's are out in front of it."""
    taught, not_taught = (leaning(job, (-12.0, 0.0), ("lumbar_force",))[0] for job in ("stunt performer", "actor"))
    assert taught[0] < 1.5 * taught[1]
    assert not_taught[0] > 1.5 * taught[0]


def test_a_jump_has_no_turn_to_be_late_with() -> None:
    """Who fails to separate comes down turned too little where a turn is meant, and either way where none is."""
    means = {}
    for style in ("back", "feet first"):
        (gag,) = falls(f"style: {style}")
        rotation = next(one for one in gag.unknowns()[1] if one.name == "rotation_rad")
        assert gag.branches()[1].name == "fails to separate or grabs the rail"
        means[style] = rotation.mean
    assert means["back"] < -0.3
    assert means["feet first"] == 0.0


@pytest.mark.parametrize(
    ("height_m", "enters", "needed_m"),
    [(2.0, "feet", 3.0), (10.0, "feet", 5.0), (12.0, "feet", 6.0), (10.0, "head", 5.0)],
)
def test_a_jump_of_ten_metres_asks_for_five_of_water(height_m: float, enters: str, needed_m: float) -> None:
    assert depth_needed_m(height_m, enters=enters) == needed_m


def test_arms_reach_for_the_ground_only_when_the_body_tips_and_there_is_time() -> None:
    gag = lander("stunt performer", "1.4 m")
    leans = np.radians([-20.0, 0.0, 4.0, 7.5, 10.0, 30.0])

    def reaches(height_m: float) -> Floats:
        draws = drawn(gag, len(leans))
        draws.values["rotation_rad"][: len(leans)] = leans
        draws.values["time_s"][: len(leans)] = (2 * height_m / GRAVITY_M_S2) ** 0.5
        return gag.knobs(draws, np.arange(len(leans)))["reaches"]

    assert reaches(1.4) == pytest.approx([0, 0, 0, 0.5, 1, 1])
    assert 0 < reaches(0.5)[-1] < 1
    assert not reaches(0.04).any(), "no time to move the arms"


def test_arms_take_some_of_what_a_neck_bears_in_a_dive() -> None:
    """Landed 26 degrees forward, with arms and with arms that stay."""
    gag = lander("stunt performer", "1.4 m")
    draws = drawn(gag, 1)
    draws.values["rotation_rad"][:1] = np.radians(26.0)
    reached = gag.knobs(draws, np.array([0]))
    stayed = reached | {"reaches": np.zeros(1), "chin_rad": np.zeros(1)}
    tools = gag.instruments()
    bears = [
        float(
            run(gag.scene("soft"), knobs, lambda phases: measure(tools, phases), threads=1)[0][
                name_reading("jumper", "neck_compression")
            ][0]
        )
        for knobs in (reached, stayed)
    ]
    assert bears[0] < 0.75 * bears[1]
