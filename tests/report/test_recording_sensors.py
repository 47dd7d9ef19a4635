"""Sensors at the end of their range, and signals that are not at rest: said, and never taken for the whole load."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.criteria import measure_recording
from stuntlab.criteria.full_scale import cut_off
from stuntlab.criteria.measured import RecordingMeasured
from stuntlab.datasets import Channel, Floats, Recording

G = 9.80665
STEP_S = 1e-4


def channel(words: str, values: Floats) -> Channel:
    location, quantity, axis = words.split("/")
    clock = np.arange(values.size) * STEP_S
    return Channel(words, location, quantity, axis, "", clock, values, None, "", "50M", "")


def measure(*channels: Channel) -> RecordingMeasured:
    return measure_recording(Recording("made up", "made up", channels, {}))


def at_least(recording: RecordingMeasured) -> set[str]:
    return {one.criterion.load for one in recording.people[0].measured if one.at_least}


def blow(peak: float, *, duration_s: float = 0.010, count: int = 1000) -> Floats:
    time_s = np.arange(count) * STEP_S - 0.02
    return np.where((time_s > 0) & (time_s < duration_s), peak * np.sin(np.pi * time_s / duration_s), 0.0)


@pytest.mark.parametrize("digits", [9, 3, 1])
@pytest.mark.parametrize("noise", [0.0, 0.5])
@pytest.mark.parametrize("range_g", [95.0, 60.0, 10.0])
def test_a_sensor_at_the_end_of_its_range_reads_the_least(range_g: float, noise: float, digits: int) -> None:
    signal = blow(100.0) + np.random.default_rng(0).normal(scale=noise, size=1000)
    head = channel("head/acceleration/resultant", np.clip(signal, -range_g, range_g).round(digits) * G)
    recording = measure(head)
    assert at_least(recording) == {one.criterion.load for one in recording.people[0].measured}
    for one in recording.people[0].measured:
        assert "stands still at its highest value from 2" in one.notes[0]
        assert not one.risk.levels


@pytest.mark.parametrize("duration_s", [0.003, 0.006, 0.020, 0.060])
@pytest.mark.parametrize("digits", [9, 2, 1, 0])
@pytest.mark.parametrize("peak", [30.0, 99.6, 100.0, 412.3])
def test_a_peak_that_is_rounded_is_whole(peak: float, digits: int, duration_s: float) -> None:
    assert cut_off(channel("head/acceleration/x", blow(peak, duration_s=duration_s).round(digits))) is None


def test_a_recorder_that_repeats_its_samples_cuts_nothing_off() -> None:
    held = np.repeat(blow(100.0)[::5], 5)
    assert cut_off(channel("head/acceleration/x", held)) is None


def test_the_other_side_of_a_cut_off_neck_is_a_value() -> None:
    pull = np.clip(-blow(3000.0), -2000, None) + np.roll(blow(800.0), 400)
    assert at_least(measure(channel("upper neck/force/z", pull))) == {"neck_compression"}


def test_a_small_axis_at_the_end_of_its_range_does_not_matter() -> None:
    axes = zip("xyz", (blow(100.0), np.clip(blow(10.0), None, 6.0), blow(0.0)), strict=True)
    recording = measure(*(channel(f"head/acceleration/{axis}", signal * G) for axis, signal in axes))
    assert not at_least(recording)


@pytest.mark.parametrize(("offset", "told"), [(6.0, True), (-6.0, True), (1.0, False), (0.0, False)])
def test_an_offset_is_told(offset: float, told: bool) -> None:
    recording = measure(channel("head/acceleration/resultant", (blow(100.0) + offset) * G))
    assert any("before the blow: gravity, or an offset" in note for note in recording.notes) is told


def test_turning_and_standing_before_a_blow_are_no_offsets() -> None:
    turning = [channel(f"head/angular velocity/{axis}", blow(20.0) + 5) for axis in "xyz"]
    assert not any("offset" in note for note in measure(*turning, channel("left foot/force/z", blow(3e3) + 800)).notes)


@pytest.mark.parametrize("level", [0.0, 3.2, -40.0])
def test_no_criterion_is_made_from_what_never_moves(level: float) -> None:
    still = np.full(1000, level)
    axes = [channel(f"head/acceleration/{axis}", still) for axis in "xyz"]
    (person,) = measure(*axes, channel("abdomen/force/resultant", still), channel("chest/displacement/x", still)).people
    assert not person.measured
    reasons = {one.criterion.load: one.why for one in person.not_measured}
    assert reasons["head_hic15"] == "head acceleration resultant never moves: dead, or not fitted"
    assert "never moves" in reasons["chest_vc"]
    assert "never moves" in reasons["abdomen_force"]


def test_one_still_channel_beside_others_is_used_and_asked_about() -> None:
    force, still = channel("upper neck/force/z", blow(2000.0)), np.zeros(1000)
    (person,) = measure(force, channel("upper neck/force/x", still), channel("upper neck/moment/y", still)).people
    nij = next(one for one in person.measured if one.criterion.load == "neck_nij")
    assert nij.value == pytest.approx(2000 / 6806, rel=5e-3)
    assert "upper neck force x never moves: not fitted, or dead?" in nij.notes
