"""Whether an interval of 95 % holds the truth 95 times in 100: planted truths through the whole chain of statistics.

A truth is a gag without a body: branches whose true rates are drawn around nominal ones, draws sorted into strata,
takes allocated to them, a load that is a smooth function of what is drawn with scatter of its own, and a person who
feels more or less of it than the model by a drawn factor. The chain sees the nominal rates, a few dozen takes and the
spreads, and nothing of the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from numpy.random import Generator
from scipy.special import ndtr, ndtri

from stuntlab.datasets import Branch, Draws, Floats, Integers, Interval, Loads, LoadSummary, Outcome, Stratum, Unknown
from stuntlab.injury.curve import BAND
from stuntlab.pipeline.where_to_look import LEAST_SCATTER
from stuntlab.takes.sample import draw
from stuntlab.takes.strata import allocate, stratify, tells_most
from stuntlab.verdict import (
    NODES,
    Chance,
    Response,
    TakesOfModel,
    chance_per_take,
    doubt_of,
    harm_done,
    summarise_load,
)
from stuntlab.verdict.doubt import P95
from stuntlab.verdict.limit import AppliedLimit
from stuntlab.verdict.settled import Known, what_is_known

TRUTHS, TAKES, FEW = 200, 80, 16
DRAWS = 2**15
MANY = 2**13
"""Draws of each branch that say what is true; the scatter of the load is added exactly."""
OUTCOMES = (Outcome("touches", True, split=True), Outcome("stops short", False))
LIMIT = AppliedLimit("force", "force", "N", 1.0, "limit", "", "")
CURVE_SPREAD = 0.5
"""Of the logarithm of the load at which people are injured."""


@dataclass(frozen=True)
class Truth:
    """The logarithm of a load is its mark + steep·x + slope·y + bend·x², shifted in each branch, with scatter."""

    branches: tuple[Branch, ...]
    rates: tuple[float, ...]
    gap: float
    steep: float
    slope: float
    bend: float
    scatter: float
    shifts: tuple[float, ...]
    model: float
    off: float
    share: float

    @property
    def unknowns(self) -> list[list[Unknown]]:
        return [
            [Unknown("gap", self.gap - (1.0 if index else 0.0), 1.0), Unknown("x", 0.0, 1.0), Unknown("y", 0.0, 1.0)]
            for index in range(len(self.branches))
        ]

    def mark(self, draws: Draws) -> Floats:
        x, y = draws.values["x"], draws.values["y"]
        return self.steep * x + self.slope * y + self.bend * x**2 + np.array(self.shifts)[draws.branch]


def truth_of(seed: int) -> Truth:
    """Common and rare touches, flat and steep loads, branches that hardly matter and branches that decide."""
    rng = np.random.default_rng(seed)
    wrong = [Branch(f"goes wrong {n}", 10 ** rng.uniform(-3, -1.5), "", "") for n in range(int(rng.integers(1, 4)))]
    rates = [_true_rate(branch, rng) for branch in wrong]
    left = 1 - sum(branch.probability for branch in wrong)
    return Truth(
        branches=(Branch("as planned", left, "", ""), *wrong),
        rates=(1 - sum(rates), *rates),
        gap=float(rng.uniform(-2.0, 1.5)),
        steep=float(rng.uniform(0.1, 0.5)),
        slope=float(rng.uniform(-0.2, 0.2)),
        bend=float(rng.uniform(-0.03, 0.03)),
        scatter=float(rng.uniform(0.05, 0.3)),
        shifts=(0.0, *rng.uniform(-0.2, 0.6, len(wrong))),
        model=float(rng.choice([0.0, 0.2, 0.35])),
        off=float(rng.standard_normal()),
        share=float(10 ** rng.uniform(-4, -0.3)),
    )


def _true_rate(branch: Branch, rng: Generator) -> float:
    odds = branch.probability / (1 - branch.probability) * branch.error_factor ** (rng.standard_normal() / P95)
    return odds / (1 + odds)


@dataclass(frozen=True)
class Answer:
    """What the chain says of a truth, and what is true."""

    chance: Interval
    true: float


LOADS, RISKS = range(2)
"""Held against a limit; and the same limit as the load at which half of all people are injured."""


@dataclass(frozen=True)
class Seen:
    """A truth as drawn, sorted and simulated."""

    loads: Loads
    taken: TakesOfModel
    level: float


def rehearse_truth(truth: Truth, seed: int, takes: int) -> tuple[Seen, Floats, Floats]:
    """What is seen of it; and of many other draws the mark [draw] and how often each stands for a take [draw]."""
    rng = np.random.default_rng([seed, 1])
    draws = draw(truth.unknowns, seed=seed, label="planted", takes_per_branch=DRAWS)
    mark = truth.mark(draws)
    touches = draws.values["gap"] <= 0
    strata = stratify(draws, np.where(touches, 0, 1), mark, truth.branches, OUTCOMES)
    features = np.column_stack([draws.values["x"], draws.values["y"]])
    many = draw(truth.unknowns, seed=seed + 10_000, label="true", takes_per_branch=MANY)
    touching = np.array([ndtr(-unknowns[0].mean) for unknowns in truth.unknowns]) / MANY
    stands_for = (np.array(truth.rates) * touching)[many.branch]
    nominal = np.array([branch.probability for branch in truth.branches])
    level = _level(truth, truth.mark(many), (nominal * touching)[many.branch])
    felt = mark + truth.scatter * rng.standard_normal(len(mark)) - level
    rows, stratum = _looked_at(strata, felt, takes)
    load = np.exp(felt[rows])
    weight = np.full(len(rows), 1e-6)
    loads = Loads({"force": load}, stratum, weight, np.zeros(len(rows), dtype=np.int64))
    response = Response(features[rows], [features[part.takes] for part in strata])
    return (
        Seen(loads, TakesOfModel(strata, stratum, np.full(len(rows), True), response), level),
        truth.mark(many),
        stands_for,
    )


def _looked_at(strata: Sequence[Stratum], felt: Floats, takes: int) -> tuple[Integers, Integers]:
    """The draws that are simulated, and the stratum of each: a first look, and a second one where it tells most."""
    first = allocate(strata, takes // 2)
    stratum = np.repeat(np.arange(len(strata)), [len(part) for part in first])
    wanted = tells_most(strata, stratum, ndtr(felt[np.concatenate(first)] / LEAST_SCATTER))
    chosen = allocate(strata, takes, besides=[len(part) for part in first], wanted=wanted)
    return np.concatenate(chosen), np.repeat(np.arange(len(strata)), [len(part) for part in chosen])


def _level(truth: Truth, mark: Floats, weight: Floats) -> float:
    """The logarithm of the limit that a share of the touching takes passes, if model and rates were right."""
    low, high = float(mark.min()) - 1, float(mark.max()) + 2
    for _ in range(20):
        middle = (low + high) / 2
        passed = np.sum(weight * ndtr((mark - middle) / truth.scatter)) / weight.sum()
        low, high = (middle, high) if passed > truth.share else (low, middle)
    return low


@cache
def answers_of(takes: int) -> tuple[list[Answer], list[Answer]]:
    """Of every truth, on its load and on the risk."""
    loads: list[Answer] = []
    risks: list[Answer] = []
    for seed in range(TRUTHS):
        truth = truth_of(seed)
        seen, mark, stands_for = rehearse_truth(truth, seed, takes)
        felt = mark + truth.model * truth.off - seen.level
        for answers, chance, scatter in (
            (loads, _of_load(truth, seen, seed).exceeded, truth.scatter),
            (risks, _of_risk(truth, seen, seed).interval, np.hypot(truth.scatter, CURVE_SPREAD)),
        ):
            answers.append(Answer(chance, float(np.sum(stands_for * ndtr(felt / scatter)))))
    return loads, risks


def _of_load(truth: Truth, seen: Seen, seed: int) -> LoadSummary:
    force, taken = seen.loads.values["force"], seen.taken
    doubt = doubt_of(truth.branches, seed=seed)
    summary = summarise_load(
        seen.loads, force, taken.strata, doubt, LIMIT, response=taken.response, scatter=truth.model, seed=seed
    )
    assert summary.exceeded is not None
    return summary


def _of_risk(truth: Truth, seen: Seen, seed: int, *, milder: float = 0.0) -> Chance:
    """milder: how far the logarithm of every load lies lower."""
    log_load = np.log(seen.loads.values["force"]) - milder
    at_nodes = [ndtr((log_load + node * truth.model) / CURVE_SPREAD) for node in NODES]
    doubt = doubt_of(truth.branches, seed=seed)
    happens = harm_done(seen.taken, at_nodes, inside_data(ndtr(log_load / CURVE_SPREAD)), doubt=doubt, seed=seed)
    touching = [seen.taken.strata[index] for index in seen.taken.touching]
    return chance_per_take(touching, happens, doubt, seed=seed)


def inside_data(risk: Floats) -> Floats:
    """Chances of injury without those read off the tail of a curve."""
    return np.where(risk < BAND[0], 0.0, risk)


def held(answers: list[Answer]) -> tuple[float, float, float]:
    """Shares of truths held, missed low (the interval lies below) and missed high."""
    low = np.mean([one.chance.high < one.true for one in answers])
    high = np.mean([one.chance.low > one.true for one in answers])
    return float(1 - low - high), float(low), float(high)


def width(answers: list[Answer]) -> float:
    """The median of how many times the upper end is the lower."""
    return float(np.median([one.chance.high / max(one.chance.low, 1e-9) for one in answers]))


@pytest.mark.parametrize("takes", [FEW, TAKES])
@pytest.mark.parametrize("kind", [LOADS, RISKS])
def test_an_interval_of_95_percent_holds_95_truths_in_100(kind: int, takes: int) -> None:
    """Of 200 truths at 95 % two in three suites hold 93.5 to 96.5 %; the seeds are fixed, so this is one suite.

    With few takes, three in ten plans have too few for a surface of their own. Read by a level alone, those held 73 %
    of loads and 83 % of risks, and all together 87 and 90 %.
    """
    share, below, above = held(answers_of(takes)[kind])
    assert 0.93 <= share <= 0.97
    assert max(below, above) <= 0.055


def test_the_intervals_say_something() -> None:
    """With a model that is right, 80 takes know a share to a factor of about 2 either way, and most truths matter."""
    answers = answers_of(TAKES)[LOADS]
    sure = [one for seed, one in enumerate(answers) if truth_of(seed).model == 0]
    assert width(sure) < 6
    assert np.mean([one.true > 1e-4 for one in answers]) > 0.7, "a truth that nothing resolves is held by anything"


ALLOWED = 1e-3


def test_a_few_takes_stop_nothing_that_stays_below_and_pass_nothing_that_does_not() -> None:
    """A surface through 16 takes reads whatever it likes beyond them. What no take reached is not known to pass."""
    told = []
    for seed in range(120):
        truth = truth_of(seed)
        seen, mark, stands_for = rehearse_truth(truth, seed, FEW)
        summary = _of_load(truth, seen, seed)
        assert summary.exceeded is not None
        passes = float(np.sum(stands_for * ndtr((mark - seen.level) / truth.scatter))) > ALLOWED
        known = what_is_known(summary.exceeded, summary.basis, ALLOWED)
        told.append((known, passes, summary.max > 1))
    stopped = [(passes, seen) for known, passes, seen in told if known is Known.OVER]
    assert all(passes and seen for passes, seen in stopped)
    assert len(stopped) > 0.6 * sum(passes for _, passes, _ in told), "most of those that pass are told even so"
    assert not any(passes for known, passes, _ in told if known is Known.WITHIN)


def test_a_few_takes_stop_nothing_by_the_tail_of_a_curve() -> None:
    """What is read below the 5 % point proves nothing: a STOP by risk needs as much of it inside the data.

    Let a branch prove as much as its worst take, and 13 of these truths are stopped by their tails.
    """
    told, milder = [], 0.5
    for seed in range(120):
        truth = truth_of(seed)
        seen, mark, stands_for = rehearse_truth(truth, seed, FEW)
        chance = _of_risk(truth, seen, seed, milder=milder)
        felt = (mark - seen.level - milder)[:, None] + truth.scatter * ndtri((np.arange(20) + 0.5) / 20)
        inside = inside_data(ndtr(felt / CURVE_SPREAD)).mean(axis=1)
        known = what_is_known(chance.interval, chance.basis, ALLOWED)
        told.append((known is Known.OVER, float(np.sum(stands_for * inside)) > ALLOWED))
    assert not any(stopped and not passes for stopped, passes in told)
    assert sum(stopped for stopped, _ in told) > 0.3 * sum(passes for _, passes in told)


def test_many_strata_prove_no_more_than_their_takes_say() -> None:
    """0.05 injuries in each of eight branches are 0.4 in 64 takes; half of one more in each would prove twice that."""
    names, each, rate = range(1, 9), 8, 0.01
    branches = [Branch("as planned", 1 - rate * len(names), "", "")]
    branches += [Branch(f"slip {name}", rate, "", "") for name in names]
    strata = [Stratum(f"slip {name}", name, True, Interval(rate, rate, rate), 100, np.arange(100)) for name in names]
    of_take = np.repeat(np.arange(len(names)), each)
    risk = np.where(np.arange(len(of_take)) % each == 0, BAND[0], 0.0)
    taken = TakesOfModel(strata, of_take, np.ones(len(of_take), dtype=bool), None)
    doubt = doubt_of(branches, seed=1)
    chance = chance_per_take(strata, harm_done(taken, [risk] * len(NODES), risk, doubt=doubt, seed=1), doubt, seed=1)
    said = rate * len(names) * BAND[0] / each
    assert chance.interval.mean == pytest.approx(said)
    assert chance.basis.sampled.low < 0.5 * said
