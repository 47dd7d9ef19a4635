"""Draw `docs/img/stomach_kick.png`: the kick of `examples/stomach_kick_for_real.yaml`, 40 ms after contact.

She is simulated: the blow of an assessed take, with the stiff belly. He is posed, so that his sole is where the
simulated one is; the program computes no pose of his.
"""

from __future__ import annotations

import math
from pathlib import Path

import mujoco
import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.figures.look import look_of
from stuntlab.gags import gags_of
from stuntlab.gags.kick.gag import Kick
from stuntlab.gags.striking.staging import RECEIVER
from stuntlab.gags.striking.striker import GEOM
from stuntlab.people import Posture, human_tissue, performer, put_posture
from stuntlab.people.skeleton import joint_names
from stuntlab.plan import read_plan
from stuntlab.report.png import write_png
from stuntlab.report.still import Painted, Setting, View, still
from stuntlab.scene.scene import Scene

ROOT = Path(__file__).parents[1]
AFTER_CONTACT_S = 0.04
BALL_FROM_ANKLE_M = (0.10, 0.0, -0.07)
KICKER = {  # degrees
    "right_knee_flexion": 12, "right_ankle_dorsiflexion": 8, "left_hip_flexion": -4, "left_knee_flexion": 14,
    "left_ankle_dorsiflexion": 16, "lumbar_flexion": 6, "thoracic_flexion": 8, "thoracic_twist": 10,
    "left_shoulder_flexion": 42, "left_shoulder_abduction": 14, "left_elbow_flexion": 95,
    "right_shoulder_flexion": -18, "right_shoulder_abduction": 24, "right_elbow_flexion": 70,
}  # fmt: skip
KICKER_PITCH_DEG = -14.0


def struck(gag: Kick) -> tuple[Scene, Floats, Floats]:
    """The scene, the receiver's pose [nq] and where the striking sole is, [3], m."""
    scene = gag.scene("stiff")
    model = scene.model
    batch = Batch(model, 1, 1)
    batch.reset(stage=mujoco.mjtStage.mjSTAGE_NONE.value)
    batch.qpos[:] = scene.start
    speed = gag.action.foot_speed.value
    values = {"rear_mass_kg": 11.0, "speed_m_s": speed, "push_n": 60 * speed, "aim_lateral_m": 0, "aim_vertical_m": 0}
    for name, knob in scene.knobs.items():
        knob(batch, np.array([float(values[name])]))
    batch.expand("opt.timestep")[:] = scene.phases[0].timestep_s
    batch.rollout(round(AFTER_CONTACT_S / scene.phases[0].timestep_s))
    data = mujoco.MjData(model)
    data.qpos[:] = batch.qpos[0]
    mujoco.mj_kinematics(model, data)
    return scene, np.array(data.qpos), np.array(data.geom(GEOM).xpos)


def kicker(gag: Kick, sole_m: Floats) -> tuple[Painted, ...]:
    """The giver, standing on the left foot, the ball of the right at a place in the world."""
    model = performer(gag.giver_body, human_tissue()).spec.compile()
    low, high = 40.0, 110.0
    for _ in range(20):
        middle = (low + high) / 2
        qpos, foot = pose(model, middle, (0.0, 0.0))
        low, high = (middle, high) if foot[2] < sole_m[2] else (low, middle)
    qpos, foot = pose(model, middle, (0.0, 0.0))
    qpos, _ = pose(model, middle, (sole_m[0] - foot[0], sole_m[1] - foot[1]))
    return look_of(gag.plan, gag.action.by, gag.giver_body).painted_parts(model, qpos)


def pose(model: mujoco.MjModel, hip_deg: float, at_m: tuple[float, float]) -> tuple[Floats, Floats]:
    """The kicking pose, [nq], and where the ball of its right foot is, [3], m."""
    degrees = dict.fromkeys(joint_names(), 0.0) | KICKER | {"right_hip_flexion": hip_deg}
    angles = {name: math.radians(angle) for name, angle in degrees.items()}
    posture = Posture("kick", angles, math.radians(KICKER_PITCH_DEG))
    qpos = put_posture(model, posture, at_m=at_m)
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    foot = data.body("right_foot")
    return qpos, np.array(foot.xpos + foot.xmat.reshape(3, 3) @ BALL_FROM_ANKLE_M)


def main() -> None:
    (gag,) = gags_of(read_plan(ROOT / "examples" / "stomach_kick_for_real.yaml"))
    assert isinstance(gag, Kick)
    scene, qpos, sole_m = struck(gag)
    villain = look_of(gag.plan, gag.action.to, gag.receiver_body)
    people = [*villain.painted_parts(scene.model, qpos, prefix=RECEIVER), *kicker(gag, sole_m)]
    middle = (float(sole_m[0]) - 0.25, 0.0, 0.88)
    view = View((middle[0] - 0.9, -3.9, 1.35), middle, math.radians(31))
    target = ROOT / "docs" / "img" / "stomach_kick.png"
    target.parent.mkdir(exist_ok=True)
    write_png(still(people, view, Setting(light=(-0.08, 0.55, -0.83))), target)
    print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
