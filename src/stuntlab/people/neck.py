"""Head and neck: a neck between two joints, T1 below and the occipital condyles (OC) above, rigid or giving along it.

Bending stiffness is an asymmetric cubic: a neck is stiffer forward than backward. Flexion is positive.
"""

from __future__ import annotations

import mujoco

from stuntlab.people.anthropometry import Measures
from stuntlab.people.skeleton import set_mass
from stuntlab.people.solids import solid
from stuntlab.people.tissue import NeckAxial, NeckJoint, Tissue

TWIST_DAMPING_SHARE = 0.5  # twist has no certification test; half of what bending has (J)


def add_head_and_neck(
    spec: mujoco.MjSpec,
    measures: Measures,
    tissue: Tissue,
    *,
    on: str = "thorax",
    at_m: float | None = None,
    gives: bool = False,
) -> None:
    """Neck on the body `on`, `at_m` along its z (the top of the upper trunk by default); head on the neck.

    gives: the neck is a spring along its length.

    T1 is the origin of the body `neck`, OC that of the body `head`.
    """
    foot = measures.segments["upper_trunk"].length_m if at_m is None else at_m
    neck_part, head_part = measures.segments["neck"], measures.segments["head"]
    neck = spec.body(on).add_body(name="neck", pos=[0, 0, foot])
    _add_bending(neck, "t1_flexion", tissue.neck_lower)
    _add_lateral(neck, "t1_lateral", tissue.neck_lower)
    set_mass(neck, solid(neck_part.mass_kg, (0, 0, neck_part.com_m), neck_part.inertia_kgm2))
    head = neck.add_body(name="head", pos=[0, 0, measures.neck_m])
    if gives:
        _add_axial(head, tissue.neck_axial)
    _add_bending(head, "oc_flexion", tissue.neck_upper)
    _add_twist(head, "oc_twist", tissue.neck_lower)
    set_mass(head, solid(head_part.mass_kg, centre_in_head(measures), head_part.inertia_kgm2))


def _add_axial(head: mujoco.MjsBody, tissue: NeckAxial) -> None:
    """The head moves along the neck, whose length it changes."""
    head.add_joint(
        name="neck_axial",
        type=mujoco.mjtJoint.mjJNT_SLIDE,
        axis=[0, 0, 1],
        stiffness=[tissue.stiffness_n_per_m, 0, 0],
        damping=[tissue.damping_ns_per_m, 0, 0],
    )


def centre_in_head(measures: Measures) -> tuple[float, float, float]:
    """The head's centre of gravity from the OC joint, m."""
    return measures.head_centre_before_condyles_m, 0.0, measures.head_centre_above_condyles_m


def _add_bending(body: mujoco.MjsBody, name: str, tissue: NeckJoint) -> None:
    _add(body, name, axis=[0, 1, 0], stiffness=list(tissue.stiffness), damping=tissue.damping_nms_per_rad)


def _add_lateral(body: mujoco.MjsBody, name: str, tissue: NeckJoint) -> None:
    linear, _, cube = tissue.stiffness
    stiffness = [tissue.lateral_factor * linear, 0, tissue.lateral_factor * cube]
    _add(body, name, axis=[1, 0, 0], stiffness=stiffness, damping=tissue.damping_nms_per_rad)


def _add_twist(body: mujoco.MjsBody, name: str, tissue: NeckJoint) -> None:
    linear, _, cube = tissue.stiffness
    damping = TWIST_DAMPING_SHARE * tissue.damping_nms_per_rad
    _add(body, name, axis=[0, 0, 1], stiffness=[linear, 0, cube], damping=damping)


def _add(body: mujoco.MjsBody, name: str, *, axis: list[float], stiffness: list[float], damping: float) -> None:
    body.add_joint(name=name, type=mujoco.mjtJoint.mjJNT_HINGE, axis=axis, stiffness=stiffness, damping=[damping, 0, 0])
