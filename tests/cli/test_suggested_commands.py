"""Every command that the program suggests can be pasted: it names the real file and people, and it runs."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from stuntlab.cli import deciding
from stuntlab.cli import main as cli
from stuntlab.cli.called import describe_call
from stuntlab.cli.commands import command_heads
from stuntlab.pipeline import rehearse
from stuntlab.plan import ACTION_KINDS, template
from stuntlab.report.page import Page
from stuntlab.suggestions import Called, name_caller, quote, split_commands, suggest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DONE = {0, 20, 30, 40}
TAKES_MINUTES = {"alternatives"}
"""Tried over all versions of a plan by tests of its own; here it runs on a plan of which it takes seconds, and of the
others each word of it is taken in."""
QUICK = {"my airbag_44_ft.yaml"}
HARD_NAMES = {"lead": "Ana O'Neill", "villain": 'Jo "Kid" Li', "operator": "José $1"}
PLAN = """\
stunt: Stomach kick
people:
  "lead": {job: coordinator, height: 5 ft 7 in, mass: 158 lb, sex: male}
  "villain": {job: actor, height: 5 ft 6 in, mass: 121 lb, sex: female}
  "operator": {job: camera operator}
place: {floor: dry cobbles}
action:
  - kick: {by: "lead", to: "villain", at: abdomen, foot_speed: 16 ± 3 ft/s, gap: 12 ± 2 in, takes: 2}
  - kick: {by: "lead", to: "villain", at: abdomen, foot_speed: 16 ± 3 ft/s, gap: 14 ± 2 in, takes: 2}
