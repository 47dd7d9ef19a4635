"""The level a signal holds for a given time: the 3 ms clip, single (one stretch) and cumulative (all stretches)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.sampling import sample


class Clip(NamedTuple):
    """Level held for the asked time, [...], in the unit of the signal, and the stretch of record it was held in, s.

    For a cumulative clip the stretch runs from the first to the last moment at the level and may be longer than asked.
    """

    value: Floats
    start_s: Floats
    end_s: Floats


def clip_3ms(time_s: ArrayLike, signal: ArrayLike, *, contiguous: bool = False, duration_s: float = 0.003) -> Clip:
    """Highest level the signal stays at or above for 3 ms.

    time_s: [time], s; signal: [..., time], usually an acceleration, filtered.
    contiguous: False adds up all time above the level (FMVSS 208, UN R94, Euro NCAP, IIHS: suffix 3C); True asks for
    one unbroken stretch (SAE J1727: suffix 3S). The cumulative level is never the lower of the two.
    Returns `Clip(value, start_s, end_s)`, each [...].

    Equation: max L with measure{t: a(t) ≥ L} ≥ 3 ms, the signal straight between samples; solved exactly.

    Raises: SignalError for a record shorter than the duration, or a bad signal.

    Source: FMVSS 208, UN R94 (cumulative, V-S); SAE J1727 (single, R-m).
    Valid for: signals sampled at 1 kHz or faster.
    """
    sampled = sample(time_s, signal)
    record_s = sampled.step_s * (sampled.length - 1)
    if not 0 < duration_s <= record_s * (1 + 1e-9):
        raise SignalError(f"the record lasts {record_s:g} s; a level held for {duration_s:g} s cannot be found in it")
    found = np.empty((sampled.rows.shape[0], 3))
    _clip_rows(
        sampled.rows, np.sort(sampled.rows), min(duration_s / sampled.step_s, sampled.length - 1.0), contiguous, found
    )
    return Clip(sampled.per_signal(found[:, 0]), sampled.time_of(found[:, 1]), sampled.time_of(found[:, 2]))


@compiled(error_model="numpy")
def hold_time(row: Floats, level: float, strictly: bool, contiguous: bool) -> tuple[float, float, float]:
    """Time at or above a level, and where: (steps held, first step, last step).

    `strictly` counts only what is above the level, so that a flat stretch exactly at it does not count.
    """
    total = 0.0
    best, best_start, best_end = 0.0, 0.0, 0.0
    first, last = -1.0, 0.0
    start = -1.0
    length = row.size
    for i in range(length):
        above = row[i] > level if strictly else row[i] >= level
        if above and start < 0:
            start = float(i) if i == 0 else i - (row[i] - level) / (row[i] - row[i - 1])
        ends = start >= 0 and (not above or i == length - 1)
        if ends:
            end = float(i) if above else i - 1 + (row[i - 1] - level) / (row[i - 1] - row[i])
            total += end - start
            if end - start > best or (best == 0.0 and first < 0):
                best, best_start, best_end = end - start, start, end
            first = start if first < 0 else first
            last = end
            start = -1.0
    if contiguous:
        return best, best_start, best_end
    return total, max(first, 0.0), last


@compiled(error_model="numpy")
def _clip_rows(rows: Floats, ordered: Floats, steps: float, contiguous: bool, found: Floats) -> None:
    strictly = steps < 0.0  # never; `False` itself would have another version of `hold_time` compiled for it
    for i in range(rows.shape[0]):
        level = _clip_level(rows[i], ordered[i], steps, contiguous)
        _, start, end = hold_time(rows[i], level, strictly, contiguous)
        found[i, 0], found[i, 1], found[i, 2] = level, start, end


@compiled(error_model="numpy")
def _clip_level(row: Floats, values: Floats, steps: float, contiguous: bool) -> float:
    # values: those of the row, in order; numpy sorts them, since a sort takes seconds to compile.
    # Between two neighbouring sample values no stretch appears or vanishes and each stretch shortens linearly with the
    # level, so the answer is at a sample value or on a straight line between two of them.
    low, high = 0, values.size - 1
    strictly, at_it = steps >= 0.0, steps < 0.0
    if hold_time(row, values[high], at_it, contiguous)[0] >= steps:
        return float(values[high])
    while high - low > 1:
        middle = (low + high) // 2
        if hold_time(row, values[middle], at_it, contiguous)[0] >= steps:
            low = middle
        else:
            high = middle
    if contiguous:
        return _longest_stretch_level(row, values[low], values[high], steps)
    below = hold_time(row, values[low], strictly, contiguous)[0]
    above = hold_time(row, values[high], at_it, contiguous)[0]
    if below < steps:
        return float(values[low])
    return float(values[low] + (values[high] - values[low]) * (below - steps) / (below - above))


@compiled(error_model="numpy")
def _longest_stretch_level(row: Floats, low: float, high: float, steps: float) -> float:
    best = low
    i = 0
    length = row.size
    while i < length:
        if row[i] < high:
            i += 1
            continue
        first = i
        while i + 1 < length and row[i + 1] >= high:
            i += 1
        last = i
        at_low = float(last - first)
        at_high = float(last - first)
        if first > 0:
            at_low += (row[first] - low) / (row[first] - row[first - 1])
            at_high += (row[first] - high) / (row[first] - row[first - 1])
        if last < length - 1:
            at_low += (row[last] - low) / (row[last] - row[last + 1])
            at_high += (row[last] - high) / (row[last] - row[last + 1])
        if at_low >= steps > at_high:
            best = max(best, low + (high - low) * (at_low - steps) / (at_low - at_high))
        i += 1
    return best
