"""The example scripts run as they stand, print what a person can read, and use nothing but public names."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "examples" / "python"
SCRIPTS = sorted(FOLDER.glob("*.py"))
SAID = {
    "assess_a_plan": ("Stomach kick, for real: NOT WITHIN LIMITS", "limit 220", "Source: ISO/TS 15066"),
    "criteria_from_arrays": ("Chance of an injury of AIS2 or worse:", "Curve: hic15-lognormal"),
    "stricter_limit": ("held against 150 N; the table has 220 N", "A laxer one is refused"),
}


def output_of(script: str, folder: Path) -> str:
    """What a script prints, run by itself from an empty folder with every warning an error."""
    command = [sys.executable, "-W", "error", str(FOLDER / f"{script}.py")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def public_of(module: str) -> list[str]:
    return list(importlib.import_module(module).__all__)


@pytest.mark.parametrize("script", [path.stem for path in SCRIPTS])
def test_a_script_runs_and_says_what_came_out(script: str, tmp_path: Path) -> None:
    printed = output_of(script, tmp_path)
    for words in SAID[script]:
        assert words in printed
    assert not re.search(r"\b(nan|inf|object at)\b", printed)
    assert list(tmp_path.iterdir()) == []


def test_hic_of_the_pulse_is_that_of_a_half_sine(tmp_path: Path) -> None:
    """0.41462·A^2.5·T for a half sine of A g and T s: 80 g along x with a fifth along z, 12 ms."""
    printed = output_of("criteria_from_arrays", tmp_path)
    found = re.match(r"HIC15 (\d+), from ([\d.]+) to ([\d.]+) ms", printed)
    assert found is not None
    assert float(found[1]) == pytest.approx(0.41462 * (80 * 1.04**0.5) ** 2.5 * 0.012, rel=0.01)
    assert (float(found[2]) + float(found[3])) / 2 == pytest.approx(26, abs=0.1)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_uses_public_names_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("stuntlab"):
            assert node.module in {"stuntlab", "stuntlab.injury", "stuntlab.loads"}
            assert {alias.name for alias in node.names} <= set(public_of(node.module))
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("stuntlab") for alias in node.names)
