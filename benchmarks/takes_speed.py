"""How fast full-body takes run, as ratios: against the engine's own loop, two threads against one, cold commands.

    uv run python benchmarks/takes_speed.py

Absolute times belong to the machine; the ratios are what docs/performance.md quotes. Pairs are interleaved and the
median of the pairs is taken, since a shared machine drifts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.gags import gags_of
from stuntlab.plan import read_plan
from stuntlab.scene.scene import Scene

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "examples" / "stomach_kick_for_real.yaml"
PAIRS = 7
TAKES = 16


def kick() -> Scene:
    """The world of the real kick, soft belly."""
    return gags_of(read_plan(PLAN))[0].scene("soft")


def knobs(count: int) -> dict[str, np.ndarray]:
    speed = np.linspace(4.0, 6.0, count)
    return {
        "rear_mass_kg": np.full(count, 11.0),
        "speed_m_s": speed,
        "push_n": 60 * speed,
        "aim_lateral_m": np.zeros(count),
        "aim_vertical_m": np.zeros(count),
    }


def prepared(scene: Scene, count: int, threads: int) -> Batch:
    batch = Batch(scene.model, count, threads)
    batch.reset(stage=mujoco.mjtStage.mjSTAGE_NONE.value)
    batch.qpos[:] = scene.start
    for name, knob in scene.knobs.items():
        knob(batch, knobs(count)[name])
    batch.expand("opt.timestep")[:] = 1e-4
    return batch


def batch_seconds(scene: Scene, threads: int, clock: Callable[[], float]) -> float:
    """One blow phase of some takes, every sensor of every step recorded."""
    batch = prepared(scene, TAKES, threads)
    started = clock()
    batch.rollout(scene.phases[0].step_count, record=["sensordata"])
    return clock() - started


def bare_seconds(scene: Scene) -> float:
    """The same takes one after the other in the engine's own C loop, nothing recorded."""
    source = prepared(scene, TAKES, 1)
    pairs = [(source.get_model(take), source.get_data(take)) for take in range(TAKES)]
    started = time.process_time()
    for model, data in pairs:
        mujoco.mj_step(model, data, scene.phases[0].step_count)
    return time.process_time() - started


def median_ratio(first: Callable[[], float], second: Callable[[], float]) -> float:
    """Median over interleaved pairs of first divided by second."""
    return statistics.median(first() / second() for _ in range(PAIRS))


def cold_seconds(*arguments: str) -> float:
    """A whole process from the shell; median of three, the first (which fills caches) not counted."""
    command = [sys.executable, "-m", "stuntlab", *arguments]

    def once() -> float:
        started = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - started

    once()
    return statistics.median(once() for _ in range(3))


def main() -> None:
    scene = kick()
    steps = scene.phases[0].step_count
    own = batch_seconds(scene, 1, time.process_time)
    print(f"model: {scene.model.nv} degrees of freedom, {scene.model.nsensordata} sensor values, {os.cpu_count()} CPUs")
    print(f"one thread: {TAKES * steps / own:,.0f} steps/s of the blow, {own / TAKES / steps * 1e6:.1f} µs a step")
    per_thread = median_ratio(lambda: bare_seconds(scene), lambda: batch_seconds(scene, 1, time.process_time))
    print(f"batch with every sensor recorded / bare mj_step loop, per thread: {per_thread:.2f} (wanted 0.85 or more)")
    threads = median_ratio(
        lambda: batch_seconds(scene, 1, time.perf_counter), lambda: batch_seconds(scene, 2, time.perf_counter)
    )
    print(f"two threads / one thread: {threads:.2f} (wanted 1.8 or more)")
    print(f"steps of a whole take: {steps} at 0.1 ms, {scene.phases[1].step_count} after the blow")
    print(f"assess, cold, real kick: {cold_seconds('assess', str(PLAN)):.1f} s (wanted under 25)")
    print(f"--help: {cold_seconds('--help'):.2f} s (wanted under 0.3)")
    print(f"check: {cold_seconds('check', str(PLAN)):.2f} s (wanted under 0.6)")


if __name__ == "__main__":
    main()
