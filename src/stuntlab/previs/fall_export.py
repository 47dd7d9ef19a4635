"""A fall of a plan as a previs scene: its planned take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.export.previs import Beat, FilmCamera, Path, Previs, PrevisSolid
from stuntlab.figures.look import look_of
from stuntlab.figures.posed_skin import places_of
from stuntlab.figures.surfaces import plain
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller, HangsOnLines, LeavesAnEdge
from stuntlab.geometry import quaternions_of
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import Plan
from stuntlab.plan.gear.mat import Mat
from stuntlab.previs.drawn_lines import lines_in, tube
from stuntlab.previs.export_parts import FRAME_RATE_HZ, FallenModel, mesh_of, person_of, solids_of
from stuntlab.previs.fall_moments import STANDS_S, timing_of
from stuntlab.previs.fall_views import FallPlace, fall_place, view_of_fall
from stuntlab.previs.flown_take import whole_flown_take
from stuntlab.previs.footage import Timing
from stuntlab.previs.motion import Motion
from stuntlab.previs.planned_take import PlannedTake, planned_take
from stuntlab.previs.solids import solid
from stuntlab.previs.stage_set import PieceSpot, SetPiece, StageSet
from stuntlab.previs.stage_set.gear import mat
from stuntlab.previs.strike_export import film_camera, zones_of
from stuntlab.previs.take_stage import geoms_of_nobody, pulls_from, set_of_take, words_of_floor
from stuntlab.report.still import Painted
from stuntlab.scene.field import Slab
from stuntlab.shots.line_of_strike import LineOfStrike
from stuntlab.shots.placement import tell_missing

_NOT_ALONG = (0.31, 0.95, 0.02)
_THREAD_M = 0.02
_WAY, _WIDEST = (0.95, 0.85, 0.20), (0.90, 0.35, 0.20)
_SEED, _SEEN_M, _EVERY = 0, 0.1, 6
_NOBODY: Floats = np.zeros((0, 3))


def fall_previs(plan: Plan, gag: Gag, take: PlannedTake | None = None) -> Previs:
    """Who falls in motion, set, catcher, cameras, hazard zones and beats of one fall.

    take: what is shown; None: the planned one.

    Raises:
        UserError: there is no body model for what the plan asks, or a camera of it sees nothing.
    """
    take = take or _whole_jump(gag) or planned_take(gag)
    motion = take.motion
    begins = -STANDS_S if motion.meets_s else float(motion.time_s[0])
    moments = np.arange(begins, float(motion.time_s[-1]) + 1 / FRAME_RATE_HZ, 1 / FRAME_RATE_HZ)
    poses = [motion.at(moment) for moment in moments.tolist()]
    frames = {prefix: [places_of(motion.model, pose, prefix=prefix) for pose in poses] for prefix in motion.people}
    looks = {
        prefix: look_of(plan, name, measures_of(plan.people[name], name)) for prefix, name in motion.people.items()
    }
    first = next(iter(motion.people), None)
    lands = int((motion.meets_s - begins) * FRAME_RATE_HZ)
    posed = [looks[first].figure.pose_skin(frame) for frame in frames[first]] if first else [_NOBODY] * len(poses)
    skins = [skin if i > lands else _NOBODY for i, skin in enumerate(posed)]
    fallen = FallenModel(skins, stays=any(slab.stays for slab in take.slabs))
    place, timing = fall_place(gag, motion, take.soft_footprint), take.timing or timing_of(gag, motion, take.slabs)
    middle = place.counted_from_m
    return Previs(
        title=plan.stunt,
        times_s=moments - begins,
        people=tuple(
            person_of(name, looks[prefix], frames[prefix], np.eye(3), np.zeros(3))
            for prefix, name in motion.people.items()
        ),
        cameras=tuple(_cameras(plan, place)),
        grounds=tuple(zones_of(gag, LineOfStrike((*middle, 0.0), (1.0, 0.0)))),
        solids=(
            *solids_of(_set(gag, take), middle, fallen),
            *_moving_solids(gag, motion, poses),
            *_line_solids(gag, motion, poses),
            *_swing_solids(gag),
            *_jump_solids(gag),
        ),
        beats=tuple(_beats(motion, timing, begins)),
        notes={"gag": gag.label, "planHash": plan.hash, "take": take.note},
    )


def _whole_jump(gag: Gag) -> PlannedTake | None:
    """A jump from before the edge until the canopy flies."""
    whole = whole_flown_take(gag)
    return None if whole is None else PlannedTake(whole.part, whole.motion, (), whole.note, whole.timing)


def _set(gag: Gag, take: PlannedTake) -> StageSet:
    """The set of the plan, with the mat that the simulation has, where it has it."""
    stage = set_of_take(gag, take.motion, take.slabs)
    soft = [slab for slab in take.slabs if slab.soft]
    if isinstance(gag, CatchesFaller) or not soft:
        return stage
    kept = [piece for piece in stage.pieces if not isinstance(gag.plan.gear.get(piece.name), Mat)]
    return replace(stage, pieces=(*kept, *(_mat(words_of_floor(gag), slab) for slab in soft)))


def _mat(name: str, slab: Slab) -> SetPiece:
    (low_x, low_y, _), (high_x, high_y, top) = slab.low_m, slab.high_m
    spot = PieceSpot((low_x + high_x) / 2, (low_y + high_y) / 2)
    return SetPiece(name, (mat((high_x - low_x, high_y - low_y, top)),), (spot,), soft=True)


def _moving_solids(gag: Gag, motion: Motion, poses: Sequence[Floats]) -> Iterator[PrevisSolid]:
    """What moves and is no person: the chair somebody is tied to."""
    geoms, data = geoms_of_nobody(gag, motion), mujoco.MjData(motion.model)
    places, axes = np.zeros((len(geoms), len(poses), 3)), np.zeros((len(geoms), len(poses), 3, 3))
    for frame, pose in enumerate(poses):
        data.qpos[:] = pose
        mujoco.mj_kinematics(motion.model, data)
        places[:, frame] = data.geom_xpos[geoms]
        axes[:, frame] = data.geom_xmat[geoms].reshape(-1, 3, 3)
    turns = quaternions_of(axes)
    for row, geom in enumerate(geoms):
        name = motion.model.geom(geom).name.replace("/", " ")
        x, y, z = places[row, 0].tolist()
        part = mesh_of(name, solid(motion.model, geom))
        yield PrevisSolid(name, (part,), ((x, y, z, 0.0),), path=Path(places[row], turns[row]))


def _line_solids(gag: Gag, motion: Motion, poses: Sequence[Floats]) -> Iterator[PrevisSolid]:
    """Lines, each straight and of one length: it is at the body in every frame, and near enough where it comes from."""
    data = mujoco.MjData(motion.model)
    for line in lines_in(motion.model, motion.people, pulls_from(gag)):
        ends = np.zeros((2, len(poses), 3))
        for frame, pose in enumerate(poses):
            data.qpos[:] = pose
            mujoco.mj_kinematics(motion.model, data)
            course = line.course(data)
            ends[:, frame] = course[-1], course[0]
        along = ends[1] - ends[0]
        apart = np.linalg.norm(along, axis=1)
        along /= apart[:, None]
        aside = np.cross(along, _NOT_ALONG)
        aside /= np.linalg.norm(aside, axis=1, keepdims=True)
        turns = quaternions_of(np.stack([along, aside, np.cross(along, aside)], axis=2))
        x, y, z = ends[0, 0].tolist()
        part = mesh_of(line.name, line.straight(float(apart.min())))
        yield PrevisSolid(line.name.replace("/", " "), (part,), ((x, y, z, 0.0),), path=Path(ends[0], turns))


def _swing_solids(gag: Gag) -> Iterator[PrevisSolid]:
    """The way of a swing as a thread in the air, and the widest arc of 1 000 takes as another."""
    path = gag.hung_path() if isinstance(gag, HangsOnLines) else None
    if path is None or not isinstance(gag, HangsOnLines):
        return
    yield _thread("way of the swing", path.place_m, _WAY)
    picture = gag.line_picture(draw_gag(gag, seed=_SEED))
    across, up = picture.widest_across_m, picture.widest_height_m
    if np.ptp(across) > _SEEN_M:
        arc = np.column_stack([np.full(len(across), picture.out_m), across, up])
        yield _thread("widest swing of 1 000", arc, _WIDEST)


def _jump_solids(gag: Gag) -> Iterator[PrevisSolid]:
    """The whole way of whoever jumps as a thread in the air, and that of the vehicle as another."""
    if not isinstance(gag, LeavesAnEdge):
        return
    path = gag.flown_path()
    yield _thread("way of the jump", path.rider_m[::_EVERY], _WAY)
    if path.vehicle_m is not None and path.canopy_m2:
        falls = np.linalg.norm(np.diff(path.vehicle_m, axis=0), axis=1) > 0
        yield _thread("fall of the vehicle", path.vehicle_m[:-1][falls][::_EVERY], _WIDEST)


def _thread(name: str, places: Floats, colour: tuple[float, float, float]) -> PrevisSolid:
    vertices, triangles = tube(places, _THREAD_M)
    word = name.split(maxsplit=1)[0]
    thread = Painted(vertices, triangles, np.full((*triangles.shape, 2), 0.5), plain(word, colour).image)
    return PrevisSolid(name, (mesh_of(word, thread),), ((0.0, 0.0, 0.0, 0.0),))


def _cameras(plan: Plan, fall: FallPlace) -> Iterator[FilmCamera]:
    for name, camera in plan.cameras.items():
        if tell_missing(camera) is None:
            yield film_camera(name, camera, view_of_fall(camera, name, fall))


def _beats(motion: Motion, timing: Timing, begins: float) -> Iterator[Beat]:
    """Where the hips are when a fall begins, and when it lands or at the decisive frame."""
    beats = {"take-off": 0.0, "landing": motion.meets_s}
    if not motion.meets_s:
        beats = {"goes down": float(motion.time_s[0]), "decisive": timing.decisive_s}
    for (name, time_s), place in zip(beats.items(), motion.hips_at(list(beats.values())), strict=True):
        yield Beat(name, time_s - begins, place)
