"""`stuntlab camera` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stuntlab.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
SOLD = str(EXAMPLES / "stomach_kick.yaml")


def run(*arguments: str) -> int:
    try:
        return main(list(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)


def test_the_table_says_what_sells_and_what_to_move(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("camera", SOLD) == 0
    shown = capsys.readouterr().out
    assert "camera A, kick: sells in 9" in shown
    assert "what to do" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_the_map_is_svg_with_people_cameras_and_lenses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.svg"
    assert run("camera", SOLD, "--map", str(target), "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert [camera["camera"] for camera in data["cameras"]] == ["A", "B"]
    assert data["cameras"][0]["share"]["mean"] > 0.95
    root = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    words = " ".join(text for text in root.itertext())
    for word in ("lead", "villain", "85 mm", "camera A: sells", "camera B: does not sell", "1 m"):
        assert word in words
    assert "nan" not in target.read_text(encoding="utf-8")


def test_a_map_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("camera", SOLD, "--map", str(tmp_path / "nowhere" / "out.svg")) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_map_is_not_written_under_the_name_of_another_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("camera", SOLD, "--map", str(tmp_path / "out.png")) == 2
    assert ".svg" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
