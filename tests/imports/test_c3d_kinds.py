"""C3D files of every machine and habit, written here byte by byte from the user guide of the format."""

from __future__ import annotations

import contextlib
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording
from stuntlab.imports.c3d import read_c3d
from stuntlab.imports.mapping import merge_maps

PUSH: Floats = 1500 * np.sin(np.linspace(0, np.pi, 401)[:400])
MACHINE = {"Intel": 84, "DEC": 85, "MIPS": 86}
Value = list[str] | list[int] | list[float]


def as_floats(values: Floats | list[float], machine: str) -> bytes:
    numbers = np.asarray(values, dtype=np.float32)
    if machine == "DEC":
        words = (numbers * 4).astype("<f4").view("<u2").reshape(-1, 2)[:, ::-1]
        return words.astype("<u2").tobytes()
    return numbers.astype(">f4" if machine == "MIPS" else "<f4").tobytes()


def as_integers(values: Floats | list[int], machine: str, kind: str = "i2") -> bytes:
    return np.asarray(values).astype((">" if machine == "MIPS" else "<") + kind).tobytes()


@dataclass
class File:
    """One file. analog: [channel, sample]; parameters: (group, name) -> values; header: what its words say instead."""

    analog: Floats
    parameters: dict[tuple[str, str], Value]
    machine: str = "Intel"
    in_floats: bool = True
    per_frame: int = 10
    frame_rate_hz: float = 1000.0
    markers: int = 0
    first_frame: int = 1
    unsigned: bool = False
    header: dict[int, int] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        path.write_bytes(self.content())
        return path

    def content(self) -> bytes:
        parameters = self._parameters()
        count, samples = self.analog.shape
        frames = samples // self.per_frame
        block = 2 + -(-len(parameters) // 512)
        scale = as_floats([-1.0 if self.in_floats else 1.0], self.machine)
        words = {1: self.markers, 2: count * self.per_frame, 3: self.first_frame, 4: self.first_frame + frames - 1}
        words |= {5: 10, 8: block, 9: self.per_frame} | self.header
        head = bytearray(512)
        head[0:2] = b"\x02\x50"
        for word, value in words.items():
            head[2 * word : 2 * word + 2] = as_integers([value % 65536], self.machine, "u2")
        head[12:16] = scale
        head[20:24] = as_floats([self.frame_rate_hz], self.machine)
        body = self.analog.T.reshape(frames, self.per_frame * count)
        body = np.hstack([np.zeros((frames, 4 * self.markers)), body])
        kind = "u2" if self.unsigned else "i2"
        numbers = (
            as_floats(body.ravel(), self.machine) if self.in_floats else as_integers(body.ravel(), self.machine, kind)
        )
        padded = parameters + bytes(-len(parameters) % 512)
        return bytes(head) + padded + numbers + bytes(-len(numbers) % 512)

    def _parameters(self) -> bytes:
        groups = {name: -at for at, name in enumerate(dict.fromkeys(group for group, _ in self.parameters), start=1)}
        records = [self._record(name, number, b"\0", None) for name, number in groups.items()]
        records += [
            self._record(name, -groups[group], b"\0", values) for (group, name), values in self.parameters.items()
        ]
        return bytes([1, 0x50, 1, MACHINE[self.machine]]) + b"".join(records) + bytes(4)

    def _record(self, name: str, number: int, description: bytes, values: Value | None) -> bytes:
        body = b"" if values is None else self._values(values)
        body += description
        return struct.pack("2b", len(name), number) + name.encode() + as_integers([len(body) + 2], self.machine) + body

    def _values(self, values: Value) -> bytes:
        if values and isinstance(values[0], str):
            width = max(len(str(text).encode()) for text in values)
            texts = b"".join(str(text).encode().ljust(width) for text in values)
            return struct.pack("bBBB", -1, 2, width, len(values)) + texts
        if values and isinstance(values[0], int):
            return struct.pack("bBB", 2, 1, len(values)) + as_integers([int(v) for v in values], self.machine)
        return struct.pack("bBB", 4, 1, len(values)) + as_floats([float(v) for v in values], self.machine)


def plate(**changed: object) -> File:
    """Two channels at 10 kHz, the first of which is the push."""
    parameters: dict[tuple[str, str], Value] = {
        ("POINT", "RATE"): [1000.0],
        ("POINT", "SCALE"): [-1.0],
        ("ANALOG", "USED"): [2],
        ("ANALOG", "RATE"): [10_000.0],
        ("ANALOG", "LABELS"): ["pad", "side"],
        ("ANALOG", "UNITS"): ["N", "N"],
        ("ANALOG", "SCALE"): [1.0, 1.0],
        ("ANALOG", "OFFSET"): [0, 0],
        ("ANALOG", "GEN_SCALE"): [1.0],
    }
    dropped = changed.pop("without", ())
    own = changed.pop("parameters", {})
    assert isinstance(own, dict)
    assert isinstance(dropped, tuple)
    kept = {key: value for key, value in (parameters | own).items() if key not in dropped}
    return File(np.vstack([PUSH, 0 * PUSH]), kept, **changed)  # type: ignore[arg-type]


def integers(**changed: object) -> File:
    """The push in integers of 0.1 N."""
    own: dict[tuple[str, str], Value] = {("POINT", "SCALE"): [0.1], ("ANALOG", "SCALE"): [0.1, 0.1]}
    given = changed.pop("parameters", {})
    assert isinstance(given, dict)
    file = plate(parameters=own | given, in_floats=False, **changed)
    file.analog = np.round(10 * file.analog)
    return file


def offset(values: Value, **changed: object) -> File:
    file = integers(parameters={("ANALOG", "OFFSET"): values}, **changed)
    file.analog = file.analog + 2048
    return file


def many(count: int) -> File:
    """So many channels that their names do not fit into one parameter."""
    labels = [f"EMG {at}" for at in range(count)]
    labels[-1] = "pad"
    parts = [slice(at, at + 255) for at in range(0, count, 255)]
    own: dict[tuple[str, str], Value] = {}
    for number, part in enumerate(parts, start=1):
        suffix = "" if number == 1 else str(number)
        own |= {
            ("ANALOG", f"LABELS{suffix}"): labels[part],
            ("ANALOG", f"UNITS{suffix}"): ["kN" if label == "pad" else "V" for label in labels[part]],
            ("ANALOG", f"SCALE{suffix}"): [0.001] * len(labels[part]),
            ("ANALOG", f"OFFSET{suffix}"): [0] * len(labels[part]),
        }
    file = plate(parameters=own | {("ANALOG", "USED"): [count]})
    file.analog = np.vstack([np.zeros((count - 1, PUSH.size)), PUSH])
    return file


KINDS: dict[str, File] = {
    **{f"{machine} floats": plate(machine=machine) for machine in MACHINE},
    **{f"{machine} integers": integers(machine=machine) for machine in MACHINE},
    "markers between": plate(markers=7),
    "no group of points": plate(without=(("POINT", "RATE"), ("POINT", "SCALE"))),
    "no number of channels": plate(without=(("ANALOG", "USED"),)),
    "no rate": plate(without=(("ANALOG", "RATE"),)),
    "a rate of nothing": plate(parameters={("ANALOG", "RATE"): [0.0]}),
    "no rate of points": plate(without=(("POINT", "RATE"),)),
    "neither scale nor offset": plate(without=(("ANALOG", "SCALE"), ("ANALOG", "OFFSET"), ("ANALOG", "GEN_SCALE"))),
    "offsets as floats": offset([2048.0, 2048.0]),
    "offsets as integers": offset([2048, 2048]),
    "unsigned": offset([2048, 2048], unsigned=True),
    "one sample a frame": plate(per_frame=1, frame_rate_hz=10_000.0, parameters={("POINT", "RATE"): [10_000.0]}),
    "samples a frame not in the header": plate(header={9: 0}),
    "starts late": plate(first_frame=500),
    "no labels": plate(without=(("ANALOG", "LABELS"),)),
    "labels alike": plate(parameters={("ANALOG", "LABELS"): ["pad", "pad"]}),
    "302 channels": many(302),
    "922 channels": many(922),
    "a machine that is not said": plate(),
    "parameters of no block": plate(),
}


def content_of(kind: str) -> bytes:
    content = bytearray(KINDS[kind].content())
    if kind == "a machine that is not said":
        content[515] = 0
    if kind == "parameters of no block":
        content[512:515] = b"\0\0\0"
    return bytes(content)


def read(content: bytes, *labels: str) -> Recording:
    names = {labels[0] if labels else "pad": "abdomen force"}
    return read_c3d(content, source="plate.c3d", maps=merge_maps(names))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_says_the_same(kind: str) -> None:
    labels = ("channel 1",) if kind == "no labels" else ()
    (channel,) = read(content_of(kind), *labels).channels
    np.testing.assert_allclose(channel.values, PUSH, atol=0.06)
    np.testing.assert_allclose(np.diff(channel.time_s), 1e-4, rtol=1e-6)
    assert channel.time_s[0] == pytest.approx(0.499 if kind == "starts late" else 0.0)


@pytest.mark.parametrize(("unit", "newtons"), [("nt", 1), ("Newtons", 1), ("lbs", 4.4482216), ("kN", 1000), ("N", 1)])
def test_units_as_plates_write_them(unit: str, newtons: float) -> None:
    (channel,) = read(plate(parameters={("ANALOG", "UNITS"): [unit, unit]}).content()).channels
    assert channel.values.max() == pytest.approx(1500 * newtons, rel=1e-4)


def test_a_map_gives_the_unit_and_the_rate() -> None:
    content = plate(without=(("ANALOG", "RATE"), ("POINT", "RATE"), ("ANALOG", "UNITS")), frame_rate_hz=0.0).content()
    maps = merge_maps({"pad": "abdomen force [kN]", "rows": "time [2 kHz]"})
    (channel,) = read_c3d(content, source="plate.c3d", maps=maps).channels
    assert channel.values.max() == pytest.approx(1.5e6, rel=1e-4)
    assert np.diff(channel.time_s)[0] == pytest.approx(5e-4)
    with pytest.raises(RecordingError, match=r"does not say how fast .* --map 'rows=time \[1 kHz\]'"):
        read(content)


def test_two_rates_in_one_file_are_told() -> None:
    content = plate(parameters={("ANALOG", "RATE"): [5_000.0]}).content()
    (note,) = read(content).notes
    assert "says 5000 samples a second (ANALOG:RATE), and 10000 by its frames, which is taken" in note
    maps = merge_maps({"pad": "abdomen force", "rows": "time [5000 Hz]"})
    mapped = read_c3d(content, source="plate.c3d", maps=maps)
    assert mapped.notes == ()
    assert mapped.channels[0].time_s[-1] == pytest.approx(399 / 5_000)


def test_a_channel_of_another_unit_is_left_out() -> None:
    content = plate(parameters={("ANALOG", "UNITS"): ["N", "V"]}).content()
    maps = merge_maps({"pad": "abdomen force", "side": "pelvis acceleration x"})
    recording = read_c3d(content, source="plate.c3d", maps=maps)
    assert [channel.name for channel in recording.channels] == ["pad"]
    assert "'V' is not a unit of an acceleration" in recording.faulty[0].why


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "begins with a block of 512"),
        (bytes(2000), "does not begin like a C3D file"),
        (plate().content()[:600], "no analog channels|ends before|begin at block"),
        (plate().content()[:-600], "bytes where its header announces .*; the file is truncated"),
        (plate(header={2: 0}, without=(("ANALOG", "USED"),)).content(), "has no analog channels"),
        (plate(header={8: 999}).content(), "begin at block 999, which is not in the file"),
        (plate(header={3: 9, 4: 2}).content(), "holds no frames"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "plate.c3d"
    path.write_bytes(content)
    began = time.perf_counter()
    with pytest.raises(RecordingError, match=says) as caught:
        read_recording(path, names={"pad": "abdomen force"})
    assert time.perf_counter() - began < 1
    assert "damaged" not in str(caught.value)


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(content_of(data.draw(st.sampled_from(["Intel floats", "MIPS integers", "DEC floats"]))))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, min(len(content), 1100) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(RecordingError):
        read(bytes(content[: data.draw(st.integers(0, len(content)))]))
