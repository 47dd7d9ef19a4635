"""The air in a bag: compressed without heat loss, blown out through openings, filled by fans.

p = p₀·(ρ/ρ₀)^γ; ṁ = C_D·A·√{2γ/(γ−1)·p·ρ·[r^(2/γ) − r^((γ+1)/γ)]}, r = p₀/p, not below the choking ratio;
C_D = 0.9 − 0.3·r.

Source: Browning 1963 orifice, in the open notebook on air bags for cargo (biomechanics.md 6.2, V-P formula set).
Valid for: one volume, one pressure; openings small beside the bag. No heat gets out, which is the stiffer reading.
"""

from __future__ import annotations

from math import sqrt

from stuntlab.compiled import compiled

AMBIENT_PA = 101_325.0
AIR_KG_PER_M3 = 1.225
GAMMA = 1.4
_CHOKED = (2.0 / (GAMMA + 1.0)) ** (GAMMA / (GAMMA - 1.0))


@compiled
def gauge_pressure_pa(mass_kg: float, volume_m3: float) -> float:
    """Pressure above that of the air around it; a bag that hangs slack has none."""
    return max(AMBIENT_PA * (float((mass_kg / volume_m3 / AIR_KG_PER_M3) ** GAMMA) - 1.0), 0.0)


@compiled
def outflow_kg_s(gauge_pa: float, area_m2: float, density_kg_m3: float) -> float:
    """Air through openings of some area."""
    if gauge_pa <= 0.0:
        return 0.0
    pressure = AMBIENT_PA + gauge_pa
    ratio = AMBIENT_PA / pressure
    discharge = 0.9 - 0.3 * ratio
    flowing = max(ratio, _CHOKED)
    bracket = flowing ** (2.0 / GAMMA) - flowing ** ((GAMMA + 1.0) / GAMMA)
    return discharge * area_m2 * sqrt(2.0 * GAMMA / (GAMMA - 1.0) * pressure * density_kg_m3 * bracket)
