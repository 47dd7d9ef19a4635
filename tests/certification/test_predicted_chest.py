"""The human chest beside Lobdell's reference solution (code check) and Kroell's subjects (prediction)."""

import numpy as np
import pytest

from stuntlab.people.certification import lobdell_unit, thorax_pendulum
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.people.tissue import human_tissue

BODY = hybrid_iii_50m()
HUMAN = human_tissue()


@pytest.mark.parametrize(
    ("probe_kg", "speed", "force", "deflection", "at_ms", "viscous"),
    [
        (23.4, 6.71, 4362, 70.0, 24.4, 0.77),
        (23.4, 4.30, 2376, 48.7, 26.5, 0.34),
        (23.4, 4.90, 2857, 54.1, 25.8, 0.45),
        (23.4, 7.20, 4761, 74.2, 24.2, 0.86),
        (19.3, 6.70, 4026, 65.8, 23.2, 0.73),
    ],
)
def test_lobdell_alone_in_line(
    probe_kg: float, speed: float, force: float, deflection: float, at_ms: float, viscous: float
) -> None:
    """Reference solution by Runge-Kutta, biomechanics 2.2 (C), rows 15 and 16."""
    blow = lobdell_unit(BODY, HUMAN, probe_kg=probe_kg, speed_m_s=speed)
    rate = np.gradient(blow.deflection_m, blow.time_s)
    assert blow.peak_force_n == pytest.approx(force, rel=0.01)
    assert blow.peak_deflection_m * 1e3 == pytest.approx(deflection, rel=0.01)
    assert blow.time_s[blow.deflection_m.argmax()] * 1e3 == pytest.approx(at_ms, abs=0.2)
    assert np.max(rate * blow.deflection_m / 0.229) == pytest.approx(viscous, abs=0.01)


def test_lobdell_force_history() -> None:
    """The early plateau shows the skin, the sternum's mass and the dampers, row 15's history (C)."""
    blow = lobdell_unit(BODY, HUMAN, probe_kg=23.4, speed_m_s=6.71)
    times = np.array([1, 2, 3, 5, 10, 15, 20, 25]) * 1e-3
    expected = [1736, 2886, 3448, 3672, 3736, 4296, 4269, 3693]
    np.testing.assert_allclose(np.interp(times, blow.time_s, blow.force_n), expected, rtol=0.02)


def test_kroell_hub_deflection_is_inside_and_force_is_above_the_subjects() -> None:
    """Kroell 1971, 22.7 kg at 7.15 m/s, 8 subjects: 4.32 ± 0.22 kN, 86.8 ± 12.7 mm external (row 17, predicted).

    The limp body's deflection lies within one deviation; its force is 10-20 % above the mean, outside two. Both kept.
    """
    blow = thorax_pendulum(BODY, HUMAN, probe_kg=22.7, speed_m_s=7.15, tone=0.0)
    assert abs(blow.external_m.max() * 1e3 - 86.8) < 12.7
    assert 1.10 < blow.peak_force_n / 4320 < 1.20


@pytest.mark.parametrize("speed", [2.0, 4.0, 8.0])
def test_a_faster_blow_loads_more(speed: float) -> None:
    slow = thorax_pendulum(BODY, HUMAN, speed_m_s=speed)
    fast = thorax_pendulum(BODY, HUMAN, speed_m_s=speed * 1.2)
    assert fast.peak_force_n > slow.peak_force_n
    assert fast.peak_deflection_m > slow.peak_deflection_m


def test_bracing_gives_a_hard_chest_blow_no_credit() -> None:
    """Kent 2003, 2006: the chest's tissue is the same; only the trunk's servos are firmer."""
    relaxed = thorax_pendulum(BODY, HUMAN)
    braced = thorax_pendulum(BODY, HUMAN, braced=True)
    assert braced.peak_deflection_m == pytest.approx(relaxed.peak_deflection_m, rel=0.01)
    assert braced.peak_force_n >= relaxed.peak_force_n * 0.999
