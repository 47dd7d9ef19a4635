"""Everything decided so far, seen from one version of one plan on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from stuntlab.datasets import Finding, Severity
from stuntlab.plan import Action, Plan, gag_labels, people_in
from stuntlab.record.chain import flattened
from stuntlab.record.entry import Entry, Kind, PlanKey
from stuntlab.record.house import House

DAY_BEGINS = timedelta(hours=6)
"""A night shoot belongs to the day it began on: a day ends at six in the morning (judgement)."""

SOURCE = "record of decisions"


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A stop that could not be written to the record and is kept on this machine until it can.

    file: where the plan lies on this machine, for a plan that was too broken to be read.
    """

    id: str
    plan: PlanKey
    file: str
    at: str


@dataclass(frozen=True)
class History:
    """The entries of a production, and the plan, day and house they are read for. `now` carries its time zone."""

    plan: Plan
    key: PlanKey
    held: Sequence[Entry]
    now: datetime
    house: House
    kept_aside: tuple[KeptAside, ...] = ()

    @property
    def today(self) -> date:
        """The day of the shoot it is now."""
        return day_of(self.now)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order, those of other copies in the place where they were brought in."""
        return flattened(self.held)

    @cached_property
    def gags(self) -> Mapping[str, Action]:
        """The actions by their labels."""
        return gag_labels(self.plan)

    @cached_property
    def in_action(self) -> tuple[str, ...]:
        """Everybody whose body is in a gag."""
        return tuple(dict.fromkeys(name for action in self.gags.values() for name in people_in(action)))

    def of_plan(self, *kinds: Kind) -> tuple[Entry, ...]:
        """Entries of these kinds about this plan in any version."""
        return tuple(
            entry for entry in self.entries if entry.kind in kinds and entry.plan and entry.plan.same_plan(self.key)
        )

    def of_version(self, *kinds: Kind) -> tuple[Entry, ...]:
        """Entries of these kinds about this very version."""
        return tuple(entry for entry in self.of_plan(*kinds) if entry.plan and entry.plan.hash == self.key.hash)


@dataclass(frozen=True, slots=True)
class Said:
    """What one part of the record comes to: its state in sentences, and what follows from it."""

    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def latest(entries: Iterable[Entry], *, yes: Kind) -> Entry | None:
    """The answer that counts among the yeses and noes of one person, in the order of the record.

    A yes from another copy of the record does not undo a no that was written here after the copies had parted.
    """
    answer: Entry | None = None
    own: Entry | None = None
    for entry in entries:
        own = entry if entry.merged_after is None else own
        said_no_here = own is not None and own.kind is not yes
        if entry.kind is yes and said_no_here and own and (entry.merged_after or own.number) < own.number:
            continue
        answer = entry
    return answer


def day_of(moment: datetime) -> date:
    """The day of the shoot that a moment belongs to."""
    return (moment - DAY_BEGINS).date()


def hold(id_: str, person: str | None, text: str, *, source: str = SOURCE) -> Finding:
    """A finding that keeps the stunt from going ahead until somebody does what it says."""
    return Finding(id_, Severity.HOLD, person, text, source)


def spoken(day: date) -> str:
    """A day as people write it: "11 Feb 2027"."""
    return f"{day.day} {day:%b %Y}"


def spoken_at(at: str) -> str:
    """The day of an entry's time."""
    return spoken(datetime.fromisoformat(at).date())
