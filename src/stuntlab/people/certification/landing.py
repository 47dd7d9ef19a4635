"""Feet-first landing on hard ground, to compare with measured drop landings.

Predicted, with one judged spring per leg (`tables/leg.toml`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import STANDARD_GRAVITY_M_S2, TIMESTEP_S, run_once
from stuntlab.people.performer import performer
from stuntlab.people.posture import put_posture
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import apply, write_pairs

DURATION_S = 0.15
ABOVE_GROUND_M = 0.0005


@dataclass(frozen=True, slots=True)
class Landing:
    """[time] each: ground force over body weight; compression of the harder loaded tibia
    and of the lumbar spine, N.
    """

    time_s: Floats
    ground_force_bw: Floats
    tibia_n: Floats
    lumbar_n: Floats


def drop_landing(
    measures: Measures,
    tissue: Tissue,
    *,
    height_m: float,
    posture: str = "landing",
    tone: float = 1.0,
    timestep_s: float = TIMESTEP_S,
) -> Landing:
    """Land from a drop of `height_m`, muscles holding the posture.

    The ground force is that of the centre of mass: m·(a + g).
    """
    body = performer(measures, tissue, posture=posture, tone=tone)
    spec = body.spec
    spec.option.timestep = timestep_s
    spec.worldbody.add_geom(name="ground", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs = body.floor_pairs("ground")
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    qvel = np.zeros(model.nv)
    qvel[2] = -math.sqrt(2 * STANDARD_GRAVITY_M_S2 * height_m)
    traces = run_once(model, DURATION_S, qpos=put_posture(model, body.posture, lowest_m=ABOVE_GROUND_M), qvel=qvel)
    acceleration = np.gradient(traces.channels["com_velocity"][0, :, 2], timestep_s)
    tibias = [-traces.channels[f"{side}_ankle_force"][0, :, 2] for side in ("left", "right")]
    return Landing(
        time_s=traces.time_s,
        ground_force_bw=acceleration / STANDARD_GRAVITY_M_S2 + 1.0,
        tibia_n=np.maximum(*tibias),
        lumbar_n=traces.channels["lumbar_force"][0, :, 2],
    )
