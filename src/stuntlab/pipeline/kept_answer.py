"""What of an assessment is kept with the record of its plan."""

from __future__ import annotations

from datetime import UTC, datetime

from stuntlab.datasets import Assessment, Finding
from stuntlab.record.assessed import MOST_REASONS, KeptAnswer, program_version
from stuntlab.verdict import most_severe_first


def keep_answer(assessment: Assessment, limits: str, *, after: int) -> KeptAnswer:
    """The verdict of the physics alone, and what decided it in plain words.

    limits: which limits were in force, as the house names them. after: the last entry of the record that it knew.
    """
    decided = [finding for finding in most_severe_first(assessment.findings) if finding.severity.decides]
    reasons = tuple(dict.fromkeys(_shortly(finding) for finding in decided))
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


def _shortly(finding: Finding) -> str:
    """Whom it is about and what it is, as on the one screen; the first sentence of all of it where that is all."""
    if not finding.plain:
        return finding.text.partition(". ")[0]
    whom = f"{finding.person}: " if finding.person else ""
    return f"{whom}{finding.plain.removesuffix('.')}"
