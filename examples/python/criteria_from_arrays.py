"""Compute injury criteria from arrays: a head that strikes something for 12 ms, measured at 20 kHz.

    uv run python examples/python/criteria_from_arrays.py

It needs no plan and no simulator. The last axis of every array is time; units are in the names.
"""

import numpy as np

from stuntlab.injury import hic, risk
from stuntlab.loads import cfc, clip_3ms, resultant

STEP_S = 50e-6
PULSE_S = 0.012
PEAK_G = 80.0


def head_acceleration_g(time_s: np.ndarray) -> np.ndarray:
    """A made-up recording, [axis, time], g: half a sine along x, a fifth of it along z, and noise."""
    pulse = PEAK_G * np.sin(np.pi * (time_s - 0.02) / PULSE_S)
    pulse[(time_s < 0.02) | (time_s > 0.02 + PULSE_S)] = 0.0
    noise = np.random.default_rng(0).normal(scale=0.5, size=(3, time_s.size))
    return np.stack([pulse, 0.0 * pulse, 0.2 * pulse]) + noise


def main() -> None:
    time_s = np.arange(0, 0.06, STEP_S)
    filtered_g = cfc(time_s, head_acceleration_g(time_s), 1000)  # head accelerations: channel class 1000
    magnitude_g = resultant(*filtered_g)

    hic15 = hic(time_s, magnitude_g)
    held = clip_3ms(time_s, magnitude_g)
    fracture = risk("head_hic15", hic15.value)
    print(f"HIC15 {hic15.value:.0f}, from {1e3 * hic15.start_s:.1f} to {1e3 * hic15.end_s:.1f} ms")
    print(f"Head acceleration held for 3 ms: {held.value:.1f} g")
    for level in fracture.levels:
        print(f"Chance of an injury of {level.upper()} or worse: {fracture.at(level):.2%}")
    print(f"Curve: {fracture.curve.name}, {fracture.curve.population}. Source: {fracture.curve.source}")
    if fracture.reason:
        print(f"Mind: {fracture.reason}")


if __name__ == "__main__":
    main()
