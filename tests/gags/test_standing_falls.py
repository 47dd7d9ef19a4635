"""Dummies that fall from standing onto a hard floor, against the published tests of just that; nothing was fitted.

Source: Hajiaghamemar et al. 2015, doi:10.1007/s10439-015-1255-1 (V-A): pedestrian Hybrid III, 5th female and 50th male,
107 falls backward with and without bent hips, forward with and without bent knees, and to the side; 95 % prediction
intervals over all of them. Only these are in the abstract, so a scenario can be held against the whole range alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import pi, radians

import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags.going_down import GoingDown, columns
from stuntlab.gags.landing import FALLER
from stuntlab.gags.lean import between
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import ground_of
from stuntlab.loads import cfc, resultant
from stuntlab.people import Measures, dummy_tissue, performer, posture_named
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run

PEAK_G = (146.0, 502.0)
SPEED_M_S = (2.02, 7.41)
ROTATION_RAD_S = (12.9, 70.3)

DUMMIES: Mapping[str, Callable[[], Measures]] = {"50th male": hybrid_iii_50m, "5th female": hybrid_iii_5f}
FALLS: Mapping[str, tuple[float, str, float, float]] = {
    "backward": (pi, "back_fall", 0.0, 62.0),
    "backward, hips bent": (pi, "back_fall", 0.5, 40.0),
    "forward": (0.0, "to_the_knees", 0.0, 55.0),
    "forward, knees bent": (0.0, "to_the_knees", 0.5, 25.0),
    "to the side": (pi / 2, "side_fall", 0.0, 58.0),
}
"""Heading, the posture they go into, how far (form), and the lean they are followed from, degrees."""


@cache
def fall(dummy: str, way: str) -> tuple[float, float, float]:
    """Peak acceleration of the head in g (CFC 1000), its speed at the floor, and its fastest rotation."""
    heading, posture, form, tilt = FALLS[way]
    held = performer(DUMMIES[dummy](), dummy_tissue(), posture="standing")
    ground = ground_of("concrete", {}, None)
    down = GoingDown(held, ground, Footprint(0, 0, 0, 0), "stiff", 0.7, posture_named(posture))
    scene = down.scene()
    body, rigid = down.body(scene), between(held.posture, down.trained, form=0.0, chin_rad=0.0)
    start = between(held.posture, down.trained, form=form, chin_rad=0.0)
    balance = body.lean(rigid, heading_rad=heading, tilt_rad=radians(tilt)).pendulum.balance_m
    lean = body.lean(start, heading_rad=heading, tilt_rad=radians(tilt))
    turning = lean.pendulum.turning_rad_s(0.0, from_m=balance)
    knobs = {
        "form": np.array([form]),
        "chin_rad": np.zeros(1),
        **columns([lean], np.array([turning]), np.zeros((1, 3))),
    }
    values, status = run(scene, knobs, lambda phases: head(phases["blow"]), threads=1)
    assert not status.any()
    return float(values["g"][0]), float(values["speed"][0]), float(values["rotation"][0])


def head(traces: Traces) -> dict[str, Floats]:
    axes = np.moveaxis(traces.channels[FALLER + "head_acceleration"], -1, 0) / 9.80665
    felt = resultant(*(cfc(traces.time_s, axis, 1000) for axis in axes))
    height = traces.channels[FALLER + "head_position"][..., 2]
    speed = -np.gradient(height, traces.time_s, axis=1)
    hit = felt.argmax(axis=1)
    before = np.array([speed[take, max(0, at - 40) : at + 1].max() for take, at in enumerate(hit)])
    turning = np.linalg.norm(traces.channels[FALLER + "head_angular_velocity"], axis=-1)
    return {"g": felt.max(axis=1), "speed": before, "rotation": turning.max(axis=1)}


@pytest.mark.parametrize("way", FALLS)
@pytest.mark.parametrize("dummy", DUMMIES)
def test_heads_come_down_as_fast_as_in_the_tests(dummy: str, way: str) -> None:
    """Predicted: the pendulum and the engine, no number of which knows these tests."""
    _, speed, _ = fall(dummy, way)
    assert SPEED_M_S[0] <= speed <= SPEED_M_S[1]


def test_heads_read_what_they_read_in_the_tests_or_a_tenth_more() -> None:
    """Predicted, with the bad rows: five of nine peaks are up to 10 % over the upper end.

    One of ten does not strike: the small female is held off by her shoulder in a fall to the side.
    """
    peaks = {(dummy, way): fall(dummy, way)[0] for dummy in DUMMIES for way in FALLS}
    struck = {name: peak for name, peak in peaks.items() if peak > 100}
    assert set(peaks) - set(struck) <= {("5th female", "to the side")}
    assert all(PEAK_G[0] <= peak <= 1.1 * PEAK_G[1] for peak in struck.values())
    assert sum(peak <= PEAK_G[1] for peak in struck.values()) >= 4


def test_heads_turn_as_fast_as_in_the_tests_but_for_the_plank() -> None:
    """Predicted: a plank that goes over backwards turns a tenth slower than the lower end of the tests."""
    for dummy in DUMMIES:
        for way in FALLS:
            rotation = fall(dummy, way)[2]
            assert rotation <= ROTATION_RAD_S[1]
            assert rotation >= ROTATION_RAD_S[0] * (0.9 if way == "backward" else 1.0)
