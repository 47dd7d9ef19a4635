"""assess(plan): the map of the program.

plan -> gags -> draws -> strata -> full-body takes -> loads -> injuries -> findings -> verdict. Everything else in
stuntlab is one of these steps.
"""

from __future__ import annotations

from collections.abc import Callable

from stuntlab.datasets import NOT_REHEARSED, Assessment, ExposureResult, PersonResult, Rehearsed
from stuntlab.errors import UserError
from stuntlab.gags import gag_by_label, gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline.bystanders import zone_findings
from stuntlab.pipeline.day import day_of, house_with, touch_findings
from stuntlab.pipeline.estimates import Estimates
from stuntlab.pipeline.learnt import learn_from_runs, worse_than_consented
from stuntlab.pipeline.not_simulated import gags_without_numbers, not_simulated_findings, select_computed
from stuntlab.pipeline.own_loads import own_load_assumptions
from stuntlab.pipeline.rehearse import Hands
from stuntlab.pipeline.settle import rehearse_until_settled
from stuntlab.pipeline.spread_range import spread_range_findings
from stuntlab.pipeline.stop_signals import stop_signal_findings
from stuntlab.pipeline.tell_gag import GagTold, tell_gag
from stuntlab.pipeline.trade_checks import trade_findings_with_children
from stuntlab.plan import Plan, people_in
from stuntlab.shots.placement import spreads_of_cameras
from stuntlab.shots.sell import assess_shots, sell_findings
from stuntlab.takes.workers import WorkersAsked, workers_of
from stuntlab.verdict import Limits, combine_verdict, most_severe_first, read_limits, verdict_of_person
from stuntlab.verdict.children import child_findings

NO_RECORD = "who consented, refused, stopped or was briefed: the record of decisions was not asked"

NOT_YET = (NO_RECORD,)


def assess(
    plan: Plan,
    *,
    seed: int = 0,
    takes: int | None = None,
    threads: int | None = None,
    workers: WorkersAsked = None,
    limits: Limits | None = None,
    rehearsed: Rehearsed = NOT_REHEARSED,
    only: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Assessment:
    """Who could be hurt if the plan is shot as it stands, by whom, how badly, and how sure that is.

    takes: the most full-body takes of each gag; None: what its kind allows. They end sooner where more would not change
    the answer (`pipeline/settle.py`). threads: of each worker; None shares the
    processors among them. workers: who simulates takes. None or 1 is this process. A number is so many processes beside
    it, which end with the answer. An executor or a Dask client stays its owner's. The answer does not depend on threads
    or workers.
    rehearsed: what is known of the runs of its gags. They change estimates, and no limit.
    only: the label of the one gag to assess. progress: told (takes done, takes in all).

    It may be called from several threads of a process: their simulations take turns at the engine (`scene/field.py`).
    Processes are independent of each other. From threads and from processes the answer is, byte for byte, that of one
    call alone.

    Raises: UserError for a plan that can be read but not assessed, or a label that no gag of it has; WorkerError, one
    of them, where workers keep dying.
    """
    held_to = limits or read_limits()
    house, every = house_with(held_to), _gags_to_assess(plan, only, rehearsed)
    gags = select_computed(every)
    seen = assess_shots(plan, gags, seed=seed)
    budgets = [takes or gag.most_takes for gag in gags]
    count = _Counter(sum(budgets), progress)
    with workers_of(workers) as crew:
        hands = Hands(threads or 0, crew, count)

        def rehearse_and_tell(gag: Gag, budget: int) -> GagTold:
            settled = rehearse_until_settled(gag, plan, held_to, seed=seed, budget=budget, hands=hands)
            count.leave_out(budget - settled.looks[-1])
            return tell_gag(settled, plan, held_to, seed=seed)  # what was drawn is let go before the next gag

        told = [rehearse_and_tell(gag, budget) for gag, budget in zip(gags, budgets, strict=True)]
    judged = [
        *(result for one in told for result in one.acting),
        *(result for one in told for result in one.bystanders),
        *(result for one in told for result in one.in_reach),
        *(result for one in told for result in one.by_gear),
    ]
    findings = trade_findings_with_children(plan, every, held_to, seed=seed)  # first, as a coordinator says them
    findings += tuple(finding for one in told for finding in one.of_gear)
    findings += child_findings(plan) + not_simulated_findings(every)
    findings += tuple(finding for _, found in judged for finding in found) + sell_findings(plan, seen, gags)
    findings += tuple(finding for gag in gags for finding in zone_findings(gag, plan))
    findings += stop_signal_findings(plan, every) + spread_range_findings(gags)
    findings += tuple(finding for one in told for finding in one.half_way)
    findings += tuple(one.of_takes for one in told if one.takes)
    borne: dict[str, list[ExposureResult]] = {}
    for result, _ in judged:
        borne.setdefault(result.exposure.person, []).append(result)
    in_action = dict.fromkeys(name for gag in every for name in people_in(gag.action))
    named = [name for name in dict.fromkeys([*borne, *in_action]) if name in plan.people]
    days = {name: day_of(name, every, borne.get(name, []), house) for name in named}
    findings += tuple(
        finding
        for name, day in days.items()
        for finding in touch_findings(name, gags, borne.get(name, []), day, seed=seed)
    )
    by_gag = {gag.label: [one for one, _ in judged if one.exposure.gag == gag.label] for gag in gags}
    estimates = Estimates(gags, seed=seed)
    learnt = learn_from_runs(gags, by_gag, held_to, estimates=estimates, seed=seed)
    findings += worse_than_consented(gags, rehearsed, estimates=estimates)
    people = {
        name: PersonResult(
            verdict_of_person(name, findings),
            tuple(borne.get(name, ())),
            day=days.get(name),
            not_computed=gags_without_numbers(every, name),
        )
        for name in dict.fromkeys([*borne, *in_action, *(n for n, one in plan.people.items() if one.is_child)])
    }
    return Assessment(
        stunt=plan.stunt,
        plan_hash=plan.hash,
        seed=seed,
        takes=sum(one.takes for one in told),
        takes_failed=sum(one.takes_failed for one in told),
        limits=held_to.name,
        verdict=combine_verdict(findings),
        people=people,
        branches=tuple(dict.fromkeys(branch for one in told for branch in one.branches)),
        findings=most_severe_first(findings),
        assumptions=(
            *dict.fromkeys(line for gag in every for line in (*gag.spread_assumptions(), *gag.evidence().assumptions)),
            *dict.fromkeys(own_load_assumptions(gags)),
            *(spreads_of_cameras(plan) if seen else ()),
        ),
        rehearsed=learnt,
        not_assessed=tuple(dict.fromkeys(line for gag in every for line in gag.evidence().not_assessed)) + NOT_YET,
    )


def _gags_to_assess(plan: Plan, only: str | None, rehearsed: Rehearsed) -> tuple[Gag, ...]:
    """The gags of a plan, or the one with a label; an answer about no gag would be none."""
    gags = gags_of(plan, rehearsed) if only is None else (gag_by_label(plan, only, rehearsed),)
    if not gags:
        raise UserError(f"{plan.stunt}: the plan has no action, and without one there is nothing to assess")
    return gags


class _Counter:
    """Adds up finished takes and passes the sum on."""

    def __init__(self, total: int, tell: Callable[[int, int], None] | None) -> None:
        self.total, self.tell, self.done = total, tell, 0

    def leave_out(self, takes: int) -> None:
        """Takes that are not needed after all."""
        self.total -= takes
        self(0)

    def __call__(self, finished: int) -> None:
        self.done += finished
        if self.tell:
            self.tell(self.done, self.total)
