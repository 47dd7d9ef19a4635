"""A vented air bag: what its air does when a body presses into it.

No maker publishes vents or cloth. A bag is taken to do what its rating says: a flat body of 75 kg that falls from the
rated height is stopped with some of the bag's height left, and little of the fall comes back. `soft` leaves a fifth of
the height, `stiff` two fifths; how wide the top dents is what makes the difference. Every landing is run under both.
Without a rating there is no bag to simulate.

Valid for: one or two chambers, one body at a time, falls up to the rating. No drop test of a bag under a person is
published (biomechanics.md 6.2): this model has never been compared with one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.gear.gas import density_at, gauge_pressure_pa, outflow_kg_s

DRAPE_M = 0.1
"""Depth over which the top comes to lie against a body (judgement)."""

_HALVINGS = 25


@cache
def numbers() -> dict[str, Any]:
    """`air_bag.toml`."""
    return tomllib.loads((files("stuntlab.gear") / "air_bag.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class AirBag:
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


def bag_rated_for(size_m: tuple[float, float, float], drop_m: float, *, left: float) -> AirBag:
    """The bag that stops the reference faller with a share `left` of its height, falling `drop_m` to its top.

    Its vents are those of any bag of its size, wide enough that little comes back; what is sized is how the top
    dents. A bag so large for its rating that more is left even under a narrow dent keeps that.
    """
    row = numbers()
    volume, ground_m2 = size_m[0] * size_m[1] * size_m[2], size_m[0] * size_m[1]
    static, vent = row["static"]["pa"], row["vents"]["of_ground"] * ground_m2
    body, leaked_m3_s = row["reference_faller"], row["fill"]["leaks"] * volume / row["fill"]["s"]
    leak = AIR_KG_PER_M3 * leaked_m3_s / float(outflow_kg_s(static, 1.0, AIR_KG_PER_M3))

    def left_with(widens_per_m: float) -> float:
        deepest = _deepest_m(
            volume, vent, row["vents"]["pa"], static, leak,
            widens_per_m, body["area_m2"], body["mass_kg"], sqrt(2 * GRAVITY_M_S2 * drop_m),
        )  # fmt: skip
        return float(1.0 - deepest / size_m[2])

    widens = widest_dent(lambda widens_per_m: left_with(widens_per_m) >= left)
    return AirBag(size_m, vent, row["vents"]["pa"], static, leak, widens)


def widest_dent(leaves_enough: Callable[[float], bool]) -> float:
    """The narrowest dent, by how it widens per metre, under which enough of a bag is left; else the widest there is."""
    low, high = 0.0, float(numbers()["dent"]["widest_per_m"])
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
