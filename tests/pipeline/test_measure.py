"""Measuring: signs of the body's channels, the class of each load, and the same number as a recording would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import pi, tan

import numpy as np
import pytest

from stuntlab.criteria import CRITERIA, measure_recording
from stuntlab.criteria.criterion import Criterion
from stuntlab.criteria.methods import Given, read_load
from stuntlab.datasets import Channel, Floats, Recording
from stuntlab.errors import ModelError
from stuntlab.gags import gags_of, kinds
from stuntlab.loads import Method, catalogue
from stuntlab.people.body_loads import BODY_SIGNALS, body_load
from stuntlab.pipeline.measure import dummy_of, measure, neck_of_person
from stuntlab.plan import parse_plan, template
from stuntlab.scene.instruments import ChannelSignal, Instrument, Signals
from stuntlab.scene.scene import Traces

G = 9.80665
STEP_S = 1e-4
TIME_S = np.arange(2000) * STEP_S
SLOW = np.sin(pi * TIME_S / TIME_S[-1])
"""A pulse of 0.2 s, of which no class takes away a thousandth."""
AT_REST_AT_THE_ENDS = np.exp(-(((TIME_S - TIME_S[-1] / 2) / 0.05) ** 8))
"""1 in the middle, under 1e-18 in the first and last 20 ms."""

CLASS = {
    "head_hic15": 1000, "head_3ms": 1000,  # 49 CFR 572.200, head acceleration
    "neck_nij": 600, "neck_extension": 600,  # 49 CFR 572.200, neck force and moment
    "neck_flexion": 600, "neck_tension": 1000,  # UN R94 and R137 by way of pyisomme, upper neck moment and force
    "neck_compression": 600,  # FMVSS 208, IIHS: ISO-MME filter letter B
    "chest_3ms": 180, "chest_3ms_behind": 180, "chest_3ms_elsewhere": 180,  # SAE J211, chest acceleration
    "chest_compression": 600, "abdomen_compression": 600,  # 49 CFR 572.200, deflection
    "chest_vc": 180, "abdomen_vc": 180,  # UN R94 and R95
    "abdomen_force": 600,  # UN R95: ISO-MME filter letter B
    "chest_force": 180, "back_force": 180, "thigh_force": 180, "hand_force": 180,  # 49 CFR 572.200, a probe
    "abdomen_pressure": 180, "chest_pressure": 180, "back_pressure": 180, "thigh_pressure": 180,
    "lumbar_force": 600, "femur_force": 600, "tibia_force": 600, "foot_force": 600,  # SAE J211, ISO-MME letter B
    "knee_moment": 600, "tibia_moment": 600,  # SAE J211, tibia moment
    "support_margin": None, "falls": None, "ends_ahead": None, "ends_aside": None, "ends_with": None,
}  # fmt: skip
"""Of every load that a gag measures, as published: not read from the catalogue."""


def body(**channels: Floats) -> dict[str, Traces]:
    """A blow of one take: name -> [time] or [time, component]."""
    return {"blow": Traces(TIME_S, {name: np.atleast_3d(values[None]) for name, values in channels.items()})}


def along(axis: str, values: Floats) -> Floats:
    """Three components with one of them not nothing."""
    return np.column_stack([values if name == axis else 0 * values for name in "xyz"])


def read(tool: Instrument, phases: Mapping[str, Traces]) -> float:
    (value,) = measure([tool], phases)[f"{tool.person}/{tool.load}"]
    return float(value)


def of_body(load: str, phases: Mapping[str, Traces], **numbers: float) -> float:
    phase = "aftermath" if "aftermath" in phases else "blow"
    return read(replace(body_load("she", load, prefix="", **numbers), phase=phase), phases)


INTERCEPTS = {"50M": (6806, 6160, 310, 135), "5F": (4287, 3880, 155, 67)}
"""Tension, compression, flexion, extension: FMVSS 208 (V-S)."""


@pytest.mark.parametrize(("mass_kg", "dummy"), [(78.0, "50M"), (95.0, "50M"), (77.0, "5F"), (45.0, "5F")])
def test_a_person_is_given_the_largest_dummy_that_is_not_heavier(mass_kg: float, dummy: str) -> None:
    assert dummy_of(mass_kg) == dummy


@pytest.mark.parametrize(("mass_kg", "dummy"), [(80.0, "50M"), (49.0, "5F")])
@pytest.mark.parametrize("pull", [1.0, -1.0])
@pytest.mark.parametrize("flexion", [1.0, -1.0])
def test_nij_of_a_body_takes_the_intercepts_of_the_quadrant(
    mass_kg: float, dummy: str, pull: float, flexion: float
) -> None:
    """In the engine's axes (z up, y left) the neck pulls the head down in tension and turns it back in flexion."""
    tension, compression, forward, back = INTERCEPTS[dummy]
    traces = body(neck_force=along("z", -pull * 1000 * SLOW), neck_moment=along("y", -flexion * 20 * SLOW))
    expected = 1000 / (tension if pull > 0 else compression) + 20 / (forward if flexion > 0 else back)
    assert of_body("neck_nij", traces, mass_kg=mass_kg) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("mass_kg", "small", "large"), [(63.4, 0.5, 0.5), (70.5, 0.25, 0.75), (24.5, 0.5, 0.0)])
