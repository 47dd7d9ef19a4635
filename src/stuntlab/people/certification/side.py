"""The blunt hub from aside: ribs and shoulders beside the lateral and oblique cadaver tests.

Fitted: the shoulder's stiffness, to ISO TR 9790 shoulder test 1. Predicted: everything at the ribs, whose tissue is the
frontal one unchanged, and the shoulder's force.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.certification.thorax import PROBE_RADIUS_M, ThoraxBlow
from stuntlab.people.performer import Performer, performer
from stuntlab.people.posture import put_posture
from stuntlab.people.surfaces import ContactSurface
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import apply, write_pairs
from stuntlab.scene.scene import Traces

PROBE_KG = 23.4
DURATION_S = 0.08
LATE_LOADING = 0.5  # share of the largest deflection beyond which a shoulder's force is called its plateau (J)


@dataclass(frozen=True, slots=True)
class ShoulderBlow:
    """blow: as at the chest. transmitted_n: [time], what the shoulder hands on to the chest, sideways."""

    blow: ThoraxBlow
    transmitted_n: Floats

    @property
    def plateau_n(self) -> float:
        """Mean of what is transmitted over the second half of the deflection's way in."""
        deflection = self.blow.deflection_m[: int(self.blow.deflection_m.argmax())]
        late = deflection > LATE_LOADING * self.blow.peak_deflection_m
        return float(self.transmitted_n[: deflection.size][late].mean())


def ribs_blow(
    measures: Measures,
    tissue: Tissue,
    *,
    speed_m_s: float,
    azimuth_deg: float = 60.0,
    probe_kg: float = PROBE_KG,
    tone: float = 0.0,
    timestep_s: float = TIMESTEP_S,
) -> ThoraxBlow:
    """Strike the left ribs at the height of the xiphoid, arms forward, body free in space.

    azimuth_deg: where the blow comes from, 0 the front, 90 straight aside. External deflection is the probe's travel
    against the spine, along its line; its share of `Measures.chest_breadth_m` is the compression of Viano's tests.

    Source: Viano 1989, Haffner 1996 (V-A) for the kind of test.
    Valid for: blunt probes from 50 to 100 degrees.
    """
    body = performer(measures, tissue, tone=tone, posture="limbs_forward", sides=True)
    blow, _ = _strike(body, "left_ribs", "left_rib_deflection", probe_kg, speed_m_s, azimuth_deg, timestep_s)
    return blow


def shoulder_blow(
    measures: Measures,
    tissue: Tissue,
    *,
    speed_m_s: float = 4.5,
    probe_kg: float = PROBE_KG,
    tone: float = 0.0,
    timestep_s: float = TIMESTEP_S,
) -> ShoulderBlow:
    """Strike the left shoulder joint straight from aside, arm hanging, body seated and free in space.

    Source: ISO TR 9790 shoulder test 1 (R-m).
    Valid for: blunt probes from straight aside.
    """
    body = performer(measures, tissue, tone=tone, posture="seated", sides=True)
    channel = "left_shoulder_deflection"
    blow, traces = _strike(body, "left_shoulder", channel, probe_kg, speed_m_s, 90.0, timestep_s)
    return ShoulderBlow(blow, traces.channels["left_shoulder_force"][0, :, 1])


def _strike(
    body: Performer,
    struck: str,
    channel: str,
    probe_kg: float,
    speed_m_s: float,
    azimuth_deg: float,
    timestep_s: float,
) -> tuple[ThoraxBlow, Traces]:
    surface = body.surface(struck)
    outward = np.array([math.cos(math.radians(azimuth_deg)), math.sin(math.radians(azimuth_deg)), 0.0])
    model = _model(body, surface, probe_kg, outward, timestep_s)
    qpos = _slide_until_touching(model, put_posture(model, body.posture), surface)
    qvel = np.zeros(model.nv)
    qvel[model.joint("probe").dofadr[0]] = speed_m_s
    traces = run_once(model, DURATION_S, qpos=qpos, qvel=qvel)
    behind = traces.channels["behind"][0] @ -outward
    travel = traces.channels["probe_travel"][0, :, 0]
    blow = ThoraxBlow(
        time_s=traces.time_s,
        force_n=probe_kg * (traces.channels["probe_acceleration"][0] @ outward),
        deflection_m=traces.channels[channel][0, :, 0],
        external_m=(travel - travel[0]) - (behind - behind[0]),
    )
    return blow, traces


def _model(
    body: Performer, surface: ContactSurface, probe_kg: float, outward: Floats, timestep_s: float
) -> mujoco.MjModel:
    spec = body.spec
    spec.option.gravity = [0, 0, 0]
    spec.option.timestep = timestep_s
    wall = spec.geom(surface.geom).parent
    spec.body("thorax").add_site(name="behind", pos=[0, 0, wall.pos[2]])
    _add_probe(spec, probe_kg, _middle(body, surface) + outward, outward)
    pairs = [surface.pair("probe")]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    return model


def _middle(body: Performer, surface: ContactSurface) -> Floats:
    """Middle of the struck surface of the body in its posture, m."""
    model = body.spec.compile()
    data = mujoco.MjData(model)
    data.qpos[:] = put_posture(model, body.posture)
    mujoco.mj_kinematics(model, data)
    return np.array(data.geom(surface.geom).xpos)


def _add_probe(spec: mujoco.MjSpec, mass_kg: float, centre_m: Floats, outward: Floats) -> None:
    probe = spec.worldbody.add_body(
        name="probe", pos=centre_m, mass=mass_kg, inertia=[0.1, 0.1, 0.1], explicitinertial=True
    )
    probe.add_joint(name="probe", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=-outward)
    probe.add_geom(name="probe", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[PROBE_RADIUS_M, 0, 0], mass=0)
    probe.add_site(name="probe")
    sensor, site, joint = mujoco.mjtSensor, mujoco.mjtObj.mjOBJ_SITE, mujoco.mjtObj.mjOBJ_JOINT
    spec.add_sensor(name="probe_travel", type=sensor.mjSENS_JOINTPOS, objtype=joint, objname="probe")
    spec.add_sensor(name="probe_acceleration", type=sensor.mjSENS_ACCELEROMETER, objtype=site, objname="probe")
    spec.add_sensor(name="behind", type=sensor.mjSENS_FRAMEPOS, objtype=site, objname="behind")


def _slide_until_touching(model: mujoco.MjModel, qpos: Floats, surface: ContactSurface) -> Floats:
    """The starting pose with the probe slid along its line until it touches."""
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    first, second = model.geom(surface.geom).id, model.geom("probe").id
    for _ in range(100):
        mujoco.mj_kinematics(model, data)
        gap = mujoco.mj_geomDistance(model, data, first, second, 2.0, None)
        if gap < 1e-6:
            break
        data.qpos[model.joint("probe").qposadr[0]] += gap
    return np.array(data.qpos)
