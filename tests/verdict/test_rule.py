"""The rule of the house, exposure by exposure, and what findings come to."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import (
    Basis,
    Borne,
    Exposure,
    ExposureResult,
    Finding,
    Interval,
    LoadSummary,
    Severity,
    Verdict,
)
from stuntlab.verdict import (
    Circumstances,
    Knockdown,
    combine_verdict,
    judge_exposure,
    levels_in_tail,
    load_share,
    nearest_load,
    open_questions,
    read_limits,
    verdict_of_person,
    worst_load,
)

LIMITS = read_limits()
NEVER = Interval(0.0, 0.0, 1e-5)


def result(borne: Borne = Borne.IMPOSED, **changes: object) -> ExposureResult:
    """A kick that touches in half of the takes and harms nobody, unless changed."""
    quiet = ExposureResult(
        exposure=Exposure("kick 1", "villain", "villain" if borne is Borne.CHOSEN else "lead", borne, 8),
        contact_probability=Interval(0.5, 0.49, 0.51),
        risk_per_take={"ais2": NEVER, "ais3": NEVER},
        risk_on_the_day={"ais2": NEVER, "ais3": NEVER},
        loads={"abdomen_force": LoadSummary("N", 100.0, 120.0, 150.0, 220.0, NEVER)},
    )
    return replace(quiet, **changes)


def judge(exposed: ExposureResult, **circumstances: object) -> tuple[Finding, ...]:
    return judge_exposure(LIMITS, exposed, person_mass_kg=55, circumstances=Circumstances(**circumstances))


def stops(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings if finding.severity is Severity.STOP]


def force(exceeded: Interval, *, median: float = 1848.0, limit: float = 220.0) -> dict[str, LoadSummary]:
    return {"abdomen_force": LoadSummary("N", median, 1.2 * median, 1.5 * median, limit, exceeded)}


def test_nothing_over_a_limit_is_within_limits_and_says_how_near() -> None:
    findings = judge(result())
    assert combine_verdict(findings) is Verdict.WITHIN_LIMITS
    (note,) = findings
    assert (note.id, note.severity) == ("loads-within", Severity.NOTE)
    assert "150 N against 220 N" in note.text


def test_the_real_kick_is_told_with_its_factor() -> None:
    """1848 N against 220 N is 8.4 times; 46.5 of 50 touching takes in 100 are 93 %."""
    findings = judge(result(loads=force(Interval(0.465, 0.44, 0.49))))
    (stop,) = [finding for finding in findings if finding.severity is Severity.STOP]
    assert stop.id == "imposed-load"
    assert "villain: abdomen force passes the pain limit of 220 N in 93 of 100 takes that touch" in stop.text
    assert "median 1 850 N, 8.4 times the limit" in stop.text
    assert "consent does not raise" in stop.text
    assert "ISO/TS 15066" in stop.source


ALLOWED = {Borne.IMPOSED: 1e-3, Borne.TRAINED_RECEIVER: 1e-3, Borne.CHOSEN: 1e-2}


@pytest.mark.parametrize("borne", list(ALLOWED))
@pytest.mark.parametrize(
    ("mean", "sampled", "high", "severity", "said"),
    [
        (0.5, (0.3, 0.7), 0.8, Severity.NOTE, "no load passes its limit"),
        (0.5, (0.3, 0.7), 2.0, Severity.CANNOT_ASSESS, "More takes would not tell"),
        (0.5, (0.1, 1.5), 2.0, Severity.CANNOT_ASSESS, "More takes would not tell"),
        (0.5, (0.1, 1.5), 0.9, Severity.NOTE, "no load passes its limit"),
        (2.0, (0.5, 4.0), 6.0, Severity.CANNOT_ASSESS, "takes are too few"),
        (2.0, (1.5, 3.0), 6.0, Severity.STOP, "Over all takes"),
    ],
)
def test_a_stop_needs_an_estimate_that_the_takes_prove(
    borne: Borne, mean: float, sampled: tuple[float, float], high: float, severity: Severity, said: str
) -> None:
    """In units of what is allowed: the estimate, what sampling leaves of it, and the end with everything unknown."""
    allowed = ALLOWED[borne]
    basis = Basis(Interval(mean * allowed, sampled[0] * allowed, sampled[1] * allowed), {}, {"model": high * allowed})
    passed = replace(force(Interval(mean * allowed, 0.0, high * allowed), median=100.0)["abdomen_force"], basis=basis)
    (finding,) = judge(result(borne, loads={"abdomen_force": passed}))
    assert finding.severity is severity
    assert said in finding.text


@pytest.mark.parametrize(("unproven", "asked"), [({}, ["abdomen_force"]), ({"chest_force": "No test."}, [])])
def test_no_takes_are_asked_for_beside_a_load_of_which_they_prove_nothing(
    unproven: dict[str, str], asked: list[str]
) -> None:
    """Whatever else they told, it could not be assessed."""
    over, still_open = Interval(0.5, 0.4, 0.6), Interval(0.002, 0.0005, 0.004)
    abdomen = force(still_open, median=100.0)["abdomen_force"]
    chest = replace(abdomen, exceeded=over, basis=Basis(over))
    loads = {"abdomen_force": replace(abdomen, basis=Basis(still_open)), "chest_force": chest}
    exposed = result(loads=loads)
    exposed = replace(exposed, exposure=replace(exposed.exposure, unproven=unproven))
    assert [one.of for one in open_questions(LIMITS, exposed, Circumstances())] == asked


@pytest.mark.parametrize(
    ("unknown", "named"),
    [("takes", "Simulate more takes"), ("model", "Measure a blow to the abdomen")],
)
def test_what_would_narrow_it_most_is_named(unknown: str, named: str) -> None:
    reaches = {"takes": 6e-4, "model": 6e-4, "slips": 6e-4, unknown: 2e-3}
    basis = Basis(Interval(5e-4, 3e-4, reaches["takes"]), {"as planned": 5e-4}, reaches)
    passed = replace(force(Interval(5e-4, 0.0, 2e-3), median=100.0)["abdomen_force"], basis=basis)
    (finding,) = judge(result(loads={"abdomen_force": passed}))
    assert finding.severity is Severity.CANNOT_ASSESS
    assert named in finding.text


def test_a_form_that_more_takes_would_change_is_no_reason_to_measure_a_blow() -> None:
    reaches = {"takes": 6e-4, "model": 2e-3}
    basis = Basis(Interval(5e-4, 3e-4, 6e-4), {"as planned": 5e-4}, reaches, on_planes=1.5e-3)
    passed = replace(force(Interval(5e-4, 0.0, 2e-3), median=100.0)["abdomen_force"], basis=basis)
    exposed = result(loads={"abdomen_force": passed})
    (finding,) = judge(exposed)
    assert "Simulate more takes" in finding.text
    assert open_questions(LIMITS, exposed, Circumstances())


def _mistakes_alone() -> Basis:
    reaches = {"takes": 6e-4, "model": 6e-4, "slips": 2e-3}
    return Basis(Interval(5e-4, 3e-4, 6e-4), {"as planned": 5e-4}, reaches)


def test_what_only_commoner_mistakes_would_make_pass_is_held_until_they_are_counted() -> None:
    passed = replace(force(Interval(5e-4, 0.0, 2e-3), median=100.0)["abdomen_force"], basis=_mistakes_alone())
    (finding,) = judge(result(loads={"abdomen_force": passed}))
    assert (finding.id, finding.severity) == ("count-mistakes", Severity.HOLD)
    assert "stuntlab rehearsed" in finding.text


def test_what_the_model_leaves_open_adds_up_over_the_day_too() -> None:
    """A model that reaches half of what a take is allowed reaches twice what eight takes are."""
    per_take, day = Interval(2e-5, 1e-5, 6e-4), Interval(1.6e-4, 8e-5, 4.8e-3)
    basis = Basis(Interval(2e-5, 1e-5, 3e-5), {"as planned": 2e-5}, {"takes": 3e-5, "model": 5e-4, "slips": 4e-5})
    loads = force(Interval(2e-3, 1e-3, 3e-2))
    exposed = result(Borne.CHOSEN, risk_per_take={"ais3": per_take}, risk_on_the_day={"ais3": day}, loads=loads)
    findings = judge(replace(exposed, risk_basis={"ais3": basis}))
    (risky,) = [finding for finding in findings if finding.id == "risk-ais3"]
    assert (risky.severity, "on the day" in risky.text) == (Severity.CANNOT_ASSESS, True)


def test_the_same_doubt_is_not_held_against_a_person_twice() -> None:
    """Loads that stay within their limits with the model's error counted; the risk of the same loads passes by it."""
    basis = Basis(Interval(5e-4, 3e-4, 6e-4), {"as planned": 5e-4}, {"takes": 6e-4, "model": 5e-3})
    doubtful = {"ais2": Interval(5e-4, 0.0, 5e-3), "ais3": NEVER}
    within = result(risk_per_take=doubtful, risk_basis={"ais2": basis})
    (flag,) = [finding for finding in judge(within) if finding.id == "risk-ais2"]
    assert flag.severity is Severity.FLAG
    open_load = replace(force(Interval(5e-4, 0.0, 5e-3), median=100.0)["abdomen_force"], basis=basis)
    unsure = replace(within, loads={"abdomen_force": open_load})
    assert combine_verdict(judge(unsure)) is Verdict.CANNOT_ASSESS


