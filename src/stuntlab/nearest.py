"""The right word that is nearest to a wrong one, for the end of a refusal."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from itertools import islice

MOST_LOOKED_AT = 100
"""Words compared, so that a hostile plan of many names and many mistakes is still refused at once."""

NEAR_ENOUGH = 0.6
"""Share of letters two words have in common, in the same order, from which one may stand for the other (judgement)."""

MISSPELT = 0.8
"""Share of letters that a word has in common with another one, of which it then is a slip (judgement)."""


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """' (did you mean "abdomen"?)', or nothing where no allowed word is near."""
    near = nearest_word(word, allowed)
    return f' (did you mean "{near}"?)' if near is not None else ""


def nearest_word(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word with the most letters in common in the same order, capitals or not; None where none is near."""
    return _nearest(word.casefold(), list(islice(allowed, MOST_LOOKED_AT)))


def is_misspelt(word: str, other: str) -> bool:
    """Whether two words are one but for letters that were swapped or slipped."""
    swapped = sorted(word) == sorted(other) and word[:1] == other[:1]
    return swapped or difflib.SequenceMatcher(a=word, b=other).ratio() >= MISSPELT


def _nearest(word: str, allowed: Sequence[str]) -> str | None:
    """Compared only while a better one is possible: counting letters bounds the ratio and costs a tenth of it."""
    matcher = difflib.SequenceMatcher(b=word)
    bounds = []
    for place, one in enumerate(allowed):
        matcher.set_seq1(one.casefold())
        bounds.append((-matcher.quick_ratio(), place, one))
    best, nearest = NEAR_ENOUGH, None
    for bound, _, one in sorted(bounds):
        if -bound < best or (nearest is not None and -bound == best):
            break
        matcher.set_seq1(one.casefold())
        if (ratio := matcher.ratio()) > best or (nearest is None and ratio == best):
            best, nearest = ratio, one
    return nearest
