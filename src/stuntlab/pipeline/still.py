"""A performer in a pose of a model, as something the picture can show."""

from __future__ import annotations

import mujoco

from stuntlab.datasets import Floats
from stuntlab.people import Measures
from stuntlab.people.shape import BODIES, Outfit, figure, painted
from stuntlab.report.still import Painted


def dressed(measures: Measures, model: mujoco.MjModel, qpos: Floats, outfit: Outfit, *, prefix: str = "") -> Painted:
    """One person of a model as they stand at `qpos`, [nq], in their clothes.

    measures: what the performer was made from. prefix: theirs in the model.
    """
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    bodies = {body: data.body(prefix + body) for body in BODIES}
    look = figure(measures)
    return Painted(
        vertices=look.posed({name: (body.xpos, body.xmat.reshape(3, 3)) for name, body in bodies.items()}),
        triangles=look.triangles,
        paint=look.paint,
        image=painted(outfit),
    )