def test_a_branch_that_most_of_it_comes_of_is_named() -> None:
    sure = Interval(0.01, 0.008, 0.012)
    basis = Basis(sure, {"as planned": 1e-3, "slips": 9e-3}, {})
    passed = replace(force(sure)["abdomen_force"], basis=basis)
    (stop,) = judge(result(loads={"abdomen_force": passed}))
    assert "Most of it comes of 'slips': 1 of 110 takes" in stop.text


def test_ones_own_load_has_its_own_name_and_several_loads_come_worst_first() -> None:
    loads = {
        "neck_nij": LoadSummary("1", 0.9, 1.0, 1.2, 0.8, Interval(0.4, 0.3, 0.5)),
        **force(Interval(0.4, 0.3, 0.5), limit=1250.0),
        "head_hic15": LoadSummary("1", 2000.0, 2500.0, 3000.0, 500.0, Interval(0.4, 0.3, 0.5)),
    }
    findings = judge(result(Borne.CHOSEN, loads=loads))
    assert stops(findings) == ["own-load"] * 3
    assert [word in finding.text for word, finding in zip(("HIC15", "abdomen", "Nij"), findings, strict=True)] == [
        True
    ] * 3


def test_contact_with_the_head_needs_no_factor() -> None:
    loads = {"head_contact_force": LoadSummary("N", 40.0, 60.0, 80.0, 0.0, Interval(0.01, 0.008, 0.012))}
    findings = judge(result(loads=loads))
    assert stops(findings) == ["imposed-load"]
    assert "no contact there is allowed" in findings[0].text


