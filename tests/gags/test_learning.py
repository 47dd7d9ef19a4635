"""What runs change: closed forms against slow twins, and few lucky runs that change nothing for the better."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

from stuntlab.datasets import Branch, GagRuns
from stuntlab.gags.learning import (
    FEWEST,
    PRIOR_RUNS,
    error_factor_of,
    learn_quantity,
    learn_rates,
    shape_of,
)
from stuntlab.units import Quantity

GAP = Quantity(0.30, 0.06, "30 ± 6 cm")
TWELVE = np.array([0.25, 0.31, 0.27, 0.22, 0.29, 0.30, 0.24, 0.26, 0.33, 0.23, 0.28, 0.26])


def branches(rate: float = 0.003) -> tuple[Branch, ...]:
    return Branch("as planned", 1 - 2 * rate, "", "x"), Branch("slips", rate, "r", "x"), Branch("late", rate, "r", "x")


def test_without_a_run_it_is_the_plan() -> None:
    assert learn_quantity(GAP, np.array([]), danger=-1) is GAP
    assert learn_rates(branches(), GagRuns()) == branches()


def test_the_next_run_is_that_of_a_grid_over_mean_and_variance() -> None:
    """The slow twin: the posterior by Bayes' theorem on a grid, and the moments of the next run under it."""
    nu, kappa, s2 = PRIOR_RUNS, PRIOR_RUNS, GAP.sd**2 * (PRIOR_RUNS - 2) / (PRIOR_RUNS + 1)
    mean = np.linspace(0.0, 0.6, 801)[:, None]
    variance = np.geomspace(1e-4, 0.5, 900)[None, :]
    prior = stats.invgamma.logpdf(variance, nu / 2, scale=nu * s2 / 2) + stats.norm.logpdf(
        mean, GAP.value, np.sqrt(variance / kappa)
    )
    likelihood = sum(stats.norm.logpdf(run, mean, np.sqrt(variance)) for run in TWELVE)
    weight = np.exp(prior + likelihood - (prior + likelihood).max()) * variance  # the grid is even in log(variance)
    weight /= weight.sum()
    expected = float((weight * mean).sum())
    spread = float((weight * (variance + (mean - expected) ** 2)).sum()) ** 0.5
    learnt = learn_quantity(GAP, TWELVE, danger=-1)
    assert learnt.value == pytest.approx(expected, rel=1e-3)
    assert learnt.sd == pytest.approx(spread, rel=1e-3)


def test_many_runs_are_what_they_say() -> None:
    runs = np.random.default_rng(3).normal(0.27, 0.04, 20_000)
    learnt = learn_quantity(GAP, runs, danger=-1)
    assert learnt.value == pytest.approx(runs.mean(), abs=1e-4)
    assert learnt.sd == pytest.approx(runs.std(), rel=1e-2)


@pytest.mark.parametrize("danger", [-1, 0, 1])
def test_a_few_lucky_runs_make_nothing_better(danger: int) -> None:
    lucky = GAP.value - danger * 0.05 + np.array([0.0, 1e-4, -1e-4])
    learnt = learn_quantity(GAP, lucky, danger=danger)
    assert learnt.value == GAP.value
    assert learnt.sd >= GAP.sd
    if danger:
        assert learnt.sd == GAP.sd, "nor worse: they were on the safe side"


@pytest.mark.parametrize("danger", [-1, 1])
def test_one_worse_run_counts_at_once(danger: int) -> None:
    learnt = learn_quantity(GAP, np.array([GAP.value + danger * 0.25]), danger=danger)
    assert danger * (learnt.value - GAP.value) > 0
    assert learnt.sd > GAP.sd


def test_either_way_is_worse_where_both_are() -> None:
    up, down = (learn_quantity(GAP, np.array([GAP.value + side * 0.2]), danger=0) for side in (1, -1))
    assert up.value == down.value == GAP.value
    assert up.sd == pytest.approx(down.sd)
    assert up.sd > GAP.sd


