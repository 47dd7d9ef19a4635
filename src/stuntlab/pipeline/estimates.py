"""What a gag comes to by its cheap draws alone, with some runs known or others: to compare, not for a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats, GagRuns
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller
from stuntlab.pipeline import rehearse
from stuntlab.statistics import weighted_quantile
from stuntlab.takes.sample import draw

HARDEST = 0.95
"""Takes that hit as hard as the hardest 1 in 20 of those that touch are told apart, as in `takes/strata.py`."""

NOTICED = 1.05
"""A chance that changed by a smaller factor is no news (judgement)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Per take: how often it touches somebody and how often it goes wrong; how hard each draw that touches would hit.

    ends: of a fall onto a catcher, how often it ends otherwise than on the middle as meant, by the name of the outcome.
    severity, weight: [touching draw]. touching: [branch], the share of its draws that touches. rates: [branch].
    """

    touches: float
    wrong: float
    ends: Mapping[str, float]
    severity: Floats
    weight: Floats
    touching: Floats
    rates: Floats

    def hits_as_hard_as(self, other: Estimate) -> float:
        """How often a take hits as hard as the hardest 1 in 20 touches of another estimate."""
        if not len(other.severity):
            return self.touches
        return float(self.weight[self.severity > weighted_quantile(other.severity, other.weight, HARDEST)].sum())

    def is_worse_than(self, other: Estimate) -> bool:
        """Whether it touches, goes wrong, hits hard or ends otherwise more often, by as much as is news."""
        pairs = (
            (self.touches, other.touches),
            (self.wrong, other.wrong),
            (self.hits_as_hard_as(other), other.hits_as_hard_as(other)),
            *((share, other.ends[name]) for name, share in self.ends.items()),
        )
        return any(now > NOTICED * before for now, before in pairs)


def with_runs(gag: Gag, runs: GagRuns) -> Gag:
    """The same gag with other runs known of it."""
    other = copy(gag)
    other.runs = runs
    return other


def estimate(gag: Gag, *, seed: int, draws_per_branch: int | None = None) -> Estimate:
    """Draw a gag on the plan's own luck, so that estimates with other runs differ by the runs alone.

    draws_per_branch: as many as an assessment draws, unless given.
    """
    each = draws_per_branch or rehearse.DRAWS_PER_BRANCH
    draws = gag.propagate(draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=each))
    rates = np.array([branch.probability for branch in gag.branches()])
    outcome = gag.classify(draws)
    touches = np.array([one.touches for one in gag.outcomes])[outcome]
    ends = np.bincount(outcome, weights=rates[draws.branch] / each, minlength=len(gag.outcomes))
    otherwise = list(enumerate(gag.outcomes))[1:] if isinstance(gag, CatchesFaller) else []
    share = np.bincount(draws.branch, weights=touches, minlength=len(rates)) / each
    return Estimate(
        touches=float(rates @ share) if share.min() < 1 else 1.0,  # a sum of rates is 1 but for the last digit
        wrong=float(rates[1:].sum()),
        ends={one.name: float(ends[index]) for index, one in otherwise},
        severity=np.asarray(gag.severity(draws)[touches]),
        weight=np.asarray(rates[draws.branch[touches]] / each),
        touching=share,
        rates=rates,
    )


class Estimates:
    """Estimates of the gags of a plan, each made once."""

    def __init__(self, gags: Sequence[Gag], *, seed: int) -> None:
        self._gags, self._seed = {gag.label: gag for gag in gags}, seed
        self._made: dict[tuple[str, GagRuns], Estimate] = {}

    def of(self, label: str, runs: GagRuns) -> Estimate:
        """Of the gag with a label, if these were its runs."""
        if (label, runs) not in self._made:
            self._made[label, runs] = estimate(with_runs(self._gags[label], runs), seed=self._seed)
        return self._made[label, runs]
