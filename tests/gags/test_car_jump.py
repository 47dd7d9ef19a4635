"""A car off a ramp: the flights of textbooks, the landing as a fall, and what each thing missing comes to."""

from __future__ import annotations

from math import radians, sin

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Severity, Verdict
from stuntlab.gags import gags_of
from stuntlab.gags.car_jump.gag import IS_LOST, LANDS, LONG, OVER, SHORT, SIDEWAYS, CarJump, nose_rate_rad_s
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan, template

TEXT = template("car_jump")


def jump(**words: str) -> CarJump:
    text = TEXT
    for word, value in words.items():
        (line,) = [line for line in text.splitlines() if line.strip().startswith(f"{word}:")]
        text = text.replace(line, f"      {word}: {value}")
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, CarJump)
    return gag


def take(gag: CarJump, **values: float) -> Draws:
    """One take at the mean of everything but what is given."""
    means = {one.name: np.array([one.mean]) for one in gag.unknowns()[0]}
    drawn = {**means, **{name: np.array([value]) for name, value in values.items()}}
    return gag.propagate(Draws(drawn, np.zeros(1, int)))


def test_a_level_jump_flies_as_the_textbook_says() -> None:
    for angle in (5.0, 20.0):
        one = take(jump(lip_height="0 m", lip_angle=f"{angle} deg"), speed_m_s=20.0)
        assert one.values["range_m"][0] == pytest.approx(20.0**2 * sin(2 * radians(angle)) / GRAVITY_M_S2)


def test_a_flat_landing_is_a_fall_and_a_slope_takes_it_off() -> None:
    flat = take(jump(lip_angle="0 deg", lip_height="2 m", landing_angle="0 deg"), speed_m_s=15.0)
    assert flat.values["into_m_s"][0] ** 2 / (2 * GRAVITY_M_S2) == pytest.approx(2.0)
    sloped = take(jump(lip_angle="0 deg", lip_height="2 m", landing_angle="20 deg"), speed_m_s=15.0)
    assert sloped.values["into_m_s"][0] < 0.3 * flat.values["into_m_s"][0]


def test_the_weight_turns_the_nose_down_for_a_wheelbase() -> None:
    """A uniform bar over its rear axle, stepped while its front hangs over the lip; small angles."""
    half, gyration, speed, step = 1.3, 1.25, np.array([25.0]), 1e-5
    turning = sum(step * GRAVITY_M_S2 * half / (gyration**2 + half**2) for _ in range(int(2 * half / 25.0 / step)))
    assert nose_rate_rad_s(speed, half, gyration)[0] == pytest.approx(turning, rel=1e-3)


@pytest.mark.parametrize(
    ("draw", "end"),
    [
        ({}, LANDS),
        ({"speed_m_s": 8.0}, SHORT),
        ({"speed_m_s": 25.0}, LONG),
        ({"pitch": 12.0}, OVER),
        ({"off": 1.0}, SIDEWAYS),
        ({"mode": 2.0}, IS_LOST),
    ],
)
def test_each_end_is_told_apart(draw: dict[str, float], end: int) -> None:
    gag = jump()
    assert gag.classify(take(gag, **draw))[0] == end


def test_each_thing_that_is_wrong_is_found() -> None:
    """Flat and high, a landing farther than it flies, no cage; `never_car_jump_onto_the_flat` has the nose."""
    wrong = jump(landing_angle="0 deg", lip_height="3 m", lands_beyond="16 m", caged="false")
    found = {one.id: one.severity for one in assess(wrong.plan).findings[::-1]}
    assert found["car-landing"] is Severity.STOP
    assert found["car-landing-place"] is Severity.STOP
    assert found["out-of-validity"] is Severity.CANNOT_ASSESS


def test_a_jump_that_was_tried_with_a_dummy_is_within_limits() -> None:
    assert assess(parse_plan(TEXT)).verdict is Verdict.WITHIN_LIMITS
