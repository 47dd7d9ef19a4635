"""Scenes for other programs: read back by other means, they hold the same people, lenses and ground."""

from __future__ import annotations

import json
import math
import struct
import zipfile
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st
from pxr import Usd, UsdGeom, UsdShade, UsdSkel, UsdValidation
from scipy.spatial.transform import Rotation

from plain_skin import plain_skin
from stuntlab.cli.main import main
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import UserError
from stuntlab.export.glb import _each_once, glb
from stuntlab.export.previs import Previs, in_one_hemisphere
from stuntlab.export.usd import usd
from stuntlab.gags import gags_of, kinds
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.gags.roles import CatchesFaller, HangsOnLines, LeavesAnEdge, SeenStrike
from stuntlab.plan import parse_plan, template
from stuntlab.previs.fall_export import fall_previs
from stuntlab.previs.planned_take import planned_take

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
    return plain_skin(previs.people[number], frame)


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


def test_glb_has_everything_the_plan_names(read: Glb, previs: Previs) -> None:
    names = [node["name"] for node in read.tree["nodes"]]
    assert {ground.name for ground in previs.grounds} <= set(names)
    assert sum(name.startswith("zone: ") for name in names) == 2
    assert {"floor", "wall", "lead", "villain", "villain: pad", "camera A", "camera B"} <= set(names)
    assert names.count("crowd") == 2
    (mesh,) = {node["mesh"] for node in read.tree["nodes"] if node["name"] == "crowd"}
    assert read.tree["meshes"][mesh]["name"] == "crowd"  # one mesh, two places


def test_the_knap_is_where_and_when_the_foot_stops(read: Glb, previs: Previs) -> None:
    """The plan's foot stops 30 cm short of the point struck at the knap and was well away before."""
    times = {beat["name"]: beat["time_s"] for beat in read.tree["scenes"][0]["extras"]["beats"]}
    knap = next(node for node in read.tree["nodes"] if node["name"] == "beat: knap")
    assert knap["extras"]["time_s"] == times["knap"]
    near = [
        np.linalg.norm(skinned(previs, 0, frame) - knap["translation"], axis=1).min()
        for frame in range(len(previs.times_s))
    ]
    stopped = int(np.searchsorted(previs.times_s, times["knap"]))
    assert near[stopped] == pytest.approx(0.30, abs=0.05)
    assert near[stopped - 3] > near[stopped] + 0.1  # an eighth of a second before, at 5 m/s
    assert times["wind-up"] < times["knap"] < times["reaction"]


def test_a_worn_pad_moves_with_who_wears_it(read: Glb) -> None:
    """At every frame it lies on the front of her, no further off than it is thick."""
    for frame in (0, 20, -1):
        pad, body = read.posed("villain: pad", frame), read.posed("villain", frame)
        nearest = [np.linalg.norm(body - point, axis=1).min() for point in pad[::7]]
        assert max(nearest) < 0.03 + 0.01


def test_paint_repeats_at_its_own_scale(previs: Previs) -> None:
    (floor,) = (solid for solid in previs.solids if solid.name == "floor")
    (part,) = floor.parts
    metres = np.ptp(part.vertices[:, :2], axis=0)
    assert np.ptp(part.paint.reshape(-1, 2), axis=0) == pytest.approx(metres / (1.6, 1.44))


def falls(read: Glb, name: str) -> np.ndarray:
    node = next(index for index, node in enumerate(read.tree["nodes"]) if node["name"] == name)
    animation = read.tree["animations"][0]
    (sampler,) = (
        channel["sampler"]
        for channel in animation["channels"]
        if channel["target"] == {"node": node, "path": "translation"}
    )
    return read.array(animation["samplers"][sampler]["output"])


