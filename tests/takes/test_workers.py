"""Workers of every sort bring back what was asked for, in order, also when one of them is killed; never a hang."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil
import pytest
import work
from distributed import Client, LocalCluster

import stuntlab.errors
from stuntlab.errors import HeldError, ModelError, PlanError, PlanProblem, StuntlabError, UserError, WorkerError
from stuntlab.takes.workers import Cluster, LocalProcesses, ThisProcess, Workers, cluster_at, workers_of
from stuntlab.takes.workers.base import RUN_AGAIN, processors
from stuntlab.takes.workers.executor import OfAnExecutor

HERE = Path(__file__).parent
LOOPBACK = {"processes": True, "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
SORTS = ("this process", "processes", "executor", "cluster")


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Two worker processes on this machine, heard on the loopback only."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, **LOOPBACK) as own,
        Client(own, set_as_default=False) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def processes() -> Iterator[LocalProcesses]:
    with LocalProcesses(2) as own:
        yield own


@pytest.fixture
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    if request.param == "processes":
        yield request.getfixturevalue("processes")
    elif request.param == "cluster":
        yield Cluster(request.getfixturevalue("client"))
    elif request.param == "executor":
        with ThreadPoolExecutor(2) as pool:
            yield OfAnExecutor(pool)
    else:
        yield ThisProcess()


def nothing(job: object) -> None:
    """Nobody is told."""


@pytest.mark.parametrize("workers", SORTS, indirect=True)
def test_results_come_in_the_order_of_the_jobs_and_each_is_told_once(workers: Workers) -> None:
    told: list[int] = []
    jobs = [5, 3, 3, 8, 0, 1]
    assert workers.run(work.squared, jobs, threads=1, done=told.append) == [job * job for job in jobs]
    assert sorted(told) == sorted(jobs)
    assert workers.run(work.squared, [], threads=1, done=told.append) == []


@pytest.mark.parametrize("workers", SORTS, indirect=True)
def test_what_a_job_raises_is_what_the_asker_gets_and_the_workers_go_on(workers: Workers) -> None:
    with pytest.raises(PlanError, match="gear: there is none") as raised:
        workers.run(work.refuses, list(range(6)), threads=1, done=nothing)
    assert raised.value.problems == (PlanProblem(4, 2, "gear", "there is none"),)
    with pytest.raises(TimeoutError, match="it took too long"):
        workers.run(work.late, [1], threads=1, done=nothing)
    assert workers.run(work.squared, [4], threads=1, done=nothing) == [16]


def test_an_error_that_cannot_travel_is_told_in_words(processes: LocalProcesses) -> None:
    with pytest.raises(ModelError, match="Sealed: broken at 1"):
        processes.run(work.fails, [1], threads=1, done=nothing)


def test_every_error_of_ours_travels() -> None:
    found = [thing for thing in vars(stuntlab.errors).values() if isinstance(thing, type)]
    for error in found:
        if issubclass(error, StuntlabError) and error not in (PlanError, HeldError):
            assert str(pickle.loads(pickle.dumps(error("what, where")))) == "what, where"


def test_what_holds_a_set_travels_with_its_verdict() -> None:
    held = pickle.loads(pickle.dumps(HeldError("it is held", "HOLD", ("consent: lead",))))
    assert (str(held), held.verdict, held.missing) == ("it is held", "HOLD", ("consent: lead",))


def test_processes_and_threads_are_never_more_than_processors() -> None:
    with LocalProcesses(1000) as many:
        assert many.count == processors()
        for asked in (0, 1000):
            found = many.run(work.who, list(range(4)), threads=asked, done=nothing)
            assert {threads for _, threads in found} == {1}
        assert os.getpid() not in {process for process, _ in found}
        assert len(many.process_ids) <= processors()
    assert many.process_ids == ()


def test_a_job_whose_worker_dies_is_run_again(processes: LocalProcesses, client: Client, tmp_path: Path) -> None:
    for workers in (processes, Cluster(client)):
        folder = tmp_path / type(workers).__name__
        folder.mkdir()
        jobs = [(number, str(folder)) for number in range(6)]
        assert workers.run(work.dies_once, jobs, threads=1, done=nothing) == [n * n for n in range(6)]
        assert len(list(folder.iterdir())) == 3


def test_a_worker_that_is_killed_from_outside_loses_its_own_job_alone(tmp_path: Path) -> None:
    """kill -9 in the middle of a job."""
    jobs = [(number, str(tmp_path)) for number in range(6)]
    with LocalProcesses(2) as processes:
        killed: list[int] = []

        def kill() -> None:
            while len(list(tmp_path.iterdir())) < 2:
                time.sleep(0.01)
            killed.append(processes.process_ids[0])
            os.kill(killed[0], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        assert processes.run(work.slow, jobs, threads=1, done=nothing) == [n * n for n in range(6)]
        killer.join()
        assert killed[0] not in processes.process_ids
    notes = [note.name.split("-") for note in tmp_path.iterdir()]
    assert len(notes) == 7, "the lost job, and no other, was run again"


def test_workers_that_keep_dying_end_in_one_sentence(
    processes: LocalProcesses, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client.cluster.scheduler, "allowed_failures", 0)  # three by default, at some seconds each
    with pytest.raises(WorkerError, match=f"keep dying: {RUN_AGAIN + 1} ended on the same takes, .* exit code -9"):
        processes.run(work.dies, list(range(5)), threads=1, done=nothing)
    with pytest.raises(WorkerError, match="keep dying on the same takes"):
        Cluster(client).run(work.dies, list(range(5)), threads=1, done=nothing)
    for workers in (processes, Cluster(client)):
        assert workers.run(work.squared, [7], threads=1, done=nothing) == [49], "others can go on"


def test_an_executor_that_breaks_says_so() -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        pytest.raises(WorkerError, match="make a new one"),
    ):
        OfAnExecutor(pool).run(work.dies, [3, 3], threads=1, done=nothing)


def test_a_cluster_without_workers_is_not_waited_for_for_ever() -> None:
    with (
        LocalCluster(n_workers=0, **LOOPBACK) as empty,
        Client(empty, set_as_default=False) as client,
        pytest.raises(WorkerError, match=r"no worker for 1 s; start one with `dask worker tcp://127\.0\.0\.1:"),
    ):
        Cluster(client, waits_s=1.0).run(work.squared, [1], threads=1, done=nothing)


def test_a_job_on_a_cluster_has_the_threads_of_its_worker(client: Client) -> None:
    found = Cluster(client).run(work.who, [1, 2], threads=0, done=nothing)
    assert {threads for _, threads in found} == {1}


def test_an_address_where_nobody_answers_and_an_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.takes.workers.cluster._ANSWERS_S", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x", "no address"):
        with pytest.raises(WorkerError, match=f"no cluster answers at {address}"), cluster_at(address):
            pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r'pip install "stuntlab\[cluster\]"'), cluster_at("tcp://127.0.0.1:9"):
        pass


def test_what_may_be_asked_for(client: Client, processes: LocalProcesses) -> None:
    expected = [(None, ThisProcess), (1, ThisProcess), (2, LocalProcesses), (client, Cluster)]
    for asked, kind in (*expected, (processes, LocalProcesses), (client.get_executor(), OfAnExecutor)):
        with workers_of(asked) as found:
            assert type(found) is kind
    assert processes.run(work.squared, [2], threads=1, done=nothing) == [4], "what was given is not ended"
    for wrong, said in ((0, "1 or more"), (-3, "1 or more"), ("many", "not a str")):
        with pytest.raises(UserError, match=said), workers_of(wrong):  # type: ignore[arg-type]
            pass


def started(script: str, *arguments: str) -> tuple[subprocess.Popen[bytes], list[psutil.Process]]:
    """A program in a group of its own, once the two workers it asks for are there."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments], start_new_session=True, stderr=subprocess.PIPE, cwd=HERE
    )
    ends, children = time.monotonic() + 60.0, []
    while time.monotonic() < ends and not any(Path(arguments[0]).iterdir()):
        time.sleep(0.02)
    children = [child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())]
    return process, children


