"""Small files that would swell beyond what a machine has, read or taken apart: each is refused, soon and in a gigabyte.

Most of these took more than a minute, more than a gigabyte or ended in a traceback before they were guarded against.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pytest
from pyarrow.parquet import ParquetFile, write_table

from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording
from stuntlab.imports.lines import lines_of
from stuntlab.imports.naming import name_and_unit

ROWS = b"".join(b"%d,1\n" % at for at in range(30))
NAMES = b"time [ms],head acceleration x [g]\n"
LONGEST_S, MOST_BYTES = 1.5, 1_000_000_000
DATA = Path(__file__).parent / "data"
ONE_ROW_A_PAGE = {"data_page_size": 1, "write_batch_size": 1, "use_dictionary": False}
TYPES = {"[Content_Types].xml": b"<Types/>"}
SHEET = "xl/worksheets/sheet1.xml"
READ = """
import json, sys, time
from pathlib import Path
from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording
told = {}
for path in sys.argv[1:]:
    began_s = time.process_time()
    try:
        says = f"read {len(read_recording(Path(path)).channels)}"
    except RecordingError as problem:
        says = str(problem)
    told[Path(path).name] = time.process_time() - began_s, says
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(json.dumps([told, int(peak) * 1024]))
"""


def pack(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, held in files.items():
            archive.writestr(name, held)
    return content.getvalue()


def sheet(inside: bytes, **parts: bytes) -> bytes:
    return pack({**TYPES, **{f"xl/{name}.xml": part for name, part in parts.items()}, SHEET: inside})


def iso_mme(channels: bytes, **files: bytes) -> bytes:
    held = {f"Channel/T.{name.removeprefix('c')}": file for name, file in files.items()}
    return pack({"T.mme": b"title : x\n", "Channel/T.chn": channels, **held})


def c3d(parameters: bytes, numbers: bytes = bytes(5120), **header: int) -> bytes:
    """A C3D file of Intel. header: analog (numbers a frame), last (frame)."""
    section = b"\x01\x50\xff\x54" + parameters
    section += bytes(-len(section) % 512)
    head = bytearray(512)
    head[:2] = b"\x02\x50"
    head[2:10] = struct.pack("<4H", 0, header.get("analog", 1), 1, header.get("last", 10))
    head[12:24] = struct.pack("<fHHf", 1.0, 2 + len(section) // 512, 1, 1000.0)
    return bytes(head) + section + numbers


def parameter_over_the_next(kind: int) -> bytes:
    """A parameter of a million values, which lie over whatever comes after it."""
    return struct.pack("2b", 2, 1) + b"XX" + struct.pack("<HbB", 7, kind, 3) + bytes([255, 255, 15])


def number(group: bytes, name: bytes, value: float) -> bytes:
    said = struct.pack("2b", len(group), -1) + group + struct.pack("<H", 3) + b"\0"
    return said + struct.pack("2b", len(name), 1) + name + struct.pack("<HbBf", 0, 4, 0, value)


def zigzag(value: int) -> bytes:
    value, parts = value << 1, []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def parquet(**options: Any) -> bytes:
    file = io.BytesIO()
    columns = {"time [ms]": np.arange(2000) / 10, "head acceleration x [g]": np.arange(2000) * 0.1}
    write_table(pyarrow.table(columns), file, use_dictionary=False, **options)
    return file.getvalue()


def parquet_with_a_lie(*, swollen: int = 16_007, count: int = 2_000, encoding: int = 0) -> bytes:
    """A file whose page says that it unpacks to `swollen` bytes of `count` numbers, unlike its footer."""
    content = parquet(compression="snappy")
    chunk = ParquetFile(io.BytesIO(content)).metadata.row_group(0).column(1)
    at = chunk.data_page_offset
    end = content.index(b"\x11\x11\0\0\0", at) + 5  # statistics are exact, end of them, of the page, of its head
    size = chunk.total_compressed_size - (end - at)
    head = b"\x15\0\x15" + zigzag(swollen) + b"\x15" + zigzag(size)
    head += b"\x2c\x15" + zigzag(count) + b"\x15" + zigzag(encoding) + b"\x15\x06\x15\x06"
    room = end - at - len(head) - 6
    return content[:at] + head + b"\x1c\x18" + bytes([room]) + bytes(room + 3) + content[end:]


def texts_in_parquet(**options: Any) -> bytes:
    file = io.BytesIO()
    columns = {"time [ms]": np.arange(2000) / 10, "x": ["a" * 100_000] * 2000, "head ax [g]": np.arange(2000) * 0.1}
    write_table(pyarrow.table(columns), file, **options)
    return file.getvalue()


def tar(name: str, kind: int = tarfile.PAX_FORMAT, **headers: str) -> bytes:
    """A .tar of one file, whose name or other headers are long."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=kind) as archive:
        member = tarfile.TarInfo(name)
        member.size, member.pax_headers = 3, headers
        archive.addfile(member, io.BytesIO(b"a,b"))
    return content.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "short_lines.csv.gz": (lambda: gzip.compress(NAMES + b"1,2\n" * 3_100_000, 1), "more than 3,000,000 lines"),
    "comments.csv.gz": (lambda: gzip.compress(b"#a\n" * 3_100_000, 1), "more than 3,000,000 lines"),
    "one_line.csv.gz": (lambda: gzip.compress(b"12," * 300_000, 1), "line 1 has more than 500,000 signs"),
    "blanks_in_a_name.csv": (lambda: b"time [s],a" + b" " * 300_000 + b"b\n" + ROWS, "has no channel"),
    "blanks_in_a_comment.csv": (lambda: b"# " + b" " * 300_000 + b"x\ntime [s],a\n" + ROWS, "has no channel"),
    "brackets.csv": (lambda: b"[" * 400_000, "only one column"),
    "rounds_after_a_rate.csv": (lambda: b"# rate: 1 " + b"()" * 100 + b"x\ntime [s],a\n" + ROWS, "has no channel"),
    "two_big_tables.zip": (lambda: pack({f"{at}.csv": NAMES + b"1,2\n" * 3_100_000 for at in range(2)}), "lines"),
    "rows.xlsx": (lambda: sheet(b"<w>" + b"<row/>" * 12_000_000 + b"</w>"), "more than 12,000,000 tags"),
    "deep.xlsx": (lambda: sheet(b"<a>" * 1_000_000), "too many elements in one"),
    "wide.xlsx": (lambda: sheet(b"<w><row>" + b"<c/>" * 1_000_000 + b"</row></w>"), "too many elements in one"),
    "styles.xlsx": (
        lambda: sheet(b"<w/>", styles=b"<s>" + b"<a/>" * 1_100_000 + b"</s>"),
        "1,000,000 tags in one part",
    ),
    "texts.xlsx": (
        lambda: sheet(
            b"<w>" + (b"<row>" + b'<c t="s"><v>0</v></c>' * 100 + b"</row>") * 2_000 + b"</w>",
            sharedStrings=b"<sst><si><t>" + b"a" * 1_000 + b"</t></si></sst>",
        ),
        "more than 100 MB",
    ),
    "list.zip": (lambda: iso_mme(b"ab\n" * 2_000_000), "T.chn: holds more than 100,000 lines"),
    "many_channels.zip": (
        lambda: iso_mme(b"".join(b"Name of channel %05d : 11HEAD0000H3ACXA\n" % at for at in range(19_000))),
        "channels, more than 5,000; part the test",
    ),
    "long_channel.zip": (
        lambda: iso_mme(b"Name of channel 001 : 11HEAD0000H3ACXA\n", c001=b"unit : m/s2\n" + b"12\n" * 3_100_000),
        "T.001: holds more than 3,000,000 lines",
    ),
    "one_file_often.zip": (
        lambda: iso_mme(b"Name of channel 001 : 11HEAD0000H3ACXA\n" * 4_000, c001=b"1\n" * 20_000 + b"x\n"),
        "T.001 line 20001: 'x' is not a number",
    ),
    "long_name.tar": (lambda: tar("x" * 5_000_000), "a header of 5,0"),
    "long_name_of_gnu.tar": (lambda: tar("x" * 5_000_000, tarfile.GNU_FORMAT), "a header of 5,0"),
    "name_of_a_page.tar": (lambda: tar("x" * 90_000), "holds a file whose name has 90 000 letters"),
    "odd_gaps.tar": (
        lambda: tar("a.csv", **{"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9"}),
        "is a damaged, truncated or locked archive (its headers:",
    ),
    "channels.c3d": (lambda: c3d(b"", bytes(2 * 65_535 * 10), analog=65_535), "announces 65,535 analog channels"),
    "numbers_over_each_other.c3d": (lambda: c3d(parameter_over_the_next(1) * 9_000 + bytes(1_100_000)), "no channel"),
    "texts_over_each_other.c3d": (lambda: c3d(parameter_over_the_next(-1) * 9_000 + bytes(1_100_000)), "no channel"),
    "endless_frames.c3d": (lambda: c3d(number(b"POINT", b"FRAMES", 1e30), last=65_535), "the file is truncated"),
    "infinite_channels.c3d": (lambda: c3d(number(b"ANALOG", b"USED", float("inf"))), "has no channel"),
    "page_of_2_gb.parquet": (lambda: parquet_with_a_lie(swollen=2_000_000_000), "holds more than 100 MB"),
    "page_of_2e9.parquet": (lambda: parquet_with_a_lie(count=2_000_000_000), "has a page of a false size"),
    "cut_page.parquet": (lambda: parquet()[:4] + bytes(60) + parquet()[64:], "has a page"),
    "zeros.parquet": (lambda: parquet_of_zeros(31_000_000), "holds 31,000,000 numbers"),
    "texts.parquet": (
        lambda: texts_in_parquet(column_encoding={"x": "DELTA_BYTE_ARRAY"}, use_dictionary=False),
        "read 1",
    ),
    "words.parquet": (texts_in_parquet, "read 1"),
    "groups.parquet": (lambda: parquet_of_zeros(40_000, row_group_size=1), "has a footer of more than 4 MB"),
    "pages.parquet": (lambda: parquet_of_zeros(50_000, **ONE_ROW_A_PAGE), "has more than 40,000 pages"),
    "ends_the_program.parquet": ((DATA / "false_histogram.parquet").read_bytes, "is a damaged Parquet file"),
}


