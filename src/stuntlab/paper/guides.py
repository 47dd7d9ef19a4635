"""Guides and questions of forms in use, by the kind of gag that they go with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, kw_only=True)
class Bulletin(Sourced):
    """A safety bulletin. revision: that was seen, "" where none was. kinds: of gags; none: goes with all of them."""

    number: str
    title: str
    revision: str
    kinds: tuple[str, ...]

    @property
    def words(self) -> str:
        """As it is named on a call sheet."""
        seen = f"revision seen: {self.revision}" if self.revision else "take the revision in force"
        return f"Safety Bulletin #{self.number}, {self.title} ({seen})"


@dataclass(frozen=True, kw_only=True)
class HazardWord(Sourced):
    """A hazard that a form asks to consider, by its number there.

    A plan has it by the kinds of its gags, by what it has (`has`) or by a word it says. control: what of the plan
    stands against it, "" for nothing. department: that answers for it.
    """

    number: int
    name: str
    kinds: tuple[str, ...]
    has: tuple[str, ...]
    words: tuple[str, ...]
    control: str
    department: str


@dataclass(frozen=True, kw_only=True)
class FormQuestion(Sourced):
    """A question of a form. known: what of the facts answers it, "" for nothing."""

    asks: str
    known: str


@dataclass(frozen=True, kw_only=True)
class Guides:
    """The whole file."""

    bulletin: tuple[Bulletin, ...]
    hazard: tuple[HazardWord, ...]
    question: tuple[FormQuestion, ...]


GUIDES = Table("stuntlab.paper", "guides.toml", Guides)


def bulletins_for(kinds: Iterable[str]) -> tuple[Bulletin, ...]:
    """The bulletins that go with some kinds of gags."""
    has = set(kinds)
    return tuple(one for one in GUIDES.read().bulletin if not one.kinds or has.intersection(one.kinds))
