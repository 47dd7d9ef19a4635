"""A job of takes is the same wherever it runs, however takes are put into jobs, and when a worker is killed over it."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from distributed import Client, LocalCluster

from stuntlab.errors import WorkerError
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline import jobs
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.jobs import Job, Readings, by_model, jobs_of, run_job
from stuntlab.pipeline.rehearse import rehearse
from stuntlab.plan import read_plan
from stuntlab.report.json_result import assessment_to_dict
from stuntlab.takes.workers import LocalProcesses, Workers, WorkersAsked, cluster_at

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = ("roof_back_fall", "stair_fall", "stomach_kick_for_real")
"""A fall onto one field, one onto another, and a strike without any."""

DRAWS = 2**10
TAKES = np.array([7, 3, DRAWS + 1, 1000, 2 * DRAWS - 1])


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws, and two takes a job, so that a few takes are many jobs."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", DRAWS)
    monkeypatch.setattr(jobs, "CHUNK", 2)


@pytest.fixture(scope="module")
def processes() -> Iterator[LocalProcesses]:
    with LocalProcesses(2) as own:
        yield own


@cache
def gag_of(name: str) -> Gag:
    return gags_of(read_plan(EXAMPLES / f"{name}.yaml"))[0]


def first_job(name: str) -> Job:
    (job, *_) = jobs_of(gag_of(name), TAKES, seed=5, draws_per_branch=DRAWS)
    return job


@cache
def whole(name: str) -> Readings:
    """All takes in one job."""
    return run_job(replace(first_job(name), takes=tuple(map(int, TAKES))), threads=1)


def same(one: Readings, other: Readings) -> None:
    assert one[0].keys() == other[0].keys()
    for name, values in one[0].items():
        assert np.array_equal(values, other[0][name], equal_nan=True), name
    assert np.array_equal(one[1], other[1])


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("sizes", [(1, 1, 1, 1, 1), (2, 3)])
def test_takes_come_to_the_same_in_jobs_of_any_size(name: str, sizes: tuple[int, ...]) -> None:
    ends = np.cumsum(sizes)
    split = [
        replace(first_job(name), takes=tuple(map(int, TAKES[end - size : end])))
        for size, end in zip(sizes, ends, strict=True)
    ]
    same(by_model(split, [run_job(job, threads=2) for job in split])[split[0].model], whole(name))


@pytest.mark.parametrize("name", KINDS)
def test_a_worker_that_knows_the_text_alone_comes_to_the_same(name: str, processes: LocalProcesses) -> None:
    job = replace(first_job(name), takes=tuple(map(int, TAKES)))
    (elsewhere,) = processes.run(run_job, [job], threads=0, done=lambda _: None)
    same(elsewhere, whole(name))


def test_jobs_hold_every_take_once_under_every_model() -> None:
    gag = gag_of("roof_back_fall")
    made = jobs_of(gag, TAKES, seed=5, draws_per_branch=DRAWS)
    for model in gag.models:
        assert [take for job in made if job.model == model for take in job.takes] == TAKES.tolist()
    assert {job.model for job in made} == set(gag.models)


@pytest.mark.parametrize("takes", [1, 4, 5, 9, 17])
def test_no_job_is_left_with_hardly_anything(takes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers that share the jobs of a model end within a take of each other."""
    monkeypatch.setattr(jobs, "CHUNK", 4)
    gag = gag_of("roof_back_fall")
    made = jobs_of(gag, np.arange(takes), seed=5, draws_per_branch=DRAWS)
    sizes = [len(job.takes) for job in made if job.model == gag.models[0]]
    assert sum(sizes) == takes
    assert max(sizes) <= 4
    assert max(sizes) - min(sizes) <= 1


def test_another_program_or_another_reading_of_the_plan_is_refused() -> None:
    job = first_job("stomach_kick_for_real")
    with pytest.raises(WorkerError, match=r"numpy .* in the worker is 0\.1 here; install the same versions"):
        run_job(replace(job, program={**job.program, "numpy": "0.1"}))
    with pytest.raises(WorkerError, match="reads the plan differently"):
        run_job(replace(job, plan=job.plan.replace("5 ± 0.8", "6 ± 0.8")))


def answer(name: str, workers: WorkersAsked = None, told: Callable[[int, int], None] | None = None) -> str:
    plan = read_plan(EXAMPLES / f"{name}.yaml")
    return json.dumps(assessment_to_dict(assess(plan, takes=8, threads=1, workers=workers, progress=told)))


@pytest.mark.parametrize("name", ["airbag_44_ft", "stomach_kick_for_real"])
def test_the_answer_is_the_same_bytes_whoever_simulates(name: str, processes: LocalProcesses) -> None:
    told: list[tuple[int, int]] = []
    assert answer(name, processes, lambda done, total: told.append((done, total))) == answer(name)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (8, 8)


def rehearsed(workers: Workers | None = None, finished: Callable[[int], None] | None = None) -> bytes:
    """Every load of some landings, and every status."""
    found = rehearse(gag_of("roof_back_fall"), seed=3, takes=16, threads=1, workers=workers, finished=finished)
    felt = [felt for people in found.loads.values() for felt in people.values()]
    assert len(felt) == 2
    return b"".join(values.tobytes() for loads in felt for values in (*loads.values.values(), loads.status))


@cache
def alone() -> bytes:
    return rehearsed()


class Killer:
    """Kills a worker, once, in the middle of a job: as soon as the first takes are back, another is on its way."""

    def __init__(self, process_ids: Callable[[], tuple[int, ...]]) -> None:
        self.process_ids = process_ids
        self.killed: int | None = None

    def __call__(self, _finished: int) -> None:
        if self.killed is None:
            self.killed = self.process_ids()[0]
            threading.Timer(0.05, os.kill, (self.killed, signal.SIGKILL)).start()


def test_a_process_that_is_killed_changes_no_byte() -> None:
    with LocalProcesses(2) as own:
        killer = Killer(lambda: own.process_ids)
        assert rehearsed(own, killer) == alone()
        assert killer.killed not in (None, *own.process_ids)


def test_a_worker_of_a_cluster_that_is_killed_changes_no_byte() -> None:
    """Dask starts the worker again, and runs what it had on the other one."""
    local = {"processes": True, "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, **local) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        killer = Killer(lambda: tuple(client.run(os.getpid).values()))
        with cluster_at(cluster.scheduler_address) as workers:
            assert rehearsed(workers, killer) == alone()
        assert killer.killed not in (None, *client.run(os.getpid, on_error="ignore").values())
