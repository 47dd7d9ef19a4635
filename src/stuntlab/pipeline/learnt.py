"""What the runs in the record changed of a gag, as numbers and in words; and who consented when it looked better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from stuntlab.datasets import (
    NO_RUNS,
    ExposureResult,
    Finding,
    GagRuns,
    LearntGag,
    LearntQuantity,
    LearntRate,
    Rehearsed,
    Severity,
)
from stuntlab.gags.base import Gag
from stuntlab.gags.learning import FEWEST
from stuntlab.pipeline.estimates import NOTICED, Estimate, Estimates
from stuntlab.pipeline.runs_to_settle import TRIED, OpenQuestion, more_runs, open_question
from stuntlab.plan import dimensions, quantities
from stuntlab.units import Quantity, format_like
from stuntlab.units.counting import counted
from stuntlab.verdict import Limits
from stuntlab.verdict.words import capitalise, chance, of_takes, the

_NO_BETTER = f"Fewer than {FEWEST} runs make no estimate better."

SOURCE = "rehearsal log; conjugate priors of the plan (worth 8 runs, judgement [J]) and of THERP's rates [R-m]"


def learn_from_runs(
    gags: Sequence[Gag],
    results: Mapping[str, Sequence[ExposureResult]],
    limits: Limits,
    *,
    estimates: Estimates,
    seed: int,
) -> tuple[LearntGag, ...]:
    """One for each gag of which a run is known. results: of each gag, by its label."""
    return tuple(_learn(gag, results.get(gag.label, ()), limits, estimates, seed) for gag in gags if gag.runs.runs)


def _learn(gag: Gag, results: Sequence[ExposureResult], limits: Limits, estimates: Estimates, seed: int) -> LearntGag:
    before, after = (estimates.of(gag.label, runs) for runs in (NO_RUNS, gag.runs))
    question = open_question(results, limits)
    more = more_runs(gag, question, seed=seed) if question else 0
    measured, rates = tuple(_quantities(gag)), tuple(_rates(gag))
    said = [*(_say_measured(gag, one) for one in measured), *_went_wrong(gag, rates)]
    text = f"{gag.label}: {'; '.join(said) or counted(gag.runs.runs, 'run')}. {_comes_to(gag, before, after)}"
    settle = "" if question is None else f" {_settle(question, more, limits)}"
    partly = (0 < before.touches < 1) or (0 < after.touches < 1)
    touches = (before.touches, after.touches) if partly else None
    short = _say_shortly(gag, measured, rates, _differences(before, after)) + settle
    return LearntGag(gag.label, gag.runs.runs, measured, rates, touches, more, text + settle, short)


def _quantities(gag: Gag) -> Iterator[LearntQuantity]:
    planned = quantities(gag.action)
    for name in gag.runs_inform:
        values = gag.runs.values_of(name)
        if len(values) and name in planned:
            found = Quantity(float(np.mean(values)), float(np.std(values, ddof=1)) if len(values) > 1 else 0.0)
            yield LearntQuantity(name, planned[name], found, len(values), gag.in_takes(name))


def _rates(gag: Gag) -> Iterator[LearntRate]:
    for before, after in zip(gag.planned_branches()[1:], gag.branches()[1:], strict=True):
        yield LearntRate(before.name, gag.runs.times(before.name), before.probability, after.probability)


def _say_measured(gag: Gag, learnt: LearntQuantity) -> str:
    runs, name = counted(learnt.runs, "run"), learnt.field.replace("_", " ")
    said, drawn = (_as_planned(gag, learnt, one) for one in (learnt.measured, learnt.in_takes))
    return f"{name} {learnt.planned.text} in the plan, {said} in {runs}, {drawn} expected in takes"


def _as_planned(gag: Gag, learnt: LearntQuantity, quantity: Quantity) -> str:
    """A quantity in the units of the plan."""
    dimension = dimensions(type(gag.action))[learnt.field]
    return format_like(quantity.value, dimension, learnt.planned.text, sd=quantity.sd)


def _say_shortly(
    gag: Gag, measured: Sequence[LearntQuantity], rates: Sequence[LearntRate], differs: Sequence[str]
) -> str:
    """What was measured, how it went wrong, and the first of what that changes."""
    found = [
        f"{one.field.replace('_', ' ')} {_as_planned(gag, one, one.measured)} (plan {one.planned.text})"
        for one in measured
    ]
    found += [f"'{rate.name}' in {rate.times}" for rate in rates if rate.times]
    told = f": {', '.join(found)}" if found else ""
    changes = f"So it {differs[0]}." if differs else _NO_BETTER if gag.runs.runs < FEWEST else "That changes nothing."
    return f"{capitalise(the(gag.label))}, {counted(gag.runs.runs, 'run')}{told}. {changes}"


def _went_wrong(gag: Gag, rates: Sequence[LearntRate]) -> Iterator[str]:
    for rate in rates:
        if rate.times:
            yield (
                f"'{rate.name}' in {rate.times} of {counted(gag.runs.runs, 'run')}, now {chance(rate.in_takes)} "
                f"instead of {chance(rate.planned)}"
            )


def _comes_to(gag: Gag, before: Estimate, after: Estimate) -> str:
    """Before and after in one sentence, and why few good runs changed nothing."""
    said = _differences(before, after)
    if said:
        text = f"So it {', '.join(said)}."
    elif after.touches < 1:
        text = f"It touches in {of_takes(chance(after.touches))}, as in the plan."
    else:
        text = "That changes nothing in the estimate."
    if gag.runs.runs < FEWEST:
        text += f" {_NO_BETTER}"
    return text


def _differences(before: Estimate, after: Estimate, *, worse_only: bool = False) -> list[str]:
    """What changed by as much as is news, in words; how hard it hits, where that does not follow from the first."""
    touches, wrong, hard = (
        (before.touches, after.touches),
        (before.wrong, after.wrong),
        (before.hits_as_hard_as(before), after.hits_as_hard_as(before)),
    )
    told = [("touches", touches, ""), ("goes wrong", wrong, "")]
    told += [(f"ends {name}", (before.ends[name], share), "") for name, share in after.ends.items()]
    if _news(hard) != _news(touches):
        told.append(("hits hard", hard, " (as hard as the hardest 1 in 20 touches did before)"))
    return [
        f"{verb} in {of_takes(chance(now))} instead of {chance(then)}{what}"
        for verb, (then, now), what in told
        if chance(then) != chance(now)
        if _news((then, now)) > 0 or (_news((then, now)) < 0 and not worse_only)
    ]


def _news(chances: tuple[float, float]) -> int:
    """1 where a chance has become larger by as much as is news, -1 where smaller, else 0."""
    before, after = chances
    return int(after > NOTICED * before) - int(before > NOTICED * after)


def _settle(question: OpenQuestion, more: int | None, limits: Limits) -> str:
    title = limits.loads[question.load].title if question.load in limits.loads else question.load
    person = question.person
    open_ = f"whether {title} of {person} passes its limit too often" if title else f"how often {person} is touched"
    bound = f"(it may be up to {chance(question.high)}, allowed {chance(question.allowed)})"
    if more is None:
        return f"No number of runs like these ({TRIED[-1]} were tried) would settle {open_} {bound}."
    return f"About {counted(more, 'more run')} like these would settle {open_} {bound}."


def worse_than_consented(gags: Sequence[Gag], rehearsed: Rehearsed, *, estimates: Estimates) -> tuple[Finding, ...]:
    """A FLAG for everybody who consented when less was known and the estimate was better. The consent stands."""
    return tuple(
        _tell(one.person, one.day, gag, one.known[gag.label], _differences(then, now, worse_only=True))
        for gag in gags
        for one in rehearsed.consented
        if gag.label in one.known and one.known[gag.label] != gag.runs
        if (now := estimates.of(gag.label, gag.runs)).is_worse_than(
            then := estimates.of(gag.label, one.known[gag.label])
        )
    )


def _tell(person: str, day: str, gag: Gag, known: GagRuns, differs: Iterable[str]) -> Finding:
    runs = counted(gag.runs.runs - known.runs, "run")
    text = (
        f"{person}: consented on {day}, and {runs} since then made the estimate worse: {the(gag.label)} now "
        f"{', '.join(differs)}. Show them. The plan is the same and the consent stands; they may take it back."
    )
    return Finding("worse-than-consented", Severity.FLAG, person, text, SOURCE)
