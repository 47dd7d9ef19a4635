"""A strike or a fall of a plan as a previs scene for other programs, in the axes of the set."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from stuntlab.camera.lens import PICTURE_SHAPE, picture_height_m
from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.export.previs import Beat, FilmCamera, Previs, PrevisGround, SkinnedPerson, disc
from stuntlab.figures.look import Look
from stuntlab.figures.posed_skin import places_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import HazardZones
from stuntlab.gags.zones import BANDS_S, DiscZone, ZoneCells
from stuntlab.people.act import ActedStrike, Reaction
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera
from stuntlab.previs.export_parts import FRAME_RATE_HZ, person_of, solids_of
from stuntlab.previs.strike_pictures import ActedGag, act_gag, refuse_cameras, view_of
from stuntlab.previs.strike_set import set_round
from stuntlab.report.still import View
from stuntlab.shots.line_of_strike import LineOfStrike
from stuntlab.shots.placement import sensor_of, tell_missing

_AFTER_S = 0.25
_DANGER = (0.80, 0.16, 0.14, 0.35)
_BAND_COLOURS = ((0.72, 0.05, 0.10, 0.45), (0.90, 0.35, 0.08, 0.40), (0.95, 0.65, 0.12, 0.35), (0.95, 0.88, 0.35, 0.30))
_SECONDS = (*(f"under {seconds:g} s" for seconds in BANDS_S), f"{BANDS_S[-1]:g} s and more")


def strike_previs(plan: Plan, gag: Gag) -> Previs:
    """People in motion, set, cameras, hazard zones and beats of one strike.

    Raises:
        UserError: there is no acted version of this gag, or a camera of the plan stands in somebody or looks away.
    """
    refuse_cameras(plan, [gag], list(plan.cameras))
    acted = act_gag(plan, gag)
    begins, ends = acted.begins_s, acted.ends_s + _AFTER_S
    moments = np.arange(begins, ends, 1 / FRAME_RATE_HZ)
    giver, receiver = acted.looks
    x, y, _ = acted.line.origin_m
    return Previs(
        title=plan.stunt,
        times_s=moments - begins,
        people=(
            _person(acted.strike.by, giver, acted.giver, moments, acted.line),
            _person(acted.strike.to, receiver, acted.receiver, moments, acted.line),
        ),
        cameras=tuple(strike_cameras(plan, acted)),
        grounds=tuple(zones_of(gag, acted.line)),
        solids=tuple(solids_of(set_round(plan, acted.line, acted.strike), (x, y))),
        beats=tuple(Beat(name, time_s - begins, acted.line.origin_m) for name, time_s in _beats(acted).items()),
        notes={"gag": gag.label, "planHash": plan.hash, "zones": "hazard zones: nobody but those of the gag in there"},
    )


def _beats(acted: ActedGag) -> dict[str, float]:
    """Moments of a strike in its own time, s."""
    return {
        "wind-up": acted.giver.begins_s,
        "knap": acted.knap_s,
        "reaction": acted.receiver.starts_s,
        "decisive": acted.decisive_s,
    }


def _person(
    name: str, look: Look, motion: ActedStrike | Reaction, moments: Floats, line: LineOfStrike
) -> SkinnedPerson:
    frames = [places_of(motion.model, motion.pose(float(moment))) for moment in moments]
    return person_of(name, look, frames, _turn(line), np.array([*line.origin_m[:2], 0.0]))


def _turn(line: LineOfStrike) -> Floats:
    """From the axes of the strike to those of the set, [3, 3]."""
    (along_x, along_y), (across_x, across_y) = line.along, line.across
    return np.array([[along_x, across_x, 0.0], [along_y, across_y, 0.0], [0.0, 0.0, 1.0]])


def strike_cameras(plan: Plan, acted: ActedGag) -> Iterator[FilmCamera]:
    """The cameras of a plan that it places, in the axes of the set."""
    for name, camera in plan.cameras.items():
        if tell_missing(camera) is None:
            view = view_of(camera, name, acted)
            eye, target = ((*acted.line.on_set(*place[:2]), place[2]) for place in (view.eye_m, view.looks_at_m))
            yield film_camera(name, camera, View(eye, target, view.height_rad))


def film_camera(name: str, camera: Camera, view: View) -> FilmCamera:
    """A camera of the plan with its lens and its sensor, where a view of the set has it.

    Raises:
        UserError: it has no lens.
    """
    if camera.lens is None:
        raise UserError(f"camera {name}: no lens is given; give lens:")
    sensor = sensor_of(camera)
    height_m = picture_height_m(sensor.width_m, sensor.height_m)
    return FilmCamera(
        name=f"camera {name}",
        eye_m=view.eye_m,
        looks_at_m=view.looks_at_m,
        height_rad=view.height_rad,
        shape=max(sensor.width_m / height_m, PICTURE_SHAPE),
        focal_mm=1000 * camera.lens.value,
        width_mm=1000 * sensor.width_m,
        height_mm=1000 * height_m,
    )


def zones_of(gag: Gag, line: LineOfStrike) -> Iterator[PrevisGround]:
    """The hazard zones of a gag, one a little above the other: discs, and cells coloured by the seconds there are."""
    for number, zone in enumerate(gag.zones() if isinstance(gag, HazardZones) else (), start=1):
        name, above_m = f"zone: {zone.reason}", 0.004 * number
        if isinstance(zone, DiscZone):
            middle = line.on_set(zone.along_m, 0.0)
            yield PrevisGround(name, disc(*middle, zone.radius_m, above_m=above_m)[None], _DANGER)
        else:
            yield from _strips(name, zone.cells(), line, above_m)


def _strips(name: str, cells: ZoneCells, line: LineOfStrike, above_m: float) -> Iterator[PrevisGround]:
    """One ground for each span of seconds that cells have, and named by it, as a legend."""
    bands: dict[int, list[list[tuple[float, float, float]]]] = {}
    for band, near, far, left, right in cells.strips():
        corners = (line.on_set(*corner) for corner in ((near, left), (far, left), (far, right), (near, right)))
        bands.setdefault(band, []).append([(x, y, above_m) for x, y in corners])
    for band, outlines in sorted(bands.items()):
        yield PrevisGround(f"{name}: {_SECONDS[band]}", np.array(outlines), _BAND_COLOURS[band])
