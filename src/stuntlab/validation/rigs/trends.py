"""Sign tests: what a published study says rises or falls when one thing is changed."""

from __future__ import annotations

import math
from typing import Any

from stuntlab.people.tissue import Abdomen
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Body, Positive
from stuntlab.validation.rigs.strike import strike

NOTICED = 0.02
"""A change below 2 % is none (J): no test of a body would show it."""


def stiffness_trend(
    *,
    mass_kg: Positive,
    speed_m_s: Positive,
    other_mass_kg: Positive,
    other_speed_m_s: Positive,
    surface: str = "abdomen",
    abdomen: Abdomen = "middle",
    body: Body = "hybrid_iii_50m",
) -> Answer:
    """How the secant stiffness (peak force over largest external deflection) changes from one blow to another."""
    before, after = (
        strike(mass_kg=mass, speed_m_s=speed, surface=surface, abdomen=abdomen, body=body, tone=0.0).quantities[
            "secant_stiffness"
        ]
        for mass, speed in ((mass_kg, speed_m_s), (other_mass_kg, other_speed_m_s))
    )
    return _change(before, after)


def bracing(*, mass_kg: Positive, speed_m_s: Positive, surface: str = "chest", body: Body = "hybrid_iii_50m") -> Answer:
    """How the peak force changes when the same blow meets a braced person instead of a limp one."""
    fixed: dict[str, Any] = {"mass_kg": mass_kg, "speed_m_s": speed_m_s, "surface": surface, "body": body}
    relaxed = strike(**fixed, tone=0.0)
    braced = strike(**fixed, tone=1.0, braced=True)
    told = _change(relaxed.quantities["peak_force"], braced.quantities["peak_force"])
    return Answer({**told.quantities, "compression": relaxed.quantities["compression"]})


def _change(before: float, after: float) -> Answer:
    change = after / before - 1
    sign = math.copysign(1.0, change) if abs(change) > NOTICED else 0.0
    return Answer({"change": change, "sign_of_change": sign})
