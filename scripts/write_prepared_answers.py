"""Assess the examples and some plans of the coordinator's bench with few takes, and keep the answers for tests.

    uv run python scripts/write_prepared_answers.py [NAME...]

What a face shows of an answer can then be tested without simulating. The numbers are those of few takes and are no
reference; nothing compares them with anything. Run it after the words of findings or the classes of an answer changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pydantic import TypeAdapter

from stuntlab.datasets import Assessment
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "tests" / "documents" / "answers"
BENCH = ROOT / "tests" / "bench" / "plans"
OF_THE_BENCH = (
    "everyday_back_fall_mat",
    "everyday_bar_fight",
    "everyday_header_60_ft",
    "everyday_push_over",
    "everyday_stage_kick_7_in",
    "everyday_stage_slap_8_in",
    "everyday_stairs_school_10",
    "everyday_trapeze_net_30_ft",
    "everyday_window_25_ft_boxes",
    "never_back_fall_concrete",
    "never_bare_stairs",
    "never_chest_kick_unbraced",
    "never_cliff_jump_shallow",
    "never_feet_first_60_ft",
)
TAKES, SEED = 16, 0


def plans() -> dict[str, Path]:
    """Name of an answer -> its plan."""
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    return {path.stem: path for path in (*examples, *(BENCH / f"{name}.yaml" for name in OF_THE_BENCH))}


def keep(name: str, plan: Path) -> None:
    """Assess a plan and write its answer with where it comes from."""
    answer = assess(read_plan(plan), seed=SEED, takes=TAKES)
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    data = TypeAdapter(Assessment).dump_python(answer, mode="json")
    kept = {
        "plan": plan.relative_to(ROOT).as_posix(),
        "written_by": "scripts/write_prepared_answers.py",
        "commit": commit,
        "takes": TAKES,
        "seed": SEED,
        "answer": data,
    }
    (KEPT / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name, plan in plans().items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            keep(name, plan)
            print(name, flush=True)
