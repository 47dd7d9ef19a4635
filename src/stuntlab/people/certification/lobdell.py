"""Lobdell's chest alone: probe, sternum and spine on one line, to compare with the reference solution.

Predicted: the plate is built by the same code as the performer's; nothing was fitted to the reference.
"""

from __future__ import annotations

import mujoco
import numpy as np

from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.certification.thorax import ThoraxBlow, add_probe, face_of
from stuntlab.people.plates import add_sternum, moving_mass
from stuntlab.people.skeleton import set_mass
from stuntlab.people.solids import solid
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import ContactPair, apply, write_pairs
from stuntlab.scene.empty_world import empty_world

SPINE_KG = 27.2
DURATION_S = 0.06


def lobdell_unit(
    measures: Measures, tissue: Tissue, *, probe_kg: float, speed_m_s: float, timestep_s: float = TIMESTEP_S
) -> ThoraxBlow:
    """Strike a sternum on a 27.2 kg spine that is free to slide; the skin has no damper here, as in the reference.

    Source: Lobdell 1973 (R-h); biomechanics 2.2.
    """
    spec = empty_world(gravity_m_s2=0.0)
    spec.option.timestep = timestep_s
    spine = spec.worldbody.add_body(name="thorax")
    spine.add_joint(name="spine", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[-1, 0, 0])
    set_mass(spine, solid(SPINE_KG - (moving_mass(tissue.sternum) - tissue.sternum.mass_kg), (0, 0, 0), (1, 1, 1)))
    spine.add_site(name="chest_centre")
    add_sternum(spec, measures, tissue.sternum)
    spec.add_sensor(
        name="sternum_deflection",
        type=mujoco.mjtSensor.mjSENS_JOINTPOS,
        objtype=mujoco.mjtObj.mjOBJ_JOINT,
        objname="sternum",
    )
    add_probe(spec, probe_kg, face_of(spec, "sternum"))
    pair = ContactPair("sternum", "probe", tissue.skins["chest"].stiffness_n_per_m, 0.0)
    write_pairs(spec, [pair])
    model = spec.compile()
    apply(model, [pair], timestep_s)
    qvel = np.zeros(model.nv)
    qvel[model.joint("probe").dofadr[0]] = speed_m_s
    return ThoraxBlow.of(run_once(model, DURATION_S, qvel=qvel), probe_kg, "sternum_deflection")
