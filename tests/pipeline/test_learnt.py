"""What runs in the record change of an answer: the numbers, the words, who is told, and the same from every worker."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from stuntlab.datasets import Assessment, Consented, GagRuns, Rehearsed, Severity
from stuntlab.documents import answer_document
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP
from stuntlab.pipeline import jobs
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.estimates import Estimates, estimate, with_runs
from stuntlab.pipeline.jobs import jobs_of, run_job
from stuntlab.pipeline.learnt import learn_from_runs
from stuntlab.pipeline.runs_to_settle import OpenQuestion, more_of, more_runs
from stuntlab.plan import quantities, read_plan
from stuntlab.report.json_result import answer_to_json, assessment_to_dict, result_schema
from stuntlab.report.terminal import TerminalView, render
from stuntlab.verdict import read_limits

EXAMPLES = Path(__file__).parents[2] / "examples"

TWELVE = (0.25, 0.31, 0.27, 0.22, 0.29, 0.30, 0.24, 0.26, 0.33, 0.23, 0.28, 0.26)
"""Gaps of a plan that says 30 ± 6 cm: nearer, and narrower."""

NEARER = GagRuns((("gap", TWELVE),), 12, (("wrong cue", 1),))
LUCKY = GagRuns((("gap", (0.40, 0.401, 0.399)), ("foot_speed", (4.0, 4.01, 3.99))), 3)


def gag_with(planned, runs: GagRuns = GagRuns(), **words: str) -> Gag:  # noqa: B008 - frozen
    plan = planned(gap="30 ± 6 cm", **words)
    return gags_of(plan, Rehearsed({"kick": runs}))[0]


@pytest.fixture(scope="module")
def told(planned, no_body: str) -> Assessment:
    """Somebody consented before the runs, somebody after them."""
    known = Rehearsed(
        {"kick": NEARER},
        (Consented("villain", "11 Feb 2027", {"kick": GagRuns()}), Consented("lead", "12 Feb 2027", {"kick": NEARER})),
    )
    return assess(planned(gap="30 ± 6 cm", at=no_body), rehearsed=known)


def test_what_is_drawn_is_what_was_learnt(planned) -> None:
    plan, learnt = gag_with(planned), gag_with(planned, NEARER)
    gap = next(unknown for unknown in learnt.unknowns()[0] if unknown.name == GAP)
    assert gap.mean == pytest.approx(learnt.in_takes("gap").value)
    assert gap.mean < 0.30
    assert [branch.name for branch in learnt.branches()] == [branch.name for branch in plan.branches()]
    assert sum(branch.probability for branch in learnt.branches()) == pytest.approx(1.0)
    assert learnt.plan.hash == plan.plan.hash
    assert estimate(learnt, seed=0).is_worse_than(estimate(plan, seed=0))
    assert not estimate(plan, seed=0).is_worse_than(estimate(learnt, seed=0))


def test_lucky_runs_change_no_draw(planned) -> None:
    plan, lucky = gag_with(planned), gag_with(planned, LUCKY)
    assert lucky.unknowns() == plan.unknowns()
    assert lucky.branches() == plan.branches()


def test_what_is_meant_stays_the_plan(planned) -> None:
    """Runs that touched do not make a strike that is to stop short one that is to land."""
    touched = gag_with(planned, GagRuns((("gap", (-0.05,) * 40),), 40))
    assert touched.in_takes("gap").value < 0.03
    assert touched.planned_gap_m == pytest.approx(0.30)
    assert touched.exposures() == gag_with(planned).exposures()


def test_the_answer_says_what_changed(told: Assessment, planned, no_body: str) -> None:
    (learnt,) = told.rehearsed
    assert learnt.touches is not None
    assert learnt.touches[1] > learnt.touches[0]
    assert "gap 30 ± 6 cm in the plan, 27.0 ± 3.3 cm in 12 runs" in learnt.text
    assert "'wrong cue' in 1 of 12 runs" in learnt.text
    assert "touches in 1 of " in learnt.text
    document = answer_document(told, planned(gap="30 ± 6 cm", at=no_body))
    shown = render(document, TerminalView.FULL, width=200)
    assert "What the runs in the record changed" in shown
    assert learnt.text[:60] in shown
    first_screen = render(document, TerminalView.SCREEN, width=200)
    assert (
        "The kick, 12 runs: gap 27.0 ± 3.3 cm (plan 30 ± 6 cm), 'wrong cue' in 1. So it touches in 1 of" in first_screen
    )
    assert "hits hard in under" not in learnt.text, "two numbers that read alike are no news"
    as_data = json.loads(answer_to_json(told, document))
    jsonschema.validate(as_data, result_schema())
    assert as_data["rehearsed"][0]["touches"]["in_takes"] > 0


def test_who_consented_before_is_told_and_nothing_is_held(told: Assessment) -> None:
    (flag,) = [finding for finding in told.findings if finding.id == "worse-than-consented"]
    assert flag.person == "villain"
    assert flag.severity is Severity.FLAG
    assert "11 Feb 2027" in flag.text
    assert "12 runs" in flag.text
    assert "the consent stands" in flag.text


def test_limits_and_allowances_are_those_of_the_plan(planned, no_body: str, told: Assessment) -> None:
    plain = assess(planned(gap="30 ± 6 cm", at=no_body))
    assert plain.rehearsed == ()
    assert plain.plan_hash == told.plan_hash
    assert plain.limits == told.limits
    borne = [[(one.exposure.borne, {n: load.limit for n, load in one.loads.items()}) for one in person.exposures]
             for answer in (plain, told) for person in answer.people.values()]  # fmt: skip
    assert borne[: len(borne) // 2] == borne[len(borne) // 2 :]


def test_a_worker_draws_the_same_takes(planned, monkeypatch: pytest.MonkeyPatch) -> None:
    gag, plain = gag_with(planned, NEARER), gag_with(planned)
    takes = np.array([1, 2**10 + 3])
    here = [run_job(job) for job in jobs_of(gag, takes, seed=0, draws_per_branch=2**10)]
    without = [run_job(job) for job in jobs_of(plain, takes, seed=0, draws_per_branch=2**10)]
    sent = [pickle.loads(pickle.dumps(job)) for job in jobs_of(gag, takes, seed=0, draws_per_branch=2**10)]
    monkeypatch.setattr(jobs, "_at_hand", {})
    there = [run_job(job) for job in sent]
    assert {job.plan_hash for job in sent} == {plain.plan.hash}
    for (one, _), (other, _) in zip(here, there, strict=True):
        for name in one:
            np.testing.assert_array_equal(one[name], other[name])
    speed = {"foot_speed": (6.5,) * 12}
    faster = gag_with(planned, GagRuns(tuple(speed.items()), 12))
    (hit, _), *_ = (run_job(job) for job in jobs_of(faster, takes, seed=0, draws_per_branch=2**10))
    assert hit["villain/abdomen_force"].max() > without[0][0]["villain/abdomen_force"].max(), "and the runs reach it"


def test_workers_agree(planned) -> None:
    plan, known = planned(gap="8 ± 6 cm"), Rehearsed({"kick": NEARER})
    answers = [assess(plan, takes=8, threads=1, workers=many, rehearsed=known) for many in (1, 2)]
    answers = [json.dumps(assessment_to_dict(answer)) for answer in answers]
    assert answers[0] == answers[1]


def test_more_of_the_same_keep_mean_spread_and_share() -> None:
    for more in (1, 2, 12, 33):
        later = more_of(NEARER, more)
        assert later.runs == 12 + more
        assert later.values_of("gap").mean() == pytest.approx(np.mean(TWELVE))
        assert later.values_of("gap").std() <= np.std(TWELVE) * (1 + 1e-9)
        assert later.times("wrong cue") / later.runs >= 1 / 12
    even = more_of(NEARER, 12)
    assert even.values_of("gap").std() == pytest.approx(np.std(TWELVE))


def test_how_many_more_would_settle_it(planned) -> None:
    """A plan whose spread is what is open: the fewest further runs whose upper end lies below what is allowed."""
    runs = GagRuns((("gap", tuple(0.22 + 0.02 * (np.arange(10) % 3 - 1))),), 10)
    gag = gags_of(planned(gap="22 ± 9 cm"), Rehearsed({"kick": runs}))[0]
    now = estimate(gag, seed=0)
    question = OpenQuestion("villain", "", high=now.touches, allowed=now.touches * 0.9, adds={})
    fewest = more_runs(gag, question, seed=0)
    assert fewest is not None

    def touches(more: int) -> float:
        return estimate(with_runs(gag, more_of(runs, more)), seed=0).touches

    assert touches(fewest) < now.touches
    harder = more_runs(gag, replace(question, allowed=now.touches * 0.8), seed=0)
    assert harder is None or harder >= fewest
    assert more_runs(gag, replace(question, allowed=now.touches * 1e-3), seed=0) is None


def test_a_fall_that_is_pushed_otherwise_ends_otherwise() -> None:
    plan = read_plan(EXAMPLES / "roof_back_fall.yaml")
    wild = GagRuns((("push", (1.0, 3.0, 0.4, 2.9)),), 4)
    planned, learnt = (gags_of(plan, Rehearsed({"high_fall": runs}))[0] for runs in (GagRuns(), wild))
    before, after = estimate(planned, seed=0), estimate(learnt, seed=0)
    assert after.is_worse_than(before)
    assert after.ends["on the edge of the catcher"] > before.ends["on the edge of the catcher"]
    (told,) = learn_from_runs([learnt], {}, read_limits(), estimates=Estimates([learnt], seed=0), seed=0)
    assert "ends on the edge of the catcher in " in told.text
    assert told.touches is None


@pytest.mark.parametrize("name", ["ground_fall", "stair_fall", "roof_back_fall", "beating", "airbag_44_ft"])
def test_every_kind_draws_what_its_runs_inform(name: str) -> None:
    """Wild runs of each field that a kind names widen what is drawn; a field it does not name changes nothing."""
    for plain in gags_of(read_plan(EXAMPLES / f"{name}.yaml")):
        given = quantities(plain.action)
        for field, quantity in given.items():
            around = quantity.value + np.array([1.0, -1.0, 1.0, -1.0]) * (0.1 + quantity.sd)
            wild = with_runs(plain, GagRuns(((field, tuple(map(float, around))),), 4))
            assert (wild.unknowns() != plain.unknowns()) is (field in plain.runs_inform), (plain.label, field)
            assert wild.exposures() == plain.exposures()
