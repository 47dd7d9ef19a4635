"""A guided mass in front of any surface of a body that floats in space, flying at its middle from any side.

The seat, and with it gravity, is left out: in the 30 ms that count a body moves 50 mm. The face is a sphere, which
makes one contact point, dead centre. It is as large as a certification hub whatever struck in the test: the skins are
springs in N/m, so its size does not enter the force, and a small sphere would be pressed right through a plate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.people import Performer
from stuntlab.people.certification.rig import slide_until_touching
from stuntlab.people.surfaces import RIGID, ContactSurface
from stuntlab.scene.contacts import apply, write_pairs

PROBE, BEHIND = "probe", "behind_the_struck_surface"
START_M = 1.0
RADIUS_M = 0.0762
ANSWERS = {
    "chest": (-15.0, 15.0),
    "abdomen": (-15.0, 15.0),
    "left_ribs": (50.0, 100.0),
    "right_ribs": (-100.0, -50.0),
    "left_shoulder": (75.0, 105.0),
    "right_shoulder": (-105.0, -75.0),
}
"""Walls give way along one line each, so they answer blows from these azimuths only, in degrees (ribs and shoulders:
`people.sides`; the rest J)."""


@dataclass(frozen=True, slots=True)
class Probe:
    """stiffness_n_per_m: of its padding, in series with the skin.

    azimuth_deg: where it comes from, 0 the front, 90 the body's left, 180 the back.
    """

    mass_kg: float
    stiffness_n_per_m: float = RIGID
    azimuth_deg: float = 0.0

    @property
    def outward(self) -> Floats:
        """From the body towards the probe, world, [3]."""
        azimuth = math.radians(self.azimuth_deg)
        return np.array([math.cos(azimuth), math.sin(azimuth), 0.0])


@dataclass(frozen=True, slots=True)
class ProbeSetup:
    """A compiled model in its starting pose, the probe touching the surface. qpos: [nq]."""

    model: mujoco.MjModel
    qpos: Floats


def in_front_of(body: Performer, surface: ContactSurface, probe: Probe, timestep_s: float) -> ProbeSetup:
    """The body in its posture with the probe at one surface; nothing else touches anything.

    Raises:
        UserError: a wall of the trunk is struck from where it does not give way.
    """
    _refuse_from_aside(surface, probe)
    spec = body.spec
    spec.option.gravity = [0, 0, 0]
    spec.option.timestep = timestep_s
    _mark_behind(spec, surface)
    _add(spec, probe, _middle_of(body, surface))
    pairs = [surface.pair(PROBE, other_stiffness_n_per_m=probe.stiffness_n_per_m)]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    return ProbeSetup(model, slide_until_touching(model, _pose_body(model, body), surface.geom, probe=PROBE))


def _refuse_from_aside(surface: ContactSurface, probe: Probe) -> None:
    low, high = ANSWERS.get(surface.name, (-180.0, 180.0))
    azimuth = (probe.azimuth_deg + 180) % 360 - 180
    if not low <= azimuth <= high:
        raise UserError(
            f"the {surface.name} gives way along one line and answers blows from {low:g} to {high:g} degrees off the "
            f"front (left is positive); from {azimuth:g} degrees there is no model"
        )


def _mark_behind(spec: mujoco.MjSpec, surface: ContactSurface) -> None:
    """A site on what carries the struck surface, at its height: the spine behind a wall, else the limb itself."""
    geom = spec.geom(surface.geom)
    struck = geom.parent
    if surface.name in ANSWERS:
        struck.parent.add_site(name=BEHIND, pos=[0, 0, struck.pos[2]])
    else:
        struck.add_site(name=BEHIND, pos=geom.pos)


def _middle_of(body: Performer, surface: ContactSurface) -> Floats:
    model = body.spec.compile()
    data = mujoco.MjData(model)
    data.qpos[:] = _pose_body(model, body)
    mujoco.mj_kinematics(model, data)
    return np.array(data.geom(surface.geom).xpos)


def _pose_body(model: mujoco.MjModel, body: Performer) -> Floats:
    qpos: Floats = np.array(model.qpos0)
    for joint, angle in body.posture.angles_rad.items():
        qpos[model.joint(joint).qposadr[0]] = angle
    return qpos


def _add(spec: mujoco.MjSpec, probe: Probe, middle_m: Floats) -> None:
    mass = spec.worldbody.add_body(
        name=PROBE,
        pos=middle_m + START_M * probe.outward,
        mass=probe.mass_kg,
        inertia=[0.1, 0.1, 0.1],
        explicitinertial=True,
    )
    mass.add_joint(name=PROBE, type=mujoco.mjtJoint.mjJNT_SLIDE, axis=-probe.outward)
    mass.add_geom(name=PROBE, type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[RADIUS_M, 0, 0], mass=0)
    mass.add_site(name=PROBE)
    sensor, site, joint = mujoco.mjtSensor, mujoco.mjtObj.mjOBJ_SITE, mujoco.mjtObj.mjOBJ_JOINT
    spec.add_sensor(name="probe_travel", type=sensor.mjSENS_JOINTPOS, objtype=joint, objname=PROBE)
    spec.add_sensor(name="probe_acceleration", type=sensor.mjSENS_ACCELEROMETER, objtype=site, objname=PROBE)
    spec.add_sensor(name=BEHIND, type=sensor.mjSENS_FRAMEPOS, objtype=site, objname=BEHIND)
