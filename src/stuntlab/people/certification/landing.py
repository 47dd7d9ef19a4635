"""Landing on hard ground in any posture: on the feet, on the seat, flat on back or belly.

Each leg's spring is fitted to one landing, 6.35 body weights from 0.72 m (`tables/leg.toml`); landings from other
heights are predicted. The spine's spring is that of the dynamic response index (`tables/spine.toml`); on the seat it
was compared with a published model that was held against people (`validation/cases/seat-fall-…`). Nothing measured is
at hand for the back, and its loads are checked for being finite, converged and in proportion only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.performer import performer
from stuntlab.people.posture import posture_by_name, put_posture
from stuntlab.people.surfaces import RIGID
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import apply, write_pairs
from stuntlab.scene.scene import Traces

DURATION_S = 0.15
ABOVE_GROUND_M = 0.0005


@dataclass(frozen=True, slots=True)
class CertifiedLanding:
    """[time] each, unfiltered.

    ground_force_bw: over body weight. tibia_n, lumbar_n: compression of the harder loaded tibia and of the lumbar
    spine. seat_m_s2: what an accelerometer on the pelvis reads along the spine, the input of the dynamic response
    index (`injury.dri` takes it in g); standing still it reads 9.80665. head_m_s2, chest_m_s2, pelvis_m_s2: resultants.
    """

    time_s: Floats
    ground_force_bw: Floats
    tibia_n: Floats
    lumbar_n: Floats
    seat_m_s2: Floats
    head_m_s2: Floats
    chest_m_s2: Floats
    pelvis_m_s2: Floats


def drop_landing(
    measures: Measures,
    tissue: Tissue,
    *,
    height_m: float,
    posture: str = "landing",
    tone: float = 1.0,
    floor_stiffness_n_per_m: float = RIGID,
    timestep_s: float = TIMESTEP_S,
) -> CertifiedLanding:
    """Land from a drop of `height_m`, muscles holding the posture.

    posture: `landing` and `standing` come down on the feet, `limbs_forward` on the seat with the legs out in front,
    `supine` and `prone` flat, `on_left_side` on ribs, shoulder and hip. The ground force is that of the centre of mass:
    m·(a + g). floor_stiffness_n_per_m: under each part of the body that comes down.

    Valid for: flat ground, hard or a floor that gives like a spring; feet first up to 2 m, compared with measured
    landings up to 1.3 m on bent legs.
    """
    on_side = posture_by_name(posture).roll_rad != 0
    body = performer(measures, tissue, posture=posture, tone=tone, spine=True, sides=on_side)
    spec = body.spec
    spec.option.timestep = timestep_s
    spec.worldbody.add_geom(name="ground", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs = body.floor_pairs("ground", floor_stiffness_n_per_m=floor_stiffness_n_per_m)
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s)
    qvel = np.zeros(model.nv)
    qvel[2] = -math.sqrt(2 * GRAVITY_M_S2 * height_m)
    qpos = put_posture(model, body.posture, lowest_m=ABOVE_GROUND_M, in_the_air=True)
    traces = run_once(model, DURATION_S, qpos=qpos, qvel=qvel)
    return _read(traces, timestep_s)


def _read(traces: Traces, timestep_s: float) -> CertifiedLanding:
    channels = {name: values[0] for name, values in traces.channels.items()}
    acceleration = np.gradient(channels["com_velocity"][:, 2], timestep_s)
    head, chest, pelvis = (
        np.linalg.norm(channels[f"{part}_acceleration"], axis=1) for part in ("head", "chest", "pelvis")
    )
    return CertifiedLanding(
        time_s=traces.time_s,
        ground_force_bw=acceleration / GRAVITY_M_S2 + 1.0,
        tibia_n=np.maximum(*(-channels[f"{side}_ankle_force"][:, 2] for side in ("left", "right"))),
        lumbar_n=channels["lumbar_force"][:, 2],
        seat_m_s2=channels["pelvis_acceleration"][:, 2],
        head_m_s2=head,
        chest_m_s2=chest,
        pelvis_m_s2=pelvis,
    )
