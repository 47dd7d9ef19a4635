"""The world of a brake: somebody hangs on a line, comes down as fast as what holds it, and is slowed down."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.harnessed.lines import add_lines, add_points, neck_knobs
from stuntlab.gags.harnessed.straps import make_snug
from stuntlab.people import Performer, put_posture
from stuntlab.scene.contacts import write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Knob, Phase, Scene, sensor_channels

_TIMESTEP_S = 2e-4
_LASTS_S = 0.3
_HEAVY_KG = 1e5
_LONG_M = 5.0

HANGS_AT_M = 10.0
"""Height of the lowest point of who hangs, in the axes that come down with them; of no meaning in the place."""


@dataclass(frozen=True, slots=True)
class HungWorld:
    """Who hangs, where the line meets them, and how much body and harness give; the line already bears the weight.

    rises_s: time constant of the deceleration; 0 from one moment to the next. lasts_s: of the world. turns_neck:
    whether how well the neck is held is a knob.
    """

    hung: Performer
    point: str
    gives_n_per_m: float
    rises_s: float = 0.0
    lasts_s: float = _LASTS_S
    turns_neck: bool = False

    def scene(self) -> Scene:
        """Compile it; slows_m_s2 is the deceleration of the upper end of the line, once it has risen."""
        spec = empty_world()
        spec.attach(self.hung.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        write_pairs(spec, [])
        points = add_points(spec, FALLER, self.hung.measures, self.point)
        start, at = self._hangs(spec, points)
        self._add_carriage(spec, at + np.array([0.0, 0.0, _LONG_M]))
        mass_kg = self.hung.measures.mass_kg
        lines = add_lines(spec, "carriage", points, gives_n_per_m=self.gives_n_per_m, mass_kg=mass_kg)
        model = spec.compile()
        whole = np.concatenate([start, model.qpos0[len(start) :]])
        make_snug(model, whole, lines, stretched_m=mass_kg * GRAVITY_M_S2 / self.gives_n_per_m)
        phase = Phase("blow", self.lasts_s, _TIMESTEP_S)
        neck = {"neck_tone": neck_knobs(model, FALLER)["neck_tone"]} if self.turns_neck else {}
        return Scene(model, sensor_channels(model), {"slows_m_s2": _slows(model), **neck}, whole, (phase,))

    def _hangs(self, spec: mujoco.MjSpec, points: tuple[str, ...]) -> tuple[Floats, Floats]:
        """The pose of who hangs, and where the line meets them."""
        model = spec.compile()
        qpos = put_posture(model, self.hung.posture, prefix=FALLER, lowest_m=HANGS_AT_M, in_the_air=True)
        data = mujoco.MjData(model)
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        return qpos, np.asarray(np.mean([data.site(name).xpos for name in points], axis=0), dtype=float)

    def _add_carriage(self, spec: mujoco.MjSpec, at_m: Floats) -> None:
        """The upper end of the line, so heavy that nobody moves it but the brake, in the frame that comes down."""
        carriage = spec.worldbody.add_body(name="carriage", pos=list(at_m), gravcomp=1.0)
        carriage.add_joint(name="carriage", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[0, 0, 1])
        carriage.add_geom(
            name="carriage", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.03, 0, 0], mass=_HEAVY_KG, group=3,
            contype=0, conaffinity=0,
        )  # fmt: skip
        carriage.add_site(name="carriage")
        brake = spec.add_actuator(name="brake", trntype=mujoco.mjtTrn.mjTRN_JOINT, target="carriage")
        brake.gaintype = mujoco.mjtGain.mjGAIN_FIXED
        brake.gainprm[0] = _HEAVY_KG
        if self.rises_s:
            brake.dyntype = mujoco.mjtDyn.mjDYN_FILTER
            brake.dynprm[0] = self.rises_s


def _slows(model: mujoco.MjModel) -> Knob:
    """In the frame that comes down with them, the carriage is driven up as fast as it is slowed down."""
    index = int(model.actuator("brake").id)

    def put(batch: Batch, values: Floats) -> None:
        batch.ctrl[:, index] = values

    return put
