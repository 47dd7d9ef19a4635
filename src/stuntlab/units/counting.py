"""Numbers of things in a sentence: “1 take”, “2 takes”, and the verb that goes with them."""

from __future__ import annotations


def counted(count: float, one: str = "take", many: str | None = None) -> str:
    """How many there are: "1 take", "1 400 takes", "2.5 hours".

    many: the plural, where it is not the singular and an "s".
    """
    return f"{count:,.10g}".replace(",", " ") + " " + agreeing(count, one, many or f"{one}s")


def agreeing(count: float, one: str, many: str) -> str:
    """The word that goes with a number of things, such as "is" with 1 and "are" with 2."""
    return one if count == 1 else many
