"""One gag, rehearsed: drawn many times, sorted into strata, simulated where somebody is touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from stuntlab.datasets import Branch, Catch, Draws, Floats, Integers, Loads, Stratum, TakeStatus
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller, DirectLoads, GoesDown
from stuntlab.pipeline.jobs import by_model, jobs_of, run_job
from stuntlab.pipeline.measure import person_and_load
from stuntlab.takes.sample import draw
from stuntlab.takes.strata import allocate, stratify
from stuntlab.takes.workers import ThisProcess, Workers
from stuntlab.verdict import Doubt, Response, doubt_of
from stuntlab.verdict.response import MOST_DRAWS

DRAWS_PER_BRANCH = 2**17
KNOCKDOWN_READINGS = ("support_margin", "falls")
"""Readings that say what becomes of a person rather than what they feel."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything the takes of one gag said.

    loads: model -> person -> Loads; knockdown: model -> "person/reading" -> [take]. Empty where nothing was simulated.
    takes: [simulated take], which draw each is; seed: of the draws. response: what the simulated takes, and all draws
    of each stratum, depend on. catch: of a fall. direct: person -> the loads that need no body, of every touching draw.
    """

    gag: Gag
    branches: tuple[Branch, ...]
    strata: tuple[Stratum, ...]
    loads: Mapping[str, Mapping[str, Loads]]
    knockdown: Mapping[str, Mapping[str, Floats]]
    takes: Integers
    seed: int
    response: Response
    catch: Catch | None = None
    direct: Mapping[str, Loads] = field(default_factory=dict)

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
    def doubt(self) -> Doubt:
        """What is not known of it besides its takes; the same for every number that is said."""
        return doubt_of(self.branches, seed=self.seed)

    @property
    def without_model(self) -> float:
        """How often a take ends where nothing says what is felt, per take; it counts as harmed."""
        return sum(stratum.probability.mean for stratum in self.touching if not stratum.modelled)

    @property
    def fall_probability(self) -> float:
        """How often a branch happens in which the person acting may go down, per take."""
        falls = self.gag.fall_branches() if isinstance(self.gag, GoesDown) else ()
        return sum(branch.probability for branch in self.branches if branch.name in falls)


def draw_gag(gag: Gag, *, seed: int) -> Draws:
    """The draws of a gag, with what follows from them; the same ones whoever asks."""
    return gag.propagate(draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=DRAWS_PER_BRANCH))


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
    draws = draw_gag(gag, seed=seed)
    draws.check()
    strata = stratify(draws, gag.classify(draws), gag.severity(draws), branches, gag.outcomes)
    chosen = allocate(strata, max(1, takes // len(gag.models)))
    rows = np.concatenate(chosen)
    stratum = np.repeat(np.arange(len(strata)), [len(takes) for takes in chosen])
    weight = _weights(strata, stratum)
    features = gag.features(draws)
    response = Response(features[rows], [features[part.takes[:MOST_DRAWS]] for part in strata])
    catch = gag.catch(draws) if isinstance(gag, CatchesFaller) else None
    direct = _direct(gag, draws, strata)
    if not any(world.measures for world in gag.worlds()) or not len(rows):
        return Rehearsal(gag, branches, strata, {}, {}, rows, seed, response, catch, direct)
    jobs = jobs_of(gag, rows, seed=seed, draws_per_branch=DRAWS_PER_BRANCH)
    tell = finished or (lambda _: None)
    done = (workers or ThisProcess()).run(run_job, jobs, threads=threads, done=lambda job: tell(len(job.takes)))
    runs = by_model(jobs, done)
    loads = {model: _by_person(*numbers, stratum, weight) for model, numbers in runs.items()}
    knockdown = {model: _knockdown(readings) for model, (readings, _) in runs.items()}
    return Rehearsal(gag, branches, strata, loads, knockdown, rows, seed, response, catch, direct)


def _direct(gag: Gag, draws: Draws, strata: Sequence[Stratum]) -> dict[str, Loads]:
    """The loads that need no body, of every draw that touches somebody: person -> Loads."""
    if not isinstance(gag, DirectLoads):
        return {}
    rows = [part.takes if part.touches and part.modelled else part.takes[:0] for part in strata]
    takes = np.concatenate(rows)
    stratum = np.repeat(np.arange(len(strata)), [len(part) for part in rows])
    weight, status = _weights(strata, stratum), np.full(len(takes), TakeStatus.OK)
    found = {
        person: Loads({name: values[takes] for name, values in loads.items()}, stratum, weight, status)
        for person, loads in gag.direct_loads(draws).items()
    }
    for felt in found.values():
        felt.check()
    return found


def _weights(strata: Sequence[Stratum], stratum: Integers) -> Floats:
    """The share of one take's probability that each simulated take stands for, [take]."""
    counts = np.maximum(np.bincount(stratum, minlength=len(strata)), 1)
    probability = np.array([part.probability.mean for part in strata])
    return np.asarray((probability / counts)[stratum])


def _by_person(readings: Mapping[str, Floats], status: Integers, stratum: Integers, weight: Floats) -> dict[str, Loads]:
    people: dict[str, dict[str, Floats]] = {}
    for name, values in readings.items():
        person, load = person_and_load(name)
        if load not in KNOCKDOWN_READINGS:
            people.setdefault(person, {})[load] = values
    loads = {person: Loads(values, stratum, weight, status) for person, values in people.items()}
    for felt in loads.values():
        felt.check()
    return loads


def _knockdown(readings: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: values for name, values in readings.items() if person_and_load(name)[1] in KNOCKDOWN_READINGS}
