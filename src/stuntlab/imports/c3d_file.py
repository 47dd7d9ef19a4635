"""A C3D file taken apart: its header, its parameters, and where its numbers stand.

The format is thirty years old and every program writes it a little differently. What is said twice (header and
parameters) is taken from where it makes sense together with the length of the file.

Source: the C3D file format user guide, Motion Lab Systems (R-h); oddities from public sample files.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Floats
from stuntlab.errors import RecordingError

_BLOCK = 512
_KEY = 0x50
Machine = Literal["Intel", "DEC", "MIPS"]
# The byte that says what machine wrote the file; some writers leave 83 out of it.
_MACHINES: Mapping[int, Machine] = {
    84: "Intel", 85: "DEC", 86: "MIPS", 1: "Intel", 2: "DEC", 3: "MIPS",
}  # fmt: skip
_TEXT, _BYTE, _INTEGER, _FLOAT = -1, 1, 2, 4
_MOST_PARAMETERS = 10_000
_MOST_VALUES = 1_000_000
"""Of all parameters together."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: numbers, [...], or texts. count: how many numbers, or signs of all texts."""

    numbers: Floats
    texts: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Header:
    """The first block of the file.

    points: markers; analog_numbers: analog numbers a frame; per_frame: analog samples a frame. scale: of the markers,
    negative where the numbers are floats. data_block: where the numbers begin, in blocks from 1.
    """

    points: int
    analog_numbers: int
    first_frame: int
    last_frame: int
    scale: float
    data_block: int
    per_frame: int
    rate_hz: float


@dataclass(frozen=True, slots=True)
class C3d:
    """A file taken apart. parameters: (group, name) in capitals -> values."""

    content: bytes
    machine: Machine
    header: Header
    parameters: Mapping[tuple[str, str], Parameter]

    def number(self, group: str, name: str) -> float | None:
        """The first number of a parameter, None where there is none that is finite."""
        found = self.parameters.get((group, name))
        value = float(found.numbers.flat[0]) if found is not None and found.numbers.size else math.nan
        return value if math.isfinite(value) else None

    def list_parameters(self, group: str, name: str) -> Iterator[Parameter]:
        """A parameter and those that go on with it: LABELS, LABELS2, LABELS3."""
        for suffix in ("", *map(str, range(2, 100))):
            found = self.parameters.get((group, name + suffix))
            if found is None and suffix:
                return
            if found is not None:
                yield found

    def texts(self, group: str, name: str) -> list[str]:
        """All texts of a parameter and those that go on with it."""
        return [text for parameter in self.list_parameters(group, name) for text in parameter.texts]

    def numbers(self, group: str, name: str) -> Floats:
        """All numbers of a parameter and those that go on with it, [number]."""
        parts = [parameter.numbers.ravel() for parameter in self.list_parameters(group, name)]
        return np.concatenate(parts) if parts else np.empty(0)


def take_apart(content: bytes, source: str) -> C3d:
    """Read header and parameters.

    Raises: RecordingError for a file that is none of this format, or ends before its parameters do.
    """
    if len(content) < _BLOCK:
        raise RecordingError(f"{source}: holds {len(content)} bytes; a C3D file begins with a block of {_BLOCK}")
    at = _BLOCK * (max(content[0], 2) - 1)
    if content[1] != _KEY or at + 4 > len(content):
        raise RecordingError(f"{source}: does not begin like a C3D file, or ends before its parameters")
    machine = _MACHINES.get(content[at + 3]) or _guess_machine(content)
    header = _read_header(content, machine)
    parameters = _read_parameters(content, at + 4, machine)
    return C3d(content, machine, header, parameters)


def floats(content: bytes, machine: Machine) -> Floats:
    """Floats of four bytes as the machine wrote them, [number]."""
    if machine == "DEC":
        words = np.frombuffer(content, dtype="<u2").reshape(-1, 2)
        turned = (words[:, 0].astype(np.uint32) << 16) | words[:, 1]
        # A DEC float has its point one place further left and an exponent larger by 1 than the IEEE one: a quarter.
        values = np.where(turned & 0x7F800000, turned.view(np.float32).astype(np.float64) / 4, 0.0)
        return np.asarray(values, dtype=np.float64)
    return np.frombuffer(content, dtype=">f4" if machine == "MIPS" else "<f4").astype(np.float64)


