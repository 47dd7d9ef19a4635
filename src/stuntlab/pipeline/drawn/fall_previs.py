"""A fall of a plan as a previs scene: the take in the middle of what is planned, simulated where it can be.

Every uncertain number is at its mean, so that nothing is drawn. Flight, where there is one: the reduced model. The
rest: the full body, under the first of the gag's models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, sin

import mujoco
import numpy as np

from stuntlab.datasets import Draws, Floats, TakeStatus
from stuntlab.errors import UserError
from stuntlab.export.previs import Beat, FilmCamera, Path, Previs, Solid, quaternion
from stuntlab.gags.base import Flown, Gag
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.high_fall import HighFall
from stuntlab.gear.footprint import Footprint
from stuntlab.people import human_tissue, performer, put_posture
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline.drawn.fall_views import view_of_fall
from stuntlab.pipeline.drawn.motion import Motion, joined
from stuntlab.pipeline.drawn.pictures import look_of
from stuntlab.pipeline.drawn.previs import film_camera, zones_of
from stuntlab.pipeline.drawn.previs_parts import FRAME_RATE_HZ, Fallen, Frame, mesh_of, person_of, solids_of
from stuntlab.pipeline.drawn.solids import solid
from stuntlab.pipeline.drawn.stage_set import SetPiece, Spot, StageSet
from stuntlab.pipeline.drawn.stage_set.gear import mat
from stuntlab.pipeline.drawn.still import places_of
from stuntlab.pipeline.drawn.take_stage import geoms_of_nobody, set_of_take, step_of
from stuntlab.pipeline.seen.line_of_strike import LineOfStrike
from stuntlab.pipeline.seen.shots import missing
from stuntlab.plan import Plan
from stuntlab.plan.gear.mat import Mat
from stuntlab.scene.contacts import set_options
from stuntlab.scene.field import Slab
from stuntlab.scene.scene import Poses
from stuntlab.takes.engine import film

_STANDS_S = 0.7  # before they fall from a height (J)
_FILM_RATE_HZ = 240.0
_NOBODY: Floats = np.zeros((0, 3))
_SIMULATED = "the planned take, every number at its mean; {flight}simulated ({model} model)"
_FLIGHT = "flight by the reduced model, landing "
_FLIGHT_ONLY = "the planned take, every number at its mean; flight by the reduced model; the landing is not simulated"


@dataclass(frozen=True, slots=True)
class PlannedTake:
    """A take with every number at its mean. slabs: what its field stands for. note: in words, what is simulated."""

    motion: Motion
    slabs: tuple[Slab, ...]
    note: str


def fall_previs(plan: Plan, gag: Gag) -> Previs:
    """Who falls in motion, set, catcher, cameras, hazard zones and beats of one fall.

    Raises:
        UserError: there is no body model for what the plan asks, or a camera of it sees nothing.
    """
    take = planned_take(gag)
    motion = take.motion
    begins = -_STANDS_S if motion.meets_s else 0.0
    moments = np.arange(begins, float(motion.time_s[-1]) + 1 / FRAME_RATE_HZ, 1 / FRAME_RATE_HZ)
    poses = [motion.at(moment) for moment in moments.tolist()]
    frames = {prefix: [places_of(motion.model, pose, prefix=prefix) for pose in poses] for prefix in motion.people}
    looks = {
        prefix: look_of(plan, name, measures_of(plan.people[name], name)) for prefix, name in motion.people.items()
    }
    first = next(iter(motion.people))
    lands = int((motion.meets_s - begins) * FRAME_RATE_HZ)
    skins = [looks[first].figure.posed(frame) if i > lands else _NOBODY for i, frame in enumerate(frames[first])]
    fallen = Fallen(skins, stays=any(slab.stays for slab in take.slabs))
    where = _where(gag, motion)
    middle = ((where.low_x_m + where.high_x_m) / 2, (where.low_y_m + where.high_y_m) / 2)
    return Previs(
        title=plan.stunt,
        times_s=moments - begins,
        people=tuple(
            person_of(name, looks[prefix], frames[prefix], np.eye(3), np.zeros(3))
            for prefix, name in motion.people.items()
        ),
        cameras=tuple(_cameras(plan, where)),
        grounds=zones_of(gag, _line(gag, motion, middle)),
        solids=(*solids_of(_set(gag, take), middle, fallen), *_moving(gag, motion, poses)),
        beats=tuple(_beats(motion, frames[first], begins)),
        notes={"gag": gag.label, "planHash": plan.hash, "take": take.note},
    )


def planned_take(gag: Gag) -> PlannedTake:
    """The take with every number at its mean.

    Raises:
        UserError: there is no body model for it, and no flight either.
    """
    planned = {unknown.name: np.array([unknown.mean]) for unknown in gag.unknowns()[0]}
    draws = gag.follow(Draws(planned, np.zeros(1, dtype=np.int64)))
    flight = gag.flight(draws, 0) if isinstance(gag, Flown) else None
    found = _simulated(gag, draws) if gag.simulated else None
    if found is not None:
        model, poses, slabs = found
        note = _SIMULATED.format(flight=_FLIGHT if flight else "", model=gag.models[0])
        return PlannedTake(joined(gag, model, poses, flight), slabs, note)
    if not isinstance(gag, HighFall):
        raise UserError(
            f"{gag.label}: there is no body model for what this plan asks, so that there is nothing to show"
        )
    model, poses = _touching(gag, draws)
    return PlannedTake(joined(gag, model, poses, flight), (), _FLIGHT_ONLY)


def _simulated(gag: Gag, draws: Draws) -> tuple[mujoco.MjModel, Poses, tuple[Slab, ...]] | None:
    """The only draw under the gag's first model, all phases; None where it diverges."""
    scene = gag.scene(gag.models[0])
    traces, status = film(scene, gag.knobs(draws, np.zeros(1, dtype=np.int64)), rate_hz=_FILM_RATE_HZ)
    parts = [phase.poses for phase in traces.values() if phase.poses is not None]
    if status[0] != TakeStatus.OK or not parts:
        return None
    times = np.concatenate([parts[0].time_s, *(part.time_s[1:] for part in parts[1:])])
    qpos = np.concatenate([parts[0].qpos, *(part.qpos[:, 1:] for part in parts[1:])], axis=1)
    return scene.model, Poses(times, qpos), scene.field.slabs if scene.field else ()


