"""The legs of somebody before a car: knees that bend sideways, thighs that turn, feet that tip, and what they bear.

A body that walks and lands needs none of it, so it is added to the one that a car strikes. The moment at a knee is that
of the whole take, whatever the leg does: stand, swing free, or be swept along the front. No moment of a shin can be
read off a rigid one; as an upper bound, the push on it bends it at three points, as in the tests of its limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import radians
from typing import Any

import mujoco

from stuntlab.people.shin import bending_of
from stuntlab.scene.instruments import BLOW, ChannelSignal, Instrument
from stuntlab.tables import Sourced, Table

_SIDES = {"left": 1.0, "right": -1.0}
_FORWARD, _UP = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
_WHOLE_SHANK_M = (0.3, 0.3, 0.5)
"""Half of a box that everything which touches a shank lies in."""


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
        _add_channels(spec, leg)


def leg_instruments(person: str, *, prefix: str, phase: str = BLOW) -> tuple[Instrument, ...]:
    """Sideways moment of the knees, and the most that a push bends a shin by; the worse leg counts."""
    knees = tuple({"x": ChannelSignal(f"{prefix}{side}_knee_moment", "x")} for side in _SIDES)
    shins = tuple({"x": bending_of(f"{prefix}{side}_shank_push")} for side in _SIDES)
    return (
        Instrument(person, "knee_moment", knees, phase=phase),
        Instrument(person, "tibia_moment", shins, phase=phase),
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


def _add_channels(spec: mujoco.MjSpec, leg: str) -> None:
    touched = f"{leg}_shank_touched"
    spec.body(f"{leg}_shank").add_site(
        name=touched, type=mujoco.mjtGeom.mjGEOM_BOX, size=_WHOLE_SHANK_M, pos=[0.0, 0.0, -0.2], group=4
    )
    for name, kind, site in (
        (f"{leg}_knee_moment", mujoco.mjtSensor.mjSENS_TORQUE, f"{leg}_knee_joint"),
        (f"{leg}_shank_push", mujoco.mjtSensor.mjSENS_TOUCH, touched),
    ):
        spec.add_sensor(name=name, type=kind, objtype=mujoco.mjtObj.mjOBJ_SITE, objname=site)
