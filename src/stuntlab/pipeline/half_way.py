"""Bodies that do not come down the flight as planned: they stop on it, or come off its side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Finding, Flags, Floats, Severity, TakeStatus
from stuntlab.gags.roles import OnStairs
from stuntlab.gear.step_field import AT_REST_M_S, Stairs
from stuntlab.pipeline.measure import name_reading
from stuntlab.pipeline.rehearse import END_READINGS, Rehearsal
from stuntlab.statistics import weighted_quantile
from stuntlab.verdict.words import chance, of_takes

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
    stops = (_finding(worst, person, gag.stairs.steps),) if worst.in_all > 0.0 else ()
    return (*stops, *_off_the_side(rehearsal, gag.stairs, person))


def _off_the_side(rehearsal: Rehearsal, stairs: Stairs, person: str) -> tuple[Finding, ...]:
    """Whoever ends further to a side than the stairs are wide did not stay on them, or lies beside what waits below."""
    shares = {model: _aside_share(rehearsal, stairs, model, person) for model in rehearsal.ends}
    share, far_m = max(shares.values())
    if share <= 0.0:
        return ()
    text = (
        f"{person}: ends further to the side than the stairs are wide in {of_takes(chance(share))}, {far_m:.1f} m from "
        f"their middle in the middle one: off the open side of the stairs, or beside what lies at their foot. Stairs "
        f"are {2 * stairs.half_width_m:.2f} m wide here."
    )
    if share > MANY:
        text += " Put a wall, a rail or somebody on that side, lay the landing as wide, or plan another style."
    return (Finding("leaves-the-stairs", Severity.FLAG if share > MANY else Severity.NOTE, person, text, _SOURCE),)


def _aside_share(rehearsal: Rehearsal, stairs: Stairs, model: str, person: str) -> tuple[float, float]:
    """Share of the takes of a model that end beside the stairs, and how far in the middle one, m.

    Takes that are planned to go over the banister are not asked.
    """
    loads = rehearsal.loads[model][person]
    aside_m = np.abs(rehearsal.ends[model][name_reading(person, END_READINGS[2])])
    down = np.array([stratum.outcome == 0 for stratum in rehearsal.strata] or [True])
    beside = (loads.status == TakeStatus.OK) & (aside_m > stairs.half_width_m) & down[loads.stratum]
    far_m = weighted_quantile(aside_m[beside], loads.weight[beside], 0.5) if beside.any() else 0.0
    return _share(loads.weight, beside), float(far_m)


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
    ahead_m, speed_m_s = (rehearsal.ends[model][name_reading(person, name)] for name in END_READINGS[:2])
    above = (loads.status == TakeStatus.OK) & (ahead_m < stairs.run_m)
    rests = above & (speed_m_s < AT_REST_M_S)
    step = stairs.step_at(weighted_quantile(ahead_m[rests], loads.weight[rests], 0.5)) if rests.any() else 0
    return HalfWay(_share(loads.weight, rests), _share(loads.weight, above & ~rests), step)


def _share(weight: Floats, some: Flags) -> float:
    return float(weight[some].sum() / weight.sum())