def test_nij_of_somebody_between_the_dummies_takes_intercepts_between_theirs(
    mass_kg: float, small: float, large: float
) -> None:
    """49 and 77.7 kg; half the small dummy's below it. 1 kN of push and 20 N m of flexion."""
    push, bend = (small * INTERCEPTS["5F"][at] + large * INTERCEPTS["50M"][at] for at in (1, 2))
    traces = body(neck_force=along("z", 1000 * SLOW), neck_moment=along("y", -20 * SLOW))
    assert of_body("neck_nij", traces, mass_kg=mass_kg) == pytest.approx(1000 / push + 20 / bend, rel=3e-3)


@pytest.mark.parametrize(
    ("load", "channel", "axis", "pressed"),
    [
        ("neck_compression", "neck_force", "z", 1.0),
        ("lumbar_force", "lumbar_force", "z", 1.0),
        ("femur_force", "right_knee_force", "z", -1.0),
        ("femur_force", "left_knee_force", "z", -1.0),
        ("tibia_force", "right_ankle_force", "z", -1.0),
        ("tibia_force", "left_ankle_force", "z", -1.0),
        ("neck_extension", "neck_moment", "y", 1.0),
    ],
)
def test_one_side_counts_and_the_other_reads_nothing(load: str, channel: str, axis: str, pressed: float) -> None:
    """A push of 900 N then a pull of 1 500 N; of two legs the worse one counts, the other bearing 100 N."""
    names = {signal.channel for place in BODY_SIGNALS[load] for signal in place.values()}
    signed = pressed * np.where(TIME_S < 0.1, 900.0, -1500.0) * np.abs(np.sin(pi * TIME_S / 0.1))
    channels = {name: along(axis, 100 * pressed * SLOW) for name in names} | {channel: along(axis, signed)}
    assert of_body(load, body(**channels)) == pytest.approx(900, rel=1e-3)
    assert of_body(load, body(**{name: along(axis, -pressed * 700 * SLOW) for name in names})) == pytest.approx(
        0, abs=1
    )


@pytest.mark.parametrize(
    ("load", "channels", "numbers", "expected"),
    [
        ("head_3ms", {"head_acceleration": (6.0, 0.0, 8.0)}, {}, 10 / G),
        ("chest_3ms", {"chest_acceleration": (3.0, 4.0, 0.0)}, {}, 5 / G),
        ("chest_3ms_behind", {"chest_acceleration": (4.0, 3.0, 0.0)}, {}, 5 / G),
        ("chest_3ms_behind", {"chest_acceleration": (3.0, 4.0, 0.0)}, {}, 0),
        ("chest_3ms_behind", {"chest_acceleration": (-4.0, 3.0, 0.0)}, {}, 0),
        ("chest_3ms_elsewhere", {"chest_acceleration": (4.0, 3.0, 0.0)}, {}, 0),
        ("chest_3ms_elsewhere", {"chest_acceleration": (3.0, 0.0, 4.0)}, {}, 5 / G),
        ("head_hic15", {"head_acceleration": (30 * G, 0.0, 40 * G)}, {}, 0.015 * 50**2.5),
        ("chest_compression", {"sternum_deflection": (0.02,)}, {}, 20),
        ("abdomen_compression", {"abdomen_deflection": (0.02,)}, {}, 20),
        ("chest_vc", {"sternum_deflection": (0.02,)}, {"depth_m": 0.2}, 0.02**2 / 0.2 * pi / TIME_S[-1] / 2),
        ("abdomen_vc", {"abdomen_deflection": (0.02,)}, {"depth_m": 0.2}, 0.02**2 / 0.2 * pi / TIME_S[-1] / 2),
    ],
)
def test_loads_of_a_body_are_in_the_unit_of_the_catalogue(
    load: str, channels: dict[str, tuple[float, ...]], numbers: dict[str, float], expected: float
) -> None:
    traces = body(**{name: np.outer(SLOW, peak) for name, peak in channels.items()})
    assert of_body(load, traces, **numbers) == pytest.approx(expected, rel=6e-3)


