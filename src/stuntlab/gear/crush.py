"""Boxes: what they bear while they crush from the top down, and the ground when they are used up.

A soft cover goes first, then one layer after the other: each begins with a peak, its walls standing, and folds at less.
Boxes beside each other do not buckle together: no two are packed, taped and met alike, so each is ahead by a share of a
layer of its own.
The work of a layer is its mean stress times its depth, whatever the peak. Air that is pressed out of closed boxes comes
on top and grows with the square of the speed.

Valid for: a body that meets them once; no test of boxes under a person was found (biomechanics.md 6.3), so every
landing is run at a soft and a stiff end.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from stuntlab.compiled import compiled

SPENT_TIMES = 40.0
"""How many times its mean stress something bears when it lies flat; it rises to that from nothing (judgement)."""

PEAK_SHARE = 0.3
"""Share of a layer's depth over which its peak rises and falls (judgement)."""

DRAPE_M = 0.05
"""Depth over which the top comes to lie against a body (judgement); at most a quarter of the height."""


@dataclass(frozen=True, slots=True)
class Crush:
    """Something that crushes.

    stress_pa: mean of a layer while it crushes; crushes_m: how deep all layers go together; springs_back: share of a
    depth. gives_way_m, bears_at_rim: how wide the edge is, and what its rim bears. layers: one after the other; peak:
    how many times its mean a layer bears at first. pad_pa, pad_m: stress and depth of a soft cover.
    air_pa: pressure of the air pressed out, for each (m/s)². box_m, gap_m: edge of a box and what is free between two.
    """

    stress_pa: float
    crushes_m: float
    height_m: float
    springs_back: float
    gives_way_m: float
    bears_at_rim: float
    layers: int = 1
    peak: float = 1.0
    pad_pa: float = 0.0
    pad_m: float = 0.0
    air_pa: float = 0.0
    box_m: float = 0.0
    gap_m: float = 0.0


@compiled
def layer_shape(share: float, peak: float) -> float:
    """What a layer bears when a share of its depth is gone, in its mean: a peak at first, then less; mean 1."""
    plateau = (1.0 - peak * PEAK_SHARE / 2.0) / (1.0 - PEAK_SHARE / 2.0)
    off_peak = abs(share - PEAK_SHARE / 2.0) / (PEAK_SHARE / 2.0)
    return plateau + (peak - plateau) * max(1.0 - off_peak, 0.0)


@compiled
def crush_pressure_pa(
    depth_m: float,
    deepest_m: float,
    stress_pa: float,
    crushes_m: float,
    height_m: float,
    springs_back: float,
    layers: float = 1.0,
    peak: float = 1.0,
    pad_pa: float = 0.0,
    pad_m: float = 0.0,
    phase: float = 0.0,
) -> float:
    """Pressure under a body at a depth, after the deepest it has been: all of it going down, less coming back.

    phase: share of a layer by which a box is ahead of those that buckle first.
    """
    gone = deepest_m - pad_m
    if gone < 0.0:
        pressure = pad_pa
    elif gone < crushes_m:
        pressure = stress_pa * layer_shape((gone * layers / crushes_m + phase) % 1.0, peak)
    else:
        spent = (gone - crushes_m) / max(height_m - pad_m - crushes_m, 1e-3)
        pressure = stress_pa * (layer_shape(phase, peak) + SPENT_TIMES * spent * spent)
    pressure *= min(deepest_m / min(DRAPE_M, 0.25 * height_m), 1.0)
    back = springs_back * deepest_m
    return pressure * max(1.0 - (deepest_m - depth_m) / back, 0.0) if back > 0.0 else 0.0


@compiled
def phase_of_box(x_m: float, y_m: float, pitch_m: float) -> float:
    """Share of a layer by which the box at a place of a rig is ahead: of its own, anywhere from 0 to 1."""
    mixed = 0.7548776662 * floor(x_m / pitch_m) + 0.5698402910 * floor(y_m / pitch_m)  # spreads evenly in the plane
    return mixed - floor(mixed)


@compiled
def over_boxes(low_m: float, high_m: float, box_m: float, gap_m: float) -> float:
    """Share of a stretch, from low to high, that lies over boxes; the first box begins at 0."""
    return (_covered_depth(high_m, box_m, gap_m) - _covered_depth(low_m, box_m, gap_m)) / (high_m - low_m)


@compiled
def _covered_depth(to_m: float, box_m: float, gap_m: float) -> float:
    whole = to_m // (box_m + gap_m)
    return whole * box_m + min(to_m - whole * (box_m + gap_m), box_m)
