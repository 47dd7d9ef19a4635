"""Chest and abdomen: compression, viscous criterion, indices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import SignalError
from stuntlab.injury import (
    abdomen_force,
    abdominal_injury_criterion,
    bodies,
    chest_of,
    chest_severity,
    chest_severity_at_age,
    compression,
    cti,
    dummy_tti,
    tti,
    viscous_criterion,
)
from stuntlab.loads import derivative

TIME = np.arange(400) * 1e-4


def test_viscous_criterion_of_a_steady_crush():
    # biomechanics.md 3.4 and row 38: 50 mm deep at 3 m/s, 50M: 0.8515 m/s.
    chest = chest_of("50M")
    time = np.arange(1003) * 0.050 / 3 / 1000  # two samples longer than 50 mm takes, for the stencil
    found = viscous_criterion(time, 3 * time, depth_m=chest.depth_m, scale=chest.scale)
    assert found.value == pytest.approx(0.8515, abs=1e-4)
    assert found.time_s == pytest.approx(0.050 / 3)


@pytest.mark.parametrize("dummy", bodies("chest"))
def test_scale_and_depth_belong_to_the_dummy(dummy):
    chest = chest_of(dummy)
    deflection = 0.03 * np.sin(np.pi * TIME / 0.04)
    person = viscous_criterion(TIME, deflection, depth_m=0.2).value
    found = viscous_criterion(TIME, deflection, depth_m=chest.depth_m, scale=chest.scale).value
    assert found == pytest.approx(chest.scale * 0.2 / chest.depth_m * person)


def test_viscous_criterion_of_a_half_sine_is_its_closed_form():
    # D·Ḋ = A²·ω/2·sin 2ωt, largest A²·ω/2 at an eighth of the period.
    omega = np.pi / 0.04
    found = viscous_criterion(TIME, 0.05 * np.sin(omega * TIME), depth_m=0.25)
    assert found.value == pytest.approx(0.05**2 * omega / 2 / 0.25, rel=1e-5)
    assert found.time_s == pytest.approx(0.01, abs=1e-4)


def slow_viscous(time, deflection, depth_m):
    rate = derivative(time, deflection)
    inner = [max(d, 0) * v / depth_m for d, v in zip(deflection[2:-2], rate[2:-2], strict=True)]
    return max(0.0, *inner)


@pytest.mark.parametrize("length", [5, 6, 60])
def test_agrees_with_the_slow_twin(length):
    rng = np.random.default_rng(length)
    batch = np.stack([rng.normal(0, 0.02, length), np.abs(rng.normal(0, 0.02, length)), np.zeros(length)])
    batch = np.concatenate([batch, [-np.abs(batch[0]), np.where(rng.random(length) < 0.1, 0.05, 0)]])
    time = np.arange(length) * 1e-3
    expected = [slow_viscous(time, deflection, 0.2) for deflection in batch]
    np.testing.assert_allclose(viscous_criterion(time, batch, depth_m=0.2).value, expected, rtol=1e-12)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), gain=st.floats(0.1, 10))
def test_viscous_criterion_scales_with_the_square_and_with_speed(seed, gain):
    deflection = np.abs(np.random.default_rng(seed).normal(0, 0.01, 50))
    time = np.arange(50) * 1e-3
    plain = viscous_criterion(time, deflection, depth_m=0.2).value
    assert viscous_criterion(time, gain * deflection, depth_m=0.2).value == pytest.approx(gain**2 * plain)
    assert viscous_criterion(time / gain, deflection, depth_m=0.2).value == pytest.approx(gain * plain)


def test_a_chest_that_only_recoils_has_no_viscous_criterion():
    assert viscous_criterion(TIME, np.linspace(0.05, 0, 400), depth_m=0.2).value == 0
    assert viscous_criterion(TIME, np.linspace(0, -0.05, 400), depth_m=0.2).value == 0


def test_compression_is_a_share_of_the_depth():
    found = compression(TIME, [np.linspace(0, 0.08, 400), np.linspace(0, -0.08, 400)], depth_m=0.2)
    np.testing.assert_allclose(found.value, [0.4, 0])
    with pytest.raises(SignalError, match="depth of a trunk"):
        compression(TIME, np.zeros(400), depth_m=229)


# biomechanics.md 2.1: C 0.25 → 1.1, 0.30 → 2.1, 0.35 → 3.1, 0.40 → 4.0.
def test_severity_from_compression():
    np.testing.assert_allclose(chest_severity([0.25, 0.30, 0.35, 0.40]), [1.1, 2.1, 3.1, 4.0], atol=0.06)
    assert (chest_severity([0, 2]) == [0, 6]).all()
    younger, older = chest_severity_at_age(0.3, age_years=[30, 60])
    assert older - younger == pytest.approx(0.9)


def test_abdomen_force_is_the_push_not_the_pull():
    found = abdomen_force([0, 1, 2], [[0, 2500, 0], [0, -2500, 100]])
    assert found.value.tolist() == [2500, 100]
    assert found.time_s.tolist() == [1, 2]


def test_abdominal_injury_criterion_takes_both_peaks_whenever_they_come():
    deflection = 0.04 * np.sin(np.pi * TIME / 0.04)
    fastest, deepest = 0.04 * np.pi / 0.04, 0.04 / 0.2
    found = abdominal_injury_criterion(TIME, deflection, depth_m=0.2)
    assert found == pytest.approx(fastest * deepest, rel=1e-3)
    assert found >= viscous_criterion(TIME, deflection, depth_m=0.2).value
    assert abdominal_injury_criterion(TIME, -deflection, depth_m=0.2) == 0


def test_indices_of_the_thorax_at_their_intercepts():
    for dummy, acceleration, deflection in (("50M", 85, 0.102), ("5F", 85, 0.083), ("50M 1999", 90, 0.103)):
        assert cti(acceleration, 0, dummy=dummy) == pytest.approx(1)
        assert cti(acceleration, [deflection, 0], dummy=dummy) == pytest.approx([2, 1])
    with pytest.raises(SignalError, match="cannot be negative"):
        cti(60, -0.03)
    assert dummy_tti(80, 90) == 85
    assert tti(80, 90, age_years=40, mass_kg=75) == pytest.approx(56 + 85)
    assert tti(80, 90, age_years=0, mass_kg=150) == pytest.approx(170)
