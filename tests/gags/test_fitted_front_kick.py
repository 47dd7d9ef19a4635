"""The striker beside measured front kicks. *Fitted*, not predicted: these three numbers made three of the kick's."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def table_kick(fit_kick: ModuleType) -> dict[str, float]:
    kick: dict[str, float] = fit_kick.front_kick(fit_kick.leg_of_the_table())
    return kick


def test_fitted_peak_and_rise_lie_close_to_the_means_of_the_study(
    fit_kick: ModuleType, table_kick: dict[str, float]
) -> None:
    """Vágner 2018: 3180 ± 647 N, 39 ± 16 ms. Half a standard deviation of one study of some dozen people."""
    for name in ("peak_n", "rise_s"):
        measured = fit_kick.VAGNER_2018[name]
        assert abs(table_kick[name] - measured.mean) < 0.5 * measured.sd, name


def test_fitted_impulse_lies_in_the_spread_of_the_study(fit_kick: ModuleType, table_kick: dict[str, float]) -> None:
    """Vágner 2018: 367 ± 40 N s, counted over an unpublished time; half a second is assumed."""
    measured = fit_kick.VAGNER_2018["impulse_n_s"]
    assert abs(table_kick["impulse_n_s"] - measured.mean) < 2 * measured.sd


def test_the_fit_comes_back_to_the_numbers_in_the_table(fit_kick: ModuleType) -> None:
    """Stiffness within a tenth; push within two of the standard deviations that the table itself gives it."""
    table = fit_kick.leg_of_the_table()
    fitted = fit_kick.fit(table)
    assert fit_kick.misfit(fitted) < 0.05
    assert table.stiffness_n_per_m == pytest.approx(fitted.stiffness_n_per_m, rel=0.10)
    spread = fit_kick.KICK_NUMBERS.read().striker.push_n_per_m_s.sd
    assert table.push_n_per_m_s == pytest.approx(fitted.push_n_per_m_s, abs=2 * spread)


def test_the_fit_finds_a_planted_leg(fit_kick: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant a leg, publish its kick, fit from elsewhere."""
    planted = fit_kick.Leg(stiffness_n_per_m=26e3, damping_n_s_per_m=60.0, push_n_per_m_s=40.0)
    published = fit_kick.front_kick(planted)
    spread = {name: replace(row, mean=published[name]) for name, row in fit_kick.VAGNER_2018.items()}
    monkeypatch.setattr(fit_kick, "VAGNER_2018", spread)
    found = fit_kick.fit(fit_kick.leg_of_the_table())
    assert found.stiffness_n_per_m == pytest.approx(26e3, rel=0.03)
    assert found.push_n_per_m_s == pytest.approx(40.0, rel=0.05)


def test_the_assumed_plate_matters_little(fit_kick: ModuleType) -> None:
    """A kick is a push through a leg, not a hammer blow: four times the plate's stiffness stays inside the spread."""
    table, measured = fit_kick.leg_of_the_table(), fit_kick.VAGNER_2018["peak_n"]
    peaks = [fit_kick.front_kick(table, plate_n_per_m=plate)["peak_n"] for plate in (75e3, 150e3, 300e3)]
    assert max(peaks) - min(peaks) < measured.sd
    hammer_n = fit_kick.FOOT_SPEED_M_S * (fit_kick.PADDED_N_PER_M * fit_kick.EFFECTIVE_MASS_KG) ** 0.5
    assert max(peaks) < hammer_n / 2
