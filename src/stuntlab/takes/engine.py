"""Run full-body takes: chunks of a MuJoCo batch, reduced at once, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import mujoco
import numpy as np
from mujoco.batch import Batch, SimulationError

from stuntlab.datasets import Flags, Floats, Integers, TakeStatus
from stuntlab.scene.field import install_field
from stuntlab.scene.scene import Phase, Poses, Scene, Traces

CHUNK = 32
"""Takes per batch: 32 takes of 1 500 samples of 60 channels are 23 MB of records."""

Reduce = Callable[[Mapping[str, Traces]], Mapping[str, Floats]]
"""From the traces of every phase of one chunk to a few numbers per take, each `[take]`."""

Progress = Callable[[int], None]
"""Told how many takes have just been finished."""


def run(
    scene: Scene, knobs: Mapping[str, Floats], reduce: Reduce, *, threads: int = 0, progress: Progress | None = None
) -> tuple[dict[str, Floats], Integers]:
    """Simulate one take per row of `knobs` and reduce its traces.

    knobs: name -> [take], one for every knob of the scene. threads: 0 takes all processors; no result depends on it.

    Returns the reduced numbers, name -> [take] (NaN where a take diverged), and the status of each take, [take].
    """
    take_count = len(next(iter(knobs.values())))
    _keep_the_engine_quiet()
    chunks = [slice(start, min(start + CHUNK, take_count)) for start in range(0, take_count, CHUNK)]
    values: list[dict[str, Floats]] = []
    status: list[Integers] = []
    for chunk in chunks:
        with install_field(scene.field):
            traces, good = _run_chunk(scene, {name: column[chunk] for name, column in knobs.items()}, threads)
        values.append(_mask_failed(reduce(traces), good))
        status.append(np.where(good, TakeStatus.OK, TakeStatus.DIVERGED))
        del traces  # one chunk's records at a time
        if progress:
            progress(chunk.stop - chunk.start)
    joined = {name: np.concatenate([part[name] for part in values]) for name in values[0]}
    return joined, np.concatenate(status)


def film(
    scene: Scene, knobs: Mapping[str, Floats], *, rate_hz: float, threads: int = 0
) -> tuple[dict[str, Traces], Integers]:
    """The same takes with everything kept: every channel, and the poses of every phase at about `rate_hz`.

    For the few takes that are looked at: a take of 0.4 s is some 5 MB. Returns traces, phase -> [take], and statuses.
    """
    _keep_the_engine_quiet()
    with install_field(scene.field):
        traces, good = _run_chunk(scene, knobs, threads, film_hz=rate_hz)
    return traces, np.where(good, TakeStatus.OK, TakeStatus.DIVERGED)


def _keep_the_engine_quiet() -> None:
    """A take that diverges is a take with a status, not a line on the console and a log file in the user's folder."""
    config = mujoco.MjLogConfig.get()
    config.logto_console = config.logto_file = False
    config.set()


def prepare_batch(scene: Scene, knobs: Mapping[str, Floats], threads: int = 0) -> Batch:
    """Takes that are ready to begin, one per row of `knobs`."""
    batch = Batch(scene.model, len(next(iter(knobs.values()))), threads)
    batch.reset(stage=mujoco.mjtStage.mjSTAGE_NONE.value)
    batch.qpos[:] = scene.start
    if scene.field is not None:
        batch.userdata[:] = scene.field.memory
    for name, knob in scene.knobs.items():
        knob(batch, knobs[name])
    return batch


def _run_chunk(
    scene: Scene, knobs: Mapping[str, Floats], threads: int, film_hz: float | None = None
) -> tuple[dict[str, Traces], Flags]:
    batch = prepare_batch(scene, knobs, threads)
    good = np.ones(batch.nsim, dtype=bool)
    traces = {phase.name: _run_phase(scene, phase, batch, good, film_hz) for phase in scene.phases}
    return traces, good


def _run_phase(scene: Scene, phase: Phase, batch: Batch, good: Flags, film_hz: float | None) -> Traces:
    """Step one phase and slice its records into channels; marks takes that diverge in `good`."""
    batch.expand("opt.timestep")[:] = phase.timestep_s
    for actuator, value in phase.controls:
        batch.ctrl[:, actuator] = value
    started_s, first = float(batch.time[0]), np.array(batch.qpos)
    records = {"sensordata": np.zeros((batch.nsim, phase.step_count, scene.model.nsensordata))}
    if film_hz is not None:
        records["qpos"] = np.zeros((batch.nsim, phase.step_count, scene.model.nq))
    try:
        batch.rollout(phase.step_count, record=list(records), out=records)
    except SimulationError as error:
        good[error.ids] = False
    kept = records["sensordata"][:, phase.record_every - 1 :: phase.record_every]
    good &= (batch.warning.reshape(batch.nsim, -1).sum(axis=1) == 0) & np.isfinite(kept).all(axis=(1, 2))
    time_s = np.asarray(started_s + phase.timestep_s * phase.record_every * np.arange(kept.shape[1]), dtype=float)
    channels = {name: kept[..., columns] for name, columns in scene.channels.items()}
    if scene.derive is not None:
        channels |= scene.derive(channels)
    return Traces(time_s, channels, _poses(phase, started_s, first, records["qpos"], film_hz) if film_hz else None)


def _poses(phase: Phase, started_s: float, first: Floats, after_each: Floats, film_hz: float) -> Poses:
    """The pose a phase starts from and every so many steps after it."""
    every = max(1, round(1 / (film_hz * phase.timestep_s)))
    qpos = np.concatenate([first[:, None], after_each[:, every - 1 :: every]], axis=1)
    time_s = np.asarray(started_s + phase.timestep_s * every * np.arange(qpos.shape[1]), dtype=float)
    return Poses(time_s, qpos)


def _mask_failed(values: Mapping[str, Floats], good: Flags) -> dict[str, Floats]:
    return {name: np.where(good, column, np.nan) for name, column in values.items()}
