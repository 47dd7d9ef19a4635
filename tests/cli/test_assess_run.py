"""`stuntlab assess` as a process of its own: exit codes, streams, memory, and a hand on the keyboard."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from stuntlab.report.json_result import result_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
STUNTLAB = (sys.executable, "-c", "import sys; from stuntlab.cli.main import main; sys.exit(main())")
PLAIN = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}


MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
"""Runs one command and adds its largest memory, KiB: children of the tests themselves are many."""


def stuntlab(*arguments: str, measured: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*([sys.executable, "-c", MEASURE] if measured else []), *STUNTLAB, *arguments],
        env={**PLAIN, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("example", "code", "verdict"),
    [
        ("stomach_kick_for_real", 20, "NOT WITHIN LIMITS"),
        ("stomach_kick", 0, "WITHIN LIMITS"),
        ("stomach_push_with_pad", 20, "NOT WITHIN LIMITS"),
    ],
)
def test_an_example_ends_in_the_code_of_its_verdict_and_one_object(example: str, code: int, verdict: str) -> None:
    done = stuntlab(
        "assess",
        str(EXAMPLES / f"{example}.yaml"),
        "--json",
        "--body-only",
        "--takes",
        "12",
        "--threads",
        "1",
        measured=True,
    )
    assert done.returncode == code
    largest_kib = int(done.stderr)  # and nothing else was said
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, result_schema())
    assert answer["verdict"] == verdict
    assert answer["takes"] == 12
    assert answer["takes_failed"] == 0
    assert largest_kib < 1.5 * 2**20, "chunks are there to keep memory small, whatever the number of takes"


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_a_pipe_gets_plain_words_with_the_verdict_first(environment: dict[str, str]) -> None:
    done = stuntlab("assess", str(EXAMPLES / "stomach_kick.yaml"), "--takes", "4", **environment)
    assert done.returncode in (0, 20, 30, 40)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert any(word in done.stdout.splitlines()[0] for word in ("WITHIN LIMITS", "HOLD", "CANNOT ASSESS"))
    assert "villain" in done.stdout


BAD = (
    "stunt: x\npeople:\n  a: {job: actor, height: 170 cm, mass: 72 kg, sex: male}\naction:\n  - kick: {by: a, to: b}\n"
)


def test_a_plan_that_cannot_be_used_says_why_and_nothing_else(tmp_path: Path) -> None:
    plan = tmp_path / "bad.yaml"
    plan.write_text(BAD, encoding="utf-8")
    done = stuntlab("assess", str(plan))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{plan}:5" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [plan], "nothing is written"


def test_no_takes_are_no_answer() -> None:
    done = stuntlab("assess", str(EXAMPLES / "stomach_kick.yaml"), "--takes", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--takes" in done.stderr


def test_stopped_from_the_keyboard_it_says_so_in_one_line() -> None:
    """In the middle of the takes: a chunk of them is finished first, nothing is printed to standard output."""
    process = subprocess.Popen(
        [*STUNTLAB, "assess", str(EXAMPLES / "stomach_kick.yaml"), "--takes", "20000", "--threads", "1"],
        env=PLAIN,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        time.sleep(4)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, "")
    assert len(err.splitlines()) == 1
