"""Run one model once and read its channels: what every certification rig does."""

from __future__ import annotations

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.scene.field import install_field
from stuntlab.scene.scene import Traces, sensor_channels

TIMESTEP_S = 1e-4

_MOST_SLIDES, _WITHIN_M, _TOUCHES_M = 200, 2.0, 1e-6
"""How often a probe is slid nearer at most, from how far, and what counts as touching (J)."""


def run_once(
    model: mujoco.MjModel,
    duration_s: float,
    *,
    qpos: Floats | None = None,
    qvel: Floats | None = None,
    control: Floats | None = None,
) -> Traces:
    """Step a model from a state and return its channels, one take.

    control: [time, actuator], one row per step.
    """
    steps = round(duration_s / model.opt.timestep)
    with install_field(None):
        batch = Batch(model, 1, 1)
        batch.reset()
        if qpos is not None:
            batch.qpos[:] = qpos
        if qvel is not None:
            batch.qvel[:] = qvel
        record = batch.rollout(steps, control=None if control is None else control[None], record=["sensordata"])
    time_s: Floats = np.arange(steps) * model.opt.timestep
    data = record["sensordata"]
    return Traces(time_s, {name: data[..., columns] for name, columns in sensor_channels(model).items()})


def crossing_s(time_s: Floats, signal: Floats, *, after_s: float) -> float:
    """When a signal first reaches zero after a time, s; NaN if it does not."""
    later = np.flatnonzero((time_s > after_s) & (signal * np.sign(_at(time_s, signal, after_s)) <= 0))
    return float(time_s[later[0]]) if later.size else float("nan")


def _at(time_s: Floats, signal: Floats, when_s: float) -> float:
    return float(signal[np.searchsorted(time_s, when_s)])


def slide_until_touching(model: mujoco.MjModel, qpos: Floats, geom: str, *, probe: str) -> Floats:
    """The pose with a probe slid until it touches a geom: by the gap that is left, which never oversteps.

    probe: what its joint and its geom are called; it starts less than 2 m away.
    """
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    travel = int(model.joint(probe).qposadr[0])
    first, second = model.geom(geom).id, model.geom(probe).id
    for _ in range(_MOST_SLIDES):
        mujoco.mj_kinematics(model, data)
        gap = mujoco.mj_geomDistance(model, data, first, second, _WITHIN_M, None)
        if gap < _TOUCHES_M:
            break
        data.qpos[travel] += gap
    return np.array(data.qpos)
