"""What would bring a plan within limits: each change assessed with the same draws as the plan."""

from __future__ import annotations

from collections.abc import Callable

from stuntlab.datasets import Alternative, Severity
from stuntlab.errors import UserError
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.versions.changes import Change, changes_of
from stuntlab.plan import Plan

DECIDES = (Severity.STOP, Severity.CANNOT_ASSESS, Severity.HOLD)


def alternatives(
    plan: Plan, *, seed: int = 0, takes: int | None = None, progress: Callable[[int, int], None] | None = None
) -> tuple[Alternative, ...]:
    """The plan as it is, then every change to it, cheapest first. progress: told (done, in all).

    Raises: UserError for a plan there are no changes for.
    """
    changes = [Change("as planned", "", plan), *changes_of(plan)]
    if len(changes) == 1:
        raise UserError("alternatives are known for high falls only, and this plan has none")
    found = []
    for number, change in enumerate(changes, start=1):
        found.append(_tried(change, seed, takes))
        if progress:
            progress(number, len(changes))
    return tuple(found)


def _tried(change: Change, seed: int, takes: int | None) -> Alternative:
    assessment = assess(change.plan, seed=seed, takes=takes)
    against = dict.fromkeys(finding.id for finding in assessment.findings if finding.severity in DECIDES)
    people = {name: person.verdict for name, person in assessment.people.items()}
    return Alternative(change.name, change.cost, assessment.verdict, people, tuple(against))
