"""Read a BVH file: where its joints are over time, by its own angles."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats
from stuntlab.errors import RecordingError

_MOST_JOINTS, _MOST_NUMBERS, _DEEPEST = 500, 20_000_000, 100
_AXES = "XYZ"


@dataclass(frozen=True, slots=True)
class JointPlaces:
    """names: of joints, and of the ends of last bones (“head end”). places: [frame, joint, 3], in the file's unit."""

    names: tuple[str, ...]
    rate_hz: float
    places: Floats


@dataclass(slots=True)
class _Joint:
    name: str
    parent: int
    offset: Floats = field(default_factory=lambda: np.zeros(3))
    channels: tuple[str, ...] = ()


def read_bvh(content: bytes, *, source: str) -> JointPlaces:
    """Read the joints of a file.

    Raises: RecordingError for what is no whole BVH.
    """
    text = content.decode("utf-8", errors="replace")
    head, found, motion = text.partition("MOTION")
    if not found:
        raise RecordingError(f"{source}: this BVH has no MOTION in it")
    try:
        joints = _hierarchy(head.split()[1:])
        rate_hz, numbers = _motion(motion, sum(len(joint.channels) for joint in joints))
    except (ValueError, IndexError):
        raise RecordingError(f"{source}: this is no whole BVH: its hierarchy or its numbers do not fit") from None
    return JointPlaces(tuple(joint.name for joint in joints), rate_hz, _places(joints, numbers))


def _hierarchy(words: list[str]) -> list[_Joint]:
    """The joints, depth first. Raises: ValueError, IndexError."""
    joints: list[_Joint] = []
    above, place = [-1], 0
    while place < len(words):
        word = words[place].upper()
        if word in ("ROOT", "JOINT", "END"):
            name = f"{joints[above[-1]].name} end" if word == "END" else words[place + 1]
            joints.append(_Joint(name, above[-1]))
            place += 2
        elif word == "{":
            above.append(len(joints) - 1)
            place += 1
        elif word == "}":
            above.pop()
            place += 1
        elif word == "OFFSET":
            joints[-1].offset = np.array([float(one) for one in words[place + 1 : place + 4]])
            place += 4
        elif word == "CHANNELS":
            count = int(words[place + 1])
            joints[-1].channels = tuple(words[place + 2 : place + 2 + count])
            place += 2 + count
        else:
            raise ValueError(word)
        if len(joints) > _MOST_JOINTS or len(above) > _DEEPEST:
            raise ValueError(word)
    if not joints or above != [-1] or not all(_is_channel(one) for joint in joints for one in joint.channels):
        raise ValueError
    return joints


def _is_channel(name: str) -> bool:
    return name[:1].upper() in _AXES and name[1:].casefold() in ("position", "rotation")


def _motion(text: str, channels: int) -> tuple[float, Floats]:
    """Frames a second, and the numbers, [frame, channel]. Raises: ValueError, IndexError."""
    words = text.replace(":", " : ").split()
    frames = int(words[2])
    at = next(place for place, word in enumerate(words[:10]) if word.casefold() == "time") + 2
    frame_s = float(words[at])
    if frames < 1 or not 0 < frame_s < 10 or frames * channels > _MOST_NUMBERS:
        raise ValueError
    numbers = np.array(words[at + 1 : at + 1 + frames * channels], dtype=np.float64)
    if not np.isfinite(numbers).all():
        raise ValueError
    return 1 / frame_s, numbers.reshape(frames, channels)


def _places(joints: list[_Joint], numbers: Floats) -> Floats:
    frames, column = len(numbers), 0
    places, turns = np.zeros((frames, len(joints), 3)), np.zeros((frames, len(joints), 3, 3))
    for place, joint in enumerate(joints):
        local, turn = np.tile(joint.offset, (frames, 1)), np.tile(np.eye(3), (frames, 1, 1))
        for name in joint.channels:
            values, column = numbers[:, column], column + 1
            if name[1:].casefold() == "position":
                local[:, _AXES.index(name[0].upper())] = values
            else:
                turn = turn @ Rotation.from_euler(name[0].lower(), values[:, None], degrees=True).as_matrix()
        if joint.parent < 0:
            places[:, place], turns[:, place] = local, turn
        else:
            above = turns[:, joint.parent]
            places[:, place] = places[:, joint.parent] + np.einsum("fij,fj->fi", above, local)
            turns[:, place] = above @ turn
    return places
