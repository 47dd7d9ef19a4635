"""A simulated pad against its own closed form, and foams that are no foams."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import UserError
from stuntlab.gear.pad import SPREAD_AREA_M2, FoamPad, foam, foams
from stuntlab.scene.empty_world import empty_world

STRIKER_KG = 13.0
pads = st.builds(FoamPad, st.sampled_from(sorted(foams())).map(foam), st.floats(0.01, 0.25))


def worn(pad: FoamPad) -> mujoco.MjModel:
    """The pad on a wall."""
    spec = empty_world()
    spec.option.gravity = [0, 0, 0]
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    spec.option.timestep = 1e-4
    wall = spec.worldbody.add_body(name="wall")
    pad.wear(wall, name="pad", face_m=(0.0, 0.0, 0.0), radius_m=0.1, struck_mass_kg=STRIKER_KG)
    pad.bottom_out(spec, joint="pad")
    return spec.compile()


def static_force_n(model: mujoco.MjModel, compression_m: float) -> float:
    """What the simulated pad pushes back with at rest."""
    data = mujoco.MjData(model)
    data.qpos[0] = compression_m
    mujoco.mj_forward(model, data)
    return -float(data.qfrc_passive[0])


@settings(deadline=None, max_examples=40)
@given(pads, st.floats(0, 0.95))
def test_the_simulated_pad_is_its_closed_form(pad: FoamPad, strain: float) -> None:
    compression_m = strain * pad.thickness_m
    assert static_force_n(worn(pad), compression_m) == pytest.approx(pad.force_n(compression_m), rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(pads, st.floats(0, 0.95))
def test_force_is_stress_times_area(pad: FoamPad, strain: float) -> None:
    """Slow twin: add up the stress of the foam's two straight lines in small steps of strain."""
    steps = np.linspace(0, strain, 20_001)
    middle = (steps[:-1] + steps[1:]) / 2
    modulus = pad.foam.modulus_pa + np.where(middle > pad.foam.densification_strain, pad.foam.densified_modulus_pa, 0.0)
    stress_pa = float(np.sum(modulus * np.diff(steps)))
    assert pad.force_n(strain * pad.thickness_m) == pytest.approx(stress_pa * SPREAD_AREA_M2, rel=2e-3, abs=1e-6)


def test_a_weight_at_rest_sinks_to_where_the_pad_carries_it() -> None:
    """Stepped to rest, before and after the cells have closed."""
    pad = FoamPad(foam("soft foam"), 0.08)
    for force_n in (100.0, 400.0):
        model = worn(pad)
        data = mujoco.MjData(model)
        for _ in range(40_000):
            data.qfrc_applied[0] = force_n
            mujoco.mj_step(model, data)
        assert pad.force_n(float(data.qpos[0])) == pytest.approx(force_n, rel=1e-3)
    assert data.qpos[0] > pad.foam.densification_strain * pad.thickness_m


@settings(deadline=None, max_examples=50)
@given(pads)
def test_a_pad_bottoms_out(pad: FoamPad) -> None:
    """Beyond the strain at which the cells have closed the pad is many times as stiff."""
    closed_m, step_m = pad.foam.densification_strain * pad.thickness_m, 1e-6
    before = pad.force_n(closed_m) - pad.force_n(closed_m - step_m)
    after = pad.force_n(closed_m + step_m) - pad.force_n(closed_m)
    assert after > 5 * before > 0


@settings(deadline=None, max_examples=50)
@given(pads)
def test_twice_the_pad_is_half_the_stiffness(pad: FoamPad) -> None:
    assert FoamPad(pad.foam, 2 * pad.thickness_m).stiffness_n_per_m == pytest.approx(pad.stiffness_n_per_m / 2)
    assert pad.mass_kg > 0


def test_every_foam_says_where_it_comes_from() -> None:
    for name, row in foams().items():
        assert row.name == name
        assert row.tag
        assert row.source
        assert 0 < row.densification_strain < 1
        assert row.densified_modulus_pa > row.modulus_pa > 0


@pytest.mark.parametrize("material", ["pillow", "", "Soft Foam", "soft_foam"])
def test_a_foam_without_numbers_is_refused_with_those_there_are(material: str) -> None:
    with pytest.raises(UserError) as refused:
        foam(material)
    assert repr(material) in str(refused.value)
    assert all(known in str(refused.value) for known in foams())
