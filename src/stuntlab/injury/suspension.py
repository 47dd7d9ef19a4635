"""How long a person can hang still in a harness."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.errors import CriterionError
from stuntlab.tables import Sourced, Table, ValueAt


@dataclass(frozen=True, slots=True)
class SuspensionTime:
    """Published tolerance of hanging motionless, s.

    typical_s: mean or median of the volunteers; for_95_percent_s: borne by 95 % of them, None where not given.
    rescue_within_s: the time a rescue plan must keep to.
    """

    harness: str
    typical_s: float
    for_95_percent_s: float | None
    rescue_within_s: float
    source: str
    tag: str


@dataclass(frozen=True)
class HarnessRow(Sourced):
    """A harness of `suspension.toml`, minutes: the mean or the median of volunteers."""

    mean_min: float | None = None
    median_min: float = 0.0
    for_95_percent_min: float | None = None
    spread_min: float | None = None

    def __post_init__(self) -> None:
        if (self.mean_min is None) == (self.median_min == 0):
            raise ValueAt((), '"mean_min" or "median_min" is missing')


@dataclass(frozen=True)
class Rescue(Sourced):
    """The time a rescue plan must keep to."""

    within_min: float


@dataclass(frozen=True)
class SuspensionTable:
    """`suspension.toml`."""

    harness: dict[str, HarnessRow]
    rescue: Rescue


SUSPENSION = Table("stuntlab.injury", "suspension.toml", SuspensionTable)


def suspension_harnesses() -> tuple[str, ...]:
    """The harnesses with published times."""
    return tuple(SUSPENSION.read().harness)


def suspension_time(harness: str) -> SuspensionTime:
    """Tolerance of hanging motionless in a harness.

    harness: one of `suspension_harnesses()`, such as "full body" or "chest strap".

    Equation: none; a table. A rescue plan has 5 min at most, and no more than the typical time.

    Raises: CriterionError for a harness that is not in the table.

    Source: US Air Force 1987, NIOSH 2008 (V-A); the rescue time J.
    Valid for: healthy adults hanging upright and still; hanging head down or injured is not covered.
    """
    table = SUSPENSION.read()
    if harness not in table.harness:
        raise CriterionError(f"there is no harness {harness!r}; known are {', '.join(table.harness)}")
    row = table.harness[harness]
    typical = 60.0 * (row.median_min if row.mean_min is None else row.mean_min)
    most = None if row.for_95_percent_min is None else 60.0 * row.for_95_percent_min
    rescue = min(60.0 * table.rescue.within_min, typical)
    return SuspensionTime(harness, typical, most, rescue, row.source, row.tag)
