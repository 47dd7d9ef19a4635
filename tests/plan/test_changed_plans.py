"""A short run of scripts/fuzz_plans.py: damaged plans, of which none may end in an error of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="atheris has wheels for Linux alone")
def test_a_short_run_finds_nothing(tmp_path: Path) -> None:
    limits = ["--seconds", "10", "--plans", "1000", "--catches", "0", "--keep", str(tmp_path)]
    line = [sys.executable, "scripts/fuzz_plans.py", "--seed", "9", *limits]
    ran = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    count = re.search(r"^(\d+) inputs .* (\d+) plans accepted", ran.stdout, re.MULTILINE)
    assert count is not None, ran.stdout[-2000:]
    assert int(count[1]) > 5, "it is the time that limits a short run"
    assert int(count[2]) > 1
