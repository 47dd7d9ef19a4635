"""One take filmed through all worlds of its gag: everything that is recorded of it, and its poses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import mujoco
import numpy as np

from stuntlab.datasets import Draws, Floats, TakeStatus
from stuntlab.gags.base import Gag
from stuntlab.previs.motion import FILM_RATE_HZ
from stuntlab.scene.field import Slab
from stuntlab.scene.scene import Scene, Traces
from stuntlab.scene.world import State, World
from stuntlab.takes.engine import film


@dataclass(frozen=True, slots=True)
class FilmedWorld:
    """One take in one world. first: whether it is the first of the gag. traces: phase -> one take, poses included."""

    world: World
    first: bool
    scene: Scene
    knobs: Mapping[str, Floats]
    traces: Mapping[str, Traces]
    ran_through: bool

    @property
    def slabs(self) -> tuple[Slab, ...]:
        """What the scene's field stands for."""
        return self.scene.field.slabs if self.scene.field else ()


def film_worlds(gag: Gag, model: str, draws: Draws, take: int, *, threads: int = 0) -> Iterator[FilmedWorld]:
    """The worlds of one draw in a row, under one model; a take that fails in one goes no further."""
    state: State = {}
    for number, world in enumerate(gag.worlds()):
        scene, knobs = world.scene(model), world.knobs(draws, np.array([take]), state)
        traces, status = film(scene, knobs, rate_hz=FILM_RATE_HZ, threads=threads)
        ran_through = bool(status[0] == TakeStatus.OK)
        rides = world.rides
        seen = traces if rides is None else _put_in_place(scene.model, traces, rides(model, draws, np.array([take])))
        yield FilmedWorld(world, number == 0, scene, knobs, seen, ran_through)
        if not ran_through:
            return
        state = world.hands_over(traces) if world.hands_over else {}


def _put_in_place(
    model: mujoco.MjModel, traces: Mapping[str, Traces], rides: tuple[Floats, Floats, Floats]
) -> Mapping[str, Traces]:
    """The poses of one take in axes that stand still. rides: as `World.rides`."""
    (begins_m,), (rises_m_s,), (rises_m_s2,) = rides
    heights, moved = _heights(model), {}
    for name, phase in traces.items():
        poses = phase.poses
        if poses is not None:
            qpos = np.array(poses.qpos)
            time_s = poses.time_s
            qpos[:, :, heights] += (begins_m + rises_m_s * time_s + rises_m_s2 / 2 * time_s**2)[:, None]
            poses = replace(poses, qpos=qpos)
        moved[name] = replace(phase, poses=poses)
    return moved


def _heights(model: mujoco.MjModel) -> list[int]:
    """Where in qpos the heights are of what moves freely, or along the vertical of the world."""
    free = model.jnt_qposadr[model.jnt_type == mujoco.mjtJoint.mjJNT_FREE] + 2
    slides = (model.jnt_type == mujoco.mjtJoint.mjJNT_SLIDE) & (model.body_parentid[model.jnt_bodyid] == 0)
    up = slides & (model.jnt_axis[:, 2] == 1.0)
    return [*free.tolist(), *model.jnt_qposadr[up].tolist()]
