"""A vented air bag: what its air does when a body presses into it.

No maker publishes vents or cloth. A bag is taken to do what its rating says: a flat body of 75 kg that falls from the
rated height is stopped with some of the bag's height left, and little of the fall comes back. `soft` leaves a fifth of
the height, `stiff` two fifths; how wide the top dents is what makes the difference. Every landing is run under both.
Without a rating there is no bag to simulate.

The top is drawn down as a cone round the body. Its depth is that of a tip that points of the body pull down together,
D = λ·ln(1 + Σ aᵢ/a₀·(exp(dᵢ/λ) − 1)) over points at depths dᵢ of areas aᵢ, and its volume π/3·tan²·D³: nearly
the frustum of a disc as large as the body, for somebody flat; a head alone draws its cone down a little later. The gas
presses on what takes up its room.

Who lies aslant leans on the side of the dent: a body less steep than the cone's side is borne over all of its length.
So the depths count levelled towards their mean by 1/(1 + q²), where q is how steep the body lies over how steep the
side does. Upright, only the deepest end bears. The work agrees with the gas within 3 % up to 45°; of what the gas sets
free under a body that topples from upright, some is lost.

Valid for: one or two chambers, one body at a time, falls up to the rating. No drop test of a bag under a person is
published (biomechanics.md 6.2). Kettlebells on a bag are (validation: kettlebell-on-bag).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, pi, sqrt

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.gear.gas import density_at, gauge_pressure_pa, outflow_kg_s
from stuntlab.tables import Sourced, SourcedEnds, Table

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
    """narrowest, widest: tangent of the cone, of its side against the vertical. smooth_m: λ·tan. tip_m2: a₀."""

    narrowest: float
    widest: float
    smooth_m: float
    tip_m2: float


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
    make up for. cone: tangent of the angle between the dent's side and the vertical. split_m: height of the upper of
    two chambers, which has all the vents; 0 where there is one.
    """

    size_m: tuple[float, float, float]
    vent_m2: float
    opens_pa: float
    static_pa: float
    leak_m2: float
    cone: float
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

    def left_with(cone: float) -> float:
        deepest = _deepest_m(
            volume, vent, row.vents.pa, static, leak, cone, row.dent.smooth_m / cone,
            body.area_m2 / row.dent.tip_m2, body.mass_kg, sqrt(2 * GRAVITY_M_S2 * drop_m),
        )  # fmt: skip
        return float(1.0 - deepest / size_m[2])

    cone = narrowest_dent(lambda cone: left_with(cone) >= left)
    return GasBag(size_m, vent, row.vents.pa, static, leak, cone)


def narrowest_dent(leaves_enough: Callable[[float], bool]) -> float:
    """The narrowest cone under which enough of a bag is left; else the widest there is."""
    low, high = NUMBERS.read().dent.narrowest, NUMBERS.read().dent.widest
    if leaves_enough(low):
        return low
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
def pull_at(depth_m: float, smooth_m: float) -> float:
    """How much a point at a depth pulls the top down, for each a₀ of its area."""
    return exp(depth_m / smooth_m) - 1.0


@compiled
def depth_of_cone(pull: float, smooth_m: float) -> float:
    """D of this module, from the pull of all points."""
    return smooth_m * log(1.0 + pull)


@compiled
def base_of_cone_m2(deep_m: float, cone: float) -> float:
    """Derivative of its volume by its depth."""
    return pi * cone * cone * deep_m * deep_m


@compiled
def dent_volume_m3(deep_m: float, cone: float) -> float:
    """Room that a cone of some depth takes up."""
    return base_of_cone_m2(deep_m, cone) * deep_m / 3.0


@compiled
def share_of_cone(grows: float, pull: float) -> float:
    """Derivative of the cone's depth by that of one point; grows: a/a₀·exp(d/λ) of that point, pull: of all."""
    return grows / (1.0 + pull)


@compiled
def _deepest_m(
    volume: float,
    vent: float,
    opens: float,
    static: float,
    leak: float,
    cone: float,
    smooth: float,
    tips: float,
    mass: float,
    speed: float,
) -> float:
    """How deep a flat body that arrives at some speed gets, m."""
    step, depth = 2e-4, 0.0
    density = density_at(static)
    air = density * volume
    fan = outflow_kg_s(static, leak, density)
    while speed > 0.0 and dent_volume_m3(depth_of_cone(tips * pull_at(depth, smooth), smooth), cone) < 0.9 * volume:
        pull = tips * pull_at(depth, smooth)
        deep = depth_of_cone(pull, smooth)
        room = volume - dent_volume_m3(deep, cone)
        gauge = gauge_pressure_pa(air, room)
        open_m2 = leak + vent * vent_share(gauge, opens)
        air += step * (fan * fan_share(gauge, static) - outflow_kg_s(gauge, open_m2, air / room))
        bears = share_of_cone(tips * exp(depth / smooth), pull) * base_of_cone_m2(deep, cone)
        speed += step * (GRAVITY_M_S2 - gauge * bears / mass)
        depth += step * speed
    return depth
