"""What runs of a gag change in an estimate: a conjugate model for each spread of the plan, and one for each rate.

Spread: normal with unknown mean and variance; the prior is normal–inverse-gamma and worth `PRIOR_RUNS` runs that went
as the plan says (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.3, eqs. 3.9 and 3.10 [R-m]). What is drawn
is the posterior predictive, by its mean and standard deviation, so that without a run it is the plan itself.

Rate: Poisson with a gamma prior, whose mean is the rate of the table and whose coefficient of variation is that of the
lognormal with THERP's error factor (NUREG/CR-1278 [R-m]). A rate of 0.003 is worth 593 runs. A run that went wrong may
also say that these people are not those of the table: a second gamma, ten times as high and wide, is mixed in by how
well either foresaw the runs (robust mixture prior, Schmidli et al. 2014, Biometrics 70: 1023 [R-m]).

Fewer than `FEWEST` runs never make anything better: they do not narrow a spread, move a mean to the safe side or lower
a rate. What is worse counts from the first run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, hypot, lgamma, log, sqrt

import numpy as np

from stuntlab.datasets import Branch, Floats, GagRuns
from stuntlab.units import Quantity
from stuntlab.units.counting import counted

PRIOR_RUNS = 8.0
"""Runs that the spread of the plan is worth: who writes ± 6 cm has seen about that many (judgement)."""

FEWEST = 8
"""Runs from which they may make an estimate better: with fewer, one in six spreads is found to be less than two thirds
of what it is (chi-squared with 7 degrees of freedom: s < 0.66 σ in 13 % of samples [C]; the bar is judgement)."""

UNLIKE = 0.1
"""How likely it is at first that a gag goes wrong otherwise than the table says (judgement)."""

TIMES_AS_OFTEN = 10.0
"""How much more often it then goes wrong in the mean: well beyond what the error factor of 3 allows for (judgement)."""

UNLIKE_SHAPE = 0.5
"""Shape of the gamma it then has: as wide as Jeffreys' prior of a rate."""

FAR = 500.0
"""A logarithm beyond which nothing is left of a share."""

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


@dataclass(frozen=True, slots=True)
class _Gamma:
    """A gamma of a rate per run: shape, and how many runs it is worth."""

    shape: float
    worth: float

    def after(self, times: int, runs: int) -> _Gamma:
        return _Gamma(self.shape + times, self.worth + runs)

    @property
    def mean(self) -> float:
        return self.shape / self.worth

    @property
    def square(self) -> float:
        """Mean of the square."""
        return self.mean * (self.shape + 1) / self.worth

    def foresaw(self, times: int, runs: int) -> float:
        """Logarithm of how likely it made so many times, but for what every gamma has in common."""
        total = self.worth + runs
        return (
            lgamma(self.shape + times) - lgamma(self.shape) + self.shape * log(self.worth / total) - times * log(total)
        )


def _learn_rate(branch: Branch, known: GagRuns) -> Branch:
    if branch.probability <= 0 or branch.error_factor <= 1:
        return branch  # known exactly, so nothing is learnt
    times, runs = known.times(branch.name), known.runs
    shape = shape_of(branch.error_factor)
    table = _Gamma(shape, shape / branch.probability)
    rate, factor = _mix(table, branch.probability, times, runs)
    if runs < FEWEST and rate <= branch.probability:
        return branch
    said = f"; {times or 'none'} of {counted(runs, 'run')} went so"
    return replace(branch, probability=rate, error_factor=factor, reason=branch.reason + said)


def _mix(table: _Gamma, rate: float, times: int, runs: int) -> tuple[float, float]:
    """Mean and error factor of a rate after runs. Runs without a mistake never say that people are worse than it."""
    like = table.after(times, runs)
    if not times:
        return like.mean, error_factor_of(like.shape)
    unlike_before = _Gamma(UNLIKE_SHAPE, UNLIKE_SHAPE / min(TIMES_AS_OFTEN * rate, MOST_WRONG))
    unlike = unlike_before.after(times, runs)
    better = unlike_before.foresaw(times, runs) - table.foresaw(times, runs)
    share = 1 / (1 + (1 - UNLIKE) / UNLIKE * exp(min(-better, FAR)))
    mean, square = (
        share * theirs + (1 - share) * of_the_table
        for theirs, of_the_table in ((unlike.mean, like.mean), (unlike.square, like.square))
    )
    return mean, error_factor_of(mean**2 / (square - mean**2))


def shape_of(error_factor: float) -> float:
    """The shape of the gamma that varies as much as the lognormal with an error factor: 1.78 for 3."""
    return 1.0 / (exp((log(error_factor) / P95) ** 2) - 1.0)


def error_factor_of(shape: float) -> float:
    """The other way round."""
    return exp(P95 * sqrt(log(1.0 + 1.0 / shape)))
