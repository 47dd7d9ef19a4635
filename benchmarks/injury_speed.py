"""How fast the criteria are, as ratios: to other programs for HIC, to one `np.copyto` of the data for the rest.

Run: python benchmarks/injury_speed.py [SIGNALS [SAMPLES]]

pyisomme and dynasaur are measured where they can be imported. Neither shares an environment with stuntlab; put `src`
on the path of one that has them and stuntlab's own dependencies. One thread, best of several runs.
"""

from __future__ import annotations

import importlib
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.injury import chest_of, hic, nij, viscous_criterion
from stuntlab.loads import cfc

STEP_S = 1e-4
WINDOW_S = 0.015
MEGABYTE = 1e6


def best(run: Callable[[], object], *, repeats: int = 3) -> float:
    """Shortest of several runs, s; the first, which compiles, does not count."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def pulses(signal_count: int, sample_count: int) -> tuple[Floats, Floats]:
    """Clock, [time], s, and head pulses of 5 to 60 ms and 30 to 200 g with noise, [signal, time], g."""
    draw = np.random.default_rng(0)
    time_s = np.arange(sample_count) * STEP_S
    signals = np.empty((signal_count, sample_count))
    for index in range(signal_count):
        duration_s, peak_g, start_s = draw.uniform(0.005, 0.060), draw.uniform(30, 200), draw.uniform(0, 0.1)
        phase = (time_s - start_s) / duration_s
        pulse = np.where((phase > 0) & (phase < 1), peak_g * np.sin(np.pi * np.clip(phase, 0, 1)), 0.0)
        signals[index] = pulse + np.abs(draw.normal(scale=0.5, size=sample_count))
    return time_s, signals


def double_loop(time_s: Floats, acceleration_g: Floats) -> float:
    """The obvious way: every pair of samples within the window."""
    speed = np.concatenate([[0.0], np.cumsum(np.diff(time_s) * (acceleration_g[1:] + acceleration_g[:-1]) / 2)])
    worst = 0.0
    for i in range(time_s.size):
        for j in range(i + 1, time_s.size):
            length = time_s[j] - time_s[i]
            if length > WINDOW_S * (1 + 1e-9):
                break
            mean = (speed[j] - speed[i]) / length
            if mean > 0:
                worst = max(worst, length * mean**2.5)
    return float(worst)


def with_pyisomme(time_s: Floats, acceleration_g: Floats) -> Callable[[], float]:
    """HIC15 by pyisomme of one signal."""
    pandas: Any = importlib.import_module("pandas")
    channels: Any = importlib.import_module("pyisomme.channel")
    calculate: Any = importlib.import_module("pyisomme.calculate.hic")
    channel = channels.Channel("11HEAD0000H3ACRA", pandas.DataFrame(acceleration_g, index=time_s), unit="g0")
    return lambda: float(calculate.calculate_hic(channel, 15).data.iloc[0, 0])


def with_dynasaur(time_s: Floats, acceleration_g: Floats) -> Callable[[], float]:
    """HIC15 by dynasaur of one signal."""
    pint: Any = importlib.import_module("pint")
    functions: Any = importlib.import_module("dynasaur.calc.standard_functions").StandardFunction
    unit = pint.UnitRegistry()
    clock, signal = time_s.reshape(-1, 1) * unit.s, acceleration_g.reshape(-1, 1) * 9.80665 * unit.m / unit.s**2
    return lambda: float(np.max(getattr(functions.HIC_15(clock, signal), "magnitude", functions.HIC_15(clock, signal))))


def peak_memory_mb() -> float:
    """Most memory this process has held so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def compare_hic(time_s: Floats, signals: Floats) -> None:
    """Print our time a signal and the others' as multiples of it."""
    own_s = best(lambda: hic(time_s, signals, window_s=WINDOW_S)) / len(signals)
    print(f"HIC15 of {len(signals)} signals x {time_s.size} samples, one thread")
    print(f"  stuntlab      {own_s * 1e6:12.1f} µs a signal, {own_s * len(signals):.2f} s in all")
    few = signals[:3]
    others: dict[str, Callable[[Floats, Floats], Callable[[], float]]] = {
        "double loop": lambda clock, signal: lambda: double_loop(clock, signal),
        "pyisomme": with_pyisomme,
        "dynasaur": with_dynasaur,
    }
    for name, prepare in others.items():
        try:
            runs = [prepare(time_s, signal) for signal in few]
            theirs_s = np.mean([best(run, repeats=1) for run in runs])
        except ImportError as missing:
            print(f"  {name:13} not installed ({missing})")
            continue
        worst = max(abs(run() / float(hic(time_s, row).value) - 1) for run, row in zip(runs, few, strict=True))
        print(f"  {name:13} {theirs_s * 1e6:12.1f} µs a signal: {theirs_s / own_s:,.0f} times; differs by {worst:.2%}")


def time_of_copy(signals: Floats) -> float:
    """One `np.copyto` of the data, s."""
    target = np.empty_like(signals)
    return best(lambda: np.copyto(target, signals))


def compare_with_copy(time_s: Floats, signals: Floats) -> None:
    """Print VC, Nij and CFC as multiples of one copy of their data."""
    copy_s = time_of_copy(signals)
    trunk = chest_of("50M")
    deflection_m, moment_nm = signals * 1e-4, signals[::-1]
    runs: dict[str, tuple[Callable[[], object], int]] = {
        "VC": (lambda: viscous_criterion(time_s, deflection_m, depth_m=trunk.depth_m, scale=trunk.scale), 1),
        "Nij": (lambda: nij(time_s, signals, moment_nm), 2),
        "CFC 180": (lambda: cfc(time_s, signals, 180), 1),
        "CFC 1000": (lambda: cfc(time_s, signals, 1000), 1),
    }
    size = f"{signals.nbytes / MEGABYTE:.0f} MB"
    print(f"np.copyto of {size}: {copy_s * 1e3:.0f} ms")
    for name, (run, arrays) in runs.items():
        taken_s = best(run)
        print(f"  {name:13} {taken_s * 1e3:12.0f} ms: {taken_s / (arrays * copy_s):.1f} copies of its data")


def main(signal_count: int = 10_000, sample_count: int = 2_000) -> None:
    """Measure everything and print it."""
    time_s, signals = pulses(signal_count, sample_count)
    before_mb = peak_memory_mb()
    hic(time_s, signals, window_s=WINDOW_S)
    print(f"data {signals.nbytes / MEGABYTE:.0f} MB")
    print(f"peak memory before HIC {before_mb:.0f} MB, after {peak_memory_mb():.0f} MB")
    compare_hic(time_s, signals)
    compare_with_copy(time_s, signals)
    print(f"peak memory of the whole run {peak_memory_mb():.0f} MB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
