"""Markers and joints of a motion capture over time, from C3D or BVH. A gap stays a gap: nothing is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.errors import RecordingError
from stuntlab.imports.bvh_file import read_bvh
from stuntlab.imports.c3d import frame_counts
from stuntlab.imports.c3d_file import C3d, floats, integers, take_apart
from stuntlab.imports.packed import read_bytes
from stuntlab.nearest import did_you_mean
from stuntlab.units import Dimension, unit_factor
from stuntlab.units.counting import counted

_UNITS = {**{unit: unit for unit in ("m", "cm", "mm", "in", "ft")}, "inches": "in", "meters": "m"}
UNITS_M = {said: float(unit_factor(Dimension.LENGTH, unit)) for said, unit in _UNITS.items()}
_BLOCK = 512
_MOST_NUMBERS = 50_000_000
_LISTED = 20


@dataclass(frozen=True, slots=True)
class MotionCapture:
    """Places of markers over time.

    source: the file. names: of the markers. rate_hz: frames a second. places: [frame, marker, 3], m, NaN where a marker
    was not seen; unit: of the file, None where it does not say.
    """

    source: str
    names: tuple[str, ...]
    rate_hz: float
    places: Floats

    def of(self, name: str) -> Floats:
        """Where a marker is, [frame, 3], m; NaN where it was not seen. A name may leave out its subject ("Ana:").

        Raises: RecordingError for a marker that is not there, or that two subjects have.
        """
        wanted = name.strip().casefold()
        found = [place for place, one in enumerate(self.names) if one.casefold() == wanted]
        found = found or [place for place, one in enumerate(self.names) if one.casefold().endswith(f":{wanted}")]
        if len(found) == 1:
            return self.places[:, found[0]]
        listed = ", ".join(self.names[:_LISTED]) + (" …" if len(self.names) > _LISTED else "")
        if found:
            raise RecordingError(
                f'{self.source}: {counted(len(found), "marker")} are called "{name}"; name one in full: {listed}'
            )
        raise RecordingError(
            f'{self.source}: no marker is called "{name}"{did_you_mean(name, self.names)}; there are {listed}'
        )

    def middle_of(self, names: Sequence[str]) -> Floats:
        """The middle of some markers, [frame, 3], m; NaN where one of them was not seen."""
        return np.asarray(np.mean([self.of(name) for name in names], axis=0))


def read_motion(path: Path, *, unit: str | None) -> MotionCapture:
    """Read the markers of a C3D file, or the joints of a BVH file. unit: of lengths, for a file that does not say.

    Raises: RecordingError for one sentence that says what is wrong and what to do.
    """
    content = read_bytes(path)
    if content.lstrip()[:9].upper() == b"HIERARCHY":
        if unit is None:
            raise RecordingError(f'{path}: a BVH file does not say its unit; write unit = "cm" into the map of markers')
        joints = read_bvh(content, source=str(path))
        return MotionCapture(str(path), joints.names, joints.rate_hz, joints.places * _metres(unit, str(path)))
    if content[1:2] != b"\x50":
        raise RecordingError(f"{path}: this is neither C3D nor BVH")
    return _markers(take_apart(content, str(path)), str(path), unit)


def _markers(file: C3d, source: str, unit: str | None) -> MotionCapture:
    count, header = file.header.points, file.header
    names = file.texts("POINT", "LABELS")[:count]
    names = [name or f"marker {place + 1}" for place, name in enumerate([*names, *[""] * (count - len(names))])]
    if not count:
        raise RecordingError(f"{source}: there is no marker in it")
    rate_hz = file.number("POINT", "RATE") or header.rate_hz
    if not 0 < rate_hz < 100_000:
        raise RecordingError(f"{source}: it does not say how many frames it has a second")
    said = next((text.strip().casefold() for text in file.texts("POINT", "UNITS") if text.strip()), "")
    if not said and unit is None:
        raise RecordingError(f'{source}: it does not say its unit; write unit = "mm" into the map of markers')
    numbers, scale = _numbers(file, source)
    points = numbers[:, : 4 * count].reshape(len(numbers), count, 4)
    places = points[:, :, :3] * scale * _metres(said or unit or "", source)
    return MotionCapture(source, tuple(names), rate_hz, np.where(_seen(points)[:, :, None], places, np.nan))


def _numbers(file: C3d, source: str) -> tuple[Floats, float]:
    """The numbers of all frames, [frame, number], and the factor of places."""
    header = file.header
    scale = file.number("POINT", "SCALE") or header.scale
    in_floats = scale < 0
    a_frame = 4 * header.points + header.analog_numbers
    start = _BLOCK * ((header.data_block or int(file.number("POINT", "DATA_START") or 0)) - 1)
    room = len(file.content) - start
    size = a_frame * (4 if in_floats else 2)
    announced = [frames for frames in frame_counts(file) if frames > 0]
    frames = next((one for one in announced if one * size <= room), 0)
    if start < _BLOCK or not frames:
        raise RecordingError(f"{source}: it is shorter than its header announces; the file is truncated")
    if frames * a_frame > _MOST_NUMBERS:
        raise RecordingError(f"{source}: holds more than {_MOST_NUMBERS:,} numbers; cut it to the run first")
    raw = file.content[start : start + frames * size]
    with np.errstate(all="ignore"):
        numbers = floats(raw, file.machine) if in_floats else integers(raw, file.machine)
    return numbers.reshape(frames, a_frame), 1.0 if in_floats else scale


def _seen(points: Floats) -> Flags:
    """Whether each marker was seen, [frame, marker]: its residual is not negative, and it is not at the very origin."""
    places = points[:, :, :3]
    return np.asarray((points[:, :, 3] >= 0) & np.isfinite(places).all(axis=2) & (places != 0).any(axis=2))


def _metres(unit: str, source: str, units: Mapping[str, float] = UNITS_M) -> float:
    known = units.get(unit.strip().casefold())
    if known is None:
        raise RecordingError(f'{source}: "{unit}" is no unit of length here; use one of {", ".join(units)}')
    return known
