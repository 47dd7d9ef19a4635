"""Binary glTF 2.0 from a previs scene. One root turns z up into glTF's y up.

Source: Khronos, glTF 2.0 Specification (V-P as recalled); files are checked with the Khronos validator.
"""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats, Integers
from stuntlab.export.pictures import encode_picture
from stuntlab.export.previs import (
    Beat,
    FilmCamera,
    PaintedMesh,
    PressedShape,
    Previs,
    PrevisGround,
    PrevisSolid,
    SkinnedMesh,
    SkinnedPerson,
    in_one_hemisphere,
)
from stuntlab.export.scene_format import PILLOW, SceneFormat
from stuntlab.geometry import camera_axes, vertex_normals

_FLOAT, _UINT32, _UINT16 = 5126, 5125, 5123
_COMPONENTS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
_VERTICES, _INDICES = 34962, 34963
_Z_UP_TO_Y_UP = [-np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5)]
_NEAR_M, _FAR_M = 0.05, 500.0
_MOST_IN_16_BITS = 65_535
"""Vertices; the largest number of 16 bits itself is kept free, as the format asks."""


def glb(previs: Previs) -> bytes:
    """The scene as one .glb file."""
    return _Writer(previs).join()


GLB = SceneFormat(
    ".glb",
    name="glTF 2.0, binary",
    holds="everything in one file, with pictures of clothes and surfaces",
    needs=(PILLOW,),
    write=lambda previs, _: glb(previs),
)


