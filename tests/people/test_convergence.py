"""A struck, standing person: every load at the step takes are run with, beside a step four times finer."""

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.certification.rig import run_once
from stuntlab.people.certification.thorax import add_probe, face_of
from stuntlab.scene.contacts import apply, write_pairs

BODY = measures(stature_m=1.70, mass_kg=62.0, sex="female")


def peaks(timestep: float, plate: str) -> dict[str, float]:
    """Largest magnitudes over 0.15 s after a 13 kg mass at 4 m/s."""
    person = performer(BODY, human_tissue(abdomen="stiff"), braced=True)
    spec = person.spec
    spec.option.timestep = timestep
    spec.worldbody.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    surface = person.surface(plate)
    add_probe(spec, 13.0, face_of(spec, surface.geom) + np.array([0.001, 0, 0]))
    pairs = [*person.floor_pairs("floor"), surface.pair("probe")]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep)
    qvel: Floats = np.zeros(model.nv)
    qvel[model.joint("probe").dofadr[0]] = 4.0
    traces = run_once(model, 0.15, qvel=qvel)
    return {name: float(np.linalg.norm(values[0], axis=1).max()) for name, values in traces.channels.items()}


LOADS = (
    "sternum_deflection",
    "abdomen_deflection",
    "probe_acceleration",
    "head_acceleration",
    "chest_acceleration",
    "neck_force",
    "neck_moment",
    "lumbar_force",
    "left_hip_force",
    "com_velocity",
)


@pytest.mark.parametrize("plate", ["chest", "abdomen"])
def test_every_load_of_a_blow_is_within_2_per_cent_of_the_converged_one(plate: str) -> None:
    usual, fine = peaks(1e-4, plate), peaks(2.5e-5, plate)
    off = {name: usual[name] / fine[name] - 1 for name in LOADS}
    assert {name: round(error, 4) for name, error in off.items() if abs(error) > 0.02} == {}
