"""From findings to a verdict."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.datasets import Finding, Severity, Verdict

_PRECEDENCE = (
    (Severity.STOP, Verdict.NOT_WITHIN_LIMITS),
    (Severity.CANNOT_ASSESS, Verdict.CANNOT_ASSESS),
    (Severity.HOLD, Verdict.HOLD),
)


def combine_verdict(findings: Iterable[Finding]) -> Verdict:
    """The verdict of some findings: STOP before CANNOT ASSESS before HOLD; flags and notes only inform.

    No findings at all are CANNOT ASSESS: where nothing was looked at, nothing is within limits.
    """
    severities = {finding.severity for finding in findings}
    if not severities:
        return Verdict.CANNOT_ASSESS
    return next((verdict for severity, verdict in _PRECEDENCE if severity in severities), Verdict.WITHIN_LIMITS)


def verdict_of_person(person: str, findings: Iterable[Finding]) -> Verdict:
    """The verdict of the findings that concern one person."""
    return combine_verdict(finding for finding in findings if finding.person == person)


def most_severe_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order of what they do to the verdict; of the same severity in the order given."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
