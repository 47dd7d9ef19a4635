"""A fall of a plan as a previs scene: the take in the middle of what is planned, its landing simulated where it can be.

Every uncertain number is at its mean, so that nothing is drawn. Flight: the reduced model. Landing: the full body on
the catcher, under the first of the gag's models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import mujoco
import numpy as np

from stuntlab.datasets import Draws, Floats, TakeStatus
from stuntlab.export.previs import Beat, FilmCamera, Ground, Previs
from stuntlab.gags.high_fall import HighFall
from stuntlab.gags.landing import FALLER
from stuntlab.people import human_tissue, performer, put_posture
from stuntlab.pipeline.fall_views import view_of_fall
from stuntlab.pipeline.line_of_strike import LineOfStrike
from stuntlab.pipeline.motion import Motion, joined
from stuntlab.pipeline.pictures import look_of
from stuntlab.pipeline.previs import film_camera, zones_of
from stuntlab.pipeline.previs_parts import FRAME_RATE_HZ, Fallen, Frame, person_of, solids_of
from stuntlab.pipeline.shots import missing
from stuntlab.pipeline.stage_set import set_of
from stuntlab.pipeline.still import places_of
from stuntlab.plan import Plan
from stuntlab.plan.gear.box_rig import BoxRig
from stuntlab.scene.contacts import set_options
from stuntlab.scene.scene import Poses
from stuntlab.takes.engine import film

_STANDS_S = 0.7  # before they fall (J)
_FILM_RATE_HZ = 240.0
_NOBODY: Floats = np.zeros((0, 3))
_SIMULATED = (
    "the planned take, every number at its mean; flight by the reduced model, landing simulated ({model} model)"
)
_FLIGHT_ONLY = "the planned take, every number at its mean; flight by the reduced model; the landing is not simulated"


def fall_previs(plan: Plan, gag: HighFall) -> Previs:
    """The faller in motion, set, catcher, cameras, hazard zones and beats of one fall."""
    motion, note = planned_take(gag)
    (prefix, name), *_ = motion.people.items()
    begins, ends = -_STANDS_S, float(motion.time_s[-1]) + 1 / FRAME_RATE_HZ
    moments = np.arange(begins, ends, 1 / FRAME_RATE_HZ)
    frames = [places_of(motion.model, motion.at(moment), prefix=prefix) for moment in moments.tolist()]
    look, stands = look_of(plan, name, gag.body), gag.footprint
    lands = int((motion.meets_s - begins) * FRAME_RATE_HZ)
    skins = [look.figure.posed(frame) if number > lands else _NOBODY for number, frame in enumerate(frames)]
    middle = ((stands.low_x_m + stands.high_x_m) / 2, (stands.low_y_m + stands.high_y_m) / 2)
    return Previs(
        title=plan.stunt,
        times_s=moments - begins,
        people=(person_of(name, look, frames, np.eye(3), np.zeros(3)),),
        cameras=tuple(_cameras(plan, gag)),
        grounds=_zones(gag, middle),
        solids=tuple(solids_of(set_of(plan), middle, Fallen(skins, stays=isinstance(gag.catcher, BoxRig)))),
        beats=tuple(_beats(motion, frames, begins)),
        notes={"gag": gag.label, "planHash": plan.hash, "take": note},
    )


def planned_take(gag: HighFall) -> tuple[Motion, str]:
    """The take with every number at its mean, and in words what of it is simulated."""
    planned = {unknown.name: np.array([unknown.mean]) for unknown in gag.unknowns()[0]}
    draws = gag.follow(Draws(planned, np.zeros(1, dtype=np.int64)))
    found = _simulated(gag, draws) if gag.simulated else None
    model, poses = found or _touching(gag, draws)
    note = _SIMULATED.format(model=gag.models[0]) if found else _FLIGHT_ONLY
    return joined(gag, model, poses, gag.flight(draws, 0)), note


def _simulated(gag: HighFall, draws: Draws) -> tuple[mujoco.MjModel, Poses] | None:
    """The landing of the only draw under the gag's first model; None where it diverges."""
    scene = gag.scene(gag.models[0])
    traces, status = film(scene, gag.knobs(draws, np.zeros(1, dtype=np.int64)), rate_hz=_FILM_RATE_HZ)
    poses = next(iter(traces.values())).poses
    return (scene.model, poses) if poses is not None and status[0] == TakeStatus.OK else None


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


def _cameras(plan: Plan, gag: HighFall) -> Iterator[FilmCamera]:
    for name, camera in plan.cameras.items():
        if missing(camera) is None:
            yield film_camera(name, camera, view_of_fall(camera, name, gag.footprint))


def _zones(gag: HighFall, middle: tuple[float, float]) -> tuple[Ground, ...]:
    return zones_of(gag, LineOfStrike((*middle, 0.0), (1.0, 0.0)))


def _beats(motion: Motion, frames: Sequence[Frame], begins: float) -> Iterator[Beat]:
    """Take-off and landing, where the pelvis is then."""
    for name, time_s in {"take-off": 0.0, "landing": motion.meets_s}.items():
        frame = frames[round((time_s - begins) * FRAME_RATE_HZ)]
        x, y, z = frame["pelvis"][0].tolist()
        yield Beat(name, time_s - begins, (x, y, z))
