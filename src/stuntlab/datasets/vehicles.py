"""A vehicle that may be lost: who and what it reaches, in how many seconds, beside what the plan says of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets.arrays import Floats, Integers
from stuntlab.datasets.words import Borne


@dataclass(frozen=True, slots=True, kw_only=True)
class MetInWay:
    """Somebody or something that runs may meet. borne: None for a thing.

    reached: [branch], how many draws strike them; caught: [branch], those in which they had too little time. seconds,
    needs_s: from first sight until it is there, and what they need to see it and get away, in the worst of twenty that
    reach them; inf where none does. speed_m_s: at contact, in the middle of those and in the worst of twenty. gap_m:
    the least there is between them in a take as planned, in the middle and in the worst of 1 000. ahead: whether they
    stand in the way that it goes, within two metres of it. near: whether the gag means them to be near. trained:
    whether stunts are their job. operates: whether they have an eye at a finder. drives: whether they come in a vehicle
    of their own.
    """

    name: str
    borne: Borne | None
    reached: Integers
    caught: Integers
    seconds: float
    needs_s: float
    speed_m_s: tuple[float, float]
    gap_m: tuple[float, float]
    ahead: bool
    boxed_in: bool
    near: bool
    trained: bool
    operates: bool
    drives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HitFacts:
    """Somebody whom a vehicle knocks down on purpose. drawn, on_a_leg, under: [branch], draws, those in which a leg
    bears weight when it is struck, and those in which a wheel may come over them.

    rides: what they sit on or in; empty for somebody on foot. window_s: how long the jump keeps them off the ground.
    speed_m_s: at contact, in the middle and in the worst of 1 000 takes as planned; thrown_m: in the middle as planned,
    and in the worst of twenty of all. clear_m: what is to be clear ahead of the vehicle, and to both sides.
    in_the_throw: whoever stands there.
    """

    person: str
    trained: bool
    rehearsed: bool
    dummy_runs: bool
    padded: bool
    stands: bool
    rides: str
    window_s: float
    speed_m_s: tuple[float, float]
    thrown_m: tuple[float, float]
    clear_m: tuple[float, float]
    in_the_throw: tuple[str, ...]
    on_a_leg: Integers
    under: Integers
    drawn: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class CarJumpFacts:
    """A car that leaves a ramp. drawn, short, beyond, goes_over: [branch], draws, those that come down before the
    landing and after it, and those that land on their nose.

    range_m: from the lip, in the best and worst of 1 000 takes as planned and in the middle: low, middle, high.
    fall_m, nose_deg: the fall that the landing is as hard as, and how far nose down against it, in the middle and the
    worst of 1 000. flips_deg: where it goes over. begins_m, long_m: the landing, from the lip; None where not said.
    """

    range_m: tuple[float, float, float]
    flight_s: float
    fall_m: tuple[float, float]
    nose_deg: tuple[float, float]
    flips_deg: float
    begins_m: float | None
    long_m: float | None
    balanced: bool
    short: Integers
    beyond: Integers
    goes_over: Integers
    drawn: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleFacts:
    """One vehicle in one gag. drawn: [branch], how many draws there are. driver, car: names. speed_m_s: as planned.
    stops_m: past the end of its line, in the middle and in the worst of 1 000 takes as planned; None where it
    drives on. run_out_m: what is clear there; None where it is not said. unplaced: people and manned cameras of
    whom it is not said where they are. through: somebody whose way leads through a barrier, and the barrier. untested:
    barriers without the test that they passed; holding: those with one. behind: who follows in a run of this plan, else
    empty; behind_m, behind_needs_m: the gap to them, and what they need to stop who expect it and whom it surprises.
    reverse_ends_m_s: the speed where reverse gears end; None for what is driven forwards. hit: whom it knocks down on
    purpose. car_jump: how it leaves a ramp. not_told: person, what cannot be said of them, what would change it.
    measured: by an instrumented run. driver_trained: driving or stunts are their job. Other numbers of the plan under
    their own names; None for what it leaves out.
    """

    gag: str
    driver: str
    driver_trained: bool
    car: str
    body: str
    speed_m_s: float
    fastest_m_s: float
    speed_by: str | None
    rehearsed_m_s: float | None
    stops_m: tuple[float, float] | None
    run_out_m: float | None
    inspected: bool
    cut_off: str | None
    helmet: bool
    surface: str
    surface_said: bool
    people: tuple[MetInWay, ...]
    things: tuple[MetInWay, ...]
    unplaced: tuple[str, ...]
    untested: tuple[str, ...]
    through: tuple[tuple[str, str], ...]
    holding: tuple[str, ...]
    behind: str
    behind_m: float | None
    behind_needs_m: tuple[float, float]
    stoppers: tuple[str, ...]
    takes: int
    drawn: Integers
    hit: HitFacts | None = None
    car_jump: CarJumpFacts | None = None
    not_told: tuple[tuple[str, str, str], ...] = ()
    measured: bool = False
    reverse_ends_m_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOnGround:
    """Somebody, a camera or a thing on the ground a vehicle may reach. places_m: [place, 2], where they stand, or the
    corners of the way that they take (moves). operates: a camera with somebody at it. thing: no person.

    escapes_m: [2], the nearest ground that no run reaches, from the first place that one does; None where none does.
    seconds, needs_s: from first sight until it is there, and what they need; inf where nothing reaches them, or where
    they have no way out.
    """

    name: str
    places_m: Floats
    moves: bool
    thing: bool
    operates: bool
    escapes_m: Floats | None
    seconds: float
    needs_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleOnGround:
    """A vehicle where it starts. leads_m: [2], middle of the end that leads, the tail of one in reverse (backwards).

    goes: [2], which way it goes, of length 1.
    """

    words: str
    leads_m: Floats
    goes: Floats
    length_m: float
    half_m: float
    backwards: bool = False

    @property
    def outline_m(self) -> Floats:
        """[corner, 2], from the left of the end that leads round to its right."""
        left = self.half_m * np.array([-self.goes[1], self.goes[0]])
        trails = self.leads_m - self.length_m * self.goes
        return np.array([self.leads_m + left, trails + left, trails - left, self.leads_m - left])

    @property
    def nose_m(self) -> Floats:
        """[corner, 2], a triangle at its nose."""
        outline = self.outline_m
        nose, behind = (outline[1:3], self.goes) if self.backwards else (outline[[0, 3]], -self.goes)
        return np.array([nose.mean(axis=0), *(nose + self.half_m * behind)])


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundPicture:
    """The ground that a vehicle may reach, from above.

    side_m, at_m [cell, 2], chance, seconds [cell]: as `ZoneCells`; band: [cell], which span of seconds, that `bands_s`
    parts. way_m: [corner, 2]; half_m: half of what goes along it. run_out_m: clear past its end; None where not said.
    barriers: name, its two ends, whether a test says what it holds. vehicles: it, then whatever it follows or is
    followed by.
    """

    title: str
    car: str
    side_m: float
    at_m: Floats
    chance: Floats
    seconds: Floats
    band: Integers
    bands_s: tuple[float, ...]
    way_m: Floats
    half_m: float
    run_out_m: float | None
    people: tuple[OneOnGround, ...]
    barriers: tuple[tuple[str, Floats, bool], ...]
    vehicles: tuple[VehicleOnGround, ...]
