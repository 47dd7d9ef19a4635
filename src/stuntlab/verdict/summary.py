"""What the takes that make contact felt, beside the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

from stuntlab.datasets import Floats, Loads, LoadSummary, Stratum, TakeStatus
from stuntlab.statistics import weighted_quantile
from stuntlab.verdict.doubt import Doubt, chance_per_take
from stuntlab.verdict.limit import AppliedLimit
from stuntlab.verdict.passing import TakesOfModel, loads_passing
from stuntlab.verdict.response import Response


def summarise_loads(
    loads: Loads,
    strata: Sequence[Stratum],
    doubt: Doubt,
    applied: Mapping[str, AppliedLimit],
    *,
    response: Response | None = None,
    scatter: Mapping[str, float] = MappingProxyType({}),
    seed: int = 0,
) -> dict[str, LoadSummary]:
    """Every load for which `applied` has an entry, in the unit of the limits table.

    `Loads.values` must be in the unit of the limits table. scatter: load -> how far its logarithm is off in people.
    """
    named = [name for name in applied if name in loads.values]

    def summarise(name: str) -> LoadSummary:
        return summarise_load(
            loads,
            loads.values[name],
            strata,
            doubt,
            applied[name],
            response=response,
            scatter=scatter.get(name, 0.0),
            seed=seed,
        )

    # One load knows nothing of another, each has its own luck from the seed, and numpy lets go of the interpreter.
    with ThreadPoolExecutor() as workers:
        return dict(zip(named, workers.map(summarise, named), strict=True))


def summarise_load(
    loads: Loads,
    values: Floats,
    strata: Sequence[Stratum],
    doubt: Doubt,
    limit: AppliedLimit,
    *,
    response: Response | None = None,
    scatter: float = 0.0,
    seed: int = 0,
) -> LoadSummary:
    """One load: quantiles over the takes that ran through, and how often its limit is passed, failed takes included.

    response: what the takes were drawn from; with it, how often the limit is passed is read from a response surface
    where there are too few takes to count. scatter: of the logarithm of the load between model and people.
    """
    ok = loads.status == TakeStatus.OK
    felt, weight = values[ok], loads.weight[ok]
    chance = None
    if limit.value is not None:
        taken = TakesOfModel(strata, loads.stratum, ok, response)
        happens = loads_passing(taken, values, limit.value, scatter=scatter, doubt=doubt, seed=seed)
        chance = chance_per_take([strata[index] for index in taken.touching], happens, doubt, seed=seed)
    worst = felt[weight > 0]
    return LoadSummary(
        unit=limit.unit,
        median=weighted_quantile(felt, weight, 0.5),
        p95=weighted_quantile(felt, weight, 0.05 if limit.less_is_worse else 0.95),
        max=float(worst.min() if limit.less_is_worse and len(worst) else worst.max(initial=0.0)),
        limit=limit.value,
        exceeded=chance.interval if chance else None,
        basis=chance.basis if chance else None,
        is_published=limit.is_published,
    )
