"""Plots of recordings: every signal that a criterion came from is there, with its unit and its windows."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.axes import Axes

from stuntlab.criteria import measure_recording
from stuntlab.datasets import Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording
from stuntlab.report.signals_plot import save_plot

EXAMPLES = Path(__file__).parents[2] / "examples" / "recordings"


def test_png(tmp_path: Path) -> None:
    path = tmp_path / "head.png"
    save_plot(measure_recording(read_recording(EXAMPLES / "head_half_sine.csv")), path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">2I", content[16:24])
    assert width > 800
    assert height > 300


def test_svg_names_signals_units_and_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("matplotlib").rcParams, "svg.fonttype", "none")
    path = tmp_path / "fall.svg"
    save_plot(measure_recording(read_recording(EXAMPLES / "frontal_fall")), path)
    text = " ".join(ElementTree.parse(path).getroot().itertext())
    for words in ("head acceleration", "acceleration, g", "time, ms", "HIC15 414", "upper neck force", "force, kN"):
        assert words in text


def test_limits_are_drawn_on_the_side_of_the_peak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the line that each names: compression of a femur is negative, a chest goes in as its sensor says."""
    drawn: dict[str, float] = {}

    def note(axes: Axes, y: float, *, label: str, **_: object) -> None:
        drawn[f"{axes.get_title(loc='left')}: {label}"] = y

    monkeypatch.setattr(Axes, "axhline", note)
    save_plot(measure_recording(read_recording(EXAMPLES / "frontal_fall")), tmp_path / "fall.png")
    assert drawn["head acceleration: limit Euro NCAP, higher 72 g"] == pytest.approx(72)
    assert drawn["upper neck force: limit IIHS, good 2 600 N"] == pytest.approx(2.6)
    assert drawn["chest displacement: limit Euro NCAP, higher 18 mm"] == pytest.approx(-18)
    assert drawn["left femur force: limit Euro NCAP, higher 3 800 N"] == pytest.approx(-3.8)


def test_nothing_to_draw_and_nowhere_to_draw_it(tmp_path: Path) -> None:
    empty = measure_recording(Recording("", "empty.csv", (), {}))
    with pytest.raises(RecordingError, match="nothing to draw"):
        save_plot(empty, tmp_path / "none.png")
    with pytest.raises(RecordingError, match="cannot be written"):
        save_plot(measure_recording(read_recording(EXAMPLES / "kick_on_pad.csv")), tmp_path / "no" / "folder.png")
    assert not list(tmp_path.iterdir())
