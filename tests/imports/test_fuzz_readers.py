"""A short run of the guided fuzzer, and bombs: what is declared too big is refused before it is unpacked."""

from __future__ import annotations

import gzip
import io
import re
import resource
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import numpy as np
import pyarrow
import pytest
from pyarrow.parquet import ParquetWriter, write_table

from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording
from stuntlab.imports.packed import MOST_BYTES, MOST_BYTES_IN_ONE_FILE

ROOT = Path(__file__).parents[2]
BLOCK = bytes(1 << 20)


@pytest.mark.skipif(sys.platform != "linux", reason="atheris has wheels for Linux alone")
def test_a_short_run_finds_nothing(tmp_path: Path) -> None:
    line = [sys.executable, "scripts/fuzz_readers.py", "--seconds", "12", "--inputs", "4000", "--keep", str(tmp_path)]
    ran = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    count = re.search(r"^(\d+) inputs, (\d+) of them recordings, 0 kinds", ran.stdout, re.MULTILINE)
    assert count is not None, ran.stdout[-2000:]
    assert int(count[1]) > 200
    assert int(count[2]) > 10


def zip_bomb(name: str, size: int) -> bytes:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as member,
    ):
        for _ in range(size // len(BLOCK)):
            member.write(BLOCK)
    return content.getvalue()


def gzip_bomb(size: int) -> bytes:
    content = io.BytesIO()
    with gzip.GzipFile(fileobj=content, mode="wb", compresslevel=1) as packed:
        for _ in range(size // len(BLOCK)):
            packed.write(BLOCK)
    return content.getvalue()


def tar_bomb(size: int) -> bytes:
    content = io.BytesIO()
    member = tarfile.TarInfo("a.csv")
    member.size = size
    with gzip.GzipFile(fileobj=content, mode="wb") as packed:
        packed.write(member.tobuf())
        packed.write(bytes(4096))
    return content.getvalue()


def workbook_bomb(size: int) -> bytes:
    content = io.BytesIO(zip_bomb("xl/worksheets/sheet1.xml", size))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return content.getvalue()


def mme_bomb() -> bytes:
    """A channel file that says it has a thousand million samples and has none."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("t.mme", "Title :bomb\n")
        archive.writestr("Channel/t.chn", "Name of channel 001 :11HEAD0000H3ACXA\n")
        archive.writestr(
            "Channel/t.001",
            "Channel code :11HEAD0000H3ACXA\nUnit :m/s2\nSampling interval :0.0001\n"
            "Time of first sample :0\nNumber of samples :1000000000\n0\n",
        )
    return content.getvalue()


def c3d_bomb() -> bytes:
    """A header that announces 65 535 frames of 65 535 numbers."""
    head = bytearray(1024)
    head[0:2] = b"\x02\x50"
    struct.pack_into("<4H", head, 2, 65535, 65535, 1, 65535)
    struct.pack_into("<2H", head, 16, 2, 65535)
    head[515] = 84
    return bytes(head)


def parquet_bomb() -> bytes:
    """A hundred million times the same number, which Parquet keeps in some kilobytes."""
    rows = 20_000_000
    content = io.BytesIO()
    schema = pyarrow.schema([(name, pyarrow.float64()) for name in ("time [ms]", "head acceleration x [g]")])
    group = pyarrow.table([pyarrow.array(np.zeros(rows // 4))] * 2, schema=schema)
    with ParquetWriter(content, schema, compression="zstd") as writer:
        for _ in range(8):
            writer.write_table(group, row_group_size=rows)
    return content.getvalue()


def shared_texts_bomb() -> bytes:
    """A small sheet beside texts that swell."""
    content = io.BytesIO(zip_bomb("xl/sharedStrings.xml", 2 * MOST_BYTES_IN_ONE_FILE))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>")
    return content.getvalue()


def entities_bomb() -> bytes:
    """A thousand million laughs: entities of entities in the XML of a workbook."""
    laughs = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
    sheet = (
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&l9;</t></is></c>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"{sheet}</row></sheetData></worksheet>")
    return content.getvalue()


def sheet_bomb(rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    return content.getvalue()


def parquet_of_texts() -> bytes:
    """A clock of a long text that is kept once, and a list in each row."""
    content = io.BytesIO()
    texts = pyarrow.DictionaryArray.from_arrays(pyarrow.array(np.zeros(200_000, np.int32)), ["7" * 100_000])
    lists = pyarrow.array([[1.0] * 10]).take(pyarrow.array(np.zeros(200_000, np.int32)))
    ones = pyarrow.array(np.ones(200_000))
    table = pyarrow.table({"time [ms]": texts.cast(texts.type), "spectrum": lists, "head acceleration x [g]": ones})
    write_table(table, content)
    return content.getvalue()


def mme_zip_bomb() -> bytes:
    """A test whose one channel file swells."""
    content = io.BytesIO(zip_bomb("Channel/t.001", 2 * MOST_BYTES_IN_ONE_FILE))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("t.mme", "Title :bomb\n")
        archive.writestr("Channel/t.chn", "Name of channel 001 :11HEAD0000H3ACXA\n")
    return content.getvalue()


def lying_zip() -> bytes:
    """A member that says it is small and swells."""
    content = bytearray(zip_bomb("a.csv", 2 * MOST_BYTES_IN_ONE_FILE))
    size = struct.pack("<I", 2 * MOST_BYTES_IN_ONE_FILE)
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = struct.pack("<I", 1000)
    return bytes(content)


BOMBS = {
    "zip": lambda: zip_bomb("a.csv", 2 * MOST_BYTES_IN_ONE_FILE),
    "zip of more than all": lambda: zip_bomb("a.csv", MOST_BYTES + (64 << 20)),
    "gz": lambda: gzip_bomb(2 * MOST_BYTES_IN_ONE_FILE),
    "tar": lambda: tar_bomb(1 << 40),
    "workbook": lambda: workbook_bomb(2 * MOST_BYTES_IN_ONE_FILE),
    "workbook, shared texts": shared_texts_bomb,
    "workbook, entities": entities_bomb,
    "workbook, rows far apart": lambda: sheet_bomb("".join(f'<row r="{at}000000"/>' for at in range(1, 20_000))),
    "workbook, cells far apart": lambda: sheet_bomb("<row><c r='XFD1'><v>1</v></c></row>" * 20_000),
    "workbook, one text everywhere": lambda: sheet_bomb("<row><c t='s'><v>0</v></c><c><v>1</v></c></row>" * 3_000),
    "parquet of texts": parquet_of_texts,
    "iso-mme": mme_bomb,
    "iso-mme in a zip": mme_zip_bomb,
    "zip that lies": lying_zip,
    "parquet": parquet_bomb,
    "c3d": c3d_bomb,
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / ("bomb.c3d" if kind == "c3d" else "bomb")
    path.write_bytes(BOMBS[kind]())
    assert path.stat().st_size < 5_000_000
    before, start_s = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(RecordingError):
        read_recording(path)
    assert time.process_time() - start_s < 1
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mb < 30


@pytest.mark.parametrize(
    "content", [b"PK\x05\x06" + bytes(18), zip_bomb("", 0)], ids=["no member", "a member without a name"]
)
def test_an_archive_without_a_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(RecordingError):
        read_recording(tmp_path / "x.zip")


def test_a_clock_without_a_number_is_refused_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Sample Rate: 10 kHz\ntime,head acceleration x [g]\n" + "nan,1\n" * 20)
    with pytest.raises(RecordingError):
        read_recording(tmp_path / "x.csv")


def test_names_in_a_comment_above_rows_that_are_no_numbers(tmp_path: Path) -> None:
    rows = "".join(f"0,{at:04d};0,{at}\n" for at in (3, 4, 5, 6))
    text = (
        f"sep=;\nZeit;abdomen force\n#,s;kN\n0,0000Û;0,0\n0,0001;0,1\n'1 000,0002;0,2\n{rows}0,ÐÔ07;0,7\n0,0008;0,8\n"
    )
    path = tmp_path / "x.csv"
    path.write_bytes(f"{text}0,0010;0,10\n0,24:61:61,11\n0,0012;0,12".encode("latin-1"))
    with pytest.raises(RecordingError, match="where the names of the columns belong"):
        read_recording(path)


def test_a_member_whose_name_is_no_text_is_damage(tmp_path: Path) -> None:
    packed = bytearray(zip_bomb("a.csv", len(BLOCK)))
    packed[7] |= 0x08  # the name is UTF-8, says this bit of the flags
    packed[30] = 0xB7
    (tmp_path / "x.zip").write_bytes(packed)
    with pytest.raises(RecordingError, match="damaged"):
        read_recording(tmp_path / "x.zip")


@pytest.mark.parametrize("said", ["Sample Rate: 1e-320 Hz", "Sample Rate: nan Hz", "Sample Interval: 1e-320 s"])
def test_a_rate_that_nothing_can_have_is_none(said: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"{said}\nleft femur force z [N],abdomen force [N]\n" + "1,2\n" * 20)
    with pytest.raises(RecordingError):
        read_recording(tmp_path / "x.csv")


@pytest.mark.parametrize("day", ["2026-01-52", "2026-13-01", "2026-02-30", "0000-00-00"])
def test_a_day_that_no_calendar_has_is_refused(day: str, tmp_path: Path) -> None:
    rows = "".join(f"{day if at == 7 else '2026-01-02'}T04:17:30.{at:04d}Z,1\n" for at in range(20))
    (tmp_path / "x.csv").write_text(f"time,head acceleration x [g]\n{rows}")
    with pytest.raises(RecordingError, match="a date that is none"):
        read_recording(tmp_path / "x.csv")
