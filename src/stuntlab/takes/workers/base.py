"""Who runs jobs. A job is anything that can be pickled; what is done with it is a function that a module names."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

Work = Callable[[Job, int], Result]
"""Runs a job on so many threads (0: all processors). Its result depends on the job alone."""

RUN_AGAIN = 3
"""How often a job is run again whose worker died. One that dies a fourth time dies of the job or of the machine."""


class Workers(ABC):
    """Something that runs jobs."""

    @abstractmethod
    def run(
        self, work: Work[Job, Result], jobs: Sequence[Job], *, threads: int, done: Callable[[Job], None]
    ) -> list[Result]:
        """The results in the order of the jobs. done: told each job as it ends, in any order.

        threads: of each worker; 0 shares the processors among them. There are never more threads than processors.

        Raises: WorkerError where workers keep dying or cannot be had; else whatever the work raises.
        """


class ThisProcess(Workers):
    """The calling process runs one job after the other."""

    def run(
        self, work: Work[Job, Result], jobs: Sequence[Job], *, threads: int, done: Callable[[Job], None]
    ) -> list[Result]:
        results = []
        for job in jobs:
            results.append(work(job, threads))
            done(job)
        return results


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
