"""A vehicle is driven along a line: who can be reached, by how much, in how many seconds. No body is simulated."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from stuntlab.datasets import Draws, Exposure, Floats, Integers, Outcome
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.gags.vehicle_run.numbers import VEHICLE_RUN_NUMBERS
from stuntlab.plan.actions.vehicle_run import VehicleRun as VehicleRunWords

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
        return self.action.starts.value

    @property
    def brakes_at_end(self) -> bool:
        return not self.action.drives_on

    def classify(self, draws: Draws) -> Integers:
        return np.where(draws.values["mode"] > 0, IS_LOST, GOES_BY).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["speed_m_s"]

    def exposures(self) -> tuple[Exposure, ...]:
        return self.in_the_vehicle()

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=(
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
