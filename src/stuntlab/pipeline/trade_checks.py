"""What a plan shows before anybody is simulated: the rules of the trade, and where falls come down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Finding
from stuntlab.datasets.trade import TradeFacts
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import AsksTheTrade
from stuntlab.gags.trade import trade_facts_of
from stuntlab.pipeline.catcher_checks import check_catch
from stuntlab.pipeline.jump_checks import check_jump
from stuntlab.pipeline.machine_checks import check_machine
from stuntlab.pipeline.not_simulated import not_simulated_findings, select_computed
from stuntlab.pipeline.rigging_checks import check_rigging
from stuntlab.pipeline.spread_range import spread_range_findings
from stuntlab.pipeline.vehicle_checks import check_vehicle
from stuntlab.plan import Plan, people_in
from stuntlab.verdict import most_severe_first, read_limits
from stuntlab.verdict.children import child_findings
from stuntlab.verdict.trade import findings_of_trade


def trade_findings(plan: Plan, gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """Every rule of the trade that a plan breaks, from what it says alone."""
    return findings_of_trade(facts for gag in gags for facts in _facts_of(plan, gag))


def findings_before_any_body(plan: Plan, gags: Sequence[Gag], *, seed: int) -> tuple[Finding, ...]:
    """All that an assessment of the plan will find without simulating a body, the most severe first."""
    limits = read_limits()
    caught = tuple(found for gag in gags for found in check_catch(gag, limits, seed=seed))
    moved = tuple(found for gag in gags for found in check_machine(gag, limits, seed=seed))
    rigged = tuple(found for gag in gags for found in check_rigging(gag, limits, seed=seed))
    jumped = tuple(found for gag in gags for found in check_jump(gag, limits, seed=seed))
    driven = tuple(found for gag in gags for found in check_vehicle(gag, limits, seed=seed))
    unknown = (*child_findings(plan), *not_simulated_findings(gags), *spread_range_findings(select_computed(gags)))
    return most_severe_first((*trade_findings(plan, gags), *rigged, *jumped, *unknown, *caught, *moved, *driven))


def _facts_of(plan: Plan, gag: Gag) -> Iterator[TradeFacts]:
    own = gag.trade_facts() if isinstance(gag, AsksTheTrade) else ()
    yield from own
    told = {facts.person for facts in own}
    for name in people_in(gag.action):
        if name not in told:
            yield trade_facts_of(plan, gag.label, name, by=gag.action.by)
