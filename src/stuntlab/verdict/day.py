"""From one take to the day."""

from __future__ import annotations

import math

from stuntlab.datasets import Interval


def risk_on_the_day(per_take: Interval, takes: int) -> Interval:
    """Probability that something happens at least once in some independent takes, 1 - (1 - p)ⁿ.

    Written with log1p and expm1, so that a risk of 1e-12 is not lost.
    """
    return Interval(*(_at_least_once(end, takes) for end in (per_take.mean, per_take.low, per_take.high)))


def _at_least_once(probability: float, takes: int) -> float:
    if probability >= 1:
        return 1.0 if takes else 0.0
    return -math.expm1(takes * math.log1p(-probability))
