"""What becomes of a fall in each branch, in numbers: how often it ends where, and its median worst load."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stuntlab.datasets import Branch, Flags, Loads, TakeStatus
from stuntlab.gags.roles import CatchesFaller
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.plan import Plan
from stuntlab.statistics import weighted_quantile
from stuntlab.units.counting import counted
from stuntlab.verdict import Limits, limit_for
from stuntlab.verdict.words import chance, of_takes, with_unit

SMALLEST_SHARE = 0.005
"""Endings of a branch that are rarer than this are left out of its sentence."""


def describe_branches(rehearsal: Rehearsal, plan: Plan, limits: Limits) -> tuple[Branch, ...]:
    """The branches of a gag, as planned left out; those of a fall say how they end."""
    if not isinstance(rehearsal.gag, CatchesFaller):
        return rehearsal.branches[1:]
    return tuple(
        replace(branch, outcome="; ".join(filter(None, _sentence(rehearsal, index, plan, limits))))
        for index, branch in enumerate(rehearsal.branches)
        if index
    )


def _sentence(rehearsal: Rehearsal, branch: int, plan: Plan, limits: Limits) -> tuple[str, str, str]:
    """What happens, where it ends, what is felt; of several falls, each says which it is."""
    label, outcome = rehearsal.gag.label, rehearsal.branches[branch].outcome
    named = f"{label}: {outcome}" if label != rehearsal.gag.action.called else outcome
    return named, _endings(rehearsal, branch), _worst_load(rehearsal, branch, plan, limits)


def _endings(rehearsal: Rehearsal, branch: int) -> str:
    """Shares of the draws of a branch by how they end, the commonest first."""
    shares = {
        rehearsal.gag.outcomes[stratum.outcome].said: len(stratum.takes) / stratum.drawn
        for stratum in rehearsal.strata
        if stratum.branch == branch
    }
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    return "ends " + ", ".join(
        f"{name} in {of_takes(chance(share))}" for name, share in ranked if share >= SMALLEST_SHARE
    )


def _worst_load(rehearsal: Rehearsal, branch: int, plan: Plan, limits: Limits) -> str:
    """The load whose median over the simulated takes of a branch is largest beside its limit; the worse model."""
    exposure = rehearsal.gag.exposures()[0]
    worst: tuple[float, str] | None = None
    for people in rehearsal.loads.values():
        loads = people[exposure.person]
        here = _of_branch(rehearsal, loads, branch)
        for name in sorted(set(loads.values) & set(limits.loads)):
            limit = limit_for(limits, name, exposure.borne, plan.people[exposure.person].mass_kg)
            if not limit.value or not here.any():
                continue
            median = weighted_quantile(loads.values[name][here], loads.weight[here], 0.5)
            said = (
                f"worst load {limit.title}, median {with_unit(median, limit.unit)} against "
                f"{with_unit(limit.value, limit.unit)} ({counted(int(np.count_nonzero(here)))})"
            )
            worst = max(worst or (0.0, ""), (median / limit.value, said))
    return worst[1] if worst else ""


def _of_branch(rehearsal: Rehearsal, loads: Loads, branch: int) -> Flags:
    """Takes of a branch that ran through, [take]."""
    of_stratum = np.array([stratum.branch for stratum in rehearsal.strata])
    return np.asarray((of_stratum[loads.stratum] == branch) & (loads.status == TakeStatus.OK))
