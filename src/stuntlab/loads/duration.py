"""How long a level is held without a break, and how near that comes to a limit that allows less for longer."""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.loads.clip import held
from stuntlab.sampling import numbers, sample

# Levels tried between zero and the peak; the share of a limit is then off by at most one part in this many.
_LEVELS = 512


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

    Equation: max over levels L of L / limit(longest unbroken time at L), over 512 levels up to the peak.

    Raises: SignalError for a curve with fewer than two corners, durations not rising or levels not positive.

    Source: UN R94 annex 4 (V-S).
    Valid for: the answer is low by at most 1/512 of the peak.
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
    if (np.diff(at) <= 0).any() or (allowed <= 0).any():
        raise SignalError("the durations of a limit curve must rise and its levels must be positive")
    return at, allowed


@numba.njit(cache=True, nogil=True)
def _longest_rows(rows: Floats, levels: Floats, durations: Floats) -> None:
    for i in range(rows.shape[0]):
        for j in range(levels.size):
            durations[i, j] = held(rows[i], levels[j], False, True)[0]


@numba.njit(cache=True, nogil=True)
def _share_rows(rows: Floats, step_s: float, corners_s: Floats, corners: Floats, found: Floats) -> None:
    for i in range(rows.shape[0]):
        peak = max(rows[i].max(), 0.0)
        for j in range(1, _LEVELS + 1):
            level = peak * j / _LEVELS
            if level <= 0:
                break
            duration = held(rows[i], level, False, True)[0] * step_s
            share = level / np.interp(duration, corners_s, corners)
            if share > found[i, 0]:
                found[i, 0], found[i, 1], found[i, 2] = share, level, duration
