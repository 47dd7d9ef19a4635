"""The striking side: guard, wind-up, strike, a moment where it stops, and back.

Axes of the strike: the point struck is the origin, the striker comes from +x and faces -x, z up from the ground. Time 0
is the moment foot or hand stops, `gap_m` short of the point struck.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.people.act.tables import act_named, between, posture_of, smooth
from stuntlab.people.anthropometry import HYBRID_III_STATURE_M
from stuntlab.people.performer import Performer
from stuntlab.people.posture import Posture, put_posture

_HALF_TURN = math.pi
_STEP = 1e-3


@dataclass(frozen=True, slots=True)
class ActedStrike:
    """A strike in motion.

    model: of the striker alone. begins_s, ends_s: when they leave their guard and are back in it.
    """

    model: mujoco.MjModel
    guard: Posture
    chamber: Posture
    extended: Posture
    row: Mapping[str, Any]
    planted_at: Floats
    strike_s: float
    dwell_s: float
    tip_on_body: Floats

    @property
    def begins_s(self) -> float:
        return -self.strike_s - float(self.row["wind_up_s"])

    @property
    def ends_s(self) -> float:
        return self.dwell_s + float(self.row["recover_s"])

    def pose(self, time_s: float) -> Floats:
        """`qpos` at a time, [nq]; before the beginning and after the end, the guard."""
        qpos = _posed(self.model, self._posture(time_s))
        root = self.model.joint("root").qposadr[0]
        planted, _ = _places(self.model, qpos, self.row, self.tip_on_body)
        qpos[root : root + 2] += (self.planted_at - planted)[:2]
        return qpos

    def tip(self, time_s: float) -> Floats:
        """Where foot or hand is, [3], m."""
        return _places(self.model, self.pose(time_s), self.row, self.tip_on_body)[1]

    def _posture(self, time_s: float) -> Posture:
        if time_s < -self.strike_s:
            return between(self.guard, self.chamber, smooth((time_s - self.begins_s) / self.row["wind_up_s"]))
        if time_s < 0:
            share = 1 + time_s / self.strike_s
            return between(
                self.chamber, self.extended, share * share
            )  # fastest where it stops: it is pulled, not placed
        if time_s < self.dwell_s:
            return self.extended
        back = (time_s - self.dwell_s) / self.row["recover_s"]
        if back < 0.5:
            return between(self.extended, self.chamber, smooth(2 * back))
        return between(self.chamber, self.guard, smooth(2 * back - 1))


def acted_strike(
    name: str, giver: Performer, *, gap_m: float, height_m: float, speed_m_s: float, dwell_s: float
) -> ActedStrike:
    """A strike that stops `gap_m` short of the point struck, at its height, arriving at the plan's speed.

    Raises:
        ModelError: there is no such act, or its foot or hand does not reach that height.
    """
    row = act_named(name)
    model = giver.spec.compile()
    tip = np.array(row["tip_at"]) * giver.measures.stature_m / HYBRID_III_STATURE_M
    guard, chamber, extended = (posture_of(part, row[part]) for part in ("guard", "chamber", "extended"))
    extended = _aimed(model, extended, row, tip, height_m)
    planted, reached = _places(model, _posed(model, extended), row, tip)
    wanted = np.array([max(gap_m, 0.0), 0.0, height_m])
    still = ActedStrike(model, guard, chamber, extended, row, planted + wanted - reached, 1.0, dwell_s, tip)
    travel = np.linalg.norm(still.tip(-_STEP) - still.tip(-2 * _STEP)) / _STEP  # m/s were the strike to take 1 s
    return replace(still, strike_s=float(travel) / speed_m_s)


def _aimed(model: mujoco.MjModel, pose: Posture, row: Mapping[str, Any], tip: Floats, height_m: float) -> Posture:
    """The pose with the aiming joint turned until the tip is at a height, by halving."""
    low, high = (math.radians(angle) for angle in row["aim_range"])
    heights = [_height(model, _turned(pose, row["aim"], angle), row, tip) for angle in (low, high)]
    if not min(heights) <= height_m <= max(heights):
        raise ModelError(f"this strike reaches from {min(heights):.2f} to {max(heights):.2f} m, not {height_m:.2f} m")
    for _ in range(24):
        middle = (low + high) / 2
        below = _height(model, _turned(pose, row["aim"], middle), row, tip) < height_m
        low, high = (middle, high) if below == (heights[0] < heights[1]) else (low, middle)
    return _turned(pose, row["aim"], (low + high) / 2)


def _turned(pose: Posture, joint: str, angle: float) -> Posture:
    return replace(pose, angles_rad={**pose.angles_rad, joint: angle})


def _height(model: mujoco.MjModel, pose: Posture, row: Mapping[str, Any], tip: Floats) -> float:
    return float(_places(model, _posed(model, pose), row, tip)[1][2])


def _posed(model: mujoco.MjModel, pose: Posture) -> Floats:
    return put_posture(model, pose, yaw_rad=_HALF_TURN)


def _places(model: mujoco.MjModel, qpos: Floats, row: Mapping[str, Any], tip: Floats) -> tuple[Floats, Floats]:
    """Where the planted foot and the tip are, each [3], m."""
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    body = data.body(row["tip_body"])
    return np.array(data.body(row["planted"]).xpos), np.array(body.xpos + body.xmat.reshape(3, 3) @ tip)
