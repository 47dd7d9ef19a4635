"""Findings on what a falling body meets before it lands: walls below the edge and things in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Catch, Finding, Severity
from stuntlab.verdict.confidence import contact_interval
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, chance, chance_of, of_takes

_SOURCE = "draws of this assessment; straight body that turns evenly, allowance as beside a catcher: house rule [J]"


def collision_findings(
    limits: Limits, catch: Catch, person: str, branch_probability: Sequence[float], *, seed: int
) -> Iterator[Finding]:
    """Running into something on the way counts as coming down beside the catcher does; a brush past it is not known."""
    allowed = limits.allowance("chosen_ais3_take")
    for met in catch.collisions:
        often, hard = (
            contact_interval(branch_probability, catch.drawn, draws, seed=seed) for draws in (met.draws, met.hard)
        )
        text = (
            f"{person}: meets {met.name} on the way down in {of_takes(chance_of(often))} (upper bound "
            f"{chance(often.high)}; {chance(allowed)} is allowed)."
        )
        severity = Severity.NOTE
        if often.high > allowed:
            severity = Severity.STOP if hard.high > allowed else Severity.CANNOT_ASSESS
            text = (
                f"{text[:-1]}, half of them more than {amount(met.height_m)} m above the ground, falling at "
                f"{amount(met.down_m_s, 2)} m/s and nearing it at {amount(met.into_m_s, 2)} m/s; runs into it at "
                f"{amount(met.hard_m_s)} m/s or more in {of_takes(chance_of(hard))} (upper bound {chance(hard.high)}). "
                "What that does to a body, and where it comes down then, no model here says. Take off from further out "
                "(an outrigger), or with more speed, or clear the way."
            )
        yield Finding("meets-on-the-way", severity, person, text, _SOURCE)
