"""How much faster landings run on two worker processes than on one, and what it costs to start workers.

    uv run python benchmarks/workers_speed.py

The jobs are those of an assessment of the roof fall, each worker has one thread, and workers are warm: they have run a
job before. Pairs are interleaved. On a shared machine the shortest times say most about the program and the median of
the pairs says most about the machine. Processor time counts what the busiest worker used: other people's work does not
enter it, and neither does what two processes take from each other in caches and memory. Starting a worker is timed by
itself.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from stuntlab.gags import gags_of
from stuntlab.pipeline.jobs import Job, jobs_of, run_job
from stuntlab.plan import read_plan
from stuntlab.takes.workers import LocalProcesses, ThisProcess, Workers

PLAN = Path(__file__).parents[1] / "examples" / "roof_back_fall.yaml"
PAIRS, TAKES, DRAWS_PER_BRANCH = 9, 240, 2**17


def landings() -> list[Job]:
    """Landings of the plan in chunks as an assessment runs them, under the first model."""
    (gag,) = gags_of(read_plan(PLAN))
    jobs = jobs_of(gag, np.arange(TAKES), seed=0, draws_per_branch=DRAWS_PER_BRANCH)
    return [job for job in jobs if job.model == gag.models[0]]


def timed(job: Job, threads: int) -> tuple[int, float]:
    """Runs a job; which process did, and the processor time that it took, s."""
    started = time.process_time()
    run_job(job, threads)
    return os.getpid(), time.process_time() - started


def seconds(workers: Workers, jobs: Sequence[Job], threads: int = 1) -> tuple[float, float]:
    """Wall time, and processor time of the busiest process."""
    started = time.perf_counter()
    used: dict[int, float] = defaultdict(float)
    for process, took in workers.run(timed, jobs, threads=threads, done=lambda _: None):
        used[process] += took
    return time.perf_counter() - started, max(used.values())


def compare(what: str, one: Workers, two: Workers, jobs: Sequence[Job], *, threads: tuple[int, int] = (1, 1)) -> None:
    """Both by turns: the ratio of their shortest times, the median of the pairs' ratios, and that of processor time."""
    pairs = [(seconds(one, jobs, threads[0]), seconds(two, jobs, threads[1])) for _ in range(PAIRS)]
    first, second = (min(each[which][0] for each in pairs) for which in (0, 1))
    median = statistics.median(each[0][0] / each[1][0] for each in pairs)
    busiest = statistics.median(each[0][1] / each[1][1] for each in pairs)
    print(f"{what}: {first / second:.2f} of the shortest times ({first:.2f} s, {second:.2f} s), {median:.2f} of pairs")
    if threads == (1, 1):
        print(f"  processor time of the busiest worker: {busiest:.2f}")


def start_seconds(count: int, jobs: Sequence[Job]) -> tuple[float, LocalProcesses]:
    """Until every one of some new workers has simulated a landing: imports, the plan, the scene, compiled code."""
    workers = LocalProcesses(count)
    return seconds(workers, [replace(jobs[0], takes=(take,)) for take in range(count)])[0], workers


def cold_seconds(*arguments: str) -> float:
    """A whole assessment from the shell; the shortest of three."""
    command = [sys.executable, "-m", "stuntlab", "assess", str(PLAN), "--body-only", *arguments]

    def once() -> float:
        started = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return min(once() for _ in range(3))


def main() -> None:
    jobs = landings()
    seconds(ThisProcess(), jobs[:1])  # compiles, and keeps what is compiled for the workers
    (start_one, one), (start_two, two) = start_seconds(1, jobs), start_seconds(2, jobs)
    print(f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, {len(jobs)} jobs of {len(jobs[0].takes)} landings")
    print(f"start of a worker up to its first landing: {start_one:.1f} s; of two at once: {start_two:.1f} s")
    with one, two:
        compare("two processes / one process (wanted 1.8 or more)", one, two, jobs)
    here = ThisProcess()
    compare("two threads / one thread", here, here, jobs, threads=(1, 2))
    print(f"assess, cold: {cold_seconds():.1f} s in one process on all processors", end="; ", flush=True)
    print(f"{cold_seconds('--workers', '2'):.1f} s on two workers")


if __name__ == "__main__":
    main()
