"""Tables of signals in every dialect that loggers write."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import Floats, Recording
from stuntlab.imports import read_recording
from stuntlab.imports.delimited import read_delimited

TIME_MS = np.arange(40) * 0.1
HEAD_G = np.sin(TIME_MS)


def table(header: str, *, delimiter: str = ",", decimal: str = ".", units: str = "", scale: float = 1.0) -> str:
    rows = [
        delimiter.join(f"{cell:.9f}".replace(".", decimal) for cell in (t * scale, a))
        for t, a in zip(TIME_MS, HEAD_G, strict=True)
    ]
    return "\n".join([header, *([units] if units else []), *rows]) + "\n"


def read(text: str) -> Recording:
    return read_delimited(text, source="test.csv", names={})


DIALECTS = {
    "brackets": table("time [ms],head acceleration x [g]"),
    "round brackets": table("time (ms),head acceleration x (g)"),
    "units row": table("time,head acceleration x", units="ms,g"),
    "units row in brackets": table("time,head acceleration x", units="[ms],[g]"),
    "semicolons": table("time [ms];head acceleration x [g]", delimiter=";"),
    "decimal commas": table("Zeit [ms];head acceleration x [g]", delimiter=";", decimal=","),
    "tabs and decimal commas": table("time [ms]\thead acceleration x [g]", delimiter="\t", decimal=","),
    "comments": "# a logger\n% of sorts\n" + table("time [ms],head acceleration x [g]").replace("\n", "\n// note\n", 3),
    "iso code": table("time [ms],11HEAD0000H3ACX0 [g]"),
    "windows": table("time [ms],head acceleration x [g]").replace("\n", "\r\n"),
    "trailing delimiters": table("time [ms],head acceleration x [g]").replace("\n", ",\n"),
    "seconds": table("time [s],head acceleration x [g]", scale=1e-3),
    "quotes": table('"time [ms]","head acceleration x [g]"'),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_signal(dialect: str) -> None:
    recording = read(DIALECTS[dialect])
    (channel,) = recording.channels
    assert (channel.location, channel.quantity, channel.axis, channel.unit) == ("head", "acceleration", "x", "m/s²")
    np.testing.assert_allclose(channel.time_s, TIME_MS / 1e3, atol=1e-9)
    np.testing.assert_allclose(channel.values, HEAD_G * 9.80665, atol=1e-8)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "signals.csv"
    path.write_text(table("time [ms],head gyro x [°/s]"), encoding=encoding)
    (channel,) = read_recording(path).channels
    np.testing.assert_allclose(channel.values, np.radians(HEAD_G), atol=1e-8)


def test_columns_that_nobody_understands_are_left_out_with_the_reason() -> None:
    text = "time [ms],head acceleration x [g],battery [V]\n" + "".join(f"{t:.1f},1,low\n" for t in TIME_MS)
    recording = read(text)
    assert [channel.name for channel in recording.channels] == ["head acceleration x"]
    assert "no place on the body" in recording.unused["battery"]


def test_a_map_gives_a_column_its_meaning() -> None:
    text = table("time [ms],ch1 [g]")
    (channel,) = read_delimited(text, source="test.csv", names={"ch1": "chest acceleration z"}).channels
    assert (channel.name, channel.location, channel.axis) == ("ch1", "chest", "z")


def test_a_clock_rounded_by_its_digits_is_put_on_the_even_clock() -> None:
    third_ms = np.arange(60) / 3.0
    rows = "".join(f"{t:.2f},0\n" for t in third_ms)
    (channel,) = read("time [ms],head acceleration x [g]\n" + rows).channels
    steps = np.diff(channel.time_s)
    np.testing.assert_allclose(steps, steps[0], rtol=1e-9)


@settings(deadline=None, max_examples=40)
@given(
    values=st.lists(st.floats(-1e4, 1e4, allow_nan=False), min_size=10, max_size=50),
    delimiter=st.sampled_from([",", ";", "\t"]),
    comma=st.booleans(),
)
def test_numbers_come_back_as_they_were(values: list[float], delimiter: str, comma: bool) -> None:
    decimal = "," if comma and delimiter != "," else "."
    expected: Floats = np.array(values)
    rows = [delimiter.join([str(i), repr(v)]).replace(".", decimal) for i, v in enumerate(values)]
    text = "\n".join([delimiter.join(["time [ms]", "left femur force z [N]"]), *rows])
    (channel,) = read(text).channels
    np.testing.assert_array_equal(channel.values, expected)


def test_the_samples_are_read(examples: Path) -> None:
    head = read_recording(examples / "head_half_sine.csv")
    assert {channel.axis for channel in head.channels} == {"x", "y", "z"}
    pad = read_recording(examples / "kick_on_pad.csv")
    assert pad.channels[0].values.max() == pytest.approx(900.0, rel=1e-4)


def test_the_samples_are_what_their_script_writes(tmp_path: Path, examples: Path) -> None:
    script = runpy.run_path(str(examples.parents[1] / "scripts" / "make_sample_recordings.py"))
    script["main"](tmp_path)
    kept = {path.relative_to(examples): path for path in examples.rglob("*") if path.is_file()}
    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    assert kept.keys() == made.keys()
    for name, path in made.items():
        assert path.read_bytes() == kept[name].read_bytes(), name
