"""A ride off a ramp, a fall and an opening, in the words of plans. Numbers are SI, or text with a unit as in a plan."""

from __future__ import annotations

from math import cos, inf, pi, sin
from typing import Annotated

import numpy as np
from pydantic import Field

from stuntlab.flight import NUMBERS, Flights, Flown, fly_out, section
from stuntlab.units import Dimension
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import as_si

_UPRIGHT = pi / 2

Speed = Annotated[float, as_si(Dimension.SPEED), Field(gt=0, le=120)]
Angle = Annotated[float, as_si(Dimension.ANGLE), Field(ge=-_UPRIGHT, le=_UPRIGHT)]
Drop = Annotated[float, as_si(Dimension.LENGTH), Field(ge=-100, le=5000)]
Time = Annotated[float, as_si(Dimension.TIME), Field(gt=0, le=60)]
Rider = Annotated[float, as_si(Dimension.MASS), Field(ge=30, le=300)]
Vehicle = Annotated[float, as_si(Dimension.MASS), Field(ge=0, le=5000)]
Area = Annotated[float, Field(gt=0, le=100)]
"""Drag area, m²."""
Glide = Annotated[float, as_si(Dimension.NUMBER), Field(ge=0, le=5)]

_NO_AIR_M2 = 1e-9
_HIGH_M = 20_000.0


def off_the_ramp(
    *,
    speed: Speed,
    angle: Angle = 0.0,
    drop: Drop = 0.0,
    mass: Rider = 85.0,
    vehicle: Vehicle = 110.0,
    drag_area_m2: Annotated[float, Field(ge=0, le=100)] = 0.75,
) -> Answer:
    """Rider and vehicle leave a lip together and come down on ground that lies `drop` below it.

    angle: of the lip, up is positive. drag_area_m2: of both; 0 leaves the air out.
    """
    flights = _flights(
        speed=speed,
        angle=angle,
        rider_kg=mass,
        bike_kg=vehicle,
        together_area_m2=drag_area_m2 or _NO_AIR_M2,
        separates_s=inf,
        pulls_s=inf,
    )
    landed = fly_out(flights, section(np.array([[-1.0, -drop - 1e-6], [0.0, -drop - 1e-6]])))
    return Answer(
        {
            "distance_out": float(landed.landed[0, 0]),
            "flight_time": float(landed.landed_s[0]),
            "entry_speed": float(np.linalg.norm(landed.landed[0, 3:])),
        }
    )


def free_flight(*, mass: Rider = 80.0, drag_area_m2: Area = 0.45, glide: Glide = 0.0, lasts: Time = 40.0) -> Answer:
    """Somebody falls from rest, lying flat or tracking, for so long. glide: lift over drag."""
    flights = _flights(
        speed=1e-6, angle=0.0, rider_kg=mass, rider_area_m2=drag_area_m2, glide=glide, pulls_s=lasts, stretches_s=1.0
    )
    flown = fly_out(flights, section(np.array([[0.0, -_HIGH_M]])))
    return Answer(
        {
            "fall_speed": float(-flown.pulled[0, 5]),
            "terminal_speed": float(np.linalg.norm(flown.pulled[0, 3:])),
            "distance_out": float(flown.pulled[0, 0]),
        }
    )


def canopy_opening(
    *,
    speed: Speed,
    angle: Angle = -_UPRIGHT,
    mass: Rider,
    canopy_m2: Area,
    fills: Time,
    stretches: Annotated[float, as_si(Dimension.TIME), Field(ge=0, le=10)] = 0.0,
    drag_area_m2: Area = 0.6,
) -> Answer:
    """Somebody pulls at a speed; `canopy_m2` is the drag area of the full canopy, which it has after `fills`.

    angle: of the way, straight down is -90°. stretches: from the pull until the lines are stretched.
    """
    flights = _flights(
        speed=speed,
        angle=angle,
        rider_kg=mass,
        rider_area_m2=drag_area_m2,
        pulls_s=0.0,
        stretches_s=stretches,
        canopy_area_m2=canopy_m2,
        fills_s=fills,
    )
    flown: Flown = fly_out(flights, section(np.array([[0.0, -_HIGH_M]])))
    force = float(flown.opening_n[0])
    return Answer(
        {
            "opening_force": force,
            "opening_acceleration": force / mass,
            "height_lost": float(-flown.opened[0, 2]),
        }
    )


def _flights(*, speed: float, angle: float, **given: float) -> Flights:
    """One flight; what is not given is still air, no bike and a canopy that nobody opens."""
    numbers = {
        "bike_kg": 0.0,
        "together_area_m2": 1.0,
        "rider_area_m2": 1.0,
        "bike_area_m2": NUMBERS.read().bike_area.soft,
        "glide": 0.0,
        "separates_s": 0.0,
        "stretches_s": 0.0,
        "canopy_area_m2": 1.0,
        "fills_s": 1.0,
        "heading_rad": 0.0,
        "notices_s": 0.0,
        "turns_rad_s": 1.0,
        "air_speed_m_s": 10.0,
        "sink_m_s": 5.0,
    } | given
    return Flights(
        speed=np.array([[speed * cos(angle), 0.0, speed * sin(angle)]]),
        wind=np.zeros((1, 3)),
        push=np.zeros((1, 3)),
        **{name: np.array([value]) for name, value in numbers.items()},
    )
