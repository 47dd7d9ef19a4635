"""Assess an accident's plan, and a sound plan that looks alike."""

from __future__ import annotations

from collections.abc import Callable

from stuntlab.datasets import Assessment, Finding, LookBack, Severity
from stuntlab.hindsight.case import AccidentCase
from stuntlab.pipeline.assess import assess
from stuntlab.takes.workers import WorkersAsked


def look_back(
    case: AccidentCase,
    *,
    seed: int = 0,
    takes: int | None = None,
    workers: WorkersAsked = None,
    progress: Callable[[int, int], None] | None = None,
) -> LookBack:
    """Both plans of a case, assessed by the physics and the rules of the trade; nobody is asked who consented.

    takes, workers, progress: as `assess` takes them.
    """
    that_day, look_alike = (
        assess(plan, seed=seed, takes=takes, workers=workers, progress=progress)
        for plan in (case.that_day, case.look_alike)
    )
    return LookBack(
        case.accident,
        that_day.verdict,
        independent_reasons(that_day),
        look_alike.verdict,
        independent_reasons(look_alike),
    )


def independent_reasons(assessment: Assessment) -> tuple[Finding, ...]:
    """The STOP findings of an answer, one of each kind: every one of them refuses the plan without the others."""
    first: dict[str, Finding] = {}
    for finding in assessment.findings:
        if finding.severity is Severity.STOP:
            first.setdefault(finding.id, finding)
    return tuple(first.values())
