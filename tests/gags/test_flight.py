"""Flight against closed forms and the figures of the reference pages."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gags.high_fall.flight import FlightEnd, fly

STILL = {"out_m_s": 0.0, "across_m_s": 0.0, "wind_out_m_s": 0.0, "wind_across_m_s": 0.0}


def falls(drop_m: object, *, drag_area_m2: float = 0.0, mass_kg: float = 75.0, **given_speeds: object) -> FlightEnd:
    speeds = {name: np.asarray(value, dtype=float) for name, value in {**STILL, **given_speeds}.items()}
    return fly(np.atleast_1d(np.asarray(drop_m, dtype=float)), mass_kg=mass_kg, drag_area_m2=drag_area_m2, **speeds)


@given(drop=st.floats(1, 120), out=st.floats(0, 6), across=st.floats(-3, 3))
@settings(deadline=None, max_examples=40)
def test_without_drag_it_is_a_parabola(drop: float, out: float, across: float) -> None:
    landed = falls(drop, out_m_s=out, across_m_s=across)
    seconds = sqrt(2 * drop / GRAVITY_M_S2)
    assert landed.time_s[0] == pytest.approx(seconds, rel=1e-9)
    assert landed.x_m[0] == pytest.approx(out * seconds, abs=1e-9)
    assert landed.y_m[0] == pytest.approx(across * seconds, abs=1e-9)
    assert landed.down_m_s[0] == pytest.approx(GRAVITY_M_S2 * seconds, rel=1e-9)


@given(drop=st.floats(1, 120), area=st.floats(0.1, 0.8), mass=st.floats(45, 120))
@settings(deadline=None, max_examples=40)
def test_with_drag_speed_is_the_closed_form(drop: float, area: float, mass: float) -> None:
    """v² = v_t²·(1 − exp(−2·g·h/v_t²)) for a straight fall with quadratic drag."""
    terminal = 2 * mass * GRAVITY_M_S2 / (1.225 * area)
    exact = sqrt(terminal * (1 - exp(-2 * GRAVITY_M_S2 * drop / terminal)))
    assert falls(drop, drag_area_m2=area, mass_kg=mass).down_m_s[0] == pytest.approx(exact, rel=1e-5)


def test_speeds_of_the_reference_table() -> None:
    """biomechanics.md 6.1 (C): 75 kg, CdA 0.5 m², from 10, 20, 30, 50 and 73 m."""
    landed = falls([10, 20, 30, 50, 73], drag_area_m2=0.5)
    assert landed.down_m_s == pytest.approx([13.72, 19.02, 22.84, 28.37, 32.84], abs=0.02)


def test_the_catch_zone_trap_of_a_backward_fall() -> None:
    """film.md 2.2 (C): 12 m onto a bag of 2.7 m that starts 1.5 m out: 38 % miss, 60 % land in the outer metre.

    It does not say what else it drew; with the push alone it is Φ(−0.36) = 36 %.
    """
    push = np.random.default_rng(1).normal(1.2, 0.3, 200_000)
    landed = falls(np.full(push.shape, 9.3), out_m_s=push)
    assert landed.time_s[0] == pytest.approx(1.38, abs=0.005)
    assert np.mean(landed.x_m) == pytest.approx(1.65, abs=0.01)
    assert np.mean(landed.x_m < 1.5) == pytest.approx(0.38, abs=0.03)
    assert np.mean((landed.x_m >= 1.5) & (landed.x_m < 2.5)) == pytest.approx(0.60, abs=0.03)


def test_wind_carries_along_itself() -> None:
    blown = falls(20.0, drag_area_m2=0.5, wind_out_m_s=5.0, wind_across_m_s=-3.0)
    assert blown.x_m[0] > 0 > blown.y_m[0]
    assert blown.x_m[0] / -blown.y_m[0] == pytest.approx(5 / 3, rel=1e-6)
    assert falls(20.0, drag_area_m2=0.5).x_m[0] == pytest.approx(0, abs=1e-12)
