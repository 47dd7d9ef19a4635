"""Who keeps a code on paper, or a mirror elsewhere, sees it where the end of a record was cut off or replaced."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shoot import Set, everything_done, gives, stops

from stuntlab.cli.main import main
from stuntlab.datasets.head_code import head_code, read_code
from stuntlab.errors import RecordError
from stuntlab.record import judge_decisions, open_record
from stuntlab.record.address import same_database


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    stunt = Set(tmp_path)
    everything_done(stunt)
    return stunt


def cut(stunt: Set, count: int) -> None:
    (record,) = stunt.file.parent.glob("night-train.record.sqlite")
    connection = sqlite3.connect(record)
    connection.executescript(
        "DROP TRIGGER IF EXISTS entries_no_delete;"
        f"DELETE FROM entries WHERE number > (SELECT max(number) - {count} FROM entries)"
    )
    connection.close()


@given(st.integers(1, 10**6), st.binary(min_size=32, max_size=32))
def test_a_code_is_read_as_it_was_printed_or_spoken(number: int, digest: bytes) -> None:
    code = head_code(number, f"sha256:{digest.hex()}")
    for said in (
        code,
        f" {code} ",
        code.lower(),
        code.replace("-", " "),
        code.replace("-", "–"),
        code.replace("-", ""),
        f'"{code}"',
        code.replace("0", "o"),
        code.replace("1", "I"),
    ):
        assert read_code(said) == (number, code)


def test_a_code_is_sixty_bits_in_the_letters_of_crockford() -> None:
    digest = f"{int(''.join(f'{value:05b}' for value in range(12)), 2):015x}" + 49 * "0"
    assert head_code(3, f"sha256:{digest}") == "3-0123-4567-89AB"
    for none in ("sha256:1", "3-0123", "", "x-0123-4567-89AB", f"{'9' * 5000}-0123-4567-89AB", "0123-4567-89AB"):
        assert read_code(none) is None


def test_the_board_and_the_answer_show_the_code(stunt: Set, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "head", str(stunt.file)]) == 0
    code = capsys.readouterr().out.strip()
    main(["today", str(stunt.file)])
    assert code in capsys.readouterr().out
    main(["today", str(stunt.file), "--json"])
    assert json.loads(capsys.readouterr().out)["plans"][0]["record_ends_at"] == code
    assert judge_decisions(stunt.history())[0].code == code, "which the answer prints"


@pytest.mark.parametrize("head", ["17", "", "10-RY5B-87JA", "9" * 5000 + "-RY5B-87JA-094M", "sha256:12"])
def test_a_code_that_was_misread_is_no_fault_of_the_record(
    stunt: Set, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stunt.do(stops)
    assert main(["record", "verify", str(stunt.file), "--head", head]) == 2
    said = capsys.readouterr().err
    assert "is no code of the end of a record" in said
    assert "not whole" not in said


def test_a_cut_end_is_found_by_the_code(stunt: Set, capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(stunt.file)
    stunt.do(stops)
    capsys.readouterr()
    assert main(["record", "head", plan]) == 0
    code = capsys.readouterr().out.strip()
    assert judge_decisions(stunt.history())[0].code == code
    assert main(["record", "verify", plan, "--head", code.lower()]) == 0
    stunt.do(gives("lead"))
    assert main(["record", "verify", plan, "--head", code]) == 0, "a longer record holds it still"
    for count in (2, 1):
        cut(stunt, count)
        assert main(["record", "verify", plan]) == 0, "by itself a shorter chain is whole"
        assert main(["record", "verify", plan, "--head", code]) == 2
        assert "cut off" in capsys.readouterr().err
    for _ in range(4):
        stunt.do(gives("lead"))
    assert main(["record", "verify", plan, "--head", code]) == 2, "what was written since does not hide it"
    assert "replaced" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["file", "database"])
def test_a_mirror_is_compared_at_every_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, request: pytest.FixtureRequest
) -> None:
    mirror = str(tmp_path / "stick" / "mirror.sqlite") if where == "file" else request.getfixturevalue("postgresql")
    (tmp_path / "shoot").mkdir()
    stunt = Set(tmp_path / "shoot")
    stunt.file.with_name("production.yaml").write_text(f"production: Night Train\nmirror: {mirror}\n")
    everything_done(stunt)
    stunt.do(stops)
    assert stunt.held_by() == {"stopped"}
    cut(stunt, 1)
    with pytest.raises(RecordError, match="its end was cut off"):
        stunt.history()
    with pytest.raises(RecordError, match="its end was cut off"):
        stunt.do(gives("lead"))
    assert main(["stop", str(stunt.file)]) == 3, "a stop is kept aside then"


@pytest.mark.parametrize("how", ["by its name", "another way", "a link", "a hard link"])
def test_a_mirror_that_is_the_record_itself_is_told(tmp_path: Path, how: str) -> None:
    stunt, mirror = Set(tmp_path), tmp_path / "mirror.sqlite"
    stunt.do(gives("lead"))
    (record,) = tmp_path.glob("*.record.sqlite")
    if how == "a link":
        mirror.symlink_to(record)
    elif how == "a hard link":
        mirror.hardlink_to(record)
    elif how == "by its name":
        mirror = record
    else:
        mirror = Path("..", tmp_path.name, record.name)
    stunt.file.with_name("production.yaml").write_text(f"production: Night Train\nmirror: {mirror}\n")
    (told,) = stunt.findings("mirror")
    assert "the record itself" in told.text


def test_two_addresses_of_one_database_are_one_place() -> None:
    here = "postgresql://anna:x@Studio/night"
    assert same_database(here, "postgresql+psycopg://bob@studio:5432/night?sslmode=require")
    assert not same_database(here, "postgresql://anna:x@studio/day")
    assert not same_database("no address", "no address")


def test_a_mirror_that_is_not_there_is_told_and_catches_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stunt, stick = Set(tmp_path), tmp_path / "stick"
    stick.touch()
    monkeypatch.setenv("STUNTLAB_MIRROR", str(stick / "mirror.sqlite"))
    stunt.do(gives("lead"))
    assert stunt.findings("mirror")
    stick.unlink()
    stunt.do(gives("villain"))
    assert not stunt.findings("mirror")
    (record,) = tmp_path.glob("*.record.sqlite")
    record.unlink()
    shutil.copy(stick / "mirror.sqlite", record)
    assert open_record(stunt.file).store.rows(), "the mirror is a whole record"
    connection = sqlite3.connect(stick / "mirror.sqlite")
    connection.executescript("DROP TRIGGER entries_no_update; UPDATE entries SET hash = 'x' WHERE number = 2")
    connection.close()
    with pytest.raises(RecordError, match="another one than in its mirror"):
        stunt.history()
