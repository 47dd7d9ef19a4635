"""From traces to loads: each instrument a gag asks for, filtered by the class the criterion asks for, reduced to a peak.

Classes: head acceleration 1000, neck forces and moments 600, chest acceleration and striker force 180, deflection 600
and 180 for the viscous criterion (SAE J211; 49 CFR 572.200; UN R94).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.injury import hic, nij, viscous_criterion
from stuntlab.loads import cfc, clip_3ms, resultant
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Traces

STANDARD_GRAVITY_M_S2 = 9.80665
Constants = Mapping[str, float]
Method = Callable[[Traces, Sequence[str], Constants], Floats]


def measure(instruments: Sequence[Instrument], traces: Traces) -> dict[tuple[str, str], Floats]:
    """Every instrument's reading, (person, load) -> [take]."""
    return {
        (tool.person, tool.load): METHODS[tool.method](traces, tool.channels, tool.constants) for tool in instruments
    }


def peak_force(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """Largest resultant force, N, CFC 180."""
    return _peak(cfc(traces.time_s, _force(traces, channels[0]), 180))


def peak_pressure(traces: Traces, channels: Sequence[str], constants: Constants) -> Floats:
    """Largest mean pressure under the contact patch, N/cm², CFC 180; `area_m2` is the patch."""
    return peak_force(traces, channels, constants) / (constants["area_m2"] * 1e4)


def force_impulse(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """Impulse of the contact, N s."""
    return np.asarray(np.trapezoid(_force(traces, channels[0]), traces.time_s, axis=-1))


def compression_mm(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """Largest deflection, mm, CFC 600."""
    return _peak(cfc(traces.time_s, traces.scalar(channels[0]), 600)) * 1e3


def viscous(traces: Traces, channels: Sequence[str], constants: Constants) -> Floats:
    """Largest product of compression and its rate, m/s; deflection CFC 180 over the person's own `depth_m`."""
    deflection_m = cfc(traces.time_s, traces.scalar(channels[0]), 180)
    return viscous_criterion(traces.time_s, deflection_m, depth_m=constants["depth_m"]).value


def head_hic15(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """HIC over at most 15 ms."""
    return hic(traces.time_s, _acceleration_g(traces, channels[0], 1000), window_s=0.015).value


def head_3ms(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """Head acceleration exceeded for 3 ms in all, g."""
    return clip_3ms(traces.time_s, _acceleration_g(traces, channels[0], 1000)).value


def chest_3ms(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """Chest acceleration exceeded for 3 ms in all, g."""
    return clip_3ms(traces.time_s, _acceleration_g(traces, channels[0], 180)).value


def _force(traces: Traces, channel: str) -> Floats:
    """Magnitude of a force channel, [take, time]."""
    return np.asarray(np.linalg.norm(traces.channels[channel], axis=-1))


def _acceleration_g(traces: Traces, channel: str, channel_class: int) -> Floats:
    """Resultant of a three-axis accelerometer, filtered axis by axis, [take, time]."""
    axes = np.moveaxis(traces.channels[channel], -1, 0) / STANDARD_GRAVITY_M_S2
    return resultant(*(cfc(traces.time_s, axis, channel_class) for axis in axes))


def _peak(signal: Floats) -> Floats:
    return np.asarray(signal.max(axis=-1))


METHODS: Mapping[str, Method] = {
    "peak force": peak_force,
    "peak pressure": peak_pressure,
    "impulse": force_impulse,
    "compression": compression_mm,
    "viscous criterion": viscous,
    "hic15": head_hic15,
    "head 3 ms": head_3ms,
    "chest 3 ms": chest_3ms,
}
