"""A fall from a height: where it comes down, how flat, and what catches it, or nothing does.

Flight is a point with drag (`flight.py`), drawn 2¹⁷ times a branch; the full body is put just above the catcher with
the place, attitude and speed of a draw (`falling/landing.py`). Take-off heights are of the feet; the centre of mass
falls from above them and lands lying. What catches is in `gear/catchers`; into water no body is simulated.

Valid for: falls of 1 to 120 m over one edge, by one adult at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import pi
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Catch, Draws, Exposure, Floats, Integers, Landings, Outcome, Unknown
from stuntlab.datasets.trade import TradeFacts
from stuntlab.errors import UserError
from stuntlab.gags.base import FailureMode
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.landing import FALLER, LandingWorld
from stuntlab.gags.falling.landing_loads import landing_instruments
from stuntlab.gags.high_fall.branches import (
    branches_of,
    failure_modes,
    of_catcher,
    rows_of,
    unknowns_of,
    usual_spread_deg,
)
from stuntlab.gags.high_fall.catch import catch_of, enters_flat
from stuntlab.gags.high_fall.changes import fall_changes
from stuntlab.gags.high_fall.flight import fly, way
from stuntlab.gags.high_fall.landing_picture import landings_picture
from stuntlab.gags.high_fall.landing_zone import LandingZone
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS, FallDeviation
from stuntlab.gags.high_fall.obstacles import (
    PUSHED_OUT,
    add_collisions,
    collision_place,
    stays_there,
    summarise_collisions,
)
from stuntlab.gags.high_fall.outcomes import BESIDE, ON_EDGE, classify_landings, outcomes_of
from stuntlab.gags.high_fall.setup import HighFallSetup
from stuntlab.gags.high_fall.trade import high_fall_facts
from stuntlab.gags.roles import (
    Arrival,
    AsksTheTrade,
    CatchesFaller,
    Change,
    FallSource,
    Flight,
    FlightPath,
    GoesDown,
    HazardZones,
    OffersChanges,
    TakesOff,
)
from stuntlab.gags.zones import DiscZone, HazardZone
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.footprint import Footprint
from stuntlab.people import posture_by_name
from stuntlab.people.surfaces import RIGID
from stuntlab.plan import label_words
from stuntlab.plan.measured import spreads_taken
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import World

_FLIGHT_POINTS = 61
_NEAR_M = 3.0
"""How far around a planned landing the ground is drawn in a picture."""


class HighFall(HighFallSetup, AsksTheTrade, CatchesFaller, GoesDown, HazardZones, FlightPath, TakesOff, OffersChanges):
    """One `high_fall:` line of a plan."""

    kind: ClassVar[str] = "high_fall"
    summary: ClassVar[str] = (
        "a fall from a height onto an air bag, boxes, foam, a net, into water or onto the ground: back, header, face "
        "off, suicide or feet first"
    )
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes()
    runs_inform: ClassVar[Mapping[str, int]] = {"push": 0, "sideways": 0, "rotation": 0}
    first_takes: ClassVar[int] = 120
    most_takes: ClassVar[int] = 1920  # it has more ways to end than a kick

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return outcomes_of(self)

    @property
    def models(self) -> tuple[str, ...]:
        """A soft and a stiff end of what catches, or of the ground where nothing does."""
        return ("soft", "stiff")

    def refuse_impossible(self) -> None:
        if self.catcher is not None and self.stands.wall is not None and self.catcher.near_edge.value < 0:
            behind = self.catcher.near_edge.text.lstrip("-")
            raise UserError(
                f"{self.fall.onto} begins {behind} behind {self.stands.wall}: only under a platform, where nothing "
                "stands below the edge (edge: platform), may near_edge be less than 0"
            )

    def worlds(self) -> tuple[World, ...]:
        if self.behaviour.not_simulated is not None:
            return ()
        return (World("landing", self.scene, lambda draws, takes, _: self.knobs(draws, takes), self.instruments()),)

    def planned_branches(self) -> tuple[Branch, ...]:
        return branches_of(self.fall, self.behaviour.properties, alone=self.alone)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        to_edge = self._to_edge_m() if self.catcher else 0.0
        rows = (FallDeviation(), *rows_of(self.behaviour.properties).values())
        fall = self.fall.model_copy(
            update={field: self.in_takes(field) for field in self.runs_inform if getattr(self.fall, field) is not None}
        )
        return tuple(unknowns_of(self.plan, fall, row, to_edge) for row in rows)

    def _to_edge_m(self) -> float:
        """From where a take as planned comes down to half way into the outer metre, at the near edge if it is one."""
        place, half = self.footprint, self.edge.outer_m / 2
        edge = place.high_x_m - half if place.against_wall else place.low_x_m + half
        return float(edge - self.planned_x_m)

    def propagate(self, draws: Draws) -> Draws:
        values = draws.values
        drop_m = np.maximum(values["height_m"] - self.fall.from_.value + self.drop_m, 0.1)
        landed = fly(
            drop_m,
            out_m_s=values["push_m_s"],
            across_m_s=values["sideways_m_s"],
            wind_out_m_s=values["wind_out_m_s"],
            wind_across_m_s=values["wind_across_m_s"],
            mass_kg=self.body.mass_kg,
            drag_area_m2=self.style.drag_area_m2,
        )
        followed = {
            "x_m": self.take_off.out_m + landed.x_m + values["aim_out_m"],
            "y_m": landed.y_m + values["aim_across_m"],
            "time_s": landed.time_s,
            "out_m_s": landed.out_m_s,
            "across_m_s": landed.across_m_s,
            "down_m_s": landed.down_m_s,
        }
        down = Draws({**values, **followed, **of_catcher(self.behaviour.properties, draws.branch)}, draws.branch)
        return add_collisions(
            down,
            self.stands,
            self.body,
            take_off_m=self.take_off.out_m,
            drop_m=drop_m,
            leans_rad=(-1.0 if self.style.faces_wall else 1.0) * self.attitude_rad(values),
            closed=self.at_wall,
        )

    def classify(self, draws: Draws) -> Integers:
        met = len(self.outcomes) - 1
        return np.where(stays_there(draws), met, classify_landings(self, draws)).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        """Speed at the catcher."""
        return draws.values["down_m_s"]

    def features(self, draws: Draws) -> Floats:
        values, stands = draws.values, self.footprint
        middle_x, middle_y = (stands.low_x_m + stands.high_x_m) / 2, (stands.low_y_m + stands.high_y_m) / 2
        columns = [
            values["rotation_rad"],
            values["yaw_rad"],
            values["x_m"] - middle_x,
            values["y_m"] - middle_y,
            values["down_m_s"],
        ]
        if self.catcher:
            columns.append(values["strength"] * values["bears"])
        return np.column_stack(columns)

    def exposures(self) -> tuple[Exposure, ...]:
        return (Exposure(self.label, self.fall.by, self.fall.by, Borne.CHOSEN, self.fall.takes),)

    def trade_facts(self) -> tuple[TradeFacts, ...]:
        return (high_fall_facts(self),)

    def catch(self, draws: Draws) -> Catch:
        outcome = classify_landings(self, draws)
        outer = np.isin(outcome, ON_EDGE) if self.catcher else np.zeros(len(outcome), dtype=bool)
        zone = LandingZone(
            self.plan, self.fall.by, self.footprint, draws, outer, len(self.branches()), self.edge.throws_m
        )
        beside = outcome == BESIDE if self.catcher else np.zeros(len(outcome), dtype=bool)
        flat = enters_flat(self.fall, draws)
        caught = catch_of(self.plan, self.label, self.fall, self.catcher, self.behaviour, zone, beside, flat)
        probabilities = [branch.probability for branch in self.branches()]
        collisions = summarise_collisions(draws, self.stands, probabilities)
        return replace(caught, collisions=collisions, may_go_under=self.may_go_under)

    def landings(self, draws: Draws) -> Landings:
        clear = self.behaviour.properties.clear_around
        return landings_picture(
            self.plan,
            f"{self.plan.stunt}, {label_words(self.label)}",
            self.fall.onto,
            self.footprint if self.catcher else _around(self.footprint),
            (self.take_off.out_m, self.drop_m),
            self.branches(),
            [outcome.said for outcome in self.outcomes],
            collision_place(draws),
            self.classify(draws),
            outer_m=self.edge.outer_m,
            thrown_m=self.edge.throws_m,
            clear_m=clear.asked_m if clear else None,
        )

    def flight(self, draws: Draws, take: int) -> Flight:
        """A missed aim is spread over the way, so that the picture starts at the edge and ends where the draw does."""
        value = {name: float(column[take]) for name, column in draws.values.items()}
        knob = {name: float(column[0]) for name, column in self.knobs(draws, np.array([take])).items()}
        time_s = np.linspace(0.0, value["time_s"], _FLIGHT_POINTS)
        share = time_s / value["time_s"]
        out, across, fallen = way(
            time_s,
            out_m_s=value["push_m_s"],
            across_m_s=value["sideways_m_s"],
            wind_out_m_s=value["wind_out_m_s"],
            wind_across_m_s=value["wind_across_m_s"],
            mass_kg=self.body.mass_kg,
            drag_area_m2=self.style.drag_area_m2,
        ).T
        return Flight(
            time_s=time_s,
            x_m=self.take_off.out_m + out + share * (value["aim_out_m"] + value[PUSHED_OUT]),
            y_m=across + share * value["aim_across_m"],
            fallen=fallen / fallen[-1],
            pitch_rad=share * knob["attitude"],
            yaw_rad=knob["yaw_rad"],
            feet_m=value["height_m"],
        )

    def changes(self, number: int) -> Iterator[Change]:
        return fall_changes(self, number)

    def arrival(self, draws: Draws, take: int) -> Arrival:
        knob = {name: float(column[0]) for name, column in self.knobs(draws, np.array([take])).items()}
        return Arrival(
            body=self.faller(),
            prefix=FALLER,
            at_m=(knob["x_m"], knob["y_m"]),
            pitch_rad=knob["attitude"],
            yaw_rad=knob["yaw_rad"],
            lowest_m=self.footprint.top_m,
        )

    def scene(self, model: str) -> Scene:
        """The faller just above what catches, under one of `models`."""
        faller = self.faller()
        behaviour, field, stands = self.behaviour, self.behaviour.field, self.footprint
        return LandingWorld(
            faller,
            stands,
            (lambda patches: field(model, stands, patches)) if field else None,
            duration_s=behaviour.landing_s,
            timestep_s=behaviour.timestep_s,
            wall=self.stands.wall is not None,
            ground_n_per_m=RIGID if self.catcher else floor_stiffness_n_per_m(self.ground, end=model),
            reaching=posture_by_name("reaching") if self.lands_upright else None,
            tucks=True,
        ).scene()

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """The scene's knobs for the given draws, name -> [take]."""
        values = {name: column[takes] for name, column in draws.values.items()}
        attitude = self.attitude_rad(values)
        towards_wall = pi if self.style.faces_wall else 0.0
        catcher = ("strength", "bears", "fans_off_s") if self.behaviour.field else ()
        return {
            "attitude": attitude,
            "yaw_rad": towards_wall + values["yaw_rad"],
            "turning_rad_s": attitude / values["time_s"],
            "chin_rad": np.full(len(takes), self.chin_rad),
            **(self.reach_of_limbs(attitude, values["time_s"]) if self.lands_upright else {}),
            **{name: values[name] for name in ("x_m", "y_m", "out_m_s", "across_m_s", "down_m_s", *catcher)},
        }

    def instruments(self) -> tuple[Instrument, ...]:
        """What is measured on whoever falls."""
        return landing_instruments(self.fall.by, mass_kg=self.body.mass_kg, soft=self.is_caught)

    def falls_of(self, person: str) -> FallSource:
        return FallSource.PLANNED if person == self.fall.by else FallSource.BRANCH

    def fall_branches(self) -> tuple[str, ...]:
        return tuple(branch.name for branch in self.branches()[1:])

    @property
    def floor_words(self) -> str:
        return self.fall.onto

    @property
    def is_caught(self) -> bool:
        return self.catcher is not None

    @property
    def counted_from_m(self) -> tuple[float, float]:
        """The middle of the catcher."""
        place = self.footprint
        return (place.low_x_m + place.high_x_m) / 2, (place.low_y_m + place.high_y_m) / 2

    def zones(self) -> tuple[HazardZone, ...]:
        along_x, along_y = self.catcher.size[:2] if self.catcher else (0.0, 0.0)
        reach = max(self.edge.throws_m, HIGH_FALL_NUMBERS.read().reach.beside_m)
        return (DiscZone(f"{self.fall.by} is thrown off", 0.0, (along_x**2 + along_y**2) ** 0.5 / 2 + reach),)

    def spread_assumptions(self) -> tuple[str, ...]:
        return (*super().spread_assumptions(), *spreads_taken(self.plan.place))

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=self.assumptions(),
            not_assessed=self.not_assessed(),
        )

    def assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements and unpublished numbers the answer rests on."""
        spread_deg = usual_spread_deg(self.fall)
        edge = () if self.fall.edge or self.fall.outrigger else (
            "edge: taken for that of a roof, since the plan names none (edge: balcony, window or cliff would differ)",
        )  # fmt: skip
        return (
            *self.behaviour.assumptions(),
            f"attitude at landing: {spread_deg:.0f} degrees of spread where the plan gives none (judgement)",
            "wind from any side; its speed is that of the plan, 0 where the plan gives none",
            *edge,
            *self._assumed_of_legs(),
            self.stands.assumption,
        )

    def _assumed_of_legs(self) -> tuple[str, ...]:
        if not self.taught_to_land:
            return ()
        most = HIGH_FALL_NUMBERS.read().legs.most_deg
        return (
            f"legs: who was taught to land puts them under a body that leans, by {most:g} degrees at most, where there "
            "is time (judgement)",
        )

    def not_assessed(self) -> tuple[str, ...]:
        """Phrases: what this cannot tell."""
        not_simulated = self.behaviour.not_simulated
        return (
            "stitching, seams, fans and power of the catcher: performer and coordinator inspect before each use",
            "a second landing, off the catcher: only whether a body is thrown within reach of somebody",
            "how a body leaves the edge: feet, shins or a head that strike it while any of the body is above it",
            "old injuries, nerves, and what the light does to the faller",
            *self.behaviour.not_assessed(),
            *(() if not_simulated is None else (not_simulated,)),
        )


def _around(point: Footprint) -> Footprint:
    return Footprint(point.low_x_m - _NEAR_M, point.low_x_m + _NEAR_M, -_NEAR_M, _NEAR_M)
