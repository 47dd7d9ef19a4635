"""Feed the readers of recordings damaged and invented files, led by the coverage of their code (atheris, libFuzzer).

Run: uv run --extra test python scripts/fuzz_readers.py [--inputs N] [--seconds S] [--seed N] [--keep FOLDER]

Inputs are mutated as bytes and by structure: members of archives, cells and lines of tables, packed contents. A finding
is anything but a recording or a RecordingError, more than a second of processor time for one input, or more than 1 GB.
Each kind of finding is told once and its first input is kept. Ends with 1 where there was one.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import random
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import atheris
import numpy as np
import pyarrow
from fuzz_watch import Findings, peak_bytes, prepare
from pyarrow.parquet import write_table

with atheris.instrument_imports(include=["stuntlab.imports"]):
    from stuntlab.imports import read_recording, write_iso_mme

from stuntlab.datasets import Channel, Recording
from stuntlab.errors import RecordingError

EXAMPLES = Path(__file__).parents[1] / "tests" / "imports" / "data"
NOT_OURS = (ValueError, LookupError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, struct.error)
LONGEST_S = 1.0
MOST_BYTES = 1_000_000_000
ADDRESS_SPACE = 8 << 30
LONGEST_INPUT = 8_192
TOLD_EVERY = 20_000
LINES = 14
CELLS = (
    *("", "nan", "inf", "-", "1e999", "1e-320", "9" * 400, "0x10", "1_0", "1,5", "1.234.567,8", "'1 000", '"', "=1+1"),
    *("time [ms]", "time", "rows", "head acceleration x [g]", "left femur force z [kN]", "[g]", "11HEAD0000H3ACXA"),
    *("2026-01-02T04:17:30.0001Z", "24:61:61", "1767327450.5", "sep=;", "#", "endheader", "nRows=9", "\x00", "\ufeff"),
    *("12.5 ms", "0,3 kN", "-4 g", "2026-10-25T02:00:00+02:00", "\u22125", "Sampling rate (kHz): 10", "10 kS/s"),
    *("Sample Rate: 10 kHz", "CFC 1000", "Number of samples :99999999", "Sampling interval :0", "²", "٣", "１"),
)


def tables() -> Iterator[str]:
    """Small tables as people write them."""
    rows = [f"{at / 10:.1f},{at % 3}.5,{-at}" for at in range(LINES)]
    yield "\n".join(["time [ms],head acceleration x [g],left femur force z [N]", *rows])
    yield "\n".join(["sep=;", "Zeit;abdomen force", "s;kN", *(f"0,{at:04d};0,{at}" for at in range(LINES))])
    yield "\n".join(
        ["logger 7", "rate,10 kHz", "", "time,11HEAD0000H3ACXA", "s,g", *(f"{a / 1e4},{a}" for a in range(20))]
    )
    yield "\n".join(["ch1\tch2", *(f"04:17:30.{at:04d}\t{at}" for at in range(LINES))])
    yield "\n".join(
        ["x", "nRows=12", "nColumns=2", "endheader", "time\tabdomen force", *(f"{a / 100}\t{a}" for a in range(12))]
    )


def recording() -> Recording:
    """Three channels to write as ISO-MME."""
    time_s = np.arange(LINES) * 1e-4
    axes = [
        Channel(f"head {axis}", "head", "acceleration", axis, "m/s²", time_s, time_s * 9, 1000, "", "50M", "fuzz")
        for axis in "xyz"
    ]
    return Recording("fuzz", "fuzz", tuple(axes), {})


def seeds() -> Iterator[bytes]:
    """One small file of every kind."""
    texts = [text.encode() for text in tables()]
    yield from texts
    yield "\ufeff".encode("utf-16-le") + texts[0].decode().encode("utf-16-le")
    yield gzip.compress(texts[0], mtime=0)
    yield pack({"drop.csv": texts[0], "readme.txt": b"x"})
    with tempfile.TemporaryDirectory() as folder:
        write_iso_mme(recording(), Path(folder), test="fuzz")
        files = {str(one.relative_to(folder)): one.read_bytes() for one in Path(folder).rglob("*") if one.is_file()}
        yield pack(files)
    rows = [line.split(",") for line in texts[0].decode().split("\n")]
    names = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in rows[0])
    sheet = f"<row>{names}</row>" + "".join(
        f"<row>{''.join(f'<c><v>{one}</v></c>' for one in row)}</row>" for row in rows[1:]
    )
    yield pack(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>".encode(),
            "xl/styles.xml": b'<x:s xmlns:x="u"><x:cellXfs><x:xf numFmtId="14"/></x:cellXfs></x:s>',
            "xl/sharedStrings.xml": b"<sst><si><t>time [ms]</t></si></sst>",
        }
    )
    yield parquet()
    for path in sorted(EXAMPLES.rglob("*")):
        if path.is_file() and path.stat().st_size <= LONGEST_INPUT:
            yield path.read_bytes()


def parquet() -> bytes:
    """A table of two columns."""
    file = io.BytesIO()
    numbers = [at / 10 for at in range(LINES)]
    write_table(pyarrow.table({"time [ms]": numbers, "head acceleration x [g]": numbers}), file)
    return file.getvalue()


def pack(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip of them."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, held in files.items():
            archive.writestr(zipfile.ZipInfo(name), held, method)
    return content.getvalue()


def mutate(content: bytes, longest: int, seed: int) -> bytes:
    """Another input like this one."""
    dice = random.Random(seed)
    try:
        if content.startswith(b"PK\x03\x04") and dice.random() < 0.9:
            return mutate_archive(content, longest, dice)
        if content.startswith(b"\x1f\x8b") and dice.random() < 0.9:
            inner = gzip.decompress(content)[:LONGEST_INPUT]
            return gzip.compress(mutate(inner, longest, seed + 1), mtime=0)[:longest]
    except NOT_OURS:  # an input that cannot be unpacked is mutated as bytes
        pass
    if b"\n" in content and b"\0" not in content[:200] and dice.random() < 0.6:
        return mutate_table(content, dice)[:longest]
    return bytes(atheris.Mutate(content, longest))


def mutate_archive(content: bytes, longest: int, dice: random.Random) -> bytes:
    """Change, take out, repeat or rename a member."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {one.filename: archive.read(one) for one in archive.infolist()[:40] if one.file_size < LONGEST_INPUT}
    name = dice.choice(list(files))
    what = dice.random()
    if what < 0.8:
        files[name] = mutate(files[name], longest, dice.randrange(1 << 30))
    elif what < 0.87:
        del files[name]
    else:
        files[dice.choice([f"{name}1", "../x", "C:/x", "/x", "a.mme", "b.csv", name.upper(), "Channel/x.002"])] = files[
            name
        ]
    method = dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    return pack(files, method)[:longest]


