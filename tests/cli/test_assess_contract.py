"""`assess`, `limits` and `kinds` as a user meets them, most of them with a stand-in for the simulation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from stuntlab.cli import assess as assess_command
from stuntlab.cli.main import main
from stuntlab.datasets import Assessment, Verdict
from stuntlab.report.json_result import result_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
SOLD = str(EXAMPLES / "stomach_kick.yaml")

QUIET = Assessment("Quiet", "sha256:0", 0, 0, 0, "2026-3", Verdict.WITHIN_LIMITS, {}, (), ())


def run(*arguments: str) -> int:
    """The exit code that the console script ends with."""
    try:
        return main(list(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Verdict], list[dict[str, object]]]:
    """Replace the pipeline by one that answers at once, and note what it was asked."""

    def answer_with(verdict: Verdict) -> list[dict[str, object]]:
        asked: list[dict[str, object]] = []

        def stand_in(plan: object, **options: object) -> Assessment:
            asked.append(options)
            return replace(QUIET, verdict=verdict)

        monkeypatch.setattr(assess_command, "assess", stand_in)
        return asked

    return answer_with


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.WITHIN_LIMITS, 0),
        (Verdict.NOT_WITHIN_LIMITS, 20),
        (Verdict.HOLD, 30),
        (Verdict.CANNOT_ASSESS, 40),
    ],
)
def test_exit_code_of_each_verdict(
    verdict: Verdict, code: int, answers: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    answers(verdict)
    assert run("assess", SOLD, "--body-only") == code
    shown = capsys.readouterr()
    assert verdict.value in shown.out.splitlines()[0]
    assert shown.err == ""
    assert "\x1b" not in shown.out


def test_options_reach_the_pipeline(
    answers: Callable[..., list[dict[str, object]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stricter = tmp_path / "own.yaml"
    stricter.write_text("production: Own\nlimits: {imposed: {abdomen_force: 100}}\n", encoding="utf-8")
    asked = answers(Verdict.HOLD)
    options = ("--takes", "7", "--seed", "3", "--threads", "2", "--workers", "3", "--production", str(stricter))
    assert run("assess", SOLD, "--json", "--body-only", *options) == 30
    (given,) = asked
    assert (given["takes"], given["seed"], given["threads"], given["progress"]) == (7, 3, 2, None)
    assert given["workers"] == 3
    assert given["limits"].name == "2026-3 + Own"
    assert json.loads(capsys.readouterr().out)["verdict"] == "HOLD"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("assess", "no_such_plan.yaml"), "no_such_plan.yaml"),
        (("assess", SOLD, "--production", "no_such.yaml"), "no_such.yaml"),
        (("assess", SOLD, "--takes", "0"), "--takes"),
        (("assess", SOLD, "--takes", "many"), "--takes"),
        (("assess", SOLD, "--seed", "-1"), "--seed"),
        (("assess", SOLD, "--threads", "0"), "--threads"),
        (("assess", SOLD, "--workers", "0"), "--workers"),
        (("assess", SOLD, "--workers", "2", "--cluster", "tcp://127.0.0.1:9"), "give one"),
        (("assess", SOLD, "--cluster", "nonsense"), "no cluster answers at nonsense"),
        (("assess",), "PLAN"),
        (("limits", "--production", "no_such.yaml"), "no_such.yaml"),
    ],
)
def test_what_cannot_be_used_ends_in_words_and_two(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""
    assert "Traceback" not in shown.err


def test_nothing_to_assess_ends_in_words_and_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan without an action, and a label that no gag has: no answer about nobody."""
    plan = tmp_path / "idle.yaml"
    plan.write_text("stunt: x\npeople:\n  lead: {job: actor}\naction: []\n", encoding="utf-8")
    assert run("assess", str(plan)) == 2
    assert "action: at least 1 needed here" in capsys.readouterr().err
    assert run("export", SOLD, "-o", str(tmp_path / "x.glb"), "--gag", "kik") == 2
    shown = capsys.readouterr()
    assert '"kik" is no gag of this plan; it has kick (did you mean "kick"?)' in shown.err
    assert shown.out == ""


def test_stopping_from_the_keyboard_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(plan: object, **options: object) -> Assessment:
        raise KeyboardInterrupt

    monkeypatch.setattr(assess_command, "assess", stopped)
    assert run("assess", SOLD) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", ["limits", "kinds"])
def test_lists_are_shown_and_given_as_json(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 0
    shown = capsys.readouterr().out
    assert {"limits": "abdomen_force", "kinds": "kick"}[command] in shown
    assert run(command, "--json") == 0
    json.loads(capsys.readouterr().out)


def test_a_terminal_that_knows_ascii_only_gets_ascii() -> None:
    """Also with a pipe for an output and NO_COLOR, in a process of its own."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "NO_COLOR": "1", "COLUMNS": "40"}
    done = subprocess.run(
        [sys.executable, "-c", "from stuntlab.cli.main import main; main(['limits'])"],
        env=environment,
        capture_output=True,
        check=True,
    )
    text = done.stdout.decode("ascii")
    assert max(len(line) for line in text.splitlines()) <= 40
    assert "?" not in text.replace("[?]", "")


def test_the_sold_kick_runs_through_and_keeps_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for threads in ("1", "2"):
        code = run("assess", SOLD, "--json", "--body-only", "--takes", "8", "--threads", threads)
        assert code in (0, 20, 30, 40)
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1], "the answer depends on the number of threads"
    answer = json.loads(texts[0])
    jsonschema.validate(answer, result_schema())
    assert set(answer["people"]) >= {"lead", "villain"}
    assert answer["people"]["villain"]["exposures"][0]["created_by"] == "lead"
