"""Findings on what a falling body meets before it lands: walls below the edge and things in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Catch, Finding, Severity
from stuntlab.verdict.confidence import share_of_draws
from stuntlab.verdict.shares import severity_of_share
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, chance, of_takes, takes_with_bound

_SOURCE = "draws of this assessment; straight body that turns evenly, allowance as beside a catcher: house rule [J]"
_UNKNOWN = "What that does to a body, and where it comes down then, no model here says."
_SCUFF_M_S = 0.1
"""Whoever nears a wall more slowly began at it (evidence: scuffs of the wall at 0.1 m/s are not collisions, J)."""

_SLIDES = "The rest brushes down it more slowly and falls on, clear of it."


def collision_findings(
    limits: Limits, catch: Catch, person: str, branch_probability: Sequence[float], *, seed: int
) -> Iterator[Finding]:
    """Running into something on the way counts as coming down beside the catcher does.

    What a slower collision does is not known; whoever brushes the wall slides along it, lands, and is judged there.
    """
    allowed = limits.allowance("chosen_ais3_take")
    for met in catch.collisions:
        often, hard, stays = (
            share_of_draws(catch, draws, branch_probability, seed=seed) for draws in (met.draws, met.hard, met.stays)
        )
        text = f"{person}: meets {met.name} on the way down in {takes_with_bound(often, allowed=allowed)}."
        severity, clear = Severity.NOTE, ""
        if often.high > allowed:
            brushes = Severity.NOTE if met.into_m_s < _SCUFF_M_S else Severity.FLAG
            severity = severity_of_share(hard, allowed) or (Severity.CANNOT_ASSESS if stays.high > allowed else brushes)
            text = (
                f"{text[:-1]}, half of them more than {amount(met.height_m)} m above the ground, falling at "
                f"{amount(met.down_m_s, 2)} m/s and nearing it at {amount(met.into_m_s, 2)} m/s; runs into it at "
                f"{amount(met.hard_m_s)} m/s or more in {takes_with_bound(hard)}. "
                f"{_UNKNOWN if stays.high > allowed else _SLIDES}"
            )
            clear = "Take off from further out (an outrigger), or with more speed, or clear the way."
        plain = f"May meet {met.name} on the way down in {of_takes(chance(often.high))}; allowed {chance(allowed)}."
        yield Finding("meets-on-the-way", severity, person, text, _SOURCE, clear, plain)
