"""A head alone dropped on a rigid plate, forehead or side first, from any height.

At 376 mm on the forehead this is the certification drop (`people.certification.head`); a test holds the two together.
"""

from __future__ import annotations

import math
from typing import Literal

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.injury import hic
from stuntlab.loads import resultant
from stuntlab.people import Measures, Tissue
from stuntlab.people.certification.head import DURATION_S, FACE_DOWN_RAD, HeadDrop
from stuntlab.people.certification.rig import STANDARD_GRAVITY_M_S2, TIMESTEP_S, run_once
from stuntlab.people.neck import centre_in_head
from stuntlab.people.skeleton import put_mass
from stuntlab.people.solids import solid
from stuntlab.people.surfaces import add_head
from stuntlab.scene.contacts import apply, write_pairs
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, Positive, TissueKind, measures_of, tissue_of

Attitude = Literal["forehead", "side"]
TURNED: dict[Attitude, tuple[float, float, float, float]] = {
    "forehead": (math.cos(FACE_DOWN_RAD / 2), 0.0, math.sin(FACE_DOWN_RAD / 2), 0.0),
    "side": (math.sqrt(0.5), math.sqrt(0.5), 0.0, 0.0),
}


def head_drop(
    *,
    height_m: Positive,
    attitude: Attitude = "forehead",
    body: Body = "hybrid_iii_50m",
    tissue: TissueKind = "dummy",
    timestep_s: Positive = TIMESTEP_S,
) -> Answer:
    """Drop a head with the mass and skin of a body. Unfiltered.

    Source: 49 CFR 572.32 (V-P).
    """
    model = _model(measures_of(body), tissue_of(tissue), attitude, timestep_s)
    speed = math.sqrt(2 * STANDARD_GRAVITY_M_S2 * height_m)
    traces = run_once(model, DURATION_S, qvel=np.array([0, 0, -speed, 0, 0, 0]))
    drop = HeadDrop(traces.time_s, traces.channels["acceleration"][0] / STANDARD_GRAVITY_M_S2)
    total_g = resultant(*drop.acceleration_g.T)
    lateral = drop.lateral_g if attitude == "forehead" else float(np.abs(drop.acceleration_g[:, 0]).max())
    return Answer(
        {
            "head_acceleration": drop.peak_g * STANDARD_GRAVITY_M_S2,
            "off_axis_acceleration": lateral * STANDARD_GRAVITY_M_S2,
            "second_peak": drop.second_peak_share,
            "hic15": float(hic(drop.time_s, total_g).value),
        },
        {"head_acceleration": Trace(drop.time_s, total_g * STANDARD_GRAVITY_M_S2, "time")},
    )


def _model(measures: Measures, tissue: Tissue, attitude: Attitude, timestep_s: float) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    spec.option.gravity = [0, 0, 0]
    spec.option.timestep = timestep_s
    spec.worldbody.add_geom(name="plate", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[1, 1, 1])
    head = spec.worldbody.add_body(name="head", quat=TURNED[attitude])
    head.add_freejoint()
    part = measures.segments["head"]
    put_mass(head, solid(part.mass_kg, centre_in_head(measures), part.inertia_kgm2))
    surface = add_head(spec, measures, tissue.scaled_to(measures).skins["head"])
    head.pos = [0, 0, _height_at_touch(spec.geom("head"), attitude)]
    head.add_site(name="centre", pos=centre_in_head(measures))
    spec.add_sensor(
        name="acceleration",
        type=mujoco.mjtSensor.mjSENS_ACCELEROMETER,
        objtype=mujoco.mjtObj.mjOBJ_SITE,
        objname="centre",
    )
    pairs = [surface.pair("plate")]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    return model


def _height_at_touch(geom: mujoco.MjsGeom, attitude: Attitude) -> float:
    """Height of the head's origin when it touches the plate: support of the ellipsoid along the vertical."""
    up = _vertical_in_head(attitude)
    return float(np.linalg.norm(np.asarray(geom.size) * up) - np.asarray(geom.pos) @ up)


def _vertical_in_head(attitude: Attitude) -> Floats:
    axes = np.zeros(9)
    mujoco.mju_quat2Mat(axes, np.array(TURNED[attitude]))
    return np.asarray(axes.reshape(3, 3)[2])
