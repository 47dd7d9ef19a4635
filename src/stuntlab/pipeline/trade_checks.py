"""What a plan shows before anybody is simulated: the rules of the trade, and where falls come down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from stuntlab.datasets import Finding, Severity
from stuntlab.datasets.trade import TradeFacts
from stuntlab.gags import gag_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import AsksTheTrade, NotSimulated
from stuntlab.gags.trade import trade_facts_of
from stuntlab.pipeline.catcher_checks import check_catch
from stuntlab.pipeline.jump_checks import check_jump
from stuntlab.pipeline.machine_checks import check_machine
from stuntlab.pipeline.not_simulated import NOT_THE_CHILD, not_simulated_findings, select_computed
from stuntlab.pipeline.rigging_checks import check_rigging
from stuntlab.pipeline.spread_range import spread_range_findings
from stuntlab.pipeline.vehicle_checks import check_vehicle
from stuntlab.plan import Plan, people_in
from stuntlab.units import Quantity
from stuntlab.verdict import Limits, most_severe_first, read_limits
from stuntlab.verdict.children import child_findings
from stuntlab.verdict.trade import findings_of_trade

_SMALL = {
    "height": Quantity(1.5, text="150 cm"),
    "mass": Quantity(45.0, text="45 kg"),
    "sex": "female",
}
"""Who a child is taken for where a rule asks how long or heavy a body is (judgement: a small woman)."""


def trade_findings(plan: Plan, gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """Every rule of the trade that a plan breaks, from what it says alone."""
    return findings_of_trade(facts for gag in gags for facts in _facts_of(plan, gag))


def findings_before_any_body(plan: Plan, gags: Sequence[Gag], *, seed: int) -> tuple[Finding, ...]:
    """All that an assessment of the plan will find without simulating a body, the most severe first."""
    limits = read_limits()
    drawn = tuple(found for gag in gags for found in _of_draws(gag, limits, seed=seed))
    unknown = (*child_findings(plan), *not_simulated_findings(gags), *spread_range_findings(select_computed(gags)))
    of_the_trade = trade_findings_with_children(plan, gags, limits, seed=seed)
    return most_severe_first((*of_the_trade, *unknown, *drawn))


def trade_findings_with_children(plan: Plan, gags: Sequence[Gag], limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """Rules of the trade, and what stops gags with a child: what stops somebody in a gag does not hold them in it."""
    stops = stops_with_children(plan, gags, limits, seed=seed)
    stopped = {(label, one.person) for label, found in stops.items() for one in found if one.id == "nobody-stops"}
    of_rules = (
        one
        for gag in gags
        for one in trade_findings(plan, (gag,))
        if one.id != "stop-signal" or (gag.label, one.person) not in stopped
    )
    return tuple(dict.fromkeys((*of_rules, *(one for found in stops.values() for one in found))))


def stops_with_children(
    plan: Plan, gags: Sequence[Gag], limits: Limits, *, seed: int
) -> Mapping[str, tuple[Finding, ...]]:
    """Label of a gag with a child in it -> what would stop it with a grown person: nothing of it needs a body.

    What only holds a gag is left out, since the child holds it anyway. The remedies are for grown people, so that the
    only one here is another person.
    """
    held = [gag.label for gag in gags if isinstance(gag, NotSimulated) and gag.children and gag.action.simulated]
    grown = _grown_up(plan) if held else plan
    return {label: _stops_of(grown, label, limits, seed=seed) for label in held}


def _stops_of(grown: Plan, label: str, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    gag = gag_of(grown, label)
    found = (*trade_findings(grown, (gag,)), *_of_draws(gag, limits, seed=seed))
    return tuple(replace(one, remedy=NOT_THE_CHILD) for one in found if one.severity is Severity.STOP)


def _grown_up(plan: Plan) -> Plan:
    """The plan with a small grown person in the place of every child, who knows and is told what the child is.

    Whoever else is in a gag with a child needs no measures either, and is as small where the plan gives none.
    """
    people = {}
    for name, person in plan.people.items():
        unsaid = {key: value for key, value in _SMALL.items() if person.is_child or getattr(person, key) is None}
        people[name] = person.model_copy(update={**unsaid, **({"age": None} if person.is_child else {})})
    return plan.model_copy(update={"people": MappingProxyType(people)})


def _of_draws(gag: Gag, limits: Limits, *, seed: int) -> Iterator[Finding]:
    """What the draws of a gag say without a body: where somebody comes down, hangs, is pulled or driven to."""
    yield from check_rigging(gag, limits, seed=seed)
    yield from check_jump(gag, limits, seed=seed)
    yield from check_catch(gag, limits, seed=seed)
    yield from check_machine(gag, limits, seed=seed)
    yield from check_vehicle(gag, limits, seed=seed)


def _facts_of(plan: Plan, gag: Gag) -> Iterator[TradeFacts]:
    own = gag.trade_facts() if isinstance(gag, AsksTheTrade) else ()
    yield from own
    told = {facts.person for facts in own}
    for name in people_in(gag.action):
        if name not in told:
            yield trade_facts_of(plan, gag.label, name, by=gag.action.by)
