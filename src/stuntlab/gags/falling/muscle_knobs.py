"""What muscles do in a fall, as knobs of a scene: the posture they hold, the chin, the neck, arms that reach.

Every knob is for one performer of a model, whose names begin with `prefix`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats, Integers
from stuntlab.gags.falling.lean import CHIN, HEAD_ASIDE, between
from stuntlab.people import Posture
from stuntlab.people.posture import lowest_point_m
from stuntlab.people.servos import ARMS
from stuntlab.people.skeleton import SIDES
from stuntlab.scene.scene import Knob

ASIDE = ("lumbar_lateral", "t1_lateral")
"""Joints that bend away from a side that somebody goes down on."""


def form_knob(model: mujoco.MjModel, held: Posture, trained: Posture, *, prefix: str) -> Knob:
    """Put every joint between two postures, and have the muscles hold it there."""
    rigid, rolled = (between(held, trained, form=form, chin_rad=0.0) for form in (0.0, 1.0))
    joints = [joint for joint in held.angles_rad if rolled[joint] != rigid[joint]]
    places = np.array([int(model.joint(prefix + joint).qposadr[0]) for joint in joints], dtype=int)
    muscles = np.array([int(model.actuator(prefix + joint).id) for joint in joints], dtype=int)
    change = np.array([rolled[joint] - rigid[joint] for joint in joints])
    home = np.array([rigid[joint] for joint in joints])

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, places] = home + values[:, None] * change
        batch.ctrl[:, muscles] = values[:, None] * change

    return put


def chin_knob(model: mujoco.MjModel, *, prefix: str) -> Knob:
    """A knob that tucks the chin, with the neck's springs at rest there."""
    return _neck_knob(model, CHIN, prefix)


def head_aside_knob(model: mujoco.MjModel, *, prefix: str) -> Knob:
    """A knob that bends the neck to its right, with its springs at rest there."""
    return _neck_knob(model, HEAD_ASIDE, prefix)


def _neck_knob(model: mujoco.MjModel, joints: Mapping[str, float], prefix: str) -> Knob:
    """A knob that puts joints of the neck at a share of its value each, at rest there, muscles included."""
    places = np.array([int(model.joint(prefix + joint).qposadr[0]) for joint in joints])
    shares = np.array([*joints.values()])
    muscles = _servos(model, tuple(joints), prefix)

    def put(batch: Batch, values: Floats) -> None:
        bent = values[:, None] * shares
        batch.qpos[:, places] = bent
        batch.expand("qpos_spring")[:, places] = bent
        if muscles.size:
            batch.ctrl[:, muscles] = bent

    return put


def aside_knob(model: mujoco.MjModel, *, prefix: str) -> Knob:
    """A knob that has muscles bend the trunk to its right, and the neck as far where it has muscles.

    The body starts unbent: what the muscles can do until the ground is there is all that counts.
    """
    muscles = _servos(model, ASIDE, prefix)

    def put(batch: Batch, values: Floats) -> None:
        batch.ctrl[:, muscles] = values[:, None]

    return put


def arms_knob(model: mujoco.MjModel, held: Posture, reaching: Posture, *, prefix: str) -> Knob:
    """A knob, 0 to 1, that puts the arms between two postures and has their muscles hold them there."""
    joints = [f"{side}_{joint}" for side in SIDES for joint in ARMS]
    places = np.array([int(model.joint(prefix + joint).qposadr[0]) for joint in joints])
    muscles = _servos(model, joints, prefix)
    home = np.array([held.angles_rad[joint] for joint in joints])
    change = np.array([reaching.angles_rad[joint] for joint in joints]) - home

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, places] = home + values[:, None] * change
        batch.ctrl[:, muscles] = values[:, None] * change

    return put


def legs_knob(model: mujoco.MjModel, held: Posture, *, lowest_m: float, prefix: str) -> Knob:
    """A knob that swings both legs forward at the hips, rad, has muscles hold them there, and lands their lowest point.

    For a body whose attitude is set before.
    """
    joints = [f"{side}_hip_flexion" for side in SIDES]
    places = np.array([int(model.joint(prefix + joint).qposadr[0]) for joint in joints])
    muscles = _servos(model, joints, prefix)
    home = np.array([held.angles_rad[joint] for joint in joints])
    up = int(model.joint(prefix + "root").qposadr[0]) + 2

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, places] = home + values[:, None]
        batch.ctrl[:, muscles] = values[:, None]
        for take in np.flatnonzero(values):
            batch.qpos[take, up] += lowest_m - lowest_point_m(model, np.array(batch.qpos[take]), prefix)

    return put


def _servos(model: mujoco.MjModel, joints: Sequence[str], prefix: str) -> Integers:
    """The servos of joints, [servo], those that there are: a neck may be built without muscles."""
    found = [mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_ACTUATOR, prefix + joint) for joint in joints]
    return np.array([servo for servo in found if servo >= 0], dtype=int)
