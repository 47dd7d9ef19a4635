"""A body as points that press against stairs: each surface of `people.surfaces` as one ball or more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil

import mujoco
import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import AREA_SHARES, FRONTAL_AREA_M2
from stuntlab.gear.pad import SPREAD_AREA_M2, FoamPad
from stuntlab.gear.step_field import Helped, Touch
from stuntlab.geometry import rotation
from stuntlab.people import ContactSurface, Performer
from stuntlab.people.tissue import SkinTissue
from stuntlab.scene.contacts import in_series

SPACING_M = 0.11
"""At most so far apart along a limb, so that no nosing finds a gap between two points (judgement)."""

PAD_PRESSED_FLAT_TIMES = 1.2
"""A worn pad gives the foam's depth and a fifth more before the skin below is all there is (judgement)."""

SLIP_PER_KG_S = 300.0
"""Friction is viscous below slip: so many N s/m for each kilogram of the body's part, which the timestep bears."""

FLESH_RETURNS = 0.4
"""Share of its force that other flesh has left on the way out: nobody bounces down stairs (judgement)."""

DAMPED = (
    "head",
    "left_temple",
    "right_temple",
    "left_knee",
    "right_knee",
    "back",
    "pelvis",
    "left_thigh",
    "right_thigh",
)
"""Surfaces whose damping was fitted to a test, which needs no more."""

BACK_OF_HEAD_M = -0.02
"""Points amid the head further back than this are behind no arm; a tucked chin keeps them off the steps (J).

Those at its sides are behind hands: chin tucked, elbows in, hands on the sides of the head is what is taught for stairs
(worstcasescenario.com, "How to fall down a flight of stairs", V-S)."""

ARMS_SHARE = 0.5
"""Share of what meets forearms before the head that goes into the trunk: a beam between elbow and head, struck between
(judgement)."""

ARMS_MOST_WEIGHTS = 1.0
"""What arms bear for the head at most, in weights of the body. In push-ups hands carry 0.69 to 0.75 of it (Suprak 2011,
R-m), and arms that catch a forward fall more than the whole of it for a moment; one weight is judgement."""

AREA_OF: Mapping[str, str] = {
    "head": "head", "chest": "thorax", "back": "thorax", "ribs": "thorax", "abdomen": "abdomen", "pelvis": "pelvis",
    "thigh": "thigh", "knee": "shank", "shank": "shank", "upper_arm": "upper_arm", "forearm": "forearm",
    "hand": "forearm", "heel": "foot", "ball": "foot", "shoulder": "upper_arm", "temple": "head",
}  # fmt: skip
"""Which share of the frontal area (`gags.landing`) a surface has a part of."""


def touches_of(
    model: mujoco.MjModel,
    person: Performer,
    *,
    prefix: str,
    floor_stiffness_n_per_m: float,
    wall_stiffness_n_per_m: float,
    pads: Mapping[str, FoamPad],
    friction: float,
    guarded: bool = False,
) -> list[Touch]:
    """Every surface of a performer in a compiled model as points. pads: region of the body -> what is worn over it.

    guarded: arms are folded round the head.
    """
    found = []
    for surface in person.surfaces.values():
        geom = model.geom(prefix + surface.geom)
        places = [*_balls(model, int(geom.id))]
        spring = _spring(surface, floor_stiffness_n_per_m, pads.get(surface.region))
        wall = _spring(surface, wall_stiffness_n_per_m, pads.get(surface.region))[:2]
        against_wall = (wall[0] / surface.points_on_a_plane, wall[1] / surface.points_on_a_plane)
        body = int(model.geom_bodyid[geom.id])
        slip = SLIP_PER_KG_S * max(float(model.body_mass[body]), 1.0)  # a plate moves with the trunk behind it
        share = surface.points_on_a_plane
        area = FRONTAL_AREA_M2 * AREA_SHARES[AREA_OF[surface.name.removeprefix("left_").removeprefix("right_")]]
        area /= 2 * len(places)
        returns = 1.0 if surface.name in DAMPED else FLESH_RETURNS
        soft, hard, deep, damping = spring
        found += [
            Touch(
                body,
                at,
                radius,
                soft / share,
                hard / share,
                deep,
                damping / share,
                friction,
                slip,
                area,
                returns,
                against_wall,
            )
            for at, radius in places
        ]
    return _behind_arms(found, model, person, prefix) if guarded else found


