"""What falls meet before they land: closed forms, a slow twin of the whole rule, and no body placed in a wall."""

from __future__ import annotations

from math import acos, cos, pi, radians, sin, sqrt
from pathlib import Path

import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.flight import way
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.gags.high_fall.obstacle_collisions import (
    LYING_M,
    UPRIGHT_M,
    Box,
    Collision,
    Straight,
    Ways,
    first_collision,
)
from stuntlab.gags.high_fall.obstacles import BRUSH_M_S, PUSHED_OUT, SLIDES, is_collision, stays_there
from stuntlab.people.posture import lowest_point_m
from stuntlab.plan import parse_plan
from stuntlab.takes.engine import prepare_batch
from stuntlab.takes.sample import draw

EXAMPLES = Path(__file__).parents[2] / "examples"
AGAINST_WALL = (EXAMPLES / "airbag_44_ft.yaml").read_text(encoding="utf-8")
OUTRIGGER = (EXAMPLES / "roof_back_fall.yaml").read_text(encoding="utf-8")
BODY = Straight(to_soles_m=0.96, to_crown_m=0.76, half_depth_m=0.12)
EDGE_M = 12.0
ABOVE_M = EDGE_M + BODY.to_soles_m


def parabola(
    push_m_s: Floats, time_s: Floats, leans_rad: Floats, *, start_x_m: float = 0.0, across_m_s: float = 0.0
) -> Ways:
    """Falls without drag, whose cubic is the fall itself."""
    push, time, leans = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(a, float)) for a in (push_m_s, time_s, leans_rad))
    )
    none = np.zeros_like(time)
    level = [push, none + across_m_s]
    return Ways(
        time_s=np.array(time),
        start_m=np.column_stack([none + start_x_m, none, none + ABOVE_M]),
        end_m=np.column_stack([start_x_m + push * time, across_m_s * time, ABOVE_M - GRAVITY_M_S2 * time**2 / 2]),
        start_m_s=np.column_stack([*level, none]),
        end_m_s=np.column_stack([*level, -GRAVITY_M_S2 * time]),
        leans_rad=np.array(leans),
        edge_m=none + EDGE_M,
    )


def past_wall(ways: Ways) -> Collision:
    return first_collision(ways, BODY, wall=True, things=[])


@given(time=st.floats(1.0, 1.5), share=st.floats(1.02, 3.0))
@settings(deadline=None, max_examples=60)
def test_a_back_fall_pushed_as_fast_as_its_soles_turn_inwards_passes_the_wall(time: float, share: float) -> None:
    """Soles are at v·t - l·sin(ω·t), which never falls below 0 for v ≥ l·ω, and ends where a landing has room."""
    turning = pi / 2 / time
    push = max(share * BODY.to_soles_m * turning, (BODY.to_soles_m + LYING_M) / time + 1e-6)
    assert past_wall(parabola(push, time, pi / 2)).which[0] == -1


@given(time=st.floats(1.3, 1.56), share=st.floats(0.1, 0.6))
@settings(deadline=None, max_examples=60)
def test_a_slower_one_meets_it_with_its_soles(time: float, share: float) -> None:
    """Deepest where cos(ω·t) = v/(l·ω): here once the whole body is below the edge, and so on the way in."""
    turning = pi / 2 / time
    push = share * BODY.to_soles_m * turning
    deepest_s = acos(share) / turning
    crown_m = ABOVE_M - GRAVITY_M_S2 * deepest_s**2 / 2 + BODY.to_crown_m * cos(turning * deepest_s)
    assert crown_m < EDGE_M, "the test itself: nothing is above the edge there"
    met = past_wall(parabola(push, time, pi / 2))
    assert met.which[0] == 0
    assert 0 < met.time_s[0] <= deepest_s + time / 16
    at = met.time_s[0]
    soles_m = ABOVE_M - GRAVITY_M_S2 * at**2 / 2 - BODY.to_soles_m * cos(turning * at)
    assert met.z_m[0] == pytest.approx(soles_m)
    assert met.down_m_s[0] == pytest.approx(GRAVITY_M_S2 * at)
    nears = BODY.to_soles_m * turning * cos(turning * at) - push
    assert met.into_m_s[0] == pytest.approx(nears, abs=0.2)


