"""docs/record.md and docs/on_the_day.md: their commands run as they stand, in their order, and end within limits."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from shoot import PLAN

from stuntlab.cli import assess as assess_command
from stuntlab.cli.main import main
from stuntlab.datasets import Assessment, Verdict
from stuntlab.plan import parse_production
from stuntlab.record.house_rules import house_of
from stuntlab.verdict import read_limits

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "record.md").read_text(encoding="utf-8")
ON_THE_DAY = (DOCS / "on_the_day.md").read_text(encoding="utf-8")


@pytest.fixture
def shoot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan of two people, whose physics finds nothing."""
    (tmp_path / "plan.yaml").write_text(PLAN.replace("  operator: {job: camera operator}\n", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        assess_command,
        "assess",
        lambda *_, **__: Assessment("x", "sha256:0", 0, 0, 0, "2026-3", Verdict.WITHIN_LIMITS, {}, (), ()),
    )
    return tmp_path


def test_the_commands_on_the_set(shoot: Path) -> None:
    (shoot / "tuesday").mkdir()
    (shoot / "tuesday" / "other.yaml").write_text(PLAN, encoding="utf-8")
    assert main(["assess", "plan.yaml"]) == 30
    for person in ("lead", "villain"):
        assert main(["consent", "plan.yaml", "--person", person, "--give"]) == 0
    first, *rest = ON_THE_DAY.split("```")[1].strip().splitlines()
    assert main(shlex.split(first)[1:]) == 30, "a plan that nobody has decided on"
    for line in rest:
        assert main(shlex.split(line)[1:]) == 0, line


def test_the_answer_to_a_take_that_goes_wrong(shoot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearsed", "plan.yaml", "--take", "--set", "kick.foot_speed=7.1 m/s"]) == 30
    answered = capsys.readouterr().out
    for shown in ON_THE_DAY.split("```")[3].strip().splitlines():
        head = shown.partition(":")[0].partition(". ")[0]
        assert head in answered
    assert "foot speed was 7.1 m/s, and the plan says 5 ± 0.8 m/s" in answered
    assert "near miss not answered (entry" in answered


def test_a_day_in_commands(shoot: Path) -> None:
    day = PAGE.split("## A day, in commands")[1].split("```")[1]
    for line in day.strip().splitlines():
        words = shlex.split(line)[1:]
        assert main(words) == 0, line
        if words[0] == "stop":
            assert main(["assess", "plan.yaml"]) == 30
    assert main(["assess", "plan.yaml"]) == 0


def test_the_production_file_is_one() -> None:
    production = parse_production(PAGE.split("```yaml")[1].split("```")[0])
    assert house_of(production).dose["falls"].most == 8
    assert read_limits(production).name == "2026-3 + Night Train"
