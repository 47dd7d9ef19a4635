"""Somebody leaves an edge and opens a canopy: the draws, the flight, and what each draw comes to.

The flight is a reduced model (`stuntlab.flight`), one point a draw, 2^17 draws a branch. What nobody surveyed is not
guessed: without a profile nothing is said of heights and walls.

Valid for: one adult, one canopy, a section of the ground that goes out from the edge, one wind at all heights.
"""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from math import inf, pi, radians
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Branch, Draws, Exposure, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.jump import EdgeSet, FlownPath, JumpFacts, JumpPicture
from stuntlab.flight import NUMBERS, Flights, Flown, Stage, fly_out, section
from stuntlab.gags.base import Gag
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.changes import changes_of_steps
from stuntlab.gags.falling.landing_loads import landing_instruments
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.gags.off_the_edge.bodies import (
    FEET_S,
    MOST_OVER_M_S,
    landing_knobs,
    landing_scene,
    opening_knobs,
    opening_scene,
    opening_tools,
)
from stuntlab.gags.off_the_edge.changes import changes_of_a_jump
from stuntlab.gags.off_the_edge.facts import facts_of
from stuntlab.gags.off_the_edge.flown import flown_path_of
from stuntlab.gags.off_the_edge.jump import Leaves
from stuntlab.gags.off_the_edge.numbers import ACROSS, FACING, JUMPS, NO_PULL, JumpFailure
from stuntlab.gags.off_the_edge.openings import headings, off_heading_rates
from stuntlab.gags.off_the_edge.picture import middle_take, picture_of
from stuntlab.gags.off_the_edge.ridden import empty_kg, practised_rate
from stuntlab.gags.off_the_edge.trim import Trim, fill_time, flight_time, trim_of
from stuntlab.gags.roles import Change, DirectLoads, FallSource, GoesDown, LeavesAnEdge, OffersChanges
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.plan.actions.high_fall import GROUND as GROUND_WORD
from stuntlab.plan.gear.canopy import Canopy
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import World

LANDS, OUTSIDE, WALL, GROUND = range(4)

_PIT_M, _PIT_M_S = 1_500.0, 60.0
"""Without a survey the ground is so far below where anybody pulls: deeper than an opening takes, and no deeper, since
whoever does not pull is followed down to it. A fall is no faster than the second."""

_AT_ONCE = 2**15
"""Draws that are flown at once: they bound the memory."""

_MOST_THREADS = 4

_EDGE_M = 2.0
"""Of a ramp, its width, where a plan does not say it (J)."""


