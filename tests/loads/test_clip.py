"""3 ms clip: closed forms, a slow twin that bisects on the level, properties."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import SignalError
from stuntlab.loads import clip_3ms

STEP = 1e-4


def half_sine(amplitude, duration_s, *, length=400, start=50):
    time = np.arange(length) * STEP
    since = time - start * STEP
    inside = (since >= 0) & (since <= duration_s)
    return time, np.where(inside, amplitude * np.sin(np.pi * since / duration_s), 0.0)


def slow_clip(signal, contiguous, *, fine=50, duration_s=0.003):
    """Refine the straight lines fifty times, then bisect on the level."""
    grid = np.linspace(0, len(signal) - 1, (len(signal) - 1) * fine + 1)
    values = np.interp(grid, np.arange(len(signal)), signal)
    low, high = values.min(), values.max()
    for _ in range(60):
        level = (low + high) / 2
        above = (values[:-1] + values[1:]) / 2 >= level
        if contiguous:
            edges = np.flatnonzero(np.diff(np.r_[0, above.astype(int), 0]))
            steps = (edges[1::2] - edges[::2]).max(initial=0)
        else:
            steps = above.sum()
        low, high = (level, high) if steps * STEP / fine >= duration_s else (low, level)
    return low


@pytest.mark.parametrize("contiguous", [False, True])
@pytest.mark.parametrize("duration_s", [0.005, 0.010, 0.040])
def test_half_sine_holds_the_cosine_of_half_the_window(duration_s, contiguous):
    time, pulse = half_sine(100, duration_s)
    expected = 100 * math.cos(math.pi * 0.0015 / duration_s)
    assert clip_3ms(time, pulse, contiguous=contiguous).value == pytest.approx(expected, rel=2e-3)


def test_a_triangle_is_exact_between_samples():
    time = np.arange(201) * STEP
    triangle = np.maximum(0, 100 - 2e4 * np.abs(time - 0.01003))
    # The straight lines between samples cut the tip but not the flanks: 3 ms wide at 100 − 2e4 · 1.5 ms.
    found = clip_3ms(time, triangle)
    assert found.value == pytest.approx(70, abs=1e-9)
    assert (found.start_s, found.end_s) == (pytest.approx(0.00853), pytest.approx(0.01153))


def test_two_peaks_add_up_only_when_cumulative():
    time = np.arange(400) * STEP
    one = np.maximum(0, 100 - 5e4 * np.abs(time - 0.010))
    two = one + np.maximum(0, 100 - 5e4 * np.abs(time - 0.030))
    assert clip_3ms(time, two).value == pytest.approx(clip_3ms(time, one, duration_s=0.0015).value)
    assert clip_3ms(time, two, contiguous=True).value == pytest.approx(clip_3ms(time, one).value)


def test_a_plateau_is_its_own_level():
    time = np.arange(200) * STEP
    plateau = np.where((time >= 0.005) & (time <= 0.009), 40.0, 0.0)
    for contiguous in (False, True):
        assert clip_3ms(time, plateau, contiguous=contiguous).value == pytest.approx(40)
    assert clip_3ms(time, np.zeros(200)).value == 0


def test_a_record_of_just_3_ms_gives_its_minimum_and_a_shorter_one_is_refused():
    signal = np.linspace(5, 9, 31)
    assert clip_3ms(np.arange(31) * STEP, signal).value == pytest.approx(5)
    with pytest.raises(SignalError, match="cannot be found"):
        clip_3ms(np.arange(30) * STEP, signal[:30])


@pytest.mark.parametrize("contiguous", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_the_slow_twin(seed, contiguous):
    rng = np.random.default_rng(seed)
    rough = rng.normal(size=150)
    smooth = np.convolve(rng.normal(size=190), np.ones(41) / 41, mode="valid")
    spiky = np.where(rng.random(150) < 0.05, 50 * rng.random(150), 0.0)
    stepped = np.round(3 * smooth[:150]) - 1
    signals = np.stack([rough, smooth, spiky, stepped, -np.abs(rough)])
    found = clip_3ms(np.arange(150) * STEP, signals, contiguous=contiguous)
    expected = [slow_clip(signal, contiguous) for signal in signals]
    np.testing.assert_allclose(found.value, expected, atol=0.03 * np.abs(signals).max(axis=1).max() / 50 + 1e-3)


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10_000), gain=st.floats(0.1, 100), offset=st.floats(-50, 50))
def test_order_scaling_and_offset(seed, gain, offset):
    time = np.arange(120) * STEP
    signal = np.random.default_rng(seed).normal(size=120)
    cumulative, single = (clip_3ms(time, signal, contiguous=c).value for c in (False, True))
    assert single <= cumulative + 1e-12 <= signal.max() + 1e-9
    moved = clip_3ms(time + 3, gain * signal + offset).value
    assert moved == pytest.approx(gain * cumulative + offset, rel=1e-6, abs=1e-6)
