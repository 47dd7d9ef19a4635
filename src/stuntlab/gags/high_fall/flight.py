"""Flight of a falling body as a point with drag, compiled: a million falls in a second or two.

m·dv/dt = m·g − ½·ρ·CdA·|v − w|·(v − w), w the wind along and across; classical Runge–Kutta over the time a straight
fall in still air takes, and then by as much as is still missing.

Source: Newton, quadratic drag; frontal areas in `numbers.toml`.
Valid for: falls of 1 to 120 m; a body that is neither a wing nor on a wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acosh, exp, sqrt

import numpy as np

from stuntlab.compiled import FEW_THREADS, compiled, run_in_parts
from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats

_STEPS = 12
_CORRECTIONS = 3


@dataclass(frozen=True, slots=True)
class FlightEnd:
    """Where and how fast falls reach the height they were followed to, each [take]. down_m_s is positive downwards."""

    x_m: Floats
    y_m: Floats
    time_s: Floats
    out_m_s: Floats
    across_m_s: Floats
    down_m_s: Floats


def fly(
    drop_m: Floats,
    *,
    out_m_s: Floats,
    across_m_s: Floats,
    wind_out_m_s: Floats,
    wind_across_m_s: Floats,
    mass_kg: float,
    drag_area_m2: float,
) -> FlightEnd:
    """Follow bodies over a drop, [take], from rest in height, with speeds out from the wall and along it."""
    drag = 0.5 * AIR_KG_PER_M3 * drag_area_m2 / mass_kg
    columns = np.broadcast_arrays(drop_m, out_m_s, across_m_s, wind_out_m_s, wind_across_m_s)
    landed = np.empty((6, columns[0].size))
    drop, out, across, wind_out, wind_across = (np.array(column, dtype=float) for column in columns)

    def run(some: slice) -> None:
        _fly(drop[some], out[some], across[some], wind_out[some], wind_across[some], drag, landed[:, some])

    run_in_parts(run, drop.size, threads=FEW_THREADS)
    return FlightEnd(*landed)


def way(
    time_s: Floats,
    *,
    out_m_s: float,
    across_m_s: float,
    wind_out_m_s: float,
    wind_across_m_s: float,
    mass_kg: float,
    drag_area_m2: float,
) -> Floats:
    """Out, across and fallen of one fall at moments that rise from 0, [time, 3], m."""
    drag = 0.5 * AIR_KG_PER_M3 * drag_area_m2 / mass_kg
    state: _State = (0.0, 0.0, 0.0, out_m_s, across_m_s, 0.0)
    places = [state[:3]]
    for step in np.diff(time_s):
        state = _step(state, float(step), drag, wind_out_m_s, wind_across_m_s)
        places.append(state[:3])
    return np.array(places)


_State = tuple[float, float, float, float, float, float]
"""x, y, fallen, and their rates."""


@compiled
def _fly(
    drop: Floats, out: Floats, across: Floats, wind_out: Floats, wind_across: Floats, drag: float, landed: Floats
) -> None:
    for take in range(drop.size):
        state = (0.0, 0.0, 0.0, out[take], across[take], 0.0)
        time = _straight_down_s(drop[take], drag)
        step = time / _STEPS
        for _ in range(_STEPS):
            state = _step(state, step, drag, wind_out[take], wind_across[take])
        for _ in range(_CORRECTIONS):
            rest = (drop[take] - state[2]) / state[5]
            state = _step(state, rest, drag, wind_out[take], wind_across[take])
            time += rest
        landed[0, take], landed[1, take], landed[2, take] = state[0], state[1], time
        landed[3, take], landed[4, take], landed[5, take] = state[3], state[4], state[5]


@compiled
def _straight_down_s(drop: float, drag: float) -> float:
    """Time of a straight fall with drag in still air, from rest: v_t/g·arccosh(exp(g·h/v_t²))."""
    if drag * drop < 1e-6:
        return sqrt(2.0 * drop / GRAVITY_M_S2)
    return acosh(exp(drag * drop)) / sqrt(GRAVITY_M_S2 * drag)


@compiled
def _step(state: _State, h: float, drag: float, wind_out: float, wind_across: float) -> _State:
    k1 = _rate(state, drag, wind_out, wind_across)
    k2 = _rate(_along(state, k1, h / 2), drag, wind_out, wind_across)
    k3 = _rate(_along(state, k2, h / 2), drag, wind_out, wind_across)
    k4 = _rate(_along(state, k3, h), drag, wind_out, wind_across)
    for rate, share in ((k1, h / 6), (k2, h / 3), (k3, h / 3), (k4, h / 6)):
        state = _along(state, rate, share)
    return state


@compiled
def _along(s: _State, k: _State, h: float) -> _State:
    return (s[0] + h * k[0], s[1] + h * k[1], s[2] + h * k[2], s[3] + h * k[3], s[4] + h * k[4], s[5] + h * k[5])


@compiled
def _rate(state: _State, drag: float, wind_out: float, wind_across: float) -> _State:
    ax, ay, down = state[3] - wind_out, state[4] - wind_across, state[5]
    speed = sqrt(ax * ax + ay * ay + down * down)
    pull = GRAVITY_M_S2 - drag * speed * down
    return (state[3], state[4], down, -drag * speed * ax, -drag * speed * ay, pull)
