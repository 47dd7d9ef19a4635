"""A vehicle is driven along a line: who can be reached, by how much, in how many seconds. No body is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import radians, sqrt
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Draws, Exposure, Floats, Integers, Outcome
from stuntlab.datasets.vehicles import VehicleFacts
from stuntlab.driving import DRIVING
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.driving.convoy import starts_s
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.gags.vehicle_run.numbers import VEHICLE_RUN_NUMBERS
from stuntlab.plan.actions.vehicle_run import VehicleRun as VehicleRunWords
from stuntlab.units import Quantity

GOES_BY, IS_LOST = 0, 1


class VehicleRun(DrivenGag):
    """One `vehicle_run:` of a plan."""

    kind: ClassVar[str] = "vehicle_run"
    summary: ClassVar[str] = VehicleRunWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(VEHICLE_RUN_NUMBERS.read().branch)
    runs_inform: ClassVar[dict[str, int]] = {"speed": 1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome("goes by", False), Outcome("off its line", False))

    action: VehicleRunWords

    @property
    def numbers(self) -> FallNumbers:
        return VEHICLE_RUN_NUMBERS.read()

    @property
    def cue_s(self) -> float:
        return starts_s(self.plan, self.action)

    @property
    def brakes_at_end(self) -> bool:
        return not self.action.drives_on

    @property
    def planned_means(self) -> Mapping[str, float]:
        if not self.action.backwards:
            return super().planned_means
        return {**super().planned_means, "late": self._late_s + DRIVING.read().backwards.later_s}

    @property
    def gap(self) -> Quantity | None:
        return self.action.gap

    def planned_sd(self, name: str) -> float:
        """In reverse it wanders more about its line; the table's own spread comes to this."""
        if not self.action.backwards or name not in ("aside", "yaw"):
            return super().planned_sd(name)
        spread, wanders = self.numbers.spread.numbers, DRIVING.read().backwards.wanders
        usual = {"aside": spread["aside_sd_m"], "yaw": radians(spread["yaw_sd_deg"])}[name]
        return usual * sqrt(wanders**2 - 1.0)

    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        ends = DRIVING.read().backwards.fastest_m_s if self.action.backwards else None
        return replace(super().vehicle_facts(draws), reverse_ends_m_s=ends)

    def classify(self, draws: Draws) -> Integers:
        return np.where(draws.values["mode"] > 0, IS_LOST, GOES_BY).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["speed_m_s"]

    def exposures(self) -> tuple[Exposure, ...]:
        return self.in_the_vehicle()

    def evidence(self) -> Evidence:
        reverse = ("in reverse it wanders twice as far about its line and brakes 0.3 s later (judgement)",)
        return Evidence(
            assumptions=(
                *(reverse if self.action.backwards else ()),
                "no rate of any way to lose a vehicle has been published for stunts; all are judgement",
                "a vehicle that is lost is a rectangle on level ground inside the circle of friction: it does not roll "
                "over, spin or climb a kerb",
                "people see it, or hear it, the moment it is lost; 1.5 s until somebody acts who does not expect it, "
                "0.7 s where they do, then 1 m/s back and 2.5 m/s after 1 s (V-S, J)",
            ),
            not_assessed=(
                "what a crash does to whoever is in or on the vehicle",
                "what a vehicle does to whoever it strikes: here only whether, how fast and after how many seconds",
                "stones and parts that are thrown up",
            ),
        )
