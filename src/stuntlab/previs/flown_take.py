"""A jump off an edge as takes to be drawn: a posed body on its computed way, the vehicle, the canopy.

Points are computed, and no body is: how somebody is held, how a vehicle is turned and how a canopy looks are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import atan2, cos, sin, sqrt

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.datasets.jump import EdgeSet, FlownPath
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.roles import LeavesAnEdge
from stuntlab.geometry import about_y, quaternion
from stuntlab.people import human_tissue, performer, put_posture
from stuntlab.people.from_plan import measures_of
from stuntlab.people.posture import posture_by_name
from stuntlab.plan.gear.car import TWO_WHEELS
from stuntlab.previs.footage import Timing
from stuntlab.previs.motion import Motion
from stuntlab.scene.empty_world import empty_world

EXIT, OPEN, DRAWN = "exit", "open canopy", "drawn way"
"""Parts of a jump, and a site of models that are drawn on the set of the jump and not simulated in their own axes."""

_NOTE = "a posed figure on the computed way of the planned take, a point in the air; no body is simulated"
_RATE_HZ, _ROOT = 48.0, 7
_BEFORE_S, _AFTER_S = 0.7, 1.2
"""Of a take at the edge, before it, and after they have left the vehicle (J)."""

_LONGEST_S, _OPEN_S, _FULL_SOON_S = 2.6, 1.6, 0.2
_HIDDEN_M = 30.0
_HIPS_M, _HANGS_M = 1.0, 6.2
_SITS_M, _SHOULDERS_M = 0.3, 0.45
"""Of whoever stands or rides, over what is under the wheels or feet; from a canopy down to who hangs there (J)."""

_PRONE_RAD, _LEANS_RAD, _TURNS_S = 1.2, 0.25, 0.8
_ASPECT, _CELLS, _ARC_RAD, _THICK_M = 2.4, 9, 0.62, 0.22
_RED, _WHITE = (0.80, 0.10, 0.08, 1.0), (0.92, 0.92, 0.90, 1.0)
_DARK, _TYRE = (0.1, 0.1, 0.1, 1.0), (0.07, 0.07, 0.07, 1.0)
_BODY, _GLASS = (0.15, 0.30, 0.55, 1.0), (0.20, 0.25, 0.29, 1.0)
_BIKE, CANOPY = "vehicle", "canopy"


@dataclass(frozen=True, slots=True)
class FlownTake:
    """A part of a jump that is drawn. part: what it is called."""

    part: str
    motion: Motion
    timing: Timing
    note: str


def flown_takes(gag: Gag) -> Iterator[FlownTake]:
    """The planned take of whoever leaves an edge, at the edge and under the canopy; none of any other gag."""
    if not isinstance(gag, LeavesAnEdge):
        return
    path, person = gag.flown_path(), gag.exposures()[0].person
    drawn = _Drawn(gag, person, path)
    if path.vehicle or not path.canopy_m2 or path.full_s is None or path.full_s > _LONGEST_S:
        yield drawn.off_the_edge(gag.edge)
    if path.full_s is not None and path.canopy_m2:
        yield drawn.under_canopy(path.full_s)


def whole_flown_take(gag: Gag) -> FlownTake | None:
    """All of it from before the edge until the canopy flies, for scene files; None of any other gag."""
    if not isinstance(gag, LeavesAnEdge):
        return None
    return _Drawn(gag, gag.exposures()[0].person, gag.flown_path()).whole(gag.edge)


def is_drawn(motion: Motion) -> bool:
    """Whether a motion is one of these, on the set of its jump."""
    return bool(mujoco.mj_name2id(motion.model, mujoco.mjtObj.mjOBJ_SITE, DRAWN) >= 0)


class _Drawn:
    """Who jumps, and along what."""

    def __init__(self, gag: Gag, person: str, path: FlownPath) -> None:
        self.measures, self.person, self.path = measures_of(gag.plan.people[person], person), person, path

    def off_the_edge(self, edge: EdgeSet) -> FlownTake:
        """From shortly before the edge until they have left the vehicle, or until it comes down again."""
        path = self.path
        lands = path.lands_s if not path.canopy_m2 else _LONGEST_S
        ends = min(lands, max(path.parts_s + _AFTER_S, _AFTER_S), _LONGEST_S)
        decisive = min(path.parts_s + 0.45, ends) if path.canopy_m2 and path.vehicle else 0.45 * ends
        moments = np.arange(-_BEFORE_S, ends + 0.5 / _RATE_HZ, 1.0 / _RATE_HZ)
        beats = {"before the edge": -0.3, "the edge": 0.0, "in the air": decisive, "the part ends": ends}
        timing = Timing(-_BEFORE_S, ends, decisive, "the edge", beats, None)
        model = self._model(canopy=False)
        poses = np.stack([self._pose(model, float(time_s), edge, opened=False) for time_s in moments])
        return FlownTake(EXIT, Motion(moments, poses, 0.0, {FALLER: self.person}, model), timing, _NOTE)

    def under_canopy(self, full_s: float) -> FlownTake:
        """From just before the canopy is full."""
        begins, ends = full_s - _FULL_SOON_S, min(full_s + _OPEN_S, self.path.lands_s)
        moments = np.arange(begins, ends, 1.0 / _RATE_HZ)
        beats = {"the canopy is full": full_s, "flies": max(ends - 0.3, full_s + 0.1)}
        timing = Timing(begins, ends, full_s + 0.1, "the canopy is full", beats, None)
        model = self._model(canopy=True)
        poses = np.stack([self._pose(model, float(time_s), None, opened=True) for time_s in moments])
        return FlownTake(OPEN, Motion(moments, poses, 0.0, {FALLER: self.person}, model), timing, _NOTE)

    def whole(self, edge: EdgeSet) -> FlownTake:
        """From before the edge until the canopy flies; until then it lies below the ground, out of sight."""
        path = self.path
        ends = path.lands_s if path.full_s is None else min(path.full_s + _OPEN_S, path.lands_s)
        moments = np.arange(-_BEFORE_S, ends, 1.0 / _RATE_HZ)
        beats = {"the edge": 0.0, **({} if path.full_s is None else {"the canopy is full": path.full_s})}
        timing = Timing(-_BEFORE_S, ends, 0.0, "the edge", beats, None)
        opens = path.full_s is not None and path.canopy_m2 > 0
        model, hidden = self._model(canopy=opens), np.array([0.0, 0.0, edge.low_m - _HIDDEN_M])
        poses = []
        for time_s in moments.tolist():
            opened = path.full_s is not None and time_s >= path.full_s - _FULL_SOON_S
            pose = self._pose(model, time_s, edge, opened=opened and opens)
            if opens and not opened:
                at = int(model.joint(CANOPY).qposadr[0])
                pose[at : at + 3] = hidden
            poses.append(pose)
        return FlownTake("", Motion(moments, np.stack(poses), 0.0, {FALLER: self.person}, model), timing, _NOTE)

    def _model(self, *, canopy: bool) -> mujoco.MjModel:
        spec = empty_world()
        body = performer(self.measures, human_tissue(), posture="hanging", spine=True)
        spec.attach(body.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        spec.worldbody.add_site(name=DRAWN, group=4)
        if self.path.vehicle:
            _add_vehicle(spec, self.path.vehicle)
        if canopy:
            _add_canopy(spec, self.path.canopy_m2)
        return spec.compile()

    def _pose(self, model: mujoco.MjModel, time_s: float, edge: EdgeSet | None, *, opened: bool) -> Floats:
        path, place = self.path, _place(self.path.time_s, self.path.rider_m, time_s, edge)
        posture, pitch, up = self._held(model, time_s, opened=opened)
        root = int(model.joint(f"{FALLER}root").qposadr[0])
        posture[root : root + 3] = np.add(place, [0.0, 0.0, up])
        posture[root + 3 : root + _ROOT] = quaternion(about_y(pitch))
        if path.vehicle_m is not None:
            _put(model, posture, _BIKE, _place(path.time_s, path.vehicle_m, time_s, edge), -_turned(path, time_s, edge))
        if opened:
            _put(model, posture, CANOPY, np.add(place, [0.0, 0.0, _SHOULDERS_M + up]), 0.0)
        return posture

    def _held(self, model: mujoco.MjModel, time_s: float, *, opened: bool) -> tuple[Floats, float, float]:
        """How they hold themselves at a moment, how far they are pitched forward, and how high over their way."""
        path, drives = self.path, self.path.vehicle not in ("", *TWO_WHEELS)
        up = _HIPS_M - (_SITS_M if drives else 0.0)
        if opened:
            return _joints(model, "hanging"), 0.0, up
        on_it = _joints(model, "sitting_in_harness" if drives else "landing_deep")
        if not path.canopy_m2:
            return on_it, 0.0 if drives else _LEANS_RAD, up
        away = min(max((time_s - path.parts_s) / _TURNS_S, 0.0), 1.0)
        eased = away**2 * (3.0 - 2.0 * away)
        held = np.asarray((1.0 - eased) * on_it + eased * _joints(model, "swinging"))
        return held, (1.0 - eased) * _LEANS_RAD + eased * _PRONE_RAD, up


def _put(model: mujoco.MjModel, qpos: Floats, thing: str, place: Floats, pitch_rad: float) -> None:
    at = int(model.joint(thing).qposadr[0])
    qpos[at : at + 3] = place
    qpos[at + 3 : at + _ROOT] = quaternion(about_y(pitch_rad))


def _place(time_s: Floats, places: Floats, moment: float, edge: EdgeSet | None) -> Floats:
    """Where a way is at a moment; before the edge, on the ramp that leads there."""
    if moment >= 0.0 or edge is None:
        return np.array([np.interp(moment, time_s, places[:, axis]) for axis in range(3)])
    speed = (places[1] - places[0]) / (time_s[1] - time_s[0])
    place = places[0] + moment * speed
    low = -edge.ramp[1] if edge.ramp else edge.behind_m
    place[2] = max(place[2], low)
    return np.asarray(place)


def _turned(path: FlownPath, moment: float, edge: EdgeSet | None) -> float:
    """How far a vehicle stands nose up: as the ramp, and in the air half as steep as its way (drawn)."""
    if moment <= 0.0:
        return edge.ramp[0] if edge and edge.ramp else 0.0
    places = path.vehicle_m if path.vehicle_m is not None else path.rider_m
    a, b = (np.array([np.interp(t, path.time_s, places[:, k]) for k in (0, 2)]) for t in (moment - 0.05, moment + 0.05))
    return 0.5 * atan2(float(b[1] - a[1]), max(float(b[0] - a[0]), 1e-3))


def _joints(model: mujoco.MjModel, name: str) -> Floats:
    return put_posture(model, replace(posture_by_name(name), pitch_rad=0.0), prefix=FALLER, in_the_air=True)


def _add_vehicle(spec: mujoco.MjSpec, vehicle: str) -> None:
    """A motorcycle or a car whose wheels stand at its origin."""
    body = spec.worldbody.add_body(name=_BIKE)
    body.add_freejoint(name=_BIKE)
    box, cylinder = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_CYLINDER
    lies = [sqrt(0.5), sqrt(0.5), 0.0, 0.0]
    if vehicle not in TWO_WHEELS:
        parts = {
            "body": (box, [2.1, 0.85, 0.30], [0.0, 0.0, 0.60], _BODY),
            "cabin": (box, [1.0, 0.75, 0.28], [-0.2, 0.0, 1.15], _GLASS),
        }
        wheels = [(x, y, 0.32, 0.11) for x in (-1.3, 1.3) for y in (-0.8, 0.8)]
    else:
        parts = {
            "frame": (box, [0.38, 0.10, 0.17], [0.0, 0.0, 0.52], _DARK),
            "tank": (box, [0.26, 0.12, 0.09], [0.16, 0.0, 0.84], _RED),
            "seat": (box, [0.38, 0.10, 0.05], [-0.36, 0.0, 0.90], _DARK),
            "fork": (box, [0.05, 0.09, 0.36], [0.58, 0.0, 0.66], _WHITE),
            "handlebar": (box, [0.03, 0.38, 0.02], [0.44, 0.0, 1.08], _DARK),
            "arm": (box, [0.34, 0.05, 0.04], [-0.44, 0.0, 0.38], _WHITE),
            "mudguard": (box, [0.26, 0.09, 0.02], [0.72, 0.0, 0.74], _RED),
        }
        wheels = [(-0.70, 0.0, 0.33, 0.06), (0.74, 0.0, 0.35, 0.05)]
    for name, (kind, size, at, colour) in parts.items():
        body.add_geom(name=f"{_BIKE} {name}", type=kind, size=size, pos=at, rgba=colour, mass=5.0, **_UNTOUCHED)
    for number, (x, y, radius, half) in enumerate(wheels, start=1):
        body.add_geom(
            name=f"{_BIKE} wheel {number}",
            type=cylinder,
            size=[radius, half, 0.0],
            pos=[x, y, radius],
            quat=lies,
            rgba=_TYRE,
            mass=5.0,
            **_UNTOUCHED,
        )


def _add_canopy(spec: mujoco.MjSpec, area_m2: float) -> None:
    """A ram-air canopy of so many cells on an arc, with lines down to the shoulders at its origin."""
    body = spec.worldbody.add_body(name=CANOPY)
    body.add_freejoint(name=CANOPY)
    span, chord = sqrt(area_m2 * _ASPECT), sqrt(area_m2 / _ASPECT)
    radius = max(span / (2.0 * _ARC_RAD), 0.6 * _HANGS_M)
    half_arc = span / (2.0 * radius)
    half = span / _CELLS / 2.0 * 1.03
    for cell in range(_CELLS):
        angle = half_arc * (2.0 * (cell + 0.5) / _CELLS - 1.0)
        at = [0.15 * chord, radius * sin(angle), radius * cos(angle)]
        turn = [cos(-angle / 2.0), sin(-angle / 2.0), 0.0, 0.0]
        colour = _RED if cell % 2 else _WHITE
        body.add_geom(
            name=f"{CANOPY} cell {cell + 1}",
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=[chord / 2.0, half, _THICK_M / 2.0],
            pos=at,
            quat=turn,
            rgba=colour,
            mass=0.3,
            **_UNTOUCHED,
        )
        if cell % 2 == 0:
            for number, along in enumerate((-0.35, 0.45)):
                side = 0.2 if angle > 0.0 else -0.2
                top = [at[0] + along * chord, at[1], at[2] - _THICK_M / 2.0]
                body.add_geom(
                    name=f"{CANOPY} line {cell + 1} {number + 1}",
                    type=mujoco.mjtGeom.mjGEOM_CAPSULE,
                    fromto=[0.0, side, 0.0, *top],
                    size=[0.012, 0.0, 0.0],
                    rgba=_DARK,
                    mass=0.01,
                    **_UNTOUCHED,
                )


_UNTOUCHED: Mapping[str, int] = {"contype": 0, "conaffinity": 0}
