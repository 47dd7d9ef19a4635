"""An output that takes no more: one sentence and exit code 2, from every command that writes much or little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLAN = Path(__file__).parents[2] / "examples" / "stomach_kick.yaml"


@pytest.mark.parametrize("words", [["kinds"], ["schema"], ["check", str(PLAN)], ["today", str(PLAN)], ["limits"]])
def test_a_full_output_is_said_once(words: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "stuntlab", *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "the output could not be written: No space left on device"
    assert "our fault" not in done.stderr
