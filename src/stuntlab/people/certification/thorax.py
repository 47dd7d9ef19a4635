"""Thorax pendulum, 49 CFR 572.34 (V-P), and the blunt hub of the cadaver tests.

Fitted: five parameters of the dummy's sternum were chosen to pass the certification test. The human's were not: they
are Lobdell's, and the cadaver cases are predictions.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.performer import Performer, performer
from stuntlab.people.surfaces import ContactSurface
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import apply, write_pairs
from stuntlab.scene.scene import Traces

PROBE_KG, PROBE_SPEED_M_S = 23.4, 6.71
DURATION_S = 0.06
PROBE_RADIUS_M = 0.0762


@dataclass(frozen=True, slots=True)
class ThoraxBlow:
    """force_n: probe mass times its deceleration. deflection_m: of the plate. external_m: probe travel against spine.

    All [time], unfiltered.
    """

    time_s: Floats
    force_n: Floats
    deflection_m: Floats
    external_m: Floats

    @classmethod
    def of(cls, traces: Traces, probe_kg: float, deflection_channel: str) -> ThoraxBlow:
        """What the probe and the plate of one run felt."""
        spine = traces.channels["spine"][0, :, 0]
        return cls(
            time_s=traces.time_s,
            force_n=probe_kg * traces.channels["probe_acceleration"][0, :, 0],
            deflection_m=traces.channels[deflection_channel][0, :, 0],
            external_m=traces.channels["probe_travel"][0, :, 0] - (spine[0] - spine),
        )

    @property
    def peak_force_n(self) -> float:
        """Largest force."""
        return float(self.force_n.max())

    @property
    def peak_deflection_m(self) -> float:
        """Largest deflection of the plate."""
        return float(self.deflection_m.max())

    @property
    def hysteresis(self) -> float:
        """Area of the force-deflection loop over the area under its loading part."""
        loading = int(self.deflection_m.argmax()) + 1
        mean_force = 0.5 * (self.force_n[1:] + self.force_n[:-1])
        work = np.concatenate([[0.0], np.cumsum(mean_force * np.diff(self.deflection_m))])
        return float(work[-1] / work[loading - 1])


def thorax_pendulum(
    measures: Measures,
    tissue: Tissue,
    *,
    probe_kg: float = PROBE_KG,
    speed_m_s: float = PROBE_SPEED_M_S,
    plate: str = "chest",
    tone: float = 1.0,
    braced: bool = False,
    sides: bool = False,
    timestep_s: float = TIMESTEP_S,
) -> ThoraxBlow:
    """Strike the middle of the sternum (or, with `plate="abdomen"`, of the belly) of a body free in space.

    The seat, and with it gravity, is left out: in the 30 ms that count a body moves 50 mm.

    Source: 49 CFR 572.34 (V-P).
    """
    body = performer(measures, tissue, tone=tone, braced=braced, posture="limbs_forward", sides=sides)
    surface = body.surface(plate)
    model = _model(body, surface, probe_kg, timestep_s)
    qpos = np.array(model.qpos0)
    for joint, angle in body.posture.angles_rad.items():
        qpos[model.joint(joint).qposadr[0]] = angle
    qvel = np.zeros(model.nv)
    qvel[model.joint("probe").dofadr[0]] = speed_m_s
    traces = run_once(model, DURATION_S, qpos=qpos, qvel=qvel)
    channel = "sternum_deflection" if plate == "chest" else "abdomen_deflection"
    return ThoraxBlow.of(traces, probe_kg, channel)


def _model(body: Performer, surface: ContactSurface, probe_kg: float, timestep_s: float) -> mujoco.MjModel:
    spec = body.spec
    spec.option.gravity = [0, 0, 0]
    spec.option.timestep = timestep_s
    add_probe(spec, probe_kg, face_of(spec, surface.geom))
    pairs = [surface.pair("probe")]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    return model


def face_of(spec: mujoco.MjSpec, geom: str) -> Floats:
    """Centre of the outer face of a plate of a standing body, m; standing bodies have no rotations."""
    plate = spec.geom(geom)
    centre = np.array(plate.pos) + np.array([plate.size[0], 0, 0])
    body = plate.parent
    while body.name != "world":
        centre = centre + np.array(body.pos)
        body = body.parent
    return np.asarray(centre)


def add_probe(spec: mujoco.MjSpec, mass_kg: float, face_m: Floats) -> None:
    """A guided mass that flies at the plate; its face is a sphere, which makes one contact point, dead centre."""
    probe = spec.worldbody.add_body(
        name="probe",
        pos=face_m + np.array([PROBE_RADIUS_M, 0, 0]),
        mass=mass_kg,
        inertia=[0.1, 0.1, 0.1],
        explicitinertial=True,
    )
    probe.add_joint(name="probe", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[-1, 0, 0])
    probe.add_geom(name="probe", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[PROBE_RADIUS_M, 0, 0], mass=0)
    probe.add_site(name="probe")
    sensor, site, joint = mujoco.mjtSensor, mujoco.mjtObj.mjOBJ_SITE, mujoco.mjtObj.mjOBJ_JOINT
    spec.add_sensor(name="probe_travel", type=sensor.mjSENS_JOINTPOS, objtype=joint, objname="probe")
    spec.add_sensor(name="probe_acceleration", type=sensor.mjSENS_ACCELEROMETER, objtype=site, objname="probe")
    spec.add_sensor(name="spine", type=sensor.mjSENS_FRAMEPOS, objtype=site, objname="chest_centre")
