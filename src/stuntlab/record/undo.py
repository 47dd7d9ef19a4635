"""Whether a yes undoes a no: a no is undone by nothing but a new act of the same person who knew of it.

Which of two entries came first is no matter of clocks. A yes knew of a no if it names it, or if the no lies before it
on the chain of hashes that the yes was written on. Both are in what was signed, so that an older yes that is brought in
from a copy, or put in again by hand, undoes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stuntlab.record.chain import unwrap_entry
from stuntlab.record.entry import Entry
from stuntlab.record.kinds.merged import MERGED

TAKES_BACK = "takes_back"
"""The field of a yes that names the noes it undoes, by their hashes."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was written on what. own: hash -> number, of the chain here; before: hash -> the one before, elsewhere."""

    own: Mapping[str, int]
    before: Mapping[str, str]

    def knew(self, later: Entry, earlier: Entry) -> bool:
        """Whether an entry was written on a chain that held another one."""
        known = later.previous
        while known in self.before:
            if known == earlier.hash:
                return True
            known = self.before[known]
        return earlier.number <= self.own.get(known, 0)


def lineage_of(held: Sequence[Entry]) -> Lineage:
    """The lineage of a chain, and of what was brought into it."""
    own = {entry.hash: entry.number for entry in held}
    brought = [unwrap_entry(entry) for entry in held if entry.kind is MERGED]
    return Lineage(own, {one.hash: one.previous for one in brought if one is not None and one.hash not in own})


def yeses_that_count(lineage: Lineage, yeses: Iterable[Entry], noes: Iterable[Entry]) -> list[Entry]:
    """Of one person's yeses those that undo every no of theirs; all of them where there is none."""
    against = list(noes)
    return [yes for yes in yeses if all(_undoes(lineage, yes, no) for no in against)]


def undone_yeses(lineage: Lineage, yeses: Sequence[Entry], noes: Sequence[Entry]) -> list[Entry]:
    """Of anybody's yeses those that a no of the same person stands against."""
    undone = []
    for person in dict.fromkeys(yes.by for yes in yeses):
        own = [yes for yes in yeses if yes.by == person]
        counting = yeses_that_count(lineage, own, [no for no in noes if no.by == person])
        undone += [yes for yes in own if yes not in counting]
    return undone


def _undoes(lineage: Lineage, yes: Entry, no: Entry) -> bool:
    named = yes.body.get(TAKES_BACK)
    return (isinstance(named, list) and no.hash in named) or lineage.knew(yes, no)
