"""What of an assessment is kept with the record of its plan."""

from __future__ import annotations

from datetime import UTC, datetime

from stuntlab.datasets import Assessment, Severity
from stuntlab.record.assessed import MOST_REASONS, KeptAnswer, program_version
from stuntlab.verdict import most_severe_first

_DECIDES = (Severity.STOP, Severity.CANNOT_ASSESS, Severity.HOLD)


def keep_answer(assessment: Assessment, limits: str, *, after: int) -> KeptAnswer:
    """The verdict of the physics alone, and the first sentence of what decided it.

    limits: which limits were in force, as the house names them. after: the last entry of the record that it knew.
    """
    decided = [finding for finding in most_severe_first(assessment.findings) if finding.severity in _DECIDES]
    reasons = tuple(dict.fromkeys(finding.text.partition(". ")[0] for finding in decided))
    return KeptAnswer(
        assessment.body_verdict,
        reasons[:MOST_REASONS],
        limits,
        program_version(),
        assessment.takes,
        assessment.seed,
        after,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
