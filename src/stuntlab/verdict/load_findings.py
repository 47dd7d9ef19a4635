"""Findings on loads: which limits are passed, how often, by how much."""

from __future__ import annotations

import math
from dataclasses import dataclass

from stuntlab.datasets import Borne, ExposureResult, Finding, Interval, LoadSummary, Severity
from stuntlab.verdict.limit import AppliedLimit, allowed_exceedance, limit_for
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import chance, chance_of, of_takes, percent, the, times, with_unit
from stuntlab.verdict.worst import exceedance_bound, nearest_load

_NEXT = {
    Borne.IMPOSED: "Sell it without contact, with a wider gap or less speed; consent does not raise this limit.",
    Borne.TRAINED_RECEIVER: "Less speed, more padding, or sell it without contact; consent does not raise this limit.",
    Borne.CHOSEN: "Take out speed or height, or put more between the body and what it meets.",
}
_NEXT_UNSURE = "Simulate more (--takes), or change the plan until it stays below with the model's error counted."


@dataclass(frozen=True, slots=True)
class _Passed:
    """A load that passes its limit too often."""

    load: LoadSummary
    limit: AppliedLimit
    value: float
    exceeded: Interval

    @property
    def factor(self) -> float:
        return self.load.max / self.value if self.value else math.inf


def load_findings(limits: Limits, result: ExposureResult, person_mass_kg: float) -> tuple[Finding, ...]:
    """A STOP for every load that passes its limit too often, worst first, or a NOTE that none does."""
    borne = result.exposure.borne
    if borne is Borne.BYSTANDER:
        return ()
    allowed = allowed_exceedance(limits, borne)
    passed = [
        _Passed(load, limit_for(limits, name, borne, person_mass_kg), load.limit, load.exceeded)
        for name, load in result.loads.items()
        if load.limit is not None and load.exceeded is not None and load.exceeded.high > allowed
    ]
    stops = tuple(_stop(result, one, allowed) for one in sorted(passed, key=lambda one: -one.factor))
    return stops or _none_exceeded(limits, result, person_mass_kg, allowed)


def _stop(result: ExposureResult, passed: _Passed, allowed: float) -> Finding:
    exposure = result.exposure
    if passed.load.max <= passed.value:
        said = f"{_describe_bound(passed, allowed)} {_NEXT_UNSURE}"
    else:
        next_step = _NEXT_UNSURE if passed.exceeded.mean <= allowed else _NEXT[exposure.borne]
        said = f"{_how(result, passed)} {_overall(passed.exceeded, allowed)} {next_step}"
    text = f"{exposure.person}: {said}"
    name = "own-load" if exposure.borne is Borne.CHOSEN else "imposed-load"
    return Finding(name, Severity.STOP, exposure.person, text, _source(passed.limit))


def _describe_bound(passed: _Passed, allowed: float) -> str:
    """What is said where only the bound passes, and not one simulated take."""
    unit = passed.limit.unit
    limit = f"the {passed.limit.kind} of {with_unit(passed.value, unit)}" if passed.value else "the rule of no contact"
    return (
        f"{passed.limit.title} passes {limit} in no simulated take (largest {with_unit(passed.load.max, unit)}), "
        f"but so few takes and the model's own error leave room for {of_takes(chance(passed.exceeded.high))}, "
        f"allowed {chance(allowed)}."
    )


def _how(result: ExposureResult, passed: _Passed) -> str:
    load, limit, touching = passed.load, passed.limit, _of_touching(result, passed.exceeded)
    if passed.value == 0:
        felt = with_unit(load.median, limit.unit)
        return f"{limit.title} occurs {touching}, median {felt}, and no contact there is allowed."
    level, felt_value = ("median", load.median) if load.median > passed.value else ("largest", load.max)
    return (
        f"{limit.title} passes the {limit.kind} of {with_unit(passed.value, limit.unit)} {touching}; "
        f"{level} {with_unit(felt_value, limit.unit)}, {times(felt_value / passed.value)} the limit."
    )


def _of_touching(result: ExposureResult, exceeded: Interval) -> str:
    contact = result.contact_probability.mean
    if exceeded.mean <= 0 or contact <= 0:
        return "in none of the simulated takes"
    return f"in {percent(min(1.0, exceeded.mean / contact))} of takes that touch"


def _overall(exceeded: Interval, allowed: float) -> str:
    found = f"{chance_of(exceeded)} (upper bound {chance(exceeded.high)})"
    return f"Over all takes that is {found}, allowed {chance(allowed)}."


def _none_exceeded(limits: Limits, result: ExposureResult, mass_kg: float, allowed: float) -> tuple[Finding, ...]:
    exposure, name = result.exposure, nearest_load(result)
    if name is None:
        return _nothing_to_judge_by(result, allowed)
    load, limit = result.loads[name], limit_for(limits, name, exposure.borne, mass_kg)
    bound = exceedance_bound(load)
    felt = (
        "none felt"
        if load.max == 0
        else f"largest {with_unit(load.max, limit.unit)} against {with_unit(load.limit or 0.0, limit.unit)}"
    )
    text = (
        f"{exposure.person}: no load passes its limit in more than {of_takes(chance(allowed))}. "
        f"Nearest is {limit.title}: {felt}, passed in at most {of_takes(chance(bound))} (upper bound)."
    )
    return (Finding("loads-within", Severity.NOTE, exposure.person, text, _source(limit)),)


def _nothing_to_judge_by(result: ExposureResult, allowed: float) -> tuple[Finding, ...]:
    """Contact without a single limited load is no answer, unless it is rarer than any limit may be passed."""
    exposure, bound = result.exposure, result.contact_probability.high
    if bound <= allowed:
        text = (
            f"{exposure.person}: {the(exposure.gag)} touches them in {_at_most(bound)}; a load may pass its limit in "
            f"{of_takes(chance(allowed))}."
        )
        return (Finding("loads-within", Severity.NOTE, exposure.person, text, "draws of this assessment"),)
    text = (
        f"{exposure.person}: {the(exposure.gag)} touches them in {of_takes(chance(result.contact_probability.mean))}, "
        "and none of the loads that were measured has a published limit. "
        "Aim at a region that has one (`stuntlab limits`), or sell it."
    )
    return (Finding("missing-data", Severity.CANNOT_ASSESS, exposure.person, text, "limits table"),)


def _at_most(bound: float) -> str:
    return f"at most {of_takes(chance(bound))} (upper bound)" if bound else "no take"


def _source(limit: AppliedLimit) -> str:
    return f"{limit.source}; {limit.note}" if limit.note else limit.source
