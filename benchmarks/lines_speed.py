"""How fast gags on lines run: reduced arrests and swings, and bodies on lines against the engine's own loop.

    uv run python benchmarks/lines_speed.py

Absolute times belong to the machine; the ratio is what docs/performance.md quotes. Pairs are interleaved and the median
of the pairs is taken, since a shared machine drifts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gear.lines import Hang, LineLaw, hang, swing
from stuntlab.pipeline.measure import measure
from stuntlab.plan import parse_plan, read_plan, template
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import World
from stuntlab.takes.engine import prepare_batch, run
from stuntlab.takes.sample import draw

EXAMPLES = Path(__file__).parents[1] / "examples"
PAIRS, TAKES, DRAWS = 7, 16, 100_000
ROPE = LineLaw(10_000.0, 20_000.0, 2_000.0)


def best_seconds(work: Callable[[], object]) -> float:
    """Best of some, after one that compiles."""
    work()

    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return min(once() for _ in range(PAIRS))


def bodies(*, across: bool) -> Hang:
    """Bodies of 60 to 90 kg on 8 to 16 m of rope: above what they hang from, or beside it."""
    luck = np.random.default_rng(0)
    length, start = luck.uniform(8.0, 16.0, DRAWS), np.zeros((DRAWS, 6))
    start[:, 1] = luck.uniform(1.0, 4.0, DRAWS) if across else 0.0
    start[:, 2] = -np.sqrt(length**2 - start[:, 1] ** 2)
    start[:, 5] = 0.0 if across else -luck.uniform(1.0, 6.0, DRAWS)
    return Hang.on_one(ROPE, length, mass_kg=luck.uniform(60.0, 90.0, DRAWS), start=start)


def propagated_seconds(gag: Gag) -> tuple[int, float]:
    """All branches of a gag as `assess` draws them, from unknown to force and end."""
    draws = draw(gag.unknowns(), seed=0, label="line", takes_per_branch=-(-DRAWS // len(gag.branches())))
    return len(draws.branch), best_seconds(lambda: gag.propagate(draws))


def measured_seconds(world: World, scene: Scene, knobs: Mapping[str, Floats]) -> float:
    """Bodies on a line as an assessment makes them: every sensor recorded, filtered and reduced to loads."""
    started = time.process_time()
    run(scene, dict(knobs), partial(measure, world.measures), threads=1)
    return time.process_time() - started


def bare_seconds(scene: Scene, knobs: Mapping[str, Floats]) -> float:
    """The same one after the other in the engine's own C loop, nothing recorded."""
    batch = prepare_batch(scene, dict(knobs), 1)
    spent = 0.0
    for phase in scene.phases:
        batch.expand("opt.timestep")[:] = phase.timestep_s
        pairs = [(batch.get_model(take), batch.get_data(take)) for take in range(TAKES)]
        started = time.process_time()
        for model, data in pairs:
            mujoco.mj_step(model, data, phase.step_count)
        spent += time.process_time() - started
    return spent


def compare_with_bare(gag: Gag) -> None:
    """The first world of a gag, in which a body is on its line."""
    draws = gag.propagate(draw(gag.unknowns(), seed=0, label="line", takes_per_branch=TAKES))
    for world in gag.worlds()[:1]:
        scene, knobs = world.scene(gag.models[0]), world.knobs(draws, np.arange(TAKES), {})
        measured_seconds(world, scene, knobs)  # compiles
        pairs = [(bare_seconds(scene, knobs), measured_seconds(world, scene, knobs)) for _ in range(PAIRS)]
        ratio = statistics.median(bare / whole for bare, whole in pairs)
        a_second = TAKES / statistics.median(whole for _, whole in pairs)
        print(
            f"{gag.kind} {world.name}: {a_second:.1f} a second and thread; measured / bare mj_step loop, per thread: "
            f"{ratio:.2f} (wanted 0.85 or more)"
        )


def main() -> None:
    seconds = best_seconds(lambda: hang(bodies(across=False), seconds=2.0, first_peak=True, threads=2))
    print(f"{DRAWS} arrests, each integrated to its first peak, two threads: {seconds:.2f} s (wanted under 1)")
    for name in ("cliff_climb", "tower_swing"):
        for gag in gags_of(read_plan(EXAMPLES / f"{name}.yaml")):
            count, seconds = propagated_seconds(gag)
            print(f"{name}, {gag.label}: {count} draws from slack to force and end: {seconds:.2f} s (wanted under 1)")
    few = bodies(across=True)
    seconds = best_seconds(lambda: swing(few, seconds=4.0))
    print(f"{DRAWS} swings integrated over 4 s: {seconds:.2f} s")
    for kind in ("pull", "descend", "climb", "wire_swing"):
        (gag,) = gags_of(parse_plan(template(kind)))
        compare_with_bare(gag)


if __name__ == "__main__":
    main()
