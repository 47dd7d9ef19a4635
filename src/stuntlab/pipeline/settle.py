"""Simulate until it is settled: judge a gag after every look, and rehearse on while more takes can change the answer.

The first look is small, and every further one doubles the takes, up to a budget. A look takes the next draws of each
stratum. Whether there is a further one, and which strata it looks at most, follows from the looks before. So a larger
budget makes the same looks and can only add some: its answer differs only where the smaller one ended with something
that the takes were too few to tell, which is CANNOT ASSESS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stuntlab.datasets import Finding, Severity
from stuntlab.gags.base import Gag
from stuntlab.pipeline.judge import Judged, judge_rehearsal
from stuntlab.pipeline.rehearse import Hands, Rehearsal, draw_and_sort, read_takes, simulate_up_to
from stuntlab.pipeline.where_to_look import nothing_to_tell, where_to_look
from stuntlab.plan import Plan
from stuntlab.units.counting import counted
from stuntlab.verdict import Limits, Untold
from stuntlab.verdict.words import the


@dataclass(frozen=True, slots=True)
class Settled:
    """A gag that was rehearsed for as long as it helped.

    judged: every exposure with its findings. looks: takes after each look; why: in a sentence, why it ended.
    """

    rehearsal: Rehearsal
    judged: tuple[Judged, ...]
    looks: tuple[int, ...]
    why: str


def rehearse_until_settled(gag: Gag, plan: Plan, limits: Limits, *, seed: int, budget: int, hands: Hands) -> Settled:
    """Rehearse a gag with at most `budget` full-body takes."""
    drawn = draw_and_sort(gag, seed=seed, budget=budget)
    takes, looks = min(gag.first_takes, budget), list[int]()
    simulated = simulate_up_to(drawn, takes, None, hands)
    while True:
        rehearsal = read_takes(drawn, simulated)
        judged = judge_rehearsal(rehearsal, plan, limits, seed=seed)
        looks.append(rehearsal.simulated)
        still_open = _not_told(judged)
        ended = takes >= budget or looks[-1] == (looks[-2] if looks[1:] else 0)
        if ended or not still_open:
            return Settled(rehearsal, tuple(one for one, _ in judged), tuple(looks), _why(still_open, budget))
        takes = min(2 * takes, budget)
        found = [one for one, _ in judged]
        wanted = where_to_look(rehearsal, found, still_open, plan, limits)
        quiet = nothing_to_tell(rehearsal, found, still_open)
        simulated = simulate_up_to(drawn, takes, simulated, hands, wanted=wanted, settled=quiet)


def _not_told(judged: Sequence[tuple[Judged, Sequence[Untold]]]) -> tuple[Untold, ...]:
    """What the takes are too few to tell, of whoever is not stopped by something else."""
    return tuple(
        dict.fromkeys(
            question
            for (_, findings), questions in judged
            if not any(finding.severity is Severity.STOP for finding in findings)
            for question in questions
        )
    )


def _why(still_open: Sequence[Untold], budget: int) -> str:
    if still_open:
        words = ", ".join(dict.fromkeys(question.words for question in still_open))
        return f"the budget of {counted(budget, 'take')} is used up, and they are too few to tell {words}"
    return "more would not change the answer"


def tell_takes(settled: Settled) -> Finding:
    """How many takes there were, and why no more."""
    gag = settled.rehearsal.gag
    text = f"{the(gag.label)}: {counted(settled.looks[-1], 'take')} simulated; {settled.why}."
    return Finding("takes-used", Severity.NOTE, None, text, "pipeline/settle.py")
