"""A performer standing on a floor with a striker in front of them: the world of every strike."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

import mujoco
import numpy as np

from stuntlab.errors import UnstableSetting
from stuntlab.gags.striking.force_plate import sense_net_force
from stuntlab.gags.striking.striker import FOOT, GEOM, PUSH, REAR, Striker
from stuntlab.gear.pad import FoamPad
from stuntlab.people import Performer, posture_by_name
from stuntlab.scene.contacts import STABLE_PHASE_LIMIT, ContactPair, apply, in_series, write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import (
    Knob,
    Phase,
    Scene,
    body_mass,
    body_offset,
    control,
    joint_speed,
    sensor_channels,
)

RECEIVER = "receiver/"
"""Prefix of every name of the person who is struck."""

FLOOR = "floor"
PAD = "worn_pad"
CONTACT, AIMED_AT = "sole_force", "sole_force_on_aim"
"""Channels: the force of everything that the strike meets, and of what it is aimed at alone."""

BLOW_TIMESTEP_S = 1e-4
AFTERMATH = "aftermath"
AFTERMATH_S = 1.2
AFTERMATH_TIMESTEPS_S = (1e-3, 5e-4)
"""From coarse to fine; the first that the body's contacts bear is taken. Both bring a body down in the same time."""

GIVES_WAY, GIVES_WAY_FORWARDS = "gives_way", "gives_way_forwards"
"""Postures that somebody goes into whom a blow has reached from the front, and from behind."""

TURNED_ROUND = (0.0, 0.0, 0.0, 1.0)
FACING_ALONG_X = (1.0, 0.0, 0.0, 0.0)
PAD_RADIUS_M = 0.14
PAD_FACE_N_PER_M = 150e3
"""Cover and wardrobe of a pad, J: stiff beside soft foam, and what gives first over a thin pad of EVA."""

PAD_FACE_NS_PER_M = 100.0
"""Damper of the cover, J."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a strike goes on a performer.

    struck: the surface aimed at. beside: those a strike off its mark meets instead. from_behind: it comes at the back.
    plate: the plate that is pressed in there, on which a pad hangs, and its half thickness; None where flesh lies on
    bone that a pad hangs on.
    """

    struck: str
    beside: tuple[str, ...] = ()
    from_behind: bool = False
    plate: tuple[str, float] | None = None


TARGETS: Mapping[str, Target] = {
    "abdomen": Target("abdomen", ("chest", "pelvis"), plate=("belly", 0.01)),
    "chest": Target("chest", ("abdomen",), plate=("sternum", 0.01)),
    "thigh": Target("left_thigh", ("left_knee",)),
    "back": Target("back", ("pelvis",), from_behind=True),
}


