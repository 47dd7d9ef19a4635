"""The words by which a line may be a stunt: the table that ships, and what a coordinator adds or takes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from stuntlab.errors import ScriptError, TableError
from stuntlab.files import read_bounded
from stuntlab.screenplay.phrases import fault_of
from stuntlab.tables import Table, ValueAt, parse


@dataclass(frozen=True, slots=True)
class WordRule:
    """Phrases of a family. by, to: "person" where only a person may be who does it, or whom it is done to."""

    says: tuple[str, ...]
    by: Literal["person", "anyone"] = "anyone"
    to: Literal["person", "anyone"] = "anyone"

    def __post_init__(self) -> None:
        _check(self.says)


@dataclass(frozen=True, slots=True)
class SuggestedKind:
    """A kind of plan for lines of a family that say one of these."""

    says: tuple[str, ...]
    suggests: str

    def __post_init__(self) -> None:
        _check(self.says)


@dataclass(frozen=True, slots=True)
class WordFamily:
    """Words that mean one sort of danger. what: in a sentence. suggests: the kind of plan where `gags` say no other."""

    what: str
    suggests: str
    rules: tuple[WordRule, ...]
    gags: tuple[SuggestedKind, ...] = ()


@dataclass(frozen=True, slots=True)
class StuntWords:
    """`words.toml`, and what a coordinator's own list makes of it.

    people, things: who is somebody and what is not. figures: what is said and not meant. at_risk: why a heading matters
    -> its words. families: by name.
    """

    people: tuple[str, ...]
    things: tuple[str, ...]
    figures: tuple[str, ...]
    at_risk: dict[str, tuple[str, ...]]
    families: dict[str, WordFamily]

    def __post_init__(self) -> None:
        _check(self.figures, "figures")


@dataclass(frozen=True, slots=True)
class OwnFamily:
    """What a list of one's own says of a family.

    words: phrases that count besides. without: phrases that are figures of speech to whoever wrote the list. suggests:
    the kind of plan of a family that does not ship.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    suggests: str = "anything"

    def __post_init__(self) -> None:
        _check(self.words, "words")
        _check(self.without, "without")


STUNT_WORDS = Table("stuntlab.screenplay", "words.toml", StuntWords)
_MOST_BYTES = 200_000


def read_words(path: Path | None) -> StuntWords:
    """The table that ships, and a list of one's own beside it where there is one.

    Raises: ScriptError with every fault of the list and its line.
    """
    words = STUNT_WORDS.read()
    if path is None:
        return words
    own = _read_own(path)
    families = dict(words.families)
    for name, row in own.items():
        rules = (WordRule(row.words),) if row.words else ()
        known = families.get(name, WordFamily("words of your own list", row.suggests, ()))
        families[name] = replace(known, rules=(*known.rules, *rules))
    without = tuple(phrase for row in own.values() for phrase in row.without)
    return replace(words, figures=(*words.figures, *without), families=families)


def _read_own(path: Path) -> dict[str, OwnFamily]:
    try:
        content = read_bounded(path, _MOST_BYTES)
        text = content.decode("utf-8-sig")
    except OSError as problem:
        raise ScriptError(f"{path}: it cannot be read: {problem.strerror}") from None
    except ValueError:
        raise ScriptError(f"{path}: this is no UTF-8 text; a list of words is TOML, as in docs/screenplay.md") from None
    if len(content) > _MOST_BYTES:
        raise ScriptError(f"{path}: it is larger than {_MOST_BYTES // 1000} kB; a list of words is short")
    schema: type[dict[str, OwnFamily]] = dict[str, OwnFamily]
    try:
        return parse(schema, text, where=str(path))
    except TableError as problem:
        raise ScriptError(f'{problem}\nA list of words is TOML: [fall] and under it words = ["plummet*"]') from None


def _check(phrases: Iterable[str], key: str = "says") -> None:
    """Refuse what is no phrase. Raises: ValueAt."""
    for place, phrase in enumerate(phrases):
        fault = fault_of(phrase)
        if fault:
            raise ValueAt((key, place), f'"{phrase[:60]}" is no phrase: {fault}')