@pytest.mark.parametrize("target", ["head", "face", "neck", "groin", "knee"])
def test_nobody_touches_head_face_neck_groin_or_joint_of_another(target: str) -> None:
    assert "forbidden-target" in stops(judge(result(), target=target))
    assert "forbidden-target" in stops(judge(result(Borne.TRAINED_RECEIVER), target=target))
    assert stops(judge(result(), target="abdomen")) == []


@pytest.mark.parametrize(
    ("mean", "high", "severity"),
    [(5e-4, 9e-4, Severity.FLAG), (5e-4, 1.1e-3, Severity.HOLD), (1.1e-3, 2e-3, Severity.STOP)],
)
def test_a_blow_sold_past_a_face_may_touch_as_often_as_a_limit_may_be_passed(
    mean: float, high: float, severity: Severity
) -> None:
    sold = result(contact_probability=Interval(mean, 0.4e-3, high), loads={}, risk_per_take={}, risk_on_the_day={})
    (finding,) = [one for one in judge(sold, target="face") if one.id == "forbidden-target"]
    assert finding.severity is severity
    assert "1 of 2 000 takes" in finding.text or mean > 5e-4


def test_a_bystander_may_not_be_reached_at_all() -> None:
    reached = judge(result(Borne.BYSTANDER, contact_probability=Interval(1e-5, 0, 5e-5)))
    assert stops(reached) == ["bystander-reached"]
    clear = judge(result(Borne.BYSTANDER, contact_probability=Interval(0.0, 0.0, 3e-5), loads={}))
    assert [finding.severity for finding in clear] == [Severity.NOTE]


