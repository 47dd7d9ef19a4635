"""What is measured on a performer. Channel names are the same for every performer, before the scene's prefix.

Sensor signs are the engine's: axes of the body the sensor sits in (x forward, y left, z up when standing); forces and
moments are those that the part nearer to the pelvis exerts on the part further away (compression is +z in neck and
spine, -z in the legs). `SAE_J1733` turns them into the dummy convention. Accelerometers read proper
acceleration: +9.80665 m/s² along z at rest.
"""

from __future__ import annotations

import mujoco

from stuntlab.people.anthropometry import Measures
from stuntlab.people.neck import centre_in_head

SAE_J1733 = (1.0, -1.0, -1.0)
"""Our component times this is the SAE J1733 component (x forward, y right, z down; R-h).

It holds for accelerations, rates, and for neck and lumbar loads, because the channel is what the near part does to the
far one: Fx > 0 head pushed rearward, Fz > 0 tension, My > 0 flexion (chin to chest).
"""

_SENSOR = mujoco.mjtSensor
_SITE = mujoco.mjtObj.mjOBJ_SITE
_JOINT = mujoco.mjtObj.mjOBJ_JOINT
_BODY = mujoco.mjtObj.mjOBJ_BODY

ON_SITES = {
    "head_acceleration": ("head_centre", _SENSOR.mjSENS_ACCELEROMETER),
    "head_angular_velocity": ("head_centre", _SENSOR.mjSENS_GYRO),
    "head_position": ("head_centre", _SENSOR.mjSENS_FRAMEPOS),
    "neck_force": ("condyles", _SENSOR.mjSENS_FORCE),
    "neck_moment": ("condyles", _SENSOR.mjSENS_TORQUE),
    "chest_acceleration": ("chest_centre", _SENSOR.mjSENS_ACCELEROMETER),
    "pelvis_acceleration": ("pelvis_centre", _SENSOR.mjSENS_ACCELEROMETER),
    "pelvis_position": ("pelvis_centre", _SENSOR.mjSENS_FRAMEPOS),
    "lumbar_force": ("lumbar_joint", _SENSOR.mjSENS_FORCE),
    "left_hip_force": ("left_hip", _SENSOR.mjSENS_FORCE),
    "right_hip_force": ("right_hip", _SENSOR.mjSENS_FORCE),
    "left_knee_force": ("left_knee_joint", _SENSOR.mjSENS_FORCE),
    "right_knee_force": ("right_knee_joint", _SENSOR.mjSENS_FORCE),
    "left_ankle_force": ("left_ankle", _SENSOR.mjSENS_FORCE),
    "right_ankle_force": ("right_ankle", _SENSOR.mjSENS_FORCE),
}
ON_JOINTS = {
    "sternum_deflection": ("sternum", _SENSOR.mjSENS_JOINTPOS),
    "sternum_rate": ("sternum", _SENSOR.mjSENS_JOINTVEL),
    "abdomen_deflection": ("belly", _SENSOR.mjSENS_JOINTPOS),
    "abdomen_rate": ("belly", _SENSOR.mjSENS_JOINTVEL),
}
_ON_SIDE_JOINTS = {
    f"{side}_{channel}": (f"{side}_{joint}", kind)
    for side in ("left", "right")
    for channel, joint, kind in (
        ("rib_deflection", "ribs", _SENSOR.mjSENS_JOINTPOS),
        ("rib_rate", "ribs", _SENSOR.mjSENS_JOINTVEL),
        ("shoulder_deflection", "shoulder", _SENSOR.mjSENS_JOINTPOS),
    )
}
_ON_SIDE_SITES = {f"{side}_shoulder_force": (f"{side}_girdle", _SENSOR.mjSENS_FORCE) for side in ("left", "right")}
"""These two only on a body that was built with sides."""
ON_WHOLE_BODY = {
    "com_position": _SENSOR.mjSENS_SUBTREECOM,
    "com_velocity": _SENSOR.mjSENS_SUBTREELINVEL,
}
CHANNELS = (*ON_SITES, *ON_JOINTS, *ON_WHOLE_BODY)
SIDE_CHANNELS = (*_ON_SIDE_JOINTS, *_ON_SIDE_SITES)


def add_sensors(spec: mujoco.MjSpec, measures: Measures, *, sides: bool = False) -> tuple[str, ...]:
    """Sites and sensors of every channel; answers the channels."""
    for site, (body, position) in _sites(measures).items():
        spec.body(body).add_site(name=site, pos=position, group=4)
    if sides:
        for side in ("left", "right"):
            spec.body(f"{side}_shoulder").add_site(name=f"{side}_girdle", group=4)
    for name, (site, kind) in (ON_SITES | (_ON_SIDE_SITES if sides else {})).items():
        spec.add_sensor(name=name, type=kind, objtype=_SITE, objname=site)
    for name, (joint, kind) in (ON_JOINTS | (_ON_SIDE_JOINTS if sides else {})).items():
        spec.add_sensor(name=name, type=kind, objtype=_JOINT, objname=joint)
    for name, kind in ON_WHOLE_BODY.items():
        spec.add_sensor(name=name, type=kind, objtype=_BODY, objname="pelvis")
    return CHANNELS + SIDE_CHANNELS if sides else CHANNELS


def _sites(measures: Measures) -> dict[str, tuple[str, tuple[float, float, float]]]:
    chest = measures.segments["upper_trunk"]
    here = (0.0, 0.0, 0.0)
    sites = {
        "head_centre": ("head", centre_in_head(measures)),
        "condyles": ("head", here),
        "chest_centre": ("thorax", (0.0, 0.0, chest.length_m - chest.com_m)),
        "pelvis_centre": ("pelvis", here),
        "lumbar_joint": ("abdomen", here),
    }
    for side in ("left", "right"):
        sites[f"{side}_hip"] = (f"{side}_thigh", here)
        sites[f"{side}_knee_joint"] = (f"{side}_shank", here)
        sites[f"{side}_ankle"] = (f"{side}_foot", here)
    return sites
