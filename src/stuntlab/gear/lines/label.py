"""What a rope's label tells of its law, at both ends of what it leaves open.

Soft: a standard linear solid, whose stretch at rest gives k1 and whose impact force gives k2. Its friction acts from
the start and fades in a fixed time, so that slow arrests (long ropes, small factors) peak low with it. Stiff: a spring
that peaks as the label says. In a real rope friction sets in near the peak only, after an elastic rise (Leuthäusser
2016, doi 10.1177/1754337116651184), and the formula of a spring was found accurate for light masses and small factors
(ITRS 2002).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import ModelError
from stuntlab.gear.lines.hang import Hang, hang
from stuntlab.gear.lines.law import NUMBERS, LineLaw, StandardFall


def rope_law(*, stretch_at_rest: float, impact_force_n: float, fades_s: float | None = None) -> LineLaw:
    """The soft end of a dynamic rope by its label.

    stretch_at_rest: share of its length under 80 kg. impact_force_n: peak of the standard fall (factor 1.77). fades_s:
    c/k2 of a rope whose rebound was measured.

    Raises: ModelError where no rope of this law has that stretch and that peak.
    """
    numbers = NUMBERS.read()
    at_rest = numbers.standard_fall.mass_kg * GRAVITY_M_S2 / stretch_at_rest
    fades = fades_s or numbers.fading.s

    def excess(fading: float) -> float:
        return standard_fall(LineLaw(at_rest, fading, fading * fades))[0] - impact_force_n

    least = excess(0.0)
    if least > 0:
        raise ModelError(
            f"a rope that stretches {100 * stretch_at_rest:.2g} % under 80 kg peaks at "
            f"{(least + impact_force_n) / 1000:.1f} kN or more in the standard fall: a label of "
            f"{impact_force_n / 1000:.3g} kN does not go with it"
        )
    most = at_rest
    while excess(most) < 0:
        most *= 2.0
    fading = float(brentq(excess, 0.0, most, xtol=1.0))
    return LineLaw(at_rest, fading, fading * fades)


def spring_of(fall: StandardFall, peak_n: float) -> LineLaw:
    """The spring that catches a fall of a label with this peak.

    Equation: k = F·(F - 2·m·g) / (2·m·g·f), from F = m·g + √((m·g)² + 2·m·g·k·f).
    """
    weight = fall.mass_kg * GRAVITY_M_S2
    return LineLaw(peak_n * (peak_n - 2.0 * weight) / (2.0 * weight * fall.drop_m / fall.length_m), 0.0, 1.0)


def standard_fall(law: LineLaw) -> tuple[float, float]:
    """Peak force, N, and largest strain of a rope in the fall of EN 892."""
    fall = NUMBERS.read().standard_fall
    start = np.array([[0.0, 0.0, fall.drop_m - fall.length_m, 0.0, 0.0, 0.0]])
    hung = hang(Hang.on_one(law, fall.length_m, mass_kg=np.array([fall.mass_kg]), start=start), seconds=2.0)
    return float(hung.peak_n[0, 0]), float(-hung.lowest_m[0] / fall.length_m - 1.0)
