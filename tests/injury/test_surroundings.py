"""Blast, burn, noise, suspension, projectile."""

from math import erfc, exp, pi, sqrt

import numpy as np
import pytest

from stuntlab.errors import CriterionError, SignalError
from stuntlab.injury import (
    blunt_criterion,
    burn,
    chest_wall_velocity,
    daily_noise_level,
    free_air_overpressure,
    peak_noise_level,
    stoll_heat_flux,
    suspension_harnesses,
    suspension_time,
)

# biomechanics.md 9.1: exposure, W/m², and time to a second-degree burn, s.
SECOND_DEGREE = {
    3935: 35.9,
    5903: 21.09,
    11805: 8.30,
    15740: 5.55,
    23609: 3.00,
    31479: 1.95,
    39348: 1.41,
    47218: 1.08,
    55088: 0.862,
    62957: 0.713,
    70827: 0.603,
    78697: 0.522,
}


def friedlander(peak_pa, duration_s, *, step_s=1e-5, length_s=0.03):
    time = np.arange(round(length_s / step_s)) * step_s
    return time, np.where(time < duration_s, peak_pa * (1 - time / duration_s) * np.exp(-time / duration_s), 0.0)


# biomechanics.md 3.7: triangular-exponential 200 kPa, 2 ms → 3.8 m/s; 5 ms → 6.0 m/s.
@pytest.mark.parametrize(("duration_s", "speed_mps"), [(0.002, 3.8), (0.005, 6.0)])
def test_chest_wall_velocity_reference(duration_s, speed_mps):
    assert chest_wall_velocity(*friedlander(200e3, duration_s)).value == pytest.approx(speed_mps, abs=0.05)


def test_chest_wall_velocity_of_a_short_impulse_is_momentum_over_mass():
    # 1 MPa for 10 µs: 0.082 m²·10 Pa·s/2.03 kg, little lost to damping meanwhile.
    time = np.arange(2000) * 1e-6
    speed = chest_wall_velocity(time, np.where(time < 10e-6, 1e6, 0)).value
    assert speed == pytest.approx(0.082 * 10 / 2.03, rel=0.06)


def test_chest_wall_velocity_converges_with_the_step():
    speeds = [chest_wall_velocity(*friedlander(200e3, 0.005, step_s=step)).value for step in (1e-4, 5e-5, 1e-5, 1e-6)]
    assert abs(speeds[-2] - speeds[-1]) < 0.01 * speeds[-1]
    assert abs(speeds[0] - speeds[-1]) < 0.05 * speeds[-1]


def test_suction_does_not_push_the_chest_in():
    assert chest_wall_velocity([0, 0.01, 0.02], [0, 0, 0]).value == 0
    assert chest_wall_velocity([0, 0.001, 0.002], [-1e4, -1e4, -1e4]).value == 0


def test_free_air_overpressure_reference():
    # biomechanics.md 9.4 and row 75.
    distances, kilopascals = [1, 2, 3, 5, 10, 20, 40], [1009, 208, 82, 29.2, 10.0, 4.4, 2.1]
    np.testing.assert_allclose(free_air_overpressure(distances, charge_kg_tnt=1) / 1e3, kilopascals, rtol=0.02)
    assert free_air_overpressure(4.57, charge_kg_tnt=1) == pytest.approx(34.5e3, rel=0.01)
    assert free_air_overpressure(2.71, charge_kg_tnt=1) == pytest.approx(103e3, rel=0.01)


def test_free_air_overpressure_scales_with_the_cube_root_of_the_charge():
    np.testing.assert_allclose(
        free_air_overpressure([2, 8], charge_kg_tnt=[1, 64]), free_air_overpressure(2, charge_kg_tnt=1)
    )
    with pytest.raises(SignalError, match="must be above 0"):
        free_air_overpressure(0, charge_kg_tnt=1)


@pytest.mark.parametrize(("flux", "exposure_s"), SECOND_DEGREE.items())
def test_burn_reaches_second_degree_when_the_table_says(flux, exposure_s):
    # Row 71, ±10 %; the reference's own re-simulation gave 0.93 to 1.09.
    time = np.linspace(0, exposure_s, 201)
    found = burn(time, np.full(201, flux), cool_down_s=10 + 2 * exposure_s)
    assert 0.9 <= found.epidermis <= 1.1
    assert found.dermis < 0.1


