"""What stands against another way to do it: the findings that decide."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.datasets import Finding


def what_stands_against(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Their ids, each once."""
    return tuple(dict.fromkeys(finding.id for finding in findings if finding.severity.decides))
