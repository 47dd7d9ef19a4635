"""Feet-first landings beside measured ones. Predicted but for one judged spring per leg."""

import numpy as np
import pytest

from stuntlab.people import human_tissue, measures
from stuntlab.people.certification import Landing, drop_landing

MAN = measures(stature_m=1.75, mass_kg=75.0, sex="male")
HEIGHTS = (0.3, 0.6, 0.9)


@pytest.fixture(scope="module")
def landings() -> dict[float, Landing]:
    return {height: drop_landing(MAN, human_tissue(), height_m=height) for height in (*HEIGHTS, 0.32, 0.72, 1.28)}


def test_ground_force_grows_about_as_the_root_of_the_height(landings: dict[float, Landing]) -> None:
    """Niu 2014 (row 53, V-A): peak force ~ √h over 30, 60, 90 cm."""
    peaks = [landings[height].ground_force_bw.max() for height in HEIGHTS]
    slope = np.polyfit(np.log(HEIGHTS), np.log(peaks), 1)[0]
    assert 0.4 < slope < 0.75


@pytest.mark.parametrize(("height", "measured"), [(0.32, 4.0), (0.72, 6.35), (1.28, 10.0)])
def test_ground_force_is_above_the_measured_and_not_twice_it(
    height: float, measured: float, landings: dict[float, Landing]
) -> None:
    """McNitt-Gray 1991, gymnasts and recreational athletes, body weights (R-m): the model lies 20-50 % above."""
    assert 1.0 < landings[height].ground_force_bw.max() / measured < 1.6


def test_a_3_m_drop_is_not_the_31_kn_of_a_rigid_leg() -> None:
    """physics.md 3: 31 kN with rigid legs on stiff heels, 4 to 13 kN with soft ones."""
    hard = drop_landing(MAN, human_tissue(), height_m=3.0, posture="fighting_stance")
    assert 4e3 < hard.tibia_n.max() < 16e3


def test_bent_legs_land_softer_than_straight_ones() -> None:
    straight, bent = (drop_landing(MAN, human_tissue(), height_m=0.6, posture=p) for p in ("standing", "landing"))
    assert bent.ground_force_bw.max() < 0.7 * straight.ground_force_bw.max()
    assert bent.lumbar_n.max() < 0.7 * straight.lumbar_n.max()


def test_landing_loads_converge_with_the_step(landings: dict[float, Landing]) -> None:
    fine = drop_landing(MAN, human_tissue(), height_m=0.72, timestep_s=2.5e-5)
    usual = landings[0.72]
    assert usual.tibia_n.max() == pytest.approx(fine.tibia_n.max(), rel=0.02)
    assert usual.lumbar_n.max() == pytest.approx(fine.lumbar_n.max(), rel=0.02)
