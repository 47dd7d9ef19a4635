"""A bag is what its rating makes of it; a dent takes up what it bears."""

from __future__ import annotations

from dataclasses import replace
from math import pi, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.air_bag import (
    NUMBERS,
    GasBag,
    bag_rated_for,
    dent_volume_m3,
    depth_of_cone,
    fan_share,
    pull_at,
    vent_share,
)
from stuntlab.gear.flat_drop import FlatDrop, flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, air_bag_field, share_without_fans

SIZE_M = (6.1, 7.6, 2.7)
BAG = Footprint(1.6, 7.7, -3.8, 3.8, 2.7)
DENT = NUMBERS.read().dent


@pytest.mark.parametrize("cone", [0.75, 1.43])
def test_a_dent_is_that_of_cloth_drawn_down_round_a_disc(cone: float) -> None:
    """Under somebody flat the room of a frustum; under a head alone no more than that, and most of it once deep."""
    for area, low, high in ((0.7, 0.85, 1.3), (0.04, 0.3, 1.0)):
        radius = sqrt(area / pi)
        for depth in (1.0, 1.5, 2.0):
            frustum = pi * depth * (radius**2 + radius * cone * depth + (cone * depth) ** 2 / 3)
            assert low < dent_volume_m3(deep_m(area, depth, cone), cone) / frustum < high


def test_points_that_lie_together_draw_one_cone() -> None:
    """29 points of a body at one depth are that body; one far below the others has the bag nearly to itself."""
    whole, smooth = deep_m(0.7, 1.0, 0.9), DENT.smooth_m / 0.9
    parts = depth_of_cone(sum(0.7 / 29 / DENT.tip_m2 * pull_at(1.0, smooth) for _ in range(29)), smooth)
    assert parts == pytest.approx(whole)
    head, trunk = (area / DENT.tip_m2 * pull_at(depth, smooth) for area, depth in ((0.04, 2.0), (0.3, 0.8)))
    assert depth_of_cone(head + trunk, smooth) == pytest.approx(depth_of_cone(head, smooth), rel=0.1)


def deep_m(area_m2: float, depth_m: float, cone: float) -> float:
    smooth = DENT.smooth_m / cone
    return float(depth_of_cone(area_m2 / DENT.tip_m2 * pull_at(depth_m, smooth), smooth))


def test_a_lighter_person_gets_more_g_from_the_same_bag() -> None:
    """catchers.md 4: at the same depth and speed the force is the same, and g goes as one over the mass."""
    bag = bag_rated_for(SIZE_M, 12.0, left=0.2)
    child, adult = (fallen(bag, 5.0, mass_kg=mass).peak_g for mass in (35.0, 75.0))
    assert child > 1.2 * adult


@given(drop=st.floats(6, 25), left=st.floats(0.15, 0.45))
@settings(deadline=None, max_examples=15)
def test_a_higher_rating_or_more_left_over_asks_for_a_wider_dent(drop: float, left: float) -> None:
    bag = bag_rated_for(SIZE_M, drop, left=left)
    assert bag_rated_for(SIZE_M, drop * 1.2, left=left).cone >= bag.cone
    assert bag_rated_for(SIZE_M, drop, left=left + 0.1).cone >= bag.cone


@given(drop=st.floats(5, 30), left=st.sampled_from([0.2, 0.4]), height=st.floats(2.0, 5.0), side=st.floats(4.5, 12.0))
@settings(deadline=None, max_examples=20)
def test_a_bag_that_vents_gives_back_little_and_a_sealed_one_nearly_all(
    drop: float, left: float, height: float, side: float
) -> None:
    """What vents are for: of the energy of the fall less than a sixth comes back."""
    bag, where = bag_rated_for((side, side, height), drop, left=left), Footprint(0.0, side, 0.0, side, height)
    assert returned(bag, where, drop) < 1 / 6
    assert returned(replace(bag, vent_m2=0.0, leak_m2=0.0), where, drop) > 0.8


def returned(bag: GasBag, where: Footprint, drop_m: float) -> float:
    """Share of the energy of the reference faller's fall."""
    arrives = (2 * GRAVITY_M_S2 * drop_m) ** 0.5
    fallen = flat_drop(
        lambda patches: air_bag_field(bag, where, patches),
        where, mass_kg=75.0, area_m2=0.7, speed_m_s=arrives, duration_s=0.8, step_s=2e-4,
    )  # fmt: skip
    return float((fallen.speed_m_s.min() / arrives) ** 2)


def test_vents_and_fans_work_between_their_pressures() -> None:
    assert [vent_share(pa, 1000.0) for pa in (0, 1000, 1250, 1500, 9000)] == [0, 0, 0.5, 1, 1]
    assert [fan_share(pa, 300.0) for pa in (0, 300, 450, 600, 900)] == [1, 1, 0.5, 0, 0]


def test_at_rest_the_fans_make_up_for_what_leaks() -> None:
    """Half of a bag that fills in 30 s."""
    bag = bag_rated_for(SIZE_M, 12.0, left=0.2)
    assert isinstance(bag, GasBag)
    assert bag.fan_kg_s == pytest.approx(1.225 * bag.volume_m3 * 0.5 / 30, rel=0.01)


def test_fans_that_stop_leave_what_has_not_leaked() -> None:
    """While there is pressure, air leaves as the orifice lets it; then the bag sags under its own top, slowly."""
    bag = bag_rated_for(SIZE_M, 12.0, left=0.2)
    memory = air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.7)]).memory
    height, air = share_without_fans(memory, 0.02)
    assert height == 1.0, "it is still taut"
    assert (1 - air) * bag.air_kg == pytest.approx(bag.fan_kg_s * 0.02, rel=0.05), "what the fans made up for is lost"
    later = [share_without_fans(memory, seconds) for seconds in (2.0, 10.0, 30.0)]
    assert 1.0 > later[0][0] > later[1][0] > later[2][0] > 0.5


def test_above_its_rating_a_bag_is_used_up() -> None:
    bag = bag_rated_for(SIZE_M, 12.0, left=0.2)
    assert deepest(bag, 12.0) == pytest.approx(0.8 * 2.7, rel=0.01), "as it was sized"
    assert 0.8 * 2.7 < deepest(bag, 16.0) < deepest(bag, 24.0)
    assert fallen(bag, 60.0).peak_g > 50, "five times the height it is rated for"
    assert deepest(bag, 60.0) > 0.95 * 2.7


def deepest(bag: GasBag, drop_m: float) -> float:
    return fallen(bag, drop_m).deepest_m


def fallen(bag: GasBag, drop_m: float, *, mass_kg: float = 75.0) -> FlatDrop:
    return flat_drop(
        lambda patches: air_bag_field(bag, BAG, patches),
        BAG,
        mass_kg=mass_kg,
        area_m2=0.7,
        speed_m_s=(2 * GRAVITY_M_S2 * drop_m) ** 0.5,
        duration_s=0.6,
    )
