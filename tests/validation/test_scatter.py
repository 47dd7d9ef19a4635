"""The scatter of a region: planted truths come back, and what says nothing about loads stays out."""

from __future__ import annotations

import numpy as np
import pytest
from compared import comparison

from stuntlab.validation.scatter import find_uncompared_regions, scatter


def test_a_planted_bias_and_spread_come_back() -> None:
    rng = np.random.default_rng(5)
    ratios = np.exp(rng.normal(0.2, 0.3, 4000))
    rows = [comparison(model=100.0 * ratio, case=f"case-{index // 2}") for index, ratio in enumerate(ratios)]
    (found,) = scatter(rows)
    assert (found.region, found.count, found.case_count) == ("chest", 4000, 2000)
    assert found.mean_log_ratio == pytest.approx(0.2, abs=0.02)
    assert found.sd_log_ratio == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize(
    "row",
    [
        comparison(kind="fitted"),
        comparison(basis="standard"),
        comparison(basis="closed form"),
        comparison(is_load=False),
        comparison(model=0.0),
    ],
    ids=["fitted", "standard", "closed form", "not a load", "no answer"],
)
def test_what_says_nothing_about_loads_stays_out(row: object) -> None:
    assert scatter([row]) == ()


def test_one_load_has_no_spread() -> None:
    (found,) = scatter([comparison(model=110.0)])
    assert found.sd_log_ratio is None
    assert found.mean_log_ratio == pytest.approx(np.log(1.1))


def test_regions_are_kept_apart_and_the_missing_ones_named() -> None:
    found = scatter([comparison(region="head"), comparison(region="abdomen")])
    assert [row.region for row in found] == ["abdomen", "head"]
    missing = find_uncompared_regions(found)
    assert {"chest", "back", "thigh"} <= set(missing)
    assert not {"head", "abdomen"} & set(missing)