@dataclass(frozen=True, slots=True)
class StrikeWorld:
    """Everything a strike's world is made of."""

    receiver: Performer
    target: Target
    striker: Striker
    floor_friction: float
    pad: FoamPad | None = None
    blow: Phase = field(default=Phase("blow", duration_s=0.15, timestep_s=BLOW_TIMESTEP_S))

    def scene(self) -> Scene:
        """Compile it."""
        spec = self._stand()
        pairs = self.receiver.floor_pairs(FLOOR, prefix=RECEIVER, friction=self.floor_friction)
        pairs += self._surfaces_struck() if self.pad is None else self._wear_pad(spec, self.pad)
        self.striker.add_to(spec, self._point_struck(spec))
        write_pairs(spec, pairs)
        sense_net_force(spec, CONTACT)
        sense_net_force(
            spec, AIMED_AT, on=PAD if self.pad else RECEIVER + self.receiver.surface(self.target.struck).geom
        )
        model = spec.compile()
        aftermath = self._aftermath(model, pairs)
        apply(model, pairs, BLOW_TIMESTEP_S)
        return Scene(model, sensor_channels(model), _knobs(model), np.array(model.qpos0), (self.blow, aftermath))

    def _stand(self) -> mujoco.MjSpec:
        """The receiver on the floor, turned so that the strike comes along +x."""
        spec = empty_world()
        spec.worldbody.add_geom(name=FLOOR, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[10, 10, 1])
        frame = spec.worldbody.add_frame(quat=FACING_ALONG_X if self.target.from_behind else TURNED_ROUND)
        spec.attach(self.receiver.spec, frame=frame, prefix=RECEIVER)
        return spec

    def _surfaces_struck(self) -> list[ContactPair]:
        names = (self.target.struck, *self.target.beside)
        soft = self.striker.face_n_per_m
        struck = (self.receiver.surface(name) for name in names)
        return [one.pair(GEOM, prefix=RECEIVER, other_stiffness_n_per_m=soft, points=1) for one in struck]

    def _wear_pad(self, spec: mujoco.MjSpec, pad: FoamPad) -> list[ContactPair]:
        """A pad takes the strike for the surface under it; a strike off the pad meets what is beside."""
        body, face_m = self._under_pad(spec)
        pad.wear(
            spec.body(body),
            name=PAD,
            face_m=face_m,
            radius_m=PAD_RADIUS_M,
            struck_mass_kg=self.striker.tip_mass_kg + self.striker.rear_mass_kg,
            behind=self.target.from_behind,
        )
        pad.bottom_out(spec, joint=PAD)
        return [self._face_of_pad(), *self._surfaces_struck()[1:]]

    def _under_pad(self, spec: mujoco.MjSpec) -> tuple[str, tuple[float, float, float]]:
        """The body that a pad hangs on, and the place of its surface there: of the plate, or of a capsule of flesh."""
        if self.target.plate is not None:
            plate, half_thickness_m = self.target.plate
            return RECEIVER + plate, (half_thickness_m, 0.0, 0.0)
        model = spec.compile()
        geom = model.geom(RECEIVER + self.receiver.surface(self.target.struck).geom)
        x, y, z = (float(one) for one in geom.pos)
        radius = float(geom.size[0])
        return model.body(int(geom.bodyid[0])).name, (x - radius if self.target.from_behind else x + radius, y, z)

    def _face_of_pad(self) -> ContactPair:
        """Cover and striker in series; the damper, the cover's, feels its share of the motion as in `Surface.pair`.

        Where no plate is pressed in, the springs of the flesh under the pad are in series with them; what that flesh
        loses is left out, on the cautious side.
        """
        both_n_per_m = in_series(PAD_FACE_N_PER_M, self.striker.face_n_per_m)
        damping = PAD_FACE_NS_PER_M * (both_n_per_m / PAD_FACE_N_PER_M) ** 2
        pair = ContactPair(PAD, GEOM, both_n_per_m, damping_ns_per_m=damping)
        if self.target.plate is not None:
            return pair
        flesh = self.receiver.surface(self.target.struck).pair(
            GEOM, prefix=RECEIVER, other_stiffness_n_per_m=both_n_per_m, points=1
        )
        return replace(pair, stiffness_n_per_m=flesh.stiffness_n_per_m, hardening=flesh.hardening)

    def _aftermath(self, model: mujoco.MjModel, pairs: list[ContactPair]) -> Phase:
        """What follows the blow, sampled every 20 ms, at the coarsest timestep that stays stable for this body.

        Nobody falls like a plank: after the time that a reaction takes, joints give way as theirs do who are struck.
        """
        phase = Phase(
            AFTERMATH, AFTERMATH_S, _stable_timestep_s(model, pairs), controls=tuple(self._gives_way(model).items())
        )
        return replace(phase, record_every=round(0.02 / phase.timestep_s))

    def _gives_way(self, model: mujoco.MjModel) -> Mapping[int, float]:
        """Servo -> how far from its posture each joint goes, rad."""
        held = self.receiver.posture.angles_rad
        then = posture_by_name(GIVES_WAY_FORWARDS if self.target.from_behind else GIVES_WAY).angles_rad
        return {int(model.actuator(RECEIVER + name).id): angle - held[name] for name, angle in then.items()}

    def _point_struck(self, spec: mujoco.MjSpec) -> tuple[float, float, float]:
        """Where the strike's line meets the surface (or the pad) in the starting pose, world."""
        model = spec.compile()
        data = mujoco.MjData(model)
        mujoco.mj_forward(model, data)
        geom = PAD if self.pad else RECEIVER + self.receiver.surface(self.target.struck).geom
        _, y, z = data.geom(geom).xpos
        hit = np.zeros(1, dtype=np.int32)
        far_m = 5.0
        groups = np.array([1, 0, 0, 1, 0, 0], dtype=np.uint8)
        distance = mujoco.mj_ray(model, data, [-far_m, y, z], [1.0, 0.0, 0.0], groups, 1, -1, hit)
        return (distance - far_m, float(y), float(z))


def _stable_timestep_s(model: mujoco.MjModel, pairs: list[ContactPair]) -> float:
    """The coarsest of `AFTERMATH_TIMESTEPS_S` that this body's contacts bear."""
    *coarse, fine = AFTERMATH_TIMESTEPS_S
    for timestep_s in coarse:
        with suppress(UnstableSetting):
            apply(model, pairs, timestep_s, phase_limit=STABLE_PHASE_LIMIT)
            return timestep_s
    apply(model, pairs, fine, phase_limit=STABLE_PHASE_LIMIT)
    return fine


def _knobs(model: mujoco.MjModel) -> dict[str, Knob]:
    return {
        "rear_mass_kg": body_mass(model, REAR),
        "speed_m_s": joint_speed(model, FOOT, REAR),
        "push_n": control(model, PUSH),
        "aim_lateral_m": body_offset(model, FOOT, 1),
        "aim_vertical_m": body_offset(model, FOOT, 2),
    }
