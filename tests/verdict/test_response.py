"""The response surface: planted truths, agreement with counting, and when it keeps its mouth shut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator
from scipy.stats import norm, t

from stuntlab.datasets import Borne, Branch, Floats, Integers, Interval, Loads, Stratum
from stuntlab.statistics import jeffreys_interval
from stuntlab.verdict import Response, doubt_of, limit_for, read_limits, summarise_load
from stuntlab.verdict.doubt import SAMPLES
from stuntlab.verdict.limit import AppliedLimit
from stuntlab.verdict.response import (
    Design,
    Posterior,
    ResponseSurface,
    design_of,
    fit,
    fit_load,
    read_shares,
    representatives,
    sample_surfaces,
)

CERTAIN = doubt_of([Branch("as planned", 1.0, "", "")], seed=0)
FEATURES = 5
DRAWS = 4096


@dataclass(frozen=True)
class Truth:
    """A load like a kick's: a power of speed and mass, less off the mark, with scatter the features do not explain."""

    scatter: float = 0.05

    def features(self, rng: Generator, count: int) -> Floats:
        """log speed, log mass, push, aim sideways, aim in height."""
        speed = np.clip(rng.normal(5.0, 0.8, count), 0.5, None)
        mass = np.clip(rng.normal(13.0, 3.0, count), 8.0, 25.0)
        push = rng.normal(60.0, 20.0, count)
        return np.column_stack([np.log(speed), np.log(mass), push, *rng.normal(0, [0.03, 0.04], (count, 2)).T])

    def load(self, rng: Generator, features: Floats) -> Floats:
        speed, mass, push, sideways, height = features.T
        beside = (sideways / 0.12) ** 2 + (height / 0.15) ** 2
        smooth = np.log(150.0) + 1.1 * speed + 0.5 * mass + 0.002 * push - beside
        return np.asarray(np.exp(smooth + self.scatter * rng.standard_normal(len(features))))

    def limit_passed_in(self, share: float) -> float:
        return _quantile(self, 1 - share)


@cache
def _quantile(truth: Truth, share: float) -> float:
    """From a million takes: one in a thousand is known to 3 %."""
    rng = np.random.default_rng(12345)
    return float(np.quantile(truth.load(rng, truth.features(rng, 1_000_000)), share))


def rehearsed(truth: Truth, rng: Generator, takes: int) -> tuple[Response, Floats]:
    """`takes` simulated takes of one stratum in which every draw touches."""
    drawn = truth.features(rng, DRAWS)
    simulated = drawn[:takes]
    return Response(simulated, [drawn]), truth.load(rng, simulated)


def _design(features: Floats) -> Design:
    """Of the takes of one branch."""
    design = design_of(features, np.zeros(len(features), dtype=np.int64))
    assert design is not None
    return design


def fitted(response: Response, load: Floats, limit: float) -> tuple[ResponseSurface, float]:
    """A surface through the takes of one branch, and the limit's height on it."""
    surface, height = fit_load(_design(response.simulated), load, limit)
    return surface, float(height.of(np.array(limit)))


def read(response: Response, load: Floats, limit: float, *, seed: int = 0) -> Interval:
    """Share of all draws that pass, from the surface."""
    surface, height = fitted(response, load, limit)
    posterior = sample_surfaces(surface, np.random.default_rng(seed))
    shares = read_shares(surface, posterior, surface.design.at(response.drawn[0], 0), height, np.full(SAMPLES, height))
    low, high = np.quantile(shares.sampled, (0.025, 0.975))
    return Interval(shares.estimate, float(low), float(high))


REPEATED = 40


@pytest.mark.parametrize("share", [1e-2, 1e-3])
def test_the_interval_holds_the_planted_truth(share: float) -> None:
    """120 takes, again and again. Nominal 95 %; the truth is no quadratic of its logarithm: 85 to 88 % were measured.

    A binomial count of 40 at 85 % is at least 29 in 98 of 100 suites. The seeds are fixed, so this is one suite.
    """
    truth = Truth()
    limit, held, widths = truth.limit_passed_in(share), 0, []
    for seed in range(REPEATED):
        found = read(*rehearsed(truth, np.random.default_rng(seed), 120), limit, seed=seed)
        held += found.low <= share <= found.high
        widths.append(found.high / share)
    assert held >= 29
    assert np.median(widths) < 5, "an interval that holds everything says nothing"


