"""A bag is what its rating makes of it; a dent takes up what it bears."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.gear.air_bag import AirBag, bag_rated_for, dent, fan_share, vent_share

SIZE_M = (6.1, 7.6, 2.7)


def test_a_dent_bears_on_the_rate_at_which_it_takes_up_room() -> None:
    """Virtual work: the area is the derivative of the volume."""
    step = 1e-6
    for depth in (0.02, 0.09, 0.11, 0.5, 2.0):
        slope = (dent(depth + step, 3.0)[1] - dent(depth - step, 3.0)[1]) / (2 * step)
        assert dent(depth, 3.0)[0] == pytest.approx(slope, rel=1e-5)


@given(drop=st.floats(6, 25), left=st.floats(0.15, 0.45))
@settings(deadline=None, max_examples=15)
def test_a_higher_rating_or_more_left_over_opens_the_vents_less(drop: float, left: float) -> None:
    bag = bag_rated_for(SIZE_M, drop, left=left)
    assert bag_rated_for(SIZE_M, drop * 1.2, left=left).vent_m2 <= bag.vent_m2
    assert bag_rated_for(SIZE_M, drop, left=left + 0.1).vent_m2 <= bag.vent_m2


def test_vents_and_fans_work_between_their_pressures() -> None:
    assert [vent_share(pa, 1000.0) for pa in (0, 1000, 1250, 1500, 9000)] == [0, 0, 0.5, 1, 1]
    assert [fan_share(pa, 300.0) for pa in (0, 300, 450, 600, 900)] == [1, 1, 0.5, 0, 0]


def test_at_rest_the_fans_make_up_for_what_leaks() -> None:
    """Half of a bag that fills in 30 s."""
    bag = bag_rated_for(SIZE_M, 12.0, left=0.2)
    assert isinstance(bag, AirBag)
    assert bag.fan_kg_s == pytest.approx(1.225 * bag.volume_m3 * 0.5 / 30, rel=0.01)
