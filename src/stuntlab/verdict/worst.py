"""Which load stands out, and which comes nearest to a STOP."""

from __future__ import annotations

import math

from stuntlab.datasets import ExposureResult, LoadSummary
from stuntlab.verdict.limit import allowed_exceedance
from stuntlab.verdict.settled import Known, what_is_known
from stuntlab.verdict.table import read_limits


def load_share(load: LoadSummary) -> float:
    """The load in 19 of 20 touching takes as a share of its limit; 0 where there is no limit.

    A limit of 0 (no contact allowed) is passed without measure by any load.
    """
    if load.limit is None:
        return 0.0
    if load.limit == 0:
        return math.inf if load.max > 0 else 0.0
    return load.p95 / load.limit


def worst_load(result: ExposureResult) -> str | None:
    """The load that is furthest over its limit, of those that pass it in any take; None where no load has a limit."""
    return max(_limited_loads(result), key=lambda name: _rank(result.loads[name]), default=None)


def nearest_load(result: ExposureResult) -> str | None:
    """A load that is a STOP, else the one nearest to it by the upper bound that the rule tests.

    None where no limit is evidence.
    """
    allowed = allowed_exceedance(read_limits(), result.exposure.borne)

    def nearness(name: str) -> tuple[bool, float, tuple[bool, float, float]]:
        load = result.loads[name]
        is_over = load.exceeded is not None and what_is_known(load.exceeded, load.basis, allowed) is Known.OVER
        return is_over and name not in result.exposure.unproven, exceedance_bound(load), _rank(load)

    return max((name for name in _limited_loads(result) if result.loads[name].is_published), key=nearness, default=None)


def exceedance_bound(load: LoadSummary) -> float:
    """Upper bound of how often a load passes its limit, per take; 0 where it has none."""
    return load.exceeded.high if load.exceeded else 0.0


def _limited_loads(result: ExposureResult) -> list[str]:
    return [name for name, load in result.loads.items() if load.limit is not None]


def _rank(load: LoadSummary) -> tuple[bool, float, float]:
    exceeded = 0.0 if load.exceeded is None else load.exceeded.mean
    finite_first = load_share(load) if math.isfinite(load_share(load)) else 0.0
    return exceeded > 0, finite_first, exceeded
