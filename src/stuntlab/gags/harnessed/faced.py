"""The world of a swing that ends at a face: somebody hangs in a harness and comes to it at the speed of their draw.

It begins 20 ms before the first touch. The line bears their weight as it did, so nothing else is new to the body. The
face is a plane; a corner or the reveal of a window is narrower, and hurts more where it is met.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
from mujoco.batch import Batch
from scipy.interpolate import RegularGridInterpolator

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import FALLER, WALL
from stuntlab.gags.harnessed.straps import RING, UPPER_END, Harness, add_harness, make_snug
from stuntlab.geometry import about_y, about_z, quaternion, rotation
from stuntlab.people import Performer, put_posture
from stuntlab.people.posture import reach_down_m
from stuntlab.scene.contacts import apply, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Knob, Phase, Scene, sensor_channels

BEFORE_S = 0.02
"""From the beginning to the first touch."""

_TIMESTEP_S = 1e-4
_LASTS_S = 0.25
_HIGH_M, _ABOVE_M = 10.0, 10.0
_SAGS_M = 0.5
"""Of the line under the weight: so far that its pull hardly changes while the face is met."""

_SPARE_M = 0.005
_STILL_M = 0.5
"""From the face for whoever does not meet it."""

_LEANS = np.linspace(-1.2, 1.8, 13)
_TURNS = np.linspace(0.0, 2.0 * np.pi, 25)


@dataclass(frozen=True, slots=True)
class FacedWorld:
    """Who swings, where the line is tied, how much body and harness give, and how stiff the face is, N/m."""

    swings: Performer
    point: str
    gives_n_per_m: float
    face_n_per_m: float

    def scene(self) -> Scene:
        """Compile it; the face is at x = 0 and the body comes to it from +x. A turn of π faces it."""
        spec = empty_world()
        spec.attach(self.swings.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        spec.worldbody.add_geom(name=WALL, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[50, 50, 1], zaxis=[1, 0, 0], group=3)
        pairs = self.swings.floor_pairs(WALL, prefix=FALLER, floor_stiffness_n_per_m=self.face_n_per_m, arms=True)
        write_pairs(spec, pairs)
        pose = put_posture(spec.compile(), self.swings.posture, prefix=FALLER, lowest_m=_HIGH_M, in_the_air=True)
        measures = self.swings.measures
        harness = add_harness(spec, FALLER, measures, self.point, gives_n_per_m=self.gives_n_per_m, pose=pose)
        at = pose[:3] + harness.ring_m
        spec.worldbody.add_site(name=UPPER_END, pos=[*at[:2], at[2] + _ABOVE_M])
        weight = measures.mass_kg * GRAVITY_M_S2
        line = spec.add_tendon(name="line", stiffness=[weight / _SAGS_M, 0, 0])
        line.springlength = [0.0, 1.0]
        line.wrap_site(UPPER_END)
        line.wrap_site(RING)
        model = spec.compile()
        apply(model, pairs, _TIMESTEP_S)
        start = np.concatenate([pose, model.qpos0[len(pose) :]])
        make_snug(model, start, (*harness.loops, *harness.ties, "line"))
        model.tendon_lengthspring[int(model.tendon("line").id), 1] -= _SAGS_M
        knobs = {"lean_rad": _leans(model), "turn_rad": _turns(model), "speed_m_s": _comes_at(model, start, harness)}
        return Scene(model, sensor_channels(model), knobs, start, (Phase("blow", _LASTS_S, _TIMESTEP_S),))


def _root(model: mujoco.MjModel) -> int:
    return int(model.joint(f"{FALLER}root").qposadr[0])


def _leans(model: mujoco.MjModel) -> Knob:
    """Turns the body forward, as it faces."""
    turned = slice(_root(model) + 3, _root(model) + 7)

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, turned] = quaternion(about_y(values) * rotation(batch.qpos[:, turned]))

    return put


def _turns(model: mujoco.MjModel) -> Knob:
    """Turns the body that leans to the left, seen from above."""
    turned = slice(_root(model) + 3, _root(model) + 7)

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, turned] = quaternion(about_z(values) * rotation(batch.qpos[:, turned]))

    return put


def _comes_at(model: mujoco.MjModel, start: Floats, harness: Harness) -> Knob:
    """The speed towards the face, as far from it as they come in `BEFORE_S`; the ring hangs where it did.

    Who does not meet it hangs still, half a metre away.
    """
    root, ring = _root(model), int(model.joint(RING).qposadr[0])
    moves = [int(model.joint(name).dofadr[0]) for name in (f"{FALLER}root", RING)]
    reaches = _reaches(model, start)

    def put(batch: Batch, values: Floats) -> None:
        turn = rotation(batch.qpos[:, root + 3 : root + 7])
        axes = turn.as_matrix()
        turned, leaned = np.arctan2(axes[:, 1, 0], axes[:, 0, 0]), np.arctan2(-axes[:, 2, 0], axes[:, 2, 2])
        away = np.where(values > 0.0, _SPARE_M + BEFORE_S * values, _STILL_M)
        at = np.stack([leaned, np.remainder(turned, 2.0 * np.pi)], axis=-1)
        middle = away + reaches(at)
        hangs = turn.apply(harness.ring_m)
        # the ring stays below the upper end; the face is where the body reaches it
        batch.qpos[:, root] = middle
        batch.qpos[:, root + 1] = start[root + 1]
        batch.qpos[:, ring : ring + 3] = batch.qpos[:, root : root + 3] + hangs
        for index in moves:
            batch.qvel[:, index] = -values

    return put


def _reaches(model: mujoco.MjModel, start: Floats) -> RegularGridInterpolator:
    """How far a body that leans and is turned reaches from its pelvis towards -x, m."""
    data, root = mujoco.MjData(model), _root(model)
    mine = np.flatnonzero(model.body_rootid[model.geom_bodyid] == model.body(f"{FALLER}pelvis").id)
    reach = np.empty((len(_LEANS), len(_TURNS)))
    for i, lean in enumerate(_LEANS):
        for j, turn in enumerate(_TURNS):
            data.qpos[:] = start
            posed = rotation(start[None, root + 3 : root + 7])
            data.qpos[root + 3 : root + 7] = quaternion(about_z(turn) * about_y(lean) * posed)[0]
            mujoco.mj_kinematics(model, data)
            reach[i, j] = data.qpos[root] - np.min(data.geom_xpos[mine, 0] - reach_down_m(model, data, mine, axis=0))
    return RegularGridInterpolator((_LEANS, _TURNS), reach, bounds_error=False, fill_value=None)
