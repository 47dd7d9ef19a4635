"""A jump from an edge: what decides it without a body, and everybody in the way of it."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.datasets import Branch, Exposure, ExposureResult, Finding, Interval
from stuntlab.datasets.jump import JumpFacts, LandingFacts
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import LeavesAnEdge
from stuntlab.pipeline.rehearse import Rehearsal, draw_first
from stuntlab.pipeline.rigging_checks import ERROR_FACTOR
from stuntlab.verdict import Limits
from stuntlab.verdict.jump_findings import jump_findings
from stuntlab.verdict.ramp_findings import landing_findings

_PLANNED, _WRONG = 2**13, 2**10
"""Draws that are flown before anybody is simulated, the first of those of an assessment: as planned so many that one in
a thousand is seen, and fewer of each failure, which is rarer itself. It keeps `check` within two seconds."""

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def check_jump(gag: Gag, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """What needs no body, as an assessment finds it; nothing where nobody leaves an edge."""
    if not isinstance(gag, LeavesAnEdge):
        return ()
    draws = draw_first(gag, seed=seed, planned=_PLANNED, wrong=_WRONG)
    return _find(limits, gag.jump_facts(draws), gag.branches(), seed=seed)


def _find(
    limits: Limits, facts: JumpFacts | LandingFacts, branches: Sequence[Branch], *, seed: int
) -> tuple[Finding, ...]:
    if isinstance(facts, LandingFacts):
        return landing_findings(limits, facts, branches, seed=seed)
    return jump_findings(limits, facts, branches, seed=seed)


def jump_results(rehearsal: Rehearsal, limits: Limits, *, seed: int) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Everybody whom the vehicle or the jump may reach, as exposures, and every finding."""
    facts, gag = rehearsal.jump, rehearsal.gag
    if facts is None:
        return [], ()
    reached: list[Judged] = []
    for one in facts.near:
        if one.share > 0 and one.manned:
            ends = Interval(one.share, one.share / ERROR_FACTOR, min(one.share * ERROR_FACTOR, 1.0))
            exposure = Exposure(gag.label, one.name, gag.action.by, one.borne, gag.action.takes)
            reached.append((ExposureResult(exposure, ends, {}, {}, {}), ()))
    return reached, _find(limits, facts, rehearsal.branches, seed=seed)
