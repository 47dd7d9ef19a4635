"""Published limits of loads, by rule and dummy, read from `limits.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from stuntlab.injury.tables import read_table
from stuntlab.injury.units import TO_LOAD_UNIT


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


def limits(load: str | None = None, *, body: str | None = None) -> tuple[CriterionLimit, ...]:
    """Published limits, all or those of one load, one body, or both; empty where none is published.

    Source: each row's own. The verdict of a stunt uses the table of `stuntlab.verdict` instead.
    """
    return tuple(limit for limit in _read_limits() if load in (None, limit.load) and body in (None, limit.body))


@cache
def _read_limits() -> tuple[CriterionLimit, ...]:
    return tuple(_limit(row) for row in read_table("limits.toml")["limit"])


def _limit(row: dict[str, Any]) -> CriterionLimit:
    unit, factor = TO_LOAD_UNIT[row["unit"]]
    levels = tuple(factor * level for level in row.get("levels", ()))
    return CriterionLimit(
        load=row["load"],
        rule=row["rule"],
        body=row["body"],
        value=levels[0] if levels else factor * row["value"],
        unit=unit,
        durations_s=tuple(duration / 1000 for duration in row.get("durations_ms", ())),
        levels=levels,
        source=row["source"],
        tag=row["tag"],
    )
