"""How fast falls run: reduced flights a second, landings a second, and what the landing field costs on the engine.

    uv run python benchmarks/falls_speed.py

Pairs are interleaved and the median of the pairs is taken, since a shared machine drifts.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from stuntlab.datasets import Draws
from stuntlab.gags import gags_of
from stuntlab.plan import read_plan
from stuntlab.scene.scene import Scene
from stuntlab.takes.engine import run
from stuntlab.takes.sample import draw

PLAN = Path(__file__).parents[1] / "examples" / "roof_back_fall.yaml"
PAIRS, TAKES, FLIGHTS = 5, 16, 100_000


def landing_seconds(scene: Scene, knobs: dict[str, np.ndarray], threads: int) -> float:
    start = time.perf_counter()
    run(scene, knobs, lambda _: {"nothing": np.zeros(TAKES)}, threads=threads)
    return time.perf_counter() - start


def main() -> None:
    (gag,) = gags_of(read_plan(PLAN))
    draws = draw(gag.unknowns(), seed=0, label="fall", takes_per_branch=FLIGHTS // len(gag.branches()))
    gag.follow(draws)  # compiles
    start = time.perf_counter()
    followed: Draws = gag.follow(draws)
    print(f"{len(draws.branch)} reduced falls in {time.perf_counter() - start:.2f} s")
    scene, knobs = gag.scene("soft"), gag.knobs(followed, np.arange(TAKES))
    bare = replace(scene, field=None, knobs={name: knob for name, knob in scene.knobs.items() if name != "strength"})
    landing_seconds(scene, knobs, 1)
    pairs = [
        (landing_seconds(scene, knobs, 1), landing_seconds(bare, knobs, 1), landing_seconds(scene, knobs, 2))
        for _ in range(PAIRS)
    ]
    one, without, two = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"landings a second: {TAKES / one:.1f} on one thread, {TAKES / two:.1f} on two")
    print(f"the field costs {100 * (one / without - 1):.0f} % on the engine without it (where nothing is soft)")


if __name__ == "__main__":
    main()