@given(start=st.floats(0.5, 1.5), inwards=st.floats(0.8, 2.0))
@settings(deadline=None, max_examples=60)
def test_an_upright_body_blown_inwards_meets_it_with_its_depth(start: float, inwards: float) -> None:
    """(x₀ - half its depth)/u, to within one of the looks, if that comes before the landing."""
    time, reaches = 1.5, (start - BODY.half_depth_m) / inwards
    met = past_wall(parabola(-inwards, time, 0.0, start_x_m=start))
    lies_in_it = start - inwards * time < LYING_M + UPRIGHT_M + BODY.half_depth_m
    assert (met.which[0] == 0) == (reaches < time or lies_in_it)
    if 0.65 < reaches < time:
        assert reaches - 1e-9 <= met.time_s[0] <= reaches + time / 32 + 1e-9
        assert met.into_m_s[0] == pytest.approx(inwards)


@pytest.mark.parametrize("top", [4.0, 7.5])
def test_soles_reach_a_ledge_when_they_have_fallen_to_it(top: float) -> None:
    """Upright and straight down: √(2·(12 m - top)/g)."""
    ledge = Box((-0.2, -1.0, top - 0.2), (0.6, 1.0, top))
    met = first_collision(parabola(0.1, 1.5, 0.0), BODY, wall=False, things=[Box((5, 5, 0), (6, 6, 1)), ledge])
    assert met.which[0] == 2
    assert met.z_m[0] == pytest.approx(top, abs=0.2)
    assert met.time_s[0] == pytest.approx(sqrt(2 * (EDGE_M - top) / GRAVITY_M_S2), abs=0.03)


def test_a_ledge_is_passed_by_who_is_far_enough_out_or_to_the_side() -> None:
    ledge = Box((-0.2, -1.0, 5.0), (0.6, 1.0, 5.2))
    for ways, meets in (
        (parabola(0.5, 1.5, 0.0), True),  # 0.6 m out when it has fallen 7 m, 0.12 m deep
        (parabola(0.8, 1.5, 0.0), False),
        (parabola(0.1, 1.5, 0.0, across_m_s=1.5), False),
        (parabola(0.1, 1.5, 0.0, across_m_s=0.8), True),
    ):
        assert (first_collision(ways, BODY, wall=False, things=[ledge]).which[0] == 1) == meets


def test_the_first_of_several_counts() -> None:
    high, low = Box((-1, -1, 8.0), (1, 1, 8.2)), Box((-1, -1, 3.0), (1, 1, 3.2))
    for things, which in (([low, high], 2), ([high, low], 1)):
        assert first_collision(parabola(0.1, 1.5, 0.0), BODY, wall=False, things=things).which[0] == which


def gag_of(text: str) -> HighFall:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    return gag


def drawn(gag: HighFall, takes: int = 2000) -> Draws:
    return gag.propagate(draw(gag.unknowns(), seed=5, label="fall", takes_per_branch=takes))


def slow_twin(gag: HighFall, draws: Draws, take: int) -> bool:
    """The rule step by step along the way as `flight.way` integrates it, a thousand looks, no cubic."""
    v = {name: float(column[take]) for name, column in draws.values.items()}
    time = np.linspace(0, v["time_s"], 1001)
    out, _, fallen = way(
        time,
        out_m_s=v["push_m_s"],
        across_m_s=v["sideways_m_s"],
        wind_out_m_s=v["wind_out_m_s"],
        wind_across_m_s=v["wind_across_m_s"],
        mass_kg=gag.body.mass_kg,
        drag_area_m2=gag.style.drag_area_m2,
    ).T
    x = out + time / time[-1] * v["aim_out_m"]
    z = v["height_m"] + 0.56 * gag.body.stature_m - fallen
    knob = float(gag.knobs(draws, np.array([take]))["attitude"][0])
    leans = (-1 if gag.style.faces_wall else 1) * knob * time / time[-1]
    soles, crown = 0.56 * gag.body.stature_m, 0.44 * gag.body.stature_m
    thick = 0.12 * np.abs(np.cos(leans))
    parts = np.array([x - soles * np.sin(leans), x - thick, x + crown * np.sin(leans) - thick])
    below = np.maximum(z + crown * np.cos(leans), z - soles * np.cos(leans)) < v["height_m"]
    nearest = parts.min(axis=0)
    going_in = np.diff(nearest, prepend=nearest[0]) < 0
    room = min(parts[0, -1], parts[2, -1]) - LYING_M - UPRIGHT_M * abs(cos(leans[-1]))
    return bool(np.any((nearest < 0) & below & going_in) or room < 0 or nearest[-1] < 0)


@pytest.mark.parametrize("style", ["back", "header", "feet first"])
def test_the_compiled_rule_is_the_slow_one(style: str) -> None:
    """Of 300 falls of all branches at most three, which graze it between two looks, come out otherwise."""
    gag = gag_of(AGAINST_WALL.replace("style: back", f"style: {style}"))
    draws = drawn(gag, 30)
    fast = is_collision(draws)
    slow = np.array([slow_twin(gag, draws, take) for take in range(len(fast))])
    assert 0.05 < slow.mean() < 0.95
    assert np.count_nonzero(fast != slow) <= 3


