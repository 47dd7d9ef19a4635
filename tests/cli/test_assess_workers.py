"""`assess --workers` as a user meets it, in a process of its own: the same bytes, and an end when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

SOLD = str(Path(__file__).parents[2] / "examples" / "stomach_kick_for_real.yaml")
ASSESS = [sys.executable, "-m", "stuntlab", "assess", SOLD, "--json", "--body-only"]


def test_two_workers_print_what_one_prints() -> None:
    printed = []
    for workers in ("1", "2"):
        done = subprocess.run(
            [*ASSESS, "--takes", "16", "--workers", workers], check=False, capture_output=True, timeout=300.0
        )
        assert done.stderr == b""
        printed.append((done.returncode, done.stdout))
    assert printed[0] == printed[1]
    assert printed[0][0] == 20


def test_stopping_from_the_keyboard_ends_the_workers_and_says_one_line() -> None:
    """Ctrl-C at a terminal reaches every process of the group."""
    process = subprocess.Popen(
        [*ASSESS, "--takes", "100000", "--workers", "2"], start_new_session=True, stderr=subprocess.PIPE
    )
    workers: list[psutil.Process] = []
    ends = time.monotonic() + 120.0
    while not workers and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.05)
        workers = [child for child in psutil.Process(process.pid).children() if "spawn_main" in str(child.cmdline())]
    assert workers
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60.0)
    assert process.returncode == 130
    assert said.decode().splitlines() == ["stopped from the keyboard; nothing was written"]
    _, alive = psutil.wait_procs(workers, timeout=20.0)
    assert not alive
