"""What the takes that make contact felt, beside the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from stuntlab.datasets import Flags, Floats, Interval, Loads, LoadSummary, Stratum, TakeStatus
from stuntlab.statistics import weighted_quantile
from stuntlab.verdict.confidence import exceedance_interval
from stuntlab.verdict.limit import AppliedLimit
from stuntlab.verdict.response import Response, read_surface

COUNTABLE = 5
"""Takes that must lie on either side of a limit before their share is counted, not read from a surface (judgement)."""


def summarise_loads(
    loads: Loads,
    strata: Sequence[Stratum],
    branch_probability: Sequence[float],
    applied: Mapping[str, AppliedLimit],
    *,
    response: Response | None = None,
    model_factor: Mapping[str, float] = MappingProxyType({}),
    seed: int = 0,
) -> dict[str, LoadSummary]:
    """Every load for which `applied` has an entry, in the unit of the limits table.

    branch_probability: [branch]. `Loads.values` must be in the unit of the limits table. model_factor: load -> how many
    times larger or smaller it may be than computed.
    """
    named = [name for name in applied if name in loads.values]

    def summarised(name: str) -> LoadSummary:
        return summarise_load(
            loads,
            loads.values[name],
            strata,
            branch_probability,
            applied[name],
            response=response,
            model_factor=model_factor.get(name, 1.0),
            seed=seed,
        )

    # One load knows nothing of another, each has its own luck from the seed, and numpy lets go of the interpreter.
    with ThreadPoolExecutor() as workers:
        return dict(zip(named, workers.map(summarised, named), strict=True))


def summarise_load(
    loads: Loads,
    values: Floats,
    strata: Sequence[Stratum],
    branch_probability: Sequence[float],
    limit: AppliedLimit,
    *,
    response: Response | None = None,
    model_factor: float = 1.0,
    seed: int = 0,
) -> LoadSummary:
    """One load: quantiles over the takes that ran through, and how often its limit is passed, failed takes included.

    response: what the takes were drawn from; with it, how often the limit is passed is read from a response surface
    where there are too few takes to count. model_factor: the load may be this many times larger or smaller than
    computed; the ends of `exceeded` carry it, its mean does not.
    """
    ok = loads.status == TakeStatus.OK
    felt, weight = values[ok], loads.weight[ok]
    exceeded = None
    if limit.value is not None:
        ends = [
            _exceedance(loads, values, strata, branch_probability, limit.value * factor, response, seed)
            for factor in ((1.0,) if model_factor == 1 else (1.0, model_factor, 1 / model_factor))
        ]
        exceeded = Interval(ends[0].mean, min(end.low for end in ends), max(end.high for end in ends))
    return LoadSummary(
        unit=limit.unit,
        median=weighted_quantile(felt, weight, 0.5),
        p95=weighted_quantile(felt, weight, 0.95),
        max=float(felt[weight > 0].max(initial=0.0)),
        limit=limit.value,
        exceeded=exceeded,
    )


def _exceedance(
    loads: Loads,
    values: Floats,
    strata: Sequence[Stratum],
    branch_probability: Sequence[float],
    limit: float,
    response: Response | None,
    seed: int,
) -> Interval:
    """How often the computed load passes a limit, per take.

    Takes that end in different ways are read apart, and so are those that go as planned from those that go wrong: a
    take of a rare branch that passes must not void the surface of the plan.
    """
    groups = dict.fromkeys(_group(stratum) for stratum in strata if stratum.touches)
    parts = [
        _exceedance_in_group(group, loads, values, strata, branch_probability, limit, response, seed)
        for group in groups
    ]
    ends = (sum(getattr(part, end) for part in parts) for end in ("mean", "low", "high"))
    mean, low, high = (min(1.0, end) for end in ends)
    return Interval(mean, low, high)


def _group(stratum: Stratum) -> tuple[int, bool]:
    """How a take ends, and whether it goes as planned."""
    return stratum.outcome, stratum.branch == 0


def _exceedance_in_group(
    group: tuple[int, bool],
    loads: Loads,
    values: Floats,
    strata: Sequence[Stratum],
    branch_probability: Sequence[float],
    limit: float,
    response: Response | None,
    seed: int,
) -> Interval:
    """How often a take of a group passes a limit."""
    touching = [index for index, stratum in enumerate(strata) if stratum.touches and _group(stratum) == group]
    here = np.isin(loads.stratum, touching)
    ok = loads.status == TakeStatus.OK
    passes = ~ok | (np.where(ok, values, 0.0) > limit)
    counts = _counts(loads, strata, touching, branch_probability, passes)
    counted = exceedance_interval(*counts, seed=seed)
    if (
        response is None
        or not loads.weight[here].sum()
        or not ok[here].all()
        or limit <= 0
        or not _too_few_to_count(passes[here])
    ):
        return counted
    of_group = replace(response, simulated=response.simulated[here], weight=response.weight[here])
    return _surer(counted, read_surface(of_group, values[here], touching, limit, counts[:3], seed=seed))


def _too_few_to_count(passes: Flags) -> bool:
    passing = int(np.count_nonzero(passes))
    return passing < COUNTABLE or len(passes) - passing < COUNTABLE


def _surer(counted: Interval, read: Interval | None) -> Interval:
    """The surface's answer where it is the sharper one and does not contradict what was counted."""
    if read is None or read.high < counted.low or read.low > counted.high:
        return counted
    return read if read.high - read.low < counted.high - counted.low else counted


def _counts(
    loads: Loads,
    strata: Sequence[Stratum],
    touching: Sequence[int],
    branch_probability: Sequence[float],
    passes: Flags,
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Branch probability, draws, touching draws, simulated takes and takes that pass, each [touching stratum]."""
    rows = [
        (
            branch_probability[strata[index].branch],
            strata[index].drawn,
            len(strata[index].takes),
            np.count_nonzero(loads.stratum == index),
            np.count_nonzero(passes & (loads.stratum == index)),
        )
        for index in touching
    ]
    columns = np.array(rows, dtype=float).reshape(-1, 5).T
    return columns[0], columns[1], columns[2], columns[3], columns[4]