def mutate_table(content: bytes, dice: random.Random) -> bytes:
    """Change, take out, repeat or swap cells and lines of a table."""
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    mark = max(",;\t ", key=content.decode("latin-1").count)
    for _ in range(dice.choice([1, 1, 2, 4])):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        what = dice.randrange(6)
        if what <= 2:
            cells = lines[at].split(mark)
            place = dice.randrange(len(cells))
            cells[place : place + dice.choice([0, 1, 1, 1])] = [dice.choice(CELLS)]
            lines[at] = mark.join(cells)
        elif what == 3:
            lines[at], lines[other] = lines[other], lines[at]
        elif what == 4:
            lines[at:at] = [lines[other]] * dice.choice([1, 1, 20])
        elif len(lines) > 1:
            del lines[at]
    return "\n".join(lines).encode("utf-8", "surrogateescape")


class Watch(Findings):
    """Reads each input and notes what must not be."""

    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        super().__init__(asked.keep)
        self.asked, self.file = asked, folder / "fuzzed"
        self.count, self.read, self.slowest_s = 0, 0, 0.0
        self.began_s = time.monotonic()

    def take(self, content: bytes) -> None:
        """One input."""
        self.file.write_bytes(content)
        start_s = time.process_time()
        try:
            read_recording(self.file)
            self.read += 1
        except RecordingError:
            pass
        except BaseException as problem:
            self.note_exception(problem, content)
        taken_s = time.process_time() - start_s
        self.count += 1
        if taken_s > LONGEST_S:
            self.note("more than a second", content)
        self.slowest_s = max(self.slowest_s, taken_s if self.count > 1 else 0.0)
        if peak_bytes() > MOST_BYTES:
            self.note("more than 1 GB", content)
        if self.count % TOLD_EVERY == 0:
            self.tell()
        if self.count >= self.asked.inputs or time.monotonic() - self.began_s > self.asked.seconds:
            self.end()

    def end(self) -> None:
        """Say what was done and leave; libFuzzer has no other way out."""
        self.tell()
        os._exit(1 if self.kinds else 0)

    def tell(self) -> None:
        """Say what was done so far: an input may end the whole process, whose last one libFuzzer then keeps."""
        print(
            f"{self.count} inputs, {self.read} of them recordings, {len(self.kinds)} kinds of findings; "
            f"slowest {self.slowest_s:.2f} s, peak {peak_bytes() / 1e6:.0f} MB, "
            f"{time.monotonic() - self.began_s:.0f} s",
            flush=True,
        )


def main() -> None:
    """Fuzz until one of the limits is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where findings and the corpus go")
    asked = parser.parse_args()
    corpus, folder = prepare(asked.keep, seeds(), address_space=ADDRESS_SPACE)
    settings = [f"-max_len={LONGEST_INPUT}", f"-seed={asked.seed}", "-timeout=60", "-rss_limit_mb=0", "-verbosity=0"]
    settings.append(f"-artifact_prefix={asked.keep}/ended_")
    atheris.Setup([sys.argv[0], *settings, str(corpus)], Watch(asked, folder).take, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
