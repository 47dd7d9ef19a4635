"""Takes worth looking at: the middle one of a rehearsal, the worst, one that failed; run again with everything kept.

Take *i* of a seed is the same number for number, so what is replayed is what was measured (a test compares the loads
bit by bit). Nothing else of a rehearsal keeps its series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np

from stuntlab.datasets import Draws, Flags, Floats, TakeStatus
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import Flight
from stuntlab.pipeline.measure import measure
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.previs.filmed_worlds import FilmedWorld, film_worlds
from stuntlab.previs.motion import Motion, before_scene, film_of, join_motion, people_in
from stuntlab.scene.field import Slab, soft_slab
from stuntlab.scene.scene import Poses, Scene, Traces
from stuntlab.scene.world import World
from stuntlab.statistics import weighted_quantile
from stuntlab.takes.engine import prepare_batch
from stuntlab.verdict import AppliedLimit, Limits, limit_for

MEDIAN, WORST, FAILED = "median", "worst", "failed"
_NO_CONTACT_ALLOWED = 1e-9
"""Stands for a limit of 0, so that of two loads that may not be there at all the larger is the worse."""


@dataclass(frozen=True, slots=True)
class FeltLoad:
    """A load of somebody in one take, and the limit that they are held to, which has a value."""

    person: str
    limit: AppliedLimit
    value: float

    @property
    def share(self) -> float:
        """Of the limit; where no contact is allowed at all, as good as endless for any."""
        return self.value / max(self.limit.value or 0.0, _NO_CONTACT_ALLOWED)


@dataclass(frozen=True, slots=True)
class ChosenTake:
    """A simulated take that stands for others.

    why: `MEDIAN`, `WORST` or `FAILED`; of: how many were simulated. model: under which it is the worse one. row: which
    simulated take of the rehearsal, draw: which of the gag's draws. person, limit, value: whose load comes nearest to
    or passes its limit by most; a failed take has none. outcome: of the gag's, in words. felt: every load with a limit;
    none of a failed take.
    """

    why: str
    of: int
    model: str
    row: int
    draw: int
    branch: str
    outcome: str
    person: str | None = None
    limit: AppliedLimit | None = None
    value: float | None = None
    felt: tuple[FeltLoad, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """A chosen take in one world, with its series.

    memory: of its landing field when it begins, or None; before: what came before its scene, or None. traces: phase ->
    one take, poses included; readings: "person/load" -> value.
    """

    take: ChosenTake
    world: World
    scene: Scene
    memory: Floats | None
    before: Flight | Poses | None
    traces: Mapping[str, Traces]
    readings: Mapping[str, float]

    @property
    def slabs(self) -> tuple[Slab, ...]:
        """What the scene's field stands for."""
        return self.scene.field.slabs if self.scene.field else ()

    @property
    def soft_top_m(self) -> float | None:
        """How high the top of what is soft is when the take begins; None where nothing is."""
        soft = soft_slab(self.slabs)
        if soft is None or self.memory is None or soft.height_at is None:
            return soft.high_m[2] if soft else None
        return float(self.memory[soft.height_at])

    def film(self) -> Poses:
        """The poses of all phases, [frame] and [1, frame, nq]."""
        return film_of(self.traces)


def motion_of(replay: Replay) -> Motion:
    """All of a replayed take in its world."""
    model = replay.scene.model
    return join_motion(people_in(replay.world, model), model, replay.film(), replay.before)


