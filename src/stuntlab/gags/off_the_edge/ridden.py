"""What leaves a ramp, and how often it goes wrong after clean runs: the same wherever it comes down."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.errors import ModelError
from stuntlab.gags.off_the_edge.numbers import PracticeWeight
from stuntlab.plan import Plan
from stuntlab.plan.gear.car import Car


def bike_of(plan: Plan, name: str) -> Car:
    """What leaves the ramp, by its name in the plan.

    Raises: ModelError where it is of another kind.
    """
    gear = plan.gear[name]
    if not isinstance(gear, Car):
        raise ModelError(f"{name} is no vehicle")
    return gear


def practised_rate(rate: float, stages: Sequence[str], counts: object, weight: PracticeWeight) -> float:
    """A rate beside the clean runs of some stages that a plan counts; they weigh as so many runs and no more."""
    clean = sum(getattr(counts, stage) or 0 for stage in stages)
    return rate * max(1.0 / (1.0 + clean * rate), weight.least_share)
