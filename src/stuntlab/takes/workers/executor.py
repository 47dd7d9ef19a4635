"""An executor of the standard library, or one that looks like it, as workers: whose it is, that one keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed

from stuntlab.errors import WorkerError
from stuntlab.takes.workers.base import Job, Result, Work, Workers


class OfAnExecutor(Workers):
    """Jobs are submitted to somebody's executor. How many workers it has is not known, so each has one thread."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor

    def run(
        self, work: Work[Job, Result], jobs: Sequence[Job], *, threads: int, done: Callable[[Job], None]
    ) -> list[Result]:
        futures = {}
        try:
            futures = {self.executor.submit(work, job, threads or 1): job for job in jobs}
            for future in as_completed(futures):
                future.result()
                done(futures[future])
        except BrokenExecutor as error:
            raise WorkerError(
                f"the executor that was given lost a worker ({error}); make a new one, or give a number of workers, "
                "whose jobs are run again"
            ) from error
        finally:
            for future in futures:
                future.cancel()
        return [future.result() for future in futures]
