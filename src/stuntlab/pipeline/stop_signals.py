"""How people who are tied or held stop it; where they cannot, a rule of the trade says so (`verdict/trade`)."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.datasets import Finding, Severity
from stuntlab.gags.base import Gag
from stuntlab.plan import Plan, people_in

SOURCE = "film.md P5, silent stop signal of somebody tied to a chair [A]; house rule [J]"


def stop_signal_findings(plan: Plan, gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """A NOTE of the silent signal that everybody restrained in the action has agreed on."""
    in_action = dict.fromkeys(name for gag in gags for name in people_in(gag.action))
    return tuple(
        _finding(name, signal)
        for name in in_action
        if plan.people[name].restrained and (signal := plan.people[name].stop_signal)
    )


def _finding(name: str, signal: str) -> Finding:
    text = f"{name}: is restrained, and stops it without a word: {signal}. A spotter only watches for that."
    return Finding("stop-signal", Severity.NOTE, name, text, SOURCE)
