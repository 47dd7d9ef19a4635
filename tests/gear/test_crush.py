"""Layers of boxes: the work they take is their mean stress times the depth, whatever the peaks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.gear.bedding import Bedding
from stuntlab.gear.boxes import ARRIVES_M_S, box_crush
from stuntlab.gear.crush import Crush, crush_pressure_pa, layer_shape, over_boxes
from stuntlab.gear.foam import foam_of


def pressures(crush: Crush, depths: np.ndarray) -> np.ndarray:
    deepest = np.maximum.accumulate(depths)
    rest = (
        crush.stress_pa, crush.crushes_m, crush.height_m, crush.springs_back, crush.layers, crush.peak, crush.pad_pa,
        crush.pad_m,
    )  # fmt: skip
    return np.array([crush_pressure_pa(depth, most, *rest) for depth, most in zip(depths, deepest, strict=True)])


@pytest.mark.parametrize("end", ["soft", "stiff"])
def test_layers_crush_one_after_the_other(end: str) -> None:
    """As many peaks as layers, and the work of a rig is that of its mean, whatever the peaks."""
    crush = box_crush(4 * 0.45, end=end, box_m=0.45, layers=4)
    depths = np.linspace(1e-6, crush.crushes_m * (1 - 1e-9), 40_001)
    felt = pressures(crush, depths)
    inner = felt[1:-1]
    peaks = int(np.sum((inner > felt[:-2]) & (inner >= felt[2:]) & (inner > 1.2 * crush.stress_pa)))
    assert peaks == 4
    second = depths > crush.crushes_m / 4
    whole = np.trapezoid(felt[second], depths[second])
    assert whole == pytest.approx(crush.stress_pa * crush.crushes_m * 3 / 4, rel=1e-3)


def test_pads_on_top_go_first() -> None:
    crush = box_crush(0.7112, end="soft", box_m=0.3556, layers=1, pads_m=0.3556)
    pad = foam_of(Bedding("pad"), 0.3556, end="soft")
    on_pads, on_boxes = pressures(crush, np.array([0.2, crush.pad_m + 0.15 * crush.crushes_m]))
    assert on_pads == pytest.approx(pad.mean_pa(ARRIVES_M_S))
    assert crush.pad_m == pytest.approx(pad.carries_m)
    assert on_boxes != on_pads


@given(peak=st.floats(1.0, 3.4))
@settings(deadline=None, max_examples=20)
def test_a_peak_moves_work_about_and_makes_none(peak: float) -> None:
    share = np.linspace(0, 1, 20_001)
    shape = np.array([layer_shape(one, peak) for one in share])
    assert np.trapezoid(shape, share) == pytest.approx(1.0, rel=1e-6)
    assert shape.max() == pytest.approx(peak, rel=1e-3)
    assert shape.min() > 0


def test_what_is_spent_is_hard() -> None:
    crush = box_crush(1.0, end="soft", box_m=1.0, layers=1)
    before, after = pressures(crush, np.array([0.74, 0.99]))
    assert before < crush.stress_pa
    assert after > 20 * before


@given(at=st.floats(0, 50), wide=st.floats(0.02, 2.0), box=st.floats(0.2, 1.0), gap=st.floats(0.01, 0.3))
@settings(deadline=None, max_examples=60)
def test_what_lies_over_boxes_against_counting(at: float, wide: float, box: float, gap: float) -> None:
    """A slow twin: points along the stretch that fall on a box."""
    points = at + wide * (np.arange(20_000) + 0.5) / 20_000
    assert over_boxes(at, at + wide, box, gap) == pytest.approx(np.mean(points % (box + gap) < box), abs=2e-3)
