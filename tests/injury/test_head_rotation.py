"""Severity index, BrIC, DAMAGE, angular tolerances, concussion."""

import itertools

import numpy as np
import pytest

from stuntlab.errors import SignalError
from stuntlab.injury import bric, bridging_vein_share, concussion_probability, damage, ommaya_share, severity_index

TIME = np.arange(1000) * 1e-4


def test_severity_index_of_a_plateau_and_of_a_half_sine():
    assert severity_index([0, 0.005, 0.010], [100, 100, 100]) == pytest.approx(1000)
    # ∫ sin^2.5 over half a turn is 1.43828 (Wallis: √π·Γ(1.75)/Γ(2.25)), so SI = A^2.5·T·0.45782.
    time = np.linspace(0, 0.01, 2001)
    assert severity_index(time, 100 * np.sin(np.pi * time / 0.01)) == pytest.approx(457.8, rel=1e-3)


def test_severity_index_is_at_least_hic_and_ignores_the_negative_side():
    batch = np.random.default_rng(0).normal(0, 50, (300, 40))
    expected = [np.trapezoid(np.maximum(row, 0) ** 2.5, dx=1e-3) for row in batch]
    np.testing.assert_allclose(severity_index(np.arange(40) * 1e-3, batch), expected)
    assert severity_index([0, 1], [-5, -5]) == 0


def test_bric_reference():
    # Validation row 39.
    assert bric([0, 1, 2], [0, 30, 0], [-40, 0, 0], [0, 0, 20]) == pytest.approx(0.9617, abs=1e-4)
    for name, critical in {
        "average": (66.25, 56.45, 42.87),
        "CSDM": (66.2, 59.1, 44.25),
        "MPS": (66.3, 53.8, 41.5),
    }.items():
        assert bric([0, 1], *([0, -limit] for limit in critical), critical=name) == pytest.approx(3**0.5)


def slow_damage(time, angular):
    """The three equations as they are written, classical Runge–Kutta on a clock ten times finer."""
    kxx, kyy, kzz, kxz = 32142, 23493, 16935, 1636.3
    stiffness = np.array([[kxx + kxz, 0, -kxz], [0, kyy, 0], [-kxz, 0, kzz + kxz]])
    damping = 5.9148e-3 * stiffness
    fine = np.arange(0, time[-1] + 0.06, (time[1] - time[0]) / 10)
    drive = np.stack(
        [np.interp(fine, np.r_[time, time[-1] + time[1]], np.r_[axis, 0], right=0) for axis in angular], axis=1
    )

    def slope(state, u):
        return np.concatenate([state[3:], u - damping @ state[3:] - stiffness @ state[:3]])

    state, largest, h = np.zeros(6), 0.0, fine[1]
    for before, after in itertools.pairwise(drive):
        middle = (before + after) / 2
        k1 = slope(state, before)
        k2 = slope(state + h / 2 * k1, middle)
        k3 = slope(state + h / 2 * k2, middle)
        k4 = slope(state + h * k3, after)
        state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        largest = max(largest, np.linalg.norm(state[:3]))
    return 2.9903 * largest


@pytest.mark.parametrize("seed", [0, 1])
def test_damage_agrees_with_the_equations_integrated_slowly(seed):
    rng = np.random.default_rng(seed)
    time = np.arange(120) * 1e-3
    angular = np.cumsum(rng.normal(0, 800, (3, 120)), axis=1)
    assert damage(time, *angular).value == pytest.approx(slow_damage(time, angular), rel=1e-3)


def test_damage_of_a_steady_turn_settles_at_load_over_stiffness():
    time = np.arange(5000) * 1e-3
    ramp = np.minimum(time / 4, 1) * 2349.3  # slow enough not to overshoot
    assert damage(time, 0 * time, ramp, 0 * time).value == pytest.approx(2.9903 * 2349.3 / 23493, rel=2e-3)


def test_damage_is_proportional_and_blind_to_sign_and_padding():
    rng = np.random.default_rng(4)
    angular = rng.normal(0, 3000, (3, 6, 200))
    angular[..., [0, -1]] = 0
    time = np.arange(200) * 1e-3
    plain = damage(time, *angular).value
    np.testing.assert_allclose(damage(time, *(-2.5 * angular)).value, 2.5 * plain)
    padded = np.concatenate([np.zeros((3, 6, 50)), angular, np.zeros((3, 6, 100))], axis=-1)
    np.testing.assert_allclose(damage(np.arange(350) * 1e-3, *padded).value, plain, rtol=1e-9)


def test_angular_tolerances():
    np.testing.assert_allclose(ommaya_share([4500, 4500, -900], [29, 30, 50]), [1, 2.5, 0.5])
    np.testing.assert_allclose(bridging_vein_share([4500, 9000, 4500], [70, 70, 7]), [1, 1, 0.1])


def test_concussion_reference():
    # biomechanics.md 3.2 and row 44.
    found = concussion_probability([50, 70, 98], [3000, 4500, 6000])
    np.testing.assert_allclose(found, [0.0039, 0.0285, 0.2210], atol=1e-4)
    with pytest.raises(SignalError, match="cannot be negative"):
        concussion_probability(-50, 3000)
