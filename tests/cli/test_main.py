"""The command line as a whole: help, versions, misspelt commands, and every way to end."""

import json
import os
import signal
import subprocess
import sys

import click
import pytest

from stuntlab.cli import main as cli
from stuntlab.cli.commands import command_heads
from stuntlab.errors import ModelError, UserError
from stuntlab.plan import GEAR_KINDS

RUN = [sys.executable, "-c", "import sys; from stuntlab.cli.main import main; sys.exit(main())"]


def test_help_imports_no_heavy_library() -> None:
    listing = "import sys; from stuntlab.cli.main import main; main(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    heavy = {"numpy", "scipy", "mujoco", "matplotlib", "pydantic", "ruamel.yaml", "numba", "rich"}
    modules = set(done.stdout.splitlines()[-1].split())
    assert heavy.isdisjoint(modules)
    commands = {head.module for head in command_heads().values()}
    assert commands.isdisjoint(modules), "the help of a command is read, and the command is not imported"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("stuntlab 0.")


def test_a_misspelt_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["chek", "plan.yaml"]) == 2
    assert 'there is no command "chek" (did you mean "check"?)' in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "meant"), [("gags", "kinds"), ("Simulate", "assess"), ("live", "set-state")])
def test_a_word_that_is_meant_for_a_command(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert meant in command_heads()
    assert cli.main([typed]) == 2
    assert f'(did you mean "{meant}"?)' in capsys.readouterr().err


def test_one_kind_is_told_with_the_ways_it_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kinds"]) == 0
    assert "misses the mat" not in (listed := capsys.readouterr().out)
    assert len(listed.splitlines()) < 70
    assert cli.main(["kinds", "chair fall"]) == 0
    assert "misses the mat" in capsys.readouterr().out
    assert cli.main(["kinds", "levitation"]) == 2


@pytest.mark.parametrize("kind", sorted(GEAR_KINDS))
def test_a_kind_of_gear_is_told_with_all_that_a_plan_may_say_of_it(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["kinds", kind.upper()]) == 0
    told = capsys.readouterr().out
    words = [field.alias or name for name, field in GEAR_KINDS[kind].model_fields.items()]
    assert words
    assert all(f"• {word}" in told for word in words)
    assert all(len(line) <= 80 for line in told.splitlines())
    assert cli.main(["kinds", kind, "--json"]) == 0
    (thing,) = json.loads(capsys.readouterr().out)["gear"]
    assert [one["word"] for one in thing["words"]] == words
    assert all(one["means"] for one in thing["words"]), "every word says what it means"


def test_a_misspelt_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--jsn", "plan.yaml"]) == 2
    assert "--jsn" in capsys.readouterr().err


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Make the run raise what is put into the list."""
    errors: list[BaseException] = []

    def fail(_: list[str]) -> int:
        raise errors[0]

    monkeypatch.setattr(cli, "_run", fail)
    return errors


def test_a_users_mistake_is_the_sentence_alone(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing.append(UserError("5 kg is no speed"))
    assert cli.main([]) == 2
    assert capsys.readouterr().err == "5 kg is no speed\n"


@pytest.mark.parametrize("error", [ModelError("off the table"), ZeroDivisionError("division by zero")])
def test_our_fault_is_one_line_that_names_the_way_to_see_more(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    failing.append(error)
    assert cli.main([]) == 1
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert type(error).__name__ in shown
    assert "--debug" in shown


def test_debug_shows_where(failing: list[BaseException], capsys: pytest.CaptureFixture[str]) -> None:
    failing.append(ZeroDivisionError("division by zero"))
    assert cli.main(["check", "plan.yaml", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort()])
def test_stopped_from_the_keyboard(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str], stop: BaseException
) -> None:
    failing.append(stop)
    assert cli.main([]) == 130
    assert capsys.readouterr().err == "stopped from the keyboard\n"


def test_a_reader_that_goes_away_is_no_news() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*RUN, "new", "kick"], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert done.returncode == 128 + signal.SIGPIPE
    assert done.stderr == ""


def test_a_terminal_without_the_letters() -> None:
    plain = {**os.environ, "PYTHONIOENCODING": "iso8859-5"}
    done = subprocess.run([*RUN, "new", "kick"], capture_output=True, env=plain, check=False)
    assert done.returncode == 0
    assert b"5 ? 0.8 m/s" in done.stdout
