"""Somebody on a line as a take to be drawn: a posed body led along the reduced path, its lines, nothing simulated."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from math import asin, pi

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.datasets.rigging import FaceSet, HungPath
from stuntlab.figures.look import Look
from stuntlab.figures.surfaces import plain
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.landing import FALLER, WALL
from stuntlab.gags.harnessed.lines import add_points
from stuntlab.gags.harnessed.straps import RING, UPPER_END
from stuntlab.gags.roles import HangsOnLines
from stuntlab.geometry import about_x, about_z, quaternion
from stuntlab.people import Measures, human_tissue, performer, put_posture
from stuntlab.people.from_plan import measures_of
from stuntlab.people.posture import posture_by_name
from stuntlab.plan.on_line import HIPS, STERNAL, WAIST
from stuntlab.previs.drawn_lines import POINTS, RADIUS_M, tube
from stuntlab.previs.footage import Timing
from stuntlab.previs.motion import Motion
from stuntlab.report.still import Painted
from stuntlab.scene.empty_world import empty_world

_RATE_HZ = 60.0
_WAITS_S, _HELD_S = 0.7, 0.5
_LETS_GO_S, _SITS_S, _STRETCHES_S = 0.25, 0.4, 0.45
_FINGER_M = 0.02
_ROOT = 7

_DRAWN = "a posed figure on the computed path of the planned take, a mass on the line that holds; no body is simulated"
_UNPLANNED = "nobody means to come off: this is what the line does if they do. It is "


@dataclass(frozen=True, slots=True)
class _Pose:
    """A posture at a moment: how far it leans with the line, and which way it faces."""

    time_s: float
    posture: str
    leans: float
    yaw_rad: float


@dataclass(frozen=True, slots=True)
class HungTake:
    """A take on a line that is drawn. timing: its moments; note: what is drawn and what is computed, in words."""

    motion: Motion
    timing: Timing
    note: str


def hung_take(gag: Gag) -> HungTake | None:
    """The planned take of a gag on lines; None of any other, and where too little is known of its line."""
    if not isinstance(gag, HangsOnLines):
        return None
    path = gag.hung_path()
    if path is None:
        return None
    person = gag.exposures()[0].person
    measures = measures_of(gag.plan.people[person], person)
    motion = _move(path, gag.face, measures, person)
    timing = Timing(
        begins_s=-_WAITS_S,
        ends_s=float(path.time_s[-1]) + _HELD_S,
        decisive_s=path.beats[path.decisive],
        zero=path.zero,
        beats=path.beats,
        sounds_s=None,
    )
    return HungTake(motion, timing, f"{_UNPLANNED if path.unplanned else ''}{_DRAWN}")


def hang_in_place(gag: Gag, motion: Motion) -> Motion:
    """What was simulated in a harness, where the planned take has it and below what its line hangs from.

    The simulation has it anywhere, since no load of it depends on where it is. Other motions as they are.
    """
    if not isinstance(gag, HangsOnLines):
        return motion
    path = gag.hung_path()
    if path is None or mujoco.mj_name2id(motion.model, mujoco.mjtObj.mjOBJ_SITE, UPPER_END) < 0:
        return motion
    model, qpos = copy(motion.model), motion.qpos.copy()
    at_face = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_GEOM, WALL) >= 0
    at_s = float(path.time_s[-1]) if at_face else path.taut_s
    ring = int(model.joint(RING).qposadr[0])
    moved = [np.interp(at_s, path.time_s, path.place_m[:, axis]) - qpos[0, ring + axis] for axis in range(3)]
    moved[0] *= not at_face  # how far the face is was simulated
    for root in model.jnt_qposadr[model.jnt_type == mujoco.mjtJoint.mjJNT_FREE]:
        qpos[:, root : root + 3] += moved
    model.site(UPPER_END).pos = gag.face.lines[0].from_m
    model.tendon_lengthspring[:] = 0.0  # they are drawn straight
    return replace(motion, qpos=qpos, model=model)


def hanging_parts(look: Look, measures: Measures, line_m: float) -> tuple[Painted, ...]:
    """Somebody who is held on a rope of their own, feet at the origin, facing +x. line_m: to its upper end, above."""
    spec = empty_world()
    spec.attach(performer(measures, human_tissue()).spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
    (point,) = add_points(spec, FALLER, measures, STERNAL)
    model = spec.compile()
    data = mujoco.MjData(model)
    data.qpos[:] = put_posture(model, posture_by_name("sitting_in_harness"), prefix=FALLER, in_the_air=True)
    mujoco.mj_kinematics(model, data)
    x, y, z = data.site(point).xpos.tolist()
    course = np.linspace([x, y, z], [x, y, max(line_m, z + 0.5)], POINTS)
    vertices, triangles = tube(course, RADIUS_M)
    look_of_rope = plain("rope", (0.45, 0.45, 0.42))
    rope = Painted(vertices, triangles, np.full((*triangles.shape, 2), 0.5), look_of_rope.image)
    return (*look.painted_parts(model, np.array(data.qpos), prefix=FALLER), rope)


def _move(path: HungPath, face: FaceSet, measures: Measures, person: str) -> Motion:
    model, points = _model(path, face, measures)
    times = np.arange(-_WAITS_S, float(path.time_s[-1]) + 1.0 / _RATE_HZ, 1.0 / _RATE_HZ)
    poses = _poses(path)
    joints = {pose.posture: _joints(model, pose.posture) for pose in poses}
    root, data = int(model.joint(f"{FALLER}root").qposadr[0]), mujoco.MjData(model)
    top = np.array(face.lines[0].from_m) if face.lines else np.array([path.place_m[0, 0], 0.0, 1e3])
    whole = np.zeros((len(times), model.nq))
    for frame, time_s in enumerate(times.tolist()):
        place = np.array([np.interp(max(time_s, 0.0), path.time_s, path.place_m[:, axis]) for axis in range(3)])
        before, after, share = _between(poses, time_s)
        qpos = (1.0 - share) * joints[before.posture] + share * joints[after.posture]
        leans = (1.0 - share) * before.leans + share * after.leans
        yaw = (1.0 - share) * before.yaw_rad + share * after.yaw_rad
        towards = top - place
        roll = leans * asin(float(np.clip(-towards[1] / max(float(np.linalg.norm(towards[1:])), 1e-6), -1.0, 1.0)))
        qpos[root : root + 3] = 0.0
        qpos[root + 3 : root + _ROOT] = quaternion(about_x(roll) * about_z(yaw))
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        qpos[root : root + 3] = place - np.mean([data.site(name).xpos for name in points], axis=0)
        qpos[root] += (1.0 - leans) * _to_the_face(model, data, qpos[root])
        whole[frame] = qpos
    return Motion(times, whole, 0.0, {FALLER: person}, model)


def _to_the_face(model: mujoco.MjModel, data: mujoco.MjData, root_x: float) -> float:
    """From where a body hangs to where hands or feet are on the face."""
    moving = np.flatnonzero(model.body_weldid[model.geom_bodyid])
    nearest = float(np.min(data.geom_xpos[moving, 0] - model.geom_rbound[moving] * 0.5))
    return _FINGER_M - (root_x + nearest)


def _model(path: HungPath, face: FaceSet, measures: Measures) -> tuple[mujoco.MjModel, tuple[str, ...]]:
    """The body with its lines, and where they meet it."""
    spec = empty_world()
    body = performer(measures, human_tissue(), posture="hanging", spine=True)
    spec.attach(body.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
    points = add_points(spec, FALLER, measures, HIPS if path.attached == WAIST else path.attached)
    for line in face.lines:
        spec.worldbody.add_site(name=line.name, pos=list(line.from_m), group=4)
        longer = 0.0
        if line.goes_on_m is not None:
            spec.worldbody.add_site(name=f"{line.name} end", pos=list(line.goes_on_m), group=4)
            longer = float(np.linalg.norm(np.subtract(line.goes_on_m, line.from_m)))
        for point in points:
            tendon = spec.add_tendon(name=f"{line.name} to {point}")
            tendon.springlength = [0.0, line.free_m + longer]
            if line.goes_on_m is not None:
                tendon.wrap_site(f"{line.name} end")
            tendon.wrap_site(line.name)
            tendon.wrap_site(point)
    return spec.compile(), points


def _joints(model: mujoco.MjModel, name: str) -> Floats:
    return put_posture(model, replace(posture_by_name(name), pitch_rad=0.0), prefix=FALLER, in_the_air=True)


def _poses(path: HungPath) -> list[_Pose]:
    """How the body is held, moment by moment: drawn, not computed."""
    ends, goes = float(path.time_s[-1]), -pi / 2
    if path.swings_in:
        return [
            _Pose(-_WAITS_S, "swinging", 1.0, goes),
            _Pose(ends, "swinging", 1.0, goes),
        ]
    taut = max(path.taut_s, _LETS_GO_S)
    held = [
        _Pose(-_WAITS_S, "climbing", 0.0, pi),
        _Pose(0.0, "climbing", 0.0, pi),
        _Pose(taut, "hanging", 0.3, pi),
        _Pose(taut + _SITS_S, "sitting_in_harness", 1.0, pi),
    ]
    meets = ends - _STRETCHES_S
    turned = pi + pi / 2  # to the way they go
    if path.ends.startswith("meets") and meets > held[-1].time_s:
        held += [_Pose(meets, "sitting_in_harness", 1.0, turned), _Pose(ends, "swinging", 1.0, turned)]
    return held


def _between(poses: list[_Pose], time_s: float) -> tuple[_Pose, _Pose, float]:
    after = next((number for number, pose in enumerate(poses) if pose.time_s > time_s), len(poses))
    if after == len(poses):
        return poses[-1], poses[-1], 0.0
    if after == 0:
        return poses[0], poses[0], 0.0
    before, then = poses[after - 1], poses[after]
    share = (time_s - before.time_s) / (then.time_s - before.time_s)
    return before, then, float(share**2 * (3.0 - 2.0 * share))
