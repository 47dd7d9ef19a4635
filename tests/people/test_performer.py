"""The performer as a mechanism: weight, symmetry, standing, sensors, stops, bracing, names."""

import math
from dataclasses import replace
from typing import Any

import mujoco
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mujoco.batch import Batch

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import ModelError
from stuntlab.people import (
    CHANNELS,
    SAE_J1733,
    SIDE_CHANNELS,
    Performer,
    dummy_tissue,
    human_tissue,
    measures,
    performer,
)
from stuntlab.people.anthropometry import HYBRID_III_MASS_KG
from stuntlab.people.certification import thorax_pendulum
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.people.neck import add_head_and_neck, centre_in_head
from stuntlab.people.posture import lowest_when_pitched_m, posture_by_name, put_posture, reach_down_m
from stuntlab.people.skeleton import joint_names, joint_row
from stuntlab.people.tables import TISSUE
from stuntlab.scene.contacts import STABLE_PHASE_LIMIT, ContactPair, apply, write_pairs
from stuntlab.scene.empty_world import empty_world

MAN = measures(stature_m=1.75, mass_kg=77.0, sex="male")
WOMAN = measures(stature_m=1.68, mass_kg=55.0, sex="female")


def on_floor(person: Performer, *, prefix: str = "", timestep: float = 1e-4, limit: float = 0.25) -> mujoco.MjModel:
    spec = person.spec
    if prefix:
        spec = empty_world()
        spec.attach(person.spec, prefix=prefix, frame=spec.worldbody.add_frame())
    spec.option.timestep = timestep
    spec.worldbody.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    pairs: list[ContactPair] = person.floor_pairs("floor", prefix=prefix)
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep, phase_limit=limit)
    return model


def build(**options: Any) -> Performer:
    return performer(MAN, human_tissue(), **options)


@pytest.mark.parametrize("body", [MAN, WOMAN, hybrid_iii_50m()])
def test_the_model_weighs_what_the_person_weighs(body: Any) -> None:
    model = performer(body, human_tissue()).spec.compile()
    assert model.body_subtreemass[0] == pytest.approx(body.mass_kg, rel=1e-12)


def test_left_and_right_mirror_each_other() -> None:
    model = build().spec.compile()
    for name in ("upper_arm", "forearm", "thigh", "shank", "foot"):
        left, right = model.body(f"left_{name}"), model.body(f"right_{name}")
        assert left.mass == right.mass
        np.testing.assert_allclose(left.inertia, right.inertia)
        np.testing.assert_allclose(left.pos * [1, -1, 1], right.pos)


@pytest.mark.parametrize("name", ["shoulder_abduction", "hip_abduction"])
def test_abduction_spreads_both_sides(name: str) -> None:
    model = build().spec.compile()
    data = mujoco.MjData(model)
    far = {"shoulder_abduction": "forearm", "hip_abduction": "foot"}[name]
    mujoco.mj_forward(model, data)
    before = [data.body(f"{side}_{far}").xpos[1] for side in ("left", "right")]
    for side in ("left", "right"):
        data.joint(f"{side}_{name}").qpos = 0.5
    mujoco.mj_forward(model, data)
    assert data.body(f"left_{far}").xpos[1] > before[0]
    assert data.body(f"right_{far}").xpos[1] < before[1]


@pytest.mark.parametrize(
    ("joint", "body", "component", "sign"),
    [
        ("hip_flexion", "shank", 0, 1),
        ("knee_flexion", "foot", 0, -1),
        ("elbow_flexion", "hand", 0, 1),
        ("shoulder_flexion", "forearm", 0, 1),
    ],
)
def test_flexion_goes_the_anatomical_way(joint: str, body: str, component: int, sign: int) -> None:
    model = build().spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)

    def where() -> float:
        item = data.geom("left_hand").xpos if body == "hand" else data.body(f"left_{body}").xpos
        return float(item[component])

    before = where()
    data.joint(f"left_{joint}").qpos = 0.4
    mujoco.mj_forward(model, data)
    assert sign * (where() - before) > 0.05