@pytest.mark.parametrize("borne", [Borne.IMPOSED, Borne.TRAINED_RECEIVER])
def test_no_moderate_injury_is_imposed(borne: Borne) -> None:
    findings = judge(result(borne, risk_per_take={"ais2": Interval(0.002, 0.0015, 0.003), "ais3": NEVER}))
    assert stops(findings) == ["risk-ais2"]


def test_serious_injury_is_limited_per_take_and_per_day_for_ones_own_act() -> None:
    low = Interval(4e-4, 3e-4, 5e-4)
    day = Interval(3.2e-3, 2.4e-3, 4e-3)
    findings = judge(result(Borne.CHOSEN, risk_per_take={"ais3": low}, risk_on_the_day={"ais3": day}))
    assert stops(findings) == ["risk-ais3"]
    assert "on the day (8 takes)" in findings[-1].text


@pytest.mark.parametrize(
    ("adds", "said"),
    [
        ({"as planned": 1e-4, "beside": 1.9e-3}, "Make 'beside' rarer, or take out speed or height."),
        ({"as planned": 1.9e-3, "beside": 1e-4}, "Take out speed or height."),
    ],
)
def test_what_lifts_a_risk_is_about_what_makes_it(adds: dict[str, float], said: str) -> None:
    """Softer is no answer to a mistake, and fewer runs are none where one alone is over."""
    proved, day = Interval(2e-3, 1.5e-3, 3e-3), Interval(6e-3, 5e-3, 9e-3)
    exposed = result(
        Borne.CHOSEN,
        risk_per_take={"ais3": proved},
        risk_on_the_day={"ais3": day},
        risk_basis={"ais3": Basis(proved, adds)},
    )
    stopped = [one for one in judge(exposed) if one.severity is Severity.STOP]
    assert [one.remedy for one in stopped] == [said, said]
    assert ["Most of it comes of 'beside'" in one.plain for one in stopped] == ["beside" in said] * 2


def test_fewer_runs_lift_what_only_the_day_passes() -> None:
    proved, day = Interval(8e-4, 7e-4, 9e-4), Interval(6e-3, 5e-3, 7e-3)
    exposed = result(Borne.CHOSEN, risk_per_take={"ais3": proved}, risk_on_the_day={"ais3": day})
    (stop,) = (one for one in judge(exposed) if one.severity is Severity.STOP)
    assert stop.remedy == "Take fewer runs, or take out speed or height."


def test_the_tail_of_a_curve_never_decides_alone() -> None:
    risky = result(risk_per_take={"ais2": Interval(0.002, 0.0015, 0.003)})
    (flag,) = [finding for finding in judge(risky, tail_only=frozenset({"ais2"})) if finding.id == "risk-ais2"]
    assert flag.severity is Severity.FLAG


