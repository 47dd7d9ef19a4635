"""What an audience sees of a strike, held against segmented pictures of the engine's renderer, and closed forms."""

from __future__ import annotations

import math

import mujoco
import numpy as np
import pytest

from drawing import draws
from stuntlab.camera.layers import LayeredSurface, draw_layers
from stuntlab.camera.noticed import LEAST_FOLD, LEAST_HIT, LEAST_LIMB
from stuntlab.camera.sell import StrikeShot
from stuntlab.gags import gags_of
from stuntlab.gags.roles import SeenStrike
from stuntlab.geometry import camera_axes, quaternions_of
from stuntlab.plan import parse_plan
from stuntlab.report.headless import drawing_context
from stuntlab.shots.audience import FACE, FOLDS, GIVER, HIT, LIMB, RECEIVER, Audience, audience_of

SENSOR_M, DISTANCE_M, WIDTH_M = 24.89e-3, 5.0, 3.6
SIZE_PX = (640, 360)


def square(x: float, half: float, layer: int) -> LayeredSurface:
    """Upright, facing +x, its middle on the x axis."""
    corners = np.array([[x, y, z] for y, z in ((-half, -half), (half, -half), (half, half), (-half, half))])
    return LayeredSurface(corners, np.array([[0, 1, 2], [0, 2, 3]]), np.full(2, layer))


def drawn(*surfaces: LayeredSurface, eye: tuple[float, float, float] = (4.0, 0.0, 0.0), half: float = 0.5):
    looks = -np.array(eye)
    window = (0.0, 0.0, half)
    return draw_layers(surfaces, eye_m=np.array(eye), looks=looks, window=window, layers=2, pixels=800)


def test_a_square_covers_as_much_as_a_pinhole_makes_of_it() -> None:
    """1 m wide at 4 m, in a picture of tangents -0.5 to 0.5: a quarter of each side."""
    assert drawn(square(0.0, 0.5, 0)).covers(0).mean() == pytest.approx(0.25**2, rel=0.02)
    assert drawn(square(2.0, 0.5, 0)).covers(0).mean() == pytest.approx(0.5**2, rel=0.02)


def test_a_square_before_another_hides_what_lies_in_its_shadow() -> None:
    """Half as large at half the distance hides all of it, half of that a quarter."""
    behind = square(0.0, 0.5, 0)
    assert not drawn(behind, square(2.0, 0.26, 1)).shows([0], [1]).any()
    part = drawn(behind, square(2.0, 0.125, 1))
    assert part.shows([0], [1]).sum() / part.covers(0).sum() == pytest.approx(1 - 0.25, abs=0.02)
    assert drawn(behind, square(-1.0, 0.5, 1)).shows([0], [1]).sum() == part.covers(0).sum()


def test_from_behind_a_surface_is_not_seen() -> None:
    assert not drawn(square(0.0, 0.5, 0), eye=(-4.0, 0.0, 0.0)).covers(0).any()


def test_what_lies_beyond_an_edge_of_the_frame_is_out_of_it() -> None:
    picture = drawn(square(0.0, 0.5, 0))
    inside = picture.inside(0.0625, 1.0)
    assert (picture.covers(0) & inside).sum() / picture.covers(0).sum() == pytest.approx(0.5, abs=0.02)


PLAN = """\
stunt: Strike
people:
  lead: {job: actor, height: 178 cm, mass: 80 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female, %s}
place: {floor: wood}
action:
  - %s
"""
KICK = "kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 m/s, gap: 30 cm}"
PUNCH = "punch: {by: lead, to: villain, at: face, hand_speed: 6 m/s, gap: 20 cm}"
HOOK = "punch: {by: lead, to: villain, at: face, style: hook, hand_speed: 6 m/s, gap: 20 cm}"
ANGLES_DEG = (0, 6, 10, 14, 20, 30, 50, 80, 120, 160, 170, 180, 195, 230, 280, 330, 350)
PLACES = [(angle, 0) for angle in ANGLES_DEG] + [(angle, 25) for angle in ANGLES_DEG[::2]]


def shot_from(azimuth_deg: float, elevation_deg: float) -> StrikeShot:
    azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
    level = DISTANCE_M * math.cos(elevation)
    eye = np.array([level * math.cos(azimuth), level * math.sin(azimuth), DISTANCE_M * math.sin(elevation)])
    focal = np.array([DISTANCE_M * SENSOR_M / WIDTH_M])
    none, height = np.zeros(1), SENSOR_M * SIZE_PX[1] / SIZE_PX[0]
    return StrikeShot(*eye[:, None], -eye[None], none, none, focal, focal, SENSOR_M, height, 24.0)


