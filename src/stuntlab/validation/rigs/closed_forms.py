"""Criteria fed with pulses and loads whose answers are closed forms: checks of the code, not of any body."""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.injury import (
    bric,
    concussion_probability,
    dri,
    hic,
    nij,
    permissible_speed,
    risk,
    viscous_criterion,
)
from stuntlab.loads import cfc
from stuntlab.validation.rigs.answer import Answer

STEP_S = 2e-5


def closed_forms() -> Answer:
    """Rows 32 to 44 and 78 of the reference table. Source: formulas of the criteria (C)."""
    return Answer({**_hic(), **_trunk_and_neck(), **_spine(), **_risks(), **_touch(), **_filter()})


def _half_sine(peak: float, duration_s: float, step_s: float = STEP_S) -> tuple[Floats, Floats]:
    time_s = np.asarray(np.arange(round(duration_s / step_s) + 1) * step_s, dtype=float)
    return time_s, np.asarray(peak * np.sin(np.pi * time_s / duration_s), dtype=float)


def _hic() -> dict[str, float]:
    return {
        "hic15_of_100_g_over_10_ms": float(hic(*_half_sine(100.0, 0.010)).value),
        "hic15_of_100_g_over_20_ms": float(hic(*_half_sine(100.0, 0.020)).value),
        "hic15_of_60_g_over_40_ms": float(hic(*_half_sine(60.0, 0.040)).value),
        "hic36_of_60_g_over_40_ms": float(hic(*_half_sine(60.0, 0.040), window_s=0.036).value),
    }


def _trunk_and_neck() -> dict[str, float]:
    still = np.arange(20) * STEP_S
    ramp = np.arange(-2, 2003) * STEP_S  # 3 m/s up to 50 mm; the criterion leaves out two samples at each end
    deflection = 0.05 + 3.0 * (ramp - ramp[-3])
    force, moment = np.full(20, 2000.0), np.full(20, 50.0)
    rates = (np.full(20, rate) for rate in (30.0, 40.0, 20.0))
    return {
        "nij_of_2_kn_and_50_nm": float(nij(still, force, moment).value),
        "vc_of_3_m_s_at_50_mm": float(viscous_criterion(ramp, deflection, depth_m=0.229, scale=1.3).value),
        "bric_of_30_40_20": float(bric(still, *rates)),
    }


def _spine() -> dict[str, float]:
    """A speed change of 4.5 m/s in 1 ms, and as a half-sine over 50 ms."""
    short = _half_sine(4.5 * np.pi / 2 / 0.001 / GRAVITY_M_S2, 0.001)
    long = _half_sine(4.5 * np.pi / 2 / 0.050 / GRAVITY_M_S2, 0.050)
    return {"dri_of_4_5_m_s_at_once": float(dri(*short).value), "dri_of_4_5_m_s_in_50_ms": float(dri(*long).value)}


def _risks() -> dict[str, float]:
    return {
        "ais3_at_hic15_700": float(risk("hic15-lognormal", 700.0).at("ais3")),
        "ais3_at_42_mm": float(risk("chest-deflection-50M", 42.0).at("ais3")),
        "concussion_at_98_g": float(concussion_probability(98.0, 6000.0)),
    }


def _touch() -> dict[str, float]:
    return {
        "speed_on_abdomen": float(permissible_speed("abdominal muscle", striker_mass_kg=3.0)),
        "speed_on_chest": float(permissible_speed("sternum", striker_mass_kg=3.0)),
    }


def _filter() -> dict[str, float]:
    """What CFC 60 leaves of a steady tone at its -3 dB frequency, 100 Hz, in decibels."""
    time_s = np.arange(20000) * 1e-4
    left = cfc(time_s, np.sin(2 * np.pi * 100.0 * time_s), 60)[5000:15000]
    return {"cfc_60_at_100_hz": float(20 * np.log10(np.sqrt(2) * np.sqrt(np.mean(left**2))))}
