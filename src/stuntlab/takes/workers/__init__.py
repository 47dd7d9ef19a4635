"""Who runs the takes: this process, processes beside it, somebody's executor, a cluster. Knows nothing of takes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from stuntlab.errors import UserError
from stuntlab.takes.workers.base import ThisProcess, Workers
from stuntlab.takes.workers.cluster import Cluster, cluster_at, is_client
from stuntlab.takes.workers.executor import OfAnExecutor
from stuntlab.takes.workers.local import LocalProcesses

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Cluster", "LocalProcesses", "ThisProcess", "Workers", "WorkersAsked", "cluster_at", "workers_of"]

WorkersAsked: TypeAlias = "int | Workers | Executor | Client | None"


@contextmanager
def workers_of(asked: WorkersAsked) -> Iterator[Workers]:
    """The workers that were asked for: a number of processes, which end here, or what is kept by whoever gave it.

    Raises: UserError where that is none of these.
    """
    if isinstance(asked, int) and asked != 1:
        with LocalProcesses(asked) as processes:
            yield processes
    elif asked is None or isinstance(asked, int):
        yield ThisProcess()
    elif isinstance(asked, Workers):
        yield asked
    elif isinstance(asked, Executor):
        yield OfAnExecutor(asked)
    elif is_client(asked):
        yield Cluster(asked)
    else:
        raise UserError(
            f"workers are a number of processes, an executor or a Dask client, and not a {type(asked).__name__}"
        )
