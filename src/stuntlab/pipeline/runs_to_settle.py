"""How many more runs would settle whether a limit is passed too often, if they went as those before.

Held fast: the mean and the spread of what was measured, the share of runs that went wrong in each way, and how often a
take of each branch that touches passes the limit. The upper end of the assessment is scaled by what the runs to come
would do to that of the cheap draws; luck of the takes and error of the body model stay in it as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from stuntlab.datasets import Borne, ExposureResult, Floats, GagRuns
from stuntlab.gags.base import Gag
from stuntlab.pipeline.estimates import estimate, with_runs
from stuntlab.statistics import CENTRAL_95
from stuntlab.verdict import Known, Limits, allowed_exceedance, doubt_of, what_is_known

TRIED = (*range(1, 11), *range(12, 31, 2), *range(35, 101, 5), *range(120, 201, 20))
"""Numbers of further runs that are tried; nobody rehearses one gag more often (judgement)."""

DRAWS_PER_BRANCH = 2**15
"""Enough for the ratio of two upper ends, which is all that is read of them."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A load of which it is not settled whether it passes its limit too often.

    load: "" where no load has a limit, so that being touched is what counts. adds: branch -> share of the mean.
    """

    person: str
    load: str
    high: float
    allowed: float
    adds: dict[str, float]


def open_question(results: Iterable[ExposureResult], limits: Limits) -> OpenQuestion | None:
    """The load that may pass its limit most often beside what is allowed; None where all are settled."""
    return max(_open(results, limits), key=lambda one: one.high / one.allowed, default=None)


def _open(results: Iterable[ExposureResult], limits: Limits) -> Iterator[OpenQuestion]:
    for result in results:
        borne = result.exposure.borne
        if borne is Borne.BYSTANDER:
            continue
        allowed, touched = allowed_exceedance(limits, borne), result.contact_probability
        if all(load.published_limit is None for load in result.loads.values()) and allowed < touched.high < 1:
            yield OpenQuestion(result.exposure.person, "", touched.high, allowed, {})
        for name, load in result.loads.items():
            if load.published_limit is None or load.exceeded is None or load.basis is None:
                continue
            if what_is_known(load.exceeded, load.basis, allowed) in (Known.OPEN, Known.UNSURE, Known.UNCOUNTED):
                yield OpenQuestion(result.exposure.person, name, load.exceeded.high, allowed, dict(load.basis.adds))


def more_runs(gag: Gag, question: OpenQuestion, *, seed: int) -> int | None:
    """The fewest further runs after which the upper end lies below what is allowed; None where no number does it."""
    now = estimate(gag, seed=seed, draws_per_branch=DRAWS_PER_BRANCH)
    names = [branch.name for branch in gag.branches()]
    adds = np.array([question.adds.get(name, 0.0) for name in names])
    touching = now.rates * now.touching
    passing = np.divide(adds, touching, out=np.ones_like(adds), where=touching > 0).clip(0.0, 1.0)
    passing = passing if question.load else np.ones_like(adds)
    at_now = _upper_end(gag, passing, seed)
    if at_now <= 0:
        return None

    def settles(more: int) -> bool:
        later = with_runs(gag, more_of(gag.runs, more))
        return question.high * _upper_end(later, passing, seed) / at_now <= question.allowed

    found = bisect_left(TRIED, 1, key=lambda more: int(settles(more)))
    return TRIED[found] if found < len(TRIED) else None


def _upper_end(gag: Gag, passing: Floats, seed: int) -> float:
    """The upper 95 % end of how often a take passes, by the cheap draws and the doubt about the branches.

    passing: [branch], how often a take that touches passes.
    """
    rates = doubt_of(gag.branches(), seed=seed).rates
    sampled = (estimate(gag, seed=seed, draws_per_branch=DRAWS_PER_BRANCH).touching * passing) @ rates
    return float(np.quantile(sampled, CENTRAL_95[1]))


def more_of(known: GagRuns, more: int) -> GagRuns:
    """The same runs with more that went alike: same mean, same spread, and going wrong as often, rounded up."""
    runs = known.runs + more
    measured = tuple((name, (*values, *_alike(np.array(values), more))) for name, values in known.measured)
    wrong = tuple((name, min(runs, ceil(times * runs / known.runs))) for name, times in known.went_wrong)
    return GagRuns(measured, runs, wrong)


def _alike(values: Floats, more: int) -> list[float]:
    """Values with the mean of others and, in pairs, their spread."""
    mean, sd = float(values.mean()), float(values.std())
    pairs = [mean + side * sd for _ in range(more // 2) for side in (1, -1)]
    return [*pairs, *([mean] if more % 2 else [])]
