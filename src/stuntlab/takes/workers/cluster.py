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
from typing import Any

from stuntlab.errors import UserError, WorkerError
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
        distributed = _distributed()
        futures = self.client.map(_on_worker, jobs, work=work, threads=threads, pure=False)
        of = dict(zip(futures, jobs, strict=True))
        results: dict[Any, Result] = {}
        try:
            for future in self._finished(distributed, futures):
                results[future] = future.result()
                done(of[future])
        except distributed.KilledWorker as error:
            raise WorkerError(f"workers of the cluster keep dying on the same takes: {error}") from error
        except CancelledError as error:
            raise WorkerError(f"the cluster has let the takes go: {error}") from error
        finally:
            self.client.cancel(futures)
        return [results[future] for future in futures]

    def _finished(self, distributed: Any, futures: Sequence[Any]) -> Iterator[Any]:
        """Each future as it ends.

        Raises: WorkerError where there is no worker for too long.
        """
        pending, alive_s = set(futures), time.monotonic()
        while pending:
            try:
                ended, pending = distributed.wait(list(pending), timeout=_LOOKS_S, return_when="FIRST_COMPLETED")
                yield from ended
            except TimeoutError:
                if time.monotonic() - alive_s < self.waits_s:
                    alive_s = alive_s if not self.client.nthreads() else time.monotonic()
                    continue
                raise WorkerError(
                    f"the cluster has had no worker for {self.waits_s:.0f} s; start one with "
                    f"`dask worker {self.client.scheduler.address}`"
                ) from None


def is_client(thing: object) -> bool:
    """Whether this is a `distributed.Client`, without loading what nobody has loaded."""
    distributed = sys.modules.get("distributed")
    return distributed is not None and isinstance(thing, distributed.Client)


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler answers at an address such as tcp://10.0.0.5:8786.

    Raises: UserError where the extra is not installed; WorkerError where nobody answers.
    """
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=_ANSWERS_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkerError(
            f"no cluster answers at {address} ({error}); an address is written like tcp://10.0.0.5:8786, and "
            "`dask scheduler` says its own"
        ) from error
    with client:
        yield Cluster(client)


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise UserError("a cluster needs the extra 'cluster': pip install 'stuntlab[cluster]'") from None


def _on_worker(job: Job, *, work: Work[Job, Result], threads: int) -> Result:
    """Run a job with the threads of the worker it is on: its jobs take turns at the engine."""
    own = int(_distributed().get_worker().state.nthreads)
    return work(job, min(threads, own) if threads else own)
