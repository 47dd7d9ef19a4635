"""A job of takes: what any process can run that is told the plan, the gag, the model, the seed and which draws.

A job is small and holds no arrays of takes: whoever runs it reads the plan, builds the scene and draws those takes
again. So its result is the same in this process, in another one, and on another machine with the same versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from weakref import WeakValueDictionary

import numpy as np

from stuntlab.datasets import NO_RUNS, Draws, Floats, GagRuns, Integers, Rehearsed
from stuntlab.errors import WorkerError
from stuntlab.gags import gag_by_label
from stuntlab.gags.base import Gag
from stuntlab.pipeline.program import versions
from stuntlab.pipeline.simulate import Prepared, prepare, simulate
from stuntlab.plan import parse_plan
from stuntlab.plan.writing import text_of
from stuntlab.scene.field import install_field
from stuntlab.takes.engine import CHUNK
from stuntlab.takes.sample import draw_again

Readings = tuple[dict[str, Floats], Integers]
"""The measured numbers, "person/load" -> [take], NaN where a take diverged; and the status of each take, [take]."""


@dataclass(frozen=True, slots=True)
class Job:
    """Some takes of one gag under one of its models.

    plan: its text, as `text_of` writes it; plan_hash: of the plan that was meant. gag: its label. draws_per_branch: how
    many every branch has. takes: which of all draws. program: the versions that the answer is to come from. runs: what
    is known of those of the gag, from which its spread follows; the plan and its hash stay what they are.
    """

    plan: str
    plan_hash: str
    gag: str
    model: str
    seed: int
    draws_per_branch: int
    takes: tuple[int, ...]
    program: Mapping[str, str]
    runs: GagRuns = NO_RUNS


def jobs_of(gag: Gag, takes: Integers, *, seed: int, draws_per_branch: int) -> list[Job]:
    """The jobs that simulate some draws under every model of a gag, a chunk of a batch each.

    Chunks are as even as can be: workers that share them end together.
    """
    plan, chunks = text_of(gag.plan), max(1, ceil(len(takes) / CHUNK))
    _at_hand[plan, gag.label, gag.runs] = gag
    return [
        Job(plan, gag.plan.hash, gag.label, model, seed, draws_per_branch, tuple(map(int, chunk)), versions(), gag.runs)
        for chunk in np.array_split(takes, chunks)
        for model in gag.models
    ]


def run_job(job: Job, threads: int = 0) -> Readings:
    """Simulate and measure the takes of a job; a pure function of it. One job at a time runs in a process.

    threads: 0 takes all processors; no result depends on it.

    Raises: WorkerError where this program is another than the job's.
    """
    if dict(job.program) != dict(versions()):
        raise WorkerError(f"{_differences(job.program)}; install the same versions for the workers as here")
    with install_field(None):
        gag = _at_hand.get((job.plan, job.gag, job.runs)) or _rebuild_gag(job.plan, job.plan_hash, job.gag, job.runs)
        made = _prepare_gag(gag)
        return simulate(made.prepared, job.model, made.draws(gag, job), threads=threads)


def by_model(jobs: Sequence[Job], results: Sequence[Readings]) -> dict[str, Readings]:
    """The results of `jobs_of`, joined for each model in the order of the takes."""
    parts: dict[str, list[Readings]] = {}
    for job, result in zip(jobs, results, strict=True):
        parts.setdefault(job.model, []).append(result)
    return {model: join_readings(several) for model, several in parts.items()}


def join_readings(parts: Sequence[Readings], order: Integers | None = None) -> Readings:
    """Takes one after the other, or in the order of `order`, [take]."""
    names, status = parts[0][0], np.concatenate([status for _, status in parts])
    order = np.arange(len(status)) if order is None else order
    return {name: np.concatenate([readings[name] for readings, _ in parts])[order] for name in names}, status[order]


@dataclass(slots=True)
class _Made:
    """What is made for the jobs of a gag: its scenes, and the draws of the last job.

    Jobs of the same takes under one model after the other share the draws.
    """

    prepared: Prepared
    last: tuple[object, Draws] | None = None

    def draws(self, gag: Gag, job: Job) -> Draws:
        of = (job.seed, job.draws_per_branch, job.takes)
        if self.last is None or self.last[0] != of:
            drawn = draw_again(
                gag.unknowns(),
                seed=job.seed,
                label=job.gag,
                takes_per_branch=job.draws_per_branch,
                takes=np.array(job.takes, dtype=np.int64),
            )
            self.last = of, gag.propagate(drawn)
        return self.last[1]


_at_hand: WeakValueDictionary[tuple[str, str, GagRuns], Gag] = WeakValueDictionary()
"""Plan text, label and runs -> a gag whose jobs were made in this process, so that it need not be built again."""


@lru_cache(maxsize=4)
def _prepare_gag(gag: Gag) -> _Made:
    """What is kept for a gag; scenes are large, so that only those of the last few gags are."""
    return _Made(prepare(gag))


@lru_cache(maxsize=8)
def _rebuild_gag(plan: str, plan_hash: str, label: str, runs: GagRuns) -> Gag:
    """A gag from plan text, and what is known of its runs.

    Raises: WorkerError where the text is read as another plan here.
    """
    read = parse_plan(plan)
    if read.hash != plan_hash:
        raise WorkerError("this worker reads the plan differently; install the same version of stuntlab there")
    return gag_by_label(read, label, Rehearsed({label: runs}))


def _differences(program: Mapping[str, str]) -> str:
    own = versions()
    return ", ".join(
        f"{name} {own.get(name)} in the worker is {asked} here"
        for name, asked in program.items()
        if own.get(name) != asked
    )
