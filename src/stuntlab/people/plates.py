"""Chest and abdomen as plates that are pressed in along one line, with the springs and dampers behind them.

Deflection is positive inwards. The slide joints are `sternum` and `belly` (and, where a body has sides, `left_ribs` and
`right_ribs`); a Maxwell branch is a 50 g mass on a slide of its own, tied to the plate by a spring and to the trunk by
its dashpot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco

from stuntlab.geometry import about_z, quaternion
from stuntlab.people.anthropometry import Measures
from stuntlab.people.tissue import Brace, Maxwell, Plate

DASHPOT_KG = 0.05  # small beside every mass it is tied to
PLATE_HALF_THICKNESS_M = 0.01
STOP_AT_DEPTH_SHARE = 0.60  # tissue meets the spine (J)
STOP_STIFFNESS_N_PER_M = 500e3  # J


def moving_mass(plate: Plate) -> float:
    """Mass the plate and its dashpot take out of the trunk segment, kg."""
    return plate.mass_kg + (DASHPOT_KG if plate.maxwell else 0.0)


@dataclass(frozen=True, slots=True)
class PlatePlace:
    """Where a plate sits on its trunk segment.

    reach_m: from the spine line to its face. height_m: above the segment's lower end. half_m: half its breadth and
    height. azimuth_rad: the way it faces, 0 forward, positive to the left. stop_m: deflection at which tissue meets
    the spine; None where the plate's own spring carries that.
    """

    reach_m: float
    height_m: float
    half_m: tuple[float, float]
    stop_m: float | None
    azimuth_rad: float = 0.0


def add_sternum(spec: mujoco.MjSpec, measures: Measures, plate: Plate) -> None:
    """The front of the chest: 0.15 m square, its surface half the chest's depth before the spine line."""
    depth = measures.chest_depth_m
    height = 0.42 * measures.segments["upper_trunk"].length_m
    add_plate(
        spec, "thorax", "sternum", plate, PlatePlace(depth / 2, height, (0.076, 0.076), STOP_AT_DEPTH_SHARE * depth)
    )


def add_belly(spec: mujoco.MjSpec, measures: Measures, plate: Plate, brace: Brace | None) -> None:
    """The front of the abdomen; `brace` adds what tensing adds."""
    middle = measures.segments["middle_trunk"].length_m
    depth = measures.abdomen_depth_m
    place = PlatePlace(depth / 2, 0.5 * middle, (0.12, 0.45 * middle), None)
    add_plate(spec, "abdomen", "belly", plate, place)
    if brace is not None:
        extra = spec.add_tendon(
            name="belly_brace",
            stiffness=[brace.extra_share * plate.stiffness[0], 0, 0],
            springlength=[0, 0],
            springyield=brace.yield_at_depth_share * depth,
        )
        extra.wrap_joint("belly", 1.0)


def add_plate(spec: mujoco.MjSpec, trunk: str, name: str, plate: Plate, place: PlatePlace) -> None:
    """A plate called `name` on the body `trunk`, its joint and its geom of the same name."""
    ahead, aside = math.cos(place.azimuth_rad), math.sin(place.azimuth_rad)
    face = place.reach_m - PLATE_HALF_THICKNESS_M
    facing = quaternion(about_z(place.azimuth_rad)).tolist()
    body = spec.body(trunk).add_body(name=name, pos=[face * ahead, face * aside, place.height_m], quat=facing)
    add_slide(body, name, plate.mass_kg, stiffness=list(plate.stiffness), damping=plate.damping_ns_per_m)
    size = [PLATE_HALF_THICKNESS_M, *place.half_m]
    body.add_geom(name=name, type=mujoco.mjtGeom.mjGEOM_BOX, size=size, mass=0, group=3)
    if plate.knee:
        add_deadband(spec, f"{name}_knee", name, beyond_m=plate.knee.depth_m, stiffness=plate.knee.stiffness_n_per_m)
    if place.stop_m is not None:
        add_deadband(spec, f"{name}_stop", name, beyond_m=place.stop_m, stiffness=STOP_STIFFNESS_N_PER_M)
    if plate.maxwell:
        _add_maxwell(spec, trunk, name, plate.maxwell, facing)


def add_slide(
    body: mujoco.MjsBody,
    name: str,
    mass_kg: float,
    *,
    stiffness: list[float],
    damping: float,
    inwards: tuple[float, float, float] = (-1, 0, 0),
) -> None:
    """Let a body that is part of the trunk's wall slide `inwards` (its own axes) on a spring and a damper."""
    body.explicitinertial = True
    body.mass = mass_kg
    body.inertia = [mass_kg * 0.05**2] * 3  # turns with the trunk only, so hardly matters
    body.add_joint(
        name=name,
        type=mujoco.mjtJoint.mjJNT_SLIDE,
        axis=list(inwards),
        stiffness=stiffness,
        damping=[damping, 0, 0],
    )


def add_deadband(spec: mujoco.MjSpec, name: str, joint: str, *, beyond_m: float, stiffness: float) -> None:
    """A spring on a joint that is slack up to `beyond_m`."""
    spring = spec.add_tendon(name=name, stiffness=[stiffness, 0, 0], springlength=[-1.0, beyond_m])
    spring.wrap_joint(joint, 1.0)


def _add_maxwell(spec: mujoco.MjSpec, trunk: str, name: str, maxwell: Maxwell, facing: list[float]) -> None:
    dashpot = f"{name}_dashpot"
    body = spec.body(trunk).add_body(name=dashpot, pos=[0, 0, 0], quat=facing)
    add_slide(body, dashpot, DASHPOT_KG, stiffness=[0, 0, 0], damping=maxwell.damping_ns_per_m)
    spring = spec.add_tendon(name=f"{name}_maxwell", stiffness=[maxwell.stiffness_n_per_m, 0, 0], springlength=[0, 0])
    spring.wrap_joint(name, 1.0)
    spring.wrap_joint(dashpot, -1.0)
