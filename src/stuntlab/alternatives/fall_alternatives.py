"""What would bring a plan within limits: each change assessed with the same draws as the plan.

Simulating bodies takes seconds to half a minute a change. It is spent only on those that the rules of the trade, the
catcher and the draws leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from stuntlab.alternatives.against import what_stands_against
from stuntlab.datasets import Alternative, Verdict
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.roles import Change, OffersChanges
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import Plan, label_words
from stuntlab.verdict import combine_verdict, verdict_of_person

PART = 2
"""The first look of an assessment has so many times the takes of an alternative: nine are told apart in a minute."""

SETTLED = 2
"""Changes that are asked a second time, with all takes: each costs as much as an assessment (judgement)."""

UNSETTLED = frozenset({"not-settled", "risk-ais2", "risk-ais3"})
"""What more takes may settle."""

_GOOD = (Verdict.WITHIN_LIMITS, Verdict.HOLD)


def alternatives(
    plan: Plan, *, seed: int = 0, takes: int | None = None, progress: Callable[[int, int], None] | None = None
) -> tuple[Alternative, ...]:
    """The plan as it is, then every change to it, cheapest first. progress: told (done, in all).

    takes: full-body takes of each; None: a part of the first look of an assessment (`PART`), for a quick answer.

    Raises: UserError for a plan there are no changes for.
    """
    changes = [Change("as planned", "", plan), *changes_of(plan)]
    if len(changes) == 1:
        raise UserError(f"{plan.stunt}: no action of this plan has changes that can be tried; strikes and falls have")
    quick = takes or max(gag.first_takes for gag in gags_of(plan)) // PART
    found = []
    for number, change in enumerate(changes, start=1):
        stopped = None if number == 1 else _stop_without_body(change, seed)
        found.append(stopped or _assess_change(change, seed, quick))
        if progress:
            progress(number, len(changes))
    return tuple(found) if takes else _settle(found, changes, seed)


def _settle(found: Sequence[Alternative], changes: Sequence[Change], seed: int) -> tuple[Alternative, ...]:
    """With as many takes as `assess` asks, where nothing but too few takes stands against it.

    The plan as it is; and where that is not within limits, changes that are cheaper than any that is known to help,
    the cheapest first, up to `SETTLED`, or up to the first that helps.
    """
    told = list(found)
    helps = next((number for number, one in enumerate(told) if one.verdict in _GOOD), len(told))
    cheaper = [number for number in range(1, helps) if _is_open(told[number])]
    planned = [0] if _is_open(told[0]) else []
    for number in planned + cheaper[:SETTLED]:
        told[number] = _assess_change(changes[number], seed, None)
        if told[number].verdict in _GOOD:
            break
    return tuple(told)


def _is_open(one: Alternative) -> bool:
    return one.verdict is Verdict.CANNOT_ASSESS and UNSETTLED.issuperset(one.against)


def changes_of(plan: Plan) -> Iterator[Change]:
    """The changes that the gags of a plan offer, in the order of the plan; of several, all of each at the end."""
    offering = [number for number, gag in enumerate(gags_of(plan)) if isinstance(gag, OffersChanges)]
    for number in offering:
        gag = gags_of(plan)[number]
        for change in _changes_of_one(plan, number):
            name = f"{label_words(gag.label)}: {change.name}" if len(offering) > 1 else change.name
            yield Change(name, change.cost, change.plan)
    if len(offering) > 1:
        yield _all_of_each(plan, offering)


def _changes_of_one(plan: Plan, number: int) -> list[Change]:
    gag = gags_of(plan)[number]
    return list(gag.changes(number)) if isinstance(gag, OffersChanges) else []


def _all_of_each(plan: Plan, offering: Sequence[int]) -> Change:
    """What goes furthest of each gag, one on top of the other."""
    costs: dict[str, None] = {}
    for number in offering:
        changes = _changes_of_one(plan, number)
        if changes:
            plan = changes[-1].plan
            costs |= dict.fromkeys(changes[-1].cost.split("; "))
    return Change("all of it, in every action", "; ".join(costs), plan)


def _stop_without_body(change: Change, seed: int) -> Alternative | None:
    """What a change comes to where its catcher and its draws stop it already; None where a body has to be asked."""
    findings = findings_before_any_body(change.plan, gags_of(change.plan), seed=seed)
    verdict = combine_verdict(findings)
    if verdict is not Verdict.NOT_WITHIN_LIMITS:
        return None
    names = dict.fromkeys(one.person for one in findings if one.person is not None)
    people = {name: verdict_of_person(name, findings) for name in names}
    stopped = {name: one for name, one in people.items() if one is verdict}
    return Alternative(change.name, change.cost, verdict, stopped, what_stands_against(findings), simulated=False)


def _assess_change(change: Change, seed: int, takes: int | None) -> Alternative:
    assessment = assess(change.plan, seed=seed, takes=takes)
    people = {name: person.verdict for name, person in assessment.people.items()}
    return Alternative(change.name, change.cost, assessment.verdict, people, what_stands_against(assessment.findings))
