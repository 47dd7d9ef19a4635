"""Words that a plan may use and that have a row each in the table of a kind: both must have the same ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from stuntlab.nearest import did_you_mean
from stuntlab.tables import ValueAt


def check_rows_of_words(heading: str, rows: Collection[str], words: Iterable[str]) -> None:
    """Refuse a table whose rows under a heading are not those of the words that a plan may use.

    Raises: ValueAt at the first row that no plan can ask for, or at the heading for one that is missing.
    """
    known = tuple(words)
    for name in rows:
        if name not in known:
            raise ValueAt((heading, name), f"no plan can ask for this{did_you_mean(name, known)}")
    for word in known:
        if word not in rows:
            raise ValueAt((heading,), f'"{word}" is missing')
