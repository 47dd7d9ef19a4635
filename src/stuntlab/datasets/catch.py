"""A fall and what catches it, as a plan says and the draws show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.datasets.arrays import Flags, Floats, Integers
from stuntlab.datasets.words import Borne


@dataclass(frozen=True, slots=True)
class InReach:
    """Somebody, or something hard, near a catcher.

    borne: None for a thing. draws: [branch], draws in which a body comes that far. seconds: from the take-off, the
    shortest in 19 of 20 such draws; 0 where there are none.
    """

    name: str
    borne: Borne | None
    distance_m: float
    draws: Integers
    seconds: float


@dataclass(frozen=True, slots=True)
class ObstacleCollision:
    """Something that falling bodies meet before they land.

    draws: [branch], draws that meet it; hard: [branch], those of them that near it at `hard_m_s` or more; stays:
    [branch], those that no model follows from there, where the others slide along it and fall on. The rest is
    the middle of all takes that meet it: how high above the ground, how fast they fall then, and how fast the part that
    meets it nears it.
    """

    name: str
    draws: Integers
    hard: Integers
    hard_m_s: float
    height_m: float
    down_m_s: float
    into_m_s: float
    stays: Integers


@dataclass(frozen=True, slots=True)
class Wants:
    """What there is of something, and what a maker asks for; None where the plan does not say."""

    has_m: float
    needs_m: float | None


@dataclass(frozen=True, slots=True)
class Follows:
    """The fall before onto the same catcher.

    after_s: how long before, None where it is not said; ready_s, to_do: what is needed between the two, and for what.
    """

    person: str
    gag: str
    after_s: float | None
    ready_s: float
    to_do: str


@dataclass(frozen=True, slots=True)
class WaterEntry:
    """A fall into water against what is published.

    depth_m: None where it is not said; needed_m: under boards of such a height, published up to `needed_up_to_m`.
    enters: feet, hands, head or flat; onset_m: height above which injury sets in so, None where none is published;
    trained_m: what trained divers do; flat_m: height above which nobody can say for a flat entry. speed_m_s: median.
    flat: [branch], draws that enter flat. sources: by table.
    """

    depth_m: float | None
    needed_m: float
    needed_up_to_m: float
    enters: str
    onset_m: float | None
    trained: bool
    trained_m: float
    flat_m: float
    speed_m_s: float
    critical_m_s: float
    flat: Integers
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catch:
    """What a plan says of a fall and its catcher, beside where the draws come down.

    take_off_m: from the ground, high_m: with twice its spread; top_m: of the catcher. rated_m: counted from the ground
    or, with `rated_from_top`, from the top. clear_m: side -> free space; needs_m: what the maker asks for.
    drawn, outer, beside: [branch], draws in all, in the outer metre (`outer_m`) of the catcher, and beside it, whether
    or not something is met before; collisions: what is.
    bare: the ground, where nothing catches; rated: whether such a catcher has a maker's rating. below: free height
    under a net. may_go_under: whether nothing stands below the edge and falls come down nearer to it than to the middle
    of the catcher. placeless: who is there without a place. against_practice: sentences with their sources.
    None: the plan does not say, or it does not apply.
    """

    catcher: str
    take_off_m: float
    high_m: float
    top_m: float
    rated_m: float | None
    rated_from_top: bool
    mass_kg: float
    rated_mass_kg: float | None
    vents: bool
    clear_m: Mapping[str, float]
    needs_m: float | None
    drawn: Integers
    outer: Integers
    beside: Integers
    near: tuple[InReach, ...]
    react_s: float
    rehearsed_m: float | None
    in_the_dark: bool
    outer_m: float = 1.0
    bare: str | None = None
    rated: bool = True
    below: Wants | None = None
    water: WaterEntry | None = None
    follows: Follows | None = None
    placeless: tuple[str, ...] = ()
    collisions: tuple[ObstacleCollision, ...] = ()
    against_practice: tuple[tuple[str, str], ...] = ()
    may_go_under: bool = False


@dataclass(frozen=True, slots=True)
class Landings:
    """Where the draws of a fall come down, for a picture: x away from the wall, y along it, m.

    x_m, y_m: [point]; outcome: [point], index into `outcomes`; planned: [point], whether nothing went wrong before.
    chances: of each outcome, per take, every branch as often as it happens. Rectangles are (low x, high x, low y, high
    y). outer_m: the edge that throws off, and thrown_m how far; clear_m: what the maker asks for, or None.
    take_off: x, and the drop of the centre of mass. people: name -> where they stand; cameras: name -> where.
    """

    title: str
    catcher: str
    outline: tuple[float, float, float, float]
    outer_m: float
    thrown_m: float
    clear_m: float | None
    wall: str | None
    take_off: tuple[float, float]
    outcomes: tuple[str, ...]
    chances: tuple[float, ...]
    x_m: Floats
    y_m: Floats
    outcome: Integers
    planned: Flags
    things: Mapping[str, tuple[float, float, float, float]]
    people: Mapping[str, tuple[tuple[float, float], ...]]
    cameras: Mapping[str, tuple[float, float]]
