"""Two assessments at once, in threads of one process and in two processes: the bytes of one after the other."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

import pytest

from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan
from stuntlab.report.json_result import assessment_to_dict

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANS = ("airbag_44_ft", "stomach_kick_for_real", "roof_back_fall")
"""A fall onto a field, a strike without one, and a fall onto another field."""

TAKES = 4
DRAWS = 2**10
ELSEWHERE = f"""
import json, sys
from stuntlab.pipeline import rehearse
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan
from stuntlab.report.json_result import assessment_to_dict

rehearse.DRAWS_PER_BRANCH = {DRAWS}
sys.stdout.write(json.dumps(assessment_to_dict(assess(read_plan(sys.argv[1]), takes={TAKES}, threads=1))))
"""


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", DRAWS)


def answer(name: str) -> str:
    return json.dumps(assessment_to_dict(assess(read_plan(EXAMPLES / f"{name}.yaml"), takes=TAKES, threads=1)))


@cache
def alone(name: str) -> str:
    return answer(name)


def test_threads_of_one_process_take_turns() -> None:
    expected = {name: alone(name) for name in PLANS}
    found: dict[str, str] = {}
    together = threading.Barrier(len(PLANS))

    def work(name: str) -> None:
        together.wait(60.0)
        found[name] = answer(name)

    threads = [threading.Thread(target=work, args=(name,), daemon=True) for name in PLANS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300.0)
    assert found == expected


def test_processes_do_not_meet() -> None:
    commands = [[sys.executable, "-c", ELSEWHERE, str(EXAMPLES / f"{name}.yaml")] for name in PLANS[:2]]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in commands]
    said = [process.communicate(timeout=300.0)[0].decode() for process in running]
    assert said == [alone(name) for name in PLANS[:2]]
