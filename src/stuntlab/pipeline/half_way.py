"""Bodies that do not reach the foot of the stairs: where they stop, and what no number of the answer then knows."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Finding, Flags, Floats, Severity, TakeStatus
from stuntlab.gags.roles import OnStairs
from stuntlab.gear.step_field import Stairs
from stuntlab.pipeline.measure import reading
from stuntlab.pipeline.rehearse import END_READINGS, Rehearsal
from stuntlab.statistics import weighted_quantile
from stuntlab.verdict.words import chance, of_takes

STOPPED_M_S = 0.3
"""Slower than this at the end, a body has come to rest on a step; faster, it is still on its way (judgement)."""

MANY = 0.1
"""In more takes than this, too little of what is planned was simulated for the answer to be one on it (judgement)."""

MOST = 0.5
"""Where more takes than this rest on a step, the fall that is planned was not simulated (judgement)."""

_GO_ON = "Plan fewer steps, more speed or another style, or say how they go on from there."
_SOURCE = "simulated takes; a body that lies on a step is not moved on; house rule [J]"


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Takes of a model that end above the foot. share, moving: of all takes, at rest and not; step: of their middle."""

    share: float
    moving: float
    step: int

    @property
    def in_all(self) -> float:
        return self.share + self.moving


def half_way_findings(rehearsal: Rehearsal) -> tuple[Finding, ...]:
    """On stairs, a finding where takes end above their foot, from the model in which more do."""
    gag = rehearsal.gag
    if not isinstance(gag, OnStairs) or not rehearsal.ends:
        return ()
    person = gag.exposures()[0].person
    found = [_half_way(rehearsal, gag.stairs, model, person) for model in rehearsal.ends]
    worst = max(found, key=lambda one: one.in_all)
    if worst.in_all <= 0.0:
        return ()
    return (_finding(worst, person, gag.stairs.steps),)


def _finding(found: HalfWay, person: str, steps: int) -> Finding:
    where = f"step {found.step} of {steps}" if found.step else "the landing at the top"
    told = []
    if found.share:
        told.append(f"stops on {where} in {of_takes(chance(found.share))}")
    if found.moving:
        told.append(f"is still on its way down when the simulation ends in {of_takes(chance(found.moving))}")
    text = (
        f"{person}: {' and '.join(told)}; what follows there is not simulated further, and no load of the steps below "
        "is in the numbers of such a take."
    )
    severity = _severity(found)
    remedy = "" if severity is Severity.NOTE else _GO_ON
    return Finding("stops-half-way", severity, person, text, _SOURCE, remedy)


def _severity(found: HalfWay) -> Severity:
    """Who lies on a step has come to rest, and gets up; what befalls who is still on their way is not known."""
    if found.moving > MANY or found.share > MOST:
        return Severity.CANNOT_ASSESS
    return Severity.FLAG if found.in_all > MANY else Severity.NOTE


def _half_way(rehearsal: Rehearsal, stairs: Stairs, model: str, person: str) -> HalfWay:
    loads = rehearsal.loads[model][person]
    ahead_m, speed_m_s = (rehearsal.ends[model][reading(person, name)] for name in END_READINGS)
    above = (loads.status == TakeStatus.OK) & (ahead_m < stairs.run_m)
    rests = above & (speed_m_s < STOPPED_M_S)
    step = stairs.step_at(weighted_quantile(ahead_m[rests], loads.weight[rests], 0.5)) if rests.any() else 0
    return HalfWay(_share(loads.weight, rests), _share(loads.weight, above & ~rests), step)


def _share(weight: Floats, some: Flags) -> float:
    return float(weight[some].sum() / weight.sum())
