"""Past accidents beside their look-alikes, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stuntlab.datasets import Finding, LookBack, Verdict
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units.counting import counted


def hindsight_to_dict(found: Sequence[LookBack]) -> dict[str, Any]:
    """{"cases": [{name, year, title, …, that_day: {verdict, refused, reasons}, look_alike: {verdict, passed, …}}]}."""
    return {"cases": [_case(one) for one in found]}


def _case(one: LookBack) -> dict[str, Any]:
    past = one.accident
    return {
        "name": past.name,
        "year": past.year,
        "title": past.title,
        "happened": past.happened,
        "known": past.known,
        "assumed": past.assumed,
        "source": past.source,
        "that_day": {"verdict": one.that_day.value, "refused": one.refused, "reasons": _reasons(one.reasons)},
        "look_alike": {
            "verdict": one.look_alike.value,
            "passed": one.passed,
            "different": past.different,
            "reasons": _reasons(one.against),
        },
    }


def _reasons(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"id": finding.id, "text": finding.text} for finding in findings]


def render_hindsight(found: Sequence[LookBack], *, width: int, colour: bool, unicode: bool, details: bool) -> str:
    """The score, then every accident: what the program says of the plan, why, and what it says of the look-alike.

    details: with what happened, what was known and what is assumed.
    """
    page = Page(width=width, colour=colour, unicode=unicode)
    refused, passed = sum(one.refused for one in found), sum(one.passed for one in found)
    page.add(
        f"{refused} of {counted(len(found), 'accident')} refused with what was knowable that day; "
        f"{passed} of {counted(len(found), 'sound look-alike')} may be done.",
        style="bold",
    )
    for one in found:
        page.blank()
        _add(page, one, details=details)
    return page.render()


def _add(page: Page, one: LookBack, *, details: bool) -> None:
    past = one.accident
    page.add(f"{past.name}: {past.title}", hang=2, style="bold")
    if details:
        for label, text in (("happened", past.happened), ("known", past.known), ("assumed", past.assumed)):
            page.add_labelled(label, text, indent=2)
        page.add_labelled("source", past.source, indent=2)
    _add_answer(page, "that day", one.that_day, one.reasons)
    _add_answer(page, "look-alike", one.look_alike, one.against)
    page.add(f"different: {past.different}", indent=4, hang=2, style="dim")


def _add_answer(page: Page, which: str, verdict: Verdict, reasons: Sequence[Finding]) -> None:
    why = f", {counted(len(reasons), 'independent reason')}" if reasons else ""
    page.add_marked(
        f"{VERDICT_SHAPE[verdict]} {verdict.value}", f"{which}{why}", style=VERDICT_STYLE[verdict], indent=2
    )
    for number, finding in enumerate(reasons, 1):
        page.add(f"{number} {_first_sentence(finding.text)}", indent=4, hang=2)


def _first_sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence."""
    first, stop, _ = text.partition(". ")
    return first + stop.rstrip()
