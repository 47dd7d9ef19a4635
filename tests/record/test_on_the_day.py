"""What people touch on the day answers at once: near misses by themselves, the order of steps, a set that goes live."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import PLAN, Run, Set, climb, everything_done, gives, limits, rehearses, stops

from stuntlab.datasets import Verdict
from stuntlab.errors import DecisionError, HeldError, SigningError
from stuntlab.gags import kinds
from stuntlab.plan import ACTION_KINDS, template
from stuntlab.record import Draft, History, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.assessed import KeptAnswer, program_version
from stuntlab.record.board import row_of
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.assessed import ASSESSED
from stuntlab.record.kinds.concern import NEAR_MISS
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.ladder import steps_of

LADDER = ("dry", "quarter", "half", "full")
WHY = "the ladder was done yesterday on the other stage, and I saw it"


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    return Set(tmp_path)


def assess(stunt: Set, verdict: Verdict = Verdict.WITHIN_LIMITS, **others: str) -> None:
    """What `assess` keeps, without its minute of simulation."""
    opened = open_record(stunt.file)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    after = len(opened.history().held)
    answer = KeptAnswer(verdict, ("the kick lands",), opened.house.limits, program_version(), 480, 0, after, at)
    assert opened.keep_answer(replace(answer, **others)) == ""


def live(override: str | None = None, by: str = "adviser") -> Callable[[History], list[Draft]]:
    return lambda history: decide.call_set(history, "live", by, override=override)


def set_line(stunt: Set) -> str:
    return next(line for line in stunt.lines() if line.startswith("set: "))


# Takes


@pytest.mark.parametrize(
    ("run", "missed"),
    [
        ({"foot_speed": 6.5}, False),  # 1.9 spreads faster
        ({"foot_speed": 6.7}, True),
        ({"foot_speed": 3.0}, False),  # 2.5 spreads slower: harms nobody
        ({"gap": 0.19}, False),
        ({"gap": 0.17}, True),
        ({"gap": 0.45}, False),
        ({"gap": 0.0}, True),
    ],
)
def test_a_take_outside_the_spread_of_the_plan_is_a_near_miss_by_itself(
    stunt: Set, run: dict[str, float], *, missed: bool
) -> None:
    everything_done(stunt)
    stunt.do(rehearses(foot_speed=6.4, gap=0.19))
    stunt.do(rehearses(take=True, **run))
    assert stunt.held_by() == ({"near-miss"} if missed else set()) | ({"drift"} if run == {"gap": 0.0} else set())


def test_a_touch_is_a_near_miss_however_wide_the_spread_and_in_a_rehearsal(stunt: Set) -> None:
    stunt.change("gap: 30 ± 6 cm", "gap: 10 ± 20 cm")
    everything_done(stunt)
    stunt.do(rehearses(gap=-0.01))
    (missed,) = stunt.findings("near-miss")
    assert "it touched where the plan stops short: gap was -1 cm, and the plan says 10 ± 20 cm" in missed.text


def test_a_landed_blow_that_lands_is_none(stunt: Set) -> None:
    stunt.change("gap: 30 ± 6 cm", "gap: -2 ± 1 cm")
    climb(stunt.file)
    stunt.do(rehearses(gap=-0.02), rehearses(take=True, gap=-0.02))
    assert not stunt.findings("near-miss")


def test_one_take_is_one_near_miss_and_somebody_answers_it(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(rehearses(take=True, gap=0.16, foot_speed=7.2))
    (missed,) = stunt.findings("near-miss")
    assert "gap was 16 cm" in missed.text
    assert "foot speed was 7.2 m/s" in missed.text
    number = stunt.history().held[-1].number
    for short in ("", "ok", "  fine  "):
        with pytest.raises(DecisionError, match=r"10 letters or more, say what was done about it, as in"):
            stunt.do(lambda history, short=short: decide.answer(history, number, "adviser", short))
    stunt.do(lambda history: decide.answer(history, number, "adviser", "the marks are 20 cm farther back"))
    assert not stunt.findings("near-miss")


def test_more_takes_than_planned_hold(stunt: Set) -> None:
    everything_done(stunt)
    for _ in range(8):
        stunt.do(rehearses(take=True))
    assert not stunt.findings("takes-done")
    stunt.do(rehearses(take=True))
    assert "9 takes" in stunt.findings("takes-done")[0].text
    assert not stunt.findings("takes-done", days=1), "another day"


def test_the_tame_side_is_the_one_that_runs_are_not_feared_on() -> None:
    """The plan's words and the estimate of a gag agree on which side of a value is the dangerous one."""
    for word, kind in kinds().items():
        for field, danger in kind.runs_inform.items():
            tamer = ACTION_KINDS[word].tamer.get(field)
            assert tamer is None or {"more": -1, "less": 1}[tamer.value] == danger, f"{word}.{field}"


