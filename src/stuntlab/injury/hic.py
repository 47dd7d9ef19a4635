"""Head injury criterion over all windows, exact at the window ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.injury.largest import largest
from stuntlab.sampling import sample


class HIC(NamedTuple):
    """Head injury criterion, [...], and the window that gives it, [...], s."""

    value: Floats
    start_s: Floats
    end_s: Floats


def hic(time_s: ArrayLike, acceleration_g: ArrayLike, *, window_s: float = 0.015) -> HIC:
    """Head injury criterion: HIC15 by default, HIC36 with `window_s=0.036`.

    time_s: [time], s; acceleration_g: [..., time], resultant at the head's centre of gravity, filtered, g.
    Returns `HIC(value, start_s, end_s)`, each [...]. Windows whose mean acceleration is not positive count as 0.

    Equation: max over t1 < t2 ≤ t1 + w of (t2 − t1)·[∫a dt/(t2 − t1)]^2.5, the integral by trapezoids and straight
    between samples. For such an integral the maximum lies on two samples, or on a window of exactly w with one end on a
    sample. The function tries only those; the result is that of all windows, also where w is no multiple of the step.

    Raises: SignalError for a window that is not positive, or a bad signal.

    Source: FMVSS 208, UN R94 (V-S); closed forms for half-sine, triangle and rectangle (C).
    Valid for: short impacts of the skull with one main pulse. Says nothing about face bones, eyes, teeth or neck.
    """
    if not 0 < window_s < np.inf:
        raise SignalError(f"the window must be a positive time, given {window_s} s")
    sampled = sample(time_s, acceleration_g, name="acceleration")
    found = np.empty((sampled.rows.shape[0], 3))
    _hic_rows(sampled.rows, sampled.step_s, window_s / sampled.step_s, found)
    return HIC(sampled.per_signal(found[:, 0]), sampled.time_of(found[:, 1]), sampled.time_of(found[:, 2]))


def skull_fracture_correlate(result: HIC) -> Floats:
    """Skull fracture correlate: mean acceleration over the HIC15 window, [...], g.

    Equation: SFC = ΔV/Δt over the window = (HIC/Δt)^0.4.

    Source: Vander Vorst 2003 (V-S).
    Valid for: HIC15 results; head impacts on flat hard surfaces.
    """
    length = result.end_s - result.start_s
    return np.divide(result.value, length, out=np.zeros_like(length), where=length > 0) ** 0.4


_MOST_WAITING = 128
"""Ranges that can wait: each halving leaves one more, and no length is halved 63 times."""


@compiled(error_model="numpy")
def _hic_rows(rows: Floats, step_s: float, window: float, found: Floats) -> None:
    length = rows.shape[1]
    speed = np.zeros(length)  # integral of the acceleration, g·s
    scratch = np.empty(length)
    # A window within a billionth of a whole number of steps is that number: 0.015/1e-4 is 149.99999999999997.
    whole = min(int(np.floor(window * (1 + 1e-9))), length - 1)
    part = window - whole
    odd = part > 1e-9 * window and whole < length - 1
    for i in range(rows.shape[0]):
        for j in range(1, length):
            speed[j] = speed[j - 1] + 0.5 * (rows[i, j - 1] + rows[i, j]) * step_s
        for j in range(length):
            scratch[j] = -rows[i, j]
        deepest = largest(scratch)
        best, start, end = _best_whole(speed, step_s, whole, largest(rows[i]), deepest, scratch)
        if odd:
            best, start, end = _best_of_exact_length(speed, step_s, whole, part, best, start, end)
        found[i, 0], found[i, 1], found[i, 2] = best, start, end


@compiled(error_model="numpy")
def _largest_gain(speed: Floats, steps: int, scratch: Floats) -> float:
    gains = scratch[: speed.size - steps]
    before, after = speed[: speed.size - steps], speed[steps:]
    for j in range(gains.size):
        gains[j] = after[j] - before[j]
    return largest(gains)


@compiled(error_model="numpy")
def _best_whole(
    speed: Floats, step_s: float, whole: int, highest: float, deepest: float, scratch: Floats
) -> tuple[float, float, float]:
    """Best window of a whole number of steps, by halving ranges of lengths and dropping those that cannot win.

    For one length HIC rises with the speed gained, so only the largest gain G of each length is raised to 2.5. Cutting
    a window of b steps down to a loses at most what the cut part loses, so G(a) ≤ G(b) + (b − a)·step·deepest, with the
    deepest sample below 0; and no mean exceeds the highest sample.
    """
    if highest <= 0 or whole < 1:
        return 0.0, 0.0, 0.0
    loss = deepest * step_s
    winner, winning_gain = whole, _largest_gain(speed, whole, scratch)
    best = winning_gain**2.5 / (whole * step_s) ** 1.5
    ranges, gains = np.empty((_MOST_WAITING, 2), np.int64), np.empty(_MOST_WAITING)  # to try: shortest, longest; gain
    ranges[0, 0], ranges[0, 1], gains[0] = 1, whole, winning_gain
    waiting = 1
    while waiting > 0:
        waiting -= 1
        shortest, longest, gain = ranges[waiting, 0], ranges[waiting, 1], gains[waiting]
        most = gain + (longest - shortest) * loss
        bound = min(most**2.5 / (shortest * step_s) ** 1.5, highest**2.5 * longest * step_s)
        if longest <= shortest or bound <= best:
            continue
        middle = (shortest + longest) // 2
        middle_gain = _largest_gain(speed, middle, scratch)
        value = middle_gain**2.5 / (middle * step_s) ** 1.5
        if value > best:
            best, winner, winning_gain = value, middle, middle_gain
        ranges[waiting, 0], ranges[waiting, 1], gains[waiting] = shortest, middle, middle_gain
        ranges[waiting + 1, 0], ranges[waiting + 1, 1], gains[waiting + 1] = middle + 1, longest, gain
        waiting += 2
    return _where(speed, winner, winning_gain, best)


@compiled(error_model="numpy")
def _where(speed: Floats, steps: int, gain: float, value: float) -> tuple[float, float, float]:
    for j in range(speed.size - steps):
        if gain > 0 and speed[j + steps] - speed[j] >= gain:
            return value, float(j), float(j + steps)
    return 0.0, 0.0, 0.0


@compiled(error_model="numpy")
def _best_of_exact_length(
    speed: Floats, step_s: float, whole: int, part: float, best: float, start: float, end: float
) -> tuple[float, float, float]:
    length_s = (whole + part) * step_s
    for j in range(speed.size - whole - 1):
        right = speed[j + whole] + part * (speed[j + whole + 1] - speed[j + whole])
        left = speed[j + 1] - part * (speed[j + 1] - speed[j])
        from_sample = right - speed[j]
        to_sample = speed[j + whole + 1] - left
        for gain, begin in ((from_sample, float(j)), (to_sample, j + 1 - part)):
            if gain > 0:
                value = gain**2.5 / length_s**1.5
                if value > best:
                    best, start, end = value, begin, begin + whole + part
    return best, start, end