@pytest.mark.parametrize("body", [MAN, WOMAN])
@pytest.mark.parametrize("timestep", [1e-4, 5e-4])
def test_stands_for_two_seconds(body: Any, timestep: float) -> None:
    model = on_floor(performer(body, human_tissue()), timestep=timestep, limit=STABLE_PHASE_LIMIT)
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 1)
    start = data.sensor("com_position").data.copy()
    mujoco.mj_step(model, data, round(2.0 / timestep))
    assert np.linalg.norm(data.sensor("com_position").data - start) < 0.06
    assert np.linalg.norm(data.sensor("com_velocity").data) < 0.1
    weight = sum(-data.sensor(f"{side}_ankle_force").data[2] for side in ("left", "right"))
    above_ankles = (body.mass_kg - 2 * body.segments["foot"].mass_kg) * GRAVITY_M_S2
    assert abs(weight) == pytest.approx(above_ankles, rel=0.03)


@given(sex=st.sampled_from(["male", "female"]), stature=st.floats(1.20, 2.20), index=st.floats(15.01, 39.99))
@settings(deadline=None, max_examples=25)
def test_any_body_in_range_builds_and_its_contacts_bear_both_steps(sex: Any, stature: float, index: float) -> None:
    mass = index * stature**2
    assume(35 <= mass <= 160)
    person = performer(measures(stature_m=stature, mass_kg=mass, sex=sex), human_tissue(), sides=True, spine=True)
    model = on_floor(person, timestep=1e-4)
    assert model.body_subtreemass[0] == pytest.approx(mass, rel=1e-12)
    apply(model, person.floor_pairs("floor"), 5e-4, phase_limit=STABLE_PHASE_LIMIT)
    assert np.all(model.body_mass[1:] > 0)


@pytest.mark.parametrize("body", [MAN, WOMAN, measures(stature_m=2.0, mass_kg=150.0, sex="male")])
def test_starts_at_rest_with_the_weight_on_its_soles(body: Any) -> None:
    model = on_floor(performer(body, human_tissue()))
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data)
    carried = -sum(data.sensor(f"{side}_ankle_force").data[2] for side in ("left", "right"))
    assert carried == pytest.approx((body.mass_kg - 2 * body.segments["foot"].mass_kg) * GRAVITY_M_S2, rel=0.03)
    height = float(data.sensor("com_position").data[2])
    fastest = 0.0
    for _ in range(20):
        mujoco.mj_step(model, data, 100)
        fastest = max(fastest, abs(data.sensor("com_velocity").data[2]))
    assert fastest < 0.01
    assert abs(data.sensor("com_position").data[2] - height) < 0.002


def test_falls_when_limp() -> None:
    model = on_floor(build(tone=0.0), timestep=5e-4, limit=STABLE_PHASE_LIMIT)
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 3000)
    assert data.sensor("com_position").data[2] < 0.65  # from 0.99 m: on its knees or lower


@pytest.mark.parametrize("timestep", [2e-4, 5e-4])
@pytest.mark.parametrize("pitch", [0.3, -0.3])
def test_a_fall_from_standing_holds_the_joint_stops(pitch: float, timestep: float) -> None:
    """Tipped over and let go, forward and backward: no knee passes its range by 5 degrees, no joint by 10."""
    person = build(tone=0.3)
    model = on_floor(person, timestep=timestep, limit=STABLE_PHASE_LIMIT)
    batch = Batch(model, 1, 1)
    batch.reset()
    qpos = put_posture(model, person.posture)
    qpos[3:7] = [math.cos(pitch / 2), 0, math.sin(pitch / 2), 0]
    batch.qpos[:] = qpos
    record = batch.rollout(round(1.6 / timestep), record=["qpos"])["qpos"][0]
    assert batch.warning.sum() == 0
    for name in joint_names():
        low, high = joint_row(name).stop
        angle = np.degrees(record[:, model.joint(name).qposadr[0]])
        allowed = 5 if "knee" in name else 10
        assert low - allowed < angle.min(), name
        assert angle.max() < high + allowed, name


@pytest.mark.parametrize("posture", ["standing", "limbs_forward", "on_left_side", "prone"])
def test_who_has_gone_down_lies_on_the_ground_and_not_in_it(posture: str) -> None:
    """Three seconds after a limp body was let go: no leg, trunk or head is more than 2 cm in the floor."""
    person = build(tone=0.0, posture=posture, sides=True)
    model = on_floor(person, timestep=5e-4, limit=STABLE_PHASE_LIMIT)
    data = mujoco.MjData(model)
    data.qpos[:] = put_posture(model, person.posture)
    mujoco.mj_step(model, data, 6000)
    assert data.sensor("com_position").data[2] < 0.65
    for name, surface in person.surfaces.items():
        if name.endswith("arm"):
            continue  # arms carry a fall by their hands only
        geom = data.geom(surface.geom)
        if model.geom(surface.geom).type[0] == mujoco.mjtGeom.mjGEOM_CAPSULE:
            radius, half = model.geom(surface.geom).size[:2]
            assert geom.xpos[2] - half * abs(geom.xmat[8]) - radius > -0.02, name
        else:
            assert geom.xpos[2] > -0.02, name


