"""What is told of one gag, so that its draws need not be kept while the next gags are rehearsed."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Branch, Finding, TakeStatus
from stuntlab.pipeline.branch_outcomes import describe_branches
from stuntlab.pipeline.bystanders import bystander_results
from stuntlab.pipeline.catcher_checks import people_in_reach
from stuntlab.pipeline.half_way import half_way_findings
from stuntlab.pipeline.judge import Judged
from stuntlab.pipeline.jump_checks import jump_results
from stuntlab.pipeline.own_loads import with_own_loads
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.pipeline.rigging_checks import rigging_results
from stuntlab.pipeline.settle import Settled, tell_takes
from stuntlab.pipeline.vehicle_checks import vehicle_results
from stuntlab.plan import Plan
from stuntlab.verdict import Limits


@dataclass(frozen=True, slots=True)
class GagTold:
    """The answer about one gag: whoever acts in it, stands by, is in reach, or is in the way of its gear.

    of_gear: findings about machines, lines, vehicles and canopies. takes, takes_failed: full-body takes of all models.
    """

    acting: tuple[Judged, ...]
    bystanders: tuple[Judged, ...]
    in_reach: tuple[Judged, ...]
    by_gear: tuple[Judged, ...]
    of_gear: tuple[Finding, ...]
    half_way: tuple[Finding, ...]
    of_takes: Finding
    branches: tuple[Branch, ...]
    takes: int
    takes_failed: int


def tell_gag(settled: Settled, plan: Plan, limits: Limits, *, seed: int) -> GagTold:
    """Everything that the answer says of a gag that was rehearsed."""
    rehearsal = settled.rehearsal
    by_gear = [found(rehearsal, limits, seed=seed) for found in (rigging_results, jump_results, vehicle_results)]
    return GagTold(
        acting=tuple(with_own_loads(settled.judged, plan, rehearsal.gag, seed=seed)),
        bystanders=tuple(bystander_results(rehearsal, plan, limits)),
        in_reach=tuple(people_in_reach(rehearsal, limits, seed=seed)),
        by_gear=tuple(result for results, _ in by_gear for result in results),
        of_gear=tuple(finding for _, findings in by_gear for finding in findings),
        half_way=tuple(half_way_findings(rehearsal)),
        of_takes=tell_takes(settled),
        branches=tuple(describe_branches(rehearsal, plan, limits)),
        takes=rehearsal.simulated,
        takes_failed=_count_failed(rehearsal),
    )


def _count_failed(rehearsal: Rehearsal) -> int:
    statuses = [next(iter(loads.values())).status for loads in rehearsal.loads.values()]
    return sum(int((status != TakeStatus.OK).sum()) for status in statuses)
