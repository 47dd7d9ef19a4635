"""The planned take of somebody on a line as it is drawn: a mass on a line, a body on its way, lines that end there."""

from __future__ import annotations

from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import HangsOnLines
from stuntlab.gear.lines.law import LineLaw
from stuntlab.gear.lines.pendulum import dip_m, speed_m_s
from stuntlab.gear.lines.trace import trace_body
from stuntlab.geometry import rotation
from stuntlab.plan import parse_plan, template
from stuntlab.previs.drawn_lines import lines_in
from stuntlab.previs.fall_export import fall_previs
from stuntlab.previs.fall_views import fall_place, view_of_fall
from stuntlab.previs.planned_take import PlannedTake, planned_take, planned_takes
from stuntlab.previs.stage_set import set_of
from stuntlab.previs.take_footage import TakeFootage

EXAMPLES = Path(__file__).parents[2] / "examples"
CLIFF = (EXAMPLES / "cliff_climb.yaml").read_text(encoding="utf-8")
TOWER = (EXAMPLES / "tower_swing.yaml").read_text(encoding="utf-8")


def on_lines(text: str) -> tuple[Gag, ...]:
    return gags_of(parse_plan(text))


@pytest.fixture(scope="module")
def slip() -> tuple[Gag, PlannedTake]:
    gag = on_lines(CLIFF)[1]
    return gag, planned_take(gag)


@pytest.fixture(scope="module")
def swing() -> tuple[Gag, PlannedTake]:
    (gag,) = on_lines(TOWER)
    return gag, planned_take(gag)


def test_a_traced_swing_on_a_line_that_hardly_gives_is_a_pendulum() -> None:
    length, across = 10.0, 3.0
    below = float(np.sqrt(length**2 - across**2))
    traced = trace_body(
        LineLaw(1e6, 0.0, 1.0), mass_kg=75.0, length_m=length, free_m=length, starts_m=(across, -below),
        starts_m_s=(0.0, 0.0), gives_n_m=1e6, seconds=4.0,
    )  # fmt: skip
    speed = np.hypot(*np.gradient(traced.place_m, traced.time_s, axis=0).T)
    fast = float(speed_m_s(np.array([length]), np.array([across]), 0.0)[0])
    assert speed.max() == pytest.approx(fast, rel=0.01)
    assert traced.place_m[:, 0].min() == pytest.approx(-across, rel=0.01), "as far out on the other side"
    plumb = np.abs(traced.time_s - traced.time_s[np.argmax(speed)]) < 0.15
    carries = 75.0 * (GRAVITY_M_S2 + fast**2 / length)
    assert traced.pull_n[plumb].mean() == pytest.approx(carries, rel=0.05), "bouncing about it: it began unloaded"


def test_the_way_of_a_swing_comes_to_the_window_that_it_aims_at(swing: tuple[Gag, PlannedTake]) -> None:
    gag, _ = swing
    assert isinstance(gag, HangsOnLines)
    path = gag.hung_path()
    assert path is not None
    assert path.ends == "at the window line"
    assert path.place_m[0, 1:] == pytest.approx((8.0, 518.0), abs=0.02)
    assert path.place_m[-1, 1] == pytest.approx(0.0, abs=0.05)
    dip = float(dip_m(np.array([30.0]), np.array([8.0]))[0])
    assert path.place_m[-1, 2] == pytest.approx(518.0 - dip, abs=0.15)
    assert gag.face.opening == pytest.approx((0.0, 516.9, 1.4, 2.4))


def test_a_slip_falls_its_slack_before_the_line_holds(slip: tuple[Gag, PlannedTake]) -> None:
    gag, take = slip
    assert isinstance(gag, HangsOnLines)
    path = gag.hung_path()
    assert path is not None
    assert path.taut_s == pytest.approx(np.sqrt(2 * 0.3 / GRAVITY_M_S2))
    fallen = float(np.interp(path.taut_s, path.time_s, path.place_m[:, 2]))
    assert fallen == pytest.approx(183.0 - 0.3, abs=0.02)
    assert path.pull_n[path.time_s < path.taut_s - 0.01].max() == 0.0
    assert "no body is simulated" in take.note


def test_a_climb_that_nobody_means_to_come_off_says_so() -> None:
    take = planned_take(on_lines(CLIFF)[0])
    assert take.note.startswith("nobody means to come off")


