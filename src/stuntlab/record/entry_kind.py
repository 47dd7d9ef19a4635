"""A kind of entry: what it is called, what it holds, who writes it, who may see it, what judges it. No defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from stuntlab.registry import find_defined


class Author(Enum):
    """Who may write an entry."""

    THE_PERSON = "the person it is about, by name"
    SOMEBODY = "somebody else, by name"
    ANYBODY = "anybody, with or without a name"
    UNNAMED = "anybody, and never with a name"
    PROGRAM = "the program itself"


class EntryVisibility(Enum):
    """Who may see an entry on the screen: whose it is, and the fields that are shown at all."""

    EVERYBODY = "everybody"
    OWN = "the person it is about and the coordinator; others see that there is one"
    ONLY_THAT = "everybody sees that there is one, nobody sees whose and what"
    NOBODY = "nobody: it is no decision"


class Holds(Enum):
    """What a field of an entry's body holds."""

    TEXT = "a text"
    TEXT_OR_NOTHING = "a text or nothing"
    TEXTS = "a list of texts"
    NAME = "a person's name"
    NAMES = "a list of people's names"
    DAY = "a day, as in 2027-02-11"
    FLAG = "yes or no"
    NUMBER = "a number"
    RUNS = "a list of measured runs, each a group of numbers"
    COUNTS = "a group of whole numbers"


@dataclass(frozen=True, slots=True)
class BodyField:
    """One field of a body. shown: to whoever may see the entry. required: whether every entry of the kind has it."""

    holds: Holds
    shown: bool
    required: bool


PLAN_DATA: None = None
"""Instead of fields: the body is a plan as data, with whatever keys plans had then."""


@dataclass(frozen=True, eq=False)
class EntryKind:
    """One kind of entry.

    word: as entries name it. fields: what the body holds, each by its name, or `PLAN_DATA`. loosens: whether it lets
    something go ahead; who has a key must sign such an entry, and a no never needs one. judged_in: the parts of
    `standing` that say what follows. An entry that none of them judges holds the stunt.
    """

    word: str
    fields: Mapping[str, BodyField] | None
    author: Author
    seen_by: EntryVisibility
    loosens: bool
    judged_in: tuple[str, ...]

    def misfits(self, by: object, body: Mapping[str, object]) -> tuple[str, ...]:
        """What of an entry this kind does not know, or misses; nothing where it fits."""
        return (*self._of_author(by), *(self._of_fields(body) if self.fields is not None else ()))

    def shown_fields(self) -> tuple[str, ...]:
        """The fields that whoever may see the entry is shown."""
        return tuple(name for name, field in (self.fields or {}).items() if field.shown)

    def fields_that_hold(self, what: Holds) -> tuple[str, ...]:
        """The fields of one sort."""
        return tuple(name for name, field in (self.fields or {}).items() if field.holds is what)

    def _of_author(self, by: object) -> Iterator[str]:
        allowed: tuple[type, ...] = {
            Author.THE_PERSON: (str,),
            Author.SOMEBODY: (str,),
            Author.ANYBODY: (str, type(None)),
            Author.UNNAMED: (type(None),),
            Author.PROGRAM: (type(None),),
        }[self.author]
        if not isinstance(by, allowed):
            yield f"it is written by {self.author.value}"

    def _of_fields(self, body: Mapping[str, object]) -> Iterator[str]:
        fields = self.fields or {}
        yield from (f'"{name}" is unknown' for name in body if name not in fields)
        for name, field in fields.items():
            if name not in body:
                if field.required:
                    yield f'"{name}" is missing'
            elif not _CHECKS[field.holds](body[name]):
                yield f'"{name}" is not {field.holds.value}'


@dataclass(frozen=True, eq=False)
class UnknownKind(EntryKind):
    """A kind or a body that this version does not know. It is kept and verified, and may be a no. why: in words."""

    why: str


def unknown_kind(word: str, why: str) -> UnknownKind:
    """What an entry is that this version cannot read: seen by nobody, judged by nothing, so that it holds."""
    said = {"word": _printable(word), "why": _printable(why)}
    return UnknownKind(
        fields=PLAN_DATA, author=Author.PROGRAM, seen_by=EntryVisibility.ONLY_THAT, loosens=False, judged_in=(), **said
    )


def known_kinds() -> Mapping[str, EntryKind]:
    """Every kind that a file of `record/kinds` defines, by its word."""
    return {kind.word: kind for kind in find_defined("stuntlab.record.kinds", EntryKind)}


def _printable(text: str) -> str:
    """What another version wrote, for a line of this one."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:120])


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_list_of_runs(value: object) -> bool:
    runs = value if isinstance(value, list) else [value]
    return all(isinstance(run, dict) and all(map(_is_number, run.values())) for run in runs)


def _is_group_of_counts(value: object) -> bool:
    return isinstance(value, dict) and all(type(count) is int for count in value.values())


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_CHECKS: Mapping[Holds, Callable[[object], bool]] = {
    Holds.TEXT: _is_text,
    Holds.TEXT_OR_NOTHING: lambda value: value is None or _is_text(value),
    Holds.TEXTS: _is_list_of_texts,
    Holds.NAME: _is_text,
    Holds.NAMES: _is_list_of_texts,
    Holds.DAY: _is_day,
    Holds.FLAG: lambda value: isinstance(value, bool),
    Holds.NUMBER: _is_number,
    Holds.RUNS: _is_list_of_runs,
    Holds.COUNTS: _is_group_of_counts,
}
