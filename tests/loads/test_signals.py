"""Resultant, derivative, duration curves, resampling; and what every function refuses or accepts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import SignalError
from stuntlab.loads import cfc, clip_3ms, derivative, duration_curve, duration_share, resample, resultant

TIME = np.arange(300) * 1e-4
BATCH = np.random.default_rng(0).normal(size=(3, 4, 300))


@settings(deadline=None, max_examples=25)
@given(coefficients=st.lists(st.floats(-5, 5), min_size=5, max_size=5), start=st.floats(-3, 3))
def test_derivative_is_exact_for_fourth_degree_at_every_sample(coefficients, start):
    time = start + np.arange(30) * 0.1
    polynomial = np.polynomial.Polynomial(coefficients)
    np.testing.assert_allclose(derivative(time, polynomial(time)), polynomial.deriv()(time), atol=1e-7)


def test_derivative_converges_with_the_fourth_power_of_the_step():
    errors = []
    for count in (41, 81, 161, 321):
        time = np.linspace(0, 2, count)
        errors.append(np.abs(derivative(time, np.sin(5 * time)) - 5 * np.cos(5 * time)).max())
    slope = np.polyfit(np.log([41, 81, 161, 321]), np.log(errors), 1)[0]
    assert slope == pytest.approx(-4, abs=0.25)


def test_resultant_of_a_rotated_vector_keeps_its_length():
    angle = np.linspace(0, 6, 50)
    along = resultant(3 * np.cos(angle) * np.sin(1), 3 * np.sin(angle) * np.sin(1), np.full(50, 3 * np.cos(1)))
    np.testing.assert_allclose(along, 3)
    assert resultant([3, 0], [4, 0]).tolist() == [5, 0]


def test_resultant_refuses_shapes_that_do_not_fit():
    with pytest.raises(SignalError, match="same shape"):
        resultant(np.zeros(3), np.zeros(4))


def test_duration_of_a_triangle_falls_linearly_with_the_level():
    triangle = np.maximum(0, 1 - np.abs(TIME - 0.015) / 0.01)
    durations = duration_curve(TIME, triangle, [0.1, 0.5, 0.9, 2.0])
    np.testing.assert_allclose(durations, [0.018, 0.010, 0.002, 0], atol=1e-9)


def test_duration_curve_falls_with_the_level():
    durations = duration_curve(TIME, BATCH, np.linspace(-2, 2, 21))
    assert durations.shape == (3, 4, 21)
    assert (np.diff(durations, axis=-1) <= 1e-12).all()


def test_share_of_a_flat_limit_is_the_peak_over_the_limit():
    found = duration_share(TIME, BATCH, limit_durations_s=[0, 0.06], limit_levels=[2.0, 2.0])
    np.testing.assert_allclose(found.value, BATCH.max(axis=-1) / 2)


def test_share_of_a_falling_limit_over_a_plateau():
    # UN R94 neck tension: 3.3 kN at 0 ms, 2.9 at 35, 1.1 from 60 ms on. 1.5 kN for 47.5 ms may be 2.0 kN: share 0.75.
    time = np.arange(1001) * 1e-4
    plateau = np.where((time >= 0.02) & (time <= 0.0675), 1.5, 0.0)
    found = duration_share(time, plateau, limit_durations_s=[0, 0.035, 0.060], limit_levels=[3.3, 2.9, 1.1])
    assert found.value == pytest.approx(0.75, rel=2e-6)
    assert found.duration_s == pytest.approx(0.0475, abs=1e-6)


def test_share_of_a_triangle_under_a_straight_limit():
    # Held at L for 20 ms · (1 − L/2); allowed 3 − 100/s · that = 1 + L: share L/(1 + L), largest at the peak, 2/3.
    triangle = 2 * np.maximum(0, 1 - np.abs(TIME - 0.015) / 0.01)
    found = duration_share(TIME, triangle, limit_durations_s=[0, 0.02], limit_levels=[3.0, 1.0])
    assert found.value == pytest.approx(2 / 3, rel=2e-6)
    assert (found.level, found.duration_s) == (pytest.approx(2), pytest.approx(0))


@pytest.mark.parametrize("seed", range(4))
def test_share_agrees_with_trying_ten_thousand_levels(seed):
    signal = np.convolve(np.random.default_rng(seed).normal(size=330), np.ones(31) / 31, mode="valid")[:300]
    corners_s, corners = [0.0, 0.004, 0.009], [0.9, 0.5, 0.1]
    levels = np.linspace(0, signal.max(), 10_001)[1:]
    allowed = np.interp(duration_curve(TIME, signal, levels), corners_s, corners)
    found = duration_share(TIME, signal, limit_durations_s=corners_s, limit_levels=corners)
    assert found.value == pytest.approx((levels / allowed).max(), rel=2e-3)
    assert found.value >= (levels / allowed).max() * (1 - 2e-6)
    assert found.value == pytest.approx(found.level / np.interp(found.duration_s, corners_s, corners))


@pytest.mark.parametrize(
    ("durations_s", "levels"), [([0], [1]), ([0, 0], [2, 1]), ([0, 1], [1, 2]), ([0, 1], [1, 0]), ([0, 1], [1])]
)
def test_limit_curves_that_are_none_are_refused(durations_s, levels):
    with pytest.raises(SignalError, match="limit"):
        duration_share(TIME, BATCH, limit_durations_s=durations_s, limit_levels=levels)


def test_share_scales_and_negative_signals_have_none():
    curve = {"limit_durations_s": [0, 0.01], "limit_levels": [3.0, 1.0]}
    once = duration_share(TIME, BATCH, **curve).value
    np.testing.assert_allclose(duration_share(TIME, 2 * BATCH, **curve).value, 2 * once)
    assert duration_share(TIME, -np.ones(300), **curve).value == 0


def test_resample_keeps_straight_lines_and_never_leaves_the_record():
    uneven = np.sort(np.random.default_rng(1).uniform(0, 1, 40))
    time, signal = resample(uneven, np.stack([2 * uneven + 1, -uneven]), step_s=0.013)
    assert (time[0], time[-1] <= uneven[-1]) == (uneven[0], True)
    np.testing.assert_allclose(signal, [2 * time + 1, -time], atol=1e-12)
    np.testing.assert_allclose(derivative(time, signal)[0], 2, atol=1e-9)


def test_resample_onto_its_own_clock_changes_nothing():
    time, signal = resample(TIME, BATCH, step_s=1e-4)
    np.testing.assert_allclose(time, TIME)
    np.testing.assert_allclose(signal, BATCH, atol=1e-9)


@pytest.mark.parametrize("function", [lambda t, x: cfc(t, x, 180), derivative, lambda t, x: clip_3ms(t, x).value])
def test_any_layout_and_number_type_gives_the_same(function):
    expected = function(TIME, BATCH)
    fortran = np.asfortranarray(BATCH)
    strided = np.repeat(BATCH, 2, axis=-1)[..., ::2]
    for same in (fortran, strided, BATCH.tolist()):
        np.testing.assert_array_equal(function(TIME, same), expected)
    coarse = np.round(BATCH * 100)
    np.testing.assert_array_equal(function(TIME, coarse.astype(np.int32)), function(TIME, coarse))
    np.testing.assert_array_equal(function(TIME, coarse.astype(np.float32)), function(TIME, coarse))
    np.testing.assert_allclose(function(TIME.astype(np.float32), BATCH)[1, 2], function(TIME, BATCH[1, 2]), rtol=1e-5)


JITTERED = TIME + np.where(np.arange(300) == 100, 3e-5, 0)
BACKWARD = TIME[np.r_[0:100, 99:299]]


@pytest.mark.parametrize(
    ("time", "signal", "says"),
    [
        (JITTERED, BATCH, r"stuntlab\.loads\.resample"),
        (BACKWARD, BATCH, "time does not rise at sample 100"),
        (TIME[::-1], BATCH, "time does not rise at sample 1"),
        (TIME[:-1], BATCH, "time has 299 samples and signal has 300"),
        (TIME, np.where(BATCH > 2, np.nan, BATCH), "not finite"),
        (TIME, np.where(BATCH > 2, np.inf, BATCH), "not finite"),
        ([0.0], [1.0], "at least"),
        ([], [], "at least"),
        (0.0, 1.0, "single number"),
        ([0.0, 1.0], ["a", "b"], "real numbers"),
        ([0.0, 1.0], [1j, 2j], "real numbers"),
        ([0.0, 1.0], [[1, 2], [3]], "different lengths"),
        (BATCH[0], BATCH[0], "time must have one axis"),
    ],
)
@pytest.mark.parametrize("function", [lambda t, x: cfc(t, x, 180), derivative, clip_3ms])
def test_what_cannot_be_used_is_said_in_one_sentence(function, time, signal, says):
    with pytest.raises(SignalError, match=says) as raised:
        function(time, signal)
    assert "\n" not in str(raised.value)


def test_values_too_large_to_square_are_still_finite():
    assert np.isfinite(derivative(TIME, np.full(300, 1e200))).all()
