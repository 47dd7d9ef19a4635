"""What skins hide of a gap: closed forms, and segmented pictures of the acted bodies."""

from __future__ import annotations

import math
import os
from functools import cache
from itertools import product

import mujoco
import numpy as np
import pytest

from stuntlab.camera.outline import Outlines, cut_at, seen_shares
from stuntlab.datasets import Flags, Floats
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.pipeline.drawn.pictures import ActedGag, acted_gag
from stuntlab.pipeline.seen.sight import sight_of
from stuntlab.plan import Plan, parse_plan
from stuntlab.report import headless
from stuntlab.report.headless import drawing_context

PLAN = """\
stunt: Kick
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}
place: {floor: dry cobbles}
action:
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: %(gap)s}
"""
NOBODY = np.zeros((0, 2, 2))
WALL = np.array([[[-0.1, -0.3], [-0.1, 0.3]]])


def eye(distance_m: float, degrees: float) -> tuple[Floats, Floats]:
    angle = math.radians(degrees)
    return np.array([distance_m * math.cos(angle)]), np.array([distance_m * math.sin(angle)])


@pytest.mark.parametrize("degrees", [5, 30, 90, 150, 275])
def test_with_nobody_there_a_gap_is_as_wide_as_its_projection(degrees: float) -> None:
    visible, light = seen_shares(*eye(200.0, degrees), np.array([0.3]), NOBODY, NOBODY)
    assert visible == pytest.approx(abs(math.sin(math.radians(degrees))), abs=2e-3)
    assert light == pytest.approx(visible)


@pytest.mark.parametrize("degrees", [20, 40, 60, 80])
def test_a_wall_behind_takes_the_light_of_what_lies_before_it(degrees: float) -> None:
    """Parallel light: a point u of the gap is before the wall's edge while (u + 0.1) tan θ < 0.3."""
    visible, light = seen_shares(*eye(500.0, degrees), np.array([0.4]), NOBODY, WALL)
    before_m = min(0.4, max(0.0, 0.3 / math.tan(math.radians(degrees)) - 0.1))
    assert visible == pytest.approx(math.sin(math.radians(degrees)), abs=5e-3)
    assert light == pytest.approx((1 - before_m / 0.4) * math.sin(math.radians(degrees)), abs=0.04)


def test_who_stands_before_it_hides_it_and_stands_off_with_the_gap() -> None:
    back = np.array([[[0.9, -0.3], [0.9, 0.3]]])
    for gap_m in (0.1, 0.5):
        visible, _ = seen_shares(*eye(6.0, 0.0), np.array([gap_m]), back, NOBODY)
        assert visible == 0
    behind_the_back, _ = seen_shares(np.array([1.0]), np.array([0.05]), np.array([0.5]), back, NOBODY)
    assert behind_the_back > 0  # the camera stands between them


def test_a_cube_is_cut_into_a_square() -> None:
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
    quads = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
    pieces = cut_at(corners, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]), 0.3)
    assert np.abs(pieces).max() == pytest.approx(1.0)
    assert np.linalg.norm(pieces[:, 0] - pieces[:, 1], axis=1).sum() == pytest.approx(8.0)
    assert cut_at(corners, quads[:, :3], 2.0).shape == (0, 2, 2)


def test_between_the_places_of_the_table_it_is_what_it_is_there_and_never_less_by_more_than_a_step() -> None:
    sight = Outlines(NOBODY, WALL)
    degrees = np.linspace(1, 359, 101)
    x, y = (np.concatenate(part) for part in zip(*(eye(5.0, one) for one in degrees), strict=True))
    visible, light = sight.seen_m(x, y, np.full(101, 0.27))
    exact_visible, exact_light = (0.27 * share for share in seen_shares(x, y, np.full(101, 0.27), NOBODY, WALL))
    assert (visible - exact_visible).min() > -0.012
    assert (light - exact_light).min() > -0.012
    assert (visible - exact_visible).max() < 0.03


GAPS_M = (0.10, 0.30, 0.45)
DEGREES = (0, 6, 10, 14, 18, 24, 32, 45, 70, 90, 120, 140, 155, 170, 190, 215, 250, 290, 320, 335, 345, 354)
LENSES_MM = (35, 85)
WIDTH_M, SENSOR_M = 2.0, 24.89e-3
SIZE_PX = (1600, 8)
SEEN_M = 4e-3  # three pixels
STRIP = 2  # number of what is drawn, after the two bodies


def can_draw() -> bool:
    try:
        headless.backend()
    except UserError:
        return False
    return True


# In CI nothing is skipped: a machine that cannot draw must fail there (.ci/run installs what drawing needs).
draws = pytest.mark.skipif("CI" not in os.environ and not can_draw(), reason="needs PyOpenGL and EGL or OSMesa")


