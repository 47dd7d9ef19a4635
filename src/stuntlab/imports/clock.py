"""Clocks: which column is one, in what unit, and what happened to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import RecordingError
from stuntlab.imports.numerals import MISSING, number
from stuntlab.imports.quantities import measured_quantities, to_si
from stuntlab.imports.signals import FEWEST_SAMPLES, Place, even_clock
from stuntlab.units import Dimension, recorded_unit
from stuntlab.units.counting import agreeing, counted

# Words that may stand beside the time in the name of a clock, and change nothing.
_BESIDE = frozenset({
    "stamp", "date", "datum", "utc", "gmt", "iso", "unix", "epoch", "elapsed", "relative", "rel", "absolute", "abs",
    "local", "logging", "sensor", "system", "device", "since", "start", "reboot", "accelerometer", "motion",
    "gyroscope", "gyro", "sample", "event", "value", "x",
})  # fmt: skip
# Seconds since 1970 of the years 2001 to 5138, by the size of the number, in each unit that loggers count in (J).
_EPOCHS = ((1e9, 1e11, "s"), (1e12, 1e14, "ms"), (1e15, 1e17, "µs"), (1e18, 1e20, "ns"))
_TIME_OF_DAY = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)\s*(?:[AaPp]\.?[Mm]\.?)?")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*(Z|UTC|[+-]\d\d:?\d\d)?")
# The same without the signs between, and a third colon before thousandths or finer: fewer digits would be frames.
_ISO_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?=\D|$)")
_COLON_BEFORE_THOUSANDTHS = re.compile(r"(\d{1,2}:\d\d:\d\d):(\d{3,9})$")
_DAY_S = 86_400.0
_RATE_WITHIN = 0.05
# A pause of more steps than this, and a clock that starts again, part a file into sessions (J).
_PAUSE_STEPS = 10
_SAMPLES = "samples"
_SECONDS = "s"
_MOST_SESSIONS = 50


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of rows with an even clock, [row], s, from `first` to before `end`."""

    first: int
    end: int
    time_s: Floats

    @property
    def rows(self) -> slice:
        return slice(self.first, self.end)


def clock_unit(name: str, unit: str) -> str | None:
    """The unit of a clock by its name and the unit beside it, "" where neither says; None for what is no clock."""
    words = _words(name)
    if not words:
        return None
    known = set(measured_quantities()["time"].words)
    if any(word in known for word in words):
        rest = [word for word in words if word not in known and word not in _BESIDE]
    elif any(len(word) > 3 and _is_time_unit(word) for word in words):
        rest = [word for word in words if word not in _BESIDE]
    else:
        return None
    if not rest:
        return unit
    return (unit or rest[0]) if len(rest) == 1 and _is_time_unit(rest[0]) else None


def is_time(words: str) -> bool:
    """Whether words that a column is mapped to mean the clock."""
    return clock_unit(words, "") is not None


@cache
def _words(name: str) -> list[str]:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"(?i)time\s*stamp", "time stamp", re.sub(r"[\s_\-./:,#]+", " ", parted)).lower().split()


def _is_time_unit(word: str) -> bool:
    return recorded_unit(Dimension.TIME, word) is not None


def is_clock_text(cell: str) -> bool:
    """Whether a cell is a time of day or a date with one."""
    cell = _in_usual_signs(cell)
    return bool(_ISO.fullmatch(cell) or _TIME_OF_DAY.fullmatch(cell.split(" ", 1)[-1]))


def _in_usual_signs(cell: str) -> str:
    return _COLON_BEFORE_THOUSANDTHS.sub(r"\1.\2", _ISO_BASIC.sub(r"\1-\2-\3T\4:\5:\6", cell, count=1))


def seconds_from_text(cells: Sequence[str], *, where: str, place: Place) -> Floats:
    """A clock written as dates or times of day, [row], s from its first row; missing ones are NaN.

    Raises: RecordingError for a cell that is neither, with its place.
    """
    cells = [_in_usual_signs(cell) for cell in cells]
    iso = [_ISO.fullmatch(cell) for cell in cells]
    if all(iso):
        stamps = [f"{one[1]}T{one[2]}".replace(",", ".") for one in iso if one]
        try:
            times = np.array(stamps, dtype="datetime64[ns]")
        except ValueError as problem:  # such as the 52nd of January
            raise RecordingError(f"{where}: its clock has a date that is none ({problem})") from None
        ahead_s = np.array([_ahead_s(one[3] or "") for one in iso if one])  # summer time may end within a record
        since_first = (times - times[0]) / np.timedelta64(1, "ns") * 1e-9
        return np.asarray(since_first - (ahead_s - ahead_s[0]), dtype=np.float64)
    seconds = np.array([_seconds_of_day(cell) for cell in cells])
    if np.isnan(seconds).any():
        at = next((at for at, cell in enumerate(cells) if _seconds_of_day(cell) != _seconds_of_day(cell)), 0)
        if cells[at].casefold() not in MISSING:
            raise RecordingError(f"{where}: {cells[at][:40]!r} at {place(at)} is neither a number nor a time of day")
    seconds -= seconds[0]
    midnights = np.cumsum(np.r_[0, np.nan_to_num(np.diff(seconds)) < -_DAY_S / 2])
    return np.asarray(seconds + _DAY_S * midnights, dtype=np.float64)


