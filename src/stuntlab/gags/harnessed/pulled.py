"""The world of a pull: somebody stands, and what moves with the line is driven along until they fly.

Only the first part is simulated: a neck is whipped while the pull sets in, and later the pull only falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import FALLER, GROUND
from stuntlab.gags.harnessed.lines import add_lines, add_points, neck_knobs, slack_knob
from stuntlab.people import Performer, put_posture
from stuntlab.scene.contacts import apply_and_halve, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Phase, Scene, control, sensor_channels

_TIMESTEP_S = 2e-4
_LASTS_S = 0.32
_LONG_M = 4.0
"""From the body to the end of the line that moves, so that its direction hardly changes."""


@dataclass(frozen=True, slots=True)
class PulledWorld:
    """Who is pulled, where the line meets them, which way it goes above level, and what drives it.

    gives_n_per_m: body and harness. moving_kg, opens_s: of the machine, as in `gear/machines`. backwards: the person
    faces away from the pull.
    """

    pulled: Performer
    point: str
    up_rad: float
    gives_n_per_m: float
    moving_kg: float
    opens_s: float
    backwards: bool
    floor_n_per_m: float

    def scene(self) -> Scene:
        """Compile it; the body stands at x = y = 0 and is pulled towards +x."""
        spec = empty_world()
        spec.worldbody.add_geom(name=GROUND, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[50, 50, 1])
        spec.attach(self.pulled.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        points = add_points(spec, FALLER, self.pulled.measures, self.point)
        pairs = self.pulled.floor_pairs(GROUND, prefix=FALLER, floor_stiffness_n_per_m=self.floor_n_per_m)
        write_pairs(spec, pairs)
        yaw = np.pi if self.backwards else 0.0
        standing = self._standing(spec, points, yaw)
        along = np.array([cos(self.up_rad), 0.0, sin(self.up_rad)])
        self._add_end(spec, standing + _LONG_M * along, along)
        lines = add_lines(
            spec, "line end", points, gives_n_per_m=self.gives_n_per_m, mass_kg=self.pulled.measures.mass_kg
        )
        model = spec.compile()
        timestep_s = apply_and_halve(model, pairs, _TIMESTEP_S)
        start = put_posture(model, self.pulled.posture, prefix=FALLER, yaw_rad=yaw)
        taut = _longest(model, start, lines)
        knobs = {
            "pull_n": control(model, "drive"),
            "slack_m": slack_knob(model, lines, taut),
            **neck_knobs(model, FALLER),
        }
        return Scene(model, sensor_channels(model), knobs, start, (Phase("blow", _LASTS_S, timestep_s),))

    def _standing(self, spec: mujoco.MjSpec, points: tuple[str, ...], yaw_rad: float) -> Floats:
        """Where the line meets the body before anything moves, [3]."""
        model = spec.compile()
        data = mujoco.MjData(model)
        data.qpos[:] = put_posture(model, self.pulled.posture, prefix=FALLER, yaw_rad=yaw_rad)
        mujoco.mj_kinematics(model, data)
        return np.asarray(np.mean([data.site(name).xpos for name in points], axis=0), dtype=float)

    def _add_end(self, spec: mujoco.MjSpec, at_m: Floats, along: Floats) -> None:
        """What moves with the line: driven by a force that rises as the valve opens, its weight carried."""
        end = spec.worldbody.add_body(name="line end", pos=list(at_m), gravcomp=1.0)
        end.add_joint(name="line", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=list(along))
        end.add_geom(
            name="line end", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.03, 0, 0], mass=self.moving_kg, group=3,
            contype=0, conaffinity=0,
        )  # fmt: skip
        end.add_site(name="line end")
        drive = spec.add_actuator(name="drive", trntype=mujoco.mjtTrn.mjTRN_JOINT, target="line")
        drive.gaintype = mujoco.mjtGain.mjGAIN_FIXED
        drive.gainprm[0] = 1.0
        if self.opens_s > 0:
            drive.dyntype = mujoco.mjtDyn.mjDYN_FILTEREXACT
            drive.dynprm[0] = self.opens_s


def _longest(model: mujoco.MjModel, start: Floats, lines: tuple[str, ...]) -> float:
    """Length of the lines as they start; those of two sides are as long."""
    data = mujoco.MjData(model)
    data.qpos[:] = start
    mujoco.mj_kinematics(model, data)
    mujoco.mj_tendon(model, data)
    return float(max(data.ten_length[model.tendon(name).id] for name in lines))
