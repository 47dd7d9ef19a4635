"""Pictures one after the other of things that change their shape and not what they are made of.

The renderer is set up once, and only the places of vertices are handed over again: a frame costs a tenth of a still or
less. Nothing else may be drawn while a film runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import mujoco
import numpy as np

from stuntlab.camera.lens import place_in_picture
from stuntlab.errors import DatasetError
from stuntlab.geometry import camera_axes, rotation, vertex_normals
from stuntlab.report.headless import drawing_context
from stuntlab.report.still import Image, Painted, Setting, View, check, model_of, picture, scene_of

Point = tuple[float, float, float]

NameTag = tuple[str, float, float]
"""Something to be named in a picture: the words, and the column and row they stand over."""

_SHADOW_MAP_PX = 1024
"""All that a picture a few hundred pixels high can show."""


@dataclass(frozen=True, slots=True)
class FilmShot:
    """One view of every frame and its size in pixels. shadows: they take half the time.

    towards: a point for each frame that it turns to; none for a view that stays.
    """

    view: View
    width: int
    height: int
    shadows: bool = True
    towards: Sequence[Point] = ()

    def turn_to_frame(self, frame: int) -> FilmShot:
        """The shot of one frame."""
        return replace(self, view=replace(self.view, looks_at_m=self.towards[frame])) if self.towards else self

    def locate(self, point_m: Sequence[float]) -> tuple[float, float] | None:
        """Column and row of a point of the world, or None where it lies behind the camera or out of the picture."""
        eye = np.array(self.view.eye_m)
        aside, raised = place_in_picture((self.view.looks_at_m - eye)[None], (np.array(point_m) - eye)[None])
        scale = self.height / (2 * np.tan(self.view.height_rad / 2))
        column, row = self.width / 2 + scale * float(aside[0]), self.height / 2 - scale * float(raised[0])
        return (column, row) if 0 <= column <= self.width and 0 <= row <= self.height else None


def film(
    frames: Iterable[Sequence[Painted]], shots: Sequence[FilmShot], setting: Setting | None = None
) -> Iterator[tuple[Image, ...]]:
    """Draw every frame from every view, each [height, width, 3].

    frames: the same things in the same order each time; only their vertices differ.

    Raises:
        UserError: a size or a view that is none, or nothing to draw with on this machine.
        DatasetError: a thing with a place that is not a number, or that is another thing than in the first frame.
    """
    moving = iter(frames)
    first = next(moving, None)
    if first is None:
        return
    ground, width, height = setting or Setting(), *(max(getattr(shot, side) for shot in shots) for side in _SIDES)
    model = model_of(first, [shot.view for shot in shots], ground, width, height, shadow_map_px=_SHADOW_MAP_PX)
    scenes = [
        scene_of(model, number, shadows=shot.shadows, mirrors=ground.shine > 0) for number, shot in enumerate(shots)
    ]
    with drawing_context(width, height):
        context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100)
        try:
            before = first
            for number, frame in enumerate(chain([first], moving)):
                _hand_over(model, context, before, frame)
                before = frame
                for scene, shot in zip(scenes, shots, strict=True):
                    if shot.towards:
                        _turn(scene, shot.turn_to_frame(number).view)
                yield tuple(
                    picture(scene, context, shot.width, shot.height) for scene, shot in zip(scenes, shots, strict=True)
                )
        finally:
            context.free()


_SIDES = ("width", "height")


def _turn(scene: mujoco.MjvScene, view: View) -> None:
    """Point the camera of a scene to where a view looks now."""
    _, up, back = camera_axes(view.eye_m, view.looks_at_m).T
    for eye in scene.camera:
        eye.forward[:], eye.up[:] = -back, up


def _hand_over(
    model: mujoco.MjModel, context: mujoco.MjrContext, before: Sequence[Painted], frame: Sequence[Painted]
) -> None:
    """Put the vertices of what has moved into the model and its drawing."""
    check(frame)
    if len(frame) != len(before):
        raise DatasetError(f"a film of {len(before)} things has a frame of {len(frame)}")
    for number, (was, thing) in enumerate(zip(before, frame, strict=True)):
        if thing.vertices is not was.vertices:
            _move(model, number, thing)
            mujoco.mjr_uploadMesh(model, context, number)


def _move(model: mujoco.MjModel, number: int, thing: Painted) -> None:
    first, count = int(model.mesh_vertadr[number]), int(model.mesh_vertnum[number])
    if len(thing.vertices) != count:
        raise DatasetError(f"thing {number} of a film has {len(thing.vertices)} vertices and began with {count}")
    turn = rotation(model.mesh_quat[number]).as_matrix()
    local = (thing.vertices - model.mesh_pos[number]) @ turn
    model.mesh_vert[first : first + count] = local
    normals = int(model.mesh_normaladr[number])
    model.mesh_normal[normals : normals + count] = vertex_normals(local, thing.triangles)
