"""The figure over the performer: its size, its joints, its skin and its clothes."""

from importlib.resources import files

import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Flags, Floats, Integers
from stuntlab.people import Measures, Sex, human_tissue, measures, performer
from stuntlab.people.shape import BODIES, Figure, figure, outfit, paint_figure
from stuntlab.people.shape.build import of_the_right_volume
from stuntlab.people.shape.mesh import EYE, HAND, HEAD, SUIT, Mesh, mesh
from stuntlab.people.shape.outfit import outfits
from stuntlab.people.shape.paint import paint_places

SIZES: tuple[tuple[float, float, Sex], ...] = (
    (1.75, 77.0, "male"),
    (1.68, 55.0, "female"),
    (1.95, 120.0, "male"),
    (1.52, 47.0, "female"),
    (2.20, 160.0, "male"),
    (1.20, 36.0, "female"),
    (1.60, 100.0, "female"),
)
people = pytest.mark.parametrize(
    "body",
    [measures(stature_m=s, mass_kg=m, sex=x) for s, m, x in SIZES],
    ids=[f"{s} m {m} kg {x}" for s, m, x in SIZES],
)
WOMAN = measures(stature_m=1.68, mass_kg=55.0, sex="female")


@pytest.fixture(scope="module")
def source() -> Mesh:
    return mesh()


@pytest.fixture(scope="module")
def woman() -> Figure:
    return figure(WOMAN)


def vertices_showing(source: Mesh, shown: int) -> Integers:
    return np.unique(source.quads[source.shows == shown])


def at_rest(look: Figure) -> dict[str, tuple[Floats, Floats]]:
    return {body: (origin, np.eye(3)) for body, origin in zip(BODIES, look.origins, strict=True)}


# What the mesh is


def test_the_mesh_is_closed(source: Mesh) -> None:
    """Only a closed surface keeps its volume wherever it is carried."""
    vertices = source.grid[1, 1, 1]
    here = source.volume_m3(vertices)
    assert here == pytest.approx(source.volume_m3(vertices + np.array([3.0, -5.0, 7.0])), rel=1e-9)
    assert 0.060 < here < 0.080


def test_between_two_bodies_of_the_grid_lies_their_mean(source: Mesh) -> None:
    vertices, landmarks = source.body("male", weight=0.5, height=-0.5)
    corners = [(1, weight, height) for weight in (1, 2) for height in (0, 1)]
    np.testing.assert_allclose(vertices, np.mean([source.grid[corner] for corner in corners], axis=0), atol=1e-12)
    np.testing.assert_allclose(landmarks, np.mean([source.landmarks[corner] for corner in corners], axis=0), atol=1e-12)


def test_nobody_is_shipped_without_clothes(source: Mesh) -> None:
    """Bare skin is the head down to the collar and the hands from inside the cuffs; all else is the suit."""
    head, hand = (source.template[vertices_showing(source, shown)] for shown in (HEAD, HAND))
    assert head[:, 2].min() > 0.45
    assert np.abs(hand[:, 1]).min() > 0.35


def test_the_licence_travels_with_the_data() -> None:
    text = (files("stuntlab.people.shape") / "human.LICENSE.md").read_text(encoding="utf-8")
    assert text.startswith("# Creative Commons CC0 1.0 Universal")


# The body inside


@people
def test_a_body_is_as_tall_as_its_person_and_stands_on_the_ground(body: Measures, source: Mesh) -> None:
    heights = of_the_right_volume(source, body)[:, 2]
    assert heights.max() == pytest.approx(body.stature_m, abs=1e-3)
    assert heights.min() == pytest.approx(0.0, abs=1e-3)


@people
def test_a_body_weighs_what_its_person_weighs(body: Measures, source: Mesh) -> None:
    """At 1010 kg/m³, with air in the lungs (J)."""
    assert 1010 * source.volume_m3(of_the_right_volume(source, body)) == pytest.approx(body.mass_kg, rel=0.002)


def test_volume_is_what_rays_find_inside(source: Mesh) -> None:
    vertices = of_the_right_volume(source, WOMAN)
    assert source.volume_m3(vertices) == pytest.approx(volume_by_columns(vertices, source), rel=0.01)


def volume_by_columns(vertices: Floats, source: Mesh, spacing_m: float = 0.004) -> float:
    """Rays along x through a grid: what lies between entering and leaving, counted with sign."""
    quads = source.quads[source.shows != EYE]
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]], source.lids])
    total = 0.0
    for first, second, third in vertices[faces]:
        low = np.ceil(np.minimum.reduce([first, second, third])[1:] / spacing_m).astype(int)
        high = np.floor(np.maximum.reduce([first, second, third])[1:] / spacing_m).astype(int)
        edges = np.column_stack([(second - first)[1:], (third - first)[1:]])
        area = np.linalg.det(edges)
        if abs(area) < 1e-14 or (high < low).any():
            continue
        y, z = np.meshgrid(*(np.arange(a, b + 1) * spacing_m for a, b in zip(low, high, strict=True)), indexing="ij")
        u, v = np.linalg.inv(edges) @ np.stack([y.ravel() - first[1], z.ravel() - first[2]])
        inside = (u >= 0) & (v >= 0) & (u + v <= 1)
        x = first[0] + u * (second - first)[0] + v * (third - first)[0]
        total += np.sign(area) * x[inside].sum()
    return float(total * spacing_m**2)


