"""The striking side: guard, wind-up, strike, a moment where it stops, and back.

Axes of the strike: the point struck is the origin, the striker comes from +x and faces -x, y to their right, z up from
the ground. Time 0 is the moment foot or hand stops, `gap_m` short of the point struck along x. A kick and a straight
punch arrive along -x and upwards; a hook and a slap travel across, along -y, and pass as near as the gap says. A
turning kick comes round, along -y and -x and upwards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.people.act.actor import PELVIS, TURN, Actor
from stuntlab.people.act.tables import StrikeAct, balls_of, mix_rows, settle_pose, smooth, strike_act
from stuntlab.people.performer import Performer

_HALF_TURN = np.array([-1.0, -1.0, 1.0])
_REACHED_M = 5e-4
_STEPS = (0.0, 1e-3, 2e-3)
_MOST_AIMS = 3  # what is foremost turns with the limb


@dataclass(frozen=True, slots=True)
class ActedStrike:
    """A strike in motion.

    guard, chamber, extended, after: poses (`actor`), in the actor's own axes. balls: where the feet stand, m.
    tip_body, tip_on_body: what arrives, the foremost point of a hand or foot. origin_m: of the axes of the strike in
    those of the actor, turned by half.
    """

    actor: Actor
    row: StrikeAct
    guard: Floats
    chamber: Floats
    extended: Floats
    after: Floats
    balls: Mapping[str, Floats]
    tip_body: str
    tip_on_body: Floats
    origin_m: Floats
    speed_m_s: float
    strike_s: float
    dwell_s: float

    @property
    def model(self) -> mujoco.MjModel:
        """Of the striker alone."""
        return self.actor.model

    @property
    def begins_s(self) -> float:
        """When they leave their guard."""
        return -self.strike_s - self.row.wind_up_s

    @property
    def ends_s(self) -> float:
        """When they are back in their guard."""
        return self.dwell_s + self.row.recover_s

    def pose(self, time_s: float, *, further_m: float = 0.0) -> Floats:
        """`qpos` at a time, [nq]; before the beginning and after the end, the guard.

        further_m: how much further the hips go in over the standing foot, for a strike that lands.
        """
        pose = self._pose(time_s)
        if further_m:
            pose = pose.copy()
            pose[PELVIS][0] += further_m
            pose = self._plant(pose)
        return self.actor.qpos(_in_strike_axes(pose, self.origin_m))

    def tip(self, time_s: float) -> Floats:
        """Where foot or hand is, [3], m."""
        at = self.actor.point(self._pose(time_s), self.tip_body, self.tip_on_body)
        return np.asarray((at - self.origin_m) * _HALF_TURN)

    def _pose(self, time_s: float) -> Floats:
        if time_s < -self.strike_s:
            return self._between(self.guard, self.chamber, (time_s - self.begins_s) / self.row.wind_up_s)
        if time_s < 0:
            return self.striking(1 + time_s / self.strike_s)
        if time_s < self.dwell_s:
            return self.extended
        back = 2 * (time_s - self.dwell_s) / self.row.recover_s
        if back < 1:
            return self._between(self.extended, self.after, back)
        return self._between(self.after, self.guard, back - 1)

    def _between(self, first: Floats, second: Floats, share: float) -> Floats:
        even = smooth(share)
        return self._plant((1 - even) * first + even * second)

    def striking(self, share: float) -> Floats:
        """The pose that far from wind-up to arrival, in the actor's own axes: fastest where it stops."""
        along = share * share
        return self._plant((1 - along) * self.chamber + along * self.extended)

    def _plant(self, pose: Floats) -> Floats:
        return self.actor.plant_feet(pose, {side: self.balls[side] for side in self.row.planted})


def act_strike(
    name: str, giver: Performer, *, gap_m: float, height_m: float, speed_m_s: float, dwell_s: float
) -> ActedStrike:
    """A strike that stops `gap_m` short of the point struck, at its height, arriving at the plan's speed.

    Raises:
        ModelError: there is no such act, or its foot or hand does not reach that height.
    """
    row, actor = strike_act(name), Actor(giver)
    balls, share = balls_of(actor, row), _height_share(actor, row, height_m)
    extended = _aim_joint(actor, row, settle_pose(actor, mix_rows(row.low, row.high, share), balls), height_m)
    chamber = settle_pose(actor, mix_rows(row.chamber, row.high_chamber or row.chamber, share), balls)
    body, tip = actor.foremost(extended, row.tip)
    tip = _on_its_middle(actor, extended, body, tip, row.middle)
    arrives = actor.point(extended, body, tip)
    still = ActedStrike(
        actor=actor,
        row=row,
        guard=settle_pose(actor, row.guard, balls),
        chamber=chamber,
        extended=extended,
        after=settle_pose(actor, row.after, balls) if row.after else chamber,
        balls=balls,
        tip_body=body,
        tip_on_body=tip,
        origin_m=np.array([arrives[0] + max(gap_m, 0.0), arrives[1], 0.0]),
        speed_m_s=speed_m_s,
        strike_s=1.0,
        dwell_s=dwell_s,
    )
    return replace(still, strike_s=_travel_m(still) / speed_m_s)


def _on_its_middle(actor: Actor, pose: Floats, body: str, tip: Floats, middle: Sequence[float] | None) -> Floats:
    """The tip moved across the strike to the middle of the hand that is seen; feet have theirs where it is felt."""
    if middle is None:
        return tip
    seen = np.array([*middle, tip[2]])
    aside = np.array([0.0, (actor.point(pose, body, seen) - actor.point(pose, body, tip))[1], 0.0])
    return np.asarray(tip + actor.turn(pose, body).T @ aside)


def _travel_m(strike: ActedStrike) -> float:
    """How far foot or hand would go on in the time the strike takes, at the rate at which it arrives, m."""
    before = [strike.actor.point(strike.striking(1 - step), strike.tip_body, strike.tip_on_body) for step in _STEPS]
    return float(np.linalg.norm(3 * before[0] - 4 * before[1] + before[2]) / (2 * _STEPS[1]))


def _height_share(actor: Actor, row: StrikeAct, height_m: float) -> float:
    """Where a height lies between the low and the high pose; a little beyond either is allowed."""
    low, high = row.reaches
    return float(np.clip((height_m / actor.stature_m - low) / (high - low), -0.3, 1.3))


def _aim_joint(actor: Actor, row: StrikeAct, pose: Floats, height_m: float) -> Floats:
    """The pose with one joint turned until foot or hand is at a height."""
    low, high = row.reaches
    for _ in range(_MOST_AIMS):
        body, tip = actor.foremost(pose, row.tip)
        wanted = [actor.place(body, tip, np.array([0.0, 0.0, height_m]), (2,))]
        pose = actor.reach(pose, [row.aim], wanted)
        if actor.miss_m(pose, wanted) > _REACHED_M:
            raise ModelError(
                f"this strike is authored for {low * actor.stature_m:.2f} to {high * actor.stature_m:.2f} m, reaches a "
                f"little beyond, and not {height_m:.2f} m"
            )
    return pose


def _in_strike_axes(pose: Floats, origin_m: Floats) -> Floats:
    turned = pose.copy()
    turned[PELVIS] = (pose[PELVIS] - origin_m) * _HALF_TURN
    turned[TURN][2] += math.pi
    return turned
