"""Neck pendulum, 49 CFR 572.33 (corridors R-h): head and neck upside down on an arm that honeycomb stops.

Fitted: the dummy's neck stiffness and damping were chosen to pass both tests. The pulse is the middle of the
regulation's deceleration corridor, not a simulated honeycomb. The small dummy's regulation (572.133, R-m) gives the
speed that must be lost by 10, 20 and 30 ms instead: straight pieces of deceleration through the middle of those (C).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import mujoco
import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Flags, Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, crossing_s, run_once
from stuntlab.people.neck import add_head_and_neck
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import write_pairs
from stuntlab.scene.empty_world import empty_world

ARM_M = 1.66  # pivot to neck mount (R-l)
ARM_KGM2 = 1e5  # so heavy that the neck does not change the pulse
DURATION_S = 0.2

Bend = Literal["flexion", "extension"]


@dataclass(frozen=True, slots=True)
class Pulse:
    """Speed at first honeycomb contact, and the deceleration that takes all of it away, [time] s and [time] g."""

    speed_m_s: float
    time_s: tuple[float, ...]
    deceleration_g: tuple[float, ...]


Pendulum = Literal["50M", "5F"]
PULSES: Mapping[tuple[Pendulum, Bend], Pulse] = MappingProxyType(
    {
        ("50M", "flexion"): Pulse(
            7.01, (0, 0.0025, 0.010, 0.020, 0.030, 0.038, 0.042), (0, 25.0, 25.0, 20.1, 15.5, 5.0, 0)
        ),
        ("50M", "extension"): Pulse(
            6.07, (0, 0.0024, 0.010, 0.020, 0.030, 0.042, 0.046), (0, 19.2, 19.2, 16.5, 13.5, 5.0, 0)
        ),
        ("5F", "flexion"): Pulse(7.01, (0, 0.0025, 0.010, 0.020, 0.030, 0.036), (0, 26.8, 26.8, 18.1, 20.7, 0)),
        ("5F", "extension"): Pulse(6.07, (0, 0.0025, 0.010, 0.020, 0.030, 0.0426), (0, 19.8, 19.8, 16.9, 15.7, 0)),
    }
)


@dataclass(frozen=True, slots=True)
class NeckPendulum:
    """rotation_deg: head against arm, flexion positive. moment_nm: about the condyles, SAE sign (flexion positive)."""

    time_s: Floats
    rotation_deg: Floats
    moment_nm: Floats

    @property
    def peak_rotation_deg(self) -> float:
        """Largest rotation of the head, with the sign of the test."""
        return float(self.rotation_deg[self._peak(self.rotation_deg)])

    @property
    def peak_rotation_s(self) -> float:
        """When."""
        return float(self.time_s[self._peak(self.rotation_deg)])

    @property
    def largest_moment_nm(self) -> float:
        """Largest moment in the sense of the test, however far the head is turned."""
        return float(self.moment_nm[self._peak(self.moment_nm)])

    def largest_moment_while_turned_nm(self, low_deg: float, high_deg: float) -> float:
        """The same while the head is turned between two angles, ends included; 0 where it never is.

        Source: 49 CFR 572.123 (V-P), whose sister 572.133 is: the peak moment "within this specified rotation
        corridor".
        """
        sense = np.sign(self.peak_rotation_deg)
        turned = sense * self.rotation_deg
        counts = (low_deg <= turned) & (turned <= high_deg) & self._early
        return float(sense * np.max(sense * self.moment_nm, where=counts, initial=0.0))

    @property
    def largest_moment_s(self) -> float:
        """When the moment is largest, however far the head is turned."""
        return float(self.time_s[self._peak(self.moment_nm)])

    @property
    def rotation_zero_s(self) -> float:
        """When the head is back in line."""
        return crossing_s(self.time_s, self.rotation_deg, after_s=self.peak_rotation_s)

    @property
    def moment_zero_s(self) -> float:
        """When the moment has decayed to nothing."""
        return crossing_s(self.time_s, self.moment_nm, after_s=self.largest_moment_s)

    def _peak(self, signal: Floats) -> int:
        sense = np.sign(self.rotation_deg[np.abs(self.rotation_deg).argmax()])
        return int(np.where(self._early, signal * sense, -np.inf).argmax())

    @property
    def _early(self) -> Flags:
        """Both tests' windows for the peaks end before; the rebound comes after."""
        return np.asarray(self.time_s < 0.11)


def neck_pendulum(
    measures: Measures, tissue: Tissue, bend: Bend, *, pendulum: Pendulum = "50M", timestep_s: float = TIMESTEP_S
) -> NeckPendulum:
    """Swing a head and neck against the honeycomb of one dummy's test.

    Source: 49 CFR 572.33 (R-h), 572.133 (R-m); arm geometry R-l.
    """
    model = _model(measures, tissue, timestep_s)
    pulse = PULSES[pendulum, bend]
    sense = 1.0 if bend == "flexion" else -1.0
    qvel = np.zeros(model.nv)
    qvel[0] = sense * pulse.speed_m_s / ARM_M
    traces = run_once(model, DURATION_S, qvel=qvel, control=-sense * _torque(pulse, timestep_s))
    rotation = traces.channels["t1"][0, :, 0] + traces.channels["oc"][0, :, 0]
    return NeckPendulum(traces.time_s, np.degrees(rotation), -traces.channels["moment"][0, :, 1])


def _torque(pulse: Pulse, timestep_s: float) -> Floats:
    """[time, 1], N m; scaled so that the arm is stopped exactly."""
    time_s = np.arange(round(DURATION_S / timestep_s)) * timestep_s
    deceleration = np.interp(time_s, pulse.time_s, pulse.deceleration_g) * GRAVITY_M_S2
    stopped = deceleration * pulse.speed_m_s / (deceleration.sum() * timestep_s)
    return np.asarray(stopped / ARM_M * ARM_KGM2)[:, None]


def _model(measures: Measures, tissue: Tissue, timestep_s: float) -> mujoco.MjModel:
    spec = empty_world()
    spec.option.timestep = timestep_s
    arm = spec.worldbody.add_body(name="arm", quat=[0, 0, 1, 0], mass=1.0, inertia=[ARM_KGM2] * 3)
    arm.explicitinertial = True
    arm.add_joint(name="pivot", type=mujoco.mjtJoint.mjJNT_HINGE, axis=[0, 1, 0])
    add_head_and_neck(spec, measures, tissue.scale_to(measures), on="arm", at_m=ARM_M)
    spec.add_actuator(name="honeycomb", trntype=mujoco.mjtTrn.mjTRN_JOINT, target="pivot", gainprm=[1] + [0] * 9)
    spec.body("head").add_site(name="condyles")
    for name, joint in (("t1", "t1_flexion"), ("oc", "oc_flexion")):
        spec.add_sensor(
            name=name, type=mujoco.mjtSensor.mjSENS_JOINTPOS, objtype=mujoco.mjtObj.mjOBJ_JOINT, objname=joint
        )
    spec.add_sensor(
        name="moment", type=mujoco.mjtSensor.mjSENS_TORQUE, objtype=mujoco.mjtObj.mjOBJ_SITE, objname="condyles"
    )
    write_pairs(spec, [])
    return spec.compile()
