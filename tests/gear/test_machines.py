"""Machines as reduced models, against closed forms and the figures of the reference."""

from __future__ import annotations

import time

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.machines import (
    LineDrive,
    by_duration,
    dri_of_push,
    lasts_s,
    mass_on_line,
    peak_g,
    pull,
    ratchet,
    snatch_n,
    stop_over,
    terminal_speed_m_s,
)
from stuntlab.injury import dri

BORE = {"bore_m": 0.08, "gearing": 3.0, "reservoir_m3": 0.01}


@pytest.mark.parametrize(("bar", "exit_m_s"), [(4, 6.6), (6, 8.3), (7, 9.0), (8, 9.7), (10, 10.9), (16, 13.9)])
def test_the_pressure_ladder_of_the_reference(bar: float, exit_m_s: float) -> None:
    """lines_and_flight.md 3.1 (C): without what moves with the line a few per cent faster."""
    pulled = ratchet(bar * 1e5, **BORE).pulls(75.0, 4.5)
    assert float(pulled.speed_m_s[0]) == pytest.approx(exit_m_s, rel=0.06)


def test_a_plausible_cylinder_lands_on_the_figures_of_the_trade() -> None:
    """12 to 20 ft in under 1 s (V-S); 0.87 s and 1.5 g (C)."""
    pulled = ratchet(8e5, **BORE).pulls(75.0, 4.5)
    assert float(pulled.duration_s[0]) == pytest.approx(0.87, rel=0.04)
    assert float(pulled.peak_m_s2[0]) / GRAVITY_M_S2 == pytest.approx(1.5, rel=0.06)


def test_a_constant_force_without_air_is_uniform_acceleration() -> None:
    drive = LineDrive(force_n=75.0, expands_m=np.inf, moving_kg=0.0, opens_s=0.0)
    pulled = drive.pulls(75.0, 2.0)
    assert float(pulled.duration_s[0]) == pytest.approx(2.0, rel=0.01)
    assert float(pulled.speed_m_s[0]) == pytest.approx(2.0, rel=0.02)


def test_a_mass_on_a_line_is_its_closed_form() -> None:
    """a = n·g·M/(M + n²·m), level."""
    pulled = mass_on_line(120.0, gearing=3.0).pulls(75.0, 0.3)
    expected = 3 * GRAVITY_M_S2 * 120 / (120 + 9 * 75)
    assert float(pulled.peak_m_s2[0]) == pytest.approx(expected, rel=1e-3)


def test_a_ratchet_known_by_what_it_did_does_it_again() -> None:
    drive = by_duration(0.9, travel_m=4.5, mass_kg=75.0)
    assert float(drive.pulls(75.0, 4.5).duration_s[0]) == pytest.approx(0.9, rel=1e-3)
    assert float(drive.pulls(90.0, 4.5).duration_s[0]) > 0.9


def test_more_slack_snatches_more_and_none_not_at_all() -> None:
    snatch = snatch_n(ratchet(8e5, **BORE), slack_m=np.array([0.0, 0.05, 0.1]), share=np.ones(3), gives_n_m=40e3)
    assert snatch[0] == 0
    assert np.all(np.diff(snatch) > 0)


HEIGHTS = np.array([2.0, 3.0, 4.0, 6.0, 8.5])


@pytest.mark.parametrize(
    ("stroke_m", "pulse", "peaks", "indices"),
    [
        (0.5, "half sine", [6.3, 9.4, 12.6, 18.8, 26.7], [8.0, 12.5, 16.8, 25.0, 34.2]),
        (0.9, "half sine", [3.5, 5.2, 7.0, 10.5, 14.8], [3.5, 5.8, 8.2, 13.1, 19.4]),
        (0.9, "even", [2.2, 3.3, 4.4, 6.7, 9.4], [3.3, 5.0, 6.6, 9.9, 14.0]),
    ],
)
def test_the_table_of_the_air_ram(stroke_m: float, pulse: str, peaks: list[float], indices: list[float]) -> None:
    """lines_and_flight.md 3.3 (C)."""
    assert peak_g(HEIGHTS, np.array(stroke_m), pulse) == pytest.approx(np.array(peaks), abs=0.06)
    assert dri_of_push(HEIGHTS, np.array(stroke_m), pulse) == pytest.approx(np.array(indices), abs=0.06)


@pytest.mark.parametrize("pulse", ["even", "half sine"])
def test_the_index_of_a_pulse_is_that_of_the_criterion(pulse: str) -> None:
    """The closed form of the oscillator, and `injury.dri` over the same pulse as a record."""
    height, stroke = np.array(4.0), np.array(0.7)
    length = float(lasts_s(height, stroke))
    clock = np.arange(0.0, length, 1e-5)
    shape = np.ones_like(clock) if pulse == "even" else np.sin(np.pi * clock / length)
    recorded = dri(clock, float(peak_g(height, stroke, pulse)) * shape).value
    assert float(dri_of_push(height, stroke, pulse)) == pytest.approx(float(recorded), rel=0.01)


def test_decelerators_of_the_reference() -> None:
    stopped = stop_over(
        np.array([44.0, 25.0, 20.0, 14.0]),
        np.array([60.0, 10.0, 6.0, 3.0]),
        mass_kg=np.array(75.0),
        late_s=np.array(0.3),
    )
    assert stopped.mean_g == pytest.approx(np.array([1.6, 3.2, 3.4, 3.3]), abs=0.06)
    assert stopped.line_n == pytest.approx(75 * GRAVITY_M_S2 * (stopped.mean_g + 1))
    assert float(stop_over(np.array(30.0), np.array(9.0), mass_kg=np.array(75.0), late_s=np.array(0.3)).late_m) == 9.0


def test_a_fan_lets_a_heavier_person_down_faster() -> None:
    assert float(terminal_speed_m_s(np.array(100.0), speed_m_s=2.0, of_kg=75.0)) == pytest.approx(2.0 * (4 / 3) ** 0.5)


def test_a_hundred_thousand_pulls_take_well_under_a_second() -> None:
    drive, one = ratchet(8e5, **BORE), np.ones(100_000)
    pull(drive, mass_kg=75 * one[:10], travel_m=4.5 * one[:10], share=one[:10], up_rad=0 * one[:10])
    began = time.process_time()
    pull(drive, mass_kg=75 * one, travel_m=4.5 * one, share=one, up_rad=0 * one)
    assert time.process_time() - began < 1.0
