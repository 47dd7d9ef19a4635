"""One stiff flat body dropped onto a catcher, straight down: the field of a landing without a performer.

This is how a catcher meets a published drop of a dummy, a load or a sand bag. It runs the same compiled `press` that
bodies land on, with a single patch.

Valid for: bodies that stay level and do not slide off. Explicit Euler; halve `step_s` to see what it leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch
from stuntlab.gear.landing_step import press
from stuntlab.scene.field import Field

FLAT_M = 0.01
"""Depth at which a flat body bears on all of its area (judgement)."""


@dataclass(frozen=True, slots=True)
class FlatDrop:
    """time_s, depth_m, speed_m_s (down positive), felt_g (what an accelerometer reads), each [time]."""

    time_s: Floats
    depth_m: Floats
    speed_m_s: Floats
    felt_g: Floats

    @property
    def deepest_m(self) -> float:
        return float(self.depth_m.max())

    @property
    def peak_g(self) -> float:
        return float(self.felt_g.max())

    @property
    def mean_g(self) -> float:
        """Mean over the way down, by its depth: the fall's energy over weight times depth, and 1."""
        down = slice(0, self._stop + 1)
        return float(np.trapezoid(self.felt_g[down], self.depth_m[down]) / self.depth_m[self._stop])

    @property
    def stops_after_s(self) -> float:
        """Time until it stops for the first time."""
        return float(self.time_s[self._stop])

    @property
    def _stop(self) -> int:
        return int(np.argmax(self.speed_m_s <= 0)) if (self.speed_m_s <= 0).any() else len(self.time_s) - 1

    def seconds_above(self, felt_g: float) -> float:
        """Time during which more than that is felt."""
        return float(np.count_nonzero(self.felt_g > felt_g) * (self.time_s[1] - self.time_s[0]))


def flat_drop(
    field_of: Callable[[list[Patch]], Field],
    where: Footprint,
    *,
    mass_kg: float,
    area_m2: float,
    speed_m_s: float,
    at_m: tuple[float, float] | None = None,
    duration_s: float = 1.0,
    step_s: float = 1e-4,
) -> FlatDrop:
    """Drop a body of some area that arrives at the top of a catcher at a speed; at_m: where, its middle by default."""
    x, y = at_m or ((where.low_x_m + where.high_x_m) / 2, (where.low_y_m + where.high_y_m) / 2)
    memory = field_of([Patch(1, (0.0, 0.0, 0.0), area_m2**0.5 / 2, area_m2, drape_m=FLAT_M)]).memory.copy()
    steps = round(duration_s / step_s)
    traces = np.empty((3, steps))
    _fall(memory, x, y, where.top_m + area_m2**0.5 / 2, mass_kg, speed_m_s, step_s, traces)
    return FlatDrop(np.asarray(np.arange(steps) * step_s, dtype=float), *traces)


@compiled
def _fall(memory: Floats, x: float, y: float, z: float, mass: float, speed: float, step: float, traces: Floats) -> None:
    place, force = np.zeros(6), np.zeros(12)
    turn = np.concatenate((np.zeros(9), np.eye(3).ravel()))
    start, place[3], place[4], place[5] = z, x, y, z
    for index in range(traces.shape[1]):
        press(memory, index * step, place, turn, place, force)
        felt = force[8] / mass
        traces[0, index], traces[1, index], traces[2, index] = start - place[5], speed, felt / GRAVITY_M_S2
        speed += step * (GRAVITY_M_S2 - felt)
        place[5] -= step * speed
