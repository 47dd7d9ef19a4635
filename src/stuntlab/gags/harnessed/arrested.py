"""The world of an arrest: somebody in a harness falls, and a line comes taut.

It begins with the line straight and the body falling as fast as its draw. The line is the standard linear solid of
`gear/lines`: a tendon for what carries at rest, and a second one to a carriage whose damper lets it fade. The upper end
is fixed; what a belayer or a device gives is a factor on the stiffness, so that a rigid mass would be caught as in the
reduced model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.harnessed.lines import neck_knobs
from stuntlab.gags.harnessed.straps import RING, UPPER_END, Harness, add_harness, make_snug
from stuntlab.gear.lines.law import LineLaw
from stuntlab.geometry import about_y, quaternion, rotation
from stuntlab.people import Performer, put_posture
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Knob, Phase, Scene, Traces, sensor_channels
from stuntlab.scene.world import State

_TIMESTEP_S = 2e-4
_LASTS_S = 0.5
_HIGH_M = 10.0
_FROM_FACE_M = 0.4
"""From the middle of the body to what it came off, at x = 0 (J). Only pictures show that, and nothing meets it."""

_ABOVE_M = 10.0
"""From the ring to the upper end: how far does not matter, as the stiffness of a line is that of its own length."""

_CARRIAGE_KG = 0.2
_LINES = ("at rest", "fading")


@dataclass(frozen=True, slots=True)
class ArrestedWorld:
    """Who falls, where the line is tied, how much body and harness give, and what the lines are made of.

    lines: knob -> its law; the knob is one over the length of what stretches, 1/m, and 0 where that line does not hold.
    """

    falls: Performer
    point: str
    gives_n_per_m: float
    lines: Mapping[str, LineLaw]

    def scene(self) -> Scene:
        """Compile it."""
        spec = empty_world()
        spec.attach(self.falls.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        pose = put_posture(
            spec.compile(), self.falls.posture, prefix=FALLER, at_m=(_FROM_FACE_M, 0.0), lowest_m=_HIGH_M, yaw_rad=pi,
            in_the_air=True,
        )  # fmt: skip
        harness = add_harness(
            spec, FALLER, self.falls.measures, self.point, gives_n_per_m=self.gives_n_per_m, pose=pose
        )
        self._add_line(spec, pose, harness)
        model = spec.compile()
        start = np.concatenate([pose, model.qpos0[len(pose) :]])
        make_snug(model, start, (*harness.loops, *harness.ties, *_LINES))
        knobs = {
            "speed_m_s": _falls_at(model),
            "lean_rad": _leans(model, harness),
            **_lengths(model, self.lines),
            **neck_knobs(model, FALLER),
        }
        return Scene(model, sensor_channels(model), knobs, start, (Phase("blow", _LASTS_S, _TIMESTEP_S),))

    def _add_line(self, spec: mujoco.MjSpec, pose: Floats, harness: Harness) -> None:
        """Two tendons from above: one to the ring, one from a carriage that is let down by its damper."""
        at = pose[:3] + harness.ring_m + np.array([0.0, 0.0, _ABOVE_M])
        spec.worldbody.add_site(name=UPPER_END, pos=list(at))
        carriage = spec.worldbody.add_body(name="carriage", pos=list(at), gravcomp=1.0)
        carriage.add_joint(name="carriage", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[0, 0, -1])
        carriage.add_geom(
            name="carriage", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.02, 0, 0], mass=_CARRIAGE_KG, group=3,
            contype=0, conaffinity=0,
        )  # fmt: skip
        carriage.add_site(name="carriage")
        for name, end in zip(_LINES, (UPPER_END, "carriage"), strict=True):
            line = spec.add_tendon(name=name)
            line.springlength = [0.0, 1.0]
            line.wrap_site(end)
            line.wrap_site(RING)
            spec.add_sensor(
                name=f"length {name}", type=mujoco.mjtSensor.mjSENS_TENDONPOS, objtype=mujoco.mjtObj.mjOBJ_TENDON,
                objname=name,
            )  # fmt: skip


def _falls_at(model: mujoco.MjModel) -> Knob:
    """Body and ring fall together."""
    down = [int(model.joint(name).dofadr[0]) + 2 for name in (f"{FALLER}root", RING)]

    def put(batch: Batch, values: Floats) -> None:
        for index in down:
            batch.qvel[:, index] = -values

    return put


def _leans(model: mujoco.MjModel, harness: Harness) -> Knob:
    """Turns the body forward about the ring, which stays where it is."""
    root = int(model.joint(f"{FALLER}root").qposadr[0])

    def put(batch: Batch, values: Floats) -> None:
        turn = about_y(-values)  # they face -x
        batch.qpos[:, root : root + 3] += harness.ring_m - turn.apply(harness.ring_m)
        posed = rotation(batch.qpos[:, root + 3 : root + 7])
        batch.qpos[:, root + 3 : root + 7] = quaternion(turn * posed)

    return put


def _lengths(model: mujoco.MjModel, lines: Mapping[str, LineLaw]) -> dict[str, Knob]:
    """Stiffness and damping by the length of the line that holds; of several, only one is not 0."""
    rest, fading = (int(model.tendon(name).id) for name in _LINES)
    carriage = int(model.joint("carriage").dofadr[0])

    def knob(law: LineLaw) -> Knob:
        def put(batch: Batch, values: Floats) -> None:
            batch.expand("tendon_stiffness")[:, rest] += law.at_rest_n * values
            batch.expand("tendon_stiffness")[:, fading] += law.fading_n * values
            batch.expand("dof_damping")[:, carriage] += law.damping_n_s * values

        return put

    return {name: knob(law) for name, law in lines.items()}


def lean_when_held(phases: Mapping[str, Traces]) -> State:
    """How far each trunk has turned forward when an arrest is over, rad, [take]."""
    channels = phases["blow"].channels
    up = channels[f"{FALLER}head_position"][:, -1] - channels[f"{FALLER}pelvis_position"][:, -1]
    return {"lean_rad": np.arctan2(-up[:, 0], up[:, 2])}
