"""`stuntlab today`: a folder of plans on one screen, stops on top, what is missing, the code of the worst."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from shoot import PLAN, Run, Set, everything_done

from stuntlab.cli.main import main
from stuntlab.datasets import Verdict
from stuntlab.record import decisions as decide
from stuntlab.record import open_record
from stuntlab.record.assessed import KeptAnswer, program_version

ONE_SCREEN = 40


def plan_named(folder: Path, name: str, verdict: Verdict | None = None, *, done: bool = True) -> Set:
    """A plan with everything done, and an answer where one is given."""
    stunt = Set(folder)
    stunt.file = folder / f"{name}.yaml"
    stunt.write(PLAN.replace("Stomach kick", name).replace('"67"', f'"{len(name)}"'))
    if done:
        everything_done(stunt)
    if verdict is not None:
        opened = open_record(stunt.file)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        answer = KeptAnswer(verdict, (f"{name} decided it",), opened.house.limits, program_version(), 9, 0, 99, now)
        assert opened.keep_answer(answer) == ""
    return stunt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shoot day with one plan of each state."""
    plan_named(tmp_path, "within", Verdict.WITHIN_LIMITS)
    plan_named(tmp_path, "holding", Verdict.WITHIN_LIMITS, done=False)
    plan_named(tmp_path, "unknown", Verdict.CANNOT_ASSESS)
    plan_named(tmp_path, "over", Verdict.NOT_WITHIN_LIMITS)
    plan_named(tmp_path, "halted", Verdict.WITHIN_LIMITS)
    (tmp_path / "plan.yaml").unlink()
    (tmp_path / "broken.yaml").write_text("stunt: [\n", encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("lunch: 13:00\n", encoding="utf-8")
    (tmp_path / "production.yaml").write_text("production: Night Train\n", encoding="utf-8")
    assert main(["stop", str(tmp_path / "halted.yaml")]) == 0
    return tmp_path


def test_a_row_for_each_plan_worst_first(said: Run, folder: Path) -> None:
    code, shown = said("today", folder, "--json")
    board = json.loads(shown)
    assert code == 20
    assert [Path(row["file"]).stem for row in board["plans"]] == [
        "halted",
        "broken",
        "over",
        "unknown",
        "holding",
        "within",
    ]
    assert [row["state"] for row in board["plans"]] == [
        "STOPPED",
        "CANNOT BE READ",
        "NOT WITHIN LIMITS",
        "CANNOT ASSESS",
        "HOLD",
        "WITHIN LIMITS",
    ]
    assert [Path(file).name for file in board["left_out"]] == ["notes.yaml"]
    missing = {Path(row["file"]).stem: row["missing"] for row in board["plans"]}
    assert missing["within"] == []
    assert "consent: lead, villain" in missing["holding"]
    assert "briefing: everybody" in missing["holding"]
    assert "rehearsal: all" in missing["holding"]
    assert any("over decided it" in what for what in missing["over"])


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (("within",), 0),
        (("within", "broken"), 2),
        (("broken", "holding"), 30),
        (("halted",), 30),
        (("holding", "unknown"), 40),
        (("unknown", "over", "broken"), 20),
    ],
)
def test_the_exit_code_is_that_of_the_worst(said: Run, folder: Path, named: tuple[str, ...], code: int) -> None:
    assert said("today", *(folder / f"{name}.yaml" for name in named))[0] == code


def test_a_plan_that_cannot_be_read_is_a_row_with_its_reason(said: Run, folder: Path) -> None:
    _, shown = said("today", folder / "broken.yaml", folder / "no_such.yaml")
    assert "line 2: this is not YAML" in " ".join(shown.split())
    assert "no_such.yaml" in shown
    assert main(["stop", str(folder / "broken.yaml")]) == 3, "kept on this machine"
    code, shown = said("today", folder / "within.yaml", folder / "broken.yaml")
    assert code == 30
    assert "STOPPED" in shown.splitlines()[1], "a stop is on top, whatever else is wrong with its plan"


def test_a_record_that_was_bent_is_a_row_too(said: Run, folder: Path) -> None:
    next(folder.glob("*.record.sqlite")).write_bytes(b"not a record" * 100)
    code, shown = said("today", folder / "within.yaml")
    assert code == 2
    assert "CANNOT BE READ" in shown
    assert "is no record" in " ".join(shown.split())


@pytest.mark.parametrize("width", [40, 80])
def test_it_reads_narrow_piped_and_without_signs(
    said: Run, folder: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.chdir(folder)
    _, shown = said("today", ".")
    assert all(cell_len(line) <= width for line in shown.splitlines())
    assert "\x1b" not in shown
    flat = " ".join(shown.split())
    for word in ("STOPPED:", "CANNOT BE READ:", "NOT WITHIN LIMITS:", "CANNOT ASSESS:", "HOLD:", "WITHIN LIMITS:"):
        assert word in flat, "a word, and not a colour or a sign alone"


def test_a_whole_folder_is_one_screen(said: Run, tmp_path: Path) -> None:
    for number in range(12):
        plan_named(tmp_path, f"scene {number}", done=False)
    (tmp_path / "plan.yaml").unlink()
    _, shown = said("today", tmp_path)
    assert "12 plans, 12 on hold" in shown
    assert len(shown.splitlines()) <= ONE_SCREEN
    assert all(f"scene {number}" in shown for number in range(12))


def test_what_is_live_against_a_hold_is_shown_to_everybody(said: Run, tmp_path: Path) -> None:
    stunt = plan_named(tmp_path, "live one", Verdict.HOLD)
    why = "the ladder was done on the other stage"
    stunt.do(lambda history: decide.call_set(history, "live", "adviser", override=why))
    _, shown = said("today", stunt.file)
    assert "set LIVE" in shown
    assert f"LIVE AGAINST HOLD: adviser answers for it: “{why}”" in " ".join(shown.split())


def test_a_folder_without_a_plan_is_refused(said: Run, tmp_path: Path) -> None:
    code, shown = said("today", tmp_path)
    assert code == 2
    assert "there is no plan in this folder" in shown
    assert len(shown.splitlines()) == 1
