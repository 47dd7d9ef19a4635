"""Which entries are about one plan, whatever it was called when they were written.

A file that is renamed, or a title that is changed, is the same plan. Somebody may do first the one and then the other:
a no follows through every name that the record saw in between, from the latest entry back. What was rehearsed or shot
under a name that the plan has not any more does not: a copy that became another stunt has not done it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from stuntlab.plan.names import name_key
from stuntlab.record.entry import Entry, PlanKey
from stuntlab.record.entry_kind import UnknownKind
from stuntlab.record.kinds.concern import ANSWER, CONCERN, NEAR_MISS
from stuntlab.record.kinds.consent import WITHDRAWAL
from stuntlab.record.kinds.limit import LIMIT, LIMIT_TAKEN_BACK
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.kinds.stop import CLEAR, STOP

_FOLLOW = (STOP, CLEAR, NEAR_MISS, CONCERN, ANSWER, WITHDRAWAL, REFUSAL, REFUSAL_TAKEN_BACK, LIMIT, LIMIT_TAKEN_BACK)
"""Each no, and what ends it. A consent is to a version, and needs no name."""


def entries_about(entries: Sequence[Entry], key: PlanKey) -> tuple[Entry, ...]:
    """Entries about a plan in any version, in their order; what cannot be read here may be about all plans."""
    now, then = set(_words_of(key)), set(_words_of(key))
    about = []
    for entry in reversed(entries):
        if isinstance(entry.kind, UnknownKind):
            about.append(entry)
        elif entry.plan is not None and not then.isdisjoint(words := _words_of(entry.plan)):
            then.update(words)
            if entry.kind in _FOLLOW or not now.isdisjoint(words):
                about.append(entry)
    return tuple(reversed(about))


@lru_cache(maxsize=4096)
def _words_of(key: PlanKey) -> tuple[tuple[str, str], ...]:
    """What a plan is known by; two keys that share one of them are of one plan."""
    named = (("file", name_key(key.file)), ("title", name_key(key.title)), ("hash", key.hash))
    return tuple((what, word) for what, word in named if word)
