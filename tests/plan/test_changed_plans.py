"""A short run of scripts/try_plans.py: plans with places changed, of which none may end in an error of the program."""

from __future__ import annotations

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "try_plans.py"
LONGEST_S = 15.0


def test_no_changed_plan_ends_in_an_error() -> None:
    tried = runpy.run_path(str(SCRIPT))["try_plans"](150, 1, seed=9, until_s=LONGEST_S)
    assert tried.checked > 5
    assert len(tried.seen) > 10, "what was changed leads to more than one kind of answer"
    assert not tried.crashes, "\n".join(tried.crashes)
