"""Findings on injury risk, per take and on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stuntlab.datasets import Basis, Borne, ExposureResult, Finding, Interval, Severity
from stuntlab.units.counting import counted
from stuntlab.verdict.day import chance_on_the_day, risk_on_the_day
from stuntlab.verdict.limit import allowed_exceedance
from stuntlab.verdict.settled import ONLY_IF_COMMONER, Known, count_it, most_comes_of, what_is_known, what_narrows
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import (
    ONLY_UPPER_BOUND,
    PLAIN_INJURY,
    SURE,
    capitalise,
    chance,
    chance_of,
    no_less,
    the,
    with_bound,
)

_INJURY = {"ais2": "a moderate injury or worse (AIS 2+)", "ais3": "a serious injury or worse (AIS 3+)"}

_NO_CURVE = "No injury curve reaches it, so it does not decide alone."
_IN_TAIL = "It is read off the tail of an injury curve and does not decide alone."
_COUNTED_ALREADY = "That is what the body model may be off; with it counted every load stays within its limit."


_SEVERITY = {
    Known.OVER: Severity.STOP,
    Known.OPEN: Severity.CANNOT_ASSESS,
    Known.UNSURE: Severity.CANNOT_ASSESS,
    Known.UNCOUNTED: Severity.HOLD,
}


@dataclass(frozen=True, slots=True)
class _Check:
    level: str
    allowance: str
    on_the_day: bool


_CHECKS = {
    Borne.IMPOSED: (_Check("ais2", "imposed_ais2", False),),
    Borne.TRAINED_RECEIVER: (_Check("ais2", "trained_ais2", False),),
    Borne.CHOSEN: (_Check("ais3", "chosen_ais3_take", False), _Check("ais3", "chosen_ais3_day", True)),
    Borne.BYSTANDER: (),
}


def risk_findings(limits: Limits, result: ExposureResult, tail_only: frozenset[str]) -> tuple[Finding, ...]:
    """A STOP for every risk that is known to be over its allowance, CANNOT ASSESS where only its upper end is.

    Curves are fits between 5 and 95 %: their tails never decide alone, and are a FLAG, as is a missing curve. So is an
    upper end that the model's error alone lifts, while every load stays within its limit with that error counted: the
    same doubt is not held against a person twice.
    """
    return tuple(_findings(limits, result, tail_only))


def _findings(limits: Limits, result: ExposureResult, tail_only: frozenset[str]) -> Iterator[Finding]:
    for check in _CHECKS[result.exposure.borne]:
        risk, known = _risk(result, check), _known(limits, result, check)
        if risk is None or known is None:
            if not check.on_the_day:
                yield _no_curve(result, check)
        elif known is not Known.WITHIN:
            basis = _basis(result, check)
            yield _risk_exceeded(limits, result, check, risk, basis, known, in_tail=check.level in tail_only)


def _risk(result: ExposureResult, check: _Check) -> Interval | None:
    return (result.risk_on_the_day if check.on_the_day else result.risk_per_take).get(check.level)


def _known(limits: Limits, result: ExposureResult, check: _Check) -> Known | None:
    """What is known of a risk beside what is allowed; None where nothing says how large it is."""
    risk = _risk(result, check)
    return None if risk is None else what_is_known(risk, _basis(result, check), limits.allowance(check.allowance))


def _loads_stay_within(limits: Limits, result: ExposureResult) -> bool:
    """Whether there are loads with a limit, and none may pass it too often with everything counted but mistakes."""
    allowed = allowed_exceedance(limits, result.exposure.borne)
    held = [load for load in result.loads.values() if load.exceeded is not None]
    within = (Known.WITHIN, Known.UNCOUNTED)
    return bool(held) and all(
        what_is_known(load.exceeded, load.basis, allowed) in within for load in held if load.exceeded is not None
    )


def _basis(result: ExposureResult, check: _Check) -> Basis | None:
    """What the risk rests on, of the day where the day is asked for."""
    basis = result.risk_basis.get(check.level)
    if basis is None or not check.on_the_day:
        return basis
    takes = result.exposure.takes_on_the_day
    reaches = {name: chance_on_the_day(high, takes) for name, high in basis.reaches.items()}
    on_planes = chance_on_the_day(basis.on_planes, takes)
    return replace(basis, sampled=risk_on_the_day(basis.sampled, takes), reaches=reaches, on_planes=on_planes)


def open_risks(limits: Limits, result: ExposureResult, tail_only: frozenset[str]) -> tuple[str, ...]:
    """Risks that more takes would settle: "ais2", "ais3"."""
    return tuple(
        check.level
        for check in _CHECKS[result.exposure.borne]
        if check.level not in tail_only and _known(limits, result, check) is Known.OPEN
    )


def levels_in_tail(limits: Limits, models: Sequence[tuple[ExposureResult, frozenset[str]]]) -> frozenset[str]:
    """Risks ("ais2", "ais3") that rest on the tails of curves, of several models, each with those that do in it.

    In every model; or in some, while each of the others keeps what is allowed with everything counted that is not
    known. So a tail of one model decides no more beside a model within than it would alone. Where what takes say inside
    the data of curves is over what is allowed by itself, a tail beside it, however long, takes nothing back.
    """
    levels = frozenset[str]().union(*(in_tail for _, in_tail in models))
    return frozenset(
        level
        for level in levels
        if all(level in in_tail or _stays_within(limits, result, level) for result, in_tail in models)
        and not any(_proved(limits, result, level) for result, _ in models)
    )


def _stays_within(limits: Limits, result: ExposureResult, level: str) -> bool:
    return all(_known(limits, result, check) in (Known.WITHIN, None) for check in _checks_of(result, level))


def _proved(limits: Limits, result: ExposureResult, level: str) -> bool:
    """Whether takes inside the data of curves are over what is allowed: the low end of a basis counts no others."""
    if level not in result.risk_basis or level in result.no_curve:
        return False
    return any(_known(limits, result, check) is Known.OVER for check in _checks_of(result, level))


def _checks_of(result: ExposureResult, level: str) -> list[_Check]:
    return [check for check in _CHECKS[result.exposure.borne] if check.level == level]


def _risk_exceeded(
    limits: Limits,
    result: ExposureResult,
    check: _Check,
    risk: Interval,
    basis: Basis | None,
    known: Known,
    *,
    in_tail: bool,
) -> Finding:
    exposure, allowance = result.exposure, limits.numbers[f"allowance.{check.allowance}"]
    when = f"on the day ({counted(exposure.takes_on_the_day)})" if check.on_the_day else "per take"
    allowed = limits.allowance(check.allowance)
    no_curve = check.level in result.no_curve
    most = "at most that of a moderate one, " if no_curve else ""
    already = known is Known.UNSURE and _loads_stay_within(limits, result)
    found = no_less(chance_of(risk)) if check.level in result.at_least else chance_of(risk)
    text = (
        f"{exposure.person}: the risk of {_INJURY[check.level]} from {the(exposure.gag)} is "
        f"{with_bound(f'{most}{found} {when}', risk)}, allowed {chance(allowed)}."
    )
    why = _NO_CURVE if no_curve else _why(known, in_tail=in_tail, counted_already=already)
    severity = Severity.FLAG if in_tail or already else _SEVERITY[known]
    most_of_it = most_comes_of(basis, result.risk_per_take[check.level].mean) if severity is Severity.STOP else ""
    remedy = "" if no_curve or in_tail or already else _next(limits, result, check, known, most_of_it)
    often = chance_of(risk) if severity is Severity.STOP else f"up to {chance(risk.high)}"
    likely = "certain" if often == SURE else f"{often} {when}"
    plain = f"{capitalise(PLAIN_INJURY[check.level])} from {the(exposure.gag)}: {likely}; allowed {chance(allowed)}."
    aside = _NO_CURVE if no_curve else _IN_TAIL if in_tail else _COUNTED_ALREADY if already else ""
    where = f"Most of it comes of '{most_of_it}'." if most_of_it else ""
    source = f"{allowance.source} [{allowance.tag}]"
    return Finding(
        f"risk-{check.level}",
        severity,
        exposure.person,
        " ".join(part for part in (text, where, why) if part),
        source,
        remedy,
        " ".join(part for part in (plain, where, aside) if part),
        about=f"{exposure.gag} by {exposure.created_by}",
    )


def _why(known: Known, *, in_tail: bool, counted_already: bool) -> str:
    """What the severity rests on, where that is not the number alone."""
    if counted_already:
        return (
            f"{ONLY_UPPER_BOUND}, by what the body model may be off, and with that counted every load stays within "
            "its limit."
        )
    if in_tail and known is not Known.UNCOUNTED:
        return "It rests on the tail of an injury curve, which is a shape and no data, and does not decide alone."
    return {
        Known.OPEN: "The takes are too few to tell.",
        Known.UNCOUNTED: ONLY_IF_COMMONER,
        Known.UNSURE: f"{ONLY_UPPER_BOUND}, and more takes would not tell.",
    }.get(known, "")


def _next(limits: Limits, result: ExposureResult, check: _Check, known: Known, most_of_it: str) -> str:
    """What would lift it. Fewer runs are no help where one of them is over by itself."""
    if known is Known.UNCOUNTED:
        return count_it(result.exposure)
    if known in (Known.OPEN, Known.UNSURE):
        return f"{what_narrows(_basis(result, check), '')}."
    softer = f"Make '{most_of_it}' rarer, or take out speed or height." if most_of_it else "Take out speed or height."
    one_is_over = any(
        _known(limits, result, one) is Known.OVER for one in _checks_of(result, check.level) if not one.on_the_day
    )
    return softer if one_is_over else f"Take fewer runs, or {softer[0].lower()}{softer[1:]}"


def _no_curve(result: ExposureResult, check: _Check) -> Finding:
    exposure = result.exposure
    text = (
        f"{exposure.person}: no injury curve is published for {_INJURY[check.level]} from what {the(exposure.gag)} "
        "does to them; they are judged on loads alone."
    )
    look, plain = "Look at the loads yourself.", f"How likely {PLAIN_INJURY[check.level]} is cannot be said."
    return Finding("no-injury-curve", Severity.FLAG, exposure.person, text, "injury curves of stuntlab", look, plain)
