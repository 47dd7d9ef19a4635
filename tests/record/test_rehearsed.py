"""What the record gives an estimate: which runs count, how they went wrong, and what somebody knew who consented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shoot import PLAN, Set, climb, everything_done, rehearses

from stuntlab.cli.main import main
from stuntlab.datasets import GagRuns
from stuntlab.errors import DecisionError
from stuntlab.plan import read_plan
from stuntlab.record import Draft, collect_runs, decisions_on, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.kinds.rehearsal import REHEARSED

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    return Set(tmp_path)


@pytest.fixture
def say(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["rehearsed", str(plan_file), *map(str, words)])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def runs_of(stunt: Set | Path) -> GagRuns:
    file = stunt if isinstance(stunt, Path) else stunt.file
    return collect_runs(open_record(file).history()).gags.get("kick", GagRuns())


def test_full_runs_and_takes_of_these_people_count(stunt: Set) -> None:
    climb(stunt.file)
    stunt.do(rehearses(gap=0.31), rehearses("half", gap=0.5), rehearses(dummy=True, gap=0.6))
    stunt.do(rehearses(take=True, gap=0.28, foot_speed=5.1))
    assert runs_of(stunt) == GagRuns((("gap", (0.31, 0.28)), ("foot_speed", (5.1,))), 2)
    stunt.change("to: villain", "to: second")
    stunt.change("  operator:", "  second: {job: actor, height: 168 cm, mass: 55 kg, sex: female}\n  operator:")
    assert runs_of(stunt) == GagRuns()


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("gap: 30 ± 6 cm", "gap: 15 ± 6 cm", False),
        ("dry cobbles", "wet cobbles", False),
        ("takes: 8", "takes: 4", True),
        ("gap: 30 ± 6 cm", "gap: 0.30 ± 0.06 m", True),
        ("takes: 8", "takes: 8, braced: true", True),
        ('scene: "67"', 'scene: "67a"', True),
    ],
)
def test_runs_of_another_way_to_do_it_do_not_count(stunt: Set, old: str, new: str, *, counts: bool) -> None:
    climb(stunt.file)
    stunt.do(rehearses(gap=0.31))
    stunt.change(old, new)
    assert bool(runs_of(stunt).runs) is counts


def test_what_no_plan_could_say_is_no_value(stunt: Set) -> None:
    body = {"gag": "kick", "people": ["lead", "villain"], "step": "full", "dummy": False, "went_wrong": ["x", "x"]}
    stunt.do(lambda history: Draft(REHEARSED, history.key, None, {**body, "runs": [{"gap": 1e300, "foot_speed": -5}]}))
    assert runs_of(stunt) == GagRuns((), 2, (("x", 2),)), "a way it cannot go wrong in changes nothing"


def test_consent_stays_and_knows_what_was_run_before_it(stunt: Set) -> None:
    climb(stunt.file)
    stunt.do(rehearses(gap=0.31))
    everything_done(stunt)
    before = stunt.held_by()
    stunt.do(rehearses(gap=0.12))
    assert before == stunt.held_by() == set()
    rehearsed = collect_runs(stunt.history())
    assert {one.person for one in rehearsed.consented} == {"lead", "villain"}
    assert {one.known["kick"].runs for one in rehearsed.consented} == {1}
    assert rehearsed.gags["kick"].runs == 3
    stunt.do(lambda history: decide.withdraw(history, "lead"))
    assert {one.person for one in collect_runs(stunt.history()).consented} == {"villain"}
    assert collect_runs(stunt.history(days=2)).consented == (), "a consent that is past"


def test_runs_that_went_wrong_are_logged(say: Say, plan_file: Path) -> None:
    climb(plan_file)
    assert say("--runs", 12, "--went-wrong", "support foot slips", "--set", "kick.gap=29 cm")[0] == 0
    assert runs_of(plan_file) == GagRuns((("gap", (0.29,)),), 12, (("support foot slips", 1),))
    code, shown = say("--went-wrong", "support foot slip")
    assert code == 2
    assert 'did you mean "support foot slips"' in shown
    code, shown = say("--runs", 1, "--went-wrong", "wrong cue", "--went-wrong", "wrong cue")
    assert code == 2
    assert "--runs" in shown
    assert say("--went-wrong", "wrong cue")[0] == 0
    assert runs_of(plan_file).runs == 13


def test_a_log_says_how_runs_went_wrong(say: Say, plan_file: Path, tmp_path: Path) -> None:
    climb(plan_file)
    log = tmp_path / "log.csv"
    log.write_text("kick.gap [cm],kick.went_wrong,remark\n31,,\n28,wrong cue,late\n,support foot slips,\n,,nothing\n")
    assert say("--csv", log, "--step", "full")[0] == 0
    assert runs_of(plan_file) == GagRuns((("gap", (0.31, 0.28)),), 3, (("wrong cue", 1), ("support foot slips", 1)))
    log.write_text("kick.gap [cm],kick.went_wrong\n31,tripped\n")
    assert say("--csv", log)[0] == 2
    log.write_text("kick.gap [cm]\n31000\n")
    code, shown = say("--csv", log)
    assert code == 2
    assert f"{log}:2" in shown


def test_a_way_of_going_wrong_is_that_of_one_gag(say: Say, plan_file: Path) -> None:
    two = PLAN + "  - kick: {by: villain, to: lead, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 30 ± 6 cm}\n"
    plan_file.write_text(two, encoding="utf-8")
    code, shown = say("--went-wrong", "wrong cue")
    assert code == 2
    assert "kick 1, kick 2" in shown
    climb(plan_file, "kick 2")
    assert say("--gag", "kick 2", "--went-wrong", "wrong cue")[0] == 0


def test_more_cannot_go_wrong_than_was_run(stunt: Set) -> None:
    with pytest.raises(DecisionError, match="say how many"):
        decide.draft_measured(
            stunt.history(), "kick", [], step="full", dummy=False, take=False, went_wrong=["wrong cue"]
        )


def test_what_went_wrong_at_a_slower_step_is_shown_and_in_no_rate(say: Say, plan_file: Path) -> None:
    climb(plan_file, upto="quarter")
    assert say("--step", "half", "--went-wrong", "support foot slips")[0] == 0
    assert runs_of(plan_file) == GagRuns()
    (line,) = [line for line in decisions_on(plan_file, read_plan(plan_file)).standing.lines if "went wrong" in line]
    assert "(half): support foot slips" in line
