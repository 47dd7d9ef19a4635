"""The air in a bag: compressed without heat loss, blown out through openings, filled by fans.

p = p₀·(ρ/ρ₀)^γ; ṁ = C_D·A·√{2γ/(γ−1)·p·ρ·[r^(2/γ) − r^((γ+1)/γ)]}, r = p₀/p, not below the choking ratio;
C_D = 0.9 − 0.3·r.

Source: Browning 1963 orifice, in the open notebook on air bags for cargo (biomechanics.md 6.2, V-P formula set).
Valid for: one volume, one pressure; openings small beside the bag. No heat gets out, which is the stiffer reading.
"""

from __future__ import annotations

from math import sqrt

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_HEAT_RATIO, AIR_KG_PER_M3, STANDARD_ATMOSPHERE_PA

_STEADY = 2.0 * AIR_HEAT_RATIO / (AIR_HEAT_RATIO - 1.0)
_CHOKED = (2.0 / (AIR_HEAT_RATIO + 1.0)) ** (AIR_HEAT_RATIO / (AIR_HEAT_RATIO - 1.0))


@compiled
def gauge_pressure_pa(mass_kg: float, volume_m3: float) -> float:
    """Pressure above that of the air around it; a bag that hangs slack has none."""
    return max(STANDARD_ATMOSPHERE_PA * (float((mass_kg / volume_m3 / AIR_KG_PER_M3) ** AIR_HEAT_RATIO) - 1.0), 0.0)


@compiled
def density_at(gauge_pa: float) -> float:
    """How dense air is that was compressed from the air around it to some pressure above it."""
    denser = ((STANDARD_ATMOSPHERE_PA + gauge_pa) / STANDARD_ATMOSPHERE_PA) ** (1.0 / AIR_HEAT_RATIO)
    return AIR_KG_PER_M3 * float(denser)


@compiled
def outflow_kg_s(gauge_pa: float, area_m2: float, density_kg_m3: float) -> float:
    """Air through openings of some area."""
    if gauge_pa <= 0.0:
        return 0.0
    pressure = STANDARD_ATMOSPHERE_PA + gauge_pa
    ratio = STANDARD_ATMOSPHERE_PA / pressure
    discharge = 0.9 - 0.3 * ratio
    flowing = max(ratio, _CHOKED)
    bracket = flowing ** (2.0 / AIR_HEAT_RATIO) - flowing ** ((AIR_HEAT_RATIO + 1.0) / AIR_HEAT_RATIO)
    return discharge * area_m2 * sqrt(_STEADY * pressure * density_kg_m3 * bracket)