def test_balance_is_read_from_the_end_and_falling_from_the_aftermath() -> None:
    """0.2 m ahead at 0.5 m/s and 0.9 m high is 0.351 m ahead, 0.25 m beyond an edge at 0.1 m (Hof 2005)."""
    ends = {"com_position": (0.2, 0.0, 0.9), "com_velocity": (0.5, 0.0, 0.0)}
    traces = body(**{name: np.outer(TIME_S / TIME_S[-1], end) for name, end in ends.items()})
    assert of_body("support_margin", traces, edge_m=0.1) == pytest.approx(0.2 + 0.5 * (0.9 / G) ** 0.5 - 0.1, rel=1e-6)
    for end_m, down in ((0.59, 1.0), (0.61, 0.0)):
        height = np.linspace(1.0, end_m, TIME_S.size)
        after = body(pelvis_position=along("z", height))["blow"]
        assert of_body("falls", {"aftermath": after, **body(pelvis_position=along("z", 1 + SLOW))}) == down


@cache
def instruments() -> tuple[Instrument, ...]:
    """What every kind of gag measures, and a strike wherever one lands."""
    plans = [template(kind) for kind in kinds()]
    plans += [
        template(kind).replace("at: abdomen", f"at: {region}")
        for kind in ("kick", "punch")
        for region in ("chest", "back", "thigh")
    ]
    tools = [
        tool for text in plans for gag in gags_of(parse_plan(text)) for world in gag.worlds() for tool in world.measures
    ]
    return tuple({tool.load: tool for tool in tools}.values())


def test_every_load_that_a_gag_measures_has_a_published_class_and_a_method() -> None:
    measured = {tool.load for tool in instruments()}
    assert measured == set(CLASS)
    for load in measured:
        assert load in catalogue(), load
        assert catalogue()[load].method is not Method.GIVEN, load
        assert (catalogue()[load].class_source == "") is (CLASS[load] is None), load


TONE_HZ = 1000.0
"""Above what classes 60 and 180 let through; 600 leaves 0.73 of it and 1000 leaves 0.98."""


def left_of(tone_hz: float, channel_class: float) -> float:
    """What two passes of a Butterworth filter leave of a tone: 1/(1 + (f/f₀)⁴), frequencies warped by the step."""
    design_hz = 2.0775 * channel_class
    return 1 / (1 + (tan(pi * tone_hz * STEP_S) / tan(pi * design_hz * STEP_S)) ** 4)


