"""One gag, rehearsed: drawn many times, sorted into strata, simulated where somebody is touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Branch, Catch, Draws, Floats, Integers, Loads, Stratum
from stuntlab.gags.base import Caught, Gag
from stuntlab.pipeline.jobs import by_model, jobs_of, run_job
from stuntlab.pipeline.measure import reading
from stuntlab.takes.sample import draw
from stuntlab.takes.strata import allocate, stratify
from stuntlab.takes.workers import ThisProcess, Workers
from stuntlab.verdict import Response
from stuntlab.verdict.response import MOST_DRAWS

DRAWS_PER_BRANCH = 2**17
OUTCOMES = ("support_margin", "falls")
"""Readings that say what becomes of a person rather than what they feel."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything the takes of one gag said.

    loads: model -> person -> Loads; outcomes: model -> "person/outcome" -> [take]. Empty where nothing was simulated.
    takes: [simulated take], which draw each is; seed: of the draws. response: what the simulated takes, and all draws
    of each stratum, depend on. catch: of a fall.
    """

    gag: Gag
    branches: tuple[Branch, ...]
    strata: tuple[Stratum, ...]
    loads: Mapping[str, Mapping[str, Loads]]
    outcomes: Mapping[str, Mapping[str, Floats]]
    takes: Integers
    seed: int
    response: Response
    catch: Catch | None = None

    @property
    def branch_probability(self) -> tuple[float, ...]:
        return tuple(branch.probability for branch in self.branches)

    @property
    def touching(self) -> tuple[Stratum, ...]:
        return tuple(stratum for stratum in self.strata if stratum.touches)

    @property
    def touching_indices(self) -> tuple[int, ...]:
        """Where in `strata` those that touch stand, as `Loads.stratum` counts them."""
        return tuple(index for index, stratum in enumerate(self.strata) if stratum.touches)

    @property
    def contact(self) -> tuple[list[float], list[int], list[int]]:
        """Branch probability, draws and touching draws of each stratum that touches: where every interval starts."""
        return (
            [self.branches[stratum.branch].probability for stratum in self.touching],
            [stratum.drawn for stratum in self.touching],
            [len(stratum.takes) for stratum in self.touching],
        )

    @property
    def fall_probability(self) -> float:
        """How often a branch happens in which the person acting may go down, per take."""
        return sum(branch.probability for branch in self.branches if branch.name in self.gag.fall_branches())


def drawn(gag: Gag, *, seed: int) -> Draws:
    """The draws of a gag, with what follows from them; the same ones whoever asks."""
    return gag.follow(draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=DRAWS_PER_BRANCH))


def rehearse(
    gag: Gag,
    *,
    seed: int,
    takes: int,
    threads: int,
    workers: Workers | None = None,
    finished: Callable[[int], None] | None = None,
) -> Rehearsal:
    """Draw the gag, and simulate `takes` full-body takes of what touches, shared among the gag's models.

    threads: of each worker, 0 shares the processors among them. workers: who simulates; None: this process. No result
    depends on either. finished: told how many takes have just been done.
    """
    branches = gag.branches()
    draws = drawn(gag, seed=seed)
    draws.check()
    strata = stratify(draws, gag.ending(draws), gag.severity(draws), branches, gag.endings)
    chosen = allocate(strata, max(1, takes // len(gag.models)))
    rows = np.concatenate(chosen)
    stratum = np.repeat(np.arange(len(strata)), [len(takes) for takes in chosen])
    weight = _weights(strata, stratum)
    features = gag.features(draws)
    response = Response(features[rows], weight, [features[part.takes[:MOST_DRAWS]] for part in strata])
    catch = gag.catch(draws) if isinstance(gag, Caught) else None
    if not gag.simulated or not len(rows):
        return Rehearsal(gag, branches, strata, {}, {}, rows, seed, response, catch)
    jobs = jobs_of(gag, rows, seed=seed, draws_per_branch=DRAWS_PER_BRANCH)
    tell = finished or (lambda _: None)
    done = (workers or ThisProcess()).run(run_job, jobs, threads=threads, done=lambda job: tell(len(job.takes)))
    runs = by_model(jobs, done)
    loads = {model: _by_person(gag, *numbers, stratum, weight) for model, numbers in runs.items()}
    outcomes = {model: _outcomes(gag, readings) for model, (readings, _) in runs.items()}
    return Rehearsal(gag, branches, strata, loads, outcomes, rows, seed, response, catch)


def _weights(strata: Sequence[Stratum], stratum: Integers) -> Floats:
    """The share of one take's probability that each simulated take stands for, [take]."""
    counts = np.maximum(np.bincount(stratum, minlength=len(strata)), 1)
    probability = np.array([part.probability.mean for part in strata])
    return np.asarray((probability / counts)[stratum])


def _by_person(
    gag: Gag, readings: Mapping[str, Floats], status: Integers, stratum: Integers, weight: Floats
) -> dict[str, Loads]:
    people: dict[str, dict[str, Floats]] = {}
    for tool in gag.instruments():
        if tool.load not in OUTCOMES:
            people.setdefault(tool.person, {})[tool.load] = readings[reading(tool.person, tool.load)]
    loads = {person: Loads(values, stratum, weight, status) for person, values in people.items()}
    for felt in loads.values():
        felt.check()
    return loads


def _outcomes(gag: Gag, readings: Mapping[str, Floats]) -> dict[str, Floats]:
    names = [reading(tool.person, tool.load) for tool in gag.instruments() if tool.load in OUTCOMES]
    return {name: readings[name] for name in names}