def test_a_fall_that_fails_to_separate_meets_the_wall_and_one_off_an_outrigger_none() -> None:
    """Behind 3 m of outrigger no branch but a mark or bag in the wrong place comes near it."""
    near, far = gag_of(AGAINST_WALL), gag_of(OUTRIGGER)
    names = [branch.name for branch in near.branches()]
    draws = drawn(near)
    met = is_collision(draws)
    share = {name: met[draws.branch == index].mean() for index, name in enumerate(names)}
    assert share["fails to separate or grabs the rail"] > 0.95
    assert 0.05 < share["as planned"] < 0.2
    assert share["under-rotates"] < share["as planned"] < share["over-rotates"]
    draws = drawn(far)
    elsewhere = draws.branch == [branch.name for branch in far.branches()].index("lands on the outer metre")
    assert not is_collision(draws)[~elsewhere].any()
    assert is_collision(draws).mean() < 1e-3


@pytest.mark.parametrize(
    ("change", "wall"),
    [
        ("wall: brick, ", "the brick wall"),
        ("", "the wall below the edge"),
        ("edge: cliff", "the face of the cliff"),
        ("edge: platform", None),
    ],
)
def test_a_wall_is_there_unless_the_edge_is_a_platforms(change: str, wall: str | None) -> None:
    text = AGAINST_WALL.replace("wall: brick, ", change if "wall" in change else "")
    gag = gag_of(text.replace("style: back", f"style: back, {change}" if "edge" in change else "style: back"))
    assert gag.stands.wall == wall
    assert is_collision(drawn(gag, 500)).any() == (wall is not None)
    assert gag.stands.assumption in gag.assumptions()


def test_what_meets_the_wall_is_counted_beside_where_its_way_would_have_led() -> None:
    """The spread of landings is that of the ways, so that the wall hides no landing beside the bag."""
    gag = gag_of(AGAINST_WALL)
    draws = drawn(gag)
    catch = gag.catch(draws)
    (met,) = catch.collisions
    assert met.name == "the brick wall"
    assert met.draws.sum() == is_collision(draws).sum()
    lands = gag.footprint.inside_m(draws.values["x_m"], draws.values["y_m"])
    assert catch.outer.sum() == np.count_nonzero((lands >= 0) & (lands < 1))
    assert catch.beside.sum() == np.count_nonzero(lands < 0)
    outcome = gag.classify(draws)
    assert np.array_equal(outcome == len(gag.outcomes) - 1, stays_there(draws))
    assert met.stays.sum() == stays_there(draws).sum()


def test_whoever_brushes_the_wall_and_has_room_below_slides_down_it() -> None:
    """Who would lie in the wall stays there, unless boxes stand close against it: they come down on those."""
    boxes = AGAINST_WALL.replace("kind: air bag", "kind: box rig").replace(
        ", rated_height: 40 ft, clear_space: 3 ft", ""
    )
    gap, closed = gag_of(AGAINST_WALL), gag_of(boxes)
    soles_m = 0.56 * gap.body.stature_m
    for gag in (gap, closed):
        draws = drawn(gag)
        values = draws.values
        slides, brushes = values[SLIDES] > 0, values["met_into_m_s"] < BRUSH_M_S
        assert slides.any()
        assert not (slides & ~(is_collision(draws) & brushes)).any()
        assert not values[PUSHED_OUT][~slides].any()
        late = (draws.branch == 1) & is_collision(draws) & brushes
        assert slides[late].all() if gag is closed else slides[late].mean() < 0.1
        flat = (values[PUSHED_OUT] > 0) & (np.abs(values["rotation_rad"]) < 0.1)
        assert flat.any() is np.bool_(gag is closed)
        assert values["x_m"][flat] == pytest.approx(soles_m + 0.05, abs=0.03)


@pytest.mark.parametrize(
    ("bag", "at_wall"),
    [("air bag, rated_height: 60 ft, clear_space: 1 m", False), ("crash pad", True), ("box rig, layers: 3", True)],
)
def test_a_side_that_stands_against_the_wall_is_no_edge(bag: str, at_wall: bool) -> None:
    """What has vents gives way there all the same; off a platform there is no wall to stand against."""
    text = f"""
stunt: Close against the wall
people: {{faller: {{job: stunt performer, height: 178 cm, mass: 77 kg, sex: male}}}}
place: {{ground: asphalt, wall: brick}}
gear: {{rig: {{kind: {bag}, size: 5 x 5 x 1.5 m, near_edge: 0 m}}}}
action:
  - high_fall: {{by: faller, from: 7 m, style: back, push: 1.8 m/s, sideways: 0 m/s, onto: rig}}
"""
    gag = gag_of(text)
    close = replace_place(drawn(gag, 1), x_m=0.4)
    names = [outcome.name for outcome in gag.outcomes]
    on_edge = [names.index(f"on the {part} of the catcher") for part in ("edge", "rim")]
    assert (gag.classify(close)[0] in on_edge) is not at_wall
    free = gag_of(text.replace(", wall: brick", "").replace("style: back", "style: back, edge: platform"))
    assert free.classify(close)[0] in on_edge


