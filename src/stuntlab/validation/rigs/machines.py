"""Machines that somebody measured: a pull on a line, a push of a plate, a stop by a brake. One mass, no body.

Numbers are SI, or text with a unit as in a plan, "20 ft".
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import UserError
from stuntlab.gear.machines import (
    LineDrive,
    by_duration,
    dri_of_push,
    exit_speed_m_s,
    mass_on_line,
    peak_g,
    pull,
    ratchet,
    stop_over,
)
from stuntlab.units import Dimension
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Mass, as_si

Length = Annotated[float, as_si(Dimension.LENGTH), Field(gt=0, le=100)]
Pressure = Annotated[float, as_si(Dimension.PRESSURE), Field(gt=0)]
Time = Annotated[float, as_si(Dimension.TIME), Field(gt=0)]
Late = Annotated[float, as_si(Dimension.TIME), Field(ge=0)]
Speed = Annotated[float, as_si(Dimension.SPEED), Field(gt=0, le=100)]
Angle = Annotated[float, as_si(Dimension.ANGLE), Field(ge=-0.2, le=1.571)]
Gearing = Annotated[float, Field(gt=0, le=20)]
Litres = Annotated[float, Field(gt=0, le=1000)]

_LITRE_M3 = 1e-3


def machine_pull(
    *,
    mass: Mass,
    travel: Length,
    pressure: Pressure | None = None,
    bore: Length | None = None,
    gearing: Gearing = 1.0,
    reservoir_litres: Litres | None = None,
    friction: Annotated[float, Field(ge=0, lt=1)] | None = None,
    drive_mass: Mass | None = None,
    took: Time | None = None,
    took_mass: Mass | None = None,
    up: Angle = 0.0,
) -> Answer:
    """A ratchet or a falling mass pulls a mass over a travel, without slack.

    pressure, bore, gearing, reservoir_litres: of a cylinder, gauge; or drive_mass and gearing; or took, what the same
    travel took with took_mass (left out, with the mass). friction: share of the force that is lost.

    Raises: UserError where the machine is given in none of the three ways, or in more.
    """
    drive = _drive(pressure, bore, gearing, reservoir_litres, friction, drive_mass, took, took_mass or mass, travel)
    one = np.ones(1)
    pulled = pull(drive, mass_kg=mass * one, travel_m=travel * one, share=one, up_rad=up * one)
    return Answer(
        {
            "duration": float(pulled.duration_s[0]),
            "speed": float(pulled.speed_m_s[0]),
            "peak_acceleration": float(pulled.peak_m_s2[0]),
            "mean_acceleration": float(pulled.speed_m_s[0] / pulled.duration_s[0]),
            "line_force": float(pulled.peak_n[0]),
        }
    )


def _drive(
    pressure: float | None,
    bore: float | None,
    gearing: float,
    litres: float | None,
    friction: float | None,
    drive_mass: float | None,
    took: float | None,
    took_mass: float,
    travel: float,
) -> LineDrive:
    if sum(given is not None for given in (pressure, drive_mass, took)) != 1:
        raise UserError("give one of pressure, drive_mass and took, and not the others")
    if took is not None:
        return by_duration(took, travel_m=travel, mass_kg=took_mass)
    if drive_mass is not None:
        return mass_on_line(drive_mass, gearing=gearing)
    if pressure is None or bore is None or litres is None:
        raise UserError("a cylinder needs pressure, bore and reservoir_litres, and gearing where it is geared")
    return ratchet(pressure, bore_m=bore, gearing=gearing, reservoir_m3=litres * _LITRE_M3, friction=friction)


def ram_push(
    *,
    stroke: Length,
    height: Length | None = None,
    exit_speed: Speed | None = None,
    pulse: Literal["even", "half sine"],
) -> Answer:
    """A plate throws a mass to a height above where it ends, or with a speed, by a pulse over its stroke.

    Raises: UserError where neither or both of height and exit_speed are given.
    """
    if (height is None) == (exit_speed is None):
        raise UserError("give height or exit_speed, and not the other")
    high, push = np.array(height or (exit_speed or 0.0) ** 2 / (2 * GRAVITY_M_S2)), np.array(stroke)
    return Answer(
        {
            "speed": float(exit_speed_m_s(high)),
            "height": float(high),
            "peak_acceleration": float(peak_g(high, push, pulse)) * GRAVITY_M_S2,
            "dri": float(dri_of_push(high, push, pulse)),
        }
    )


def brake_stop(*, mass: Mass, speed: Speed, over: Length, late: Late = 0.0) -> Answer:
    """A descender or decelerator stops a mass from a speed over a length, the brake so late."""
    stopped = stop_over(np.array(speed), np.array(over), mass_kg=np.array(mass), late_s=np.array(late))
    return Answer(
        {
            "mean_acceleration": float(stopped.mean_g) * GRAVITY_M_S2,
            "line_force": float(stopped.line_n),
            "deepest": float(stopped.late_m) + over,
        }
    )
