"""A picture of posed skins on a floor under a sky, drawn by the engine's renderer without a screen.

Only what is to be seen comes in here, as painted meshes in world axes (z up, m): no physics, no body model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Floats, Integers
from stuntlab.errors import DatasetError, UserError
from stuntlab.geometry import camera_axes, quaternions_of
from stuntlab.report.headless import drawing_context

Image = NDArray[np.uint8]
Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

_LARGEST_PX = 8192
_NEAREST_M = 1e-3
_SHADOW_MAP_PX = 2048
_HORIZON: Colour = (0.74, 0.78, 0.82)
_ZENITH: Colour = (0.42, 0.53, 0.68)


@dataclass(frozen=True, slots=True)
class Painted:
    """A mesh with its picture.

    vertices: [vertex, 3], m, world. triangles: [triangle, 3], counter-clockwise from outside. paint: [triangle, 3, 2],
    the place of each corner in `image`, from 0, 0 at its first row and column to 1, 1. image: [row, column, 3].
    """

    vertices: Floats
    triangles: Integers
    paint: Floats
    image: Image


@dataclass(frozen=True, slots=True)
class View:
    """From where the picture is taken, m, world; `height_rad` is the angle the picture's height spans."""

    eye_m: tuple[float, float, float]
    looks_at_m: tuple[float, float, float]
    height_rad: float


def _squares() -> Image:
    """Grey, with faint squares of half the picture, [row, column, 3]."""
    grey = np.array([[120, 112], [112, 120]], dtype=np.uint8).repeat(128, axis=0).repeat(128, axis=1)
    return np.repeat(grey[..., None], 3, axis=2)


@dataclass(frozen=True, slots=True)
class Setting:
    """The ground, and the direction the key light shines in, world.

    ground: a picture of it that repeats, [row, column, 3]. ground_shows_m: what one shows, m. ground_m: its height.
    shine: how much of what stands on it it mirrors, 0 to 1. lit_m: low and high corner of what shadows are drawn of, m;
    None: of everything.
    """

    ground: Image = field(default_factory=_squares)
    ground_shows_m: tuple[float, float] = (2.0, 2.0)
    ground_m: float = 0.0
    shine: float = 0.0
    light: tuple[float, float, float] = (-0.35, 0.45, -0.82)
    lit_m: tuple[tuple[float, float, float], tuple[float, float, float]] | None = None


def still(
    things: Sequence[Painted],
    view: View,
    setting: Setting | None = None,
    *,
    width: int = 1280,
    height: int = 720,
    shadows: bool = True,
) -> Image:
    """Draw a picture, [height, width, 3].

    shadows: off for previews: they take two thirds of the time.

    Raises:
        UserError: a size that is not 1 to 8192 pixels, a view that is none, or nothing to draw with on this machine.
        DatasetError: a thing with a place that is not a number, as in a take that diverged.
    """
    (image,) = stills(things, [view], setting, width=width, height=height, shadows=shadows)
    return image


def stills(
    things: Sequence[Painted],
    views: Sequence[View],
    setting: Setting | None = None,
    *,
    width: int = 1280,
    height: int = 720,
    shadows: bool = True,
) -> list[Image]:
    """The same things from several views; handing them to the renderer takes half the time of a still. As `still`."""
    setting = setting or Setting()
    model = model_of(things, views, setting, width, height)
    scenes = [scene_of(model, number, shadows=shadows, mirrors=setting.shine > 0) for number in range(len(views))]
    with drawing_context(width, height):
        context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100)
        try:
            return [picture(scene, context, width, height) for scene in scenes]
        finally:
            context.free()


def model_of(
    things: Sequence[Painted],
    views: Sequence[View],
    setting: Setting,
    width: int,
    height: int,
    *,
    shadow_map_px: int = _SHADOW_MAP_PX,
) -> mujoco.MjModel:
    """What the engine draws: things in their order as meshes, views as cameras. Raises: as `still`."""
    for view in views:
        refuse(view, width, height)
    check(things)
    spec = _set(setting, things, width, height)
    spec.visual.quality.shadowsize = shadow_map_px
    for number, thing in enumerate(things):
        _add(spec, f"thing {number}", thing)
    for number, view in enumerate(views):
        _add_camera(spec, f"view {number}", view)
    return spec.compile()


