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
    limits = ["--seconds", "12", "--plans", "1200", "--catches", "0", "--assess", "1", "--keep", str(tmp_path)]
    line = [sys.executable, "scripts/fuzz_plans.py", "--seed", "9", *limits]
    ran = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    count = re.search(r"^(\d+) inputs .* (\d+) plans accepted, .*; (\d+) sentences", ran.stdout, re.MULTILINE)
    assert count is not None, ran.stdout[-2000:]
    assert int(count[1]) > 100
    assert int(count[2]) > 5
    assert int(count[3]) > 30, "what was changed leads to many kinds of refusals"
