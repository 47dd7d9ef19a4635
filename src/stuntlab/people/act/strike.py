"""The striking side: guard, wind-up, strike, a moment where it stops, and back.

Axes of the strike: the point struck is the origin, the striker comes from +x and faces -x, y to their right, z up from
the ground. Time 0 is the moment foot or hand stops, `gap_m` short of the point struck along x. A kick and a straight
punch arrive along -x; a hook and a slap travel across it and arrive along -y, as near as the gap says.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.people.act.actor import ANGLES, JOINTS, PELVIS, TURN, Actor
from stuntlab.people.act.tables import act_named, balls_of, mixed, settled, smooth
from stuntlab.people.performer import Performer

_HALF_TURN = np.array([-1.0, -1.0, 1.0])
_REACHED_M = 5e-4
_STEPS_OF_THE_WAY = 60
_MOST_AIMS = 3  # what is foremost turns with the limb


@dataclass(frozen=True)
class ActedStrike:
    """A strike in motion.

    guard, chamber, extended, after: poses (`actor`), in the actor's own axes. balls: where the feet stand, m.
    tip_body, tip_on_body: what arrives, the foremost point of a hand or foot. way: corners of the curve on which it
    arrives, [3, 3], m. origin_m: of the axes of the strike in those of the actor, turned by half.
    """

    actor: Actor
    row: Mapping[str, Any]
    guard: Floats
    chamber: Floats
    extended: Floats
    after: Floats
    balls: Mapping[str, Floats]
    tip_body: str
    tip_on_body: Floats
    way: Floats
    origin_m: Floats
    strike_s: float
    dwell_s: float

    @property
    def model(self) -> mujoco.MjModel:
        """Of the striker alone."""
        return self.actor.model

    @property
    def begins_s(self) -> float:
        """When they leave their guard."""
        return -self.strike_s - float(self.row["wind_up_s"])

    @property
    def ends_s(self) -> float:
        """When they are back in their guard."""
        return self.dwell_s + float(self.row["recover_s"])

    def pose(self, time_s: float) -> Floats:
        """`qpos` at a time, [nq]; before the beginning and after the end, the guard."""
        return self.actor.qpos(_in_strike_axes(self._pose(time_s), self.origin_m))

    def tip(self, time_s: float) -> Floats:
        """Where foot or hand is, [3], m."""
        at = self.actor.point(self._pose(time_s), self.tip_body, self.tip_on_body)
        return np.asarray((at - self.origin_m) * _HALF_TURN)

    def _pose(self, time_s: float) -> Floats:
        if time_s < -self.strike_s:
            return self._between(self.guard, self._wound_up, (time_s - self.begins_s) / self.row["wind_up_s"])
        if time_s < 0:
            return self._striking(1 + time_s / self.strike_s)
        if time_s < self.dwell_s:
            return self.extended
        back = 2 * (time_s - self.dwell_s) / self.row["recover_s"]
        if back < 1:
            return self._between(self.extended, self.after, back)
        return self._between(self.after, self.guard, back - 1)

    def _between(self, first: Floats, second: Floats, share: float) -> Floats:
        even = smooth(share)
        return self._planted((1 - even) * first + even * second)

    def _striking(self, share: float) -> Floats:
        """The body turns ahead of the limb and comes to rest; foot or hand is fastest where it stops."""
        along, steps = share * share, np.linspace(0, 1, len(self._traced))
        angles = np.array([np.interp(along, steps, joint) for joint in self._traced.T])
        return self._led(share, along, angles)

    def _led(self, share: float, along: float, limb_rad: Floats) -> Floats:
        """The body `share` of the way from wind-up to arrival, the limb where the curve leads it."""
        ahead = share**3 * (4 - 3 * share)
        pose = self._planted((1 - ahead) * self.chamber + ahead * self.extended)
        pose[ANGLES][self._limb] = limb_rad
        wanted = self.actor.place(self.tip_body, self.tip_on_body, _on_curve(self.way, along))
        return self.actor.reached(pose, self.row["limb"], [wanted])

    @cached_property
    def _traced(self) -> Floats:
        """Joints of the limb at even steps of its curve, followed backwards, so that it does not turn over: rad."""
        angles = [self.extended[ANGLES][self._limb]]
        for along in np.linspace(1, 0, _STEPS_OF_THE_WAY + 1)[1:]:
            angles.append(self._led(math.sqrt(along), float(along), angles[-1])[ANGLES][self._limb])
        return np.array(angles[::-1])

    @cached_property
    def _wound_up(self) -> Floats:
        """The wind-up with its limb where the curve begins."""
        pose = self.chamber.copy()
        pose[ANGLES][self._limb] = self._traced[0]
        return pose

    @property
    def _limb(self) -> list[int]:
        return [JOINTS.index(joint) for joint in self.row["limb"]]

    def _planted(self, pose: Floats) -> Floats:
        return self.actor.planted(pose, {side: self.balls[side] for side in self.row["planted"]})


def acted_strike(
    name: str, giver: Performer, *, gap_m: float, height_m: float, speed_m_s: float, dwell_s: float
) -> ActedStrike:
    """A strike that stops `gap_m` short of the point struck, at its height, arriving at the plan's speed.

    Raises:
        ModelError: there is no such act, or its foot or hand does not reach that height.
    """
    row, actor = act_named(name), Actor(giver)
    balls = balls_of(actor, row)
    guard, chamber = (settled(actor, row[key], balls) for key in ("guard", "chamber"))
    extended = _aimed(actor, row, balls, height_m)
    body, tip = actor.foremost(extended, row["tip"])
    way = _way(row, *(actor.point(pose, body, tip) for pose in (chamber, extended)))
    return ActedStrike(
        actor=actor,
        row=row,
        guard=guard,
        chamber=chamber,
        extended=extended,
        after=settled(actor, row["after"], balls) if "after" in row else chamber,
        balls=balls,
        tip_body=body,
        tip_on_body=tip,
        way=way,
        origin_m=np.array([way[2][0] + max(gap_m, 0.0), way[2][1], 0.0]),
        strike_s=4 * float(np.linalg.norm(way[2] - way[1])) / speed_m_s,  # how fast the curve ends, at share² of it
        dwell_s=dwell_s,
    )


def _aimed(actor: Actor, row: Mapping[str, Any], balls: Mapping[str, Floats], height_m: float) -> Floats:
    """The pose in which foot or hand is at a height: the low and the high one mixed, then one joint turned."""
    low, high = row["reaches"]
    share = (height_m / actor.stature_m - low) / (high - low)
    pose = settled(actor, mixed(row["low"], row["high"], min(max(share, -0.3), 1.3)), balls)
    body, tip = actor.foremost(pose, row["tip"])
    for _ in range(_MOST_AIMS):
        wanted = [actor.place(body, tip, np.array([0.0, 0.0, height_m]), (2,))]
        pose = actor.reached(pose, [row["aim"]], wanted)
        if actor.missed_m(pose, wanted) > _REACHED_M:
            raise ModelError(
                f"this strike is authored for {low * actor.stature_m:.2f} to {high * actor.stature_m:.2f} m, reaches a "
                f"little beyond, and not {height_m:.2f} m"
            )
        body, tip = actor.foremost(pose, row["tip"])
    return pose


def _way(row: Mapping[str, Any], starts: Floats, ends: Floats) -> Floats:
    """Corners of a curve of the second degree from wind-up to arrival, which ends in the act's own direction."""
    arrives = np.array(row["arrives"]) / np.linalg.norm(row["arrives"])
    straight = row["straight"] * float(np.linalg.norm(ends - starts))
    return np.array([starts, ends - straight * arrives, ends])


def _on_curve(way: Floats, share: float) -> Floats:
    return np.asarray((1 - share) ** 2 * way[0] + 2 * share * (1 - share) * way[1] + share**2 * way[2])


def _in_strike_axes(pose: Floats, origin_m: Floats) -> Floats:
    turned = pose.copy()
    turned[PELVIS] = (pose[PELVIS] - origin_m) * _HALF_TURN
    turned[TURN][2] += math.pi
    return turned
