"""One rule for names in the record: who wants to go cannot clear, review or say yes in other letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import PLAN, Set, everything_done, gives, limits, rehearses, stops

from stuntlab.errors import DecisionError, PlanError, SigningError, UserError
from stuntlab.record import Draft, History, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.chain import read_rows
from stuntlab.record.keys import Signer, key_file, new_key, public_keys, unlock
from stuntlab.record.kinds.briefing import BRIEFED, READ
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.done import DONE
from stuntlab.record.kinds.limit import LIMIT
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.kinds.rehearsal import REHEARSED
from stuntlab.record.kinds.review import REVIEW
from stuntlab.record.kinds.stop import CLEAR
from stuntlab.record.redact import entries_for_role

PASSPHRASE = "a tall dark hat"
IN_OTHER_LETTERS = ["lead", "Lead", "LEAD", " lead ", "ｌｅａｄ"]


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    return Set(tmp_path)


# Decided today


@pytest.mark.parametrize("name", IN_OTHER_LETTERS)
def test_who_wants_to_go_clears_no_stop_in_any_letters(stunt: Set, name: str) -> None:
    stunt.do(stops)
    with pytest.raises(DecisionError, match="lead is in the action"):
        stunt.do(lambda history: decide.clear(history, name, "we are losing the light"))
    assert stunt.findings("stopped")


@pytest.mark.parametrize("name", ["Boss", "BOSS "])
def test_who_has_power_over_them_clears_no_stop_either(stunt: Set, name: str) -> None:
    stunt.change("operator: {job", "boss: {job: producer, has_power_over: [LEAD]}\n  operator: {job")
    stunt.do(stops)
    with pytest.raises(DecisionError, match="boss has power over"):
        stunt.do(lambda history: decide.clear(history, name, "we are losing the light"))


@pytest.mark.parametrize("name", ["VILLAIN", "Villain", " villain", "Operator"])
def test_nobody_in_the_plan_is_independent_in_other_letters(stunt: Set, name: str) -> None:
    stunt.change("lead: {job: actor,", "lead: {job: actor, has_power_over: [villain],")
    with pytest.raises(DecisionError, match="is in this plan"):
        stunt.do(lambda history: decide.review(history, "Lead", name))


@pytest.mark.parametrize("name", IN_OTHER_LETTERS)
def test_a_yes_and_a_no_count_in_any_letters_and_are_shown_as_the_plan_writes_them(stunt: Set, name: str) -> None:
    everything_done(stunt)
    stunt.do(lambda history: decide.withdraw(history, name))
    assert stunt.findings("consent-withdrawn")
    stunt.do(gives(name), lambda history: decide.refuse(history, name))
    assert stunt.held_by() == {"refusal"}
    stunt.do(lambda history: decide.take_back(history, name))
    assert stunt.held_by() == set()
    stunt.do(limits(name, "takes <= 4"))
    assert [finding.person for finding in stunt.findings("own-limit")] == ["lead"]
    with pytest.raises(DecisionError, match="never raised"):
        stunt.do(limits("lead", "takes <= 6"))
    assert {entry.by for entry in stunt.history().held} == {None, "lead", "villain"}


def test_a_named_reviewer_of_the_production_in_other_letters(stunt: Set) -> None:
    stunt.change("lead: {job: actor,", "lead: {job: actor, has_power_over: [villain],")
    stunt.file.with_name("production.yaml").write_text("production: Night Train\nreviewers: [Dr Who]\n")
    everything_done(stunt)
    stunt.do(lambda history: decide.review(history, "LEAD", "dr who"), signer=Signer("DR WHO", SigningKey.generate()))
    assert stunt.held_by() == set()


def test_names_of_the_log_are_read_by_the_rule(stunt: Set) -> None:
    stunt.do(gives("LEAD"), gives("Villain"))
    people = ["LEAD", "Villain", "ＯＰＥＲＡＴＯＲ"]
    open_record(stunt.file).decide(lambda history: decide.draft_briefing(history, people, people, []))
    assert not stunt.findings("briefing-missing")
    stunt.do(limits("villain", "strikes <= 10"))
    stunt.do(lambda history: decide.log_dose(history, "VILLAIN", {"strikes": 12}, rested=False))
    assert [finding.person for finding in stunt.findings("dose")] == ["villain"]


@pytest.mark.parametrize("name", ["le\u200bad", "l\u0435ad", "lead\u202e", ""])
def test_a_name_that_looks_like_another_is_no_name(stunt: Set, name: str) -> None:
    stunt.do(stops)
    with pytest.raises(UserError, match=r"nobody can see|look alike|a name is needed"):
        stunt.do(lambda history: decide.clear(history, name, "we are losing the light"))


LOOKS_LIKE_LEAD = [
    "Iead",
    "1ead",
    "|ead",
    "le ad",
    "l-e-a-d",
    "lead.",
    "Ӏead",
    "ІEАD",
    "leàd",
    "ｌｅ－ａｄ",
    "ʟead",
    "ǀead",
    "leɑd",
    "le🅰d",
    "łead",
    "ꓡꓰꓮꓓ",
    "ᏞᎬᎪᎠ",
    "Ꮮead",
    "l℮ad",
    "lɘad",
    "leɐd",
    "lea∂",
    "leⲁd",
    "lɛad",
    "le@d",
    "!ead",
    "│ead",
    "ꞁead",
    "ןead",
    "۱ead",
]


@pytest.mark.parametrize("name", LOOKS_LIKE_LEAD)
def test_a_new_name_that_cannot_be_told_from_somebody_elses_answers_for_nobody(stunt: Set, name: str) -> None:
    stunt.do(stops)
    with pytest.raises(UserError, match=r"cannot be told from|look alike"):
        stunt.do(lambda history: decide.clear(history, name, "we are losing the light"))
    stop = stunt.history().held[-1].hash
    old(stunt, Draft(CLEAR, stunt.history().key, name, {"clears": [stop], "reason": "we are losing the light"}))
    assert stunt.findings("stopped"), "put in by hand it counts for nothing either"


def test_names_of_other_people_are_names(stunt: Set) -> None:
    stunt.do(stops)
    for name in ("Leda", "leader", "Ed Lea", "Роза Люксембург", "Ἀριστοτέλης", "李小龍", "高倉ケン", "stunt 6", "🐝"):
        assert stunt.history().spell_name(name) == name


# Where the production signs


def signing(stunt: Set) -> Set:
    text = "production: Night Train\nsigned: true\nreviewers: [adviser]\n"
    stunt.file.with_name("production.yaml").write_text(text, encoding="utf-8")
    return stunt


def test_who_clears_where_the_production_signs_is_known_and_has_a_key(stunt: Set) -> None:
    signing(stunt).do(stops)
    clears = lambda name: lambda history: decide.clear(history, name, "the mat is taped down now")  # noqa: E731
    stranger, adviser = (Signer(name, SigningKey.generate()) for name in ("Somebody", "adviser"))
    with pytest.raises(DecisionError, match="not known here"):
        stunt.do(clears("Somebody"), signer=stranger)
    with pytest.raises(SigningError, match="this production signs"):
        stunt.do(clears("adviser"))
    stop = stunt.history().held[-1].hash
    body = {"clears": [stop], "reason": "we are losing the light"}
    old(stunt, Draft(CLEAR, stunt.history().key, "adviser", dict(body)))
    open_record(stunt.file).store.append(
        lambda _: [Draft(CLEAR, stunt.history().key, "Somebody", dict(body))], signer=stranger
    )
    assert stunt.findings("stopped"), "neither counts when it was put in by hand"
    stunt.do(clears("adviser"), signer=adviser)
    assert not stunt.findings("stopped")


def test_who_answers_where_the_production_signs_is_known_and_has_a_key(stunt: Set) -> None:
    signing(stunt).do(lambda history: decide.report(history, CONCERN, None, "the floor is wet"))
    number = stunt.history().held[-1].number
    answers = lambda name: lambda history: decide.answer(history, number, name, "the floor was dried")  # noqa: E731
    with pytest.raises(SigningError, match="this production signs"):
        stunt.do(answers("operator"))
    with pytest.raises(DecisionError, match="not known here"):
        stunt.do(answers("Somebody"))
    stunt.do(answers("operator"), signer=Signer("operator", SigningKey.generate()))
    assert not stunt.findings("concern")


def test_two_people_with_one_name_decide_nothing(stunt: Set) -> None:
    stunt.change("  operator: {job", "  Villain: {job: actor}\n  operator: {job")
    with pytest.raises(PlanError, match="is the same name as"):
        stunt.do(gives("villain"))


def test_a_performer_sees_their_own_in_any_letters(stunt: Set) -> None:
    stunt.do(limits("villain", "takes <= 8"))
    for name in ("villain", "Villain", "VILLAIN "):
        (line,) = entries_for_role(stunt.history(), "performer", name)
        assert (line.who, dict(line.details)) == ("villain", {"text": "takes <= 8"})
    (line,) = entries_for_role(stunt.history(), "performer", "LEAD")
    assert line.who == "somebody"


# Decided before there was a rule


def old(stunt: Set, *drafts: Draft) -> None:
    """Entries as an older version wrote them: with the names as they were typed."""
    open_record(stunt.file).store.append(lambda _: drafts)


def test_an_old_record_is_read_by_the_rule_and_not_rewritten(stunt: Set) -> None:
    everything_done(stunt)
    key = stunt.history().key
    old(stunt, Draft(WITHDRAWAL, key, "VILLAIN", {}), Draft(REFUSAL, key, "Lead", {}))
    assert stunt.held_by() == {"consent-withdrawn", "refusal"}
    old(stunt, Draft(CONSENT, key, "Villain", {"day": stunt.history().today.isoformat()}))
    old(stunt, Draft(REFUSAL_TAKEN_BACK, key, "LEAD", {}))
    assert stunt.held_by() == set()
    written = [json.loads(row.content)["by"] for row in open_record(stunt.file).store.rows()]
    assert written[-4:] == ["VILLAIN", "Lead", "Villain", "LEAD"], "what was signed stays as it was"
    assert [entry.by for entry in stunt.history().entries][-4:] == ["villain", "lead", "villain", "lead"]


@pytest.mark.parametrize("name", ["Lead", "VILLAIN", "lead", "Boss"])
def test_an_old_clear_by_somebody_who_waited_to_go_clears_nothing(stunt: Set, name: str) -> None:
    stunt.change("operator: {job", "boss: {job: producer, has_power_over: [lead]}\n  operator: {job")
    stunt.do(stops)
    stop = stunt.history().held[-1].hash
    old(stunt, Draft(CLEAR, stunt.history().key, name, {"clears": [stop], "reason": "we are losing the light"}))
    assert stunt.findings("stopped")
    stunt.change("30 ± 6 cm", "40 ± 6 cm")
    assert stunt.findings("stopped"), "another version clears nothing either"
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    assert not stunt.findings("stopped")


def test_who_joins_the_action_later_had_cleared_it(stunt: Set) -> None:
    stunt.do(stops)
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    stunt.change(
        "  operator:", "  Adviser: {job: stunt performer, height: 180 cm, mass: 80 kg, sex: male}\n  operator:"
    )
    stunt.change("by: lead", "by: adviser")
    assert not stunt.findings("stopped")


def test_old_logs_are_read_by_the_rule(stunt: Set) -> None:
    stunt.do(gives("lead"), gives("villain"))
    key, everybody = stunt.history().key, ["Lead", "VILLAIN", "Operator"]
    old(stunt, Draft(BRIEFED, key, None, {"attended": [*everybody], "about": []}))
    old(stunt, Draft(READ, key, None, {"read": [*everybody]}))
    for step in ("dry", "quarter", "half", "full"):
        body = {"gag": "kick", "runs": [], "people": ["LEAD", "Villain"], "step": step, "dummy": False}
        old(stunt, Draft(REHEARSED, key, None, body))
    stunt.do(rehearses(foot_speed=4.9, gap=0.31))
    assert stunt.held_by() == set()
    bound = {"name": "strikes", "at_most": True, "value": 10, "text": "strikes <= 10"}
    old(stunt, Draft(LIMIT, key, "Villain", bound))
    old(stunt, Draft(DONE, key, None, {"person": "VILLAIN", "counts": {"strikes": 12}, "rested": False}))
    assert [finding.person for finding in stunt.findings("dose")] == ["villain"]


def test_an_old_review_by_somebody_in_the_plan_is_none(stunt: Set) -> None:
    stunt.change("lead: {job: actor,", "lead: {job: actor, has_power_over: [villain],")
    everything_done(stunt)
    inside = Signer("OPERATOR", SigningKey.generate())
    review = Draft(REVIEW, stunt.history().key, "OPERATOR", {"person": "lead"})
    open_record(stunt.file).store.append(lambda _: [review], signer=inside)
    assert stunt.findings("review-missing")


# Keys


def test_a_key_belongs_to_a_name_in_any_letters(stunt: Set, tmp_path: Path) -> None:
    key = new_key(tmp_path, "Villain", PASSPHRASE)
    assert unlock(tmp_path, "VILLAIN ", PASSPHRASE).public == key.public
    with pytest.raises(SigningError, match="never overwritten"):
        new_key(tmp_path, " villain", PASSPHRASE)
    stunt.do(gives("villain"), signer=unlock(tmp_path, "VILLAIN", PASSPHRASE))
    assert stunt.history().held[-1].key == key.public
    with pytest.raises(SigningError, match="has a key"):
        stunt.do(gives("VILLAIN"))
    with pytest.raises(SigningError, match="signs this record with key"):
        stunt.do(gives("Villain"), signer=Signer("VILLAIN", SigningKey.generate()))


@pytest.mark.parametrize("name", ["İnci", "Işık", "Straße", "Zoe\u0308"])
def test_a_key_file_of_before_is_found_by_the_name_in_it(name: str, tmp_path: Path) -> None:
    key = new_key(tmp_path, name, PASSPHRASE)
    kept = key_file(tmp_path, name).rename(tmp_path / "as it was called then.key")
    assert key_file(tmp_path, name.upper()) == kept
    assert unlock(tmp_path, name.upper(), PASSPHRASE).public == key.public
    assert len(public_keys(tmp_path)) == 1


def test_an_old_yes_in_other_letters_without_the_key_is_whole_and_counts_for_nothing(stunt: Set) -> None:
    """Two spellings were two people once. The record stays whole, and the yes without the key is asked for again."""
    villain = Signer("villain", SigningKey.generate())
    stunt.do(gives("villain"), signer=villain)
    stunt.change("30 ± 6 cm", "31 ± 6 cm")
    store, key = open_record(stunt.file).store, stunt.history().key
    yes = Draft(CONSENT, key, "VILLAIN", {"day": stunt.history().today.isoformat()})
    with pytest.raises(SigningError, match="has a key"):
        store.append(lambda _: [yes])
    with pytest.MonkeyPatch.context() as before:
        before.setattr("stuntlab.record.store.check_signing", lambda *_: None)
        store.append(lambda _: [yes])
    assert read_rows(store.rows(), "Night Train")[1] == []
    assert [finding.person for finding in stunt.findings("consent-void")] == ["villain"]
    stunt.do(lambda history: decide.withdraw(history, "VILLAIN"))
    assert stunt.findings("consent-withdrawn"), "a no needs no key in any letters"


def test_the_names_of_a_history_are_spelled_once(stunt: Set) -> None:
    history: History = stunt.history()
    assert (history.spell_name(" LEAD"), history.spell_name("Adviser ")) == ("lead", "Adviser")
    stunt.do(stops)
    stunt.do(lambda seen: decide.clear(seen, "Adviser", "the mat is taped down now"))
    assert stunt.history().spell_name("ADVISER") == "Adviser"
    assert PLAN.count("lead:") == 1
