"""`stuntlab injury FOLDER…`: one table of many recordings, in every form, kept and resumed."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from pyarrow.parquet import read_table

from stuntlab.cli.main import main
from stuntlab.errors import UserError
from stuntlab.imports.packed import open_files
from stuntlab.pipeline.recordings import Asked, find_recordings, measure_all
from stuntlab.report.table_file import write_table
from stuntlab.report.tests_table import TableColumn, TableOfTests, render_tests, table_of_tests
from stuntlab.takes.workers.base import ThisProcess

EXAMPLES = Path(__file__).parents[2] / "examples" / "recordings"
HEAD = EXAMPLES / "head_half_sine.csv"
WHY = "line 1 has only one column"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three tests, of which one is no recording, a note and a hidden file; what is done is kept aside."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tmp_path / "tests"
    (made / "deep" / "er").mkdir(parents=True)
    shutil.copy(HEAD, made / "deep" / "er" / "head.csv")
    shutil.copytree(EXAMPLES / "frontal_fall", made / "frontal_fall")
    (made / "bad.csv").write_text("nonsense\n")
    (made / "readme.txt").write_text("of no use")
    (made / ".hidden.csv").write_text("nonsense\n")
    return made


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_a_test_with_the_values_that_one_file_gives(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = folder / "table.csv"
    assert main(["injury", str(folder), "--filtered", "--table", str(table)]) == 2
    printed = capsys.readouterr()
    rows = {Path(row["test"]).name: row for row in read_csv(table)}
    assert set(rows) == {"bad.csv", "head.csv", "frontal_fall"}
    assert float(rows["head.csv"]["HIC15"]) == pytest.approx(414.6, rel=1e-3)
    assert float(rows["frontal_fall"]["Femur compression, left femur [N]"]) == pytest.approx(5000, rel=1e-3)
    assert rows["head.csv"]["Nij"] == ""
    assert WHY in rows["bad.csv"]["not read because"]
    assert "1 test of 3 could not be read, bad.csv first" in printed.err
    assert "HIC15" in printed.out
    assert WHY in " ".join(printed.out.split())
    assert all(len(line) <= 80 for line in printed.out.splitlines())


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_every_format_holds_the_same_and_is_no_recording_next_time(ending: str, folder: Path) -> None:
    (folder / "bad.csv").unlink()
    table = folder / f"table{ending}"
    assert main(["injury", str(folder), "--filtered", "--table", str(table)]) == 0
    other = folder / "once more.csv"
    assert main(["injury", str(folder), "--filtered", "--table", str(other)]) == 0
    assert [Path(row["test"]).name for row in read_csv(other)] == ["head.csv", "frontal_fall"]
    if ending == ".parquet":
        assert read_table(table).column("HIC15").to_pylist() == [pytest.approx(414.6, rel=1e-3)] * 2
    if ending == ".xlsx":
        with open_files(table) as files:
            assert b"<v>414." in files.read("xl/worksheets/sheet1.xml")


def test_what_is_done_is_kept_and_a_changed_file_is_done_again(folder: Path) -> None:
    def kept(asked: Asked, *, again: bool = False) -> dict[str, bool]:
        tests = measure_all(find_recordings([str(folder)]), asked, workers=ThisProcess(), again=again)
        return {Path(test.name).name: test.kept for test in tests}

    asked = Asked({}, filtered=True)
    assert not any(kept(asked).values())
    assert all(kept(asked).values())
    head = folder / "deep" / "er" / "head.csv"
    head.write_text(head.read_text().replace("0.0,", "0.00,", 1) + "# touched\n")
    channel = next((folder / "frontal_fall" / "Channel").glob("*.001"))
    assert kept(asked) == {"bad.csv": True, "head.csv": False, "frontal_fall": True}
    channel.write_text(channel.read_text() + "\n")
    (folder / "channels.map").write_text("x=head acceleration x [g]\n")
    assert kept(asked) == {"bad.csv": False, "head.csv": True, "frontal_fall": False}
    assert not any(kept(Asked({}, dummy="50M", filtered=True)).values())
    assert not any(kept(asked, again=True).values())


def test_a_page_for_each_test_that_has_a_value(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    assert main(["injury", str(folder), "--filtered", "--pages", str(pages)]) == 2
    assert {one.name for one in pages.iterdir()} == {"deep_er_head.csv.png", "frontal_fall.png"}
    drawn = pages / "frontal_fall.png"
    before = drawn.stat().st_mtime_ns
    (pages / "deep_er_head.csv.png").write_bytes(b"something else")
    assert main(["injury", str(folder), "--filtered", "--pages", str(pages)]) == 2
    assert drawn.stat().st_mtime_ns == before
    assert (pages / "deep_er_head.csv.png").stat().st_size > 10_000
    assert "Wrote 2 pages" in capsys.readouterr().err


def test_json_and_workers_and_patterns(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pattern = str(folder / "**" / "*.csv")
    assert main(["injury", pattern, str(folder / "frontal_fall"), "--filtered", "--json", "--workers", "2"]) == 2
    tests = json.loads(capsys.readouterr().out)["tests"]
    assert [Path(test["test"]).name for test in tests] == ["bad.csv", "head.csv", "frontal_fall"]
    assert [test["result"] is None for test in tests] == [True, False, False]


def test_one_recording_in_a_folder_is_reported_in_full(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["injury", str(folder / "deep"), "--filtered"]) == 0
    assert "Not computed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--table", "out.ods"], "must end in .csv, .xlsx, .parquet"),
        (["--table", "nowhere/out.csv"], "there is no folder"),
        (["--plot", "out.png"], "--pages FOLDER draws a page for each"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_measured(
    arguments: list[str], says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["injury", str(folder), *arguments]) == 2
    printed = capsys.readouterr()
    assert says in " ".join(printed.err.split())
    assert not printed.out


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1")


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    odd = (*FORMULAS, "a,b", 'say "x"', "two\nlines", "\x00\ud800<&>", "_x0041_", "x" * 40_000)
    table = TableOfTests((TableColumn("test"), TableColumn("n", number=True)), tuple((text, -1.5) for text in odd))
    for ending in (".csv", ".xlsx", ".parquet"):
        write_table(table, tmp_path / f"t{ending}")
    rows = read_csv(tmp_path / "t.csv")
    assert [row["test"] for row in rows[: len(FORMULAS)]] == [f"'{text}" for text in FORMULAS]
    assert {row["n"] for row in rows} == {"-1.5"}
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="inlineStr"') == len(odd) + 2
    assert read_table(tmp_path / "t.parquet").column("test").to_pylist()[0] == "=1+1"


def test_a_table_fits_any_width_in_any_signs() -> None:
    tests = [(f"a very long folder/of tests/drop number {number}", None, WHY) for number in range(3)]
    for width in (40, 80, 120):
        shown = render_tests(table_of_tests(tests), width=width, unicode=False)
        assert shown.isascii()
        assert all(len(line) <= width for line in shown.splitlines())


def test_a_table_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        write_table(TableOfTests((), ()), tmp_path / "t.csv")


def test_a_value_of_which_the_record_holds_a_part_is_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"{at / 10:.1f},{at * 30}\n" for at in range(200))
    (folder / "bad.csv").write_text(f"time [ms],abdomen force [N]\n{rows}")
    table = folder / "table.csv"
    assert main(["injury", str(folder), "--filtered", "--table", str(table)]) == 0
    printed = capsys.readouterr().out
    assert ">5 970" in printed
    assert "> at least: the record holds a part of the load" in " ".join(printed.split())
    assert {row["test"]: row["at least"] for row in read_csv(table)}["bad.csv"] == "Abdomen force"
    assert sum(row["at least"] != "" for row in read_csv(table)) == 1
