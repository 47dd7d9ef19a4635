"""A car leaves a ramp: how far it flies, how hard and how far nose down it lands, and where it comes to rest.

A point that flies without drag, and a body that the front wheels set turning while only the rear ones are still on the
ramp. Whoever is in the car is not simulated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import radians
from typing import Any, ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Exposure, Flags, Floats, Integers, Outcome
from stuntlab.datasets.vehicles import CarJumpFacts, VehicleFacts
from stuntlab.driving import Lost
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.car_jump.numbers import CAR_JUMP_NUMBERS, CarJumpNumbers
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.driving.lost import Mode
from stuntlab.gags.evidence import Evidence
from stuntlab.plan.actions.car_jump import CarJump as CarJumpWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.car import TWO_WHEELS
from stuntlab.units.counting import join_words

LANDS, SHORT, LONG, OVER, SIDEWAYS, IS_LOST = range(6)


class CarJump(DrivenGag):
    """One `car_jump:` of a plan."""

    kind: ClassVar[str] = "car_jump"
    summary: ClassVar[str] = CarJumpWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(CAR_JUMP_NUMBERS.read().branch)
    runs_inform: ClassVar[dict[str, int]] = {"speed": 0}
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("lands where it is meant to", False),
        Outcome("lands short", False),
        Outcome("lands beyond the landing", False),
        Outcome("lands on its nose and goes over", False),
        Outcome("lands sideways", False),
        Outcome("lost before the lip", False),
    )

    action: CarJumpWords

    @property
    def numbers(self) -> CarJumpNumbers:
        return CAR_JUMP_NUMBERS.read()

    def propagate(self, draws: Draws) -> Draws:
        values, car = draws.values, self.numbers.car
        speed = values["speed_m_s"]
        lip = np.clip(self.action.lip_angle.value + values["lip_rad"], 0.0, radians(60))
        slope = self.action.landing_angle.value if self.action.landing_angle else 0.0
        ahead, up = speed * np.cos(lip), speed * np.sin(lip)
        flight_s, down = fall_from_lip(up, self.action.lip_height.value)
        turning = nose_rate_rad_s(speed, car.half_base_m, car.gyration_m) * values["pitch"]
        turning *= car.balanced if self.action.balanced else 1.0
        followed = {
            "flight_s": flight_s,
            "range_m": ahead * flight_s,
            "into_m_s": np.maximum(down * np.cos(slope) - ahead * np.sin(slope), 0.0),
            "nose_rad": turning * flight_s - lip - slope,
        }
        return Draws({**values, **followed}, draws.branch)

    def runs_of(self, draws: Draws) -> Lost:
        """A jump as planned flies on from the end of its line, and brakes when it is down and the driver reacts."""
        runs = super().runs_of(draws)
        flies = np.rint(draws.values["mode"]) == Mode.NOTHING
        flight = self.propagate(draws).values["flight_s"]
        return replace(runs, late_s=np.where(flies, flight + draws.values["late"], runs.late_s))

    def classify(self, draws: Draws) -> Integers:
        ends = [
            (np.rint(draws.values["mode"]) > 0, IS_LOST),
            (draws.values["off"] > 0.5, SIDEWAYS),
            (self._short(draws), SHORT),
            (self._long(draws), LONG),
            (self._goes_over(draws), OVER),
        ]
        return np.select([there for there, _ in ends], [end for _, end in ends], LANDS).astype(np.int64)

    def _short(self, draws: Draws) -> Flags:
        begins = self.action.lands_beyond
        return np.asarray(draws.values["range_m"] < (begins.value if begins else 0.0))

    def _long(self, draws: Draws) -> Flags:
        begins, long = self.action.lands_beyond, self.action.landing_long
        ends = (begins.value if begins else 0.0) + long.value if long else np.inf
        return np.asarray(draws.values["range_m"] > ends)

    def _goes_over(self, draws: Draws) -> Flags:
        return np.asarray(draws.values["nose_rad"] > radians(self.numbers.car.flips_deg))

    def severity(self, draws: Draws) -> Floats:
        return draws.values["into_m_s"]

    def features(self, draws: Draws) -> Floats:
        return np.column_stack([draws.values["speed_m_s"], draws.values["into_m_s"]])

    def exposures(self) -> tuple[Exposure, ...]:
        """Whoever drives; what the landing does to them is in `vehicle_facts`, for nothing of it is a number."""
        return self.in_the_vehicle()

    @property
    def own_changes(self) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
        return (
            {} if self.action.balanced else {"ballast in the boot": ("half a day, a heavier car", {"balanced": True})}
        )

    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        inside = (self.action.by, *self.action.aboard)
        return replace(
            super().vehicle_facts(draws),
            car_jump=self._jump_facts(draws),
            measured=self.vehicle.instrumented_run,
            not_told=tuple((name, what, remedy) for name in inside for what, remedy in self._not_told()),
        )

    def _jump_facts(self, draws: Draws) -> CarJumpFacts:
        values, branches = draws.values, len(self.branches())
        flies = np.rint(values["mode"]) == Mode.NOTHING
        planned = draws.branch == 0
        fall_m = values["into_m_s"] ** 2 / (2 * GRAVITY_M_S2)
        nose = np.degrees(values["nose_rad"])

        def count(there: Flags) -> Integers:
            return np.bincount(draws.branch[there & flies], minlength=branches)

        def spread(numbers: Floats) -> tuple[float, float, float]:
            low, middle, high = np.quantile(numbers[planned], (0.001, 0.5, 0.999))
            return float(low), float(middle), float(high)

        beyond, long = self.action.lands_beyond, self.action.landing_long
        return CarJumpFacts(
            range_m=spread(values["range_m"]),
            flight_s=float(np.median(values["flight_s"][planned])),
            fall_m=spread(fall_m)[1:],
            nose_deg=spread(nose)[1:],
            flips_deg=self.numbers.car.flips_deg,
            begins_m=beyond.value if beyond else None,
            long_m=long.value if long else None,
            balanced=self.action.balanced,
            short=count(self._short(draws)),
            beyond=count(self._long(draws)),
            goes_over=count(self._goes_over(draws)),
            drawn=np.bincount(draws.branch, minlength=branches),
        )

    def _not_told(self) -> Iterator[tuple[str, str]]:
        """What cannot be said of whoever is in the car, and what would change that."""
        if self.vehicle.body in TWO_WHEELS:
            yield (
                f"a {self.vehicle.body} is flown here as a car on four wheels: nobody trims it or comes off it",
                "Plan it as a ramp_landing, which follows rider and bike.",
            )
        if not self.vehicle.instrumented_run:
            yield (
                "what a landing does to whoever is in the car is not simulated",
                "Run this very jump with a dummy in every seat, measure head, neck, chest and back, and say so "
                "(instrumented_run: true).",
            )
        if not self.action.caged:
            yield "the plan names no cage, seat and belts", "Say so (caged: true)."

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=(
                "it flies as a point without drag from the lip, and lands with wheels that bear at once: springs and "
                "crumpling take off what the equivalent fall height says (C)",
                "the nose is set turning while only the rear wheels are on the ramp, for wheelbase by speed (C); "
                f"ballast leaves {100 * self.numbers.car.balanced:.0f} % of it (judgement)",
                "1 in 20 leave a ramp sideways (judgement, vehicles_fire.md 3): never counted",
                "a landing as a fall of 1 m is routine, of 2 m the most (judgement)",
                "no rate of any way to lose a vehicle has been published for stunts; all are judgement",
            ),
            not_assessed=(
                "head, neck, chest and back of whoever is in the car at the landing",
                "what a car does that lands on one side, on its nose, or beside the landing",
                "wheels and parts that fly, fire",
                *self._soft_things(),
            ),
        )

    def _soft_things(self) -> Iterator[str]:
        """What a car may be meant to land on that nothing here knows to give way."""
        names = [name for name, gear in self.plan.gear.items() if isinstance(gear, Catcher)]
        if names:
            yield f"{join_words(names)}: the car is taken to land on what is hard"


def fall_from_lip(up_m_s: Floats, high_m: float) -> tuple[Floats, Floats]:
    """How long a point flies that leaves a lip with a speed upwards, s, and how fast it comes down, m/s.

    high_m: of the lip above what it lands on.
    """
    down_m_s = np.sqrt(up_m_s**2 + 2 * GRAVITY_M_S2 * high_m)
    return (up_m_s + down_m_s) / GRAVITY_M_S2, down_m_s


def nose_rate_rad_s(speed_m_s: Floats, half_base_m: float, gyration_m: float) -> Floats:
    """How fast a car turns nose down that has left a lip: the weight turns it about its rear axle for a wheelbase."""
    turns = GRAVITY_M_S2 * half_base_m / (gyration_m**2 + half_base_m**2)
    return np.asarray(turns * 2 * half_base_m / np.maximum(speed_m_s, 0.1))
