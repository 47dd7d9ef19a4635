"""No criterion and no risk from noise: ends of a record, samples too far apart, filters that were never there."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.criteria import measure_recording
from stuntlab.criteria.measured import MeasuredCriterion, RecordingMeasured
from stuntlab.datasets import Channel, FaultyChannel, Floats, Recording
from stuntlab.loads import cfc
from stuntlab.report.recording_json import recording_to_dict
from stuntlab.report.recording_table import render_recording

G = 9.80665


def channel(words: str, values: Floats, *, step_s: float = 1e-4, channel_class: int | None = None) -> Channel:
    location, quantity, axis = words.split("/")
    clock = np.arange(values.size) * step_s
    return Channel(words, location, quantity, axis, "", clock, values, channel_class, "", "50M", "")


def measure(*channels: Channel, **options: object) -> RecordingMeasured:
    return measure_recording(Recording("made up", "made up", channels, {}), **options)  # type: ignore[arg-type]


def found(recording: RecordingMeasured, load: str) -> MeasuredCriterion:
    return next(one for one in recording.people[0].measured if one.criterion.load == load)


def why_not(recording: RecordingMeasured, load: str) -> str:
    return next(one.why for one in recording.people[0].not_measured if one.criterion.load == load)


def pulse(
    peak: float, *, duration_s: float = 0.010, at_s: float = 0.02, count: int = 1000, step_s: float = 1e-4
) -> Floats:
    time_s = np.arange(count) * step_s - at_s
    return np.where((time_s > 0) & (time_s < duration_s), peak * np.sin(np.pi * time_s / duration_s), 0.0)


def turning(glitch: float = 0.0, *, at: int = -1) -> list[Channel]:
    rate = pulse(20.0, duration_s=0.040)
    rate[at] += glitch
    still = np.zeros(rate.size)
    signals = zip("xyz", (rate, still, still), strict=True)
    return [channel(f"head/angular velocity/{axis}", signal) for axis, signal in signals]


@pytest.mark.parametrize("at", [-1, 0])
@pytest.mark.parametrize("height", [300.0, -3000.0])
def test_a_glitch_on_an_end_sample_makes_no_peak(at: int, height: float) -> None:
    blow = pulse(60.0)
    clean = measure(channel("head/acceleration/resultant", blow * G))
    blow[at] = height
    spoilt = measure(channel("head/acceleration/resultant", blow * G))
    for load in ("head_peak_acceleration", "head_hic15", "head_3ms"):
        assert found(spoilt, load).value == pytest.approx(found(clean, load).value, rel=5e-3)
        end = "last" if at else "first"
        assert any(f"highest value lies in the {end} 0.5 ms" in note for note in found(spoilt, load).notes)


@pytest.mark.parametrize("at", [-1, 0])
def test_a_glitch_on_an_end_sample_of_a_rate_makes_no_angular_acceleration(at: int) -> None:
    clean, spoilt = measure(*turning()), measure(*turning(30.0, at=at))
    assert found(clean, "head_bric").value == pytest.approx(20 / 66.25, rel=5e-3)
    assert found(spoilt, "head_bric").value == pytest.approx(found(clean, "head_bric").value, rel=5e-3)
    assert found(spoilt, "head_angular_acceleration").value < 1.1 * found(clean, "head_angular_acceleration").value


def test_what_was_left_out_is_said() -> None:
    notes = measure(*turning()).notes
    assert notes == (
        "left out at both ends of the record, where a filter cannot know the signal: 2.8 ms (CFC 180), 8.3 ms (CFC 60)",
    )


def test_a_record_shorter_than_its_filter_reaches_is_left_out() -> None:
    short = [channel(f"head/angular velocity/{axis}", pulse(20.0, at_s=0.002, count=150)) for axis in "xyz"]
    assert "cannot know the first and last 8.3 ms" in why_not(measure(*short), "head_bric")


def test_no_risk_is_taken_from_a_glitch_on_the_last_sample_of_a_filtered_record() -> None:
    spoilt = pulse(60.0)
    spoilt[-1] = 200.0
    peak = found(measure(channel("head/acceleration/resultant", spoilt * G), filtered=True), "head_peak_acceleration")
    assert not peak.risk.levels
    assert not peak.at_least
    assert "the peak is the last sample of the record" in peak.notes[0]
    inside = measure(channel("head/acceleration/resultant", pulse(200.0) * G), filtered=True)
    assert found(inside, "head_peak_acceleration").risk.levels


# Records that hold only a part of the load

WHOLE = pulse(200.0, duration_s=0.020, at_s=0.03)
UP = slice(0, 380)
"""Ends 8 ms into a blow of 20 ms."""
DOWN = slice(350, 1000)
"""Begins 5 ms into it."""
LATE = slice(420, 1000)
"""Begins 12 ms into it."""


@pytest.mark.parametrize("options", [{}, {"filtered": True}])
@pytest.mark.parametrize(
    ("part", "load", "why"),
    [
        (UP, "head_peak_acceleration", "ends while the load still grows"),
        (UP, "head_3ms", "ends while the load still grows"),
        (LATE, "head_peak_acceleration", "begins after the load has grown"),
        (DOWN, "head_hic15", "begins when the load is already high"),
        (DOWN, "head_si", "begins when the load is already high"),
        (slice(0, 460), "head_hic15", "ends while the load is still high"),
        (slice(0, 460), "head_si", "ends while the load is still high"),
    ],
)
def test_a_part_of_a_load_is_the_least_of_it(options: dict[str, bool], part: slice, load: str, why: str) -> None:
    whole = found(measure(channel("head/acceleration/resultant", WHOLE * G), **options), load)
    recording = measure(channel("head/acceleration/resultant", WHOLE[part] * G), **options)
    one = found(recording, load)
    assert not whole.at_least
    assert one.at_least
    assert why in one.notes[0]
    assert one.value < whole.value
    assert one.limits == () or one.limits[0].share < whole.limits[0].share
    assert not one.risk.levels
    assert f"{one.criterion.title} " in render_recording(recording)
    assert "at least" in render_recording(recording)
    told = {one["load"]: one["at_least"] for one in recording_to_dict(recording)["people"][0]["criteria"]}
    assert told[load] is True


def test_a_peak_inside_the_record_is_a_value_however_the_blow_is_cut() -> None:
    for part in (DOWN, slice(0, 460)):
        peak = found(measure(channel("head/acceleration/resultant", WHOLE[part] * G)), "head_peak_acceleration")
        assert not peak.at_least
        assert peak.value == pytest.approx(200, rel=2e-3)


def test_a_record_that_ends_before_a_body_has_swung_through() -> None:
    seat = channel("seat/acceleration/z", -pulse(20 * G, duration_s=0.020, at_s=0.03, count=520))
    dri = found(measure(seat), "spine_dri")
    assert dri.at_least
    assert "the record ends before the peak" in dri.notes[0]
    whole = found(measure(channel("seat/acceleration/z", -pulse(20 * G, duration_s=0.020, at_s=0.03))), "spine_dri")
    assert not whole.at_least
    assert dri.value < whole.value


@pytest.mark.parametrize("seed", range(20))
def test_noise_and_standing_on_a_plate_are_no_part_of_a_load(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(scale=0.5, size=1000)
    plate = channel("left foot/force/z", 800 + pulse(3000.0) + noise)
    head = channel("head/acceleration/resultant", pulse(100 * G) + noise)
    recording = measure(plate, head)
    loads = ("foot_force", "head_peak_acceleration", "head_hic15", "head_3ms", "head_si")
    assert not any(found(recording, load).at_least for load in loads)


# How far samples may be apart


@pytest.mark.parametrize(
    ("step_ms", "why"), [(20, "longer than its window of 15 ms"), (100, "every 100 ms"), (2, "every 2 ms")]
)
def test_samples_too_far_apart_make_no_criterion(step_ms: float, why: str) -> None:
    head = channel(
        "head/acceleration/resultant",
        pulse(80 * G, step_s=step_ms / 1e3, at_s=0.5, duration_s=0.3),
        step_s=step_ms / 1e3,
    )
    for options in ({"filtered": True}, {}, {"highest_class": 60}):
        measured = measure(head, **options)
        assert not measured.people[0].measured
        assert why in why_not(measured, "head_hic15")
        assert "it needs 1 kHz at least, and SAE J211 asks 10 kHz" in why_not(measured, "head_hic15")


def test_one_kilohertz_names_the_way_on_and_takes_it() -> None:
    head = channel("head/acceleration/resultant", pulse(100 * G, count=120, duration_s=0.020, step_s=1e-3), step_s=1e-3)
    assert "--filtered takes it as it is, --cfc 180 filters it" in why_not(measure(head), "head_hic15")
    as_it_is = found(measure(head, filtered=True), "head_hic15")
    assert as_it_is.value == pytest.approx(0.41456 * 1e5 * 0.020, rel=0.02)
    assert "sampled at 1 kHz where SAE J211 asks 10 kHz: it may read low" in as_it_is.notes
    filtered = found(measure(head, highest_class=180), "head_hic15")
    assert filtered.value == pytest.approx(as_it_is.value, rel=0.02)
    assert "is filtered CFC 180 where 1000 is asked: may read low" in filtered.notes[0]


def test_a_force_plate_of_one_kilohertz() -> None:
    pad = channel("abdomen/force/resultant", pulse(1500.0, step_s=1e-3, at_s=0.3, duration_s=0.1), step_s=1e-3)
    assert "too coarse for CFC 600, which needs 2.77 kHz" in why_not(measure(pad), "abdomen_force")
    assert found(measure(pad, filtered=True), "abdomen_force").value == pytest.approx(1500, rel=1e-3)


# Whether a filter was there


def noisy(seed: int = 1) -> Floats:
    return np.random.default_rng(seed).normal(size=1000)


@pytest.mark.parametrize(
    "signal",
    [
        pulse(100.0) + 15 * noisy(),
        np.where(np.arange(1000) == 600, 300.0, pulse(60.0)),
        np.where(np.arange(1000) == 999, 300.0, pulse(60.0)),
        pulse(60.0) + 40 * np.sin(np.arange(1000) * 3.0) * (np.arange(1000) > 400),
    ],
    ids=["noise", "a spike", "a spike at the end", "ringing"],
)
def test_a_claim_that_the_spectrum_denies_is_not_believed(signal: Floats) -> None:
    claimed = measure(channel("head/acceleration/resultant", signal * G, channel_class=1000))
    plain = measure(channel("head/acceleration/resultant", signal * G))
    assert found(claimed, "head_hic15").value == found(plain, "head_hic15").value
    assert "says CFC 1000 and holds what that filter takes away" in claimed.notes[0]


@pytest.mark.parametrize("channel_class", [60, 180, 600, 1000])
@pytest.mark.parametrize("seed", range(5))
def test_whatever_was_filtered_is_believed(channel_class: int, seed: int) -> None:
    """Filtered first and then cut, so that no end has passed as it was."""
    random = np.random.default_rng(seed)
    blow = pulse(100.0, duration_s=random.uniform(0.002, 0.02), at_s=0.04, count=1500)
    at = np.arange(1500)
    noise = random.normal(size=1500)
    raws = {
        "noise": noise,
        "blow": blow + 5 * noise,
        "single sample": np.where(at == 700, 100.0, 0.0),
        "step": np.where(at > 700, 100.0, 0.0),
        "ringing": blow + 50 * np.sin(at * 2.2) * (at > 450),
    }
    for name, raw in raws.items():
        filtered = cfc(at * 1e-4, raw, channel_class)[250:1250]
        for values in (filtered, np.round(filtered, 2)):
            notes = measure(channel("head/acceleration/resultant", values, channel_class=channel_class)).notes
            assert not [note for note in notes if "says CFC" in note], name


def test_a_quiet_channel_of_few_digits_is_believed() -> None:
    quiet = np.round(0.3 * noisy())
    assert not measure(channel("head/acceleration/y", quiet, channel_class=1000)).notes


# One bad channel


def test_a_faulty_channel_says_why_its_criteria_are_not_computed() -> None:
    head = channel("head/acceleration/resultant", pulse(100 * G))
    faulty = FaultyChannel("c1", "chest", "displacement", "x", "", "T1.004: 'c1' has 1 of 1 000 values missing")
    axis = FaultyChannel("c2", "pelvis", "acceleration", "z", "", "T1.009: 'c2' is dead")
    pelvis = [channel(f"pelvis/acceleration/{name}", pulse(30 * G)) for name in "xy"]
    measured = measure_recording(Recording("made up", "made up", (head, *pelvis), {}, (faulty, axis), ("a note",)))
    assert found(measured, "head_hic15").value > 0
    assert why_not(measured, "chest_vc") == faulty.why
    assert why_not(measured, "pelvis_acceleration") == axis.why
    text = " ".join(render_recording(measured, width=100).split())
    assert "T1.004: 'c1' has 1 of 1 000 values missing: Chest deflection, Chest compression, Chest VC" in text
    assert "About this record A note." in text
    assert recording_to_dict(measured)["notes"][0] == "a note"


def test_an_axis_of_zeros_is_asked_about() -> None:
    axes = zip("xyz", (pulse(100 * G), np.zeros(1000), np.zeros(1000)), strict=True)
    head = found(measure(*(channel(f"head/acceleration/{axis}", signal) for axis, signal in axes)), "head_hic15")
    assert "head acceleration y, z never moves: not fitted, or dead?" in head.notes
