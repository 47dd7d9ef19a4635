"""A car is rolled: the corridor it needs, and who is in it. Whoever is in the car is not simulated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from math import degrees, radians, sin
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Exposure, Floats, Integers, Outcome
from stuntlab.datasets.vehicles import VehicleFacts
from stuntlab.driving import Lost, Way
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.driving.lost import Mode
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.roll.numbers import ROLL_NUMBERS, RollNumbers
from stuntlab.plan.actions.roll import PIPE_RAMP
from stuntlab.plan.actions.roll import Roll as RollWords

ROLLS, IS_LOST = 0, 1


class Roll(DrivenGag):
    """One `roll:` of a plan."""

    kind: ClassVar[str] = "roll"
    summary: ClassVar[str] = RollWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(ROLL_NUMBERS.read().branch)
    runs_inform: ClassVar[dict[str, int]] = {"speed": 1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("rolled", False),
        Outcome("lost before it is rolled", False),
    )

    action: RollWords

    @property
    def numbers(self) -> RollNumbers:
        return ROLL_NUMBERS.read()

    @cached_property
    def way(self) -> Way:
        """As wide as a car that lies across its way, and what is kept clear beside it."""
        way = super().way
        return replace(way, half_m=way.length_m / 2 + self.numbers.corridor.beside_m)

    def runs_of(self, draws: Draws) -> Lost:
        """A roll as planned goes straight on from the end of its line and slows down as the ground has it."""
        runs, values = super().runs_of(draws), draws.values
        rolled = np.rint(values["mode"]) == Mode.NOTHING
        slows = -values["roll"] * GRAVITY_M_S2
        fan = self.numbers.corridor.fan if self.action.means == PIPE_RAMP else 1.0
        return replace(
            runs,
            then_m_s2=np.where(rolled, slows, runs.then_m_s2),
            yaw_rad=np.where(rolled, fan, 1.0) * runs.yaw_rad,
        )

    def classify(self, draws: Draws) -> Integers:
        return np.where(np.rint(draws.values["mode"]) > 0, IS_LOST, ROLLS).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["speed_m_s"]

    def features(self, draws: Draws) -> Floats:
        return np.column_stack([draws.values["speed_m_s"], draws.values["roll"]])

    def exposures(self) -> tuple[Exposure, ...]:
        """Whoever drives; what the roll does to them is in `vehicle_facts`, for nothing of it is a number."""
        return self.in_the_vehicle()

    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        facts = super().vehicle_facts(draws)
        inside = (self.action.by, *self.action.aboard)
        return replace(
            facts,
            measured=self.vehicle.instrumented_run,
            not_told=tuple((name, what, remedy) for name in inside for what, remedy in self._not_told()),
        )

    def _not_told(self) -> Iterator[tuple[str, str]]:
        """What cannot be said of whoever is in the car, and what would change that."""
        if not self.vehicle.instrumented_run:
            yield (
                "what a roll does to whoever is in the car is not simulated",
                "Run this very roll with a dummy in every seat, measure head, neck and chest, and say so "
                "(instrumented_run: true).",
            )
        if not self.action.caged:
            yield "the plan names no cage, seat and belts", "Say so (caged: true)."

    def evidence(self) -> Evidence:
        corridor = self.numbers.corridor
        head_g = radians(corridor.turns_deg_s) ** 2 * corridor.head_m / GRAVITY_M_S2
        return Evidence(
            assumptions=(
                "a car that rolls slows down with 0.2 to 0.65 g, 0.42 in the middle (V-S, R-m); rolls are "
                "chaotic and do not repeat",
                f"the corridor is as wide as the car is long, and {corridor.beside_m:g} m more to each side (J)",
                f"at {corridor.turns_deg_s:g} degrees a second a head half a metre from the axis feels {head_g:.1f} g "
                f"before any contact (C){self._ramp_said()}",
                "no rate of any way to lose a vehicle has been published for stunts; all are judgement",
            ),
            not_assessed=(
                "how often it goes round, and whether it goes round at all",
                "head, neck, chest and arms of whoever is in the car at each contact with the ground",
                "wheels and parts that fly: a wheel rolls 100 m (R-m)",
                "fire",
            ),
        )

    def _ramp_said(self) -> str:
        angle = self.action.ramp_angle
        if self.action.means != PIPE_RAMP or angle is None:
            return ""
        rate = degrees(self.action.speed.value * sin(angle.value) / self.numbers.corridor.track_m)
        return f"; the ramp sets it turning with {rate:.0f} degrees a second (C)"
