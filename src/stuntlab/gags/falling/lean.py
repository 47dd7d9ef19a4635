"""A body that leans over an edge it turns about: feet, or the legs of a chair. Where it is, and how fast it turns.

Until something else touches, such a body is an inverted pendulum: the height its centre of mass has lost is speed,
½·I·ω² = ½·I·ω₀² + kept·m·g·(h₀ - h), with I about the edge and h₀ where the centre of mass stands over it.

Where the engine takes over, the springs of legs and spine are as long as this pendulum makes them, so that they do not
start by pushing with the weight of somebody who stands.

Directions: a heading of 0 is to the front of the body, π/2 to its left, π to its back; x is forward, z up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, sin, sqrt

import mujoco
import numpy as np
from scipy.spatial.transform import Rotation

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.geometry import quaternion, rotation
from stuntlab.people import Posture
from stuntlab.people.posture import lowest_point_m
from stuntlab.people.stance import carrying_springs, places_of_springs

SAME_EDGE_M = 0.02
"""Feet less than this short of the furthest are part of the edge."""

CHIN = {"t1_flexion": 0.5, "oc_flexion": 0.5}
"""Joints a chin is tucked with, and the share each takes (judgement)."""

HEAD_ASIDE = {"t1_lateral": 1.0}
"""Joints a head is bent aside with, to its right, and the share each takes."""


@dataclass(frozen=True, slots=True)
class Pendulum:
    """A rigid body about an edge. balance_m: height of its centre of mass straight over the edge; height_m: now.

    inertia_kgm2: about the edge.
    """

    mass_kg: float
    balance_m: float
    height_m: float
    inertia_kgm2: float

    def turning_rad_s(self, pushed_rad_s: float, *, from_m: float, kept: float = 1.0) -> float:
        """How fast it turns, having come down from a centre of mass at `from_m` with a push at the top.

        kept: share of the lost height that becomes speed; the rest went into legs that gave way.
        """
        gained_j = kept * self.mass_kg * GRAVITY_M_S2 * max(from_m - self.height_m, 0.0)
        return sqrt(pushed_rad_s**2 + 2 * gained_j / self.inertia_kgm2)


@dataclass(frozen=True, slots=True)
class Lean:
    """One start. place_m, turn (quaternion): of the free joint; edge_m: a point of the edge, world axes.

    on: bodies of the model that stand on the edge, one for each point that does.
    springs_m: carrying spring -> position of its joint; those that are not named are as long as in standing.
    """

    place_m: Floats
    turn: Floats
    edge_m: Floats
    axis: Floats
    pendulum: Pendulum
    on: tuple[int, ...]
    springs_m: Mapping[str, float] = field(default_factory=dict)

    def speeds(self, turning_rad_s: float) -> tuple[Floats, Floats]:
        """Velocity of the free joint (world) and its turning (its own axes) when the body turns about the edge."""
        turning = self.axis * turning_rad_s
        return np.cross(turning, self.place_m - self.edge_m), rotation(self.turn).inv().apply(turning)


@dataclass(frozen=True, slots=True)
class LeaningBody:
    """A compiled body that can be put anywhere. stands_on: names of the geoms it stands on; free: its free joint."""

    model: mujoco.MjModel
    prefix: str
    stands_on: Sequence[str]

    def lean(self, angles_rad: Mapping[str, float], *, heading_rad: float, tilt_rad: float) -> Lean:
        """Lean over the edge of what it stands on, by a tilt in a heading; the lowest point is at z = 0."""
        ahead = np.array([cos(heading_rad), sin(heading_rad), 0.0])
        axis = np.array([-ahead[1], ahead[0], 0.0])
        tilt = Rotation.from_rotvec(tilt_rad * axis)
        qpos = self.pose(angles_rad)
        edge, on = self._edge(qpos, ahead)
        turn, place, free = quaternion(tilt), tilt.apply(-edge), self._free
        qpos[free : free + 3], qpos[free + 3 : free + 7] = place, turn
        lift = -lowest_point_m(self.model, qpos, self.prefix)
        qpos[free + 2] += lift
        place = qpos[free : free + 3].copy()
        at = np.array([0.0, 0.0, lift])
        return Lean(place, turn, at, axis, self._pendulum(qpos, at, axis), on)

    def hand_over(self, angles_rad: Mapping[str, float], lean: Lean, turning_rad_s: float) -> Lean:
        """The same lean with legs and spine as long as what they carry makes them; the lowest point stays where it is.

        The forces are those of the rigid pendulum, by Newton and Euler: each part accelerates with the whole, and the
        ground pushes at the edge. Where it would have to pull, the feet have left it and nothing is carried.
        """
        qpos = self.put(angles_rad, lean, np.zeros(3))
        places = places_of_springs(self.model, self.prefix)
        names, joints = carrying_springs(self.model, self.prefix), self.model.dof_jntid
        dofs = [int(self.model.joint(self.prefix + name).dofadr[0]) for name in names]
        pressed = self._carried_forces(qpos, lean, turning_rad_s)[dofs] / self.model.jnt_stiffness[joints[dofs]]
        before = lowest_point_m(self.model, qpos, self.prefix)
        qpos[places] = self.model.qpos_spring[places] - pressed
        lift = np.array([0.0, 0.0, before - lowest_point_m(self.model, qpos, self.prefix)])
        lengths = dict(zip(names, (float(length) for length in qpos[places]), strict=True))
        return replace(lean, place_m=lean.place_m + lift, springs_m=lengths)

    def _carried_forces(self, qpos: Floats, lean: Lean, turning_rad_s: float) -> Floats:
        """What joints must bear for the body to move as one with the pendulum, [nv], N and N·m."""
        data, root = self._at(qpos), int(self.model.joint(f"{self.prefix}root").dofadr[0])
        centre = data.subtree_com[int(self.model.body(f"{self.prefix}pelvis").id)] - lean.edge_m
        pendulum, gravity = lean.pendulum, np.array(self.model.opt.gravity)
        moment = pendulum.mass_kg * float(np.cross(centre, gravity) @ lean.axis)
        spin, gains = lean.axis * turning_rad_s, lean.axis * moment / pendulum.inertia_kgm2
        ground_n = pendulum.mass_kg * (_acceleration(spin, gains, centre) - gravity)
        if ground_n[2] <= 0.0:
            return np.zeros(self.model.nv)
        linear, own = lean.speeds(turning_rad_s)
        data.qvel[root : root + 6] = [*linear, *own]
        data.qacc[root : root + 3] = _acceleration(spin, gains, lean.place_m - lean.edge_m)
        mujoco.mju_rotVecQuat(data.qacc[root + 3 : root + 6], gains, np.array([lean.turn[0], *-lean.turn[1:]]))
        mujoco.mj_comVel(self.model, data)
        borne, pushed = np.zeros(self.model.nv), np.zeros(self.model.nv)
        mujoco.mj_rne(self.model, data, 1, borne)
        for body in lean.on:
            mujoco.mj_applyFT(self.model, data, ground_n / len(lean.on), np.zeros(3), lean.edge_m, body, pushed)
        return borne - pushed

    def pose(self, angles_rad: Mapping[str, float]) -> Floats:
        """`qpos` of the body upright at the origin, its joints at these angles, [nq]."""
        qpos: Floats = np.array(self.model.qpos0)
        for name, angle in angles_rad.items():
            qpos[self.model.joint(self.prefix + name).qposadr[0]] = angle
        qpos[self._free : self._free + 7] = [0, 0, 0, 1, 0, 0, 0]
        return qpos

    def put(self, angles_rad: Mapping[str, float], lean: Lean, shift_m: Floats) -> Floats:
        """`qpos` of the body leaning over an edge that is shifted, [3], m, [nq]."""
        qpos, free = self.pose(angles_rad), self._free
        qpos[free : free + 7] = [*(lean.place_m + shift_m), *lean.turn]
        for name, length in lean.springs_m.items():
            qpos[self.model.joint(self.prefix + name).qposadr[0]] = length
        return qpos

    @property
    def _free(self) -> int:
        return int(self.model.joint(f"{self.prefix}root").qposadr[0])

    def _edge(self, qpos: Floats, ahead: Floats) -> tuple[Floats, tuple[int, ...]]:
        """The middle of what it stands on that is furthest ahead, at its lowest, from the free joint; whose it is."""
        data = self._at(qpos)
        geoms = [int(self.model.geom(self.prefix + name).id) for name in self.stands_on]
        places = np.array([data.geom_xpos[geom] - [0, 0, self.model.geom_size[geom][0]] for geom in geoms])
        reach = places @ ahead
        ends = reach > reach.max() - SAME_EDGE_M
        on = tuple(int(self.model.geom_bodyid[geom]) for geom, end in zip(geoms, ends, strict=True) if end)
        return np.asarray(places[ends].mean(axis=0)), on

    def _pendulum(self, qpos: Floats, edge: Floats, axis: Floats) -> Pendulum:
        data, mass = self._at(qpos), self.model.body_mass
        arms = data.xipos - edge
        inertia = 0.0
        for body in range(self.model.nbody):
            turn = data.ximat[body].reshape(3, 3)
            own = turn @ np.diag(self.model.body_inertia[body]) @ turn.T
            arm = arms[body] - (arms[body] @ axis) * axis
            inertia += float(axis @ own @ axis + mass[body] * arm @ arm)
        centre = (mass[:, None] * arms).sum(axis=0) / mass.sum()
        centre -= (centre @ axis) * axis
        return Pendulum(float(mass.sum()), float(np.linalg.norm(centre)), float(centre[2] + edge[2]), inertia)

    def _at(self, qpos: Floats) -> mujoco.MjData:
        data = mujoco.MjData(self.model)
        data.qpos[:] = qpos
        mujoco.mj_kinematics(self.model, data)
        mujoco.mj_comPos(self.model, data)
        return data


def _acceleration(turning: Floats, gains: Floats, arm_m: Floats) -> Floats:
    """Of a point of a rigid body that turns about the origin and gains turning, m/s², [3]."""
    return np.asarray(np.cross(gains, arm_m) + np.cross(turning, np.cross(turning, arm_m)))


def between(held: Posture, trained: Posture, *, form: float, chin_rad: float) -> dict[str, float]:
    """Joint angles of a posture between two, with the chin tucked."""
    angles = {joint: angle + form * (trained.angles_rad[joint] - angle) for joint, angle in held.angles_rad.items()}
    return angles | {joint: share * chin_rad for joint, share in CHIN.items()}
