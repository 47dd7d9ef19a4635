"""From a rehearsed gag to what each person bears, and what the rule says of it.

Every take was run under each tissue model of the gag. Each number is taken from the model in which it is worse; how far
the models lie apart is said in a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

import numpy as np

from stuntlab.datasets import (
    Borne,
    Exposure,
    ExposureResult,
    Finding,
    Flags,
    Interval,
    Loads,
    LoadSummary,
    Severity,
    TakeStatus,
)
from stuntlab.gags.base import FallSource
from stuntlab.pipeline.measure import reading
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.pipeline.risk import Risks, risks
from stuntlab.plan import Plan
from stuntlab.verdict import (
    Circumstances,
    GoingDown,
    Limits,
    contact_interval,
    exceedance_interval,
    judge_exposure,
    limit_for,
    summarise_loads,
)
from stuntlab.verdict.words import chance, with_unit

ONE_STEP_M = 0.2
"""How far outside the feet one step still saves somebody (judgement; a model that does not step cannot tell)."""

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def exposure_results(rehearsal: Rehearsal, plan: Plan, limits: Limits, *, seed: int) -> list[Judged]:
    """Every exposure of the people in a gag, with its findings."""
    return [_judged(rehearsal, exposure, plan, limits, seed) for exposure in rehearsal.gag.exposures()]


def _judged(rehearsal: Rehearsal, exposure: Exposure, plan: Plan, limits: Limits, seed: int) -> Judged:
    mass_kg = plan.people[exposure.person].mass_kg
    felt = {model: loads[exposure.person] for model, loads in rehearsal.loads.items() if exposure.person in loads}
    summaries = [_summaries(rehearsal, loads, exposure, limits, mass_kg, seed) for loads in felt.values()]
    risked = [
        risks(rehearsal, loads, mass_kg=mass_kg, takes_on_the_day=exposure.takes_on_the_day, seed=seed)
        for loads in felt.values()
    ]
    result = ExposureResult(
        exposure=exposure,
        contact_probability=_contact(rehearsal, seed),
        risk_per_take=_worst_risks([risk.per_take for risk in risked]),
        risk_on_the_day=_worst_risks([risk.on_the_day for risk in risked]),
        loads=_worst_loads(summaries),
    )
    circumstances = _circumstances(rehearsal, exposure, felt, risked, limits, seed)
    findings = judge_exposure(limits, result, person_mass_kg=mass_kg, circumstances=circumstances)
    return result, (*findings, *_spread_of_models(exposure, dict(zip(felt, summaries, strict=True))))


def _summaries(
    rehearsal: Rehearsal, loads: Loads, exposure: Exposure, limits: Limits, mass_kg: float, seed: int
) -> dict[str, LoadSummary]:
    applied = {load: limit_for(limits, load, exposure.borne, mass_kg) for load in loads.values if load in limits.loads}
    return summarise_loads(
        loads, rehearsal.strata, rehearsal.branch_probability, applied, response=rehearsal.response, seed=seed
    )


def _worst_loads(summaries: Sequence[Mapping[str, LoadSummary]]) -> dict[str, LoadSummary]:
    """Load by load from the model in which its limit is passed more often, or in which it is larger."""

    def badness(load: LoadSummary) -> tuple[float, float]:
        return (load.exceeded.mean if load.exceeded else 0.0, load.p95)

    names = summaries[0] if summaries else {}
    return {name: max((summary[name] for summary in summaries), key=badness) for name in names}


def _worst_risks(models: Sequence[Mapping[str, Interval]]) -> dict[str, Interval]:
    keys = models[0] if models else {}
    return {
        key: max((risk[key] for risk in models), key=lambda interval: (interval.mean, interval.high)) for key in keys
    }


def _spread_of_models(exposure: Exposure, models: Mapping[str, Mapping[str, LoadSummary]]) -> tuple[Finding, ...]:
    """How far the tissue models lie apart: the model error, apart from the spread in the plan and the luck of the draw."""
    if len(models) < 2 or exposure.borne is Borne.CHOSEN:
        return ()
    parts = []
    for name in next(iter(models.values())):
        medians = {model: summary[name].median for model, summary in models.items()}
        low, high = min(medians, key=medians.__getitem__), max(medians, key=medians.__getitem__)
        unit = models[low][name].unit
        if medians[high] > 1.05 * medians[low] > 0 and name.startswith(("abdomen", "chest")):
            ends = (f"{with_unit(medians[model], unit)} ({model})" for model in (low, high))
            parts.append(f"{name.replace('_', ' ')} {' to '.join(ends)}")
    if not parts:
        return ()
    text = f"{exposure.person}: model error, medians under the published ends of tissue stiffness: {'; '.join(parts)}."
    return (Finding("model-spread", Severity.NOTE, exposure.person, text, "people/tables/tissue.toml"),)


def _contact(rehearsal: Rehearsal, seed: int) -> Interval:
    touching = rehearsal.touching
    return contact_interval(
        [rehearsal.branch_probability[stratum.branch] for stratum in touching],
        [stratum.drawn for stratum in touching],
        [len(stratum.takes) for stratum in touching],
        seed=seed,
    )


def _circumstances(
    rehearsal: Rehearsal,
    exposure: Exposure,
    felt: Mapping[str, Loads],
    risked: Sequence[Risks],
    limits: Limits,
    seed: int,
) -> Circumstances:
    """What else the verdict on one exposure depends on."""
    gag, imposed = rehearsal.gag, exposure.person != exposure.created_by
    simulated = sum(len(loads.status) for loads in felt.values())
    failed = sum(int(np.count_nonzero(loads.status != TakeStatus.OK)) for loads in felt.values())
    down = _going_down(rehearsal, exposure.person, seed)
    return Circumstances(
        target=gag.target if imposed else None,
        going_down=down,
        takes_simulated=simulated,
        takes_failed=failed,
        tail_only=frozenset.intersection(*(risk.tail_only for risk in risked)) if risked else frozenset(),
        out_of_validity=gag.out_of_validity() if imposed else (),
        missing=_must_step(rehearsal, exposure.person, down, limits, seed),
    )


def _going_down(rehearsal: Rehearsal, person: str, seed: int) -> GoingDown | None:
    gag = rehearsal.gag
    if gag.falls_of(person) is FallSource.BRANCH:
        slips = sum(branch.probability for branch in rehearsal.branches if branch.name in gag.fall_branches())
        probability = Interval(slips, 0.0, slips)
    elif rehearsal.outcomes:
        probability = _worst_share(rehearsal, person, seed, beyond_m=ONE_STEP_M)
    else:
        return None
    return GoingDown(probability=probability, floor=gag.floor_words, caught=gag.caught)


def _must_step(rehearsal: Rehearsal, person: str, down: GoingDown | None, limits: Limits, seed: int) -> tuple[str, ...]:
    """A sentence where somebody stays up only if they step, on a floor that does not catch: no model here steps."""
    gag = rehearsal.gag
    if down is None or down.caught or gag.falls_of(person) is FallSource.BRANCH:
        return ()
    off_balance = _worst_share(rehearsal, person, seed, beyond_m=0.0)
    allowed = limits.allowance("going_down")
    if off_balance.high <= allowed:
        return ()
    return (
        f"they leave their feet behind in {chance(off_balance.mean)} of takes and stay up only by stepping, which the model "
        f"does not do, on {gag.floor_words}. Put a mat there, or rehearse the step and show that it holds.",
    )


def _worst_share(rehearsal: Rehearsal, person: str, seed: int, *, beyond_m: float) -> Interval:
    """How often a body that is simulated to fall has left its feet behind by more than `beyond_m`; the worse model."""
    shares = []
    for model, outcomes in rehearsal.outcomes.items():
        failed = rehearsal.loads[model][person].status != TakeStatus.OK
        margin, fallen = (outcomes[reading(person, name)] for name in ("support_margin", "falls"))
        shares.append(
            _share(rehearsal, rehearsal.loads[model][person], failed | ((margin > beyond_m) & (fallen > 0)), seed)
        )
    return max(shares, key=lambda share: share.high)


def _share(rehearsal: Rehearsal, loads: Loads, happens: Flags, seed: int) -> Interval:
    indices = [index for index, stratum in enumerate(rehearsal.strata) if stratum.touches]
    strata = [rehearsal.strata[index] for index in indices]
    return exceedance_interval(
        [rehearsal.branch_probability[stratum.branch] for stratum in strata],
        [stratum.drawn for stratum in strata],
        [len(stratum.takes) for stratum in strata],
        [np.count_nonzero(loads.stratum == index) for index in indices],
        [np.count_nonzero(happens & (loads.stratum == index)) for index in indices],
        seed=seed,
    )


def bystander_results(rehearsal: Rehearsal, plan: Plan, limits: Limits) -> list[Judged]:
    """Operators of manned cameras whose place is known, against the gag's hazard zones."""
    placed = {
        f"operator of camera {name}": (camera.distance.value, camera.angle.value)
        for name, camera in plan.cameras.items()
        if camera.manned and camera.distance is not None and camera.angle is not None
    }
    return [_bystander(rehearsal, who, place, limits) for who, place in placed.items()]


def _bystander(rehearsal: Rehearsal, who: str, place: tuple[float, float], limits: Limits) -> Judged:
    """A zone that can be entered and is occupied counts as reached whenever somebody may lose their feet."""
    distance_m, angle_rad = place
    along, across = distance_m * np.cos(angle_rad), distance_m * np.sin(angle_rad)
    gag, exposure_takes = rehearsal.gag, rehearsal.gag.exposures()[0]
    occupied = [zone for zone in gag.zones() if hypot(along - zone.along_m, across) < zone.radius_m]
    slips = sum(branch.probability for branch in rehearsal.branches if branch.name in gag.fall_branches())
    reached = Interval(slips, slips, slips) if occupied else Interval(0.0, 0.0, 0.0)
    exposure = Exposure(gag.label, who, exposure_takes.created_by, Borne.BYSTANDER, exposure_takes.takes_on_the_day)
    result = ExposureResult(exposure, reached, {}, {}, {})
    return result, judge_exposure(limits, result, person_mass_kg=0.0, circumstances=Circumstances())