class _Writer:
    """Collects nodes, meshes and the numbers behind them."""

    def __init__(self, previs: Previs) -> None:
        self.data = bytearray()
        self.gltf: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "stuntlab"},
            "scene": 0,
            "scenes": [{"name": previs.title, "nodes": [0], "extras": _extras(previs)}],
            "nodes": [{"name": "set", "rotation": [float(part) for part in _Z_UP_TO_Y_UP], "children": []}],
        }
        self.looks: dict[bytes, int] = {}
        times = self._accessor(previs.times_s.astype(np.float32)[:, None], ends=True)
        for person in previs.people:
            self._add_person(person, times)
        for camera in previs.cameras:
            self._add_camera(camera)
        for ground in previs.grounds:
            self._add_ground(ground)
        for solid in previs.solids:
            self._add_solid(solid, times)
        for beat in previs.beats:
            self._add_beat(beat)

    def join(self) -> bytes:
        """Header, JSON, numbers."""
        self.gltf["buffers"] = [{"byteLength": len(self.data)}]
        text = json.dumps(self.gltf, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        body = bytes(self.data) + b"\0" * (-len(self.data) % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(body), b"BIN\0") + body
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks

    def _list(self, name: str, thing: dict[str, Any]) -> int:
        items: list[dict[str, Any]] = self.gltf.setdefault(name, [])
        items.append(thing)
        return len(items) - 1

    def _node(self, thing: dict[str, Any], *, at_root: bool = True) -> int:
        number = self._list("nodes", thing)
        if at_root:
            self.gltf["nodes"][0]["children"].append(number)
        return number

    def _view(self, raw: bytes, target: int | None = None) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        view = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(raw)}
        self.data += raw
        return self._list("bufferViews", view | ({"target": target} if target else {}))

    def _accessor(self, array: NDArray[Any], *, target: int | None = None, ends: bool = False) -> int:
        """array: [item, component]. ends: with the least and largest value, where the format asks for them."""
        kind = {"f": _FLOAT, "u": _UINT32 if array.dtype.itemsize == 4 else _UINT16}[array.dtype.kind]
        thing: dict[str, Any] = {
            "bufferView": self._view(np.ascontiguousarray(array).tobytes(), target),
            "componentType": kind,
            "count": len(array),
            "type": _COMPONENTS[array.shape[1]],
        }
        if ends:
            thing |= {"min": array.min(axis=0).tolist(), "max": array.max(axis=0).tolist()}
        return self._list("accessors", thing)

    def _add_person(self, person: SkinnedPerson, times: int) -> None:
        joints = [self._joint(person, index) for index in range(len(person.bodies))]
        bind = np.tile(np.eye(4, dtype=np.float32), (len(joints), 1, 1))
        bind[:, :3, 3] = -person.origins
        skin = self._list(
            "skins",
            {
                "name": person.name,
                "joints": joints,
                "inverseBindMatrices": self._accessor(bind.transpose(0, 2, 1).reshape(-1, 16)),
            },
        )
        # A skinned mesh takes its place from its joints alone, so it hangs beside the root and not below it.
        for worn in person.skins:
            mesh = self._list("meshes", {"name": worn.mesh.name, "primitives": [self._primitive(worn.mesh, worn)]})
            node = self._node({"name": worn.mesh.name, "mesh": mesh, "skin": skin}, at_root=False)
            self.gltf["scenes"][0]["nodes"].append(node)
        self._animate(person, joints, times)

    def _joint(self, person: SkinnedPerson, index: int) -> int:
        x, y, z = person.places[0, index].tolist()
        turn = np.roll(person.turns[0, index], -1)
        name = f"{person.name} {person.bodies[index]}"
        return self._node({"name": name, "translation": [x, y, z], "rotation": turn.tolist()})

    def _primitive(
        self, mesh: PaintedMesh, skin: SkinnedMesh | None = None, dent: PressedShape | None = None
    ) -> dict[str, Any]:
        """One mesh with its picture, with what its vertices hang on, and how far they are pressed in."""
        corners = np.column_stack([mesh.triangles.reshape(-1, 1), mesh.paint.reshape(-1, 2)])
        unique, index = _each_once(np.asarray(corners.round(6)))
        vertex = unique[:, 0].astype(np.int64)
        attributes = {
            "POSITION": self._accessor(mesh.vertices[vertex].astype(np.float32), target=_VERTICES, ends=True),
            "NORMAL": self._accessor(mesh.normals[vertex].astype(np.float32), target=_VERTICES),
        }
        if mesh.one_colour is None:
            attributes["TEXCOORD_0"] = self._accessor(unique[:, 1:].astype(np.float32), target=_VERTICES)
        if skin is not None:
            bodies, weights = skin.heaviest(4)
            attributes["JOINTS_0"] = self._accessor(bodies[vertex].astype(np.uint16), target=_VERTICES)
            attributes["WEIGHTS_0"] = self._accessor(weights[vertex].astype(np.float32), target=_VERTICES)
        fits = np.uint16 if len(unique) <= _MOST_IN_16_BITS else np.uint32
        indices = self._accessor(index.astype(fits).reshape(-1, 1), target=_INDICES)
        primitive = {"attributes": attributes, "indices": indices, "material": self._look(mesh)}
        return primitive | ({"targets": [self._morph_target(mesh, dent, vertex)]} if dent else {})

    def _morph_target(self, mesh: PaintedMesh, dent: PressedShape, vertex: Integers) -> dict[str, int]:
        """By how much a dent moves vertices and their normals."""
        moves = (dent.vertices - mesh.vertices)[vertex].astype(np.float32)
        turns = (vertex_normals(dent.vertices, mesh.triangles) - mesh.normals)[vertex].astype(np.float32)
        return {
            "POSITION": self._accessor(moves, target=_VERTICES, ends=True),
            "NORMAL": self._accessor(turns, target=_VERTICES),
        }

    def _look(self, mesh: PaintedMesh) -> int:
        """The material of a picture; equal pictures are kept once."""
        key = mesh.image.tobytes()
        if key not in self.looks:
            self.looks[key] = self._list("materials", {"name": mesh.name, "pbrMetallicRoughness": self._paint(mesh)})
        return self.looks[key]

    def _paint(self, mesh: PaintedMesh) -> dict[str, Any]:
        matt = {"metallicFactor": 0.0, "roughnessFactor": 0.85}
        if mesh.one_colour is not None:
            return {"baseColorFactor": [*map(_linear, mesh.one_colour), 1.0], **matt}
        kind, raw = encode_picture(mesh.image)
        image = self._list("images", {"bufferView": self._view(raw), "mimeType": f"image/{kind}"})
        return {"baseColorTexture": {"index": self._list("textures", {"source": image})}, **matt}

    def _add_solid(self, solid: PrevisSolid, times: int) -> None:
        """One mesh, and a node for every place where it stands."""
        primitives = [self._primitive(part, dent=solid.dent) for part in solid.parts]
        weights = {"weights": [0.0]} if solid.dent else {}
        mesh = self._list("meshes", {"name": solid.name, "primitives": primitives, **weights})
        for x, y, z, turned in solid.spots:
            turn = [0.0, 0.0, float(np.sin(turned / 2)), float(np.cos(turned / 2))]
            node = self._node({"name": solid.name, "mesh": mesh, "translation": [x, y, z], "rotation": turn})
            if solid.dent:
                self._move(node, "weights", solid.dent.share[:, None], times)
            if solid.path:
                self._move(node, "translation", solid.path.places, times)
                self._move(node, "rotation", np.roll(in_one_hemisphere(solid.path.turns), -1, axis=-1), times)

    def _add_beat(self, beat: Beat) -> None:
        """A node without a body where it happens, its time beside it: glTF itself has no markers."""
        self._node({"name": f"beat: {beat.name}", "translation": list(beat.at_m), "extras": {"time_s": beat.time_s}})

    def _animate(self, person: SkinnedPerson, joints: list[int], times: int) -> None:
        turns = np.roll(in_one_hemisphere(person.turns), -1, axis=-1)
        for index, joint in enumerate(joints):
            self._move(joint, "translation", person.places[:, index], times)
            self._move(joint, "rotation", turns[:, index], times)

    def _move(self, node: int, path: str, values: Floats, times: int) -> None:
        """Let something of a node change with time; values: [frame, component]."""
        if "animations" not in self.gltf:
            self.gltf["animations"] = [{"name": "take", "samplers": [], "channels": []}]
        animation = self.gltf["animations"][0]
        output = self._accessor(values.astype(np.float32))
        animation["samplers"].append({"input": times, "output": output, "interpolation": "LINEAR"})
        target = {"node": node, "path": path}
        animation["channels"].append({"sampler": len(animation["samplers"]) - 1, "target": target})

    def _add_camera(self, camera: FilmCamera) -> None:
        """GlTF knows a field of view only: lens and sensor go with it as extras."""
        lens = {"yfov": camera.height_rad, "aspectRatio": camera.shape, "znear": _NEAR_M, "zfar": _FAR_M}
        extras = {
            "focal_length_mm": camera.focal_mm,
            "horizontal_aperture_mm": camera.width_mm,
            "vertical_aperture_mm": camera.height_mm,
        }
        thing = {"name": camera.name, "type": "perspective", "perspective": lens, "extras": extras}
        turn = Rotation.from_matrix(camera_axes(camera.eye_m, camera.looks_at_m)).as_quat().tolist()
        place = [float(part) for part in camera.eye_m]
        self._node(
            {"name": camera.name, "camera": self._list("cameras", thing), "translation": place, "rotation": turn}
        )

    def _add_ground(self, ground: PrevisGround) -> None:
        shapes, count, _ = ground.outlines.shape
        fan = np.array([[0, corner, corner + 1] for corner in range(1, count - 1)], dtype=np.uint32)
        fans = fan[None] + count * np.arange(shapes, dtype=np.uint32)[:, None, None]
        places = ground.outlines.reshape(-1, 3)
        up = np.tile(np.array([0, 0, 1], dtype=np.float32), (len(places), 1))
        attributes = {
            "POSITION": self._accessor(places.astype(np.float32), target=_VERTICES, ends=True),
            "NORMAL": self._accessor(up, target=_VERTICES),
        }
        primitive = {
            "attributes": attributes,
            "indices": self._accessor(fans.reshape(-1, 1), target=_INDICES),
            "material": self._colour(ground),
        }
        mesh = self._list("meshes", {"name": ground.name, "primitives": [primitive]})
        self._node({"name": ground.name, "mesh": mesh})

    def _colour(self, ground: PrevisGround) -> int:
        red, green, blue, opacity = ground.colour
        linear = [_linear(part) for part in (red, green, blue)]
        look = {"baseColorFactor": [*linear, opacity], "metallicFactor": 0.0, "roughnessFactor": 0.95}
        material = {"name": ground.name, "pbrMetallicRoughness": look, "doubleSided": True}
        return self._list("materials", material | ({"alphaMode": "BLEND"} if opacity < 1 else {}))


def _extras(previs: Previs) -> dict[str, Any]:
    beats = [{"name": beat.name, "time_s": beat.time_s} for beat in previs.beats]
    return {"beats": beats, **previs.notes}


def _linear(part: float) -> float:
    """SRGB to linear light. Source: IEC 61966-2-1 (R-h)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _each_once(rows: Floats) -> tuple[Floats, Integers]:
    """Rows without those that come again, in order, and which of them each row is, [row]."""
    order = np.lexsort(rows.T[::-1])
    ordered = rows[order]
    begins = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))
    index = np.empty(len(rows), dtype=np.int64)
    index[order] = np.cumsum(begins) - 1
    return ordered[begins], index
