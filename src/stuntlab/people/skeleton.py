"""Bodies and joints: who hangs from whom, where, with what mass. World axes: x forward, y left, z up.

Bodies and joints carry the names below; `left_` and `right_` ones exist twice. The body is built standing with its arms
hanging, so that every joint angle is zero there. Joint angles are positive in the anatomical sense of their names
(flexion, abduction, dorsiflexion; the trunk bends forward, leans to the right, twists to the left).

::

    pelvis (free) ── abdomen ── thorax ── neck ── head
       │              │            ├── sternum plate, upper arms ── forearms with hands (with sides: ribs, and
       │              │            │   shoulders the upper arms hang from)
       │              └── belly plate
       └── thighs ── shanks ── feet
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import mujoco
import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.people.anthropometry import Measures, Segment
from stuntlab.people.solids import MassSolid, join_solids, solid
from stuntlab.people.tables import JOINTS, LEG, SPINE, JointRow, without_side
from stuntlab.people.tissue import Kind

SIDES = {"left": 1.0, "right": -1.0}
Body = Any  # mujoco.MjsBody; the engine ships no types


def build_trunk(
    spec: mujoco.MjSpec, measures: Measures, *, chest_walls_kg: float, belly_kg: float, spine: bool = False
) -> None:
    """Pelvis, abdomen, thorax; the plates' masses are taken out of the segments they belong to.

    spine: the lumbar spine gives along its length.
    """
    lower, middle, upper = (measures.segments[f"{part}_trunk"] for part in ("lower", "middle", "upper"))
    pelvis = spec.worldbody.add_body(name="pelvis", pos=[0, 0, measures.hip_height_m])
    pelvis.add_freejoint(name="root")
    set_mass(pelvis, _stand(lower))
    abdomen = pelvis.add_body(name="abdomen", pos=[0, 0, lower.length_m])
    if spine:
        _add_spine(abdomen, carried_kg=measures.above_pelvis_kg)
    add_hinge(spec, abdomen, "lumbar_flexion", size=measures.size)
    add_hinge(spec, abdomen, "lumbar_lateral", size=measures.size)
    set_mass(abdomen, _stand(middle).lighter(belly_kg))
    thorax = abdomen.add_body(name="thorax", pos=[0, 0, middle.length_m])
    add_hinge(spec, thorax, "thoracic_flexion", size=measures.size)
    add_hinge(spec, thorax, "thoracic_twist", size=measures.size)
    set_mass(thorax, _stand(upper).lighter(chest_walls_kg))


def shoulder_place(measures: Measures, sign: float) -> list[float]:
    """Where a shoulder joint lies on the thorax, m."""
    below_thorax = measures.hip_height_m + measures.trunk_m - measures.segments["upper_trunk"].length_m
    return [0.0, sign * measures.shoulder_breadth_m / 2, measures.shoulder_height_m - below_thorax]


def build_arms(spec: mujoco.MjSpec, measures: Measures, *, from_girdles: bool = False) -> None:
    """Upper arms and forearms; the hand is one with the forearm.

    from_girdles: the arms hang from the bodies `left_shoulder` and `right_shoulder`, which exist, not from the thorax.
    """
    for side, sign in SIDES.items():
        hung_from = spec.body(f"{side}_shoulder" if from_girdles else "thorax")
        place = [0.0, 0.0, 0.0] if from_girdles else shoulder_place(measures, sign)
        upper_arm = hung_from.add_body(name=f"{side}_upper_arm", pos=place)
        add_hinge(spec, upper_arm, "shoulder_flexion", side, size=measures.size)
        add_hinge(spec, upper_arm, "shoulder_abduction", side, size=measures.size)
        set_mass(upper_arm, _hang(measures.segments["upper_arm"]))
        forearm = upper_arm.add_body(name=f"{side}_forearm", pos=[0, 0, -measures.segments["upper_arm"].length_m])
        add_hinge(spec, forearm, "elbow_flexion", side, size=measures.size)
        wrist = measures.segments["forearm"].length_m
        set_mass(
            forearm,
            join_solids(_hang(measures.segments["forearm"]), _hang(measures.segments["hand"], wrist)),
        )


def build_legs(spec: mujoco.MjSpec, measures: Measures, *, like: Kind = "human") -> None:
    """Thighs, shanks, feet."""
    pelvis = spec.body("pelvis")
    for side, sign in SIDES.items():
        thigh = pelvis.add_body(name=f"{side}_thigh", pos=[0, sign * measures.hip_joint_breadth_m / 2, 0])
        add_hinge(spec, thigh, "hip_flexion", side, size=measures.size, like=like)
        add_hinge(spec, thigh, "hip_abduction", side, size=measures.size)
        set_mass(thigh, _hang(measures.segments["thigh"], reach_m=measures.thigh_m))
        shank = thigh.add_body(name=f"{side}_shank", pos=[0, 0, -measures.thigh_m])
        add_hinge(spec, shank, "knee_flexion", side, size=measures.size)
        set_mass(shank, _hang(measures.segments["shank"], reach_m=measures.shank_m))
        foot = shank.add_body(name=f"{side}_foot", pos=[0, 0, -measures.shank_m])
        _add_axial_spring(foot, f"{side}_leg_axial", size=measures.size)
        add_hinge(spec, foot, "ankle_dorsiflexion", side, size=measures.size)
        set_mass(foot, _foot(measures))


def add_hinge(spec: mujoco.MjSpec, body: Body, name: str, side: str = "", *, size: float, like: Kind = "human") -> None:
    """One anatomical joint with its damping and its stop, a spring that is slack inside the range of motion.

    size: of the body, see `Measures.size`.
    """
    row = joint_row(name, like=like)
    full = f"{side}_{name}" if side else name
    axis = np.array(row.axis, dtype=float)
    if side == "right":
        axis *= [-1, 1, -1]  # a mirror turns rotations about x and z round
    body.add_joint(
        name=full, type=mujoco.mjtJoint.mjJNT_HINGE, axis=axis, damping=[size * row.damping, 0, 0], armature=0.01
    )
    low, high = (math.radians(angle) for angle in row.stop)
    stop = spec.add_tendon(name=f"{full}_stop", springlength=[low, high], stiffness=[size * row.stop_stiffness, 0, 0])
    stop.wrap_joint(full, 1.0)


def _add_axial_spring(foot: Body, name: str, *, size: float) -> None:
    """What cartilage, bones, arch and the flesh that lags behind them give along a leg, in one spring at the ankle."""
    row = LEG.read().axial
    foot.add_joint(
        name=name,
        type=mujoco.mjtJoint.mjJNT_SLIDE,
        axis=[0, 0, 1],
        stiffness=[size * row.stiffness, 0, 0],
        damping=[size * row.damping, 0, 0],
    )


def _add_spine(abdomen: Body, *, carried_kg: float) -> None:
    """The spring and damper of the dynamic response index, under the mass it carries; at rest when standing."""
    row = SPINE.read().axial
    natural, ratio = row.natural_rad_s, row.damping_ratio
    stiffness = carried_kg * natural**2
    abdomen.add_joint(
        name="spine",
        type=mujoco.mjtJoint.mjJNT_SLIDE,
        axis=[0, 0, 1],
        stiffness=[stiffness, 0, 0],
        damping=[2 * ratio * natural * carried_kg, 0, 0],
        springref=carried_kg * GRAVITY_M_S2 / stiffness,
    )


def set_mass(body: Body, part: MassSolid) -> None:
    """Make `part` the whole mass of a body."""
    matrix = part.inertia_kgm2
    body.explicitinertial = True
    body.mass = part.mass_kg
    body.ipos = part.centre_m
    body.fullinertia = [matrix[0, 0], matrix[1, 1], matrix[2, 2], matrix[0, 1], matrix[0, 2], matrix[1, 2]]


def joint_names() -> tuple[str, ...]:
    """Every joint of `tables/joints.toml` as the model names it, left before right."""
    return tuple(full for name in JOINTS.read() for full in _both_sides(name))


def joint_row(full_name: str, *, like: Kind = "human") -> JointRow:
    """The table row of a joint of the model, for a person or a dummy."""
    row = JOINTS.read()[without_side(full_name)]
    return replace(row, **vars(row.dummy)) if like == "dummy" and row.dummy else row


def _both_sides(name: str) -> tuple[str, ...]:
    return (name,) if name.startswith(("lumbar", "thoracic")) else (f"left_{name}", f"right_{name}")


def _stand(segment: Segment) -> MassSolid:
    """A trunk segment in a body whose origin is its lower end (the source measures from the upper)."""
    return solid(segment.mass_kg, (0, 0, segment.length_m - segment.com_m), segment.inertia_kgm2)


def _hang(segment: Segment, from_m: float = 0.0, *, reach_m: float | None = None) -> MassSolid:
    """A limb segment in a body whose origin is its upper end, or lies `from_m` above it.

    reach_m: the distance between the joints where it differs from the source's segment length.
    """
    stretch = 1.0 if reach_m is None else reach_m / segment.length_m
    return solid(segment.mass_kg, (0, 0, -from_m - segment.com_m * stretch), segment.inertia_kgm2)


def _foot(measures: Measures) -> MassSolid:
    """The foot lies along x, so the source's longitudinal axis is x and its sagittal axis is z."""
    segment = measures.segments["foot"]
    about_sagittal, about_transverse, about_long = segment.inertia_kgm2
    heel = -HEEL_SHARE * measures.foot_length_m
    centre = heel + segment.com_m / segment.length_m * measures.foot_length_m
    return solid(
        segment.mass_kg, (centre, 0, -measures.ankle_height_m / 2), (about_long, about_transverse, about_sagittal)
    )


HEEL_SHARE = 0.25  # of the foot's length behind the ankle (J)
