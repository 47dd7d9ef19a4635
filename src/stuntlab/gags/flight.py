"""Flight of a falling body as a point with drag, compiled: a million falls in a second or two.

m·dv/dt = m·g − ½·ρ·CdA·|v − w|·(v − w), w the wind along and across; classical Runge–Kutta over the time a fall without
drag would take, and the rest of the way in a straight line.

Source: Newton, quadratic drag; frontal areas in `high_fall.toml`.
Valid for: falls of 1 to 120 m; a body that is neither a wing nor on a wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numba
import numpy as np

from stuntlab.datasets import Floats

GRAVITY_M_S2 = 9.81
AIR_KG_PER_M3 = 1.225
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Landing:
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
) -> Landing:
    """Follow bodies over a drop, [take], from rest in height and the given speeds (x away from the wall, y along it)."""
    drag = 0.5 * AIR_KG_PER_M3 * drag_area_m2 / mass_kg
    columns = np.broadcast_arrays(drop_m, out_m_s, across_m_s, wind_out_m_s, wind_across_m_s)
    landed = np.empty((6, columns[0].size))
    _fly(*(np.ascontiguousarray(column, dtype=float) for column in columns), drag, landed)
    return Landing(*landed)


_State = tuple[float, float, float, float, float, float]
"""x, y, fallen, and their rates."""


@numba.njit(cache=True, nogil=True)
def _fly(
    drop: Floats, out: Floats, across: Floats, wind_out: Floats, wind_across: Floats, drag: float, landed: Floats
) -> None:
    for take in range(drop.size):
        state = (0.0, 0.0, 0.0, out[take], across[take], 0.0)
        time = sqrt(2.0 * drop[take] / GRAVITY_M_S2)
        step = time / _STEPS
        for _ in range(_STEPS):
            state = _step(state, step, drag, wind_out[take], wind_across[take])
        x, y, fallen, vx, vy, down = state
        rest = (drop[take] - fallen) / down
        landed[0, take] = x + vx * rest
        landed[1, take] = y + vy * rest
        landed[2, take] = time + rest
        landed[3, take] = vx
        landed[4, take] = vy
        landed[5, take] = sqrt(down * down + 2.0 * rest * down * _fall(down, vx, vy, drag))


@numba.njit(cache=True, nogil=True)
def _fall(down: float, vx: float, vy: float, drag: float) -> float:
    return GRAVITY_M_S2 - drag * sqrt(vx * vx + vy * vy + down * down) * down


@numba.njit(cache=True, nogil=True)
def _step(state: _State, h: float, drag: float, wind_out: float, wind_across: float) -> _State:
    k1 = _rate(state, drag, wind_out, wind_across)
    k2 = _rate(_along(state, k1, h / 2), drag, wind_out, wind_across)
    k3 = _rate(_along(state, k2, h / 2), drag, wind_out, wind_across)
    k4 = _rate(_along(state, k3, h), drag, wind_out, wind_across)
    for rate, share in ((k1, h / 6), (k2, h / 3), (k3, h / 3), (k4, h / 6)):
        state = _along(state, rate, share)
    return state


@numba.njit(cache=True, nogil=True)
def _along(s: _State, k: _State, h: float) -> _State:
    return (s[0] + h * k[0], s[1] + h * k[1], s[2] + h * k[2], s[3] + h * k[3], s[4] + h * k[4], s[5] + h * k[5])


@numba.njit(cache=True, nogil=True)
def _rate(state: _State, drag: float, wind_out: float, wind_across: float) -> _State:
    ax, ay, down = state[3] - wind_out, state[4] - wind_across, state[5]
    speed = sqrt(ax * ax + ay * ay + down * down)
    return (state[3], state[4], down, -drag * speed * ax, -drag * speed * ay, GRAVITY_M_S2 - drag * speed * down)
