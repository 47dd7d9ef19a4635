"""What somebody who learned to go down stairs does: where their arms are, and that they drop nothing once at rest."""

from __future__ import annotations

from dataclasses import replace

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags import gags_of
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.stair_fall.gag import StairFall
from stuntlab.gags.stair_fall.step_contacts import touches_of
from stuntlab.people.body_loads import BODY_SIGNALS
from stuntlab.plan import parse_plan, template
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import film
from stuntlab.takes.sample import draw

STEP_S = 0.01


def stairs(job: str = "stunt performer", *, changes: tuple[tuple[str, str], ...] = ()) -> StairFall:
    text = template("stair_fall").replace("job: stunt performer", f"job: {job}")
    for old, new in changes:
        text = text.replace(old, new)
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, StairFall)
    return gag


def reach_m(gag: StairFall, way: tuple[float, float, float], *, guarded: bool) -> float:
    """How far the points of the head reach in a direction of the head."""
    world = gag._stair_world("stiff")
    model = gag.scene("stiff").model
    touches = touches_of(
        model, world.faller, prefix=FALLER, floor_stiffness_n_per_m=1e6, wall_stiffness_n_per_m=1e6, pads={},
        friction=0.5, guarded=guarded,
    )  # fmt: skip
    head = int(model.body(FALLER + "head").id)
    return max(float(np.dot(way, one.at_m)) + one.radius_m for one in touches if one.body == head)


@pytest.mark.parametrize(
    ("way", "arms"),
    [((1, 0, 0), 1.0), ((0, 1, 0), 1.0), ((0, -1, 0), 1.0), ((0, 0, 1), 1.0), ((-1, 0, 0), 0.0)],
)
def test_arms_are_before_beside_and_above_the_head_and_not_behind_it(way: tuple[int, int, int], arms: float) -> None:
    """Who lands on the upper back has no arm at the nape to lever the head back with."""
    gag = stairs()
    world = gag._stair_world("stiff")
    thick_m = 2 * float(gag.scene("stiff").model.geom(FALLER + world.faller.surface("left_forearm").geom).size[0])
    further_m = reach_m(gag, way, guarded=True) - reach_m(gag, way, guarded=False)
    assert further_m == pytest.approx(arms * thick_m, abs=1e-9)


def traces(ahead_m: Floats, speed_m_s: Floats) -> Traces:
    """One take of a middle of the body that is somewhere at some speed."""
    channels = {
        FALLER + "com_position": np.stack([ahead_m, 0 * ahead_m, 0 * ahead_m], axis=-1)[None],
        FALLER + "com_velocity": np.stack([0 * speed_m_s, speed_m_s, 0 * speed_m_s], axis=-1)[None],
    }
    return Traces(np.linspace(0.0, STEP_S * (len(ahead_m) - 1), len(ahead_m)), channels)


def test_the_fall_of_somebody_trained_is_over_when_they_have_rested_at_the_foot_for_as_long_as_people_react() -> None:
    gag, moments = stairs(), np.arange(300)
    (world,) = gag.worlds()
    assert world.over is not None
    foot = np.full(300, gag.stairs.run_m + 0.2)
    stops_at = np.where(moments < 100, 1.0, 0.0)
    rested_s = 1.0 + gag.numbers.at_rest.for_s
    assert world.over(traces(foot, stops_at)) == pytest.approx(rested_s, abs=2 * STEP_S)
    assert np.isinf(world.over(traces(foot - 0.4, stops_at)))  # on a step they go on
    assert np.isinf(world.over(traces(foot, np.where(moments % 20 < 15, 0.0, 1.0))))
    (world,) = stairs("actor").worlds()
    assert (world.over is None) != stairs("actor").trained


def test_nothing_that_comes_after_a_take_is_over_is_in_its_traces() -> None:
    values = np.arange(12.0).reshape(3, 4, 1)
    held = Traces(np.array([0.0, 0.1, 0.2, 0.3]), {"x": values.copy()})
    held.hold_from(np.array([0.1, np.inf, 0.0]))
    np.testing.assert_array_equal(held.scalar("x"), [[0, 1, 1, 1], [4, 5, 6, 7], [8, 8, 8, 8]])


