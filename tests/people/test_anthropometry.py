"""Bodies from stature, mass and sex: sums, scaling, the refusals, and two independent body models."""

from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
import pytest
import yeadon
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stuntlab.errors import UserError
from stuntlab.people import Measures, Sex, dummy_tissue, human_tissue, measures, performer
from stuntlab.people.anthropometry import PAIRED, UNPAIRED
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m, hybrid_iii_95m
from stuntlab.people.solids import MassSolid, join_solids, solid

SEXES = st.sampled_from(["male", "female"])
STATURES = st.floats(1.20, 2.20)
INDICES = st.floats(15.01, 39.99)


@given(sex=SEXES, stature=STATURES, index=INDICES)
@settings(deadline=None, max_examples=100)
def test_every_body_in_range_adds_up(sex: Sex, stature: float, index: float) -> None:
    mass = index * stature**2
    assume(35 <= mass <= 160)
    body = measures(stature_m=stature, mass_kg=mass, sex=sex)
    assert body.total_segment_mass_kg == pytest.approx(mass, rel=1e-12)
    assert all(segment.mass_kg > 0 for segment in body.segments.values())
    crown = body.hip_height_m + body.trunk_m + body.neck_m + body.head_centre_above_condyles_m
    assert crown + body.segments["head"].com_m == pytest.approx(stature, rel=1e-12)
    assert 0.03 * stature < body.neck_m < 0.10 * stature
    for segment in body.segments.values():
        x, y, z = segment.inertia_kgm2
        assert x + y > z
        assert y + z > x
        assert z + x > y


@given(sex=SEXES, stature=st.floats(1.5, 1.7), mass=st.floats(60, 80), ratio=st.floats(1.01, 1.1))
@settings(deadline=None, max_examples=50)
def test_inertia_scales_with_mass_and_with_length_squared(sex: Sex, stature: float, mass: float, ratio: float) -> None:
    body = measures(stature_m=stature, mass_kg=mass, sex=sex)
    heavier = measures(stature_m=stature, mass_kg=mass * ratio, sex=sex)
    taller = measures(stature_m=stature * ratio, mass_kg=mass, sex=sex)
    for name in ("thigh", "upper_trunk", "forearm"):
        base = np.array(body.segments[name].inertia_kgm2)
        np.testing.assert_allclose(heavier.segments[name].inertia_kgm2, base * ratio)
        np.testing.assert_allclose(taller.segments[name].inertia_kgm2, base * ratio**2)
    assert heavier.chest_depth_m > body.chest_depth_m > taller.chest_depth_m


def test_reference_subjects_come_back_unscaled() -> None:
    """de Leva's mean man: thigh 0.1416 of 73 kg, 0.4222 m; his trunk is 43.46 % of the body (paper's own total)."""
    man = measures(stature_m=1.741, mass_kg=73.0, sex="male")
    assert man.segments["thigh"].mass_kg == pytest.approx(0.1416 * 73, rel=1e-3)
    assert man.segments["thigh"].length_m == pytest.approx(0.4222)
    trunk = sum(man.segments[f"{part}_trunk"].mass_kg for part in ("upper", "middle", "lower"))
    assert trunk == pytest.approx(0.4346 * 73, rel=1e-3)
    assert man.trunk_m == pytest.approx(0.5319)


@pytest.mark.parametrize(
    ("name", "share"),
    [
        # Plagenhoef 1983, % of body mass, male (V-S): an independent cadaver-based table
        (("head", "neck"), 0.0896),
        (("upper_trunk", "middle_trunk", "lower_trunk"), 0.4684),
        (("upper_arm",), 0.0325),
        (("forearm", "hand"), 0.0252),
        (("shank", "foot"), 0.0618),
    ],
)
def test_segment_masses_beside_plagenhoef(name: tuple[str, ...], share: float) -> None:
    """Two tables that do not agree closely: within a quarter. (Thighs differ most: 14.2 % against 10.5 %.)"""
    man = measures(stature_m=1.75, mass_kg=75.0, sex="male")
    assert sum(man.segments[part].mass_kg for part in name) / 75.0 == pytest.approx(share, rel=0.25)


def whole_body(body: Measures) -> MassSolid:
    """Composite inertia of the compiled model, standing, arms hanging."""
    model = performer(body, human_tissue()).spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    turns = data.ximat.reshape(-1, 3, 3)
    return join_solids(
        *(
            MassSolid(model.body_mass[i], data.xipos[i].copy(), turns[i] @ np.diag(model.body_inertia[i]) @ turns[i].T)
            for i in range(1, model.nbody)
        )
    )


def test_against_an_independent_geometric_body_model() -> None:
    """yeadon's 1.68 m subject (densities of Dempster), 95 tape measures; its toes point, so it is a little longer."""
    subject = yeadon.Human(str(Path(__file__).parent / "data" / "yeadon_male1.yaml"))
    ours = measures(stature_m=1.675, mass_kg=subject.mass, sex="male")
    segments = {segment.label[:2]: segment.mass for segment in subject.segments}
    leg = sum(ours.segments[part].mass_kg for part in ("thigh", "shank", "foot"))
    arm = sum(ours.segments[part].mass_kg for part in ("upper_arm", "forearm", "hand"))
    assert leg == pytest.approx(segments["J1"] + segments["J2"], rel=0.15)
    assert ours.segments["thigh"].mass_kg == pytest.approx(segments["J1"], rel=0.10)
    assert arm == pytest.approx(segments["A1"] + segments["A2"], rel=0.10)
    body = whole_body(ours)
    lateral, forward, along = np.diag(subject.inertia)  # its x is sideways, its y forward
    assert body.inertia_kgm2[1, 1] == pytest.approx(lateral, rel=0.15)
    assert body.inertia_kgm2[0, 0] == pytest.approx(forward, rel=0.15)
    assert body.inertia_kgm2[2, 2] == pytest.approx(along, rel=0.40)
    above_hips = body.centre_m[2] - ours.hip_height_m
    assert above_hips == pytest.approx(subject.center_of_mass[2, 0], abs=0.06)