def test_the_upper_end_is_rarely_below_the_truth() -> None:
    """Of 40 it falls short of a true one in a thousand in few."""
    truth = Truth(scatter=0.1)
    limit = truth.limit_passed_in(1e-3)
    found = [
        read(*rehearsed(truth, np.random.default_rng(1000 + seed), 120), limit, seed=seed) for seed in range(REPEATED)
    ]
    assert sum(one.high < 1e-3 for one in found) <= 4


@pytest.mark.parametrize("share", [1e-1, 1e-2, 1e-3, 1e-4])
def test_a_few_draws_read_stand_for_all_of_them(share: float) -> None:
    """Each end of the interval against its slow twin, in which every draw is read: far less apart than the ends are."""
    truth = Truth()
    limit, apart, wide = truth.limit_passed_in(share), [], []
    for seed in range(10):
        response, load = rehearsed(truth, np.random.default_rng(seed), 120)
        surface, height = fitted(response, load, limit)
        posterior = sample_surfaces(surface, np.random.default_rng(seed))
        few = read_shares(
            surface, posterior, surface.design.at(response.drawn[0], 0), height, np.full(SAMPLES, height)
        ).sampled
        every = _every_draw_read(surface, posterior, response.drawn[0], height)
        ends = np.quantile(np.log(few), (0.025, 0.975)), np.quantile(np.log(every), (0.025, 0.975))
        apart.append(np.abs(ends[0] - ends[1]).max())
        wide.append(ends[1][1] - ends[1][0])
    assert max(apart) < 0.1
    assert np.median(wide) > 10 * np.median(apart)


def _every_draw_read(surface: ResponseSurface, posterior: Posterior, features: Floats, height: float) -> Floats:
    """One sample of the posterior after the other, every draw by itself."""
    design, branch = surface.design, np.zeros(len(features), dtype=np.int64)
    terms, edge = (design.terms_of(at, branch) for at in (features, np.clip(features, design.low, design.high)))
    return np.array(
        [
            np.mean(norm.sf(height, (edge + believed * (terms - edge)) @ coefficients, scatter))
            for coefficients, scatter, believed in zip(
                posterior.coefficients, posterior.scatter, posterior.believed, strict=True
            )
        ]
    )


@pytest.mark.parametrize("count", [1, 200, 256, 263, 264, 265, 4096])
def test_representatives_are_different_draws_and_stand_for_all(count: int) -> None:
    read, stands_for = representatives(np.random.default_rng(0).permutation(count).astype(float))
    assert len(set(read.tolist())) == len(read) == len(stands_for)
    assert stands_for.sum() == pytest.approx(1)


def test_it_agrees_with_counting_where_counting_is_possible() -> None:
    """Against the share counted in 400 takes of the same truth, when the limit lies in their middle."""
    truth, rng = Truth(), np.random.default_rng(3)
    response, load = rehearsed(truth, rng, 400)
    for share in (0.2, 0.5, 0.8):
        limit = truth.limit_passed_in(share)
        found, counted = read(response, load, limit), jeffreys_interval(np.count_nonzero(load > limit), 400)
        assert found.low < counted.high
        assert counted.low < found.high
        assert found.high - found.low < counted.high - counted.low, "a surface knows more than a count"


def test_too_few_takes_are_no_surface_and_a_few_are_a_level() -> None:
    rng = np.random.default_rng(0)
    for takes, degree in ((0, None), (1, None), (2, 0), (FEATURES + 3, 0), (FEATURES + 4, 1), (60, 2)):
        response, _ = rehearsed(Truth(), rng, takes)
        design = design_of(response.simulated, np.zeros(takes, dtype=np.int64))
        assert (design.degree if design else None) == degree


