"""An uneven or coarse clock onto an even one."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.sampling import check_clock, numbers


class Resampled(NamedTuple):
    """An even clock, [time], s, and the signal on it, [..., time], in its own unit."""

    time_s: Floats
    signal: Floats


def resample(time_s: ArrayLike, signal: ArrayLike, *, step_s: float) -> Resampled:
    """Bring a signal onto an even clock by straight lines between its samples.

    time_s: [time], s, rising, even or not; signal: [..., time]; step_s: the new step, s.
    The new clock starts at the first sample and ends at or just before the last; nothing is extrapolated.

    Raises: SignalError for a step not positive or longer than the record, a clock that does not rise, a bad signal.

    Valid for: steps no longer than the shortest of the record: a longer step drops peaks and folds noise into the
        band, so filter first.
    """
    values = numbers(signal, name="signal")
    if values.ndim == 0:
        raise SignalError("signal is a single number; give an array whose last axis is time")
    time = check_clock(time_s, length=values.shape[-1], name="signal")
    span = float(time[-1] - time[0])
    if not (math.isfinite(step_s) and 0 < step_s <= span):
        raise SignalError(f"the new step must be above 0 and at most the record ({span:g} s), given {step_s:g} s")
    even = time[0] + step_s * np.arange(int(span / step_s * (1 + 1e-12)) + 1)
    left = np.clip(np.searchsorted(time, even, side="right") - 1, 0, time.size - 2)
    share = np.clip((even - time[left]) / (time[left + 1] - time[left]), 0.0, 1.0)
    return Resampled(even, values[..., left] * (1 - share) + values[..., left + 1] * share)