@pytest.mark.parametrize(
    ("inside", "no_curve", "level_is_tail"),
    [((0.0015, 0.003), False, False), ((0.0005, 0.003), False, True), ((0.0015, 0.003), True, True)],
)
def test_a_tail_takes_nothing_back_from_what_takes_prove_beside_it(
    inside: tuple[float, float], no_curve: bool, level_is_tail: bool
) -> None:
    """The low end of a basis counts nothing that is read off a tail; a lesser injury proves nothing of a worse one."""
    risky = replace(
        result(risk_per_take={"ais2": Interval(0.002, 0.0001, 0.004)}),
        risk_basis={"ais2": Basis(Interval(0.002, *inside))},
        no_curve=frozenset({"ais2"} if no_curve else ()),
    )
    assert levels_in_tail(LIMITS, [(risky, frozenset({"ais2"}))]) == ({"ais2"} if level_is_tail else set())


def test_a_risk_that_no_curve_reaches_is_said_to_be_at_most_that_of_the_lesser() -> None:
    high = Interval(0.01, 0.0, 0.02)
    risky = result(Borne.CHOSEN, risk_per_take={"ais3": high}, no_curve=frozenset({"ais3"}))
    (flag,) = [one for one in judge(risky, tail_only=frozenset({"ais3"})) if one.id == "risk-ais3"]
    assert flag.severity is Severity.FLAG
    assert "is at most that of a moderate one, 1 in 100 per take" in flag.text
    assert "No injury curve reaches it" in flag.text


def test_a_missing_curve_is_said() -> None:
    assert "no-injury-curve" in [finding.id for finding in judge(result(risk_per_take={}))]


@pytest.mark.parametrize(
    ("down", "severity"),
    [
        (Knockdown(probability=Interval(0.2, 0.1, 0.3), floor="wet cobbles", caught=False), Severity.STOP),
        (Knockdown(probability=None, floor="wet cobbles", caught=False), Severity.CANNOT_ASSESS),
        (Knockdown(probability=Interval(0.2, 0.1, 0.3), floor="crash mat", caught=True), Severity.NOTE),
        (Knockdown(probability=Interval(0.0, 0.0, 1e-4), floor="wet cobbles", caught=False), Severity.NOTE),
        (Knockdown(probability=Interval(0.0, 0.0, 1e-2), floor="wet cobbles", caught=False), Severity.CANNOT_ASSESS),
    ],
)
def test_going_down_is_never_silence(down: Knockdown, severity: Severity) -> None:
    (finding,) = [finding for finding in judge(result(), going_down=down) if finding.id == "receiver-goes-down"]
    assert finding.severity is severity
    assert down.floor in finding.text or severity is Severity.NOTE


def test_failed_takes_are_counted_and_many_of_them_are_no_basis() -> None:
    def severity(failed: int) -> Severity | None:
        findings = judge(result(), takes_simulated=400, takes_failed=failed)
        return next((finding.severity for finding in findings if finding.id == "takes-failed"), None)

    assert [severity(failed) for failed in (0, 4, 5)] == [None, Severity.FLAG, Severity.CANNOT_ASSESS]


def test_what_lies_outside_the_models_cannot_be_assessed() -> None:
    findings = judge(result(), out_of_validity=("faster than any kick measured.",), missing=("no height given.",))
    assert [finding.id for finding in findings[-2:]] == ["out-of-validity", "missing-data"]
    assert combine_verdict(findings) is Verdict.CANNOT_ASSESS


def test_contact_without_a_limited_load_is_no_answer() -> None:
    bare = result(loads={"foot_impulse": LoadSummary("N·s", 10.0, 12.0, 14.0, None, None)})
    assert combine_verdict(judge(bare)) is Verdict.CANNOT_ASSESS
    assert combine_verdict(judge(replace(bare, contact_probability=NEVER))) is Verdict.WITHIN_LIMITS


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(list(Severity))))
def test_precedence_of_verdicts(severities: list[Severity]) -> None:
    findings = [Finding("x", severity, "lead", "", "") for severity in severities]
    order = [Severity.STOP, Severity.CANNOT_ASSESS, Severity.HOLD]
    looked = 3 if severities else order.index(Severity.CANNOT_ASSESS)
    worst = min((order.index(severity) for severity in severities if severity in order), default=looked)
    assert (
        combine_verdict(findings)
        == [
            Verdict.NOT_WITHIN_LIMITS,
            Verdict.CANNOT_ASSESS,
            Verdict.HOLD,
            Verdict.WITHIN_LIMITS,
        ][worst]
    )


