"""How many full-body takes each example needs, after which looks, and why no more.

    uv run python benchmarks/takes_used.py [plan.yaml ...]

Counts are the same on every machine; the seconds are not.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from stuntlab.gags import gags_of
from stuntlab.pipeline.rehearse import Hands
from stuntlab.pipeline.settle import rehearse_until_settled
from stuntlab.plan import read_plan
from stuntlab.verdict import read_limits

EXAMPLES = Path(__file__).parents[1] / "examples"


def main(paths: list[Path]) -> None:
    for path in paths:
        plan = read_plan(path)
        for gag in gags_of(plan):
            start = time.perf_counter()
            used = rehearse_until_settled(gag, plan, read_limits(), seed=0, budget=gag.most_takes, hands=Hands())
            looks = " ".join(map(str, used.looks))
            print(f"{path.stem:24} {gag.label:14} {looks:24} {time.perf_counter() - start:6.1f} s  {used.why}")


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]] or sorted(EXAMPLES.glob("*.yaml")))
