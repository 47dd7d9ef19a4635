"""Assess the plan of the README and keep the answer: the golden run of the tests, and the block in the README.

    uv run python scripts/write_golden.py

Run it after a change that changes answers on purpose, and say in the commit which numbers changed and why.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import subprocess
from pathlib import Path

from stuntlab.documents import answer_document
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan
from stuntlab.report.json_result import assessment_to_dict
from stuntlab.report.terminal import render

ROOT = Path(__file__).parents[1]
PLAN = "examples/stomach_kick_for_real.yaml"
GOLDEN = ROOT / "tests" / "pipeline" / "golden" / "stomach_kick_for_real.json"
README = ROOT / "README.md"
STARTS, ENDS = "```\n■ ", "\n```"
SEED = 0


def with_screen(page: str, screen: str) -> str:
    """The README with its block replaced by the one screen."""
    before, rest = page.split(STARTS, 1)
    after = rest.split(ENDS, 1)[1]
    return f"{before}```\n{screen.rstrip()}{ENDS}{after}"


def provenance() -> dict[str, str]:
    """Where the numbers come from: the commit it ran on, the command, and what computed them."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    versions = {name: importlib.metadata.version(name) for name in ("mujoco-core", "numpy", "scipy")}
    return {
        "commit": commit,
        "command": f"stuntlab assess {PLAN} --seed {SEED} --body-only --json",
        "written_by": "scripts/write_golden.py",
        "machine": platform.machine(),
        "python": platform.python_version(),
        **versions,
    }


if __name__ == "__main__":
    plan = read_plan(ROOT / PLAN)
    answer = assess(plan, seed=SEED)
    kept = {"provenance": provenance(), "answer": assessment_to_dict(answer)}
    GOLDEN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    screen = render(answer_document(answer, plan))
    README.write_text(with_screen(README.read_text(encoding="utf-8"), screen), encoding="utf-8")
