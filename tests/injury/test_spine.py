"""DRI against its closed forms and a slow twin; lumbar range."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.injury import dri, human_lumbar_compression

G = 9.80665


def half_sine(speed_mps, duration_s, *, step_s=1e-4, length_s=0.3):
    time = np.arange(round(length_s / step_s)) * step_s
    peak = np.pi * speed_mps / (2 * duration_s) / G
    return time, np.where(time <= duration_s, peak * np.sin(np.pi * time / duration_s), 0.0)


# biomechanics.md 3.7: DRI per m/s of speed change; rows 40 and 41.
@pytest.mark.parametrize(
    ("duration_s", "per_mps"), [(0.010, 3.93), (0.020, 3.86), (0.050, 3.35), (0.100, 2.14), (0.200, 0.94)]
)
def test_half_sine(duration_s, per_mps):
    assert dri(*half_sine(1, duration_s)).value == pytest.approx(per_mps, abs=6e-3)


def test_impulse_and_step():
    assert dri(*half_sine(4.5, 0.001, step_s=1e-5)).value == pytest.approx(17.82, abs=0.01)
    assert dri(*half_sine(4.5, 0.050)).value == pytest.approx(15.05, abs=0.01)
    time = np.arange(5000) * 1e-4
    assert dri(time, np.ones(5000)).value == pytest.approx(1.486, abs=1e-3)


def test_impulse_response_is_the_closed_form():
    # x(t) = Δv·e^(−ζωt)·sin(ω_d·t)/ω_d, largest where tan(ω_d·t) = ω_d/(ζω).
    omega, zeta = 52.9, 0.224
    damped = omega * np.sqrt(1 - zeta**2)
    at = np.arctan2(damped, zeta * omega) / damped
    expected = omega**2 * np.exp(-zeta * omega * at) * np.sin(damped * at) / damped / G
    found = dri(*half_sine(1, 1e-4, step_s=1e-6, length_s=0.01))
    assert found.value == pytest.approx(expected, rel=1e-4)
    assert found.time_s == pytest.approx(at, abs=1e-3)


def slow_dri(time, acceleration, *, fine=20):
    h = (time[1] - time[0]) / fine
    clock = np.arange(0, time[-1] - time[0] + 0.13, h)
    drive = np.interp(clock, np.r_[time - time[0], time[-1] - time[0] + fine * h], np.r_[acceleration, 0.0], right=0)
    x = v = highest = 0.0
    for before, after in itertools.pairwise(drive):
        middle = (before + after) / 2

        def slope(x, v, u):
            return u - 2 * 0.224 * 52.9 * v - 52.9**2 * x

        a1 = slope(x, v, before)
        a2 = slope(x + v * h / 2, v + a1 * h / 2, middle)
        a3 = slope(x + v * h / 2 + a1 * h * h / 4, v + a2 * h / 2, middle)
        a4 = slope(x + v * h + a2 * h * h / 2, v + a3 * h, after)
        x, v = x + v * h + (a1 + a2 + a3) * h * h / 6, v + (a1 + 2 * a2 + 2 * a3 + a4) * h / 6
        highest = max(highest, x)
    return 52.9**2 * highest


@pytest.mark.parametrize("length", [2, 30, 200])
def test_agrees_with_the_slow_twin(length):
    rng = np.random.default_rng(length)
    time = 0.2 + np.arange(length) * 2e-3
    batch = np.stack([rng.normal(0, 10, length), np.where(rng.random(length) < 0.1, 100, 0.0), np.zeros(length)])
    expected = [slow_dri(time, row) for row in batch]
    np.testing.assert_allclose(dri(time, batch).value, expected, rtol=5e-3, atol=1e-9)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000), gain=st.floats(0.01, 10))
def test_proportional_and_unchanged_by_padding_and_shift(seed, gain):
    acceleration = np.random.default_rng(seed).normal(0, 10, 100)
    acceleration[[0, -1]] = 0
    time = np.arange(100) * 1e-3
    plain = dri(time, acceleration).value
    assert dri(time + 4, gain * acceleration).value == pytest.approx(gain * plain)
    padded = np.concatenate([np.zeros(30), acceleration, np.zeros(200)])
    assert dri(np.arange(330) * 1e-3, padded).value == pytest.approx(plain)


def test_the_step_does_not_change_the_answer():
    # The same straight-line signal on two clocks is the same signal: the hold is exact.
    coarse = np.arange(40) * 5e-3
    acceleration = np.random.default_rng(1).normal(0, 10, 40)
    fine = np.arange(39 * 50 + 1) * 1e-4
    # The two clocks differ only in how fast the input falls to zero after the record, so let it end at zero.
    acceleration[-1] = 0
    peaks = [dri(t, np.interp(t, coarse, acceleration)).value for t in (coarse, fine)]
    assert peaks[0] == pytest.approx(peaks[1], rel=2e-2)
    assert peaks[0] <= peaks[1] + 1e-9


def test_human_lumbar_range():
    low, high = human_lumbar_compression(2465)
    assert (low, high) == (pytest.approx(1450), pytest.approx(1700))
