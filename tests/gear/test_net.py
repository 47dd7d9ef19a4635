"""A net: its geometry, what its rating makes of it, and that it gives back about half."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.flat_drop import FlatDrop, flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import net_field
from stuntlab.gear.net import StretchedNet, net_rated_for, pull, pull_work, stiffer_near_supports

HUNG = Footprint(1.0, 9.0, -4.0, 4.0, 5.0)
SIZE_M = (8.0, 8.0, 5.0)


def dropped(
    net: StretchedNet, drop_m: float, at_m: tuple[float, float] | None = None, step_s: float = 1e-4
) -> FlatDrop:
    return flat_drop(
        lambda patches: net_field(net, HUNG, patches),
        HUNG,
        mass_kg=75.0,
        area_m2=0.7,
        speed_m_s=sqrt(2 * GRAVITY_M_S2 * drop_m),
        at_m=at_m,
        duration_s=1.2,
        step_s=step_s,
    )


@given(sag=st.floats(0.01, 2.0), slack=st.floats(0.0, 0.2))
@settings(deadline=None, max_examples=30)
def test_work_is_the_integral_of_the_pull(sag: float, slack: float) -> None:
    steps = np.linspace(0, sag, 4001)
    assert pull_work(sag, slack) == pytest.approx(np.trapezoid([pull(one, slack) for one in steps], steps), rel=1e-4)


def test_a_cord_that_is_hardly_bent_pulls_by_its_tension_and_a_long_one_by_its_stretch() -> None:
    """Small sag: tension times slope. Large sag: a spring that hangs straight down, less its length."""
    assert pull(1e-4, 0.1) == pytest.approx(0.1 * 1e-4, rel=1e-3)
    assert pull(1e3, 0.1) == pytest.approx(1e3 - 0.9, rel=1e-5)


@pytest.mark.parametrize("sag", [1.5, 3.0])
def test_the_reference_faller_sags_as_the_net_was_sized_for(sag: float) -> None:
    """Energy: what it falls, sag included, is what the cords take."""
    assert dropped(net_rated_for(SIZE_M, 6.0, sag_m=sag), 6.0).deepest_m == pytest.approx(sag, rel=2e-3)


def test_the_force_rises_with_the_sag_and_half_the_step_changes_nothing() -> None:
    net = net_rated_for(SIZE_M, 6.0, sag_m=3.0)
    shallow, deep = dropped(net, 2.0), dropped(net, 6.0)
    assert shallow.deepest_m < deep.deepest_m
    assert shallow.peak_g < deep.peak_g
    assert dropped(net, 6.0, step_s=5e-5).peak_g == pytest.approx(deep.peak_g, rel=2e-3)


def test_it_throws_a_body_out_with_about_half_of_the_energy() -> None:
    net = net_rated_for(SIZE_M, 6.0, sag_m=3.0)
    back = dropped(net, 6.0)
    out_m_s = -back.speed_m_s[back.depth_m > 0].min()
    assert out_m_s**2 / (2 * GRAVITY_M_S2 * 6.0) == pytest.approx(0.5, abs=0.1)


def test_near_a_support_it_is_stiffer_and_alike_on_both_sides() -> None:
    assert stiffer_near_supports(5.0, 1.0, 9.0) == pytest.approx(1.0)
    assert stiffer_near_supports(3.0, 1.0, 9.0) == pytest.approx(4 / 3), "a taut string a quarter of the way: 1/(4·¼·¾)"
    assert stiffer_near_supports(2.0, 1.0, 9.0) == pytest.approx(stiffer_near_supports(8.0, 1.0, 9.0))
    net = net_rated_for(SIZE_M, 6.0, sag_m=3.0)
    assert dropped(net, 6.0, at_m=(2.0, 0.0)).deepest_m < dropped(net, 6.0).deepest_m


def test_beside_it_there_is_nothing() -> None:
    net = net_rated_for(SIZE_M, 6.0, sag_m=3.0)
    assert dropped(net, 6.0, at_m=(0.5, 0.0)).peak_g == 0


def test_a_net_of_building_sites_stops_as_its_energy_says() -> None:
    """catchers.md 6: from 7 m with 2 m of sag the mean is 4.5 g, and a pull between s² and s³ peaks at 13 to 18 g."""
    stopped = dropped(net_rated_for(SIZE_M, 7.0, sag_m=2.0), 7.0)
    assert stopped.mean_g == pytest.approx(4.5, rel=0.01)
    assert 13 < stopped.peak_g < 18
