"""Gags of which nothing is computed: whom they concern, why, and what would be needed. One of them blocks no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stuntlab.datasets import Finding, Severity
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import NotSimulated
from stuntlab.plan import label_words, people_in
from stuntlab.units.counting import agreeing
from stuntlab.verdict.words import capitalise, the

SOURCE = "no model of it in this version; house rule: what was not computed is never within limits [J]"
NOT_THE_CHILD = "Give it to an adult double and assess that, or take the child out of it."
NO_CHILD = "the body tables and injury curves are of adults; house rule: nothing is computed of a child [J]"


def select_computed(gags: Iterable[Gag]) -> tuple[Gag, ...]:
    """The gags of which something is computed, in order."""
    return tuple(gag for gag in gags if not isinstance(gag, NotSimulated))


def not_simulated_findings(gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """A finding for everybody in every gag of which nothing is computed."""
    return tuple(found for gag in gags if isinstance(gag, NotSimulated) for found in _findings(gag, gag))


def gags_without_numbers(gags: Sequence[Gag], person: str) -> tuple[str, ...]:
    """The labels of the gags that a person is in and of which nothing is computed."""
    return tuple(gag.label for gag in gags if isinstance(gag, NotSimulated) and person in people_in(gag.action))


def _findings(gag: Gag, why: NotSimulated) -> Iterator[Finding]:
    if why.children and gag.action.simulated:
        yield from (_with_child(gag, why, person) for person in people_in(gag.action))
        return
    yield from (_cannot_assess(gag, why, person) for person in people_in(gag.action))


def _cannot_assess(gag: Gag, why: NotSimulated, person: str) -> Finding:
    called = gag.action.called.replace("_", " ")
    stunt = the(gag.label) if why.what == called else f"“{why.what}” ({label_words(gag.label)})"
    said = f"{person}: nothing is known here of what {stunt} does to them: no such stunt is simulated."
    near = f" {capitalise(why.nearest.replace('_', ' '))}." if why.nearest else ""
    remedy = f"Whoever has done it before judges it, in writing. To assess it would need: {why.needed}.{near}"
    return Finding("not-simulated", Severity.CANNOT_ASSESS, person, said, SOURCE, remedy=remedy)


def _with_child(gag: Gag, why: NotSimulated, person: str) -> Finding:
    """A child is held by the law (`verdict/children.py`); what that leaves unknown is said to everybody in it."""
    children = " and ".join(why.children)
    are = agreeing(len(why.children), "is", "are")
    said = f"{person}: nothing is computed of {the(gag.label)}, because {children} in it {are} under 18."
    return Finding("child-in-gag", Severity.HOLD, person, said, NO_CHILD, remedy=NOT_THE_CHILD)
