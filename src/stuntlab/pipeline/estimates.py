"""What a gag comes to by its cheap draws alone, with some runs known or others: to compare, not for a verdict."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats, GagRuns
from stuntlab.gags.base import Gag
from stuntlab.statistics import weighted_quantile
from stuntlab.takes.sample import draw

DRAWS_PER_BRANCH = 2**15
HARDEST = 0.95
"""Takes that hit as hard as the hardest 1 in 20 of those that touch are told apart, as in `takes/strata.py`."""

NOTICED = 1.05
"""A chance that changed by a smaller factor is no news (judgement)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Per take: how often it touches somebody and how often it goes wrong; how hard each draw that touches would hit.

    severity, weight: [touching draw]. touching: [branch], the share of its draws that touches. rates: [branch].
    """

    touches: float
    wrong: float
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
        """Whether it touches or goes wrong more often, or hits hard more often, by as much as can be said."""
        pairs = (
            (self.touches, other.touches),
            (self.wrong, other.wrong),
            (self.hits_as_hard_as(other), other.hits_as_hard_as(other)),
        )
        return any(now > NOTICED * before for now, before in pairs)


def with_runs(gag: Gag, runs: GagRuns) -> Gag:
    """The same gag with other runs known of it."""
    other = copy(gag)
    other.runs = runs
    return other


def estimate(gag: Gag, *, seed: int) -> Estimate:
    """Draw a gag on the plan's own luck, so that estimates with other runs differ by the runs alone."""
    draws = gag.propagate(draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=DRAWS_PER_BRANCH))
    rates = np.array([branch.probability for branch in gag.branches()])
    touches = np.array([outcome.touches for outcome in gag.outcomes])[gag.classify(draws)]
    share = np.bincount(draws.branch, weights=touches, minlength=len(rates)) / DRAWS_PER_BRANCH
    return Estimate(
        touches=float(rates @ share),
        wrong=float(rates[1:].sum()),
        severity=np.asarray(gag.severity(draws)[touches]),
        weight=np.asarray(rates[draws.branch[touches]] / DRAWS_PER_BRANCH),
        touching=share,
        rates=rates,
    )
