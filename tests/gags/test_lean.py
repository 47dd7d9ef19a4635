"""The lean before a fall against the closed form of a pendulum, and against the engine's own energy."""

from __future__ import annotations

from math import cos, pi, radians, sqrt

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gags import gags_of
from stuntlab.gags.falling.fall_over import FallOver
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.lean import LeaningBody
from stuntlab.plan import parse_plan, template

LENGTH_M, MASS_KG = 1.8, 60.0
ROD = f"""
<mujoco><worldbody><body name="pelvis" pos="0 0 {LENGTH_M / 2}"><freejoint name="root"/>
<geom name="foot" type="sphere" size="1e-6" pos="0 0 -{LENGTH_M / 2}" mass="0"/>
<geom name="top" type="sphere" size="1e-6" pos="0 0 {LENGTH_M / 2}" mass="0"/>
<inertial pos="0 0 0" mass="{MASS_KG}" diaginertia="{MASS_KG * LENGTH_M**2 / 12} {MASS_KG * LENGTH_M**2 / 12} 1e-9"/>
</body></worldbody></mujoco>"""


@pytest.fixture(scope="module")
def rod() -> LeaningBody:
    return LeaningBody(mujoco.MjModel.from_xml_string(ROD), "", ("foot",))


@pytest.mark.parametrize("heading", [0.0, pi / 2, pi, 2.0])
@pytest.mark.parametrize("tilt_deg", [20.0, 60.0, 90.0])
def test_a_rod_falls_as_the_closed_form_says(rod: LeaningBody, heading: float, tilt_deg: float) -> None:
    """ω² = ω₀² + 3·g/L·(1 - cos θ), and its top moves at L·ω, square to the rod."""
    lean = rod.lean({}, heading_rad=heading, tilt_rad=radians(tilt_deg))
    turning = lean.pendulum.turning_rad_s(0.5, from_m=lean.pendulum.balance_m)
    expected = sqrt(0.25 + 3 * GRAVITY_M_S2 / LENGTH_M * (1 - cos(radians(tilt_deg))))
    assert turning == pytest.approx(expected, rel=1e-4)
    linear, _ = lean.speeds(turning)
    assert np.linalg.norm(linear) == pytest.approx(expected * LENGTH_M / 2, rel=1e-4)
    ahead = np.array([np.cos(heading), np.sin(heading), 0.0])
    assert lean.place_m @ ahead == pytest.approx(LENGTH_M / 2 * np.sin(radians(tilt_deg)), abs=1e-4)
    assert linear @ ahead >= -1e-9, "it moves the way it falls"


def test_legs_that_take_up_energy_leave_less_speed(rod: LeaningBody) -> None:
    pendulum = rod.lean({}, heading_rad=0.0, tilt_rad=1.2).pendulum
    whole, half = (pendulum.turning_rad_s(0.0, from_m=pendulum.balance_m, kept=kept) for kept in (1.0, 0.5))
    assert half == pytest.approx(whole / sqrt(2), rel=1e-12)


@pytest.mark.parametrize("kind", ["chair_tip", "ground_fall"])
def test_the_engine_finds_the_energy_the_pendulum_was_given(kind: str) -> None:
    """½·I·ω² from our own sum over bodies against the engine's kinetic energy of the whole model."""
    (gag,) = gags_of(parse_plan(template(kind)))
    assert isinstance(gag, FallOver)
    lean = gag.lean(form=0.0, chin_rad=0.2, heading_rad=gag.heading_rad)
    model = gag.leaning_body.model
    data = mujoco.MjData(model)
    root = model.joint(FALLER + "root")
    data.qpos[:] = gag.leaning_body.pose({})
    down = gag.toppling_world("soft")
    for name, angle in down.faller.posture.angles_rad.items():
        data.qpos[model.joint(FALLER + name).qposadr[0]] = angle
    for name, share in {"t1_flexion": 0.5, "oc_flexion": 0.5}.items():
        data.qpos[model.joint(FALLER + name).qposadr[0]] = share * 0.2
    data.qpos[root.qposadr[0] : root.qposadr[0] + 7] = [*lean.place_m, *lean.turn]
    linear, turning = lean.speeds(2.0)
    data.qvel[root.dofadr[0] : root.dofadr[0] + 6] = [*linear, *turning]
    mujoco.mj_forward(model, data)
    mujoco.mj_energyVel(model, data)
    assert data.energy[1] == pytest.approx(0.5 * lean.pendulum.inertia_kgm2 * 4.0, rel=1e-3)
    assert data.subtree_com[model.body(FALLER + "pelvis").id][2] == pytest.approx(lean.pendulum.height_m, abs=1e-6)
