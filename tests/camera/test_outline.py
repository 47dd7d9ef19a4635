"""What skins hide of a gap from any side and height: closed forms, and segmented pictures of the acted bodies."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import mujoco
import numpy as np
import pytest

from drawing import draws
from stuntlab.camera.cut import CutSkin
from stuntlab.camera.gap_points import share_gap_seen
from stuntlab.camera.outline import Outlines
from stuntlab.datasets import Flags, Floats
from stuntlab.gags import gags_of
from stuntlab.plan import Plan, parse_plan
from stuntlab.previs.strike_pictures import ActedGag, act_gag
from stuntlab.report.headless import drawing_context
from stuntlab.shots.silhouettes import sight_of

NOBODY = CutSkin(np.zeros((0, 3)), np.zeros((0, 3), dtype=np.int64))
TWO = np.array([[0, 1, 2], [0, 2, 3]])
WALL = CutSkin(np.array([[-0.1, y, z] for y, z in ((-0.3, -9), (0.3, -9), (0.3, 9), (-0.3, 9))]), TWO)
BOARD = CutSkin(np.array([[x, y, -0.2] for x, y in ((-0.5, -0.5), (0.2, -0.5), (0.2, 0.5), (-0.5, 0.5))]), TWO)

Eye = tuple[float, float, float]


def eye(distance_m: float, azimuth_deg: float, elevation_deg: float = 0.0) -> Eye:
    """Round the point struck; 0 is behind who strikes, level with the strike."""
    azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
    level = distance_m * math.cos(elevation)
    return level * math.cos(azimuth), level * math.sin(azimuth), distance_m * math.sin(elevation)


def seen(sight: Outlines, eye_m: Eye, gap_m: float) -> tuple[float, float]:
    visible, light = sight.seen_m(*([part] for part in eye_m), [gap_m])
    return float(visible[0]), float(light[0])


def test_between_the_places_of_the_table_it_is_what_it_is_there_and_never_less_by_more_than_a_step() -> None:
    sight = Outlines(NOBODY, WALL)
    x, y, z = np.array([eye(5.0, degrees) for degrees in np.linspace(1, 359, 101)]).T
    visible, light = sight.seen_m(x, y, z, np.full(101, 0.27))
    cut = [skin.cut(0.0) for skin in (NOBODY, WALL)]
    exact_visible, exact_light = (0.27 * share for share in share_gap_seen(x, y, np.full(101, 0.27), *cut))
    assert (visible - exact_visible).min() > -0.012
    assert (light - exact_light).min() > -0.012
    assert (visible - exact_visible).max() < 0.03


def test_a_board_below_the_gap_takes_its_light_from_above_and_hides_it_from_below() -> None:
    """From far overhead, what lies over the board shows none; a degree of doubt beside its edge."""
    sight = Outlines(NOBODY, BOARD)
    visible, light = seen(sight, (0.1, 0.0, 30.0), 0.4)
    assert visible == pytest.approx(0.4, rel=1e-2)
    assert light == pytest.approx(0.2, abs=0.02)
    assert seen(sight, (0.1, 0.0, -30.0), 0.4) == pytest.approx((0.2, 0.2), abs=0.02)
    assert seen(sight, (0.1, 30.0, 0.0), 0.4) == pytest.approx((0.4, 0.4), rel=1e-2)


@pytest.mark.parametrize("roll_deg", [30, 90, 158])
def test_bodies_and_camera_turned_together_about_the_line_of_the_strike_see_the_same(roll_deg: float) -> None:
    """Also past half a turn, where the planes are the first ones turned over."""
    roll = math.radians(roll_deg)
    turn = np.array([[1, 0, 0], [0, math.cos(roll), -math.sin(roll)], [0, math.sin(roll), math.cos(roll)]])
    still, turned = Outlines(BOARD, WALL), Outlines(*(CutSkin(skin.vertices @ turn.T, TWO) for skin in (BOARD, WALL)))
    for azimuth, elevation in product((12, 40, 100, 200, 310), (0, 25)):
        before, after = eye(4.0, azimuth, elevation), turn @ eye(4.0, azimuth, elevation)
        assert seen(turned, tuple(after), 0.3) == pytest.approx(seen(still, before, 0.3), abs=0.012)


def test_between_two_planes_what_either_shows_is_seen() -> None:
    """Beside the edge of a board that hides the gap from below: seen past it in one plane, hidden in the next."""
    sight, seen_past = Outlines(NOBODY, BOARD), 0
    for roll in np.radians(np.linspace(-23.5, -20.5, 31)):
        eye_m = (0.0, 4.0 * math.cos(roll), 4.0 * math.sin(roll))
        cut = [skin.cut(roll) for skin in (NOBODY, BOARD)]
        exact, _ = share_gap_seen(np.array([0.0]), np.array([4.0]), np.array([0.2]), *cut)
        assert seen(sight, eye_m, 0.2)[0] > 0.2 * float(exact[0]) - 0.003
        seen_past += float(exact[0]) > 0.9
    assert 10 < seen_past < 20


def test_as_good_as_level_is_level() -> None:
    """A lens whose height is off by rounding is asked of the level plane, on both sides."""
    sight = Outlines(BOARD, WALL)
    for y in (2.0, -2.0):
        for z in (1e-16, -1e-16):
            assert seen(sight, (1.0, y, z), 0.3) == pytest.approx(seen(sight, (1.0, y, 0.0), 0.3), abs=1e-12)


def test_what_is_asked_later_does_not_depend_on_what_was_asked_before() -> None:
    places = np.array([eye(3.0, azimuth, elevation) for azimuth, elevation in product((5, 60, 181), (0, 30, 75))])
    one_by_one = Outlines(BOARD, WALL)
    each = [seen(one_by_one, tuple(place), 0.3) for place in places]
    at_once = np.column_stack(Outlines(BOARD, WALL).seen_m(*places.T, 0.3))
    np.testing.assert_array_equal(each, at_once)


PLAN = """\
stunt: Strike
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female, %(person)s}
place: {floor: dry cobbles}
gear:
  guard: {kind: pad, covers: abdomen, thickness: 80 mm, material: soft foam}
