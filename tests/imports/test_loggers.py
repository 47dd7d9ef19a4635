"""Files of every shape that recorders write: one blow of 100 g for 6 ms, of which all say the same.

The closed form of a half sine: HIC = 0.41456 · 100^2.5 · 0.006 = 248.7.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from stuntlab.criteria import measure_recording
from stuntlab.datasets import Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording
from stuntlab.imports.delimited import read_delimited

HIC = 0.41456 * 100**2.5 * 0.006
TIME_S: Floats = np.arange(500) * 1e-4
INSIDE = (TIME_S > 0.02) & (TIME_S < 0.026)
BLOW_G: Floats = np.where(INSIDE, 100 * np.sin(np.pi * (TIME_S - 0.02) / 0.006), 0.0)


def rows(
    *columns: Sequence[float] | Floats, delimiter: str = ",", digits: int = 4, write: Callable[[str], str] = str
) -> str:
    return "\n".join(delimiter.join(write(f"{cell:.{digits}f}") for cell in row) for row in zip(*columns, strict=True))


def hic_of(recording: Recording, *, person: int = 0) -> float:
    people = measure_recording(recording).people
    found = {one.criterion.load: one for one in people[person].measured}
    assert found["head_peak_acceleration"].value == pytest.approx(100.0, rel=2e-3)
    return found["head_hic15"].value


def read(text: str, **names: str) -> Recording:
    return read_delimited(
        text, source="test.csv", names={name.replace("_", " "): words for name, words in names.items()}
    )


ACC = "head acceleration resultant [g]"
COMMA = {"write": lambda cell: cell.replace(".", ",")}
THOUSANDS = TIME_S * 1e6 + 1_000_000  # µs

SHAPES: dict[str, str] = {
    "plain": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G),
    "sep line": f"sep=;\ntime [s];{ACC}\n" + rows(TIME_S, BLOW_G, delimiter=";", **COMMA),
    "sep line with a bar": f'"sep=|"\ntime [s]|{ACC}\n' + rows(TIME_S, BLOW_G, delimiter="|"),
    "title above": f"Drop test 12\n\nRig A, hall 2\n\ntime [s],{ACC}\n" + rows(TIME_S, BLOW_G),
    "pairs above": f"Operator: Jo\nDate: 2026-01-02\nSample Rate: 10000 Hz\nNotes, none\n\ntime,{ACC}\n"
    + rows(TIME_S * 1e3, BLOW_G),
    "pairs with commas above": f"Operator,Jo,\nSampling rate (Hz),10000,\nChannels,2,\ntime,{ACC}\n"
    + rows(TIME_S, BLOW_G),
    "a rate in a comment": f"# sample_rate = 10 kHz\n{ACC.replace(' [g]', '')}, battery\ng,V\n"
    + rows(BLOW_G, 3.7 + 0 * BLOW_G),
    "a dts block": "\ufeffHeaders,,\nTest Date,01/02/2026,01/02/2026,\nSample Rate (Hz),10000,10000,\n"
    "ISO Channel Code,D0HEADCG0000ACR0,D0HEAD000000AVX0,\nSoftware Filter (SAE Class),NONE,NONE,\n"
    "Engineering Unit,g ,deg/sec,\nUser Comment,,,\nData Starts Here,,,\nTime,Chan 0:S1,Chan 1:S2,\n"
    + "\n".join(f"{t:.6f},{a:.6f},{0.0:.1f}," for t, a in zip(TIME_S - 0.01, BLOW_G, strict=True)),
    "a dts block without a comma at the end": "Headers\nSample Rate (Hz),10000\nISO Channel Code,D0HEADCG0000ACR0\n"
    "Engineering Unit,g\nData Starts Here\nTime,Chan 0\n" + rows(TIME_S, BLOW_G),
    "mot": "run3\nversion=1\nnRows=500\nnColumns=2\ninDegrees=yes\nendheader\ntime\thead acceleration resultant\n"
    + rows(TIME_S, BLOW_G * 9.80665, delimiter="\t", digits=6),
    "sto with blanks": "run3\nversion=1\nnRows=500\nnColumns=2\ninDegrees=no\nendheader\n"
    "time            head_acceleration_resultant\n"
    + "\n".join(f"      {t:.8f}      {a * 9.80665:.8f}" for t, a in zip(TIME_S, BLOW_G, strict=True)),
    "lvm": "LabVIEW Measurement\t\nWriter_Version\t2\nSeparator\tTab\n***End_of_Header***\t\t\nChannels\t1\t\n"
    "Samples\t500\t\nY_Unit_Label\tg\t\nDelta_X\t0.0001\t\n***End_of_Header***\t\t\n"
    "X_Value\thead acceleration resultant\tComment\n" + rows(TIME_S, BLOW_G, delimiter="\t"),
    "units below": "time,head acceleration resultant\ns,g\n" + rows(TIME_S, BLOW_G),
    "units below in brackets, dashes for none": "Time,head acceleration resultant,flag\n[s],[G's],-\n"
    + rows(TIME_S, BLOW_G, 0 * BLOW_G),
    "devices above, a rate, frames": "Devices\n10000\n,,Helmet IMU - acc,,\n"
    "Frame,Sub Frame,head acceleration resultant,,\n,,g,,\n"
    + "\n".join(f"{i // 10},{i % 10},{a:.4f},," for i, a in enumerate(BLOW_G)),
    "another table below": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G)
    + "\n\nTrajectories\n200\n,Jo:head,,\nFrame,X,Y,Z\n,mm,mm,mm\n1,2,3,4\n2,2,3,4\n",
    "a footer": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G) + "\nEnd of data\nChecksum: 77\n",
    "a last line cut off": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G) + "\n0.05",
    "zeros at the end, clock and all": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G) + "\n0,0" * 200,
    "the last row again and again": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G) + "\n0.0499,0.0000" * 200,
    "nul bytes for a tail": f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G) + "\n" + "\0" * 400,
    "thousands with commas": f'time [µs],{ACC}\n' + "\n".join(
        f'"{t:,.0f}","{a:,.3f}"' for t, a in zip(THOUSANDS, BLOW_G, strict=True)
    ),
    "thousands with points": f"time [µs];{ACC}\n" + "\n".join(
        f"{t:,.0f};{a:,.3f}".replace(",", "x").replace(".", ",").replace("x", ".")
        for t, a in zip(THOUSANDS, BLOW_G, strict=True)
    ),
    "thousands with blanks": f"time [µs];{ACC}\n" + "\n".join(
        f"{t:,.0f};{a:,.3f}".replace(",", " ").replace(".", ",") for t, a in zip(THOUSANDS, BLOW_G, strict=True)
    ),
    "thousands with apostrophes": f"time [µs];{ACC}\n" + "\n".join(
        f"{t:,.0f};{a:,.3f}".replace(",", "'") for t, a in zip(THOUSANDS, BLOW_G, strict=True)
    ),
    "epoch in seconds": f"timestamp,{ACC}\n" + rows(1_767_000_000 + TIME_S, BLOW_G, digits=5),
    "epoch in milliseconds": f"timestamp,{ACC}\n" + rows(1_767_000_000_000 + TIME_S * 1e3, BLOW_G),
    "epoch in microseconds": f"unix_time,{ACC}\n" + rows(1_767_000_000_000_000 + TIME_S * 1e6, BLOW_G, digits=1),
    "epoch in nanoseconds": f"time,seconds_elapsed,{ACC}\n"
    + "\n".join(f"{1_767_000_000_000_000_000 + i * 100_000},{i * 1e-4:.4f},{a:.4f}" for i, a in enumerate(BLOW_G)),
    "iso clock": f"time,{ACC}\n"
    + "\n".join(f"2026-01-02T04:59:59.{9900 + i:04d}Z,{a:.4f}" for i, a in enumerate(BLOW_G) if i < 100)
    + "\n" + "\n".join(f"2026-01-02T05:00:00.{i - 100:04d}Z,{a:.4f}" for i, a in enumerate(BLOW_G) if i >= 100),
    "iso clock with a zone": f"isoTimestamp,{ACC}\n"
    + "\n".join(f"2026-01-02 04:17:30.{i:04d}+01:00,{a:.4f}" for i, a in enumerate(BLOW_G)),
    "time of day": f"time,{ACC}\n" + "\n".join(f"04:17:30.{i:04d},{a:.4f}" for i, a in enumerate(BLOW_G)),
    "time of day over midnight": f"time,{ACC}\n"
    + "\n".join(
        f"{'23:59:59' if i < 100 else '00:00:00'}.{(9900 + i) % 10000:04d},{a:.4f}" for i, a in enumerate(BLOW_G)
    ),
    "date and time of day, decimal commas": f"Datum Zeit;{ACC}\n"
    + "\n".join(
        f"02.01.2026 04:17:30,{i:04d};" + f"{a:.4f}".replace(".", ",") for i, a in enumerate(BLOW_G)
    ),
    "a date and a time of day in two columns, decimal commas": f"Datum;Zeit;{ACC}\n"
    + "\n".join(
        f"02.01.2026;04:17:30,{i:04d};" + f"{a:.4f}".replace(".", ",") for i, a in enumerate(BLOW_G)
    ),
    "exponents as Fortran writes them": f"time [s],{ACC}\n"
    + "\n".join(f"{t:.6E},{a:.6E}".replace("E", "D") for t, a in zip(TIME_S, BLOW_G, strict=True)),
    "an axis that never moves": "time [s],head ax [g],head ay [g],head az [g]\n"
    + rows(TIME_S, BLOW_G, 0 * BLOW_G + 0.01, 0 * BLOW_G),
    "a counter and a rate": f"Sampling frequency: 10000 Hz\nSample,{ACC}\n"
    + "\n".join(f"{i},{a:.4f}" for i, a in enumerate(BLOW_G)),
    "phone": f"loggingTime(txt),seconds_elapsed,z,{ACC}\n"
    + "\n".join(f"2026-01-02T04:17:30.{i:04d}+0000,{i * 1e-4:.4f},low,{a:.4f}" for i, a in enumerate(BLOW_G)),
    "quotes and blanks": f'"time [s]" , "{ACC}"\n'
    + "\n".join(f'"{t:.4f}", "{a:.4f}"' for t, a in zip(TIME_S, BLOW_G, strict=True)),
    "blanks between": "time[s]  head_acceleration_resultant[g]\n"
    + "\n".join(f"{t:.4f}   {a:.4f}" for t, a in zip(TIME_S, BLOW_G, strict=True)),
    "names in a comment": f"#time [s],{ACC}\n" + rows(TIME_S, BLOW_G),
    "units in the words": "time_s,head_ax_g,head_ay_g,head_az_g\n" + rows(TIME_S, BLOW_G, 0 * BLOW_G, 0 * BLOW_G),
    "units after a stroke": "time/s;head acceleration resultant/g\n" + rows(TIME_S, BLOW_G, delimiter=";"),
    "nhtsa": "TIME\tHEAD ACC RES\n(SEC)\t(G'S)\n" + rows(TIME_S, BLOW_G, delimiter="\t"),
    "diadem": "Kanal;Zeit;head acceleration resultant\nEinheit;s;g\nKommentar;;\n"
    + "\n".join(f"{i};{t:.4f};{a:.4f}".replace(".", ",") for i, (t, a) in enumerate(zip(TIME_S, BLOW_G, strict=True))),
    "a device in the first column": f"device,time [s],{ACC}\n"
    + "\n".join(f"esp32,{t:.4f},{a:.4f}" for t, a in zip(TIME_S, BLOW_G, strict=True)),
    "old line ends": f"time [s],{ACC}\r" + rows(TIME_S, BLOW_G).replace("\n", "\r"),
    "blank lines between": f"time [s],{ACC}\n\n" + rows(TIME_S, BLOW_G).replace("\n", "\n\n"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "blow.csv"
    path.write_text(SHAPES[shape], encoding="utf-8")
    assert hic_of(read_recording(path, dummy="50M")) == pytest.approx(HIC, rel=2e-3)


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ("title above", "the table begins at line 5; 2 lines above it are skipped"),
        ("a dts block", "8 lines above it are skipped, but for what is said of unit, code, filter, rate"),
        ("another table below", "lines 503 to 509 after the table skipped: 'Trajectories'"),
        ("a last line cut off", "line 502, the last one, is cut off and was skipped"),
        ("zeros at the end, clock and all", "the last 200 rows, from line 502, were left out: the clock stands still"),
        ("the last row again and again", "the last 200 rows, from line 502, were left out"),
        ("epoch in milliseconds", "the clock has no unit and is in ms by its size"),
        ("a counter and a rate", "the clock is made from the rate of 10000 Hz that the file gives"),
        ("mot", "the clock has no unit and is in s by the format"),
    ],
)
def test_what_is_skipped_or_taken_for_granted_is_said(shape: str, says: str) -> None:
    assert says in "\n".join(read(SHAPES[shape].replace("\0", "")).notes)


def test_two_sessions_in_one_file_are_computed_apart() -> None:
    first = f"time [s],{ACC}\n" + rows(TIME_S, BLOW_G / 2)
    second = f"\n\ntime [s],{ACC}\n" + rows(TIME_S, BLOW_G)
    for text in (first + second, first + "\n" + rows(TIME_S, BLOW_G), first + "\n" + rows(TIME_S + 5, BLOW_G)):
        recording = read(text)
        assert [channel.person for channel in recording.channels] == ["session 1", "session 2"]
        assert hic_of(recording, person=1) == pytest.approx(HIC, rel=2e-3)
        assert "the file holds 2 sessions" in "\n".join(recording.notes)


def test_a_tail_that_a_recorder_filled_up_is_left_out() -> None:
    """A turn of 20 rad/s that drops to nothing within one sample is no acceleration of 200 000 rad/s²."""
    turning = 20 * np.sin(np.pi * TIME_S / TIME_S[-1] / 2)
    names = "time [s]," + ",".join(f"head angular velocity {axis} [rad/s]" for axis in "xyz")
    whole = rows(TIME_S, turning, 0.3 * turning, 0.1 * turning)
    more = [f"{t:.4f}" for t in 0.05 + np.arange(300) * 1e-4]
    for tail in ("0,0,0", whole.rsplit("\n", 1)[1].split(",", 1)[1]):
        recording = read(f"{names}\n{whole}\n" + "\n".join(f"{t},{tail}" for t in more))
        assert recording.channels[0].values.size in (499, 500)
        assert "left out" in "\n".join(recording.notes)
        (person,) = measure_recording(recording).people
        angular = next(one for one in person.measured if one.criterion.load == "head_angular_acceleration")
        assert angular.value < 800


def test_a_signal_that_ends_at_rest_is_kept_whole() -> None:
    assert read(SHAPES["plain"]).channels[0].values.size == TIME_S.size


def test_one_bad_column_leaves_the_others() -> None:
    head = [f"{t:.4f},{a:.4f}" for t, a in zip(TIME_S, BLOW_G, strict=True)]
    bad = {
        "a gap": ("chest deflection [mm]", ["", *["1"] * 499], "1 of 500 values missing"),
        "a dead one": ("chest deflection [mm]", ["nan"] * 500, "500 of 500 values missing"),
        "a unit of something else": ("chest deflection [V]", ["1"] * 500, "'V' is not a unit of a displacement"),
        "no unit": ("chest deflection", ["1"] * 500, "has no unit"),
        "a word": ("chest deflection [mm]", ["1"] * 250 + ["high"] + ["1"] * 249, "'high' is not a number"),
        "absurd": ("chest deflection [mm]", ["1"] * 250 + ["1e300"] + ["1"] * 249, "more than any sensor measures"),
    }
    for name, (column, cells, why) in bad.items():
        text = f"time [s],{ACC},{column}\n" + "\n".join(f"{a},{b}" for a, b in zip(head, cells, strict=True))
        recording = read(text)
        assert hic_of(recording) == pytest.approx(HIC, rel=2e-3), name
        (person,) = measure_recording(recording).people
        chest = next(one for one in person.not_measured if one.criterion.load == "chest_compression")
        assert why in chest.why, name


def test_twins_are_left_out_and_the_rest_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "twins.csv"
    path.write_text(
        f"time [s],{ACC},chest deflection [mm],chest compression [mm]\n" + rows(TIME_S, BLOW_G, BLOW_G, BLOW_G)
    )
    recording = read_recording(path)
    assert hic_of(recording) == pytest.approx(HIC, rel=2e-3)
    assert "are both chest displacement x; keep one of them" in recording.faulty[0].why
    with pytest.raises(RecordingError, match="keep one of them"):
        read_recording(path, strict=True)


def test_a_map_gives_words_units_and_clocks() -> None:
    body = rows(TIME_S * 1e3, BLOW_G)
    assert hic_of(read(f"Time,h1\n{body}", Time="time [ms]", h1="head acceleration resultant [g]")) > 200
    assert hic_of(read(f"tick,h1\n{body}", tick="time [ms]", h1="head acceleration resultant [g]")) > 200
    assert hic_of(read(f"time [ms],head acceleration resultant\n{body}", head_acceleration_resultant="[g]")) > 200
    counted = "\n".join(f"{i},{a:.4f}" for i, a in enumerate(BLOW_G))
    assert hic_of(read(f"n,{ACC}\n{counted}", n="time [10 kHz]")) > 200
    assert hic_of(read(f"n,{ACC}\n{counted}", rows="time [10 kHz]")) > 200
    nameless = {"column 1": "time [ms]", "column 2": "head acceleration resultant [g]"}
    assert hic_of(read_delimited(body, source="plate.txt", names=nameless)) > 200


def test_the_rate_of_the_rows_goes_before_a_clock_of_too_few_digits() -> None:
    text = f"time [ms],{ACC}\n" + rows(TIME_S * 1e3, BLOW_G, digits=0)
    with pytest.raises(RecordingError, match=r"stands still at line 3.*--map 'rows=time"):
        read(text)
    recording = read(text, rows="time [10 kHz]")
    assert hic_of(recording) == pytest.approx(HIC, rel=2e-3)
    assert recording.unused == {"time": "another clock; 'the rate of the rows' was taken"}


def test_maps_are_kept_beside_the_data(tmp_path: Path) -> None:
    path = tmp_path / "drop.csv"
    path.write_text("tick,h1,h2\n" + rows(TIME_S * 1e3, BLOW_G, BLOW_G))
    (tmp_path / "channels.map").write_text("# rig\ntick = time [ms]\nh1 = head acceleration resultant [kg]\nh9 = foo\n")
    (tmp_path / "drop.csv.map").write_text("h1 = head acceleration resultant [g]\n")
    recording = read_recording(path)
    assert hic_of(recording) == pytest.approx(HIC, rel=2e-3)
    assert "columns are named by channels.map and drop.csv.map, which lies beside it" in recording.notes
    (channel,) = read_recording(path, names={"h1": "chest acceleration x [g]"}).channels
    assert channel.location == "chest"
    (tmp_path / "drop.csv.map").write_text("h1\n")
    with pytest.raises(RecordingError, match=r"drop\.csv\.map: line 1 is not column=words"):
        read_recording(path)


# What a table may be packed in


def workbook(sheets: dict[str, list[list[object]]], *, shared: bool = True) -> bytes:
    """An Excel workbook as Excel writes it, as far as a reader of numbers cares."""
    texts: list[str] = []
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", f"<workbook {main}/>")
        formats = '<numFmts><numFmt numFmtId="170" formatCode="hh:mm:ss.000"/></numFmts>'
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet {main}>{formats}<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
        )
        for number, table in enumerate(sheets.values(), start=1):
            lines = []
            for at, row in enumerate(table, start=1):
                cells = []
                for column, cell in enumerate(row):
                    reference = f"{chr(65 + column)}{at}"
                    if isinstance(cell, str) and shared:
                        texts.append(cell)
                        cells.append(f'<c r="{reference}" t="s"><v>{len(texts) - 1}</v></c>')
                    elif isinstance(cell, str):
                        cells.append(f'<c r="{reference}" t="inlineStr"><is><t>{cell}</t></is></c>')
                    elif cell is not None:
                        style = ' s="1"' if isinstance(cell, np.floating) else ""
                        cells.append(f'<c r="{reference}"{style}><v>{float(str(cell))!r}</v></c>')
                lines.append(f'<row r="{at}">{"".join(cells)}</row>')
            sheet = f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>"
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
        items = "".join(f"<si><t>{text}</t></si>" for text in texts)
        archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{items}</sst>")
    return packed.getvalue()


TABLE: list[list[object]] = [
    ["Drop 12"],
    [],
    ["time [s]", ACC, "remark"],
    *([float(f"{t:.4f}"), float(a), None] for t, a in zip(TIME_S, BLOW_G, strict=True)),
]


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook(tmp_path: Path, shared: bool) -> None:
    path = tmp_path / "drop.xlsx"
    path.write_bytes(workbook({"notes": [["written by Jo"]], "data": TABLE}, shared=shared))
    recording = read_recording(path, dummy="50M")
    assert hic_of(recording) == pytest.approx(HIC, rel=2e-3)
    assert "read from sheet 2 of 2 in the workbook" in recording.notes


def test_a_clock_of_a_workbook_is_a_time_of_day(tmp_path: Path) -> None:
    day = np.float64(46024.1784722222)
    table: list[list[object]] = [["time", ACC]]
    table += [[np.float64(day + 0.01 * i / 86400), float(g)] for i, g in enumerate(BLOW_G)]
    path = tmp_path / "drop.xlsx"
    path.write_bytes(workbook({"data": table}))
    (channel,) = read_recording(path).channels
    np.testing.assert_allclose(np.diff(channel.time_s), 0.01, rtol=1e-3)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (workbook({"data": [["hello"]]}), "is an Excel workbook without a sheet that is a recording"),
        (workbook({}), "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is an old Excel workbook; save it as .xlsx or CSV"),
        (b"TDSm" + bytes(600), "is a TDMS file of LabVIEW"),
        (b"MATLAB 5.0 MAT-file" + bytes(600), "is a MATLAB file"),
        (b"%PDF-1.7" + bytes(600), "is a PDF"),
        (b"ARROW1\0\0" + bytes(600), "is an Arrow or Feather file"),
        (b'{"time": [0, 1]}', "is JSON"),
        (b"<!DOCTYPE html><table></table>", "is HTML or XML"),
    ],
)
def test_what_is_no_recording_is_called_by_its_name(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "drop.xlsx"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match=says):
        read_recording(path)


def test_a_table_in_gzip_and_in_a_zip(tmp_path: Path) -> None:
    text = SHAPES["plain"].encode()
    (tmp_path / "drop.csv.gz").write_bytes(gzip.compress(text))
    assert hic_of(read_recording(tmp_path / "drop.csv.gz")) == pytest.approx(HIC, rel=2e-3)
    path = tmp_path / "phone.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Raw Data.csv", text)
        archive.writestr("meta/device.csv", "property,value\nname,phone\n")
        archive.writestr("__MACOSX/._Raw Data.csv", b"\0\5\x16\7")
    recording = read_recording(path)
    assert hic_of(recording) == pytest.approx(HIC, rel=2e-3)
    assert "read from Raw Data.csv in phone.zip" in recording.notes
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Second.csv", text)
    with pytest.raises(RecordingError, match=r"holds 2 tables .*; unpack it and give one of them"):
        read_recording(path)


def test_a_workbook_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "mail.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("drop.xlsx", workbook({"data": TABLE}))
    assert hic_of(read_recording(path)) == pytest.approx(HIC, rel=2e-3)


@pytest.mark.parametrize("name", ["packed twice.zip", "without an ending.zip", "four bytes a sign.csv"])
def test_other_ways_to_pack_a_table(tmp_path: Path, name: str) -> None:
    text, path = SHAPES["plain"], tmp_path / name
    if path.suffix == ".csv":
        path.write_bytes(text.encode("utf-32"))
    else:
        inside = {"drop.csv.gz": gzip.compress(text.encode())} if "twice" in name else {"DATA001": text.encode()}
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in inside.items():
                archive.writestr(member, content)
    assert hic_of(read_recording(path)) == pytest.approx(HIC, rel=2e-3)


@pytest.mark.parametrize(
    ("members", "says"),
    [
        (("mimetype", "content.xml"), "is an OpenDocument file; save the sheet as .xlsx or CSV"),
        (("Index/Document.iwa",), "is a Numbers file; export it as CSV"),
        (("run.zip",), "is an archive in an archive; unpack it first"),
    ],
)
def test_what_is_packed_and_no_table_is_called_by_its_name(tmp_path: Path, members: tuple[str, ...], says: str) -> None:
    path = tmp_path / "drop.ods"
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, b"PK\5\6" + bytes(18) if member.endswith(".zip") else b"")
    with pytest.raises(RecordingError, match=says):
        read_recording(path)


def test_twins_of_a_parquet_file_are_left_out_and_the_rest_is_computed(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    chest = "chest acceleration resultant [g]"
    columns = [arrow.array(one) for one in (TIME_S, BLOW_G, BLOW_G, BLOW_G)]
    parquet.write_table(arrow.Table.from_arrays(columns, ["time [s]", ACC, chest, chest]), tmp_path / "drop.parquet")
    recording = read_recording(tmp_path / "drop.parquet")
    assert hic_of(recording) == pytest.approx(HIC, rel=2e-3)
    assert recording.unused == {chest: "is there more than once"}


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "drop.parquet"
    parquet.write_table(arrow.table({"time [ms]": TIME_S * 1e3, ACC: BLOW_G, "name": ["x"] * 500}), path)
    assert hic_of(read_recording(path)) == pytest.approx(HIC, rel=2e-3)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RecordingError, match="is a damaged Parquet file"):
        read_recording(path)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(RecordingError, match=r"stuntlab\[tables\]"):
        read_recording(path)
