"""A kick at a co-performer: sold short of the body, pushed onto a pad, or landed.

The kicker is an effective-mass striker (`gags/striking/striker.py`) checked against measured front kicks.

Valid for: front and side kicks with a flat sole, 0.5–9 m/s, at the abdomen, chest, thigh or back of a standing adult.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from stuntlab.datasets import Unknown
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.kick.numbers import KICK_NUMBERS, KickNumbers
from stuntlab.gags.striking.staging import CONTACT
from stuntlab.gags.striking.strike_gag import StrikeGag
from stuntlab.gags.striking.strike_numbers import EffectiveMass
from stuntlab.gags.striking.strike_setup import Limb
from stuntlab.gags.striking.striker import LEG_LENGTH, Striker
from stuntlab.plan.actions.kick import Kick as KickWords
from stuntlab.scene.instruments import ChannelSignal, Instrument

FASTEST_M_S = 9.0
_STANDS_M = 0.9  # a leg's reach from the receiver (J)
_LEG_HALF_M = 0.06  # shoe and lower leg in trousers (J)
_DWELL_S = 0.08  # a foot that lands stays twice its time to peak, 39 ms (Vágner 2018); one sold as landing must too
_ACTS = {"front": "front kick", "side": "side kick"}


class Kick(StrikeGag):
    """One `kick:` line of a plan."""

    kind: ClassVar[str] = "kick"
    summary: ClassVar[str] = "a foot at a co-performer's abdomen, chest, thigh or back: sold short, pushed or landed"
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(KICK_NUMBERS.read().branch)
    limb: ClassVar[Limb] = Limb("foot", "foot_speed_m_s", _STANDS_M, _LEG_HALF_M, _DWELL_S)
    pushes: ClassVar[bool] = True
    speed_word: ClassVar[str] = "foot_speed"
    runs_inform: ClassVar[Mapping[str, int]] = {"gap": -1, speed_word: 1}
    plural: ClassVar[str] = "kicks"
    action: KickWords

    @property
    def numbers(self) -> KickNumbers:
        return KICK_NUMBERS.read()

    @property
    def effective_mass(self) -> EffectiveMass:
        return (self.numbers.side_kick if self._side else self.numbers.striker).effective_mass_kg

    @property
    def striker(self) -> Striker:
        return striker(self.effective_mass.value)

    @property
    def patch_m2(self) -> float:
        return self.numbers.striker.sole.area_m2

    @property
    def act(self) -> str:
        return _ACTS[self.action.style]

    @property
    def _side(self) -> bool:
        return self.action.style == "side"

    def push_unknown(self) -> tuple[Unknown, ...]:
        push = self.numbers.striker.push_n_per_m_s
        return (Unknown("push_n_per_m_s", push.value, push.sd, push.low, push.high),)

    def on_giver(self) -> tuple[Instrument, ...]:
        leg = self.numbers.striker.leg_stiffness_n_per_m.value
        return (
            Instrument(self.action.by, "foot_force", ({"x": ChannelSignal(CONTACT, "resultant")},)),
            Instrument(self.action.by, "tibia_force", ({"x": ChannelSignal(LEG_LENGTH, factor=-leg)},)),
        )

    def never_measured(self) -> tuple[str, ...]:
        if self.speed.value <= FASTEST_M_S:
            return ()
        return (
            f"a foot at {self.speed.value:.3g} m/s is outside what the striker was compared with "
            f"(kicks up to {FASTEST_M_S:g} m/s); a measured force–time curve of this kick would tell",
        )

    def what_strikes(self) -> tuple[str, ...]:
        striker, push, mass = self.numbers.striker, self.numbers.striker.push_n_per_m_s, self.effective_mass
        return (
            f"striker: {mass.value:g} ± {mass.sd:g} kg behind the foot for a {mass.reference_person_kg:g} kg kicker, "
            f"{self._basis}",
            f"leg: pushes {push.value:g} ± {push.sd:g} N for each m/s of foot speed, over a reach of "
            f"{100 * striker.follow_through_m.value:g} cm, damped by "
            f"{striker.leg_damping_n_s_per_m.value:g} N s/m; "
            f"{1e4 * striker.sole.area_m2:g} cm² of the sole bear at once (judgement)",
        )

    @property
    def _basis(self) -> str:
        if self._side:
            return (
                "the leg of front kicks with a prior for hip-driven ones (judgement); predicts the side kicks of Wąsik "
                "and Góra 2024 20 % low, and loads may be as much higher"
            )
        return "fitted to one study of front kicks (Vágner 2018) at an assumed foot speed"

    def not_assessed(self) -> tuple[str, ...]:
        return (
            "a receiver who walks a full step into the kick, or a kick thrown in anger",
            "what a fall onto the ground does to a body: only whether somebody goes down",
            "internal organs, old injuries, pregnancy, age over 60",
        )


def striker(effective_mass_kg: float | None = None) -> Striker:
    """The striker of every kick, with the foot at the tip; `effective_mass_kg` of the 77.5 kg kicker unless given."""
    row, sole = KICK_NUMBERS.read().striker, KICK_NUMBERS.read().striker.sole
    foot_kg = row.foot_mass_kg.value
    return Striker(
        tip_mass_kg=foot_kg,
        rear_mass_kg=(effective_mass_kg or row.effective_mass_kg.value) - foot_kg,
        stiffness_n_per_m=row.leg_stiffness_n_per_m.value,
        damping_n_s_per_m=row.leg_damping_n_s_per_m.value,
        follow_through_m=row.follow_through_m.value,
        size_m=(sole.half_thickness_m, sole.half_width_m, sole.half_length_m),
    )
