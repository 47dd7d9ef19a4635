"""Muscles of a neck: as strong as measured, and holding a head that would otherwise hang."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.people import Measures, human_tissue, measures, performer
from stuntlab.people.servos import NECK

MAN = measures(stature_m=1.75, mass_kg=77.0, sex="male")
WOMAN = measures(stature_m=1.68, mass_kg=60.0, sex="female")
SIDEWAYS_G = 2.0


def dofs_of_neck(model: mujoco.MjModel) -> set[int]:
    return {int(model.joint(name).dofadr[0]) for name in NECK}


def hung_aside_deg(body: Measures, *, effort: float) -> float:
    """How far a head bends to the right when the rest of the body cannot move and gravity pulls sideways, doubled."""
    person = performer(body, human_tissue(), neck_effort=effort)
    model = person.spec.compile()
    model.opt.gravity = [0.0, -SIDEWAYS_G * 9.80665, 0.0]
    model.opt.timestep = 5e-4
    model.dof_armature[[joint for joint in range(model.nv) if joint not in dofs_of_neck(model)]] = 1e6
    data = mujoco.MjData(model)
    for _ in range(1200):
        mujoco.mj_step(model, data)
    return float(np.degrees(data.qpos[model.joint("t1_lateral").qposadr[0]]))


@pytest.mark.parametrize(("body", "backward"), [(MAN, 52.0), (WOMAN, 21.0)])
def test_a_neck_holds_no_more_than_was_measured_of_its_sex(body: Measures, backward: float) -> None:
    model = performer(body, human_tissue(), neck_effort=0.5).spec.compile()
    ranges = {joint: model.actuator(joint).forcerange for joint in NECK}
    assert ranges["t1_flexion"][0] == pytest.approx(-0.5 * backward)
    assert all(np.abs(ends).max() <= 0.5 * backward + 1e-9 for ends in ranges.values())
    assert np.abs(ranges["oc_flexion"]).max() < np.abs(ranges["t1_flexion"]).max()


def test_a_neck_that_nobody_tenses_has_no_muscles() -> None:
    model = performer(MAN, human_tissue()).spec.compile()
    names = {mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_ACTUATOR, index) for index in range(model.nu)}
    assert not names & set(NECK)


def test_a_head_that_is_held_hangs_less() -> None:
    hangs, held = (hung_aside_deg(MAN, effort=effort) for effort in (0.0, 0.7))
    assert 0 < held < hangs / 2
