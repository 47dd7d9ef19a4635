"""What somebody meets first: a demonstration, completion, what is compiled, and Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from stuntlab.cli import demo, progress
from stuntlab.cli.commands import command_heads
from stuntlab.cli.main import COMPLETE, main
from stuntlab.plan import template

RUN = [sys.executable, "-c", "import sys; from stuntlab.cli.main import main; sys.exit(main())"]
QUICK = tuple((said, line.replace("--takes 60", "--takes 4")) for said, line in demo.STEPS)


def test_the_demonstration_shows_each_command_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "STEPS", QUICK)
    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("STUNTLAB_RECORD", str(tmp_path / "mine.sqlite"))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)
    assert main(["demo"]) == 0
    shown = capsys.readouterr().out
    commands = re.findall(r"^  \$ stuntlab (.+)$", shown, re.M)
    assert commands == [line for _, line in QUICK]
    for words in ("NOT WITHIN LIMITS", "lead consents", "villain consents", "STOPPED", "▲ HOLD", "Cleared by adviser"):
        assert words in shown
    assert shown.index("NOT WITHIN LIMITS") < shown.index("lead consents") < shown.index("Cleared by")
    assert list(tmp_path.iterdir()) == []
    assert dict(os.environ) == before
    assert Path.cwd() == tmp_path


def test_it_waits_for_nobody_where_nobody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "STEPS", (("A list.", "kinds"),) * 2)
    asked: list[object] = []
    monkeypatch.setattr(demo.click, "prompt", lambda *words, **_: asked.append(words))  # type: ignore[attr-defined]
    assert main(["demo"]) == 0
    assert asked == []
    assert main(["demo", "--pause"]) == 0
    assert len(asked) == 1


def test_a_new_plan_asks_nothing_and_takes_no_name_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("kick.yaml", "kick-2.yaml"):
        assert main(["new"]) == 0
        assert (tmp_path / name).read_text(encoding="utf-8") == template("kick")
        assert f"stuntlab assess {name}" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_ask(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"{COMPLETE}={shell}_complete" in script
    assert "stuntlab" in script


def test_a_program_is_told_what_an_answer_looks_like(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--answer"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {"sections", "verdict"} <= {*schema["required"]}
    assert "sections" in schema["$defs"]


def test_a_zsh_that_nobody_has_set_up_is_given_what_completion_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "zsh"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "#compdef stuntlab", "so that it may lie in a folder of functions"
    assert "$+functions[compdef]" in second
    assert second.index("autoload -Uz compinit") < second.index("compinit -i")


def completed(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> set[str]:
    words = line.split(" ")
    monkeypatch.setenv(COMPLETE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    assert main([]) == 0
    return {given.partition(",")[2] for given in capsys.readouterr().out.splitlines()}


def test_commands_options_and_choices_are_finished(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert completed("stuntlab ", monkeypatch, capsys) >= set(command_heads())
    assert completed("stuntlab ass", monkeypatch, capsys) == {"assess"}
    assert completed("stuntlab assess --see", monkeypatch, capsys) == {"--seed"}
    assert completed("stuntlab record ver", monkeypatch, capsys) == {"verify"}
    assert completed("stuntlab completion z", monkeypatch, capsys) == {"zsh"}
    assert completed("stuntlab kinds high", monkeypatch, capsys) == {"high_fall"}
    assert completed("stuntlab new ki", monkeypatch, capsys) == {"kick"}
    assert completed("stuntlab set-state plan.yaml ", monkeypatch, capsys) == {"cold", "rehearsal", "live"}
    assert completed("stuntlab paper plan.yaml --sheet ca", monkeypatch, capsys) == {"card", "callsheet"}


def test_bash_itself_finishes_a_command(tmp_path: Path) -> None:
    stuntlab = Path(sys.executable).parent / "stuntlab"
    asks = 'COMP_WORDS=(stuntlab hinds); COMP_CWORD=1; _stuntlab_completion stuntlab; echo "${COMPREPLY[@]}"'
    typed = f'PATH="{stuntlab.parent}:$PATH"; eval "$(stuntlab completion bash)"; {asks}'
    done = subprocess.run(["bash", "-c", typed], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["hindsight"]


COMPILES = """
import numpy as np
from stuntlab.compiled import when_compiling
from stuntlab.loads.clip import clip_3ms
told = []
with when_compiling(told.append):
    for _ in range(2):
        clip_3ms(np.arange(100) * 1e-3, np.ones((2, 100)))
print(told)
"""


def test_compiling_is_told_once_on_a_machine_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    new_machine = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    said = [
        subprocess.run([sys.executable, "-c", COMPILES], capture_output=True, text=True, check=True, env=new_machine)
        for _ in range(2)
    ]
    assert [one.stdout.strip() for one in said] == ["[True, False]", "[]"]


def test_a_bar_says_that_it_compiles_and_then_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(progress, "is_live", lambda _: True)
    monkeypatch.setattr(progress.Progress, "update", lambda *_, **given: said.append(given.get("description", "")))
    monkeypatch.setattr("stuntlab.compiled.when_compiling", _compiling_at_once)
    with progress.progress_bar("simulating takes") as tell:
        assert tell is not None
        tell(1, 2)
    assert said == [progress.COMPILING, "simulating takes", ""]


class _compiling_at_once:  # noqa: N801
    def __init__(self, tell: object) -> None:
        tell(True)  # type: ignore[operator]
        tell(False)  # type: ignore[operator]

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def stop_when(there: Path, command: list[str], folder: Path) -> tuple[int, str, str]:
    """Press Ctrl-C as soon as a file is there."""
    quiet = {**os.environ, "STUNTLAB_STATE": str(folder.parent / f"{folder.name}-state")}
    running = subprocess.Popen(
        [*RUN, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=quiet
    )
    until = time.monotonic() + 240
    while not there.exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    return running.returncode, out, err


def test_ctrl_c_says_what_was_kept_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(template("kick"), encoding="utf-8")
    code, out, err = stop_when(tmp_path / "plan-kick-floor.svg", ["report", "plan.yaml"], tmp_path)
    assert code == 130
    assert err == "stopped from the keyboard; written whole: plan-kick-floor.svg; nothing else\n"
    assert "plan-kick-floor.svg" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-kick-floor.svg", "plan.yaml"]


def test_ctrl_c_in_an_answer_wrote_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("stuntlab.cli.assess.assess", stopped)
    monkeypatch.setattr("stuntlab.files._WRITTEN", [])
    (tmp_path / "plan.yaml").write_text(template("kick"), encoding="utf-8")
    assert main(["assess", str(tmp_path / "plan.yaml")]) == 130
    assert capsys.readouterr().err == "stopped from the keyboard; nothing was written\n"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]
