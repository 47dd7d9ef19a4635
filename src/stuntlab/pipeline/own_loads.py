"""What a strike asks of its giver's own body, beside what its exposure says; it never decides a verdict.

The motion is authored, and no muscle presses the spine together in it, so that a limit on what a force cell reads in a
landing does not apply: none of these loads has a limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from stuntlab.datasets import LoadSummary
from stuntlab.errors import ModelError
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import SeenStrike
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.act import act_strike
from stuntlab.people.act.own_loads import OwnLoads, own_loads
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline.judge import Judged
from stuntlab.plan import Plan
from stuntlab.shots.silhouettes import Size, size_of
from stuntlab.statistics import weighted_quantile
from stuntlab.takes.sample import draw

TAKES_PER_BRANCH = 2**12
_UNITS = {"force": "N", "moment": "N·m"}
_ANY_SPEED_M_S = 5.0  # the loads of any other follow from it


def with_own_loads(judged: Sequence[Judged], plan: Plan, gag: Gag, *, seed: int) -> list[Judged]:
    """The same results, with the giver's own loads under `own_...` in the exposure that is their own act."""
    if not isinstance(gag, SeenStrike):
        return list(judged)
    strike = gag.strike()
    found = _summaries(plan, gag, strike, seed)
    return [
        (replace(result, loads={**result.loads, **found}), findings)
        if result.exposure.person == result.exposure.created_by == strike.by
        else (result, findings)
        for result, findings in judged
    ]


def own_load_assumptions(gags: Sequence[Gag]) -> Iterator[str]:
    """What has to be said of them."""
    for gag in gags:
        if isinstance(gag, SeenStrike):
            strike = gag.strike()
            yield (
                f"{strike.by}'s own loads (own_...) are those of an authored {strike.act}, not of a measured one: "
                "up to where it stops, without the stop, without the muscles that press a spine together; they decide "
                "nothing (judgement)"
            )


def _summaries(plan: Plan, gag: Gag, strike: StrikeGeometry, seed: int) -> dict[str, LoadSummary]:
    try:
        loads = _loads(strike.act, strike.height_m, size_of(measures_of(plan.people[strike.by], strike.by)))
    except ModelError:
        return {}
    branches = gag.branches()
    draws = draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=TAKES_PER_BRANCH)
    weight = np.array([branch.probability for branch in branches])[draws.branch]
    speed = draws.values[strike.speed]
    return {f"own_{name}": _summary(name, loads.peak(name, speed), weight) for name in loads.at_rest}


def _summary(name: str, values: np.ndarray, weight: np.ndarray) -> LoadSummary:
    return LoadSummary(
        unit=_UNITS[name.rpartition("_")[2]],
        median=weighted_quantile(values, weight, 0.5),
        p95=weighted_quantile(values, weight, 0.95),
        max=float(values.max()),
        limit=None,
        exceeded=None,
    )


@lru_cache(maxsize=16)
def _loads(act: str, height_m: float, giver: Size) -> OwnLoads:
    body = measures(stature_m=giver[0], mass_kg=giver[1], sex=giver[2])
    strike = act_strike(
        act, performer(body, human_tissue()), gap_m=0.0, height_m=height_m, speed_m_s=_ANY_SPEED_M_S, dwell_s=0.0
    )
    return own_loads(strike)
