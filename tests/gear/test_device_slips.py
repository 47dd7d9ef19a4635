"""A belay device that lets line through, beside the model of a line that pays out step by step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.lines import Hang, hang
from stuntlab.gear.lines.hang import Belay
from stuntlab.gear.lines.label import rope_law
from stuntlab.gear.lines.slips import let_slip

MASS_KG, DRAWS = 75.0, 24


@pytest.mark.parametrize("slips_n", [1500.0, 2500.0, 4000.0])
def test_a_device_leaves_the_pull_at_which_it_slips_and_lets_somebody_come_further(slips_n: float) -> None:
    law = rope_law(stretch_at_rest=0.08, impact_force_n=8500.0)
    rng = np.random.default_rng(7)
    length = rng.uniform(6.0, 14.0, DRAWS)
    drop = length * rng.uniform(0.1, 0.6, DRAWS)
    start = np.zeros((DRAWS, 6))
    start[:, 2] = drop - length
    tied = Hang.on_one(law, length, mass_kg=np.full(DRAWS, MASS_KG), start=start, gives_n_m=40e3)
    even = np.ones(DRAWS)
    device = replace(tied, belay=Belay(even, even * np.inf, even * 0.0, even * slips_n))
    fixed, slipped = (hang(bodies, seconds=6.0) for bodies in (tied, device))
    peak, stretch = let_slip(
        fixed.peak_n[:, 0],
        -fixed.lowest_m - length,
        drop_m=drop,
        weight_n=MASS_KG * GRAVITY_M_S2,
        slips_at_n=even * slips_n,
    )
    assert peak == pytest.approx(slipped.peak_n[:, 0], rel=0.04)
    assert stretch == pytest.approx(-slipped.lowest_m - length, rel=0.15)


def test_a_device_that_never_slips_changes_nothing() -> None:
    peak, stretch = let_slip(
        np.array([3000.0]), np.array([1.2]), drop_m=np.array([1.0]), weight_n=700.0, slips_at_n=np.array([np.inf])
    )
    assert (peak[0], stretch[0]) == (3000.0, 1.2)
