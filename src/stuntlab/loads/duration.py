"""How long a level is held without a break, and how near that comes to a limit that allows less for longer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.loads.clip import hold_time
from stuntlab.sampling import numbers, sample

# Relative error at which the search for the largest share of a limit stops.
_EXACT_WITHIN = 1e-6


class DurationShare(NamedTuple):
    """Largest share of a duration-dependent limit, [...], and the level and duration where it is reached, [...]."""

    value: Floats
    level: Floats
    duration_s: Floats


def duration_curve(time_s: ArrayLike, signal: ArrayLike, levels: ArrayLike) -> Floats:
    """Longest unbroken time at or above each level, [..., level], s.

    time_s: [time], s; signal: [..., time]; levels: [level], in the unit of the signal.

    Equation: the longest stretch with x(t) ≥ level, the signal straight between samples.

    Raises: SignalError for levels with more than one axis, or a bad signal.

    Source: UN R94 annex 4 (use of the neck curves, V-S).
    """
    sampled = sample(time_s, signal)
    wanted = numbers(levels, name="levels")
    if wanted.ndim != 1:
        raise SignalError(f"levels must have one axis, given {wanted.ndim}")
    durations = np.empty((sampled.rows.shape[0], wanted.size))
    _longest_rows(sampled.rows, wanted, durations)
    return np.asarray((durations * sampled.step_s).reshape(*sampled.axes, wanted.size))


def duration_share(
    time_s: ArrayLike, signal: ArrayLike, *, limit_durations_s: ArrayLike, limit_levels: ArrayLike
) -> DurationShare:
    """Largest share of a limit curve that any level reaches over the time it is held; 1 touches the limit.

    time_s: [time], s; signal: [..., time], the side of the load that is limited (only positive values count).
    limit_durations_s, limit_levels: [point], the corners of the curve, durations rising; level past the last corner.
    The margin under the curve is 1 − value.

    Equation: max over levels L of L / limit(longest unbroken time at L), over all levels above 0.

    Raises: SignalError for a curve with fewer than two corners, durations that do not rise, levels that do.

    Source: UN R94 annex 4 (V-S).
    Valid for: found within one part in a million.
    """
    sampled = sample(time_s, signal)
    corners_s, corners = _limit_curve(limit_durations_s, limit_levels)
    found = np.zeros((sampled.rows.shape[0], 3))
    _share_rows(sampled.rows, sampled.step_s, corners_s, corners, found)
    return DurationShare(*(sampled.per_signal(column) for column in found.T))


def _limit_curve(durations_s: ArrayLike, levels: ArrayLike) -> tuple[Floats, Floats]:
    at = numbers(durations_s, name="limit durations")
    allowed = numbers(levels, name="limit levels")
    if at.ndim != 1 or at.shape != allowed.shape or at.size < 2:
        raise SignalError(f"a limit curve needs two or more (duration, level) corners, given {at.shape}")
    if (np.diff(at) <= 0).any() or (np.diff(allowed) > 0).any() or (allowed <= 0).any():
        raise SignalError("the durations of a limit curve must rise, its levels must not rise and must be positive")
    return at, allowed


@compiled
def _longest_rows(rows: Floats, levels: Floats, durations: Floats) -> None:
    for i in range(rows.shape[0]):
        for j in range(levels.size):
            durations[i, j] = hold_time(rows[i], levels[j], False, True)[0]


@compiled
def _share_rows(rows: Floats, step_s: float, corners_s: Floats, corners: Floats, found: Floats) -> None:
    for i in range(rows.shape[0]):
        found[i] = _largest_share(rows[i], step_s, corners_s, corners)


@compiled
def _largest_share(row: Floats, step_s: float, corners_s: Floats, corners: Floats) -> Floats:
    """Largest share with its level and duration, by halving ranges of levels and dropping those that cannot win.

    A lower level is held longer and a longer time allows less, so no level of a range has a greater share than the
    range's highest level would have if it were held as long as its lowest.
    """
    peak = row.max()
    held_s = hold_time(row, peak, False, True)[0] * step_s
    best = np.array([peak / np.interp(held_s, corners_s, corners), peak, held_s])
    waiting = [(0.0, peak, corners.min())]  # ranges still to try: lowest, highest, what the lowest is allowed
    while peak > 0 and len(waiting) > 0:
        low, high, allowed = waiting.pop()
        if high / allowed <= best[0] * (1 + _EXACT_WITHIN):
            continue
        level = (low + high) / 2
        duration = hold_time(row, level, False, True)[0] * step_s
        allowed_there = np.interp(duration, corners_s, corners)
        if level / allowed_there > best[0]:
            best[:] = level / allowed_there, level, duration
        waiting.append((low, level, allowed))
        waiting.append((level, high, allowed_there))
    return best if peak > 0 else np.zeros(3)
