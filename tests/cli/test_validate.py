"""`stuntlab validate` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stuntlab.cli.main import main

OWN = """
name = "own"
title = "A hub of mine"
region = "chest"
kind = "KIND"
source = "my laboratory, 2026"
tag = "V-P"
rig = "strike"
setup = {surface = "chest", mass_kg = 10.0, speed_m_s = 3.0}
quantity = [{name = "peak_force", unit = "kN", low = LOW, high = 50.0}]
"""


def own(tmp_path: Path, kind: str, low: float) -> str:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("KIND", kind).replace("LOW", str(low)), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> int:
    """The exit code that the console script ends with."""
    try:
        return main(["validate", *arguments])
    except SystemExit as stop:
        return int(stop.code or 0)


def test_one_case_as_text_with_its_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--case", "572e-thorax") == 0
    told = capsys.readouterr().out
    assert "5160 to 5894 N" in told
    assert "fit_thorax.py" in told
    assert "Kroell" not in told


def test_json_of_one_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "--case", "572e-head", "--case", "572o-head", "--kind", "predicted") == 0
    cases = json.loads(capsys.readouterr().out)["cases"]
    assert {case["name"] for case in cases} == {"572o-head"}
    assert cases[0]["measured"] == [250.0, 300.0]


@pytest.mark.parametrize(("kind", "low", "code"), [("fitted", 40, 1), ("predicted", 40, 0), ("fitted", 0.1, 0)])
def test_only_a_fitted_case_outside_is_our_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, low: float, code: int
) -> None:
    assert run("--cases", own(tmp_path, kind, low), "--json") == code
    (case,) = json.loads(capsys.readouterr().out)["cases"]
    assert case["inside"] is (low < 1)


def test_pictures_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    assert run("--case", "kroell-1971-hub", "--plot", str(tmp_path / "plots"), "--page", str(page)) == 0
    assert {path.name for path in (tmp_path / "plots").iterdir()} == {"kroell-1971-hub-force.png", "predicted.png"}
    assert "kroell-1971-hub" in page.read_text(encoding="utf-8")
    assert "predicted.png" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--case", "kroel"], 'no case "kroel"'),
        (["--cases", "nowhere.toml"], "nowhere.toml: the case cannot be read"),
        (["--kind", "hoped"], "hoped"),
        (["--case", "572e-head", "--page", "no/such/folder/page.md"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
