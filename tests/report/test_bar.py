from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import LoadSummary
from stuntlab.report.bar import load_bar


def load(median: float, p95: float, limit: float | None) -> LoadSummary:
    return LoadSummary("N", median, p95, p95, limit, None)


@pytest.mark.parametrize(
    ("median", "p95", "bar"),
    [
        (0.0, 0.0, "········│··"),  # the limit at 1 of 1.25
        (62.5, 100.0, "█████▒▒▒│··"),
        (200.0, 400.0, "██│██▒▒▒▒▒·"),  # at four times the limit the scale follows the load: limit at a quarter
    ],
)
def test_bars_drawn_by_hand(median: float, p95: float, bar: str) -> None:
    assert load_bar(load(median, p95, 100.0), 11) == bar


@settings(deadline=None, max_examples=100)
@given(st.floats(0, 1e6), st.floats(1, 10), st.floats(0.1, 1e6), st.integers(4, 60))
def test_a_bar_keeps_its_width_and_shows_the_limit_once(median: float, spread: float, limit: float, width: int) -> None:
    bar = load_bar(load(median, median * spread, limit), width)
    assert len(bar) == width
    assert bar.count("│") == 1


@pytest.mark.parametrize("limit", [None, 0.0])
def test_nothing_to_measure_against(limit: float | None) -> None:
    assert load_bar(load(1.0, 2.0, limit), 10) == ""