def test_a_fall_is_a_fall_from_the_edge_to_the_catcher(fall: Previs) -> None:
    """Free fall of the pelvis between the two beats, from over the outrigger to where the plan's push carries it."""
    read = Glb(glb(fall))
    pelvis, times = falls(read, "faller pelvis"), fall.times_s
    take_off, landing = (beat.time_s for beat in fall.beats)
    assert pelvis[0] == pytest.approx([3.0, 0.0, 12 + 0.9], abs=0.1)
    air = (times > take_off) & (times < landing - 0.04)
    assert np.polyfit(times[air], pelvis[air, 2], 2)[0] * 2 == pytest.approx(-GRAVITY_M_S2, rel=0.12)  # with drag
    assert np.polyfit(times[air], pelvis[air, 0], 1)[0] == pytest.approx(1.2, rel=0.08)
    lands = int(np.searchsorted(times, landing))
    assert 2.7 < pelvis[lands - 1, 2] < 3.6
    assert pelvis[:, 2].min() > 0.3  # the bag holds it off the ground
    assert "landing simulated" in read.tree["scenes"][0]["extras"]["take"]


def test_the_catcher_gives_way_under_the_body_and_nowhere_before(fall: Previs) -> None:
    (bag,) = (solid for solid in fall.solids if solid.name == "bag")
    assert bag.dent is not None
    landing = fall.beats[1].time_s
    assert bag.dent.share[fall.times_s < landing - 0.05].max() == 0
    assert bag.dent.share.max() == 1
    deepest = int(bag.dent.share.argmax())
    body = skinned(fall, 0, deepest)
    for point in body[body[:, 2] < 2.5][::97]:  # the cover lies under everything that is in the bag
        near = np.linalg.norm(bag.dent.vertices[:, :2] - point[:2], axis=1) < 0.25
        assert bag.dent.vertices[near, 2].min() < point[2] + 0.02


def test_a_landing_that_cannot_be_simulated_is_left_out_and_said() -> None:
    text = (EXAMPLES / "roof_back_fall.yaml").read_text(encoding="utf-8")
    plan = parse_plan(text.replace("rated_height: 15 m", "rated_mass: 120 kg"))
    (gag,) = gags_of(plan)
    assert isinstance(gag, HighFall)
    take = planned_take(gag)
    motion = take.motion
    assert "not simulated" in take.note
    assert motion.time_s[-1] == motion.meets_s
    assert motion.middle_m(FALLER)[-1, 2] == pytest.approx(2.7 + 0.1, abs=0.1)


def test_times_start_at_nothing_and_grow(read: Glb) -> None:
    times = read.array(read.tree["animations"][0]["samplers"][0]["input"])[:, 0]
    assert times[0] == 0
    assert np.all(np.diff(times) > 0)


def opened(previs: Previs, ending: str, folder: Path) -> Any:
    (folder / f"scene{ending}").write_bytes(usd(previs, ending, frame_rate_hz=24))
    stage = Usd.Stage.Open(str(folder / f"scene{ending}"))
    checks = UsdValidation.ValidationContext(UsdValidation.ValidationRegistry().GetOrLoadAllValidators())
    assert [error.GetMessage() for error in checks.Validate(stage)] == []
    assert (UsdGeom.GetStageUpAxis(stage), UsdGeom.GetStageMetersPerUnit(stage)) == (
        "Y" if ending == ".usdz" else "Z",
        1.0,
    )
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (0.0, len(previs.times_s) - 1.0)
    keys = {key for prim in stage.Traverse() for one in prim.GetAttributes() for key in one.GetTimeSamples()}
    assert keys == set(map(float, range(len(previs.times_s))))
    return stage


@pytest.mark.parametrize("ending", [".usdc", ".usdz"])
def test_usd_has_no_complaints_and_the_same_lens_and_skin(previs: Previs, ending: str, tmp_path: Path) -> None:
    stage = opened(previs, ending, tmp_path)
    camera = UsdGeom.Camera(stage.GetPrimAtPath("/Set/camera_A")).GetCamera(0.0)
    assert camera.GetFieldOfView(camera.FOVHorizontal) == pytest.approx(math.degrees(2 * math.atan(24.89 / 170)))
    assert (camera.focalLength, camera.horizontalAperture) == pytest.approx((0.85, 0.2489))  # tenths of a metre
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


