"""Up to the lip of a ramp: the speed that a bike or a car has there, and how it begins to turn in the air.

Valid for: a straight run-up of one slope, and ramps so long that both wheels stand on them before the lip.
"""

from __future__ import annotations

import numpy as np

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.flight.numbers import Bike

_STEPS = 400
"""Of the run-up, equal in distance; the speed at the lip then agrees with a slow twin within 0.1 % (`test_ramp.py`)."""


def run_up(
    *,
    power_w: Floats,
    mass_kg: Floats,
    area_m2: Floats,
    traction: Floats,
    length_m: Floats,
    slope_rad: Floats,
    enters_m_s: Floats,
) -> Floats:
    """Speed at the end of a run-up at full throttle, [draw], m/s; 0 where the slope is too steep for it.

    traction: most that the driven wheels can push, by the weight of all. slope_rad: up is positive.
    """
    square = np.array(np.broadcast_to(enters_m_s, np.shape(mass_kg)), dtype=float) ** 2
    step = length_m / _STEPS

    def gains(square: Floats) -> Floats:
        """Change of speed² over a metre."""
        speed = np.sqrt(np.maximum(square, 0.25))
        push = np.minimum(power_w / (mass_kg * speed), traction * GRAVITY_M_S2)
        against = 0.5 * AIR_KG_PER_M3 * area_m2 * square / mass_kg + GRAVITY_M_S2 * np.sin(slope_rad)
        change: Floats = 2 * (push - against)
        return change

    for _ in range(_STEPS):
        half = np.maximum(square + 0.5 * step * gains(square), 0.0)
        square = np.maximum(square + step * gains(half), 0.0)
    speed: Floats = np.sqrt(square)
    return speed


def pitch_at_lip(speed_m_s: Floats, bike: Bike, *, curve_m: float = np.inf) -> Floats:
    """How fast a bike turns as it leaves the lip, [draw], rad/s; nose up is positive.

    The front wheel leaves first. Until the rear does, weight turns the bike about the rear contact, nose down. A lip of
    radius `curve_m` turns it nose up. The suspension, which kicks back, is left out: it adds 15°/s either way (J).
    """
    about_contact_m2 = bike.gyration_m**2 + bike.behind_m**2 + bike.above_m**2
    nose_down = GRAVITY_M_S2 * bike.behind_m / about_contact_m2 * bike.wheelbase_m / speed_m_s
    return speed_m_s / curve_m - nose_down


def turn_by_wheel(change_rad_s: Floats, wheel_kg_m2: float, *, mass_kg: float, gyration_m: float) -> Floats:
    """How a bike in the air turns when its wheel speeds up by so much, rad/s: the other way, nose up for throttle."""
    return wheel_kg_m2 * change_rad_s / (mass_kg * gyration_m**2)
