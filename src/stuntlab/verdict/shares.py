"""What a share of takes comes to beside what is allowed: a STOP rests on the estimate, never on its upper end alone."""

from __future__ import annotations

from stuntlab.datasets import Interval, Severity


def severity_of_share(share: Interval, allowed: float) -> Severity | None:
    """STOP where it happens more often than allowed, CANNOT ASSESS where only its bound does, None within."""
    if share.mean > allowed:
        return Severity.STOP
    return Severity.CANNOT_ASSESS if share.high > allowed else None


def worst_share(*shares: tuple[Interval, float]) -> Severity | None:
    """The same of several, each with what is allowed of it."""
    found = {severity_of_share(share, allowed) for share, allowed in shares}
    return next((severity for severity in (Severity.STOP, Severity.CANNOT_ASSESS) if severity in found), None)
