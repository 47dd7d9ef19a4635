"""The receiving side: they stand or sit, and sell what did not touch them: fold, snap the head, or step back.

Whoever sits stays on the seat, feet and hands where they are: on the thighs, or tied to its back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.people.act.actor import PELVIS, Actor
from stuntlab.people.act.tables import ReactionAct, balls_of, reaction_act, seat_pose, settle_pose, smooth
from stuntlab.people.anthropometry import Measures
from stuntlab.people.performer import Performer
from stuntlab.people.seat import Seat, feet_ahead_m, rung_m, sitting_hip_m
from stuntlab.people.skeleton import SIDES

_LIFT_M = 0.06  # how high a foot comes in a step (J)
_GIVES_WAY_S = 0.25  # in which somebody goes back before what lands (J)
_ALONG_THE_THIGH, _ON_THE_THIGH_M = 0.6, 0.03  # where a hand rests: share of the way to the knee, clear of it (J)
_ARM = ("shoulder_flexion", "shoulder_abduction", "elbow_flexion")


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction in motion, axes and time as in `strike`.

    keys: poses at `times_s` after it starts. starts_s: after foot or hand stops. origin_m: of the axes of the strike in
    those of the actor. seat_m: by how much its seat moves the feet, [3]. hands_m: where hands stay, [3], by side.
    gives_way_m: how far all of them goes back before a strike that lands.
    """

    actor: Actor
    row: ReactionAct
    times_s: tuple[float, ...]
    keys: tuple[Floats, ...]
    starts_s: float
    origin_m: Floats
    seat_m: Floats = field(default_factory=lambda: np.zeros(3))
    hands_m: Mapping[str, Floats] = field(default_factory=dict)
    gives_way_m: float = 0.0

    @property
    def model(self) -> mujoco.MjModel:
        """Of the receiver alone."""
        return self.actor.model

    @property
    def takes_s(self) -> float:
        """How long it lasts."""
        return max([self.times_s[-1], *(step.to_s for step in self.row.steps)])

    @property
    def ends_s(self) -> float:
        """When they are at rest again."""
        return self.starts_s + self.takes_s

    def pose(self, time_s: float) -> Floats:
        """`qpos` at a time, [nq]."""
        since = time_s - self.starts_s
        pose = self.actor.plant_feet(self._between(since), _feet(self.actor, self.row, since, self.seat_m))
        for side, hand in self.hands_m.items():
            wanted = self.actor.place(f"{side}_forearm", _in_forearm(self.actor, side), hand)
            pose = self.actor.reach(pose, [f"{side}_{joint}" for joint in _ARM], [wanted])
        back_m = self.gives_way_m * smooth(min(max(since / _GIVES_WAY_S, 0.0), 1.0))
        pose[PELVIS] -= self.origin_m + np.array([back_m, 0.0, 0.0])
        return self.actor.qpos(pose)

    def _between(self, since: float) -> Floats:
        ends = list(zip(self.times_s, self.keys, strict=True))
        for number, ((begins, first), (until, second)) in enumerate(pairwise(ends)):
            if since < until:
                share = max(since - begins, 0.0) / (until - begins)
                even = smooth(share) if number else 1 - (1 - share) ** 2  # sudden at first, as if pushed
                return (1 - even) * first + even * second
        return self.keys[-1]


def act_reaction(
    name: str,
    receiver: Performer,
    *,
    front_m: float,
    starts_s: float,
    seat: Seat | None = None,
    gives_way_m: float = 0.0,
) -> Reaction:
    """A reaction of somebody whose struck surface stands `front_m` before the middle of their body.

    seat: what they sit on, for a reaction of somebody seated. gives_way_m: how far they go back before what lands.

    Raises:
        ModelError: there is no such act, or it is of somebody who stands and the receiver sits, or the other way round.
    """
    row, actor, body = reaction_act(name), Actor(receiver), receiver.measures
    if row.seated != (seat is not None):
        raise ModelError(f"{name!r} is a reaction of somebody who {'stands' if seat else 'sits'}")
    times = tuple(key.at_s for key in row.keys)
    moved = np.array([feet_ahead_m(body, seat), 0.0, rung_m(body, seat)]) if seat else np.zeros(3)
    feet = (_feet(actor, row, time_s, moved) for time_s in times)
    if seat is None:
        keys = tuple(settle_pose(actor, key, balls) for key, balls in zip(row.keys, feet, strict=True))
    else:
        arms = row.tied.numbers if seat.hands_tied else {}
        hip_m = sitting_hip_m(body, seat)
        posed = (replace(key, numbers={**key.numbers, **arms}) for key in row.keys)
        keys = tuple(seat_pose(actor, key, hip_m, balls) for key, balls in zip(posed, feet, strict=True))
    thorax = actor.point(keys[0], "thorax", np.zeros(3))
    return Reaction(
        actor=actor,
        row=row,
        times_s=times,
        keys=keys,
        starts_s=starts_s,
        origin_m=np.array([thorax[0] + front_m, thorax[1], 0.0]),
        seat_m=moved,
        hands_m={side: _hand_m(actor, keys[0], side, body, seat) for side in SIDES} if seat else {},
        gives_way_m=gives_way_m,
    )


def _hand_m(actor: Actor, pose: Floats, side: str, body: Measures, seat: Seat) -> Floats:
    """Where a hand of somebody who sits stays: tied where the pose has it, else on the thigh, [3], m."""
    if seat.hands_tied:
        return actor.point(pose, f"{side}_forearm", _in_forearm(actor, side))
    over = sum(float(actor.model.geom(f"{side}_{part}").size[0]) for part in ("thigh", "hand")) + _ON_THE_THIGH_M
    return actor.point(pose, f"{side}_thigh", np.array([over, 0.0, -_ALONG_THE_THIGH * body.thigh_m]))


def _in_forearm(actor: Actor, side: str) -> Floats:
    """The middle of a hand, [3], m."""
    return np.array(actor.model.geom(f"{side}_hand").pos)


def _feet(actor: Actor, row: ReactionAct, since: float, moved: Floats) -> dict[str, Floats]:
    """Where the balls of the feet are, [3], m: they stand, but for one that steps."""
    balls = {side: ball + moved for side, ball in balls_of(actor, row).items()}
    for step in row.steps:
        share = min(max((since - step.from_s) / (step.to_s - step.from_s), 0.0), 1.0)
        way, even = np.array([*step.by, 0.0]) * actor.size, smooth(share)
        balls[step.foot] += even * way + [0, 0, 4 * _LIFT_M * actor.size * share * (1 - share)]
    return balls
