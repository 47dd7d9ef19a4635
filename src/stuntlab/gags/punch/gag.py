"""A punch, a hook or a slap at a co-performer: sold short of the body, or landed.

The hand arrives as the effective mass that was measured, through the stiffness of a hand: the same numbers that
predict the punches of Walilko 2005 and the hooks of Viano 2005 at a dummy's head (`validation/cases/`). Nothing was
fitted to a punch. Muscle push after contact is in the effective mass, which is impulse over change of speed.

Valid for: hands at 1–13 m/s, at the abdomen or chest of a standing adult. What a head, face or neck feels is not
computed: nobody's hand may reach them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.punch.numbers import PUNCH_NUMBERS, HandWord, PunchNumbers
from stuntlab.gags.striking.staging import CONTACT
from stuntlab.gags.striking.strike_gag import StrikeGag
from stuntlab.gags.striking.strike_numbers import EffectiveMass
from stuntlab.gags.striking.strike_setup import Limb
from stuntlab.gags.striking.striker import Striker
from stuntlab.plan.actions.punch import Punch as PunchWords
from stuntlab.scene.contacts import in_series
from stuntlab.scene.instruments import ChannelSignal, Instrument

SLOWEST_M_S, FASTEST_M_S = 1.0, 13.0
_STANDS_M = 0.65  # an arm's reach from the receiver (J)
_ARM_HALF_M = 0.05  # fist and forearm in a sleeve (J)
_DWELL_S = 0.04  # three times the 12 ms that a punch of 3427 N and 26.5 N s lasts (Walilko 2005, C); one sold must too
_ACTS = {"straight": "straight punch", "hook": "hook", "slap": "slap"}
_ACTS_AT_A_SEAT = {  # at the head of somebody who sits, at the rest of them
    "straight": ("straight punch down", "body shot"),
    "hook": ("hook down", "body hook"),
    "slap": ("slap", "slap"),
}
_UNKNOWN = {
    "hook": "a hook comes from aside, and the body is struck from the front; throw it straight, or keep it off",
    "slap": "an open hand was never compared with a measured slap; a force plate would tell what it brings",
}
_EXTENSION_M = 0.30  # of no consequence: nothing pushes


class Punch(StrikeGag):
    """One `punch:` line of a plan."""

    kind: ClassVar[str] = "punch"
    summary: ClassVar[str] = "a hand at a co-performer: straight, hook or slap, bare or gloved, sold short or landed"
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(PUNCH_NUMBERS.read().branch)
    limb: ClassVar[Limb] = Limb("hand", "hand_speed_m_s", _STANDS_M, _ARM_HALF_M, _DWELL_S)
    pushes: ClassVar[bool] = False
    speed_word: ClassVar[str] = "hand_speed"
    runs_inform: ClassVar[Mapping[str, int]] = {"gap": -1, speed_word: 1}
    plural: ClassVar[str] = "punches"
    action: PunchWords

    @property
    def numbers(self) -> PunchNumbers:
        return PUNCH_NUMBERS.read()

    @property
    def effective_mass(self) -> EffectiveMass:
        """With a glove, its mass arrives too."""
        mass = self.numbers.striker.effective_mass_kg
        glove_kg = self.numbers.glove.mass_kg if self._wears_glove else 0.0
        return replace(mass, value=mass.value + glove_kg, low=mass.low + glove_kg, high=mass.high + glove_kg)

    @property
    def _wears_glove(self) -> bool:
        return self.action.hand == "glove"

    @property
    def limb_is_padded(self) -> bool:
        return self._wears_glove

    @property
    def striker(self) -> Striker:
        return striker(gloved=self._wears_glove, shape=self._shape)

    @property
    def _shape(self) -> HandWord:
        return "palm" if self.action.style == "slap" else "fist"

    @property
    def patch_m2(self) -> float:
        return (self.numbers.glove if self._wears_glove else self.numbers.striker.shape(self._shape)).area_m2

    @property
    def pad_area_m2(self) -> float:
        return self.numbers.pad.area_m2

    @property
    def act(self) -> str:
        if self.stance.seat is None:
            return _ACTS[self.action.style]
        at_the_head, elsewhere = _ACTS_AT_A_SEAT[self.action.style]
        return at_the_head if self.action.at_the_head else elsewhere

    def on_giver(self) -> tuple[Instrument, ...]:
        return (Instrument(self.action.by, "hand_force", ({"x": ChannelSignal(CONTACT, "resultant")},)),)

    def never_measured(self) -> tuple[str, ...]:
        if SLOWEST_M_S <= self.speed.value <= FASTEST_M_S:
            return ()
        return (
            f"a hand at {self.speed.value:.3g} m/s is outside what the striker was compared with (punches at "
            f"{SLOWEST_M_S:g} to {FASTEST_M_S:g} m/s); a measured force–time curve of this punch would tell",
        )

    def unknown_if_touched(self) -> tuple[str, ...]:
        return (
            *super().unknown_if_touched(),
            *((_UNKNOWN[self.action.style],) if self.action.style in _UNKNOWN else ()),
        )

    def what_strikes(self) -> tuple[str, ...]:
        row, glove = self.numbers.striker, self.numbers.glove
        mass = row.effective_mass_kg
        told = [
            f"striker: {mass.value:g} ± {mass.sd:g} kg behind the hand (boxers, Walilko 2005), taken to grow "
            f"with the puncher's mass from {mass.reference_person_kg:g} kg, through a hand of "
            f"{row.hand_stiffness_n_per_m.value / 1000:g} N/mm (ISO/TS 15066); "
            f"{1e4 * self.patch_m2:g} cm² of it bear at once (judgement)"
        ]
        if self._wears_glove:
            told.append(
                f"glove: {1000 * glove.mass_kg:.0f} g, {glove.stiffness_n_per_m / 1000:g} N/mm in series with "
                "the hand (judgement; no force–depth curve of a glove was found)"
            )
        return tuple(told)

    def not_assessed(self) -> tuple[str, ...]:
        return (
            "what a head, a face or a neck feels if a hand does reach it: only how often that happens",
            "a receiver who walks a full step into the punch, or a punch thrown in anger",
            "what a fall onto the ground does to a body: only whether somebody goes down",
            "internal organs, old injuries, pregnancy, age over 60",
        )


def striker(*, gloved: bool = False, shape: HandWord = "fist", effective_mass_kg: float | None = None) -> Striker:
    """The striker of every punch, with the hand, and a glove on it, at the tip.

    effective_mass_kg: of hand and arm of the puncher the numbers hold for, unless given.
    """
    row, glove = PUNCH_NUMBERS.read().striker, PUNCH_NUMBERS.read().glove
    hand_kg = row.hand_mass_kg.value
    hand_n_per_m, size = row.hand_stiffness_n_per_m.value, row.shape(shape)
    return Striker(
        tip_mass_kg=hand_kg + (glove.mass_kg if gloved else 0.0),
        rear_mass_kg=(effective_mass_kg or row.effective_mass_kg.value) - hand_kg,
        stiffness_n_per_m=row.arm_stiffness_n_per_m.value,
        damping_n_s_per_m=row.arm_damping_n_s_per_m.value,
        follow_through_m=_EXTENSION_M,
        size_m=(size.half_thickness_m, size.half_width_m, size.half_height_m),
        face_n_per_m=in_series(hand_n_per_m, glove.stiffness_n_per_m) if gloved else hand_n_per_m,
    )