def test_channels_are_the_same_with_and_without_a_prefix() -> None:
    bare = build().spec.compile()
    prefixed = on_floor(build(), prefix="villain/")
    assert {bare.sensor(i).name for i in range(bare.nsensor)} == set(CHANNELS)
    assert {prefixed.sensor(i).name for i in range(prefixed.nsensor)} == {f"villain/{name}" for name in CHANNELS}


@pytest.mark.parametrize("sides", [False, True])
def test_a_performer_names_the_channels_it_has(sides: bool) -> None:
    person = build(sides=sides, spine=True)
    model = person.spec.compile()
    assert {model.sensor(i).name for i in range(model.nsensor)} == set(person.channels)
    assert set(SIDE_CHANNELS).issubset(person.channels) == sides


def test_a_person_with_every_part_still_starts_at_rest() -> None:
    """Arms on their girdles, trunk on its spine: two seconds in which nothing happens."""
    person = build(sides=True, spine=True)
    model = on_floor(person)
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data)
    start = data.sensor("com_position").data.copy()
    mujoco.mj_step(model, data, 20_000)
    assert np.linalg.norm(data.sensor("com_position").data - start) < 0.06
    assert np.linalg.norm(data.sensor("com_velocity").data) < 0.1
    for part in ("rib", "shoulder"):
        assert abs(data.sensor(f"left_{part}_deflection").data[0]) < 0.002


def test_two_performers_share_a_scene() -> None:
    spec = empty_world()
    for name, body in (("lead/", MAN), ("villain/", WOMAN)):
        spec.attach(performer(body, human_tissue()).spec, prefix=name, frame=spec.worldbody.add_frame())
    model = spec.compile()
    assert model.nv == 2 * build().spec.compile().nv
    assert model.body_subtreemass[0] == pytest.approx(MAN.mass_kg + WOMAN.mass_kg)


def head_on_a_mount() -> mujoco.MjModel:
    spec = empty_world()
    spec.worldbody.add_body(name="mount")
    add_head_and_neck(spec, MAN, dummy_tissue().scale_to(MAN), on="mount", at_m=0.0)
    spec.body("head").add_site(name="condyles")
    for name, kind in (("force", mujoco.mjtSensor.mjSENS_FORCE), ("moment", mujoco.mjtSensor.mjSENS_TORQUE)):
        spec.add_sensor(name=name, type=kind, objtype=mujoco.mjtObj.mjOBJ_SITE, objname="condyles")
    return spec.compile()


@pytest.mark.parametrize(
    ("pull", "fx", "fz", "my"),
    [
        ((0.5, 0, 0), -1, 0, 1),  # head pulled forward: shear the other way, flexion
        ((-0.5, 0, 0), 1, 0, -1),  # pulled back: Fx > 0, extension
        ((0, 0, 2.0), 0, 1, 0),  # pulled up: tension
        ((0, 0, -2.0), 0, -1, 0),  # pushed down: compression
    ],
)
def test_neck_channels_have_sae_signs(pull: tuple[float, float, float], fx: int, fz: int, my: int) -> None:
    """SAE J1733 (R-h): Fx > 0 head rearward, Fz > 0 tension, My > 0 flexion; held still by the neck's own springs."""
    model = head_on_a_mount()
    model.opt.gravity = pull
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 4000)
    force = data.sensor("force").data * SAE_J1733
    moment = data.sensor("moment").data * SAE_J1733
    head_n = MAN.segments["head"].mass_kg * np.linalg.norm(pull)
    if fx:
        assert force[0] == pytest.approx(fx * head_n, rel=0.02)
        assert moment[1] == pytest.approx(my * head_n * centre_in_head(MAN)[2], rel=0.1)
    if fz:
        assert force[2] == pytest.approx(fz * head_n, rel=0.02)


def test_accelerometer_reads_one_g_standing_and_none_in_free_fall() -> None:
    model = on_floor(build())
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 5000)
    assert data.sensor("head_acceleration").data[2] == pytest.approx(GRAVITY_M_S2, rel=0.02)
    flying = build(tone=0.0).spec.compile()
    data = mujoco.MjData(flying)
    data.qpos[:] = flying.qpos_spring  # legs at their length in the air
    mujoco.mj_step(flying, data, 5)
    assert np.linalg.norm(data.sensor("head_acceleration").data) < 0.02 * GRAVITY_M_S2