action:
  - %(action)s, gap: %(gap)s}
"""
KICK = "kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s"
BARE, PADDED, SEATED = "wears: []", "wears: [guard]", "sits: 45 cm"
PUNCH = "punch: {by: lead, to: villain, at: face, hand_speed: 6 ± 1 m/s"
HOOK = "punch: {by: lead, to: villain, at: face, style: hook, hand_speed: 6 ± 1 m/s"
ALL_ROUND_DEG = (0, 6, 10, 14, 18, 24, 32, 45, 70, 90, 120, 140, 155, 170, 190, 215, 250, 290, 320, 335, 345, 354)
HALF_AS_OFTEN_DEG = ALL_ROUND_DEG[::2]
WIDTH_M, SENSOR_M = 2.0, 24.89e-3
SIZE_PX = (1600, 8)
SEEN_M = 4e-3  # three pixels
LINE_M = 1.5e-3  # half as thick as what is drawn for the gap


def front_m(person: str) -> float:
    """How far towards who strikes the skin of who is struck comes, level with the strike and in the middle."""
    plan = planned(KICK, 0.3, person=person)
    (gag,) = gags_of(plan)
    strike = gag.strike()
    assert strike is not None
    sight = sight_of(plan, strike)
    assert isinstance(sight, Outlines)
    pieces = sight.struck.cut(0.0)
    return float(pieces[np.abs(pieces[..., 1]).max(axis=1) < 0.05, :, 0].max())


def test_the_gap_begins_at_the_face_of_a_worn_pad() -> None:
    """It lies before the belly, which stands back by as much."""
    assert front_m(BARE) == pytest.approx(0.0, abs=0.03)
    assert front_m(PADDED) == pytest.approx(front_m(BARE), abs=0.01)


def planned(action: str, gap_m: float, *, person: str) -> Plan:
    return parse_plan(PLAN % {"action": action, "gap": f"{100 * gap_m:g} ± 6 cm", "person": person})


class Segmented:
    """Everything that is worn at the knap, and a thin line from the point struck to the tip of foot or hand."""

    def __init__(self, acted: ActedGag, gap_m: float) -> None:
        spec = mujoco.MjSpec()
        spec.visual.global_.offwidth, spec.visual.global_.offheight = SIZE_PX
        spec.visual.quality.offsamples = 0
        spec.visual.map.znear = 0.005
        skins = acted.frame(acted.knap_s)
        for number, skin in enumerate(skins):
            mesh = spec.add_mesh(name=str(number))
            mesh.uservert, mesh.userface = skin.vertices.ravel(), skin.triangles.ravel()
            mesh.inertia = mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL
            spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_MESH, meshname=str(number))
        self.line, self.height_m = len(skins), acted.strike.height_m
        spec.worldbody.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CAPSULE,
            size=[LINE_M, 0, 0],
            fromto=[0, 0, self.height_m, gap_m, 0, self.height_m],
        )
        spec.worldbody.add_camera(name="eye")
        self.model, self.gap_m = spec.compile(), gap_m
        self.data = mujoco.MjData(self.model)
        self.scene = mujoco.MjvScene(self.model, maxgeom=10)

    def line_m(self, context: mujoco.MjrContext, eye_m: Eye, lens_mm: float) -> tuple[float, float]:
        """Width of the gap that is seen, and how much of it has nothing behind it, m in the picture."""
        self._stand(np.array(eye_m), lens_mm)
        with_line, without = (self._shown(context, line=line) for line in (True, False))
        on_line = (with_line == self.line).any(axis=0)
        pixel_m = float(np.linalg.norm(eye_m)) * SENSOR_M / (lens_mm / 1000) / SIZE_PX[0]
        return float(on_line.sum() * pixel_m), float((on_line & (without[SIZE_PX[1] // 2] < 0)).sum() * pixel_m)

    def _stand(self, eye_m: Floats, lens_mm: float) -> None:
        """The camera looks at the middle of the gap and is turned until the line of the strike lies across."""
        back = eye_m - [self.gap_m / 2, 0, 0]
        back = back / np.linalg.norm(back)
        right = np.array([1.0, 0, 0]) - back[0] * back
        right = right / np.linalg.norm(right) if np.linalg.norm(right) > 1e-9 else np.array([0, 1.0, 0])
        axes = np.column_stack([right, np.cross(back, right), back])
        mujoco.mju_mat2Quat(self.model.cam_quat[0], axes.ravel())
        self.model.cam_pos[0] = eye_m + np.array([0, 0, self.height_m])
        self.model.cam_fovy[0] = math.degrees(2 * math.atan(SENSOR_M * SIZE_PX[1] / SIZE_PX[0] / (lens_mm / 500)))
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_camlight(self.model, self.data)

    def _shown(self, context: mujoco.MjrContext, *, line: bool) -> np.ndarray:
        """What is in each pixel, [row, column]: number of the geom, -1 nothing."""
        camera = mujoco.MjvCamera()
        camera.type, camera.fixedcamid = mujoco.mjtCamera.mjCAMERA_FIXED, 0
        self.model.geom_rgba[self.line, 3] = float(line)
        mujoco.mjv_updateScene(
            self.model, self.data, mujoco.MjvOption(), None, camera, mujoco.mjtCatBit.mjCAT_ALL, self.scene
        )
        self.scene.flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = self.scene.flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = True
        return _numbers(self.scene, context)


def _numbers(scene: mujoco.MjvScene, context: mujoco.MjrContext) -> np.ndarray:
    image, place = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), dtype=np.uint8), mujoco.MjrRect(0, 0, *SIZE_PX)
    mujoco.mjr_render(place, scene, context)
    mujoco.mjr_readPixels(image, None, place, context)
    drawn = image.astype(np.int64) @ [1, 256, 65536] - 1
    geoms = np.full(scene.ngeom + 1, -1)
    for geom in scene.geoms[: scene.ngeom]:
        geoms[geom.segid] = geom.objid
    return np.asarray(np.where(drawn >= 0, geoms[drawn], -1))


def _without_hair(acted: ActedGag) -> ActedGag:
    """Long hair is drawn and not counted in what hides a gap (docs/camera.md)."""
    giver, receiver = (
        replace(look, worn=tuple(worn for worn in look.worn if not worn.name.startswith("hair")))
        for look in acted.looks
    )
    return replace(acted, looks=(giver, receiver))


def told_and_drawn(plan: Plan, gap_m: float, eyes: list[tuple[Eye, float]]) -> tuple[Floats, Floats]:
    """What table and pictures show of the gap, and of light in it, each [picture, 2], m."""
    (gag,) = gags_of(plan)
    acted = _without_hair(act_gag(plan, gag))
    sight, segmented = sight_of(plan, acted.strike), Segmented(acted, gap_m)
    assert isinstance(sight, Outlines)
    with drawing_context(*SIZE_PX):
        context = mujoco.MjrContext(segmented.model, mujoco.mjtFontScale.mjFONTSCALE_100)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
        drawn = [segmented.line_m(context, eye_m, lens_mm) for eye_m, lens_mm in eyes]
        context.free()
    return np.array([seen(sight, eye_m, gap_m) for eye_m, _ in eyes]), np.array(drawn)


def eyes_of(
    azimuths: tuple[int, ...], elevations: tuple[int, ...], lenses_mm: tuple[int, ...]
) -> list[tuple[Eye, float]]:
    return [
        (eye(WIDTH_M * lens_mm / 1000 / SENSOR_M, azimuth, elevation), lens_mm)
        for elevation, azimuth, lens_mm in product(elevations, azimuths, lenses_mm)
    ]


LEVEL = eyes_of(ALL_ROUND_DEG, (0,), (35, 85))
ABOVE_AND_BELOW = eyes_of(HALF_AS_OFTEN_DEG, (-30, 30, 60, 88), (50,))


@draws
@pytest.mark.parametrize(
    ("action", "gaps_m", "person", "eyes"),
    [
        (KICK, (0.10, 0.30, 0.45), BARE, LEVEL),
        (KICK, (0.12, 0.30), BARE, ABOVE_AND_BELOW),
        (HOOK, (0.12, 0.30), BARE, ABOVE_AND_BELOW),
        (KICK, (0.12,), PADDED, [*LEVEL, *ABOVE_AND_BELOW]),
        (PUNCH, (0.12,), SEATED, [*LEVEL, *ABOVE_AND_BELOW]),
    ],
    ids=["kick, level", "kick, above and below", "hook, above and below", "kick onto a pad", "punch at a seat"],
)
def test_it_agrees_with_segmented_pictures_of_the_acted_bodies(
    action: str, gaps_m: tuple[float, ...], person: str, eyes: list[tuple[Eye, float]]
) -> None:
    """Light or none, hidden or not. Where they differ, the table shows what the skins hide, near where it is seen."""
    rows = [told_and_drawn(planned(action, gap_m, person=person), gap_m, eyes) for gap_m in gaps_m]
    told, drawn = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    missed = _missed(told, drawn).any(axis=1)
    assert not missed.any(), np.column_stack([told, drawn])[missed]
    alike = (told > SEEN_M) == (drawn > SEEN_M)
    assert alike.mean(axis=0).min() > 0.9
    assert np.abs(told - drawn).max() < 0.1


def _missed(told: Floats, drawn: Floats) -> Flags:
    """Seen in the picture and not in the table."""
    return np.asarray((drawn > SEEN_M) & (told <= SEEN_M))
