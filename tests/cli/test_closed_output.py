"""Every command ends quietly where nobody reads its output any more (`| head -1`), and by a sentence on a full disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stuntlab.cli.commands import command_heads
from stuntlab.plan import template

ROOT = Path(__file__).parents[2]
PLAN, QUICK = "plan.yaml", "quick.yaml"
ASKED: dict[str, list[str]] = {
    "help": ["--help"],
    "version": ["--version"],
    "new": ["new", "kick"],
    "check": ["check", PLAN],
    "kinds": ["kinds"],
    "schema": ["schema"],
    "script": ["script", "script.fountain"],
    "demo": ["demo", "--no-pause"],
    "completion": ["completion", "bash"],
    "assess": ["assess", QUICK],
    "alternatives": ["alternatives", "--help"],
    "compare": ["compare", QUICK, QUICK],
    "limits": ["limits"],
    "camera": ["camera", PLAN],
    "still": ["still", "--help"],
    "report": ["report", "--help"],
    "export": ["export", "--help"],
    "paper": ["paper", "--help"],
    "paper verify": ["paper", "verify", "--help"],
    "motion": ["motion", "--help"],
    "edit": ["edit", "--help"],
    "consent": ["consent", PLAN, "--person", "villain", "--give"],
    "refuse": ["refuse", PLAN, "--person", "lead"],
    "concern": ["concern", PLAN, "--what", "the floor is wet"],
    "near-miss": ["near-miss", PLAN, "--what", "the foot slipped"],
    "answer": ["answer", PLAN, "--entry", "{4 or 5}", "--by", "adviser", "--answer", "the floor is dry now"],
    "stop": ["stop", PLAN],
    "clear": ["clear", PLAN, "--by", "adviser", "--reason", "the floor is dry now"],
    "review": ["review", "--help"],
    "rehearsed": ["rehearsed", PLAN, "--gag", "kick", "--step", "dry"],
    "briefed": ["briefed", PLAN, "--attended", "lead"],
    "set-state": ["set-state", PLAN, "cold"],
    "done": ["done", PLAN, "--person", "lead", "--strikes", "1"],
    "today": ["today", "."],
    "schedule": ["schedule", PLAN],
    "serve": ["serve", "--help"],
    "record": ["record", "show", PLAN],
    "record head": ["record", "head", PLAN],
    "record verify": ["record", "verify", PLAN],
    "record export": ["record", "export", QUICK, "{kind}.bundle"],
    "keys": ["keys", "new", "adviser {kind}"],
    "keys list": ["keys", "list"],
    "injury": ["injury", "recording.csv"],
    "validate": ["validate", "--help"],
    "hindsight": ["hindsight", "--help"],
}
"""A line for every command, and for each of a group. Those that draw for minutes are asked for help: their last line
goes the same way. QUICK has nothing to simulate."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, float]]:
    folder = tmp_path_factory.mktemp("shoot")
    text = (ROOT / "examples" / "stomach_kick.yaml").read_text(encoding="utf-8")
    (folder / PLAN).write_text(text, encoding="utf-8")
    (folder / QUICK).write_text(template("anything"), encoding="utf-8")
    (folder / "script.fountain").write_text("INT. HALL - DAY\n\nHe falls.\n", encoding="utf-8")
    rows = "".join(f"{at / 10:.1f},{at % 3}.5\n" for at in range(200))
    (folder / "recording.csv").write_text(f"time [ms],head acceleration x [g]\n{rows}", encoding="utf-8")
    own = {"STUNTLAB_STATE": str(folder / "state"), "STUNTLAB_KEYS": str(folder / "keys")}
    script = [sys.executable, str(Path(__file__).with_name("closed_output.py")), json.dumps(ASKED), str(folder)]
    ran = subprocess.run(
        script,
        cwd=folder,
        env={**os.environ, **own, "STUNTLAB_PASSPHRASE": "a tall dark hat"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def test_every_command_is_tried() -> None:
    assert {words[0] for words in ASKED.values()} >= set(command_heads())


@pytest.mark.parametrize("name", ASKED)
def test_nobody_reads_it(name: str, told: dict[str, tuple[int, str, float]]) -> None:
    code, said, _ = told[f"{name}, closed"]
    assert code == (141 if name != "stop" else 0), said
    assert "Traceback" not in said
    assert "our fault" not in said
    assert "Broken pipe" not in said


@pytest.mark.parametrize("name", ASKED)
def test_a_full_output_is_said_once(name: str, told: dict[str, tuple[int, str, float]]) -> None:
    code, said, _ = told[f"{name}, full"]
    if name == "stop":  # it says so on the other stream
        assert (code, said.startswith("STOPPED: plan.yaml")) == (0, True)
        return
    assert code == 2, said
    assert said.splitlines()[-1] == "the output could not be written: No space left on device"
    assert "our fault" not in said