# The ladder


@pytest.mark.parametrize("kind", sorted(ACTION_KINDS))
def test_every_ladder_is_climbed_in_its_order_and_only_so(said: Run, tmp_path: Path, kind: str) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(template(kind), encoding="utf-8")
    opened = open_record(plan)
    label, action = next(iter(opened.history().gags.items()))
    steps = steps_of(action)
    for number, step in enumerate(steps):
        for later in steps[number + 1 :]:
            code, shown = said("rehearsed", plan, "--gag", label, "--step", later)
            assert code == 2
            assert f"The order is {', '.join(steps)}; next is {step}" in shown
        typed = step.upper().replace(" ", "_") if number % 2 else step
        assert said("rehearsed", plan, "--gag", label, "--step", typed)[0] == 0, step
    kinds_of_entry = {entry.kind.word for entry in opened.store.entries()}
    assert kinds_of_entry == {"version", "rehearsed"}
    assert len(opened.store.entries()) == len(steps) + 1, "what was refused is not there"


def test_a_step_that_is_none_names_the_nearest(said: Run, plan_file: Path) -> None:
    code, shown = said("rehearsed", plan_file, "--gag", "kick", "--step", "quater")
    assert code == 2
    assert 'did you mean "quarter"' in shown


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("dry cobbles", "wet cobbles", "floor dry cobbles became wet cobbles"),
        ("gap: 30 ± 6 cm", "gap: 20 ± 6 cm", "gap 30 ± 6 cm became 20 ± 6 cm"),
        ("gap: 30 ± 6 cm", "gap: 27 ± 6 cm", ""),
        ("takes: 8", "takes: 6", ""),
    ],
)
def test_what_was_rehearsed_at_another_setting_does_not_count(stunt: Set, old: str, new: str, changed: str) -> None:
    climb(stunt.file)
    stunt.change(old, new)
    if not changed:
        stunt.do(rehearses("full"))
        return
    with pytest.raises(DecisionError, match="next is dry") as refused:
        stunt.do(rehearses("full"))
    assert changed in str(refused.value)
    assert "missing are dry, quarter, half, full" in stunt.findings("rehearsal-missing")[0].text


def test_who_was_briefed_on_a_change_rehearses_on(stunt: Set) -> None:
    climb(stunt.file)
    stunt.change("gap: 30 ± 6 cm", "gap: 20 ± 6 cm")
    opened = open_record(stunt.file)
    opened.decide(lambda history: decide.draft_briefing(history, ["lead", "villain"], [], ["kick.gap"]))
    stunt.do(rehearses("full"))


def test_a_slow_run_is_no_full_one(stunt: Set) -> None:
    climb(stunt.file)
    with pytest.raises(DecisionError, match=r"another setting.*foot speed was 3 m/s.*The order is dry, quarter, half"):
        stunt.do(rehearses("full", foot_speed=3.0))
    stunt.do(rehearses("half", foot_speed=2.5))


# The set goes live


def test_live_needs_an_answer_to_this_very_version(stunt: Set) -> None:
    everything_done(stunt)
    with pytest.raises(HeldError, match="never assessed"):
        stunt.do(live())
    assess(stunt)
    stunt.do(live())
    assert set_line(stunt).startswith("set: live")
    stunt.change("30 ± 6 cm", "31 ± 6 cm")
    everything_done(stunt)
    with pytest.raises(HeldError, match="never assessed"):
        stunt.do(live())


