"""Landings beside measured ones, where there are any. Predicted; each leg's spring is fitted to one of them."""

import math

import mujoco
import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.injury import dri
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.certification import CertifiedLanding, drop_landing
from stuntlab.people.posture import put_posture
from stuntlab.people.skeleton import joint_names, joint_row
from stuntlab.scene.contacts import STABLE_PHASE_LIMIT, apply, write_pairs

MAN = measures(stature_m=1.75, mass_kg=75.0, sex="male")
HEIGHTS = (0.3, 0.6, 0.9)
UP_TO_2_M = (0.3, 0.6, 0.9, 1.28, 2.0)


@pytest.fixture(scope="module")
def landings() -> dict[float, CertifiedLanding]:
    return {height: drop_landing(MAN, human_tissue(), height_m=height) for height in (*UP_TO_2_M, 0.32, 0.72)}


def test_ground_force_grows_about_as_the_root_of_the_height(landings: dict[float, CertifiedLanding]) -> None:
    """Niu 2014 (row 53, V-A): peak force ~ √h over 30, 60, 90 cm."""
    peaks = [landings[height].ground_force_bw.max() for height in HEIGHTS]
    slope = np.polyfit(np.log(HEIGHTS), np.log(peaks), 1)[0]
    assert slope == pytest.approx(0.5, abs=0.1)


def test_ground_force_keeps_growing_like_that_up_to_2_m(landings: dict[float, CertifiedLanding]) -> None:
    """Beyond what Niu measured: steadily, and still as the root of the height."""
    peaks = [landings[height].ground_force_bw.max() for height in UP_TO_2_M]
    assert np.all(np.diff(peaks) > 0)
    assert np.polyfit(np.log(UP_TO_2_M), np.log(peaks), 1)[0] == pytest.approx(0.5, abs=0.1)


def test_the_landing_the_legs_were_fitted_to(landings: dict[float, CertifiedLanding]) -> None:
    """McNitt-Gray 1991 (R-m), 0.72 m: 6.35 body weights."""
    assert landings[0.72].ground_force_bw.max() == pytest.approx(6.35, rel=0.02)


@pytest.mark.parametrize(("height", "measured"), [(0.32, 4.0), (1.28, 10.0)])
def test_ground_force_is_near_the_measured_predicted(
    height: float, measured: float, landings: dict[float, CertifiedLanding]
) -> None:
    """McNitt-Gray 1991, gymnasts and recreational athletes, body weights (R-m); not fitted to these."""
    assert landings[height].ground_force_bw.max() / measured == pytest.approx(1.0, abs=0.15)


def test_a_3_m_drop_is_not_the_31_kn_of_a_rigid_leg() -> None:
    """physics.md 3: 31 kN with rigid legs on stiff heels, 4 to 13 kN with soft ones."""
    hard = drop_landing(MAN, human_tissue(), height_m=3.0, posture="fighting_stance")
    assert 4e3 < hard.tibia_n.max() < 16e3


def test_bent_legs_land_softer_than_straight_ones() -> None:
    straight, bent = (drop_landing(MAN, human_tissue(), height_m=0.6, posture=p) for p in ("standing", "landing"))
    assert bent.ground_force_bw.max() < 0.7 * straight.ground_force_bw.max()
    assert bent.lumbar_n.max() < 0.7 * straight.lumbar_n.max()


def test_landing_loads_converge_with_the_step(landings: dict[float, CertifiedLanding]) -> None:
    fine = drop_landing(MAN, human_tissue(), height_m=0.72, timestep_s=2.5e-5)
    usual = landings[0.72]
    assert usual.seat_m_s2.max() == pytest.approx(fine.seat_m_s2.max(), rel=0.02)
    assert usual.tibia_n.max() == pytest.approx(fine.tibia_n.max(), rel=0.02)
    assert usual.lumbar_n.max() == pytest.approx(fine.lumbar_n.max(), rel=0.02)


def index_of(landing: CertifiedLanding) -> float:
    return float(dri(landing.time_s, landing.seat_m_s2 / GRAVITY_M_S2).value)


@pytest.mark.parametrize("height", [0.2, 0.5, 1.0])
def test_a_landing_on_the_seat_reads_the_index_of_its_change_of_speed(height: float) -> None:
    """Short pulses give 3.96 per m/s (biomechanics 3.7, C); to rest is one fall's speed, bouncing at most two."""
    seat = drop_landing(MAN, human_tissue(), height_m=height, posture="limbs_forward")
    speed = math.sqrt(2 * GRAVITY_M_S2 * height)
    assert 3.96 * speed < index_of(seat) < 2 * 3.96 * speed


