"""Scenes for other programs: read back by other means, they hold the same people, lenses and ground."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pxr import Usd, UsdGeom, UsdSkel, UsdValidation
from scipy.spatial.transform import Rotation

from stuntlab.cli.main import main
from stuntlab.export.glb import glb
from stuntlab.export.previs import Previs, in_one_hemisphere, quaternion
from stuntlab.export.usd import write_usd

EXAMPLES = Path(__file__).parents[2] / "examples"
COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
NUMBERS = {5126: "<f4", 5125: "<u4", 5123: "<u2"}
Z_TO_Y = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]])


class Glb:
    """A reader of its own, written from the specification."""

    def __init__(self, data: bytes) -> None:
        magic, version, length = struct.unpack_from("<4sII", data)
        assert (magic, version, length) == (b"glTF", 2, len(data))
        size, kind = struct.unpack_from("<I4s", data, 12)
        assert kind == b"JSON"
        self.tree: dict[str, Any] = json.loads(data[20 : 20 + size])
        assert data[24 + size : 28 + size] == b"BIN\0"
        self.body = data[28 + size :]

    def array(self, index: int) -> np.ndarray:
        row = self.tree["accessors"][index]
        view = self.tree["bufferViews"][row["bufferView"]]
        assert view["byteOffset"] % 4 == 0
        wide = COMPONENTS[row["type"]]
        numbers = np.frombuffer(self.body, NUMBERS[row["componentType"]], row["count"] * wide, view["byteOffset"])
        return numbers.reshape(row["count"], wide)

    def posed(self, person: str, frame: int) -> np.ndarray:
        """The skin of a person at a frame, y up, by the rule of the specification."""
        node = next(node for node in self.tree["nodes"] if node["name"] == person)
        skin = self.tree["skins"][node["skin"]]
        row = self.tree["meshes"][node["mesh"]]["primitives"][0]["attributes"]
        bind = self.array(skin["inverseBindMatrices"]).reshape(-1, 4, 4).transpose(0, 2, 1)
        root = Rotation.from_quat(self.tree["nodes"][0]["rotation"]).as_matrix()
        animation = self.tree["animations"][0]
        keys = {
            (channel["target"]["node"], channel["target"]["path"]): animation["samplers"][channel["sampler"]]["output"]
            for channel in animation["channels"]
        }
        joints = []
        for number, joint in enumerate(skin["joints"]):
            matrix = np.eye(4)
            matrix[:3, :3] = root @ Rotation.from_quat(self.array(keys[joint, "rotation"])[frame]).as_matrix()
            matrix[:3, 3] = root @ self.array(keys[joint, "translation"])[frame]
            joints.append(matrix @ bind[number])
        points = np.column_stack([self.array(row["POSITION"]), np.ones(len(self.array(row["POSITION"])))])
        weights, indices = self.array(row["WEIGHTS_0"]), self.array(row["JOINTS_0"])
        blended = np.einsum("vk,vkij->vij", weights, np.array(joints)[indices])
        return np.einsum("vij,vj->vi", blended, points)[:, :3]


@pytest.fixture(scope="module")
def read(previs: Previs) -> Glb:
    return Glb(glb(previs))


def skinned(previs: Previs, number: int, frame: int) -> np.ndarray:
    """The skin by the plain formula, z up, with all weights."""
    person = previs.people[number]
    turns = Rotation.from_quat(np.roll(person.turns[frame], -1, axis=-1)).as_matrix()
    moved = [
        weight[:, None] * ((person.vertices - origin) @ turn.T + place)
        for weight, origin, turn, place in zip(
            person.weights.T, person.origins, turns, person.places[frame], strict=True
        )
    ]
    return np.sum(moved, axis=0)


@pytest.mark.parametrize("frame", [0, 12, -1])
def test_glb_people_stand_as_the_performers_do(previs: Previs, read: Glb, frame: int) -> None:
    for number, person in enumerate(previs.people):
        ours, theirs = skinned(previs, number, frame) @ Z_TO_Y.T, read.posed(person.name, frame)
        assert theirs.min(axis=0) == pytest.approx(ours.min(axis=0), abs=5e-3)
        assert theirs.max(axis=0) == pytest.approx(ours.max(axis=0), abs=5e-3)


def test_people_stand_on_the_ground_of_the_set_where_the_plan_says(previs: Previs) -> None:
    giver, receiver = (skinned(previs, number, 0) for number in (0, 1))
    for skin in (giver, receiver):
        assert skin[:, 2].min() == pytest.approx(0.0, abs=0.03)
        assert 1.5 < skin[:, 2].max() < 1.8
    assert receiver.mean(axis=0)[:2] == pytest.approx([3, 2], abs=0.2)
    assert giver.mean(axis=0)[0] == pytest.approx(3, abs=0.2)
    assert giver.mean(axis=0)[1] > 2.8  # in front of her, along y


def test_glb_cameras_have_their_lens(read: Glb) -> None:
    (a, _) = read.tree["cameras"]
    assert a["extras"] == pytest.approx(
        {"focal_length_mm": 85.0, "horizontal_aperture_mm": 24.89, "vertical_aperture_mm": 14.0}, abs=0.01
    )
    assert a["perspective"]["yfov"] == pytest.approx(2 * math.atan(24.89 * 9 / 16 / 170), rel=1e-6)


def test_glb_names_zones_and_floor(read: Glb, previs: Previs) -> None:
    names = {node["name"] for node in read.tree["nodes"]}
    assert {ground.name for ground in previs.grounds} <= names
    assert sum(name.startswith("zone: ") for name in names) == 2


def test_times_start_at_nothing_and_grow(read: Glb) -> None:
    times = read.array(read.tree["animations"][0]["samplers"][0]["input"])[:, 0]
    assert times[0] == 0
    assert np.all(np.diff(times) > 0)


def test_usd_has_no_complaints_and_the_same_lens_and_skin(previs: Previs, tmp_path: Path) -> None:
    for ending in ("usdc", "usdz"):
        write_usd(previs, tmp_path / f"kick.{ending}", frame_rate_hz=24)
        stage = Usd.Stage.Open(str(tmp_path / f"kick.{ending}"))
        checks = UsdValidation.ValidationContext(UsdValidation.ValidationRegistry().GetOrLoadAllValidators())
        assert [error.GetMessage() for error in checks.Validate(stage)] == []
    assert (UsdGeom.GetStageUpAxis(stage), UsdGeom.GetStageMetersPerUnit(stage)) == ("Z", 1.0)
    camera = UsdGeom.Camera(stage.GetPrimAtPath("/Set/camera_A")).GetCamera(0.0)
    assert camera.GetFieldOfView(camera.FOVHorizontal) == pytest.approx(math.degrees(2 * math.atan(24.89 / 170)))
    frame = 12
    query = UsdSkel.Cache()
    root = UsdSkel.Root(stage.GetPrimAtPath("/Set/villain"))
    query.Populate(root, Usd.PrimDefaultPredicate)
    skeleton = query.GetSkelQuery(UsdSkel.Skeleton(stage.GetPrimAtPath("/Set/villain/Skeleton")))
    places = skeleton.ComputeSkinningTransforms(float(frame))
    mesh = query.GetSkinningQuery(stage.GetPrimAtPath("/Set/villain/Skin"))
    points = UsdGeom.Mesh(stage.GetPrimAtPath("/Set/villain/Skin")).GetPointsAttr().Get()
    assert mesh.ComputeSkinnedPoints(places, points, float(frame))
    assert np.abs(np.array(points) - skinned(previs, 1, frame)).max() < 0.02  # four weights of a vertex are kept


@given(turn=st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: np.linalg.norm(q) > 0.1))
@settings(deadline=None, max_examples=60)
def test_a_quaternion_is_the_rotation(turn: tuple[float, ...]) -> None:
    matrix = Rotation.from_quat(turn).as_matrix()
    assert Rotation.from_quat(quaternion(matrix)).as_matrix() == pytest.approx(matrix, abs=1e-9)


def test_turns_never_jump_to_the_other_hemisphere() -> None:
    turns = np.array([[1.0, 0, 0, 0], [-0.99, -0.1, 0, 0], [0.95, 0.3, 0, 0]])
    steps = np.sum(np.diff(in_one_hemisphere(turns), axis=0) ** 2, axis=-1)
    assert steps.max() < 0.1


@pytest.mark.parametrize(
    ("target", "words"), [("kick.obj", "ends in no scene"), ("nowhere/kick.glb", "there is no folder")]
)
def test_what_cannot_be_written_is_one_sentence(
    target: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(EXAMPLES / "stomach_kick.yaml"), "-o", str(tmp_path / target)]) == 2
    assert words in capsys.readouterr().err


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(EXAMPLES / "stomach_kick.yaml"), "-o", str(tmp_path / "kick.glb")]) == 0
    assert "kB" in capsys.readouterr().out
    Glb((tmp_path / "kick.glb").read_bytes())
