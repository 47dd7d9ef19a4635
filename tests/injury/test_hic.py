"""HIC: closed forms, a slow twin over all windows, properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import SignalError
from stuntlab.injury import hic, skull_fracture_correlate


def pulse(shape, amplitude, duration_s, *, step_s=1e-5, length_s=0.08, start_s=0.01):
    time = np.arange(round(length_s / step_s) + 1) * step_s
    x = (time - start_s) / duration_s
    inside = (x >= 0) & (x <= 1)
    form = {"half-sine": np.sin(np.pi * x), "triangle": 1 - np.abs(2 * x - 1), "rectangle": np.ones_like(x)}[shape]
    return time, np.where(inside, amplitude * form, 0.0)


# biomechanics.md 3.2 and validation rows 32 and 34: closed forms.
@pytest.mark.parametrize(
    ("amplitude", "duration_s", "hic15", "hic36"),
    [
        (100, 0.005, 207.3, 207.3),
        (100, 0.010, 414.6, 414.6),
        (100, 0.015, 622.0, 622.0),
        (100, 0.020, 829.3, 829.3),
        (60, 0.040, 361.4, 462.5),
    ],
)
def test_half_sine(amplitude, duration_s, hic15, hic36):
    time, acceleration = pulse("half-sine", amplitude, duration_s)
    assert hic(time, acceleration).value == pytest.approx(hic15, rel=2e-3)
    assert hic(time, acceleration, window_s=0.036).value == pytest.approx(hic36, rel=2e-3)


# The case: a widely used package gives 24 here, trying only the longest window.
def test_short_pulses_are_found_by_short_windows():
    time, acceleration = pulse("half-sine", 150, 0.003)
    assert hic(time, acceleration).value == pytest.approx(342.8, rel=2e-3)
    time, acceleration = pulse("half-sine", 250, 0.003)
    assert hic(time, acceleration).value == pytest.approx(1229, rel=2e-3)


def by_hand(time, acceleration, window_s, *, longest_only=False):
    """Every pair of samples, its integral summed from scratch; or only the longest window from each sample."""
    best = 0.0
    for i in range(len(time) - 1):
        inside = [j for j in range(i + 1, len(time)) if time[j] - time[i] <= window_s * (1 + 1e-9)]
        for j in inside[-1:] if longest_only else inside:
            trapezoids = ((acceleration[k] + acceleration[k + 1]) / 2 * (time[k + 1] - time[k]) for k in range(i, j))
            span = time[j] - time[i]
            best = max(best, span * (sum(trapezoids) / span) ** 2.5)
    return best


@pytest.mark.parametrize(
    ("shape", "amplitude", "duration_s"), [("rectangle", 100, 0.010), ("half-sine", 110, 0.022), ("triangle", 90, 0.03)]
)
def test_the_longest_window_alone_reads_low(shape, amplitude, duration_s):
    time, acceleration = pulse(shape, amplitude, duration_s, step_s=1e-3, length_s=0.06)
    found = float(hic(time, acceleration, window_s=0.036).value)
    assert found == pytest.approx(by_hand(time, acceleration, 0.036), rel=1e-12)
    assert by_hand(time, acceleration, 0.036, longest_only=True) < 0.8 * found


def test_triangle_and_rectangle():
    # Row 33: triangle 246.4, rectangle 999 to 1000 for 100 g over 10 ms.
    assert hic(*pulse("triangle", 100, 0.010)).value == pytest.approx(246.4, rel=2e-3)
    assert 999 <= hic(*pulse("rectangle", 100, 0.010)).value <= 1001


@pytest.mark.parametrize(("shape", "share"), [("half-sine", 0.670), ("triangle", 0.572)])
def test_best_window_lies_centred_with_the_published_length(shape, share):
    found = hic(*pulse(shape, 100, 0.010))
    assert found.end_s - found.start_s == pytest.approx(share * 0.010, abs=4e-5)
    assert (found.start_s + found.end_s) / 2 == pytest.approx(0.015, abs=2e-5)


def slow_hic(time, acceleration, window_s):
    """Every pair of times on a clock four times finer, the integral straight between samples."""
    speed = np.concatenate([[0], np.cumsum(np.diff(time) * (acceleration[1:] + acceleration[:-1]) / 2)])
    # Window ends at samples and, for windows of exactly w, one window away from samples.
    ends = np.unique(np.concatenate([time, time + window_s, time - window_s]))
    ends = ends[(ends >= time[0]) & (ends <= time[-1])]
    at = np.interp(ends, time, speed)
    best = 0.0
    for i in range(len(ends)):
        for j in range(i + 1, len(ends)):
            span = ends[j] - ends[i]
            if span > window_s * (1 + 1e-9):
                break
            if span > 1e-12:
                best = max(best, span * max((at[j] - at[i]) / span, 0) ** 2.5)
    return best


def signals(seed, length):
    rng = np.random.default_rng(seed)
    return np.stack(
        [
            rng.uniform(0, 100, length),
            rng.normal(0, 60, length),
            np.where(rng.random(length) < 0.1, 300 * rng.random(length), 0.0),
            100 * np.abs(np.convolve(rng.normal(size=length + 8), np.ones(9) / 9, mode="valid")),
            -rng.uniform(0, 100, length),
            np.zeros(length),
        ]
    )


@pytest.mark.parametrize("window_s", [0.015, 0.0151, 0.00777, 0.036])
@pytest.mark.parametrize("length", [2, 3, 17, 90])
def test_agrees_with_the_slow_twin(length, window_s):
    time = 0.5 + np.arange(length) * 1e-3
    batch = signals(length, length)
    found = hic(time, batch, window_s=window_s)
    expected = [slow_hic(time, acceleration, window_s) for acceleration in batch]
    np.testing.assert_allclose(found.value, expected, rtol=1e-9, atol=1e-12)


def test_reported_window_gives_the_reported_value():
    time = np.arange(300) * 5e-4
    for window_s in (0.015, 0.0362):
        for acceleration in signals(7, 300)[:4]:
            found = hic(time, acceleration, window_s=window_s)
            span = found.end_s - found.start_s
            speed = np.concatenate([[0], np.cumsum(5e-4 * (acceleration[1:] + acceleration[:-1]) / 2)])
            gained = np.interp(found.end_s, time, speed) - np.interp(found.start_s, time, speed)
            assert 0 < span <= window_s * (1 + 1e-9)
            assert span * (gained / span) ** 2.5 == pytest.approx(found.value)


def test_no_random_window_beats_it():
    time, rng = np.arange(200) * 1e-3, np.random.default_rng(5)
    acceleration = signals(3, 200)[0]
    speed = np.concatenate([[0], np.cumsum(1e-3 * (acceleration[1:] + acceleration[:-1]) / 2)])
    start, span = rng.uniform(0, 0.18, 20_000), rng.uniform(1e-5, 0.0153, 20_000)
    gained = np.interp(start + span, time, speed) - np.interp(start, time, speed)
    assert (span * (gained / span) ** 2.5).max() <= hic(time, acceleration, window_s=0.0153).value * (1 + 1e-12)


def test_a_window_shorter_than_a_step_still_gives_a_value():
    assert hic([0, 0.02, 0.04], [50, 50, 50], window_s=0.015).value == pytest.approx(50**2.5 * 0.015)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), gain=st.floats(0.01, 50), shift=st.floats(-5, 5))
def test_scales_with_the_power_of_2_5_and_ignores_padding_and_clock(seed, gain, shift):
    time, acceleration = np.arange(80) * 1e-3, signals(seed, 80)
    plain = hic(time, acceleration)
    np.testing.assert_allclose(hic(time, gain * acceleration).value, gain**2.5 * plain.value, rtol=1e-9)
    moved = hic(time + shift, acceleration)
    np.testing.assert_allclose(moved.value, plain.value, rtol=1e-9)
    np.testing.assert_allclose(moved.start_s, plain.start_s + np.where(plain.value > 0, shift, shift), atol=1e-9)
    ends_at_zero = np.concatenate([acceleration, np.zeros((6, 1))], axis=-1)
    padded = np.concatenate([ends_at_zero, np.zeros((6, 40))], axis=-1)
    np.testing.assert_allclose(
        hic(np.arange(121) * 1e-3, padded).value, hic(np.arange(81) * 1e-3, ends_at_zero).value, rtol=1e-9
    )
    assert (hic(time, acceleration, window_s=0.036).value >= plain.value - 1e-9).all()


def test_grows_with_the_window():
    time, acceleration = np.arange(200) * 1e-3, signals(2, 200)
    values = np.stack([hic(time, acceleration, window_s=w).value for w in np.linspace(0.001, 0.05, 25)])
    assert (np.diff(values, axis=0) >= -1e-9 * values[1:]).all()


def test_batches_layouts_and_number_types():
    time = np.arange(60) * 1e-3
    batch = np.round(signals(1, 60)).reshape(2, 3, 60)
    expected = hic(time, batch).value
    assert expected.shape == (2, 3)
    assert hic(time, batch[0, 0]).value.shape == ()
    for same in (np.asfortranarray(batch), batch.astype(np.float32), batch.astype(int), batch.tolist()):
        np.testing.assert_array_equal(hic(time, same).value, expected)


@pytest.mark.parametrize("window_s", [0, -1, np.nan, np.inf])
def test_windows_that_are_none_are_refused(window_s):
    with pytest.raises(SignalError, match="window must be a positive time"):
        hic([0, 1], [1, 1], window_s=window_s)


def test_skull_fracture_correlate_is_the_mean_over_the_window():
    found = hic(*pulse("rectangle", 80, 0.010))
    assert skull_fracture_correlate(found) == pytest.approx(80, rel=1e-3)
    assert skull_fracture_correlate(hic([0, 1], [0, 0])) == 0
