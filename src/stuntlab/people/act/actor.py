"""A body that acts: poses as numbers that can be mixed, feet that stay where they stand, a hand or foot that arrives.

A pose is one vector: where the pelvis is [3], m; how the body is turned (roll, pitch, yaw) [3], rad; how far the heels
are up [2], m, left first; then every joint in the order of `JOINTS`, rad. The actor faces +x, z is up from the floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.people.anthropometry import HYBRID_III_STATURE_M
from stuntlab.people.performer import Performer
from stuntlab.people.posture import turn_quaternion
from stuntlab.people.skeleton import SIDES, joint_names, joint_row

NECK = ("t1_flexion", "t1_lateral", "oc_flexion", "oc_twist")
JOINTS = (*joint_names(), *NECK)
PELVIS, TURN, HEELS, ANGLES = slice(0, 3), slice(3, 6), slice(6, 8), slice(8, None)

_LEG = ("hip_flexion", "hip_abduction", "knee_flexion", "ankle_dorsiflexion")
_MOST_STEPS = 40
_LONGEST_STEP_RAD = 0.25
_DAMPING, _LEAST_DAMPING = 0.3, 1e-9  # of the least squares, by the miss squared: straight limbs do not flap
_ARRIVED_M = 1e-6
_HARDLY_BETTER, _MOST_STALE = 0.995, 3  # of the miss squared, steps: there is no more to gain
_MISSED_M = 1e-4
_NECK_RANGE_RAD = (-1.3, 1.3)


@dataclass(frozen=True, slots=True)
class ActorPlace:
    """A point of a body and where it is wanted, m; `axes` that count."""

    body: int
    on_body: Floats
    wanted: Floats
    axes: tuple[int, ...] = (0, 1, 2)


class Actor:
    """One performer, posed by vectors. Not for two threads at once."""

    def __init__(self, performer: Performer) -> None:
        self.model = performer.spec.compile()
        self.size = performer.measures.stature_m / HYBRID_III_STATURE_M
        self.stature_m = performer.measures.stature_m
        self.pelvis_m = float(self.model.qpos0[self.model.joint("root").qposadr[0] + 2])
        self._data = mujoco.MjData(self.model)
        self._root = int(self.model.joint("root").qposadr[0])
        self._in_qpos = np.array([self.model.joint(name).qposadr[0] for name in JOINTS])
        self._in_speed = np.array([self.model.joint(name).dofadr[0] for name in JOINTS])
        self._range = np.array([_range_rad(name) for name in JOINTS])

    def qpos(self, pose: Floats) -> Floats:
        """`qpos` of a pose, [nq]."""
        qpos: Floats = np.array(self.model.qpos0)
        qpos[self._in_qpos] = pose[ANGLES]
        roll, pitch, yaw = pose[TURN]
        qpos[self._root : self._root + 3] = pose[PELVIS]
        qpos[self._root + 3 : self._root + 7] = turn_quaternion(roll, pitch, yaw)
        return qpos

    def point(self, pose: Floats, body: str, on_body: Floats) -> Floats:
        """Where a point of a body is, [3], m."""
        self._put(pose)
        here = self._data.body(body)
        return np.array(here.xpos + here.xmat.reshape(3, 3) @ on_body)

    def foremost(self, pose: Floats, ball: str) -> tuple[str, Floats]:
        """The body that carries a spherical surface (hand, ball, heel), and the foremost point of that on it."""
        self._put(pose)
        geom = self.model.geom(ball)
        body = self._data.body(int(geom.bodyid[0]))
        ahead = self._data.geom(ball).xpos - body.xpos + np.array([geom.size[0], 0.0, 0.0])
        return body.name, np.asarray(body.xmat.reshape(3, 3).T @ ahead)

    def turn(self, pose: Floats, body: str) -> Floats:
        """How a body is turned, [3, 3]."""
        self._put(pose)
        return np.array(self._data.body(body).xmat).reshape(3, 3)

    def middle(self, pose: Floats) -> Floats:
        """The centre of mass, [3], m."""
        self._put(pose)
        return np.array(self._data.subtree_com[self.model.body("pelvis").id])

    def foot(self, pose: Floats, side: str) -> Floats:
        """The middle of a foot, [3], m."""
        self._put(pose)
        ends = [self._data.geom(f"{side}_{part}").xpos for part in ("ball", "heel")]
        return np.asarray(np.mean(ends, axis=0))

    def plant_feet(self, pose: Floats, balls: Mapping[str, Floats]) -> Floats:
        """The pose with the balls of the feet at [3], m; heels as far up as it says or ankles need."""
        for side, ball in balls.items():
            leg, (on_ball, on_heel) = [f"{side}_{joint}" for joint in _LEG], self._place_foot(pose, side, ball)
            flat = self.reach(pose, leg, [on_ball, on_heel])
            missed = self.miss_m(flat, [on_ball, on_heel]) > _MISSED_M
            pose = self.reach(flat, leg[:3], [on_ball]) if missed else flat
        return pose

    def overreach_m(self, pose: Floats, balls: dict[str, Floats]) -> float:
        """How far the ball of a foot is from where it should stand, m."""
        return max(self.miss_m(pose, self._place_foot(pose, side, ball)[:1]) for side, ball in balls.items())

    def place(self, body: str, on_body: Floats, wanted: Floats, axes: tuple[int, ...] = (0, 1, 2)) -> ActorPlace:
        """A wish for `reached`."""
        return ActorPlace(self.model.body(body).id, on_body, wanted, axes)

    def reach(self, pose: Floats, joints: Sequence[str], places: Sequence[ActorPlace]) -> Floats:
        """The pose with some joints turned until points are where they are wanted, by damped least squares."""
        pose, nearest, least, stale = pose.copy(), pose, np.inf, 0
        columns = [JOINTS.index(joint) for joint in joints]
        for _ in range(_MOST_STEPS):
            self._put(pose)
            away, slope = self._misses(places, columns)
            missed = float(away @ away)
            stale = stale + 1 if missed > _HARDLY_BETTER * least else 0
            if missed < least:
                nearest, least = pose.copy(), missed
            if least < _ARRIVED_M**2 or stale == _MOST_STALE:
                break
            step = _step(slope, away, stopped=np.zeros(len(columns), dtype=bool))
            low, high = self._range[columns].T
            angles = pose[ANGLES][columns]
            stopped = ((angles <= low) & (step < 0)) | ((angles >= high) & (step > 0))
            if stopped.any():
                step = _step(slope, away, stopped=stopped)
            step *= min(1.0, _LONGEST_STEP_RAD / max(float(np.abs(step).max()), 1e-12))
            pose[ANGLES][columns] = np.clip(angles + step, low, high)
        return nearest

    def miss_m(self, pose: Floats, places: Sequence[ActorPlace]) -> float:
        """How far a pose is from what was wanted, m."""
        self._put(pose)
        return float(np.abs(self._misses(places, [0])[0]).max())

    def _put(self, pose: Floats) -> None:
        self._data.qpos[:] = self.qpos(pose)
        mujoco.mj_kinematics(self.model, self._data)
        mujoco.mj_comPos(self.model, self._data)

    def _misses(self, places: Sequence[ActorPlace], columns: Sequence[int]) -> tuple[Floats, Floats]:
        """How far points are from where they are wanted, [row], and how that follows the joints, [row, joint]."""
        away, slope, jacobian = [], [], np.zeros((3, self.model.nv))
        for place in places:
            at = self._data.xpos[place.body] + self._data.xmat[place.body].reshape(3, 3) @ place.on_body
            mujoco.mj_jac(self.model, self._data, jacobian, None, at, place.body)
            axes = list(place.axes)
            away.append((place.wanted - at)[axes])
            slope.append(jacobian[axes][:, self._in_speed[columns]])
        return np.concatenate(away), np.concatenate(slope)

    def _place_foot(self, pose: Floats, side: str, ball: Floats) -> list[ActorPlace]:
        ball_geom, heel_geom = (self.model.geom(f"{side}_{part}") for part in ("ball", "heel"))
        radius, up = float(ball_geom.size[0]), float(pose[HEELS][list(SIDES).index(side)])
        foot = self.model.body(f"{side}_foot").id
        return [
            ActorPlace(foot, np.array(ball_geom.pos), ball + np.array([0, 0, radius])),
            ActorPlace(foot, np.array(heel_geom.pos), ball + np.array([0, 0, radius + up]), (2,)),
        ]


def _step(slope: Floats, away: Floats, *, stopped: Flags) -> Floats:
    """Of damped least squares, [joint]; joints at their stop do not move on."""
    free = np.where(stopped, 0.0, slope)
    damping = (_DAMPING * float(away @ away) + _LEAST_DAMPING) * np.eye(slope.shape[1])
    return np.asarray(np.linalg.solve(free.T @ free + damping, free.T @ away))


def _range_rad(name: str) -> tuple[float, float]:
    if name in NECK:
        return _NECK_RANGE_RAD
    low, high = np.radians(joint_row(name).stop)
    return float(low), float(high)