@settings(deadline=None, max_examples=6)
@given(
    stature_m=st.floats(1.45, 2.05),
    leaner=st.floats(17.0, 24.0),
    more=st.floats(1.0, 12.0),
    sex=st.sampled_from(["male", "female"]),
)
def test_more_mass_makes_a_body_thicker_not_taller(stature_m: float, leaner: float, more: float, sex: Sex) -> None:
    lean, heavy = (
        of_the_right_volume(mesh(), measures(stature_m=stature_m, mass_kg=index * stature_m**2, sex=sex))
        for index in (leaner, leaner + more)
    )
    belt = np.abs(lean[:, 2] / stature_m - 0.6) < 0.02
    trunk = belt & (np.abs(lean[:, 1]) < 0.10 * stature_m)
    assert np.ptp(heavy[trunk, 0]) > np.ptp(lean[trunk, 0])
    assert np.ptp(heavy[:, 2]) == pytest.approx(np.ptp(lean[:, 2]), abs=2e-3)


@people
def test_joints_lie_where_the_performer_has_them(body: Measures) -> None:
    """Built twice: by the skeleton into a model, and by the figure from the measures alone."""
    model = performer(body, human_tissue()).spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    for name, origin in zip(BODIES, figure(body).origins, strict=True):
        np.testing.assert_allclose(origin, data.body(name).xpos, atol=1e-9, err_msg=name)


@people
def test_joints_lie_inside_the_body(body: Measures, source: Mesh) -> None:
    """The surface winds once round every joint; the shoulder's is at the acromion, a bone under the skin."""
    vertices = of_the_right_volume(source, body)
    for name, origin in zip(BODIES, figure(body).origins, strict=True):
        down = [0.0, 0.0, 0.04] if "upper_arm" in name else 0.0
        if name not in ("belly", "sternum"):
            assert winding_number(origin - down, vertices, source) > 0.9, name


def winding_number(point: Floats, vertices: Floats, source: Mesh) -> float:
    """Solid angle of the closed surface seen from a point over 4π: 1 inside, 0 outside.

    Source: van Oosterom & Strackee 1983, IEEE Trans. Biomed. Eng. 30:125.
    """
    quads = source.quads[source.shows != EYE]
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]], source.lids])
    a, b, c = np.moveaxis(vertices[faces] - point, 1, 0)
    la, lb, lc = (np.linalg.norm(side, axis=1) for side in (a, b, c))
    triple = np.einsum("ij,ij->i", a, np.cross(b, c))
    dots = [np.einsum("ij,ij->i", first, second) for first, second in ((a, b), (b, c), (a, c))]
    return float(2 * np.arctan2(triple, la * lb * lc + dots[0] * lc + dots[1] * la + dots[2] * lb).sum() / (4 * np.pi))


@people
def test_a_foot_that_meets_the_belly_meets_the_skin(body: Measures) -> None:
    """The drawn belly lies on the face of the plate, which is what a striker touches."""
    look = figure(body)
    plate = look.origins[BODIES.index("belly")]
    near = (np.hypot(look.vertices[:, 1], look.vertices[:, 2] - plate[2]) < 0.10) & (look.vertices[:, 0] > 0)
    assert look.vertices[near, 0].max() == pytest.approx(body.abdomen_depth_m / 2, abs=0.015)


@people
def test_a_body_is_the_same_on_both_sides(body: Measures) -> None:
    vertices = figure(body).vertices
    away, _ = cKDTree(vertices).query(vertices * [1, -1, 1])
    assert away.max() < 3e-3


def test_a_figure_faces_forward(woman: Figure, source: Mesh) -> None:
    head, eyes = (woman.vertices[vertices_showing(source, shown)] for shown in (HEAD, EYE))
    level = head[np.abs(head[:, 2] - eyes[:, 2].mean()) < 0.01, 0]
    assert eyes[:, 0].mean() > level.min() + 0.7 * np.ptp(level)
    feet = woman.vertices[woman.vertices[:, 2] < 0.04]
    assert feet[:, 0].max() == pytest.approx(0.75 * WOMAN.foot_length_m, abs=0.02)
    assert -feet[:, 0].min() == pytest.approx(0.25 * WOMAN.foot_length_m, abs=0.02)


# The skin


