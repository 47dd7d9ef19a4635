"""Load summaries against slow obvious twins."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.datasets import Borne, Branch, Interval, Loads, Stratum, TakeStatus
from stuntlab.verdict import doubt_of, limit_for, read_limits, summarise_load, summarise_loads

DOUBT = doubt_of([Branch("as planned", 0.99, "", ""), Branch("steps in", 0.01, "", "")], seed=0)
LIMIT = limit_for(read_limits(), "abdomen_force", Borne.IMPOSED, 55)


def strata() -> tuple[Stratum, ...]:
    """As planned 1000 draws of which 100 touch; a branch of 0.01 in which all 50 draws touch."""
    nothing = Interval(0, 0, 0)
    return (
        Stratum("as planned: touches", 0, True, nothing, 1000, np.arange(100)),
        Stratum("as planned: stops short", 0, False, nothing, 1000, np.arange(900)),
        Stratum("steps in: touches", 1, True, nothing, 50, np.arange(50)),
    )


def loads(force: list[float], status: list[int]) -> Loads:
    """Four takes of the first stratum and two of the branch."""
    weight = np.array([0.99 * 0.1 / 4] * 4 + [0.01 / 2] * 2)
    return Loads({"abdomen_force": np.array(force)}, np.array([0, 0, 0, 0, 2, 2]), weight, np.array(status))


def test_exceedance_is_the_weighted_share_of_takes_over_the_limit() -> None:
    """1 of 4 in the plan's contact (0.99 × 0.1), both in the branch (0.01): 0.02475 + 0.01."""
    summary = summarise_load(
        loads([100, 150, 200, 300, 400, 500], [0] * 6),
        np.array([100.0, 150, 200, 300, 400, 500]),
        strata(),
        DOUBT,
        LIMIT,
    )
    assert summary.exceeded is not None
    assert summary.exceeded.mean == pytest.approx(0.99 * 0.1 / 4 + 0.01)
    assert (summary.limit, summary.max, summary.unit) == (220.0, 500.0, "N")
    assert summary.median == 200


def test_a_failed_take_passes_the_limit_and_is_felt_by_nobody() -> None:
    values = [100.0, 150.0, 200.0, np.nan, 100.0, 100.0]
    taken = loads(values, [0, 0, 0, TakeStatus.DIVERGED, 0, 0])
    summary = summarise_loads(taken, strata(), DOUBT, {"abdomen_force": LIMIT})["abdomen_force"]
    assert summary.exceeded is not None
    assert summary.exceeded.mean == pytest.approx(0.99 * 0.1 / 4)
    assert summary.max == 200


def test_no_limit_means_no_exceedance_and_no_contact_means_nothing_felt() -> None:
    none = limit_for(read_limits(), "foot_impulse", Borne.CHOSEN, 70)
    assert summarise_load(loads([1] * 6, [0] * 6), np.ones(6), strata(), DOUBT, none).exceeded is None
    empty = Loads({"abdomen_force": np.zeros(0)}, np.zeros(0, int), np.zeros(0), np.zeros(0, int))
    untouched = (Stratum("as planned: touches", 0, True, Interval(0, 0, 0), 100_000, np.arange(0)),)
    summary = summarise_load(empty, np.zeros(0), untouched, DOUBT, LIMIT)
    assert (summary.median, summary.p95, summary.max) == (0, 0, 0)
    assert summary.exceeded is not None
    assert 0 == summary.exceeded.mean < summary.exceeded.high < 1e-4
