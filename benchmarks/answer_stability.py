"""Whether the answer to a plan depends on the luck of the draws or on the budget of takes.

    uv run python benchmarks/answer_stability.py --takes 60 240 --seeds 3 plan.yaml ...

One line for each plan and budget: how often each verdict came out over the seeds. Only CANNOT ASSESS may become
something else with more takes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from stuntlab.pipeline.assess import assess
from stuntlab.plan import Plan, read_plan


def main(paths: list[Path], budgets: list[int], seeds: int) -> None:
    for path in paths:
        plan, said = read_plan(path), {takes: Counter[str]() for takes in budgets}
        for seed in range(seeds):
            for takes, verdict in _verdicts(plan, budgets, seed).items():
                said[takes][verdict] += 1
        for takes, counts in said.items():
            told = ", ".join(f"{verdict} {count}" for verdict, count in counts.most_common())
            print(f"{path.stem:40} {takes:5} takes: {told}", flush=True)


def _verdicts(plan: Plan, budgets: list[int], seed: int) -> dict[int, str]:
    """Budget -> verdict; a budget that was not used up says what a smaller one says that its takes fit in."""
    found: dict[int, str] = {}
    used, verdict = 0, ""
    for takes in sorted(budgets, reverse=True):
        if not found or len(plan.action) > 1 or used > takes:
            answer = assess(plan, seed=seed, takes=takes)
            used, verdict = answer.takes, answer.verdict.value
        found[takes] = verdict
    return found


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("plans", nargs="+", type=Path)
    words.add_argument("--takes", nargs="+", type=int, default=[240, 960])
    words.add_argument("--seeds", type=int, default=3)
    asked = words.parse_args()
    main(asked.plans, asked.takes, asked.seeds)