def test_a_level_is_the_t_interval_of_a_lognormal_load() -> None:
    """3 takes far below a limit are no rule of three: a t distribution with 2 degrees of freedom says how far."""
    load = np.array([90.0, 100.0, 111.0])
    surface = fit(_design(np.zeros((3, 1))), np.log(load))
    posterior = sample_surfaces(surface, np.random.default_rng(0))
    at = surface.design.at(np.zeros((50, 1)), 0)
    shares = read_shares(surface, posterior, at, np.log(1000.0), np.full(SAMPLES, np.log(1000.0)))
    miss = (np.log(load).mean() - np.log(1000.0)) / (np.log(load).std(ddof=1) * np.sqrt(1 + 1 / 3))
    assert np.mean(shares.sampled) == pytest.approx(t.cdf(miss, 2), rel=1.0)
    assert shares.estimate < 1e-9


def test_every_branch_has_a_level_of_its_own_and_shares_slopes_and_scatter() -> None:
    rng = np.random.default_rng(0)
    features, branch = rng.normal(size=(40, 1)), np.repeat([3, 7], 20)
    height = 2.0 * features[:, 0] + np.where(branch == 7, 5.0, 0.0) + 0.01 * rng.normal(size=40)
    design = design_of(features, branch)
    assert design is not None
    surface = fit(design, height)
    at_rest = design.terms_of(np.zeros((2, 1)), np.array([3, 7])) @ surface.coefficients
    assert np.diff(at_rest) == pytest.approx(5.0, abs=0.02)
    assert surface.scatter < 0.02


@settings(deadline=None, max_examples=20)
@given(st.floats(1e-6, 1e6))
def test_units_do_not_matter(factor: float) -> None:
    """Newtons or kilonewtons: load and limit times the same number is the same answer."""
    response, load = rehearsed(Truth(), np.random.default_rng(5), 100)
    one, other = read(response, load, 4200.0), read(response, factor * load, factor * 4200.0)
    ends = (one.mean, one.low, one.high)
    assert (other.mean, other.low, other.high) == pytest.approx(ends, rel=1e-6, abs=1e-12)


def test_features_may_come_in_any_unit_and_order() -> None:
    response, load = rehearsed(Truth(), np.random.default_rng(5), 200)
    turned = Response(1e3 * response.simulated[:, ::-1] + 7, [1e3 * drawn[:, ::-1] + 7 for drawn in response.drawn])
    one, other = (read(given_to, load, 4200.0) for given_to in (response, turned))
    assert other.mean == pytest.approx(one.mean, rel=1e-6)
    assert other.high == pytest.approx(one.high, rel=0.15), "the order of terms changes which random numbers they meet"


def test_a_stricter_limit_is_passed_more_often() -> None:
    response, load = rehearsed(Truth(), np.random.default_rng(8), 150)
    limits = np.geomspace(load.min(), 4 * load.max(), 25)
    shares = np.array([[one.mean, one.low, one.high] for one in (read(response, load, limit) for limit in limits)])
    assert np.all(np.diff(shares, axis=0) <= 1e-9)
    assert shares[0, 0] > 0.9
    assert shares[-1, 0] < 1e-3


def test_one_strike_that_only_grazes_does_not_decide_how_high_the_tail_reaches() -> None:
    """A take at a thousandth of the load widens the answer, and still leaves it sharper than counting none of 150."""
    response, load = rehearsed(Truth(), np.random.default_rng(2), 150)
    limit = 1.5 * load.max()
    grazed = load.copy()
    grazed[40] *= 1e-3
    assert read(response, load, limit).high < 1e-4
    assert read(response, grazed, limit).high < jeffreys_interval(0, 150).high


def test_a_load_that_never_changes_passes_or_does_not() -> None:
    response, _ = rehearsed(Truth(), np.random.default_rng(2), 100)
    same = np.full(100, 50.0)
    assert read(response, same, 60.0).high < 1e-3
    assert read(response, same, 40.0).low > 1 - 1e-3


