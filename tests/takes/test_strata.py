"""Strata add up to one take, and the budget goes where it is needed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from stuntlab.datasets import Branch, Draws, Integers, Interval, Outcome, Stratum, Unknown
from stuntlab.takes.sample import draw
from stuntlab.takes.strata import allocate, stratify, tells_most

PLANNED = Branch("as planned", 0.99, "", "")
SLIP = Branch("slips", 0.01, "", "")
OUTCOMES = (Outcome("touches", True, split=True), Outcome("stops short", False))


def kicks(gap_m: float, slip_shift_m: float, count: int = 100_000) -> tuple[Draws, tuple[Stratum, ...]]:
    unknowns = [[Unknown("gap_m", gap_m, 0.06)], [Unknown("gap_m", gap_m - slip_shift_m, 0.06)]]
    draws = draw(unknowns, seed=0, label="kick", takes_per_branch=count)
    gap = draws.values["gap_m"]
    return draws, stratify(draws, np.where(gap <= 0, 0, 1), -gap, [PLANNED, SLIP], OUTCOMES)


def test_touch_probability_is_the_normal_tail() -> None:
    """P(touch) = 0.99·Φ(−0.15/0.06) + 0.01·Φ(−0.03/0.06), film.md 2.1."""
    _, strata = kicks(0.15, 0.12)
    touching = [stratum for stratum in strata if stratum.touches]
    exact = 0.99 * norm.cdf(-2.5) + 0.01 * norm.cdf(-0.5)
    low, mean, high = (sum(getattr(s.probability, end) for s in touching) for end in ("low", "mean", "high"))
    assert low < exact < high
    assert mean == pytest.approx(exact, rel=0.05)


def test_strata_of_a_plan_add_up_to_one_take() -> None:
    _, strata = kicks(0.1, 0.1)
    assert sum(stratum.probability.mean for stratum in strata) == pytest.approx(1.0)
    assert sum(len(stratum.takes) for stratum in strata) == 200_000


def test_a_rare_branch_is_known_as_closely_as_the_plan() -> None:
    """Its probability is a weight: with one stream for all, 0.1 % of 100 000 draws would give it a hundred."""
    _, strata = kicks(0.3, 0.25)
    slip = next(stratum for stratum in strata if stratum.name == "slips: touches")
    assert (slip.probability.high - slip.probability.low) / slip.probability.mean < 0.05


def test_the_hardest_are_a_stratum_of_their_own() -> None:
    draws, strata = kicks(0.1, 0.1)
    usual, hardest = (part for part in strata if part.branch == 0 and part.touches)
    depth = -draws.values["gap_m"]
    assert depth[hardest.takes].min() > depth[usual.takes].max()
    assert len(hardest.takes) / (len(hardest.takes) + len(usual.takes)) == pytest.approx(0.05, abs=0.001)


def test_none_seen_is_not_none_possible() -> None:
    _, strata = kicks(3.0, 0.0)
    planned = next(stratum for stratum in strata if stratum.name == "as planned: touches")
    assert planned.probability.mean == 0
    assert 0 < planned.probability.high < 1e-4


@given(
    able=st.lists(st.integers(0, 500), min_size=1, max_size=6),
    weights=st.lists(st.floats(1e-9, 1.0), min_size=6, max_size=6),
    budget=st.integers(0, 600),
)
@settings(deadline=None)
def test_the_budget_is_spent_and_not_more(able: list[int], weights: list[float], budget: int) -> None:
    strata = [
        Stratum(f"s{index}", index, True, Interval(weight, weight, weight), 1000, np.arange(count))
        for index, (count, weight) in enumerate(zip(able, weights, strict=False))
    ]
    chosen = allocate(strata, budget)
    assert sum(map(len, chosen)) == min(budget, sum(able))
    for takes, stratum in zip(chosen, strata, strict=True):
        assert np.array_equal(takes, stratum.takes[: len(takes)])


def test_what_touches_nobody_is_not_simulated() -> None:
    _, strata = kicks(0.1, 0.1)
    for takes, stratum in zip(allocate(strata, 100), strata, strict=True):
        assert len(takes) == 0 or stratum.touches


def test_a_rare_branch_gets_its_share_of_looks() -> None:
    """Shares go by the root of probability: a hundredth as likely is a tenth as many."""
    _, strata = kicks(0.0, 0.1)
    counts = {stratum.name: len(takes) for takes, stratum in zip(allocate(strata, 1000), strata, strict=True)}
    assert counts["slips: touches"] / counts["as planned: touches"] == pytest.approx(0.14, abs=0.02)
    assert counts["slips: touches, the hardest 1 in 20"] >= 20


def planted(means: list[float], rates: list[float]) -> tuple[list[Stratum], Integers]:
    strata = [
        Stratum(f"s{index}", index, True, Interval(rate, rate, rate), 1000, np.arange(1000))
        for index, rate in enumerate(rates)
    ]
    return strata, np.repeat(np.arange(len(means)), 60)


def test_takes_go_where_they_disagree() -> None:
    """Neyman: by probability times scatter. A stratum that is settled gets next to none of them, however common."""
    rng = np.random.default_rng(0)
    rates = [0.96, 0.004, 0.001]
    strata, stratum = planted([1e-9, 0.3, 0.3], rates)
    chances = np.concatenate([np.full(60, 1e-9), rng.uniform(0, 1, 60), np.round(rng.uniform(0, 1, 60))])
    wanted = tells_most(strata, stratum, chances)
    assert wanted.sum() == pytest.approx(1.0)
    assert wanted[0] < 0.01
    exact = np.array(rates[1:]) * [chances[60:120].std(), chances[120:].std()]
    assert wanted[1] / wanted[2] == pytest.approx(exact[0] / exact[1], rel=0.2)


def test_a_stratum_that_nobody_looked_at_may_say_anything() -> None:
    strata, _ = planted([], [0.01, 0.01])
    wanted = tells_most(strata, np.zeros(60, dtype=np.int64), np.full(60, 0.5))
    assert wanted[1] > 5 * wanted[0]


def test_a_second_look_narrows_more_than_a_blind_one() -> None:
    """The error of a sum over strata, told by where the first look disagreed, against shares by the root alone."""
    rng = np.random.default_rng(1)
    rates, chance = np.array([0.98, 0.015, 0.003, 0.002]), np.array([0.0, 0.0, 0.4, 0.5])
    strata = [
        Stratum(f"s{index}", index + 1, True, Interval(rate, rate, rate), 1000, np.arange(1000))
        for index, rate in enumerate(rates)
    ]
    told, blind = list[float](), list[float]()
    for _ in range(400):
        happens = rng.uniform(size=(4, 1000)) < chance[:, None]
        first = [len(part) for part in allocate(strata, 60)]
        seen = np.concatenate([happens[index, :count] for index, count in enumerate(first)])
        wanted = tells_most(strata, np.repeat(np.arange(4), first), seen.astype(float))
        for shares, found in ((wanted, told), (None, blind)):
            counts = [len(part) for part in allocate(strata, 240, besides=first, wanted=shares)]
            found.append(sum(rates * [happens[index, :count].mean() for index, count in enumerate(counts)]))
    assert np.mean(told) == pytest.approx(rates @ chance, rel=0.05), "a first look that saw none is looked at less"
    assert np.std(told) < 0.75 * np.std(blind)


def test_the_plan_keeps_its_takes() -> None:
    """A surface through the takes as planned is read far beyond them, so nothing that goes wrong may starve them."""
    strata, _ = planted([], [0.96, 0.03, 0.01])
    blind, told = (allocate(strata, 300, wanted=wanted) for wanted in (None, np.array([0.0, 0.1, 0.9])))
    assert abs(len(told[0]) - len(blind[0])) <= 2
    assert len(told[2]) > 1.5 * len(blind[2])


def test_a_stratum_that_leaves_nothing_open_gets_no_further_takes() -> None:
    """What it has stays, the others share the rest as they would without it, and the budget is spent."""
    strata, _ = planted([], [0.96, 0.03, 0.01])
    wanted = np.array([0.0, 0.1, 0.9])
    first = [len(part) for part in allocate(strata, 60)]
    kept, told, all_told = (
        [len(part) for part in allocate(strata, 300, besides=first, wanted=wanted, settled=settled)]
        for settled in ((), (0,), (0, 1, 2))
    )
    assert kept[0] > first[0]
    assert told[0] == first[0]
    assert sum(told) == 300
    assert told[1] > kept[1]
    assert told[2] > kept[2]
    assert all_told == kept, "where all leave nothing open, none of them takes the rest"
