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
- A neck has no servo of its own: its springs are those of a neck that hangs. Whoever expects a fall holds the head with
  muscles besides (`add_neck_servos`), by no more than the strength that was measured (`tables/neck_muscles.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import radians

import mujoco

from stuntlab.people.anthropometry import Sex
from stuntlab.people.skeleton import joint_names, joint_row
from stuntlab.people.tables import NECK_MUSCLES, without_side

BRACED_TRUNK_GAIN = 1.368  # 14.5 -> 19.8 N/mm from 20 % to 40 % effort (V-A, biomechanics 2.8)
DAMPING_TIME_S = 0.05  # servo damping over servo stiffness (J)
TRUNK = ("lumbar", "thoracic")
ARMS = ("shoulder_flexion", "shoulder_abduction", "elbow_flexion")
NECK = ("t1_flexion", "t1_lateral", "oc_flexion", "oc_twist")
"""Joints of the neck that muscles hold where somebody tenses it; their servos are named like them."""


def add_servos(
    spec: mujoco.MjSpec, *, size: float, tone: float, arms_tone: float, braced: bool, angles_rad: Mapping[str, float]
) -> None:
    """One position servo per joint, as strong as the body's `size` asks for, arms with a tone of their own.

    `ctrl` is an offset in radians to the posture angle, so 0 holds the posture.
    """
    for name in joint_names():
        row = joint_row(name)
        held = arms_tone if without_side(name) in ARMS else tone
        gain = size * held * row.servo * (BRACED_TRUNK_GAIN if braced and name.startswith(TRUNK) else 1.0)
        limit = size * row.torque_limit
        _add_servo(spec, name, gain=gain, held_rad=angles_rad[name], force_range=(-limit, limit))


def add_neck_servos(spec: mujoco.MjSpec, *, sex: Sex, effort: float) -> None:
    """Muscles that hold the head where the neck is at rest, with `effort` (0 to 1) of the strength of this sex.

    `ctrl` is the angle they hold; 0 is a neck that is neither tucked nor bent.
    """
    muscles = NECK_MUSCLES.read()
    strength, hold = muscles.strength[sex], muscles.hold
    ranges = {
        "flexion": (-strength.backward, strength.forward),
        "lateral": (-strength.aside, strength.aside),
        "twist": (-strength.twist, strength.twist),
    }
    for name in NECK:
        part, way = name.split("_")
        share = effort * (hold.upper if part == "oc" and way == "flexion" else 1.0)
        low, high = (share * end for end in ranges[way])
        _add_servo(spec, name, gain=max(-low, high) / radians(hold.full_at_deg), held_rad=0.0, force_range=(low, high))


def taught_neck_effort() -> float:
    """The share of their strength with which somebody who was taught to fall holds the head."""
    return NECK_MUSCLES.read().hold.taught


def _add_servo(
    spec: mujoco.MjSpec, joint: str, *, gain: float, held_rad: float, force_range: tuple[float, float]
) -> None:
    servo = spec.add_actuator(
        name=joint,
        trntype=mujoco.mjtTrn.mjTRN_JOINT,
        target=joint,
        forcelimited=True,
        forcerange=list(force_range),
    )
    servo.gaintype = mujoco.mjtGain.mjGAIN_FIXED
    servo.biastype = mujoco.mjtBias.mjBIAS_AFFINE
    servo.gainprm[0] = gain
    servo.biasprm[:3] = [gain * held_rad, -gain, -gain * DAMPING_TIME_S]
