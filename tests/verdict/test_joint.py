"""Several models of one body: what the rule says of them together is never milder than what it says of any one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding, Interval, LoadSummary, Severity, Verdict
from stuntlab.verdict import (
    Circumstances,
    combine_verdict,
    joint_interval,
    joint_loads,
    joint_risks,
    judge_exposure,
    levels_in_tail,
    limit_for,
    most_failed,
    read_limits,
    risk_on_the_day,
)

LIMITS = read_limits()
MILDEST_FIRST = (Verdict.WITHIN_LIMITS, Verdict.HOLD, Verdict.CANNOT_ASSESS, Verdict.NOT_WITHIN_LIMITS)
FELT = ("abdomen_force", "head_contact_force", "neck_nij", "foot_impulse")
TAKES = 8
NEVER = Interval(0.0, 0.0, 1e-5)


@dataclass(frozen=True)
class Model:
    """What one model of the body says of one exposure."""

    loads: dict[str, LoadSummary]
    risks: dict[str, Interval]
    tails: frozenset[str]
    failed: int


def judged(models: Sequence[Model], borne: Borne) -> tuple[Finding, ...]:
    result = ExposureResult(
        exposure=Exposure("kick", "villain", "villain" if borne is Borne.CHOSEN else "lead", borne, TAKES),
        contact_probability=Interval(0.5, 0.49, 0.51),
        risk_per_take=joint_risks([model.risks for model in models]),
        risk_on_the_day=joint_risks(
            [{name: risk_on_the_day(risk, TAKES) for name, risk in model.risks.items()} for model in models]
        ),
        loads=joint_loads([model.loads for model in models]),
    )
    failed, simulated = most_failed((model.failed, 200) for model in models)
    about = Circumstances(
        tail_only=levels_in_tail(LIMITS, [(of_model(result, model), model.tails) for model in models]),
        takes_failed=failed,
        takes_simulated=simulated,
    )
    return judge_exposure(LIMITS, result, person_mass_kg=55, circumstances=about)


def of_model(result: ExposureResult, model: Model) -> ExposureResult:
    on_the_day = {name: risk_on_the_day(risk, TAKES) for name, risk in model.risks.items()}
    return replace(result, risk_per_take=model.risks, risk_on_the_day=on_the_day)


def intervals() -> st.SearchStrategy[Interval]:
    """Probabilities on either side of every allowance: 1 in 1 000 or 1 in 100 per take, 1 in 500 on the day."""
    ends = st.lists(st.sampled_from([1e-5, 9e-4, 3e-3, 2e-2]), min_size=3, max_size=3)
    return ends.map(sorted).map(lambda low_mean_high: Interval(low_mean_high[1], low_mean_high[0], low_mean_high[2]))


@st.composite
def one_model(draw: st.DrawFn, borne: Borne) -> Model:
    loads = {}
    for name in FELT:
        median, p95, most = sorted(draw(st.lists(st.floats(0, 1000), min_size=3, max_size=3)))
        limit = limit_for(LIMITS, name, borne, 55)
        exceeded = None if limit.value is None else draw(intervals())
        loads[name] = LoadSummary(limit.unit, median, p95, most, limit.value, exceeded)
    risks = {name: draw(intervals()) for name in ("ais2", "ais3")}
    tails = draw(st.sampled_from([(), (), ("ais3",), ("ais2", "ais3")]))
    return Model(loads, risks, frozenset(tails), draw(st.sampled_from([0, 0, 2, 3])))


@st.composite
def exposed(draw: st.DrawFn) -> tuple[Borne, list[Model]]:
    borne = draw(st.sampled_from([Borne.IMPOSED, Borne.TRAINED_RECEIVER, Borne.CHOSEN]))
    return borne, draw(st.lists(one_model(borne), min_size=1, max_size=3))


@settings(deadline=None, max_examples=300)
@given(exposed())
def test_the_joint_verdict_is_never_milder_than_that_of_any_model(given_models: tuple[Borne, list[Model]]) -> None:
    borne, several = given_models
    together = judged(several, borne)
    stops = Counter(finding.id for finding in together if finding.severity is Severity.STOP)
    for model in several:
        alone = judged([model], borne)
        worse, milder = (MILDEST_FIRST.index(combine_verdict(findings)) for findings in (together, alone))
        assert worse >= milder
        assert Counter(finding.id for finding in alone if finding.severity is Severity.STOP) <= stops


@given(exposed())
def test_the_order_of_models_does_not_matter(given_models: tuple[Borne, list[Model]]) -> None:
    borne, several = given_models
    assert judged(several, borne) == judged(several[::-1], borne)


@settings(deadline=None)
@given(st.lists(intervals(), min_size=1, max_size=4))
def test_joint_ends_are_an_interval_that_no_model_lies_above(several: list[Interval]) -> None:
    joint = joint_interval(several)
    assert joint.low <= joint.mean <= joint.high
    assert all(one.low <= joint.low and one.mean <= joint.mean and one.high <= joint.high for one in several)


QUIET = Model(
    loads={"abdomen_force": LoadSummary("N", 100.0, 120.0, 150.0, 220.0, NEVER)},
    risks={"ais2": NEVER},
    tails=frozenset(),
    failed=0,
)


def test_a_joint_load_lies_below_that_of_no_model() -> None:
    one = LoadSummary("N", 90.0, 150.0, 260.0, 220.0, NEVER)
    other = LoadSummary("N", 100.0, 140.0, 250.0, 220.0, Interval(1e-3, 0.0, 2e-3))
    unlimited = LoadSummary("N·s", 1.0, 2.0, 3.0, None, None)
    joint = joint_loads([{"abdomen_force": one}, {"abdomen_force": other, "foot_impulse": unlimited}])
    assert joint["abdomen_force"] == LoadSummary("N", 100.0, 150.0, 260.0, 220.0, Interval(1e-3, 0.0, 2e-3))
    assert joint["foot_impulse"] == unlimited, "one model alone may have a load"


def test_a_limit_that_is_no_evidence_is_none_in_all_models_together() -> None:
    """A limit that only a production has can stop a gag, and staying below it says nothing."""
    own = LoadSummary("N", 100.0, 120.0, 150.0, 220.0, NEVER, is_published=False)
    (joint,) = joint_loads([{"abdomen_force": own}, {"abdomen_force": own}]).values()
    assert joint.published_limit is None


def stops_of(*models_of_body: Model) -> list[str]:
    return [one.id for one in judged(models_of_body, Borne.IMPOSED) if one.severity is Severity.STOP]


def test_a_stop_of_a_risk_is_not_lost_to_a_model_with_the_larger_mean() -> None:
    """The rule allows 1 in 1 000: one model is sure of 0.2 %, the other has the larger mean and is not sure of it."""
    few = replace(QUIET, risks={"ais2": Interval(2e-3, 1.5e-3, 3e-3)})
    many = replace(QUIET, risks={"ais2": Interval(3e-3, 5e-4, 8e-3)})
    assert stops_of(few) == ["risk-ais2"]
    assert stops_of(many) == []
    assert stops_of(few, many) == stops_of(many, few) == ["risk-ais2"]


def test_a_load_that_one_model_felt_over_its_limit_is_told_with_what_was_felt() -> None:
    """The bound of the second is larger; it was the first in which a take passed 220 N."""
    seen = replace(
        QUIET, loads={"abdomen_force": LoadSummary("N", 100.0, 210.0, 260.0, 220.0, Interval(4e-3, 2e-3, 9e-3))}
    )
    unsure = replace(
        QUIET, loads={"abdomen_force": LoadSummary("N", 90.0, 150.0, 180.0, 220.0, Interval(0.0, 0.0, 2e-2))}
    )
    (stop,) = (one for one in judged([seen, unsure], Borne.IMPOSED) if one.severity is Severity.STOP)
    assert "largest 260 N" in stop.text
    assert "upper bound 1 in 50" in stop.text


def test_failed_takes_of_one_model_are_not_thinned_by_another() -> None:
    """3 of 200 are more than the 1 % that is a basis for an answer; 3 of 400 would not be."""
    broken, whole = replace(QUIET, failed=3), QUIET
    (finding,) = (one for one in judged([whole, broken], Borne.IMPOSED) if one.id == "takes-failed")
    assert finding.severity is Severity.CANNOT_ASSESS
    assert "3 of 200 simulated takes" in finding.text


def test_a_tail_decides_only_where_another_model_has_more_to_go_on() -> None:
    risky = {"ais2": Interval(2e-3, 1.5e-3, 3e-3)}
    tail, data = (replace(QUIET, risks=risky, tails=frozenset(tails)) for tails in (["ais2"], []))
    assert stops_of(tail, tail) == []
    assert stops_of(tail, data) == ["risk-ais2"]
    within = replace(QUIET, risks={"ais2": Interval(1e-4, 1e-5, 9e-4)})
    unsure = replace(QUIET, risks={"ais2": Interval(1e-4, 1e-5, 2e-3)})
    assert stops_of(tail, within) == [], "beside a model within it says no more than alone"
    assert stops_of(tail, unsure) == ["risk-ais2"]


@pytest.mark.parametrize("counts", [[], [(0, 0)], [(0, 10), (0, 20)]])
def test_without_a_failure_nothing_failed(counts: list[tuple[int, int]]) -> None:
    assert most_failed(counts)[0] == 0
