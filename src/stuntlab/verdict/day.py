"""From one take to the day."""

from __future__ import annotations

import math
from collections.abc import Iterable

from stuntlab.datasets import Interval


def risk_on_the_day(per_take: Interval, takes: int) -> Interval:
    """Probability that something happens at least once in some independent takes, 1 - (1 - p)ⁿ."""
    return at_least_once([(per_take, takes)])


def chance_on_the_day(per_take: float, takes: int) -> float:
    """The same of one number."""
    return _at_least_once([(per_take, takes)])


def at_least_once(series: Iterable[tuple[Interval, int]]) -> Interval:
    """Probability that something happens at least once in several series of independent tries, 1 - Π(1 - pᵢ)ⁿⁱ.

    series: probability of each try and how many there are. The ends are taken together, as if all were wrong at once.
    """
    listed = list(series)
    return Interval(*(_at_least_once([(getattr(p, end), n) for p, n in listed]) for end in ("mean", "low", "high")))


def _at_least_once(series: list[tuple[float, int]]) -> float:
    """Written with log1p and expm1, so that a risk of 1e-12 is not lost."""
    if any(probability >= 1 and tries for probability, tries in series):
        return 1.0
    return -math.expm1(sum(tries * math.log1p(-probability) for probability, tries in series if tries))