def integers(content: bytes, machine: Machine, *, signed: bool = True) -> NDArray[np.float64]:
    """Integers of two bytes, [number], as floats."""
    kind = ("i" if signed else "u") + "2"
    return np.frombuffer(content, dtype=(">" if machine == "MIPS" else "<") + kind).astype(np.float64)


def _guess_machine(content: bytes) -> Machine:
    """The order of bytes in which the header counts its frames upwards, from a small number of points."""
    for machine, order in (("Intel", "<"), ("MIPS", ">")):
        points, _, first, last = struct.unpack(f"{order}4H", content[2:10])
        if points < 2_000 and first <= last and struct.unpack(f"{order}H", content[16:18])[0] < 1_000:
            return "Intel" if machine == "Intel" else "MIPS"
    return "Intel"


def _read_header(content: bytes, machine: Machine) -> Header:
    order = ">" if machine == "MIPS" else "<"
    points, analog, first, last = struct.unpack(f"{order}4H", content[2:10])
    data_block, per_frame = struct.unpack(f"{order}2H", content[16:20])
    with np.errstate(all="ignore"):
        scale, rate = floats(content[12:16], machine)[0], floats(content[20:24], machine)[0]
    rate_hz = float(rate) if math.isfinite(rate) and 0 < rate < 1e7 else 0.0
    return Header(points, analog, first, last, float(scale), data_block, per_frame, rate_hz)


def _read_parameters(content: bytes, at: int, machine: Machine) -> dict[tuple[str, str], Parameter]:
    """Walk the records until one says that it is the last, or the file ends."""
    groups: dict[int, str] = {}
    found: list[tuple[int, str, Parameter]] = []
    left = _MOST_VALUES
    for _ in range(_MOST_PARAMETERS):
        if at + 2 > len(content):
            break
        length, group = struct.unpack("2b", content[at : at + 2])
        name = content[at + 2 : at + 2 + abs(length)].decode("latin-1").strip().upper()
        offset_at = at + 2 + abs(length)
        if not length or offset_at + 2 > len(content):
            break
        offset = int(integers(content[offset_at : offset_at + 2], machine, signed=False)[0])
        if group < 0:
            groups[-group] = name
        else:
            parameter = _read_parameter(content, offset_at + 2, machine, most=left)
            if parameter is not None:
                found.append((group, name, parameter))
                left -= parameter.count
        if not offset:
            break
        at = offset_at + offset
    return {(groups.get(group, str(group)), name): parameter for group, name, parameter in reversed(found)}


def _read_parameter(content: bytes, at: int, machine: Machine, *, most: int) -> Parameter | None:
    """One parameter from its type on; None for one that does not fit into the file, or has too many values.

    Parameters may lie over each other, so that a small file has room for many large ones.
    """
    if at + 2 > len(content):
        return None
    kind, rank = struct.unpack("bB", content[at : at + 2])
    sizes = list(content[at + 2 : at + 2 + rank])
    count = math.prod(sizes)
    start = at + 2 + rank
    end = start + count * abs(kind)
    if kind not in (_TEXT, _BYTE, _INTEGER, _FLOAT) or count > most or end > len(content) or rank > 7:
        return None
    raw = content[start:end]
    if kind == _TEXT:
        return Parameter(np.empty(0), _texts(raw, sizes), count)
    with np.errstate(all="ignore"):
        if kind == _BYTE:
            values = np.frombuffer(raw, dtype=np.int8).astype(np.float64)
        else:
            values = integers(raw, machine) if kind == _INTEGER else floats(raw, machine)
    return Parameter(values, (), count)


def _texts(raw: bytes, sizes: list[int]) -> tuple[str, ...]:
    width = sizes[0] if sizes else 1
    if not width:
        return ()
    parts = [raw[at : at + width] for at in range(0, len(raw), width)]
    return tuple(_text(part) for part in parts)


def _text(part: bytes) -> str:
    try:
        return part.decode("utf-8").strip(" \0")
    except UnicodeDecodeError:
        return part.decode("latin-1").strip(" \0")
