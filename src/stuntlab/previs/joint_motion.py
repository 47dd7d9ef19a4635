"""The joints of somebody in a take, over time: the skeleton of the performer in motion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.export.bvh import JointMotion, JointTree
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import SeenStrike
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Plan
from stuntlab.previs.motion import Motion
from stuntlab.previs.planned_take import planned_take
from stuntlab.previs.strike_pictures import act_gag

RATE_HZ = 100.0
"""Frames a second: what motion capture usually gives (R-h)."""

_SLIDES = int(mujoco.mjtJoint.mjJNT_SLIDE)


@dataclass(frozen=True, slots=True)
class BodyInTake:
    """Somebody in a take, moment by moment. prefix: of their bodies in the model. pose: a moment -> qpos.

    turn, shift: from the axes of the model to those of the set, [3, 3] and [3] m.
    """

    name: str
    model: mujoco.MjModel
    prefix: str
    pose: Callable[[float], Floats]
    begins_s: float
    ends_s: float
    turn: Floats
    shift: Floats


def bodies_of(plan: Plan, gag: Gag) -> tuple[BodyInTake, ...]:
    """Everybody with a body in the take as it is planned: acted where it is a strike, else simulated."""
    if isinstance(gag, SeenStrike):
        return _acted(plan, gag)
    return bodies_in(planned_take(gag).motion)


def bodies_in(motion: Motion) -> tuple[BodyInTake, ...]:
    """Everybody with a body in a take that was simulated."""
    begins, ends = float(motion.time_s[0]), float(motion.time_s[-1])
    return tuple(
        BodyInTake(name, motion.model, prefix, motion.at, begins, ends, np.eye(3), np.zeros(3))
        for prefix, name in motion.people.items()
    )


def _acted(plan: Plan, gag: Gag) -> tuple[BodyInTake, ...]:
    acted = act_gag(plan, gag)
    (along_x, along_y), (across_x, across_y) = acted.line.along, acted.line.across
    turn = np.array([[along_x, across_x, 0.0], [along_y, across_y, 0.0], [0.0, 0.0, 1.0]])
    shift = np.array([*acted.line.origin_m[:2], 0.0])
    whose = ((acted.strike.by, acted.giver), (acted.strike.to, acted.receiver))
    return tuple(
        BodyInTake(name, moves.model, "", moves.pose, acted.begins_s, acted.ends_s, turn, shift)
        for name, moves in whose
    )


def body_named(bodies: Sequence[BodyInTake], name: str | None) -> BodyInTake:
    """The one that is asked for; the first where nobody is.

    Raises: UserError where there is none, or nobody of that name.
    """
    if not bodies:
        raise UserError("no body moves in this take: it has no joints")
    names = [body.name for body in bodies]
    if name is not None and name not in names:
        raise UserError(f'"{name}" has no body in this take; {", ".join(names)} have one{did_you_mean(name, names)}')
    return bodies[0] if name is None else bodies[names.index(name)]


def joint_motion(body: BodyInTake, *, rate_hz: float = RATE_HZ) -> JointMotion:
    """The joints of a body over its take."""
    model, data = body.model, mujoco.MjData(body.model)
    joints = _joints(model, body.prefix)
    data.qpos[:] = model.qpos0
    mujoco.mj_kinematics(model, data)
    rest_m, rest = data.xpos[joints].copy(), data.xmat[joints].reshape(-1, 3, 3).copy()
    tree = _tree(model, body.prefix, joints, rest_m, data)
    moments = np.arange(body.begins_s, body.ends_s + 1e-9, 1 / rate_hz)
    places, turns = np.zeros((len(moments), len(joints), 3)), np.zeros((len(moments), len(joints), 3, 3))
    for frame, moment in enumerate(moments.tolist()):
        data.qpos[:] = body.pose(moment)
        mujoco.mj_kinematics(model, data)
        places[frame] = data.xpos[joints] @ body.turn.T + body.shift
        turns[frame] = body.turn @ data.xmat[joints].reshape(-1, 3, 3) @ np.swapaxes(rest, 1, 2)
    return JointMotion(tree, rate_hz, places, turns)


def _joints(model: mujoco.MjModel, prefix: str) -> list[int]:
    """The bodies that turn in their parent, and those on the way to one; tissue that only gives is left out."""
    root = int(model.body(f"{prefix}pelvis").id)
    own = [body for body in range(model.nbody) if model.body_rootid[body] == model.body_rootid[root]]
    kept = {root}
    for body in own:
        first = model.body_jntadr[body]
        kinds = model.jnt_type[first : first + model.body_jntnum[body]] if first >= 0 else ()
        if any(int(kind) != _SLIDES for kind in kinds):
            kept |= set(_up_to(model, body, root))
    return sorted(kept)


def _up_to(model: mujoco.MjModel, body: int, root: int) -> list[int]:
    chain = []
    while body not in (0, root):
        chain.append(body)
        body = int(model.body_parentid[body])
    return chain


def _tree(model: mujoco.MjModel, prefix: str, joints: list[int], rest_m: Floats, data: mujoco.MjData) -> JointTree:
    place = {body: joint for joint, body in enumerate(joints)}
    parents = tuple(_parent(model, place, body) for body in joints)
    names = tuple(model.body(body).name.removeprefix(prefix) for body in joints)
    ends = {joint: _tip(data, body) for joint, body in enumerate(joints) if joint not in parents}
    return JointTree(names, parents, rest_m, ends)


def _parent(model: mujoco.MjModel, place: dict[int, int], body: int) -> int:
    above = int(model.body_parentid[body])
    while above and above not in place:
        above = int(model.body_parentid[above])
    return place.get(above, -1)


def _tip(data: mujoco.MjData, body: int) -> Floats:
    """The end of a last bone at rest: as far from the joint as the mass of its body, and once more."""
    return np.asarray(2 * data.xipos[body] - data.xpos[body])