class Segmented:
    """A moment of a strike, each layer a mesh of its own, drawn by the engine's renderer by number."""

    def __init__(self, surfaces: tuple[LayeredSurface, LayeredSurface], gap_m: float) -> None:
        spec = mujoco.MjSpec()
        spec.visual.global_.offwidth, spec.visual.global_.offheight = SIZE_PX
        spec.visual.quality.offsamples = 0
        self.layers: list[int] = []
        for number, surface in enumerate(surfaces):
            shift = np.array([gap_m if number == 0 else 0.0, 0.0, 0.0])
            for layer in np.unique(surface.layer):
                self._add(spec, surface, int(layer), shift)
        spec.worldbody.add_camera(name="eye")
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self.scene = mujoco.MjvScene(self.model, maxgeom=20)

    def _add(self, spec: mujoco.MjSpec, surface: LayeredSurface, layer: int, shift: np.ndarray) -> None:
        kept, faces = np.unique(surface.triangles[surface.layer == layer], return_inverse=True)
        mesh = spec.add_mesh(name=str(len(self.layers)))
        mesh.uservert = (surface.vertices[kept] + shift).ravel()
        mesh.userface = faces.reshape(-1, 3).ravel()
        mesh.inertia = mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_MESH, meshname=str(len(self.layers)))
        self.layers.append(layer)

    def look(self, shot: StrikeShot) -> None:
        eye = np.array([shot.x_m[0], shot.y_m[0], shot.height_m[0]])
        self.model.cam_pos[0] = eye
        self.model.cam_quat[0] = quaternions_of(camera_axes(tuple(eye), (0.0, 0.0, 0.0)))
        self.model.cam_fovy[0] = math.degrees(2 * math.atan(shot.picture_height_m / (2 * shot.shortest_m[0])))
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_camlight(self.model, self.data)

    def shows(self, context: mujoco.MjrContext, layers: tuple[int, ...], among: tuple[int, ...]) -> int:
        """Pixels that show some layers, where those and others are drawn."""
        self.model.geom_rgba[:, 3] = [float(layer in {*layers, *among}) for layer in self.layers]
        camera = mujoco.MjvCamera()
        camera.type, camera.fixedcamid = mujoco.mjtCamera.mjCAMERA_FIXED, 0
        mujoco.mjv_updateScene(
            self.model, self.data, mujoco.MjvOption(), None, camera, mujoco.mjtCatBit.mjCAT_ALL, self.scene
        )
        self.scene.flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = self.scene.flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = True
        image, place = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), dtype=np.uint8), mujoco.MjrRect(0, 0, *SIZE_PX)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
        mujoco.mjr_render(place, self.scene, context)
        mujoco.mjr_readPixels(image, None, place, context)
        number = image.astype(np.int64) @ [1, 256, 65536] - 1
        geoms = {geom.segid: geom.objid for geom in self.scene.geoms[: self.scene.ngeom]}
        wanted = [segid for segid, geom in geoms.items() if self.layers[geom] in layers]
        return int(np.isin(number, wanted).sum())


def shares_drawn(audience: Audience, gap_m: float, shots: list[StrikeShot]) -> np.ndarray:
    """Of hit, limb, and fold, from pictures wide enough that all of them is in frame, [shot, 3]."""
    rows = []
    moments = [Segmented(pair, gap_m) for pair in (audience.knap, audience.reaction)]
    asked = [
        (0, (HIT,), (GIVER, RECEIVER)),
        (0, (LIMB,), (HIT, GIVER, RECEIVER)),
        (1, (FACE, FOLDS), (LIMB, GIVER, RECEIVER)),
    ]
    with drawing_context(*SIZE_PX):
        contexts = [mujoco.MjrContext(moment.model, mujoco.mjtFontScale.mjFONTSCALE_100) for moment in moments]
        for shot in shots:
            for moment in moments:
                moment.look(shot)
            rows.append(
                [
                    moments[at].shows(contexts[at], layers, among) / max(moments[at].shows(contexts[at], layers, ()), 1)
                    for at, layers, among in asked
                ]
            )
        for context in contexts:
            context.free()
    return np.array(rows)


@draws
@pytest.mark.parametrize(
    ("action", "gap_m", "person"),
    [(KICK, 0.3, "wears: []"), (PUNCH, 0.2, "wears: []"), (HOOK, 0.2, "wears: []"), (KICK, 0.3, "sits: 45 cm")],
    ids=["kick", "punch", "hook", "kick at a seat"],
)
def test_it_agrees_with_segmented_pictures(action: str, gap_m: float, person: str) -> None:
    """The shares to a few hundredths, and seen or not wherever the share is not within them of what has to be seen."""
    plan = parse_plan(PLAN % (person, action))
    (gag,) = gags_of(plan)
    assert isinstance(gag, SeenStrike)
    audience = audience_of(plan, gag.strike())
    assert audience is not None
    shots = [shot_from(*place) for place in PLACES]
    told = [audience.notices_each(shot, np.array([gap_m]), np.array([0])) for shot in shots]
    shares = np.array([[one.hit[0], one.limb[0], one.fold[0]] for one in told])
    pictures = shares_drawn(audience, gap_m, shots)
    assert np.abs(shares - pictures).max() < 0.12
    assert np.abs(shares - pictures).mean() < 0.02
    least = np.array([LEAST_HIT, LEAST_LIMB, LEAST_FOLD])
    alike = (shares >= least) == (pictures >= least)
    assert (alike | (np.abs(pictures - least) < 0.06)).all()
    assert alike.mean() > 0.95
