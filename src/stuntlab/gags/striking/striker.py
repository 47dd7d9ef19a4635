"""The effective-mass striker: what arrives at the end of a kick or a punch, without the rest of the body behind it.

Two masses on one line: foot or hand, and what follows it through a spring. A measured front kick is no hammer blow
but a push of 13 kg through 19 kN/m, with muscle behind it (`kick/numbers.toml`; Vágner 2018). A punch arrives as one
mass (`punch/numbers.toml`; Walilko 2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco

from stuntlab.people.surfaces import RIGID

FOOT, REAR = "striker_foot", "striker_rear"
"""Names of the two slide joints, and of the bodies that slide on them."""

PUSH = "striker_push"
GEOM = "striker_sole"
LEG_LENGTH = "leg_compression"
"""Channel: how far the leg is pressed together, m."""


@dataclass(frozen=True, slots=True)
class Striker:
    """A striker moving along +x.

    Its tip starts `standoff_m` short of `target_m` (world), so that every take begins before contact.
    size_m: half axes of the ellipsoid that strikes, along the strike, across it, and up. face_n_per_m: stiffness of
    what strikes, in series with what it meets; the sole of a shoe is taken as rigid.
    """

    tip_mass_kg: float
    rear_mass_kg: float
    stiffness_n_per_m: float
    damping_n_s_per_m: float
    follow_through_m: float
    size_m: tuple[float, float, float]
    standoff_m: float = 0.002
    face_n_per_m: float = RIGID

    def add_to(self, spec: mujoco.MjSpec, target_m: tuple[float, float, float]) -> None:
        """Put the striker into a world."""
        x, y, z = target_m
        centre = (x - self.size_m[0] - self.standoff_m, y, z)
        tip = _slider(spec, FOOT, centre, self.tip_mass_kg)
        tip.add_geom(
            name=GEOM,
            type=mujoco.mjtGeom.mjGEOM_ELLIPSOID,
            size=self.size_m,
            contype=0,
            conaffinity=0,
            mass=0,
            rgba=(0.2, 0.2, 0.2, 1),
        )
        _slider(spec, REAR, centre, self.rear_mass_kg)
        self._couple(spec)
        self._push(spec)
        _sense(spec)

    def _couple(self, spec: mujoco.MjSpec) -> None:
        leg = spec.add_tendon(
            name="striker_leg",
            stiffness=[self.stiffness_n_per_m, 0, 0],
            damping=[self.damping_n_s_per_m, 0, 0],
            springlength=[0, 0],
        )
        leg.wrap_joint(REAR, 1)
        leg.wrap_joint(FOOT, -1)

    def _push(self, spec: mujoco.MjSpec) -> None:
        """Muscle push, in newtons of control, fading to nothing as the leg reaches its full extension."""
        spec.add_actuator(
            name=PUSH,
            target=REAR,
            trntype=mujoco.mjtTrn.mjTRN_JOINT,
            gaintype=mujoco.mjtGain.mjGAIN_AFFINE,
            gainprm=[1, -1 / self.follow_through_m, 0] + [0] * 7,
            biastype=mujoco.mjtBias.mjBIAS_NONE,
            forcelimited=True,
            forcerange=[0, 1e5],
        )


def _slider(spec: mujoco.MjSpec, name: str, centre: tuple[float, float, float], mass_kg: float) -> mujoco.MjsBody:
    """A body that can only slide along the strike; the leg that holds it up is not simulated, so it has no weight."""
    body = spec.worldbody.add_body(
        name=name, pos=centre, mass=mass_kg, inertia=[1e-3, 1e-3, 1e-3], explicitinertial=True, gravcomp=1
    )
    body.add_joint(name=name, type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[1, 0, 0])
    return body


def _sense(spec: mujoco.MjSpec) -> None:
    spec.add_sensor(
        name=LEG_LENGTH,
        type=mujoco.mjtSensor.mjSENS_TENDONPOS,
        objtype=mujoco.mjtObj.mjOBJ_TENDON,
        objname="striker_leg",
    )
