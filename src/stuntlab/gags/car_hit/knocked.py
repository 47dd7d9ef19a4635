"""A full body before a car that comes: bumper, bonnet, screen, and the road, in one take.

The take starts a few hundredths of a second before contact. The body stands with its left side towards the car, or is
in the air as its jump has it there; `form` puts it between standing and the curl in which somebody who was taught to
goes over a bonnet, and `curls` is how far trunk and arms then go for it. The far leg has pushed off: `far_leg` is how
far it has been drawn up after the near one by then, and `draws_up` how far its muscles go on to draw it, 0 for a leg
that still bears weight: whoever lifted it would sit down on the road. Before a car too slow to tip
them over, they turn their near side down onto it from the jump on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import pi

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.gags.car_hit.front import FRONT, CarFront, FrontCover, add_front, cover_pair, front_knobs, front_pair
from stuntlab.gags.car_hit.legs import let_legs_give
from stuntlab.gags.falling.going_down import PLACE, SPEED, start_knobs
from stuntlab.gags.falling.landing import FALLER, GROUND, TIMESTEP_S, body_patches
from stuntlab.gags.falling.muscle_knobs import aside_knob, chin_knob, form_knob
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import LandingGround
from stuntlab.gear.landing_field import Patch, foam_field, memory_size
from stuntlab.geometry import about_x, about_z, quaternion
from stuntlab.people import Performer, Posture, posture_by_name, put_posture
from stuntlab.people.posture import lowest_point_m
from stuntlab.people.shin import derive_bending
from stuntlab.people.skeleton import SIDES
from stuntlab.scene.contacts import ContactPair, apply_and_halve, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.field import Field
from stuntlab.scene.instruments import BLOW
from stuntlab.scene.scene import Knob, Phase, Scene, sensor_channels

LEADS_S, LEADS_M = 0.02, 0.13
"""How long before contact a take starts, and how far the struck side of a leg is from the middle of the body."""

ASIDE_TO_CAR_RAD = pi / 2
"""Turned so that the left side is what the car comes to."""

OVER_THE_BONNET, ON_THE_BONNET, LANDS = "over_a_bonnet", "on_a_bonnet", "landing_deep"
_LOOKED_AT, _KEPT = 2, 5
"""What is looked at and not measured is stepped at twice the timestep, and every fifth step of it is kept."""

_OF_LEGS = ("hip_flexion", "hip_abduction", "knee_flexion", "ankle_dorsiflexion")
_FAR = "right_"
"""Of the leg that a jump is pushed off with: the car comes to the left side."""

_ON_THE_ROAD_M = 0.005
"""Whose lowest point is no higher has a foot on the road."""

_GUARDS, _HEAD = ("forearm", "hand"), ("head", "left_temple", "right_temple")

HOLDS = ("form", "far_leg", "draws_up", "curls", "chin_rad", "aside_rad")
"""The knobs of what a body holds; all of them are 0 for one that stands."""

OFF = "off"
"""The phase after `BLOW`, in which they come off the car."""


@dataclass(frozen=True, slots=True)
class KnockedWorld:
    """Who is struck, by what, on what ground.

    lasts_s: on the car, and from there to the end. comes_off: whether muscles then get the legs under them. where: the
    outline of a mat. end: "soft" or "stiff". pads: region of the body -> what is worn there.
    """

    struck: Performer
    front: CarFront
    ground: LandingGround
    where: Footprint
    end: str
    lasts_s: tuple[float, float]
    comes_off: bool
    pads: Mapping[str, FrontCover] = field(default_factory=dict)
    timestep_s: float = TIMESTEP_S

    def scene(self) -> Scene:
        """Compile it."""
        spec = empty_world()
        spec.worldbody.add_geom(name=GROUND, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[80, 80, 1])
        parts = add_front(spec, self.front)
        spec.attach(self.struck.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        let_legs_give(spec, prefix=FALLER, size=self.struck.measures.size)
        pairs = [*self._ground_pairs(), *self._front_pairs(parts), *self._guard_pairs()]
        write_pairs(spec, pairs)
        patches = body_patches(spec.compile(), self.struck.measures) if self.ground.soft else []
        spec.nuserdata = memory_size(len(patches)) if patches else 0
        model = spec.compile()
        timestep_s = apply_and_halve(model, pairs, self.timestep_s)
        start = put_posture(model, self.struck.posture, prefix=FALLER)
        held, curl, guard = self.struck.posture, posture_by_name(OVER_THE_BONNET), posture_by_name(ON_THE_BONNET)
        far = _part_of(curl, held, _is_far)
        near = _part_of(curl, held, lambda joint: not _is_far(joint))
        knobs = {
            **start_knobs(model),
            "form": _about_centre(model, form_knob(model, held, near, prefix=FALLER)),
            "far_leg": _about_centre(model, form_knob(model, held, far, prefix=FALLER)),
            "draws_up": _muscles_knob(model, held, far),
            "curls": _muscles_knob(model, held, _part_of(guard, held, lambda joint: not joint.endswith(_OF_LEGS))),
            "chin_rad": _about_centre(model, chin_knob(model, prefix=FALLER)),
            "aside_rad": aside_knob(model, prefix=FALLER),
            **front_knobs(model, self.front),
        }
        on_car_s, then_s = self.lasts_s
        if self.comes_off:
            legs = _get_legs_under(model, self.struck)
            then = Phase(OFF, then_s, _LOOKED_AT * timestep_s, record_every=_KEPT, controls=legs)
        else:
            then = Phase(OFF, then_s, timestep_s)
        bending = derive_bending(FALLER, self.struck.measures)
        phases = (Phase(BLOW, on_car_s, timestep_s), then)
        return Scene(model, sensor_channels(model), knobs, start, phases, self._mat(patches), bending)

    def _mat(self, patches: list[Patch]) -> Field | None:
        """What is soft, as high as it crushes; then the road is met through flesh (`TopplingWorld`)."""
        soft = self.ground.soft
        if soft is None:
            return None
        foam = foam_of(soft.foam, soft.height_m, end=self.end)
        return foam_field(foam, replace(self.where, top_m=foam.carries_m), patches)

    def _ground_pairs(self) -> list[ContactPair]:
        hard = floor_stiffness_n_per_m(self.ground.under.words, end=self.end)
        bare = self.struck.floor_pairs(
            GROUND,
            prefix=FALLER,
            floor_stiffness_n_per_m=hard,
            friction=FRONT.read().ground.friction,
            arms=True,
        )
        regions = {FALLER + surface.geom: surface.region for surface in self.struck.surfaces.values()}
        return [cover_pair(pair, self._worn(regions[pair.first])) for pair in bare]

    def _worn(self, region: str) -> list[FrontCover]:
        return [self.pads[region]] if region in self.pads else []

    def _guard_pairs(self) -> list[ContactPair]:
        """Forearms and hands against the own head: raised beside it, they are between it and what it comes down on."""
        surfaces = self.struck.surfaces
        guards = [surfaces[f"{side}_{part}"] for side in SIDES for part in _GUARDS]
        return [
            guard.pair(FALLER + part.geom, prefix=FALLER, other_stiffness_n_per_m=part.skin.stiffness_n_per_m)
            for part in (surfaces[name] for name in _HEAD)
            for guard in guards
        ]

    def _front_pairs(self, parts: Mapping[str, str]) -> list[ContactPair]:
        return [
            front_pair(surface, geom, part, self.front, prefix=FALLER, end=self.end, worn=self.pads.get(surface.region))
            for geom, part in parts.items()
            for surface in self.struck.surfaces.values()
        ]


def _is_far(joint: str) -> bool:
    return joint.startswith(_FAR) and joint.endswith(_OF_LEGS)


def _part_of(curl: Posture, held: Posture, is_part: Callable[[str], bool]) -> Posture:
    """A curl of some joints; the others stay as they are held."""
    angles = {joint: curl.angles_rad[joint] if is_part(joint) else angle for joint, angle in held.angles_rad.items()}
    return replace(held, angles_rad=angles)


def _muscles_knob(model: mujoco.MjModel, held: Posture, curl: Posture) -> Knob:
    """What muscles go for from contact on, whatever posture the body is in: 0 to 1 between two."""
    joints = [joint for joint in held.angles_rad if curl.angles_rad[joint] != held.angles_rad[joint]]
    muscles = np.array([int(model.actuator(FALLER + joint).id) for joint in joints])
    change = np.array([curl.angles_rad[joint] - held.angles_rad[joint] for joint in joints])

    def put(batch: Batch, values: Floats) -> None:
        batch.ctrl[:, muscles] = values[:, None] * change

    return put


def _about_centre(model: mujoco.MjModel, bends: Knob) -> Knob:
    """A knob that bends a body about its centre of mass, which stays over the mark, and in the air at its height.

    Bent about the hips, a curl would hang the head 0.44 m off the middle of the car, and the centre of mass 0.20 m (C).
    A foot on the road stays at its height.
    """
    pelvis, place = int(model.body(f"{FALLER}pelvis").id), int(model.joint(f"{FALLER}root").qposadr[0])
    data = mujoco.MjData(model)

    def centre_m(qpos: Floats) -> Floats:
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        return np.array(data.subtree_com[pelvis])

    def put(batch: Batch, values: Floats) -> None:
        takes = np.flatnonzero(values)
        before = np.array(batch.qpos[takes])
        bends(batch, values)
        for take, was in zip(takes, before, strict=True):
            now = np.array(batch.qpos[take])
            shift = centre_m(was) - centre_m(now)
            stands = lowest_point_m(model, was, FALLER) < _ON_THE_ROAD_M
            shift[2] = 0.0 if stands else max(shift[2], -lowest_point_m(model, now, FALLER))
            batch.qpos[take, place : place + 3] += shift

    return put


def _get_legs_under(model: mujoco.MjModel, struck: Performer) -> tuple[tuple[int, float], ...]:
    """What the muscles of the body are told where it comes off the car: the posture of a landing on the feet."""
    held, lands = struck.posture.angles_rad, posture_by_name(LANDS).angles_rad
    return tuple(
        (int(model.actuator(FALLER + joint).id), lands[joint] - held[joint])
        for joint in lands
        if mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_ACTUATOR, FALLER + joint) >= 0
    )


def start_columns(
    *,
    stands_m: float,
    heading_rad: Floats,
    soles_m: Floats,
    rises_m_s: Floats,
    across_m: Floats,
    speed_m_s: Floats,
    rolled_rad: float | Floats = 0.0,
    rolls_rad_s: float | Floats = 0.0,
) -> dict[str, Floats]:
    """The knobs that put body and car where a take starts, name -> [take].

    stands_m: height of the pelvis of a body that stands. heading_rad: off standing square to the way of the car.
    soles_m, rises_m_s: of the jump at contact. across_m: off the middle of the car. rolled_rad, rolls_rad_s: how far
    they have turned their near side down onto the car by themselves at contact, and how fast they turn.
    """
    count = len(speed_m_s)
    zero = np.zeros(count)
    turns = quaternion(about_z(ASIDE_TO_CAR_RAD + heading_rad) * about_x(zero - rolled_rad))
    place = np.column_stack([zero, across_m, stands_m + soles_m, turns])
    moving = np.column_stack([zero, zero, rises_m_s, zero - rolls_rad_s, zero, zero])
    return {
        **dict(zip(PLACE, place.T, strict=True)),
        **dict(zip(SPEED, moving.T, strict=True)),
        "car_at_m": -LEADS_M - LEADS_S * speed_m_s,
        "car_m_s": speed_m_s,
    }
