"""Who goes down, and onto what. Going down with nothing to land on is never passed over in silence."""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Basis, Interval, TakeStatus
from stuntlab.gags.roles import FallSource, GoesDown
from stuntlab.pipeline.measure import name_reading
from stuntlab.pipeline.rehearse import KNOCKDOWN_READINGS, Rehearsal
from stuntlab.verdict import (
    Chance,
    Knockdown,
    Known,
    Limits,
    TakesOfModel,
    chance_per_take,
    joint_chance,
    loads_passing,
    what_is_known,
)

FOLD_M = 0.1
"""A margin this much larger counts as a load e times as large: half of what one step saves (judgement)."""

ONE_STEP_M = 0.2
"""How far outside the feet one step still saves somebody (judgement; a model that does not step cannot tell)."""


def find_knockdown(rehearsal: Rehearsal, person: str, *, seed: int) -> Knockdown | None:
    """Whether somebody is knocked off their feet beyond what one step saves; None if planned, or nothing tells."""
    gag = rehearsal.gag
    if not isinstance(gag, GoesDown) or gag.falls_of(person) in (FallSource.PLANNED, FallSource.UNKNOWN):
        return None
    if gag.falls_of(person) is FallSource.BRANCH:
        often = rehearsal.fall_probability
        chance_of_it = Chance(Interval(often, often, often), Basis(Interval(often, often, often)))
    elif rehearsal.knockdown:
        chance_of_it = _worst_share(rehearsal, person, seed, beyond_m=ONE_STEP_M)
    else:
        return None
    return Knockdown(
        probability=chance_of_it.interval, floor=gag.floor_words, caught=gag.is_caught, basis=chance_of_it.basis
    )


def must_step(
    rehearsal: Rehearsal, person: str, down: Knockdown | None, limits: Limits, *, seed: int
) -> Interval | None:
    """How often somebody stays up only if they step, on a floor that does not catch; None where rarely enough.

    No model here steps, and people do, so that it is a control that is asked for and no load.
    """
    gag = rehearsal.gag
    if not isinstance(gag, GoesDown) or down is None or down.caught:
        return None
    if gag.falls_of(person) is FallSource.BRANCH:
        return None
    off_balance, allowed = _worst_share(rehearsal, person, seed, beyond_m=0.0), limits.allowance("going_down")
    if what_is_known(off_balance.interval, off_balance.basis, allowed) in (Known.WITHIN, Known.UNCOUNTED):
        return None
    return off_balance.interval


def _worst_share(rehearsal: Rehearsal, person: str, seed: int, *, beyond_m: float) -> Chance:
    """How often a body that is simulated to fall has left its feet behind by more than `beyond_m`, of all models.

    The margin goes into a surface as the logarithm of a load would, so that a body that stays far inside its feet in
    every take is not held to the rule of three.
    """
    shares = []
    for model, outcomes in rehearsal.knockdown.items():
        loads = rehearsal.loads[model][person]
        margin, fallen = (outcomes[name_reading(person, name)] for name in KNOCKDOWN_READINGS)
        ok = loads.status == TakeStatus.OK
        left_m = np.where(ok, np.where(fallen > 0, margin, np.minimum(margin, 0.0)), 0.0)
        taken = TakesOfModel(rehearsal.strata, loads.stratum, ok, rehearsal.response)
        happens = loads_passing(
            taken,
            np.exp(left_m / FOLD_M),
            float(np.exp(beyond_m / FOLD_M)),
            scatter=0.0,
            doubt=rehearsal.doubt,
            seed=seed,
        )
        shares.append(chance_per_take(rehearsal.touching, happens, rehearsal.doubt, seed=seed))
    return joint_chance(shares)
