"""Things in a sentence: “1 take”, “2 takes”, the verb that goes with them, and “a, b and c”."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: float, one: str = "take", many: str | None = None) -> str:
    """How many there are: "1 take", "1 400 takes", "2.5 hours".

    many: the plural, where it is not the singular and an "s".
    """
    return f"{count:,.10g}".replace(",", " ") + " " + agreeing(count, one, many or f"{one}s")


def agreeing(count: float, one: str, many: str) -> str:
    """The word that goes with a number of things, such as "is" with 1 and "are" with 2."""
    return one if count == 1 else many


def join_words(words: Sequence[str]) -> str:
    """Some words as a list in a sentence: "a", "a and b", "a, b and c"."""
    first, last = words[:-1], words[-1:]
    return " and ".join((*([", ".join(first)] if first else []), *last))
