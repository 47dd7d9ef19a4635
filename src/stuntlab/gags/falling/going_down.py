"""A full body going down: the world of every fall from standing or from a chair, onto a floor or something soft on it.

A take starts with the body leaning over its feet (or over the legs of the chair it is tied to) and turning about them,
see `lean`; the engine does the rest: what touches first, how the trunk follows, how the head whips.

Knobs: `form` takes the posture from one that is held (0) to that of somebody trained (1); `chin_rad` is how far the
chin is tucked, held there by the neck's own springs and, in a faller whose neck was built with muscles, by those;
`aside_rad` is how far muscles bend trunk and neck to the right on the way down; thirteen numbers put the free joint
where it starts, and one for each spring of legs and spine how long it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.falling.landing import FALLER, GROUND, TIMESTEP_S, body_patches
from stuntlab.gags.falling.lean import Lean, LeaningBody
from stuntlab.gags.falling.muscle_knobs import aside_knob, chin_knob, form_knob
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import LandingGround
from stuntlab.gear.landing_field import Patch, foam_field, memory_size
from stuntlab.people import Performer, Posture, put_posture
from stuntlab.people.stance import carrying_springs, places_of_springs
from stuntlab.people.surfaces import ContactSurface
from stuntlab.scene.contacts import ContactPair, apply_and_halve, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.field import Field
from stuntlab.scene.scene import Knob, Phase, Scene, sensor_channels

FEET = ("left_heel", "right_heel", "left_ball", "right_ball")
PLACE = ("x_m", "y_m", "z_m", "turn_w", "turn_x", "turn_y", "turn_z")
SPEED = ("x_m_s", "y_m_s", "z_m_s", "turning_x_rad_s", "turning_y_rad_s", "turning_z_rad_s")


@dataclass(frozen=True, slots=True)
class TiedOn:
    """What moves with the body besides: surfaces that meet the ground, and patches that sink into something soft.

    patches: name of the body, where in it, radius, area; stands_on: geoms it stands on, without prefix.
    """

    surfaces: Sequence[ContactSurface] = ()
    patches: Sequence[tuple[str, tuple[float, float, float], float, float]] = ()
    stands_on: Sequence[str] = FEET


@dataclass(frozen=True, slots=True)
class TopplingWorld:
    """Who goes down, on what, from which posture (theirs) into which. where: outline of what is soft.

    ground_end: "soft" or "stiff".
    """

    faller: Performer
    ground: LandingGround
    where: Footprint
    ground_end: str
    lasts_s: float
    trained: Posture
    tied_on: TiedOn = field(default_factory=TiedOn)
    timestep_s: float = TIMESTEP_S

    def scene(self) -> Scene:
        """Compile it."""
        spec = empty_world()
        spec.worldbody.add_geom(name=GROUND, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[50, 50, 1])
        spec.attach(self.faller.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        pairs = self._pairs()
        write_pairs(spec, pairs)
        patches = self._patches(spec.compile())
        spec.nuserdata = memory_size(len(patches))
        model = spec.compile()
        timestep_s = apply_and_halve(model, pairs, self.timestep_s)
        start = put_posture(model, self.faller.posture, prefix=FALLER)
        landing = self._soft_field(patches) if self.ground.soft else None
        phase = Phase("blow", self.lasts_s, timestep_s)
        return Scene(model, sensor_channels(model), self._knobs(model), start, (phase,), landing)

    def _soft_field(self, patches: list[Patch]) -> Field:
        """What is soft, as high as it crushes: then the floor is met through flesh, as without it.

        A landing field knows no flesh, and a thin mat that has been crushed would stop a trunk like a plate.
        """
        soft = self.ground.soft
        if soft is None:
            raise ModelError("there is nothing soft here")
        foam = foam_of(soft.foam, soft.height_m, end=self.ground_end)
        return foam_field(foam, replace(self.where, top_m=foam.carries_m), patches)

    def body(self, scene: Scene) -> LeaningBody:
        """The body of a compiled scene, to be leant over."""
        return LeaningBody(scene.model, FALLER, self.tied_on.stands_on)

    def _pairs(self) -> list[ContactPair]:
        hard = floor_stiffness_n_per_m(self.ground.under.words, end=self.ground_end)
        pairs = self.faller.floor_pairs(GROUND, prefix=FALLER, floor_stiffness_n_per_m=hard, arms=True)
        return pairs + [
            surface.pair(GROUND, prefix=FALLER, other_stiffness_n_per_m=hard, points=surface.points_on_a_plane)
            for surface in self.tied_on.surfaces
        ]

    def _patches(self, model: mujoco.MjModel) -> list[Patch]:
        if self.ground.soft is None:
            return []
        tied = [
            Patch(int(model.body(FALLER + body).id), at, radius, area)
            for body, at, radius, area in self.tied_on.patches
        ]
        return body_patches(model, self.faller.measures) + tied

    def _knobs(self, model: mujoco.MjModel) -> dict[str, Knob]:
        return {
            "form": form_knob(model, self.faller.posture, self.trained, prefix=FALLER),
            "chin_rad": chin_knob(model, prefix=FALLER),
            "aside_rad": aside_knob(model, prefix=FALLER),
            **start_knobs(model),
            **spring_knobs(model),
        }


def start_knobs(model: mujoco.MjModel) -> dict[str, Knob]:
    """Knobs that put a faller's free joint where a take starts: place, turn (a quaternion), speed, turning."""
    root = model.joint(FALLER + "root")
    place, speed = int(root.qposadr[0]), int(root.dofadr[0])
    return {name: _position(place + index) for index, name in enumerate(PLACE)} | {
        name: _velocity(speed + index) for index, name in enumerate(SPEED)
    }


def spring_knobs(model: mujoco.MjModel) -> dict[str, Knob]:
    """Knobs that set how far the springs of legs and spine are pressed together where a take starts."""
    places = places_of_springs(model, FALLER)
    return {name: _position(int(at)) for name, at in zip(carrying_springs(model, FALLER), places, strict=True)}


def columns(leans: Sequence[Lean], turning_rad_s: Floats, shift_m: Floats) -> dict[str, Floats]:
    """The knobs that put takes where they start, from leans that were handed over.

    turning_rad_s: [take]; shift_m: [take, 3].
    """
    speeds = [lean.speeds(turning) for lean, turning in zip(leans, turning_rad_s, strict=True)]
    places = np.array([[*lean.place_m, *lean.turn] for lean in leans])
    places[:, :3] += shift_m
    moving = np.array([[*linear, *turning] for linear, turning in speeds])
    springs = {name: np.array([lean.springs_m[name] for lean in leans]) for name in leans[0].springs_m}
    return dict(zip(PLACE, places.T, strict=True)) | dict(zip(SPEED, moving.T, strict=True)) | springs


def _position(address: int) -> Knob:
    def put(batch: Batch, values: Floats) -> None:
        batch.qpos[:, address] = values

    return put


def _velocity(address: int) -> Knob:
    def put(batch: Batch, values: Floats) -> None:
        batch.qvel[:, address] = values

    return put
