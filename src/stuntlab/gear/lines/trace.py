"""The pull of one line over time in an arrest, for a picture; `hang` has the peaks of many."""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.lines.law import LineLaw

_STEPS_OF_PERIOD = 400
_KEPT = 600


def pull_over_time(
    law: LineLaw, *, mass_kg: float, drop_m: float, length_m: float, gives_n_m: float, seconds: float
) -> tuple[Floats, Floats]:
    """Seconds from when the line is straight, and its pull, N, [moment], of a body that dropped so far.

    The law of `law.py` with what gives behind the line in series, straight down; at most `_KEPT` moments.
    """
    at_rest, fading, damping = law.at_rest_n, law.fading_n, law.damping_n_s
    stiff = (at_rest + fading) / length_m
    stiff = stiff * gives_n_m / (stiff + gives_n_m)
    step = 2.0 * np.pi * np.sqrt(mass_kg / stiff) / _STEPS_OF_PERIOD
    count = int(np.ceil(seconds / step))
    below, speed, crept = 0.0, np.sqrt(2.0 * GRAVITY_M_S2 * drop_m), 0.0
    pulls = np.zeros(count)
    for moment in range(count):
        strain = (gives_n_m * below + fading * crept) / (at_rest + fading + gives_n_m * length_m)
        pull = max(at_rest * strain + fading * (strain - crept), 0.0) if below > 0.0 else 0.0
        crept += step * fading / damping * (max(strain, 0.0) - crept)
        speed += step * (GRAVITY_M_S2 - pull / mass_kg)
        below += step * speed
        pulls[moment] = pull
    kept = np.arange(0, count, max(count // _KEPT, 1))
    return kept * step, pulls[kept]
