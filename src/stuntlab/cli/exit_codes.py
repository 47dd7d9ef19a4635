"""The exit codes that say where a plan stands, the same for every command that says it."""

from __future__ import annotations

from stuntlab.datasets import Verdict

EXIT_CODE = {
    Verdict.NOT_WITHIN_LIMITS: 20,
    Verdict.CANNOT_ASSESS: 40,
    Verdict.HOLD: 30,
    Verdict.WITHIN_LIMITS: 0,
}
"""Worst first."""

UNREADABLE = 2
"""Something given cannot be used."""
