"""What soles, legs and spine carry before a scene begins: the weight of a person who stands, nothing in the air.

The springs along legs and spine are built compressed by the standing weight. A body that falls has left the ground, so
its springs have to be let out before it lands: otherwise they push the first instant with half the weight in each shin.
"""

from __future__ import annotations

import mujoco
import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats, Integers
from stuntlab.people.skeleton import SIDES
from stuntlab.people.tissue import SkinTissue
from stuntlab.scene.contacts import resting_depth

CARRYING_SPRINGS = ("spine", *(f"{side}_leg_axial" for side in SIDES))
"""Joints that carry a standing person's weight on a spring; `spine` only on a body that was built with one."""


def carrying_springs(model: mujoco.MjModel, prefix: str = "") -> tuple[str, ...]:
    """Those of `CARRYING_SPRINGS` that one performer of a model has, without its prefix."""
    joint = mujoco.mjtObj.mjOBJ_JOINT
    return tuple(name for name in CARRYING_SPRINGS if mujoco.mj_name2id(model, joint, prefix + name) >= 0)


def places_of_springs(model: mujoco.MjModel, prefix: str = "") -> Integers:
    """Where the carrying springs of one performer stand in `qpos`, [spring]."""
    return np.array([int(model.joint(prefix + name).qposadr[0]) for name in carrying_springs(model, prefix)], dtype=int)


def unload_springs(model: mujoco.MjModel, qpos: Floats, prefix: str = "") -> Floats:
    """A copy of `qpos`, [nq], with the legs and the spine of one performer at the length they have without load."""
    free, places = np.array(qpos), places_of_springs(model, prefix)
    free[places] = model.qpos_spring[places]
    return free


def stand_at_rest(spec: mujoco.MjSpec, sole: SkinTissue) -> None:
    """Press the soles into the ground (z = 0) and the leg springs together by what the standing weight asks for.

    Heel and ball share the weight as the centre of mass lies between them. In the air the legs are some millimetres
    longer.
    """
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    weight_n = model.body_subtreemass[0] * GRAVITY_M_S2
    forward_m = data.subtree_com[0][0]
    for side in SIDES:
        _press_sole(spec, data, side, sole, weight_n / 2, forward_m)
        leg = spec.joint(f"{side}_leg_axial")
        carried_n = weight_n / 2 - model.body(f"{side}_foot").mass[0] * GRAVITY_M_S2
        leg.springref = -carried_n / leg.stiffness[0]


def _press_sole(
    spec: mujoco.MjSpec, data: mujoco.MjData, side: str, sole: SkinTissue, load_n: float, forward_m: float
) -> None:
    heel_m, ball_m = (data.geom(f"{side}_{part}").xpos[0] for part in ("heel", "ball"))
    on_ball = (forward_m - heel_m) / (ball_m - heel_m)
    for part, share in (("heel", 1 - on_ball), ("ball", on_ball)):
        geom = spec.geom(f"{side}_{part}")
        depth = resting_depth(load_n * share, sole.stiffness_n_per_m, sole.hardening)
        geom.pos = [geom.pos[0], geom.pos[1], geom.pos[2] - depth]
