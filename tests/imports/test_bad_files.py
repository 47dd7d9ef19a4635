"""Bad files end in one clear sentence that names the file, what is wrong and where."""

from __future__ import annotations

import contextlib
import io
import shutil
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import RecordingError
from stuntlab.imports import packed, read_recording, signals
from stuntlab.imports.delimited import read_delimited

HEADER = "time [ms],head acceleration x [g]\n"
ROWS = [f"{i * 0.1:.1f},{i % 5}\n" for i in range(30)]


def csv(*, header: str = HEADER, rows: list[str] | None = None, **changed: str) -> bytes:
    lines = list(ROWS if rows is None else rows)
    for at, line in changed.items():
        lines[int(at.removeprefix("row"))] = line + "\n"
    return (header + "".join(lines)).encode()


BAD_TABLES = {
    "empty": (b"", "is empty"),
    "only blank lines": (b"\n\n# nothing\n", "is empty"),
    "binary": (b"\x7fELF\x02\x00\x01" + bytes(600), "binary file of a kind that is not known"),
    "damaged utf-16": (b"\xff\xfea\x00b", "is damaged"),
    "one column": (b"hello\nworld\n", "only one column"),
    "no names": ("".join(ROWS).encode(), "line 1 has numbers where the names"),
    "no numbers": (HEADER.encode(), "has names but no numbers"),
    "no clock": (csv(header="frame,head acceleration x [g]\n"), "has no time columns"),
    "only clocks": (csv(header="time [s],t [s]\n"), "'t': another clock; 'time' was taken"),
    "no unit": (csv(header="time [ms],head acceleration x\n"), "has no unit; an acceleration needs one of"),
    "no unit of time": (csv(header="time,head acceleration x [g]\n"), "has no unit; a time needs one of"),
    "wrong unit": (csv(header="time [ms],head acceleration x [kg]\n"), "'kg' is not a unit of an acceleration"),
    "unit of another kind": (csv(header="time [ms],head acceleration x [N]\n"), "'N' is not a unit of an acceleration"),
    "same names": (
        csv(header="time [ms],head ax [g],head ax [g]\n", rows=[f"{i},1,2\n" for i in range(20)]),
        "'head ax' and 'head ax (2)' are both head acceleration x",
    ),
    "twins": (
        csv(header="time [ms],head ax [g],head acceleration x [g]\n", rows=[f"{i},1,2\n" for i in range(20)]),
        "'head ax' and 'head acceleration x' are both head acceleration x",
    ),
    "nothing known": (
        csv(header="time [ms],foo [g]\n"),
        "no channel that a criterion can use ('foo': its name has no place",
    ),
    "gap": (csv(row7="0.7,"), "1 of 30 values missing or not a number, the first at line 9"),
    "NaN": (csv(row7="0.7,NaN", row8="0.8,nan"), "2 of 30 values missing or not a number, the first at line 9"),
    "infinity": (csv(row7="0.7,inf"), "the first at line 9"),
    "absurd": (csv(row7="0.7,1e300"), "is 9.81e+300 in SI at line 9, more than any sensor measures"),
    "gap in the clock": (csv(row7=",1"), "the clock has 1 of 30 values missing"),
    "word among numbers": (csv(row7="0.7,high"), "line 9, column 'head acceleration x': 'high' is not a number"),
    "backwards": (csv(row7="0.2,1"), "the clock goes backwards at line 9, from 0.0006 s to 0.0002 s"),
    "standing": (csv(row7="0.6,1"), "the clock stands still at line 9"),
    "uneven": (csv(row29="9.9,1"), "sampling is uneven, with steps from 0.1 to 7.1 ms (see line 31)"),
    "mixed lengths": (csv(row7="0.7"), "line 9 has 1 cell where the names are 2"),
    "too many cells": (csv(row7="0.7,1,1"), "line 9 has 3 cells"),
    "decimal commas": (csv(row0="0,0,0,0"), "decimal commas need semicolons or tabs"),
    "mixed marks": (csv(header="time [ms];head ax [g]\n", rows=["1,5;2.5\n"] * 20), "decimal commas and numbers with"),
    "endless cell": (csv(row7='0.7,"' + "x" * 200_000 + '"'), "has a line that is no row of a table"),
    "short": (csv(rows=ROWS[:4]), "has 4 samples; at least 10 are needed"),
    "units of another length": (csv(header="time,head acceleration x\nms\n"), "'head acceleration x': has no unit"),
}


