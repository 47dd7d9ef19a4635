"""A performer in a pose of a model, as something the picture can show."""

from __future__ import annotations

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people import Measures
from stuntlab.people.shape import BODIES, Outfit, figure, paint_figure
from stuntlab.report.still import Painted


def dress_person(
    measures: Measures, model: mujoco.MjModel, qpos: Floats, outfit: Outfit, *, prefix: str = ""
) -> Painted:
    """One person of a model as they stand at `qpos`, [nq], in their clothes.

    measures: what the performer was made from. prefix: theirs in the model.
    """
    look = figure(measures)
    return Painted(
        look.pose_skin(places_of(model, qpos, prefix=prefix)), look.triangles, look.paint, paint_figure(outfit)
    )


def places_of(model: mujoco.MjModel, qpos: Floats, *, prefix: str = "") -> dict[str, tuple[Floats, Floats]]:
    """Where the bodies that carry skin are in a pose: origin [3], m, and rotation [3, 3], world."""
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    bodies = {body: data.body(prefix + body) for body in BODIES}
    return {name: (np.array(body.xpos), np.array(body.xmat).reshape(3, 3)) for name, body in bodies.items()}
