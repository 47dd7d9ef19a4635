"""A performer in a harness: where lines meet the body, the lines themselves, and how the neck is held.

A line is a spatial tendon that only pulls. What gives is body and harness, in series with a line that does not; at the
two ends of what is known (`gear/machines`, 20 and 80 kN/m) it is the spring of the tendon.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, sqrt

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.people import Measures
from stuntlab.scene.scene import Knob

NECK = ("t1_flexion", "oc_flexion")
"""Joints that share a tucked chin evenly."""

_NECK_ALL = (*NECK, "t1_lateral", "oc_twist")


def add_points(spec: mujoco.MjSpec, prefix: str, measures: Measures, point: str) -> tuple[str, ...]:
    """Sites where a line meets the body; answers their names."""
    row, names = ON_LINE.read().point[point], []
    height = row.up * measures.segments["upper_trunk"].length_m if row.body == "thorax" else 0.0
    for side in (1.0, -1.0) if row.aside_m else (1.0,):
        name = f"{prefix}line {point} {'left' if side > 0 else 'right'}"
        place = [row.ahead * measures.chest_depth_m, side * row.aside_m, height]
        spec.body(prefix + row.body).add_site(name=name, pos=place, group=4)
        names.append(name)
    return tuple(names)


def add_lines(
    spec: mujoco.MjSpec, ends: str, points: Sequence[str], *, gives_n_per_m: float, mass_kg: float
) -> tuple[str, ...]:
    """A tendon from the site at the end of the line to each point; they share what gives. Answers their names."""
    stiffness = gives_n_per_m / len(points)
    damping = 2 * ON_LINE.read().harness.damping_share * sqrt(gives_n_per_m * mass_kg) / len(points)
    names = []
    for point in points:
        line = spec.add_tendon(name=f"to {point}", stiffness=[stiffness, 0, 0], damping=[damping, 0, 0])
        line.springlength = [0.0, 1.0]
        line.wrap_site(ends)
        line.wrap_site(point)
        names.append(line.name)
    return tuple(names)


def slack_knob(model: mujoco.MjModel, lines: Sequence[str], taut_m: float) -> Knob:
    """How much of each line is loose when it begins, m; taut_m: from end to end as it starts."""
    indices = np.array([int(model.tendon(name).id) for name in lines])

    def put(batch: Batch, values: Floats) -> None:
        batch.expand("tendon_lengthspring")[:, indices, 1] = taut_m + values[:, None]

    return put


def neck_knobs(model: mujoco.MjModel, prefix: str) -> dict[str, Knob]:
    """chin_rad: how far it is tucked, and stays so; neck_tone: its stiffness, 1 for a neck that is ready.

    The whole law of a joint is scaled: of its line alone, the square that is left makes an extended neck snap through.
    """
    places = np.array([int(model.joint(prefix + name).qposadr[0]) for name in NECK])
    joints = np.array([int(model.joint(prefix + name).id) for name in _NECK_ALL])
    speeds = np.array([int(model.joint(prefix + name).dofadr[0]) for name in _NECK_ALL])

    def tuck(batch: Batch, values: Floats) -> None:
        for place in places:
            batch.qpos[:, place] = values / len(places)
            batch.expand("qpos_spring")[:, place] = values / len(places)

    def loosen(batch: Batch, values: Floats) -> None:
        share = values[:, None]
        batch.expand("jnt_stiffness")[:, joints] = model.jnt_stiffness[joints] * share
        batch.expand("jnt_stiffnesspoly")[:, joints] = model.jnt_stiffnesspoly[joints] * share[:, :, None]
        batch.expand("dof_damping")[:, speeds] = model.dof_damping[speeds] * share

    return {"chin_rad": tuck, "neck_tone": loosen}


def chin_rad(*, tucked: bool) -> float:
    """How far a chin is tucked."""
    return radians(ON_LINE.read().harness.chin_deg) if tucked else 0.0