def _ahead_s(zone: str) -> float:
    """How far a zone is ahead of UTC, s."""
    if zone[:1] not in ("+", "-"):
        return 0.0
    digits = zone[1:].replace(":", "")
    return float(f"{zone[0]}1") * (3600.0 * int(digits[:2]) + 60.0 * int(digits[2:]))


def _seconds_of_day(cell: str) -> float:
    match = _TIME_OF_DAY.fullmatch(cell) or _TIME_OF_DAY.fullmatch(re.split(r"[ T]", cell, maxsplit=1)[-1])
    if match is None:
        return float("nan")
    return 3600.0 * float(match[1] or 0) + 60.0 * float(match[2]) + (number(match[3].replace(",", ".")) or 0.0)


def seconds_from_numbers(
    values: Floats, unit: str, *, rate_hz: float | None, si: bool, where: str
) -> tuple[Floats, tuple[str, ...]]:
    """A clock of numbers, [row], s, and what to say about it.

    unit: of the numbers, a rate for one that counts samples; "" where nobody gave one. rate_hz: what the file says
    elsewhere. si: whether the format is one whose numbers are all SI.

    Raises: RecordingError for a clock without a unit, or with one of something else.
    """
    rate = recorded_unit(Dimension.FREQUENCY, re.sub(r"^[\d.eE+]+\s*", "", unit)) if unit else None
    if rate is not None and (count := re.match(r"[\d.eE+]+", unit)):
        return values / (float(count[0]) * float(rate.factor)), ()
    if unit:
        return values * to_si("time", unit, where=where), ()
    found = _SECONDS if si else _epoch(values) or _by_rate(values, rate_hz)
    if not found:
        return values * to_si("time", "", where=where), ()
    if found == _SAMPLES and rate_hz:
        return values / rate_hz, (f"the clock counts samples, {rate_hz:g} of them a second",)
    shown = values - values[0] if _epoch(values) else values
    why = "the format" if si else "its size" if _epoch(values) else f"the rate of {rate_hz:g} Hz that the file gives"
    return shown * to_si("time", found, where=where), (f"the clock has no unit and is in {found} by {why}",)


def _epoch(values: Floats) -> str:
    size = _middle(values)
    return next((unit for low, high, unit in _EPOCHS if low <= size < high), "")


def _middle(values: Floats) -> float:
    """The median of those that are there, 0 where none is."""
    there = values[~np.isnan(values)]
    return float(np.median(there)) if there.size else 0.0


def _by_rate(values: Floats, rate_hz: float | None) -> str:
    if not rate_hz or values.size < 2:
        return ""
    with np.errstate(invalid="ignore"):  # a clock may hold infinities, which are refused where they stand
        step = _middle(np.diff(values))
    for unit in ("s", "ms", "µs", "ns"):
        if abs(step * to_si("time", unit, where="") * rate_hz - 1) < _RATE_WITHIN:
            return unit
    return _SAMPLES if step == 1 else ""


def sessions_of(time_s: Floats, *, where: str, place: Place) -> tuple[tuple[Session, ...], tuple[str, ...]]:
    """The even stretches of a clock, [row], s, and what to say about the rest.

    Rows at the end whose clock stands still, is filled with zeros or is missing are left out.

    Raises: RecordingError for a clock that is uneven, stands still or runs backwards within a stretch.
    """
    count = _without_tail(time_s)
    notes: list[str] = []
    if count < time_s.size:
        left = counted(time_s.size - count, "row")
        notes.append(
            f"the last {left}, from {place(count)}, {agreeing(time_s.size - count, 'was', 'were')} left out: the clock "
            "stands still, is filled up or is missing there"
        )
    clock = time_s[:count]
    bounds = _find_sessions(clock)
    if len(bounds) == 2:
        return (Session(0, count, even_clock(clock, where=where, place=place)),), tuple(notes)
    if len(bounds) - 1 > _MOST_SESSIONS:
        raise RecordingError(f"{where}: the clock starts again or pauses {len(bounds) - 2} times; give one session")
    found = tuple(_session(clock, first, end, where, place) for first, end in pairwise(bounds))
    listed = " and ".join(place(one.first) for one in found[1:])
    notes.append(f"the file holds {len(found)} sessions, read apart: the clock starts again or pauses at {listed}")
    return found, tuple(notes)


def _session(time_s: Floats, first: int, end: int, where: str, place: Place) -> Session:
    def place_of_row(row: int) -> str:
        return place(first + row)

    return Session(first, end, even_clock(time_s[first:end], where=where, place=place_of_row))


def _without_tail(time_s: Floats) -> int:
    """How many rows are left without those at the end whose clock does not go on."""
    count = time_s.size
    while count > FEWEST_SAMPLES and not time_s[count - 1] > time_s[count - 2]:
        count -= 1
    return count if count > FEWEST_SAMPLES else time_s.size


def _find_sessions(time_s: Floats) -> list[int]:
    """Where stretches begin, and the end; one stretch where the parts are too short to be sessions."""
    whole = [0, time_s.size]
    if time_s.size < 2 * FEWEST_SAMPLES or not np.isfinite(time_s).all():
        return whole
    steps = np.diff(time_s)
    usual = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
    if not usual:
        return whole
    breaks = np.flatnonzero((steps < -_PAUSE_STEPS * usual) | (steps > _PAUSE_STEPS * usual)) + 1
    bounds = [0, *breaks.tolist(), time_s.size]
    return bounds if min(np.diff(bounds)) >= FEWEST_SAMPLES else whole
