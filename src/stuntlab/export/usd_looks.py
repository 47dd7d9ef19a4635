"""Materials of a USD stage: a colour, or a picture that lies beside the stage until both are packed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.export.pictures import encode_picture
from stuntlab.export.previs import PaintedMesh
from stuntlab.export.usd_library import Names, pxr

_ROUGH = 0.85


class Looks:
    """The materials of one stage, each made once. folder: where pictures may be written, or None for colours only."""

    def __init__(self, stage: Any, folder: Path | None) -> None:
        self.stage, self.folder = stage, folder
        self.shade, self.sdf, self.gf = map(pxr, ("UsdShade", "Sdf", "Gf"))
        self.names = Names()
        self.made: dict[bytes, Any] = {}

    def dress(self, prim: Any, mesh: PaintedMesh) -> None:
        """Bind the material of a mesh's picture to it."""
        key = mesh.image.tobytes()
        if key not in self.made:
            self.made[key] = self._material(mesh)
        self.shade.MaterialBindingAPI.Apply(prim).Bind(self.made[key])

    def tint(self, prim: Any, name: str, colour: Floats, opacity: float) -> None:
        """Bind a material of one colour, linear light, that may be seen through."""
        material, surface = self._surface(self.names.under("/Set/Looks", name))
        surface.CreateInput("diffuseColor", self.sdf.ValueTypeNames.Color3f).Set(self.gf.Vec3f(*colour.tolist()))
        surface.CreateInput("opacity", self.sdf.ValueTypeNames.Float).Set(opacity)
        self.shade.MaterialBindingAPI.Apply(prim).Bind(material)

    def _material(self, mesh: PaintedMesh) -> Any:
        where = self.names.under("/Set/Looks", mesh.name)
        material, surface = self._surface(where)
        colour = surface.CreateInput("diffuseColor", self.sdf.ValueTypeNames.Color3f)
        if self.folder is None or mesh.one_colour is not None:
            colour.Set(self.gf.Vec3f(*mean_colour(mesh).tolist()))
        else:
            colour.ConnectToSource(self._picture(where, mesh, self.folder).ConnectableAPI(), "rgb")
        return material

    def _surface(self, where: str) -> tuple[Any, Any]:
        """A material without a colour yet, and what is to be given one."""
        material = self.shade.Material.Define(self.stage, where)
        surface = self._shader(f"{where}/Surface", "UsdPreviewSurface")
        surface.CreateInput("roughness", self.sdf.ValueTypeNames.Float).Set(_ROUGH)
        material.CreateSurfaceOutput().ConnectToSource(surface.ConnectableAPI(), "surface")
        return material, surface

    def _shader(self, where: str, kind: str) -> Any:
        shader = self.shade.Shader.Define(self.stage, where)
        shader.CreateIdAttr(kind)
        return shader

    def _picture(self, where: str, mesh: PaintedMesh, folder: Path) -> Any:
        kind, raw = encode_picture(mesh.image)
        file = f"{where.rsplit('/', 1)[1]}.{'jpg' if kind == 'jpeg' else kind}"
        (folder / file).write_bytes(raw)
        types = self.sdf.ValueTypeNames
        places = self._shader(f"{where}/Places", "UsdPrimvarReader_float2")
        places.CreateInput("varname", types.String).Set("st")
        places.CreateOutput("result", types.Float2)
        picture = self._shader(f"{where}/Picture", "UsdUVTexture")
        picture.CreateInput("file", types.Asset).Set(self.sdf.AssetPath(f"./{file}"))
        picture.CreateInput("sourceColorSpace", types.Token).Set("sRGB")
        for axis in ("wrapS", "wrapT"):
            picture.CreateInput(axis, types.Token).Set("repeat")
        picture.CreateInput("st", types.Float2).ConnectToSource(places.ConnectableAPI(), "result")
        picture.CreateOutput("rgb", types.Float3)
        return picture


def mean_colour(mesh: PaintedMesh) -> Floats:
    """Of a whole picture, [3], linear light."""
    return np.asarray(linear(mesh.image.reshape(-1, 3) / 255.0).mean(axis=0))


def face_colours(mesh: PaintedMesh) -> Floats:
    """The colour of the picture in the middle of each face, [triangle, 3], linear light."""
    rows, columns = mesh.image.shape[:2]
    middle = mesh.paint.mean(axis=1) % 1.0
    column, row = (middle * (columns, rows)).astype(int).T
    return linear(mesh.image[np.minimum(row, rows - 1), np.minimum(column, columns - 1)] / 255.0)


def linear(colour: Floats) -> Floats:
    """SRGB to linear light. Source: IEC 61966-2-1 (R-h)."""
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
