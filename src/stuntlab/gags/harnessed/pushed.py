"""The world of a push from below: somebody stands on a plate that comes up, told in the frame of the plate.

There the plate rests and weight is larger: g + a, from one moment to the next, as long as the plate pushes. The legs
start as those of somebody who stands on it, knees bent as in the draw. What they stand on is a plane; the plate itself
and its piston touch nothing, and are there to be seen as they come up (`World.rides`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import FALLER, GROUND
from stuntlab.people import Performer, put_posture
from stuntlab.people.surfaces import RIGID
from stuntlab.scene.contacts import apply_and_halve, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Knob, Phase, Scene, sensor_channels

_TIMESTEP_S = 1e-4
_HIP_SHARE, _ANKLE_SHARE = 0.9, 0.45
"""Of the knees' bend, in hips and ankles, so that the middle stays over the feet (J)."""

_PLATE_M = (0.35, 0.01)
"""Half of the side of a plate, and of its thickness (J): a plate holds both feet."""

_PISTON_M, _PISTON_WIDE_M, _PLATE_KG = 2.0, 0.05, 1.0
"""Length and radius of what is drawn of a piston (J). The mass only has to be there: nothing rests on the plate."""

_PAINT, _STEEL = (0.78, 0.58, 0.14, 1.0), (0.55, 0.57, 0.59, 1.0)


@dataclass(frozen=True, slots=True)
class PushedWorld:
    """Who stands on the plate, how long it pushes, and how hard at its peak, by an even push of that stroke."""

    pushed: Performer
    lasts_s: float
    peak_share: float

    def scene(self) -> Scene:
        """Compile it; push_m_s2 is the acceleration of the plate, bend_rad that of the knees."""
        spec = empty_world()
        spec.worldbody.add_geom(name=GROUND, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[50, 50, 1])
        spec.attach(self.pushed.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        pairs = self.pushed.floor_pairs(GROUND, prefix=FALLER, floor_stiffness_n_per_m=RIGID)
        write_pairs(spec, pairs)
        _add_plate(spec)
        model = spec.compile()
        timestep_s = apply_and_halve(model, pairs, _TIMESTEP_S)
        start = put_posture(model, self.pushed.posture, prefix=FALLER)
        knobs = {"bend_rad": self._bend(model), "push_m_s2": _weight(self.peak_share)}
        phase = Phase("blow", self.lasts_s, timestep_s)
        return Scene(model, sensor_channels(model), knobs, start, (phase,))

    def _bend(self, model: mujoco.MjModel) -> Knob:
        """Bends the legs, held so by their servos, with the soles flat on the middle of the plate."""
        bends = np.radians(np.linspace(0.0, 95.0, 39))
        poses = np.array([self._posed(model, float(bend)) for bend in bends])
        angles = [_angles(float(bend)) for bend in bends]
        servos = {name: int(model.actuator(FALLER + name).id) for name in angles[0]}
        held = {name: self.pushed.posture.angles_rad[name] for name in servos}

        def put(batch: Batch, values: Floats) -> None:
            for column in range(model.nq):
                if np.ptp(poses[:, column]) > 0:
                    batch.qpos[:, column] = np.interp(values, bends, poses[:, column])
            for name, index in servos.items():
                batch.ctrl[:, index] = np.interp(values, bends, [one[name] for one in angles]) - held[name]

        return put

    def _posed(self, model: mujoco.MjModel, bend_rad: float) -> Floats:
        """The trunk leans forward by what keeps the soles level."""
        posture = self.pushed.posture
        angles = {**posture.angles_rad, **_angles(bend_rad)}
        leans = posture.pitch_rad + (_HIP_SHARE + _ANKLE_SHARE - 1.0) * bend_rad
        bent = replace(posture, angles_rad=MappingProxyType(angles), pitch_rad=leans)
        qpos, data = put_posture(model, bent, prefix=FALLER), mujoco.MjData(model)
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        soles_m = np.mean([data.geom_xpos[geom, 0] for geom in _soles(model)])
        qpos[int(model.joint(f"{FALLER}root").qposadr[0])] -= soles_m
        return qpos


def _soles(model: mujoco.MjModel) -> list[int]:
    """Geoms of both feet."""
    feet = [int(model.body(f"{FALLER}{side}_foot").id) for side in ("left", "right")]
    return [geom for geom in range(model.ngeom) if model.geom_bodyid[geom] in feet]


def _add_plate(spec: mujoco.MjSpec) -> None:
    """The plate with its top at the plane, weightless, so that it rests in its own frame, and the piston below it."""
    half, thick = _PLATE_M
    plate = spec.worldbody.add_body(name="plate", gravcomp=1.0)
    plate.add_joint(name="plate", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[0, 0, 1])
    plate.add_geom(
        name="plate", type=mujoco.mjtGeom.mjGEOM_BOX, size=[half, half, thick], pos=[0, 0, -thick], mass=_PLATE_KG,
        rgba=_PAINT, contype=0, conaffinity=0,
    )  # fmt: skip
    plate.add_geom(
        name="piston", type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=[_PISTON_WIDE_M, _PISTON_M / 2, 0],
        pos=[0, 0, -2 * thick - _PISTON_M / 2], mass=0.0, rgba=_STEEL, contype=0, conaffinity=0,
    )  # fmt: skip


def _angles(bend_rad: float) -> dict[str, float]:
    """Joints of both legs for a bend of the knees."""
    joints = {"knee_flexion": 1.0, "hip_flexion": _HIP_SHARE, "ankle_dorsiflexion": _ANKLE_SHARE}
    return {f"{side}_{name}": share * bend_rad for side in ("left", "right") for name, share in joints.items()}


def _weight(share: float) -> Knob:
    """Weight on a plate that accelerates so much."""

    def put(batch: Batch, values: Floats) -> None:
        batch.expand("opt.gravity")[:, 2] = -GRAVITY_M_S2 - share * values

    return put
