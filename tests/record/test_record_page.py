"""docs/record.md: its commands run as they stand, in their order, and end within limits."""

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

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def test_a_day_in_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = PAGE.split("## A day, in commands")[1].split("```")[1]
    (tmp_path / "plan.yaml").write_text(PLAN.replace("  operator: {job: camera operator}\n", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        assess_command,
        "assess",
        lambda *_, **__: Assessment("x", "sha256:0", 0, 0, 0, "2026-2", Verdict.WITHIN_LIMITS, {}, (), ()),
    )
    for line in day.strip().splitlines():
        words = shlex.split(line)[1:]
        assert main(words) == 0, line
        if words[0] == "stop":
            assert main(["assess", "plan.yaml"]) == 30
    assert main(["assess", "plan.yaml"]) == 0


def test_the_production_file_is_one() -> None:
    production = parse_production(PAGE.split("```yaml")[1].split("```")[0])
    assert house_of(production).dose["falls"].most == 8
    assert read_limits(production).name == "2026-2 + Night Train"
