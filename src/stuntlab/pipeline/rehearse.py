"""One gag, rehearsed: drawn many times, sorted into strata, simulated where somebody is touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from stuntlab.datasets import Branch, Catch, Draws, Floats, Integers, Loads, Stratum, TakeStatus
from stuntlab.datasets.jump import JumpFacts, LandingFacts
from stuntlab.datasets.machine import MachineFacts
from stuntlab.datasets.rigging import Rigging
from stuntlab.datasets.vehicles import VehicleFacts
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import (
    CatchesFaller,
    DirectLoads,
    DrivenByMachine,
    DrivesLoose,
    GoesDown,
    HangsOnLines,
    LeavesAnEdge,
)
from stuntlab.pipeline.jobs import Readings, by_model, jobs_of, join_readings, run_job
from stuntlab.pipeline.measure import person_and_load
from stuntlab.takes.sample import draw, draw_again
from stuntlab.takes.strata import allocate, stratify
from stuntlab.takes.workers import ThisProcess, Workers
from stuntlab.verdict import Doubt, Response, doubt_of
from stuntlab.verdict.response import MOST_DRAWS

DRAWS_PER_BRANCH = 2**17
KNOCKDOWN_READINGS = ("support_margin", "falls")
END_READINGS = ("ends_ahead", "ends_with", "ends_aside")
"""Readings that say what becomes of a person rather than what they feel: off their feet; where a take ends."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything the takes of one gag said.

    loads: model -> person -> Loads; knockdown, ends: model -> "person/reading" -> [take]. Empty where nothing was
    simulated.
    takes: [simulated take], which draw each is; seed: of the draws. response: what the simulated takes, and all draws
    of each stratum, depend on. catch: of a fall. direct: person -> the loads that need no body, of every touching draw.
    machine: that moves somebody. rigging: of a gag on lines. vehicle: that is driven. jump: of a jump from an edge.
    """

    gag: Gag
    branches: tuple[Branch, ...]
    strata: tuple[Stratum, ...]
    loads: Mapping[str, Mapping[str, Loads]]
    knockdown: Mapping[str, Mapping[str, Floats]]
    takes: Integers
    seed: int
    response: Response
    ends: Mapping[str, Mapping[str, Floats]] = field(default_factory=dict)
    catch: Catch | None = None
    direct: Mapping[str, Loads] = field(default_factory=dict)
    machine: MachineFacts | None = None
    rigging: Rigging | None = None
    vehicle: VehicleFacts | None = None
    jump: JumpFacts | LandingFacts | None = None

    @property
    def branch_probability(self) -> tuple[float, ...]:
        return tuple(branch.probability for branch in self.branches)

    @property
    def simulated(self) -> int:
        """Full-body takes, those of every model counted."""
        return sum(len(next(iter(people.values())).status) for people in self.loads.values())

    @property
    def touching(self) -> tuple[Stratum, ...]:
        return tuple(stratum for stratum in self.strata if stratum.touches)

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


def draw_gag(gag: Gag, *, seed: int, at_most: int | None = None) -> Draws:
    """The draws of a gag, with what follows from them; the same ones whoever asks.

    at_most: the first so many of each branch are enough.
    """
    each = DRAWS_PER_BRANCH if at_most is None else min(at_most, DRAWS_PER_BRANCH)
    return gag.propagate(draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=each))


def draw_first(gag: Gag, *, seed: int, planned: int, wrong: int) -> Draws:
    """The first draws of `draw_gag`: so many as planned, and so many of each branch that is not."""
    unknowns = gag.unknowns()
    planned, wrong = min(planned, DRAWS_PER_BRANCH), min(wrong, DRAWS_PER_BRANCH)
    first = [np.arange(planned), *(k * DRAWS_PER_BRANCH + np.arange(wrong) for k in range(1, len(unknowns)))]
    some = draw_again(
        unknowns, seed=seed, label=gag.label, takes_per_branch=DRAWS_PER_BRANCH, takes=np.concatenate(first)
    )
    return gag.propagate(some)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A gag drawn and sorted, before a body of it is simulated.

    features: for each stratum [draw, feature], of as many of its first draws as anybody reads.
    """

    gag: Gag
    seed: int
    branches: tuple[Branch, ...]
    strata: tuple[Stratum, ...]
    features: tuple[Floats, ...]
    catch: Catch | None
    direct: Mapping[str, Loads]
    machine: MachineFacts | None
    rigging: Rigging | None
    vehicle: VehicleFacts | None
    jump: JumpFacts | LandingFacts | None


@dataclass(frozen=True, slots=True)
class Simulated:
    """Takes that were simulated: how many draws of each stratum, in draw order, and what each model read of them."""

    counts: tuple[int, ...]
    runs: Mapping[str, Readings]


@dataclass(frozen=True, slots=True)
class Hands:
    """Who simulates takes, and who is told.

    threads: of each worker, 0 shares the processors among them. workers: None: this process. No result depends on
    either. finished: told how many takes have just been done.
    """

    threads: int = 0
    workers: Workers | None = None
    finished: Callable[[int], None] | None = None