def _behind_arms(found: list[Touch], model: mujoco.MjModel, person: Performer, prefix: str) -> list[Touch]:
    """The points of a body with its arms folded round the head."""
    head, arm = int(model.body(prefix + "head").id), person.surface("left_forearm")
    middle_m = float(model.geom(prefix + person.surface("head").geom).pos[2])
    thick = 2 * float(model.geom(prefix + arm.geom).size[0])
    trunk = int(model.body(prefix + "thorax").id)
    arms = Helped(trunk, ARMS_SHARE, ARMS_MOST_WEIGHTS * person.measures.mass_kg * GRAVITY_M_S2)
    return [
        _behind_an_arm(touch, arm.skin, thick, middle_m, arms)
        if touch.body == head and (touch.at_m[0] >= BACK_OF_HEAD_M or touch.at_m[1] != 0.0)
        else touch
        for touch in found
    ]


def _behind_an_arm(head: Touch, flesh: SkinTissue, thick_m: float, middle_m: float, arms: Helped) -> Touch:
    """A point of the head with a forearm before it, whose flesh is pressed between bone and step; arms bear a part.

    The ball grows by half the arm and moves by the other half: forward, outward, and up where it is above the middle of
    the head. So it reaches an arm further there and no further behind: nobody has an arm between nape and step.
    """
    hard = flesh.hardening
    hardest = hard.stiffness_n_per_m if hard else flesh.stiffness_n_per_m
    wall = head.wall_n_per_m or (head.stiffness_n_per_m, head.hardest_n_per_m)
    half, (ahead, aside, up) = thick_m / 2, head.at_m
    return replace(
        head,
        at_m=(ahead + half, aside + half * float(np.sign(aside)), up + half * float(up > middle_m)),
        radius_m=head.radius_m + half,
        stiffness_n_per_m=in_series(head.stiffness_n_per_m, flesh.stiffness_n_per_m),
        hardest_n_per_m=in_series(head.hardest_n_per_m, hardest),
        deep_m=hard.depth_m if hard else 0.0,
        damping_ns_per_m=flesh.damping_ns_per_m,
        returns=FLESH_RETURNS,
        helped=arms,
        wall_n_per_m=(in_series(wall[0], flesh.stiffness_n_per_m), in_series(wall[1], hardest)),
    )


def _spring(surface: ContactSurface, floor_n_per_m: float, pad: FoamPad | None) -> tuple[float, float, float, float]:
    """Stiffness at touch, hardest, the depth of that, and damping, with what is worn between."""
    skin = surface.skin
    soft = in_series(skin.stiffness_n_per_m, floor_n_per_m)
    hard = in_series(skin.hardening.stiffness_n_per_m, floor_n_per_m) if skin.hardening else soft
    deep = skin.hardening.depth_m if skin.hardening else 0.0
    damping = skin.damping_ns_per_m * (soft / skin.stiffness_n_per_m) ** 2
    if pad is None:
        return soft, hard, deep, damping
    foam = pad.foam.modulus_pa * SPREAD_AREA_M2 / pad.thickness_m
    closed_m = pad.foam.densification_strain * pad.thickness_m
    return in_series(soft, foam), hard, deep + PAD_PRESSED_FLAT_TIMES * closed_m, damping


Place = tuple[float, float, float]


def _balls(model: mujoco.MjModel, geom: int) -> Iterator[tuple[Place, float]]:
    """A geom as balls in its body: where, and how big."""
    at, size = np.array(model.geom_pos[geom]), np.array(model.geom_size[geom])
    axes = rotation(model.geom_quat[geom]).as_matrix()
    match model.geom_type[geom]:
        case mujoco.mjtGeom.mjGEOM_CAPSULE:
            count = max(2, ceil(2 * size[1] / SPACING_M) + 1)
            for share in np.linspace(-1, 1, count):
                yield _triple(at + share * size[1] * axes[:, 2]), float(size[0])
        case mujoco.mjtGeom.mjGEOM_BOX:
            thick = float(size[0])
            for across in (-1, 1):
                for up in (-1, 1):
                    corner = at + across * (size[1] - thick) * axes[:, 1] + up * (size[2] - thick) * axes[:, 2]
                    yield _triple(corner), thick
        case mujoco.mjtGeom.mjGEOM_ELLIPSOID:
            small = float(size.min())  # a head: crown, chin, brow and back of it
            for axis in np.flatnonzero(size > small):
                for end in (-1, 1):
                    yield _triple(at + end * (size[axis] - small) * axes[:, axis]), small
        case _:
            yield _triple(at), float(size[0])


def _triple(values: Floats) -> Place:
    return float(values[0]), float(values[1]), float(values[2])
