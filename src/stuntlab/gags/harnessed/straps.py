"""A harness on a performer: a ring that a line is tied to, leg loops that carry, and what keeps the trunk at the ring.

Every strap is a spatial tendon that only pulls. The two leg loops carry; at the chest and at the back a tie holds the
trunk to the ring, at the back by what runs over the front of the chest. What gives is body and harness together (the
ends of `gear/lines`, 20 and 80 kN/m), shared by the leg loops; the trunk of the model gives besides, so that an arrest
comes out at the soft side of what was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.people import Measures

RING, UPPER_END = "ring", "upper end"


@dataclass(frozen=True, slots=True)
class Harness:
    """What was added: the names of leg loops and ties, and where the ring is from the pelvis, [3], as it hangs."""

    loops: tuple[str, ...]
    ties: tuple[str, ...]
    ring_m: Floats


def add_harness(
    spec: mujoco.MjSpec, prefix: str, measures: Measures, point: str, *, gives_n_per_m: float, pose: Floats
) -> Harness:
    """A harness whose ring is at a point of `numbers.toml`, snug in the pose, [nq], that the body starts in."""
    row, straps = ON_LINE.read().point[point], ON_LINE.read().straps
    up = row.up * measures.segments["upper_trunk"].length_m if row.body == "thorax" else 0.0
    out = np.sign(row.ahead) * straps.stands_out_m
    trunk = spec.body(prefix + row.body)
    trunk.add_site(name="on the trunk", pos=[row.ahead * measures.chest_depth_m, 0.0, up], group=4)
    trunk.add_site(
        name="where the ring is", pos=[row.ahead * measures.chest_depth_m + out, 0.0, up + row.above_m], group=4
    )
    for side, sign in (("left", 1.0), ("right", -1.0)):
        spec.body(f"{prefix}pelvis").add_site(name=f"{side} loop", pos=[0.0, sign * straps.loop_aside_m, 0.0], group=4)
    spec.body(f"{prefix}sternum").add_site(name="on the chest", group=4)
    at, pelvis = _place(spec, pose, "where the ring is"), _place(spec, pose, "left loop", "right loop")
    ring = spec.worldbody.add_body(name=RING, pos=list(at))
    ring.add_freejoint(name=RING)
    ring.add_geom(
        name=RING, type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.03, 0, 0], mass=straps.ring_kg, group=3,
        contype=0, conaffinity=0,
    )  # fmt: skip
    ring.add_site(name=RING)
    loops = tuple(_strap(spec, f"{side} loop", gives_n_per_m / 2, measures.mass_kg / 2) for side in ("left", "right"))
    stiffness = gives_n_per_m * straps.tie_share
    ties = tuple(_strap(spec, f"on the {end}", stiffness, measures.mass_kg / 2) for end in row.ties)
    return Harness(loops, ties, at - pelvis)


def _strap(spec: mujoco.MjSpec, end: str, stiffness_n_per_m: float, of_kg: float) -> str:
    """From the ring to a site, as long as it is in the pose of the model; the lengths are set where it is compiled."""
    damping = 2 * ON_LINE.read().harness.damping_share * sqrt(stiffness_n_per_m * of_kg)
    strap = spec.add_tendon(name=f"strap to {end}", stiffness=[stiffness_n_per_m, 0, 0], damping=[damping, 0, 0])
    strap.springlength = [0.0, 1.0]
    strap.wrap_site(RING)
    strap.wrap_site(end)
    return str(strap.name)


def _place(spec: mujoco.MjSpec, pose: Floats, *sites: str) -> Floats:
    model = spec.compile()
    data = mujoco.MjData(model)
    data.qpos[: len(pose)] = pose
    mujoco.mj_kinematics(model, data)
    return np.asarray(np.mean([data.site(name).xpos for name in sites], axis=0), dtype=float)


def make_snug(model: mujoco.MjModel, pose: Floats, names: tuple[str, ...], *, stretched_m: float = 0.0) -> None:
    """Makes each of the tendons so long, unstretched, that a pose, [nq], stretches it by so much."""
    data = mujoco.MjData(model)
    data.qpos[:] = pose
    mujoco.mj_kinematics(model, data)
    mujoco.mj_tendon(model, data)
    for name in names:
        index = int(model.tendon(name).id)
        model.tendon_lengthspring[index] = [0.0, data.ten_length[index] - stretched_m]