def test_a_steeper_spread_of_draws_reaches_further() -> None:
    """The surface is read at the draws, not at the simulated takes: 1 m/s more foot speed, more takes that pass."""
    truth, rng = Truth(), np.random.default_rng(4)
    response, load = rehearsed(truth, rng, 150)
    faster = response.drawn[0] + np.array([np.log(6 / 5), 0, 0, 0, 0])
    limit = truth.limit_passed_in(1e-2)
    as_drawn, pushed = read(response, load, limit).mean, read(replace(response, drawn=[faster]), load, limit).mean
    assert as_drawn < pushed
    assert pushed == pytest.approx(np.mean(truth.load(rng, faster) > limit), rel=0.35)


@dataclass(frozen=True)
class Turned(Truth):
    """A landing that is flat on average: the load grows evenly with how far the body is turned either way."""

    scatter: float = 0.15

    def features(self, rng: Generator, count: int) -> Floats:
        return rng.normal(0.0, 1.0, (count, FEATURES))

    def load(self, rng: Generator, features: Floats) -> Floats:
        felt = 40.0 + 650.0 * np.abs(features[:, 0])
        return np.asarray(felt * np.exp(self.scatter * rng.standard_normal(len(features))))


@pytest.mark.parametrize("takes", [60, 140])
def test_a_load_that_grows_evenly_does_not_shoot_up_beyond_the_takes(takes: int) -> None:
    """The limit is passed beyond 6 deviations, next to never; a parabola through the logarithm passed it in 1 of 50."""
    found = [read(*rehearsed(Turned(), np.random.default_rng(seed), takes), 4600.0, seed=seed) for seed in range(20)]
    assert np.median([one.mean for one in found]) < 1e-4
    assert max(one.mean for one in found) < 5e-3
    assert np.mean([one.low < 1e-6 for one in found]) >= 0.95


@pytest.mark.parametrize(("share", "times"), [(1e-1, 1.2), (1e-2, 2.5), (1e-3, 6.0)])
def test_a_load_with_a_kink_is_overrated_by_a_few_times_at_most(share: float, times: float) -> None:
    """No parabola is a kink. Read through its logarithm the same takes said 1.1, 5 and 34 times the truth."""
    truth, limit = Turned(), Turned().limit_passed_in(share)
    found = [read(*rehearsed(truth, np.random.default_rng(seed), 140), limit, seed=seed) for seed in range(REPEATED)]
    assert 0.8 * share < np.median([one.mean for one in found]) < times * share
    assert np.mean([one.high > 0.8 * share for one in found]) >= 0.95


def test_the_form_is_the_one_the_takes_are_likeliest_under() -> None:
    """Products stay in their logarithm, sums become themselves; and it does not hang on the unit."""
    rng = np.random.default_rng(6)
    features = rng.normal(size=(200, 2))
    design = _design(features)
    noise = rng.standard_normal(200)
    product = np.exp(0.5 * features[:, 0] + 0.2 * noise)
    total = 10.0 + 2.0 * features[:, 0] + 0.5 * noise
    for factor in (1e-3, 1.0, 1e3):
        assert fit_load(design, factor * product, factor * 5.0)[1].power == 0.0
        assert fit_load(design, factor * total, factor * 20.0)[1].power == 1.0


def test_a_draw_beyond_the_takes_is_believed_half_way_and_the_ends_hold_both() -> None:
    """One feature, a plane known to a thousandth: the edge at 1, the draw at 3, the height between them."""
    features = np.linspace(-1, 1, 41)[:, None]
    noise = 1e-3 * np.random.default_rng(0).standard_normal(41)
    surface = fit(_design(features), features[:, 0] + noise)
    posterior = sample_surfaces(surface, np.random.default_rng(0))
    beyond = surface.design.at(np.full((50, 1), 3.0), 0)
    for height, passing in ((1.5, 0.75), (2.5, 0.25)):
        shares = read_shares(surface, posterior, beyond, height)
        assert shares.estimate == pytest.approx(1.0 if height < 2 else 0.0, abs=1e-6)
        assert np.mean(shares.sampled) == pytest.approx(passing, abs=0.02)
    inside = read_shares(surface, posterior, surface.design.at(np.full((50, 1), 0.9), 0), 1.0)
    assert inside.estimate < 1e-6
    assert inside.sampled.max() < 1e-6


