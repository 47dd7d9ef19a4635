"""How people who are tied, held or hang on a line stop it.

Where somebody restrained cannot, a rule of the trade says so (`verdict/trade`). Who hangs on a line or is moved by a
machine depends on whoever holds the rope or the valve, so what stops it must have been agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Finding, Severity
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivenByMachine, HangsOnLines
from stuntlab.plan import Plan, people_in

SOURCE = "film.md P5, silent stop signal of somebody tied to a chair [A]; house rule [J]"
ON_A_LINE = "worked plans P1, P2 and P9, each with its word to stop that anyone may call (film.md) [A]; house rule [J]"
SAY_IT = (
    "Agree on a word and on a sign for who cannot be heard, and write them down (safety: stop_word, silent_signal)."
)


def stop_signal_findings(plan: Plan, gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """A NOTE of how everybody restrained or on a line stops it; a FLAG where nothing was agreed on a line."""
    in_action = dict.fromkeys(name for gag in gags for name in people_in(gag.action))
    restrained = [
        _of_restrained(name, signal)
        for name in in_action
        if plan.people[name].restrained and (signal := plan.people[name].stop_signal)
    ]
    return (*restrained, *_on_lines(plan, gags))


def _on_lines(plan: Plan, gags: Sequence[Gag]) -> Iterator[Finding]:
    """Of each person whom a line or a machine moves."""
    moved = (gag.exposures()[0].person for gag in gags if isinstance(gag, HangsOnLines | DrivenByMachine))
    for name in dict.fromkeys(moved):
        agreed = [plan.safety.stop_word, plan.safety.silent_signal, plan.people[name].stop_signal]
        said = ", ".join(words for words in agreed if words)
        if said:
            text = f"{name}: whoever holds the line or the machine stops at: {said}. Anyone may give it."
            yield Finding("stop-signal", Severity.NOTE, name, text, ON_A_LINE)
        else:
            text = f"{name}: hangs on what others hold or fire, and the plan has no word or sign that stops it."
            yield Finding("no-stop-word", Severity.FLAG, name, text, ON_A_LINE, SAY_IT)


def _of_restrained(name: str, signal: str) -> Finding:
    text = f"{name}: is restrained, and stops it without a word: {signal}. A spotter only watches for that."
    return Finding("stop-signal", Severity.NOTE, name, text, SOURCE)
