"""A jump from an edge to a canopy: what decides it, beside what the plan says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets.arrays import Flags, Floats, Integers
from stuntlab.datasets.words import Borne


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line of a height budget, m. middle, worst: over all draws by weight; worst is the worse end of 1 in 1 000."""

    what: str
    middle_m: float
    worst_m: float


@dataclass(frozen=True, slots=True)
class StandsInWay:
    """Somebody where the vehicle falls or where anybody flies. share: of takes in which it comes that near.

    reason: what comes there. in_air: they fly; in_disc: the vehicle comes down there. seconds: from the lip until then.
    away_m: from the middle of the disc, or least distance.
    """

    name: str
    borne: Borne
    reason: str
    share: float
    seconds: float
    away_m: float
    manned: bool = True
    in_air: bool = False
    in_disc: bool = False


@dataclass(frozen=True, slots=True)
class BikeFall:
    """Where the vehicle comes down, m from the lip, and how it lies to the rider at the pull.

    radius_m: holds 999 of 1 000. gap_m: middle and the least of twenty. above: share of takes with the bike above and
    near. seconds: until it lands.
    """

    out_m: float
    across_m: float
    radius_m: float
    seconds: float
    gap_m: tuple[float, float]
    above: float
    below: float
    near_m: float
    dummy_dropped: bool


@dataclass(frozen=True, slots=True)
class StagePractised:
    """A stage, and how many times it was done without a failure; None where nobody counted."""

    stage: str
    count: int | None


