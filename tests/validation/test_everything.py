"""The whole bench once: what must hold whatever the models become, and no bad row hidden."""

from __future__ import annotations

import time

import pytest

from stuntlab.report.validation.comparison import Validation
from stuntlab.validation import read_cases, validate


def test_every_fitted_row_lies_inside(everything: Validation) -> None:
    outside = [f"{row.case}: {row.quantity} {row.model:.4g} {row.unit}" for row in everything.comparisons
               if row.kind == "fitted" and not row.inside]  # fmt: skip
    assert outside == []


def test_every_published_number_is_a_row_or_a_reason(everything: Validation) -> None:
    asked = sum(len(case.quantity) + len(case.curve) for case in read_cases())
    assert len(everything.comparisons) == asked
    assert len(everything.not_compared) == sum(1 for case in read_cases() if case.no_model)


def test_bad_rows_are_shown(everything: Validation) -> None:
    """A chest pressed slowly is three times as stiff as measured, a traceur's leg half as stiff again (both known)."""
    outside = {row.case for row in everything.comparisons if not row.inside}
    assert {"thorax-static", "landing-adams-0-46"} <= outside


def test_a_blunt_hub_lies_near_the_eight_subjects(everything: Validation) -> None:
    rows = {row.quantity: row for row in everything.comparisons if row.case == "kroell-1971-hub"}
    assert rows["external deflection"].inside
    assert abs(rows["peak force"].error or 1.0) < 0.25


def test_it_takes_less_than_a_minute() -> None:
    started = time.perf_counter()
    validate(read_cases())
    assert time.perf_counter() - started < 60.0


def test_two_runs_agree_to_the_bit(everything: Validation) -> None:
    chosen = [case for case in read_cases() if case.region in ("chest", "head")]
    before = {(row.case, row.quantity): row.model for row in everything.comparisons}
    for row in validate(chosen).comparisons:
        assert row.model == before[row.case, row.quantity]


@pytest.mark.parametrize("region", ["abdomen", "chest", "head", "neck", "leg"])
def test_these_regions_have_a_scatter(everything: Validation, region: str) -> None:
    found = {row.region: row for row in everything.scatter}
    assert found[region].sd_log_ratio is not None
    assert found[region].sd_log_ratio > 0