@people
def test_every_vertex_hangs_wholly_on_its_bodies(body: Measures) -> None:
    weights = figure(body).weights
    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(axis=1), 1.0, atol=1e-9)
    assert (weights.max(axis=0) > 0.7).all(), "a body that moves no skin"


def test_bodies_at_rest_leave_the_skin_at_rest(woman: Figure) -> None:
    np.testing.assert_allclose(woman.pose_skin(at_rest(woman)), woman.vertices, atol=1e-12)


@settings(deadline=None, max_examples=15)
@given(
    turn=st.tuples(*[st.floats(-3, 3)] * 3),
    shift=st.tuples(*[st.floats(-20, 20)] * 3),
)
def test_a_body_that_is_carried_keeps_its_shape(
    woman: Figure, turn: tuple[float, ...], shift: tuple[float, ...]
) -> None:
    matrix = Rotation.from_rotvec(turn).as_matrix()
    carried = {name: (matrix @ origin + shift, matrix) for name, (origin, _) in at_rest(woman).items()}
    np.testing.assert_allclose(woman.pose_skin(carried), woman.vertices @ matrix.T + shift, atol=1e-9)


def test_a_bent_elbow_moves_the_forearm_and_nothing_far_from_it(woman: Figure) -> None:
    bodies = at_rest(woman)
    elbow, _ = bodies["left_forearm"]
    bodies["left_forearm"] = (elbow, Rotation.from_euler("y", -90, degrees=True).as_matrix())
    moved = np.linalg.norm(woman.pose_skin(bodies) - woman.vertices, axis=1)
    forearm = woman.weights[:, BODIES.index("left_forearm")]
    assert moved[forearm == 0].max() < 1e-12
    reach = np.linalg.norm((woman.vertices - elbow)[:, [0, 2]], axis=1)
    whole = forearm > 0.999
    np.testing.assert_allclose(moved[whole], np.sqrt(2) * reach[whole], rtol=1e-2, atol=1e-3)


def test_a_belly_pressed_in_is_seen(woman: Figure) -> None:
    bodies = at_rest(woman)
    plate, turn = bodies["belly"]
    bodies["belly"] = (plate - [0.06, 0, 0], turn)
    moved = (woman.vertices - woman.pose_skin(bodies))[:, 0]
    assert moved.max() == pytest.approx(0.06, rel=0.15)
    assert moved[woman.vertices[:, 0] < 0].max() < 1e-12, "the back does not move"


# Clothes


@people
def test_clothes_lie_over_the_body(body: Measures, source: Mesh) -> None:
    """Cloth, soles and hair add at most 4 cm, and nothing is under the ground."""
    bare, dressed = of_the_right_volume(source, body), figure(body).vertices
    assert source.volume_m3(dressed) > source.volume_m3(bare)
    away = np.linalg.norm(dressed - bare, axis=1)
    assert away.max() < 0.04
    assert dressed[:, 2].min() >= 0
    unclothed = np.setdiff1d(vertices_showing(source, HAND), vertices_showing(source, SUIT))
    assert away[unclothed].max() == 0


@pytest.mark.parametrize("worn", outfits(), ids=lambda worn: worn.name)
def test_colours_are_where_the_clothes_are(worn: object, source: Mesh) -> None:
    chosen = next(one for one in outfits() if one is worn)
    picture, places = paint_figure(chosen), paint_places(source).mean(axis=1)
    middle = source.template[source.quads].mean(axis=1)
    crown = (source.shows == HEAD) & (middle[:, 2] > 0.82)
    chest = (source.shows == SUIT) & (np.abs(middle[:, 2] - 0.35) < 0.05) & (np.abs(middle[:, 1] - 0.08) < 0.04)
    thigh = (source.shows == SUIT) & (np.abs(middle[:, 2] + 0.2) < 0.05)
    instep = (source.shows == SUIT) & (np.abs(middle[:, 2] + 0.75) < 0.02)
    for where, colour in (
        (thigh, chosen.trousers),
        (instep, chosen.shoes),
        (crown, chosen.hair),
        (source.shows == HAND, chosen.skin),
    ):
        assert_painted(picture, places[where], colour, where)
    column, row = (places[chest] * [picture.shape[1], picture.shape[0]]).astype(int).T
    off = [np.abs(picture[row, column] / 255 - colour).max(axis=1) for colour in (chosen.jacket, chosen.second)]
    assert np.min(off, axis=0).max() < 0.01


def assert_painted(picture: Integers, places: Floats, colour: tuple[float, ...], where: Flags) -> None:
    assert where.sum() > 10
    column, row = (places * [picture.shape[1], picture.shape[0]]).astype(int).T
    np.testing.assert_allclose(picture[row, column] / 255, np.broadcast_to(colour, (len(row), 3)), atol=0.01)


def test_people_in_one_picture_wear_different_clothes() -> None:
    count = len(outfits())
    assert len({outfit(number).jacket for number in range(count)}) == count
    assert outfit(count) == outfit(0)
