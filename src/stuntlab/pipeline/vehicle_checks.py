"""A vehicle that is driven: everybody in its way as exposures with their seconds, and every other finding."""

from __future__ import annotations

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding, Integers, Interval
from stuntlab.datasets.vehicles import VehicleFacts
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.verdict import Limits
from stuntlab.verdict.car_jump_findings import car_jump_findings
from stuntlab.verdict.doubt import contact_of_counts
from stuntlab.verdict.vehicle_findings import hit_findings, in_way_findings, seconds_left, vehicle_findings

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def check_vehicle(gag: Gag, *, seed: int) -> tuple[Finding, ...]:
    """What is not about one person in the way, from draws alone; nothing where nobody drives."""
    return vehicle_findings(gag.vehicle_facts(draw_gag(gag, seed=seed))) if isinstance(gag, DrivesLoose) else ()


def vehicle_results(rehearsal: Rehearsal, limits: Limits, *, seed: int) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Everybody whose place is known, as exposures, and every other finding."""
    facts = rehearsal.vehicle
    if facts is None:
        return [], ()

    def often(counts: Integers, of: VehicleFacts = facts) -> Interval:
        if not counts.any():
            return Interval(0.0, 0.0, 0.0)
        return contact_of_counts(rehearsal.branches, [int(one) for one in of.drawn], counts, seed=seed)

    results: list[Judged] = []
    for met in facts.people:
        exposure = Exposure(facts.gag, met.name, facts.driver, met.borne or Borne.IMPOSED, facts.takes)
        reached, caught = often(met.reached), often(met.caught)
        result = ExposureResult(exposure, reached, {}, {}, {}, seconds_left=seconds_left(met), in_zone=reached.mean > 0)
        results.append((result, in_way_findings(limits, met, facts, reached, caught)))
    jump = _car_jump(facts, rehearsal, limits, seed)
    return results, (*_hit(facts, rehearsal, limits, seed), *jump, *vehicle_findings(facts))


def _hit(facts: VehicleFacts, rehearsal: Rehearsal, limits: Limits, seed: int) -> tuple[Finding, ...]:
    """What there is to say of whoever is knocked down on purpose."""
    hit = facts.hit
    if hit is None:
        return ()
    drawn = [int(one) for one in hit.drawn]
    leg, under = (contact_of_counts(rehearsal.branches, drawn, of, seed=seed) for of in (hit.on_a_leg, hit.under))
    return tuple(hit_findings(limits, hit, facts, leg, under))


def _car_jump(facts: VehicleFacts, rehearsal: Rehearsal, limits: Limits, seed: int) -> tuple[Finding, ...]:
    """What there is to say of a car that leaves a ramp."""
    jump = facts.car_jump
    if jump is None:
        return ()
    drawn = [int(one) for one in jump.drawn]

    def often(counts: Integers) -> Interval:
        return contact_of_counts(rehearsal.branches, drawn, counts, seed=seed)

    ends = {"short": often(jump.short), "beyond": often(jump.beyond), "goes_over": often(jump.goes_over)}
    return tuple(car_jump_findings(limits, jump, facts.driver, **ends))