def test_eight_good_runs_narrow_it() -> None:
    runs = GAP.value + 0.01 * np.array([-1, 1, -1, 1, -1, 1, -1, 1.0])
    assert learn_quantity(GAP, runs[: FEWEST - 1], danger=-1).sd == GAP.sd
    assert learn_quantity(GAP, runs, danger=-1).sd < GAP.sd


def test_a_plan_without_a_spread_gets_one_from_runs() -> None:
    assert learn_quantity(Quantity(5.0), np.array([5.0, 5.0]), danger=1).sd == 0
    assert learn_quantity(Quantity(5.0), np.array([5.0, 5.6]), danger=1).sd > 0


@pytest.mark.parametrize(("runs", "times"), [(60, 0), (12, 1), (60, 2), (600, 2)])
def test_a_rate_is_that_of_the_integral(runs: int, times: int) -> None:
    """The slow twin: the two gammas times Poisson, integrated; without a mistake the gamma of the table alone."""
    shape = shape_of(3.0)
    worth = shape / 0.003
    table, unlike = stats.gamma(shape, scale=1 / worth), stats.gamma(0.5, scale=0.03 / 0.5)
    share = 0.1 if times else 0.0

    def weighed(power: int) -> float:
        def at(root: float) -> float:  # over the root, since the wide gamma has a pole at 0
            rate = root**2
            prior = (1 - share) * table.pdf(rate) + share * unlike.pdf(rate)
            return float(2 * root * rate**power * prior * stats.poisson.pmf(times, runs * rate))

        return float(integrate.quad(at, 1e-9, 1.0, points=[0.03, 0.06, 0.12, 0.25], limit=200)[0])

    wrong = (("slips", times),) if times else ()
    learnt = learn_rates(branches(), GagRuns(runs=runs, went_wrong=wrong))
    mean = weighed(1) / weighed(0)
    assert learnt[1].probability == pytest.approx(mean, rel=1e-3)
    assert learnt[1].error_factor == pytest.approx(
        error_factor_of(mean**2 / (weighed(2) / weighed(0) - mean**2)), rel=1e-3
    )
    assert worth == pytest.approx(593, abs=1)
    assert sum(branch.probability for branch in learnt) == pytest.approx(1.0)
    assert learnt[2].error_factor == pytest.approx(3.0)
    assert learnt[2].probability < 0.003


def test_what_is_seen_in_every_fourth_run_is_no_accident_of_one_in_hundreds() -> None:
    def rate(runs: int, times: int) -> float:
        return learn_rates(branches(), GagRuns(runs=runs, went_wrong=(("slips", times),)))[1].probability

    assert rate(12, 3) > 0.1
    assert 0.003 < rate(600, 2) < 0.0035, "as often as the table says"
    assert rate(12, 1) < rate(12, 2) < rate(12, 3) < rate(12, 6) < 0.5


def test_the_gamma_varies_as_much_as_the_lognormal() -> None:
    sigma = np.log(3.0) / stats.norm.ppf(0.95)
    lognormal, gamma = stats.lognorm(sigma), stats.gamma(shape_of(3.0))
    assert gamma.std() / gamma.mean() == pytest.approx(lognormal.std() / lognormal.mean(), rel=1e-6)
    assert error_factor_of(shape_of(3.0)) == pytest.approx(3.0)


def test_few_clean_runs_lower_no_rate_and_one_that_went_wrong_raises_it() -> None:
    clean = learn_rates(branches(0.2), GagRuns(runs=FEWEST - 1))
    assert clean == branches(0.2)
    wrong = learn_rates(branches(), GagRuns(runs=1, went_wrong=(("slips", 1),)))
    assert wrong[1].probability > 0.003
    assert wrong[2].probability == 0.003


def test_rates_together_are_no_more_than_every_run() -> None:
    runs = GagRuns(runs=500, went_wrong=(("slips", 500), ("late", 500)))
    learnt = learn_rates(branches(0.3), runs)
    assert sum(branch.probability for branch in learnt) == pytest.approx(1.0)
    assert min(branch.probability for branch in learnt) >= 0
