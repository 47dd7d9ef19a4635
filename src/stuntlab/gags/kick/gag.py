"""A kick at a co-performer: sold short of the body, pushed onto a pad, or landed.

The kicker is an effective-mass striker (`gags/striking/striker.py`) checked against measured front kicks.

Valid for: front and side kicks with a flat sole, 0.5–9 m/s, at the abdomen, chest, thigh or back of a standing adult;
turning kicks with the shin, 0.5–13 m/s, at the thigh, and to 9.4 m/s at the abdomen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from stuntlab.datasets import Unknown
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.kick.numbers import KICK_NUMBERS, KickNumbers, KickPatch
from stuntlab.gags.striking.staging import CONTACT
from stuntlab.gags.striking.strike_gag import StrikeGag
from stuntlab.gags.striking.strike_numbers import EffectiveMass
from stuntlab.gags.striking.strike_setup import Limb
from stuntlab.gags.striking.striker import LEG_LENGTH, Striker
from stuntlab.people.shin import KNEE_UNKNOWN, kicking_bends
from stuntlab.people.surfaces import RIGID
from stuntlab.plan.actions.kick import Kick as KickWords
from stuntlab.plan.actions.kick import KickStyle
from stuntlab.plan.body import Region
from stuntlab.scene.instruments import ChannelSignal, Instrument

FASTEST_M_S: Mapping[KickStyle, float] = {"front": 9.0, "side": 9.0, "turning": 13.0}
_STANDS_M = 0.9  # a leg's reach from the receiver (J)
_LEG_HALF_M = 0.06  # shoe and lower leg in trousers (J)
_DWELL_S = 0.08  # a foot that lands stays twice its time to peak, 39 ms (Vágner 2018); one sold as landing must too
_ACTS: Mapping[KickStyle, str] = {"front": "front kick", "side": "side kick", "turning": "turning kick"}
_BELLY_M_S = 9.4
"""Fastest blow that the belly was compared with, from 60° off the front (Viano 1989)."""
_FROM_ASIDE = (
    "a turning kick comes from aside, and chest and back of the model are struck straight; kick the belly or the "
    "thigh, or keep it off"
)


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
        return _mass_of(self.action.style)

    @property
    def striker(self) -> Striker:
        return striker(self.effective_mass.value, style=self.action.style)

    @property
    def patch_m2(self) -> float:
        return _patch_of(self.action.style).area_m2

    @property
    def act(self) -> str:
        return _ACTS[self.action.style]

    @property
    def _turning(self) -> bool:
        return self.action.style == "turning"

    def push_unknown(self) -> tuple[Unknown, ...]:
        """None behind a leg that comes round: nothing extends behind it."""
        if self._turning:
            return ()
        push = self.numbers.striker.push_n_per_m_s
        return (Unknown("push_n_per_m_s", push.value, push.sd, push.low, push.high),)

    def on_giver(self) -> tuple[Instrument, ...]:
        if self._turning:  # nothing pushes along a shin that is struck across
            bends = kicking_bends(self.giver_body, CONTACT, "resultant")
            return (Instrument(self.action.by, "tibia_moment", ({"x": bends},)),)
        leg = self.numbers.striker.leg_stiffness_n_per_m.value
        return (
            Instrument(self.action.by, "foot_force", ({"x": ChannelSignal(CONTACT, "resultant")},)),
            Instrument(self.action.by, "tibia_force", ({"x": ChannelSignal(LEG_LENGTH, factor=-leg)},)),
        )

    def unproven_of_giver(self) -> Mapping[str, str]:
        return {"tibia_moment": KNEE_UNKNOWN} if self._turning else {}

    def never_measured(self) -> tuple[str, ...]:
        fastest_m_s, what = FASTEST_M_S[self.action.style], "the striker was compared with (kicks"
        if self._comes_at_belly_from_aside and fastest_m_s > _BELLY_M_S:
            fastest_m_s, what = _BELLY_M_S, "a belly was compared with from aside (blows"
        if self.speed.value <= fastest_m_s:
            return ()
        return (
            f"a foot at {self.speed.value:.3g} m/s is outside what {what} up to {fastest_m_s:g} m/s); a measured "
            "force–time curve of this kick would tell",
        )

    @property
    def _comes_at_belly_from_aside(self) -> bool:
        return self._turning and self.action.at is Region.ABDOMEN

    def unknown_if_touched(self) -> tuple[str, ...]:
        aside = self._turning and self.action.at not in (Region.ABDOMEN, Region.THIGH)
        return (*super().unknown_if_touched(), *((_FROM_ASIDE,) if aside else ()))

    def what_strikes(self) -> tuple[str, ...]:
        mass, what = self.effective_mass, "shin" if self._turning else "foot"
        return (
            f"striker: {mass.value:g} ± {mass.sd:g} kg behind the {what} for a {mass.reference_person_kg:g} kg kicker, "
            f"{self._basis}",
            self._what_follows,
        )

    @property
    def _what_follows(self) -> str:
        striker, push = self.numbers.striker, self.numbers.striker.push_n_per_m_s
        bears = f"{1e4 * self.patch_m2:g} cm² of the {'shin' if self._turning else 'sole'} bear at once (judgement)"
        if self._turning:
            return (
                f"shin: flesh of {self.numbers.turning_kick.face_n_per_m.value / 1000:g} N/mm (ISO/TS 15066), no push "
                f"follows; {bears}. The body is struck from ahead: {self._aside}"
            )
        return (
            f"leg: pushes {push.value:g} ± {push.sd:g} N for each m/s of foot speed, over a reach of "
            f"{100 * striker.follow_through_m.value:g} cm, damped by "
            f"{striker.leg_damping_n_s_per_m.value:g} N s/m; {bears}"
        )

    @property
    def _aside(self) -> str:
        if self._comes_at_belly_from_aside:
            return "the belly's law, curves and limits come from blows 60° off the front (Viano 1989, 4.8 to 9.4 m/s)"
        return "how a leg gives to a kick from aside is not known"

    @property
    def _basis(self) -> str:
        match self.action.style:
            case "side":
                return (
                    "the leg of front kicks with a prior for hip-driven ones (judgement); predicts the side kicks of "
                    "Wąsik and Góra 2024 20 % low, and loads may be as much higher"
                )
            case "turning":
                return (
                    "a leg that turns about its hip (computed); predicts the peak of the turning kicks of Wąsik and "
                    "Góra 2024 5 % low, at the foot speed of another study"
                )
            case _:
                return "fitted to one study of front kicks (Vágner 2018) at an assumed foot speed"

    def not_assessed(self) -> tuple[str, ...]:
        return (
            *(self._beside_the_mark(),) * self._turning,
            "a receiver who walks a full step into the kick, or a kick thrown in anger",
            "what a fall onto the ground does to a body: only whether somebody goes down",
            "internal organs, old injuries, pregnancy, age over 60",
        )

    def _beside_the_mark(self) -> str:
        if self._comes_at_belly_from_aside:
            return "lower ribs, spleen and kidneys that a kick from aside meets where it passes the belly"
        return "a knee that a kick from aside comes down on, and bends sideways"


def _mass_of(style: KickStyle) -> EffectiveMass:
    numbers = KICK_NUMBERS.read()
    match style:
        case "side":
            return numbers.side_kick.effective_mass_kg
        case "turning":
            return numbers.turning_kick.effective_mass_kg
        case _:
            return numbers.striker.effective_mass_kg


def _patch_of(style: KickStyle) -> KickPatch:
    numbers = KICK_NUMBERS.read()
    return numbers.turning_kick.shin if style == "turning" else numbers.striker.sole


def striker(effective_mass_kg: float | None = None, *, style: KickStyle = "front") -> Striker:
    """The striker of kicks, with the foot at the tip; `effective_mass_kg` is that of the 77.5 kg kicker unless given.

    A turning kick strikes with the shin, whose flesh gives and which lies across; the others with an upright sole.
    """
    numbers, patch, turning = KICK_NUMBERS.read(), _patch_of(style), style == "turning"
    row, long_m, wide_m = numbers.striker, patch.half_length_m, patch.half_width_m
    foot_kg = row.foot_mass_kg.value
    return Striker(
        tip_mass_kg=foot_kg,
        rear_mass_kg=(effective_mass_kg or _mass_of(style).value) - foot_kg,
        stiffness_n_per_m=row.leg_stiffness_n_per_m.value,
        damping_n_s_per_m=row.leg_damping_n_s_per_m.value,
        follow_through_m=row.follow_through_m.value,
        size_m=(patch.half_thickness_m, *((long_m, wide_m) if turning else (wide_m, long_m))),
        face_n_per_m=numbers.turning_kick.face_n_per_m.value if turning else RIGID,
    )