@dataclass(frozen=True, slots=True)
class GoLimit:
    """A line of the go or no-go card. limit: in words. from_draws: whether the draws gave it."""

    what: str
    limit: str
    from_draws: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpFacts:
    """One jump. no_survey: why no height can be counted on; empty where the ground was surveyed.

    strikes, no_canopy, outside: [branch], draws of `drawn` that end so. left_m: branch name -> middle and the worst of
    1 000 of the height left. wall_m: branch name -> middle distance to the wall as the canopy is full. opening_g,
    landing_m_s: middle and worst of 1 000. pitch_deg: of the bike as the rider leaves it, middle and worse of twenty.
    backwards: share of takes in which the wind is stronger than the canopy flies. flies_m_s: how fast that is.
    winds: where, how much, its spread, and the limit there. unplaced: people without a place.
    runs_up_to_m_s: what the run-up gives; None where the plan does not say.
    """

    person: str
    gag: str
    takes: int
    no_survey: str
    press_m: float | None
    fallen_m: tuple[float, float]
    budget: tuple[BudgetRow, ...]
    left_worst_m: float | None
    left_m: Mapping[str, tuple[float, float]]
    has_wall: bool
    clearance_m: tuple[float, float] | None
    wall_m: Mapping[str, float]
    drawn: Integers
    strikes: Integers
    no_canopy: Integers
    outside: Integers
    rates: Mapping[str, float]
    area_said: bool
    single: bool
    checked: bool
    slider_said: bool
    openings: int
    opening_g: tuple[float, float]
    closed_form_valid: bool
    landing_m_s: tuple[float, float]
    pitch_deg: tuple[float, float] | None
    bike: BikeFall | None
    near: tuple[StandsInWay, ...]
    practice: tuple[StagePractised, ...]
    card: tuple[GoLimit, ...]
    reviewed_by: str
    stars: bool
    limits_lack: tuple[str, ...]
    planned_m_s: float
    needs_m_s: float | None
    runs_up_to_m_s: float | None
    speed_gate: bool | None
    winds: tuple[tuple[str, float, float, float], ...]
    backwards: float
    flies_m_s: float
    unplaced: tuple[str, ...]

    def budget_worst(self, what: str) -> float:
        """The worse end of a line of the budget, m; 0 where there is none."""
        return next((row.worst_m for row in self.budget if row.what == what), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpWay:
    """The middle take of one branch, or of what was ridden in it: name, rate.

    states: [step, 7] of the time since the lip, s, the place from it, m, and the speed, m/s; stages: [step], the part
    of the flight in words. pulled_m, opened_m: where, [3]; None where there is no pull, or the ground comes first.
    """

    name: str
    rate: float
    states: Floats
    stages: tuple[str, ...]
    pulled_m: Floats | None = None
    opened_m: Floats | None = None

    @property
    def places_m(self) -> Floats:
        """The place at each step from the lip, [step, 3], m."""
        return self.states[:, 1:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpPicture:
    """A jump for a picture; x out from the edge, y to the left, z up, m.

    ways: the middle take of each branch, as planned first. spread: some more takes as planned, [step, 3] each.
    bike: the way of the vehicle in the middle take; None without one. bike_lands_m: [draw, 2], with disc:
    its middle and radius. ground_m: corners out and up, [corner, 2]; none where nobody surveyed it, and no_survey says
    why. opens_m: [draw, 2], where canopies are full. speed_m_s, wall_m: [draw], at the edge, and distance to the wall
    as the canopy is full; planned: [draw], whether the draw goes as planned. needs_m_s: the least speed at the last
    gate, from the draws. left_m: branch name -> middle and worst of 1 000 of the height left. area: middle and radius.
    people: name -> place, with the height above the ground there. asked_m: height left that is asked for. begins: what
    everything is counted from, in words. lands_m: where a landing ramp or a catcher begins and ends along x, of a
    vehicle that comes down again; wall_m is then where it comes down, x.
    """

    title: str
    begins: str
    ways: tuple[JumpWay, ...]
    spread: tuple[Floats, ...]
    bike: JumpWay | None
    bike_lands_m: Floats
    disc: tuple[float, float, float] | None
    ground_m: Floats
    no_survey: str
    opens_m: Floats
    speed_m_s: Floats
    wall_m: Floats
    planned: Flags
    needs_m_s: float | None
    near_m: float
    left_m: Mapping[str, tuple[float, float]]
    asked_m: float
    area: tuple[float, float, float] | None
    people: Mapping[str, tuple[tuple[float, float, float], ...]]
    lands_m: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingFacts:
    """One jump off a ramp and down again. onto: what it lands on, in the plan's words; caught: it catches a rider.

    short, past, aside, comes_off: [branch], draws of `drawn` that end so; front: share of takes that meet the front of
    what it was to land on. along_m: middle and worst of 1 000 either way
    of where it comes down as planned; landing_m: where the landing begins and ends along x. window_m_s: lip speeds
    that land on it, middle of all else; None where none does. efh_m: middle and worst of 1 000 of the equivalent fall
    height; off_deg: of how far the vehicle stands off the slope, nose down negative: middle and worse of twenty.
    stops_m: way that it needs behind the landing. others as `JumpFacts`.
    """

    person: str
    gag: str
    takes: int
    vehicle: str
    onto: str
    drawn: Integers
    short: Integers
    past: Integers
    aside: Integers
    front: float
    comes_off: Integers
    caught: bool
    rates: Mapping[str, float]
    along_m: tuple[float, float, float]
    landing_m: tuple[float, float]
    window_m_s: tuple[float, float] | None
    planned_m_s: float
    speed_sd_m_s: float
    efh_m: tuple[float, float]
    off_deg: tuple[float, float]
    lands_m_s: float
    stops_m: float
    run_out_m: float | None
    deck: bool
    runs_up_to_m_s: float | None
    speed_gate: bool
    near: tuple[StandsInWay, ...]
    practice: tuple[StagePractised, ...]
    winds: tuple[tuple[str, float, float, float], ...]
    limits_lack: tuple[str, ...]
    card: tuple[GoLimit, ...]
    dummy_dropped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeSet:
    """What a jump leaves and what lies under it, for a picture; x out from the edge, z up from it, m.

    ramp: angle, rad, and height of its foot below the lip; None where a bare edge is left. ground_m: corners out and
    up, [corner, 2]; none where nobody surveyed it. behind_m: height of the ground behind the edge. wide_m: of the ramp.
    area: middle and radius of where it is to come down; None where the plan names none.
    """

    ramp: tuple[float, float] | None
    ground_m: Floats
    behind_m: float
    wide_m: float
    area: tuple[float, float, float] | None

    @property
    def low_m(self) -> float:
        """Height of the ground furthest out, m; without a survey, far below."""
        return float(self.ground_m[-1, 1]) if len(self.ground_m) else -1_000.0

    def height_at(self, out_m: float) -> float:
        """Height of the ground so far out; of an upright piece, of one end of it."""
        if not len(self.ground_m):
            return self.low_m
        return self.behind_m if out_m < 0 else float(np.interp(out_m, self.ground_m[:, 0], self.ground_m[:, 1]))

    def wall_at(self, height_m: float) -> float | None:
        """How far out the ground comes at a height; None where nobody surveyed it."""
        if not len(self.ground_m):
            return None
        falls = np.minimum.accumulate(self.ground_m[:, 1])
        return float(np.interp(-height_m, -falls, self.ground_m[:, 0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class FlownPath:
    """The planned take of a jump along its reduced path, for a picture: points, no body.

    time_s: [moment], 0 at the edge. rider_m, vehicle_m: [moment, 3], of what leaves the edge; vehicle_m None without
    one. vehicle: its kind. parts_s: when the rider leaves it. full_s: when the canopy is full; None where none is.
    canopy_m2: its area. lands_s: when the ground is met.
    """

    time_s: Floats
    rider_m: Floats
    vehicle_m: Floats | None
    vehicle: str
    parts_s: float
    full_s: float | None
    canopy_m2: float
    lands_s: float
