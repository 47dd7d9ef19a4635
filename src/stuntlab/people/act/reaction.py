"""The receiving side: they stand, and sell what did not touch them: fold, snap the head, or step back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.act.actor import PELVIS, Actor
from stuntlab.people.act.tables import act_named, balls_of, settled, smooth
from stuntlab.people.performer import Performer

_LIFT_M = 0.06  # how high a foot comes in a step (J)


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction in motion, axes and time as in `strike`.

    keys: poses at `times_s` after it starts. starts_s: after foot or hand stops. origin_m: of the axes of the strike in
    those of the actor.
    """

    actor: Actor
    row: Mapping[str, Any]
    times_s: tuple[float, ...]
    keys: tuple[Floats, ...]
    starts_s: float
    origin_m: Floats

    @property
    def model(self) -> mujoco.MjModel:
        """Of the receiver alone."""
        return self.actor.model

    @property
    def takes_s(self) -> float:
        """How long it lasts."""
        return max(self.times_s[-1], *(float(step["to_s"]) for step in self.row["steps"]))

    @property
    def ends_s(self) -> float:
        """When they are at rest again."""
        return self.starts_s + self.takes_s

    def pose(self, time_s: float) -> Floats:
        """`qpos` at a time, [nq]."""
        since = time_s - self.starts_s
        pose = self.actor.planted(self._between(since), _feet(self.actor, self.row, since))
        pose[PELVIS] -= self.origin_m
        return self.actor.qpos(pose)

    def _between(self, since: float) -> Floats:
        ends = list(zip(self.times_s, self.keys, strict=True))
        for number, ((begins, first), (until, second)) in enumerate(pairwise(ends)):
            if since < until:
                share = max(since - begins, 0.0) / (until - begins)
                even = smooth(share) if number else 1 - (1 - share) ** 2  # sudden at first, as if pushed
                return (1 - even) * first + even * second
        return self.keys[-1]


def acted_reaction(name: str, receiver: Performer, *, front_m: float, starts_s: float) -> Reaction:
    """A reaction of somebody whose struck surface stands `front_m` before the middle of their body.

    Raises:
        ModelError: there is no such act.
    """
    row, actor = act_named(name), Actor(receiver)
    times = tuple(float(key["at_s"]) for key in row["keys"])
    keys = tuple(settled(actor, key, _feet(actor, row, float(key["at_s"]))) for key in row["keys"])
    thorax = actor.point(keys[0], "thorax", np.zeros(3))
    return Reaction(actor, row, times, keys, starts_s, np.array([thorax[0] + front_m, thorax[1], 0.0]))


def _feet(actor: Actor, row: Mapping[str, Any], since: float) -> dict[str, Floats]:
    """Where the balls of the feet are, [3], m: they stand, but for one that steps."""
    balls = balls_of(actor, row)
    for step in row["steps"]:
        share = min(max((since - step["from_s"]) / (step["to_s"] - step["from_s"]), 0.0), 1.0)
        way, even = np.array([*step["by"], 0.0]) * actor.size, smooth(share)
        balls[step["foot"]] += even * way + [0, 0, 4 * _LIFT_M * actor.size * share * (1 - share)]
    return balls
