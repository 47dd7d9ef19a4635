"""`stuntlab report` and `stuntlab alternatives`: pictures are written, and what cannot be drawn is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from stuntlab.cli.alternatives import command as alternatives
from stuntlab.cli.main import main
from stuntlab.cli.report import command as report
from stuntlab.previs import take_film, take_views

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take i is the same however many are drawn."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)


@pytest.fixture
def few_small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_views, "PICTURE_PX", 60)
    monkeypatch.setattr(take_film, "_FRAME_S", 0.7)
    monkeypatch.setattr(take_film, "_SLOW_FRAME_S", 1.6)


@pytest.mark.usefixtures("few_small_frames")
def test_pictures_of_a_fall_are_written_and_named(tmp_path: Path) -> None:
    arguments = [str(EXAMPLES / "airbag_44_ft.yaml"), "--folder", str(tmp_path / "new"), "--svg", "--takes", "4"]
    answer = CliRunner().invoke(report, [*arguments, "--series"])
    assert answer.exit_code == 0, answer.output
    written = [Path(line) for line in answer.output.splitlines()]
    files = ["landings.svg", "heights.svg", "median.npz", "median.gif", "worst.npz", "worst.gif"]
    assert [path.name for path in written] == [f"airbag_44_ft-high_fall-{file}" for file in files]
    assert all(1000 < path.stat().st_size < 3_000_000 for path in written)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(path.name for path in written)


@pytest.mark.usefixtures("few_small_frames")
def test_pictures_of_a_strike_are_its_floor_and_its_receiver(tmp_path: Path) -> None:
    answer = CliRunner().invoke(
        report, [str(EXAMPLES / "stomach_kick.yaml"), "--folder", str(tmp_path), "--takes", "2"]
    )
    assert answer.exit_code == 0, answer.output
    assert [Path(line).name for line in answer.output.splitlines()] == [
        "stomach_kick-kick-floor.svg",
        "stomach_kick-kick-median.gif",
        "stomach_kick-kick-worst.gif",
    ]


def test_what_is_not_simulated_is_said_and_the_rest_is_drawn(tmp_path: Path) -> None:
    text = (EXAMPLES / "airbag_44_ft.yaml").read_text(encoding="utf-8").replace(", rated_height: 40 ft", "")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    answer = CliRunner().invoke(report, [str(tmp_path / "plan.yaml"), "--folder", str(tmp_path)])
    assert answer.exit_code == 0
    assert "no take was simulated that could be shown" in answer.stderr
    assert [Path(line).name for line in answer.stdout.splitlines()] == ["plan-high_fall-landings.png"]


def test_a_camera_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(EXAMPLES / "airbag_44_ft.yaml"), "--camera", "A"]) == 2
    assert '"A" is no camera of this plan' in capsys.readouterr().err


def test_who_stops_it_leaves_no_half_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stuntlab.cli.report.write_animation", stopped)
    monkeypatch.setattr("stuntlab.cli.report.frames_of", lambda *_, **__: iter(()))
    plan = str(EXAMPLES / "airbag_44_ft.yaml")
    assert main(["report", plan, "--folder", str(tmp_path), "--takes", "2"]) == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "airbag_44_ft-high_fall-heights.png",
        "airbag_44_ft-high_fall-landings.png",
    ]


def test_risk_against_sell_is_no_figure_of_a_fall() -> None:
    answer = CliRunner().invoke(alternatives, [str(EXAMPLES / "airbag_44_ft.yaml"), "--figure", "sell.svg"])
    assert answer.exit_code != 0
    assert "no strike" in str(answer.exception)
