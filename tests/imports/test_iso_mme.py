"""ISO-MME: folders and archives in, folders out, and back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording, write_iso_mme


def test_the_sample_says_what_it_is(examples: Path) -> None:
    recording = read_recording(examples / "frontal_fall")
    assert recording.title == "Made-up frontal fall, half-sines"
    assert len(recording.channels) == 21
    femur = next(channel for channel in recording.channels if channel.location == "left femur")
    assert (femur.name, femur.person, femur.dummy, femur.channel_class) == ("11FEMRLE00H3FOZB", "11", "50M", 600)
    assert femur.values.min() == pytest.approx(-5000.0)
    assert femur.time_s[0] == 0.0
    np.testing.assert_allclose(np.diff(femur.time_s), 1e-4, rtol=1e-9)


@pytest.mark.parametrize("kind", ["zip", "tar", "gztar"])
@pytest.mark.parametrize("inside", ["", "deeper"])
def test_archives_hold_what_the_folder_holds(tmp_path: Path, examples: Path, kind: str, inside: str) -> None:
    shutil.copytree(examples / "frontal_fall", tmp_path / "pack" / inside, dirs_exist_ok=True)
    packed = Path(shutil.make_archive(str(tmp_path / "test"), kind, tmp_path / "pack"))
    folder, archive = read_recording(examples / "frontal_fall"), read_recording(packed)
    assert [channel.name for channel in archive.channels] == [channel.name for channel in folder.channels]
    for ours, theirs in zip(archive.channels, folder.channels, strict=True):
        np.testing.assert_array_equal(ours.values, theirs.values)


def test_writing_and_reading_keeps_every_bit(tmp_path: Path, examples: Path) -> None:
    before = read_recording(examples / "frontal_fall")
    header = write_iso_mme(before, tmp_path / "copy", test="copy")
    after = read_recording(header)
    assert after.title == before.title
    for old, new in zip(before.channels, after.channels, strict=True):
        np.testing.assert_array_equal(new.values, old.values)
        np.testing.assert_allclose(new.time_s, old.time_s, atol=1e-15)
        for field in ("name", "location", "quantity", "axis", "unit", "channel_class", "person", "dummy"):
            assert getattr(new, field) == getattr(old, field)
    with pytest.raises(RecordingError, match="exists already"):
        write_iso_mme(before, tmp_path / "copy", test="copy")


def test_capitals_old_letters_and_a_slash_after_the_code(tmp_path: Path) -> None:
    """As older test houses write: capitals, Latin-1, a description after the code, g, samples before zero."""
    folder = tmp_path / "S1" / "CHANNEL"
    folder.mkdir(parents=True)
    (tmp_path / "S1" / "S1.MME").write_bytes("Title :Schädel\n".encode("latin-1"))
    (folder / "S1.CHN").write_text("Number of channels :1\nName of channel 001 :11HEAD0000H3ACXA / Kopf\n")
    values = "\n".join(str(number) for number in range(20))
    header = "Channel code :11HEAD0000H3ACXA\nUnit :g\nTime of first sample :-1.0E-3\nSampling interval :1.0E-04"
    (folder / "S1.001").write_text(f"{header}\n{values}\n")
    recording = read_recording(tmp_path / "S1")
    (channel,) = recording.channels
    assert recording.title == "Schädel"
    assert channel.time_s[0] == -1e-3
    assert channel.values[1] == 9.80665


def test_a_clock_that_is_a_channel_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "Channel"
    folder.mkdir()
    (tmp_path / "S1.mme").write_text("Title :NOVALUE\n")
    (folder / "S1.chn").write_text("Name of channel 001 :11HEAD0000H3ACX0\nName of channel 002 :11TIRS000000TI00\n")
    times = 0.5 + np.arange(30) * 2e-4
    (folder / "S1.001").write_text(
        "Unit :g\nReference channel :explicit\nReference channel name :11TIRS000000TI00\n" + "1\n" * 30
    )
    (folder / "S1.002").write_text("Unit :s\n" + "".join(f"{time:.6f}\n" for time in times))
    recording = read_recording(tmp_path)
    np.testing.assert_allclose(recording.channels[0].time_s, times, atol=1e-9)
    assert recording.title == "S1"
    assert set(recording.unused) == {"11TIRS000000TI00"}


def test_a_map_changes_the_place_and_keeps_person_and_dummy(examples: Path) -> None:
    names = {"11PELV0000H3ACZA": "seat acceleration z"}
    channels = read_recording(examples / "frontal_fall", names=names).channels
    mapped = next(channel for channel in channels if channel.name in names)
    assert (mapped.location, mapped.axis, mapped.person, mapped.dummy) == ("seat", "z", "11", "50M")
    with pytest.raises(RecordingError, match="has no channel '11PELV' to map"):
        read_recording(examples / "frontal_fall", names={"11PELV": "seat acceleration z"})


def test_the_dummy_that_is_given_counts(examples: Path) -> None:
    assert {channel.dummy for channel in read_recording(examples / "frontal_fall", dummy="5F").channels} == {"5F"}


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_files_of_another_program_are_read(kind: str) -> None:
    """Written by pyisomme 1.1.0 from a half-sine of 100 at 10 ms: 100 g, -3000 N, -100/3 mm, 50 N·m."""
    path = Path(__file__).parent / "data" / f"written_by_pyisomme.{kind}"
    recording = read_recording(path)
    peaks = {one.location: float(one.values[np.argmax(np.abs(one.values))]) for one in recording.channels}
    assert recording.title == "written by pyisomme"
    expected = {"head": 980.665, "left femur": -3000.0, "chest": -0.1 / 3, "upper neck": 50.0}
    assert peaks == pytest.approx(expected, rel=1e-5)
    assert {one.dummy for one in recording.channels} == {"50M"}


def comma(content: str) -> str:
    """Decimal commas from the header on."""
    return content.replace(".", ",")


HABITS = {
    "an interval with its unit": lambda text: re.sub(
        r"(?m)^(Sampling interval *:)(.*)$", lambda line: f"{line[1]}{1e3 * float(line[2]):.6g} ms", text
    ),
    "decimal commas": comma,
    "a blank line after each number": lambda text: text.replace("\n", "\n\n"),
    "blanks around, and the end of a DOS file": lambda text: text.replace("\n", "  \r\n   ") + "\n\n\x1a",
    "utf-16": lambda text: text.encode("utf-16"),
    "NOVALUE for the first sample": lambda text: text.replace(
        "Time of first sample :0.0", "Time of first sample :NoValue"
    ),
}


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_of_a_test_house_changes_no_number(habit: str, tmp_path: Path, examples: Path) -> None:
    expected = read_recording(examples / "frontal_fall")
    shutil.copytree(examples / "frontal_fall", tmp_path / "test")
    for path in (tmp_path / "test" / "Channel").glob("*.0*"):
        written = HABITS[habit](path.read_text(encoding="utf-8"))
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
    found = read_recording(tmp_path / "test")
    assert not found.faulty
    for ours, theirs in zip(found.channels, expected.channels, strict=True):
        np.testing.assert_allclose(ours.values, theirs.values, rtol=1e-12)
        np.testing.assert_allclose(ours.time_s, theirs.time_s, atol=1e-12)


@pytest.mark.parametrize("kind", ["zip", "gztar", "folder"])
def test_what_desktops_and_test_houses_keep_beside_is_none_of_the_test(
    kind: str, tmp_path: Path, examples: Path
) -> None:
    whole = tmp_path / "pack" / "T1"
    shutil.copytree(examples / "frontal_fall", whole)
    for name in ("._" + next(whole.glob("*.mme")).name, "Static/frontal_fall.chn", "Movie/cam1.avi", ".DS_Store"):
        (whole / name).parent.mkdir(exist_ok=True)
        (whole / name).write_bytes(b"\0\5\x16\7")
    shutil.copytree(whole, tmp_path / "pack" / "__MACOSX")
    path = whole
    if kind != "folder":
        path = Path(shutil.make_archive(str(tmp_path / "test"), kind, tmp_path / "pack"))
    assert len(read_recording(path).channels) == 21
