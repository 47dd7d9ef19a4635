"""The world of a push from below: somebody stands on a plate that comes up, told in the frame of the plate.

There the plate rests and weight is larger: g + a, from one moment to the next, as long as the plate pushes. The legs
start as those of somebody who stands on it, knees bent as in the draw.
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
BASE_M = 0.05
"""What lies under the plate before it comes up, for pictures (J)."""

_PLATE_M, _PLATE_KG = (0.35, 0.35, 0.01), 1.0
_HIP_SHARE, _ANKLE_SHARE = 0.9, 0.45
"""Of the knees' bend, in hips and ankles, so that the middle stays over the feet (J)."""


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
        """Bends the legs, held so by their servos, with the soles on the plate."""
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
        angles = {**self.pushed.posture.angles_rad, **_angles(bend_rad)}
        posture = replace(self.pushed.posture, angles_rad=MappingProxyType(angles))
        pose = put_posture(model, posture, prefix=FALLER)
        return put_posture(model, posture, prefix=FALLER, at_m=(-_feet_ahead_m(model, pose), 0.0))


def _add_plate(spec: mujoco.MjSpec) -> None:
    """What is seen of the plate: it rests in its own frame, and nothing touches it. The sole meets the plane."""
    plate = spec.worldbody.add_body(name="plate", pos=[0.0, 0.0, -_PLATE_M[2]], gravcomp=1.0)
    plate.add_joint(name="plate", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[0, 0, 1])
    plate.add_geom(
        name="plate", type=mujoco.mjtGeom.mjGEOM_BOX, size=list(_PLATE_M), mass=_PLATE_KG, contype=0, conaffinity=0
    )


def _feet_ahead_m(model: mujoco.MjModel, pose: Floats) -> float:
    """How far the feet are ahead of the origin in a pose."""
    data = mujoco.MjData(model)
    data.qpos[:] = pose
    mujoco.mj_kinematics(model, data)
    return float(np.mean([data.body(f"{FALLER}{side}_foot").xipos[0] for side in ("left", "right")]))


def _angles(bend_rad: float) -> dict[str, float]:
    """Joints of both legs for a bend of the knees."""
    joints = {"knee_flexion": 1.0, "hip_flexion": _HIP_SHARE, "ankle_dorsiflexion": _ANKLE_SHARE}
    return {f"{side}_{name}": share * bend_rad for side in ("left", "right") for name, share in joints.items()}


def _weight(share: float) -> Knob:
    """Weight on a plate that accelerates so much."""

    def put(batch: Batch, values: Floats) -> None:
        batch.expand("opt.gravity")[:, 2] = -GRAVITY_M_S2 - share * values

    return put