# how a summary chooses between the surface and the count


def limit_of(value: float) -> AppliedLimit:
    limit = limit_for(read_limits(), "abdomen_force", Borne.IMPOSED, 55)
    return type(limit)(limit.load, limit.title, limit.unit, value, limit.kind, limit.source, limit.note)


def summarise(load: Floats, response: Response | None, limit: float, status: Integers | None = None) -> Interval:
    takes = len(load)
    strata = (Stratum("as planned: touches", 0, True, Interval(1, 1, 1), DRAWS, np.arange(DRAWS)),)
    loads = Loads(
        {"abdomen_force": load},
        np.zeros(takes, dtype=np.int64),
        np.full(takes, 1 / takes),
        np.zeros(takes, dtype=np.int64) if status is None else status,
    )
    found = summarise_load(loads, load, strata, CERTAIN, limit_of(limit), response=response).exceeded
    assert found is not None
    return found


@pytest.mark.parametrize(("takes", "share_on_planes"), [(30, 1.0), (200, 0.0)])
def test_a_plane_where_more_takes_would_see_a_curve_is_told(takes: int, share_on_planes: float) -> None:
    """A load that grows to both sides of flat, which a plane takes for scatter."""
    rng = np.random.default_rng(3)
    drawn, simulated = rng.standard_normal((DRAWS, FEATURES)), rng.standard_normal((takes, FEATURES))
    load = 100.0 * np.exp(0.4 * simulated[:, 0] ** 2 + 0.05 * rng.standard_normal(takes))
    strata = (Stratum("as planned: touches", 0, True, Interval(1, 1, 1), DRAWS, np.arange(DRAWS)),)
    none = np.zeros(takes, dtype=np.int64)
    felt = Loads({"abdomen_force": load}, none, np.full(takes, 1 / takes), none)
    found = summarise_load(
        felt, load, strata, CERTAIN, limit_of(2000.0), response=Response(simulated, [drawn]), scatter=0.3
    )
    assert found.basis is not None
    assert found.basis.on_planes == pytest.approx(share_on_planes * found.basis.reaches["model"])


def test_a_limit_nobody_reaches_is_read_off_the_surface() -> None:
    """None of 150 only says less than 1.7 %; the surface says that twice the largest load is out of reach."""
    response, load = rehearsed(Truth(), np.random.default_rng(6), 150)
    limit = 2 * load.max()
    assert summarise(load, None, limit).high > 0.01
    assert summarise(load, response, limit).high < 1e-3


def test_where_takes_can_be_counted_they_are() -> None:
    response, load = rehearsed(Truth(), np.random.default_rng(6), 150)
    limit = float(np.quantile(load, 0.7))
    assert summarise(load, response, limit) == summarise(load, None, limit)


def test_a_surface_that_contradicts_the_count_is_not_believed() -> None:
    """Four takes in 150 jump for a reason no feature tells: too few to count, and the surface is blind to them."""
    truth, rng = Truth(scatter=0.0), np.random.default_rng(6)
    response, _ = rehearsed(truth, rng, 150)
    load = np.exp(response.simulated[:, 0])
    load[[3, 50, 90, 140]] *= 3.0
    limit = float(np.sort(load)[-4]) * 0.99
    counted, found = summarise(load, None, limit), summarise(load, response, limit)
    assert read(response, load, limit).high < counted.low
    assert found == counted


def test_failed_takes_pass_and_the_rest_is_still_read() -> None:
    response, load = rehearsed(Truth(), np.random.default_rng(6), 150)
    status = np.zeros(150, dtype=np.int64)
    status[:2] = 1
    found, counted = (summarise(load, one, 2 * load.max(), status) for one in (response, None))
    assert found.mean == pytest.approx(2 / 150, rel=0.01)
    assert found.low == pytest.approx(counted.low, rel=0.3)
    assert found.high <= counted.high
