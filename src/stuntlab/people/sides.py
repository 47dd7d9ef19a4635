"""Ribs and shoulders that give way to blows from the side: a part of a body only where it is asked for.

Each side has one rib plate on the chest, which faces between straight sideways and the 60 degrees of the oblique tests,
and one shoulder girdle that slides inwards with the arm on it. Both cost degrees of freedom (three a side).

Source: `tables/tissue.toml`, `ribs` and `shoulder`.
Valid for: blunt blows at the chest from 50 to 100 degrees off the front, and at the shoulder from straight aside.
"""

from __future__ import annotations

import math

import mujoco

from stuntlab.people.anthropometry import HYBRID_III_STATURE_M, Measures
from stuntlab.people.plates import PlatePlace, add_deadband, add_plate, add_slide, moving_mass
from stuntlab.people.skeleton import SIDES, shoulder_place
from stuntlab.people.surfaces import ContactSurface
from stuntlab.people.tissue import Tissue

FACING_RAD = math.radians(75.0)
"""Off the front, midway between the lateral and the oblique tests: each misses the plate's line by 15 degrees."""

HALF_M = (0.06, 0.076)
"""Half the breadth and height of a rib plate: about the face of the 150 mm discs it was struck with (J)."""

STOP_AT_HALF_BREADTH_SHARE = 0.90  # ribs meet the spine (J; Viano's tests pressed chests in by 38 % of the breadth)
SHOULDER_RADIUS_M = 0.05  # of the 50th male (J)
SHOULDER_STOP_STIFFNESS_N_PER_M = 200e3  # the girdle meets the ribs (J)
SHOULDER_STOP_M = 0.08  # WorldSID shoulders still give at 70 mm (V-S)


def side_mass(tissue: Tissue) -> float:
    """Mass that both sides take out of the chest, kg."""
    return 2 * (moving_mass(tissue.ribs) + moving_mass(tissue.shoulder))


def add_sides(spec: mujoco.MjSpec, measures: Measures, tissue: Tissue) -> list[ContactSurface]:
    """Rib plates and shoulders of both sides; arms that are built afterwards hang from the shoulders."""
    surfaces = []
    for side, sign in SIDES.items():
        surfaces += [_add_ribs(spec, measures, tissue, side, sign), _add_shoulder(spec, measures, tissue, side, sign)]
    return surfaces


def _add_ribs(spec: mujoco.MjSpec, measures: Measures, tissue: Tissue, side: str, sign: float) -> ContactSurface:
    """At the height of the xiphoid, where the lower end of the upper trunk is."""
    name = f"{side}_ribs"
    half_breadth = measures.chest_breadth_m / 2
    place = PlatePlace(
        reach_m=_reach(measures),
        height_m=0.0,
        half_m=HALF_M,
        stop_m=STOP_AT_HALF_BREADTH_SHARE * half_breadth,
        azimuth_rad=sign * FACING_RAD,
    )
    add_plate(spec, "thorax", name, tissue.ribs, place)
    return ContactSurface(name, "chest", name, tissue.skins["chest"], points_on_a_plane=4)


def _reach(measures: Measures) -> float:
    """From the spine line to the skin along the way the plate faces: the chest is an ellipse."""
    ahead = math.cos(FACING_RAD) / (measures.chest_depth_m / 2)
    aside = math.sin(FACING_RAD) / (measures.chest_breadth_m / 2)
    return 1 / math.hypot(ahead, aside)


def _add_shoulder(spec: mujoco.MjSpec, measures: Measures, tissue: Tissue, side: str, sign: float) -> ContactSurface:
    name = f"{side}_shoulder"
    girdle = spec.body("thorax").add_body(name=name, pos=shoulder_place(measures, sign))
    plate = tissue.shoulder
    add_slide(
        girdle,
        name,
        plate.mass_kg,
        stiffness=list(plate.stiffness),
        damping=plate.damping_ns_per_m,
        inwards=(0, -sign, 0),
    )
    add_deadband(spec, f"{name}_stop", name, beyond_m=SHOULDER_STOP_M, stiffness=SHOULDER_STOP_STIFFNESS_N_PER_M)
    radius = SHOULDER_RADIUS_M * measures.stature_m / HYBRID_III_STATURE_M
    girdle.add_geom(name=name, type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[radius, 0, 0], mass=0, group=3)
    return ContactSurface(name, "shoulder", name, tissue.skins["shoulder"])
