"""Head drop onto a rigid plate, forehead or side first, from any height. 376 mm forehead first is 49 CFR 572.32 (V-P).

Fitted: stiffness and damping of the dummy's head skin were chosen to pass this test, and the temples' to pass the one
of 49 CFR 572.192 on the side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import mujoco
import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.geometry import rotation
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.neck import centre_in_head
from stuntlab.people.skeleton import set_mass
from stuntlab.people.solids import solid
from stuntlab.people.surfaces import add_head
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import apply, write_pairs
from stuntlab.scene.empty_world import empty_world

DROP_M = 0.376
FACE_DOWN_RAD = math.radians(62.0)  # forehead below the nose (J)
DURATION_S = 0.012

Attitude = Literal["forehead", "side"]
TURNED: dict[Attitude, tuple[float, float, float, float]] = {
    "forehead": (math.cos(FACE_DOWN_RAD / 2), 0.0, math.sin(FACE_DOWN_RAD / 2), 0.0),
    "side": (math.sqrt(0.5), math.sqrt(0.5), 0.0, 0.0),
}
"""How the head is turned, as a quaternion."""


@dataclass(frozen=True, slots=True)
class HeadDrop:
    """acceleration_g: [time, 3] at the centre of gravity, head axes, unfiltered, free of gravity. time_s: [time]."""

    time_s: Floats
    acceleration_g: Floats

    @property
    def peak_g(self) -> float:
        """Largest resultant acceleration."""
        return float(np.linalg.norm(self.acceleration_g, axis=1).max())

    @property
    def lateral_g(self) -> float:
        """Largest sideways acceleration."""
        return float(np.abs(self.acceleration_g[:, 1]).max())

    @property
    def second_peak_share(self) -> float:
        """Largest resultant after the main pulse has passed its first valley, as a share of the peak."""
        resultant = np.linalg.norm(self.acceleration_g, axis=1)
        after = resultant[int(resultant.argmax()) :]
        rising = np.flatnonzero(np.diff(after) > 0)
        return float(after[rising[0] :].max() / resultant.max()) if rising.size else 0.0


def head_drop(
    measures: Measures,
    tissue: Tissue,
    *,
    height_m: float = DROP_M,
    attitude: Attitude = "forehead",
    timestep_s: float = TIMESTEP_S,
) -> HeadDrop:
    """Drop a head with the mass and skin of a body.

    Source: 49 CFR 572.32 (V-P) for the forehead; ISO/TR 9790 and 49 CFR 572.192 drop the side.
    """
    model = _model(measures, tissue, attitude, timestep_s)
    speed = math.sqrt(2 * GRAVITY_M_S2 * height_m)
    traces = run_once(model, DURATION_S, qvel=np.array([0, 0, -speed, 0, 0, 0]))
    return HeadDrop(traces.time_s, traces.channels["acceleration"][0] / GRAVITY_M_S2)


def _model(measures: Measures, tissue: Tissue, attitude: Attitude, timestep_s: float) -> mujoco.MjModel:
    spec = empty_world(gravity_m_s2=0.0)
    spec.option.timestep = timestep_s
    spec.worldbody.add_geom(name="plate", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[1, 1, 1])
    head = spec.worldbody.add_body(name="head", quat=TURNED[attitude])
    head.add_freejoint()
    part = measures.segments["head"]
    set_mass(head, solid(part.mass_kg, centre_in_head(measures), part.inertia_kgm2))
    surfaces = add_head(spec, measures, tissue.scale_to(measures).skins)
    head.pos = [0, 0, max(_height_at_touch(spec.geom(surface.geom), attitude) for surface in surfaces)]
    head.add_site(name="centre", pos=centre_in_head(measures))
    spec.add_sensor(
        name="acceleration",
        type=mujoco.mjtSensor.mjSENS_ACCELEROMETER,
        objtype=mujoco.mjtObj.mjOBJ_SITE,
        objname="centre",
    )
    pairs = [surface.pair("plate") for surface in surfaces]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    return model


def _height_at_touch(geom: mujoco.MjsGeom, attitude: Attitude) -> float:
    """Height of the head's origin when it touches the plate: support of the ellipsoid along the vertical."""
    up = rotation(TURNED[attitude]).as_matrix()[2]  # the world's vertical in head axes
    return float(np.linalg.norm(np.asarray(geom.size) * up) - np.asarray(geom.pos) @ up)