@pytest.mark.parametrize("which", ["slip", "swing"])
def test_lines_run_from_what_they_hang_from_to_the_body(which: str, request: pytest.FixtureRequest) -> None:
    gag, take = request.getfixturevalue(which)
    model, data = take.motion.model, mujoco.MjData(take.motion.model)
    lines = lines_in(model, take.motion.people)
    assert {line.name.partition(" to ")[0] for line in lines} == {line.name for line in gag.face.lines}
    path = gag.hung_path()
    for time_s in path.beats.values():
        data.qpos[:] = take.motion.at(time_s)
        mujoco.mj_kinematics(model, data)
        place = [np.interp(time_s, path.time_s, path.place_m[:, axis]) for axis in range(3)]
        ends = np.array([line.course(data)[-1] for line in lines])
        if time_s > path.taut_s:
            assert ends.mean(axis=0) == pytest.approx(place, abs=0.35), "the harness is on the way of the mass"
        for line, led in zip(lines[:: len(lines) // 2], gag.face.lines, strict=True):
            course = line.course(data)
            assert course[0] == pytest.approx(led.from_m)
            long = np.linalg.norm(np.diff(course, axis=0), axis=1).sum()
            assert long >= led.free_m - 0.5


def test_the_set_has_a_face_as_high_as_its_rim_a_window_and_an_arm_for_each_anchor(
    swing: tuple[Gag, PlannedTake],
) -> None:
    gag, _ = swing
    assert isinstance(gag, HangsOnLines)
    pieces = {piece.name: piece for piece in set_of(gag.plan).pieces}
    wall = np.concatenate([part.vertices for part in pieces["wall"].parts])
    assert wall[:, 2].max() == pytest.approx(gag.face.rim_m, abs=0.05)
    assert "window" in pieces
    assert sum(name.startswith("arm") for name in pieces) == 2


def test_a_camera_at_a_distance_looks_from_the_height_of_who_hangs(swing: tuple[Gag, PlannedTake]) -> None:
    gag, take = swing
    view = view_of_fall(gag.plan.cameras["A"], "A", fall_place(gag, take.motion, None))
    assert view.eye_m[2] == pytest.approx(518.0, abs=1.5)


def test_a_sheet_has_rising_moments_and_everybody_in_frame(slip: tuple[Gag, PlannedTake]) -> None:
    gag, take = slip
    shown = TakeFootage(gag, take)
    moments = list(shown.timing.beats.values())
    assert moments == sorted(moments)
    assert shown.timing.decisive_s in moments
    assert {"the whole swing", "who swings", "along the face"} == set(shown.aside())


def test_an_exported_line_is_joined_to_the_body_in_every_frame(slip: tuple[Gag, PlannedTake]) -> None:
    gag, _ = slip
    scene = fall_previs(gag.plan, gag)
    (who,) = scene.people
    names = [solid.name for solid in scene.solids]
    assert "way of the swing" in names
    moving = [solid for solid in scene.solids if solid.path is not None]
    assert len(moving) == 2
    chest = who.places[:, who.bodies.index("thorax")]
    for line in moving:
        assert line.path is not None
        assert np.linalg.norm(line.path.places - chest, axis=1).max() < 0.6


def test_on_lead_the_face_goes_on_above_whoever_climbs() -> None:
    text = template("climb").replace("protection: top rope ", "protection: lead\n      above_runner: 2 m #")
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HangsOnLines)
    assert gag.face.rim_m > 20.0 + 2.0, "they come off at 20 m, two metres above the runner"
    assert gag.face.lines[0].from_m[2] == pytest.approx(18.0)


def test_an_arrest_is_drawn_below_its_anchor_with_its_straps_at_the_body() -> None:
    gag = on_lines(CLIFF)[1]
    arrest = next(take for take in planned_takes(gag) if take.world == "arrest")
    model, data = arrest.motion.model, mujoco.MjData(arrest.motion.model)
    data.qpos[:] = arrest.motion.qpos[0]
    mujoco.mj_kinematics(model, data)
    drawn = {line.name: line for line in lines_in(model, arrest.motion.people)}
    straps = [line.course(data) for name, line in drawn.items() if name.startswith("strap")]
    assert max(np.linalg.norm(strap[-1] - strap[0]) for strap in straps) < 1.0
    (rope,) = (line for name, line in drawn.items() if not name.startswith("strap"))
    assert isinstance(gag, HangsOnLines)
    assert rope.course(data)[0] == pytest.approx(gag.face.lines[0].from_m)
    path = gag.hung_path()
    assert path is not None
    hangs = [np.interp(path.taut_s, path.time_s, path.place_m[:, axis]) for axis in range(3)]
    assert rope.course(data)[-1] == pytest.approx(hangs)
    assert {line.number for line in drawn.values()} == {0}, "one line, drawn as one"
    assert arrest.timing is not None
    assert "the line is straight" in arrest.timing.beats


def test_whoever_a_line_catches_faces_what_they_came_off() -> None:
    (gag,) = gags_of(parse_plan(template("climb")))
    _, arrest, *_ = planned_takes(gag)
    motion, timing = arrest.motion, arrest.timing
    assert timing is not None
    assert next(iter(timing.beats)) == "the line is straight"
    ahead = rotation(motion.start("faller/")[3:]).apply([1.0, 0.0, 0.0])
    assert ahead[0] == pytest.approx(-1.0, abs=0.2), "they face what they came off"
    assert motion.subject_m[:, 0].min() > 0.1, "and are before it"
