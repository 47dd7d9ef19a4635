"""The dummy inside its certification corridors. All of it is *fitted*: it shows the structure is able, nothing more."""

import numpy as np
import pytest

from stuntlab.loads import cfc, resultant
from stuntlab.people.certification import (
    Check,
    certify,
    head_drop,
    hip_angle_at_torque,
    hip_flexion_torque,
    knee_pendulum,
    neck_pendulum,
    thorax_pendulum,
)
from stuntlab.people.certification.certify import checks
from stuntlab.people.certification.neck import NeckPendulum
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m
from stuntlab.people.tissue import dummy_tissue

DUMMY = hybrid_iii_50m()
TISSUE = dummy_tissue()


@pytest.fixture(scope="module")
def fitted() -> dict[str, Check]:
    return {check.quantity: check for check in certify("hybrid_iii_50m", DUMMY, TISSUE)}


def test_the_50th_male_lies_inside_every_corridor_it_was_fitted_to(fitted: dict[str, Check]) -> None:
    outside = [f"{check.quantity} {check.value:.4g}" for check in fitted.values() if not check.inside]
    assert outside == []
    assert len(fitted) == 21


def test_head_drop_with_the_regulation_filter_fitted() -> None:
    """CFC 1000 takes a little off the raw peak; the corridor must hold for what an instrument would read."""
    drop = head_drop(DUMMY, TISSUE)
    quiet = np.zeros((200, 3))  # the instrument runs before the head touches and after it has left
    acceleration = np.concatenate([quiet, drop.acceleration_g, quiet])
    time_s = np.arange(len(acceleration)) * 1e-4
    filtered = resultant(*(cfc(time_s, acceleration[:, axis], 1000) for axis in range(3)))
    assert 225 <= filtered.max() <= 275


def test_the_head_meets_the_plate_at_the_speed_of_its_fall() -> None:
    """What the skin gives back is a speed change between one and two times the speed of arrival."""
    drop = head_drop(DUMMY, TISSUE)
    change = np.trapezoid(np.linalg.norm(drop.acceleration_g, axis=1), drop.time_s) * 9.80665
    assert 2.716 < change < 2 * 2.716


def test_neck_moments_and_rotations_have_opposite_senses_in_the_two_tests_fitted() -> None:
    flexion = neck_pendulum(DUMMY, TISSUE, "flexion")
    extension = neck_pendulum(DUMMY, TISSUE, "extension")
    assert flexion.peak_rotation_deg > 0 > extension.peak_rotation_deg
    assert flexion.largest_moment_nm > 0 > extension.largest_moment_nm


@pytest.mark.parametrize("sense", [1.0, -1.0], ids=["flexion", "extension"])
def test_a_moment_within_a_corridor_of_rotation_is_not_that_beyond_it(sense: float) -> None:
    """A head that turns evenly through 100 degrees against 1 N m a degree; a moment before 77 degrees is larger."""
    time_s = np.linspace(0.0, 0.1, 1001)
    turned = 1000 * time_s
    swing = NeckPendulum(time_s, sense * turned, sense * np.where(turned < 77, 150.0, turned))
    assert swing.largest_moment_nm == pytest.approx(sense * 150)
    assert swing.largest_moment_while_turned_nm(77, 91) == pytest.approx(sense * 91)
    assert swing.largest_moment_while_turned_nm(77, 180) == pytest.approx(sense * 100)
    assert swing.largest_moment_while_turned_nm(110, 180) == 0.0


def test_knee_force_is_that_of_a_mass_on_the_skin_alone() -> None:
    """The damper adds and the inerter takes; between them the fitted knee stays near v·√(k·m)."""
    skin = TISSUE.skins["knee"]
    assert knee_pendulum(DUMMY, TISSUE) == pytest.approx(2.10 * np.sqrt(skin.stiffness_n_per_m * 4.99), rel=0.1)


def test_the_hip_stop_is_the_inverse_of_its_torque() -> None:
    angle = hip_angle_at_torque(DUMMY, TISSUE, torque_nm=203)
    assert hip_flexion_torque(DUMMY, TISSUE, above_horizontal_deg=angle) == pytest.approx(203, rel=0.01)


def test_the_thorax_loop_dissipates_and_returns_to_rest() -> None:
    blow = thorax_pendulum(DUMMY, TISSUE)
    assert abs(blow.deflection_m[-1]) < 0.5 * blow.peak_deflection_m
    assert blow.external_m.max() > blow.peak_deflection_m  # skin and body come on top


@pytest.mark.parametrize("quantity", ["head_peak", "thorax_force", "neck_flexion_moment", "knee_force"])
def test_certified_loads_converge_with_the_step(quantity: str) -> None:
    fine, usual = (
        next(
            check.value
            for check in certify("hybrid_iii_50m", DUMMY, TISSUE, timestep_s=step)
            if check.quantity == quantity
        )
        for step in (2.5e-5, 1e-4)
    )
    assert usual == pytest.approx(fine, rel=0.02)


def test_the_5th_female_scaled_from_the_50th_is_predicted_and_not_everywhere_inside() -> None:
    """Scaled by the masses of its own head and neck, not refitted: three of four neck rows, one moment is too high."""
    predicted = {check.quantity: check for check in certify("hybrid_iii_5f", hybrid_iii_5f(), TISSUE)}
    assert predicted["head_peak"].inside
    for quantity in ("neck_flexion_rotation", "neck_extension_rotation", "neck_extension_moment"):
        assert predicted[quantity].inside, quantity
    assert 1 < predicted["neck_flexion_moment"].offset < 1.5


def test_a_quantity_without_a_corridor_is_left_out() -> None:
    assert checks("hybrid_iii_5f", {"knee_force": 5000.0}) == ()
