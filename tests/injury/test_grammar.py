"""One grammar for every criterion of a sampled signal: any layout, any number type, any batch, the same refusals."""

import inspect
from collections.abc import Callable

import numpy as np
import pytest

from stuntlab import injury
from stuntlab.errors import SignalError

TIME = 0.25 + np.arange(80) * 1e-3
SIGNAL = np.round(40 * np.random.default_rng(11).normal(size=(2, 3, 80)))

# Every public function that takes a clock, as a function of the clock and one signal.
CRITERIA: dict[str, Callable] = {
    "abdomen_force": injury.abdomen_force,
    "abdominal_injury_criterion": lambda t, x: injury.abdominal_injury_criterion(t, x, depth_m=0.2),
    "bric": lambda t, x: injury.bric(t, x, 2 * np.asarray(x), x),
    "burn": lambda t, x: injury.burn(t, x, cool_down_s=0.1),
    "chest_wall_velocity": injury.chest_wall_velocity,
    "compression": lambda t, x: injury.compression(t, x, depth_m=0.2),
    "damage": lambda t, x: injury.damage(t, x, 2 * np.asarray(x), x),
    "dri": injury.dri,
    "femur_impulse": lambda t, x: injury.femur_impulse(t, 100 * np.asarray(x)),
    "foot_ankle": injury.foot_ankle,
    "hic": injury.hic,
    "nic": lambda t, x: injury.nic(t, x, 2 * np.asarray(x)),
    "nij": lambda t, x: injury.nij(t, x, 2 * np.asarray(x)),
    "peak_compression": injury.peak_compression,
    "peak_magnitude": injury.peak_magnitude,
    "peak_noise_level": injury.peak_noise_level,
    "peak_tension": injury.peak_tension,
    "severity_index": injury.severity_index,
    "tibia_index": lambda t, x: injury.tibia_index(t, x, 2 * np.asarray(x), x),
    "viscous_criterion": lambda t, x: injury.viscous_criterion(t, x, depth_m=0.2),
}


def columns(result):
    """Every array of a result, in order."""
    return list(result) if isinstance(result, tuple) else [result]


def test_none_is_left_out():
    public = {name: getattr(injury, name) for name in injury.__all__ if inspect.isfunction(getattr(injury, name))}
    timed = {name for name, function in public.items() if "time_s" in inspect.signature(function).parameters}
    assert timed == set(CRITERIA)


@pytest.mark.parametrize("name", CRITERIA)
def test_leading_axes_come_back_and_each_signal_stands_alone(name):
    batch = columns(CRITERIA[name](TIME, SIGNAL))
    for values in batch:
        assert values.shape == (2, 3)
        assert values.dtype == np.float64
    for i in np.ndindex(2, 3):
        for values, alone in zip(batch, columns(CRITERIA[name](TIME, SIGNAL[i])), strict=True):
            assert alone.shape == ()
            assert values[i] == alone


@pytest.mark.parametrize("name", CRITERIA)
def test_layout_and_number_type_do_not_matter(name):
    expected = columns(CRITERIA[name](TIME, SIGNAL))
    strided = np.repeat(SIGNAL, 3, axis=-1)[..., ::3]
    backward = SIGNAL[..., ::-1].copy()[..., ::-1]
    for same in (np.asfortranarray(SIGNAL), strided, backward, SIGNAL.astype(np.float32), SIGNAL.astype(np.int16)):
        for values, wanted in zip(columns(CRITERIA[name](TIME, same)), expected, strict=True):
            np.testing.assert_array_equal(values, wanted)
    for values, wanted in zip(columns(CRITERIA[name](TIME.tolist(), SIGNAL.tolist())), expected, strict=True):
        np.testing.assert_array_equal(values, wanted)


@pytest.mark.parametrize("name", CRITERIA)
def test_the_signal_given_is_not_changed(name):
    kept = SIGNAL.copy()
    CRITERIA[name](TIME, SIGNAL)
    np.testing.assert_array_equal(SIGNAL, kept)


@pytest.mark.parametrize("name", CRITERIA)
def test_an_empty_batch_gives_an_empty_answer(name):
    for values in columns(CRITERIA[name](TIME, np.zeros((0, 80)))):
        assert values.shape == (0,)


@pytest.mark.parametrize("name", CRITERIA)
@pytest.mark.parametrize(
    ("time", "signal", "says"),
    [
        (TIME + np.where(np.arange(80) == 7, 3e-4, 0), SIGNAL, r"stuntlab\.loads\.resample"),
        (TIME[::-1], SIGNAL, "does not rise"),
        (np.full(80, 1.0), SIGNAL, "does not rise"),
        (np.where(np.arange(80) == 3, np.nan, TIME), SIGNAL, "not finite"),
        (TIME[:-1], SIGNAL, "must be the same"),
        (TIME, np.where(SIGNAL > 60, np.nan, SIGNAL), "not finite"),
        (TIME, np.where(SIGNAL > 60, -np.inf, SIGNAL), "not finite"),
        ([0.0], [[1.0]], "at least"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(name, time, signal, says):
    with pytest.raises(SignalError, match=says) as raised:
        CRITERIA[name](time, signal)
    assert "\n" not in str(raised.value)
