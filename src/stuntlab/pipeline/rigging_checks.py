"""Lines, anchors, and everybody in the arc or below, beside what the draws of a gag do to them."""

from __future__ import annotations

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding, Interval
from stuntlab.datasets.rigging import Rigging
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import HangsOnLines
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.verdict import Limits
from stuntlab.verdict.on_line_findings import reached_in, rigging_findings, swung_past_findings

Judged = tuple[ExposureResult, tuple[Finding, ...]]

ERROR_FACTOR = 3.0
"""How well it is known how often a thing comes down (THERP, NUREG/CR-1278 [R-m])."""


def check_rigging(gag: Gag, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """What needs no body, the same as an assessment finds; nothing where nobody hangs on a line."""
    if not isinstance(gag, HangsOnLines):
        return ()
    return rigging_findings(limits, gag.rigging(draw_gag(gag, seed=seed)), gag.branches(), seed=seed)


def rigging_results(rehearsal: Rehearsal, limits: Limits, *, seed: int) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Everybody whom a swing may reach, as exposures, and every other finding."""
    gag, rigging = rehearsal.gag, rehearsal.rigging
    if rigging is None:
        return [], ()
    swings: list[Judged] = []
    found = list(rigging_findings(limits, rigging, rehearsal.branches, seed=seed))
    for past in rigging.past:
        reached = reached_in(past, rigging, rehearsal.branches, seed=seed)
        borne = past.borne or Borne.CHOSEN
        exposure = Exposure(gag.label, past.name, gag.action.by, borne, gag.action.takes)
        told = swung_past_findings(limits, past, exposure, reached)
        if past.borne is None:
            found += told
        else:
            swings.append((ExposureResult(exposure, reached, {}, {}, {}), told))
    return [*swings, *_below(gag, rigging)], tuple(found)


def _below(gag: Gag, rigging: Rigging) -> list[Judged]:
    """Everybody under what may come down counts as reached whenever it does; what is said of them stands elsewhere."""
    results: list[Judged] = []
    for who in rigging.below.people:
        falls = sum(thing.per_take for thing in rigging.below.reaching(who))
        if falls:
            borne = Borne.BYSTANDER if who.watches else Borne.IMPOSED
            exposure = Exposure(gag.label, who.name, gag.action.by, borne, gag.action.takes)
            reached = Interval(falls, falls / ERROR_FACTOR, min(falls * ERROR_FACTOR, 1.0))
            results.append((ExposureResult(exposure, reached, {}, {}, {}), ()))
    return results
