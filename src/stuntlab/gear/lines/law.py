"""How a line stretches: tension from strain and its rate, of any length.

A rope is a standard linear solid by unit strain: T = k1·e + s, with ds/dt = k2·de/dt - s·k2/c. k1 carries at rest, k2
adds to it in a fall, c says how fast that fades (`label` reads k1 and k2 off a label). A wire or a line of strong fibre
is a spring alone, by its metal or fibre.

Valid for: falls of a factor between 0.2 and 1.8; the solid is low below that (`label` has the other end). Friction
inside a real rope sets in late and its stiffness rises with strain (Leuthäusser 2016, doi 10.1177/1754337116651184),
so the peak is right and the shape of the curve is not. With heavy people and long falls real peaks are up to 30 %
higher (ITRS 2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.tables import Sourced, SourcedEnds, Table


@dataclass(frozen=True)
class StandardFall(Sourced):
    """The fall of the label: a rigid mass on a fixed length of rope."""

    mass_kg: float
    length_m: float
    drop_m: float
    most_force_n: float
    most_stretch: float
    most_stretch_at_rest: float


@dataclass(frozen=True)
class Fading(Sourced):
    """How fast the part of the tension fades that a fall adds: c/k2, where no rebound was measured."""

    s: float


@dataclass(frozen=True)
class Build(SourcedEnds):
    """A build of line: E·A over the area of the circle round it, Pa, at both ends."""


@dataclass(frozen=True)
class BeyondTheLabel(Sourced):
    """How many times as hard a low-stretch rope may catch a fall of a factor that its label does not speak of."""

    from_factor: float
    to_factor: float
    harder: float


@dataclass(frozen=True)
class HeavyFalls(Sourced):
    """How many times as hard a dynamic rope may catch more than its label speaks of.

    from_share, to_share: mass times factor, over those of the fall of the label.
    """

    from_share: float
    to_share: float
    harder: float


@dataclass(frozen=True)
class OnTheDay(Sourced):
    """How many times as hard a rope catches as its label says: one that took falls, and a wet or frozen one."""

    took_falls: float
    wet: float


@dataclass(frozen=True)
class LeftOfStrength(Sourced):
    """Shares that a knot and a tight bend leave; bend_ratio: diameters of the line from which a bend costs nothing."""

    knot: float
    bend: float
    bend_ratio: float


@dataclass(frozen=True)
class LineNumbers:
    """Every number of lines that no label gives. low_stretch_fall: of EN 1891, standard_fall: of EN 892."""

    standard_fall: StandardFall
    low_stretch_fall: StandardFall
    beyond_the_label: BeyondTheLabel
    heavy_falls: HeavyFalls
    on_the_day: OnTheDay
    strength: LeftOfStrength
    fading: Fading
    body: SourcedEnds
    build: dict[str, Build]


NUMBERS = Table("stuntlab.gear", "lines/lines.toml", LineNumbers)


@dataclass(frozen=True, slots=True)
class LineLaw:
    """Stiffness at rest, stiffness that fades, and damping, each by unit strain: N, N, N s."""

    at_rest_n: float
    fading_n: float
    damping_n_s: float


def wire_law(build: str, diameter_m: float, *, end: str) -> LineLaw:
    """A wire rope or a line of strong fibre, by its build in `lines.toml` and its diameter, at an end.

    Raises: UserError for a build that the table does not have.
    """
    known = NUMBERS.read().build
    if build not in known:
        raise UserError(
            f'there is no build of line "{build}"{did_you_mean(build, known)}; there are {", ".join(known)}'
        )
    return LineLaw(known[build].at(end) * pi / 4 * diameter_m**2, 0.0, 1.0)