class JumpGag(Gag, DirectLoads, GoesDown, LeavesAnEdge, OffersChanges):
    """One jump to a canopy."""

    first_takes: ClassVar[int] = 56
    most_takes: ClassVar[int] = 224
    begins: ClassVar[str] = "the edge"

    outcomes: tuple[Outcome, ...] = (
        Outcome("down under a good canopy", True),
        Outcome("down under a canopy outside the landing area", True, modelled=False),
        Outcome("into the wall, or within 2 m of it", True, modelled=False),
        Outcome("on a ledge or the ground before a canopy is open", True, modelled=False),
    )

    def __init__(self, plan: Plan, action: UnderCanopy, label: str) -> None:
        super().__init__(plan, action, label)
        self.words = action
        self.body = measures_of(plan.people[action.by], action.by)

    @property
    @abstractmethod
    def leaves(self) -> Leaves:
        """How they leave the edge."""

    @property
    def canopy(self) -> Canopy | None:
        """The parachute; None where the plan has none."""
        gear = self.plan.gear.get(self.words.canopy) if self.words.canopy else None
        return gear if isinstance(gear, Canopy) else None

    @property
    def trim(self) -> Trim:
        """How the canopy flies under them."""
        return trim_of(self.canopy, self.body.mass_kg)

    @property
    def no_survey(self) -> str:
        """Why no height of the ground can be counted on; empty where it was surveyed."""
        words = self.words
        if words.profile is None:
            return "gives a height that nobody says was measured" if words.press_height else "has no profile of it"
        return "" if words.surveyed_by else "does not say who surveyed it"

    @property
    def ground(self) -> Floats:
        """Pieces of the profile; bottomless where nobody surveyed it."""
        if self.no_survey or self.words.profile is None:
            return section(np.array([[0.0, -self._pit_m]]))
        return section(np.array([[out.value, up.value] for out, up in self.words.profile]))

    @property
    def _pit_m(self) -> float:
        """How deep the ground is taken to be that nobody surveyed."""
        pull, parts = self.leaves.pull, self.leaves.parts
        return _PIT_M + _PIT_M_S * (pull[0] + 6 * pull[1] + parts[0])

    def ground_height(self, out_m: float) -> float:
        """Height of the ground so far out from the edge, m."""
        return height_of(self.ground, out_m)

    @property
    def has_wall(self) -> bool:
        """Whether a piece of the profile is steeper than 45 degrees."""
        run, rise = (np.abs(self.ground[:, k + 2] - self.ground[:, k]) for k in (0, 1))
        return bool((rise > run).any())

    @property
    def rows(self) -> tuple[JumpFailure | None, ...]:
        """Of the table, one for each branch; None as planned."""
        return (None, *JUMPS.read().of_kind(self.kind).values())

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(
            Branch(name, self._rate(name, row), row.reason, row.outcome)
            for name, row in JUMPS.read().of_kind(self.kind).items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "it goes as the plan says, within its spread"), *wrong)

    def _rate(self, name: str, row: JumpFailure) -> float:
        across, facing = off_heading_rates(self.canopy)
        reserve = JUMPS.read().reserve.share if self.canopy is not None and self.canopy.reserve else 1.0
        if name in (ACROSS, FACING):
            return across if name == ACROSS else facing
        weight = JUMPS.read().practice
        practised = practised_rate(row.probability, row.practised_as, self.words.practised, weight)
        return practised * (reserve if name == NO_PULL else 1.0)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        return tuple(self._unknowns_of(row) for row in self.rows)

    def _unknowns_of(self, row: JumpFailure | None) -> tuple[Unknown, ...]:
        table, leaves, words = JUMPS.read(), self.leaves, self.words
        spread, rider = table.spread, table.rider
        share, share_sd = (row.speed_share, row.speed_share_sd) if row else (1.0, 0.0)
        wrong = row or _NOTHING
        fills, fills_sd = fill_time(self.canopy)
        loses = self.canopy.height_loss if self.canopy else None
        wind = self.in_takes("wind") if words.wind else None
        across = self.in_takes("wind_across") if words.wind_across else None
        glide = 0.0 if wrong.upset else rider.glide_tracks if words.tracks else rider.glide_flat
        on_bike = 1.0 if leaves.bike else 0.0
        return (
            Unknown("speed_m_s", leaves.speed[0], leaves.speed[1], low=0.1),
            Unknown("speed_share", share, share_sd, low=0.3, high=1.0),
            Unknown("up_rad", *leaves.up),
            Unknown("aside_rad", radians(wrong.aside_deg), radians(wrong.aside_sd_deg or spread.aside_sd_deg)),
            Unknown("off_m", 0.0, spread.across_sd_m * on_bike),
            Unknown("parts_s", leaves.parts[0] + wrong.parts_s, max(leaves.parts[1], wrong.parts_sd_s), low=0.0),
            Unknown("push_m_s", leaves.push[0], leaves.push[1], low=0.0),
            Unknown(
                "push_back_rad", radians(spread.push_back_deg), radians(spread.push_back_sd_deg) * on_bike, 0.0, pi / 2
            ),
            Unknown("pull_s", leaves.pull[0] + wrong.pull_s, max(leaves.pull[1], wrong.pull_sd_s), low=0.0),
            Unknown("area_m2", rider.area_m2, rider.area_sd_m2, low=0.3, high=1.0),
            Unknown("glide", glide, rider.glide_sd, low=0.0, high=1.0),
            Unknown("fills_s", fills, fills_sd, low=0.3),
            Unknown("loses_m", *((loses.value, loses.sd) if loses else (0.0, 0.0)), low=0.0),
            Unknown("heading_luck", 0.0, 1.0),
            Unknown("notice_luck", 0.0, 1.0),
            Unknown("side_luck", 0.0, 1.0),
            Unknown("turns_rad_s", radians(table.heading.turns_deg_s), radians(table.heading.turns_sd_deg_s), low=0.2),
            Unknown("trim_share", 1.0, table.trim.speed_sd, low=0.6, high=1.4),
            Unknown(
                "wind_m_s",
                (wind.value if wind else 0.0) + wrong.wind_m_s,
                max(wind.sd if wind else spread.across_wind_m_s, wrong.wind_sd_m_s),
            ),
            Unknown(
                "wind_across_m_s", across.value if across else 0.0, across.sd if across else spread.across_wind_m_s
            ),
            Unknown("survey_m", 0.0, words.profile_known_to.value if words.profile_known_to else 5.0),
            Unknown("flares", table.flare.share + wrong.flare, table.flare.sd, low=0.0, high=0.9),
            Unknown("tone", ON_LINE.read().harness.slack_neck if wrong.upset else 1.0, 0.1, low=0.2, high=1.2),
            Unknown("turn_rad", 0.0, radians(4.0)),
            Unknown("pitch_rad", 0.0, radians(spread.pitch_sd_deg) * on_bike),
            Unknown("pitch_rate_rad_s", radians(wrong.pitch_rate_deg_s), radians(spread.pitch_rate_sd_deg_s) * on_bike),
        )

    def flights(self, values: Mapping[str, Floats], branch: Integers) -> Flights:
        """The draws as flights; every row of a branch shares what its failure changes."""
        count, leaves, trim = len(branch), self.leaves, self.trim
        heading, notices, pulls = (np.empty(count) for _ in range(3))
        rates = off_heading_rates(self.canopy)
        numbers = NUMBERS.read()
        for index, row in enumerate(self.rows):
            mine = branch == index
            heading[mine] = headings(row, values["heading_luck"][mine], values["side_luck"][mine], rates)
            notices[mine] = self._notices(row, values["notice_luck"][mine])
            pulls[mine] = _pulls(row, values["pull_s"][mine], values["parts_s"][mine])
        speed = values["speed_m_s"] * values["speed_share"]
        level, back, push = speed * np.cos(values["up_rad"]), values["push_back_rad"], values["push_m_s"]
        zero, one = np.zeros(count), np.ones(count)
        air = trim.air_speed_m_s * values["trim_share"]
        return Flights(
            speed=np.stack(
                [
                    level * np.cos(values["aside_rad"]),
                    level * np.sin(values["aside_rad"]),
                    speed * np.sin(values["up_rad"]),
                ],
                axis=1,
            ),
            wind=np.stack([values["wind_m_s"], values["wind_across_m_s"], zero], axis=1),
            rider_kg=one * self.body.mass_kg,
            bike_kg=one * (empty_kg(leaves.bike) if leaves.bike else 0.0),
            together_area_m2=one * (numbers.together_area.soft + numbers.together_area.stiff) / 2,
            rider_area_m2=values["area_m2"],
            bike_area_m2=one * JUMPS.read().bike_falls.area_m2,
            glide=values["glide"],
            separates_s=values["parts_s"],
            push=np.stack([-push * np.sin(back), zero, push * np.cos(back)], axis=1),
            pulls_s=pulls,
            stretches_s=one * JUMPS.read().trim.stretches_s,
            canopy_area_m2=one * trim.drag_area_m2,
            fills_s=values["fills_s"],
            heading_rad=heading,
            notices_s=notices,
            turns_rad_s=values["turns_rad_s"],
            air_speed_m_s=air,
            sink_m_s=trim.sink_m_s * values["trim_share"],
        )

    def _notices(self, row: JumpFailure | None, luck: Floats) -> Floats:
        table = JUMPS.read().heading
        slower = table.upset_factor if row is not None and row.upset else 1.0
        return np.asarray(slower * table.notices_s * table.notices_factor**luck)

    def propagate(self, draws: Draws) -> Draws:
        values, branch = draws.values, draws.branch
        parts = [
            self._follow({name: column[start : start + _AT_ONCE] for name, column in values.items()}, part)
            for start in range(0, max(len(branch), 1), _AT_ONCE)
            for part in (branch[start : start + _AT_ONCE],)
        ]
        followed = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        return Draws({**values, **followed}, branch)

    def _follow(self, values: Mapping[str, Floats], branch: Integers) -> dict[str, Floats]:
        flights = self.flights(values, branch)
        flown = fly_out(flights, self.ground, threads=min(os.cpu_count() or 1, _MOST_THREADS))
        opens = flown.stage == Stage.CANOPY
        pulled = np.isfinite(flown.pulled[:, 2])
        fallen = -np.where(pulled, flown.pulled[:, 2], np.nan_to_num(flown.landed[:, 2], nan=-self._pit_m))
        lost = np.where(opens, flown.pulled[:, 2] - flown.opened[:, 2], 0.0)
        more = np.where(opens, np.maximum(values["loses_m"] - lost, 0.0), 0.0)
        over = np.where(opens, flown.height_left_m + values["survey_m"] - more, 0.0)
        needs, left = self._left(flights, flown, values, over, more)
        down, along = self._landing(flights, values, branch)
        known = not self.no_survey
        return {
            "opens": opens.astype(float),
            "fallen_m": fallen,
            "pulls_x_m": np.nan_to_num(flown.pulled[:, 0]),
            "pulls_y_m": np.nan_to_num(flown.pulled[:, 1]),
            "lost_m": lost + more,
            "over_m": np.where(opens, over, 0.0) if known else np.zeros(len(over)),
            "needs_m": np.where(opens, needs, 0.0),
            "left_m": np.where(opens, np.maximum(left, 0.0), 0.0) if known else np.zeros(len(left)),
            "reaches": (~opens | (left >= 0)).astype(float),
            "clear_m": np.minimum(flown.clearance_m, 9999.0),
            "wall_m": np.minimum(np.where(opens, flown.wall_m, 0.0), 9999.0),
            "strikes": (opens & ((flown.meets_wall > 0) | (flown.clearance_m < self._near_m))).astype(float),
            "opening_g": flown.opening_n / (self.body.mass_kg * GRAVITY_M_S2),
            "opens_at_m_s": np.where(pulled, np.linalg.norm(np.nan_to_num(flown.pulled[:, 3:]), axis=1), 0.0),
            "lands_x_m": np.nan_to_num(flown.landed[:, 0]),
            "lands_y_m": np.nan_to_num(flown.landed[:, 1]) + values["off_m"],
            "down_m_s": down,
            "over_m_s": along,
            "landing_m_s": np.hypot(down, along),
            "pitch_off_rad": values["pitch_rad"] + values["pitch_rate_rad_s"] * values["parts_s"],
        }

    @property
    def _near_m(self) -> float:
        return JUMPS.read().near.wall_m if self.has_wall else -1.0

    def _left(
        self, flights: Flights, flown: Flown, values: Mapping[str, Floats], over: Floats, more: Floats
    ) -> tuple[Floats, Floats]:
        """Height that the flight to the landing area needs, and what is left of all, m, [draw]."""
        area = self.words.landing_area
        if area is None:
            return np.zeros(len(over)), over
        opened = np.nan_to_num(flown.opened)
        wind = (flights.wind[:, 0], flights.wind[:, 1])
        time = flight_time((opened[:, 0], opened[:, 1] + values["off_m"]), wind, flights.air_speed_m_s, area)
        turning = flights.notices_s + np.abs(flights.heading_rad) / flights.turns_rad_s
        needs = flights.sink_m_s * (time + np.where(time > 0, turning, 0.0))
        lies_m = height_of(self.ground, area.out.value)
        above_area = opened[:, 2] - more + values["survey_m"] - lies_m
        return needs, np.minimum(over, above_area - needs)

    def _landing(self, flights: Flights, values: Mapping[str, Floats], branch: Integers) -> tuple[Floats, Floats]:
        """Speed down and over the ground at the landing, m/s, [draw]."""
        downwind = np.array([bool(row and row.downwind) for row in self.rows])[branch]
        left = 1.0 - values["flares"]
        wind = np.hypot(values["wind_m_s"], values["wind_across_m_s"])
        along = left * flights.air_speed_m_s + np.where(downwind, wind, -wind)
        return flights.sink_m_s * left, np.abs(along)

    def classify(self, draws: Draws) -> Integers:
        values = draws.values
        cases = (values["opens"] == 0, values["strikes"] > 0, values["reaches"] == 0)
        ends = np.select(cases, (GROUND, WALL, OUTSIDE), LANDS)
        if self.no_survey:  # nothing is known of what is below: every draw is one that lands, and the answer says so
            ends = np.full(len(ends), LANDS)
        else:
            ends = np.where((values["opens"] > 0) & (values["over_m"] <= 0.0) & (ends != WALL), GROUND, ends)
        return ends.astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["opening_g"]

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        columns = ("down_m_s", "over_m_s", "tone", "turn_rad")
        return np.stack([np.log1p(values["opening_g"]), *(values[name] for name in columns)], axis=-1)

    @property
    def models(self) -> tuple[str, ...]:
        """How much body, straps and ground give: the two ends of it."""
        return ("soft", "stiff")

    def scene(self, model: str) -> Scene:
        """Who hangs under an opening canopy."""
        return opening_scene(self.body, model)

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Those of the opening, name -> [take]."""
        return opening_knobs(draws, takes)

    def instruments(self) -> tuple[Instrument, ...]:
        """What is measured at the landing."""
        return landing_instruments(self.words.by, mass_kg=self.body.mass_kg)

    def worlds(self) -> tuple[World, ...]:
        rolls = self.words.rolls
        if self.no_survey:  # whatever a body felt, the answer would be that nothing is known of the ground
            return ()
        return (
            World(
                "opening",
                self.scene,
                lambda draws, takes, _: self.knobs(draws, takes),
                opening_tools(self.words.by, self.body),
                not_drawn="the canopy",
            ),
            World(
                "landing",
                lambda model: landing_scene(self.body, self.floor_words, model, rolls=rolls),
                lambda draws, takes, _: landing_knobs(draws, takes, rolls=rolls),
                self.instruments(),
                not_drawn="the canopy",
            ),
        )

    def falls_of(self, person: str) -> FallSource:
        return FallSource.PLANNED if person == self.words.by else FallSource.UNKNOWN

    def fall_branches(self) -> tuple[str, ...]:
        return ()

    @property
    def floor_words(self) -> str:
        area = self.words.landing_area
        return (area.ground if area else None) or self.plan.place.ground or GROUND_WORD

    @property
    def is_caught(self) -> bool:
        return False

    def exposures(self) -> tuple[Exposure, ...]:
        by = self.words.by
        return (Exposure(self.label, by, by, Borne.CHOSEN, self.words.takes),)

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        values = draws.values
        own = {"opening_acceleration": values["opening_g"], "landing_speed": values["landing_m_s"]}
        if not self.no_survey:
            own["height_left"] = values["left_m"]
            if self.has_wall:
                own["wall_clearance"] = values["clear_m"]
        return {self.words.by: own}

    def jump_facts(self, draws: Draws) -> JumpFacts:
        return facts_of(self, draws)

    def jump_picture(self, draws: Draws) -> JumpPicture:
        return picture_of(self, draws)

    @property
    def edge(self) -> EdgeSet:
        area = self.words.landing_area
        return EdgeSet(
            ramp=None,
            ground_m=np.empty((0, 2)) if self.no_survey else self.ground[:, :2],
            behind_m=0.0,
            wide_m=_EDGE_M,
            area=(area.out.value, area.across.value if area.across else 0.0, area.radius.value) if area else None,
        )

    def flown_path(self) -> FlownPath:
        bike, canopy = self.leaves.bike, self.canopy
        size_m2 = canopy.size.value if canopy is not None else 0.0
        return flown_path_of(middle_take(self), self.ground, vehicle=bike.body if bike else "", canopy_m2=size_m2)

    def changes(self, number: int) -> Iterator[Change]:
        yield from changes_of_steps(self.plan, number, self.words.by, changes_of_a_jump(self.plan, self.words))

    def evidence(self) -> Evidence:
        heading, numbers = JUMPS.read().heading, JUMPS.read()
        return Evidence(
            assumptions=(
                "the flight is that of a point with drag and lift; one wind blows at all heights (judgement)",
                f"heading at opening: {100 * heading.across:g} of 100 across, {100 * heading.facing:g} at "
                "the wall, else "
                f"± {heading.sd_deg:g} degrees; nobody publishes rates (judgement)",
                f"an opening off heading is noticed after {heading.notices_s:g} s, half of them later, and turned at "
                f"{heading.turns_deg_s:g} degrees a second (judgement)",
                f"the canopy flies {self.trim.air_speed_m_s:.1f} m/s and sinks {self.trim.sink_m_s:.1f} m/s under "
                f"{self.body.mass_kg:.0f} kg; a flare takes {100 * numbers.flare.share:g} in 100 off (judgement)",
                *(() if self.words.wind else ("wind: the plan does not say it; 0 ± 1.5 m/s is drawn (judgement)",)),
            ),
            not_assessed=(
                "the ground beside the section that was surveyed, and turbulence behind edges",
                f"a landing faster than {MOST_OVER_M_S:g} m/s over the ground: somebody slides, and is landed so",
                f"what follows the first {FEET_S:g} s of a landing: steps, a roll, a fall onto the hands",
                "lines that tangle, a canopy that tears, and gear that is packed or worn wrong",
                "which part of the body meets a wall or a ledge, and what it feels there",
                "whether somebody lives after it: helicopter, rope team and hospital stand in no model",
                "how somebody decides to go: pressure of a set, light that fades, a schedule",
            ),
        )


def _pulls(row: JumpFailure | None, pull_s: Floats, parts_s: Floats) -> Floats:
    """When the pull comes: never before the parting, and in some branches so long after it."""
    if row is not None and row.never_pulls:
        return np.full(len(pull_s), inf)
    return np.maximum(pull_s, parts_s + (row.after_parting_s if row else 0.0))


def height_of(ground: Floats, out_m: float) -> float:
    """Height of the ground so far out, m; of an upright piece its foot."""
    found = [
        start_z + (end_z - start_z) * ((out_m - start_x) / (end_x - start_x) if end_x > start_x else 1.0)
        for start_x, start_z, end_x, end_z in ground
        if start_x <= out_m <= end_x
    ]
    return float(min(found)) if found else float(ground[0, 1])


_NOTHING = JumpFailure(probability=0.5, reason="none", outcome="none", kinds=())
"""Changes nothing."""
