"""Where a performer can be touched: a geom per surface and the skin over it.

Physics geoms are group 3 (drawn geoms are group 0 to 2). Surfaces that meet a floor in a standing, falling or lying
person are spheres, capsules and the two plates: with a plane they make one, two and four contact points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import mujoco

from stuntlab.people.anthropometry import HYBRID_III_STATURE_M, Measures
from stuntlab.people.neck import centre_in_head
from stuntlab.people.skeleton import HEEL_SHARE, SIDES
from stuntlab.people.tissue import SkinTissue
from stuntlab.scene.contacts import ContactPair, Hardening, in_series

RIGID = float("inf")
_SPHERE = mujoco.mjtGeom.mjGEOM_SPHERE
_CAPSULE = mujoco.mjtGeom.mjGEOM_CAPSULE
_ELLIPSOID = mujoco.mjtGeom.mjGEOM_ELLIPSOID

HEAD_M = (0.203, 0.155, 0.224)
"""The head of the Hybrid III 50th male: front to back and across its temples (R-m), crown to chin (J)."""

UPPER_ARM_M = 0.045
"""Half its breadth, of the 50th male (J)."""

BELOW_TEMPLES_M = 0.060
"""Half the breadth of what lies below them: so far in that a head on its side meets one of both. Where both bore, its
softer side read half as much again as a hard one (J)."""

TEMPLE_M = 0.085
"""Half the length and height of a temple: from 50 degrees off the crown it keeps the outline of the whole head (C)."""


@dataclass(frozen=True, slots=True)
class ContactSurface:
    """One place of a body that can be touched.

    name: "abdomen", "left_heel" ... region: the word of the limits tables. geom: its name without prefix.
    points_on_a_plane: contact points it makes with a flat ground; a round striker always makes one.
    """

    name: str
    region: str
    geom: str
    skin: SkinTissue
    points_on_a_plane: int = 1

    def pair(
        self,
        other_geom: str,
        *,
        prefix: str = "",
        other_stiffness_n_per_m: float = RIGID,
        friction: float | None = None,
        points: int = 1,
    ) -> ContactPair:
        """The contact of this surface with a geom of another body or of the ground.

        other_stiffness_n_per_m: of the other surface; the two are pressed through one another, and the skin's damper
        feels only the share of the motion that the skin takes: a damper across both would make a soft fist hit as hard
        as a steel one. Source: slow limit of a spring in series with a Kelvin-Voigt element, c·(k/k_skin)² (C).
        points: how many contact points the two geoms make: 1 for a round striker, `points_on_a_plane` for a floor.
        """
        skin = self.skin
        soft = in_series(skin.stiffness_n_per_m, other_stiffness_n_per_m)
        hard = skin.hardening and Hardening(
            in_series(skin.hardening.stiffness_n_per_m, other_stiffness_n_per_m), skin.hardening.depth_m
        )
        return ContactPair(
            first=prefix + self.geom,
            second=other_geom,
            stiffness_n_per_m=soft,
            damping_ns_per_m=skin.damping_ns_per_m * (soft / skin.stiffness_n_per_m) ** 2,
            friction=skin.friction if friction is None else friction,
            points=points,
            hardening=hard,
        )


def add_surfaces(
    spec: mujoco.MjSpec, measures: Measures, skins: Mapping[str, SkinTissue]
) -> tuple[ContactSurface, ...]:
    """Geoms of every surface but the plates', which exist already; all of them as `Surface`s."""
    size = measures.stature_m / HYBRID_III_STATURE_M
    surfaces = [
        ContactSurface("abdomen", "abdomen", "belly", skins["abdomen"], points_on_a_plane=4),
        ContactSurface("chest", "chest", "sternum", skins["chest"], points_on_a_plane=4),
        *add_head(spec, measures, skins),
        _add_back(spec, measures, skins["back"]),
        _add_pelvis(spec, measures, skins["pelvis"]),
    ]
    for side in SIDES:
        surfaces += _add_arm(spec, measures, skins, side, size)
        surfaces += _add_leg(spec, measures, skins, side, size)
    return tuple(surfaces)


def add_head(spec: mujoco.MjSpec, measures: Measures, skins: Mapping[str, SkinTissue]) -> tuple[ContactSurface, ...]:
    """The head, an ellipsoid about its centre of gravity, and a temple on either side of it, which lies before it."""
    along, across, up = measures.head_scale
    long_m, broad_m, high_m = HEAD_M
    half = [long_m / 2 * along, BELOW_TEMPLES_M * across, high_m / 2 * up]
    centre = centre_in_head(measures)
    head = spec.body("head")
    head.add_geom(name="head", type=_ELLIPSOID, size=half, pos=centre, mass=0, group=3)
    surfaces = [ContactSurface("head", "head", "head", skins["head"])]
    for side, sign in SIDES.items():
        name = f"{side}_temple"
        thick = broad_m / 4 * across
        place = [centre[0], centre[1] + sign * thick, centre[2]]
        head.add_geom(
            name=name, type=_ELLIPSOID, size=[TEMPLE_M * along, thick, TEMPLE_M * up], pos=place, mass=0, group=3
        )
        surfaces.append(ContactSurface(name, "head", name, skins["temple"]))
    return tuple(surfaces)


