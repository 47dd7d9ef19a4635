"""A vehicle that stops or rolls, and a person whom one throws, in the words of plans.

Numbers are SI, or text with a unit as in a plan.
"""

from __future__ import annotations

from math import inf
from typing import Annotated

import numpy as np
from pydantic import AfterValidator, Field

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.driving import (
    DRIVING,
    Barriers,
    Lost,
    Targets,
    Way,
    drive,
    find_grip,
    misspelt_surface,
    searle_throw_m,
    slide_throw_m,
)
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import as_si

Speed = Annotated[float, as_si(Dimension.SPEED), Field(gt=0, le=80)]
Time = Annotated[float, as_si(Dimension.TIME), Field(ge=0, le=10)]
Friction = Annotated[float, Field(gt=0, le=1.5)]

_PARTS = 101


Brakes = Annotated[float, Field(ge=0, le=15)]
Distance = Annotated[float, as_si(Dimension.LENGTH), Field(gt=0, le=200)]


def _known_floor(floor: str) -> str:
    slip, known = misspelt_surface(floor), ", ".join(DRIVING.read().grip)
    if slip is not None:
        raise refusal(f'"{slip[0]}" is no word of a floor with a known grip (did you mean "{slip[1]}"?): {known}')
    if not find_grip(floor)[2]:
        raise refusal(f'"{floor}" is no floor with a known grip: {known}; or give brakes_m_s2')
    return floor


Floor = Annotated[str, AfterValidator(_known_floor)]


def vehicle_stop(*, speed: Speed, late: Time = 1.0, floor: Floor = "dry asphalt", brakes_m_s2: Brakes = 0.0) -> Answer:
    """A vehicle is driven at a speed and stopped. late: until its driver brakes. brakes_m_s2: 0 takes the floor's."""
    grip = find_grip(floor)[1]
    return Answer({"stopping_distance": _past_the_end_m(speed, late, brakes_m_s2 or grip.brakes_m_s2, grip.friction)})


def vehicle_rolled(*, speed: Speed, of_g: Annotated[float, Field(gt=0, le=1)] = 0.42) -> Answer:
    """A car rolls from a speed until it lies still, slowed down by so many g."""
    slows = of_g * GRAVITY_M_S2
    return Answer({"roll_distance": _past_the_end_m(speed, 0.0, slows, 1.0)})


def person_thrown(*, speed: Speed, friction: Friction = 0.66) -> Answer:
    """A person is thrown by a vehicle at a speed: midway between what sliding alone and Searle's form give."""
    near, far = slide_throw_m(np.array(speed), np.array(friction)), searle_throw_m(np.array(speed), np.array(friction))
    return Answer({"throw_distance": float(near + far) / 2, "throw_farthest": float(far)})


def speed_of_throw(*, distance: Distance, friction: Friction = 0.66) -> Answer:
    """The least speed at which somebody is thrown so far."""
    speeds = np.linspace(0.0, 80.0, 1000 * _PARTS)
    return Answer({"speed": float(np.interp(distance, searle_throw_m(speeds, np.array(friction)), speeds))})


def _past_the_end_m(speed: float, late_s: float, slows_m_s2: float, friction: float) -> float:
    """How far past the end of its line a run comes to rest."""
    one = {
        "speed_m_s": speed, "at_m": 0.0, "cue_s": 0.0, "aside_m": 0.0, "yaw_rad": 0.0, "turn_m_s2": 0.0,
        "late_s": late_s, "first_m_s2": 0.0, "then_m_s2": -slows_m_s2,
        "limit_m_s2": max(GRAVITY_M_S2 * friction, slows_m_s2), "lost": 0.0, "top_m_s": inf,
    }  # fmt: skip
    way = Way(np.array([[0.0, 0.0], [1.0, 0.0]]), 0.9, 4.5, 1500.0)
    nobody, none = Targets(np.zeros((0, 1, 3)), np.zeros(0)), Barriers(np.zeros((0, 4)), np.zeros(0), np.zeros(0))
    runs = Lost(**{name: np.array([value]) for name, value in one.items()})
    return float(drive(way, runs, nobody, none, threads=1).past_m[0])
