"""A kick at a plate that does not move: the striker that every kick of the program uses, without a body in front."""

from __future__ import annotations

from typing import Annotated

import mujoco
import numpy as np
from pydantic import Field

from stuntlab.datasets import Floats
from stuntlab.gags.kick import priors
from stuntlab.gags.striker import FOOT, GEOM, PUSH, REAR, Striker
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.scene.contacts import ContactPair, apply, write_pairs
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Positive

PLATE, FORCE = "plate", "plate_force"
PLATE_DAMPING_N_S_PER_M = 200.0


def force_plate(
    *,
    speed_m_s: Positive,
    effective_mass_kg: Annotated[float, Field(gt=2.0, allow_inf_nan=False)],
    push_n_per_m_s: Annotated[float, Field(ge=0)] | None = None,
    plate_stiffness_n_per_m: Positive = 150e3,
    counted_s: Positive = 0.5,
    timestep_s: Positive = TIMESTEP_S,
) -> Answer:
    """Kick a padded plate; the impulse is counted over `counted_s` from the first touch.

    effective_mass_kg: of foot and what follows it; the leg's spring and damper are the program's. push_n_per_m_s:
    muscle push per m/s of foot speed, the program's unless given.
    """
    row = priors()["striker"]
    push = row["push_n_per_m_s"]["value"] if push_n_per_m_s is None else push_n_per_m_s
    model = _model(effective_mass_kg, plate_stiffness_n_per_m, timestep_s)
    qvel = np.zeros(model.nv)
    for joint in (FOOT, REAR):
        qvel[model.joint(joint).dofadr[0]] = speed_m_s
    control = np.zeros((round(counted_s / timestep_s), model.nu))
    control[:, model.actuator(PUSH).id] = push * speed_m_s
    traces = run_once(model, counted_s, qvel=qvel, control=control)
    return _read(traces.time_s, np.linalg.norm(traces.channels[FORCE][0], axis=-1))


def _read(time_s: Floats, force_n: Floats) -> Answer:
    peak, touch = int(force_n.argmax()), int((force_n > 0).argmax())
    return Answer(
        {
            "peak_force": float(force_n[peak]),
            "time_to_peak": float(time_s[peak] - time_s[touch]),
            "impulse": float(np.trapezoid(force_n, time_s)),
        },
        {"force": Trace(time_s - time_s[touch], force_n, "time")},
    )


def _model(effective_mass_kg: float, plate_n_per_m: float, timestep_s: float) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    spec.option.timestep = timestep_s
    spec.worldbody.add_geom(name=PLATE, type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.05, 0.5, 0.5], pos=[0.05, 0, 1])
    _striker(effective_mass_kg).add_to(spec, (0.0, 0.0, 1.0))
    pair = ContactPair(PLATE, GEOM, plate_n_per_m, damping_ns_per_m=PLATE_DAMPING_N_S_PER_M)
    write_pairs(spec, [pair])
    spec.add_sensor(
        name=FORCE,
        type=mujoco.mjtSensor.mjSENS_CONTACT,
        objtype=mujoco.mjtObj.mjOBJ_GEOM,
        objname=GEOM,
        intprm=[1 << mujoco.mjtConDataField.mjCONDATA_FORCE.value, 3, 1],  # the net force over all contacts
    )
    model = spec.compile()
    apply(model, [pair], timestep_s)
    return model


def _striker(effective_mass_kg: float) -> Striker:
    row = priors()["striker"]
    foot_kg, sole = row["foot_mass_kg"]["value"], row["sole"]
    return Striker(
        tip_mass_kg=foot_kg,
        rear_mass_kg=effective_mass_kg - foot_kg,
        stiffness_n_per_m=row["leg_stiffness_n_per_m"]["value"],
        damping_n_s_per_m=row["leg_damping_n_s_per_m"]["value"],
        follow_through_m=row["follow_through_m"]["value"],
        size_m=(sole["half_thickness_m"], sole["half_width_m"], sole["half_length_m"]),
    )
