"""ISO/TS 15066: the table and the permissible speed."""

import numpy as np
import pytest

from stuntlab.errors import CriterionError, SignalError
from stuntlab.injury import contact_limit, contact_sites, permissible_speed


def test_twenty_nine_sites():
    assert len(contact_sites()) == 29


# Force column and its doubling, the part read in a source (biomechanics.md 4 and 12.7).
@pytest.mark.parametrize(
    ("site", "pressing", "touching"),
    [
        ("abdominal muscle", 110, 220),
        ("sternum", 140, 280),
        ("pectoral muscle", 140, 280),
        ("deltoid muscle", 150, 300),
        ("forearm muscle", 160, 320),
        ("pelvic bone", 180, 360),
        ("fifth lumbar vertebra", 210, 420),
        ("palm, dominant", 140, 280),
    ],
)
def test_force_limits(site, pressing, touching):
    assert contact_limit(site, transient=False).force_n == pressing
    assert contact_limit(site).force_n == touching


@pytest.mark.parametrize("site", ["forehead", "temple", "masticatory muscle"])
def test_skull_and_face_may_not_be_struck(site):
    limit = contact_limit(site)
    assert (limit.force_n, limit.pressure_n_cm2) == (0, 0)
    assert permissible_speed(site, striker_mass_kg=1) == 0
    assert contact_limit(site, transient=False).force_n > 0


def test_permissible_speed_reference():
    # biomechanics.md 4 and row 78: mass of lower leg and foot 3 kg; abdomen 1.32 m/s, chest 1.06 m/s.
    assert permissible_speed("abdominal muscle", striker_mass_kg=3) == pytest.approx(1.32, rel=0.01)
    assert permissible_speed("sternum", striker_mass_kg=3) == pytest.approx(1.06, rel=0.01)


def test_permissible_speed_stores_the_limit_force_in_the_spring():
    mass = np.array([0.5, 3, 40])
    limit = contact_limit("abdominal muscle")
    reduced = limit.mass_kg * mass / (limit.mass_kg + mass)
    speed = permissible_speed("abdominal muscle", striker_mass_kg=mass)
    energy = reduced * speed**2 / 2
    np.testing.assert_allclose(energy, limit.force_n**2 / (2 * limit.stiffness_n_m))
    assert (np.diff(speed) < 0).all()


def test_refusals():
    with pytest.raises(CriterionError, match=r"did you mean .abdominal muscle"):
        contact_limit("abdomen muscle")
    with pytest.raises(SignalError, match="above 0"):
        permissible_speed("sternum", striker_mass_kg=0)
