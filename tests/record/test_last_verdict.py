"""The sentence on a plan's verdict under pictures: what counts now, or that nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.datasets import Verdict
from stuntlab.record.assessed import KeptAnswer, program_version
from stuntlab.record.decisions import give
from stuntlab.record.last_verdict import NOT_ASSESSED, verdict_on
from stuntlab.record.plan_record import open_record

EXAMPLE = Path(__file__).parents[2] / "examples" / "stomach_kick.yaml"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "state"))
    file = tmp_path / "kick.yaml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def keep(plan: Path, verdict: Verdict, *, program: str | None = None) -> None:
    opened = open_record(plan)
    answer = KeptAnswer(
        verdict, (), opened.house.limits, program or program_version(), 64, 0, 0, "2026-11-29T12:00:00+00:00"
    )
    assert opened.keep_answer(answer) == ""


def test_a_plan_never_assessed_has_none(plan: Path) -> None:
    assert verdict_on(plan) == NOT_ASSESSED


def test_what_an_assessment_refused_is_said(plan: Path) -> None:
    keep(plan, Verdict.NOT_WITHIN_LIMITS)
    assert verdict_on(plan) == f"Verdict on the plan: {Verdict.NOT_WITHIN_LIMITS.value} (assessed 29 Nov 2026)."


def test_within_limits_without_consent_is_a_hold(plan: Path) -> None:
    keep(plan, Verdict.WITHIN_LIMITS)
    assert "HOLD" in verdict_on(plan)
    assert Verdict.WITHIN_LIMITS.value not in verdict_on(plan)


def test_a_changed_plan_is_not_assessed(plan: Path) -> None:
    keep(plan, Verdict.NOT_WITHIN_LIMITS)
    plan.write_text(plan.read_text(encoding="utf-8").replace("5 ± 0.8 m/s", "4 ± 0.8 m/s"), encoding="utf-8")
    assert verdict_on(plan) == NOT_ASSESSED


def test_the_answer_of_another_program_does_not_count(plan: Path) -> None:
    keep(plan, Verdict.NOT_WITHIN_LIMITS, program="0.0.1")
    assert verdict_on(plan).startswith("The plan has to be assessed again")
    assert Verdict.NOT_WITHIN_LIMITS.value not in verdict_on(plan)


def test_two_records_on_one_machine_keep_an_answer_each(plan: Path, tmp_path: Path) -> None:
    """The first decision takes the answer that waits on this machine into its record: its own, and no other's."""
    other = tmp_path / "copy" / plan.name
    other.parent.mkdir()
    other.write_text(plan.read_text(encoding="utf-8"), encoding="utf-8")
    keep(plan, Verdict.NOT_WITHIN_LIMITS)
    assert verdict_on(other) == NOT_ASSESSED
    keep(other, Verdict.CANNOT_ASSESS)
    open_record(other).decide(lambda history: [give(history, "villain")])
    assert Verdict.NOT_WITHIN_LIMITS.value in verdict_on(plan)
    assert Verdict.CANNOT_ASSESS.value in verdict_on(other)
