"""How stiff chest or abdomen is when it is pressed slowly: springs alone, without dampers and Maxwell branches."""

from __future__ import annotations

from typing import Literal

import mujoco
import numpy as np

from stuntlab.people import performer
from stuntlab.people.tissue import Abdomen
from stuntlab.scene.contacts import in_series
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Body, Positive, TissueKind, measures_of, tissue_of

JOINT = {"chest": "sternum", "abdomen": "belly"}


def plate_stiffness(
    *,
    deflection_m: Positive,
    surface: Literal["chest", "abdomen"] = "chest",
    body: Body = "hybrid_iii_50m",
    tissue: TissueKind = "human",
    abdomen: Abdomen = "middle",
    braced: bool = False,
) -> Answer:
    """Secant stiffness of a wall pressed in by `deflection_m`, its skin in series.

    Valid for: pressing over a second or longer.
    """
    person = performer(measures_of(body), tissue_of(tissue, abdomen), tone=0.0, braced=braced)
    person.spec.option.gravity = [0, 0, 0]
    model = person.spec.compile()
    data = mujoco.MjData(model)
    joint = model.joint(JOINT[surface])
    data.qpos[joint.qposadr[0]] = deflection_m
    _let_the_dashpot_follow(model, data, JOINT[surface], deflection_m)
    mujoco.mj_forward(model, data)
    wall = -float(data.qfrc_passive[joint.dofadr[0]]) / deflection_m
    skin = person.surface(surface).skin.stiffness_n_per_m
    return Answer({"secant_stiffness": float(np.asarray(in_series(wall, skin)))})


def _let_the_dashpot_follow(model: mujoco.MjModel, data: mujoco.MjData, plate: str, deflection_m: float) -> None:
    """Pressed slowly, a Maxwell branch has relaxed: its mass has gone where the plate is."""
    index = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT, f"{plate}_dashpot")
    if index >= 0:
        data.qpos[model.jnt_qposadr[index]] = deflection_m
