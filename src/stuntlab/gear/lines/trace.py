"""One body on one line from moment to moment, for a picture; `hang` and `swing` have what many draws come to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.lines.law import LineLaw

_STEPS_OF_PERIOD = 400
_KEPT = 600


@dataclass(frozen=True, slots=True)
class Traced:
    """time_s: [moment]. place_m: [moment, 2], across and up from what the line hangs from. pull_n: [moment]."""

    time_s: Floats
    place_m: Floats
    pull_n: Floats


def trace_body(
    law: LineLaw,
    *,
    mass_kg: float,
    length_m: float,
    free_m: float,
    starts_m: tuple[float, float],
    starts_m_s: tuple[float, float],
    gives_n_m: float,
    seconds: float,
    damps_n_s_m: float = 0.0,
) -> Traced:
    """A body that begins across and up from what its line hangs from, without drag; at most `_KEPT` moments.

    The law of `law.py` with what gives behind the line in series. length_m: of line that stretches; free_m: of line
    between the body and what it hangs from when it is straight. damps_n_s_m: of what gives, on the way
    back, so that peaks are those of the law alone.
    """
    at_rest, fading, fades = law.at_rest_n, law.fading_n, law.damping_n_s
    stiff = (at_rest + fading) / length_m
    stiff = stiff * gives_n_m / (stiff + gives_n_m)
    step = 2.0 * np.pi * np.sqrt(mass_kg / stiff) / _STEPS_OF_PERIOD
    count = int(np.ceil(seconds / step))
    (across, up), (across_m_s, up_m_s), crept = starts_m, starts_m_s, 0.0
    places, pulls = np.zeros((count, 2)), np.zeros(count)
    whole = at_rest + fading + gives_n_m * length_m
    for moment in range(count):
        reach = float(np.hypot(across, up))
        below = reach - free_m
        strain, pull = (gives_n_m * below + fading * crept) / whole, 0.0
        if below > 0.0:
            slows = damps_n_s_m * min((across * across_m_s + up * up_m_s) / reach, 0.0)
            pull = max(at_rest * strain + fading * (strain - crept) + slows, 0.0)
        crept += step * fading / fades * (max(strain, 0.0) - crept)
        across_m_s -= step * pull * across / (reach * mass_kg)
        up_m_s -= step * (GRAVITY_M_S2 + pull * up / (reach * mass_kg))
        across, up = across + step * across_m_s, up + step * up_m_s
        places[moment], pulls[moment] = (across, up), pull
    kept = np.arange(0, count, max(count // _KEPT, 1))
    return Traced(kept * step, places[kept], pulls[kept])


def pull_over_time(
    law: LineLaw,
    *,
    mass_kg: float,
    drop_m: float,
    length_m: float,
    gives_n_m: float,
    seconds: float,
    damps_n_s_m: float = 0.0,
) -> tuple[Floats, Floats]:
    """Seconds from when the line is straight, and its pull, N, [moment], of a body that dropped so far."""
    traced = trace_body(
        law,
        mass_kg=mass_kg,
        length_m=length_m,
        free_m=length_m,
        starts_m=(0.0, -length_m),
        starts_m_s=(0.0, -float(np.sqrt(2.0 * GRAVITY_M_S2 * drop_m))),
        gives_n_m=gives_n_m,
        seconds=seconds,
        damps_n_s_m=damps_n_s_m,
    )
    return traced.time_s, traced.pull_n