def test_lumbar_cell_carries_what_is_above_it() -> None:
    model = on_floor(build())
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 8000)
    above = model.body("abdomen").subtreemass[0] * GRAVITY_M_S2
    assert data.sensor("lumbar_force").data[2] == pytest.approx(above, rel=0.02)


@pytest.mark.parametrize("variant", ["soft", "middle", "stiff"])
def test_a_slow_push_on_the_belly_meets_the_variant_s_stiffness(variant: Any) -> None:
    """Spring force over deflection at 2 mm is the table's first term, for a body of this mass."""
    person = performer(MAN, human_tissue(abdomen=variant))
    model = person.spec.compile()
    model.opt.gravity = 0
    data = mujoco.MjData(model)
    data.qpos[model.joint("belly").qposadr[0]] = 0.002
    mujoco.mj_forward(model, data)
    spring = data.qfrc_spring[model.joint("belly").dofadr[0]]
    of_the_50th = getattr(TISSUE.read().abdomen, variant).linear
    assert -spring / 0.002 == pytest.approx(of_the_50th * (MAN.mass_kg / HYBRID_III_MASS_KG) ** (1 / 3), rel=1e-3)


def test_bracing_stiffens_the_belly_by_at_most_the_published_share() -> None:
    model = build(braced=True).spec.compile()
    relaxed = build().spec.compile()
    joint = model.joint("belly")

    def spring(of: mujoco.MjModel, depth: float) -> float:
        """Pressed in slowly enough for the brace to yield as it goes."""
        of.opt.gravity = 0
        data = mujoco.MjData(of)
        data.qvel[joint.dofadr[0]] = 0.01
        data.qpos[joint.qposadr[0]] = depth
        mujoco.mj_step(of, data)
        data.qvel[:] = 0
        data.qpos[:] = of.qpos0
        data.qpos[joint.qposadr[0]] = depth
        mujoco.mj_forward(of, data)
        return float(-data.qfrc_spring[joint.dofadr[0]])

    shallow = 0.1 * 0.2 * MAN.abdomen_depth_m  # where the spring is still linear
    assert spring(model, shallow) / spring(relaxed, shallow) == pytest.approx(1.368, rel=0.01)
    deep = 0.4 * MAN.abdomen_depth_m
    assert 1.0 < spring(model, deep) / spring(relaxed, deep) < 1.25  # the brace has yielded: half the share is left


def test_a_posture_is_held_and_put_on_the_floor() -> None:
    person = build(posture="crouched")
    model = on_floor(person, timestep=2e-4, limit=STABLE_PHASE_LIMIT)
    data = mujoco.MjData(model)
    data.qpos[:] = put_posture(model, person.posture, at_m=(1.0, 2.0))
    mujoco.mj_forward(model, data)
    assert data.qpos[0] == 1.0
    assert data.qpos[1] == 2.0
    lowest = min(data.geom(f"left_{part}").xpos[2] - model.geom(f"left_{part}").size[0] for part in ("heel", "ball"))
    assert lowest == pytest.approx(0.0, abs=1e-9)
    mujoco.mj_step(model, data, 500)
    assert math.degrees(data.joint("left_knee_flexion").qpos[0]) == pytest.approx(60, abs=12)


@pytest.mark.parametrize("name", ["supine", "prone", "seated", "embryo", "on_left_side"])
def test_every_posture_touches_the_height_it_is_put_at(name: str) -> None:
    model = build(posture=name).spec.compile()
    data = mujoco.MjData(model)
    data.qpos[:] = put_posture(model, posture_by_name(name), lowest_m=0.5, yaw_rad=0.3)
    mujoco.mj_forward(model, data)
    assert 0.5 < data.body("pelvis").xpos[2] < 1.5


@pytest.mark.parametrize("name", ["landing", "supine", "prone", "embryo"])
def test_a_pitched_body_is_as_deep_as_it_is_when_it_is_put_so(name: str) -> None:
    model = build(posture=name).spec.compile()
    posed, pitches = put_posture(model, posture_by_name(name)), np.linspace(-6.2, 6.2, 41)
    put = [put_posture(model, replace(posture_by_name(name), pitch_rad=pitch))[2] for pitch in pitches]
    assert -lowest_when_pitched_m(model, posed, pitches) == pytest.approx(put, abs=1e-12)


