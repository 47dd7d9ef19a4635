"""Alternatives to a plan, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stuntlab.datasets import Alternative
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE


def alternatives_to_list(found: Sequence[Alternative]) -> list[dict[str, Any]]:
    """[{name, cost, verdict, people, against}]."""
    return [
        {
            "name": one.name,
            "cost": one.cost,
            "verdict": one.verdict.value,
            "people": {name: verdict.value for name, verdict in one.people.items()},
            "against": list(one.against),
        }
        for one in found
    ]


def render_alternatives(found: Sequence[Alternative], *, width: int, colour: bool, unicode: bool) -> str:
    """A line for each change, what it costs, and what still stands against it."""
    page = Page(width=width, colour=colour, unicode=unicode)
    for one in found:
        page.add_marked(
            f"{VERDICT_SHAPE[one.verdict]} {one.verdict.value}:", one.name, style=VERDICT_STYLE[one.verdict]
        )
        if one.cost:
            page.add(f"costs {one.cost}", indent=4, hang=2)
        if one.against:
            page.add(f"against it: {', '.join(one.against)}", indent=4, hang=2)
    return page.render()
