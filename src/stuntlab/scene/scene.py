"""What a gag hands to the takes: one compiled model and the few things that differ from take to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.scene.field import Field


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time stepped at one timestep; every `record_every`-th step is kept.

    Loads are measured at 0.1 ms with every step kept; what happens afterwards bears 0.5 ms and a few samples.
    controls: the input of actuators, by their index, from the beginning of the stretch on.
    """

    name: str
    duration_s: float
    timestep_s: float
    record_every: int = 1
    controls: tuple[tuple[int, float], ...] = ()

    @property
    def step_count(self) -> int:
        return round(self.duration_s / self.timestep_s)


Knob = Callable[[Batch, Floats], None]
"""Puts one number per take, `[take]`, into a batch that has just been reset."""


Derive = Callable[[Mapping[str, Floats]], Mapping[str, Floats]]
"""More channels from the recorded ones, each name -> [take, time, component], SI: what no sensor reads."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A world ready to be run many times.

    model: compiled, with true contact stiffness applied.
    channels: name -> columns of `sensordata`.
    knobs: name -> how a take's number enters the batch, applied in this order.
    start: qpos at the beginning of every take, `[nq]`. field: something soft to land on, or None.
    derive: channels besides those of the sensors, or None.
    """

    model: mujoco.MjModel
    channels: Mapping[str, slice]
    knobs: Mapping[str, Knob]
    start: Floats
    phases: tuple[Phase, ...]
    field: Field | None = None
    derive: Derive | None = None


@dataclass(frozen=True, slots=True)
class Poses:
    """How bodies stood at the moments of a film. time_s: [frame]; qpos: [take, frame, nq]."""

    time_s: Floats
    qpos: Floats


@dataclass(frozen=True, slots=True)
class Traces:
    """Recorded channels of one chunk of takes in one phase.

    time_s: [time]; channels: name -> [take, time, component], SI. poses: only of takes that are filmed.
    """

    time_s: Floats
    channels: Mapping[str, Floats]
    poses: Poses | None = None

    def scalar(self, channel: str) -> Floats:
        """A one-component channel as [take, time]."""
        values = self.channels[channel]
        if values.shape[-1] != 1:
            raise ModelError(f"channel {channel} has {values.shape[-1]} components, one was expected")
        return values[..., 0]

    def hold_from(self, moment_s: Floats) -> None:
        """Keep every channel where it is at a moment, s, [take], which may never come (infinite)."""
        for take, moment in enumerate(moment_s):
            last = int(np.searchsorted(self.time_s, moment, side="right")) - 1
            for channel in self.channels.values():
                channel[take, last + 1 :] = channel[take, last]


def sensor_channels(model: mujoco.MjModel) -> dict[str, slice]:
    """Every named sensor of a model and the columns of `sensordata` it fills."""
    return {
        model.sensor(index).name: slice(int(address), int(address) + int(size))
        for index, (address, size) in enumerate(zip(model.sensor_adr, model.sensor_dim, strict=True))
    }


def joint_speed(model: mujoco.MjModel, *joints: str) -> Knob:
    """A knob that sets the starting speed of one-dimensional joints, the same for all of them."""
    addresses = np.array([int(model.joint(joint).dofadr[0]) for joint in joints])

    def put(batch: Batch, values: Floats) -> None:
        batch.qvel[:, addresses] = values[:, None]

    return put


def control(model: mujoco.MjModel, actuator: str) -> Knob:
    """A knob that holds an actuator's input for the whole take."""
    index = int(model.actuator(actuator).id)

    def put(batch: Batch, values: Floats) -> None:
        batch.ctrl[:, index] = values

    return put


def body_mass(model: mujoco.MjModel, body: str) -> Knob:
    """A knob that sets the mass of a sliding body that touches nothing itself (its contacts would need restating)."""
    index = int(model.body(body).id)

    def put(batch: Batch, values: Floats) -> None:
        batch.expand("body_mass")[:, index] = values
        batch.set_const()

    return put


def body_offset(model: mujoco.MjModel, body: str, axis: int) -> Knob:
    """A knob that moves where a body hangs in its parent, along one axis of the parent's frame."""
    index = int(model.body(body).id)
    home = float(model.body_pos[index, axis])

    def put(batch: Batch, values: Floats) -> None:
        batch.expand("body_pos")[:, index, axis] = home + values

    return put
