"""Files of glTF keep the rules of the format; and each rule is one that a broken file breaks."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from typing import Any

import pytest
from gltf_rules import complaints

from stuntlab.export.glb import glb
from stuntlab.export.previs import Previs


@pytest.fixture(scope="module")
def written(previs: Previs) -> bytes:
    return glb(previs)


@pytest.mark.parametrize("scene", ["previs", "fall"])
def test_no_rule_is_broken(scene: str, request: pytest.FixtureRequest) -> None:
    assert complaints(glb(request.getfixturevalue(scene))) == []


Change = Callable[[Any, bytearray], None]


def broken(data: bytes, change: Change) -> bytes:
    """The file with a change in its tree or its numbers."""
    size = struct.unpack_from("<I", data, 12)[0]
    tree, body = json.loads(data[20 : 20 + size]), bytearray(data[28 + size :])
    change(tree, body)
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(body), b"BIN\0") + bytes(body)
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def spoil(accessor: Callable[[Any], int], number: float, kind: str = "<f") -> Change:
    """Write another first number into an accessor."""

    def change(tree: Any, body: bytearray) -> None:
        view = tree["bufferViews"][tree["accessors"][accessor(tree)]["bufferView"]]
        struct.pack_into(kind, body, view["byteOffset"], number)

    return change


def skinned(tree: Any) -> Any:
    """The first primitive of a person."""
    node = next(node for node in tree["nodes"] if "skin" in node)
    return tree["meshes"][node["mesh"]]["primitives"][0]


def first_turn(tree: Any) -> Any:
    animation = tree["animations"][0]
    return next(
        animation["samplers"][one["sampler"]] for one in animation["channels"] if one["target"]["path"] == "rotation"
    )


CHANGES: dict[str, tuple[Change, str]] = {
    "another version": (lambda tree, _: tree["asset"].update(version="1.0"), "version"),
    "a word of its own": (lambda tree, _: tree["nodes"][1].update(colour="red"), r"nodes\[1\] has colour"),
    "a word missing": (lambda tree, _: tree["accessors"][0].pop("count"), "lacks count"),
    "an empty list": (lambda tree, _: tree["skins"][0].update(joints=[]), "is empty"),
    "a node that is not there": (lambda tree, _: tree["scenes"][0]["nodes"].append(9999), "9999"),
    "a mesh that nobody uses": (lambda tree, _: tree["meshes"].append(tree["meshes"][0]), "is not used"),
    "a child of two": (lambda tree, _: tree["nodes"][1].update(children=[2]), "two parents"),
    "a person with a place": (
        lambda tree, _: next(n for n in tree["nodes"] if "skin" in n).update(translation=[0, 0, 0]),
        "place of its own",
    ),
    "a turn that is none": (lambda tree, _: tree["nodes"][1].update(rotation=[1, 1, 0, 0]), "no turn"),
    "a view that leaves the buffer": (
        lambda tree, _: tree["bufferViews"][-1].update(byteLength=1 << 30),
        "leaves its buffer",
    ),
    "a count that leaves the view": (lambda tree, _: tree["accessors"][0].update(count=1 << 20), "leaves its view"),
    "a maximum that is none": (lambda tree, _: tree["accessors"][0].update(max=[99.0]), "max is"),
    "nan among the numbers": (spoil(lambda tree: skinned(tree)["attributes"]["NORMAL"], float("nan")), "no number"),
    "a normal that is too long": (spoil(lambda tree: skinned(tree)["attributes"]["NORMAL"], 3.0), "length one"),
    "a weight that is too much": (
        spoil(lambda tree: skinned(tree)["attributes"]["WEIGHTS_0"], 0.5),
        "come to one|twice",
    ),
    "a joint that is not there": (
        spoil(lambda tree: skinned(tree)["attributes"]["JOINTS_0"], 999, "<H"),
        "a joint of|no weight",
    ),
    "a vertex that is not there": (spoil(lambda tree: skinned(tree)["indices"], 60_000, "<H"), "names vertex"),
    "times that begin before zero": (spoil(lambda tree: first_turn(tree)["input"], -1.0), "min is|do not grow"),
    "a rotation that is none": (spoil(lambda tree: first_turn(tree)["output"], 5.0), "no turn"),
    "places for turns": (
        lambda tree, _: first_turn(tree).update(output=skinned(tree)["attributes"]["NORMAL"]),
        "is not used|values of",
    ),
    "two channels of one thing": (
        lambda tree, _: tree["animations"][0]["channels"].append(tree["animations"][0]["channels"][0]),
        "twice",
    ),
    "a picture that is none": (lambda tree, _: tree["images"][0].update(mimeType="image/png+x"), "is no image"),
    "paint that is too bright": (
        lambda tree, _: tree["materials"][0]["pbrMetallicRoughness"].update(roughnessFactor=1.5),
        "factors",
    ),
    "a camera that sees nothing": (lambda tree, _: tree["cameras"][0]["perspective"].update(yfov=0.0), "sees nothing"),
    "near behind far": (lambda tree, _: tree["cameras"][0]["perspective"].update(znear=1e6), "near plane"),
    "no least and largest place": (
        lambda tree, _: tree["accessors"][skinned(tree)["attributes"]["POSITION"]].pop("min"),
        "no min and max",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", CHANGES)
def test_a_broken_file_breaks_a_rule(rule: str, written: bytes) -> None:
    change, says = CHANGES[rule]
    found = complaints(broken(written, change))
    assert found
    assert any(re.search(says, one) for one in found), found


@pytest.mark.parametrize("spoilt", [lambda d: d[:-1], lambda d: d + b"\0\0\0\0", lambda d: b"glTG" + d[4:]])
def test_a_frame_that_is_broken(spoilt: Callable[[bytes], bytes], written: bytes) -> None:
    assert complaints(spoilt(written))


def test_an_unchanged_copy_breaks_nothing(written: bytes) -> None:
    assert complaints(broken(written, lambda _tree, _body: None)) == []
