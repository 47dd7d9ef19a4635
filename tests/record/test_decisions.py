"""The rule on decisions: who may say yes, that a no always holds, and what each leaves to be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import ELSEWHERE, Set, everything_done, gives, limits, rehearses, stops

from stuntlab.datasets import Severity
from stuntlab.errors import DecisionError, PlanError, UserError
from stuntlab.plan import template
from stuntlab.record import Draft, History, judge_decisions, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.entry_kind import EntryKind
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.concern import CONCERN, NEAR_MISS


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    return Set(tmp_path)


def test_with_everything_done_nothing_holds(stunt: Set) -> None:
    everything_done(stunt)
    assert stunt.held_by() == set()


def test_with_no_record_everybody_is_asked_for(stunt: Set) -> None:
    asked = {finding.person for finding in stunt.findings("consent-missing")}
    assert asked == {"lead", "villain"}
    assert {finding.person for finding in stunt.findings("briefing-missing")} == {"lead", "villain", "operator"}
    assert not list(stunt.file.parent.glob("*.sqlite")), "to look writes nothing"


# Consent


def test_any_change_voids_consent_and_says_what_changed(stunt: Set) -> None:
    everything_done(stunt)
    stunt.change("gap: 30 ± 6 cm", "gap: 12 ± 6 cm")
    void = stunt.findings("consent-void")
    assert {finding.person for finding in void} == {"lead", "villain"}
    assert all("kick: gap 30 ± 6 cm became 12 ± 6 cm" in finding.text for finding in void)
    assert {"briefing-missing", "drift"} <= stunt.held_by()
    stunt.change("gap: 12 ± 6 cm", "gap: 0.3 ± 0.06 m")
    assert stunt.held_by() == set(), "the same values in other units are the same version"


def test_withdrawing_holds_until_given_again(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(lambda history: decide.withdraw(history, "villain"))
    (withdrawn,) = stunt.findings("consent-withdrawn")
    assert withdrawn.person is None
    assert "villain" not in withdrawn.text, "whose it was is for few to see"
    assert not any("villain" in line and "consent" in line for line in stunt.lines())
    stunt.do(gives("villain"))
    assert stunt.held_by() == set()


def test_a_withdrawal_holds_for_a_version_that_was_made_later(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(lambda history: decide.withdraw(history, "villain"))
    stunt.change("30 ± 6 cm", "40 ± 6 cm")
    assert stunt.findings("consent-withdrawn")


def test_a_consent_is_for_one_day(stunt: Set) -> None:
    everything_done(stunt)
    assert stunt.findings("consent-past", days=2)
    assert not stunt.findings("consent-past")


def test_a_limit_can_be_lowered_and_never_raised(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(limits("villain", "takes <= 4"))
    (own,) = stunt.findings("own-limit")
    assert "8 takes" in own.text
    for laxer in ("takes <= 6", "takes <= 5"):
        with pytest.raises(DecisionError, match="never raised"):
            stunt.do(limits("villain", laxer))
    stunt.do(limits("villain", "takes <= 3"), limits("villain", "takes <= 3"))
    stunt.change("takes: 8", "takes: 3")
    assert not stunt.findings("own-limit")
    stunt.change("takes: 3", "takes: 4")
    assert stunt.findings("own-limit")


@pytest.mark.parametrize(
    ("limit", "passed"),
    [
        ("kick.foot_speed <= 4 m/s", True),
        ("kick.foot_speed <= 6.5 m/s", True),  # 5 ± 0.8 passes 6.5 in one take of 33
        ("kick.foot_speed <= 15 mph", False),
        ("kick.gap >= 40 cm", True),
        ("kick.gap ≥ 10 cm", False),
    ],
)
def test_a_limit_on_a_value_of_the_plan(stunt: Set, limit: str, passed: bool) -> None:
    stunt.do(limits("villain", limit))
    assert bool(stunt.findings("own-limit")) is passed


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("fewer takes", "is no limit"),
        ("takes >= 4", "write takes <= and a whole number"),
        ("takes <= four", "whole number"),
        ("takes <= ²", "whole number"),
        (f"takes <= {'9' * 400}", "whole number"),
        ("kick.gab <= 3 m", 'did you mean "kick.gap"'),
        ("kick.foot_speed <= 4 kg", "kg"),
        ("kick.foot_speed <= 4", "4"),
    ],
)
def test_a_limit_that_is_none(stunt: Set, limit: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        stunt.do(limits("villain", limit))
    assert said in str(refused.value)


def test_a_take_beyond_a_limit_holds_until_they_say_yes_again(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(
        limits("villain", "kick.foot_speed <= 7 m/s"), rehearses(take=True, foot_speed=7.2), rehearses(foot_speed=7.2)
    )
    assert [finding.person for finding in stunt.findings("own-limit")] == ["villain"]
    stunt.do(gives("villain"))
    assert stunt.held_by() == {"near-miss"}, "2.75 spreads faster than planned is a near miss besides"


def test_who_is_not_in_the_plan_decides_nothing(stunt: Set) -> None:
    with pytest.raises(DecisionError, match=r'did you mean "villain"'):
        stunt.do(gives("vilain"))
    with pytest.raises(DecisionError, match="in no gag"):
        stunt.do(gives("operator"))


def test_a_consent_does_not_stand_for_another_plan(stunt: Set) -> None:
    everything_done(stunt)
    stunt.file = stunt.file.with_name("other.yaml")
    stunt.write(ELSEWHERE)
    assert {finding.person for finding in stunt.findings("consent-missing")} == {"lead", "villain"}


# Refusal and stop


def test_the_giver_refuses_and_every_version_holds(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(lambda history: decide.refuse(history, "lead"))
    (refusal,) = stunt.findings("refusal")
    assert (refusal.person, refusal.severity) == (None, Severity.HOLD)
    assert "the kick" in refusal.text
    assert not any("lead: refuses" in text or "lead" in refusal.text for text in stunt.lines()), "no name for everybody"
    stunt.change("30 ± 6 cm", "90 ± 6 cm")
    assert stunt.findings("refusal")
    stunt.do(lambda history: decide.take_back(history, "lead"))
    assert not stunt.findings("refusal")


def test_a_stop_holds_every_version_and_name_until_cleared(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(stops)
    assert stunt.held_by() == {"stopped"}
    stunt.change("stunt: Stomach kick", "stunt: Another title")
    assert stunt.findings("stopped"), "a new title hides nothing"
    stunt.change("stunt: Another title", "stunt: Stomach kick")
    stunt.file.rename(stunt.file.with_name("renamed.yaml"))
    stunt.file = stunt.file.with_name("renamed.yaml")
    assert stunt.findings("stopped"), "a new file name hides nothing"
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat had slipped; it is taped down now"))
    assert stunt.held_by() == set()
    with pytest.raises(DecisionError, match="no open stop"):
        stunt.do(lambda history: decide.clear(history, "adviser", "the mat had slipped again"))


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("lead", "we are losing the light", "in the action"),
        ("villain", "I feel fine about it", "in the action"),
        ("boss", "we are losing the light", "power over"),
        ("adviser", "ok", "written reason"),
    ],
)
def test_who_may_not_clear(stunt: Set, name: str, reason: str, said: str) -> None:
    stunt.change("operator: {job", "boss: {job: producer, has_power_over: [lead]}\n  operator: {job")
    stunt.do(stops)
    with pytest.raises(DecisionError, match=said):
        stunt.do(lambda history: decide.clear(history, name, reason))
    assert stunt.findings("stopped")


@pytest.mark.parametrize(("kind", "id_"), [(NEAR_MISS, "near-miss"), (CONCERN, "concern")])
def test_a_near_miss_and_a_concern_block_until_answered(stunt: Set, kind: EntryKind, id_: str) -> None:
    everything_done(stunt)
    stunt.do(lambda history: decide.report(history, kind, "kick", "the foot brushed the coat"))
    (blocked,) = stunt.findings(id_)
    assert "the kick" in blocked.text
    number = stunt.history().held[-1].number
    with pytest.raises(DecisionError, match="what was done"):
        stunt.do(lambda history: decide.answer(history, number, "adviser", "fine"))
    stunt.do(lambda history: decide.answer(history, number, "adviser", "marks moved back by 20 cm"))
    assert stunt.held_by() == set()


# Review


@pytest.fixture
def powerful(stunt: Set) -> Set:
    stunt.change("lead: {job: actor,", "lead: {job: actor, has_power_over: [villain],")
    everything_done(stunt)
    return stunt


REVIEWER = Signer("adviser", SigningKey.generate())


def test_power_needs_an_independent_signature(powerful: Set) -> None:
    (missing,) = powerful.findings("review-missing")
    assert missing.person == "lead"

    def review(history: History) -> Draft:
        return decide.review(history, "lead", "adviser")

    powerful.do(review)
    assert powerful.findings("review-missing"), "a review that nobody signed is none"
    powerful.do(review, signer=REVIEWER)
    assert powerful.held_by() == set()
    powerful.change("30 ± 6 cm", "29 ± 6 cm")
    assert powerful.findings("review-missing"), "a review is of one version"


@pytest.mark.parametrize("reviewer", ["lead", "villain", "operator"])
def test_nobody_in_the_plan_reviews_it(powerful: Set, reviewer: str) -> None:
    with pytest.raises(DecisionError, match="in this plan"):
        powerful.do(lambda history: decide.review(history, "lead", reviewer))


@pytest.mark.parametrize(
    ("job", "needed"),
    [
        ("star and producer", True),
        ("Director", True),
        ("stunt coordinator", True),
        ("actor", False),
        ("directory clerk", False),
    ],
)
def test_jobs_with_power(stunt: Set, job: str, needed: bool) -> None:
    stunt.change("lead: {job: actor,", f"lead: {{job: {job},")
    assert bool(stunt.findings("review-missing")) is needed


def test_a_production_names_its_reviewers(powerful: Set) -> None:
    powerful.file.with_name("production.yaml").write_text("production: Night Train\nreviewers: [dr who]\n")
    with pytest.raises(DecisionError, match="dr who"):
        powerful.do(lambda history: decide.review(history, "lead", "adviser"), signer=REVIEWER)


# Drift and the ladder


def test_the_ladder_names_what_is_missing(stunt: Set) -> None:
    stunt.do(rehearses("dry"), rehearses("quarter"))
    (missing,) = stunt.findings("rehearsal-missing")
    assert "missing are half, full" in missing.text
    stunt.do(rehearses("half"), rehearses("full", dummy=True))
    assert "missing is full" in stunt.findings("rehearsal-missing")[0].text, "a dummy's run is no person's"


def test_a_plan_outside_what_was_rehearsed_holds(stunt: Set) -> None:
    everything_done(stunt)
    assert "kick: foot speed rehearsed at 4.9 m/s (1 run), planned 5 ± 0.8 m/s" in stunt.lines()
    stunt.change("foot_speed: 5 ± 0.8", "foot_speed: 6.5 ± 0.8")
    (drift,) = stunt.findings("drift")
    assert "6.5 ± 0.8 m/s" in drift.text
    assert "at 4.9 m/s" in drift.text
    with pytest.raises(DecisionError, match=r"another setting \(kick: foot speed 5 ± 0.8 m/s became 6.5 ± 0.8 m/s\)"):
        stunt.do(rehearses(foot_speed=6.4))
    stunt.do(*(rehearses(step) for step in ("dry", "quarter", "half")), rehearses(foot_speed=6.4))
    assert not stunt.findings("drift")


def test_a_take_outside_what_was_rehearsed_holds_until_rehearsed_or_briefed(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(rehearses(take=True, foot_speed=5.1))
    assert not stunt.findings("drift"), "inside"
    stunt.do(rehearses(take=True, foot_speed=7.0))
    assert "a take" in stunt.findings("drift")[0].text
    opened = open_record(stunt.file)
    opened.decide(lambda history: decide.draft_briefing(history, ["lead"], [], ["kick.foot_speed"]))
    assert stunt.findings("drift"), "half of the gag does not know"
    opened.decide(lambda history: decide.draft_briefing(history, ["villain"], [], ["kick.foot_speed"]))
    assert not stunt.findings("drift")
    stunt.do(rehearses(take=True, gap=0.1))
    assert stunt.findings("drift")
    stunt.do(rehearses(gap=0.12))
    assert not stunt.findings("drift")


def test_other_people_rehearsed_nothing(stunt: Set) -> None:
    everything_done(stunt)
    stunt.change("  villain:", "  double:")
    stunt.change("to: villain", "to: double")
    assert stunt.findings("rehearsal-missing")


def test_the_set_is_cold_until_called_and_after_a_stop(stunt: Set) -> None:
    assert "set: cold" in stunt.lines()
    stunt.do(lambda history: decide.call_set(history, "rehearsal", "first assistant"))
    assert any(line.startswith("set: rehearsal") for line in stunt.lines())
    stunt.change("30 ± 6 cm", "31 ± 6 cm")
    assert "set: cold" in stunt.lines()
    stunt.do(stops)
    for state in ("rehearsal", "live"):
        with pytest.raises(DecisionError, match=r"open stop|Stopped on"):
            stunt.do(lambda history, state=state: decide.call_set(history, state, "first assistant"))


# Dose


def test_a_day_is_counted_over_all_plans_of_the_production(stunt: Set) -> None:
    stunt.do(limits("villain", "strikes <= 20"))
    assert not stunt.findings("dose")
    stunt.file = stunt.file.with_name("other.yaml")
    stunt.write(ELSEWHERE)
    stunt.do(lambda history: decide.log_dose(history, "villain", {"strikes": 13}, rested=False))
    assert not stunt.findings("dose"), "13 done of the 8 that were planned here"
    stunt.file = stunt.file.with_name("plan.yaml")
    (over,) = stunt.findings("dose")
    assert over.person == "villain"
    assert "21 strikes" in over.text, "13 done there and 8 planned here"
    assert "limit 20" in over.text
    assert not stunt.findings("dose", days=2), "another day"


@pytest.mark.parametrize(
    ("kind", "change", "counted"),
    [
        ("chair_tip", ("", ""), "victim: 4 head whips, 4 falls on"),
        ("chair_tip", ("# direction: left ", "direction: left "), "victim: 4 falls on"),
        ("ground_fall", ("", ""), "faller: 6 head whips, 6 falls on"),
        ("ground_fall", ("style: back ", "style: knees "), "faller: 6 falls on"),
        ("stair_fall", ("", ""), "faller: 2 head whips, 2 falls on"),
    ],
)
def test_a_fall_on_the_back_is_a_head_whip_besides(
    stunt: Set, kind: str, change: tuple[str, str], counted: str
) -> None:
    stunt.write(template(kind).replace(*change) if change[0] else template(kind))
    assert any(line.startswith(counted) for line in stunt.lines())


def test_a_rehearsal_day_counts_though_the_plan_is_for_another(stunt: Set) -> None:
    stunt.change("production: Night Train", "production: Night Train\nshoot_date: 2099-02-11")
    stunt.do(limits("villain", "strikes <= 20"))
    stunt.do(lambda history: decide.log_dose(history, "villain", {"strikes": 13}, rested=False))
    assert not stunt.findings("dose")
    stunt.do(lambda history: decide.log_dose(history, "villain", {"strikes": 8}, rested=False))
    assert "21 strikes" in stunt.findings("dose")[0].text


def test_hours_since_the_last_rest(stunt: Set) -> None:
    stunt.do(lambda history: decide.log_dose(history, "lead", {}, rested=True))
    assert not stunt.findings("dose", days=0.4)
    assert stunt.findings("dose", days=0.6)[0].person == "lead"


# The production's own rules


def test_a_production_is_stricter_and_never_laxer(stunt: Set) -> None:
    production = stunt.file.with_name("production.yaml")
    production.write_text("production: Night Train\ndose: {strikes: 5}\nsigned: true\n")
    stunt.do(gives("villain"))
    assert stunt.findings("dose")
    assert stunt.findings("consent-unsigned")[0].severity is Severity.HOLD
    production.write_text("production: Night Train\ndose: {strikes: 500}\n")
    with pytest.raises(UserError, match="never laxer"):
        stunt.findings("dose")
    production.write_text("production: Night Train\ndose: {strikes: ²}\n")
    with pytest.raises(UserError, match="is no number of strikes"):
        stunt.findings("dose")
    production.write_text("production: Night Train\ndoze: {strikes: 5}\n")
    with pytest.raises(PlanError, match=r'did you mean "dose"'):
        stunt.findings("dose")


def test_every_finding_names_a_next_step_and_a_source(stunt: Set) -> None:
    stunt.change("lead: {job: actor,", "lead: {job: star,")
    stunt.do(stops, limits("villain", "takes <= 1"), rehearses(take=True, foot_speed=7.9))
    stunt.do(lambda history: decide.refuse(history, "lead"))
    stunt.do(lambda history: decide.report(history, CONCERN, None, "the floor is wet"))
    _, findings = judge_decisions(stunt.history())
    assert len({finding.id for finding in findings}) >= 8
    for finding in findings:
        assert finding.source
        assert finding.person is None or finding.text.startswith(f"{finding.person}: ")
        assert finding.text.rstrip("`").endswith(".") or "stuntlab" in finding.text