def test_a_person_answers_for_their_own_findings_only() -> None:
    findings = [Finding("x", Severity.STOP, "villain", "", ""), Finding("y", Severity.HOLD, None, "", "")]
    assert verdict_of_person("villain", findings) is Verdict.NOT_WITHIN_LIMITS
    assert verdict_of_person("lead", findings) is Verdict.CANNOT_ASSESS, "nothing was found about the lead"


@pytest.mark.parametrize("borne", list(Borne))
def test_every_exposure_is_answered_by_a_finding(borne: Borne) -> None:
    """Also where nothing is felt, nothing has a limit and no curve is asked for."""
    for loads in ({}, {"foot_impulse": LoadSummary("N·s", 10.0, 12.0, 14.0, None, None)}):
        for contact in (Interval(0.0, 0.0, 0.0), NEVER):
            told = judge(result(borne, contact_probability=contact, loads=loads))
            assert told
            assert combine_verdict(told) is Verdict.WITHIN_LIMITS
            assert {finding.person for finding in told} == {"villain"}


def test_the_worst_load_is_the_one_over_its_limit() -> None:
    over = LoadSummary("N", 230.0, 240.0, 250.0, 220.0, Interval(0.3, 0.2, 0.4))
    under = LoadSummary("N·m", 17.0, 17.9, 17.99, 18.0, NEVER)
    unlimited = LoadSummary("N·s", 1e6, 1e6, 1e6, None, None)
    touched = LoadSummary("N", 1.0, 2.0, 3.0, 0.0, Interval(0.01, 0.0, 0.02))
    exposed = result(loads={"neck_extension": under, "foot_impulse": unlimited, "abdomen_force": over})
    assert worst_load(exposed) == "abdomen_force"
    assert worst_load(result(loads={"foot_impulse": unlimited})) is None
    assert load_share(touched) == math.inf
    assert load_share(unlimited) == 0


def test_the_nearest_load_is_the_one_whose_bound_is_nearest_to_a_stop() -> None:
    """The rule tests the bound: 9 in 10 000 comes nearer to 1 in 1 000 than a load at 98 % of its limit."""
    high = LoadSummary("N", 180.0, 190.0, 215.0, 220.0, Interval(1e-4, 0.0, 2e-4))
    unsure = LoadSummary("1", 0.1, 0.2, 0.25, 0.4, Interval(0.0, 0.0, 9e-4))
    (note,) = judge(result(loads={"abdomen_force": high, "neck_nij": unsure}))
    assert "Nearest is neck injury criterion Nij" in note.text
    assert "at most 1 of 1 100 takes" in note.text


def test_a_load_that_is_a_stop_comes_before_one_that_is_known_less() -> None:
    """Whoever reads why somebody is not within limits is shown the load that says so."""
    stop = LoadSummary("g", 11.0, 15.0, 135.0, 40.0, Interval(4e-3, 2e-3, 0.02))
    unsure = LoadSummary("N·m", 2.4, 11.0, 37.0, 47.0, Interval(2e-4, 1e-4, 0.03))
    assert nearest_load(result(loads={"neck_extension": unsure, "head_3ms": stop})) == "head_3ms"


def test_no_finding_says_the_forbidden_word() -> None:
    everything = judge(
        result(loads=force(Interval(0.4, 0.3, 0.5)), risk_per_take={"ais2": Interval(0.1, 0.1, 0.1)}),
        target="head",
        going_down=Knockdown(probability=None, floor="ice", caught=False),
        takes_simulated=100,
        takes_failed=50,
        missing=("no height given.",),
    )
    assert all("safe" not in (finding.text + finding.source).lower() for finding in everything)
    assert all(finding.source for finding in everything)
