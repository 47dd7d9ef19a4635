"""A signal and its clock, checked once: what every filter and every criterion starts from.

Grammar: the clock is `[time]`, the signal `[..., time]` with any leading axes (take, person, channel), any memory
layout, float32, float64, integers or lists. Work is done on `rows`, `[row, time]` contiguous float64, and results are
put back on the leading axes. A contiguous float64 signal is not copied.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.units.counting import agreeing, counted

# Share of one step by which a printed, rounded clock may miss the even clock (judgement): 0.333 ms for 1/3 ms passes.
EVEN_WITHIN = 0.02


@dataclass(frozen=True, slots=True)
class Sampled:
    """One signal on an even clock.

    step_s: sample interval, s; start_s: time of the first sample, s.
    rows: [row, time], C-contiguous float64, every leading axis folded into `row`.
    axes: the leading axes as given.
    """

    step_s: float
    start_s: float
    rows: Floats
    axes: tuple[int, ...]

    @property
    def length(self) -> int:
        """Number of samples."""
        return int(self.rows.shape[1])

    def per_signal(self, values: NDArray[np.generic]) -> Floats:
        """Put one value a row, [row], back on the leading axes, [...]."""
        return values.astype(np.float64, copy=False).reshape(self.axes)

    def per_sample(self, rows: Floats) -> Floats:
        """Put [row, time] back on the leading axes, [..., time]."""
        return rows.reshape(*self.axes, rows.shape[-1])

    def time_of(self, index: NDArray[np.generic]) -> Floats:
        """Clock time of (fractional) sample numbers given a row, [row] -> [...], s."""
        return self.per_signal(self.start_s + self.step_s * index.astype(np.float64))


def sample(time_s: ArrayLike, signal: ArrayLike, *, name: str = "signal", least: int = 2) -> Sampled:
    """Check a signal and its clock.

    time_s: [time], s, rising in even steps; signal: [..., time]; least: samples the caller cannot do without.

    Raises: SignalError for numbers that are not finite, a clock that is uneven or does not rise, lengths that differ,
            too few samples. The message names the remedy.
    """
    return _on_clock(time_s, numbers(signal, name=name), name=name, least=least)


def sample_together(time_s: ArrayLike, *, least: int = 2, **signals: ArrayLike) -> tuple[Sampled, ...]:
    """Check several signals of one clock and bring them to common leading axes (numpy broadcasting).

    Raises: SignalError for as `sample`, or leading axes that do not fit together.
    """
    arrays = {name: numbers(signal, name=name.replace("_", " ")) for name, signal in signals.items()}
    shapes = ", ".join(f"{name.replace('_', ' ')} {array.shape}" for name, array in arrays.items())
    if len({array.shape[-1:] for array in arrays.values()}) > 1:
        raise SignalError(f"signals of one recording must have the same number of samples, given {shapes}")
    try:
        together = np.broadcast_arrays(*arrays.values())
    except ValueError:
        raise SignalError(f"signals must have the same leading axes, given {shapes}") from None
    return tuple(
        _on_clock(time_s, array, name=name.replace("_", " "), least=least)
        for name, array in zip(arrays, together, strict=True)
    )


def numbers(values: ArrayLike, *, name: str) -> Floats:
    """The values as float64, any layout.

    Raises: SignalError for text, complex numbers, ragged lists, NaN or infinity.
    """
    array = _as_array(values, name=name)
    if array.dtype.kind not in "biuf":
        raise SignalError(f"{name} must be real numbers, given {array.dtype}")
    floats = array.astype(np.float64, copy=False)
    if not _all_finite(floats):
        bad = np.argwhere(~np.isfinite(floats))
        where = ", ".join(str(i) for i in bad[0])
        raise SignalError(
            f"{name} has {counted(len(bad), 'value')} that {agreeing(len(bad), 'is', 'are')} not finite, the first at "
            f"[{where}]; repair the gaps or cut the record before computing a criterion"
        )
    return floats


def check_clock(time_s: ArrayLike, *, length: int, name: str, least: int = 2) -> Floats:
    """The clock, [time], finite, rising and as long as the signal.

    Raises: SignalError for anything else.
    """
    time = numbers(time_s, name="time")
    if time.ndim != 1:
        raise SignalError(f"time must have one axis, given {time.ndim}")
    if time.size != length:
        raise SignalError(f"time has {counted(time.size, 'sample')} and {name} has {length}; they must be the same")
    if length < least:
        raise SignalError(f"{name} has {counted(length, 'sample')}, at least {least} are needed")
    steps = np.diff(time)
    if not (steps > 0).all():
        at = int(np.argmax(steps <= 0)) + 1
        raise SignalError(f"time does not rise at sample {at}: {time[at - 1]:g} s is followed by {time[at]:g} s")
    return time


def _on_clock(time_s: ArrayLike, values: Floats, *, name: str, least: int) -> Sampled:
    if values.ndim == 0:
        raise SignalError(f"{name} is a single number; give an array whose last axis is time")
    time = check_clock(time_s, length=values.shape[-1], name=name, least=least)
    step = float(time[-1] - time[0]) / (time.size - 1)
    _refuse_uneven(time, step, name=name)
    rows = np.ascontiguousarray(values).reshape(-1, values.shape[-1])
    return Sampled(step_s=step, start_s=float(time[0]), rows=rows, axes=values.shape[:-1])


def _as_array(values: ArrayLike, *, name: str) -> NDArray[np.generic]:
    try:
        return np.asarray(values)
    except ValueError:
        raise SignalError(f"{name} has rows of different lengths; every signal must have the same samples") from None


def _all_finite(values: Floats) -> bool:
    # A sum reads the data once and makes no temporary, and no thread of a linear algebra library waits for another;
    # only an overflow or a bad value needs the long way.
    with np.errstate(all="ignore"):
        return bool(np.isfinite(values.sum()) or np.isfinite(values).all())


def _refuse_uneven(time: Floats, step: float, *, name: str) -> None:
    even = time[0] + step * np.arange(time.size)
    off = np.abs(time - even)
    if off.max() > EVEN_WITHIN * step:
        at = int(off.argmax())
        raise SignalError(
            f"{name} is sampled unevenly: sample {at} is {off[at] / step:.2f} steps off an even clock of {step:g} s; "
            "bring it onto an even clock first with stuntlab.loads.resample"
        )
