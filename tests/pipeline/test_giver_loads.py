"""The giver's own loads stand beside their exposure and decide nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.datasets import Assessment, Verdict
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def answer() -> Assessment:
    return assess(read_plan(EXAMPLES / "stomach_kick.yaml"), takes=4, threads=1)


def test_the_giver_and_nobody_else_has_them_without_a_limit(answer: Assessment) -> None:
    (given,) = answer.people["lead"].exposures
    own = {name: load for name, load in given.loads.items() if name.startswith("own_")}
    assert set(own) == {"own_lumbar_force", "own_ground_force", "own_hip_moment", "own_knee_moment"}
    assert all(load.limit is None and load.exceeded is None for load in own.values())
    assert 300 < own["own_lumbar_force"].median < 1500
    assert own["own_hip_moment"].unit == "N·m"
    assert own["own_hip_moment"].median < own["own_hip_moment"].p95 <= own["own_hip_moment"].max
    (received,) = answer.people["villain"].exposures
    assert not any(name.startswith("own_") for name in received.loads)


def test_they_are_an_assumption_and_no_finding(answer: Assessment) -> None:
    assert any("authored front kick" in line for line in answer.assumptions)
    assert not any("own_" in finding.text or "hip moment" in finding.text for finding in answer.findings)
    assert answer.people["lead"].verdict is Verdict.WITHIN_LIMITS
