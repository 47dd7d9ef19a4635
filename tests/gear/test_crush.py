"""Boxes and foam: the work they take is the plateau times the depth; what comes back is what is said to."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.gear.crush import Crush, crush_of, crush_pressure_pa


def pressures(crush: Crush, depths: np.ndarray) -> np.ndarray:
    deepest = np.maximum.accumulate(depths)
    rest = (crush.stress_pa, crush.crushes_m, crush.height_m, crush.springs_back)
    return np.array([crush_pressure_pa(depth, most, *rest) for depth, most in zip(depths, deepest, strict=True)])


@pytest.mark.parametrize("kind", ["box rig", "crash pad"])
@pytest.mark.parametrize("end", ["soft", "stiff"])
def test_work_taken_and_given_back(kind: str, end: str) -> None:
    crush = crush_of(kind, 1.0, end=end)
    down, up = np.linspace(0, 0.5, 5001), np.linspace(0.5, 0, 5001)
    both = pressures(crush, np.concatenate([down, up]))
    taken, given = np.trapezoid(both[:5001], down), -np.trapezoid(both[5001:], up)
    assert taken == pytest.approx(crush.stress_pa * (0.5 - 0.025), rel=1e-3), "plateau, less the first 5 cm of drape"
    assert given == pytest.approx(crush.stress_pa * crush.springs_back * 0.5 / 2, rel=1e-2)


def test_what_is_spent_is_hard() -> None:
    crush = crush_of("box rig", 1.0, end="soft")
    before, after = pressures(crush, np.array([0.74, 0.99]))
    assert before == pytest.approx(crush.stress_pa)
    assert after > 20 * before


@pytest.mark.parametrize(("fall_ft", "height_in"), [(11, 29), (22.5, 42)])
def test_rigs_of_stunt_schools_are_deep_enough(fall_ft: float, height_in: float) -> None:
    """film.md 2.2 (V2): 28 to 30 in for 10 to 12 ft, 42 in for 20 to 25 ft. A plausibility, the source is weak.

    70 kg on 0.70 m²: m·g·(h + s) = σ·A·s, at the middle of the two ends.
    """
    height = height_in * 0.0254
    stress = np.mean([crush_of("box rig", height, end=end).stress_pa for end in ("soft", "stiff")])
    stroke = 70 * 9.81 * fall_ft * 0.3048 / (stress * 0.70 - 70 * 9.81)
    assert stroke < 0.75 * height
