"""A strike of a plan as a previs scene for other programs, in the axes of the set."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from stuntlab.camera.lens import PICTURE_SHAPE, picture_height_m
from stuntlab.datasets import Floats
from stuntlab.export.previs import FilmCamera, Ground, Previs, SkinnedPerson, disc, quaternion
from stuntlab.gags.base import Gag
from stuntlab.people.act import ActedStrike, Reaction
from stuntlab.people.shape import BODIES
from stuntlab.pipeline.line_of_strike import LineOfStrike
from stuntlab.pipeline.pictures import ActedGag, Look, acted_gag, view_of
from stuntlab.pipeline.shots import missing, sensor_of
from stuntlab.pipeline.still import places_of
from stuntlab.plan import Plan

FRAME_RATE_HZ = 24.0
_BEFORE_S = 0.25
_FLOOR_HALF_M = 12.0
_DANGER = (0.80, 0.16, 0.14, 0.35)


def previs_of(plan: Plan, gag: Gag) -> Previs:
    """People in motion, cameras, floor and hazard zones of one strike.

    Raises:
        UserError: there is no acted version of this gag.
    """
    acted = acted_gag(plan, gag)
    begins, ends = acted.giver.begins_s - _BEFORE_S, max(acted.giver.ends_s, acted.receiver.takes_s) + _BEFORE_S
    moments = np.arange(begins, ends, 1 / FRAME_RATE_HZ)
    giver, receiver = acted.looks
    people = (
        _person(acted.strike.by, giver, acted.giver, moments, acted.line),
        _person(acted.strike.to, receiver, acted.receiver, moments, acted.line),
    )
    return Previs(plan.stunt, moments - begins, people, tuple(_cameras(plan, acted)), tuple(_grounds(plan, gag, acted)))


def _person(
    name: str, look: Look, motion: ActedStrike | Reaction, moments: Floats, line: LineOfStrike
) -> SkinnedPerson:
    frames = [places_of(motion.model, motion.pose(float(moment))) for moment in moments]
    turn = _turn(line)
    places = np.array([[turn @ frame[body][0] for body in BODIES] for frame in frames])
    places[..., :2] += line.origin_m[:2]
    turns = np.array([[np.roll(quaternion(turn @ frame[body][1]), 1) for body in BODIES] for frame in frames])
    skin = look.figure
    return SkinnedPerson(
        name, skin.vertices, skin.triangles, skin.paint, look.image, skin.weights, BODIES, skin.origins, places, turns
    )


def _turn(line: LineOfStrike) -> Floats:
    """From the axes of the strike to those of the set, [3, 3]."""
    (along_x, along_y), (across_x, across_y) = line.along, line.across
    return np.array([[along_x, across_x, 0.0], [along_y, across_y, 0.0], [0.0, 0.0, 1.0]])


def _cameras(plan: Plan, acted: ActedGag) -> Iterator[FilmCamera]:
    for name, camera in plan.cameras.items():
        if missing(camera) is None and camera.lens is not None:
            view, sensor = view_of(camera, name, acted), sensor_of(camera)
            height_m = picture_height_m(sensor.width_m, sensor.height_m)
            yield FilmCamera(
                name=f"camera {name}",
                eye_m=(*acted.line.on_set(*view.eye_m[:2]), view.eye_m[2]),
                looks_at_m=(*acted.line.on_set(*view.looks_at_m[:2]), view.looks_at_m[2]),
                height_rad=view.height_rad,
                shape=max(sensor.width_m / height_m, PICTURE_SHAPE),
                focal_mm=1000 * camera.lens.value,
                width_mm=1000 * sensor.width_m,
                height_mm=1000 * height_m,
            )


def _grounds(plan: Plan, gag: Gag, acted: ActedGag) -> Iterator[Ground]:
    x, y, _ = acted.line.origin_m
    half = _FLOOR_HALF_M
    corners = np.array(
        [[x - half, y - half, 0], [x + half, y - half, 0], [x + half, y + half, 0], [x - half, y + half, 0]]
    )
    yield Ground(plan.place.floor or "floor", corners, (0.47, 0.46, 0.45, 1.0))
    for number, zone in enumerate(gag.zones(), start=1):
        outline = disc(*acted.line.on_set(zone.along_m, 0.0), zone.radius_m, above_m=0.004 * number)
        yield Ground(f"zone: {zone.reason}", outline, _DANGER)