def test_usd_says_when_and_has_the_set_and_the_pad(previs: Previs, tmp_path: Path) -> None:
    stage = opened(previs, ".usdz", tmp_path)
    knap = stage.GetPrimAtPath("/Set/beat_knap")
    (beat,) = (beat for beat in previs.beats if beat.name == "knap")
    assert knap.GetAttribute("stuntlab:timeSeconds").Get() == pytest.approx(beat.time_s)
    assert knap.GetAttribute("stuntlab:timeCode").Get() == pytest.approx(24 * beat.time_s)
    assert stage.GetPrimAtPath("/Set/villain/villain_pad")
    crowd = UsdGeom.Xformable(stage.GetPrimAtPath("/Set/crowd_2"))
    assert crowd.ComputeLocalToWorldTransform(0).ExtractTranslation() == pytest.approx((6.0, 0.0, -3.0))
    box = UsdGeom.BBoxCache(0, ["default"]).ComputeWorldBound(stage.GetPrimAtPath("/Set/wall")).ComputeAlignedRange()
    assert (box.GetMin()[1], box.GetMax()[1]) == pytest.approx((0.0, 3.2), abs=1e-6)
    assert {
        shader.GetPath().name
        for shader in stage.Traverse()
        if "UVTexture" in str(UsdShade.Shader(shader).GetShaderId())
    }


KNOWN_TO_ARKIT = {
    *("", "Scope", "Xform", "Camera", "Shader", "Material", "NodeGraph", "Mesh", "GeomSubset", "BlendShape"),
    *("Skeleton", "SkelRoot", "SkelAnimation", "Sphere", "Cube", "Cylinder", "Cone", "Capsule"),
}
"""Kinds of prims, by ARKitPrimTypeChecker of usdchecker before OpenUSD 26 (V-S)."""


