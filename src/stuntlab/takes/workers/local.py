"""Processes on this machine that run jobs. Each has a pipe of its own, so that one that dies loses its own job alone.

They are spawned and not forked: a fork of a process with threads is not reliable. So each imports the calling program
first, and a script that asks for workers must do so under `if __name__ == "__main__":`.
"""

from __future__ import annotations

import pickle
import signal
import sys
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self

from stuntlab.errors import ModelError, UserError, WorkerError
from stuntlab.takes.workers.base import RUN_AGAIN, Job, Result, Work, Workers, processors

_GONE = (EOFError, OSError)
"""What a pipe raises whose other end has died."""

_ENDS_S = 2.0
"""How long a process may take to end by itself once its pipe is closed."""


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, the pipe to it, and which job it has."""

    process: SpawnProcess
    pipe: Connection
    job: int | None = None


class LocalProcesses(Workers):
    """Up to `count` processes, never more than processors. They are kept until `stop`, or to the end of a `with`.

    Raises: UserError for a number below 1.
    """

    def __init__(self, count: int) -> None:
        if count < 1:
            raise UserError(f"{count} workers were asked for; there must be 1 or more")
        self.count = min(count, processors())
        self._workers: list[_Worker] = []
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """Of the processes that are running."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.pid is not None)

    def stop(self) -> None:
        """End all of them at once; jobs leave nothing behind."""
        for worker in self._workers:
            worker.process.kill()
        while self._workers:
            self._bury(self._workers[-1])

    def run(
        self, work: Work[Job, Result], jobs: Sequence[Job], *, threads: int, done: Callable[[Job], None]
    ) -> list[Result]:
        share = max(1, processors() // self.count)
        threads = min(threads, share) if threads else share
        results: dict[int, Result] = {}
        waiting, lost = deque(range(len(jobs))), Counter[int]()
        with self._turn:
            try:
                while len(results) < len(jobs):
                    self._hand_out(waiting, lambda index: (work, jobs[index], threads))
                    for worker, index in self._wait_for_answers():
                        answer = self._answer(worker)
                        if answer is None:
                            lost[index] += 1
                            if lost[index] > RUN_AGAIN:
                                raise _keep_dying(worker)
                            waiting.appendleft(index)
                            continue
                        results[index], error = answer
                        if error is not None:
                            raise error
                        done(jobs[index])
            except BaseException:
                self.stop()
                raise
        return [results[index] for index in range(len(jobs))]

    def _hand_out(self, waiting: deque[int], message: Callable[[int], Any]) -> None:
        """Give every idle worker a job, and start workers while there are jobs for them."""
        while waiting:
            idle = next((worker for worker in self._workers if worker.job is None), None)
            if idle is None:
                if len(self._workers) == self.count:
                    return
                idle = _start_worker()
                self._workers.append(idle)
            idle.job = waiting.popleft()
            with suppress(*_GONE):  # one that has died says so when its pipe is read
                idle.pipe.send(message(idle.job))

    def _wait_for_answers(self) -> list[tuple[_Worker, int]]:
        """Those that have something to say on their job, or have died over it."""
        busy = {worker.pipe: (worker, worker.job) for worker in self._workers if worker.job is not None}
        return [busy[pipe] for pipe in busy.keys() & connection.wait(list(busy))]

    def _answer(self, worker: _Worker) -> tuple[Any, Exception | None] | None:
        """What a worker's job came to: its result or its error; None where the worker has died."""
        try:
            answer: tuple[Any, Exception | None] = worker.pipe.recv()
        except _GONE:
            self._bury(worker)
            return None
        worker.job = None
        return answer

    def _bury(self, worker: _Worker) -> None:
        worker.process.join(_ENDS_S)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)


def _start_worker() -> _Worker:
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), name="stuntlab worker", daemon=True)
    with _hold_back_ctrl_c():
        process.start()
    there.close()  # the worker's is now the only one, so that its death is heard
    return _Worker(process, here)


@contextmanager
def _hold_back_ctrl_c() -> Iterator[None]:
    """Ctrl-C waits: a process that is started here waits with it too, until it has said that it ignores it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would let Ctrl-C through as it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _keep_dying(worker: _Worker) -> WorkerError:
    return WorkerError(
        f"workers keep dying: {RUN_AGAIN + 1} ended on the same takes, the last with exit code "
        f"{worker.process.exitcode}. "
        "Where memory is short, take fewer workers; a script that asks for workers must do so under "
        '`if __name__ == "__main__":`. With one worker everything runs in this process'
    )


def _serve(pipe: Connection) -> None:
    """What a worker does: job after job, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; who asked for the jobs ends the workers
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    while True:
        try:
            work, job, threads = pipe.recv()
        except _GONE:
            return
        answer: tuple[Any, Exception | None]
        try:
            answer = work(job, threads), None
        except Exception as error:
            answer = None, _portable(error)
        try:
            pipe.send(answer)
        except _GONE:
            return


def _portable(error: Exception) -> Exception:
    """An error that another process can read, with the place where it arose as a note."""
    error.add_note(f"In a worker:\n{traceback.format_exc()}")
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return ModelError(f"{type(error).__name__}: {error}")
    return error
