"""A kick at a co-performer: sold short of the body, pushed onto a pad, or landed.

The kicker is an effective-mass striker (`striker.py`) checked against measured front kicks; the receiver is the full
performer. A foot that touches does so at the plan's foot speed, the cautious reading, unless the plan says over what
distance it is pulled.

Valid for: straight kicks with a flat sole, 0.5–9 m/s, at the abdomen, chest, thigh or back of a standing adult.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import hypot
from typing import Any, ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Draws, Exposure, Finding, Flags, Floats, Severity, Unknown
from stuntlab.gags.base import Gag, HazardZone, UsualBranch
from stuntlab.gear.floor import floor
from stuntlab.plan import Plan
from stuntlab.plan.actions.kick import Kick as KickAction

TARGETS = ("abdomen", "chest", "thigh", "back")
AS_PLANNED = Branch("as planned", 1.0, "", "the foot goes where the plan says, within its spread")
TRAINED = ("stunt performer", "stunt double", "stunt coordinator")


@cache
def priors() -> dict[str, Any]:
    """`kick.toml`: every number the plan does not give, with its source."""
    return tomllib.loads((files("stuntlab.gags") / "kick.toml").read_text(encoding="utf-8"))


class Kick(Gag):
    """One `kick:` line of a plan."""

    kind: ClassVar[str] = "kick"
    summary: ClassVar[str] = "a foot at a co-performer's abdomen, chest, thigh or back: sold short, pushed or landed"
    usual_branches: ClassVar[tuple[UsualBranch, ...]] = tuple(
        UsualBranch(name, row["reason"], row["outcome"]) for name, row in priors()["branch"].items()
    )

    def __init__(self, plan: Plan, action: KickAction, number: int) -> None:
        super().__init__(plan, action, number)
        self.kick = action
        self.giver = plan.people[action.by]
        self.receiver = plan.people[action.to]

    def branches(self) -> tuple[Branch, ...]:
        wet = floor(self.plan.place.floor).wet
        wrong = tuple(
            Branch(name, row["wet_probability" if wet and "wet_probability" in row else "probability"], row["reason"], row["outcome"])
            for name, row in priors()["branch"].items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch(AS_PLANNED.name, planned, AS_PLANNED.reason, AS_PLANNED.outcome), *wrong)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        as_planned = {"shift_m": 0.0, "shift_sd_m": 0.0, "aim_factor": 1.0}
        return tuple(self._unknowns_of(row) for row in (as_planned, *priors()["branch"].values()))

    def _unknowns_of(self, branch: Mapping[str, float]) -> tuple[Unknown, ...]:
        """`branch`: how much closer the foot ends, and how much the aim suffers."""
        gap, speed = self.kick.gap, self.kick.foot_speed
        mass, push, aim = priors()["striker"]["effective_mass_kg"], priors()["striker"]["push_n_per_m_s"], priors()["aim"]
        scale = self.giver.mass_kg / mass["reference_person_kg"]
        return (
            Unknown("gap_m", gap.value - branch["shift_m"], hypot(gap.sd, branch["shift_sd_m"])),
            Unknown("foot_speed_m_s", speed.value, speed.sd, low=0.05),
            Unknown("aim_lateral_m", 0.0, aim["lateral_m"]["sd"] * branch["aim_factor"]),
            Unknown("aim_vertical_m", 0.0, aim["vertical_m"]["sd"] * branch["aim_factor"]),
            Unknown("effective_mass_kg", *(scale * mass[key] for key in ("value", "sd", "low", "high"))),
            Unknown("push_n_per_m_s", push["value"], push["sd"], push["low"], push["high"]),
        )

    def touches(self, draws: Draws) -> Flags:
        return np.asarray(draws.values["gap_m"] <= 0)

    def touch_speed_m_s(self, draws: Draws) -> Floats:
        """Foot speed when it meets the body, [take]: the plan's, or what is left of it where the kick is pulled.

        A pulled foot slows evenly to rest at its stopping point, so speed falls with the square root of what is left.
        """
        speed = draws.values["foot_speed_m_s"]
        pulled_over = self.kick.pulled_over
        if pulled_over is None:
            return speed
        left_m = np.clip(-draws.values["gap_m"], 0, pulled_over.value)
        return np.asarray(np.maximum(speed * np.sqrt(left_m / pulled_over.value), 0.05))

    def exposures(self) -> tuple[Exposure, ...]:
        takes = self.kick.takes * self.kick.count
        return (
            Exposure(self.label, self.kick.to, self.kick.by, self._borne(), takes),
            Exposure(self.label, self.kick.by, self.kick.by, Borne.CHOSEN, takes),
        )

    def _borne(self) -> Borne:
        both_trained = self.giver.job in TRAINED and self.receiver.job in TRAINED
        if both_trained and self.kick.rehearsed and self.pad_word is not None:
            return Borne.TRAINED_RECEIVER
        return Borne.IMPOSED
