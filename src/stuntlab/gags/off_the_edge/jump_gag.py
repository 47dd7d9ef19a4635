"""Somebody leaves an edge and opens a canopy: the draws, the flight, and what each draw comes to.

The flight is a reduced model (`stuntlab.flight`), one point a draw, 2^17 draws a branch. What nobody surveyed is not
guessed: without a profile nothing is said of heights and walls.

Valid for: one adult, one canopy, a section of the ground that goes out from the edge, one wind at all heights.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Draws, Exposure, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.jump import EdgeSet, FlownPath, JumpFacts, JumpPicture
from stuntlab.flight import Flights, height_of, section
from stuntlab.gags.base import Gag
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.changes import changes_of_steps
from stuntlab.gags.falling.landing_loads import held_instruments
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
from stuntlab.gags.off_the_edge.draws import flights_of, follow, unknowns_of
from stuntlab.gags.off_the_edge.facts import facts_of
from stuntlab.gags.off_the_edge.flown import flown_path_of
from stuntlab.gags.off_the_edge.jump import Leaves
from stuntlab.gags.off_the_edge.numbers import ACROSS, FACING, JUMPS, NO_PULL, JumpFailure
from stuntlab.gags.off_the_edge.openings import off_heading_rates
from stuntlab.gags.off_the_edge.picture import middle_take, picture_of
from stuntlab.gags.off_the_edge.ridden import practised_rate
from stuntlab.gags.off_the_edge.trim import Trim, trim_of
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
            return section(np.array([[0.0, -self.pit_m]]))
        return section(np.array([[out.value, up.value] for out, up in self.words.profile]))

    @property
    def pit_m(self) -> float:
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
        return tuple(unknowns_of(self, row) for row in self.rows)

    def flights(self, values: Mapping[str, Floats], branch: Integers) -> Flights:
        """The draws as flights; every row of a branch shares what its failure changes."""
        return flights_of(self, values, branch)

    def propagate(self, draws: Draws) -> Draws:
        values, branch = draws.values, draws.branch
        parts = [
            follow(self, {name: column[start : start + _AT_ONCE] for name, column in values.items()}, part)
            for start in range(0, max(len(branch), 1), _AT_ONCE)
            for part in (branch[start : start + _AT_ONCE],)
        ]
        followed = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        return Draws({**values, **followed}, branch)

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
        return held_instruments(self.words.by, mass_kg=self.body.mass_kg)

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
                lambda model: landing_scene(self.body, self.floor_words, model),
                lambda draws, takes, _: landing_knobs(
                    {name: column[takes] for name, column in draws.values.items()}, rolls=rolls
                ),
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
