"""`acts.toml`: poses between which a strike and its reaction pass."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.people.act.actor import ANGLES, HEELS, JOINTS, PELVIS, TURN, Actor

_NO_MORE_M = 1e-4
_MOST_SHIFTS = 30
_DEEPER_M, _DEEPEST_M = 0.02, 0.15  # the pelvis comes down where a leg is too short
_BENT = {"hip_flexion": 25, "hip_abduction": 0, "knee_flexion": 40, "ankle_dorsiflexion": 15}
"""From where a standing leg is solved, degrees."""

_BENT_ON_A_SEAT = {"hip_flexion": 80, "hip_abduction": 12, "knee_flexion": 95, "ankle_dorsiflexion": 10}
_BALL_BEFORE_MIDDLE_M = 0.06  # of the foot


@cache
def acts() -> Mapping[str, Any]:
    """Every act by its name."""
    return tomllib.loads((files(__package__) / "acts.toml").read_text(encoding="utf-8"))


def act_by_name(name: str) -> Mapping[str, Any]:
    """One act.

    Raises:
        ModelError: there is none of that name.
    """
    if name not in acts():
        raise ModelError(f"no act {name!r}; there are {', '.join(acts())}")
    row: Mapping[str, Any] = acts()[name]
    return {**act_by_name(row["like"]), **row} if "like" in row else row


def settle_pose(actor: Actor, row: Mapping[str, Any], balls: Mapping[str, Floats]) -> Floats:
    """A key pose of the table with its weight where the row says, and feet on the floor.

    balls: where the balls of the feet are, [3], m; a foot that the row calls free hangs as its angles say.
    """
    pose = _read_angles(actor, row)
    stand = {side: ball for side, ball in balls.items() if side != row.get("free")}
    wanted = _under(row, balls) + np.array([*row.get("lean", (0.0, 0.0)), 0.0]) * actor.size
    pose[PELVIS] += wanted * [1, 1, 0]
    for side, (joint, degrees) in product(stand, _BENT.items()):
        pose[ANGLES][JOINTS.index(f"{side}_{joint}")] = np.radians(degrees)
    lowest_m = pose[PELVIS][2] - _DEEPEST_M
    for _ in range(_MOST_SHIFTS):
        pose = actor.planted(pose, stand)
        too_far, shift = actor.overreach_m(pose, stand), (wanted - actor.middle(pose)) * [1, 1, 0]
        if too_far < _NO_MORE_M and np.abs(shift).max() < _NO_MORE_M:
            break
        pose[PELVIS] += shift - [0, 0, min(too_far, _DEEPER_M) if pose[PELVIS][2] > lowest_m else 0.0]
    return actor.planted(pose, stand)


def seat_pose(actor: Actor, row: Mapping[str, Any], hip_m: float, balls: Mapping[str, Floats]) -> Floats:
    """A key pose of somebody whose hips rest `hip_m` high over the origin, with the balls of their feet at [3], m."""
    pose = _read_angles(actor, row)
    pose[PELVIS] = [0.0, 0.0, hip_m]
    for side, (joint, degrees) in product(balls, _BENT_ON_A_SEAT.items()):
        pose[ANGLES][JOINTS.index(f"{side}_{joint}")] = np.radians(degrees)
    return actor.planted(pose, balls)


def balls_of(actor: Actor, row: Mapping[str, Any]) -> dict[str, Floats]:
    """Where the balls of both feet stand, [3], m."""
    return {side: np.array([*row[f"{side}_foot"], 0.0]) * actor.size for side in ("left", "right")}


def mix_rows(first: Mapping[str, Any], second: Mapping[str, Any], share: float) -> dict[str, Any]:
    """A row on the way from one to another; what only one has counts as 0 in the other."""
    numbers = {key for row in (first, second) for key, value in row.items() if isinstance(value, int | float)}
    full = [{key: _of(row, key) for key in numbers} for row in (first, second)]
    rest = {key: value for key, value in first.items() if key not in numbers}
    return {**rest, **{key: (1 - share) * full[0][key] + share * full[1][key] for key in numbers}}


def smooth(share: float) -> float:
    """From 0 at 0 to 1 at 1, at rest at both ends."""
    inside = min(max(share, 0.0), 1.0)
    return inside * inside * (3 - 2 * inside)


def _read_angles(actor: Actor, row: Mapping[str, Any]) -> Floats:
    """The numbers of a row; an angle without a side counts for both, what is not named is 0."""
    pose = np.zeros(8 + len(JOINTS))
    pose[PELVIS][2] = actor.pelvis_m - actor.size * row.get("drop", 0.0)
    pose[TURN] = np.radians([row.get(turn, 0.0) for turn in ("roll", "pitch", "yaw")])
    pose[HEELS] = [actor.size * _of(row, f"{side}_heel") for side in ("left", "right")]
    pose[ANGLES] = np.radians([_of(row, joint) for joint in JOINTS])
    return pose


def _of(row: Mapping[str, Any], full: str) -> float:
    return float(row.get(full, row.get(full.removeprefix("left_").removeprefix("right_"), 0.0)))


def _under(row: Mapping[str, Any], balls: Mapping[str, Floats]) -> Floats:
    """The point of the floor that bears the weight, of which the left foot has a share: middles of the feet."""
    weight, yaw = row.get("weight", 0.5), np.radians(row.get("yaw", 0.0))
    back = _BALL_BEFORE_MIDDLE_M * np.array([np.cos(yaw), np.sin(yaw), 0.0])
    return np.asarray(weight * balls["left"] + (1 - weight) * balls["right"] - back)
