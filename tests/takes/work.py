"""What workers are given to do in tests: a job is a number, or a number and a folder for notes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from stuntlab.errors import PlanError, PlanProblem

Noted = tuple[int, str]


def squared(job: int, threads: int) -> int:
    return job * job


def who(job: int, threads: int) -> tuple[int, int]:
    time.sleep(0.05)
    return os.getpid(), threads


def slow(job: Noted, threads: int) -> int:
    """Leaves a note of its process, and takes a while."""
    number, folder = job
    (Path(folder) / f"{number}-{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(0.3)
    return number * number


def dies_once(job: Noted, threads: int) -> int:
    """The process that has an odd job the first time is killed over it."""
    number, folder = job
    note = Path(folder) / str(number)
    if number % 2 and not note.exists():
        note.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def dies(job: int, threads: int) -> int:
    if job == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


def refuses(job: int, threads: int) -> int:
    if job == 3:
        raise PlanError("some plan", [PlanProblem(4, 2, "gear", "there is none")])
    return job


def late(job: int, threads: int) -> int:
    raise TimeoutError("it took too long")


class Sealed(Exception):
    """An error that no other process can read."""

    def __init__(self, number: int, word: str) -> None:
        super().__init__(f"{word} {number}")


def fails(job: int, threads: int) -> int:
    raise Sealed(job, "broken at")