def _add_back(spec: mujoco.MjSpec, measures: Measures, skin: SkinTissue) -> ContactSurface:
    """Shoulder blades: a bar across the rear of the chest."""
    radius = 0.06
    upper = measures.segments["upper_trunk"]
    ends = [[-measures.chest_depth_m / 2 + radius, side * 0.10, 0.6 * upper.length_m] for side in (1, -1)]
    _add_capsule(spec, "thorax", "back", ends, radius)
    return ContactSurface("back", "back", "back", skin, points_on_a_plane=2)


def _add_pelvis(spec: mujoco.MjSpec, measures: Measures, skin: SkinTissue) -> ContactSurface:
    radius = 0.45 * measures.abdomen_depth_m
    reach = measures.pelvis_breadth_m / 2 - radius
    _add_capsule(spec, "pelvis", "pelvis", [[-0.02, reach, 0.0], [-0.02, -reach, 0.0]], radius)
    return ContactSurface("pelvis", "pelvis", "pelvis", skin, points_on_a_plane=2)


def _add_arm(
    spec: mujoco.MjSpec, measures: Measures, skins: Mapping[str, SkinTissue], side: str, size: float
) -> list[ContactSurface]:
    forearm = measures.segments["forearm"].length_m
    upper_arm = measures.segments["upper_arm"].length_m
    _add_capsule(spec, f"{side}_upper_arm", f"{side}_upper_arm", [[0, 0, 0], [0, 0, -upper_arm]], UPPER_ARM_M * size)
    _add_capsule(spec, f"{side}_forearm", f"{side}_forearm", [[0, 0, 0], [0, 0, -forearm]], 0.036 * size)
    hand = [0, 0, -forearm - 0.09 * size]
    spec.body(f"{side}_forearm").add_geom(
        name=f"{side}_hand", type=_SPHERE, size=[0.045 * size, 0, 0], pos=hand, mass=0, group=3
    )
    return [
        ContactSurface(f"{side}_upper_arm", "upper_arm", f"{side}_upper_arm", skins["arm"], points_on_a_plane=2),
        ContactSurface(f"{side}_forearm", "forearm", f"{side}_forearm", skins["arm"], points_on_a_plane=2),
        ContactSurface(f"{side}_hand", "hand", f"{side}_hand", skins["hand"]),
    ]


def _add_leg(
    spec: mujoco.MjSpec, measures: Measures, skins: Mapping[str, SkinTissue], side: str, size: float
) -> list[ContactSurface]:
    thigh, shank = measures.thigh_m, measures.shank_m
    _add_capsule(spec, f"{side}_thigh", f"{side}_thigh", [[0, 0, -0.06], [0, 0, -0.75 * thigh]], 0.075 * size)
    # the shin ends well above the ankle, so that a leg pressed together in a landing does not set it on the ground
    _add_capsule(spec, f"{side}_shank", f"{side}_shank", [[0, 0, -0.1 * shank], [0, 0, -0.70 * shank]], 0.045 * size)
    knee = spec.body(f"{side}_thigh").add_geom
    knee(name=f"{side}_knee", type=_SPHERE, size=[0.055 * size, 0, 0], pos=[0.01, 0, -thigh], mass=0, group=3)
    return [
        ContactSurface(f"{side}_thigh", "thigh", f"{side}_thigh", skins["thigh"], points_on_a_plane=2),
        ContactSurface(f"{side}_shank", "shin", f"{side}_shank", skins["shin"], points_on_a_plane=2),
        ContactSurface(f"{side}_knee", "knee", f"{side}_knee", skins["knee"]),
        *_add_foot(spec, measures, skins["foot"], side, size),
    ]


def _add_foot(
    spec: mujoco.MjSpec, measures: Measures, skin: SkinTissue, side: str, size: float
) -> list[ContactSurface]:
    """Heel and ball, one sphere each: two contact points hold a foot whose ankle bends in one plane."""
    radius = 0.03 * size
    height = radius - measures.ankle_height_m
    at = {
        "heel": -HEEL_SHARE * measures.foot_length_m + radius,
        "ball": (0.80 - HEEL_SHARE) * measures.foot_length_m,
    }
    surfaces = []
    for part, forward in at.items():
        spec.body(f"{side}_foot").add_geom(
            name=f"{side}_{part}", type=_SPHERE, size=[radius, 0, 0], pos=[forward, 0, height], mass=0, group=3
        )
        surfaces.append(ContactSurface(f"{side}_{part}", "foot", f"{side}_{part}", skin))
    return surfaces


def _add_capsule(spec: mujoco.MjSpec, body: str, name: str, ends: list[list[float]], radius: float) -> None:
    spec.body(body).add_geom(
        name=name, type=_CAPSULE, fromto=[*ends[0], *ends[1]], size=[radius, 0, 0], mass=0, group=3
    )