"""
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in whose name has a blank, with keys and a state of its own; the program is called `stuntlab`."""
    for name in ("STUNTLAB_KEYS", "STUNTLAB_STATE"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
    for name in ("STUNTLAB_RECORD", "UV_RUN_RECURSION_DEPTH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(rehearse, "DRAWS_PER_BRANCH", 2**13)  # what is suggested runs; how sure it is, others try
    shoot = tmp_path / "day 1"
    shoot.mkdir()
    monkeypatch.chdir(shoot)
    return shoot


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command; its exit code, and what it said."""

    def run(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def suggested(shown: str, program: str = "stuntlab") -> list[str]:
    """Every command in an output: on a line of its own, or in backticks."""
    own_line = re.findall(rf"^ *({re.escape(program)} [a-z-]+ .*)$", shown, re.M)
    return list(dict.fromkeys([*own_line, *re.findall(rf"`({re.escape(program)} [^`]+)`", shown)]))


def run_pasted(line: str, say: Say) -> None:
    """What a shell makes of the line, run; with few takes where it simulates."""
    words = shlex.split(line)[1:]
    heads = command_heads()
    assert words[0] in heads, line
    command = cli.load(heads[words[0]])
    if words[0] in TAKES_MINUTES and not QUICK & {*words}:
        command.make_context(words[0], words[1:])
        return
    few = ["--takes", "2"] if any(option.name == "takes" for option in command.params) else []
    code, shown = say(*words, *few)
    if words[0] == "review" and "--by" not in words:
        assert "Missing option '--by'" in shown, "who reviews is asked for where somebody sits"
        return
    assert code in DONE, f"{line}\n{shown}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_suggestion_on_an_example_runs(example: Path, folder: Path, say: Say) -> None:
    plan = Path(shutil.copy(example, folder / f"my {example.name}"))
    shown = say("check", plan.name)[1] + say("assess", plan.name, "--takes", "4", "--full")[1]
    found = suggested(shown)
    assert found, "an answer that is not GO says what to do next"
    for line in found:
        assert shlex.quote(plan.name).strip("'") in line or line.startswith("stuntlab limits"), line
        run_pasted(line, say)


def test_names_files_and_records_that_a_shell_would_take_apart(folder: Path, say: Say) -> None:
    text = PLAN
    for plain, hard in HARD_NAMES.items():
        text = text.replace(f'"{plain}"', "'" + hard.replace("'", "''") + "'")
    plan = folder / "it's the (2nd) $day.yaml"
    plan.write_text(text, encoding="utf-8")
    asked = ("assess", plan.name, "--full", "--takes", "4", "--record", "our record.sqlite")
    found = suggested(say(*asked)[1])
    assert {shlex.split(line)[1] for line in found} >= {"consent", "briefed", "rehearsed", "review"}
    for line in found:
        assert ("our record.sqlite" in shlex.split(line)) == (plan.name in shlex.split(line))
        run_pasted(line, say)
    left = suggested(say(*asked)[1])
    assert not [line for line in left if shlex.split(line)[1] in ("consent", "briefed")], left
    assert not list(folder.glob("stuntlab*.sqlite")), "nothing went into another record"


def test_what_only_somebody_can_say_is_asked_for(folder: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert say("stop", "plan.yaml")[0] == 0
    assert say("concern", "plan.yaml", "--what", "the floor is wet")[0] == 0
    found = [
        line
        for line in suggested(say("assess", "plan.yaml", "--takes", "2", "--full")[1])
        if shlex.split(line)[1] in ("clear", "answer", "review")
    ]
    assert len(found) == 3
    for line in found:
        code, shown = say(*shlex.split(line)[1:])
        assert code == 2
        assert "Missing option '--by'" in shown, "nobody is there to be asked"
    typed = iter(["adviser", "the mat is taped down", "adviser", "the floor was dried", "adviser"])
    monkeypatch.setattr(deciding.sys.stdin, "isatty", lambda: True)  # type: ignore[attr-defined]
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda _: next(typed))
    assert say("keys", "new", "adviser")[0] == 0
    for line in sorted(found, key=lambda line: ("clear", "answer", "review").index(shlex.split(line)[1])):
        code, shown = say(*shlex.split(line)[1:])
        assert code == 0, shown


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_every_suggestion_on_a_new_plan_runs(kind: str, folder: Path, say: Say) -> None:
    code, shown = say("new", kind, "my plan.yaml")
    assert code == 0
    assert (folder / "my plan.yaml").read_text(encoding="utf-8") == template(kind)
    found = suggested(shown)
    assert found
    for line in found:
        run_pasted(line, say)


ANSWERS = (
    ("today", "."),
    ("schedule", "plan.yaml"),
    ("record", "show", "plan.yaml"),
    ("record", "verify", "plan.yaml"),
    ("compare", "plan.yaml", "softer.yaml"),
    ("paper", "plan.yaml", "--folder", "paper"),
    ("script", "film.fountain"),
    ("near-miss", "plan.yaml", "--what", "the foot brushed the coat"),
    ("rehearsed", "plan.yaml", "--step", "dry", "--gag", "kick 1"),
    ("rehearsed", "plan.yaml", "--step", "full", "--gag", "kick 2"),
    ("set-state", "plan.yaml", "live", "--by", "operator"),
    ("briefed", "plan.yaml", "--attended", "everyone"),
    ("kinds",),
    ("camera", "plan.yaml"),
)
"""What is asked in a day, besides `check` and `assess`. A comparison answers from few takes."""


def test_every_suggestion_of_the_other_commands_runs(folder: Path, say: Say) -> None:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "softer.yaml").write_text(PLAN.replace("14 ± 2 in", "16 ± 2 in"), encoding="utf-8")
    (folder / "film.fountain").write_text("INT. BAR - NIGHT\n\nShe kicks him in the stomach.\n", encoding="utf-8")
    found: dict[str, str] = {}
    for words in ANSWERS:
        few = ("--takes", "2") if words[0] in ("compare", "paper") else ()
        code, shown = say(*words, *few)
        assert code in DONE | {2}, shown
        found |= dict.fromkeys(suggested(shown), " ".join(words))
    assert {shlex.split(line)[1] for line in found} >= {"assess", "rehearsed", "answer", "new"}
    for line, asked in found.items():
        if "answer" in shlex.split(line)[1]:
            assert "Missing option" in say(*shlex.split(line)[1:])[1], f"{asked}: who answers is asked for"
        else:
            run_pasted(line, say)


MISTAKES = {
    "no plan": ["check", "list.yaml"],
    "no bundle": ["record", "replay", "list.yaml"],
    "a house rule that is no number": ["limits", "--production", "production.yaml"],
    "no key": ["review", "plan.yaml", "--person", "lead", "--by", "Ana O'Neill"],
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_suggestion_of_an_error_runs(mistake: str, folder: Path, say: Say) -> None:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "list.yaml").write_text("- kick\n", encoding="utf-8")
    (folder / "production.yaml").write_text(
        "production: X\nlimits: {imposed: {abdomen_force: soft}}\n", encoding="utf-8"
    )
    code, shown = say(*MISTAKES[mistake])
    assert code == 2, shown
    for line in suggested(shown):
        run_pasted(line, say)


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text of a program but its docstrings and comments."""
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said:
            yield node.value


def test_no_text_writes_a_command_by_hand() -> None:
    """The one way to suggest a command is `suggest`, which knows how the program was called and for which plan."""
    home = {"suggestions.py", "called.py"}
    pages = {"page.py"}  # validation/page.py writes docs/, where nobody called anything
    by_hand = re.compile(r"`stuntlab [a-z]|pip install|uv run|\bstuntlab (?:check|assess|consent|rehearsed)\b.*PLAN")
    found = [
        f"{path.name}: {text}"
        for path in sorted((ROOT / "src" / "stuntlab").rglob("*.py"))
        if path.name not in home and not (path.name in pages and path.parent.name == "validation")
        for text in literals(ast.parse(path.read_text(encoding="utf-8")))
        if by_hand.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("unicode", [True, False])
def test_a_command_has_a_line_of_its_own_on_a_page(width: int, *, unicode: bool) -> None:
    words = ("a-plan-with-a-long-name.yaml", "--person", "Ana O'Neill", "--set", "kick 2.foot_speed=5 m/s")
    page = Page(width=width, colour=False, unicode=unicode)
    page.add_marked("▲ HOLD", f"Log what is measured: {suggest('rehearsed', *words)}. Then go on.", style="", indent=2)
    lines = page.render().splitlines()
    line = next(line for line in lines if "stuntlab" in line)
    assert shlex.split(line) == ["stuntlab", "rehearsed", *words]
    assert lines[-1].strip() == "Then go on."


@pytest.mark.parametrize(
    "word", ["a b", "it's", 'a"b', "$HOME", "`ls`", "!x", "a\\b", "", "ü", "(x)", "a;b", "*", "~/x"]
)
def test_a_word_reaches_a_real_shell_whole(word: str) -> None:
    done = subprocess.run(
        ["bash", "-ic", f"printf %s {quote(word)}"],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.stdout == word


def test_the_parts_of_a_text() -> None:
    with name_caller(Called(program="uv run stuntlab", plan="-p.yaml")):
        text = f"First {suggest('limits')}. Then `other words`; at last {suggest('keys', 'new', 'x y')}"
        assert split_commands(text) == [
            ("First", False),
            ("uv run stuntlab limits", True),
            ("Then `other words`; at last", False),
            ('uv run stuntlab keys new "x y"', True),
        ]


def test_from_a_clone_and_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    under_uv = describe_call(["still", "my plan.yaml", "{x}"])
    assert under_uv.program == "uv run stuntlab"
    assert under_uv.adds.format(extra="render") == 'uv run --extra render stuntlab still "my plan.yaml" "{x}"'
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH")
    named = tmp_path / "my tools" / "stuntlab"
    named.parent.mkdir()
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(named)])
    assert describe_call([]).program == f'"{named}"'
    monkeypatch.setenv("PATH", str(named.parent), prepend=":")
    assert describe_call([]).program == "stuntlab"
    assert describe_call([]).adds.format(extra="usd").endswith(' "stuntlab[usd]"')
    monkeypatch.setattr(sys, "argv", [str(ROOT / "src" / "stuntlab" / "__main__.py")])
    assert describe_call([]).program.endswith(" -m stuntlab")


@pytest.mark.parametrize("way", [[sys.executable, "-m", "stuntlab"], [str(Path(sys.executable).parent / "stuntlab")]])
def test_a_suggestion_runs_in_a_shell_as_it_was_printed(way: list[str], folder: Path) -> None:
    (folder / "my plan.yaml").write_text("- kick\n", encoding="utf-8")
    refused = subprocess.run([*way, "check", "my plan.yaml"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    (line,) = re.findall(r"`(.+)`", refused.stderr)
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
