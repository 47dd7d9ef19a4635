"""From a rehearsed gag to what each person bears, and what the rule says of it.

Every take was run under each tissue model of the gag. Each number is taken from the model in which it is worse
(`verdict/joint.py`), so that no STOP of any model is lost. How far the models lie apart, and how far any of them may be
from a person, is said in findings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from stuntlab.datasets import (
    Borne,
    Exposure,
    ExposureResult,
    Finding,
    Interval,
    Loads,
    LoadSummary,
    Severity,
    TakeStatus,
)
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline.catcher_checks import checks_of_catch
from stuntlab.pipeline.knockdowns import find_knockdown, must_step
from stuntlab.pipeline.machine_checks import checks_of_machine
from stuntlab.pipeline.model_uncertainty import is_touched_too_often, regions_never_compared, uncertainty_findings
from stuntlab.pipeline.not_known import not_known_findings
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.pipeline.risk import Risks, risks, risks_without_a_body
from stuntlab.plan import Plan
from stuntlab.verdict import (
    AppliedLimit,
    Circumstances,
    Limits,
    Response,
    Untold,
    contact_chance,
    in_every_model,
    joint_least,
    joint_loads,
    joint_risk_bases,
    joint_risks,
    judge_exposure,
    levels_in_tail,
    limit_for,
    most_failed,
    open_questions,
    scatter_beyond,
    summarise_loads,
)
from stuntlab.verdict.words import the

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def judge_rehearsal(
    rehearsal: Rehearsal, plan: Plan, limits: Limits, *, seed: int
) -> list[tuple[Judged, tuple[Untold, ...]]]:
    """Every exposure of the people in a gag, with its findings, and what its takes are too few to tell."""
    return [_judge(rehearsal, exposure, plan, limits, seed) for exposure in rehearsal.gag.exposures()]


def _judge(
    rehearsal: Rehearsal, exposure: Exposure, plan: Plan, limits: Limits, seed: int
) -> tuple[Judged, tuple[Untold, ...]]:
    if not exposure.feels:
        return (ExposureResult(exposure, Interval(0.0, 0.0, 0.0), {}, {}, {}), (_note_untouched(exposure),)), ()
    mass_kg = plan.people[exposure.person].mass_kg
    body = partial(measures_of, plan.people[exposure.person], exposure.person)
    felt = {model: loads[exposure.person] for model, loads in rehearsal.loads.items() if exposure.person in loads}
    direct = rehearsal.direct.get(exposure.person)
    response, evidence = rehearsal.response, rehearsal.gag.evidence()
    summaries = [_summaries(rehearsal, loads, exposure, limits, mass_kg, seed, response) for loads in felt.values()]
    without_body = _summaries(rehearsal, direct, exposure, limits, mass_kg, seed, None) if direct else {}
    on_body = [(loads, response) for loads in felt.values()]
    risked = [
        risks(
            rehearsal,
            loads,
            body(),
            limits=limits,
            response=of,
            takes_on_the_day=exposure.takes_on_the_day,
            seed=seed,
            struck=exposure.target,
        )
        for loads, of in (*on_body, *(((direct, None),) if direct else ()))
    ]
    risked = [risk for risk in risked if risk.per_take] or risked  # loads without a curve say nothing of a risk
    most_exposed = exposure.person == rehearsal.gag.exposures()[0].person
    if not risked or (most_exposed and not any(risk.per_take for risk in risked)):
        risked = [risks_without_a_body(rehearsal, takes_on_the_day=exposure.takes_on_the_day, seed=seed)]
    result = ExposureResult(
        exposure=exposure,
        contact_probability=contact_chance(rehearsal.strata, rehearsal.doubt, seed=seed).interval,
        risk_per_take=joint_risks([risk.per_take for risk in risked]),
        risk_on_the_day=joint_risks([risk.on_the_day for risk in risked]),
        loads={**joint_loads(summaries), **without_body},
        no_curve=in_every_model([risk.no_curve for risk in risked]),
        risk_basis=joint_risk_bases([(risk.per_take, risk.basis) for risk in risked]),
        at_least=joint_least([risk.at_least for risk in risked]),
    )
    circumstances = _circumstances(rehearsal, result, felt, risked, limits, seed)
    findings = judge_exposure(limits, result, person_mass_kg=mass_kg, circumstances=circumstances)
    findings = _as_upper_end(findings, evidence.upper_end)
    checks = checks_of_catch(rehearsal, exposure, limits, seed=seed)
    told = (
        *checks,
        *checks_of_machine(rehearsal, exposure, limits),
        *findings,
        *not_known_findings(rehearsal, result),
        *uncertainty_findings(result, dict(zip(felt, summaries, strict=True)), limits, evidence.ends_of),
    )
    return (result, told), open_questions(limits, result, circumstances)


def _note_untouched(exposure: Exposure) -> Finding:
    """Whoever only acts upon somebody else is answered for too."""
    text = f"{exposure.person}: nothing that is limited happens to their own body in {the(exposure.gag)}."
    return Finding("not-reached", Severity.NOTE, exposure.person, text, "what the gag is, as the plan says it")


def _as_upper_end(findings: Sequence[Finding], without: str | None) -> tuple[Finding, ...]:
    """Loads that are only the most there can be stop nobody: what would be an answer is missing, and said elsewhere."""
    if without is None:
        return tuple(findings)
    return tuple(
        replace(finding, severity=Severity.NOTE, said=f"{finding.said} These are the loads {without}: the upper end.")
        if finding.severity is Severity.STOP
        else finding
        for finding in findings
    )


def _summaries(
    rehearsal: Rehearsal,
    loads: Loads,
    exposure: Exposure,
    limits: Limits,
    mass_kg: float,
    seed: int,
    response: Response | None,
) -> dict[str, LoadSummary]:
    """What is felt, beside the limits. response: None for loads without a body, of which no body model is wrong."""
    applied = {
        load: limit_for(limits, load, exposure.borne, mass_kg, exposure.gear_limits.get(load))
        for load in loads.values
        if load in limits.loads
    }
    margins = {load: _margin(limits, applied[load], exposure, mass_kg) for load in applied}
    return summarise_loads(
        loads,
        rehearsal.strata,
        rehearsal.doubt,
        applied,
        response=response,
        scatter={load: scatter_beyond(limits.loads[load].region, margins[load]) for load in applied if response},
        seed=seed,
    )


def _margin(limits: Limits, applied: AppliedLimit, exposure: Exposure, mass_kg: float) -> float:
    """How many times the limit of a trained receiver lies below that of somebody who chose the load; else 1."""
    if exposure.borne is not Borne.TRAINED_RECEIVER or not applied.value or applied.load in exposure.gear_limits:
        return 1.0
    chosen = limit_for(limits, applied.load, Borne.CHOSEN, mass_kg).value
    return 1.0 if chosen is None else chosen / applied.value


def _of_model(result: ExposureResult, risk: Risks) -> ExposureResult:
    """The same exposure, with the risks of one model."""
    return replace(
        result,
        risk_per_take=dict(risk.per_take),
        risk_on_the_day=dict(risk.on_the_day),
        risk_basis=dict(risk.basis),
        no_curve=risk.no_curve,
    )


def _circumstances(
    rehearsal: Rehearsal,
    result: ExposureResult,
    felt: Mapping[str, Loads],
    risked: Sequence[Risks],
    limits: Limits,
    seed: int,
) -> Circumstances:
    """What else the verdict on one exposure depends on."""
    exposure, evidence = result.exposure, rehearsal.gag.evidence()
    imposed = exposure.person != exposure.created_by
    failed, simulated = most_failed(
        (int(np.count_nonzero(loads.status != TakeStatus.OK)), len(loads.status)) for loads in felt.values()
    )
    down = find_knockdown(rehearsal, exposure.person, seed=seed)
    return Circumstances(
        target=exposure.target if imposed else None,
        going_down=down,
        takes_simulated=simulated,
        takes_failed=failed,
        tail_only=levels_in_tail(limits, [(_of_model(result, risk), risk.tail_only) for risk in risked]),
        out_of_validity=(
            *evidence.beyond(exposure.person),
            *(evidence.unknown_if_touched if imposed and is_touched_too_often(result, limits) else ()),
            *regions_never_compared(result, limits),
        ),
        steps=must_step(rehearsal, exposure.person, down, limits, seed=seed),
    )
