"""Tables as strangers write them: units in the cells, wide characters, minus signs, zones, rates in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from stuntlab.criteria import measure_recording
from stuntlab.errors import RecordingError
from stuntlab.imports import read_recording

COUNT = 500
TIME_S = np.arange(COUNT) * 1e-4
INSIDE = (TIME_S > 0.02) & (TIME_S < 0.026)
PULSE_G = np.where(INSIDE, 100 * np.sin(np.pi * (TIME_S - 0.02) / 0.006), 0.0)
NAMES = "time [ms],head acceleration resultant [g]\n"


def rows(clock: Sequence[str], values: Sequence[str], mark: str = ",") -> str:
    return "".join(f"{time}{mark}{value}\n" for time, value in zip(clock, values, strict=True))


def ms() -> list[str]:
    return [f"{time * 1e3:.1f}" for time in TIME_S]


def pulse(form: str = "{:.4f}", size: float = 1.0) -> list[str]:
    return [form.format(size * value) for value in PULSE_G]


def summer_time_ends() -> list[str]:
    half = COUNT // 2
    before = [f"2026-10-25T02:59:59.{9750 + at:04d}+02:00" for at in range(half)]
    return before + [f"2026-10-25T02:00:00.{at:04d}+01:00" for at in range(half)]


STRANGE: dict[str, str | bytes] = {
    "unit in each cell": (
        "time,head acceleration resultant\n" + rows([f"{one} ms" for one in ms()], pulse("{:.3f}g"))
    ),
    "unit in each cell, decimal commas": (
        "Zeit;head acceleration resultant [g]\n"
        + rows([f"{one} ms" for one in ms()], pulse("{:.3f} g"), ";").replace(".", ",")
    ),
    "UTF-16 without a mark, little end first": (NAMES + rows(ms(), pulse())).encode("utf-16-le"),
    "UTF-16 without a mark, big end first": (NAMES + rows(ms(), pulse())).encode("utf-16-be"),
    "a minus sign that is no hyphen": (
        NAMES.replace("[g]", "[g],chest acceleration x [g]")
        + rows(ms(), [f"{one},\u22121.5" for one in pulse()])
    ),
    "metres per second squared in the name": (
        "time_us,head_acceleration_res_mps2\n" + rows([f"{t * 1e6:.0f}" for t in TIME_S], pulse(size=9.80665))
    ),
    "summer time ends within": (
        "time,head acceleration resultant [g]\n" + rows(summer_time_ends(), pulse())
    ),
    "a rate in kHz by its label": (
        "Sampling frequency (kHz): 10\nhead acceleration resultant [g],chest acceleration x [g]\n"
        + rows(pulse(), ["0.5"] * COUNT)
    ),
    "a rate in kS/s": (
        "Sample rate: 10 kS/s\nhead acceleration resultant [g],chest acceleration x [g]\n"
        + rows(pulse(), ["0.5"] * COUNT)
    ),
    "an interval in ms by its label": (
        "Interval [ms];0,1\nhead acceleration resultant [g];chest acceleration x [g]\n"
        + rows(pulse(), ["0.5"] * COUNT, ";").replace(".", ",")
    ),
    "a unit behind the word in": (
        "Zeit in ms;head acceleration resultant in g\n" + rows(ms(), pulse(), ";").replace(".", ",")
    ),
    "words run together": (
        "time_ms,HeadAccX_g,headLinearAccelerationY (g),headAccZ_g\n"
        + "\n".join(f"{at},{value},0,0" for at, value in zip(ms(), pulse(), strict=True))
    ),
    "strokes before units": (
        "time;head acceleration resultant\n/ms;/g\n" + rows(ms(), pulse(), ";")
    ),
    "blanks between decimal commas": (
        "time[ms]   head_acceleration_resultant[g]\n" + rows(ms(), pulse(), "   ").replace(".", ",")
    ),
    "a date without signs": (
        "time,head acceleration resultant [g]\n"
        + rows([f"20260102T041730.{at:04d}Z" for at in range(COUNT)], pulse())
    ),
    "a colon before ten-thousandths": (
        "time,head acceleration resultant [g]\n" + rows([f"04:17:30:{at:04d}" for at in range(COUNT)], pulse())
    ),
    "no value at the ends": (
        NAMES + rows(ms(), ["NaN"] * 9 + pulse()[9:-9] + [""] * 9)
    ),
}  # fmt: skip


def write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_table_gives_the_value_of_its_pulse(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    write(path, STRANGE[kind])
    (person,) = measure_recording(read_recording(path, dummy="50M")).people
    values = {one.criterion.load: one.value for one in person.measured}
    assert values["head_hic15"] == pytest.approx(248.6, rel=2e-3)


def test_rows_without_a_value_are_told(tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    write(path, STRANGE["no value at the ends"])
    assert any("18 rows at the ends in which no signal has a value" in note for note in read_recording(path).notes)


def test_two_units_in_one_column_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    cells = [f"{value / 1e3:.3f} kN" if value > 50 else f"{value:.1f} N" for value in PULSE_G]
    path.write_text("time [ms],abdomen force\n" + rows(ms(), cells))
    with pytest.raises(RecordingError, match=r"'0\.050 kN' is in another unit than the rest of its column"):
        read_recording(path)


@pytest.mark.parametrize("said", ["10 kLSB", "10 kX"])
def test_thousands_of_what_is_no_rate_are_none(said: str, tmp_path: Path) -> None:
    path = tmp_path / "rate.csv"
    path.write_text(f"Sample rate: {said}\nhead ax [g],abdomen force [N]\n" + rows(pulse(), pulse()))
    with pytest.raises(RecordingError, match="has no time columns"):
        read_recording(path)


def test_an_endless_clock_is_refused_without_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    clock = ["inf" if at in (3, 4) else str(at) for at in range(COUNT)]
    path.write_text("Sample rate: 10 kHz\ntime,head ax [g]\n" + rows(clock, pulse()))
    with pytest.raises(RecordingError, match="the clock has 2 of 500 values missing"):
        read_recording(path)
