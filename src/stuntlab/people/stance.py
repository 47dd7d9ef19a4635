"""A person who is built standing starts at rest: soles and legs carry the weight from the first step on."""

from __future__ import annotations

import mujoco

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.people.skeleton import SIDES
from stuntlab.people.tissue import Skin
from stuntlab.scene.contacts import resting_depth


def stand_at_rest(spec: mujoco.MjSpec, sole: Skin) -> None:
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
    spec: mujoco.MjSpec, data: mujoco.MjData, side: str, sole: Skin, load_n: float, forward_m: float
) -> None:
    heel_m, ball_m = (data.geom(f"{side}_{part}").xpos[0] for part in ("heel", "ball"))
    on_ball = (forward_m - heel_m) / (ball_m - heel_m)
    for part, share in (("heel", 1 - on_ball), ("ball", on_ball)):
        geom = spec.geom(f"{side}_{part}")
        depth = resting_depth(load_n * share, sole.stiffness_n_per_m, sole.hardening)
        geom.pos = [geom.pos[0], geom.pos[1], geom.pos[2] - depth]
