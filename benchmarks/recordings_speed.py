"""How fast `stuntlab injury FOLDER` is: many tests of 20 channels at 20 kHz, from a cold process and once more.

Run: python benchmarks/recordings_speed.py [TESTS [SAMPLES]]

The tests are written to a temporary folder as CSV, which is the slowest format to read, and as ISO-MME archives.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np

from stuntlab.datasets import Channel, Recording
from stuntlab.imports import write_iso_mme

STEP_S = 5e-5
AXES = "xyz"
# (location, quantity, axes, SI unit, unit of the CSV, its size in SI, peak in SI)
SENSORS = (
    ("head", "acceleration", "xyz", "m/s²", "g", 9.80665, 700.0),
    ("head", "angular velocity", "xyz", "rad/s", "rad/s", 1.0, 30.0),
    ("upper neck", "force", "xz", "N", "kN", 1000.0, 2000.0),
    ("upper neck", "moment", "y", "N·m", "N·m", 1.0, 50.0),
    ("chest", "acceleration", "xyz", "m/s²", "g", 9.80665, 400.0),
    ("chest", "displacement", "x", "m", "mm", 0.001, 0.03),
    ("pelvis", "acceleration", "xyz", "m/s²", "g", 9.80665, 400.0),
    ("left femur", "force", "z", "N", "kN", 1000.0, -5000.0),
    ("right femur", "force", "z", "N", "kN", 1000.0, -3000.0),
    ("left upper tibia", "force", "z", "N", "kN", 1000.0, -3500.0),
    ("left upper tibia", "moment", "y", "N·m", "N·m", 1.0, 90.0),
)


def recording(sample_count: int, draw: np.random.Generator) -> Recording:
    """One test: half-sines of 20 ms with some noise."""
    time_s = np.arange(sample_count) * STEP_S
    phase = (time_s - 0.02) / 0.02
    pulse = np.where((phase > 0) & (phase < 1), np.sin(np.pi * np.clip(phase, 0, 1)), 0.0)
    channels = tuple(
        Channel(
            f"{place} {quantity} {axis}", place, quantity, axis, unit, time_s,
            peak * (draw.uniform(0.3, 1) * pulse + draw.normal(scale=0.002, size=sample_count)),
            1000, "", "50M", "benchmark",
        )
        for place, quantity, axes, unit, _, _, peak in SENSORS
        for axis in axes
    )  # fmt: skip
    return Recording("benchmark", "benchmark", channels, {})


def csv_of(test: Recording) -> bytes:
    """The test as a logger writes it, seven digits a number."""
    sizes = {(place, quantity): (unit, size) for place, quantity, _, _, unit, size, _ in SENSORS}
    names, columns = ["time [ms]"], [test.channels[0].time_s * 1e3]
    for one in test.channels:
        unit, size = sizes[one.location, one.quantity]
        names.append(f"{one.name} [{unit}]")
        columns.append(one.values / size)
    text = io.StringIO()
    np.savetxt(text, np.column_stack(columns), fmt="%.6e", delimiter=",", header=",".join(names), comments="")
    return text.getvalue().encode()


def archive_of(test: Recording) -> bytes:
    """The test as a zipped ISO-MME folder."""
    content = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        write_iso_mme(test, Path(folder), test="test")
        for path in sorted(Path(folder).rglob("*.*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return content.getvalue()


def seconds_for(folder: Path, table: Path, kept: Path) -> tuple[float, float]:
    """One run of the command in a process of its own: s by the clock, and s of processor time of all its processes."""
    line = [sys.executable, "-m", "stuntlab", "injury", str(folder), "--dummy", "50M", "--table", str(table)]
    start_s, before_s = time.perf_counter(), processor_s()
    subprocess.run(
        line,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(kept)},
    )
    return time.perf_counter() - start_s, processor_s() - before_s


def processor_s() -> float:
    """Processor time of the processes that have ended, s."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(test_count: int = 200, sample_count: int = 6000) -> None:
    """Measure both formats and print it."""
    draw = np.random.default_rng(0)
    print(f"{test_count} tests of 20 channels at 20 kHz, {sample_count} samples each; {os.cpu_count()} processors")
    for ending, written in ((".csv", csv_of), (".zip", archive_of)):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "tests"
            folder.mkdir()
            for number in range(test_count):
                (folder / f"{number:03d}{ending}").write_bytes(written(recording(sample_count, draw)))
            size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
            first_s, used_s = seconds_for(folder, Path(place) / "table.csv", Path(place) / "kept")
            again_s, _ = seconds_for(folder, Path(place) / "table.csv", Path(place) / "kept")
            busy = os.getloadavg()[0]
            print(
                f"  {ending}: {size:.0f} MB, {first_s:.1f} s by the clock, {used_s:.1f} s of processor time; "
                f"once more {again_s:.1f} s (load {busy:.1f})"
            )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
