"""The workers of a Dask cluster. `distributed` is the extra `cluster`.

Dask runs the jobs of a worker that died on another one, by itself. Workers must have the same versions installed as who
asks. Whoever can reach a scheduler can run any code on its workers, so that it belongs on a network that is trusted.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from stuntlab.errors import UserError, WorkerError
from stuntlab.suggestions import suggest_extra
from stuntlab.takes.workers.base import Job, Result, Work, Workers

_LOOKS_S = 2.0
"""How often it is looked whether the cluster has workers, while none answers."""

WAITS_S = 60.0
"""How long a cluster may be without a worker: one that died is started again in a few seconds."""

_ANSWERS_S = 10.0


class Cluster(Workers):
    """The workers that a `distributed.Client` reaches; the client stays its owner's.

    waits_s: how long to wait for a worker where there is none.
    """

    def __init__(self, client: Any, *, waits_s: float = WAITS_S) -> None:
        self.client = client
        self.waits_s = waits_s

    def run(
        self, work: Work[Job, Result], jobs: Sequence[Job], *, threads: int, done: Callable[[Job], None]
    ) -> list[Result]:
        futures = self.client.map(_on_worker, jobs, work=work, threads=threads, pure=False)
        job_of = dict(zip(futures, jobs, strict=True))
        results: dict[Any, Result] = {}
        try:
            for future, result in self._as_they_end(futures):
                results[future] = result
                done(job_of[future])
        except _import_distributed().KilledWorker as error:
            raise WorkerError(f"workers of the cluster keep dying on the same takes: {error}") from error
        except CancelledError as error:
            raise WorkerError(f"the cluster has let the takes go: {error}") from error
        finally:
            self.client.cancel(futures)
        return [results[future] for future in futures]

    def _as_they_end(self, futures: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """Each future with its result, as it ends.

        A result stays with its worker until it is fetched; where that one dies first, Dask runs the job again.

        Raises: WorkerError where there is no worker for too long.
        """
        ended: SimpleQueue[Any] = SimpleQueue()
        for future in futures:
            future.add_done_callback(ended.put)
        looks_s = min(_LOOKS_S, self.waits_s)
        left, had_workers_s = len(futures), time.monotonic()
        while left:
            future = None
            try:
                future = ended.get(timeout=looks_s)
                result = future.result(timeout=looks_s)
            except (Empty, TimeoutError):
                if future is not None:
                    if future.status == "error":
                        raise  # what the work itself raised
                    ended.put(future)
                now_s = time.monotonic()
                had_workers_s = now_s if self.client.nthreads() else had_workers_s
                if now_s - had_workers_s >= self.waits_s:
                    raise WorkerError(
                        f"the cluster has had no worker for {self.waits_s:.0f} s; start one with "
                        f"`dask worker {self.client.scheduler.address}`"
                    ) from None
            else:
                left -= 1
                yield future, result


def is_client(thing: object) -> bool:
    """Whether this is a `distributed.Client`, without loading what nobody has loaded."""
    distributed = sys.modules.get("distributed")
    return distributed is not None and isinstance(thing, distributed.Client)


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler answers at an address such as tcp://10.0.0.5:8786.

    Raises: UserError where the extra is not installed; WorkerError where nobody answers.
    """
    distributed = _import_distributed()
    try:
        client = distributed.Client(address, timeout=_ANSWERS_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkerError(
            f"no cluster answers at {address} ({error}); an address is written like tcp://10.0.0.5:8786, and "
            "`dask scheduler` says its own"
        ) from error
    with client:
        yield Cluster(client)


def _import_distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise UserError(
            f"a cluster needs Dask, which is not installed; install it: {suggest_extra('cluster')}"
        ) from None


def _on_worker(job: Job, *, work: Work[Job, Result], threads: int) -> Result:
    """Run a job with the threads of the worker it is on: its jobs take turns at the engine."""
    own = int(_import_distributed().get_worker().state.nthreads)
    return work(job, min(threads, own) if threads else own)
