"""One load as a bar against its limit."""

from __future__ import annotations

from stuntlab.documents import Bar

SMALLEST_SPAN = 1.25
"""Shares of the limit that the bar shows at least: the limit stays in sight when the load is far below."""


def load_bar(bar: Bar, width: int) -> str:
    """A bar of `width` signs: █ to the median, ▒ to the 95th percentile, │ at the limit, · beyond."""
    span = max(SMALLEST_SPAN, bar.most)
    median, most, limit = (min(width - 1, round(share / span * (width - 1))) for share in (bar.median, bar.most, 1.0))
    signs = ["█" if place < median else "▒" if place < most else "·" for place in range(width)]
    signs[limit] = "│"
    return "".join(signs)
