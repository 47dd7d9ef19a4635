"""What a strike asks of the giver's own body on the way to where it stops: inverse dynamics of the acted motion.

The motion between wind-up and arrival is the same at every speed, only faster. So every load is what gravity asks in
that pose, plus a part that grows with the square of the speed: both are computed once, and any take is their sum.

The stop itself is left out: over what time foot or hand is pulled up is not in a plan. Joints are moved by moments at
their hinges; no muscle is modelled, so that a spine's compression by its own muscles is not in it.

Valid for: authored motion, which is not measured motion. Compared in `tests/people` with closed forms, and in
`docs/camera.md` with what was measured at kicks of a ball.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import mujoco
import numpy as np
from scipy.interpolate import make_lsq_spline

from stuntlab.datasets import Floats
from stuntlab.people.act.actor import Actor
from stuntlab.people.act.strike import ActedStrike

_SAMPLES, _DEGREE, _SPANS = 61, 5, 9
_STEP = 1e-3  # of the share of the way, over which it is differentiated
_SPEEDS = 48
_JOINTS = {
    "hip": ("hip_flexion", "hip_abduction"),
    "knee": ("knee_flexion",),
    "shoulder": ("shoulder_flexion", "shoulder_abduction"),
    "elbow": ("elbow_flexion",),
}


@dataclass(frozen=True, slots=True)
class OwnLoads:
    """Every load over the way: [moment, component], at rest and what a way that takes 1 s adds. way_m: a strike that
    arrives at v takes way_m / v.
    """

    at_rest: Mapping[str, Floats]
    moving: Mapping[str, Floats]
    way_m: float

    def peak(self, load: str, speed_m_s: Floats) -> Floats:
        """The largest of a load on the way, [...], N or N m; between 48 speeds it is interpolated."""
        speed = np.asarray(speed_m_s, dtype=float)
        grid = np.linspace(0.0, float(speed.max(initial=0.0)), _SPEEDS)
        rate = (grid / self.way_m)[:, None, None] ** 2
        sizes = np.linalg.norm(self.at_rest[load] + rate * self.moving[load], axis=2)
        return np.asarray(np.interp(speed, grid, sizes.max(axis=1)))


def own_loads(strike: ActedStrike) -> OwnLoads:
    """Compression of the lumbar spine, push of the ground, and moments at the joints of the limb that strikes."""
    limb = ("hip", "knee") if "hip_flexion" in strike.row.aim else ("shoulder", "elbow")
    at_rest, moving = _Mechanics(strike).over_the_way(limb)
    return OwnLoads(at_rest, moving, strike.strike_s * strike.speed_m_s)


class _Mechanics:
    """The recursive Newton–Euler equations along the way, without the ground: its push is what is left over."""

    def __init__(self, strike: ActedStrike) -> None:
        self.actor: Actor = strike.actor
        self.model = strike.model
        self.data = mujoco.MjData(self.model)
        shares = np.linspace(0, 1, _SAMPLES)
        poses = np.array([strike.striking(float(share)) for share in shares])
        knots = np.concatenate([[0.0] * _DEGREE, np.linspace(0, 1, _SPANS + 1), [1.0] * _DEGREE])
        self.motion = make_lsq_spline(shares, poses, knots, _DEGREE)
        self.shares = shares[2:-2]  # the ends cannot be differentiated on both sides

    def over_the_way(self, limb: tuple[str, ...]) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """Loads at rest, and what motion adds if the way takes 1 s: load -> [moment, component]."""
        rest, moved = (
            [self._at(float(share), limb, moving=moving) for share in self.shares] for moving in (False, True)
        )
        names = rest[0]
        at_rest = {name: np.array([row[name] for row in rest]) for name in names}
        return at_rest, {name: np.array([row[name] for row in moved]) - at_rest[name] for name in names}

    def _at(self, share: float, limb: tuple[str, ...], *, moving: bool) -> dict[str, Floats]:
        self.data.qpos[:] = self._qpos(share)
        self.data.qvel[:] = self._rate(share) if moving else 0.0
        self.data.qacc[:] = (self._rate(share + _STEP) - self._rate(share - _STEP)) / (2 * _STEP) if moving else 0.0
        for stage in (mujoco.mj_kinematics, mujoco.mj_comPos, mujoco.mj_comVel):
            stage(self.model, self.data)
        moments = np.zeros(self.model.nv)
        mujoco.mj_rne(self.model, self.data, 1, moments)
        mujoco.mj_rnePostConstraint(self.model, self.data)
        return {
            "lumbar_force": self._lumbar(),
            "ground_force": moments[self._root() : self._root() + 3],
            **{f"{joint}_moment": moments[[self._hinge(f"right_{name}") for name in _JOINTS[joint]]] for joint in limb},
        }

    def _lumbar(self) -> Floats:
        """The push along the spine at the joint above the pelvis, [1], N; compression positive."""
        abdomen = self.model.body("abdomen").id
        along = self.data.xmat[abdomen].reshape(3, 3)[:, 2]
        return np.array([max(float(self.data.cfrc_int[abdomen][3:] @ along), 0.0)])

    def _qpos(self, share: float) -> Floats:
        return self.actor.qpos(np.asarray(self.motion(min(max(share, 0.0), 1.0))))

    def _rate(self, share: float) -> Floats:
        """Of `qpos` with the share of the way, [nv]."""
        rate = np.zeros(self.model.nv)
        mujoco.mj_differentiatePos(self.model, rate, 2 * _STEP, self._qpos(share - _STEP), self._qpos(share + _STEP))
        return rate

    def _root(self) -> int:
        return int(self.model.joint("root").dofadr[0])

    def _hinge(self, name: str) -> int:
        return int(self.model.joint(name).dofadr[0])