@cache
def planned(gap_m: float) -> Plan:
    return parse_plan(PLAN % {"gap": f"{100 * gap_m:g} ± 6 cm"})


class Segmented:
    """Both skins as they are acted at the knap, and a thin line from the point struck to the tip of the foot."""

    def __init__(self, acted: ActedGag, gap_m: float) -> None:
        spec = mujoco.MjSpec()
        spec.visual.global_.offwidth, spec.visual.global_.offheight = SIZE_PX
        spec.visual.quality.offsamples = 0
        spec.visual.map.znear = 0.005
        for number, skin in enumerate(acted.frame(acted.knap_s)):
            mesh = spec.add_mesh(name=str(number))
            mesh.uservert, mesh.userface = skin.vertices.ravel(), skin.triangles.ravel()
            mesh.inertia = mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL
            spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_MESH, meshname=str(number))
        self.height_m = acted.strike.height_m
        spec.worldbody.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CAPSULE,
            size=[0.004, 0, 0],
            fromto=[0, 0, self.height_m, gap_m, 0, self.height_m],
        )
        self.model, self.gap_m = spec.compile(), gap_m
        self.data = mujoco.MjData(self.model)
        mujoco.mj_kinematics(self.model, self.data)
        self.scene = mujoco.MjvScene(self.model, maxgeom=10)

    def line_m(self, context: mujoco.MjrContext, degrees: float, lens_mm: float) -> tuple[float, float]:
        """Width of the gap that is seen, and how much of it has nothing behind it, m in the picture."""
        distance = WIDTH_M * lens_mm / 1000 / SENSOR_M
        with_line, without = (self._shown(context, degrees, distance, lens_mm, line=line) for line in (True, False))
        on_line = (with_line == STRIP).any(axis=0)
        row = SIZE_PX[1] // 2
        pixel_m = distance * SENSOR_M / (lens_mm / 1000) / SIZE_PX[0]
        return float(on_line.sum() * pixel_m), float((on_line & (without[row] < 0)).sum() * pixel_m)

    def _shown(
        self, context: mujoco.MjrContext, degrees: float, distance: float, lens_mm: float, *, line: bool
    ) -> np.ndarray:
        """What is in each pixel, [row, column]: number of the geom, -1 nothing."""
        camera = mujoco.MjvCamera()
        camera.lookat[:] = [self.gap_m / 2, 0, self.height_m]
        angle = math.radians(degrees)
        from_middle = np.array([distance * math.cos(angle) - self.gap_m / 2, distance * math.sin(angle)])
        camera.distance, camera.elevation = float(np.linalg.norm(from_middle)), 0.0
        camera.azimuth = math.degrees(math.atan2(-from_middle[1], -from_middle[0]))
        self.model.vis.global_.fovy = math.degrees(2 * math.atan(SENSOR_M * SIZE_PX[1] / SIZE_PX[0] / (lens_mm / 500)))
        self.model.geom_rgba[STRIP, 3] = float(line)
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


@draws
def test_it_agrees_with_segmented_pictures_of_the_acted_bodies() -> None:
    """Light or none over 3 gaps, 22 angles and 2 lenses; hidden or not as well.

    Where they differ, the table shows what the skins hide, within a degree of where it would be seen.
    """
    rows = []
    for gap_m in GAPS_M:
        plan = planned(gap_m)
        (gag,) = gags_of(plan)
        acted = acted_gag(plan, gag)
        sight, segmented = sight_of(plan, acted.strike), Segmented(acted, gap_m)
        with drawing_context(*SIZE_PX):
            context = mujoco.MjrContext(segmented.model, mujoco.mjtFontScale.mjFONTSCALE_100)
            mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
            for degrees, lens_mm in product(DEGREES, LENSES_MM):
                x, y = eye(WIDTH_M * lens_mm / 1000 / SENSOR_M, degrees)
                told = (float(part[0]) for part in sight.seen_m(x, y, np.array([gap_m])))
                rows.append((gap_m, degrees, lens_mm, *segmented.line_m(context, degrees, lens_mm), *told))
            context.free()
    table = np.array(rows)
    shown, drawn = table[:, 5:7], table[:, 3:5]
    assert not _missed(shown, drawn).any(), table[_missed(shown, drawn).any(axis=1)]
    alike = (shown > SEEN_M) == (drawn > SEEN_M)
    assert alike[:, 0].mean() > 0.9
    assert alike[:, 1].mean() > 0.9
    assert np.abs(shown - drawn).max() < 0.1


def _missed(shown: Floats, drawn: Floats) -> Flags:
    """Seen in the picture and not in the table."""
    return np.asarray((drawn > SEEN_M) & (shown <= SEEN_M))