def limb(body: Measures, *parts: str) -> MassSolid:
    """Parts of a limb in a straight line, the first one's upper end at the origin."""
    start, hung = 0.0, []
    for part in parts:
        segment = body.segments[part]
        hung.append(solid(segment.mass_kg, (0, 0, start - segment.com_m), segment.inertia_kgm2))
        start -= segment.length_m
    return join_solids(*hung)


@pytest.mark.parametrize(
    ("label", "parts", "across", "along"),
    [
        ("J1", ("thigh",), 0.10, 0.15),
        ("A1", ("upper_arm",), 0.20, 2.0),  # about its own length a statistical arm is 2.6 times a geometric one
        ("A2", ("forearm", "hand"), 0.25, 1.0),
    ],
)
def test_limb_inertias_beside_the_geometric_body_model(
    label: str, parts: tuple[str, ...], across: float, along: float
) -> None:
    """Segment by segment about their own centres: what bends a limb within a tenth to a quarter.

    About a limb's own length (of which no load depends) regressions and solids of revolution differ by far more.
    """
    subject = yeadon.Human(str(Path(__file__).parent / "data" / "yeadon_male1.yaml"))
    theirs = next(segment for segment in subject.segments if segment.label.startswith(label))
    ours = limb(measures(stature_m=1.675, mass_kg=subject.mass, sex="male"), *parts)
    inertia = np.diag(theirs.rel_inertia)
    assert ours.inertia_kgm2[0, 0] == pytest.approx(inertia[0], rel=across)
    assert ours.inertia_kgm2[1, 1] == pytest.approx(inertia[1], rel=across)
    assert ours.inertia_kgm2[2, 2] == pytest.approx(inertia[2], rel=along)
    assert -ours.centre_m[2] == pytest.approx(-theirs.rel_center_of_mass[2, 0], rel=0.25)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"stature_m": 1.10}, "stature"),
        ({"stature_m": 2.30}, "stature"),
        ({"mass_kg": 300.0}, "mass"),
        ({"mass_kg": 30.0}, "mass"),
        ({"mass_kg": 130.0}, "body mass index"),
        ({"mass_kg": float("nan")}, "mass"),
        ({"sex": "other"}, "sex"),
        ({"age_years": 12.0}, "age"),
    ],
)
def test_outside_the_tables_is_refused_in_one_sentence(given: dict[str, object], word: str) -> None:
    usual: dict[str, object] = {"stature_m": 1.70, "mass_kg": 70.0, "sex": "female", "age_years": None}
    with pytest.raises(UserError, match=word) as refusal:
        measures(**{**usual, **given})
    assert "\n" not in str(refusal.value)


def test_the_dummies_weigh_what_their_sources_say() -> None:
    """NHTSA pages, V-S: 5F 48.99 kg; 50M by its CFR nominal 77.7 ± 1.2 kg (R-m); 95M 223 lb (R-m)."""
    assert hybrid_iii_5f().mass_kg == pytest.approx(48.99, rel=0.01)
    assert hybrid_iii_50m().mass_kg == pytest.approx(77.7, abs=1.2)
    assert hybrid_iii_95m().mass_kg == pytest.approx(223 * 0.45359, rel=0.001)
    for dummy in (hybrid_iii_5f(), hybrid_iii_50m(), hybrid_iii_95m()):
        assert dummy.total_segment_mass_kg == pytest.approx(dummy.mass_kg, rel=1e-12)
        assert set(dummy.segments) == {*PAIRED, *UNPAIRED}


@pytest.mark.parametrize(
    ("dummy", "long_mm", "broad_mm", "shoulders_mm"),
    [
        pytest.param(hybrid_iii_50m, 203, 155, (422, 437), id="50M, SAE J1460-type table, R-m"),
        pytest.param(hybrid_iii_5f, 183, 142, (351, 366), id="5F, NHTSA page, V-S; shoulders 572.137, R-l"),
    ],
)
def test_dummies_are_built_with_their_own_heads_and_shoulders(
    dummy: Callable[[], Measures], long_mm: float, broad_mm: float, shoulders_mm: tuple[float, float]
) -> None:
    """Outer sizes of the compiled geoms. Scaled by stature, the small dummy's head was 9 mm too narrow."""
    model = performer(dummy(), dummy_tissue()).spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    temple, arm = model.geom("left_temple"), model.geom("left_upper_arm")
    across_m = 2 * (temple.pos[1] + temple.size[1])
    arms_m = 2 * (data.body("left_upper_arm").xpos[1] + arm.size[0])
    assert 2000 * model.geom("head").size[0] == pytest.approx(long_mm)
    assert 1000 * across_m == pytest.approx(broad_mm)
    assert shoulders_mm[0] <= 1000 * arms_m <= shoulders_mm[1]


def test_two_halves_joined_are_the_whole() -> None:
    """A 2 m rod as two 1 m rods: m·L²/12."""
    half = 3.0 * 1.0**2 / 12
    rod = join_solids(solid(3.0, (0, 0, 0.5), (half, half, 0)), solid(3.0, (0, 0, -0.5), (half, half, 0)))
    assert rod.inertia_kgm2[0, 0] == pytest.approx(6.0 * 2.0**2 / 12)
    assert rod.mass_kg == 6.0
    np.testing.assert_allclose(rod.centre_m, 0)
