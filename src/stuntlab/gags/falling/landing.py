"""A performer just above something soft that stands on hard ground: the world of every fall onto a catcher.

Nothing has met the body yet, so every take starts with legs and spine unloaded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.gags.falling.muscle_knobs import arms_knob, chin_knob, legs_knob
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, bears_knob, fans_off_knob, memory_size, strength_knob
from stuntlab.geometry import about_z, quaternion, rotation
from stuntlab.people import Measures, Performer, Posture, lowest_when_pitched_m, put_posture
from stuntlab.people.surfaces import RIGID
from stuntlab.scene.contacts import apply_and_halve, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.field import Field
from stuntlab.scene.scene import Knob, Phase, Scene, sensor_channels

FALLER = "faller/"
GROUND, WALL = "ground", "wall"
TIMESTEP_S = 2e-4
"""At which a landing on something soft is converged."""

FRONTAL_AREA_M2 = 0.70
"""Of a 75 kg, 1.75 m body lying flat with its limbs a little spread (judgement)."""

AREA_SHARES: Mapping[str, float] = {
    "head": 0.06, "thorax": 0.22, "abdomen": 0.12, "pelvis": 0.12, "thigh": 0.18, "shank": 0.12, "upper_arm": 0.08,
    "forearm": 0.07, "foot": 0.03,
}  # fmt: skip
"""Share of the frontal area of each segment, both sides together (judgement)."""

TOGETHER: tuple[tuple[tuple[str, ...], int], ...] = (
    (("thorax", "abdomen", "pelvis"), 1), (("head",), 1), (("upper_arm", "forearm"), 2), (("thigh", "shank"), 2),
    (("foot",), 2),
)  # fmt: skip
"""Segments that press into something soft as one, and on how many sides: air has to get out from under all of them."""

FieldOf = Callable[[list[Patch]], Field]
"""From the patches of a body to what it lands on."""


@dataclass(frozen=True, slots=True)
class LandingWorld:
    """What a landing's world is made of: who, onto what (patches of the body -> field), and where its top is.

    field: None where there is only the ground. wall: whether one stands at x = 0, as hard as stone.
    ground_n_per_m: how stiff the ground is under something the size of a head. reaching: a posture whose arms take a
    trunk that tips forward, as far as the knob `reaches` (0 to 1) says, and whose feet are put under it, by the knob
    `legs_rad`; None where nobody reaches. tucks: whether a knob `chin_rad` says how far the chin is tucked.
    """

    faller: Performer
    catcher: Footprint
    field: FieldOf | None
    duration_s: float = 0.4
    timestep_s: float = TIMESTEP_S
    wall: bool = False
    ground_n_per_m: float = RIGID
    reaching: Posture | None = None
    tucks: bool = False

    def scene(self) -> Scene:
        """Compile it; every take starts with the lowest point of the body at the catcher's top."""
        spec = empty_world()
        spec.worldbody.add_geom(name=GROUND, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[50, 50, 1])
        spec.attach(self.faller.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        pairs = self.faller.floor_pairs(GROUND, prefix=FALLER, floor_stiffness_n_per_m=self.ground_n_per_m)
        if self.wall:
            spec.worldbody.add_geom(
                name=WALL, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[50, 50, 1], zaxis=[1, 0, 0], group=3
            )
            pairs += self.faller.floor_pairs(WALL, prefix=FALLER)
        write_pairs(spec, pairs)
        patches = body_patches(spec.compile(), self.faller.measures) if self.field else []
        spec.nuserdata = memory_size(len(patches)) if patches else 0
        model = spec.compile()
        timestep_s = apply_and_halve(model, pairs, self.timestep_s)
        start = put_posture(model, self.faller.posture, prefix=FALLER, lowest_m=self.catcher.top_m, in_the_air=True)
        phase = Phase("blow", self.duration_s, timestep_s)
        field = self.field(patches) if self.field else None
        knobs = {**_knobs(model, self), **(_of_catcher(field) if field else {})}
        return Scene(model, sensor_channels(model), knobs, start, (phase,), field)


def _of_catcher(field: Field) -> dict[str, Knob]:
    return {"strength": strength_knob(field), "bears": bears_knob(field), "fans_off_s": fans_off_knob(field)}


def body_patches(model: mujoco.MjModel, body: Measures) -> list[Patch]:
    """The faller's body as points with areas."""
    whole = FRONTAL_AREA_M2 * math.sqrt(body.mass_kg / 75.0 * body.stature_m / 1.75)
    upper, middle = body.segments["upper_trunk"].length_m, body.segments["middle_trunk"].length_m
    chest, belly, size = body.chest_depth_m / 2, body.abdomen_depth_m / 2, body.stature_m / 1.75
    arm, forearm = body.segments["upper_arm"].length_m, body.segments["forearm"].length_m
    trunk = {
        "head": ([(0.0, 0.0, body.head_centre_above_condyles_m)], 0.10 * size),
        "thorax": ([(0.0, side * 0.1, share * upper) for side in (1, -1) for share in (0.3, 0.8)], chest),
        "abdomen": ([(0.0, side * 0.07, middle / 2) for side in (1, -1)], belly),
        "pelvis": ([(0.0, side * 0.09, 0.0) for side in (1, -1)], belly),
    }
    limbs = {
        "thigh": ([(0.0, 0.0, -share * body.thigh_m) for share in (0.25, 0.75)], 0.07 * size),
        "shank": ([(0.0, 0.0, -share * body.shank_m) for share in (0.25, 0.75)], 0.05 * size),
        "upper_arm": ([(0.0, 0.0, -share * arm) for share in (0.25, 0.75)], 0.045 * size),
        "forearm": ([(0.0, 0.0, -share * forearm) for share in (0.3, 0.9)], 0.036 * size),
        "foot": ([(0.05, 0.0, -0.04)], 0.04 * size),
    }
    named = {name: (name, points) for name, points in trunk.items()}
    named |= {f"{side}_{name}": (name, points) for name, points in limbs.items() for side in ("left", "right")}
    return [
        _patch(int(model.body(FALLER + full).id), at, radius, whole, name, len(points) * _sides(full))
        for full, (name, (points, radius)) in named.items()
        for at in points
    ]


def _patch(body: int, at: tuple[float, float, float], radius: float, whole: float, name: str, points: int) -> Patch:
    """One of so many points of a segment; it is round, and all of it bears as soon as a ball of its radius would."""
    area = whole * AREA_SHARES[name] / points
    together = whole * next(
        (sum(AREA_SHARES[part] for part in parts) / sides for parts, sides in TOGETHER if name in parts),
    )
    drape = min(area / (2 * math.pi * radius), radius)
    return Patch(body, at, radius, area, math.sqrt(together / math.pi), drape)


def _sides(full: str) -> int:
    return 2 if full.startswith(("left_", "right_")) else 1


def _knobs(model: mujoco.MjModel, landing: LandingWorld) -> dict[str, Knob]:
    root = model.joint(FALLER + "root")
    place, speed = int(root.qposadr[0]), int(root.dofadr[0])
    return {
        "attitude": _attitude(model, landing, place),
        "yaw_rad": _yaw_knob(place),
        "x_m": _offset(place, 0),
        "y_m": _offset(place, 1),
        "out_m_s": _speed(speed),
        "across_m_s": _speed(speed + 1),
        "down_m_s": _speed(speed + 2, -1.0),
        "turning_rad_s": _speed(speed + 4),
        **({"chin_rad": chin_knob(model, prefix=FALLER)} if landing.tucks else {}),
        **_limbs(model, landing),
    }


def _limbs(model: mujoco.MjModel, landing: LandingWorld) -> dict[str, Knob]:
    if landing.reaching is None:
        return {}
    held = landing.faller.posture
    return {
        "reaches": arms_knob(model, held, landing.reaching, prefix=FALLER),
        "legs_rad": legs_knob(model, held, lowest_m=landing.catcher.top_m, prefix=FALLER),
    }


def _attitude(model: mujoco.MjModel, landing: LandingWorld, place: int) -> Knob:
    """Pitch of the whole body, forward positive, with its lowest point at the catcher's top."""
    posed = put_posture(model, landing.faller.posture, prefix=FALLER, in_the_air=True)

    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, place + 2] = landing.catcher.top_m - lowest_when_pitched_m(model, posed, values, FALLER)
        batch.qpos[:, place + 3] = np.cos(values / 2)
        batch.qpos[:, place + 4] = 0.0
        batch.qpos[:, place + 5] = np.sin(values / 2)
        batch.qpos[:, place + 6] = 0.0

    return put


def _yaw_knob(place: int) -> Knob:
    """Turns an attitude that is already set about the vertical."""

    def put(batch: Batch, values: Floats) -> None:
        turn = slice(place + 3, place + 7)
        batch.qpos[:, turn] = quaternion(about_z(values) * rotation(batch.qpos[:, turn]))

    return put


def _offset(place: int, axis: int) -> Knob:
    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, place + axis] = values

    return put


def _speed(address: int, sign: float = 1.0) -> Knob:
    def put(batch: Batch, values: Floats) -> None:
        batch.qvel[:, address] = sign * values

    return put
