"""People who are tied or held: they can neither step away nor raise a hand, and must be able to stop it otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.datasets import Finding, Severity
from stuntlab.gags.base import Gag
from stuntlab.plan import Plan, people_in

SOURCE = "film.md P5, silent stop signal of somebody tied to a chair [A]; house rule [J]"


def stop_signal_findings(plan: Plan, gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """A HOLD for everybody restrained in the action who has no silent way to stop it; a NOTE of the one agreed on."""
    in_action = dict.fromkeys(name for gag in gags for name in people_in(gag.action))
    return tuple(_finding(name, plan) for name in in_action if plan.people[name].restrained)


def _finding(name: str, plan: Plan) -> Finding:
    signal = plan.people[name].stop_signal
    if signal:
        text = f"{name}: is restrained, and stops it without a word: {signal}. A spotter only watches for that."
        return Finding("stop-signal", Severity.NOTE, name, text, SOURCE)
    text = (
        f"{name}: is restrained and can neither step away nor be sure to be heard. Agree on a silent stop signal and "
        "on a spotter who only watches for it, and write it down: `stop_signal: drops a ball`."
    )
    return Finding("stop-signal", Severity.HOLD, name, text, SOURCE)