def scene_of(model: mujoco.MjModel, view: int, *, shadows: bool, mirrors: bool) -> mujoco.MjvScene:
    """What is seen in one of the views."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    mujoco.mj_camlight(model, data)
    scene, camera = mujoco.MjvScene(model, maxgeom=1000), mujoco.MjvCamera()
    camera.type, camera.fixedcamid = mujoco.mjtCamera.mjCAMERA_FIXED, model.camera(f"view {view}").id
    mujoco.mjv_updateScene(model, data, mujoco.MjvOption(), None, camera, mujoco.mjtCatBit.mjCAT_ALL, scene)
    scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = shadows
    scene.flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = mirrors
    return scene


def picture(scene: mujoco.MjvScene, context: mujoco.MjrContext, width: int, height: int) -> Image:
    """Draw it, [height, width, 3]; a drawing context must be current."""
    image = np.zeros((height, width, 3), dtype=np.uint8)
    mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
    place = mujoco.MjrRect(0, 0, width, height)
    mujoco.mjr_render(place, scene, context)
    mujoco.mjr_readPixels(image, None, place, context)
    return image[::-1].copy()


def refuse(view: View, width: int, height: int) -> None:
    """Say why a picture cannot be taken."""
    if not (1 <= width <= _LARGEST_PX and 1 <= height <= _LARGEST_PX):
        raise UserError(f"a picture of {width} x {height} pixels: each side must be 1 to {_LARGEST_PX}")
    if not 0 < view.height_rad < np.pi:
        raise UserError(f"a lens that sees {view.height_rad:.4g} rad of height: it must be between 0 and π")
    if not np.linalg.norm(np.subtract(view.eye_m, view.looks_at_m)) > _NEAREST_M:
        raise UserError(
            f"a camera at {view.eye_m} m that looks at {view.looks_at_m} m: "
            "the two must be numbers and more than 1 mm apart"
        )


def check(things: Sequence[Painted]) -> None:
    """Refuse what has no place."""
    for number, thing in enumerate(things):
        if not np.isfinite(thing.vertices).all():
            raise DatasetError(f"thing {number} of the picture has a place that is not a number; its take diverged")


def _set(setting: Setting, things: Sequence[Painted], width: int, height: int) -> mujoco.MjSpec:
    """Floor, sky and lights."""
    spec = mujoco.MjSpec()
    look = spec.visual
    look.global_.offwidth, look.global_.offheight = width, height
    look.quality.offsamples = 4
    look.headlight.ambient, look.headlight.diffuse, look.headlight.specular = [0.46] * 3, [0.22] * 3, [0.0] * 3
    look.rgba.haze = [*_HORIZON, 1.0]
    look.map.haze = 0.4
    spec.add_texture(
        name="sky", type=mujoco.mjtTexture.mjTEXTURE_SKYBOX, builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=_HORIZON, rgb2=_ZENITH, width=256, height=256,
    )  # fmt: skip
    _lay_ground(spec, setting)
    _light(spec, setting, things)
    return spec


def _lay_ground(spec: mujoco.MjSpec, setting: Setting) -> None:
    rows, columns = setting.ground.shape[:2]
    texture = spec.add_texture(
        name="ground", type=mujoco.mjtTexture.mjTEXTURE_2D, width=columns, height=rows, nchannel=3
    )
    texture.data = np.ascontiguousarray(setting.ground).tobytes()
    repeats = [1 / length for length in setting.ground_shows_m]
    material = spec.add_material(
        name="ground", texuniform=True, texrepeat=repeats, specular=0.05, reflectance=setting.shine
    )
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "ground"
    spec.worldbody.add_geom(
        name="ground", type=mujoco.mjtGeom.mjGEOM_PLANE, pos=[0, 0, setting.ground_m], size=[0, 0, 1],
        material="ground", contype=0, conaffinity=0, castshadow=False,
    )  # fmt: skip


def _light(spec: mujoco.MjSpec, setting: Setting, things: Sequence[Painted]) -> None:
    """A key light that throws shadows and a weak one from the other side.

    The shadow map is laid round the things: one that reaches further makes stripes instead of shadows.
    """
    seen = np.concatenate([thing.vertices for thing in things]) if things else np.zeros((1, 3))
    low, high = (seen.min(axis=0), seen.max(axis=0)) if setting.lit_m is None else np.array(setting.lit_m)
    centre = (low + high) / 2
    direction = np.array(setting.light) / np.linalg.norm(setting.light)
    reach_m = max(float(np.linalg.norm(high - low)), 2.0)
    spec.stat.center, spec.stat.extent = centre, reach_m
    key = {"diffuse": [0.60, 0.58, 0.54], "specular": [0.15] * 3, "castshadow": True}
    fill = {"diffuse": [0.16, 0.17, 0.20], "specular": [0.0] * 3, "castshadow": False}
    for sign, light in ((1, key), (-1, fill)):
        towards = direction * [sign, sign, 1]
        spec.worldbody.add_light(
            type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, pos=centre - 2 * reach_m * towards, dir=towards, **light
        )


def _add(spec: mujoco.MjSpec, name: str, thing: Painted) -> None:
    """One mesh; the corners of its triangles carry their own place in the picture."""
    mesh = spec.add_mesh(name=name)
    mesh.uservert, mesh.userface = thing.vertices.ravel(), thing.triangles.ravel()
    mesh.usertexcoord = thing.paint.reshape(-1, 2).ravel()
    mesh.userfacetexcoord = np.arange(thing.triangles.size)
    mesh.smoothnormal = True
    mesh.inertia = mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL
    rows, columns = thing.image.shape[:2]
    texture = spec.add_texture(name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=columns, height=rows, nchannel=3)
    texture.data = thing.image.tobytes()
    material = spec.add_material(name=name, specular=0.25, shininess=0.25)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name
    spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_MESH, meshname=name, material=name, contype=0, conaffinity=0)


def _add_camera(spec: mujoco.MjSpec, name: str, view: View) -> None:
    turned = quaternions_of(camera_axes(view.eye_m, view.looks_at_m))
    spec.worldbody.add_camera(name=name, pos=view.eye_m, quat=turned, fovy=np.degrees(view.height_rad))