def pushed_on_the_neck_n(gag: StairFall) -> Floats:
    """The largest axial push on the neck in each of the first planned takes, N, [take]."""
    draws = draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=4)
    traces, _ = film(gag.scene("stiff"), gag.knobs(draws, np.arange(4)), rate_hz=10)
    (signals,) = BODY_SIGNALS["neck_compression"]
    signal = signals["x"]
    pushed_n = -signal.factor * traces["blow"].channels[FALLER + signal.channel][..., 2]
    return np.asarray(np.max(pushed_n, axis=1))


def test_a_trained_tumble_goes_over_the_shoulder_and_spares_the_neck() -> None:
    """Turned by nothing and with the head straight, the same people dive onto the crown."""
    tumble = ("style: side roll", "style: tumble   ")
    steps = ("steps: 14", "steps: 4")
    taught, straight = (stairs(changes=(tumble, steps)) for _ in range(2))
    straight.style = replace(straight.style, shoulder_first=None)
    assert np.median(pushed_on_the_neck_n(taught)) < 0.5 * np.median(pushed_on_the_neck_n(straight))


def test_only_who_learned_it_and_keeps_the_chin_down_has_the_head_turned_away() -> None:
    tumble = ("style: side roll", "style: tumble   ")
    taught, actor = (
        stairs(job, changes=(tumble, ("rehearsed_steps: 7", "rehearsed_steps: 0")))
        for job in ("stunt performer", "actor")
    )
    planned = taught.planned_means["chin"]
    assert planned > actor.planned_means["chin"]
    asides = [taught._head_aside_rad(chin) for chin in (planned, planned / 2, -1.0)]
    assert asides[0] < asides[1] < asides[2] == 0.0
    assert actor._head_aside_rad(planned) == 0.0


def leans_aside_deg(gag: StairFall, *, holds: bool) -> float:
    """How far the trunk of somebody who slides leans aside a second after a push."""
    draws = draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=1)
    knobs = dict(gag.knobs(draws, np.array([0])))
    knobs["turning_x_rad_s"] = knobs["turning_x_rad_s"] + 1.0
    knobs["hands_off"] = np.array([0.0 if holds else 1.0])
    scene = gag.scene("stiff")
    brief = replace(scene, phases=(replace(scene.phases[0], duration_s=1.0),))
    traces, _ = film(brief, knobs, rate_hz=50)
    poses, data, body = traces["blow"].poses, mujoco.MjData(scene.model), scene.model.body(FALLER + "thorax").id
    assert poses is not None
    data.qpos[:] = poses.qpos[0, -1]
    mujoco.mj_kinematics(scene.model, data)
    return float(np.degrees(np.arcsin(abs(data.xmat[body].reshape(3, 3)[1, 2]))))


def test_hands_on_the_steps_hold_the_trunk_of_somebody_who_slides() -> None:
    """Pushed aside, a trunk without hands goes on toppling."""
    gag = stairs(changes=(("style: side roll", "style: slide    "),))
    assert leans_aside_deg(gag, holds=True) < 0.5 * leans_aside_deg(gag, holds=False)


def knobs_of_branches(style: str) -> dict[str, dict[str, float]]:
    """Branch -> where its arms are, of the first take of each, of somebody trained who goes down in a style."""
    gag = stairs(changes=(("style: side roll", f"style: {style:9}"),))
    draws = draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=1)
    knobs = gag.knobs(draws, np.arange(len(draws.branch)))
    names = [branch.name for branch in gag.branches()]
    return {name: {knob: knobs[knob][i] for knob in ("guard", "hands_off")} for i, name in enumerate(names)}


def test_hands_of_a_slide_are_round_the_head_or_on_the_steps_and_not_both() -> None:
    """A chin that comes up loses one hand; that both are away is a second slip."""
    sliding = knobs_of_branches("slide")
    assert sliding["as planned"] == {"guard": 0.0, "hands_off": 0.0}
    assert sliding["chin comes up"] == {"guard": 0.0, "hands_off": 0.5}
    assert sliding["head strikes a step"] == {"guard": 0.0, "hands_off": 1.0}
    assert sliding["loses the line"] == {"guard": 1.0, "hands_off": 1.0}


def test_arms_of_a_roll_stay_round_the_head_when_the_chin_comes_up() -> None:
    rolling = knobs_of_branches("side roll")
    assert [rolling[name]["guard"] for name in ("as planned", "chin comes up", "head strikes a step")] == [1, 1, 0]
