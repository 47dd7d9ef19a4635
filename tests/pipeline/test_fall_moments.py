"""The moments of a fall, held against the skins that are drawn; and how somebody gets to where a simulation begins."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import acos, cos, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import quad

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.going_down import PLACE, SPEED
from stuntlab.gags.ground_fall.gag import GroundFall
from stuntlab.people.shape import BODIES
from stuntlab.plan import Plan, parse_plan, read_plan, template
from stuntlab.previs.fall_moments import end_words, timing_of
from stuntlab.previs.footage import Timing
from stuntlab.previs.planned_take import PlannedTake, planned_take, planned_takes
from stuntlab.previs.take_stage import stage_of
from stuntlab.report.still import View

EXAMPLES = Path(__file__).parents[2] / "examples"
FRAME_S = 1 / 24
TRUNK = [BODIES.index(name) for name in ("pelvis", "abdomen", "thorax", "head")]


@cache
def shown(kind: str) -> tuple[Gag, PlannedTake, Timing]:
    plan = parse_plan(template(kind))
    gag = gags_of(plan)[0]
    take = planned_take(gag)
    return gag, take, timing_of(gag, take.motion, take.slabs)


def trunk_m(gag: Gag, take: PlannedTake, time_s: float) -> float:
    """The lowest point of trunk and head, and of what is tied to them and clear of the ground at first, above a floor
    or mat.
    """
    stage = stage_of(gag, take.motion, take.slabs)
    (look,) = stage.looks.values()
    upright, now = (things for things in stage.frames([take.motion.time_s[0], time_s]))
    parts = [now[0].vertices[np.isin(look.figure.weights.argmax(axis=1), TRUNK)]]
    first = len(look.worn) + 1
    for was, moved in zip(upright[first:], now[first : first + len(stage.solids)], strict=False):
        if was.vertices[:, 2].min() > 0.1:
            parts.append(moved.vertices)
    return min(float((part[:, 2] - top_m(take, part)).min()) for part in parts)


def top_m(take: PlannedTake, points: Floats) -> Floats:
    if take.soft_footprint is None:
        return np.zeros(len(points))
    return np.where(take.soft_footprint.inside_m(points[:, 0], points[:, 1]) > 0, take.soft_footprint.top_m, 0.0)


@pytest.mark.parametrize("kind", ["high_fall", "ground_fall", "chair_tip"])
def test_the_decisive_frame_is_that_of_first_contact(kind: str) -> None:
    """The trunk, or the chair it is tied to, is at what it comes down on; a frame before it was clear of it."""
    gag, take, timing = shown(kind)
    assert trunk_m(gag, take, timing.decisive_s) == pytest.approx(0.0, abs=0.05)
    assert trunk_m(gag, take, timing.decisive_s - FRAME_S) > trunk_m(gag, take, timing.decisive_s) + 0.03
    assert timing.sounds_s == timing.decisive_s == timing.beats["first contact"]


@pytest.mark.parametrize("kind", ["high_fall", "ground_fall", "chair_tip", "stair_fall"])
def test_beats_rise_from_the_first_moment_to_the_last(kind: str) -> None:
    _, take, timing = shown(kind)
    times = list(timing.beats.values())
    assert times == sorted(times)
    assert timing.begins_s <= times[0]
    assert times[-1] <= take.motion.time_s[-1] <= timing.ends_s
    assert timing.zero in timing.beats


@pytest.mark.parametrize("kind", ["high_fall", "ground_fall", "chair_tip"])
def test_nobody_is_deeper_than_at_the_deepest(kind: str) -> None:
    _, take, timing = shown(kind)
    root = take.motion.model.joint("faller/root").qposadr[0] + 2
    after = np.arange(timing.decisive_s, take.motion.time_s[-1], 0.002)
    hips = [take.motion.at(float(moment))[root] for moment in after]
    assert take.motion.at(timing.beats["deepest"])[root] == pytest.approx(min(hips), abs=2e-3)


def test_a_part_in_which_nobody_comes_down_has_no_first_contact() -> None:
    _, take, timing = shown("pull")
    begins, _, last = timing.beats
    assert (begins, timing.sounds_s) == ("it begins", None)
    assert "still moving" in last
    assert timing.decisive_s == timing.beats[last] == take.motion.time_s[-1]


def test_down_stairs_the_decisive_frame_is_half_way_down() -> None:
    _, take, timing = shown("stair_fall")
    heights = [take.motion.at(float(moment))[2] for moment in np.linspace(*take.motion.time_s[[0, -1]], 400)]
    assert take.motion.at(timing.decisive_s)[2] == pytest.approx((heights[0] + min(heights)) / 2, abs=0.02)
    assert timing.sounds_s is None


def plank() -> tuple[GroundFall, Draws]:
    """Somebody who goes over as a plank, with a push."""
    text = template("ground_fall").replace("trained: true", "speed: 0.8 m/s")
    gag = gags_of(parse_plan(text))[0]
    assert isinstance(gag, GroundFall)
    return gag, Draws({one.name: np.array([one.mean]) for one in gag.unknowns()[0]}, np.zeros(1, dtype=np.int64))


def test_a_plank_goes_over_as_long_as_a_pendulum() -> None:
    """t = ∫ dθ / √(ω² + 2·m·g·L·(1 − cos θ)/I), θ from where the centre of mass stands over the heels."""
    gag, draws = plank()
    way, push = gag.tips(draws, 0), float(draws.values["push_rad_s"][0])
    posture = gag.toppling_world("soft").faller.posture.angles_rad
    stands = gag.leaning_body.lean(posture, heading_rad=gag.heading_rad, tilt_rad=0.0)
    held = stands.pendulum
    ahead = acos((held.height_m - stands.edge_m[2]) / held.balance_m)
    gains = 2 * held.mass_kg * GRAVITY_M_S2 * held.balance_m / held.inertia_kgm2
    takes_s, _ = quad(lambda tilt: 1 / sqrt(push**2 + gains * (1 - cos(tilt - ahead))), 0, gag.tilt_rad(0.0))
    assert 0.03 < ahead < 0.3
    assert -way.time_s[0] == pytest.approx(takes_s, rel=0.01)
    assert way.time_s[-1] == 0


def test_going_over_joins_the_simulation_in_place_and_speed() -> None:
    gag, draws = plank()
    way, knobs = gag.tips(draws, 0), gag.knobs(draws, np.zeros(1, dtype=np.int64))
    root = int(gag.leaning_body.model.joint("faller/root").qposadr[0])
    at_last = way.qpos[0, -1, root : root + 7]
    assert at_last == pytest.approx([float(knobs[name][0]) for name in PLACE])
    speed = (way.qpos[0, -1, root : root + 3] - way.qpos[0, -2, root : root + 3]) / (way.time_s[-1] - way.time_s[-2])
    assert speed == pytest.approx([float(knobs[name][0]) for name in SPEED[:3]], abs=0.15)


def test_they_stand_on_their_feet_first() -> None:
    gag, take, _ = shown("ground_fall")
    stage = stage_of(gag, take.motion, take.slabs)
    (things,) = stage.frames([float(take.motion.time_s[0])])
    assert things[0].vertices[:, 2].min() == pytest.approx(0.0, abs=0.03)
    assert np.ptp(things[0].vertices[:, 2]) == pytest.approx(gag.body.stature_m, abs=0.05)


def test_what_stays_down_has_been_pressed_by_all_that_came_before() -> None:
    """Boxes at the end of a landing, asked once, and frame by frame."""
    plan: Plan = read_plan(EXAMPLES / "balcony_22_ft.yaml")
    gag = gags_of(plan)[0]
    take = planned_take(gag)
    stage = stage_of(gag, take.motion, take.slabs)
    ends_s = float(take.motion.time_s[-1])
    boxes = len(stage.looks)
    ((*_, once), all_of_it) = (
        [things[boxes] for things in stage.frames(moments)]
        for moments in ([take.motion.meets_s, ends_s], [*np.arange(take.motion.meets_s, ends_s, FRAME_S), ends_s])
    )
    assert np.abs(once.vertices - all_of_it[-1].vertices).max() < 0.03
    assert np.abs(once.vertices - all_of_it[0].vertices).max() > 0.3


@pytest.mark.parametrize("sides", ["left", "both"])
def test_walls_beside_stairs_are_seen_where_the_body_rides_along_them(sides: str) -> None:
    more = f"      by: faller\n      width: 2.4 m\n      walls: {sides}\n"
    gag = gags_of(parse_plan(template("stair_fall").replace("      by: faller\n", more)))[0]
    take = planned_take(gag)
    stage = stage_of(gag, take.motion, take.slabs)
    inner = sorted(round(float(np.abs(wall[0].vertices[:, 1]).min()), 6) for wall in stage.wild)
    assert inner == [1.2] * (2 if sides == "both" else 1)
    assert all(wall[0].vertices[:, 1].mean() > 0 for wall in stage.wild) == (sides == "left")
    aside = View((2.0, -20.0, 1.0), (2.0, 0.0, 1.0), 0.3)
    (all_of_it,), (seen,) = stage.frames([0.0]), stage.frames([0.0], [aside])
    assert len(all_of_it) - len(seen) == (sides == "both"), "that on the right is in the way"


def test_a_landing_that_nobody_plans_is_shown_as_the_branch_comes_to_it() -> None:
    """A brake as planned leaves nothing of the speed; one that sets in late does, and that landing is looked at."""
    (gag,) = gags_of(parse_plan(template("descend")))
    landing = next(one for one in planned_takes(gag) if one.world == "landing")
    assert "brake sets in late" in landing.note
    pelvis = landing.motion.subject_m[:, 2]
    rate = np.diff(pelvis[:6]) / np.diff(landing.motion.time_s[:6])
    assert rate.min() < -2.0


def test_whoever_is_thrown_back_up_is_not_at_rest_at_the_top_of_it() -> None:
    """Whoever bounces is as slow at the top as one who lies, and 1 m/s fast a tenth of a second before."""
    take = planned_take(gags_of(parse_plan(template("ground_fall")))[0])
    time_s = np.linspace(0.0, 1.0, 101)
    lies = np.repeat(take.motion.qpos[-1:], len(time_s), axis=0)
    bounces = lies.copy()
    bounces[:, 2] += 1.0 - GRAVITY_M_S2 * (time_s - 0.95) ** 2 / 2
    still, up = (replace(take.motion, time_s=time_s, qpos=qpos) for qpos in (lies, bounces))
    assert end_words(still) == "comes to rest"
    assert end_words(up).startswith("the simulation ends, still moving at 1.")
