"""Lines, anchors, and everybody in the arc or below, beside what the draws of a gag do to them."""

from __future__ import annotations

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import HangsOnLines
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.verdict import Limits
from stuntlab.verdict.on_line_findings import reached_in, rigging_findings, swung_past_findings

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def check_rigging(gag: Gag, *, seed: int) -> tuple[Finding, ...]:
    """What needs no body, the same as an assessment finds; nothing where nobody hangs on a line."""
    return rigging_findings(gag.rigging(draw_gag(gag, seed=seed))) if isinstance(gag, HangsOnLines) else ()


def rigging_results(rehearsal: Rehearsal, limits: Limits, *, seed: int) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Everybody whom a swing may reach, as exposures, and every other finding."""
    gag, rigging = rehearsal.gag, rehearsal.rigging
    if rigging is None:
        return [], ()
    swings: list[Judged] = []
    found = list(rigging_findings(rigging))
    for past in rigging.past:
        reached = reached_in(past, rigging, rehearsal.branches, seed=seed)
        borne = past.borne or Borne.CHOSEN
        exposure = Exposure(gag.label, past.name, gag.action.by, borne, gag.action.takes)
        told = swung_past_findings(limits, past, exposure, reached)
        if past.borne is None:
            found += told
        else:
            swings.append((ExposureResult(exposure, reached, {}, {}, {}), told))
    return swings, tuple(found)
