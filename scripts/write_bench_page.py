"""Write docs/bench.md: the coordinator's bench, and what the program answers to each plan. It takes some ten minutes.

uv run python scripts/write_bench_page.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "tests" / "bench" / "plans"
PAGE = ROOT / "docs" / "bench.md"

WANTED = {"everyday": (0, 30), "never": (20,)}
SAYS = {"everyday": "done every day", "never": "never"}
DECIDES = {"NOT WITHIN LIMITS": "STOP", "CANNOT ASSESS": "CANNOT ASSESS", "HOLD": "HOLD"}

HEAD = """# The coordinator's bench

`scripts/write_bench_page.py` writes this page. Each plan is one that coordinators know the answer to: done every day by
trained people, or never done. The physics and the rules of the trade alone are asked (`assess --body-only`).

- A plan that is done every day must come out WITHIN LIMITS, or HOLD with the control that it lacks.
- A plan that nobody would do must come out NOT WITHIN LIMITS.

The plans are in `tests/bench/plans/`. Those that do not come out as wanted stay on this page.
"""


def main() -> None:
    with ThreadPoolExecutor(2) as runs:
        rows = list(runs.map(row_of, sorted(PLANS.glob("*.yaml"))))
    right = sum(row[3] == "yes" for row in rows)
    lines = [
        f"\n{right} of {len(rows)} as wanted.\n",
        "| plan | a coordinator says | answer | as wanted | what decided first |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def row_of(plan: Path) -> tuple[str, ...]:
    """One row of the page, from a run of the command."""
    kind = plan.stem.partition("_")[0]
    command = [sys.executable, "-m", "stuntlab", "assess", str(plan), "--body-only", "--json", "--threads", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = json.loads(run.stdout)
    severity = DECIDES.get(answer["verdict"])
    why = next((one["text"] for one in answer["findings"] if one["severity"] == severity), "")
    wanted = "yes" if run.returncode in WANTED[kind] else "**no**"
    print(run.returncode, plan.stem, file=sys.stderr, flush=True)
    return f"`{plan.stem}` {answer['stunt']}", SAYS[kind], answer["verdict"], wanted, first_sentence(why)


def first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".").replace("|", "/")


if __name__ == "__main__":
    main()
