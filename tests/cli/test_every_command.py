"""Every command: found by its file, listed with its line of help, and plain about what it cannot use."""

from __future__ import annotations

import runpy
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from stuntlab.cli import main as cli
from stuntlab.cli.commands import GROUPS, CommandHead, command_heads, head_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "stuntlab" / "cli"
HEADS = command_heads()
EACH = pytest.mark.parametrize("head", HEADS.values(), ids=lambda head: head.name)
READS_A_PLAN = [head for head in HEADS.values() if "plan.yaml" in head.example and head.name not in ("new", "stop")]
"""`new` writes one, and `stop` works on a plan that nobody can read."""

UNUSABLE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path,
    "a folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "no text": lambda path: path.write_bytes(b"\x00\xff\xfe"),
    "no YAML": lambda path: path.write_text("stunt: ["),
    "no plan": lambda path: path.write_text("- kick\n"),
}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with keys and a state of its own."""
    for name in ("STUNTLAB_KEYS", "STUNTLAB_STATE"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
    monkeypatch.delenv("STUNTLAB_RECORD", raising=False)
    folder = tmp_path / "shoot"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_every_file_with_a_command_has_a_head() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    commands = {path for path, text in texts.items() if "\ncommand = " in text or "\ndef command(" in text}
    named = {path: head_of(path) for path in texts}
    assert {path for path, head in named.items() if head is not None} == commands


@EACH
def test_it_is_in_its_file_under_its_name(head: CommandHead) -> None:
    command = cli.load(head)
    assert isinstance(command, click.Command)
    assert command.name == head.name
    assert head.group in GROUPS
    same_place = [other for other in HEADS.values() if (other.group, other.place) == (head.group, head.place)]
    assert same_place == [head]


def test_help_lists_them_by_group_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    lines = lines[lines.index(f"{GROUPS[0]}:") :]
    expected: list[str] = []
    for group in GROUPS:
        expected.append(f"{group}:")
        expected += [f"{head.name} {head.does}" for head in HEADS.values() if head.group == group]
    assert [" ".join(line.split()) for line in lines if line] == expected, "a line of help fits into one line"


@EACH
def test_its_help_says_what_it_does_and_ends_with_an_example(
    head: CommandHead, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([head.name, "--help"]) == 0
    shown = capsys.readouterr().out
    command = cli.load(head)
    assert command.help
    assert command.help.split()[0] in shown
    assert shown.rstrip().endswith(head.example)
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, f"{parameter.name} has no help"


@EACH
def test_its_example_can_be_typed(head: CommandHead, elsewhere: Path) -> None:
    """Every word is taken in, down to the command of a group; nothing runs."""
    program, name, *words = shlex.split(head.example)
    assert (program, name) == ("stuntlab", head.name)
    command = cli.load(head)
    context = command.make_context(name, list(words))
    while isinstance(command, click.Group):
        name, inner, words = command.resolve_command(context, [*context._protected_args, *context.args])
        assert inner is not None
        command, context = inner, inner.make_context(name, list(words), parent=context)
    assert context.args == []


@EACH
def test_an_option_it_does_not_have(head: CommandHead, capsys: pytest.CaptureFixture[str]) -> None:
    option = "--hlep" if head.name == "stop" else "--no-such-option"  # what is no cry for help stops all the same
    assert cli.main([head.name, option]) == 2
    refused = capsys.readouterr()
    assert refused.out == ""
    assert f"No such option '{option}'" in refused.err
    assert refused.err.count("Error:") == 1
    assert "Traceback" not in refused.err


@pytest.mark.parametrize("trouble", UNUSABLE)
@pytest.mark.parametrize("head", READS_A_PLAN, ids=lambda head: head.name)
def test_a_plan_it_cannot_use(
    head: CommandHead, trouble: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    UNUSABLE[trouble](elsewhere / "plan.yaml")
    before = sorted(elsewhere.rglob("*"))
    assert cli.main(shlex.split(head.example)[1:]) == 2
    refused = capsys.readouterr()
    assert refused.out == ""
    assert len(refused.err.splitlines()) == 1, refused.err
    assert refused.err.startswith("plan.yaml") or head.name == "review", "it says what, unless a key is missing first"
    assert sorted(elsewhere.rglob("*")) == before, "and leaves nothing"


def test_a_file_without_a_head_or_under_another_name_is_no_command(tmp_path: Path) -> None:
    good = '"""`stuntlab call-sheet`: who is where.\n\nGroup: See it, 9\nExample: stuntlab call-sheet plan.yaml\n"""\n'
    (tmp_path / "call_sheet.py").write_text(good)
    head = head_of(tmp_path / "call_sheet.py")
    assert head == CommandHead("call-sheet", "who is where", "See it", 9, "stuntlab call-sheet plan.yaml")
    assert head.module == "stuntlab.cli.call_sheet"
    (tmp_path / "other.py").write_text(good)
    assert head_of(tmp_path / "other.py") is None
    (tmp_path / "call_sheet.py").write_text(good.replace("Group: See it, 9\n", ""))
    assert head_of(tmp_path / "call_sheet.py") is None


def test_a_new_command_is_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in FOLDER.glob("*.py"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "call_sheet.py").write_text(
        '"""`stuntlab call-sheet`: who is where.\n\nGroup: Somewhere new, 1\nExample: stuntlab call-sheet\n"""\n'
    )
    monkeypatch.setattr("stuntlab.cli.commands._FOLDER", tmp_path)
    assert list(command_heads()) == [*HEADS, "call-sheet"], "a group that nobody listed comes last"


def test_the_list_in_the_readme_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "write_commands_page.py"))
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert script["with_table"](page) == page, "run scripts/write_commands_page.py"