@pytest.mark.parametrize("scene", ["previs", "fall"])
def test_a_package_keeps_the_rules_of_arkit(scene: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    stage = opened(request.getfixturevalue(scene), ".usdz", tmp_path)
    assert {str(prim.GetTypeName()) for prim in stage.Traverse()} <= KNOWN_TO_ARKIT
    assert stage.GetDefaultPrim()
    with zipfile.ZipFile(tmp_path / "scene.usdz") as package, (tmp_path / "scene.usdz").open("rb") as raw:
        files = package.infolist()
        assert files[0].filename.endswith(".usdc")
        for file in files:
            assert file.compress_type == zipfile.ZIP_STORED
            assert Path(file.filename).suffix in (".usdc", ".png", ".jpg")
            raw.seek(file.header_offset + 26)
            name, extra = struct.unpack("<HH", raw.read(4))
            assert (file.header_offset + 30 + name + extra) % 64 == 0


@pytest.mark.parametrize("ending", [".usdc", ".usdz"])
def test_head_is_up_in_either_axes(previs: Previs, ending: str, tmp_path: Path) -> None:
    stage = opened(previs, ending, tmp_path)
    box = UsdGeom.BBoxCache(0, ["default"]).ComputeWorldBound(stage.GetPrimAtPath("/Set/villain")).ComputeAlignedRange()
    up = 1 if ending == ".usdz" else 2
    low, high = box.GetMin()[up], box.GetMax()[up]
    assert -0.5 < low < 0.1
    assert 1.6 < high < 2.5


def test_trimesh_reads_every_mesh_upright(previs: Previs, tmp_path: Path) -> None:
    (tmp_path / "scene.glb").write_bytes(glb(previs))
    scene = trimesh.load_scene(tmp_path / "scene.glb")
    assert len(scene.geometry) >= len(previs.solids) + len(previs.people)
    low, high = scene.bounds
    assert low[1] == pytest.approx(0.0, abs=0.3)
    assert 1.6 < high[1] < 4.0
    for mesh in scene.geometry.values():
        assert np.isfinite(mesh.vertices).all()
        assert mesh.faces.max() < len(mesh.vertices)


def test_usd_catcher_gives_way(fall: Previs, tmp_path: Path) -> None:
    stage = opened(fall, ".usdc", tmp_path)
    (bag,) = (solid for solid in fall.solids if solid.name == "bag")
    assert bag.dent is not None
    points = UsdGeom.Mesh(stage.GetPrimAtPath("/Set/bag/bag")).GetPointsAttr()
    rests, deepest = (np.array(points.Get(float(frame))) for frame in (0, bag.dent.share.argmax()))
    assert np.abs(rests - bag.parts[0].vertices).max() < 1e-5
    assert np.abs(deepest - bag.dent.vertices).max() < 1e-5


@given(rows=st.lists(st.tuples(*[st.sampled_from([0.0, 0.5, 1.0, 2.0])] * 3), min_size=1, max_size=30))
@settings(deadline=None, max_examples=40)
def test_corners_are_kept_once_in_order(rows: list[tuple[float, float, float]]) -> None:
    table = np.array(rows)
    kept, index = _each_once(table)
    assert [tuple(row) for row in kept] == sorted(set(rows))
    assert np.array_equal(kept[index], table)


def test_turns_never_jump_to_the_other_hemisphere() -> None:
    turns = np.array([[1.0, 0, 0, 0], [-0.99, -0.1, 0, 0], [0.95, 0.3, 0, 0]])
    steps = np.sum(np.diff(in_one_hemisphere(turns), axis=0) ** 2, axis=-1)
    assert steps.max() < 0.1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("kick.obj", "ends in no scene"),
        ("nowhere/kick.glb", "there is no folder"),
        ("taken.glb", "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(
    target: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken.glb").mkdir()
    assert main(["export", str(EXAMPLES / "stomach_kick.yaml"), "-o", str(tmp_path / target)]) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["taken.glb"]


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        ("lens: 50 mm, at: [-0.1 m, 0 m, 1.1 m]", "stands inside villain"),
        ("lens: 50 mm, at: [4 m, 0 m], looks_at: [9 m, 0 m]", "looks away"),
        ("lens: 0 mm, distance: 3 m, angle: 10 deg", "out of range"),
        ("lens: 50 mm, sensor: imax9000, distance: 3 m, angle: 10 deg", "not a sensor"),
    ],
)
def test_a_camera_that_sees_nothing_is_refused_before_anything_is_written(
    camera: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (EXAMPLES / "stomach_kick.yaml").read_text(encoding="utf-8").split("cameras:")[0]
    (tmp_path / "plan.yaml").write_text(f"{text}cameras:\n  A: {{{camera}}}\n", encoding="utf-8")
    for command in (["export", "-o", str(tmp_path / "x.glb")], ["still", "--folder", str(tmp_path / "out")]):
        assert main([command[0], str(tmp_path / "plan.yaml"), *command[1:]]) == 2
        assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["plan.yaml"]


def test_the_command_writes_a_file_and_says_what_it_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(EXAMPLES / "roof_back_fall.yaml"), "-o", str(tmp_path / "fall.glb")]) == 0
    said = capsys.readouterr().out
    assert "kB" in said
    assert "the take exactly as planned" in said
    Glb((tmp_path / "fall.glb").read_bytes())


REACH_M = {
    **{"chair_tip": 1.0, "descend": 2.0, "pull": 2.0, "climb": 2.0, "wire_swing": 2.0},
    **{"ramp_jump": 8.0, "base_jump": 8.0, "canopy": 8.0, "ramp_landing": 2.0},
    "car_hit": 4.5,
    "air_ram": 2.0,
}
"""What moves with somebody, and how far from the pelvis it can be: a chair, where a line or a riser is joined, a plate,
a canopy; a car by its length, since who is thrown ahead lies before it."""

