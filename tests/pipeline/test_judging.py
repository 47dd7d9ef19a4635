"""From the takes of two models to one judgement: hand-made loads instead of simulated ones, and the worse decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import ExposureResult, Finding, Floats, Interval, Loads, Severity, Stratum, TakeStatus, Verdict
from stuntlab.gags import gags_of
from stuntlab.pipeline.judge import judge_rehearsal
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.plan import Plan
from stuntlab.verdict import Response, combine_verdict, read_limits

LIMITS = read_limits()
DRAWN, TOUCHING, TAKES = 1000, 400, 40
WEIGHT = np.full(TAKES, TOUCHING / DRAWN / TAKES)
MILDEST_FIRST = (Verdict.WITHIN_LIMITS, Verdict.HOLD, Verdict.CANNOT_ASSESS, Verdict.NOT_WITHIN_LIMITS)

Model = Mapping[str, Floats]
"""Load of the receiver -> [take]; NaN where the take failed."""


def forces(force_n: float) -> Floats:
    """A force that spreads by a tenth from take to take."""
    return np.asarray(force_n * (1 + 0.1 * np.linspace(-1, 1, TAKES)))


def rehearsal_of(plan: Plan, models: Mapping[str, Model]) -> Rehearsal:
    """A kick as planned that touches in 40 % of takes, with what each model felt."""
    gag, branches = gags_of(plan)[0], gags_of(plan)[0].branches()
    touches = Stratum("touches", 0, True, Interval(0.4, 0.39, 0.41), DRAWN, np.arange(TOUCHING))
    features = np.linspace(-1, 1, DRAWN)[:, None]
    response = Response(features[:TAKES], [features[:TOUCHING]])
    loads = {name: {"villain": felt(model), "lead": untouched()} for name, model in models.items()}
    return Rehearsal(gag, branches, (touches,), loads, {}, np.arange(TAKES), 0, response)


def felt(model: Model) -> Loads:
    failed = np.any([np.isnan(values) for values in model.values()], axis=0)
    status = np.where(failed, TakeStatus.DIVERGED, TakeStatus.OK)
    return Loads(dict(model), np.zeros(TAKES, int), WEIGHT, status)


def untouched() -> Loads:
    return Loads({"foot_force": np.ones(TAKES)}, np.zeros(TAKES, int), WEIGHT, np.zeros(TAKES, int))


def judged(plan: Plan, **models: Model) -> tuple[ExposureResult, tuple[Finding, ...]]:
    """The receiver's exposure and its findings."""
    (receiver, _), _ = judge_rehearsal(rehearsal_of(plan, models), plan, LIMITS, seed=0)
    return receiver


@pytest.fixture(scope="module")
def plan(planned: Callable[..., Plan]) -> Plan:
    return planned()


def touching_as_planned(plan: Plan) -> float:
    return gags_of(plan)[0].branches()[0].probability * TOUCHING / DRAWN


def found(findings: tuple[Finding, ...], name: str) -> list[Finding]:
    return [finding for finding in findings if finding.id == name]


def test_the_load_of_the_worse_model_decides(plan: Plan) -> None:
    """Hardly anything under one model, twice the pain limit of 220 N under the other."""
    soft, stiff = ({"abdomen_force": forces(force_n)} for force_n in (20.0, 440.0))
    for models in ({"soft": soft, "stiff": stiff}, {"soft": stiff, "stiff": soft}):
        result, findings = judged(plan, **models)
        (stop,) = found(findings, "imposed-load")
        assert "abdomen force passes the pain limit" in stop.text
        summary = result.loads["abdomen_force"]
        assert summary.max == pytest.approx(484.0)
        assert summary.exceeded is not None
        assert summary.exceeded.mean == pytest.approx(touching_as_planned(plan))
    assert not found(judged(plan, soft=soft)[1], "imposed-load")


def test_each_load_is_taken_from_the_model_that_is_worse_in_it(plan: Plan) -> None:
    soft = {"abdomen_force": forces(20.0), "abdomen_compression": forces(60.0)}
    stiff = {"abdomen_force": forces(440.0), "abdomen_compression": forces(2.0)}
    result, findings = judged(plan, soft=soft, stiff=stiff)
    assert result.loads["abdomen_force"].max == pytest.approx(484.0)
    assert result.loads["abdomen_compression"].max == pytest.approx(66.0)
    assert len(found(findings, "imposed-load")) == 2


def test_the_risk_of_the_worse_model_decides(plan: Plan) -> None:
    """A viscous criterion of 2 m/s under one model is a risk of injury, of 0.01 m/s under the other is none."""
    soft, stiff = ({"abdomen_vc": forces(speed)} for speed in (0.01, 2.0))
    alone = judged(plan, stiff=stiff)[0].risk_per_take["ais2"]
    for models in ({"soft": soft, "stiff": stiff}, {"soft": stiff, "stiff": soft}):
        result, findings = judged(plan, **models)
        assert result.risk_per_take["ais2"] == alone
        assert found(findings, "risk-ais2")[0].severity is Severity.STOP
    assert not found(judged(plan, soft=soft)[1], "risk-ais2")


def test_the_failed_takes_of_the_worse_model_decide(plan: Plan) -> None:
    """One failed take of 40 is no basis for an answer, however well the 40 of the other model went."""
    whole = {"abdomen_force": forces(20.0)}
    broken = {"abdomen_force": np.where(np.arange(TAKES) == 7, np.nan, forces(20.0))}
    for models in ({"soft": whole, "stiff": broken}, {"soft": broken, "stiff": whole}):
        result, findings = judged(plan, **models)
        (failed,) = found(findings, "takes-failed")
        assert "1 of 40 simulated takes of a body model (1 in 40) failed and counts as" in failed.text
        exceeded = result.loads["abdomen_force"].exceeded
        assert exceeded is not None
        assert exceeded.mean == pytest.approx(touching_as_planned(plan) / TAKES)
    assert not found(judged(plan, soft=whole, stiff=whole)[1], "takes-failed")


