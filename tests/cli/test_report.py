"""`stuntlab report` and `stuntlab alternatives`: pictures are written, and a plan without a fall is refused."""

from pathlib import Path

from click.testing import CliRunner

from stuntlab.cli.alternatives import command as alternatives
from stuntlab.cli.report import command as report

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_pictures_are_written_and_named(tmp_path: Path) -> None:
    answer = CliRunner().invoke(
        report, [str(EXAMPLES / "airbag_44_ft.yaml"), "--folder", str(tmp_path / "new"), "--svg"]
    )
    assert answer.exit_code == 0, answer.output
    written = [Path(line) for line in answer.output.splitlines()]
    assert [path.name for path in written] == [
        "airbag_44_ft-high_fall-landings.svg",
        "airbag_44_ft-high_fall-heights.svg",
    ]
    assert all(path.stat().st_size > 1000 for path in written)


def test_a_plan_without_a_fall_is_refused_in_a_sentence() -> None:
    kick = str(EXAMPLES / "stomach_kick.yaml")
    answer = CliRunner().invoke(report, [kick])
    assert answer.exit_code != 0
    assert "nobody falls onto a catcher" in str(answer.exception)


def test_risk_against_sell_is_no_figure_of_a_fall() -> None:
    answer = CliRunner().invoke(alternatives, [str(EXAMPLES / "airbag_44_ft.yaml"), "--figure", "sell.svg"])
    assert answer.exit_code != 0
    assert "no strike" in str(answer.exception)
