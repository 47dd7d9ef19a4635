"""How far the numbers depend on how they are computed: step, energy, repetition, and settings that are refused."""

import math
from collections.abc import Mapping
from functools import cache

import mujoco
import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError, UnstableSetting
from stuntlab.people import Performer, human_tissue, measures, performer
from stuntlab.people.certification.rig import run_once
from stuntlab.people.certification.thorax import PROBE_RADIUS_M
from stuntlab.people.posture import put_posture
from stuntlab.scene.contacts import STABLE_PHASE_LIMIT, ContactPair, apply, write_pairs

BODY = measures(stature_m=1.70, mass_kg=62.0, sex="female")
USUAL_S, CONVERGED_S = 1e-4, 2.5e-5
STEPS_S = (4e-4, 2e-4, USUAL_S, 5e-5, CONVERGED_S)
DURATION_S = 0.12
PROBE_KG, PROBE_SPEED_M_S = 13.0, 4.0
DROP_SPEED_M_S = 3.0  # from 0.46 m

BLOWS = ("chest", "abdomen", "left_ribs", "left_shoulder")
LANDINGS = ("landing", "limbs_forward", "supine", "prone")
CASES = (*BLOWS, *LANDINGS)

FLOORS = {  # below it a channel is not a load: nothing is injured by it and no limit is near it (J)
    "acceleration": 30.0,
    "angular_velocity": 3.0,
    "force": 500.0,
    "moment": 5.0,
    "deflection": 0.005,
    "rate": 0.5,
    "velocity": 0.5,
}


def scene_of(case: str, timestep_s: float, *, tone: float = 1.0) -> tuple[mujoco.MjModel, Floats, Floats]:
    """A model of one case, compiled, with its start: a blow at a standing person, or a landing on hard ground."""
    posture = case if case in LANDINGS else "standing"
    person = performer(BODY, human_tissue(abdomen="stiff"), posture=posture, tone=tone, sides=True, spine=True)
    spec = person.spec
    spec.option.timestep = timestep_s
    spec.worldbody.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs = person.floor_pairs("floor")
    if case in BLOWS:
        pairs.append(throw_probe_at(person, case))
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep_s, phase_limit=STABLE_PHASE_LIMIT)
    qpos, qvel = np.array(model.qpos0), np.zeros(model.nv)
    if case in BLOWS:
        qvel[model.joint("probe").dofadr[0]] = PROBE_SPEED_M_S
    else:
        qpos = put_posture(model, person.posture, lowest_m=0.0005)
        qvel[2] = -DROP_SPEED_M_S
    return model, qpos, qvel


def throw_probe_at(person: Performer, struck: str) -> ContactPair:
    """A guided ball a centimetre away from the surface, flying along the way the surface faces."""
    surface = person.surface(struck)
    model = person.spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    geom = data.geom(surface.geom)
    outward = np.array([0.0, 1.0, 0.0]) if struck == "left_shoulder" else geom.xmat.reshape(3, 3)[:, 0]
    start = geom.xpos + outward * (model.geom(surface.geom).size[0] + PROBE_RADIUS_M + 0.01)
    probe = person.spec.worldbody.add_body(
        name="probe", pos=start, mass=PROBE_KG, inertia=[0.1] * 3, explicitinertial=True
    )
    probe.add_joint(name="probe", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=-outward)
    probe.add_geom(name="probe", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[PROBE_RADIUS_M, 0, 0], mass=0)
    probe.add_site(name="probe")
    person.spec.add_sensor(
        name="probe_acceleration",
        type=mujoco.mjtSensor.mjSENS_ACCELEROMETER,
        objtype=mujoco.mjtObj.mjOBJ_SITE,
        objname="probe",
    )
    return surface.pair("probe")


@cache
def peaks(case: str, timestep_s: float) -> Mapping[str, float]:
    """Largest magnitude of every channel."""
    model, qpos, qvel = scene_of(case, timestep_s)
    traces = run_once(model, DURATION_S, qpos=qpos, qvel=qvel)
    return {name: float(np.linalg.norm(values[0], axis=1).max()) for name, values in traces.channels.items()}


def loads(case: str) -> dict[str, float]:
    """The converged loads of a case: its channels that reach their floor."""
    return {name: peak for name, peak in peaks(case, CONVERGED_S).items() if peak > _floor(name)}


def _floor(channel: str) -> float:
    kinds = [kind for kind in FLOORS if channel.endswith(kind)]
    return FLOORS[max(kinds, key=len)] if kinds else math.inf


@pytest.mark.parametrize("case", CASES)
def test_every_load_is_within_2_per_cent_of_the_converged_one_at_the_usual_step(case: str) -> None:
    usual = peaks(case, USUAL_S)
    off = {name: usual[name] / peak - 1 for name, peak in loads(case).items()}
    assert len(off) >= 8
    assert {name: round(error, 4) for name, error in off.items() if abs(error) > 0.02} == {}


