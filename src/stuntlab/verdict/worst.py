"""Which load stands out."""

from __future__ import annotations

import math

from stuntlab.datasets import ExposureResult, LoadSummary


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
    """The load that passes its limit most often, then by most; None where no load has a limit."""
    limited = [name for name, load in result.loads.items() if load.limit is not None]
    return max(limited, key=lambda name: _rank(result.loads[name]), default=None)


def _rank(load: LoadSummary) -> tuple[bool, float, float]:
    exceeded = 0.0 if load.exceeded is None else load.exceeded.mean
    finite_first = load_share(load) if math.isfinite(load_share(load)) else 0.0
    return exceeded > 0, finite_first, exceeded
