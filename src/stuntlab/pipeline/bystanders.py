"""People who are no part of the gag: operators of manned cameras, against the ground a body can reach."""

from __future__ import annotations

from math import cos, hypot, sin

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding, Interval
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.plan import Plan
from stuntlab.verdict import Circumstances, Limits, judge_exposure

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def bystander_results(rehearsal: Rehearsal, plan: Plan, limits: Limits) -> list[Judged]:
    """Operators of manned cameras whose place is known, against the gag's hazard zones."""
    placed = {
        f"operator of camera {name}": (camera.distance.value, camera.angle.value)
        for name, camera in plan.cameras.items()
        if camera.manned and camera.distance is not None and camera.angle is not None
    }
    return [_bystander(rehearsal, who, place, limits) for who, place in placed.items()]


def _bystander(rehearsal: Rehearsal, who: str, place: tuple[float, float], limits: Limits) -> Judged:
    """A zone that can be entered and is occupied counts as reached whenever somebody may lose their feet."""
    distance_m, angle_rad = place
    along, across = distance_m * cos(angle_rad), distance_m * sin(angle_rad)
    gag, exposure_takes = rehearsal.gag, rehearsal.gag.exposures()[0]
    occupied = [zone for zone in gag.zones() if hypot(along - zone.along_m, across) < zone.radius_m]
    slips = sum(branch.probability for branch in rehearsal.branches if branch.name in gag.fall_branches())
    reached = Interval(slips, slips, slips) if occupied else Interval(0.0, 0.0, 0.0)
    exposure = Exposure(gag.label, who, exposure_takes.created_by, Borne.BYSTANDER, exposure_takes.takes_on_the_day)
    result = ExposureResult(exposure, reached, {}, {}, {})
    return result, judge_exposure(limits, result, person_mass_kg=0.0, circumstances=Circumstances())