def _touching(gag: HighFall, draws: Draws) -> tuple[mujoco.MjModel, Poses]:
    """The body alone, as it comes to the catcher's top."""
    faller = performer(gag.body, human_tissue(), posture=gag.lands_in)
    spec = mujoco.MjSpec()
    set_options(spec)
    spec.attach(faller.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
    model = spec.compile()
    x, y, pitch, yaw = (
        float(gag.knobs(draws, np.zeros(1, dtype=np.int64))[name][0]) for name in ("x_m", "y_m", "attitude", "yaw_rad")
    )
    qpos = put_posture(
        model, replace(faller.posture, pitch_rad=pitch), prefix=FALLER, at_m=(x, y), lowest_m=gag.footprint.top_m,
        yaw_rad=yaw,
    )  # fmt: skip
    return model, Poses(np.zeros(1), qpos[None, None])


def _where(gag: Gag, motion: Motion) -> Footprint:
    """What is looked at: the catcher, or else where the first body comes to rest."""
    if isinstance(gag, HighFall):
        return gag.footprint
    x, y, _ = motion.middle_m(next(iter(motion.people)))[-1].tolist()
    return Footprint(x, x, y, y)


def _line(gag: Gag, motion: Motion, middle: tuple[float, float]) -> LineOfStrike:
    """What zones are counted from: the middle of the catcher, or where the first body is before it goes."""
    if isinstance(gag, HighFall):
        return LineOfStrike((*middle, 0.0), (1.0, 0.0))
    x, y, _, *turn = motion.start(next(iter(motion.people))).tolist()
    facing = atan2(2 * (turn[0] * turn[3] + turn[1] * turn[2]), 1 - 2 * (turn[2] ** 2 + turn[3] ** 2))
    return LineOfStrike((x, y, 0.0), (cos(facing), sin(facing)))


def _set(gag: Gag, take: PlannedTake) -> StageSet:
    """The set of the plan, with the steps of stairs and the mat that the simulation has, where it has them."""
    stage = set_of_take(gag, take.motion)
    pieces = [SetPiece(f"step {i}", (step_of(slab),)) for i, slab in enumerate(_hard(take.slabs), start=1)]
    soft = [slab for slab in take.slabs if slab.soft]
    if isinstance(gag, HighFall) or not soft:
        return replace(stage, pieces=(*stage.pieces, *pieces))
    kept = [piece for piece in stage.pieces if not isinstance(gag.plan.gear.get(piece.name), Mat)]
    return replace(stage, pieces=(*kept, *pieces, *(_mat(gag.floor_words, slab) for slab in soft)))


def _hard(slabs: Sequence[Slab]) -> list[Slab]:
    return [slab for slab in slabs if not slab.soft]


def _mat(name: str, slab: Slab) -> SetPiece:
    (low_x, low_y, _), (high_x, high_y, top) = slab.low_m, slab.high_m
    spot = Spot((low_x + high_x) / 2, (low_y + high_y) / 2)
    return SetPiece(name, (mat((high_x - low_x, high_y - low_y, top)),), (spot,), soft=True)


def _moving(gag: Gag, motion: Motion, poses: Sequence[Floats]) -> Iterator[Solid]:
    """What moves and is no person: the chair somebody is tied to."""
    geoms, data = geoms_of_nobody(gag, motion), mujoco.MjData(motion.model)
    places, turns = np.zeros((len(geoms), len(poses), 3)), np.zeros((len(geoms), len(poses), 4))
    for frame, pose in enumerate(poses):
        data.qpos[:] = pose
        mujoco.mj_kinematics(motion.model, data)
        for row, geom in enumerate(geoms):
            places[row, frame] = data.geom_xpos[geom]
            turns[row, frame] = np.roll(quaternion(data.geom_xmat[geom].reshape(3, 3)), 1)
    for row, geom in enumerate(geoms):
        name = motion.model.geom(geom).name.replace("/", " ")
        x, y, z = places[row, 0].tolist()
        part = mesh_of(name, solid(motion.model, geom))
        yield Solid(name, (part,), ((x, y, z, 0.0),), path=Path(places[row], turns[row]))


def _cameras(plan: Plan, where: Footprint) -> Iterator[FilmCamera]:
    for name, camera in plan.cameras.items():
        if missing(camera) is None:
            yield film_camera(name, camera, view_of_fall(camera, name, where))


def _beats(motion: Motion, frames: Sequence[Frame], begins: float) -> Iterator[Beat]:
    """Where the fall begins and, after a flight, where it lands: the pelvis then."""
    landing = {"landing": motion.meets_s} if motion.meets_s else {}
    for name, time_s in ({"take-off" if landing else "goes down": 0.0} | landing).items():
        frame = frames[round((time_s - begins) * FRAME_RATE_HZ)]
        x, y, z = frame["pelvis"][0].tolist()
        yield Beat(name, time_s - begins, (x, y, z))
