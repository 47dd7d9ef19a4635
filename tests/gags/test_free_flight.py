"""What bodies read before they meet anything: nothing, and what a landing reads comes from what they land on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from math import cos, pi, radians

import mujoco
import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.datasets import Draws, Floats
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.fall_over import FallOver
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.lean import GRAVITY_M_S2, LeaningBody
from stuntlab.loads import catalogue
from stuntlab.pipeline.measure import measure
from stuntlab.plan import parse_plan, template
from stuntlab.scene.scene import Knob, Traces
from stuntlab.takes.engine import run

FALLS = ("high_fall", "ground_fall", "chair_tip", "stair_fall")
LIFTED_M = 200.0
"""Higher than a body falls while the longest world lasts: 5 s down the stairs are 123 m."""
ABOUT_ZERO = {"1": 0.02, "g": 0.05, "N": 8.0, "N·m": 0.3, "mm": 0.05}
"""In the unit of each load; a shin carries 330 N in standing, a head at rest reads 1 g."""


@cache
def fall(kind: str, *changes: tuple[str, str]) -> Gag:
    text = template(kind)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return gags_of(parse_plan(text))[0]


def as_planned(gag: Gag, **changes: float) -> Draws:
    means = {unknown.name: unknown.mean for unknown in gag.unknowns()[0]} | changes
    draws = Draws({name: np.array([mean]) for name, mean in means.items()}, np.zeros(1, dtype=int))
    return gag.propagate(draws)


def lifted(model: mujoco.MjModel) -> Knob:
    """Take a body far from all there is to meet, and let it neither move nor turn."""
    root = model.joint(FALLER + "root")
    height, speed = int(root.qposadr[0]) + 2, int(root.dofadr[0])

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, height] += values
        batch.qvel[:, speed : speed + 6] = 0.0

    return put


@pytest.mark.parametrize("kind", FALLS)
def test_a_body_that_falls_freely_reads_nothing(kind: str) -> None:
    gag = fall(kind)
    for model in gag.models:
        scene = gag.scene(model)
        alone = replace(scene, knobs={**scene.knobs, "lifted": lifted(scene.model)})
        knobs = {**gag.knobs(as_planned(gag), np.array([0])), "lifted": np.array([LIFTED_M])}
        if isinstance(gag, FallOver):  # in the air nothing is carried
            knobs |= {name: np.full(1, length) for name, length in free_lengths(scene.model).items()}
        read, status = run(alone, knobs, partial(measure, gag.instruments()), threads=1)
        assert not status.any()
        for tool in gag.instruments():
            value = float(read[f"{tool.person}/{tool.load}"][0])
            assert abs(value) < ABOUT_ZERO[catalogue()[tool.load].unit], f"{tool.load} of {kind}: {value}"


def free_lengths(model: mujoco.MjModel) -> dict[str, float]:
    names = ("spine", "left_leg_axial", "right_leg_axial")
    return {name: float(model.qpos_spring[model.joint(FALLER + name).qposadr[0]]) for name in names}


def shin(speeds: Floats) -> tuple[Floats, Floats]:
    """Largest compression of the harder loaded shin, [take], N, and when, s: flat on the back, onto the ground."""
    gag = fall("high_fall", ("onto: bag ", "onto: ground "))
    draws, rows = as_planned(gag), np.zeros(len(speeds), dtype=int)
    knobs = {**gag.knobs(draws, rows), "down_m_s": speeds}
    peak: dict[str, Floats] = {}

    def keep(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        blow = phases["blow"]
        sides = [blow.channels[f"{FALLER}{side}_ankle_force"][..., 2] for side in ("left", "right")]
        pressed = np.maximum(*(-side for side in sides))
        peak.update(force=pressed.max(axis=1), at=blow.time_s[pressed.argmax(axis=1)])
        return {}

    run(gag.scene(gag.models[-1]), knobs, keep, threads=1)
    return peak["force"], peak["at"]


def test_the_shin_of_a_flat_landing_reads_the_landing_and_not_the_start() -> None:
    """The harder it comes down the more it reads, at no speed in the first instant; by 8 m/s the legs fold first."""
    force, at = shin(np.array([2.0, 4.0, 6.0]))
    assert np.all(np.diff(force) > 0.1 * force[:-1])
    assert np.all(at > 0.005)


HINGED_M, TOP_KG, BELOW_KG, SPRING_N_PER_M = 1.0, 30.0, 40.0, 50e3
COLUMN = f"""
<mujoco><option gravity="0 0 -{GRAVITY_M_S2}"/><worldbody>
<body name="pelvis" pos="0 0 {HINGED_M}"><freejoint name="root"/>
<geom name="foot" type="sphere" size="1e-6" pos="0 0 -{HINGED_M}" mass="0"/>
<inertial pos="0 0 0" mass="{BELOW_KG}" diaginertia="1e-6 1e-6 1e-6"/>
<body name="abdomen" pos="0 0 0.5"><joint name="spine" type="slide" axis="0 0 1" stiffness="{SPRING_N_PER_M}"/>
<geom type="sphere" size="1e-6" mass="0"/>
<inertial pos="0 0 0" mass="{TOP_KG}" diaginertia="1e-6 1e-6 1e-6"/></body></body></worldbody></mujoco>"""


@pytest.mark.parametrize("tilt_deg", [0.0, 20.0, 40.0])
@pytest.mark.parametrize("turning_rad_s", [0.0, 1.0])
@pytest.mark.parametrize("heading_rad", [0.0, 2.0, pi])
def test_a_spring_is_handed_over_as_long_as_the_pendulum_makes_it(
    tilt_deg: float, turning_rad_s: float, heading_rad: float
) -> None:
    """Two masses on a rod: along it the upper one needs m·(g·cos θ - ω²·r), whatever the gain of turning."""
    column = LeaningBody(mujoco.MjModel.from_xml_string(COLUMN), "", ("foot",))
    lean = column.lean({}, heading_rad=heading_rad, tilt_rad=radians(tilt_deg))
    handed = column.hand_over({}, lean, turning_rad_s)
    needed_n = TOP_KG * (GRAVITY_M_S2 * cos(radians(tilt_deg)) - turning_rad_s**2 * (HINGED_M + 0.5))
    assert handed.springs_m["spine"] == pytest.approx(-needed_n / SPRING_N_PER_M, rel=1e-4)


def test_what_turns_so_fast_that_it_leaves_the_ground_carries_nothing() -> None:
    column = LeaningBody(mujoco.MjModel.from_xml_string(COLUMN), "", ("foot",))
    lean = column.lean({}, heading_rad=0.0, tilt_rad=radians(40.0))
    assert column.hand_over({}, lean, 5.0).springs_m["spine"] == 0.0


def test_who_stands_is_handed_over_standing() -> None:
    """Straight up and still, legs and spine are as they are built: pressed together by the standing weight."""
    gag = fall("ground_fall")
    assert isinstance(gag, FallOver)
    posture = gag.toppling_world(gag.models[0]).faller.posture.angles_rad
    upright = gag.leaning_body.lean(posture, heading_rad=pi, tilt_rad=0.0)
    free = free_lengths(gag.leaning_body.model)
    for name, length in gag.leaning_body.hand_over(posture, upright, 0.0).springs_m.items():
        assert abs(length) < 0.005 * abs(free[name]), name
