"""What runs of a gag change in an estimate: a conjugate model for each spread of the plan, and one for each rate.

Spread: normal with unknown mean and variance; the prior is normal–inverse-gamma and worth `PRIOR_RUNS` runs that went
as the plan says (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.3, eqs. 3.9 and 3.10 [R-m]). What is drawn
is the posterior predictive, by its mean and standard deviation, so that without a run it is the plan itself.

Rate: Poisson with a gamma prior, whose mean is the rate of the table and whose coefficient of variation is that of the
lognormal with THERP's error factor (NUREG/CR-1278 [R-m]). A rate of 0.003 is worth 593 runs.

Fewer than `FEWEST` runs never make anything better: they do not narrow a spread, move a mean to the safe side or lower
a rate. What is worse counts from the first run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, hypot, log, sqrt

import numpy as np

from stuntlab.datasets import Branch, Floats, GagRuns
from stuntlab.units import Quantity
from stuntlab.units.counting import counted

PRIOR_RUNS = 8.0
"""Runs that the spread of the plan is worth: who writes ± 6 cm has seen about that many (judgement)."""

FEWEST = 8
"""Runs from which they may make an estimate better: with fewer, one in six spreads is found to be less than two thirds
of what it is (chi-squared with 7 degrees of freedom: s < 0.66 σ in 13 % of samples [C]; the bar is judgement)."""

P95 = 1.644854
"""The 95th percentile of the standard normal, at which an error factor is given."""

MOST_WRONG = 1.0
"""All failure modes together happen in no more than every run."""


def learn_quantity(planned: Quantity, measured: Floats, *, danger: int) -> Quantity:
    """A quantity of the plan as it will be in takes, given what was measured, [run], SI.

    danger: +1 where more is worse, -1 where less is, 0 where both are. With few runs only that direction moves it.
    """
    runs = len(measured)
    if not runs:
        return planned
    mean = float(np.mean(measured))
    moved = mean - planned.value
    few = runs < FEWEST
    if few and moved * danger < 0:
        moved = 0.0
    total = PRIOR_RUNS + runs
    scatter = float(np.sum((measured - mean) ** 2)) + PRIOR_RUNS * runs / total * moved**2
    sd = sqrt((PRIOR_RUNS * _prior_variance(planned.sd) + scatter) / total * _predictive(total))
    shift = runs / total * moved
    if not few:
        return replace(planned, value=planned.value + shift, sd=sd, text="")
    if danger == 0:
        return replace(planned, sd=max(planned.sd, hypot(sd, shift)), text="")
    return replace(planned, value=planned.value + shift, sd=max(planned.sd, sd), text="")


def _predictive(runs: float) -> float:
    """Variance of the next run over the variance parameter of what so many runs are worth.

    Student's t with as many degrees of freedom n: (1 + 1/n) of the mean's doubt times n / (n - 2) of the tails.
    """
    return (runs + 1) / (runs - 2)


def _prior_variance(sd: float) -> float:
    """The variance parameter for which the next run, before any was seen, has the spread of the plan."""
    return sd**2 / _predictive(PRIOR_RUNS)


def learn_rates(branches: Sequence[Branch], known: GagRuns) -> tuple[Branch, ...]:
    """The branches with their rates after some runs; the first, as planned, has what the others leave."""
    if not known.runs:
        return tuple(branches)
    wrong = [_learn_rate(branch, known) for branch in branches[1:]]
    total = sum(branch.probability for branch in wrong)
    if total > MOST_WRONG:
        wrong = [replace(branch, probability=branch.probability / total * MOST_WRONG) for branch in wrong]
    left = max(0.0, 1.0 - sum(branch.probability for branch in wrong))
    return (replace(branches[0], probability=left), *wrong)


def _learn_rate(branch: Branch, known: GagRuns) -> Branch:
    if branch.probability <= 0 or branch.error_factor <= 1:
        return branch  # known exactly, so nothing is learnt
    shape = shape_of(branch.error_factor)
    worth, times = shape / branch.probability, known.times(branch.name)
    rate = (shape + times) / (worth + known.runs)
    if known.runs < FEWEST and rate <= branch.probability:
        return branch
    said = f"; {times or 'none'} of {counted(known.runs, 'run')} went so"
    factor = error_factor_of(shape + times)
    return replace(branch, probability=rate, error_factor=factor, reason=branch.reason + said)


def shape_of(error_factor: float) -> float:
    """The shape of the gamma that varies as much as the lognormal with an error factor: 1.78 for 3."""
    return 1.0 / (exp((log(error_factor) / P95) ** 2) - 1.0)


def error_factor_of(shape: float) -> float:
    """The other way round."""
    return exp(P95 * sqrt(log(1.0 + 1.0 / shape)))
