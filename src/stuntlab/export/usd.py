"""USD from a previs scene: UsdSkel people, cameras with focal length and aperture, coloured ground. Metres, z up.

Clothes are colours of faces, so that one file is the whole scene. USD's own library is the extra `usd`.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.export.previs import FilmCamera, Ground, Previs, SkinnedPerson, in_one_hemisphere, looking

_INFLUENCES = 4
_TENTHS_OF_A_UNIT = 10.0
"""USD counts focal length and aperture in tenths of a scene unit; of a metre that is 100 mm (UsdGeomCamera, R-h)."""


def write_usd(previs: Previs, target: Path, *, frame_rate_hz: float) -> None:
    """Write .usda, .usdc or .usdz.

    Raises:
        UserError: USD's library is not installed.
    """
    if importlib.util.find_spec("pxr") is None:
        raise UserError('USD needs usd-core, which is not installed; install it with: pip install "stuntlab[usd]"')
    if target.suffix.casefold() != ".usdz":
        _Stage(previs, target, frame_rate_hz).save()
        return
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / f"{target.stem}.usdc"
        _Stage(previs, inside, frame_rate_hz).save()
        _pxr("UsdUtils").CreateNewUsdzPackage(str(inside), str(target))


def _pxr(module: str) -> Any:  # the library ships no types
    return importlib.import_module(f"pxr.{module}")


class _Stage:
    """One stage being filled."""

    def __init__(self, previs: Previs, path: Path, frame_rate_hz: float) -> None:
        self.geom, self.skel, self.sdf, self.vt, self.gf = map(_pxr, ("UsdGeom", "UsdSkel", "Sdf", "Vt", "Gf"))
        self.stage = _pxr("Usd").Stage.CreateNew(str(path))
        self.codes = previs.times_s * frame_rate_hz
        self.geom.SetStageUpAxis(self.stage, self.geom.Tokens.z)
        self.geom.SetStageMetersPerUnit(self.stage, 1.0)
        self.stage.SetTimeCodesPerSecond(frame_rate_hz)
        self.stage.SetStartTimeCode(float(self.codes[0]))
        self.stage.SetEndTimeCode(float(self.codes[-1]))
        root = self.geom.Xform.Define(self.stage, "/Set")
        self.stage.SetDefaultPrim(root.GetPrim())
        for person in previs.people:
            self._add_person(person)
        for camera in previs.cameras:
            self._add_camera(camera)
        for ground in previs.grounds:
            self._add_ground(ground)

    def save(self) -> None:
        """Write the stage to its file."""
        self.stage.GetRootLayer().Save()

    def _add_person(self, person: SkinnedPerson) -> None:
        where = f"/Set/{_name(person.name)}"
        root = self.skel.Root.Define(self.stage, where)
        skeleton = self.skel.Skeleton.Define(self.stage, f"{where}/Skeleton")
        skeleton.CreateJointsAttr(list(person.bodies))
        poses = [self._placed(place) for place in person.origins]
        skeleton.CreateBindTransformsAttr(self.vt.Matrix4dArray(poses))
        skeleton.CreateRestTransformsAttr(self.vt.Matrix4dArray(poses))
        self._bind(skeleton.GetPrim()).CreateAnimationSourceRel().SetTargets([self._animation(person, where)])
        mesh = self._mesh(f"{where}/Skin", person.vertices, person.triangles)
        colours = mesh.CreateDisplayColorPrimvar(self.geom.Tokens.uniform)
        colours.Set(self.vt.Vec3fArray.FromNumpy(_face_colours(person)))
        binding = self._bind(mesh.GetPrim())
        heaviest = np.argsort(-person.weights, axis=1, kind="stable")[:, :_INFLUENCES]
        weights = np.take_along_axis(person.weights, heaviest, axis=1)
        weights /= weights.sum(axis=1, keepdims=True)
        binding.CreateJointIndicesPrimvar(False, _INFLUENCES).Set(
            self.vt.IntArray.FromNumpy(heaviest.astype(np.int32).ravel())
        )
        binding.CreateJointWeightsPrimvar(False, _INFLUENCES).Set(
            self.vt.FloatArray.FromNumpy(weights.astype(np.float32).ravel())
        )
        binding.CreateGeomBindTransformAttr(self.gf.Matrix4d(1.0))
        binding.CreateSkeletonRel().SetTargets([skeleton.GetPath()])
        self._bounds(root, person)

    def _bounds(self, root: Any, person: SkinnedPerson) -> None:
        low, high = person.places.min(axis=(0, 1)) - 0.4, person.places.max(axis=(0, 1)) + 0.4
        root.CreateExtentAttr(self.vt.Vec3fArray.FromNumpy(np.array([low, high], dtype=np.float32)))

    def _bind(self, prim: Any) -> Any:
        return self.skel.BindingAPI.Apply(prim)

    def _placed(self, place: Floats) -> Any:
        matrix = self.gf.Matrix4d(1.0)
        matrix.SetTranslateOnly(self.gf.Vec3d(*place.tolist()))
        return matrix

    def _animation(self, person: SkinnedPerson, where: str) -> Any:
        moves = self.skel.Animation.Define(self.stage, f"{where}/Motion")
        moves.CreateJointsAttr(list(person.bodies))
        moves.CreateScalesAttr(self.vt.Vec3hArray([self.gf.Vec3h(1, 1, 1)] * len(person.bodies)))
        places, turns = moves.CreateTranslationsAttr(), moves.CreateRotationsAttr()
        smooth = in_one_hemisphere(person.turns)
        for frame, code in enumerate(self.codes.tolist()):
            places.Set(self.vt.Vec3fArray.FromNumpy(person.places[frame].astype(np.float32)), code)
            turns.Set(self.vt.QuatfArray([self.gf.Quatf(*quat) for quat in smooth[frame].tolist()]), code)
        return moves.GetPrim().GetPath()

    def _mesh(self, where: str, vertices: Floats, faces: Any) -> Any:
        mesh = self.geom.Mesh.Define(self.stage, where)
        points = self.vt.Vec3fArray.FromNumpy(vertices.astype(np.float32))
        mesh.CreatePointsAttr(points)
        mesh.CreateFaceVertexCountsAttr(self.vt.IntArray.FromNumpy(np.full(len(faces), faces.shape[1], np.int32)))
        mesh.CreateFaceVertexIndicesAttr(self.vt.IntArray.FromNumpy(faces.astype(np.int32).ravel()))
        mesh.CreateSubdivisionSchemeAttr(self.geom.Tokens.none)
        mesh.CreateExtentAttr(self.geom.PointBased.ComputeExtent(points))
        return mesh

    def _add_camera(self, camera: FilmCamera) -> None:
        film = self.geom.Camera.Define(self.stage, f"/Set/{_name(camera.name)}")
        film.CreateFocalLengthAttr(camera.focal_mm / 1000 * _TENTHS_OF_A_UNIT)
        film.CreateHorizontalApertureAttr(camera.width_mm / 1000 * _TENTHS_OF_A_UNIT)
        film.CreateVerticalApertureAttr(camera.height_mm / 1000 * _TENTHS_OF_A_UNIT)
        film.CreateFocusDistanceAttr(float(np.linalg.norm(np.subtract(camera.eye_m, camera.looks_at_m))))
        matrix = np.eye(4)
        matrix[:3, :3] = looking(camera.eye_m, camera.looks_at_m).T  # USD multiplies rows
        matrix[3, :3] = camera.eye_m
        film.AddTransformOp().Set(self.gf.Matrix4d(*matrix.ravel().tolist()))

    def _add_ground(self, ground: Ground) -> None:
        corners = np.arange(len(ground.outline))[None, :]
        mesh = self._mesh(f"/Set/{_name(ground.name)}", ground.outline, corners)
        mesh.CreateDisplayColorAttr([self.gf.Vec3f(*ground.colour[:3])])
        mesh.CreateDisplayOpacityAttr([ground.colour[3]])


def _face_colours(person: SkinnedPerson) -> Any:
    """The colour of the clothes in the middle of each face, [triangle, 3], linear light."""
    rows, columns = person.image.shape[:2]
    middle = person.paint.mean(axis=1)
    column = np.clip((middle[:, 0] * columns).astype(int), 0, columns - 1)
    row = np.clip((middle[:, 1] * rows).astype(int), 0, rows - 1)
    return ((person.image[row, column] / 255.0) ** 2.2).astype(np.float32)


def _name(words: str) -> str:
    """A name USD takes."""
    plain = re.sub(r"[^0-9A-Za-z]+", "_", words).strip("_") or "thing"
    return plain if not plain[0].isdigit() else f"_{plain}"
