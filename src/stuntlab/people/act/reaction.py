"""The receiving side: they stand, and sell what did not touch them: fold, or snap the head and step back."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco

from stuntlab.datasets import Floats
from stuntlab.people.act.tables import act_named, between, posture_of
from stuntlab.people.performer import Performer
from stuntlab.people.posture import Posture, put_posture


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction in motion, axes and time as in `strike`. starts_s: after foot or hand stops."""

    model: mujoco.MjModel
    stands: Posture
    ends: Posture
    front_m: float
    back_m: float
    starts_s: float
    takes_s: float

    def pose(self, time_s: float) -> Floats:
        """`qpos` at a time, [nq]."""
        left = 1 - min(max((time_s - self.starts_s) / self.takes_s, 0.0), 1.0)
        share = 1 - left * left  # sudden at first, as if pushed, then slowing down
        at_m = (-self.front_m - share * self.back_m, 0.0)
        return put_posture(self.model, between(self.stands, self.ends, share), at_m=at_m)


def acted_reaction(name: str, receiver: Performer, *, front_m: float, starts_s: float) -> Reaction:
    """A reaction of somebody whose struck surface stands `front_m` before the middle of their body.

    Raises:
        ModelError: there is no such act.
    """
    row = act_named(name)
    stands, ends = (posture_of(part, row[part]) for part in ("stands", "ends"))
    return Reaction(receiver.spec.compile(), stands, ends, front_m, row["back_m"], starts_s, row["takes_s"])
