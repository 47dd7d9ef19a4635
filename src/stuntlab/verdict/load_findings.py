"""Findings on loads: which limits are passed, how often, by how much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stuntlab.datasets import Basis, Borne, Exposure, ExposureResult, Finding, Interval, LoadSummary, Severity
from stuntlab.suggestions import suggest
from stuntlab.verdict.limit import AppliedLimit, allowed_exceedance, limit_for, say_against_limit, say_plainly
from stuntlab.verdict.settled import ONLY_IF_COMMONER, Known, count_it, most_comes_of, what_is_known, what_narrows
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import capitalise, chance, chance_of, of_takes, takes_at_most, the, with_bound, with_unit
from stuntlab.verdict.worst import exceedance_bound, nearest_load

_NEXT = {
    Borne.IMPOSED: "Sell it without contact, with a wider gap or less speed; consent does not raise this limit.",
    Borne.TRAINED_RECEIVER: "Less speed, more padding, or sell it without contact; consent does not raise this limit.",
}
"""What would lift it where one strikes at another."""

_SOFTER = "Take out speed or height, or put more between the body and what it meets"
_ON_A_LINE = "Less slack, a line that gives more, or more of it; consent does not raise this limit."
_LINE_LOADS = ("line_force", "second_line_force", "anchor_force")

_TAKES = "draws and takes of this assessment"
_DOUBT = "verdict/model_error.toml, docs/validation.md; THERP error factor 3 [R-m]"


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
    """A STOP for every load that is known to pass its limit too often, worst first.

    Without one: CANNOT ASSESS where a load may pass it too often and neither is known, or where passing it proves
    nothing (`Exposure.unproven`); HOLD where it does so only if mistakes are commoner than their nominal rates; a NOTE
    where none does. A limit that only a production has can say STOP and is no evidence otherwise.
    """
    borne = result.exposure.borne
    if borne is Borne.BYSTANDER:
        return ()
    allowed = allowed_exceedance(limits, borne)
    held = [
        (
            _known_of(result, name, load.exceeded, load.basis, allowed),
            _Passed(
                load,
                limit_for(limits, name, borne, person_mass_kg, result.exposure.gear_limits.get(name)),
                load.limit,
                load.exceeded,
            ),
        )
        for name, load in result.loads.items()
        if load.limit is not None and load.exceeded is not None
    ]
    over = [one for known, one in held if known is Known.OVER]
    if over:
        return tuple(_stop(result, one, allowed) for one in sorted(over, key=lambda one: -one.factor))
    unsure = [(known, one) for known, one in held if known is not Known.WITHIN and one.load.is_published]
    if unsure:
        return (_not_settled(limits, result, unsure, allowed),)
    return _none_exceeded(limits, result, person_mass_kg, allowed)


def _known_of(result: ExposureResult, name: str, exceeded: Interval, basis: Basis | None, allowed: float) -> Known:
    known = what_is_known(exceeded, basis, allowed)
    return Known.UNSURE if known is Known.OVER and name in result.exposure.unproven else known


def _stop(result: ExposureResult, passed: _Passed, allowed: float) -> Finding:
    exposure, limit = result.exposure, passed.limit
    text = f"{exposure.person}: {_how(result, passed)} {_overall(passed.exceeded, allowed)}{_name_source(passed)}"
    name = "own-load" if exposure.borne is Borne.CHOSEN else "imposed-load"
    remedy = _ON_A_LINE if limit.load in _LINE_LOADS else _what_lifts(exposure)
    return Finding(name, Severity.STOP, exposure.person, text, _source(limit), remedy, _plainly(result, passed))


def _what_lifts(exposure: Exposure) -> str:
    """A strike can be sold; whoever falls, is pulled or is run into needs less of it."""
    if exposure.borne is Borne.CHOSEN:
        return f"{_SOFTER}."
    return _NEXT[exposure.borne] if exposure.target else f"{_SOFTER}; consent does not raise this limit."


def _plainly(result: ExposureResult, passed: _Passed) -> str:
    """What the load comes to, without a word that has to be looked up."""
    what, often = _plain_name(result, passed), of_takes(chance_of(passed.exceeded))
    if passed.value == 0:
        return f"{what} in {often}; no contact there is allowed."
    if passed.load.max <= passed.value:
        worst = say_plainly(passed.limit, passed.load.max)
        return f"{what}: in {often} nobody can say how much, so they count as above the limit; else at most {worst}."
    level, felt = ("middle", passed.load.median) if passed.load.median > passed.value else ("worst", passed.load.max)
    return f"{what}: {say_plainly(passed.limit, felt)} in the {level} take that touches; above it in {often}."


def _plain_name(result: ExposureResult, passed: _Passed) -> str:
    return f"{capitalise(passed.limit.everyday or passed.limit.title)} from {the(result.exposure.gag)}"


def _name_source(passed: _Passed) -> str:
    """Which branch most of it comes from, where that is not the plan itself."""
    basis = passed.load.basis
    most = most_comes_of(basis, passed.exceeded.mean)
    return f" Most of it comes of '{most}': {of_takes(chance(basis.adds[most]))}." if basis and most else ""


def _not_settled(
    limits: Limits, result: ExposureResult, unsure: Sequence[tuple[Known, _Passed]], allowed: float
) -> Finding:
    """The load that may pass most often speaks, the others are named."""
    not_counted = all(known is Known.UNCOUNTED for known, _ in unsure)
    told = [one for one in unsure if not_counted or one[0] is not Known.UNCOUNTED]
    ranked = sorted(told, key=lambda one: -one[1].exceeded.high)
    known, worst = ranked[0]
    limit = worst.limit
    mark = f"the {limit.kind} of {with_unit(worst.value, limit.unit)}" if worst.value else "the rule of no contact"
    person, at_most = result.exposure.person, chance(worst.exceeded.high)
    said = (
        f"{person}: {limit.title} passes {mark} in {of_takes(chance(worst.exceeded.mean))} by the best "
        f"estimate (largest {limit.say(worst.load.max)}), and it may be up to {at_most}, allowed {chance(allowed)}."
    )
    others = [one.limit.title for _, one in ranked[1:]]
    also = f" The same holds of {', '.join(others)}." if others else ""
    plain = f"{_plain_name(result, worst)} may pass its limit in up to {of_takes(at_most)}; allowed {chance(allowed)}."
    if known is Known.UNCOUNTED:
        said, count = f"{said}{also} {ONLY_IF_COMMONER}", count_it(result.exposure)
        return Finding("count-mistakes", Severity.HOLD, person, said, _DOUBT, count, plain)
    narrows, is_open = what_narrows(worst.load.basis, _region(limits, limit)), known is Known.OPEN
    tells = "The takes are too few to tell." if is_open else "More takes would not tell."
    source = _TAKES if is_open else _DOUBT
    why = result.exposure.unproven.get(limit.load)
    if why and not is_open:
        tells, narrows = why, f"{_SOFTER}, or let a biomechanist read an instrumented dummy at this setting"
    said = f"{said}{also} {tells}"
    return Finding("not-settled", Severity.CANNOT_ASSESS, person, said, source, f"{narrows}.", plain)


def _region(limits: Limits, limit: AppliedLimit) -> str:
    return limits.loads[limit.load].region if limit.load in limits.loads else ""


def _how(result: ExposureResult, passed: _Passed) -> str:
    load, limit, touching = passed.load, passed.limit, _of_touching(result, passed.exceeded)
    if passed.value == 0:
        return f"{limit.title} occurs {touching}, median {limit.say(load.median)}, and no contact there is allowed."
    level, felt_value = ("median", load.median) if load.median > passed.value else ("largest", load.max)
    return (
        f"{limit.title} passes the {limit.kind} of {with_unit(passed.value, limit.unit)} {touching}; "
        f"{level} {say_against_limit(limit, felt_value)}."
    )


def _of_touching(result: ExposureResult, exceeded: Interval) -> str:
    contact = result.contact_probability.mean
    if exceeded.mean <= 0 or contact <= 0:
        return "in none of the simulated takes"
    return f"in {of_takes(chance(min(1.0, exceeded.mean / contact)))} that touch"


def _overall(exceeded: Interval, allowed: float) -> str:
    return f"Over all takes that is {with_bound(chance_of(exceeded), exceeded)}, allowed {chance(allowed)}."


def _none_exceeded(limits: Limits, result: ExposureResult, mass_kg: float, allowed: float) -> tuple[Finding, ...]:
    exposure, name = result.exposure, nearest_load(result)
    if name is None:
        return _nothing_to_judge_by(result, allowed)
    limit = limit_for(limits, name, exposure.borne, mass_kg, exposure.gear_limits.get(name))
    load = result.loads[name]
    bound = exceedance_bound(load)
    felt = (
        "none felt"
        if load.max == 0
        else f"largest {limit.say(load.max)} against {with_unit(load.limit or 0.0, limit.unit)}"
    )
    text = (
        f"{exposure.person}: no load passes its limit in more than {of_takes(chance(allowed))}. "
        f"Nearest is {limit.title}: {felt}, passed in {takes_at_most(bound)}."
    )
    plain = f"Nearest to a limit is {limit.everyday or limit.title}, above it in at most {of_takes(chance(bound))}."
    return (Finding("loads-within", Severity.NOTE, exposure.person, text, _source(limit), "", plain),)


def _nothing_to_judge_by(result: ExposureResult, allowed: float) -> tuple[Finding, ...]:
    """Contact without a single limited load is no answer, unless it is rarer than any limit may be passed."""
    exposure, bound = result.exposure, result.contact_probability.high
    if bound <= allowed:
        text = (
            f"{exposure.person}: {the(exposure.gag)} touches them in {takes_at_most(bound)}; a load may pass its limit "
            f"in {of_takes(chance(allowed))}."
        )
        return (Finding("loads-within", Severity.NOTE, exposure.person, text, "draws of this assessment"),)
    contact = result.contact_probability
    often = f"{exposure.person}: {the(exposure.gag)} touches them in {of_takes(chance(contact.mean))}"
    if contact.mean <= allowed:
        text = f"{with_bound(often, contact)}, allowed {chance(allowed)}."
        return (
            Finding(
                "count-mistakes",
                Severity.HOLD,
                exposure.person,
                f"{text} {ONLY_IF_COMMONER}",
                _DOUBT,
                count_it(exposure),
            ),
        )
    if exposure.borne is Borne.CHOSEN and not result.loads:
        text = f"{often}, and no load of it is known: nobody was simulated."
        give = "Give what other findings say is missing, or land on something that has a model."
        return (
            Finding("missing-data", Severity.CANNOT_ASSESS, exposure.person, text, "draws of this assessment", give),
        )
    text = f"{often}, and none of the loads that were measured has a published limit."
    aim = f"Sell it, or aim at a region that has one: {suggest('limits')}."
    if not result.loads:
        aim = "Do it without touching them, or have what they feel measured with a dummy at this setting."
    return (Finding("missing-data", Severity.CANNOT_ASSESS, exposure.person, text, "limits table", aim),)


def _source(limit: AppliedLimit) -> str:
    return f"{limit.source}; {limit.note}" if limit.note else limit.source
