"""What every strike at a co-performer has: sold short of the body, pushed onto a pad, or landed.

Who strikes is an effective-mass striker (`striker.py`), whose numbers each kind keeps in a table of its own. Who is
struck is the full performer. A foot or hand that touches does so at the speed of the plan, the cautious reading, unless
the plan says over what distance it is pulled.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from math import hypot
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Draws, Exposure, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.trade import Blow, TradeFacts
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.roles import GAP, AsksTheTrade, FallSource, GoesDown, HazardZones, SeenStrike
from stuntlab.gags.striking.geometry import StrikeGeometry, half_size_at, reaction_to, struck_height_m
from stuntlab.gags.striking.staging import BLOW_TIMESTEP_S, TARGETS, StrikeWorld
from stuntlab.gags.striking.strike_assumptions import strike_assumptions
from stuntlab.gags.striking.strike_branches import strike_branches
from stuntlab.gags.striking.strike_instruments import receiver_instruments
from stuntlab.gags.striking.strike_numbers import AS_PLANNED, SLIPS, StrikeDeviation
from stuntlab.gags.striking.strike_setup import StrikeSetup
from stuntlab.gags.trade import trade_facts_of
from stuntlab.gags.zones import DiscZone, HazardZone
from stuntlab.people import human_tissue, performer
from stuntlab.people.seat import crown_m
from stuntlab.people.tissue import Abdomen
from stuntlab.plan.body import Region
from stuntlab.plan.gear.mat import Mat as MatWords
from stuntlab.plan.strike import Strike as StrikeWords
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Phase, Scene
from stuntlab.scene.world import World
from stuntlab.units import Quantity

_BLOW_S = 0.15
_LONG_BLOW_S = 0.30  # a push through foam takes longer to peak
_ABDOMEN: Mapping[str, Abdomen] = {"soft": "soft", "middle": "middle", "stiff": "stiff"}
_FRICTION = {"dry": 0.7, "wet": 0.35}  # shoes on stone (R-m)


class StrikeGag(StrikeSetup, AsksTheTrade, SeenStrike, GoesDown, HazardZones):
    """One strike of a plan. A kind says with what limb, how heavy and stiff it arrives, and what that rests on."""

    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome("touches", True, split=True), Outcome("stops short", False))

    @property
    def planned_speed(self) -> Quantity:
        """Of foot or hand where it would touch, from the plan."""
        planned: Quantity = getattr(self.action, self.speed_word)
        return planned

    @property
    def speed(self) -> Quantity:
        """The same, as it will be in takes."""
        return self.in_takes(self.speed_word)

    @abstractmethod
    def on_giver(self) -> tuple[Instrument, ...]:
        """What is to be measured on who strikes."""

    def unproven_of_giver(self) -> Mapping[str, str]:
        """Of those: a load -> why takes that pass its limit prove nothing (`Exposure.unproven`)."""
        return {}

    @abstractmethod
    def what_strikes(self) -> tuple[str, ...]:
        """Sentences: the judgements behind the striker."""

    @property
    @abstractmethod
    def act(self) -> str:
        """The name the strike is acted under."""

    def planned_branches(self) -> tuple[Branch, ...]:
        return strike_branches(self)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        return tuple(self._unknowns_of(row) for row in (AS_PLANNED, *self.numbers.branch.values()))

    def _unknowns_of(self, takes: StrikeDeviation) -> tuple[Unknown, ...]:
        gap, speed = self.in_takes("gap"), self.speed
        mass, aim = self.effective_mass, self.numbers.aim
        scale = self.giver_body.mass_kg / mass.reference_person_kg
        return (
            Unknown(GAP, gap.value - takes.shift_m, hypot(gap.sd, takes.shift_sd_m)),
            Unknown(self.limb.speed, speed.value, speed.sd, low=0.05),
            Unknown("aim_lateral_m", 0.0, aim.lateral_m.sd * takes.aim_factor),
            Unknown("aim_vertical_m", 0.0, aim.vertical_m.sd * takes.aim_factor),
            Unknown("effective_mass_kg", *(scale * part for part in (mass.value, mass.sd, mass.low, mass.high))),
            *self.push_unknown(),
        )

    def push_unknown(self) -> tuple[Unknown, ...]:
        """The muscle push `push_n_per_m_s` that follows a strike, where there is one."""
        return ()

    def classify(self, draws: Draws) -> Integers:
        return np.where(draws.values[GAP] <= 0, 0, 1)

    def touch_speed_m_s(self, draws: Draws) -> Floats:
        """Speed of foot or hand when it meets the body, [take]: the plan's, or what is left where the strike is pulled.

        One that is pulled slows evenly to rest at its stopping point, so speed falls with the root of what is left.
        """
        speed = draws.values[self.limb.speed]
        pulled_over = self.action.pulled_over
        if pulled_over is None:
            return speed
        left_m = np.clip(-draws.values[GAP], 0, pulled_over.value)
        return np.asarray(np.maximum(speed * np.sqrt(left_m / pulled_over.value), 0.05))

    def severity(self, draws: Draws) -> Floats:
        """Speed times the root of mass: the peak of any linear impact grows with it."""
        return np.asarray(self.touch_speed_m_s(draws) * np.sqrt(draws.values["effective_mass_kg"]))

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        push = [values[unknown.name] for unknown in self.push_unknown()]
        return np.column_stack(
            [
                np.log(self.touch_speed_m_s(draws)),
                np.log(values["effective_mass_kg"]),
                *push,
                values["aim_lateral_m"],
                values["aim_vertical_m"],
            ]
        )

    def exposures(self) -> tuple[Exposure, ...]:
        takes = self.action.takes * self.action.count
        return (
            Exposure(self.label, self.action.to, self.action.by, self._how_borne(), takes, target=self.action.at.value),
            Exposure(
                self.label, self.action.by, self.action.by, Borne.CHOSEN, takes, unproven=self.unproven_of_giver()
            ),
        )

    def _how_borne(self) -> Borne:
        return Borne.IMPOSED if tuple(self.missing_for_trained()) else Borne.TRAINED_RECEIVER

    def refuse_impossible(self) -> None:
        _ = self.pad  # of a foam there are numbers for

    @property
    def models(self) -> tuple[str, ...]:
        """The published ends of the abdomen's stiffness where it is struck; else the one tissue there is data for."""
        return ("soft", "stiff") if self.action.at == "abdomen" else ("middle",)

    def worlds(self) -> tuple[World, ...]:
        if not self.is_simulated:
            return ()
        return (World("blow", self.scene, lambda draws, takes, _: self.knobs(draws, takes), self.instruments()),)

    def scene(self, model: str) -> Scene:
        """The receiver, the striker and what lies between them."""
        return StrikeWorld(
            receiver=performer(self.receiver_body, human_tissue(abdomen=_ABDOMEN[model]), braced=self.action.braced),
            target=TARGETS[self.action.at],
            striker=self.striker,
            floor_friction=_FRICTION["wet" if self.floor.wet else "dry"],
            pad=self.pad,
            blow=Phase("blow", _LONG_BLOW_S if self.pad else _BLOW_S, BLOW_TIMESTEP_S),
        ).scene()

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """The scene's knobs for the given draws, name -> [take]."""
        values = {name: column[takes] for name, column in draws.values.items()}
        speed = self.touch_speed_m_s(draws)[takes]
        return {
            "rear_mass_kg": values["effective_mass_kg"] - self.striker.tip_mass_kg,
            "speed_m_s": speed,
            "push_n": values.get("push_n_per_m_s", np.zeros_like(speed)) * speed,
            "aim_lateral_m": values["aim_lateral_m"],
            "aim_vertical_m": values["aim_vertical_m"],
        }

    def instruments(self) -> tuple[Instrument, ...]:
        """What is to be measured on receiver and giver."""
        if not self.is_simulated:
            return ()
        bears_m2 = self.pad_area_m2 if self.pad else self.patch_m2
        trained = self._how_borne() is Borne.TRAINED_RECEIVER
        on_receiver = receiver_instruments(
            self.action.to, self.receiver_body, self.action.at, patch_m2=bears_m2, trained=trained
        )
        return (*on_receiver, *self.on_giver())

    def falls_of(self, person: str) -> FallSource:
        """The receiver is thrown in the simulation; who strikes at worst goes down whenever the support foot slips.

        The simulated body stands: whether a chair goes over with who sits on it is told by nothing here.
        """
        if person != self.action.to:
            return FallSource.BRANCH
        return FallSource.UNKNOWN if self.stance.seat else FallSource.SIMULATED

    def fall_branches(self) -> tuple[str, ...]:
        return (SLIPS,)

    @property
    def is_caught(self) -> bool:
        """Whether there is something to land on: the floor itself, or a mat in the gear."""
        return self.floor.landing or any(isinstance(gear, MatWords) for gear in self.plan.gear.values())

    @property
    def floor_words(self) -> str:
        mats = [gear for gear in self.plan.gear.values() if isinstance(gear, MatWords)]
        return f"a {mats[0].thickness.text} mat on {self.floor.words}" if mats else self.floor.words

    def zones(self) -> tuple[HazardZone, ...]:
        giver_m = self.giver_body.stature_m
        return (
            DiscZone(f"{self.action.by} loses balance", along_m=self.limb.reach_m, radius_m=giver_m),
            self.stance.zone(),
        )

    def trade_facts(self) -> tuple[TradeFacts, ...]:
        if self.planned_gap_m > 0:
            return ()
        blow = Blow(
            at=self.action.at.value,
            limb=self.limb.word,
            speed_m_s=self.planned_speed.value,
            braced=self.action.braced,
            rehearsed=self.action.rehearsed,
            limb_padded=self.limb_is_padded,
            caught=self.is_caught,
            floor=self.floor.words,
        )
        return (trade_facts_of(self.plan, self.label, self.action.to, by=self.action.by, blow=blow),)

    @property
    def words(self) -> StrikeWords:
        return self.action

    @property
    def planned_gap_m(self) -> float:
        return self.action.gap.value

    def strike(self) -> StrikeGeometry:
        seat = self.stance.seat
        return StrikeGeometry(
            by=self.action.by,
            to=self.action.to,
            speed=self.limb.speed,
            height_m=struck_height_m(self.receiver_body, self.action.at, seat),
            struck=half_size_at(self.receiver_body, self.action.at, sits=seat is not None),
            padded_m=max((pad.thickness.value for pad in self.pads_over), default=0.0),
            striker=half_size_at(self.giver_body, Region.ABDOMEN),
            crowns_m=(crown_m(self.receiver_body, seat), self.giver_body.stature_m),
            reach_m=self.limb.reach_m,
            limb_half_m=self.limb.half_m,
            dwell_s=self.limb.dwell_s,
            act=self.act,
            reaction=reaction_to(self.action.at, sits=seat is not None),
            seat=seat,
        )

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=self.assumptions(),
            not_assessed=self.not_assessed(),
            beyond_validity={self.action.to: self.never_measured()},
            unknown_if_touched=self.unknown_if_touched(),
        )

    def unknown_if_touched(self) -> tuple[str, ...]:
        """Sentences: what is not known of a receiver who is touched."""
        return self.stance.unknown_if_touched()

    @abstractmethod
    def not_assessed(self) -> tuple[str, ...]:
        """Phrases: what this cannot tell."""

    @abstractmethod
    def never_measured(self) -> tuple[str, ...]:
        """Sentences: what of the strike lies outside what the striker was compared with."""

    def assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements and unpublished numbers the answer rests on."""
        return (
            *self.what_strikes(),
            *strike_assumptions(self),
            *self.stance.assumptions(),
        )
