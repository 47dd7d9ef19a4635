"""How fast gags with vehicles answer: runs of the reduced model, and whole answers from a cold process.

    uv run python benchmarks/vehicles_speed.py

The target is 100 000 reduced runs under a second, past everybody of the plan, and a cold `assess` of each example under
15 s on two idle cores. Cold is a process that finds compiled code on the disk and nothing in memory; absolute times
belong to the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from stuntlab.driving import drive
from stuntlab.gags import gags_of
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.driving.in_the_way import barriers_of, in_the_way, targets_of
from stuntlab.plan import read_plan
from stuntlab.takes.sample import draw

EXAMPLES = Path(__file__).parents[1] / "examples"
PLANS = ("vehicle_pass", "cannon_roll", "car_hit")
RUNS, TRIES = 100_000, 5


def driven_seconds(gag: DrivenGag) -> tuple[int, float]:
    """Runs of all branches, from the unknowns to whom they meet: how many, and the best time of some."""
    draws = draw(gag.unknowns(), seed=0, label="runs", takes_per_branch=-(-RUNS // len(gag.branches())))
    met = targets_of(in_the_way(gag.plan, gag.action, (gag.action.by,)))
    fences, _, _ = barriers_of(gag.plan)

    def once() -> float:
        started = time.perf_counter()
        drive(gag.way, gag.runs_of(gag.propagate(draws)), met, fences)
        return time.perf_counter() - started

    once()
    return len(draws.branch), min(once() for _ in range(TRIES))


def cold_seconds(plan: Path) -> float:
    """`stuntlab assess` in a process of its own."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "stuntlab", "assess", str(plan)], stdout=subprocess.DEVNULL, check=False, env=os.environ
    )
    return time.perf_counter() - started


def main() -> None:
    """Print a line for each plan."""
    for name in PLANS:
        plan = EXAMPLES / f"{name}.yaml"
        (gag,) = gags_of(read_plan(plan))
        assert isinstance(gag, DrivenGag)
        count, seconds = driven_seconds(gag)
        print(f"{name}: {count} runs in {seconds:.2f} s; cold assess {cold_seconds(plan):.1f} s")


if __name__ == "__main__":
    main()