def test_henriques_rates_miss_the_table_as_the_reference_says():
    damages = [
        burn(np.linspace(0, time, 201), np.full(201, flux), rates="henriques").epidermis
        for flux, time in ((3935, 35.9), (78697, 0.522))
    ]
    assert damages[0] == pytest.approx(0.17, abs=0.01)
    assert damages[1] == pytest.approx(5.0, abs=0.15)


def test_stoll_fit_is_within_8_percent_of_the_table():
    # Row 72.
    times, fluxes = np.array(list(SECOND_DEGREE.values())), np.array(list(SECOND_DEGREE))
    np.testing.assert_allclose(stoll_heat_flux(times), fluxes, rtol=0.08)
    with pytest.raises(SignalError, match="above 0 s"):
        stoll_heat_flux(0)


def test_skin_warms_like_a_half_space_at_first():
    # Surface flux q into a half-space: T − T0 at depth x is 2q/k·√(αt/π)·exp(−x²/4αt) − qx/k·erfc(x/2√(αt)).
    conductivity, diffusivity, flux, time, depth = 0.6, 0.6 / 4.2e6, 5000.0, 0.5, 75e-6
    rise = 2 * flux / conductivity * sqrt(diffusivity * time / pi) * exp(-(depth**2) / (4 * diffusivity * time))
    rise -= flux * depth / conductivity * erfc(depth / (2 * sqrt(diffusivity * time)))
    found = burn([0, 0.25, 0.5], [flux, flux, flux], cool_down_s=0)
    assert found.hottest_c - 32.5 == pytest.approx(rise, rel=0.05)


def test_no_heat_no_burn_and_more_heat_more_burn():
    time = np.linspace(0, 2, 101)
    found = burn(time, np.outer([0, 5e3, 1e4, 2e4, 4e4], np.ones(101)))
    assert found.epidermis[0] == found.dermis[0] == 0
    assert found.hottest_c[0] < 33.6
    assert (np.diff(found.hottest_c) > 0).all()
    assert (np.diff(found.epidermis[2:]) > 0).all()
    assert (found.dermis <= found.epidermis).all()


def test_burn_does_not_depend_on_the_clock():
    coarse = burn(np.linspace(0, 3, 4), np.full(4, 23609.0)).epidermis
    fine = burn(np.linspace(0, 3, 3001), np.full(3001, 23609.0)).epidermis
    assert coarse == pytest.approx(fine, rel=0.01)


def test_burn_refusals():
    with pytest.raises(CriterionError, match="no damage rates"):
        burn([0, 1], [0, 0], rates="guess")
    with pytest.raises(SignalError, match="cool-down"):
        burn([0, 1], [0, 0], cool_down_s=-1)


def test_noise():
    assert daily_noise_level([87.0], [8 * 3600]) == pytest.approx(87)
    # Twice the time is 3 dB, and a quiet rest of the day adds nothing.
    assert daily_noise_level([90, 20], [4 * 3600, 4 * 3600]) == pytest.approx(90 - 10 * np.log10(2))
    assert daily_noise_level(np.full((3, 2), 80.0), [14_400, 14_400]).tolist() == pytest.approx([80, 80, 80])
    assert peak_noise_level([0, 1, 2], [0, -200, 20]) == pytest.approx(140)
    assert peak_noise_level([0, 1], [0, 0]) == -np.inf
    with pytest.raises(SignalError, match="durations"):
        daily_noise_level([80], [-1])


def test_suspension_table():
    # Row 65.
    means = {"full body": 14.38, "chest strap": 6.08, "waist belt": 1.63}
    for harness, minutes in means.items():
        assert suspension_time(harness).typical_s == pytest.approx(60 * minutes)
    assert suspension_time("full body, front ring").for_95_percent_s == 420
    assert all(
        suspension_time(h).rescue_within_s <= min(300, suspension_time(h).typical_s) for h in suspension_harnesses()
    )
    with pytest.raises(CriterionError, match="no harness"):
        suspension_time("belt")


def test_blunt_criterion_at_the_even_chance():
    wall_cm, diameter_cm, mass = 3.0, 4.0, 70.0
    energy = np.exp(0.37) * mass ** (1 / 3) * wall_cm * diameter_cm
    found = blunt_criterion(energy, body_mass_kg=mass, wall_thickness_m=0.03, diameter_m=0.04)
    assert found == pytest.approx(0.37)
    with pytest.raises(SignalError, match="must be above 0"):
        blunt_criterion(0, body_mass_kg=70, wall_thickness_m=0.03, diameter_m=0.04)