def replace_place(draws: Draws, *, x_m: float) -> Draws:
    """The draws, come down there, upright, having met nothing."""
    there = {"x_m": x_m, "y_m": 0.0, "rotation_rad": 0.0, "met": -1.0, "strength": 1.0, "bears": 1.0, "fans_off_s": 0.0}
    return Draws(
        {**draws.values, **{name: np.full(len(draws.branch), value) for name, value in there.items()}}, draws.branch
    )


def test_pictured_landings_lie_outside_the_wall() -> None:
    gag = gag_of(AGAINST_WALL.replace("push: 1.2 ± 0.3", "push: 0.6 ± 0.6").replace("wind: 1 ± 1", "wind: 8 ± 4"))
    draws = drawn(gag)
    assert draws.values["x_m"].min() < -0.1, "the test itself: ways lead into the wall"
    shown = gag.landings(draws)
    assert shown.x_m.min() >= 0
    against = shown.outcome == len(gag.outcomes) - 1
    assert against.any()
    assert np.all(shown.x_m[against] == 0)


@pytest.mark.parametrize("style", ["back", "header", "feet first"])
def test_no_body_is_put_into_the_wall(style: str) -> None:
    """The hundred draws that land nearest to it, every geom of the body against x = 0."""
    gag = gag_of(
        AGAINST_WALL.replace("style: back", f"style: {style}").replace("44 ft", "6 m").replace("± 0.3", "± 0.6")
    )
    draws = drawn(gag, 1000)
    lands = np.flatnonzero(~is_collision(draws))
    rows = lands[np.argsort(draws.values["x_m"][lands])[:100]]
    scene = gag.scene("soft")
    batch = prepare_batch(scene, gag.knobs(draws, rows), 1)
    turned = np.array([cos(pi / 4), 0.0, sin(pi / 4) * -1.0, 0.0])  # what is out from the wall, made up
    for pose in batch.qpos:
        aside = np.array(pose)
        root = int(scene.model.joint("faller/root").qposadr[0])
        mujoco.mju_rotVecQuat(aside[root : root + 3], pose[root : root + 3].copy(), turned)
        mujoco.mju_mulQuat(aside[root + 3 : root + 7], turned, pose[root + 3 : root + 7].copy())
        assert lowest_point_m(scene.model, aside, "faller/") >= 0


def test_a_named_thing_in_the_air_is_met_by_who_comes_down_on_it() -> None:
    """A balcony 4 m up under the whole landing catches everybody, one beside it nobody."""
    text = OUTRIGGER.replace("[13 m, 4 m], size: 1.5 x 1 x 1.2 m", "AT, size: 4 x 3 x 0.2 m")
    below, beside = (gag_of(text.replace("AT", at)) for at in ("[4.5 m, 0 m, 4 m]", "[4.5 m, 6 m, 4 m]"))
    draws = drawn(below, 300)
    planned = draws.branch == 0
    assert is_collision(draws)[planned].all()
    assert draws.values["met_z_m"][planned] == pytest.approx(4.2, abs=0.3)
    (generator,) = (met for met in below.catch(draws).collisions if met.name == "the generator")
    assert generator.draws[0] == planned.sum()
    assert generator.height_m == pytest.approx(4.2, abs=0.3)
    assert not is_collision(drawn(beside, 300))[planned].any()


def test_whoever_turns_late_keeps_their_feet_off_the_wall_longer() -> None:
    """The same push: turned by 60 degrees the soles are 0.96·sin 60° behind the middle, by 90 all of it."""
    leans = np.array([radians(60), radians(90)])
    met = past_wall(parabola(0.7, 1.5, leans))
    assert list(met.which) == [-1, 0]


def test_it_does_not_matter_how_many_draws_are_followed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    gag = gag_of(AGAINST_WALL)
    together = drawn(gag, 30).values
    monkeypatch.setattr("stuntlab.gags.high_fall.obstacles.BLOCK", 7)
    apart = drawn(gag, 30).values
    assert all(np.array_equal(together[name], apart[name]) for name in together)