@pytest.mark.parametrize("case", CASES)
def test_loads_come_nearer_to_the_converged_ones_from_step_to_step(case: str) -> None:
    """From 0.4 ms to 0.05 ms the worst error shrinks to a quarter at least (first order would be an eighth)."""
    worst = [max(abs(peaks(case, step)[name] / peak - 1) for name, peak in loads(case).items()) for step in STEPS_S]
    coarsest, finest = worst[0], worst[-2]
    assert finest < max(0.25 * coarsest, 0.005)
    assert coarsest < 0.25


@pytest.mark.parametrize("case", ["chest", "abdomen"])
def test_blows_at_the_front_bear_twice_the_usual_step(case: str) -> None:
    """0.2 ms keeps every load of a frontal blow within 2 %: what a screening may be run with."""
    coarse = peaks(case, 2e-4)
    off = {name: coarse[name] / peak - 1 for name, peak in loads(case).items()}
    assert {name: round(error, 4) for name, error in off.items() if abs(error) > 0.02} == {}


@pytest.mark.parametrize(("timestep_s", "residual"), [(USUAL_S, 1e-3), (CONVERGED_S, 2.5e-4)])
@pytest.mark.parametrize("case", [*BLOWS, "limbs_forward", "supine"])
def test_every_joule_is_accounted_for(case: str, timestep_s: float, residual: float) -> None:
    """A limp body: kinetic, elastic and in height, burnt in dampers, taken by contacts: what came in."""
    model, qpos, qvel = scene_of(case, timestep_s, tone=0.0)
    model.opt.enableflags |= int(mujoco.mjtEnableBit.mjENBL_ENERGY)
    data = mujoco.MjData(model)
    data.qpos[:], data.qvel[:] = qpos, qvel
    mujoco.mj_forward(model, data)
    before = float(data.energy.sum())
    came_in = 0.5 * PROBE_KG * PROBE_SPEED_M_S**2 if case in BLOWS else 0.5 * BODY.mass_kg * DROP_SPEED_M_S**2
    burnt = taken = 0.0
    for _ in range(round(0.06 / timestep_s)):
        speed = data.qvel.copy()
        mujoco.mj_step(model, data)
        middle = 0.5 * (speed + data.qvel)
        burnt += timestep_s * float(np.sum(model.dof_damping * middle**2))
        taken -= timestep_s * float(data.qfrc_constraint @ middle)
    mujoco.mj_forward(model, data)
    after = float(data.energy.sum()) + burnt + taken
    assert abs(after - before) < residual * came_in
    assert burnt + taken > 0.25 * came_in


@pytest.mark.parametrize("case", ["abdomen", "supine"])
def test_takes_repeat_bit_for_bit_on_any_number_of_threads(case: str) -> None:
    records = []
    for threads in (1, 2, 1, 3):
        model, qpos, qvel = scene_of(case, USUAL_S)
        batch = Batch(model, 4, threads)
        batch.reset()
        batch.qpos[:], batch.qvel[:] = qpos, qvel
        batch.qvel[:, 0] += [0.0, 0.1, -0.1, 0.2]
        records.append(batch.rollout(400, record=["sensordata"])["sensordata"])
    for record in records[1:]:
        np.testing.assert_array_equal(records[0], record)


def test_a_hair_s_breadth_of_speed_changes_loads_by_a_hair_s_breadth() -> None:
    """Not chaotic on this horizon: a thousandth of a millimetre per second moves no load by more than 1 in 10 000."""
    model, qpos, qvel = scene_of("abdomen", USUAL_S)
    other = qvel.copy()
    other[model.joint("probe").dofadr[0]] += 1e-6
    first, second = (run_once(model, DURATION_S, qpos=qpos, qvel=start).channels for start in (qvel, other))
    for name in loads("abdomen"):
        assert np.abs(second[name]).max() == pytest.approx(np.abs(first[name]).max(), rel=1e-4), name


@pytest.mark.parametrize(("timestep_s", "limit"), [(4e-4, 0.25), (3e-3, STABLE_PHASE_LIMIT)])
def test_a_step_that_contacts_do_not_bear_is_refused_with_one_that_they_do(timestep_s: float, limit: float) -> None:
    """0.4 ms where loads are read, 3 ms where only the motion counts; the step that is named is then accepted."""
    person = performer(BODY, human_tissue())
    person.spec.worldbody.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs = person.floor_pairs("floor")
    write_pairs(person.spec, pairs)
    model = person.spec.compile()
    with pytest.raises(UnstableSetting, match="timestep"):
        apply(model, pairs, timestep_s, phase_limit=limit)
    apply(model, pairs, USUAL_S)


def test_cones_that_change_the_stiffness_and_contacts_by_default_are_refused() -> None:
    person = performer(BODY, human_tissue())
    person.spec.worldbody.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs = person.floor_pairs("floor")
    write_pairs(person.spec, pairs)
    pyramids = person.spec.compile()
    pyramids.opt.cone = mujoco.mjtCone.mjCONE_PYRAMIDAL
    with pytest.raises(ModelError, match="elliptic"):
        apply(pyramids, pairs, USUAL_S)
    touchy = person.spec.compile()
    touchy.geom_contype[0] = 1
    with pytest.raises(ModelError, match="default contact"):
        apply(touchy, pairs, USUAL_S)