def refuse(path: Path, **options: object) -> str:
    with pytest.raises(RecordingError) as caught:
        read_recording(path, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    assert len(message) < 500
    return message


@pytest.mark.parametrize("kind", BAD_TABLES)
def test_bad_tables(tmp_path: Path, kind: str) -> None:
    content, says = BAD_TABLES[kind]
    path = tmp_path / "signals.csv"
    path.write_bytes(content)
    assert says in refuse(path)


def test_neither_file_nor_folder() -> None:
    assert "is neither a file nor a folder" in refuse(Path("/dev/null"))


def test_missing_file_and_bad_maps(tmp_path: Path) -> None:
    assert "no such file" in refuse(tmp_path / "nowhere.csv")
    path = tmp_path / "signals.csv"
    path.write_bytes(csv())
    assert "no column 'ch9' to map; its columns are time, head acceleration x" in refuse(path, names={"ch9": "head ax"})
    bad = {"head acceleration x": "elbow grease"}
    with pytest.raises(RecordingError, match="is mapped to 'elbow grease', but its name has no place"):
        read_recording(path, names=bad)


def test_too_many_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.imports.delimited.MOST_NUMBERS", 50)
    path = tmp_path / "signals.csv"
    path.write_bytes(csv())
    assert "holds 60 numbers, more than 50" in refuse(path)
    monkeypatch.setattr(packed, "MOST_BYTES_IN_ONE_FILE", 100)
    assert "holds more than" in refuse(path)
    assert signals.MOST_NUMBERS > 1e6


@settings(deadline=None, max_examples=150)
@given(
    text=st.text(max_size=300)
    | st.lists(st.text(alphabet="time [ms],;\t0123456789.head ax[g]\n", max_size=200)).map("".join)
)
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    with contextlib.suppress(RecordingError):
        read_delimited(text, source="any.csv", names={})


# ISO-MME


@pytest.fixture
def test_folder(tmp_path: Path, examples: Path) -> Path:
    return Path(shutil.copytree(examples / "frontal_fall", tmp_path / "fall"))


def channel_file(folder: Path, number: int = 1) -> Path:
    return folder / "Channel" / f"frontal_fall.{number:03d}"


def edit(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text()
    changed = change(text)
    assert changed != text
    path.write_text(changed)


BAD_TESTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (lambda f: edit(channel_file(f), lambda t: t[: len(t) // 2]), "says it has 451 samples and holds"),
    "no numbers": (lambda f: edit(channel_file(f), lambda t: t[:200]), "holds no numbers"),
    "missing file": (lambda f: channel_file(f, 5).unlink(), "its file Channel/frontal_fall.005 is missing"),
    "no list": (lambda f: (f / "Channel/frontal_fall.chn").unlink(), "no lists of channels called frontal_fall.chn"),
    "empty list": (lambda f: (f / "Channel/frontal_fall.chn").write_text("x:1\n"), "names no channels"),
    "no header": (lambda f: (f / "frontal_fall.mme").unlink(), "holds no .mme file"),
    "two tests": (lambda f: (f / "second.mme").write_text("Title :x\n"), "holds 2 .mme files"),
    "unit": (
        lambda f: edit(channel_file(f), lambda t: t.replace("m/(s*s)", "kg")),
        "'kg' is not a unit of an acceleration",
    ),
    "no unit": (lambda f: edit(channel_file(f), lambda t: t.replace("m/(s*s)", "")), "has no unit"),
    "gap": (
        lambda f: edit(channel_file(f), lambda t: t.replace("\n0.0\n", "\nNOVALUE\n", 1)),
        "1 of 451 values missing",
    ),
    "word": (lambda f: edit(channel_file(f), lambda t: t.replace("\n0.0\n", "\nhigh\n", 1)), "'high' is not a number"),
    "no interval": (
        lambda f: edit(channel_file(f), lambda t: t.replace("Sampling", "Saying")),
        "gives no sampling interval",
    ),
    "bad interval": (
        lambda f: edit(channel_file(f), lambda t: t.replace(":0.0001", ":fast 0.0001")),
        "'sampling interval' is 'fast",
    ),
    "lost clock": (
        lambda f: edit(
            channel_file(f), lambda t: t.replace(":implicit", ":explicit\nReference channel name:11TIRS000000TI00")
        ),
        "takes its time from channel '11TIRS000000TI00', which the test does not list",
    ),
    "binary": (lambda f: channel_file(f).write_bytes(bytes(500)), "is a binary file where ISO-MME has text"),
    "twins": (
        lambda f: edit(f / "Channel/frontal_fall.chn", lambda t: t.replace("HEAD0000H3ACYA", "HEAD0000H3ACXA")),
        "are both head acceleration x; keep one",
    ),
}


@pytest.mark.parametrize("kind", BAD_TESTS)
def test_bad_tests(test_folder: Path, kind: str) -> None:
    damage, says = BAD_TESTS[kind]
    damage(test_folder)
    assert says in refuse(test_folder, strict=True)


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    assert "holds no .mme file" in refuse(tmp_path)


# Archives


def zipped(path: Path, name: str, content: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../evil.mme", "/etc/evil.mme", "a/../../evil.mme", "..\\evil.mme", "C:/evil.mme"])
def test_names_that_leave_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    assert "points outside the archive" in refuse(zipped(tmp_path / "slip.zip", name))
    path = tmp_path / "slip.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    assert "points outside the archive" in refuse(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["slip.tar.gz", "slip.zip"]


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.mme"
    secret.write_text("Title :secret\n")
    path = tmp_path / "link.tar"
    link = tarfile.TarInfo("test.mme")
    link.type, link.linkname = tarfile.SYMTYPE, str(secret)
    with tarfile.open(path, "w") as archive:
        archive.addfile(link)
    assert "holds no .mme file" in refuse(path)


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_bombs_are_refused_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 2_000_000)
    path = tmp_path / f"bomb.{kind}"
    bomb = bytes(30_000_000)
    if kind == "zip":
        zipped(path, "bomb.mme", bomb)
    else:
        with tarfile.open(path, "w:gz") as archive:
            member = tarfile.TarInfo("bomb.mme")
            member.size = len(bomb)
            archive.addfile(member, io.BytesIO(bomb))
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    try:
        assert "holds more than 2 MB" in refuse(path)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_zip_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "liar.zip", "liar.mme", bytes(3_000_000))
    content = path.read_bytes().replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    refuse(path)


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.txt").touch()
    assert "holds more than 3 files" in refuse(tmp_path)


@pytest.mark.parametrize("keep", [10, 200, 2000])
@pytest.mark.parametrize("kind", ["zip", "gztar"])
def test_archives_cut_short(tmp_path: Path, test_folder: Path, kind: str, keep: int) -> None:
    path = Path(shutil.make_archive(str(tmp_path / "cut"), kind, test_folder))
    path.write_bytes(path.read_bytes()[:keep])
    refuse(path)
