"""The kinds of gag and gear, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stuntlab.report.page import Page
from stuntlab.suggestions import suggest


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
class WordOfGear:
    """One thing that a plan may say of gear. needed: a plan is refused without it."""

    word: str
    means: str
    needed: bool


@dataclass(frozen=True, slots=True)
class KindOfGear:
    """One kind of gear."""

    kind: str
    summary: str
    words: tuple[WordOfGear, ...]


def kinds_to_dict(gags: Sequence[KindOfGag], gear: Sequence[KindOfGear]) -> dict[str, Any]:
    """{"gags": [{kind, summary, branches}], "gear": [{kind, summary, words}]}."""
    return {"gags": [asdict(gag) for gag in gags], "gear": [asdict(thing) for thing in gear]}


def add_kinds(page: Page, gags: Sequence[KindOfGag], gear: Sequence[KindOfGear]) -> None:
    """One line each, as far as they fit, and where the rest is told."""
    for title, things in (("Gags", gags), ("Gear", gear)):
        page.add(title, style="bold")
        for thing in things:
            page.add_marked(f"{thing.kind}:", thing.summary, style="bold", indent=2)
        page.blank()
    page.add(f"How one of them goes wrong: {suggest('kinds', gags[0].kind)}")
    page.add(f"What a plan says of a thing: {suggest('kinds', gear[0].kind)}")
    page.add(f"A plan of it to edit: {suggest('new', gags[0].kind, f'{gags[0].kind}.yaml')}")


def add_ways(page: Page, gag: KindOfGag) -> None:
    """One kind with the ways in which it goes wrong, which no plan can leave out."""
    page.add_marked(f"{gag.kind}:", gag.summary, style="bold")
    page.add("Every take may go wrong in these ways, and an answer counts them all:")
    for way in gag.branches:
        page.add(f"• {way.name}: {way.outcome}", indent=2, hang=2)
    page.add(f"A plan of it to edit: {suggest('new', gag.kind, f'{gag.kind}.yaml')}")


def add_words(page: Page, thing: KindOfGear) -> None:
    """One kind of gear with what a plan may say of it, what is needed first."""
    page.add_marked(f"{thing.kind}:", thing.summary, style="bold")
    page.add("A plan says of it:")
    for word in sorted(thing.words, key=lambda one: not one.needed):
        needed = " (needed)" if word.needed else ""
        page.add(f"• {word.word}{needed}: {word.means}", indent=2, hang=2)
    page.add(f"As in gear: {{name: {{kind: {thing.kind}, …}}}}; check a plan with {suggest('check', 'plan.yaml')}")
