"""How deep a blow goes that is felt with a given force: for tests that publish force and deflection but no speed."""

from __future__ import annotations

from typing import Any

from stuntlab.errors import UserError
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Body, Positive, TissueKind, Tone
from stuntlab.validation.rigs.strike import strike

SLOWEST_M_S, FASTEST_M_S = 0.2, 15.0
HALVINGS = 12


def strike_to_force(
    *,
    force_n: Positive,
    mass_kg: Positive,
    surface: str = "chest",
    body: Body = "hybrid_iii_50m",
    tissue: TissueKind = "human",
    tone: Tone = 1.0,
) -> Answer:
    """Strike at the speed at which the peak force is `force_n`; a striker much heavier than the body is a body thrown
    at a wall. The speed is answered too.

    Raises:
        UserError: no speed between 0.2 and 15 m/s gives that force.
    """
    fixed: dict[str, Any] = {"mass_kg": mass_kg, "surface": surface, "body": body, "tissue": tissue, "tone": tone}
    low, high = SLOWEST_M_S, FASTEST_M_S
    if not _force(low, fixed) < force_n < _force(high, fixed):
        raise UserError(f"no blow of {mass_kg:g} kg between {low:g} and {high:g} m/s is felt with {force_n:g} N")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _force(middle, fixed) < force_n else (low, middle)
    told = strike(speed_m_s=high, **fixed)
    return Answer({**told.quantities, "speed": high}, told.curves)


def _force(speed_m_s: float, fixed: dict[str, Any]) -> float:
    return strike(speed_m_s=speed_m_s, **fixed).quantities["peak_force"]
