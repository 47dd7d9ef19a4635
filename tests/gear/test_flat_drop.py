"""A flat body on a plateau is a closed form."""

from __future__ import annotations

from math import sqrt

import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.crush import Crush
from stuntlab.gear.flat_drop import FlatDrop, flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import crush_field

FOAM = Crush(stress_pa=10e3, crushes_m=3.6, height_m=4.0, springs_back=0.002, gives_way_m=0.3, bears_at_rim=0.6)
WHERE = Footprint(0.0, 10.0, 0.0, 10.0, 4.0)


def dropped(drop_m: float, at_m: tuple[float, float] | None = None) -> FlatDrop:
    speed = sqrt(2 * GRAVITY_M_S2 * drop_m)
    return flat_drop(
        lambda patches: crush_field(FOAM, WHERE, patches), WHERE, mass_kg=75.0, area_m2=0.7, speed_m_s=speed, at_m=at_m
    )


@pytest.mark.parametrize("drop_m", [2.0, 6.0])
def test_depth_and_g_on_a_plateau(drop_m: float) -> None:
    """m·g·(h + s) = σ·A·(s − 2.5 cm of drape); σ·A/(m·g) is felt; its mean by depth is (h + s)/s."""
    force, weight = 10e3 * 0.7, 75 * GRAVITY_M_S2
    stroke = (weight * drop_m + force * 0.025) / (force - weight)
    drop = dropped(drop_m)
    assert drop.deepest_m == pytest.approx(stroke, rel=5e-3)
    assert drop.peak_g == pytest.approx(force / weight, rel=1e-3)
    assert drop.mean_g == pytest.approx((drop_m + stroke) / stroke, rel=5e-3)
    seconds = sqrt(2 * GRAVITY_M_S2 * drop_m) / (force / 75 - GRAVITY_M_S2)
    assert drop.stops_after_s == pytest.approx(seconds, rel=0.08), "and the drape"


def test_near_the_edge_it_goes_deeper() -> None:
    assert dropped(2.0, (0.1, 5.0)).deepest_m > dropped(2.0).deepest_m