def rehearse(
    gag: Gag,
    *,
    seed: int,
    takes: int,
    threads: int,
    workers: Workers | None = None,
    finished: Callable[[int], None] | None = None,
) -> Rehearsal:
    """Draw the gag, and simulate `takes` full-body takes of what touches, shared among the gag's models."""
    drawn = draw_and_sort(gag, seed=seed, budget=takes)
    return read_takes(drawn, simulate_up_to(drawn, takes, None, Hands(threads, workers, finished)))


def draw_and_sort(gag: Gag, *, seed: int, budget: int) -> Drawn:
    """Everything of a rehearsal that needs no body. budget: how many takes are simulated at most."""
    branches = gag.branches()
    draws = draw_gag(gag, seed=seed)
    draws.check()
    strata = stratify(draws, gag.classify(draws), gag.severity(draws), branches, gag.outcomes)
    catch = gag.catch(draws) if isinstance(gag, CatchesFaller) else None
    machine = gag.machine_facts(draws) if isinstance(gag, DrivenByMachine) else None
    rigging = gag.rigging(draws) if isinstance(gag, HangsOnLines) else None
    vehicle = gag.vehicle_facts(draws.first(gag.looks_at)) if isinstance(gag, DrivesLoose) else None
    jump = gag.jump_facts(draws) if isinstance(gag, LeavesAnEdge) else None
    direct = _direct(gag, draws, strata)
    read = max(MOST_DRAWS, budget)
    features = tuple(gag.features(draws.rows(part.takes[:read])) for part in strata)
    return Drawn(gag, seed, branches, strata, features, catch, direct, machine, rigging, vehicle, jump)


def simulate_up_to(
    drawn: Drawn,
    takes: int,
    so_far: Simulated | None,
    hands: Hands,
    *,
    wanted: Floats | None = None,
    settled: Sequence[int] = (),
) -> Simulated:
    """Simulate until `takes` takes are done, shared among the gag's models; what was simulated before is kept.

    wanted: [stratum], in what shares takes would tell most of what is open (`pipeline/where_to_look.py`).
    settled: strata of which more takes would tell nothing of it.

    More takes of a stratum are the next of its draws, so that the takes of a smaller budget are among them.
    """
    before = so_far or Simulated((0,) * len(drawn.strata), {})
    each = max(1, takes // len(drawn.gag.models))
    chosen = allocate(drawn.strata, each, besides=before.counts, wanted=wanted, settled=settled)
    counts = tuple(len(part) for part in chosen)
    new = np.concatenate([part[done:] for part, done in zip(chosen, before.counts, strict=True)])
    if not any(world.measures for world in drawn.gag.worlds()) or not len(new):
        return Simulated(counts, before.runs)
    jobs = jobs_of(drawn.gag, new, seed=drawn.seed, draws_per_branch=DRAWS_PER_BRANCH)
    tell = hands.finished or (lambda _: None)
    done = (hands.workers or ThisProcess()).run(
        run_job, jobs, threads=hands.threads, done=lambda job: tell(len(job.takes))
    )
    runs = by_model(jobs, done)
    if not before.runs:
        return Simulated(counts, runs)
    order = np.argsort(np.concatenate([_stratum_of(before.counts), _stratum_of(counts, before.counts)]), kind="stable")
    return Simulated(counts, {model: join_readings([before.runs[model], runs[model]], order) for model in runs})


def _stratum_of(counts: Sequence[int], besides: Sequence[int] = ()) -> Integers:
    """The stratum of each take, [take]; besides: how many of each are left out."""
    left = np.array(counts) - (np.array(besides) if len(besides) else 0)
    return np.repeat(np.arange(len(left)), left)


def read_takes(drawn: Drawn, simulated: Simulated) -> Rehearsal:
    """What the simulated takes say."""
    stratum = _stratum_of(simulated.counts)
    rows = np.concatenate([part.takes[:count] for part, count in zip(drawn.strata, simulated.counts, strict=True)])
    weight = _weights(drawn.strata, stratum)
    looked_at = [of[:count] for of, count in zip(drawn.features, simulated.counts, strict=True)]
    response = Response(np.concatenate(looked_at), [of[:MOST_DRAWS] for of in drawn.features])
    runs = simulated.runs
    return Rehearsal(
        drawn.gag,
        drawn.branches,
        drawn.strata,
        {model: _by_person(*numbers, stratum, weight) for model, numbers in runs.items()},
        {model: _only(readings, KNOCKDOWN_READINGS) for model, (readings, _) in runs.items()},
        rows,
        drawn.seed,
        response,
        {model: _only(readings, END_READINGS) for model, (readings, _) in runs.items()},
        drawn.catch,
        drawn.direct,
        drawn.machine,
        drawn.rigging,
        drawn.vehicle,
        drawn.jump,
    )


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
        if load not in (*KNOCKDOWN_READINGS, *END_READINGS):
            people.setdefault(person, {})[load] = values
    loads = {person: Loads(values, stratum, weight, status) for person, values in people.items()}
    for felt in loads.values():
        felt.check()
    return loads


def _only(readings: Mapping[str, Floats], names: tuple[str, ...]) -> dict[str, Floats]:
    return {name: values for name, values in readings.items() if person_and_load(name)[1] in names}
