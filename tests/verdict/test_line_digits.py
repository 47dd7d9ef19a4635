"""Forces that a plan gives in pounds-force are told as they were given, and compared no finer than they are told."""

from __future__ import annotations

import pytest

from stuntlab.datasets import Severity
from stuntlab.gags import gags_of
from stuntlab.pipeline.rigging_checks import check_rigging
from stuntlab.plan import parse_plan, template
from stuntlab.units import in_units
from stuntlab.units.sentences import US, System
from stuntlab.verdict import read_limits

SWING = template("wire_swing", System.US)


def told(plan: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Severity, str]]:
    """Findings of a plan, their severity and their text in US units."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**10)
    (gag,) = gags_of(parse_plan(plan))
    return [(one.id, one.severity, in_units(one.said, US)) for one in check_rigging(gag, read_limits(), seed=0)]


def test_an_anchor_tested_to_exactly_what_is_asked_was_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in told(SWING, monkeypatch) if one[0] == "anchor-test" and one[1] is Severity.HOLD]
    less = SWING.replace("tested_to: 1 350 lbf", "tested_to: 1 300 lbf", 1)
    (held,) = [one for one in told(less, monkeypatch) if one[0] == "anchor-test" and one[1] is Severity.HOLD]
    assert "tested to 1 300 lbf; 1.5 times what is allowed on it is 1 350 lbf" in held[2]


def test_a_force_of_the_plan_keeps_its_digits_in_pounds(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = SWING.replace("breaking_load: 4 900 lbf", "breaking_load: 4 200 lbf")
    strengths = [said for name, _, said in told(plan, monkeypatch) if name == "line-strength"]
    assert len(strengths) == 2
    assert all("breaks at 4 200 lbf" in said for said in strengths), "18.7 kN, not 19 kN, which are 4 300 lbf"
