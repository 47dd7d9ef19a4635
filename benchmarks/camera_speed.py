"""How fast cameras are judged and maps are drawn.

    uv run python benchmarks/camera_speed.py

Wanted: 10⁵ takes of one camera under a second, a map under 5 s, a still under 2 s and an export under 3 s from a cold
process. Medians of five.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from stuntlab.gags import gags_of
from stuntlab.pipeline.seen.floor_map import floor_maps
from stuntlab.pipeline.seen.sell import seen_by_cameras, sell_of, strikes_of
from stuntlab.plan import read_plan
from stuntlab.report.floor_plan import floor_plan_svg
from stuntlab.units import Dimension, parse_quantity

PLAN = Path(__file__).parents[1] / "examples" / "stomach_kick.yaml"
TAKES = 100_000
STUNTLAB = (sys.executable, "-m", "stuntlab")


def seconds(run: Callable[[], object]) -> float:
    def once() -> float:
        started = time.perf_counter()
        run()
        return time.perf_counter() - started

    return statistics.median(once() for _ in range(5))


def cold(command: Sequence[str]) -> float:
    """A whole process from the shell."""
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def main() -> None:
    plan = read_plan(PLAN)
    gags = gags_of(plan)
    branches = len(gags[0].branches())
    (strike,) = strikes_of(plan, gags, seed=0, takes=TAKES // branches)
    camera = {"A": plan.cameras["A"]}
    print(f"{TAKES:,} takes of one camera: {seconds(lambda: sell_of(strike, camera, seed=0)):.3f} s (wanted under 1)")
    crane = {"A": camera["A"].model_copy(update={"lens_height": parse_quantity("2.6 m ± 5 cm", Dimension.LENGTH)})}
    started = time.perf_counter()
    sell_of(strike, crane, seed=0)
    print(f"the same from a crane, the first time: {time.perf_counter() - started:.3f} s (wanted under 1)")
    seen = seen_by_cameras(plan, gags, seed=0)
    whole = seconds(lambda: [floor_plan_svg(one) for one in floor_maps(plan, gags, seen, seed=0)])
    print(f"map of the floor: {whole:.2f} s (wanted under 5)")
    with tempfile.TemporaryDirectory() as folder:
        command = [*STUNTLAB, "camera", str(PLAN), "--map", str(Path(folder) / "out.svg")]
        print(f"stuntlab camera with a map, cold: {cold(command):.2f} s")
        command = [*STUNTLAB, "still", str(PLAN), "--camera", "A", "--to", folder]
        print(f"one still of 1280 x 720, cold: {cold(command):.2f} s (wanted under 2)")
        for ending in ("glb", "usdz"):
            command = [*STUNTLAB, "export", str(PLAN), "-o", str(Path(folder) / f"out.{ending}")]
            print(f"export as {ending}, cold: {cold(command):.2f} s (wanted under 3)")


if __name__ == "__main__":
    main()
