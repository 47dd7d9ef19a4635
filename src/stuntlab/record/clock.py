"""What is wrong with the times of entries. Which of two entries came first is said by the chain; a clock only helps.

An entry that is dated behind the latest one is a yes that is refused, or a no that is taken. One from the future, as a
machine with a wrong date writes it, is taken as a no and never as a yes, and keeps nobody else from saying yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from stuntlab.record.entry import Entry
from stuntlab.record.kinds.done import DONE

CLOCK_TOLERANCE = timedelta(minutes=2)
"""Clocks of two machines that are set right may still differ by this much (judgement)."""
ANOTHER_DATE = timedelta(hours=15)
"""A clock set to the wrong zone is wrong by 14 hours at most; more is a wrong date (zones go to UTC+14; R-h)."""
_ENOUGH_MOMENTS = 3
"""So many moments against one clock are more to be believed than it (judgement)."""


def time_of(entry: Entry) -> datetime:
    """When it says it was written."""
    return datetime.fromisoformat(entry.at)


def clock_behind(at: str, last: str) -> bool:
    """Whether a time lies before another one by more than clocks differ."""
    return datetime.fromisoformat(at) < datetime.fromisoformat(last) - CLOCK_TOLERANCE


def later_than(at: str, entries: Iterable[Entry]) -> Entry | None:
    """The entry that shows a clock to be behind; None where all are from the future, and too few to be believed."""
    entries = list(entries)
    ahead = [entry for entry in entries if clock_behind(at, entry.at)]
    near = [entry for entry in ahead if time_of(entry) - datetime.fromisoformat(at) <= ANOTHER_DATE]
    far = {entry.at for entry in ahead} - {entry.at for entry in near}
    others = {entry.at for entry in entries} - far
    believed = len(far) >= _ENOUGH_MOMENTS and len(far) > len(others)
    return max(ahead if believed else near, key=time_of, default=None)


def entries_ahead(entries: Iterable[Entry], now: datetime) -> tuple[Entry, ...]:
    """Entries that are dated later than it is now."""
    return tuple(entry for entry in entries if time_of(entry) > now + CLOCK_TOLERANCE)


def counts_now(entry: Entry, now: datetime) -> bool:
    """Whether an entry counts: what lets something go ahead, and is dated another day that is to come, does not yet."""
    lets = entry.kind.loosens or (entry.kind is DONE and entry.body.get("rested") is True)
    return not (lets and time_of(entry) > now + ANOTHER_DATE)


def remarks_on_times(entries: Sequence[Entry], now: datetime) -> Iterator[str]:
    """Sentences on times that cannot be right, each naming both entries; the chain itself may be whole."""
    for entry in entries_ahead(entries, now):
        yield f"entry {entry.number} is dated {entry.at}, and it is {now.isoformat(timespec='seconds')} here"
    latest: Entry | None = None
    for entry in entries:
        if latest is not None and clock_behind(entry.at, latest.at):
            yield (
                f"entry {entry.number} is dated {entry.at}, before entry {latest.number} of {latest.at}: "
                "one of the two clocks was wrong"
            )
        elif latest is None or time_of(entry) > time_of(latest):
            latest = entry
