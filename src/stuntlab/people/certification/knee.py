"""Knee pendulum and hip flexion, 49 CFR 572.35 (R-h, R-m).

Fitted: the knee's skin and the dummy's hip stop were chosen to pass these tests.
"""

from __future__ import annotations

import math

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.performer import performer
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import ContactPair, apply, write_pairs
from stuntlab.scene.empty_world import empty_world

PROBE_KG, PROBE_SPEED_M_S = 4.99, 2.10
PROBE_RADIUS_M = 0.038
DURATION_S = 0.012


def knee_pendulum(measures: Measures, tissue: Tissue, *, timestep_s: float = TIMESTEP_S) -> float:
    """Peak force (N) of the knee probe on a thigh that is bolted down, probe mass times deceleration.

    Source: 49 CFR 572.35 (R-h).
    """
    spec = empty_world(gravity_m_s2=0.0)
    spec.option.timestep = timestep_s
    skin = tissue.scale_to(measures).skins["knee"]
    spec.worldbody.add_geom(name="knee", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.055, 0, 0])
    probe = spec.worldbody.add_body(name="probe", pos=[0.055 + PROBE_RADIUS_M, 0, 0], mass=PROBE_KG)
    probe.inertia = [0.01, 0.01, 0.01]
    probe.explicitinertial = True
    probe.add_joint(name="probe", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[-1, 0, 0])
    probe.add_geom(name="probe", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[PROBE_RADIUS_M, 0, 0], mass=0)
    probe.add_site(name="probe")
    spec.add_sensor(
        name="acceleration",
        type=mujoco.mjtSensor.mjSENS_ACCELEROMETER,
        objtype=mujoco.mjtObj.mjOBJ_SITE,
        objname="probe",
    )
    pair = ContactPair("knee", "probe", skin.stiffness_n_per_m, skin.damping_ns_per_m, skin.friction)
    write_pairs(spec, [pair])
    model = spec.compile()
    apply(model, [pair], timestep_s)
    traces = run_once(model, DURATION_S, qvel=np.array([PROBE_SPEED_M_S]))
    return float(PROBE_KG * traces.channels["acceleration"][0, :, 0].max())


def hip_flexion_torque(measures: Measures, tissue: Tissue, *, above_horizontal_deg: float) -> float:
    """Torque (N m) it takes to hold the thigh of a seated body `above_horizontal_deg` up, muscles limp, no gravity.

    Source: 49 CFR 572.35 (R-m).
    """
    return float(_hip_torque(measures, tissue, np.array([above_horizontal_deg]))[0])


def hip_angle_at_torque(measures: Measures, tissue: Tissue, *, torque_nm: float) -> float:
    """How far above the horizontal (deg) a torque lifts the thigh, to a quarter of a degree.

    Source: 49 CFR 572.35 (R-m).
    """
    angles = np.arange(0.0, 60.0, 0.25)
    torque = _hip_torque(measures, tissue, angles)
    return float(np.interp(torque_nm, torque, angles))


def _hip_torque(measures: Measures, tissue: Tissue, above_horizontal_deg: Floats) -> Floats:
    body = performer(measures, tissue, tone=0.0)
    body.spec.option.gravity = [0, 0, 0]
    model = body.spec.compile()
    data = mujoco.MjData(model)
    joint = model.joint("left_hip_flexion")
    torque = np.empty_like(above_horizontal_deg)
    for index, angle in enumerate(above_horizontal_deg):
        data.qpos[joint.qposadr[0]] = math.radians(90 + angle)
        mujoco.mj_forward(model, data)
        torque[index] = -data.qfrc_passive[joint.dofadr[0]]
    return torque
