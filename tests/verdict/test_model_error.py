"""Model error widens what is known of a limit and never moves the best estimate."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from stuntlab.datasets import Branch, Interval, Loads, Stratum
from stuntlab.verdict import doubt_of, model_error, model_errors, read_limits, scatter_beyond, summarise_load
from stuntlab.verdict.limit import AppliedLimit
from stuntlab.verdict.model_error import TWO_SIDED_95
from stuntlab.verdict.response import Response

TAKES = 400
LIMIT = AppliedLimit("abdomen_force", "abdomen force", "N", 220.0, "pain limit", "", "")


def loads(median_n: float) -> tuple[Loads, tuple[Stratum, ...], Response]:
    """Takes that all touch, whose force is log-normal in one feature: 220 N is passed with a known probability."""
    feature = norm.ppf((np.arange(TAKES) + 0.5) / TAKES)[:, None]
    force = median_n * np.exp(0.1 * feature[:, 0])
    stratum = Stratum("as planned: touches", 0, True, Interval(1, 1, 1), TAKES, np.arange(TAKES))
    weight = np.full(TAKES, 1 / TAKES)
    felt = Loads({"abdomen_force": force}, np.zeros(TAKES, dtype=int), weight, np.zeros(TAKES, dtype=int))
    return felt, (stratum,), Response(feature, [feature])


def exceeded(median_n: float, factor: float) -> Interval:
    """factor: by which the model may be off at 95 %."""
    felt, strata, response = loads(median_n)
    doubt = doubt_of([Branch("as planned", 1.0, "", "")], seed=0)
    scatter = np.log(factor) / TWO_SIDED_95
    summary = summarise_load(
        felt, felt.values["abdomen_force"], strata, doubt, LIMIT, response=response, scatter=scatter
    )
    assert summary.exceeded is not None
    return summary.exceeded


def test_the_ends_are_the_answers_with_the_model_off_by_its_factor() -> None:
    """P(F > 220 N) = Φ(ln(median·g/220)/0.1) for a model that reads low or high by g."""
    median, factor = 190.0, 1.2
    around = exceeded(median, factor)
    low, mean, high = (norm.cdf(np.log(median * g / 220) / 0.1) for g in (1 / factor, 1.0, factor))
    assert around.mean == pytest.approx(mean, abs=0.01)
    assert around.high == pytest.approx(high, abs=0.05)
    assert around.low == pytest.approx(low, abs=0.005)


@pytest.mark.parametrize("median", [60.0, 190.0, 240.0])
def test_model_error_never_narrows_and_never_moves_the_estimate(median: float) -> None:
    without, small, large = (exceeded(median, factor) for factor in (1.0, 1.1, 1.5))
    assert without.mean == small.mean == large.mean
    assert large.low <= small.low <= without.low
    assert without.high <= small.high <= large.high


def test_every_region_a_kick_can_reach_has_a_row() -> None:
    for region in ("chest", "abdomen", "head", "neck", "lower leg", "foot", "back", "thigh"):
        assert region in model_errors()
        assert model_error(region).basis
    assert {load.region for load in read_limits().loads.values()} >= {"chest", "abdomen", "back"}


def test_what_has_no_row_was_never_compared() -> None:
    assert not model_error("elbow").compared
    assert not model_error("back").compared
    assert all(row.scatter >= 0.2 for row in model_errors().values() if row.compared and row.cases < 5)


@pytest.mark.parametrize("region", ["chest", "abdomen", "neck"])
def test_a_limit_that_was_halved_for_what_is_not_known_is_not_held_against_it_again(region: str) -> None:
    """With all of the model's error a load just at the halved limit reaches the reference value, and no more counts."""
    scatter = model_error(region).scatter
    assert scatter_beyond(region, 1.0) == scatter
    left = scatter_beyond(region, 2.0)
    assert left == pytest.approx(max(scatter - math.log(2) / 1.959964, 0.0))
