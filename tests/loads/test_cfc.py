"""CFC filters: coefficients of the reference, gain, phase, start-up, and no unstable filter."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import butter

from stuntlab.errors import SignalError
from stuntlab.loads import cfc, cfc_coefficients

# biomechanics.md 3.1, computed there at 10 kHz with the J211 constant.
REFERENCE = {
    60: (0.00145237, 1.88934322, -0.89515269),
    180: (0.01179627, 1.67011746, -0.71730255),
    600: (0.09718463, 0.94557401, -0.33431251),
    1000: (0.21923142, 0.31189654, -0.18882221),
}


@pytest.mark.parametrize("channel_class", REFERENCE)
def test_coefficients_are_those_of_the_reference(channel_class):
    assert cfc_coefficients(1e-4, channel_class) == pytest.approx(REFERENCE[channel_class], abs=1e-8)


@pytest.mark.parametrize("step_s", [2e-5, 1e-4, 2e-4])
@pytest.mark.parametrize("channel_class", [60, 180, 600, 1000])
def test_one_pass_is_the_butterworth_of_scipy(channel_class, step_s):
    a0, b1, b2 = cfc_coefficients(step_s, channel_class)
    numerator, denominator = butter(2, 2.0775 * channel_class, fs=1 / step_s)
    np.testing.assert_allclose([a0, 2 * a0, a0], numerator, rtol=1e-9)
    np.testing.assert_allclose([1, -b1, -b2], denominator, rtol=1e-9)


@pytest.mark.parametrize("channel_class", REFERENCE)
def test_gain_at_zero_frequency_is_one(channel_class):
    a0, b1, b2 = cfc_coefficients(1e-4, channel_class)
    assert 4 * a0 / (1 - b1 - b2) == pytest.approx(1, abs=1e-12)


def gain(frequency_hz, channel_class, *, constant="J211", rate_hz=100_000.0):
    time = np.arange(20_000) / rate_hz
    tone = np.sin(2 * np.pi * frequency_hz * time)
    filtered = cfc(time, tone, channel_class, constant=constant)
    middle = slice(5_000, 15_000)
    basis = np.stack([tone[middle], np.cos(2 * np.pi * frequency_hz * time[middle])], axis=1)
    in_phase, quadrature = np.linalg.lstsq(basis, filtered[middle], rcond=None)[0]
    return math.hypot(in_phase, quadrature), math.degrees(math.atan2(quadrature, in_phase))


@pytest.mark.parametrize("channel_class", [60, 180, 600, 1000])
def test_minus_3_db_at_class_over_0_6_and_minus_6_db_at_design_frequency(channel_class):
    level, phase = gain(channel_class / 0.6, channel_class)
    assert 20 * math.log10(level) == pytest.approx(-3.0, abs=0.05)
    assert phase == pytest.approx(0, abs=0.05)
    assert gain(2.0775 * channel_class, channel_class)[0] == pytest.approx(0.5, rel=1e-3)


def test_the_two_constants_differ_by_0_3_percent_in_frequency():
    assert gain(600 / 0.6 * 1.25, 600, constant="ISO6487")[0] == pytest.approx(0.5, rel=1e-3)
    assert gain(600 / 0.6 * 1.25, 600)[0] < 0.4995


def slow_filter(signal, channel_class, step_s):
    """The published recipe, sample by sample."""
    a0, b1, b2 = cfc_coefficients(step_s, channel_class)
    pad = min(max(math.ceil(0.01 / step_s), 100), len(signal) - 1)
    start = [2 * signal[0] - signal[k] for k in range(pad, 0, -1)]
    end = [2 * signal[-1] - signal[-1 - k] for k in range(1, pad + 1)]
    x = start + list(signal) + end
    for _ in range(2):
        mean = sum(x[:10]) / len(x[:10])
        y = [mean, mean]
        for n in range(2, len(x)):
            y.append(a0 * x[n] + 2 * a0 * x[n - 1] + a0 * x[n - 2] + b1 * y[n - 1] + b2 * y[n - 2])
        x = y[::-1]
    return np.array(x[pad : pad + len(signal)])


@pytest.mark.parametrize("length", [2, 3, 11, 99, 400])
@pytest.mark.parametrize("channel_class", [60, 1000])
def test_agrees_with_the_recipe_written_out(length, channel_class):
    signals = np.random.default_rng(length).normal(size=(11, length)) * 100
    time = np.arange(length) * 1e-4
    expected = [slow_filter(list(signal), channel_class, 1e-4) for signal in signals]
    np.testing.assert_allclose(cfc(time, signals, channel_class), expected, rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=20)
@given(level=st.floats(-1e4, 1e4), slope=st.floats(-1e5, 1e5))
def test_a_constant_passes_and_a_ramp_passes(level, slope):
    time = np.arange(600) * 1e-4
    ramp = level + slope * time
    np.testing.assert_allclose(cfc(time, ramp, 180), ramp, atol=1e-6 * (1 + abs(slope) + abs(level)))


def test_a_step_at_the_first_sample_does_not_ring_into_the_record():
    time = np.arange(500) * 1e-4
    offset = np.full(500, 100.0)
    np.testing.assert_allclose(cfc(time, offset, 60), 100, rtol=1e-12)


def test_filter_is_linear_and_runs_the_same_backward():
    time = np.arange(4000) * 1e-4
    noise = np.random.default_rng(3).normal(size=(2, 4000))
    both = cfc(time, 2 * noise[0] - 3 * noise[1], 180)
    np.testing.assert_allclose(both, 2 * cfc(time, noise[0], 180) - 3 * cfc(time, noise[1], 180), atol=1e-12)
    # Only the start-up of the first pass knows which end came first; it has died out after 20 ms.
    turned = cfc(time, noise[0, ::-1], 180)[::-1]
    np.testing.assert_allclose(turned[400:-400], cfc(time, noise[0], 180)[400:-400], atol=1e-9)


# biomechanics.md 3.1: steps from which the pre-warp is not valid, s.
PRE_WARP_ENDS = {1000: 0.241e-3, 600: 0.401e-3, 180: 1.34e-3, 60: 4.01e-3}


@pytest.mark.parametrize("channel_class", PRE_WARP_ENDS)
def test_a_clock_too_coarse_for_the_class_is_refused(channel_class):
    step = PRE_WARP_ENDS[channel_class]
    for coarse in (0.99 * step, step, 1.5 * step, 2 * step, 10 * step):
        with pytest.raises(SignalError, match="too coarse for CFC"):
            cfc(np.arange(400) * coarse, np.ones(400), channel_class)


@settings(deadline=None, max_examples=40)
@given(channel_class=st.floats(10, 5000), share=st.floats(0.001, 0.89), seed=st.integers(0, 99))
def test_no_clock_that_is_accepted_makes_an_unstable_filter(channel_class, share, seed):
    step = share / (2 * 2.0775 * channel_class)
    noise = np.random.default_rng(seed).uniform(-1, 1, 400)
    assert np.abs(cfc(np.arange(400) * step, noise, channel_class)).max() < 3


@pytest.mark.parametrize("channel_class", [0, -60, math.nan, math.inf])
def test_a_class_that_is_none_is_refused(channel_class):
    with pytest.raises(SignalError, match="channel class is a positive number"):
        cfc_coefficients(1e-4, channel_class)
