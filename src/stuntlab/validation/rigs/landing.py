"""Feet-first landings; see `people.certification.landing`."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.people.certification import drop_landing as land
from stuntlab.people.surfaces import RIGID
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, BodyBuild, Positive, Tone, measures_of, tissue_of

ATHLETE = BodyBuild(stature_m=1.75, mass_kg=75.0, sex="male")


def drop_landing(*, height_m: Positive, body: Body = ATHLETE, posture: str = "landing", tone: Tone = 1.0) -> Answer:
    """Land on hard ground from a drop, muscles holding the posture. Forces of the ground in body weights."""
    landing = land(measures_of(body), tissue_of("human"), height_m=height_m, posture=posture, tone=tone)
    peak = int(landing.ground_force_bw.argmax())
    return Answer(
        {
            "ground_force": float(landing.ground_force_bw[peak]),
            "time_to_peak": float(landing.time_s[peak]),
            "tibia_force": float(landing.tibia_n.max()),
            "lumbar_force": float(landing.lumbar_n.max()),
        },
        {"ground_force": Trace(landing.time_s, landing.ground_force_bw, "time")},
    )


def seat_fall(*, speed_m_s: Positive, floor_stiffness_n_per_m: Positive = RIGID, body: Body = ATHLETE) -> Answer:
    """Come down on the seat, upright, legs out in front, on a floor that gives like a spring: the lumbar spine."""
    height_m = speed_m_s**2 / (2 * GRAVITY_M_S2)
    landing = land(
        measures_of(body),
        tissue_of("human"),
        height_m=height_m,
        posture="limbs_forward",
        floor_stiffness_n_per_m=floor_stiffness_n_per_m,
    )
    return Answer(
        {"lumbar_force": float(landing.lumbar_n.max())},
        {"lumbar_force": Trace(landing.time_s, landing.lumbar_n, "time")},
    )


def landing_slope(
    *, heights_m: Annotated[tuple[Positive, ...], Field(min_length=2)], body: Body = ATHLETE, posture: str = "landing"
) -> Answer:
    """Exponent with which the ground's peak force grows with the height: slope of the line through the logarithms."""
    peaks = [
        drop_landing(height_m=height, body=body, posture=posture).quantities["ground_force"] for height in heights_m
    ]
    return Answer({"exponent": float(np.polyfit(np.log(heights_m), np.log(peaks), 1)[0])})