def test_a_body_on_its_left_side_has_its_left_ribs_below() -> None:
    person = build(posture="on_left_side", sides=True)
    model = person.spec.compile()
    data = mujoco.MjData(model)
    data.qpos[:] = put_posture(model, person.posture)
    mujoco.mj_forward(model, data)
    for part in ("ribs", "shoulder", "knee"):
        assert data.geom(f"left_{part}").xpos[2] < data.geom(f"right_{part}").xpos[2] - 0.1


def test_unknown_words_name_the_known_ones() -> None:
    with pytest.raises(ModelError, match="standing"):
        posture_by_name("flying")
    with pytest.raises(ModelError, match="abdomen"):
        build().surface("nose")


def test_every_tissue_number_says_where_it_comes_from() -> None:
    tissue = TISSUE.read()
    for group in (vars(tissue.sternum), vars(tissue.abdomen), vars(tissue.neck), tissue.skin):
        for name, row in group.items():
            assert row.source, name
            assert row.tag in {"V-P", "V-A", "V-S", "R-h", "R-m", "R-l", "C", "J"}, name


@pytest.mark.parametrize("posture", ["supine", "prone"])
def test_a_flat_landing_is_carried_by_flesh_and_stays_above_ground(posture: str) -> None:
    """Half a metre onto a hard floor: no part sinks deep, and the pelvis load converges with the step."""
    peaks = []
    for timestep in (2e-4, 5e-5):
        person = build(posture=posture)
        model = on_floor(person, timestep=timestep)
        batch = Batch(model, 1, 1)
        batch.reset()
        batch.qpos[:] = put_posture(model, person.posture, lowest_m=0.001)
        batch.qvel[:, 2] = -math.sqrt(2 * GRAVITY_M_S2 * 0.5)
        record = batch.rollout(round(0.25 / timestep), record=["sensordata"])["sensordata"][0]
        columns = {model.sensor(i).name: model.sensor_adr[i] for i in range(model.nsensor)}
        assert batch.warning.sum() == 0
        assert record[:, columns["pelvis_position"] + 2].min() > 0.02
        assert record[:, columns["head_position"] + 2].min() > 0.05
        start = columns["pelvis_acceleration"]
        peaks.append(np.linalg.norm(record[:, start : start + 3], axis=1).max())
    assert peaks[0] == pytest.approx(peaks[1], rel=0.05)


def test_bellies_are_stiffer_to_faster_and_heavier_bars() -> None:
    """Cavanaugh 1986, row 24 (V-A): the sign only. Force at 40 mm of penetration rises with speed and with mass."""

    def force_at_40_mm(mass: float, speed: float) -> float:
        blow = thorax_pendulum(MAN, human_tissue(), probe_kg=mass, speed_m_s=speed, plate="abdomen", tone=0.0)
        loading = slice(0, int(blow.deflection_m.argmax()))
        return float(np.interp(0.04, blow.deflection_m[loading], blow.force_n[loading]))

    assert force_at_40_mm(32, 6.0) < force_at_40_mm(32, 10.0)
    assert force_at_40_mm(32, 6.0) < force_at_40_mm(64, 6.0)


def test_a_geom_reaches_down_as_far_as_the_lowest_of_many_points_of_it() -> None:
    """Every kind of solid against points strewn over it, turned any way."""
    spec = empty_world()
    ball = np.random.default_rng(0).standard_normal((20_000, 3))
    ball /= np.linalg.norm(ball, axis=1, keepdims=True)
    on = {
        mujoco.mjtGeom.mjGEOM_SPHERE: 0.2 * ball,
        mujoco.mjtGeom.mjGEOM_CAPSULE: 0.2 * ball + np.sign(ball[:, 2:]) * [0, 0, 0.5],
        mujoco.mjtGeom.mjGEOM_ELLIPSOID: ball * [0.2, 0.5, 0.3],
        mujoco.mjtGeom.mjGEOM_BOX: np.sign(ball) * [0.2, 0.5, 0.3],
    }
    for kind in on:
        spec.worldbody.add_geom(type=kind, size=[0.2, 0.5, 0.3], quat=[0.5, 0.7, -0.3, 0.4])
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    lowest = [-(on[kind] @ data.geom_xmat[geom].reshape(3, 3).T)[:, 2].min() for geom, kind in enumerate(on)]
    assert reach_down_m(model, data, np.arange(4)) == pytest.approx(lowest, abs=2e-3)
    assert [float(reach_down_m(model, data, geom)) for geom in range(4)] == pytest.approx(lowest, abs=2e-3)
