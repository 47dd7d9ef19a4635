"""Posture: every joint is pulled towards its posture angle by a spring-like servo with a torque limit.

This holds a stance; it is not balance. A person who is thrown does not step or catch themself: that a body goes down is
read from its centre of mass, not from whether the servos recover.

Muscle tone, and how far it may be believed:

- `tone` multiplies what joints resist with: 0 a limp body or a cadaver, 1 a trained adult who holds a stance (J).
- `braced` is a person who knows what is coming. Effort from 20 % to 40 % stiffens a trunk from 14.5 to 19.8 N/mm,
  +36.8 % (V-A, biomechanics 2.8): the belly's spring and the trunk's servos get that much and no more. More effort is
  not published and not modelled.
- Bracing gives a hard chest blow no credit: muscle raises the chest's force only while compression stays below 20 %,
  and hardly at deflections that injure (Kent 2003, 2006, V-A). So the chest's tissue, front and side, is the same at
  any tone, and the belly's brace yields at 20 % of its depth.
- Tension raises the force of a blow to the belly and lowers its depth (Tsui & Pain, V-A): no protection from force.
- It counts only if it precedes contact; a person taken by surprise is not braced.
"""

from __future__ import annotations

from collections.abc import Mapping

import mujoco

from stuntlab.people.skeleton import joint_names, joint_row

BRACED_TRUNK_GAIN = 1.368  # 14.5 -> 19.8 N/mm from 20 % to 40 % effort (V-A, biomechanics 2.8)
DAMPING_TIME_S = 0.05  # servo damping over servo stiffness (J)
TRUNK = ("lumbar", "thoracic")


def add_servos(spec: mujoco.MjSpec, *, size: float, tone: float, braced: bool, angles_rad: Mapping[str, float]) -> None:
    """One position servo per joint, as strong as the body's `size` asks for.

    `ctrl` is an offset in radians to the posture angle, so 0 holds the posture.
    """
    for name in joint_names():
        row = joint_row(name)
        gain = size * tone * row.servo * (BRACED_TRUNK_GAIN if braced and name.startswith(TRUNK) else 1.0)
        servo = spec.add_actuator(
            name=name,
            trntype=mujoco.mjtTrn.mjTRN_JOINT,
            target=name,
            forcelimited=True,
            forcerange=[-size * row.torque_limit, size * row.torque_limit],
        )
        servo.gaintype = mujoco.mjtGain.mjGAIN_FIXED
        servo.biastype = mujoco.mjtBias.mjBIAS_AFFINE
        servo.gainprm[0] = gain
        servo.biasprm[:3] = [gain * angles_rad[name], -gain, -gain * DAMPING_TIME_S]
