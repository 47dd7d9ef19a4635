"""How fast gags with vehicles answer: runs of the reduced model, takes of a body, whole answers from a cold process.

    uv run python benchmarks/vehicles_speed.py

The target is 100 000 reduced runs under a second, past everybody of the plan, and a cold `assess` of each example under
15 s on two idle cores. Cold is a process that finds compiled code on the disk and nothing in memory; absolute times
belong to the machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import mujoco
import numpy as np

from stuntlab.driving import drive
from stuntlab.gags import gags_of
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.driving.in_the_way import barriers_of, in_the_way, targets_of
from stuntlab.pipeline.measure import measure
from stuntlab.pipeline.simulate import as_far_as_read
from stuntlab.plan import read_plan
from stuntlab.takes.engine import prepare_batch, run
from stuntlab.takes.sample import draw

EXAMPLES = Path(__file__).parents[1] / "examples"
PLANS = ("vehicle_pass", "cannon_roll", "car_hit")
RUNS, TRIES, TAKES, PAIRS = 100_000, 5, 8, 5


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


def take_ratio(gag: DrivenGag) -> tuple[float, float]:
    """A measured take of a body, s of one processor, and the engine's own loop over the same steps beside it."""
    (world,) = gag.worlds()
    draws = gag.propagate(draw(gag.unknowns(), seed=0, label="takes", takes_per_branch=TAKES))
    scene, knobs = as_far_as_read(world, world.scene("soft")), world.knobs(draws, np.arange(TAKES), {})
    (phase,) = scene.phases

    def whole() -> float:
        started = time.process_time()
        run(scene, knobs, partial(measure, world.measures), threads=1)
        return time.process_time() - started

    def bare() -> float:
        batch = prepare_batch(scene, knobs, 1)
        batch.expand("opt.timestep")[:] = phase.timestep_s
        pairs = [(batch.get_model(take), batch.get_data(take)) for take in range(TAKES)]
        started = time.process_time()
        for model, data in pairs:
            mujoco.mj_step(model, data, phase.step_count)
        return time.process_time() - started

    whole()  # compiles
    ratio = statistics.median(bare() / whole() for _ in range(PAIRS))
    return min(whole() for _ in range(TRIES)) / TAKES, ratio


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
        if gag.worlds():
            each, ratio = take_ratio(gag)
            print(f"{name}: {1e3 * each:.0f} ms a take; bare mj_step loop / take measured: {ratio:.2f}")


if __name__ == "__main__":
    main()
