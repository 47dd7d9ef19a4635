"""Read the analog channels of a C3D file (motion capture with force plates and accelerometers)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from stuntlab.datasets import Channel, FaultyChannel, Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.c3d_file import C3d, floats, integers, take_apart
from stuntlab.imports.clock import seconds_from_numbers
from stuntlab.imports.mapping import ROWS, Maps
from stuntlab.imports.naming import identify, name_and_unit
from stuntlab.imports.signals import MOST_NUMBERS, channel, even_clock, part_twins

_BLOCK = 512
# The most that a public file has is 922 (J).
_MOST_CHANNELS = 10_000
_RATE_WITHIN = 0.01


@dataclass(frozen=True, slots=True)
class Analog:
    """The analog channels of a file: how many, how fast, and where their numbers are.

    per_frame: samples of each channel in a frame of markers. frames: how many frames are in the file. in_floats:
    whether the numbers are floats. start: the byte where they begin. points: markers, four numbers each.
    """

    count: int
    per_frame: int
    frames: int
    points: int
    in_floats: bool
    start: int
    rate_hz: float

    @property
    def numbers_a_frame(self) -> int:
        """Numbers of one frame, markers and all."""
        return 4 * self.points + self.count * self.per_frame

    @property
    def frame_bytes(self) -> int:
        return self.numbers_a_frame * (4 if self.in_floats else 2)


def read_c3d(content: bytes, *, source: str, maps: Maps) -> Recording:
    """Read the analog channels whose labels say what they are, or are mapped to plain words.

    Raises: RecordingError for a file that is none of this format or ends too early, no analog channels, no rate.
    """
    file = take_apart(content, source)
    analog = _analog(file, source)
    labels, notes = _labels(file, analog.count)
    maps.refuse_unknown(labels, source=source, kind="analog channel", listed=f"they are {', '.join(labels)[:300]}")
    units = [*file.texts("ANALOG", "UNITS"), *[""] * analog.count]
    time_s = _clock(file, analog, maps, source)
    channels: list[Channel] = []
    faulty: list[FaultyChannel] = []
    unused: dict[str, str] = {}
    values = _Values(file, analog)
    for index, label in enumerate(labels):
        first = re.sub(r" \(\d+\)$", "", label)
        if first != label and maps.of(first) and not maps.of(label):
            unused[label] = f"another channel is called '{first}' too; map '{label}' to take this one"
            continue
        name, own_unit = name_and_unit(first)
        meaning = maps.of(label, name)
        identity = identify(label if meaning else name, meaning)
        if isinstance(identity, str):
            unused[label] = identity
            continue
        try:
            channels.append(
                channel(
                    identity,
                    name=label,
                    unit=(meaning.unit if meaning else "") or own_unit or units[index],
                    time_s=time_s,
                    values=values.of(index),
                    where=f"{source}, analog channel {index + 1}",
                    place=_place,
                )
            )
        except RecordingError as problem:
            faulty.append(FaultyChannel(label, identity.location, identity.quantity, identity.axis, "", str(problem)))
    channels, twins = part_twins(channels, where=source)
    title = PurePosixPath(source).stem
    notes += [] if maps.of(ROWS) else _doubt_rate(file, analog)
    return Recording(title, source, tuple(channels), unused, (*faulty, *twins), (*maps.notes, *notes))


def _doubt_rate(file: C3d, analog: Analog) -> list[str]:
    """What to say where the file gives two rates for its analog channels."""
    said = file.number("ANALOG", "RATE")
    if not said or said < 0 or abs(said / analog.rate_hz - 1) < _RATE_WITHIN:
        return []
    return [
        f"the file gives {said:g} Hz (ANALOG:RATE), and {analog.rate_hz:g} Hz by its frames, which is taken; "
        f"if the first is right, --map 'rows=time [{said:g} Hz]'"
    ]


def _place(sample: int) -> str:
    return f"analog sample {sample + 1}"


def _labels(file: C3d, count: int) -> tuple[list[str], list[str]]:
    """A name for each channel, all different, and what to say about those that have none."""
    given = file.texts("ANALOG", "LABELS")[:count]
    labels: list[str] = []
    seen: Counter[str] = Counter()
    for index in range(count):
        label = (given[index] if index < len(given) else "") or f"channel {index + 1}"
        seen[label] += 1
        labels.append(f"{label} ({seen[label]})" if seen[label] > 1 else label)
    missing = count - sum(bool(label) for label in given)
    return labels, [f"{missing} of {count} analog channels have no label and are called by number"] if missing else []


def _analog(file: C3d, source: str) -> Analog:
    header = file.header
    used = file.number("ANALOG", "USED")
    per_frame = header.per_frame or _rate_ratio(file)
    # USED is a signed integer in many files, and more channels than 32 767 nobody has.
    count = int(used) % 65_536 if used is not None and used != 0 else 0
    if not count and per_frame:
        count = header.analog_numbers // per_frame
    if count and not per_frame:
        per_frame = header.analog_numbers // count
    if not count or not per_frame or not header.analog_numbers:
        raise RecordingError(
            f"{source}: has no analog channels ({header.points} markers); only those are read, not markers"
        )
    if count * per_frame != header.analog_numbers and header.per_frame:
        # More than 65 535 numbers a frame do not fit into the header, and some writers count samples there.
        per_frame, count = _that_fits(file, count, per_frame)
    if count > _MOST_CHANNELS:
        raise RecordingError(f"{source}: announces {count:,} analog channels, more than {_MOST_CHANNELS:,}")
    return _find_frames(file, count, per_frame, source)


def _rate_ratio(file: C3d) -> int:
    analog, point = file.number("ANALOG", "RATE"), file.number("POINT", "RATE") or file.header.rate_hz
    ratio = analog / point if analog and point else 0.0
    return round(ratio) if math.isfinite(ratio) and 0 < ratio < 100_000 else 0


def _that_fits(file: C3d, count: int, per_frame: int) -> tuple[int, int]:
    """Samples a frame and channels where the header and the parameters do not agree."""
    numbers = file.header.analog_numbers
    ratio = _rate_ratio(file)
    if ratio and count * ratio in (numbers, numbers + 65_536):
        return ratio, count
    if numbers % count == 0:
        return numbers // count, count
    if numbers % per_frame == 0:
        return per_frame, numbers // per_frame
    return per_frame, count


def _find_frames(file: C3d, count: int, per_frame: int, source: str) -> Analog:
    """Find the number of frames, and whether they are floats, by which the file is long enough."""
    header = file.header
    block = header.data_block or int(file.number("POINT", "DATA_START") or 0)
    scale = file.number("POINT", "SCALE")
    start = _BLOCK * (block - 1)
    if start < _BLOCK or start >= len(file.content):
        raise RecordingError(f"{source}: says that its numbers begin at block {block}, which is not in the file")
    room = len(file.content) - start
    rate_hz = (file.number("POINT", "RATE") or header.rate_hz) * per_frame or file.number("ANALOG", "RATE") or 0.0
    signs = {value < 0 for value in (header.scale, scale) if value is not None and math.isfinite(value) and value}
    announced = [frames for frames in frame_counts(file) if frames > 0]
    kinds = sorted(signs, reverse=True) or [False]
    for in_floats in kinds:
        for frames in announced:
            found = Analog(count, per_frame, frames, header.points, in_floats, start, rate_hz)
            if found.frame_bytes * frames <= room:
                _refuse_many(found, source)
                return found
    if not announced:
        raise RecordingError(
            f"{source}: holds no frames: its header counts from {header.first_frame} to {header.last_frame}"
        )
    shortest = Analog(count, per_frame, announced[0], header.points, kinds[-1], start, rate_hz)
    needed = start + shortest.frame_bytes * shortest.frames
    raise RecordingError(
        f"{source}: holds {len(file.content):,} bytes where its header announces {needed:,}; the file is truncated"
    )


def _refuse_many(analog: Analog, source: str) -> None:
    if analog.frames * analog.per_frame * analog.count > MOST_NUMBERS:
        raise RecordingError(f"{source}: holds more than {MOST_NUMBERS:,} numbers; cut it to the impact first")


def frame_counts(file: C3d) -> Iterator[int]:
    """How many frames there are, by each place that says so, the best first."""
    start, end = (file.parameters.get(("TRIAL", name)) for name in ("ACTUAL_START_FIELD", "ACTUAL_END_FIELD"))
    header = file.header
    in_header = header.last_frame - header.first_frame + 1
    listed = file.number("POINT", "FRAMES")
    long_count = listed is not None and header.last_frame == 65_535
    counts = [in_header]
    if start is not None and end is not None and start.numbers.size >= 1 and end.numbers.size >= 1:
        counts.insert(0 if long_count else 1, _two_words(end.numbers) - _two_words(start.numbers) + 1)
    if listed is not None:
        counts.insert(0 if long_count else len(counts), int(listed) % 65_536 if -65_536 < listed < 0 else int(listed))
    yield from dict.fromkeys(counts)


def _two_words(numbers: Floats) -> int:
    """A frame number in two words of 16 bits, the lower first."""
    words = [int(word) % 65_536 for word in numbers.flat[:2] if math.isfinite(word)]
    return words[0] + (words[1] * 65_536 if len(words) > 1 else 0) if words else 0


def _clock(file: C3d, analog: Analog, maps: Maps, source: str) -> Floats:
    count = analog.frames * analog.per_frame
    rows = maps.of(ROWS)
    if rows is not None:
        counted = np.arange(count, dtype=np.float64)
        return seconds_from_numbers(counted, rows.unit, rate_hz=None, si=False, where=source)[0]
    if not (math.isfinite(analog.rate_hz) and analog.rate_hz > 0):
        raise RecordingError(
            f"{source}: does not say how fast it was sampled; give the rate with --map 'rows=time [1 kHz]'"
        )
    start_s = max(file.header.first_frame - 1, 0) * analog.per_frame / analog.rate_hz
    return even_clock(start_s + np.arange(count) / analog.rate_hz, where=source, place=_place)


class _Values:
    """The numbers of the analog channels, scaled."""

    def __init__(self, file: C3d, analog: Analog) -> None:
        size = analog.frame_bytes * analog.frames
        raw = file.content[analog.start : analog.start + size]
        is_signed = not any(text.upper() == "UNSIGNED" for text in file.texts("ANALOG", "FORMAT"))
        with np.errstate(all="ignore"):
            numbers = floats(raw, file.machine) if analog.in_floats else integers(raw, file.machine, signed=is_signed)
        frames = numbers.reshape(analog.frames, analog.numbers_a_frame)[:, 4 * analog.points :]
        self._values = frames.reshape(-1, analog.count)
        general = file.number("ANALOG", "GEN_SCALE")
        self._general = general if general else 1.0
        self._scale = _pad_with(file.numbers("ANALOG", "SCALE"), analog.count, 1.0)
        offset = file.numbers("ANALOG", "OFFSET")
        self._offset = _pad_with(offset if is_signed else offset % 65_536, analog.count, 0.0)

    def of(self, index: int) -> Floats:
        """One channel, [sample], in its unit."""
        with np.errstate(all="ignore"):
            return np.asarray((self._values[:, index] - self._offset[index]) * self._scale[index] * self._general)


def _pad_with(numbers: Floats, count: int, default: float) -> Floats:
    """One number a channel; channels without one get the default."""
    padded = np.full(count, default)
    padded[: min(count, numbers.size)] = numbers[:count]
    return padded
