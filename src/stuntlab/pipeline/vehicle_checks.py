"""A vehicle that is driven: everybody in its way as exposures with their seconds, and every other finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stuntlab.datasets import Borne, Branch, Exposure, ExposureResult, Finding, Integers, Interval
from stuntlab.datasets.vehicles import VehicleFacts
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.verdict import Limits
from stuntlab.verdict.car_jump_findings import car_jump_findings
from stuntlab.verdict.circumstance_findings import beyond_validity_findings
from stuntlab.verdict.doubt import contact_of_counts
from stuntlab.verdict.vehicle_findings import hit_findings, in_way_findings, seconds_left, vehicle_findings

Judged = tuple[ExposureResult, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class _Driven:
    """A gag in which somebody drives, and what its draws say of the vehicle."""

    branches: Sequence[Branch]
    facts: VehicleFacts
    limits: Limits
    seed: int

    def often(self, counts: Integers, drawn: Integers) -> Interval:
        """Per take, of counts by branch."""
        if not counts.any():
            return Interval(0.0, 0.0, 0.0)
        return contact_of_counts(self.branches, [int(one) for one in drawn], counts, seed=self.seed)


def check_vehicle(gag: Gag, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """Everything that an assessment finds about a vehicle, from draws alone; nothing where nobody drives."""
    if not isinstance(gag, DrivesLoose):
        return ()
    facts = gag.vehicle_facts(draw_gag(gag, seed=seed, at_most=gag.looks_at))
    driven = _Driven(gag.branches(), facts, limits, seed)
    in_way = tuple(finding for _, found in _in_the_way(driven) for finding in found)
    beyond = gag.evidence().beyond_validity.items()
    unknown = (found for person, said in beyond for found in beyond_validity_findings(person, said))
    return (*in_way, *_of_the_vehicle(driven), *unknown)


def vehicle_results(rehearsal: Rehearsal, limits: Limits, *, seed: int) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Everybody whose place is known, as exposures, and every other finding."""
    if rehearsal.vehicle is None:
        return [], ()
    driven = _Driven(rehearsal.branches, rehearsal.vehicle, limits, seed)
    return list(_in_the_way(driven)), _of_the_vehicle(driven)


def _in_the_way(driven: _Driven) -> Iterator[Judged]:
    facts = driven.facts
    for met in facts.people:
        exposure = Exposure(facts.gag, met.name, facts.driver, met.borne or Borne.IMPOSED, facts.takes)
        reached, caught = driven.often(met.reached, facts.drawn), driven.often(met.caught, facts.drawn)
        result = ExposureResult(exposure, reached, {}, {}, {}, seconds_left=seconds_left(met), in_zone=reached.mean > 0)
        yield result, in_way_findings(driven.limits, met, facts, reached, caught)


def _of_the_vehicle(driven: _Driven) -> tuple[Finding, ...]:
    """What is not about one person in the way."""
    return (*_hit(driven), *_car_jump(driven), *vehicle_findings(driven.facts))


def _hit(driven: _Driven) -> tuple[Finding, ...]:
    """What there is to say of whoever is knocked down on purpose."""
    hit = driven.facts.hit
    if hit is None:
        return ()
    leg, under = (driven.often(of, hit.drawn) for of in (hit.on_a_leg, hit.under))
    return tuple(hit_findings(driven.limits, hit, driven.facts, leg, under))


def _car_jump(driven: _Driven) -> tuple[Finding, ...]:
    """What there is to say of a car that leaves a ramp."""
    jump = driven.facts.car_jump
    if jump is None:
        return ()
    counts = {"short": jump.short, "beyond": jump.beyond, "goes_over": jump.goes_over}
    ends = {name: driven.often(of, jump.drawn) for name, of in counts.items()}
    return tuple(car_jump_findings(driven.limits, jump, driven.facts.driver, **ends))
