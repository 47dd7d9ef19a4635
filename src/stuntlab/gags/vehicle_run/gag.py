"""A vehicle is driven along a line: who can be reached, by how much, in how many seconds. No body is simulated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf, radians, sqrt
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Borne, Draws, Exposure, Floats, Integers, Outcome
from stuntlab.datasets.vehicles import MetInWay, VehicleFacts, VehicleOnGround
from stuntlab.driving import DRIVING, Lost
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.driving.convoy import Ahead, apart_of, catch_up, half_width_of, length_of, starts_s, vehicle_ahead
from stuntlab.gags.driving.driven_gag import DrivenGag, only_rows
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.fall_numbers import FallFailure
from stuntlab.gags.vehicle_run.numbers import VEHICLE_RUN_NUMBERS, VehicleRunNumbers
from stuntlab.plan.actions.vehicle_run import VehicleRun as VehicleRunWords
from stuntlab.plan.driven import Driven
from stuntlab.plan.following import run_ahead, run_behind

GOES_BY, IS_LOST = 0, 1
_HARD = "stops_hard_1"
"""Of a row that happens only to one that follows a vehicle which eases to a stop."""


class VehicleRun(DrivenGag):
    """One `vehicle_run:` of a plan."""

    kind: ClassVar[str] = "vehicle_run"
    summary: ClassVar[str] = VehicleRunWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(
        {name: row for name, row in VEHICLE_RUN_NUMBERS.read().branch.items() if _HARD not in row.numbers}
    )
    runs_inform: ClassVar[dict[str, int]] = {"speed": 1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome("goes by", False), Outcome("off its line", False))

    action: VehicleRunWords

    @property
    def numbers(self) -> VehicleRunNumbers:
        return VEHICLE_RUN_NUMBERS.read()

    @property
    def cue_s(self) -> float:
        return starts_s(self.plan, self.action)

    @property
    def brakes_at_end(self) -> bool:
        return not self.action.drives_on

    @property
    def top_m_s(self) -> float:
        return DRIVING.read().backwards.tops_m_s if self.action.backwards else super().top_m_s

    @property
    def planned_means(self) -> Mapping[str, float]:
        if not self.action.backwards:
            return super().planned_means
        return {**super().planned_means, "late": self.late_s + DRIVING.read().backwards.later_s}

    @property
    def failures(self) -> Mapping[str, FallFailure]:
        """All of the table; only one that follows somebody who eases can be surprised by a hard stop."""
        first = run_ahead(self.plan, self.action)
        eases = isinstance(first, VehicleRunWords) and first.eases
        return {name: row for name, row in super().failures.items() if eases or _HARD not in row.numbers}

    def planned_sd(self, name: str) -> float:
        """A gap is kept by the cue; in reverse it wanders more about its line. The table's own spread comes to this."""
        if name == "cue" and self.action.gap is not None:
            return self.action.gap.sd / self.in_takes("speed").value
        if not self.action.backwards or name not in ("aside", "yaw"):
            return super().planned_sd(name)
        spread, wanders = self.numbers.spread.numbers, DRIVING.read().backwards.wanders
        usual = {"aside": spread["aside_sd_m"], "yaw": radians(spread["yaw_sd_deg"])}[name]
        return usual * sqrt(wanders**2 - 1.0)

    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        ends = DRIVING.read().backwards.fastest_m_s if self.action.backwards else None
        facts = super().vehicle_facts(draws)
        return replace(facts, people=(*self._tail_ahead(draws), *facts.people), reverse_ends_m_s=ends)

    def runs_of(self, draws: Draws) -> Lost:
        """One that eases to a stop as planned brakes hard where it is lost."""
        runs = super().runs_of(draws)
        if not self.action.eases:
            return runs
        gently = np.minimum(self.numbers.eases.brakes_m_s2 * draws.values["brakes"], -runs.then_m_s2)
        return replace(runs, then_m_s2=np.where(runs.lost == 0.0, -gently, runs.then_m_s2))

    @property
    def vehicles_shown(self) -> tuple[VehicleOnGround, ...]:
        """In reverse its nose trails; whom it follows is a gap before it, whoever follows it a gap behind."""
        (own,) = super().vehicles_shown
        if self.action.backwards:
            own = replace(own, words=f"{own.words}, in reverse", backwards=True)
        first, follower = run_ahead(self.plan, self.action), run_behind(self.plan, self.action)
        with_it = []
        if first is not None and self.action.gap is not None:
            along_m = self.action.gap.value + length_of(self.plan, first)
            with_it.append(self._beside(own, first, along_m, f"{self.action.gap.text} ahead"))
        if follower is not None and follower.gap is not None:
            with_it.append(
                self._beside(own, follower, -own.length_m - follower.gap.value, f"{follower.gap.text} behind")
            )
        return (own, *with_it)

    def _beside(self, own: VehicleOnGround, other: Driven, along_m: float, words: str) -> VehicleOnGround:
        """Another vehicle so far along its way, on the line that it has."""
        across = np.array([-own.goes[1], own.goes[0]])
        aside_m = float(across @ (np.array([part.value for part in other.line[0]]) - own.leads_m))
        return VehicleOnGround(
            words=f"{other.car}, {words}",
            leads_m=own.leads_m + along_m * own.goes + aside_m * across,
            goes=own.goes,
            length_m=length_of(self.plan, other),
            half_m=half_width_of(self.plan, other),
        )

    def _tail_ahead(self, draws: Draws) -> Iterator[MetInWay]:
        """Whoever drives the vehicle that this one follows, and how often it strikes their tail where they stop."""
        first, gap = run_ahead(self.plan, self.action), self.action.gap
        if first is None or gap is None:
            return
        rows = self.driven_rows(draws)
        runs, branch = only_rows(super().runs_of(draws), rows), draws.branch[rows]  # whoever sees it stop brakes hard
        branches, reacts = len(self.branches()), DRIVING.read().reacts
        ahead = self._stops_ahead(first, draws.values["stops_hard"][rows])
        sees = replace(
            runs, late_s=np.where(runs.lost == 0.0, runs.late_s + reacts.expected_s - self.late_s, runs.late_s)
        )
        gaps = np.maximum(gap.value + (runs.cue_s - self.cue_s) * runs.speed_m_s, 0.1)
        apart = apart_of(self.action, ahead, self.way.half_m) - np.sqrt(2.0) * np.abs(runs.aside_m)
        caught = catch_up(sees, gaps, ahead, apart_m=apart, drives_on=not self.brakes_at_end)
        struck = np.bincount(branch[caught.meets], minlength=branches)
        speeds = caught.speed_m_s[caught.meets]
        planned = caught.gap_m[branch == 0]
        yield MetInWay(
            name=first.by,
            borne=Borne.TRAINED_RECEIVER,
            reached=struck,
            caught=struck,
            seconds=float(np.quantile(caught.after_s[caught.meets], 0.05)) if len(speeds) else inf,
            needs_s=inf,
            speed_m_s=(float(np.median(speeds)), float(np.quantile(speeds, 0.95))) if len(speeds) else (0.0, 0.0),
            gap_m=(float(np.median(planned)), float(np.quantile(planned, 0.001))),
            ahead=True,
            boxed_in=False,
            near=True,
            trained=True,
            operates=False,
            drives=True,
        )

    def _stops_ahead(self, first: Driven, hard: Floats) -> Ahead:
        """The one ahead as it stops in each draw. hard: 1 where it does who was to ease."""
        ahead = vehicle_ahead(self.plan, first, self.grip.brakes_m_s2)
        if not (isinstance(first, VehicleRunWords) and first.eases):
            return ahead
        gently = np.minimum(self.numbers.eases.brakes_m_s2, ahead.brakes_m_s2)
        return replace(ahead, brakes_m_s2=np.where(hard > 0.5, ahead.brakes_m_s2, gently))

    def features(self, draws: Draws) -> Floats:
        """Of the table; a hard stop ahead is a branch of its own and no measure."""
        return np.delete(super().features(draws), [*self.numbers.drawn].index("stops_hard"), axis=1)

    def classify(self, draws: Draws) -> Integers:
        return np.where(draws.values["mode"] > 0, IS_LOST, GOES_BY).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["speed_m_s"]

    def exposures(self) -> tuple[Exposure, ...]:
        return self.in_the_vehicle()

    def evidence(self) -> Evidence:
        reverse = ("in reverse it wanders twice as far about its line and brakes 0.3 s later (judgement)",)
        easing = (f"it eases to a stop with {self.numbers.eases.brakes_m_s2:g} m/s² (judgement)",)
        return Evidence(
            assumptions=(
                *(reverse if self.action.backwards else ()),
                *(easing if self.action.eases else ()),
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
