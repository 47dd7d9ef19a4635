"""The rules of glTF 2.0 for one binary file, written from the specification: what a strict reader would complain of.

It stands in for the validator of Khronos where no Node.js is (`scripts/check_glb.py` runs that one). Every rule is here
that a writer of skinned, animated, painted scenes can break; extensions, sparse accessors and other files are none.

Source: Khronos, glTF 2.0 Specification, chapters 3 and 5 and its JSON schemas (V-P as recalled).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

Tree = Mapping[str, Any]

COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
NUMBERS = {5121: "<u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_NAMED = {"name", "extras"}
# Of each object: what it must have and what it may have.
SHAPES: Mapping[str, tuple[set[str], set[str]]] = {
    "asset": ({"version"}, {"generator"}),
    "scenes": ({"nodes"}, _NAMED),
    "nodes": (set(), _NAMED | {"camera", "children", "skin", "mesh", "rotation", "scale", "translation", "weights"}),
    "meshes": ({"primitives"}, _NAMED | {"weights"}),
    "primitive": ({"attributes", "indices", "material"}, {"targets"}),
    "accessors": ({"bufferView", "componentType", "count", "type"}, _NAMED | {"min", "max"}),
    "bufferViews": ({"buffer", "byteOffset", "byteLength"}, _NAMED | {"target"}),
    "buffers": ({"byteLength"}, _NAMED),
    "materials": ({"pbrMetallicRoughness"}, _NAMED | {"alphaMode", "doubleSided"}),
    "pbr": (set(), {"baseColorFactor", "baseColorTexture", "metallicFactor", "roughnessFactor"}),
    "textures": ({"source"}, _NAMED | {"sampler"}),
    "images": ({"bufferView", "mimeType"}, _NAMED),
    "skins": ({"joints", "inverseBindMatrices"}, _NAMED),
    "animations": ({"channels", "samplers"}, _NAMED),
    "channel": ({"sampler", "target"}, set()),
    "target": ({"node", "path"}, set()),
    "animation sampler": ({"input", "output"}, {"interpolation"}),
    "cameras": ({"type", "perspective"}, _NAMED),
    "perspective": ({"yfov", "znear"}, {"aspectRatio", "zfar"}),
}
LISTS = ("scenes", "nodes", "meshes", "accessors", "bufferViews", "buffers", "materials", "textures", "images", "skins")
LISTS = (*LISTS, "animations", "cameras")
ATTRIBUTES = {
    "POSITION": ("VEC3", 5126), "NORMAL": ("VEC3", 5126), "TEXCOORD_0": ("VEC2", 5126), "JOINTS_0": ("VEC4", 5123),
    "WEIGHTS_0": ("VEC4", 5126),
}  # fmt: skip
PATHS = {"translation": "VEC3", "rotation": "VEC4", "weights": "SCALAR"}
_UNIT = 2e-3


def complaints(data: bytes) -> list[str]:
    """Everything in a .glb that breaks a rule, one sentence each."""
    framed = list(_of_the_frame(data))
    if framed:
        return framed
    size = struct.unpack_from("<I", data, 12)[0]
    try:
        tree = json.loads(data[20 : 20 + size], parse_constant=lambda name: name)
    except ValueError as problem:
        return [f"JSON: {problem}"]
    shaped = [*_of_shapes(tree), *_of_indices(tree)]
    return shaped or list(_Glb(tree, data[28 + size :]).complaints())


def _of_the_frame(data: bytes) -> Iterator[str]:
    magic, version, length = struct.unpack_from("<4sII", data)
    if (magic, version, length) != (b"glTF", 2, len(data)):
        yield f"header {magic!r}, version {version}, length {length} of {len(data)}"
        return
    at = 12
    for wanted in (b"JSON", b"BIN\0"):
        size, kind = struct.unpack_from("<I4s", data, at)
        if kind != wanted or size % 4 or at + 8 + size > len(data):
            yield f"chunk {kind!r} of {size} bytes where {wanted!r} belongs"
            return
        at += 8 + size
    if at != len(data):
        yield f"{len(data) - at} bytes after the last chunk"


def _shape(kind: str, where: str, thing: Tree) -> Iterator[str]:
    must, may = SHAPES[kind]
    yield from (f"{where} lacks {name}" for name in sorted(must - set(thing)))
    yield from (f"{where} has {name}" for name in sorted(set(thing) - must - may))
    yield from (f"{where}.{name} is empty" for name, held in thing.items() if isinstance(held, list) and not held)


def _of_shapes(tree: Tree) -> Iterator[str]:
    yield from (f"the file has {name}" for name in sorted(set(tree) - {*LISTS, "asset", "scene"}))
    yield from _shape("asset", "asset", tree.get("asset", {}))
    if tree.get("asset", {}).get("version") != "2.0":
        yield "asset.version is not 2.0"
    for kind in LISTS:
        for at, thing in enumerate(tree.get(kind, [])):
            held = thing
            if kind == "nodes" and thing.get("children") == [] and at == 0:
                held = {name: value for name, value in thing.items() if name != "children"}
            yield from _shape(kind, f"{kind}[{at}]", held)
            yield from _of_parts(kind, f"{kind}[{at}]", thing)


def _of_parts(kind: str, where: str, thing: Tree) -> Iterator[str]:
    parts: list[tuple[str, str, Tree]] = []
    if kind == "meshes":
        parts = [("primitive", f"{where}.primitives", one) for one in thing.get("primitives", [])]
    if kind == "materials":
        parts = [("pbr", f"{where}.pbr", thing.get("pbrMetallicRoughness", {}))]
    if kind == "cameras":
        parts = [("perspective", f"{where}.perspective", thing.get("perspective", {}))]
    if kind == "animations":
        parts = [("animation sampler", f"{where}.samplers", one) for one in thing.get("samplers", [])]
        for one in thing.get("channels", []):
            parts += [("channel", f"{where}.channels", one), ("target", f"{where}.target", one.get("target", {}))]
    for inner, place, part in parts:
        yield from _shape(inner, place, part)


def _references(tree: Tree) -> Iterator[tuple[str, str, int]]:
    """(where, list, index) of every reference."""
    yield "scene", "scenes", tree["scene"]
    for kind, names in _PLAIN_REFERENCES.items():
        for at, thing in enumerate(tree.get(kind, [])):
            for name, wanted in names.items():
                held = thing.get(name, [])
                yield from (
                    (f"{kind}[{at}].{name}", wanted, one) for one in (held if isinstance(held, list) else [held])
                )
    for at, mesh in enumerate(tree.get("meshes", [])):
        for one in mesh["primitives"]:
            sets = [one["attributes"], *one.get("targets", []), {"indices": one["indices"]}]
            yield from ((f"meshes[{at}].{name}", "accessors", to) for each in sets for name, to in each.items())
            yield f"meshes[{at}].material", "materials", one["material"]
    for at, look in enumerate(tree.get("materials", [])):
        if "baseColorTexture" in look["pbrMetallicRoughness"]:
            yield f"materials[{at}]", "textures", look["pbrMetallicRoughness"]["baseColorTexture"]["index"]
    for animation in tree.get("animations", []):
        for one in animation["samplers"]:
            yield from ((f"animation.{name}", "accessors", one[name]) for name in ("input", "output"))
        for one in animation["channels"]:
            yield "animation.target", "nodes", one["target"]["node"]


_PLAIN_REFERENCES = {
    "scenes": {"nodes": "nodes"},
    "nodes": {"children": "nodes", "mesh": "meshes", "skin": "skins", "camera": "cameras"},
    "skins": {"joints": "nodes", "inverseBindMatrices": "accessors"},
    "accessors": {"bufferView": "bufferViews"},
    "bufferViews": {"buffer": "buffers"},
    "images": {"bufferView": "bufferViews"},
    "textures": {"source": "images"},
}


def _of_indices(tree: Tree) -> Iterator[str]:
    if list(_of_shapes(tree)):
        return
    used: dict[str, set[int]] = {kind: set() for kind in LISTS}
    for where, kind, index in _references(tree):
        used[kind].add(index)
        if type(index) is not int or not 0 <= index < len(tree.get(kind, [])):
            yield f"{where} names {kind}[{index}] of {len(tree.get(kind, []))}"
    for kind in LISTS:
        if kind not in ("animations", "buffers"):
            unused = sorted(set(range(len(tree.get(kind, [])))) - used[kind])
            yield from (f"{kind}[{at}] is not used" for at in unused)
    for animation in tree.get("animations", []):
        named = [one["sampler"] for one in animation["channels"]]
        if sorted(set(named)) != list(range(len(animation["samplers"]))):
            yield "an animation has samplers that no channel names, or names some that are not there"


class _Glb:
    """A file whose references hold."""

    def __init__(self, tree: Tree, body: bytes) -> None:
        self.tree, self.body = tree, body

    def complaints(self) -> Iterator[str]:
        found = [*self._of_buffers(), *self._of_accessors()]
        yield from found
        if not found:
            yield from self._of_nodes()
            yield from self._of_meshes()
            yield from self._of_skins()
            yield from self._of_animations()
            yield from self._of_looks()
            yield from self._of_cameras()

    def _of_buffers(self) -> Iterator[str]:
        (buffer,) = self.tree["buffers"]
        if not 0 <= len(self.body) - buffer["byteLength"] <= 3:
            yield f"the buffer says {buffer['byteLength']} bytes and has {len(self.body)}"
        for at, view in enumerate(self.tree["bufferViews"]):
            if view["byteLength"] < 1 or view["byteOffset"] + view["byteLength"] > buffer["byteLength"]:
                yield f"bufferViews[{at}] leaves its buffer"

    def _of_accessors(self) -> Iterator[str]:
        for at, row in enumerate(self.tree["accessors"]):
            if row["type"] not in COMPONENTS or row["componentType"] not in NUMBERS or row["count"] < 1:
                yield f"accessors[{at}] is {row['count']} {row['type']} of {row['componentType']}"
                continue
            width = np.dtype(NUMBERS[row["componentType"]]).itemsize
            view = self.tree["bufferViews"][row["bufferView"]]
            if view["byteOffset"] % width:
                yield f"accessors[{at}] begins within a number"
            if row["count"] * COMPONENTS[row["type"]] * width > view["byteLength"]:
                yield f"accessors[{at}] leaves its view"
                continue
            numbers = self.array(at)
            if not np.isfinite(numbers).all():
                yield f"accessors[{at}] holds what is no number"
            for name, ends in (("min", numbers.min(axis=0)), ("max", numbers.max(axis=0))):
                if name in row and not np.array_equal(np.asarray(row[name], dtype=numbers.dtype), ends):
                    yield f"accessors[{at}].{name} is {row[name]} where its numbers have {ends}"

    def array(self, index: int) -> Any:
        """The numbers of an accessor, [item, component]."""
        row = self.tree["accessors"][index]
        wide, kind = COMPONENTS[row["type"]], NUMBERS[row["componentType"]]
        offset = self.tree["bufferViews"][row["bufferView"]]["byteOffset"]
        return np.frombuffer(self.body, kind, row["count"] * wide, offset).reshape(row["count"], wide)

    def _kind(self, index: int) -> tuple[str, int]:
        return self.tree["accessors"][index]["type"], self.tree["accessors"][index]["componentType"]

    def _target(self, index: int) -> int | None:
        return self.tree["bufferViews"][self.tree["accessors"][index]["bufferView"]].get("target")

    def _of_nodes(self) -> Iterator[str]:
        nodes = self.tree["nodes"]
        parents = [child for node in nodes for child in node.get("children", [])]
        yield from (f"nodes[{at}] has two parents" for at in sorted({at for at in parents if parents.count(at) > 1}))
        roots = self.tree["scenes"][self.tree["scene"]]["nodes"]
        yield from (f"nodes[{at}] is a root and a child" for at in roots if at in parents)
        reached, front = set(roots), list(roots)
        while front:
            new = [child for at in front for child in nodes[at].get("children", []) if child not in reached]
            reached |= set(new)
            front = new
        yield from (f"nodes[{at}] is in no scene" for at in range(len(nodes)) if at not in reached)
        for at, node in enumerate(nodes):
            turn = node.get("rotation", [0, 0, 0, 1])
            if len(turn) != 4 or abs(float(np.linalg.norm(turn)) - 1) > _UNIT:
                yield f"nodes[{at}].rotation is no turn"
            if len(node.get("translation", [0] * 3)) != 3:
                yield f"nodes[{at}].translation is no place"
            if "skin" in node and ("mesh" not in node or {"translation", "rotation"} & set(node) or at in parents):
                yield f"nodes[{at}] has a skin and a place of its own"
            if "skin" in node and at not in roots:
                yield f"nodes[{at}] has a skin and is no root"

    def _of_meshes(self) -> Iterator[str]:
        for at, mesh in enumerate(self.tree["meshes"]):
            counts = {len(one.get("targets", [])) for one in mesh["primitives"]}
            if len(counts) > 1 or len(mesh.get("weights", [])) != max(counts):
                yield f"meshes[{at}] has {len(mesh.get('weights', []))} weights for {counts} targets"
            for one in mesh["primitives"]:
                yield from self._of_primitive(f"meshes[{at}]", one)

    def _of_primitive(self, where: str, one: Tree) -> Iterator[str]:
        attributes = one["attributes"]
        for name, index in attributes.items():
            if self._kind(index) != ATTRIBUTES.get(name) or self._target(index) != 34962:
                yield f"{where} has {name} of {self._kind(index)}"
        if "POSITION" not in attributes:
            yield f"{where} has no POSITION"
            return
        vertices = self.tree["accessors"][attributes["POSITION"]]
        if not {"min", "max"} <= set(vertices):
            yield f"{where}: POSITION says no min and max"
        sets: Sequence[Tree] = [attributes, *one.get("targets", [])]
        for index in (index for each in sets for index in each.values()):
            if self.tree["accessors"][index]["count"] != vertices["count"]:
                yield f"{where} has attributes of different length"
        indices = self.array(one["indices"])
        if self._kind(one["indices"])[0] != "SCALAR" or self._target(one["indices"]) != 34963 or len(indices) % 3:
            yield f"{where}: its indices are no triangles"
        if indices.max() >= vertices["count"]:
            yield f"{where} names vertex {indices.max()} of {vertices['count']}"
        lengths = np.linalg.norm(self.array(attributes["NORMAL"]), axis=1) if "NORMAL" in attributes else np.ones(1)
        if np.abs(lengths - 1).max() > _UNIT:
            yield f"{where} has normals that are not of length one"
        if {"JOINTS_0", "WEIGHTS_0"} & set(attributes):
            yield from self._of_weights(where, attributes)

    def _of_weights(self, where: str, attributes: Tree) -> Iterator[str]:
        if not {"JOINTS_0", "WEIGHTS_0"} <= set(attributes):
            yield f"{where} has joints without weights"
            return
        weights, joints = self.array(attributes["WEIGHTS_0"]), self.array(attributes["JOINTS_0"])
        if (weights < 0).any() or np.abs(weights.sum(axis=1) - 1).max() > 1e-5:
            yield f"{where} has weights that do not come to one"
        if (joints[weights == 0] != 0).any():
            yield f"{where} names joints of no weight"
        if any(len(set(row[held])) < held.sum() for row, held in zip(joints, weights > 0, strict=True)):
            yield f"{where} hangs a vertex on a joint twice"

    def _of_skins(self) -> Iterator[str]:
        for at, skin in enumerate(self.tree.get("skins", [])):
            bind = skin["inverseBindMatrices"]
            if self._kind(bind) != ("MAT4", 5126) or self.tree["accessors"][bind]["count"] < len(skin["joints"]):
                yield f"skins[{at}] has {len(skin['joints'])} joints and fewer matrices"
            elif (self.array(bind)[:, 3::4] != [0, 0, 0, 1]).any():
                yield f"skins[{at}] has matrices whose last row is not 0 0 0 1"
            if len(set(skin["joints"])) < len(skin["joints"]):
                yield f"skins[{at}] names a joint twice"
        for at, node in enumerate(self.tree["nodes"]):
            if "skin" in node:
                count = len(self.tree["skins"][node["skin"]]["joints"])
                for one in self.tree["meshes"][node["mesh"]]["primitives"]:
                    if "JOINTS_0" not in one["attributes"]:
                        yield f"nodes[{at}] has a skin and its mesh no joints"
                    elif self.array(one["attributes"]["JOINTS_0"]).max() >= count:
                        yield f"nodes[{at}] names a joint of {count} that is not there"

    def _of_animations(self) -> Iterator[str]:
        for animation in self.tree.get("animations", []):
            aims = [(one["target"]["node"], one["target"]["path"]) for one in animation["channels"]]
            if len(set(aims)) < len(aims):
                yield "an animation moves the same thing twice"
            for one in animation["channels"]:
                yield from self._of_channel(one["target"], animation["samplers"][one["sampler"]])

    def _of_channel(self, target: Tree, sampler: Tree) -> Iterator[str]:
        times, path = self.array(sampler["input"])[:, 0], target["path"]
        where = f"animation of nodes[{target['node']}].{path}"
        clock = self.tree["accessors"][sampler["input"]]
        if self._kind(sampler["input"]) != ("SCALAR", 5126) or times[0] < 0 or (np.diff(times) <= 0).any():
            yield f"{where}: its times do not grow from zero"
        if not {"min", "max"} <= set(clock):
            yield f"{where}: its times say no min and max"
        if sampler.get("interpolation", "LINEAR") not in ("LINEAR", "STEP"):
            yield f"{where} is {sampler['interpolation']}"
        if path not in PATHS or self._kind(sampler["output"]) != (PATHS[path], 5126):
            yield f"{where} has values of {self._kind(sampler['output'])}"
            return
        values, node = self.array(sampler["output"]), self.tree["nodes"][target["node"]]
        each = 1
        if path == "weights":
            each = len(self.tree["meshes"][node["mesh"]].get("weights", [])) if "mesh" in node else 0
        if len(values) != len(times) * each:
            yield f"{where} has {len(values)} values for {len(times)} times"
        if path == "rotation" and np.abs(np.linalg.norm(values, axis=1) - 1).max() > _UNIT:
            yield f"{where} holds what is no turn"

    def _of_looks(self) -> Iterator[str]:
        for at, image in enumerate(self.tree.get("images", [])):
            view = self.tree["bufferViews"][image["bufferView"]]
            start = self.body[view["byteOffset"] : view["byteOffset"] + 4]
            begins = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}.get(image["mimeType"])
            if begins is None or not start.startswith(begins):
                yield f"images[{at}] is no {image['mimeType']}"
            if "target" in view:
                yield f"images[{at}] lies in a view of vertices"
        for at, look in enumerate(self.tree.get("materials", [])):
            paint = look["pbrMetallicRoughness"]
            factors = [
                *paint.get("baseColorFactor", []),
                paint.get("metallicFactor", 1),
                paint.get("roughnessFactor", 1),
            ]
            if not all(0 <= factor <= 1 for factor in factors) or len(factors) not in (2, 6):
                yield f"materials[{at}] has factors {factors}"
            if look.get("alphaMode", "OPAQUE") not in ("OPAQUE", "MASK", "BLEND"):
                yield f"materials[{at}].alphaMode is {look['alphaMode']}"
        for at, mesh in enumerate(self.tree["meshes"]):
            for one in mesh["primitives"]:
                painted = "baseColorTexture" in self.tree["materials"][one["material"]]["pbrMetallicRoughness"]
                if painted != ("TEXCOORD_0" in one["attributes"]):
                    yield f"meshes[{at}] has a picture without places on it, or places without a picture"

    def _of_cameras(self) -> Iterator[str]:
        for at, camera in enumerate(self.tree.get("cameras", [])):
            lens = camera["perspective"]
            if camera["type"] != "perspective" or not 0 < lens["yfov"] < np.pi or lens.get("aspectRatio", 1) <= 0:
                yield f"cameras[{at}] sees nothing"
            if not 0 < lens["znear"] < lens.get("zfar", np.inf):
                yield f"cameras[{at}] has its near plane behind its far one"
