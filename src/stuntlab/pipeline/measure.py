"""From traces to loads: each instrument a gag asks for, filtered by its criterion's class and reduced to a peak.

Classes: head acceleration 1000, neck forces and moments 600, chest acceleration and striker force 180, deflection 600
and 180 for the viscous criterion (SAE J211; 49 CFR 572.200; UN R94).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.injury import hic, nij, viscous_criterion
from stuntlab.loads import cfc, clip_3ms, resultant
from stuntlab.people import SAE_J1733
from stuntlab.people.anthropometry import HYBRID_III_MASS_KG
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Traces

DOWN_AT_SHARE = 0.6
"""Share of its standing height below which a pelvis is going down and not bending (judgement)."""

Constants = Mapping[str, float]
Method = Callable[[Traces, Sequence[str], Constants], Floats]


def measure(instruments: Sequence[Instrument], phases: Mapping[str, Traces]) -> dict[str, Floats]:
    """Every instrument's reading, "person/load" -> [take]. Loads are read in the blow, falls in the aftermath."""
    return {reading(tool.person, tool.load): _read(tool, phases) for tool in instruments}


def reading(person: str, load: str) -> str:
    """The key of one person's load among the readings of a take."""
    return f"{person}/{load}"


def person_and_load(name: str) -> tuple[str, str]:
    """Whose load a reading is, and which: `reading` taken apart."""
    person, _, load = name.rpartition("/")
    return person, load


def _read(tool: Instrument, phases: Mapping[str, Traces]) -> Floats:
    if tool.method in AFTERMATH_METHODS:
        return AFTERMATH_METHODS[tool.method](phases["aftermath"], tool.channels, tool.constants)
    return METHODS[tool.method](phases["blow"], tool.channels, tool.constants)


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
    """Largest deflection, mm, CFC 600; 0 for a wall that is only ever pulled outwards."""
    return np.asarray(np.maximum(_peak(cfc(traces.time_s, traces.scalar(channels[0]), 600)), 0.0) * 1e3)


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


def neck_nij(traces: Traces, channels: Sequence[str], constants: Constants) -> Floats:
    """Largest Nij, with the intercepts of the largest dummy that is not heavier than the person."""
    force, moment = (traces.channels[channel] * SAE_J1733 for channel in channels)
    axial, bending = (cfc(traces.time_s, values, 600) for values in (force[..., 2], moment[..., 1]))
    return nij(traces.time_s, axial, bending, dummy=dummy_of(constants["mass_kg"])).value


def dummy_of(mass_kg: float) -> str:
    """The dummy whose numbers a person is given: the largest that is not heavier, and the smallest below that."""
    return "50M" if mass_kg >= HYBRID_III_MASS_KG else "5F"


def peak_spring_force(traces: Traces, channels: Sequence[str], constants: Constants) -> Floats:
    """Largest force of a spring from its shortening, N, CFC 600."""
    return _peak(cfc(traces.time_s, traces.scalar(channels[0]), 600)) * constants["stiffness_n_per_m"]


def peak_compression(traces: Traces, channels: Sequence[str], constants: Constants) -> Floats:
    """Largest axial compression, N, CFC 600; `sign` is +1 where the channel counts a push along z as positive.

    Of several channels (both legs) the worst.
    """
    axials = (constants["sign"] * traces.channels[channel][..., 2] for channel in channels)
    peaks = [_peak(cfc(traces.time_s, axial, 600)) for axial in axials]
    return np.asarray(np.maximum(np.max(peaks, axis=0), 0.0))


def neck_extension(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """Largest moment at the head joint that bends the head back, N·m, CFC 600."""
    moment = (traces.channels[channels[0]] * SAE_J1733)[..., 1]
    return np.asarray(np.maximum(_peak(-cfc(traces.time_s, moment, 600)), 0.0))


def margin_of_support(traces: Traces, channels: Sequence[str], constants: Constants) -> Floats:
    """How far the extrapolated centre of mass has left the feet behind when the blow is over, m; negative is inside.

    A body whose x + v·√(h/g) lies outside its feet cannot stay up without a step (Hof, Gazendam & Sinke 2005,
    doi:10.1016/j.jbiomech.2004.03.025, R-h: an inverted pendulum of height h).
    """
    position, velocity = (traces.channels[channel][:, -1] for channel in channels)
    reach = position[:, 0] + velocity[:, 0] * np.sqrt(np.maximum(position[:, 2], 0) / GRAVITY_M_S2)
    return np.asarray(reach - constants["edge_m"])


def falls(traces: Traces, channels: Sequence[str], _: Constants) -> Floats:
    """1 where the pelvis ends below six tenths of where it started: a body that takes no step goes down."""
    height = traces.channels[channels[0]][..., 2]
    return np.asarray(height[:, -1] < DOWN_AT_SHARE * height[:, 0], dtype=float)


def _force(traces: Traces, channel: str) -> Floats:
    """Magnitude of a force channel, [take, time]."""
    return np.asarray(np.linalg.norm(traces.channels[channel], axis=-1))


def _acceleration_g(traces: Traces, channel: str, channel_class: int) -> Floats:
    """Resultant of a three-axis accelerometer, filtered axis by axis, [take, time]."""
    axes = np.moveaxis(traces.channels[channel], -1, 0) / GRAVITY_M_S2
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
    "nij": neck_nij,
    "neck extension": neck_extension,
    "peak spring force": peak_spring_force,
    "peak compression": peak_compression,
    "margin of support": margin_of_support,
}
AFTERMATH_METHODS: Mapping[str, Method] = {"falls": falls}
