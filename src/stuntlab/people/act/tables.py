"""`acts.toml`: poses between which a strike and its reaction pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.nearest import did_you_mean
from stuntlab.people.act.actor import ANGLES, HEELS, JOINTS, PELVIS, TURN, Actor
from stuntlab.people.tables import without_side
from stuntlab.tables import KEY, REST, Table, ValueAt

_NO_MORE_M = 1e-4
_MOST_SHIFTS = 30
_DEEPER_M, _DEEPEST_M = 0.02, 0.15  # the pelvis comes down where a leg is too short
_BENT = {"hip_flexion": 25, "hip_abduction": 0, "knee_flexion": 40, "ankle_dorsiflexion": 15}
"""From where a standing leg is solved, degrees."""

_BENT_ON_A_SEAT = {"hip_flexion": 80, "hip_abduction": 12, "knee_flexion": 95, "ankle_dorsiflexion": 10}
_BALL_BEFORE_MIDDLE_M = 0.06  # of the foot


Side = Literal["left", "right"]
Pair = tuple[float, float]

_WHOLE_BODY = ("weight", "drop", "roll", "pitch", "yaw", "heel", "left_heel", "right_heel")
_OF_EITHER_SIDE = frozenset(without_side(joint) for joint in JOINTS)


@dataclass(frozen=True)
class Pose:
    """A key pose of `acts.toml`, which explains it. numbers: of the whole body, and angles of joints in degrees."""

    free: Side | None = None
    lean: Pair = (0.0, 0.0)
    numbers: dict[str, float] = field(default_factory=dict, metadata=REST)

    def __post_init__(self) -> None:
        for name in self.numbers:
            known = (*_WHOLE_BODY, *JOINTS, *_OF_EITHER_SIDE)
            if name not in known:
                raise ValueAt((name,), f"no such key{did_you_mean(name, known)}")

    def number(self, full: str, default: float = 0.0) -> float:
        """A number by its name; one without a side counts for both, what is not named is the default."""
        return self.numbers.get(full, self.numbers.get(without_side(full), default))


@dataclass(frozen=True)
class TimedPose(Pose):
    """A key pose of a reaction. at_s: after it starts."""

    at_s: float = field(kw_only=True)


@dataclass(frozen=True)
class ActStep:
    """A foot that steps, from a time to a time, by so much forward and left, m."""

    foot: Side
    from_s: float
    to_s: float
    by: Pair


@dataclass(frozen=True)
class StrikeAct:
    """A strike of `acts.toml`, which explains it."""

    aim: str
    planted: tuple[Side, ...]
    left_foot: Pair
    right_foot: Pair
    tip: str
    reaches: Pair
    wind_up_s: float
    recover_s: float
    guard: Pose
    chamber: Pose
    low: Pose
    high: Pose
    high_chamber: Pose | None = field(default=None, metadata={KEY: "high chamber"})
    after: Pose | None = None
    middle: Pair | None = None


@dataclass(frozen=True)
class StrikeLike:
    """A strike that is like another but for its height and its poses."""

    like: str
    reaches: Pair
    chamber: Pose
    low: Pose
    high: Pose
    high_chamber: Pose | None = field(default=None, metadata={KEY: "high chamber"})


@dataclass(frozen=True)
class ReactionAct:
    """A reaction of `acts.toml`, which explains it. tied: the arms of somebody whose hands are tied."""

    left_foot: Pair
    right_foot: Pair
    keys: tuple[TimedPose, ...]
    seated: bool = False
    tied: Pose = field(default_factory=Pose)
    steps: tuple[ActStep, ...] = ()


ACTS = Table("stuntlab.people.act", "acts.toml", dict[str, StrikeAct | StrikeLike | ReactionAct])


def strike_act(name: str) -> StrikeAct:
    """One strike.

    Raises:
        ModelError: there is none of that name.
    """
    row = _act_named(name)
    if isinstance(row, StrikeLike):
        own = {key: value for key, value in vars(row).items() if key != "like" and value is not None}
        return replace(strike_act(row.like), **own)
    if isinstance(row, StrikeAct):
        return row
    raise ModelError(f"{name!r} is no strike")


def reaction_act(name: str) -> ReactionAct:
    """One reaction.

    Raises:
        ModelError: there is none of that name.
    """
    row = _act_named(name)
    if isinstance(row, ReactionAct):
        return row
    raise ModelError(f"{name!r} is no reaction")


def _act_named(name: str) -> StrikeAct | StrikeLike | ReactionAct:
    acts = ACTS.read()
    if name not in acts:
        raise ModelError(f"no act {name!r}; there are {', '.join(acts)}")
    return acts[name]


def settle_pose(actor: Actor, row: Pose, balls: Mapping[str, Floats]) -> Floats:
    """A key pose of the table with its weight where the row says, and feet on the floor.

    balls: where the balls of the feet are, [3], m; a foot that the row calls free hangs as its angles say.
    """
    pose = _read_angles(actor, row)
    stand = {side: ball for side, ball in balls.items() if side != row.free}
    wanted = _under(row, balls) + np.array([*row.lean, 0.0]) * actor.size
    pose[PELVIS] += wanted * [1, 1, 0]
    for side, (joint, degrees) in product(stand, _BENT.items()):
        pose[ANGLES][JOINTS.index(f"{side}_{joint}")] = np.radians(degrees)
    lowest_m = pose[PELVIS][2] - _DEEPEST_M
    for _ in range(_MOST_SHIFTS):
        pose = actor.plant_feet(pose, stand)
        too_far, shift = actor.overreach_m(pose, stand), (wanted - actor.middle(pose)) * [1, 1, 0]
        if too_far < _NO_MORE_M and np.abs(shift).max() < _NO_MORE_M:
            break
        pose[PELVIS] += shift - [0, 0, min(too_far, _DEEPER_M) if pose[PELVIS][2] > lowest_m else 0.0]
    return actor.plant_feet(pose, stand)


def seat_pose(actor: Actor, row: Pose, hip_m: float, balls: Mapping[str, Floats]) -> Floats:
    """A key pose of somebody whose hips rest `hip_m` high over the origin, with the balls of their feet at [3], m."""
    pose = _read_angles(actor, row)
    pose[PELVIS] = [0.0, 0.0, hip_m]
    for side, (joint, degrees) in product(balls, _BENT_ON_A_SEAT.items()):
        pose[ANGLES][JOINTS.index(f"{side}_{joint}")] = np.radians(degrees)
    return actor.plant_feet(pose, balls)


def balls_of(actor: Actor, row: StrikeAct | ReactionAct) -> dict[str, Floats]:
    """Where the balls of both feet stand, [3], m."""
    feet = {"left": row.left_foot, "right": row.right_foot}
    return {side: np.array([*foot, 0.0]) * actor.size for side, foot in feet.items()}


def mix_rows(first: Pose, second: Pose, share: float) -> Pose:
    """A pose on the way from one to another; what only one has counts as 0 in the other."""
    names = first.numbers.keys() | second.numbers.keys()
    numbers = {name: (1 - share) * first.number(name) + share * second.number(name) for name in names}
    return replace(first, numbers=numbers)


def smooth(share: float) -> float:
    """From 0 at 0 to 1 at 1, at rest at both ends."""
    inside = min(max(share, 0.0), 1.0)
    return inside * inside * (3 - 2 * inside)


def _read_angles(actor: Actor, row: Pose) -> Floats:
    """The numbers of a row; an angle without a side counts for both, what is not named is 0."""
    pose = np.zeros(8 + len(JOINTS))
    pose[PELVIS][2] = actor.pelvis_m - actor.size * row.number("drop")
    pose[TURN] = np.radians([row.number(turn) for turn in ("roll", "pitch", "yaw")])
    pose[HEELS] = [actor.size * row.number(f"{side}_heel") for side in ("left", "right")]
    pose[ANGLES] = np.radians([row.number(joint) for joint in JOINTS])
    return pose


def _under(row: Pose, balls: Mapping[str, Floats]) -> Floats:
    """The point of the floor that bears the weight, of which the left foot has a share: middles of the feet."""
    weight, yaw = row.number("weight", 0.5), np.radians(row.number("yaw"))
    back = _BALL_BEFORE_MIDDLE_M * np.array([np.cos(yaw), np.sin(yaw), 0.0])
    return np.asarray(weight * balls["left"] + (1 - weight) * balls["right"] - back)
