"""How a performer holds itself, and where it starts in a scene."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import mujoco
import numpy as np
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats, Integers
from stuntlab.errors import ModelError
from stuntlab.geometry import quaternion
from stuntlab.people.skeleton import joint_names
from stuntlab.people.stance import unload_springs
from stuntlab.people.tables import POSTURES


@dataclass(frozen=True, slots=True)
class Posture:
    """angles_rad: joint of the model -> angle. The whole body: pitch_rad forward, roll_rad to its right positive."""

    name: str
    angles_rad: Mapping[str, float]
    pitch_rad: float
    roll_rad: float = 0.0


def posture_by_name(name: str) -> Posture:
    """A posture of `tables/postures.toml`.

    Raises:
        ModelError: there is none of that name.

    """
    rows = POSTURES.read()
    if name not in rows:
        raise ModelError(f"no posture {name!r}; there are {', '.join(rows)}")
    row = rows[name]
    angles = {full: math.radians(row.angle(full)) for full in joint_names()}
    return Posture(name, MappingProxyType(angles), math.radians(row.pitch), math.radians(row.roll))


def put_posture(
    model: mujoco.MjModel,
    posture: Posture,
    *,
    prefix: str = "",
    at_m: tuple[float, float] = (0.0, 0.0),
    lowest_m: float = 0.0,
    yaw_rad: float = 0.0,
    in_the_air: bool = False,
) -> Floats:
    """The model's `qpos0` with one performer put into a posture, `[nq]`.

    prefix: of the performer in the model. at_m: x and y of the pelvis. lowest_m: height of its lowest point.
    yaw_rad: turned to the left, from facing +x. in_the_air: legs and spine carry nothing; otherwise they are pressed
    together as those of a person who stands.
    """
    qpos: Floats = unload_springs(model, model.qpos0, prefix) if in_the_air else np.array(model.qpos0)
    for name, angle in posture.angles_rad.items():
        qpos[model.joint(prefix + name).qposadr[0]] = angle
    root = int(model.joint(f"{prefix}root").qposadr[0])
    qpos[root : root + 3] = [*at_m, 2.0]
    qpos[root + 3 : root + 7] = turn_quaternion(posture.roll_rad, posture.pitch_rad, yaw_rad)
    qpos[root + 2] += lowest_m - lowest_point_m(model, qpos, prefix)
    return qpos


def turn_quaternion(roll: float, pitch: float, yaw: float) -> Floats:
    """Quaternion: rolled about x, pitched about y, then turned about the vertical."""
    return quaternion(Rotation.from_euler("xyz", [roll, pitch, yaw]))


def lowest_point_m(model: mujoco.MjModel, qpos: Floats, prefix: str = "") -> float:
    """Height of the lowest point of a performer's geoms in that pose, m."""
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    mine = _geoms_of(model, prefix)
    return float(np.min(data.geom_xpos[mine, 2] - reach_down_m(model, data, mine)))


def lowest_when_pitched_m(model: mujoco.MjModel, qpos: Floats, pitches: Floats, prefix: str = "") -> Floats:
    """Height of the lowest point of a performer below the root when all of it is pitched so far, m, [pitch].

    pitches: forward positive, rad; the turn that `qpos` gives the root is left out.
    """
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    root = int(model.joint(f"{prefix}root").qposadr[0])
    data.qpos[root : root + 7] = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    mujoco.mj_kinematics(model, data)
    mine = _geoms_of(model, prefix)
    down = np.stack([-np.sin(pitches), np.zeros(len(pitches)), np.cos(pitches)], axis=1)
    turned = np.einsum("pi,gij->pgj", down, data.geom_xmat[mine].reshape(-1, 3, 3))
    return np.asarray((down @ data.geom_xpos[mine].T - _reach_m(model, mine, turned)).min(axis=1))


def _geoms_of(model: mujoco.MjModel, prefix: str) -> Integers:
    root = model.body(f"{prefix}pelvis").id
    return np.flatnonzero(model.body_rootid[model.geom_bodyid] == root)


def reach_down_m(model: mujoco.MjModel, data: mujoco.MjData, geoms: int | Integers, *, axis: int = 2) -> Floats:
    """How far geoms reach from their centres, [geom]: down, or along another axis of the world, either way."""
    return _reach_m(model, geoms, data.geom_xmat[geoms].reshape(*np.shape(geoms), 3, 3)[..., axis, :])


def _reach_m(model: mujoco.MjModel, geoms: int | Integers, down: Floats) -> Floats:
    """How far geoms reach along a direction in their own frames, [..., geom]; down: [..., geom, 3]."""
    size, kind = model.geom_size[geoms], model.geom_type[geoms]
    along = np.abs(size * down)
    capsule = size[..., 0] + size[..., 1] * np.abs(down[..., 2])
    return np.select(
        [
            kind == mujoco.mjtGeom.mjGEOM_SPHERE,
            kind == mujoco.mjtGeom.mjGEOM_CAPSULE,
            kind == mujoco.mjtGeom.mjGEOM_ELLIPSOID,
        ],
        [size[..., 0], capsule, np.linalg.norm(along, axis=-1)],
        along.sum(axis=-1),
    )
