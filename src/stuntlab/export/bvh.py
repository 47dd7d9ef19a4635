"""BVH: one person's skeleton and joint angles over time, for animators. Centimetres, y up.

A joint whose place in its parent changes (the spine, shoulders, neck and ankles give under load) has three channels of
place besides its angles; their values replace its OFFSET, as those of the root do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats
from stuntlab.errors import in_one_line

ORDER: Final = "ZXY"
"""Order in which a joint turns, intrinsic: the usual one of BVH."""

_CM = 100.0
_Y_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""From the axes of a plan, z up, to those of BVH, y up."""

_STILL_M = 1e-6
"""A joint that moves less in its parent has angles alone."""


@dataclass(frozen=True, slots=True)
class JointTree:
    """A skeleton, depth first: each joint, and then all that hangs on it.

    names: of joints. parents: [joint], −1 for the root. rest_m: [joint, 3], where each is with all angles at zero.
    ends_m: joint -> the tip of its last bone in that pose, for joints without children.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    rest_m: Floats
    ends_m: dict[int, Floats]


@dataclass(frozen=True, slots=True)
class JointMotion:
    """A skeleton in motion. places_m: [frame, joint, 3]; turns: [frame, joint, 3, 3] from the pose at rest; z is up."""

    tree: JointTree
    rate_hz: float
    places_m: Floats
    turns: Floats


def bvh(motion: JointMotion) -> bytes:
    """The motion as one file."""
    tree = motion.tree
    rest, places = tree.rest_m @ _Y_UP.T, motion.places_m @ _Y_UP.T
    turns = _Y_UP @ motion.turns @ _Y_UP.T
    angles, offsets = _local(tree, places, turns)
    moves = _moving(tree, rest, offsets)
    lines = ["HIERARCHY", *_hierarchy(tree, rest, moves)]
    lines += ["MOTION", f"Frames: {len(places)}", f"Frame Time: {1 / motion.rate_hz:.8f}"]
    columns = [part for joint in range(len(tree.names)) for part in _channels(joint, angles, offsets, moves)]
    lines += [" ".join(f"{value:.6f}" for value in row) for row in np.concatenate(columns, axis=1)]
    return ("\n".join(lines) + "\n").encode("ascii", "replace")


def _local(tree: JointTree, places: Floats, turns: Floats) -> tuple[Floats, Floats]:
    """Angles in degrees, [frame, joint, 3], without jumps over time, and places in the parent, m, [frame, joint, 3]."""
    frames, joints = places.shape[:2]
    angles, offsets = np.zeros((frames, joints, 3)), np.zeros((frames, joints, 3))
    for joint, parent in enumerate(tree.parents):
        if parent < 0:
            local, offsets[:, joint] = turns[:, joint], places[:, joint]
        else:
            back = np.swapaxes(turns[:, parent], 1, 2)
            local = back @ turns[:, joint]
            offsets[:, joint] = np.einsum("fij,fj->fi", back, places[:, joint] - places[:, parent])
        angles[:, joint] = np.unwrap(Rotation.from_matrix(local).as_euler(ORDER, degrees=True), period=360, axis=0)
    return angles, offsets


def _moving(tree: JointTree, rest: Floats, offsets: Floats) -> tuple[bool, ...]:
    """Whether each joint has channels of place."""
    return tuple(
        parent < 0 or bool(np.abs(offsets[:, joint] - (rest[joint] - rest[parent])).max() > _STILL_M)
        for joint, parent in enumerate(tree.parents)
    )


def _channels(joint: int, angles: Floats, offsets: Floats, moves: Sequence[bool]) -> Iterator[Floats]:
    if moves[joint]:
        yield offsets[:, joint] * _CM
    yield angles[:, joint]


def _hierarchy(tree: JointTree, rest: Floats, moves: Sequence[bool]) -> Iterator[str]:
    root = tree.parents.index(-1)
    yield from _joint(tree, rest, moves, root, "")


def _joint(tree: JointTree, rest: Floats, moves: Sequence[bool], joint: int, margin: str) -> Iterator[str]:
    parent = tree.parents[joint]
    offset = np.zeros(3) if parent < 0 else rest[joint] - rest[parent]
    yield f"{margin}{'ROOT' if parent < 0 else 'JOINT'} {_name(tree.names[joint])}"
    yield f"{margin}{{"
    yield f"{margin}  OFFSET {_written(offset)}"
    place = "Xposition Yposition Zposition " if moves[joint] else ""
    yield f"{margin}  CHANNELS {6 if moves[joint] else 3} {place}{' '.join(f'{axis}rotation' for axis in ORDER)}"
    for child, of in enumerate(tree.parents):
        if of == joint:
            yield from _joint(tree, rest, moves, child, f"{margin}  ")
    if joint in tree.ends_m:
        end = tree.ends_m[joint] @ _Y_UP.T - rest[joint]
        yield from (f"{margin}  End Site", f"{margin}  {{", f"{margin}    OFFSET {_written(end)}", f"{margin}  }}")
    yield f"{margin}}}"


def _written(place_m: Floats) -> str:
    return " ".join(f"{value:.6f}" for value in place_m * _CM)


def _name(words: str) -> str:
    """A name as BVH takes it: one word of plain letters."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in in_one_line(words))
    return plain or "joint"
