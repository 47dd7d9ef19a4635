"""A bag of two chambers: energy, sizing, and that it throws back more than one that vents all the way down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.air_bag import GasBag, bag_rated_for
from stuntlab.gear.flat_drop import FlatDrop, flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, air_bag_field
from stuntlab.gear.landing_step import press
from stuntlab.gear.two_chambers import two_chambers_rated_for

SIZE_M = (6.1, 7.6, 2.7)
BAG = Footprint(1.6, 7.7, -3.8, 3.8, 2.7)
UPRIGHT = np.concatenate([np.zeros(9), np.eye(3).ravel()])


def dropped(bag: GasBag, drop_m: float) -> FlatDrop:
    return flat_drop(
        lambda patches: air_bag_field(bag, BAG, patches),
        BAG,
        mass_kg=75.0,
        area_m2=0.7,
        speed_m_s=(2 * GRAVITY_M_S2 * drop_m) ** 0.5,
        duration_s=0.8,
    )


@pytest.mark.parametrize("left", [0.2, 0.4])
def test_it_leaves_what_it_was_sized_for(left: float) -> None:
    bag = two_chambers_rated_for(SIZE_M, 9.0, left=left)
    assert 1 - dropped(bag, 9.0).deepest_m / 2.7 == pytest.approx(left, abs=0.01)


def test_a_sealed_one_gives_back_what_it_took() -> None:
    """Through the sheet between the chambers and back: by virtual work nothing is lost or made."""
    bag = replace(two_chambers_rated_for(SIZE_M, 9.0, left=0.2), vent_m2=0.0, leak_m2=0.0)
    memory = air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.7)]).memory.copy()
    heights = np.concatenate([np.linspace(2.8, 0.8, 4000), np.linspace(0.8, 2.8, 4000)])
    force, felt = np.zeros(12), []
    for step, z in enumerate(heights):
        at = np.array([0.0, 0.0, 0.0, 4.65, 0.0, z])
        press(memory, 1e-3 * step, at, UPRIGHT, at, force)
        felt.append(force[8])
    down, up = (np.trapezoid(felt[part], heights[part]) for part in (slice(0, 4000), slice(4000, 8000)))
    assert abs(down) > 1000
    assert down + up == pytest.approx(0, abs=1e-6 * abs(down))
    jumps = np.abs(np.diff(felt[:4000]))
    assert jumps.max() < 0.02 * max(felt), "no step in the force where the sheet is met"


def test_it_throws_back_more_than_one_chamber_that_vents() -> None:
    """Old two-chamber bags could bounce a jumper (film.md 2.2, V: GIZ)."""
    one, two = bag_rated_for(SIZE_M, 9.0, left=0.2), two_chambers_rated_for(SIZE_M, 9.0, left=0.2)
    back_one, back_two = (-dropped(bag, 9.0).speed_m_s.min() for bag in (one, two))
    assert back_two > back_one
