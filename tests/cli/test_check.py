"""`stuntlab check`."""

import json
from pathlib import Path

import pytest

from stuntlab.cli.main import main
from stuntlab.plan import read_plan

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("stomach_*.yaml"))
KICK = EXAMPLES[0]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_good_plan_is_said_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path)]) == 0
    shown = capsys.readouterr()
    plan = read_plan(path)
    assert shown.out.startswith(plan.stunt)
    assert all(name in shown.out for name in plan.people)
    assert plan.hash in shown.out
    assert shown.err == ""


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(KICK), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["plan_hash"] == read_plan(KICK).hash
    assert data["action"][0]["gap"] == {"value": 0.3, "sd": 0.06, "unit": "m", "text": "30 ± 6 cm"}


def test_a_bad_plan_is_every_problem_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    text = KICK.read_text(encoding="utf-8").replace("by: lead", "by: leed").replace("5 ± 0.8 m/s", "5 kg")
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line.split(": ")[0] for line in shown.err.splitlines()] == [f"{path}:12", f"{path}:15"]
    assert "Traceback" not in shown.err


def test_no_plan_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none.yaml")]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert main(["check"]) == 2
    assert "PLAN" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
