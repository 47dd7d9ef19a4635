"""Analog channels of C3D files, written here with ezc3d."""

from __future__ import annotations

from pathlib import Path

import ezc3d
import numpy as np
import pytest

from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording

RATE_HZ = 10_000.0
SIGNAL = 50 * np.sin(np.linspace(0, np.pi, 400))


def write(path: Path, labels: list[str], units: list[str]) -> Path:
    file = ezc3d.c3d()
    file["parameters"]["POINT"]["RATE"]["value"] = [100.0]
    file["parameters"]["POINT"]["LABELS"]["value"] = ["toe"]
    file["data"]["points"] = np.zeros((4, 1, 4))
    if not labels:
        file.write(str(path))
        return path
    file["parameters"]["ANALOG"]["RATE"]["value"] = [RATE_HZ]
    file["parameters"]["ANALOG"]["LABELS"]["value"] = labels
    file["parameters"]["ANALOG"]["UNITS"]["value"] = units
    file["data"]["analogs"] = np.tile(SIGNAL, (len(labels), 1))[np.newaxis]
    file.write(str(path))
    return path


def test_channels_are_found_by_label_and_unit(tmp_path: Path) -> None:
    path = write(tmp_path / "kick.c3d", ["head acceleration x", "Fz1", "11CHST0000H3ACXC"], ["g", "N", "m/s2"])
    recording = read_recording(path)
    assert [channel.location for channel in recording.channels] == ["head", "chest"]
    head, chest = recording.channels
    np.testing.assert_allclose(head.values, SIGNAL * 9.80665, rtol=1e-6, atol=1e-4)
    np.testing.assert_allclose(np.diff(head.time_s), 1 / RATE_HZ, rtol=1e-6)
    assert chest.channel_class == 180
    assert "no place on the body" in recording.unused["Fz1"]


def test_a_force_plate_is_mapped(tmp_path: Path) -> None:
    path = write(tmp_path / "kick.c3d", ["Fz1"], ["N"])
    (channel,) = read_recording(path, names={"Fz1": "abdomen force"}).channels
    assert (channel.location, channel.unit) == ("abdomen", "N")
    with pytest.raises(RecordingError, match="no analog channel 'Fz9' to map; they are Fz1"):
        read_recording(path, names={"Fz9": "abdomen force"})


def test_wrong_unit(tmp_path: Path) -> None:
    path = write(tmp_path / "kick.c3d", ["head acceleration x"], ["V"])
    with pytest.raises(RecordingError, match="'V' is not a unit of an acceleration"):
        read_recording(path)


def test_markers_alone_are_no_recording(tmp_path: Path) -> None:
    path = write(tmp_path / "markers.c3d", [], [])
    with pytest.raises(RecordingError, match="has no analog channels"):
        read_recording(path)


@pytest.mark.parametrize("keep", [0, 2, 100, 512, 600, 1500, 3000])
def test_damaged_files(tmp_path: Path, keep: int) -> None:
    path = write(tmp_path / "kick.c3d", ["head acceleration x"], ["g"])
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(RecordingError, match=r"kick\.c3d"):
        read_recording(path)