def choose(rehearsal: Rehearsal, limits: Limits) -> tuple[ChosenTake, ...]:
    """The weighted median and the worst of the takes that touch, by their worst load against its limit; then a failure.

    A take is as bad as the worse of its models says. Empty where nothing was simulated, or where no load of anybody has
    a limit and no take failed.
    """
    measured = [_measure_model(rehearsal, model, limits) for model in rehearsal.loads]
    if not measured:
        return ()
    good = np.all([part.good for part in measured], axis=0)
    found = [_take(rehearsal, part, why, row) for why, row, part in _typical_and_worst(measured, good)]
    if not good.all():
        row = int(np.argmin(good))
        failed = next(part for part in measured if not part.good[row])
        found.append(replace(_take(rehearsal, failed, FAILED, row), person=None, limit=None, value=None, felt=()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _ModelShares:
    """The takes of one model: whether each ran through, and every limited load as a share of its limit, [load, take].

    of: whose load each row is, and its limit. weight: [take].
    """

    model: str
    good: Flags
    values: Floats
    shares: Floats
    of: tuple[tuple[str, AppliedLimit], ...]
    weight: Floats


def _measure_model(rehearsal: Rehearsal, model: str, limits: Limits) -> _ModelShares:
    loads = rehearsal.loads[model]
    first = next(iter(loads.values()))
    of = tuple(
        (person, limit)
        for person, limit in _limits(rehearsal, limits)
        if person in loads and limit.load in loads[person].values
    )
    values = np.array([loads[person].values[limit.load] for person, limit in of]).reshape(len(of), len(first.status))
    scale = np.array([max(limit.value or 0.0, _NO_CONTACT_ALLOWED) for _, limit in of])
    return _ModelShares(model, first.status == TakeStatus.OK, values, values / scale[:, None], of, first.weight)


def _limits(rehearsal: Rehearsal, limits: Limits) -> list[tuple[str, AppliedLimit]]:
    """Every limit that somebody is held to whom the gag does anything to."""
    people = rehearsal.gag.plan.people
    applied = [
        (
            exposure.person,
            limit_for(limits, load, exposure.borne, people[exposure.person].mass_kg, exposure.gear_limits.get(load)),
        )
        for exposure in rehearsal.gag.exposures()
        if exposure.feels
        for load in limits.loads
    ]
    return [(person, limit) for person, limit in applied if limit.value is not None]


def _typical_and_worst(measured: Sequence[_ModelShares], good: Flags) -> list[tuple[str, int, _ModelShares]]:
    """Why, which take and in which model."""
    if not good.any() or not measured[0].of:
        return []
    per_model = np.array([part.shares.max(axis=0) for part in measured])
    share = np.where(good, per_model.max(axis=0), 0.0)
    weight = np.where(good, measured[0].weight, 0.0)
    middle = (share == weighted_quantile(share, weight, 0.5)) & (weight > 0)
    rows = {MEDIAN: int(np.argmax(middle)), WORST: int(np.argmax(share))}
    return [(why, row, measured[int(np.argmax(per_model[:, row]))]) for why, row in rows.items()]


def _take(rehearsal: Rehearsal, measured: _ModelShares, why: str, row: int) -> ChosenTake:
    stratum = rehearsal.strata[int(next(iter(rehearsal.loads[measured.model].values())).stratum[row])]
    worst = int(np.argmax(measured.shares[:, row])) if measured.of else None
    person, limit = measured.of[worst] if worst is not None else (None, None)
    return ChosenTake(
        why=why,
        of=rehearsal.simulated,
        model=measured.model,
        row=row,
        draw=int(rehearsal.takes[row]),
        branch=rehearsal.branches[stratum.branch].name,
        outcome=rehearsal.gag.outcomes[stratum.outcome].name,
        person=person,
        limit=limit,
        value=None if worst is None else float(measured.values[worst, row]),
        felt=tuple(
            FeltLoad(person, limit, float(value))
            for (person, limit), value in zip(measured.of, measured.values[:, row], strict=True)
        ),
    )


def replay_takes(rehearsal: Rehearsal, takes: Sequence[ChosenTake], *, threads: int = 0) -> tuple[Replay, ...]:
    """Run chosen takes again, exactly, and keep all of them: each take in the worlds that it comes to."""
    gag, draws = rehearsal.gag, draw_gag(rehearsal.gag, seed=rehearsal.seed)
    replays = (
        _replay(gag, take, draws, filmed)
        for take in takes
        for filmed in film_worlds(gag, take.model, draws, take.draw, threads=threads)
        if filmed.world.passes is None or filmed.world.passes(draws)[take.draw]
    )
    return tuple(one for one in replays if not _begins_below_ground(one))


def _begins_below_ground(replay: Replay) -> bool:
    """Whether a world that goes down with somebody begins only after they are down: a brake that sets in too late."""
    return replay.world.rides is not None and bool(motion_of(replay).subject_m[0, 2] < 0)


def _replay(gag: Gag, take: ChosenTake, draws: Draws, filmed: FilmedWorld) -> Replay:
    scene = filmed.scene
    measured = measure(filmed.world.measures, filmed.traces) if filmed.ran_through else {}
    return Replay(
        take=take,
        world=filmed.world,
        scene=scene,
        memory=np.array(prepare_batch(scene, filmed.knobs).userdata[0]) if scene.field else None,
        before=before_scene(gag, draws, take.draw) if filmed.first else None,
        traces=filmed.traces,
        readings={name: float(values[0]) for name, values in measured.items()},
    )


def save_series(replayed: Replay, path: Path) -> None:
    """Write every channel and the poses of a replay as .npz: "phase/time_s" and "phase/channel", SI.

    Raises: UserError for a file that cannot be written.
    """
    columns = {f"{phase}/time_s": traces.time_s for phase, traces in replayed.traces.items()}
    for phase, traces in replayed.traces.items():
        columns |= {f"{phase}/{name}": values[0] for name, values in traces.channels.items()}
    kept, poses = BytesIO(), replayed.film()
    np.savez_compressed(kept, allow_pickle=False, film_time_s=poses.time_s, film_qpos=poses.qpos[0], **columns)
    try:
        write_whole(path, kept.getvalue())
    except OSError as problem:
        raise UserError(f"{path}: the series cannot be written ({problem.strerror})") from problem
