"""What a rehearsal's markers say of a gag: the speed of a foot or a hand, the gap it kept, the speed of a take-off.

A number is taken from frames in which the markers were seen. Where one was hidden in the frames that count, there is no
number: nothing is filled in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.errors import RecordingError, TableError, UnitError
from stuntlab.imports.markers import UNITS_M, MotionCapture, read_motion
from stuntlab.tables import Table, ValueAt, parse
from stuntlab.units import Dimension, parse_quantity
from stuntlab.units.counting import counted

APPROACH_S = 0.25
"""Before the nearest moment, in which the largest speed is that of the strike (J)."""

AROUND_S = 0.05
"""Around the nearest moment, in which both markers must have been seen (J)."""

STANDS_S, LEFT_M, AFTER_S = 0.2, 0.03, 0.1
"""Feet stand in the first of these, have left when so far from that height, and the hips are timed after it (J)."""


@dataclass(frozen=True, slots=True)
class KindValues:
    """The fields of a kind of gag that markers tell; the table says which is which."""

    speed: str = ""
    gap: str = ""
    take_off: str = ""


_BY_KIND: type[dict[str, KindValues]] = dict[str, KindValues]
MOTION_VALUES = Table("stuntlab.imports", "motion_values.toml", _BY_KIND)


@dataclass(frozen=True, slots=True)
class MarkerMap:
    """Which marker is what.

    unit: of lengths, for a file that does not say. up: the axis of the file that is up. striker: what strikes, target:
    what it is aimed at, skin: what lies between the two markers where the bodies touch. feet, hips: of whoever leaves.
    """

    unit: str | None = None
    up: str = "z"
    striker: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    skin: str | None = None
    feet: tuple[str, ...] = ()
    hips: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.up not in ("x", "y", "z"):
            raise ValueAt(("up",), f'"{self.up}" is no axis: x, y or z')
        if self.unit is not None and self.unit.casefold() not in UNITS_M:
            raise ValueAt(("unit",), f'"{self.unit}" is no unit of length here; use one of {", ".join(UNITS_M)}')


@dataclass(frozen=True, slots=True)
class MotionValue:
    """One number: the field of the plan, its value in SI, and in words where it is from."""

    field: str
    value: float
    unit: str
    said: str


_MOST_BYTES = 100_000


def read_marker_map(path: Path) -> MarkerMap:
    """The map of a file. Raises: RecordingError with the line of every fault."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError as problem:
        raise RecordingError(f"{path}: it cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise RecordingError(f"{path}: this is no UTF-8 text; a map of markers is TOML") from None
    try:
        return parse(MarkerMap, text, where=str(path))
    except TableError as problem:
        raise RecordingError(f"{problem}") from None


def values_of_motion(kind: str, motion: Path, markers: MarkerMap) -> tuple[MotionValue, ...]:
    """What the markers of a file say of a gag of some kind.

    Raises: RecordingError for a kind of which markers say nothing, a marker that is missing, and frames without one.
    """
    known: Mapping[str, KindValues] = MOTION_VALUES.read()
    if kind not in known:
        raise RecordingError(f"{motion}: markers say nothing of a {kind}; they do of {', '.join(known)}")
    capture = read_motion(motion, unit=markers.unit)
    row = known[kind]
    return tuple(_strike(capture, markers, row) if row.speed else _take_off(capture, markers, row))


def _strike(capture: MotionCapture, markers: MarkerMap, row: KindValues) -> Iterator[MotionValue]:
    striker, target = (_middle(capture, markers, name) for name in ("striker", "target"))
    if markers.skin is None:
        raise RecordingError(
            f"{capture.source}: say what lies between the two markers where the bodies touch, as in "
            'skin = "30 mm" in the map; without it a gap would look larger than it is'
        )
    skin_m = _length(markers.skin)
    between = striker - target
    distance = np.linalg.norm(between, axis=1)
    if not np.isfinite(distance).any():
        raise RecordingError(f"{capture.source}: striker and target are never seen in the same frame")
    nearest = int(np.nanargmin(distance))
    _refuse_hidden(capture, ~np.isfinite(distance), nearest, AROUND_S, AROUND_S)
    speed = np.linalg.norm(_velocity(between, capture.rate_hz), axis=1)
    first = max(0, nearest - round(APPROACH_S * capture.rate_hz))
    approach = speed[first : nearest + 1]
    if not np.isfinite(approach).any():
        raise RecordingError(
            f"{capture.source}: the markers are hidden in the {APPROACH_S:g} s before the nearest moment"
        )
    hidden = int((~np.isfinite(approach)).sum())
    more = f"; hidden in {hidden} of {counted(len(approach), 'frame')} of it" if hidden else ""
    fastest = float(np.nanmax(approach))
    yield MotionValue(row.speed, fastest, "m/s", f"the largest in the {APPROACH_S:g} s before the nearest moment{more}")
    may_be_nearer = float(np.nan_to_num(speed[nearest])) / capture.rate_hz / 2
    said = f"nearest at {nearest / capture.rate_hz:.3f} s"
    if may_be_nearer > 0.001:
        said += f"; between two frames it may have been {may_be_nearer * 1000:.0f} mm nearer"
    yield MotionValue(row.gap, max(0.0, float(distance[nearest]) - skin_m), "m", said)


def _take_off(capture: MotionCapture, markers: MarkerMap, row: KindValues) -> Iterator[MotionValue]:
    up = "xyz".index(markers.up)
    hips = _middle(capture, markers, "hips")
    feet = np.stack([capture.of(name)[:, up] for name in _names(capture, markers, "feet")], axis=1)
    stands = feet[: max(1, round(STANDS_S * capture.rate_hz))]
    if not np.isfinite(stands).any(axis=0).all():
        raise RecordingError(f"{capture.source}: the feet are hidden in the first {STANDS_S:g} s, in which they stand")
    near = np.abs(feet - np.nanmedian(stands, axis=0)) < LEFT_M
    on_edge = np.flatnonzero(near.any(axis=1))
    after = round(AFTER_S * capture.rate_hz)
    leaves = int(on_edge[-1])
    if leaves + after >= len(hips):
        raise RecordingError(f"{capture.source}: the feet do not leave where they stood, so that there is no take-off")
    seen = np.isfinite(np.concatenate([feet, hips], axis=1)).all(axis=1)
    _refuse_hidden(capture, ~seen, leaves, 0.02, AFTER_S)
    level = [axis for axis in range(3) if axis != up]
    way_m = float(np.linalg.norm((hips[leaves + after] - hips[leaves])[level]))
    said = f"of the hips in the {AFTER_S:g} s after the feet left, at {leaves / capture.rate_hz:.3f} s"
    yield MotionValue(row.take_off, way_m / (after / capture.rate_hz), "m/s", said)


def _velocity(places: Floats, rate_hz: float) -> Floats:
    """By the frames before and after, [frame, 3]; NaN where one of them is missing, and at both ends."""
    velocity = np.full_like(places, np.nan)
    velocity[1:-1] = (places[2:] - places[:-2]) * rate_hz / 2
    return velocity


def _refuse_hidden(capture: MotionCapture, hidden: Flags, at: int, before_s: float, after_s: float) -> None:
    first, last = (at - round(before_s * capture.rate_hz), at + round(after_s * capture.rate_hz))
    missing = int(hidden[max(0, first) : last + 1].sum())
    if missing:
        raise RecordingError(
            f"{capture.source}: a marker is hidden in {missing} of the frames round {at / capture.rate_hz:.3f} s that "
            "count; nothing is filled in. Take another run, or other markers"
        )


def _middle(capture: MotionCapture, markers: MarkerMap, part: str) -> Floats:
    return capture.middle_of(_names(capture, markers, part))


def _names(capture: MotionCapture, markers: MarkerMap, part: str) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(markers, part)
    if not names:
        raise RecordingError(
            f'{capture.source}: the map of markers names no {part}, as in {part} = ["{capture.names[0]}"]'
        )
    return names


def _length(text: str) -> float:
    try:
        return parse_quantity(text, Dimension.LENGTH).value
    except UnitError as problem:
        raise RecordingError(f"skin in the map of markers: {problem}") from None
