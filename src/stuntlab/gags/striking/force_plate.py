"""A striker in front of a plate that does not move: how kicks are measured, and what strikers are fitted on."""

from __future__ import annotations

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.striking.striker import FOOT, GEOM, PUSH, REAR, Striker
from stuntlab.scene.contacts import ContactPair, apply, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Phase, Scene, Traces, control, joint_speed, sensor_channels

PLATE = "plate"
FORCE = "plate_force"
PADDED_N_PER_M = 150e3
"""Padding of a force plate in kick studies, J."""


def plate_scene(
    striker: Striker,
    *,
    plate_n_per_m: float = PADDED_N_PER_M,
    plate_damping_n_s_per_m: float = 200.0,
    duration_s: float = 0.5,
    timestep_s: float = 1e-4,
) -> Scene:
    """A striker in front of a plate whose face is at x = 0. Knobs: `speed_m_s`, `push_n`."""
    spec = empty_world()
    spec.worldbody.add_geom(name=PLATE, type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.05, 0.5, 0.5], pos=[0.05, 0, 1])
    striker.add_to(spec, (0.0, 0.0, 1.0))
    pair = ContactPair(PLATE, GEOM, plate_n_per_m, damping_ns_per_m=plate_damping_n_s_per_m)
    write_pairs(spec, [pair])
    sense_net_force(spec, FORCE)
    for joint in (FOOT, REAR):
        for what, sensor in (
            ("position", mujoco.mjtSensor.mjSENS_JOINTPOS),
            ("speed", mujoco.mjtSensor.mjSENS_JOINTVEL),
        ):
            spec.add_sensor(name=f"{joint}_{what}", type=sensor, objtype=mujoco.mjtObj.mjOBJ_JOINT, objname=joint)
    model = spec.compile()
    apply(model, [pair], timestep_s)
    knobs = {"speed_m_s": joint_speed(model, FOOT, REAR), "push_n": control(model, PUSH)}
    phase = Phase("blow", duration_s, timestep_s)
    return Scene(model, sensor_channels(model), knobs, np.array(model.qpos0), (phase,))


def sense_net_force(spec: mujoco.MjSpec, name: str, *, on: str = "") -> None:
    """A sensor of the net force of the striker's contacts, of all or of those with one geom, world axes, [3]."""
    met = {"reftype": mujoco.mjtObj.mjOBJ_GEOM, "refname": on} if on else {}
    spec.add_sensor(
        name=name,
        type=mujoco.mjtSensor.mjSENS_CONTACT,
        objtype=mujoco.mjtObj.mjOBJ_GEOM,
        objname=GEOM,
        intprm=[1 << mujoco.mjtConDataField.mjCONDATA_FORCE.value, 3, 1],
        **met,
    )


def force_on_plate(traces: Traces) -> Floats:
    """Force of the striker on the plate, [take, time], N."""
    return np.asarray(np.linalg.norm(traces.channels[FORCE], axis=-1))