@pytest.mark.parametrize(("load", "reached"), [("tibia_force", False), ("abdomen_vc", True)])
def test_an_injury_that_no_curve_reaches_is_told_as_not_known(plan: Plan, load: str, reached: bool) -> None:
    """The curve of the ankle says AIS 2+ and nothing of AIS 3+; that of the belly says AIS 4+ too."""
    result, _ = judged(plan, soft={load: forces(4000.0 if load == "tibia_force" else 1.0)})
    assert result.no_curve == (frozenset() if reached else {"ais3"})
    assert result.risk_per_take["ais3"].mean <= result.risk_per_take["ais2"].mean


@pytest.mark.parametrize(
    ("load", "value", "least"),
    [("abdomen_vc", 2.0, {"ais2", "ais3"}), ("chest_3ms", 70.0, {"ais2"}), ("head_hic15", 700.0, set())],
)
def test_the_number_of_a_worse_injury_is_said_to_be_the_least(
    plan: Plan, load: str, value: float, least: set[str]
) -> None:
    """The curve of the belly begins at AIS 4+, that of the chest at AIS 3+, and the head has one of each."""
    result, findings = judged(plan, soft={load: forces(value)})
    assert set(result.at_least) == least
    for stop in found(findings, "risk-ais2"):
        assert ("is at least" in stop.text) == ("ais2" in least)
    assert len(found(findings, "risk-at-least")) == len(least)


def test_a_lesser_injury_that_is_likelier_is_no_risk_of_a_worse_one_but_is_named(plan: Plan) -> None:
    """A spine that breaks has a curve of AIS 2+ alone: what the head says of AIS 3+ is the least."""
    result, _ = judged(plan, soft={"head_hic15": forces(100.0), "lumbar_force": forces(9000.0)})
    assert result.at_least == {"ais3": ("spine",)}
    assert result.risk_per_take["ais3"].mean < result.risk_per_take["ais2"].mean


def test_loads_without_a_curve_beside_the_body_leave_its_risk_what_it_is(plan: Plan) -> None:
    """The pull of a line has no curve: beside a head far down in the tail of its own, a tail still stops nobody."""
    seen = rehearsal_of(plan, {"soft": {"head_hic15": forces(250.0)}})
    severities = []
    for direct in ({}, {"villain": felt({"line_force": forces(900.0)})}):
        (result, findings), _ = judge_rehearsal(replace(seen, direct=direct), plan, LIMITS, seed=0)[0]
        severities.append([one.severity for one in found(findings, "risk-ais2")])
        assert result.risk_per_take["ais2"].mean > 1e-3
    assert severities == [[Severity.FLAG], [Severity.FLAG]]


@pytest.mark.parametrize("value", [1e-6, 100.0])
def test_takes_that_end_where_there_is_no_model_count_as_harmed(plan: Plan, value: float) -> None:
    """A tenth of the draws ends there: no less harm than that, however gentle the rest, and no load over its limit."""
    gone = Stratum("gone", 0, True, Interval(0.1, 0.09, 0.11), DRAWN, np.arange(100), outcome=1, modelled=False)
    seen = rehearsal_of(plan, {"soft": {"head_hic15": forces(value)}})
    with_gone = replace(
        seen,
        strata=(*seen.strata, gone),
        response=replace(seen.response, drawn=[*seen.response.drawn, np.zeros((100, 1))]),
    )
    apart = []
    for rehearsal in (seen, with_gone):
        (result, findings), _ = judge_rehearsal(rehearsal, plan, LIMITS, seed=0)[0]
        apart.append((result.risk_per_take["ais3"].mean, result.loads["head_hic15"].exceeded.mean))
    assert apart[1][0] - apart[0][0] == pytest.approx(0.1 * touching_as_planned(plan) * DRAWN / TOUCHING, rel=0.01)
    assert apart[1][1] == pytest.approx(apart[0][1])
    assert found(findings, "risk-ais2")[0].severity is Severity.STOP
    assert "count as harmed" in found(findings, "not-simulated")[0].text


def model_takes() -> st.SearchStrategy[Model]:
    """Some takes far below every limit, some around it, some failed."""
    levels = st.sampled_from([0.01, 0.5, 0.9, 1.1, 3.0])
    failures = st.sampled_from([0, 0, 1])

    @st.composite
    def takes(draw: st.DrawFn) -> Model:
        failed = np.arange(TAKES) < draw(failures)
        scaled = {"abdomen_force": 220.0, "abdomen_vc": 0.5, "neck_nij": 0.4}
        return {name: np.where(failed, np.nan, forces(limit * draw(levels))) for name, limit in scaled.items()}

    return takes()


@settings(deadline=None, max_examples=15)
@given(first=model_takes(), second=model_takes())
def test_two_models_are_judged_no_more_mildly_than_either(first: Model, second: Model, plan: Plan) -> None:
    together = judged(plan, soft=first, stiff=second)[1]
    for alone in (judged(plan, soft=first)[1], judged(plan, soft=second)[1]):
        assert MILDEST_FIRST.index(combine_verdict(together)) >= MILDEST_FIRST.index(combine_verdict(alone))
        for name in {finding.id for finding in alone if finding.severity is Severity.STOP}:
            stops = [
                sum(one.severity is Severity.STOP for one in found(findings, name)) for findings in (alone, together)
            ]
            assert stops[0] <= stops[1], name
