"""The kinds of gag and gear, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stuntlab.report.page import Page


@dataclass(frozen=True, slots=True)
class WayItGoesWrong:
    """A branch that no plan can remove from this kind of gag."""

    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class KindOfGag:
    """One kind of gag."""

    kind: str
    summary: str
    branches: tuple[WayItGoesWrong, ...]


@dataclass(frozen=True, slots=True)
class KindOfGear:
    """One kind of gear."""

    kind: str
    summary: str


def kinds_to_dict(gags: Sequence[KindOfGag], gear: Sequence[KindOfGear]) -> dict[str, Any]:
    """{"gags": [{kind, summary, branches}], "gear": [{kind, summary}]}."""
    return {"gags": [asdict(gag) for gag in gags], "gear": [asdict(thing) for thing in gear]}


def render_kinds(
    gags: Sequence[KindOfGag], gear: Sequence[KindOfGear], *, width: int, colour: bool, unicode: bool
) -> str:
    """One line each, and beneath a gag the ways it goes wrong."""
    page = Page(width=width, colour=colour, unicode=unicode)
    page.add("Gags", style="bold")
    for gag in gags:
        page.add_marked(f"{gag.kind}:", gag.summary, style="bold", indent=2)
        for way in gag.branches:
            page.add(f"• {way.name}: {way.outcome}", indent=4, hang=2)
    page.blank()
    page.add("Gear", style="bold")
    for thing in gear:
        page.add_marked(f"{thing.kind}:", thing.summary, style="bold", indent=2)
    return page.render()
