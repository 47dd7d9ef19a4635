"""Words that people type for those of a plan, from `everyday.toml`: keys, values, whole numbers and gags."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from stuntlab.nearest import is_misspelt
from stuntlab.tables import Table

Words = dict[str, tuple[str, ...]]


_LONG = 5
"""Letters from which a word with a slip in it is not another word (J)."""


@dataclass(frozen=True, slots=True)
class GagWords:
    """A gag by the words of the trade; the table explains each key."""

    words: tuple[str, ...]
    near: str
    needs: str
    kind: str = ""
    sets: dict[str, str] = field(default_factory=dict)
    loosely: tuple[str, ...] = ()
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Everyday:
    """`everyday.toml`. keys: part of a plan -> its key -> what people write for it. words: a value -> the same.

    pointed: a key that no plan has -> what to write instead. stands_for: a word -> words that say as much of a gag.
    """

    keys: dict[str, Words]
    words: Words
    numbers: Words
    pointed: dict[str, str]
    stands_for: Words
    gags: dict[str, GagWords]


EVERYDAY = Table("stuntlab.plan", "everyday.toml", Everyday)

_COUNTED = (
    "times|takes?|steps?|stairs|risers|layers|people|persons|pax|nos|years?|yrs?|years? old|yrs? old|y/?o|strikes?|"
    "hits?|kicks?|punches|chambers?|litres?|liters?|l|runs?|pulls?|drops?|trials?|tests?"
)
"""What people write after a whole number: the thing that is counted."""

UNKNOWN = GagWords(
    words=(),
    near="",
    needs=(
        "what moves, how fast and how heavy; whom it meets and where on the body; what is met at the end; how often it "
        "was done before and what was measured then"
    ),
)
"""What it would take to assess a gag of which the trade has no word in the table."""


def squeeze_word(word: str) -> str:
    """What words are compared by: without capitals, blanks, hyphens and the like."""
    return re.sub(r"[^\w']|_", "", word.casefold())


def find_gag_words(word: str) -> GagWords:
    """What the trade means by a word for a gag: the row that has it, else the one whose words are all in it."""
    rows, said = _gag_rows(), squeeze_word(word)
    if said in rows:
        return rows[said]
    parts = set(_parts(word))
    within = [(len(_parts(known)), row) for known, row in _gag_phrases() if set(_parts(known)) <= parts]
    return max(within, key=lambda pair: pair[0])[1] if within else UNKNOWN


def find_near_gag(told: str) -> GagWords:
    """What comes nearest to a gag of which nothing is simulated, by a word or by a sentence about it."""
    exact, said = _gag_rows().get(squeeze_word(told)), _plain_parts(told)
    rows = EVERYDAY.read().gags.values()
    phrases = ((_plain_parts(word), row) for row in rows for word in (*row.words, *row.loosely))
    within = [(len(known), row) for known, row in phrases if all(_is_said(part, said) for part in known)]
    return exact or max(within, key=lambda pair: pair[0], default=(0, UNKNOWN))[1]


def find_keys(parts: Sequence[str], key: str, allowed: Collection[str]) -> tuple[str, ...]:
    """The keys that somebody may have meant; nothing where the words do not say. parts: tables to look in, in order."""
    said = squeeze_word(key)
    spelled = tuple(one for one in allowed if squeeze_word(one) == said)
    meant = (tuple(one for one, words in _keys(part).items() if said in words and one in allowed) for part in parts)
    return spelled or next((found for found in meant if found), ())


def find_word(word: str, allowed: Collection[str]) -> str | None:
    """The word that a field takes and somebody meant; None where the words do not say."""
    said = squeeze_word(word)
    spelled = next((one for one in allowed if squeeze_word(one) == said), None)
    return spelled or next((one for one in allowed if said in _words().get(one, ())), None)


def hint_at_key(key: str) -> str:
    """What to write instead of a key that no plan has; nothing where nobody asks for it."""
    rows = EVERYDAY.read().pointed.items()
    return next((f": {hint}" for word, hint in rows if squeeze_word(word) == squeeze_word(key)), "")


def correct_spelling(word: str, allowed: Collection[str]) -> str | None:
    """The word that was meant by one in which some letters are wrong; None where it may be a word of its own."""
    parts = _parts(word)
    pairs = ((one, _parts(one)) for one in allowed)
    return next((one for one, known in pairs if len(known) == len(parts) and all(map(is_misspelt, parts, known))), None)


def find_number(text: str) -> str | None:
    """A whole number in words, "two", or with what it counts, "3 takes", as figures; None where it is neither."""
    said = squeeze_word(text)
    for figures, words in EVERYDAY.read().numbers.items():
        if said in map(squeeze_word, words):
            return figures
    counted = re.fullmatch(rf"x?\s*([0-9]{{1,6}})(?:\.0+)?\s*(?:x|{_COUNTED})?\.?", text.casefold().strip())
    return counted[1] if counted else None


@cache
def _gag_rows() -> Mapping[str, GagWords]:
    return {squeeze_word(word): row for word, row in _gag_phrases()}


@cache
def _gag_phrases() -> tuple[tuple[str, GagWords], ...]:
    return tuple((word, row) for row in EVERYDAY.read().gags.values() for word in row.words)


@cache
def _keys(part: str) -> Mapping[str, frozenset[str]]:
    return _squeeze_table(EVERYDAY.read().keys.get(part, {}))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return _squeeze_table(EVERYDAY.read().words)


def _squeeze_table(table: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    return {one: frozenset(map(squeeze_word, words)) for one, words in table.items()}


def _is_said(part: str, said: Sequence[str]) -> bool:
    """Whether a word is among those that are said, with a slip in it where it is long enough to be known still."""
    return part in said or (len(part) >= _LONG and any(one[:1] == part[0] and is_misspelt(one, part) for one in said))


def _plain_parts(word: str) -> tuple[str, ...]:
    """The words of what is told, each as the one that it stands for."""
    stands = EVERYDAY.read().stands_for
    return tuple(next((one for one, words in stands.items() if _is_said(part, words)), part) for part in _parts(word))


def _parts(word: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", word.casefold()))
