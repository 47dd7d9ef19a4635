"""People who are no part of the gag: operators of manned cameras, against the ground a body can reach."""

from __future__ import annotations

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding, Interval, Severity
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller, DrivesLoose, HazardZones, SeenStrike
from stuntlab.gags.zones import DiscZone, HazardZone, Place
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera
from stuntlab.shots.line_of_strike import LineOfStrike, line_of, place_of
from stuntlab.verdict import Circumstances, Limits, judge_exposure

Judged = tuple[ExposureResult, tuple[Finding, ...]]
TO_GET_AWAY_S = 1.0
"""What a person with an eye at a finder needs to see it and to take a step: 0.25 s to react, the rest to move (J)."""


def bystander_results(rehearsal: Rehearsal, plan: Plan, limits: Limits) -> list[Judged]:
    """Operators of manned cameras whose place is known, against the gag's hazard zones."""
    return [
        _bystander(rehearsal, operator(name), place, limits)
        for name, place in find_camera_places(rehearsal.gag, plan).items()
    ]


def operator(camera: str) -> str:
    """Whoever is with a camera, in a report."""
    return f"operator of camera {camera}"


def find_camera_places(gag: Gag, plan: Plan) -> dict[str, Place]:
    """Where each manned camera of a plan stands, by its name, where that is known.

    None for a fall and a vehicle: they say themselves who stands where something comes (`Catch.near`, `VehicleFacts`).
    """
    if isinstance(gag, CatchesFaller | DrivesLoose) or not isinstance(gag, HazardZones):
        return {}
    line = line_of(plan, gag.strike()) if isinstance(gag, SeenStrike) else None
    places = {name: _on_the_floor(camera, line) for name, camera in plan.cameras.items() if camera.manned}
    return {name: place for name, place in places.items() if place is not None}


def _on_the_floor(camera: Camera, line: LineOfStrike | None) -> Place | None:
    """A point of the set means nothing to a gag that has no line on it."""
    if line is None and camera.at is not None:
        return None
    place = place_of(camera, line or LineOfStrike((0.0, 0.0, 0.0), (1.0, 0.0)))
    return None if place is None else place[:2]


def find_zones(gag: Gag, place: Place) -> tuple[HazardZone, ...]:
    """The hazard zones of a gag that a place lies in."""
    zones = gag.zones() if isinstance(gag, HazardZones) else ()
    return tuple(zone for zone in zones if zone.inside_m(place) > 0)


def zone_findings(gag: Gag, plan: Plan) -> tuple[Finding, ...]:
    """A sentence for each manned camera in each hazard zone, with the seconds its operator would have.

    Of zones that are there for the same reason, the one it stands deepest in.
    """
    places = find_camera_places(gag, plan).items()
    deepest = {
        (name, zone.reason): zone
        for name, place in places
        for zone in sorted(find_zones(gag, place), key=lambda zone: zone.inside_m(place))
    }
    standing = dict(places)
    return tuple(_in_zone(name, zone, standing[name]) for (name, _), zone in deepest.items())


def _in_zone(name: str, zone: HazardZone, place: Place) -> Finding:
    seconds = zone.seconds_at(place)
    enough = "less than" if seconds < TO_GET_AWAY_S else "more than"
    text = (
        f"{operator(name)}: stands where a body comes down when {zone.reason}, and would have {seconds:.1f} s, "
        f"{enough} the {TO_GET_AWAY_S:g} s it takes to see it and step away."
    )
    move = f"Move the camera {zone.inside_m(place):.1f} m further off, shield it, or lock it off unmanned."
    comes = f"body at {zone.speed_m_s:.2g} m/s" if isinstance(zone, DiscZone) else "runs of a reduced model"
    source = f"{comes}, {TO_GET_AWAY_S:g} s to get away [J]"
    return Finding("camera-in-zone", Severity.FLAG, operator(name), text, source, move)


def _bystander(rehearsal: Rehearsal, who: str, place: Place, limits: Limits) -> Judged:
    """A zone that can be entered and is occupied counts as reached whenever somebody may lose their feet."""
    gag, exposure_takes = rehearsal.gag, rehearsal.gag.exposures()[0]
    slips = rehearsal.fall_probability
    reached = Interval(slips, slips, slips) if find_zones(gag, place) else Interval(0.0, 0.0, 0.0)
    exposure = Exposure(gag.label, who, exposure_takes.created_by, Borne.BYSTANDER, exposure_takes.takes_on_the_day)
    result = ExposureResult(exposure, reached, {}, {}, {})
    return result, judge_exposure(limits, result, person_mass_kg=0.0, circumstances=Circumstances())
