"""Findings on who comes down on a catcher after whom, and on who is there without a place."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Catch, Finding, Severity
from stuntlab.verdict.words import amount

_HOUSE = "house rule [J]"


def order_findings(catch: Catch, person: str) -> Iterator[Finding]:
    """Between two fallers the catcher is made ready again."""
    before = catch.follows
    if before is None:
        return
    needed = f"{_time(before.ready_s)} are needed {before.to_do}"
    said = f"{person}: comes down on {catch.catcher} after {before.person} ({before.gag})"
    if before.after_s is None:
        text = f"{said}, and how long after is not in the plan; {needed}."
        yield Finding("catch-order", Severity.HOLD, person, text, _HOUSE, f"Say it (after: {_time(before.ready_s)}).")
    elif before.after_s < before.ready_s:
        together = before.after_s == 0
        how = "together with them" if together else f"only {_time(before.after_s)} after"
        two = ", and no model here has two people on one catcher" if together else ""
        text = f"{said}, {how}; {needed}{two}."
        yield Finding("catch-order", Severity.STOP, person, text, _HOUSE, "Wait, or give each their own.")
    else:
        text = f"{said}, {_time(before.after_s)} later; {needed}."
        yield Finding("catch-order", Severity.NOTE, person, text, _HOUSE)


def placeless_findings(catch: Catch, person: str) -> Iterator[Finding]:
    """Who is there, but nobody knows where."""
    if catch.placeless:
        who = ", ".join(catch.placeless)
        text = f"{person}: may come down on or be thrown at {who}, who have no place in the plan."
        say = "Say where they stand (stands for people; at, or distance and angle, for cameras)."
        yield Finding("no-place", Severity.FLAG, person, text, _HOUSE, say)


def _time(seconds: float) -> str:
    if seconds >= 3600:
        return f"{amount(seconds / 3600, 2)} h"
    return f"{amount(seconds / 60, 2)} min" if seconds >= 60 else f"{amount(seconds, 2)} s"
