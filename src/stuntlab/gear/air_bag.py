"""A vented air bag: what its air does when a body presses into it.

No maker publishes vents or cloth. A bag is taken to do what its rating says: a flat body of 75 kg that falls from the
rated height is stopped with some of the bag's height left, and little of the fall comes back. `soft` leaves a fifth of
the height, `stiff` two fifths; how wide the top dents is what makes the difference. Every landing is run under both.
Without a rating there is no bag to simulate.

Valid for: one or two chambers, one body at a time, falls up to the rating. No drop test of a bag under a person is
published (biomechanics.md 6.2): this model has never been compared with one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.gear.gas import density_at, gauge_pressure_pa, outflow_kg_s
from stuntlab.tables import Sourced, SourcedEnds, Table

DRAPE_M = 0.1
"""Depth over which the top comes to lie against a body (judgement)."""

_HALVINGS = 25


@dataclass(frozen=True)
class AtRest(Sourced):
    """Pressure in a bag at rest."""

    pa: float


@dataclass(frozen=True)
class Vents(Sourced):
    """pa: gauge pressure at which vents begin to open. of_ground: their area, as a share of the ground covered."""

    pa: float
    of_ground: float


@dataclass(frozen=True)
class Filling(Sourced):
    """s: time to fill a bag. leaks: share of what fills it. ready_s: from one faller to the next."""

    s: float
    leaks: float
    ready_s: float


@dataclass(frozen=True)
class Cloth(Sourced):
    """Weight of the top of a bag."""

    pa: float


@dataclass(frozen=True)
class BagDent(Sourced):
    """The most that a dent widens with its depth."""

    widest_per_m: float


@dataclass(frozen=True)
class BagEdge(Sourced):
    """How wide the edge is that gives way, what its rim bears, and how much it tilts."""

    gives_way_m: float
    bears_at_rim: float
    tilt: float


@dataclass(frozen=True)
class ReferenceFaller(Sourced):
    """Whom ratings are for. sinks_m: of the centre of mass, from standing to lying."""

    mass_kg: float
    area_m2: float
    sinks_m: float


@dataclass(frozen=True)
class BagNumbers:
    """`air_bag.toml`. left: share of the height left after a fall from the rated height."""

    static: AtRest
    vents: Vents
    fill: Filling
    cloth: Cloth
    dent: BagDent
    left: SourcedEnds
    edge: BagEdge
    reference_faller: ReferenceFaller


NUMBERS = Table("stuntlab.gear", "air_bag.toml", BagNumbers)


@dataclass(frozen=True, slots=True)
class GasBag:
    """One bag, inflated.

    size_m: along x, along y, height. vent_m2: of the vents when wide open; leak_m2: what is always open and the fans
    make up for. widens_per_m: by how many body areas the dent widens with every metre of depth. split_m: height of the
    upper of two chambers, which has all the vents; 0 where there is one.
    """

    size_m: tuple[float, float, float]
    vent_m2: float
    opens_pa: float
    static_pa: float
    leak_m2: float
    widens_per_m: float
    split_m: float = 0.0

    @property
    def volume_m3(self) -> float:
        return self.size_m[0] * self.size_m[1] * self.size_m[2]

    @property
    def air_kg(self) -> float:
        """Air in the bag at rest."""
        return float(density_at(self.static_pa) * self.volume_m3)

    @property
    def fan_kg_s(self) -> float:
        """What the fans blow in at rest."""
        return float(outflow_kg_s(self.static_pa, self.leak_m2, self.air_kg / self.volume_m3))


def bag_rated_for(size_m: tuple[float, float, float], drop_m: float, *, left: float) -> GasBag:
    """The bag that stops the reference faller with a share `left` of its height, falling `drop_m` to its top.

    Its vents are those of any bag of its size, wide enough that little comes back; what is sized is how the top
    dents. A bag so large for its rating that more is left even under a narrow dent keeps that.
    """
    row = NUMBERS.read()
    volume, ground_m2 = size_m[0] * size_m[1] * size_m[2], size_m[0] * size_m[1]
    static, vent = row.static.pa, row.vents.of_ground * ground_m2
    body, leaked_m3_s = row.reference_faller, row.fill.leaks * volume / row.fill.s
    leak = AIR_KG_PER_M3 * leaked_m3_s / float(outflow_kg_s(static, 1.0, AIR_KG_PER_M3))

    def left_with(widens_per_m: float) -> float:
        deepest = _deepest_m(
            volume, vent, row.vents.pa, static, leak,
            widens_per_m, body.area_m2, body.mass_kg, sqrt(2 * GRAVITY_M_S2 * drop_m),
        )  # fmt: skip
        return float(1.0 - deepest / size_m[2])

    widens = widest_dent(lambda widens_per_m: left_with(widens_per_m) >= left)
    return GasBag(size_m, vent, row.vents.pa, static, leak, widens)


def widest_dent(leaves_enough: Callable[[float], bool]) -> float:
    """The narrowest dent, by how it widens per metre, under which enough of a bag is left; else the widest there is."""
    low, high = 0.0, NUMBERS.read().dent.widest_per_m
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if leaves_enough(middle) else (middle, high)
    return high


@compiled
def vent_share(gauge_pa: float, opens_pa: float) -> float:
    """How far the vents stand open: they begin at their pressure and are wide open at half as much again."""
    return min(max((gauge_pa - opens_pa) / (0.5 * opens_pa), 0.0), 1.0)


@compiled
def fan_share(gauge_pa: float, static_pa: float) -> float:
    """What the fans still blow in: all of it at rest, nothing against twice the pressure at rest."""
    return min(max(2.0 - gauge_pa / static_pa, 0.0), 1.0)


@compiled
def dent(depth_m: float, widens_per_m: float) -> tuple[float, float]:
    """Of a dent of some depth, per area of body: the area that bears, and the volume it takes up (its derivative)."""
    draped = depth_m - DRAPE_M / 2.0 if depth_m > DRAPE_M else depth_m * depth_m / (2.0 * DRAPE_M)
    bears = min(depth_m / DRAPE_M, 1.0)
    return bears * (1.0 + widens_per_m * draped), draped + widens_per_m * draped * draped / 2.0


@compiled
def _deepest_m(
    volume: float,
    vent: float,
    opens: float,
    static: float,
    leak: float,
    widens: float,
    area: float,
    mass: float,
    speed: float,
) -> float:
    """How deep a flat body that arrives at some speed gets, m."""
    step, depth = 2e-4, 0.0
    density = density_at(static)
    air = density * volume
    fan = outflow_kg_s(static, leak, density)
    while speed > 0.0 and area * dent(depth, widens)[1] < 0.9 * volume:
        bears, taken_up = dent(depth, widens)
        room = volume - area * taken_up
        gauge = gauge_pressure_pa(air, room)
        open_m2 = leak + vent * vent_share(gauge, opens)
        air += step * (fan * fan_share(gauge, static) - outflow_kg_s(gauge, open_m2, air / room))
        speed += step * (GRAVITY_M_S2 - gauge * area * bears / mass)
        depth += step * speed
    return depth