def burst(peak: float) -> Floats:
    """A tone that swells and fades, so that it has one frequency and no ends."""
    middle = TIME_S[TIME_S.size // 2]
    return peak * np.exp(-(((TIME_S - middle) / 0.02) ** 2)) * np.cos(2 * pi * TONE_HZ * (TIME_S - middle))


_SEVERAL = ("resultant", "across")


@pytest.mark.parametrize("load", [load for load, known in CLASS.items() if known])
def test_the_filter_of_a_load_is_the_one_its_limit_was_read_with(load: str) -> None:
    """A burst of 1 kHz comes out as high as the published class leaves it, and no other class does."""
    tool = next(one for one in instruments() if one.load == load)
    place: Signals = tool.places[0]
    channels, expected = {}, {}
    for name, signal in place.items():
        raw = burst(1000.0)
        channels[signal.channel] = (
            raw if signal.axis == "" else along("x" if signal.axis in _SEVERAL else signal.axis, raw)
        )
        kept = signal.factor * left_of(TONE_HZ, CLASS[load]) * raw
        expected[name] = np.abs(kept) if signal.axis in _SEVERAL else kept
    alone = Instrument(tool.person, load, (place,), tool.numbers)
    mass_kg = tool.numbers.get("mass_kg")
    dummy, neck = ("", None) if mass_kg is None else (dummy_of(mass_kg), neck_of_person(mass_kg))
    wanted = float(read_load(load, Given(TIME_S, expected, dummy, numbers=tool.numbers, neck=neck)).value)
    assert wanted > 0
    assert read(alone, body(**channels)) == pytest.approx(wanted, rel=0.02)


def test_a_resultant_is_filtered_axis_by_axis() -> None:
    """SAE J211: a force that turns steadily has a magnitude that stands still, and each axis is what is filtered."""
    turning = np.column_stack([burst(1000.0), np.roll(burst(1000.0), 1), 0 * TIME_S])
    tool = Instrument("she", "chest_force", ({"x": ChannelSignal("contact", "resultant")},))
    assert read(tool, body(contact=turning)) < 2 * left_of(TONE_HZ, 180) * 1000


def signals_of(criterion: Criterion, seed: int) -> dict[tuple[str, str, str], Floats]:
    """Something for each axis of each signal a criterion wants: a pulse, a tone that filters change, a drift.

    All at rest at both ends: of a recording nothing is taken from the ends, which its filter cannot know.
    """
    random = np.random.default_rng(seed)
    axes = {
        (need.location, need.quantity, axis)
        for need in criterion.needs.values()
        for axis in ("xyz" if need.axis == "resultant" else (need.axis,))
    }
    size = {"displacement": 0.03, "force": 6000.0, "moment": 60.0, "acceleration": 300.0, "angular velocity": 30.0}
    noise = {axis: random.normal(size=3) for axis in sorted(axes)}
    return {
        axis: size.get(axis[1], 100.0)
        * AT_REST_AT_THE_ENDS
        * (a * SLOW + 0.3 * b * burst(1.0) + 0.2 * c * np.sin(2 * pi * 130 * TIME_S))
        for axis, (a, b, c) in noise.items()
    }


def recorded(criterion: Criterion, signals: Mapping[tuple[str, str, str], Floats]) -> float:
    channels = tuple(
        Channel("/".join(axis), *axis, "", TIME_S, values, None, "", "50M", "") for axis, values in signals.items()
    )
    (person,) = measure_recording(Recording("made up", "made up", channels, {})).people
    (found,) = [
        one for one in person.measured if (one.criterion.load, one.criterion.place) == (criterion.load, criterion.place)
    ]
    return found.value


def simulated(criterion: Criterion, signals: Mapping[tuple[str, str, str], Floats]) -> float:
    """The same signals as channels of a body, with the signs that the method wants."""
    channels, place, scalar = {}, {}, {}
    for name, need in criterion.needs.items():
        if need.axis == "resultant":
            axes = [signals[need.location, need.quantity, axis] for axis in "xyz"]
            channels[name], place[name] = np.column_stack(axes), ChannelSignal(name, "resultant")
        else:
            scalar[name] = signals[need.location, need.quantity, need.axis]
    if scalar:
        turned = criterion.turned(Given(TIME_S, scalar)).signals
        channels |= turned
        place |= {name: ChannelSignal(name) for name in turned}
    numbers = {**criterion.numbers("50M"), "mass_kg": 80.0}
    return read(Instrument("she", criterion.load, (place,), numbers), body(**channels))


BOTH = [one for one in CRITERIA if not one.parts and one.load not in {"skin_burn", "tibia_index"}]
"""Criteria that a simulated body could be measured with; the tibia index depends on which cell of a dummy it is."""


@pytest.mark.parametrize("criterion", BOTH, ids=[f"{one.load} {one.place}" for one in BOTH])
def test_a_simulation_and_a_recording_give_the_same_number_for_the_same_signal(criterion: Criterion) -> None:
    for seed in range(3):
        signals = signals_of(criterion, seed)
        assert simulated(criterion, signals) == pytest.approx(recorded(criterion, signals), rel=1e-9, abs=1e-12)


def test_every_load_that_both_can_read_is_compared() -> None:
    loads = {one.load for one in CRITERIA}
    assert {tool.load for tool in instruments()} & loads <= {one.load for one in BOTH}
    assert len({tool.load for tool in instruments()} & loads) >= 12


def test_a_channel_of_three_numbers_is_not_taken_for_one() -> None:
    tool = Instrument("she", "chest_compression", ({"x": ChannelSignal("head_acceleration")},))
    with pytest.raises(ModelError, match="3 components"):
        measure([tool], body(head_acceleration=along("x", SLOW)))
