"""Published limits of loads, by rule and dummy, read from `limits.toml`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from stuntlab.injury.units import TO_LOAD_UNIT
from stuntlab.tables import Sourced, Table, ValueAt


@dataclass(frozen=True, slots=True)
class CriterionLimit:
    """One published limit of a load, in the load's own unit.

    value: the level; for a limit that falls with duration, the level that may be touched but not held.
    durations_s, levels: corners of a limit that falls with duration, else empty.
    body: the dummy the load must come from, or "person".
    """

    load: str
    rule: str
    body: str
    value: float
    unit: str
    durations_s: tuple[float, ...]
    levels: tuple[float, ...]
    source: str
    tag: str


@dataclass(frozen=True)
class LimitRow(Sourced):
    """One row of `limits.toml`: a value, or levels that fall with duration."""

    load: str
    rule: str
    body: str
    unit: str
    value: float = math.nan
    durations_ms: tuple[float, ...] = ()
    levels: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if math.isnan(self.value) == (not self.levels) or len(self.levels) != len(self.durations_ms):
            raise ValueAt((), '"value" is missing, or else "levels" with as many "durations_ms"')
        if self.unit not in TO_LOAD_UNIT:
            raise ValueAt(("unit",), f'"{self.unit}" is none of {", ".join(TO_LOAD_UNIT)}')


@dataclass(frozen=True)
class PublishedLimits:
    """`limits.toml`."""

    limit: tuple[LimitRow, ...]


LIMITS = Table("stuntlab.injury", "limits.toml", PublishedLimits)


def limits(load: str | None = None, *, body: str | None = None) -> tuple[CriterionLimit, ...]:
    """Published limits, all or those of one load, one body, or both; empty where none is published.

    Source: each row's own. The verdict of a stunt uses the table of `stuntlab.verdict` instead.
    """
    return tuple(limit for limit in _read_limits() if load in (None, limit.load) and body in (None, limit.body))


@cache
def _read_limits() -> tuple[CriterionLimit, ...]:
    return tuple(_limit(row) for row in LIMITS.read().limit)


def _limit(row: LimitRow) -> CriterionLimit:
    unit, factor = TO_LOAD_UNIT[row.unit]
    levels = tuple(factor * level for level in row.levels)
    return CriterionLimit(
        load=row.load,
        rule=row.rule,
        body=row.body,
        value=levels[0] if levels else factor * row.value,
        unit=unit,
        durations_s=tuple(duration / 1000 for duration in row.durations_ms),
        levels=levels,
        source=row.source,
        tag=row.tag,
    )