ELSEWHERE = (SeenStrike, CatchesFaller)
"""What has its own tests here."""


def shown(kind: str) -> bool:
    """Whether a body of a kind is simulated, or led along a line."""
    (gag,) = gags_of(parse_plan(template(kind)))
    return bool(gag.worlds()) or isinstance(gag, HangsOnLines)


OTHERS = [kind for kind, gag in kinds().items() if not issubclass(gag, ELSEWHERE)]


@pytest.mark.parametrize("kind", [kind for kind in OTHERS if not shown(kind)])
def test_of_what_no_body_is_simulated_nothing_is_shown(kind: str) -> None:
    plan = parse_plan(template(kind))
    with pytest.raises(UserError, match="nothing to show"):
        fall_previs(plan, gags_of(plan)[0])


@pytest.mark.parametrize("kind", [kind for kind in OTHERS if shown(kind)])
def test_every_other_fall_has_its_people_its_set_and_what_moves_with_them(kind: str, tmp_path: Path) -> None:
    plan = parse_plan(template(kind))
    gag = gags_of(plan)[0]
    scene = fall_previs(plan, gag)
    assert {person.name for person in scene.people} <= set(plan.people)
    read = Glb(glb(scene))
    pelvis = falls(read, f"{scene.people[0].name} pelvis")
    if kind == "air_ram":  # the push, not the flight after it
        assert pelvis[-1, 2] - pelvis[0, 2] > 0.5
    else:
        assert pelvis[-1, 2] < pelvis[:, 2].max()
    moving = [solid for solid in scene.solids if solid.path is not None]
    assert bool(moving) == (kind in REACH_M)
    if isinstance(gag, HangsOnLines):
        said = {one.name: one for one in scene.solids}
        wide, way = (
            np.concatenate([part.vertices for part in said[name].parts])
            for name in ("widest swing of 1 000", "way of the swing")
        )
        assert np.ptp(wide[:, 1]) > np.ptp(way[:, 1]), "further across than the planned take"
    for solid in moving:  # a chair goes over with who sits on it, and through no floor
        moves = falls(read, solid.name)
        away = np.linalg.norm(moves - pelvis, axis=1)
        if isinstance(gag, LeavesAnEdge):  # a vehicle parts from its rider; a canopy is out of sight until it opens
            assert away.min() < REACH_M[kind]
            continue
        assert away.max() < REACH_M[kind]
        assert kind == "air_ram" or moves[:, 2].min() > -0.05  # the piston of a ram comes out of its box
    if moving:
        opened(scene, ".usdc", tmp_path)


def test_whoever_a_brake_slows_down_is_drawn_where_they_are_in_the_place() -> None:
    """The upper end of the line sets in six metres above where it stops them, and comes down as a braked mass does."""
    plan = parse_plan(template("descend"))
    (gag,) = gags_of(plan)
    take = planned_take(gag)
    joint = int(take.motion.model.joint("carriage").qposadr[0])
    height, time_s = take.motion.qpos[:, joint], take.motion.time_s
    feet_m, over_m, falls_m = 3.0, 6.0, 14.0 - 3.0 - 6.0
    fast = np.sqrt(2 * GRAVITY_M_S2 * falls_m)
    fallen = fast * time_s - fast**2 / (2 * over_m) * time_s**2 / 2
    assert height[0] - height == pytest.approx(fallen, rel=0.03, abs=0.02)
    data = mujoco.MjData(take.motion.model)
    data.qpos[:] = take.motion.qpos[0]
    mujoco.mj_kinematics(take.motion.model, data)
    lowest = min(data.geom_xpos[geom][2] for geom in range(take.motion.model.ngeom))
    assert lowest == pytest.approx(feet_m + over_m, abs=0.3)
