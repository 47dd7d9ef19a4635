"""The same plan, the same answer: whatever the budget and the luck of the draw, apart from what is not settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from stuntlab.datasets import Assessment, Finding, Floats, Verdict
from stuntlab.gags import gags_of
from stuntlab.pipeline import rehearse
from stuntlab.pipeline.jobs import Job
from stuntlab.pipeline.rehearse import Hands, draw_gag
from stuntlab.pipeline.settle import Settled, rehearse_until_settled
from stuntlab.plan import Plan, parse_plan
from stuntlab.takes.workers import Workers
from stuntlab.verdict import combine_verdict, read_limits

LIMITS = read_limits()
BUDGETS = (240, 1000, 2400)
SEEDS = range(10)
MOST_SCATTER = 0.1
DRAWS = 2**14
"""Of each branch: enough to give 2400 takes."""


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "DRAWS_PER_BRANCH", DRAWS)


@cache
def speeds(plan: str, seed: int) -> Floats:
    """Of the foot in every draw."""
    return draw_gag(gags_of(parse_plan(plan))[0], seed=seed).values["foot_speed_m_s"]


@dataclass
class Formula(Workers):
    """Takes without a body: a force that goes with the speed of the foot, and scatters by a tenth."""

    newton: float

    def run(self, work: Any, jobs: Sequence[Job], *, threads: int, done: Callable[[Job], None]) -> list[Any]:
        return [self._answer(job) for job in jobs]

    def _answer(self, job: Job) -> Any:
        takes = np.array(job.takes)
        speed = speeds(job.plan, job.seed)[takes]
        luck = np.array([np.random.default_rng([job.seed, take]).standard_normal() for take in takes])
        force = self.newton * speed / 5 * np.exp(MOST_SCATTER * luck)
        still = {"villain/support_margin": np.full(len(takes), -1.0), "villain/falls": np.zeros(len(takes))}
        return {"villain/abdomen_force": force, **still}, np.zeros(len(takes), dtype=np.int64)

    def stop(self) -> None:
        """Nothing is kept."""


def settle(plan: Plan, newton: float, *, budget: int, seed: int = 0) -> Settled:
    gag = gags_of(plan)[0]
    return rehearse_until_settled(gag, plan, LIMITS, seed=seed, budget=budget, hands=Hands(workers=Formula(newton)))


def verdict_on_loads(settled: Settled) -> Verdict:
    """Of the force alone: what else is asked of a kick does not hang on takes."""
    found: list[Finding] = [finding for _, findings in settled.judged for finding in findings]
    return combine_verdict(
        finding for finding in found if finding.id in ("imposed-load", "not-settled", "loads-within")
    )


@pytest.fixture(scope="module")
def plan(planned: Callable[..., Plan]) -> Plan:
    return planned()


@pytest.mark.parametrize(
    ("newton", "settled"),
    [(10.0, Verdict.WITHIN_LIMITS), (400.0, Verdict.NOT_WITHIN_LIMITS), (130.0, None)],
)
def test_budget_and_seed_do_not_change_what_is_settled(plan: Plan, newton: float, settled: Verdict | None) -> None:
    """Far below the limit of 220 N, far above, and where a take in some hundreds passes: never both answers."""
    seen = set()
    for seed in SEEDS if settled is None else (0, 1):
        answers = [verdict_on_loads(settle(plan, newton, budget=budget, seed=seed)) for budget in BUDGETS]
        for smaller, larger in pairwise(answers):
            assert smaller in (larger, Verdict.CANNOT_ASSESS)
        seen |= set(answers)
    assert len(seen - {Verdict.CANNOT_ASSESS}) <= 1
    if settled is not None:
        assert seen == {settled}


def test_what_is_plain_takes_one_look(plan: Plan) -> None:
    for newton in (10.0, 400.0):
        told = settle(plan, newton, budget=2400)
        assert told.looks == (60,)
        assert told.why == "more would not change the answer"


def test_a_larger_budget_makes_the_same_looks_and_can_only_add_some(plan: Plan) -> None:
    looks = [settle(plan, 130.0, budget=budget).looks for budget in BUDGETS]
    for smaller, larger in pairwise(looks):
        assert larger[: len(smaller) - 1] == smaller[:-1]


def test_takes_of_a_smaller_budget_are_among_those_of_a_larger(plan: Plan) -> None:
    small, large = (set(settle(plan, 130.0, budget=budget).rehearsal.takes.tolist()) for budget in (60, 240))
    assert small <= large


def test_the_answer_tells_its_takes(assessed: Callable[..., Assessment]) -> None:
    """A real kick: 16 takes of the budget, and a sentence that says why they ended."""
    (told,) = (finding for finding in assessed(gap="25 ± 3 cm").findings if finding.id == "takes-used")
    assert "takes simulated" in told.text