@pytest.mark.parametrize(("posture", "height"), [("limbs_forward", 0.2), ("limbs_forward", 1.0), ("standing", 0.5)])
def test_lumbar_compression_is_the_index_times_the_weight_it_carries(posture: str, height: float) -> None:
    """Two ways to one number: F = m·ω²·x = m·g·DRI where the trunk is upright; the neck's bending makes the rest."""
    landing = drop_landing(MAN, human_tissue(), height_m=height, posture=posture)
    carried_n = MAN.above_pelvis_kg * GRAVITY_M_S2
    assert landing.lumbar_n.max() == pytest.approx(carried_n * index_of(landing), rel=0.2)


def test_legs_spare_the_spine(landings: dict[float, CertifiedLanding]) -> None:
    """From 0.9 m: on bent legs less than half of what the seat would take, and stiff legs are in between."""
    seat, stiff = (drop_landing(MAN, human_tissue(), height_m=0.9, posture=p) for p in ("limbs_forward", "standing"))
    assert index_of(landings[0.9]) < index_of(stiff) < index_of(seat)
    assert landings[0.9].lumbar_n.max() < 0.5 * seat.lumbar_n.max()


def test_the_spine_has_the_period_of_the_index() -> None:
    """ω = 52.9 rad/s (V-S) under everything above the pelvis; one degree of freedom of two, the other is the neck's."""
    model = performer(MAN, human_tissue(), spine=True).spec.compile()
    assert model.nv == performer(MAN, human_tissue()).spec.compile().nv + 2
    joint = model.joint("spine")
    carried = model.body("abdomen").subtreemass[0]
    assert carried == pytest.approx(MAN.above_pelvis_kg, rel=1e-9)
    assert math.sqrt(joint.stiffness[0] / carried) == pytest.approx(52.9, rel=1e-6)


@pytest.mark.parametrize("posture", ["supine", "prone", "on_left_side"])
def test_flat_landings_from_a_fifth_of_a_metre_to_one_are_finite_and_in_proportion(posture: str) -> None:
    """Nothing measured is at hand: bounds are those of arithmetic.

    To stop within the thickness of a trunk, 0.1 m, from 1 m takes 10 g at least, and speed grows by 2.24.
    """
    low, middle, high = (drop_landing(MAN, human_tissue(), height_m=h, posture=posture) for h in (0.2, 0.5, 1.0))
    for part in ("chest_m_s2", "pelvis_m_s2", "ground_force_bw"):
        peaks = [float(getattr(landing, part).max()) for landing in (low, middle, high)]
        assert np.all(np.isfinite(peaks)), part
        assert peaks == sorted(peaks), part
        assert peaks[2] / peaks[0] < 6.0, part  # hardening flesh adds to the speed's 2.24
    assert 10 * GRAVITY_M_S2 < high.chest_m_s2.max() < 150 * GRAVITY_M_S2
    assert 10 * GRAVITY_M_S2 < high.pelvis_m_s2.max() < 150 * GRAVITY_M_S2
    assert np.isfinite(high.head_m_s2).all()


@pytest.mark.parametrize("posture", ["supine", "prone"])
def test_a_head_that_falls_with_its_body_reads_about_what_it_reads_alone(posture: str) -> None:
    """The certification drop: 225-275 g from 0.376 m onto steel (V-P); with a body on its neck, give or take a half."""
    landing = drop_landing(MAN, human_tissue(), height_m=0.376, posture=posture)
    assert landing.head_m_s2.max() / GRAVITY_M_S2 == pytest.approx(250, rel=0.5)


@pytest.mark.parametrize(
    ("posture", "height", "tone"),
    [("landing", 2.0, 1.0), ("landing", 2.0, 0.3), ("standing", 2.0, 1.0), ("supine", 1.0, 0.3), ("prone", 1.0, 0.3)],
)
def test_joint_stops_hold_in_landings(posture: str, height: float, tone: float) -> None:
    """No knee goes more than 5 degrees past its range and no other joint more than 10, whatever comes down."""
    timestep = 1e-4
    person = performer(MAN, human_tissue(), posture=posture, tone=tone, spine=True)
    person.spec.worldbody.add_geom(name="ground", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs = person.floor_pairs("ground")
    write_pairs(person.spec, pairs)
    person.spec.option.timestep = timestep
    model = person.spec.compile()
    apply(model, pairs, timestep, phase_limit=STABLE_PHASE_LIMIT)
    batch = Batch(model, 1, 1)
    batch.reset()
    batch.qpos[:] = put_posture(model, person.posture, lowest_m=0.001)
    batch.qvel[:, 2] = -math.sqrt(2 * GRAVITY_M_S2 * height)
    angles = batch.rollout(3000, record=["qpos"])["qpos"][0]
    assert batch.warning.sum() == 0
    for name in joint_names():
        low, high = joint_row(name).stop
        angle = np.degrees(angles[:, model.joint(name).qposadr[0]])
        allowed = 5 if "knee" in name else 10
        assert low - allowed < angle.min(), name
        assert angle.max() < high + allowed, name
