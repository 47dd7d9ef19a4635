"""The legs of somebody before a car: knees that bend sideways, thighs that turn, feet that tip, and what they bear.

A body that walks and lands needs none of it, so it is added to the one that a car strikes. The moment at a knee is that
of the whole take, whatever the leg does: stand, swing free, or be swept along the front; that of a shin is the worst of
its sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import radians
from typing import Any

import mujoco

from stuntlab.people.shin import add_shin_channels, bent_places
from stuntlab.scene.instruments import BLOW, ChannelSignal, Instrument
from stuntlab.tables import Sourced, Table

_SIDES = {"left": 1.0, "right": -1.0}
_FORWARD, _UP = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class SidewaysKnee(Sourced):
    """Stiffness N·m/rad and damping N·m·s/rad."""

    stiffness: float
    damping: float


@dataclass(frozen=True, slots=True)
class LooseJoint(Sourced):
    """Stiffness N·m/rad and damping N·m·s/rad within `stop_deg` to either side, and what holds beyond."""

    stiffness: float
    damping: float
    stop_deg: float
    stop_stiffness: float


@dataclass(frozen=True, slots=True)
class LegNumbers:
    """`legs.toml`."""

    knee: SidewaysKnee
    hip_rotation: LooseJoint
    ankle_inversion: LooseJoint


LEGS = Table("stuntlab.gags.car_hit", "legs.toml", LegNumbers)


def let_legs_give(spec: mujoco.MjSpec, *, prefix: str, size: float) -> None:
    """Give the legs of the body under `prefix` their joints sideways, and the channels of `leg_instruments`.

    size: of the body, see `Measures.size`.
    """
    numbers = LEGS.read()
    for side, sign in _SIDES.items():
        leg = f"{prefix}{side}"
        forward, up = ([sign * one for one in axis] for axis in (_FORWARD, _UP))
        _add_loose(spec, f"{leg}_thigh", f"{leg}_hip_rotation", up, numbers.hip_rotation, size)
        _add_hinge(spec, f"{leg}_shank", f"{leg}_knee_sideways", forward, numbers.knee, size)
        _add_loose(spec, f"{leg}_foot", f"{leg}_ankle_inversion", forward, numbers.ankle_inversion, size)
        add_shin_channels(spec, leg)


def leg_instruments(person: str, *, prefix: str, phase: str = BLOW) -> tuple[Instrument, ...]:
    """Sideways moment of the knees, and what bends a shin; the worse leg counts."""
    knees = tuple({"x": ChannelSignal(f"{prefix}{side}_shin_knee_moment", "x")} for side in _SIDES)
    return (
        Instrument(person, "knee_moment", knees, phase=phase),
        Instrument(person, "tibia_moment", bent_places(prefix), phase=phase),
    )


def _add_loose(spec: mujoco.MjSpec, body: str, name: str, axis: list[float], row: LooseJoint, size: float) -> None:
    _add_hinge(spec, body, name, axis, row, size)
    reach = radians(row.stop_deg)
    stop = spec.add_tendon(
        name=f"{name}_stop", springlength=[-reach, reach], stiffness=[size * row.stop_stiffness, 0, 0]
    )
    stop.wrap_joint(name, 1.0)


def _add_hinge(
    spec: mujoco.MjSpec, body: str, name: str, axis: list[float], row: SidewaysKnee | LooseJoint, size: float
) -> Any:
    return spec.body(body).add_joint(
        name=name,
        type=mujoco.mjtJoint.mjJNT_HINGE,
        axis=axis,
        stiffness=[size * row.stiffness, 0, 0],
        damping=[size * row.damping, 0, 0],
        armature=0.01,
    )