def parquet_of_zeros(count: int, **options: Any) -> bytes:
    file = io.BytesIO()
    write_table(pyarrow.table({"time [ms]": np.zeros(count, dtype=np.float32)}), file, **options)
    return file.getvalue()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, tuple[float, str]], int]:
    """What the reader says of each, in how much processor time, and the most bytes that it held."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, (make, _) in BOMBS.items():
        (folder / name).write_bytes(make())
    ran = subprocess.run(
        [sys.executable, "-c", READ, *(str(folder / name) for name in BOMBS)],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    read, peak = json.loads(ran.stdout)
    return read, peak


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_soon(name: str, told: tuple[dict[str, tuple[float, str]], int]) -> None:
    taken_s, says = told[0][name]
    assert BOMBS[name][1] in says
    assert len(says) < 500
    assert taken_s < LONGEST_S


def test_bombs_take_no_gigabyte(told: tuple[dict[str, tuple[float, str]], int]) -> None:
    assert told[1] < MOST_BYTES


def test_thousands_of_channels_are_read(tmp_path: Path) -> None:
    codes = [f"{at // 9 + 11}HEAD0000H3AC{'XYZ'[at % 3]}{'ABC'[at // 3 % 3]}".encode() for at in range(600)]
    files = {f"c{at:03d}": b"Reference channel : explicit\nReference channel name : TIME\nunit : g\n" + b"1\n2\n" * 6
             for at in range(600)}  # fmt: skip
    files["c999"] = b"unit : ms\n" + b"".join(b"0.%02d\n" % at for at in range(12))
    listed = b"".join(b"Name of channel %03d : %s\n" % (at, code) for at, code in enumerate(codes))
    path = tmp_path / "T.zip"
    path.write_bytes(iso_mme(listed + b"Name of channel 999 : TIME\n", **files))
    recording = read_recording(path)
    assert len(recording.channels) == 600
    assert recording.channels[-1].time_s[-1] == pytest.approx(0.11e-3)


def test_texts_of_another_width_are_a_clock(tmp_path: Path) -> None:
    stamps = [f"2026-01-02T04:17:30.{at:04d}Z" for at in range(300)]
    columns = {"time": pyarrow.array(stamps, pyarrow.large_string()), "head ax [g]": np.arange(300) * 0.1}
    write_table(pyarrow.table(columns), tmp_path / "polars.parquet")
    (read,) = read_recording(tmp_path / "polars.parquet").channels
    assert read.time_s[-1] == pytest.approx(0.0299)


def test_lines_are_counted_as_they_are_parted() -> None:
    assert lines_of("a\r\nb\nc\u2028d", "x", most=4) == ["a", "b", "c", "d"]
    with pytest.raises(RecordingError, match="more than 2 lines"):
        lines_of("a\r\nb\r\nc\r\n", "x", most=2)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("head acceleration x [g]", ("head acceleration x", "g")),
        (" time (ms) ", ("time", "ms")),
        ("moment (N·(m))", ("moment", "N·(m)")),
        ("a [b] c [g]", ("a [b] c", "g")),
        ("speed)", ("speed)", "")),
        ("[g]", ("", "g")),
        ("Fz ()", ("Fz", "")),
    ],
)
def test_name_and_unit(text: str, parts: tuple[str, str]) -> None:
    assert name_and_unit(text) == parts
