from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.documents import Bar
from stuntlab.report.bar import load_bar


@pytest.mark.parametrize(
    ("median", "p95", "bar"),
    [
        (0.0, 0.0, "········│··"),  # the limit at 1 of 1.25
        (0.625, 1.0, "█████▒▒▒│··"),
        (2.0, 4.0, "██│██▒▒▒▒▒·"),  # at four times the limit the scale follows the load: limit at a quarter
    ],
)
def test_bars_drawn_by_hand(median: float, p95: float, bar: str) -> None:
    assert load_bar(Bar(median, p95), 11) == bar


@settings(deadline=None, max_examples=100)
@given(st.floats(0, 1e6), st.floats(1, 10), st.integers(4, 60))
def test_a_bar_keeps_its_width_and_shows_the_limit_once(median: float, spread: float, width: int) -> None:
    bar = load_bar(Bar(median, median * spread), width)
    assert len(bar) == width
    assert bar.count("│") == 1
