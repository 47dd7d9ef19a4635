"""From traces to loads: the signals of each instrument, filtered with the class of its load and made into it.

Class, method and unit are the catalogue's, and the functions are those that recordings are measured with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from stuntlab.criteria.methods import Given, read_load
from stuntlab.datasets import Floats
from stuntlab.injury import Neck, neck_between
from stuntlab.loads import catalogue, cfc, resultant
from stuntlab.people.anthropometry import HYBRID_III_MASS_KG
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m
from stuntlab.scene.instruments import WHOLE, ChannelSignal, Instrument
from stuntlab.scene.scene import Traces

COLUMNS: Mapping[str, tuple[int, ...]] = {
    "x": (0,), "y": (1,), "z": (2,), "across": (0, 1), "resultant": (0, 1, 2),
}  # fmt: skip


def measure(instruments: Sequence[Instrument], phases: Mapping[str, Traces]) -> dict[str, Floats]:
    """Every instrument's reading, "person/load" -> [take], in the unit of the load.

    Each instrument names the phase it is read in; of several places the worst counts.
    """
    if any(tool.phase == WHOLE for tool in instruments):
        phases = {**phases, WHOLE: _in_a_row(phases)}
    return {name_reading(tool.person, tool.load): _read(tool, phases) for tool in instruments}


def name_reading(person: str, load: str) -> str:
    """The key of one person's load among the readings of a take."""
    return f"{person}/{load}"


def person_and_load(name: str) -> tuple[str, str]:
    """Whose load a reading is, and which: `reading` taken apart."""
    person, _, load = name.rpartition("/")
    return person, load


def dummy_of(mass_kg: float) -> str:
    """The dummy whose numbers a person is given: the largest that is not heavier, and the smallest below that."""
    return "50M" if mass_kg >= HYBRID_III_MASS_KG else "5F"


def between_dummies(mass_kg: float) -> tuple[float, float]:
    """How far a person is from the small to the large dummy by mass (0 to 1), and the share left below the small one.

    Published limits are read for a person in the same way (`verdict/reference.py`).
    """
    small_kg, large_kg = hybrid_iii_5f().mass_kg, hybrid_iii_50m().mass_kg
    share = float(np.clip((mass_kg - small_kg) / (large_kg - small_kg), 0.0, 1.0))
    return share, min(1.0, mass_kg / small_kg)


@cache
def neck_of_person(mass_kg: float) -> Neck:
    """Intercepts of a person's neck: between the two dummies by mass, and less by mass below the small one (J)."""
    share, left = between_dummies(mass_kg)
    between = neck_between("5F", "50M", share)
    return replace(
        between,
        tension_n=left * between.tension_n,
        compression_n=left * between.compression_n,
        flexion_nm=left * between.flexion_nm,
        extension_nm=left * between.extension_nm,
    )


def _read(tool: Instrument, phases: Mapping[str, Traces]) -> Floats:
    kind = catalogue()[tool.load]
    traces = phases[tool.phase]
    mass_kg = tool.numbers.get("mass_kg")
    dummy, neck = ("", None) if mass_kg is None else (dummy_of(mass_kg), neck_of_person(mass_kg))
    values = []
    for place in tool.places:
        signals = {name: _signal(traces, signal, kind.channel_class) for name, signal in place.items()}
        values.append(read_load(tool.load, Given(traces.time_s, signals, dummy, numbers=tool.numbers, neck=neck)).value)
    return np.asarray(np.max(values, axis=0))


def _in_a_row(phases: Mapping[str, Traces]) -> Traces:
    """Every phase as one stretch."""
    parts = list(phases.values())
    channels = {name: np.concatenate([part.channels[name] for part in parts], axis=1) for name in parts[0].channels}
    return Traces(np.concatenate([part.time_s for part in parts]), channels)


def _signal(traces: Traces, signal: ChannelSignal, channel_class: int | None) -> Floats:
    """One signal, [take, time], SI: filtered axis by axis, then the resultant."""
    if signal.axis == "":
        axes = [traces.scalar(signal.channel)]
    else:
        axes = [traces.channels[signal.channel][..., column] for column in COLUMNS[signal.axis]]
    turned = [signal.factor * axis for axis in axes]
    if channel_class is not None:
        turned = [cfc(traces.time_s, axis, channel_class) for axis in turned]
    return turned[0] if len(turned) == 1 else resultant(*turned)
