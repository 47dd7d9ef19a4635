"""The coordinator's bench: what is done every day passes, what nobody would do does not.

Plans that take long are on docs/bench.md alone, which the script of that page writes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stuntlab.datasets import Verdict
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan

PLANS = Path(__file__).parent / "plans"
PAGE = (Path(__file__).parents[2] / "docs" / "bench.md").read_text(encoding="utf-8")
PASSES = (Verdict.WITHIN_LIMITS, Verdict.HOLD)
EVERYDAY = (
    "back_fall_mat", "bar_fight", "bike_pass_lanyard", "drive_by_20_mph",
    "header_60_ft", "slap_over_shoulder", "stage_kick_7_in", "stage_slap_8_in",
)  # fmt: skip
LONG = ("never_car_hit_actor_25_mph",)
NEVER = sorted(plan.stem for plan in PLANS.glob("never_*.yaml") if plan.stem not in LONG)


@pytest.mark.parametrize("name", EVERYDAY)
def test_what_is_done_every_day_may_be_done(name: str) -> None:
    answer = assess(read_plan(PLANS / f"everyday_{name}.yaml"))
    assert answer.verdict in PASSES, [finding.text for finding in answer.findings[:2]]


@pytest.mark.parametrize("name", NEVER)
def test_what_nobody_would_do_is_refused(name: str) -> None:
    """From few takes on: what more of them say, the page has."""
    assert assess(read_plan(PLANS / f"{name}.yaml"), takes=24).verdict is Verdict.NOT_WITHIN_LIMITS


def test_every_plan_is_on_the_page_with_its_answer() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` .*? \| (?:done every day|never) \| ([A-Z ]+) \|", PAGE, re.M))
    assert set(rows) == {plan.stem for plan in PLANS.glob("*.yaml")}
    assert set(rows.values()) <= {verdict.value for verdict in Verdict}