ASKS = """
import sys, work
from stuntlab.takes.workers import LocalProcesses
with LocalProcesses(2) as processes:
    processes.run(work.slow, [(n, sys.argv[1]) for n in range(400)], threads=1, done=lambda job: None)
"""


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGKILL, -signal.SIGKILL)])
def test_workers_end_with_who_asked_for_them(how: signal.Signals, code: int, tmp_path: Path) -> None:
    """Ctrl-C goes to the whole group; a kill to the asker alone."""
    process, workers = started(ASKS, str(tmp_path))
    assert workers
    if how == signal.SIGINT:
        os.killpg(process.pid, how)
    else:
        process.kill()
    said = process.communicate(timeout=20.0)[1].decode()
    assert process.returncode == code
    assert "stuntlab worker" not in said
    assert said.count("Traceback") <= 1, "workers say nothing"
    _, alive = psutil.wait_procs(workers, timeout=20.0)
    assert not alive


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import work\nfrom stuntlab.takes.workers import LocalProcesses\n"
        "print(LocalProcesses(1).run(work.squared, [1], threads=1, done=print))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        check=False,
        capture_output=True,
        timeout=100.0,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )
    assert done.returncode == 1
    assert b'must do so under `if __name__ == "__main__":`' in done.stderr.splitlines()[-1]
