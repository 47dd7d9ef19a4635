"""Write the sample recordings under examples/recordings, all made from closed forms so that their criteria are known.

Half-sines: HIC = 0.4146·A^2.5·T; VC = scale/depth·D²·π/(2·T); Nij from the peaks of force and moment, which coincide.

Run: python scripts/make_sample_recordings.py [FOLDER]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np

from stuntlab.datasets import Channel, Floats, Recording
from stuntlab.imports import write_iso_mme

G = 9.80665
STEP_S = 1e-4
START_S = 0.005
# (location, quantity, axis, SI unit, peak in SI, duration s, class): a made-up frontal fall of a Hybrid III 50M.
DROP_TEST = [
    ("head", "acceleration", "x", "m/s²", 80 * G, 0.010, 1000),
    ("head", "acceleration", "y", "m/s²", 0.0, 0.010, 1000),
    ("head", "acceleration", "z", "m/s²", 60 * G, 0.010, 1000),
    ("head", "angular velocity", "x", "rad/s", 10.0, 0.020, 60),
    ("head", "angular velocity", "y", "rad/s", -30.0, 0.020, 60),
    ("head", "angular velocity", "z", "rad/s", 5.0, 0.020, 60),
    ("upper neck", "force", "x", "N", 0.0, 0.020, 1000),
    ("upper neck", "force", "z", "N", 2000.0, 0.020, 1000),
    ("upper neck", "moment", "y", "N·m", 50.0, 0.020, 600),
    ("chest", "acceleration", "x", "m/s²", -40 * G, 0.025, 180),
    ("chest", "acceleration", "y", "m/s²", 0.0, 0.025, 180),
    ("chest", "acceleration", "z", "m/s²", 0.0, 0.025, 180),
    ("chest", "displacement", "x", "m", -0.030, 0.030, 180),
    ("pelvis", "acceleration", "x", "m/s²", -30 * G, 0.025, 1000),
    ("pelvis", "acceleration", "y", "m/s²", 0.0, 0.025, 1000),
    ("pelvis", "acceleration", "z", "m/s²", 40 * G, 0.025, 1000),
    ("left femur", "force", "z", "N", -5000.0, 0.015, 600),
    ("right femur", "force", "z", "N", -3000.0, 0.015, 600),
    ("left upper tibia", "force", "z", "N", -3590.0, 0.015, 600),
    ("left upper tibia", "moment", "x", "N·m", 67.5, 0.015, 600),
    ("left upper tibia", "moment", "y", "N·m", 90.0, 0.015, 600),
]


def half_sine(time_s: Floats, peak: float, duration_s: float) -> Floats:
    """Half a sine from START_S on, zero before and after, [time]."""
    phase = (time_s - START_S) / duration_s
    return np.asarray(np.where((phase > 0) & (phase < 1), peak * np.sin(np.pi * phase), 0.0))


def clock(length_s: float) -> Floats:
    """Even clock from 0, [time], s."""
    return np.arange(round(length_s / STEP_S) + 1) * STEP_S


def drop_test() -> Recording:
    """Many channels of one dummy."""
    time_s = clock(0.045)
    channels = [
        Channel(
            name=f"{location} {quantity} {axis}",
            location=location,
            quantity=quantity,
            axis=axis,
            unit=unit,
            time_s=time_s,
            values=np.round(half_sine(time_s, peak, duration_s), 9 if unit == "m" else 5),
            channel_class=channel_class,
            person="11",
            dummy="50M",
            source="closed form",
        )
        for location, quantity, axis, unit, peak, duration_s, channel_class in DROP_TEST
    ]
    return Recording(title="Made-up frontal fall, half-sines", source="", channels=tuple(channels), unused={})


def head_csv() -> str:
    """A head form dropped on a hard mat: 100 g, 10 ms, on one axis; HIC15 = 414.6."""
    time_s = clock(0.040)
    head = half_sine(time_s, 100.0, 0.010)
    rows = [f"{1e3 * t:.1f},{a:.5f},0,0" for t, a in zip(time_s, head, strict=True)]
    names = "time [ms],head acceleration x [g],head acceleration y [g],head acceleration z [g]"
    return "\n".join(["# half-sine, 100 g, 10 ms, unfiltered: HIC15 = 414.6", names, *rows]) + "\n"


def pad_csv() -> str:
    """A kick on a load cell under a pad, as a European logger writes it: 900 N, 30 ms."""
    time_s = clock(0.050)
    force = half_sine(time_s, 0.900, 0.030)
    rows = [f"{t:.4f};{f:.6f}".replace(".", ",") for t, f in zip(time_s, force, strict=True)]
    return "\n".join(["Zeit;abdomen force", "s;kN", *rows]) + "\n"


def main(folder: Path) -> None:
    """Write every sample into the folder, replacing what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "head_half_sine.csv").write_text(head_csv(), encoding="utf-8")
    (folder / "kick_on_pad.csv").write_text(pad_csv(), encoding="utf-8")
    shutil.rmtree(folder / "frontal_fall", ignore_errors=True)
    write_iso_mme(drop_test(), folder / "frontal_fall", test="frontal_fall")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "examples" / "recordings")
