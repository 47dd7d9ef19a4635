"""Channel frequency class filters of SAE J211 and ISO 6487: the phaseless four-pole low pass of impact testing."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.sampling import sample

Constant = Literal["J211", "ISO6487"]

# Design frequency over class: SAE J211 prints 2.0775; ISO 6487 prints (1/0.6)·1.25 = 2.0833. They differ by 0.3 %.
_DESIGN_FREQUENCY = {"J211": 2.0775, "ISO6487": 1.25 / 0.6}
# Share of the sampling rate the design frequency may reach (judgement). At 0.5 the pre-warp ends; just below it the
# poles sit on the unit circle at half the sampling rate and ring through the record; at 0.45 ringing dies in samples.
_HIGHEST_DESIGN = 0.45
_PAD_S = 0.010
_PAD_SAMPLES = 100
_START_SAMPLES = 10
# The filter weighs its neighbours by exp(-x)·(cos x + sin x), x = √2·π·f·t with the design frequency f. What lies
# further than 0.5 s / CFC away has under 1 % of the weight (x = 4.6): nearer to an end than that, the part of the
# signal that was never recorded counts (C).
_REACH_S = 0.5


def cfc(
    time_s: ArrayLike, signal: ArrayLike, channel_class: float, *, constant: Constant = "J211", pivot: int = 1
) -> Floats:
    """Filter with a channel frequency class, without phase shift.

    A two-pole Butterworth run forward and then backward. The record is extended at both ends by its own point mirror
    (10 ms or 100 samples, whichever is longer, and never more than the record) and each pass starts at the mean of its
    first ten samples.

    time_s: [time], s; signal: [..., time], any unit; channel_class: 60, 180, 600, 1000 or any positive number.
    pivot: samples at an end whose median is the pivot of the mirror. With 1 it is the last sample, which then passes
    as it is; a recorder that ends in a glitch needs more.
    Returns [..., time] in the unit of the signal.

    Equation: wa = tan(π·f·T), f = 2.0775·CFC (J211) or 2.0833·CFC (ISO 6487); −3 dB at CFC/0.6, −6 dB at f.

    Raises: SignalError for sampling too coarse for the class (f at or above 0.45 of its rate), or a bad signal.

    Source: SAE J211-1 and ISO 6487 by way of dynasaur, pyisomme and a third implementation (V-S).
    Valid for: sampling at 10 × CFC or faster, as J211 asks. Between 4.6 × and 10 × the filter is stable and its corner
        right, but it cannot remove the aliasing of the sampling itself.
    """
    sampled = sample(time_s, signal)
    a0, b1, b2 = cfc_coefficients(sampled.step_s, channel_class, constant=constant)
    pad = min(max(math.ceil(_PAD_S / sampled.step_s), _PAD_SAMPLES), sampled.length - 1)
    filtered = np.empty_like(sampled.rows)
    mirrors = np.stack([_median(sampled.rows[:, :pivot]), _median(sampled.rows[:, -pivot:])], axis=1)
    _filter_rows(sampled.rows, mirrors, filtered, a0, b1, b2, pad)
    return sampled.per_sample(filtered)


def _median(ends: Floats) -> Floats:
    """[row] of [row, sample]; quicker than a median where there is one sample."""
    return ends[:, 0] if ends.shape[1] == 1 else np.asarray(np.median(ends, axis=1))


def cfc_reach_s(channel_class: float) -> float:
    """How near to the end of a record a filtered sample depends on what was not recorded, s.

    Equation: 0.5 s / CFC; what is further away has under 1 % of the weight, e^−x·cos x / 2 with x = √2·π·f·t.

    Source: the impulse response of the filter (C).
    """
    return _REACH_S / channel_class


def highest_class(step_s: float) -> float:
    """The widest channel class that a sampling step allows, s -> CFC; at it and above, `cfc` refuses.

    Source: f = 2.0775·CFC at 0.45 of the sampling rate (J, see `cfc`).
    """
    return _HIGHEST_DESIGN / (_DESIGN_FREQUENCY["J211"] * step_s)


def cfc_coefficients(step_s: float, channel_class: float, *, constant: Constant = "J211") -> tuple[float, float, float]:
    """Coefficients (a0, b1, b2) of one pass, y[n] = a0·(x[n] + 2·x[n−1] + x[n−2]) + b1·y[n−1] + b2·y[n−2].

    Raises: SignalError for a class that is not positive, or a step too coarse for it.

    Source: SAE J211-1, ISO 6487 (V-S).
    """
    if not (math.isfinite(channel_class) and channel_class > 0):
        raise SignalError(f"a channel class is a positive number (60, 180, 600, 1000), given {channel_class}")
    design_hz = _DESIGN_FREQUENCY[constant] * channel_class
    coarsest_s = _HIGHEST_DESIGN / design_hz
    if step_s >= coarsest_s:
        raise SignalError(
            f"sampling every {step_s * 1e3:.4g} ms is too coarse for CFC {channel_class:g}: the step must be below "
            f"{coarsest_s * 1e3:.3g} ms, and {100 / channel_class:.3g} ms or less to meet SAE J211; "
            "use a lower class or record faster"
        )
    wa = math.tan(math.pi * design_hz * step_s)
    den = 1 + math.sqrt(2) * wa + wa * wa
    return wa * wa / den, -2 * (wa * wa - 1) / den, (-1 + math.sqrt(2) * wa - wa * wa) / den


@compiled
def _filter_rows(rows: Floats, mirrors: Floats, out: Floats, a0: float, b1: float, b2: float, pad: int) -> None:
    """Filter rows two by two; an odd last row is its own companion. mirrors: pivots of both ends, [row, 2].

    Samples are copied one by one: whole slices bring in code for their errors, which takes seconds to compile.
    """
    row_count, length = rows.shape
    first, second = np.empty(length + 2 * pad), np.empty(length + 2 * pad)
    for i in range(0, row_count, 2):
        companion = min(i + 1, row_count - 1)
        _extend(rows[i], mirrors[i, 0], mirrors[i, 1], pad, first)
        _extend(rows[companion], mirrors[companion, 0], mirrors[companion, 1], pad, second)
        _one_pass(first[::1], second[::1], a0, b1, b2)  # with a stride, as the way back has one: compiled once for both
        _one_pass(first[::-1], second[::-1], a0, b1, b2)
        for j in range(length):
            out[i, j] = first[pad + j]
            out[companion, j] = second[pad + j]


@compiled
def _extend(row: Floats, start: float, end: float, pad: int, extended: Floats) -> None:
    """The row between its point mirrors at both ends, about what each end is taken to be."""
    last = row.size - 1
    for j in range(row.size):
        extended[pad + j] = row[j]
    for j in range(pad):
        extended[j] = 2 * start - row[pad - j]
        extended[extended.size - 1 - j] = 2 * end - row[last - pad + j]


@compiled(error_model="numpy", fastmath={"contract"})
def _one_pass(x: Floats, u: Floats, a0: float, b1: float, b2: float) -> None:
    """Filter two signals in place, side by side: while one waits for its last product the other goes on.

    x, u are inputs, then overwritten by outputs y, v; 1 and 2 mark the sample before and the one before that.
    """
    count = min(_START_SAMPLES, x.size)
    y1 = v1 = 0.0
    for i in range(count):
        y1 += x[i]
        v1 += u[i]
    y1, v1 = y1 / count, v1 / count
    y2, v2 = y1, v1
    x2, x1, u2, u1 = x[0], x[1], u[0], u[1]
    x[0] = x[1] = y1
    u[0] = u[1] = v1
    for i in range(2, x.size):
        x0, u0 = x[i], u[i]
        y = b1 * y1 + (a0 * (x0 + 2 * x1 + x2) + b2 * y2)
        v = b1 * v1 + (a0 * (u0 + 2 * u1 + u2) + b2 * v2)
        x2, x1, y2, y1 = x1, x0, y1, y
        u2, u1, v2, v1 = u1, u0, v1, v
        x[i], u[i] = y, v