@pytest.mark.parametrize(("field", "said"), [("limits", "the limits are others now"), ("program", "that was stuntlab")])
def test_an_answer_on_other_grounds_is_asked_for_again(stunt: Set, field: str, said: str) -> None:
    everything_done(stunt)
    assess(stunt, **{field: "another"})
    with pytest.raises(HeldError, match=f"assess again: {said}"):
        stunt.do(live())


def test_an_answer_does_not_outlive_a_run_that_went_wrong(stunt: Set) -> None:
    everything_done(stunt)
    assess(stunt)
    stunt.do(
        lambda history: decide.draft_measured(
            history, "kick", [{}], step="full", dummy=False, take=False, went_wrong=["wrong cue"]
        )
    )
    with pytest.raises(HeldError, match=r"assess again: a run went wrong since \(wrong cue\)"):
        stunt.do(live())
    assess(stunt)
    stunt.do(live())


def test_a_stricter_production_asks_for_the_answer_again(stunt: Set) -> None:
    everything_done(stunt)
    assess(stunt)
    stunt.file.with_name("production.yaml").write_text(
        "production: Night Train\nlimits: {imposed: {abdomen_force: 100 N}}\n", encoding="utf-8"
    )
    with pytest.raises(HeldError, match="the limits are others now"):
        stunt.do(live())


@pytest.mark.parametrize(
    ("verdict", "code"), [(Verdict.NOT_WITHIN_LIMITS, 20), (Verdict.CANNOT_ASSESS, 40), (Verdict.HOLD, 30)]
)
def test_live_against_a_verdict_is_refused_with_its_code_and_overridden_by_name_only(
    stunt: Set, said: Run, verdict: Verdict, code: int
) -> None:
    everything_done(stunt)
    assess(stunt, verdict)
    before = len(stunt.history().held)
    refused, shown = said("set-state", stunt.file, "live")
    assert refused == code
    assert "the kick lands" in shown
    assert f"set-state {stunt.file} live --override`" in shown
    assert json.loads(said("set-state", stunt.file, "live", "--json")[1])["verdict"] == verdict.value
    assert said("set-state", stunt.file, "live", "--override", WHY)[0] == 2, "nobody's override"
    for name, reason in (("lead", WHY), ("VILLAIN", WHY), ("adviser", "ok"), ("adviser", "")):
        assert said("set-state", stunt.file, "live", "--by", name, "--override", reason)[0] == 2, (name, reason)
    assert len(stunt.history().held) == before, "nothing was written down"
    assert said("set-state", stunt.file, "live", "--by", "adviser", "--override", WHY)[0] == code
    assert verdict.value in set_line(stunt)
    (finding,) = stunt.findings("live-override")
    assert "adviser answers for it" in finding.text
    assert WHY in finding.text
    assert WHY in said("record", "show", stunt.file, "--role", "crew")[1], "everybody sees it"
    row = row_of(stunt.history(), "plan.yaml")
    assert (row.verdict, row.set_state.by, row.set_state.reason) == (verdict, "adviser", WHY), "no verdict is changed"


NOES: dict[str, Callable[[History], Draft | list[Draft]]] = {
    "a stop": stops,
    "a refusal": lambda history: decide.refuse(history, "lead"),
    "a withdrawal": lambda history: decide.withdraw(history, "villain"),
    "a limit": limits("villain", "takes <= 2"),
    "a day": lambda history: decide.log_dose(history, "villain", {"strikes": 201}, rested=False),
    "a near miss": lambda history: decide.report(history, NEAR_MISS, "kick", "the foot brushed the coat"),
}


@pytest.mark.parametrize("no", NOES)
def test_nobody_overrides_what_is_somebody_elses_to_say(stunt: Set, no: str) -> None:
    everything_done(stunt)
    assess(stunt)
    stunt.do(NOES[no])
    with pytest.raises(HeldError, match="Nobody can override") as refused:
        stunt.do(live(WHY))
    assert "villain" not in str(refused.value) or no in ("a limit", "a day"), "whose no it is stays out of it"


