"""One gag in which somebody drives: draws of how the run is lost, and what it reaches then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from stuntlab.datasets import Borne, Draws, Exposure, Floats, Integers
from stuntlab.datasets.vehicles import GroundPicture, MetInWay, OneOnGround, VehicleFacts, VehicleOnGround
from stuntlab.driving import DRIVING, Lost, RoadGrip, Way, drive, find_grip, mark_cells, misspelt_surface, stopping_m
from stuntlab.driving.numbers import UsualVehicle
from stuntlab.driving.runs import Went
from stuntlab.errors import UserError
from stuntlab.gags.driving.changes import driven_changes
from stuntlab.gags.driving.convoy import (
    Ahead,
    apart_of,
    half_width_of,
    length_of,
    vehicle_ahead,
    vehicle_of,
)
from stuntlab.gags.driving.empty import empty_kg
from stuntlab.gags.driving.in_the_way import (
    PlacedOne,
    aboard_of,
    barriers_of,
    in_the_way,
    needs_s,
    stands_ahead,
    targets_of,
    unplaced,
    ways_through_barriers,
)
from stuntlab.gags.driving.lost import LOOSE_BIKE_THROTTLE, Mode, lost_runs
from stuntlab.gags.falling.fall_numbers import FallFailure
from stuntlab.gags.falling.tabled import TabledGag
from stuntlab.gags.roles import Change, DrivesLoose, HazardZones, OffersChanges
from stuntlab.gags.trade import drives
from stuntlab.gags.zones import BANDS_S, CELL_M, CellZone, HazardZone, ZoneCells, nearest_way_out
from stuntlab.plan import label_words
from stuntlab.plan.driven import BROKEN, GATE, GPS, Driven
from stuntlab.plan.following import run_behind
from stuntlab.plan.gear.barrier import Barrier
from stuntlab.plan.gear.car import BICYCLE, LANYARD, MOTORCYCLE, NO_CUT_OFF, REMOTE, TECHNICIAN, Car

DRIVEN_DRAWS = 2**12
"""Draws of each branch that are driven, of the one that goes as planned four times as many: with the rarest counted
one of a branch of 1 in 50 is 5 in a million takes, half of what may be borne."""

CELL_DRAWS = 1500
"""Draws of each branch that make the map."""

_CUE_S, _BOTH_CUES_S = 0.15, 0.15 * 2**0.5
"""Spread of a cue, and of two of them where somebody else moves on theirs (vehicles_fire.md 3, J)."""

_BROKEN_SHARE = 0.15
"""Spread of a speed that nothing tells (vehicles_fire.md 2, J)."""


class DrivenGag(TabledGag, DrivesLoose, HazardZones, OffersChanges):
    """A gag on a line that is driven. Places are those of the set."""

    action: Driven

    def refuse_impossible(self) -> None:
        """A floor that is misspelt says nothing of grip, or the wrong thing.

        Raises: UserError, with the word that is near.
        """
        slip = misspelt_surface(self.plan.place.floor)
        if slip is not None:
            known = ", ".join(DRIVING.read().grip)
            raise UserError(
                f'"{self.plan.place.floor}" is no surface to drive on: "{slip[0]}" is misspelt (did you mean '
                f'"{slip[1]}"?). Known are {known}'
            )

    @property
    def vehicle(self) -> Car:
        """What is driven, as the plan has it."""
        return vehicle_of(self.plan, self.action)

    @property
    def usual(self) -> UsualVehicle:
        """One of its sort."""
        return DRIVING.read().vehicle[self.vehicle.body]

    @property
    def mass_kg(self) -> float:
        """With whoever is in it or on it, kg."""
        inside = (self.plan.people[name].mass for name in (self.action.by, *self.action.aboard))
        people_kg = sum(mass.value if mass else DRIVING.read().person.mass_kg for mass in inside)
        return people_kg + empty_kg(self.vehicle)

    @property
    def grip(self) -> RoadGrip:
        return find_grip(self.plan.place.floor)[1]

    @cached_property
    def way(self) -> Way:
        """The line and what goes along it."""
        return Way(
            np.array([(point[0].value, point[1].value) for point in self.action.line]),
            half_width_of(self.plan, self.action),
            length_of(self.plan, self.action),
            self.mass_kg,
        )

    @property
    def controls(self) -> Mapping[str, bool]:
        return {
            "inspected": self.vehicle.inspected,
            "cut off": self.vehicle.cut_off in (LANYARD, TECHNICIAN, REMOTE),
            "speed told": self.action.speed_by in (GATE, GPS),
        }

    def _on_surface(self, row: FallFailure) -> FallFailure:
        """A row of the table as often as it happens on the floor of the place."""
        if row.numbers.get("mode_1") != Mode.SLIDES or self.grip.slides == 1.0:
            return row
        reason = f"{row.reason}; {self.grip.slides:g} times that on {find_grip(self.plan.place.floor)[0]}"
        return replace(row, probability=self.grip.slides * row.probability, reason=reason)

    @property
    def failures(self) -> Mapping[str, FallFailure]:
        """All of the table; what has no engine has no throttle that sticks, and a motorcycle without a lanyard has
        one that does so more often. It slides out oftener on what is slippery.
        """
        rows, body = {name: self._on_surface(row) for name, row in super().failures.items()}, self.vehicle.body
        throttle = {name: row for name, row in rows.items() if row.numbers.get("mode_1") == Mode.THROTTLE}
        if body == BICYCLE:
            return {name: row for name, row in rows.items() if name not in throttle}
        if body == MOTORCYCLE and not self.controls["cut off"]:
            why = "judgement (vehicles_fire.md 2): nothing cuts the engine of a motorcycle once its rider comes off"
            throttle = {
                name: replace(row, probability=LOOSE_BIKE_THROTTLE, reason=why) for name, row in throttle.items()
            }
            return {**rows, **throttle}
        return rows

    @property
    def planned_means(self) -> Mapping[str, float]:
        return {"speed": self.in_takes("speed").value, "cue": self.cue_s}

    @property
    def cue_s(self) -> float:
        """When it is at the first point of its line."""
        return 0.0

    def planned_sd(self, name: str) -> float:
        speed = self.in_takes("speed")
        if name == "speed":
            return max(speed.sd, _BROKEN_SHARE * speed.value if self.action.speed_by == BROKEN else 0.0)
        return (_BOTH_CUES_S if any(len(one.knots) > 1 for one in self._standing) else _CUE_S) if name == "cue" else 0.0

    def runs_of(self, draws: Draws) -> Lost:
        """The runs of draws."""
        power_w = 1000.0 * (self.vehicle.power_kw or self.usual.power_kw)
        return lost_runs(
            draws.values,
            line_m=self.way.length_of_line_m,
            grip=self.grip,
            vehicle=self.usual,
            mass_kg=self.mass_kg,
            power_w=power_w,
            cut_off=self.controls["cut off"],
            top_m_s=self.top_m_s,
        )

    @property
    def top_m_s(self) -> float:
        """Beyond which its engine does not drive it."""
        return inf

    @property
    def own_changes(self) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
        """What only this kind may change, in words -> its cost, and the words of the action."""
        return {}

    def changes(self, number: int) -> Iterator[Change]:
        return driven_changes(self.plan, number, self.action, self.vehicle, self.own_changes)

    def in_the_vehicle(self) -> tuple[Exposure, ...]:
        """Whoever drives, and whoever is in it: nothing of this answer is about their own bodies."""
        who = (self.label, self.action.by, self.action.takes)
        driver = Exposure(who[0], self.action.by, who[1], Borne.CHOSEN, who[2], feels=False)
        others = (Exposure(who[0], name, who[1], Borne.IMPOSED, who[2], feels=False) for name in self.action.aboard)
        return (driver, *others)

    @cached_property
    def _standing(self) -> tuple[PlacedOne, ...]:
        return in_the_way(self.plan, self.action, aboard_of(self.action))

    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        branches = len(self.branches())
        rows = self.driven_rows(draws)
        branch, runs = draws.branch[rows], only_rows(self.runs_of(draws), rows)
        fences, holding, untested = barriers_of(self.plan)
        went = drive(self.way, runs, targets_of(self._standing), fences)
        drawn = np.bincount(branch, minlength=branches)
        past = went.past_m[branch == 0]
        reach = float(np.quantile(went.past_m, 0.999))
        met = [
            self._met(name, went, runs.cue_s, branch, branches, reach)
            for name in dict.fromkeys(s.name for s in self._standing)
        ]
        surface, grip, said = find_grip(self.plan.place.floor)
        speed = self.in_takes("speed")
        who, behind_m, behind_needs_m = self._behind(grip)
        return VehicleFacts(
            gag=self.label,
            driver=self.action.by,
            driver_trained=drives(self.plan.people[self.action.by].job),
            car=self.action.car,
            body=self.vehicle.body,
            speed_m_s=speed.value,
            fastest_m_s=speed.value + 2 * self.planned_sd("speed"),
            speed_by=self.action.speed_by,
            rehearsed_m_s=self.action.rehearsed_at.value if self.action.rehearsed_at else None,
            stops_m=(float(np.median(past)), float(np.quantile(past, 0.999))) if self.brakes_at_end else None,
            run_out_m=self.action.run_out.value if self.action.run_out else None,
            inspected=self.vehicle.inspected,
            cut_off=None if self.vehicle.cut_off == NO_CUT_OFF else self.vehicle.cut_off,
            helmet=self.action.helmet,
            surface=surface,
            surface_said=said,
            people=tuple(one for one in met if one.borne is not None),
            things=tuple(one for one in met if one.borne is None),
            unplaced=unplaced(self.plan, aboard_of(self.action)),
            untested=untested,
            through=ways_through_barriers(self.plan),
            holding=holding,
            behind=who,
            behind_m=behind_m,
            behind_needs_m=behind_needs_m,
            stoppers=tuple(name for name, one in self.plan.people.items() if one.may_stop),
            takes=self.action.takes,
            drawn=drawn,
        )

    def driven_rows(self, draws: Draws) -> Integers:
        """Which of the draws are driven past everybody."""
        return first_of_each(draws.branch, len(self.branches()), DRIVEN_DRAWS)

    def _behind(self, grip: RoadGrip) -> tuple[str, float | None, tuple[float, float]]:
        """Who follows, the gap, and what they need who expect it and whom it surprises: what their stop is longer by,
        with brakes a tenth weaker, and 3 m between.
        """
        follower, reacts = run_behind(self.plan, self.action), DRIVING.read().reacts
        if follower and apart_of(follower, self.as_ahead, half_width_of(self.plan, follower)) > 0.0:
            return follower.by, None, (0.0, 0.0)  # it passes beside
        gap = follower.gap if follower else self.action.behind
        fast = follower.speed.value if follower else self.in_takes("speed").value
        ahead = stopping_m(np.array(self.in_takes("speed").value), np.array(grip.brakes_m_s2), np.array(0.0))
        expected, surprised = (
            float(stopping_m(np.array(fast), np.array(0.9 * grip.brakes_m_s2), np.array(late)) - ahead) + 3.0
            for late in (reacts.expected_s, reacts.surprised_s)
        )
        return follower.by if follower else "", gap.value if gap else None, (expected, surprised)

    @property
    def as_ahead(self) -> Ahead:
        """What whoever follows it has before them."""
        return vehicle_ahead(self.plan, self.action, self.grip.brakes_m_s2)

    @property
    def late_s(self) -> float:
        """How late a driver brakes as planned at a mark."""
        return self.numbers.spread.numbers["late_1"]

    @property
    def brakes_at_end(self) -> bool:
        """Whether it is meant to stop past the end of its line."""
        return True

    def _met(self, name: str, went: Went, drawn: Floats, branch: Integers, branches: int, reach_m: float) -> MetInWay:
        """Somebody in all the places that they have: the worst of each draw counts."""
        columns = [index for index, one in enumerate(self._standing) if one.name == name]
        who = self._standing[columns[0]]
        needs = needs_s(np.where(np.isfinite(went.clear_m), went.clear_m, 0.0), who, drawn)
        strikes = np.isfinite(went.after_s) & (went.speed_m_s >= DRIVING.read().strikes.from_m_s)
        mine = strikes[:, columns]
        late = mine & (went.after_s < needs)[:, columns]
        after, least, speed = (array[:, columns][mine] for array in (went.after_s, needs, went.speed_m_s))
        left = after - least
        worst = int(np.argsort(left)[len(left) // 20]) if len(left) else 0
        gaps = went.gap_m[:, columns].min(axis=1)[branch == 0]
        return MetInWay(
            name=name,
            borne=who.borne,
            reached=np.bincount(branch[mine.any(axis=1)], minlength=branches),
            caught=np.bincount(branch[late.any(axis=1)], minlength=branches),
            seconds=float(after[worst]) if len(left) else inf,
            needs_s=float(least[worst]) if len(left) else 0.0,
            speed_m_s=(float(np.median(speed)), float(np.quantile(speed, 0.95))) if len(left) else (0.0, 0.0),
            gap_m=(float(np.median(gaps)), float(np.quantile(gaps, 0.001))),
            ahead=any(stands_ahead(self._standing[column], self.way, reach_m) for column in columns),
            boxed_in=who.boxed_in,
            near=who.near,
            trained=who.trained,
            operates=who.operates,
            drives=who.drives,
        )

    def cells_of(self, draws: Draws) -> ZoneCells:
        """All the ground that runs reach, each cell with its chance and the least seconds."""
        branches = self.branches()
        rows = first_of_each(draws.branch, len(branches), CELL_DRAWS, first=1)
        branch = draws.branch[rows]
        share = np.array([one.probability for one in branches]) / np.maximum(
            np.bincount(branch, minlength=len(branches)), 1
        )
        fences, _, _ = barriers_of(self.plan)
        at_m, chance, seconds = mark_cells(
            self.way, only_rows(self.runs_of(draws), rows), fences, share[branch], side_m=CELL_M
        )
        return ZoneCells(CELL_M, at_m, chance, seconds)

    def ground_picture(self, draws: Draws) -> GroundPicture:
        cells, facts = self.cells_of(draws), self.vehicle_facts(draws)
        met = {one.name: one for one in (*facts.people, *facts.things)}
        names = dict.fromkeys(one.name for one in self._standing)
        places = {
            name: np.array([(x, y) for one in self._standing if one.name == name for _, x, y in one.shown])
            for name in names
        }
        barriers = {name: gear for name, gear in self.plan.gear.items() if isinstance(gear, Barrier)}
        return GroundPicture(
            title=f"{self.plan.stunt}: {label_words(self.label)}",
            car=self.action.car,
            side_m=cells.side_m,
            at_m=cells.at_m,
            chance=cells.chance,
            seconds=cells.seconds,
            band=cells.band,
            bands_s=BANDS_S,
            way_m=self.way.corners_m,
            half_m=self.way.half_m,
            run_out_m=facts.run_out_m,
            people=tuple(
                OneOnGround(
                    name=name,
                    places_m=places[name],
                    moves=any(len(one.knots) > 1 for one in self._standing if one.name == name),
                    thing=met[name].borne is None,
                    operates=met[name].operates,
                    escapes_m=None if met[name].boxed_in or met[name].drives else nearest_way_out(cells, places[name]),
                    seconds=met[name].seconds,
                    needs_s=met[name].needs_s,
                )
                for name in names
            ),
            barriers=tuple(
                (
                    name,
                    np.array([[end[0].value, end[1].value] for end in (gear.from_, gear.to)]),
                    name in facts.holding,
                )
                for name, gear in barriers.items()
            ),
            vehicles=self.vehicles_shown,
        )

    @property
    def vehicles_shown(self) -> tuple[VehicleOnGround, ...]:
        """Its own where it starts, and those that go with it."""
        start, second = self.way.corners_m[:2]
        goes = (second - start) / np.linalg.norm(second - start)
        length_m = length_of(self.plan, self.action)
        half_m = half_width_of(self.plan, self.action)  # that of its way is wider where it rolls
        own = VehicleOnGround(words=self.action.car, leads_m=start, goes=goes, length_m=length_m, half_m=half_m)
        return (own,)

    @cached_property
    def _zones(self) -> tuple[HazardZone, ...]:
        return (CellZone(f"{self.action.by} loses {self.action.car}", self.cells_of(self._few_draws())),)

    def _few_draws(self) -> Draws:
        """Draws for a map, which needs none of those of an assessment."""
        chance = np.random.default_rng(0)
        values: dict[str, list[Floats]] = {}
        for unknowns in self.unknowns():
            for one in unknowns:
                drawn = chance.normal(one.mean, one.sd, CELL_DRAWS)
                values.setdefault(one.name, []).append(np.clip(drawn, one.low, one.high))
        branch = np.repeat(np.arange(len(self.branches())), CELL_DRAWS)
        return Draws({name: np.concatenate(parts) for name, parts in values.items()}, branch)

    def zones(self) -> tuple[HazardZone, ...]:
        return self._zones


def first_of_each(branch: Integers, branches: int, count: int, *, first: int = 4) -> Integers:
    """Rows of the first draws of each branch, `first` times as many of the one as planned, [row]."""
    found = [np.flatnonzero(branch == one)[: count * (first if one == 0 else 1)] for one in range(branches)]
    return np.concatenate(found)


def only_rows(runs: Lost, rows: Integers) -> Lost:
    """Some of the runs."""
    return Lost(**{one.name: np.asarray(getattr(runs, one.name))[rows] for one in fields(Lost)})
