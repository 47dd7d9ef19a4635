"""One load as a bar against its limit."""

from __future__ import annotations

from stuntlab.datasets import LoadSummary

SMALLEST_SPAN = 1.25
"""Shares of the limit that the bar shows at least: the limit stays in sight when the load is far below."""


def load_bar(load: LoadSummary, width: int) -> str:
    """A bar of `width` signs: █ to the median, ▒ to the 95th percentile, │ at the limit, · beyond.

    Empty where there is no limit or the limit is no contact at all: there is nothing to measure against.
    """
    if not load.limit:
        return ""
    span = max(SMALLEST_SPAN, load.p95 / load.limit)
    median, p95, limit = (
        min(width - 1, round(share / span * (width - 1)))
        for share in (load.median / load.limit, load.p95 / load.limit, 1)
    )
    signs = ["█" if place < median else "▒" if place < p95 else "·" for place in range(width)]
    signs[limit] = "│"
    return "".join(signs)
