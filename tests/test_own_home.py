"""The suite has a home of its own, and each test one that no other test sees."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from stuntlab.cli.main import main
from stuntlab.plan import template
from stuntlab.record.keys import default_key_folder
from stuntlab.record.state_folders import own_folders

TELLS = (
    "from stuntlab.record.keys import default_key_folder; from stuntlab.record.state_folders import own_folders;"
    "print(*own_folders(), default_key_folder(), sep='\\n')"
)


def test_nothing_lies_where_somebody_lives(home_of_the_test: Path) -> None:
    told = subprocess.run([sys.executable, "-c", TELLS], capture_output=True, text=True, check=True).stdout
    for folder in (*own_folders(), default_key_folder(), Path.home(), Path(tempfile.gettempdir()), *told.splitlines()):
        assert Path(folder).is_relative_to(home_of_the_test)


def test_who_has_no_home_lives_there_too(home_of_the_test: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    assert Path.home() == home_of_the_test / "home"


def test_nothing_that_is_set_for_whoever_runs_it_is_set_here() -> None:
    assert {name for name in os.environ if name.startswith("STUNTLAB_")} == {"STUNTLAB_LAST_RESORT"}


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_leaves_no_other_finds(turn: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same plan in both turns, whose name and title are what a stop is found by."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(template("kick"), encoding="utf-8")
    assert main(["check", str(plan)]) == 0
    assert "STOPPED" not in capsys.readouterr().err
    os.environ["STUNTLAB_RECORD"] = "/dev/full"
    try:
        main(["stop", str(plan)])
    finally:
        del os.environ["STUNTLAB_RECORD"]
    for kept in tmp_path.glob("*.stop"):
        kept.unlink()  # the one beside the plan is not what this is about
    capsys.readouterr()
    assert main(["check", str(plan)]) == 0
    assert "STOPPED" in capsys.readouterr().err, "and it was kept"
