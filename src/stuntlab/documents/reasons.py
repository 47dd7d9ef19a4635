"""Findings as reasons: what is said of several people in the same words is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from stuntlab.datasets import Finding, Severity
from stuntlab.documents.document import Reason
from stuntlab.units import UnitStyle, in_units
from stuntlab.verdict import most_severe_first
from stuntlab.verdict.words import capitalise

STEPS = {
    "consent-missing": "consent",
    "briefing-missing": "briefing",
    "rehearsal-missing": "rehearsal",
    "review-missing": "an independent review",
}
"""Findings that every plan begins with, by their id. They are no reasons, only steps that nobody took yet."""

NEVER_MEASURED = "never-measured"
"""That a number of the plan was not measured in a rehearsal yet: true of every new plan, and told with the reasons."""

Say = Callable[[str], str]
"""Puts a sentence into the units of whoever reads it."""


def reasons_of(findings: Iterable[Finding], style: UnitStyle) -> tuple[Reason, ...]:
    """A reason for each finding, most severe first."""
    say = partial(in_units, style=style)
    people: dict[Finding, list[str]] = {}
    for finding in most_severe_first(findings):
        prefix = f"{finding.person}: "
        shared = replace(finding, person=None, said=finding.said.removeprefix(prefix))
        named = people.setdefault(shared, [])
        named += [finding.person] if finding.person and finding.said.startswith(prefix) else []
    return tuple(_reason(shared, tuple(dict.fromkeys(named)), say) for shared, named in people.items())


def _reason(shared: Finding, people: tuple[str, ...], say: Say) -> Reason:
    return Reason(
        id=shared.id,
        severity=shared.severity,
        is_step=(shared.severity is Severity.HOLD and shared.id in STEPS) or shared.id == NEVER_MEASURED,
        people=people,
        plain=say(shared.plain or capitalise(shared.said)),
        remedy=say(shared.remedy),
        full=say(f"{', '.join(people)}: {shared.text}" if people else shared.text),
        source=shared.source,
        about=shared.about,
    )
