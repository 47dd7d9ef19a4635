"""A take from its first moment to its last: what comes before its scene begins, then as it was simulated.

In the air only the path is computed (a point with drag); the body turns evenly and goes from standing into the posture
it lands in. Over an edge the speed is that of the pendulum, and the body goes evenly into the posture that the scene
begins with. Those parts are drawings, and pictures say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Draws, Floats
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import Flight, FlightPath, TipsOver
from stuntlab.geometry import about_y, about_z, quaternion
from stuntlab.scene.scene import Poses, Traces
from stuntlab.scene.world import World

FILM_RATE_HZ = 240.0
"""A usual slow-motion rate: a tenth of normal speed on a 24 Hz film."""

STANDS_FIRST_S = 0.3
_ROOT = 7
"""Numbers of a free joint in qpos: place and turn."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Poses of a take. time_s: [frame], 0 at the take-off, else where the simulation begins; qpos: [frame, nq].

    meets_s: where the simulation takes over. people: prefix of a body in the model -> who it is.
    """

    time_s: Floats
    qpos: Floats
    meets_s: float
    people: Mapping[str, str]
    model: mujoco.MjModel

    def at(self, time_s: float) -> Floats:
        """The pose at a moment, between the two nearest, [nq]."""
        after = int(np.clip(np.searchsorted(self.time_s, time_s), 1, len(self.time_s) - 1))
        start, end = self.time_s[after - 1 : after + 1]
        share = float(np.clip((time_s - start) / (end - start), 0, 1))
        pose = np.asarray((1 - share) * self.qpos[after - 1] + share * self.qpos[after])
        mujoco.mj_normalizeQuat(self.model, pose)
        return pose

    def start(self, prefix: str) -> Floats:
        """Where the pelvis of a body is at first and how it is turned, [7]: place and quaternion."""
        root = _root(self.model, prefix)
        return self.qpos[0, root : root + _ROOT]

    def middle_m(self, prefix: str) -> Floats:
        """Where the pelvis of a body is, [frame, 3]."""
        root = _root(self.model, prefix)
        return self.qpos[:, root : root + 3]

    @property
    def subject_m(self) -> Floats:
        """Where what is followed is, [frame, 3]: the pelvis of the first body, or the mass of all that moves."""
        if self.people:
            return self.middle_m(next(iter(self.people)))
        data, moving = mujoco.MjData(self.model), np.flatnonzero(self.model.body_weldid)
        mass, places = self.model.body_mass[moving], np.zeros((len(self.qpos), 3))
        for frame, pose in enumerate(self.qpos):
            data.qpos[:] = pose
            mujoco.mj_kinematics(self.model, data)
            places[frame] = np.average(data.xipos[moving], axis=0, weights=mass)
        return places

    def hips_at(self, times_s: Sequence[float]) -> list[tuple[float, float, float]]:
        """Where what is followed is at some moments."""
        path = self.subject_m
        x, y, z = (np.interp(times_s, self.time_s, path[:, axis]).tolist() for axis in range(3))
        return list(zip(x, y, z, strict=True))

    def passes_m(self) -> Floats:
        """Low and high corner of what people pass through, [2, 3], by the origins of their parts; or all that moves."""
        data, own = mujoco.MjData(self.model), np.flatnonzero(self.model.body_weldid)
        roots = [int(self.model.body(f"{prefix}pelvis").id) for prefix in self.people]
        own = own[np.isin(self.model.body_rootid[own], roots)] if roots else own
        places = np.zeros((len(self.qpos), len(own), 3))
        for frame, pose in enumerate(self.qpos):
            data.qpos[:] = pose
            mujoco.mj_kinematics(self.model, data)
            places[frame] = data.xpos[own]
        return np.array([places.min(axis=(0, 1)), places.max(axis=(0, 1))])


def film_of(traces: Mapping[str, Traces]) -> Poses:
    """The poses of all phases one after the other, [frame] and [1, frame, nq]; a phase starts where one ended."""
    parts = [phase.poses for phase in traces.values() if phase.poses is not None]
    times = [parts[0].time_s, *(part.time_s[1:] for part in parts[1:])]
    qpos = [parts[0].qpos, *(part.qpos[:, 1:] for part in parts[1:])]
    return Poses(np.concatenate(times), np.concatenate(qpos, axis=1))


def join_motion(people: Mapping[str, str], model: mujoco.MjModel, film: Poses, before: Flight | Poses | None) -> Motion:
    """What came before a world began, through the air or over an edge, and what was simulated of the same take.

    people: prefix of a body in the model -> who it is.
    """
    simulated = film.qpos[0]
    if before is None:
        return Motion(film.time_s, simulated, 0.0, people, model)
    if isinstance(before, Poses):
        time_s, qpos = before.time_s[:-1], before.qpos[0, :-1]
        return Motion(np.concatenate([time_s, film.time_s]), np.concatenate([qpos, simulated]), 0.0, people, model)
    prefix = next(iter(people))
    air = _in_the_air(before, model, _root(model, prefix), simulated[0])
    meets_s = float(before.time_s[-1])
    return Motion(
        np.concatenate([[-STANDS_FIRST_S], before.time_s[:-1], meets_s + film.time_s]),
        np.concatenate([air[:1], air[:-1], simulated]),
        meets_s,
        people,
        model,
    )


def before_scene(gag: Gag, draws: Draws, take: int) -> Flight | Poses | None:
    """What comes before a draw's scene begins, where anything does."""
    if isinstance(gag, FlightPath):
        return gag.flight(draws, take)
    return gag.tips(draws, take) if isinstance(gag, TipsOver) else None


def people_in(world: World, model: mujoco.MjModel) -> dict[str, str]:
    """Whose bodies a world holds: the prefixes of the channels that somebody is measured with."""
    found = {}
    for tool in world.measures:
        for channel in tool.channels:
            prefix = channel[: channel.find("/") + 1]
            if prefix and mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT, f"{prefix}root") >= 0:
                found[prefix] = tool.person
    return found


def _root(model: mujoco.MjModel, prefix: str) -> int:
    return int(model.joint(f"{prefix}root").qposadr[0])


def _in_the_air(flight: Flight, model: mujoco.MjModel, root: int, landing: Floats) -> Floats:
    """Poses along a flight, [point, nq], the last of them the one that lands."""
    share = flight.time_s / flight.time_s[-1]
    eased = (share**2 * (3 - 2 * share))[:, None]
    standing = np.array(model.qpos0)
    poses = np.asarray((1 - eased) * standing + eased * landing)
    rises = standing[root + 2] + flight.feet_m
    poses[:, root] = flight.x_m
    poses[:, root + 1] = flight.y_m
    poses[:, root + 2] = rises + flight.fallen * (landing[root + 2] - rises)
    poses[:, root + 3 : root + _ROOT] = _turn_quaternions(flight.pitch_rad, flight.yaw_rad)
    return poses


def _turn_quaternions(pitch_rad: Floats, yaw_rad: float) -> Floats:
    """Quaternions of bodies pitched forward and then turned about the vertical, [point, 4]."""
    return quaternion(about_z(yaw_rad) * about_y(pitch_rad))
