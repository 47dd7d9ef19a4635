"""Who goes down, and onto what. Going down with nothing to land on is never passed over in silence."""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Flags, Interval, Loads, TakeStatus
from stuntlab.gags.roles import FallSource, GoesDown
from stuntlab.pipeline.measure import reading
from stuntlab.pipeline.rehearse import KNOCKDOWN_READINGS, Rehearsal
from stuntlab.verdict import Knockdown, Limits, Taken, chance_per_take, joint_interval, loads_passing
from stuntlab.verdict.words import chance

ONE_STEP_M = 0.2
"""How far outside the feet one step still saves somebody (judgement; a model that does not step cannot tell)."""


def going_down(rehearsal: Rehearsal, person: str, *, seed: int) -> Knockdown | None:
    """Whether somebody is knocked off their feet beyond what one step saves; None if planned, or nothing tells."""
    gag = rehearsal.gag
    if not isinstance(gag, GoesDown) or gag.falls_of(person) in (FallSource.PLANNED, FallSource.UNKNOWN):
        return None
    if gag.falls_of(person) is FallSource.BRANCH:
        probability = Interval(rehearsal.fall_probability, 0.0, rehearsal.fall_probability)
    elif rehearsal.knockdown:
        probability = _worst_share(rehearsal, person, seed, beyond_m=ONE_STEP_M)
    else:
        return None
    return Knockdown(probability=probability, floor=gag.floor_words, caught=gag.caught)


def must_step(
    rehearsal: Rehearsal, person: str, down: Knockdown | None, limits: Limits, *, seed: int
) -> tuple[str, ...]:
    """A sentence where somebody stays up only if they step, on a floor that does not catch: no model here steps."""
    gag = rehearsal.gag
    if not isinstance(gag, GoesDown) or down is None or down.caught:
        return ()
    if gag.falls_of(person) is FallSource.BRANCH:
        return ()
    off_balance = _worst_share(rehearsal, person, seed, beyond_m=0.0)
    allowed = limits.allowance("going_down")
    if off_balance.high <= allowed:
        return ()
    return (
        f"they leave their feet behind in {chance(off_balance.mean)} of takes and stay up only by stepping, which the "
        f"model does not do, on {gag.floor_words}. Put a mat there, or rehearse the step and show that it holds.",
    )


def _worst_share(rehearsal: Rehearsal, person: str, seed: int, *, beyond_m: float) -> Interval:
    """How often a body that is simulated to fall has left its feet behind by more than `beyond_m`, of all models."""
    shares = []
    for model, outcomes in rehearsal.knockdown.items():
        failed = rehearsal.loads[model][person].status != TakeStatus.OK
        margin, fallen = (outcomes[reading(person, name)] for name in KNOCKDOWN_READINGS)
        down = failed | ((margin > beyond_m) & (fallen > 0))
        shares.append(_share(rehearsal, rehearsal.loads[model][person], down, seed))
    return joint_interval(shares)


def _share(rehearsal: Rehearsal, loads: Loads, happens: Flags, seed: int) -> Interval:
    """How often something happens, counted."""
    taken = Taken(rehearsal.strata, loads.stratum, np.full(len(happens), True), None)
    counted = loads_passing(taken, happens.astype(float), 0.0, scatter=0.0, doubt=rehearsal.doubt, seed=seed)
    return chance_per_take(rehearsal.touching, counted, rehearsal.doubt, seed=seed).interval
