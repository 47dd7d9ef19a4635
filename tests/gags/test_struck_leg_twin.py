"""The closed form of a struck leg against a slow twin: thigh and shank as two rods with a knee that bends sideways.

Rods of Winter's shares (R-h) in one plane, a mass for the rest of the body on the hip, a bumper at a constant speed
behind a spring, friction under the foot; the knee gives 134 N·m at 16 degrees (Kerrigan, Arnoux, V-A). It was compared
with no test itself: what it settles is whether the closed form is too strict.
"""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats

STATURE, MASS = 1.75, 75.0
SHANK, THIGH, TRUNK = 0.285 * STATURE, 0.245 * STATURE, 0.5 * STATURE
KNEE_NM_RAD, KNEE_NMS_RAD = 134.0 / np.radians(16.0), 8.0
STEP_S, LASTS_S = 1e-4, 0.06
"""Later a person has begun to step, which two rods do not."""


def masses() -> Floats:
    """Of sole, knee, hip and the top of the trunk, moved across: [4, 4]."""
    whole = np.zeros((4, 4))
    rods = ((SHANK, 0.061, 0.44, 0.35), (THIGH, 0.100, 0.57, 0.32), (TRUNK, 0.839, 0.62, 0.35))
    for low, (length, share, centre, gyration) in enumerate(rods):
        at, turns = np.array([1 - centre, centre]), np.array([-1.0, 1.0]) / length
        part = share * MASS * (np.outer(at, at) + (gyration * length) ** 2 * np.outer(turns, turns))
        whole[low : low + 2, low : low + 2] += part
    return whole


def knee_nm(speed_m_s: float, stiffness: float, bumper_m: float, weight: float) -> float:
    """The most that the knee bears. weight: share of the body's that the foot holds the road with."""
    inverse = np.linalg.inv(masses())
    hit = np.array([1 - bumper_m / SHANK, bumper_m / SHANK, 0.0, 0.0])
    bends = np.array([1 / SHANK, -1 / SHANK - 1 / THIGH, 1 / THIGH, 0.0])
    place, speed, most = np.zeros(4), np.zeros(4), 0.0
    for step in range(int(LASTS_S / STEP_S)):
        force = max(stiffness * (speed_m_s * step * STEP_S - hit @ place), 0.0) * hit
        moment = KNEE_NM_RAD * (bends @ place) + KNEE_NMS_RAD * (bends @ speed)
        force = force - moment * bends
        held = 0.7 * weight * MASS * GRAVITY_M_S2
        force[0] -= np.clip(2000.0 * speed[0], -held, held)
        speed = speed + STEP_S * (inverse @ force)
        place = place + STEP_S * speed
        most = max(most, abs(float(moment)))
    return most


def closed_form_nm(speed_m_s: float, stiffness: float, bumper_m: float) -> float:
    return float(speed_m_s * np.sqrt(stiffness * 7.0) * 0.36 / 4 * (1 - abs(bumper_m - SHANK) / 0.18))


@pytest.mark.parametrize("speed_m_s", [2.2, 4.3])
@pytest.mark.parametrize("stiffness", [7.3e3, 14e3, 100e3])
@pytest.mark.parametrize("bumper_m", [0.45, 0.36])
def test_the_closed_form_of_a_standing_leg_is_not_too_strict(
    speed_m_s: float, stiffness: float, bumper_m: float
) -> None:
    assert closed_form_nm(speed_m_s, stiffness, bumper_m) < knee_nm(speed_m_s, stiffness, bumper_m, weight=0.5)


def test_a_foot_that_slides_takes_less_off_a_bare_bumper_than_off_a_soft_one() -> None:
    """A stiff blow is over before friction matters, as a multibody leg against cadavers has it (V-A)."""
    bare, soft = (knee_nm(4.3, k, 0.45, weight=0.0) / knee_nm(4.3, k, 0.45, weight=1.0) for k in (200e3, 14e3))
    assert 0.8 < bare < 1.0
    assert 0.4 < soft < 0.75
