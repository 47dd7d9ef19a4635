"""`stuntlab injury` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stuntlab.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "recordings"
HEAD = str(EXAMPLES / "head_half_sine.csv")


def test_the_table_is_plain_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["injury", HEAD, "--dummy", "50m"]) == 0
    printed = capsys.readouterr()
    assert "\n50M\n" in printed.out
    assert "HIC15" in printed.out
    assert "Without head angular velocity x, y, z: BrIC" in printed.out
    assert "\x1b" not in printed.out
    assert not printed.err


def test_json_of_the_filtered_half_sine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["injury", HEAD, "--json", "--filtered"]) == 0
    answer = json.loads(capsys.readouterr().out)
    hic = answer["people"][0]["criteria"][0]
    assert hic["value"] == pytest.approx(414.6, rel=1e-3)
    assert answer["source"] == "head_half_sine.csv"


def test_a_map_and_a_plot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "logger.csv"
    path.write_text((EXAMPLES / "kick_on_pad.csv").read_text().replace("abdomen force", "AI 0"))
    picture = tmp_path / "kick.png"
    assert main(["injury", str(path), "--map", "AI 0=abdomen force", "--dummy", "human", "--plot", str(picture)]) == 0
    assert "Over the one published limit: ISO/TS 15066" in " ".join(capsys.readouterr().out.split())
    assert picture.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.csv"], "there is no such file or folder"),
        ([HEAD, "--map", "x"], "is not COLUMN=WORDS"),
        ([HEAD, "--map", "a=head ax", "--map", "a=head ay"], "'a' is mapped twice"),
        ([HEAD, "--map", "a=head ax"], "has no column 'a' to map"),
        ([HEAD, "--plot", "out.pdf"], "must end in .png or .svg"),
        ([HEAD, "--dummy", "Buster"], "'Buster' is not one of"),
    ],
)
def test_what_cannot_be_used_ends_in_one_sentence(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["injury", *arguments]) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert not printed.out
    assert "Traceback" not in printed.err


def test_a_bad_recording_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("time [ms],head acceleration x [g]\n" + "".join(f"{i},nan\n" for i in range(20)))
    assert main(["injury", str(path), "--json", "--plot", str(tmp_path / "out.png")]) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "20 of 20 values missing" in printed.err
    assert not printed.out
    assert [file.name for file in tmp_path.iterdir()] == ["bad.csv"]