def test_a_missing_yes_is_given_by_nobody_else(stunt: Set) -> None:
    assess(stunt)
    with pytest.raises(HeldError, match="Nobody can override this: consent: lead, villain"):
        stunt.do(live(WHY))
    stunt.do(gives("lead"), gives("villain"), live(WHY))
    assert "against HOLD" in set_line(stunt)


def test_an_override_ends_with_a_stop_and_with_the_next_call(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(live(WHY))
    stunt.do(stops)
    assert set_line(stunt) == "set: cold"
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down"))
    assess(stunt)
    stunt.do(live())
    assert not stunt.findings("live-override")


def test_who_has_a_key_overrides_with_it(stunt: Set) -> None:
    everything_done(stunt)
    key = Signer("adviser", SigningKey.generate())
    stunt.do(stops)
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down"), signer=key)
    with pytest.raises(SigningError):
        stunt.do(live(WHY))
    stunt.do(live(WHY), signer=key)
    assert "adviser answers for it" in set_line(stunt)


def test_an_override_by_who_is_at_risk_does_not_count_in_an_old_record_either(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(live(WHY))
    stunt.change("people:", "people:\n  adviser: {job: adviser, height: 180 cm, mass: 80 kg, sex: male}")
    assert set_line(stunt) == "set: cold", "another version"


def test_an_answer_waits_on_this_machine_until_there_is_a_record(stunt: Set) -> None:
    assess(stunt)
    assert not list(stunt.file.parent.glob("*.sqlite")), "to assess writes nothing beside the plan"
    assert stunt.history().answer is not None
    everything_done(stunt)
    kept = [entry for entry in stunt.history().held if entry.kind is ASSESSED]
    assert len(kept) == 1
    assess(stunt)
    assert [entry for entry in stunt.history().held if entry.kind is ASSESSED] == kept, "the same answer is kept once"
    assess(stunt, Verdict.HOLD)
    stunt.do(gives("lead"))
    answer = stunt.history().answer
    assert answer is not None
    assert answer.verdict is Verdict.HOLD


# Limits of one's own

TWO = PLAN + "  - kick: {by: villain, to: lead, at: abdomen, foot_speed: 3 ± 0.2 m/s, gap: 30 ± 6 cm, takes: 2}\n"


@pytest.mark.parametrize("name", ["kick", "kick 1", "kick 2"])
def test_a_limit_holds_for_every_gag_of_its_kind_however_they_are_numbered(stunt: Set, name: str) -> None:
    stunt.write(TWO)
    stunt.do(limits("villain", f"{name}.foot_speed <= 4 m/s"))
    (own,) = stunt.findings("own-limit")
    assert "5 ± 0.8 m/s" in own.text
    stunt.change("foot_speed: 5 ± 0.8", "foot_speed: 3 ± 0.2")
    assert not stunt.findings("own-limit")
    stunt.write(PLAN)
    assert stunt.findings("own-limit"), "one kick is left, and has no number"
    stunt.write(TWO.replace("  - kick: {by: lead", "  - kick: {by: villain", 1).replace("to: villain", "to: lead", 1))
    assert stunt.findings("own-limit")


def test_a_take_beyond_it_holds_under_any_number(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(limits("villain", "kick.foot_speed <= 7 m/s"))
    stunt.write(TWO)
    stunt.do(lambda history: decide.draft_measured(
        history, "kick 1", [{"foot_speed": 7.2}], step="full", dummy=False, take=True))  # fmt: skip
    assert any("a take" in finding.text for finding in stunt.findings("own-limit"))


def test_a_slap_is_called_one_and_a_limit_on_punches_holds_for_it(stunt: Set) -> None:
    stunt.change(
        "kick: {by: lead, to: villain, at: abdomen, foot_speed",
        "punch: {by: lead, to: villain, at: chest, style: slap, hand_speed",
    )
    stunt.do(*(lambda history, step=step: decide.draft_measured(
        history, "slap", [{}], step=step, dummy=False, take=False) for step in LADDER))  # fmt: skip
    assert list(stunt.history().gags) == ["slap"]
    stunt.do(limits("villain", "punch.hand_speed <= 7 m/s"))
    stunt.do(lambda history: decide.draft_measured(
        history, "slap", [{"hand_speed": 7.2}], step="full", dummy=False, take=True))  # fmt: skip
    assert any("a take" in finding.text for finding in stunt.findings("own-limit"))
    stunt.do(limits("villain", "slap.speed <= 4 m/s"))
    assert any("5 ± 0.8 m/s" in finding.text for finding in stunt.findings("own-limit"))


def test_no_run_is_asked_to_measure_what_was_done_before(stunt: Set) -> None:
    stunt.write(template("high_fall"))
    told = [one.text for one in stunt.findings("never-measured")]
    assert any("push" in text for text in told)
    assert not any("rehearsed from" in text for text in told)


def test_a_limit_that_matches_nothing_holds_and_nobody_else_is_in_it(stunt: Set) -> None:
    stunt.do(limits("villain", "kick.foot_speed <= 8 m/s"))
    assert not stunt.findings("own-limit")
    stunt.change(
        "kick: {by: lead, to: villain, at: abdomen, foot_speed",
        "punch: {by: lead, to: villain, at: abdomen, hand_speed",
    )
    (own,) = stunt.findings("own-limit")
    assert "nothing in this version of the plan is what it speaks of" in own.text
    stunt.do(limits("villain", "punch.hand_speed <= 8 m/s"))
    stunt.do(lambda history: decide.take_back_limit(history, "villain", "kick.foot_speed <= 8 m/s"))
    assert not stunt.findings("own-limit")


def test_a_limit_is_on_what_one_is_in(stunt: Set) -> None:
    stunt.write(PLAN + "  - punch: {by: lead, to: second, at: chest, hand_speed: 5 m/s, gap: 30 cm}\n")
    stunt.change("  operator:", "  second: {job: actor, height: 168 cm, mass: 55 kg, sex: female}\n  operator:")
    with pytest.raises(DecisionError, match="no value of a gag that villain is in"):
        stunt.do(limits("villain", "punch.hand_speed <= 4 m/s"))


def test_more_takes_than_somebody_allows_hold_whatever_the_plan_says(stunt: Set) -> None:
    everything_done(stunt)
    stunt.change("takes: 8", "takes: 2")
    stunt.do(limits("villain", "takes <= 2"))
    stunt.do(rehearses(take=True), rehearses(take=True))
    assert not stunt.findings("own-limit")
    stunt.do(rehearses(take=True))
    assert "3 takes with them were shot today" in stunt.findings("own-limit")[0].text


def test_a_mistyped_limit_is_taken_back_by_its_person_alone_and_voids_nothing(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(limits("villain", "takes <= 1"))
    with pytest.raises(DecisionError, match="theirs are: none"):
        stunt.do(lambda history: decide.take_back_limit(history, "lead", "takes <= 1"))
    with pytest.raises(DecisionError, match=r'did you mean "takes <= 1"'):
        stunt.do(lambda history: decide.take_back_limit(history, "villain", "takes <= 11"))
    stunt.do(lambda history: decide.take_back_limit(history, "VILLAIN", "takes<=1"))
    assert stunt.held_by() == set(), "the consent is as it was"
    stunt.do(limits("villain", "takes <= 10"))
    assert stunt.held_by() == set()


def test_who_has_a_key_takes_a_limit_back_with_it(stunt: Set) -> None:
    key = Signer("villain", SigningKey.generate())
    stunt.do(gives("villain"), signer=key)
    stunt.do(limits("villain", "takes <= 1"))
    for signer in (None, Signer("villain", SigningKey.generate())):
        with pytest.raises(SigningError):
            stunt.do(lambda history: decide.take_back_limit(history, "villain", "takes <= 1"), signer=signer)
    stunt.do(lambda history: decide.take_back_limit(history, "villain", "takes <= 1"), signer=key)
    assert not stunt.findings("own-limit")
    assert not stunt.findings("limit-taken-back")


def test_an_unsigned_taking_back_is_told_and_does_not_count_where_all_sign(stunt: Set) -> None:
    stunt.do(limits("villain", "takes <= 1"))
    stunt.do(lambda history: decide.take_back_limit(history, "villain", "takes <= 1"))
    assert stunt.findings("limit-taken-back")
    assert not stunt.findings("own-limit")
    stunt.file.with_name("production.yaml").write_text("production: Night Train\nsigned: true\n", encoding="utf-8")
    assert stunt.findings("own-limit")


# As it is typed


def test_exit_codes_of_the_day(said: Run, stunt: Set) -> None:
    everything_done(stunt)
    assess(stunt)
    plan = stunt.file
    assert said("set-state", plan, "live", "--by", "first assistant")[0] == 0
    code, shown = said("rehearsed", plan, "--take", "--set", "kick.foot_speed=5.2 m/s")
    assert code == 0
    assert "1 of 8 takes today" in shown
    assert "This plan now: WITHIN LIMITS, set live" in shown
    code, shown = said("rehearsed", plan, "--take", "--set", "kick.gap=-1 cm")
    assert code == 30
    assert "it touched where the plan stops short" in shown
    assert f"set-state {plan} cold`" in shown
    assert said("done", plan, "--person", "villain", "--strikes", 4)[0] == 0
    code, shown = said("done", plan, "--person", "villain", "--strikes", 300)
    assert code == 30
    assert "limit 200" in shown
    assert said("briefed", plan, "--attended", "vilain")[0] == 2
    assert said("done", plan, "--person", "nobody", "--falls", 1)[0] == 2
    assert {entry.kind for entry in stunt.history().held} >= {TAKE, REHEARSED, NEAR_MISS}


def test_a_briefing_says_who_is_still_to_be_told(said: Run, plan_file: Path) -> None:
    code, shown = said("briefed", plan_file, "--attended", "lead", "--read", "lead", "--attended", "villain")
    assert code == 0
    assert "villain has not read this version" in shown
    assert "lead has" not in shown


def test_everyone_is_all_of_the_plan_and_names_may_stand_in_a_list(said: Run, plan_file: Path) -> None:
    code, shown = said("briefed", plan_file, "--attended", "Everyone", "--read", "lead, villain")
    assert code == 0
    assert "Still: operator has not read this version." in shown
    code, shown = said("briefed", plan_file, "--attended", "lead, vilain")
    assert code == 2
    assert 'did you mean "villain"?' in shown


def test_a_refusal_and_a_withdrawal_name_nobody_on_the_screen(said: Run, stunt: Set) -> None:
    everything_done(stunt)
    for typed in (
        ("refuse", stunt.file, "--person", "lead"),
        ("consent", stunt.file, "--person", "lead", "--withdraw"),
    ):
        code, shown = said(*typed)
        assert code == 0
        assert "lead" not in shown.replace(str(stunt.file), "")
    row = row_of(stunt.history(), "plan.yaml")
    assert {"somebody refuses", "somebody took their consent back"} <= set(row.missing)


HEAVY = {"mujoco", "numba", "scipy", "matplotlib", "stuntlab.gags", "stuntlab.takes", "stuntlab.people", "alembic"}


@pytest.mark.parametrize(
    "typed",
    [
        'rehearsed plan.yaml --take --set "kick.gap=29 cm" --went-wrong "wrong cue"',
        "done plan.yaml --person villain --strikes 4",
        "set-state plan.yaml live",
        "briefed plan.yaml --attended lead",
        "today .",
    ],
)
def test_the_commands_of_the_day_load_nothing_of_a_simulation(stunt: Set, typed: str) -> None:
    """Nothing that takes seconds to import, so that they answer in under one."""
    stunt.do(gives("lead"))
    code = "import shlex, sys; from stuntlab.cli.main import main; main(shlex.split(sys.argv[1])); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, typed], cwd=stunt.file.parent, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())
