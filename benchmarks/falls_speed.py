"""How fast falls run, as ratios: landings against the engine's own loop, what the landing field costs, two threads.

    uv run python benchmarks/falls_speed.py

Absolute times belong to the machine; the ratios are what docs/performance.md quotes. Pairs are interleaved and the
median of the pairs is taken, since a shared machine drifts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import mujoco
import numpy as np

from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline.measure import measure
from stuntlab.plan import read_plan
from stuntlab.scene.field import install_field
from stuntlab.scene.scene import Scene
from stuntlab.takes.engine import prepare_batch, run
from stuntlab.takes.sample import draw

PLAN = Path(__file__).parents[1] / "examples" / "roof_back_fall.yaml"
PAIRS, TAKES, FALLS = 7, 16, 100_000
Knobs = dict[str, np.ndarray]


def landings_seconds(gag: Gag, scene: Scene, knobs: Knobs, threads: int, clock: Callable[[], float]) -> float:
    """Landings as an assessment makes them: every sensor of every step recorded, filtered and reduced to loads."""
    started = clock()
    run(scene, knobs, partial(measure, gag.instruments()), threads=threads)
    return clock() - started


def bare_seconds(scene: Scene, knobs: Knobs) -> float:
    """The same landings one after the other in the engine's own C loop, nothing recorded."""
    batch, (phase,) = prepare_batch(scene, knobs, 1), scene.phases
    batch.expand("opt.timestep")[:] = phase.timestep_s
    pairs = [(batch.get_model(take), batch.get_data(take)) for take in range(TAKES)]
    with install_field(scene.field):
        started = time.process_time()
        for model, data in pairs:
            mujoco.mj_step(model, data, phase.step_count)
        return time.process_time() - started


def without_field(scene: Scene) -> Scene:
    """The same world with nothing soft in it."""
    of_field = ("strength", "bears", "fans_off_s")
    return replace(scene, field=None, knobs={name: knob for name, knob in scene.knobs.items() if name not in of_field})


def median_ratio(first: Callable[[], float], second: Callable[[], float]) -> float:
    """Median over interleaved pairs of first divided by second."""
    return statistics.median(first() / second() for _ in range(PAIRS))


def falls_seconds(gag: Gag) -> tuple[int, float]:
    """Reduced flights of all branches, and their best time of some."""
    draws = draw(gag.unknowns(), seed=0, label="fall", takes_per_branch=-(-FALLS // len(gag.branches())))
    gag.propagate(draws)  # compiles

    def once() -> float:
        started = time.perf_counter()
        gag.propagate(draws)
        return time.perf_counter() - started

    return len(draws.branch), min(once() for _ in range(PAIRS))


def cold_seconds(*arguments: str) -> float:
    """A whole process from the shell; median of three, the first (which fills caches) not counted."""

    def once() -> float:
        started = time.perf_counter()
        command = [sys.executable, "-m", "stuntlab", *arguments]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - started

    once()
    return statistics.median(once() for _ in range(3))


def main() -> None:
    (gag,) = gags_of(read_plan(PLAN))
    count, seconds = falls_seconds(gag)
    print(f"{count} reduced falls: {seconds:.3f} s (wanted under 1)")
    draws = gag.propagate(draw(gag.unknowns(), seed=0, label="fall", takes_per_branch=TAKES))
    scene, knobs = gag.scene(gag.models[0]), gag.knobs(draws, np.arange(TAKES))
    bare = without_field(scene)
    landings_seconds(gag, scene, knobs, 1, time.process_time)  # compiles
    whole = partial(landings_seconds, gag, scene, knobs)
    one = statistics.median(whole(1, time.process_time) for _ in range(3))
    print(f"model: {scene.model.nv} degrees of freedom, {scene.phases[0].step_count} steps a landing")
    print(f"landings: {TAKES / one:.1f} a second and thread")
    ratio = median_ratio(lambda: bare_seconds(scene, knobs), lambda: whole(1, time.process_time))
    print(f"landings measured / bare mj_step loop with the same catcher, per thread: {ratio:.2f} (wanted 0.85 or more)")
    cost = median_ratio(lambda: bare_seconds(scene, knobs), lambda: bare_seconds(bare, knobs))
    print(f"mj_step with the catcher / without it (where the ground is all there is): {cost:.2f}")
    threads = median_ratio(lambda: whole(1, time.perf_counter), lambda: whole(2, time.perf_counter))
    print(f"two threads / one thread: {threads:.2f} (wanted 1.8 or more on two idle cores)")
    print(f"assess, cold, roof fall: {cold_seconds('assess', str(PLAN), '--body-only'):.1f} s (wanted under 30)")


if __name__ == "__main__":
    main()
