"""Wind on a person on a line: a mean, and one gust."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isinf, pi, sqrt

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_KG_PER_M3
from stuntlab.datasets import Floats


@dataclass(frozen=True, slots=True)
class Gust:
    """Wind, m/s: mean and gust [draw, 3]; when the gust begins, and how long it lasts, s [draw].

    A gust rises and falls as 1 - cos over its length; one that lasts for ever is a step.
    """

    mean: Floats
    gust: Floats
    begins_s: Floats
    lasts_s: Floats

    @classmethod
    def calm(cls, draws: int) -> Gust:
        """No wind at all."""
        return cls(np.zeros((draws, 3)), np.zeros((draws, 3)), np.zeros(draws), np.ones(draws))

    def rows(self) -> Floats:
        """Mean, gust, when it begins and how long it lasts, [draw, 8]."""
        return np.concatenate([self.mean, self.gust, self.begins_s[:, None], self.lasts_s[:, None]], axis=1)


@compiled
def push_of_wind(time, drag, speed, wind, force):  # type: ignore[no-untyped-def]
    """Drag on a body that moves in the wind of one row, N, into force [3]."""
    blows = 0.0
    since = time - wind[6]
    if since > 0.0:
        if isinf(wind[7]):
            blows = 1.0
        elif since < wind[7]:
            blows = 0.5 * (1.0 - cos(2.0 * pi * since / wind[7]))
    air_x = wind[0] + blows * wind[3] - speed[0]
    air_y = wind[1] + blows * wind[4] - speed[1]
    air_z = wind[2] + blows * wind[5] - speed[2]
    drags = 0.5 * AIR_KG_PER_M3 * drag * sqrt(air_x * air_x + air_y * air_y + air_z * air_z)
    force[0] = drags * air_x
    force[1] = drags * air_y
    force[2] = drags * air_z
