"""Read the analog channels of a C3D file (motion capture with force plates and accelerometers)."""

from __future__ import annotations

import importlib
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stuntlab.datasets import Channel, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.identity import Identity
from stuntlab.imports.naming import identify, name_and_unit
from stuntlab.imports.packed import read_bytes
from stuntlab.imports.signals import MOST_NUMBERS, channel, even_clock, refuse_twins
from stuntlab.suggestions import suggest_extra
from stuntlab.units.counting import counted

# Where the sign of the scale factor stands in the header, by the machine (Intel, DEC, MIPS) that wrote the file; a
# negative scale says that the numbers are floats. Source: the C3D file format user guide (R-h).
_FLOAT_SIGN_BYTE = {84: 15, 85: 13, 86: 12}
_BIG_ENDIAN = 86
_TRIAL_S = 20.0
# Read the file within 4 GB of memory where the system can say so.
_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except ImportError:
    pass
import ezc3d
ezc3d.c3d(sys.argv[1])
"""


def read_c3d(path: Path, *, names: Mapping[str, str]) -> Recording:
    """Read the analog channels whose labels say what they are, or are mapped to plain words.

    names: label -> plain words.

    Raises: RecordingError for ezc3d not installed, a damaged file, no analog channels, units of something else.
    """
    source = path.name
    loaded = _load(path)
    analog = loaded["parameters"].get("ANALOG", {})
    labels, units = _texts(analog, "LABELS"), _texts(analog, "UNITS")
    values = np.asarray(loaded["data"]["analogs"], dtype=np.float64)[0]
    rate_hz = float(loaded["header"]["analogs"]["frame_rate"])
    _refuse_empty(values.shape, len(labels), rate_hz, source)
    start_s = float(loaded["header"]["analogs"]["first_frame"]) / rate_hz
    identities, unused = _identify(labels, names, source)

    def place(sample: int) -> str:
        return f"analog sample {sample + 1}"

    time_s = even_clock(start_s + np.arange(values.shape[1]) / rate_hz, where=source, place=place)
    channels: list[Channel] = [
        channel(
            identity,
            name=labels[index],
            unit=name_and_unit(labels[index])[1] or (units[index] if index < len(units) else ""),
            time_s=time_s,
            values=values[index],
            where=f"{source}, analog channel {index + 1}",
            place=place,
        )
        for index, identity in identities.items()
    ]
    refuse_twins(channels, where=source)
    return Recording(title=path.stem, source=source, channels=tuple(channels), unused=unused)


def _load(path: Path) -> Any:
    try:
        ezc3d = importlib.import_module("ezc3d")
    except ImportError:
        raise RecordingError(
            f"{path.name}: is a C3D file, and reading those needs ezc3d, which is not installed; install it: "
            f"{suggest_extra('mocap')}"
        ) from None
    _refuse_truncated(path)
    _refuse_what_crashes(path)
    try:
        return ezc3d.c3d(str(path))
    except (OSError, RuntimeError, ValueError, IndexError, KeyError, MemoryError) as problem:
        raise RecordingError(f"{path.name}: is a damaged or truncated C3D file ({str(problem).strip()})") from problem


def _refuse_what_crashes(path: Path) -> None:
    """Try the file in a process of its own first: some damaged files end the whole program inside ezc3d."""
    trial = [sys.executable, "-P", "-c", _TRIAL, str(path.absolute())]
    try:
        ended = subprocess.run(trial, capture_output=True, timeout=_TRIAL_S, check=False)
    except subprocess.TimeoutExpired:
        raise RecordingError(
            f"{path.name}: cannot be read as C3D within {_TRIAL_S:.0f} s; the file is damaged"
        ) from None
    if ended.returncode != 0:
        raise RecordingError(f"{path.name}: is a damaged or truncated C3D file; export it again")


def _refuse_truncated(path: Path) -> None:
    """Refuse a file shorter than its header says: ezc3d reads such a file without a word and fills in numbers."""
    content = read_bytes(path)
    parameters_at = 512 * (content[0] - 1) if content else 0
    machine = content[parameters_at + 3] if 512 <= parameters_at + 3 < len(content) else None
    if machine not in _FLOAT_SIGN_BYTE:
        raise RecordingError(f"{path.name}: is a damaged or truncated C3D file; its first block is not that of one")
    order = ">" if machine == _BIG_ENDIAN else "<"
    points, analogs, first, last = struct.unpack(f"{order}4H", content[2:10])
    (data_block,) = struct.unpack(f"{order}H", content[16:18])
    size_of_number = 4 if content[_FLOAT_SIGN_BYTE[machine]] & 0x80 else 2
    needed = 512 * (data_block - 1) + (last - first + 1) * (4 * points + analogs) * size_of_number
    if len(content) < needed:
        raise RecordingError(
            f"{path.name}: holds {len(content):,} bytes where its header announces {needed:,}; the file is truncated"
        )


def _texts(group: Mapping[str, Any], name: str) -> list[str]:
    return [str(text).strip() for text in group.get(name, {}).get("value", [])]


def _refuse_empty(shape: tuple[int, ...], label_count: int, rate_hz: float, source: str) -> None:
    if not shape[0] or not shape[1] or not rate_hz > 0:
        raise RecordingError(f"{source}: has no analog channels; only those are read, not markers")
    if label_count < shape[0]:
        raise RecordingError(f"{source}: has {counted(shape[0], 'analog channel')} and names for {label_count} of them")
    if shape[0] * shape[1] > MOST_NUMBERS:
        raise RecordingError(f"{source}: holds more than {MOST_NUMBERS:,} numbers; cut it to the impact first")


def _identify(labels: list[str], names: Mapping[str, str], source: str) -> tuple[dict[int, Identity], dict[str, str]]:
    unknown = sorted(set(names) - set(labels))
    if unknown:
        raise RecordingError(f"{source}: has no analog channel '{unknown[0]}' to map; they are {', '.join(labels)}")
    identities: dict[int, Identity] = {}
    unused: dict[str, str] = {}
    for index, label in enumerate(labels):
        found = identify(label, names) if label in names else identify(name_and_unit(label)[0], {})
        if isinstance(found, str):
            unused[label] = found
        else:
            identities[index] = found
    return identities, unused
