"""One USD stage being filled from a previs scene."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

import numpy as np

from stuntlab.datasets import Floats, Integers
from stuntlab.errors import DatasetError
from stuntlab.export.previs import (
    Beat,
    FilmCamera,
    PaintedMesh,
    Path,
    PressedShape,
    Previs,
    PrevisGround,
    PrevisSolid,
    SkinnedMesh,
    SkinnedPerson,
    in_one_hemisphere,
)
from stuntlab.export.usd_library import Names, pxr
from stuntlab.export.usd_looks import Looks, face_colours, linear
from stuntlab.geometry import camera_axes, vertex_normals

_INFLUENCES = 4
_TENTHS_OF_A_UNIT = 10.0
"""USD counts focal length and aperture in tenths of a scene unit; of a metre that is 100 mm (UsdGeomCamera, R-h)."""

_OFF_A_FRAME = 1e-3  # of a frame; sums of many steps of a 24th of a second are off by less than a billionth
_REACH_M = 0.4  # of a body's skin round its bodies


class UsdStage:
    """A stage in a file. pictures: clothes and surfaces as picture files beside it, else as colours.

    y_up: the whole set is turned so that y is up, as rules for packages want; else z is up, as in a plan. Every key
    stands on a whole frame: programs that cut off the fraction would lose the last one.
    """

    def __init__(
        self, previs: Previs, path: FilePath, frame_rate_hz: float, *, pictures: bool = False, y_up: bool = False
    ) -> None:
        self.geom, self.skel, self.sdf, self.vt, self.gf = map(pxr, ("UsdGeom", "UsdSkel", "Sdf", "Vt", "Gf"))
        self.stage = pxr("Usd").Stage.CreateNew(str(path))
        self.pictures, self.names = pictures, Names()
        self.codes, self.rate_hz = _whole_frames(previs.times_s, frame_rate_hz), frame_rate_hz
        self._open(y_up=y_up)
        self.looks = Looks(self.stage, path.parent if pictures else None)
        for person in previs.people:
            self._add_person(person)
        for camera in previs.cameras:
            self._add_camera(camera)
        for ground in previs.grounds:
            self._add_ground(ground)
        for solid in previs.solids:
            self._add_solid(solid)
        self._add_beats(previs)

    def _open(self, *, y_up: bool) -> None:
        self.geom.SetStageUpAxis(self.stage, self.geom.Tokens.y if y_up else self.geom.Tokens.z)
        self.geom.SetStageMetersPerUnit(self.stage, 1.0)
        self.stage.SetTimeCodesPerSecond(self.rate_hz)
        self.stage.SetFramesPerSecond(self.rate_hz)
        self.stage.SetStartTimeCode(float(self.codes[0]))
        self.stage.SetEndTimeCode(float(self.codes[-1]))
        everything = self.geom.Xform.Define(self.stage, "/Set")
        if y_up:
            everything.AddRotateXOp().Set(-90.0)
        self.stage.SetDefaultPrim(everything.GetPrim())
        self.geom.Scope.Define(self.stage, "/Set/Looks")

    def save(self) -> None:
        """Write the stage to its file."""
        self.stage.GetRootLayer().Save()

    def _add_person(self, person: SkinnedPerson) -> None:
        where = self.names.under("/Set", person.name)
        root = self.skel.Root.Define(self.stage, where)
        skeleton = self.skel.Skeleton.Define(self.stage, f"{where}/Skeleton")
        skeleton.CreateJointsAttr(list(person.bodies))
        poses = self.vt.Matrix4dArray([self._translation(place) for place in person.origins])
        skeleton.CreateBindTransformsAttr(poses)
        skeleton.CreateRestTransformsAttr(poses)
        self._bind(skeleton.GetPrim()).CreateAnimationSourceRel().SetTargets([self._animation(person, where)])
        for number, skin in enumerate(person.skins):
            path = f"{where}/Skin" if number == 0 else self.names.under(where, skin.mesh.name)
            self._hang(self._paint_mesh(path, skin.mesh, on_faces=True), skin, skeleton)
        low, high = person.places.min(axis=(0, 1)) - _REACH_M, person.places.max(axis=(0, 1)) + _REACH_M
        root.CreateExtentAttr(self.vt.Vec3fArray.FromNumpy(np.array([low, high], dtype=np.float32)))

    def _hang(self, mesh: Any, skin: SkinnedMesh, skeleton: Any) -> None:
        """What each vertex of a mesh hangs on."""
        binding = self._bind(mesh.GetPrim())
        bodies, weights = skin.heaviest(_INFLUENCES)
        binding.CreateJointIndicesPrimvar(False, _INFLUENCES).Set(
            self.vt.IntArray.FromNumpy(bodies.astype(np.int32).ravel())
        )
        binding.CreateJointWeightsPrimvar(False, _INFLUENCES).Set(
            self.vt.FloatArray.FromNumpy(weights.astype(np.float32).ravel())
        )
        binding.CreateGeomBindTransformAttr(self.gf.Matrix4d(1.0))
        binding.CreateSkeletonRel().SetTargets([skeleton.GetPath()])

    def _bind(self, prim: Any) -> Any:
        return self.skel.BindingAPI.Apply(prim)

    def _translation(self, place: Floats) -> Any:
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

    def _paint_mesh(self, where: str, mesh: PaintedMesh, *, on_faces: bool = False) -> Any:
        """A mesh with its picture, or without pictures with its colours: of its faces, or one of all of it."""
        made = self._mesh(where, mesh.vertices, mesh.triangles)
        if self.pictures or not on_faces:
            self.looks.dress(made.GetPrim(), mesh)
        if self.pictures and mesh.one_colour is None:
            places = mesh.paint.reshape(-1, 2) * [1, -1] + [0, 1]  # USD counts a picture's rows from below
            kind, each = self.sdf.ValueTypeNames.TexCoord2fArray, self.geom.Tokens.faceVarying
            primvar = self.geom.PrimvarsAPI(made).CreatePrimvar("st", kind, each)
            primvar.Set(self.vt.Vec2fArray.FromNumpy(places.astype(np.float32)))
        made.CreateNormalsAttr(self.vt.Vec3fArray.FromNumpy(mesh.normals.astype(np.float32)))
        made.SetNormalsInterpolation(self.geom.Tokens.vertex)
        colours = made.CreateDisplayColorPrimvar(self.geom.Tokens.uniform)
        colours.Set(self.vt.Vec3fArray.FromNumpy(face_colours(mesh).astype(np.float32)))
        return made

    def _mesh(self, where: str, vertices: Floats, faces: Integers) -> Any:
        mesh = self.geom.Mesh.Define(self.stage, where)
        points = self.vt.Vec3fArray.FromNumpy(vertices.astype(np.float32))
        mesh.CreatePointsAttr(points)
        mesh.CreateFaceVertexCountsAttr(self.vt.IntArray.FromNumpy(np.full(len(faces), faces.shape[1], np.int32)))
        mesh.CreateFaceVertexIndicesAttr(self.vt.IntArray.FromNumpy(faces.astype(np.int32).ravel()))
        mesh.CreateSubdivisionSchemeAttr(self.geom.Tokens.none)
        mesh.CreateExtentAttr(self.geom.PointBased.ComputeExtent(points))
        return mesh

    def _add_camera(self, camera: FilmCamera) -> None:
        film = self.geom.Camera.Define(self.stage, self.names.under("/Set", camera.name))
        film.CreateFocalLengthAttr(camera.focal_mm / 1000 * _TENTHS_OF_A_UNIT)
        film.CreateHorizontalApertureAttr(camera.width_mm / 1000 * _TENTHS_OF_A_UNIT)
        film.CreateVerticalApertureAttr(camera.height_mm / 1000 * _TENTHS_OF_A_UNIT)
        film.CreateFocusDistanceAttr(float(np.linalg.norm(np.subtract(camera.eye_m, camera.looks_at_m))))
        film.CreateClippingRangeAttr(self.gf.Vec2f(0.05, 500.0))
        matrix = np.eye(4)
        matrix[:3, :3] = camera_axes(camera.eye_m, camera.looks_at_m).T  # USD multiplies rows
        matrix[3, :3] = camera.eye_m
        film.AddTransformOp().Set(self.gf.Matrix4d(*matrix.ravel().tolist()))

    def _add_ground(self, ground: PrevisGround) -> None:
        places = ground.outlines.reshape(-1, 3)
        corners = np.arange(len(places)).reshape(ground.outlines.shape[:2])
        mesh = self._mesh(self.names.under("/Set", ground.name), places, corners)
        mesh.CreateDoubleSidedAttr(True)
        colour, opacity = linear(np.array(ground.colour[:3])), ground.colour[3]
        mesh.CreateDisplayColorAttr([self.gf.Vec3f(*colour.tolist())])
        mesh.CreateDisplayOpacityAttr([opacity])
        self.looks.tint(mesh.GetPrim(), ground.name, colour, opacity)

    def _add_solid(self, solid: PrevisSolid) -> None:
        """The same meshes at every place: the binary format keeps equal arrays once."""
        for x, y, z, turned in solid.spots:
            where = self.names.under("/Set", solid.name)
            stands = self.geom.Xform.Define(self.stage, where)
            if solid.path:
                self._carry(stands, solid.path)
            else:
                stands.AddTranslateOp().Set(self.gf.Vec3d(x, y, z))
                stands.AddRotateZOp().Set(float(np.degrees(turned)))
            for part in solid.parts:
                mesh = self._paint_mesh(self.names.under(where, part.name), part)
                if solid.dent:
                    self._press(mesh, part, solid.dent)

    def _carry(self, thing: Any, path: Path) -> None:
        """A place and a turn at every frame."""
        place, turn = thing.AddTranslateOp(), thing.AddOrientOp()
        for code, at, quat in zip(self.codes.tolist(), path.places, in_one_hemisphere(path.turns), strict=True):
            place.Set(self.gf.Vec3d(*at.tolist()), code)
            turn.Set(self.gf.Quatf(*quat.tolist()), code)

    def _press(self, mesh: Any, part: PaintedMesh, dent: PressedShape) -> None:
        """Points over time, written where they change."""
        changes = np.flatnonzero(np.diff(dent.share, prepend=np.nan) != 0)
        for frame in np.union1d(changes, np.maximum(changes - 1, 0)).tolist():
            vertices = part.vertices + dent.share[frame] * (dent.vertices - part.vertices)
            points, code = self.vt.Vec3fArray.FromNumpy(vertices.astype(np.float32)), float(self.codes[frame])
            mesh.GetPointsAttr().Set(points, code)
            mesh.GetExtentAttr().Set(self.geom.PointBased.ComputeExtent(points), code)
            normals = vertex_normals(vertices, part.triangles).astype(np.float32)
            mesh.GetNormalsAttr().Set(self.vt.Vec3fArray.FromNumpy(normals), code)

    def _add_beats(self, previs: Previs) -> None:
        """Beats as transforms without a body, with their time as an attribute of their own; notes on the root."""
        for beat in previs.beats:
            self._add_beat(beat)
        root = self.stage.GetDefaultPrim()
        for name, words in previs.notes.items():
            root.CreateAttribute(f"stuntlab:{name}", self.sdf.ValueTypeNames.String, True).Set(words)

    def _add_beat(self, beat: Beat) -> None:
        marker = self.geom.Xform.Define(self.stage, self.names.under("/Set", f"beat {beat.name}"))
        marker.AddTranslateOp().Set(self.gf.Vec3d(*beat.at_m))
        types = self.sdf.ValueTypeNames
        marker.GetPrim().CreateAttribute("stuntlab:beat", types.String, True).Set(beat.name)
        marker.GetPrim().CreateAttribute("stuntlab:timeSeconds", types.Double, True).Set(beat.time_s)
        marker.GetPrim().CreateAttribute("stuntlab:timeCode", types.Double, True).Set(beat.time_s * self.rate_hz)


def _whole_frames(times_s: Floats, rate_hz: float) -> Floats:
    """The number of the frame of each moment, [frame].

    Raises: DatasetError for moments that are not one frame apart.
    """
    codes = np.rint(times_s * rate_hz)
    if np.abs(times_s * rate_hz - codes).max() > _OFF_A_FRAME:
        raise DatasetError(f"the moments of a scene are not frames of {rate_hz:g} Hz")
    return codes
