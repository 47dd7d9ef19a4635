"""Everything decided so far, seen from one version of one plan on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from stuntlab.datasets import Finding, Severity
from stuntlab.dates import date_in_words, local_day
from stuntlab.errors import UserError
from stuntlab.plan import Action, Plan, gag_labels, people_in
from stuntlab.plan.names import check_name, like_another, name_key, spellings
from stuntlab.record.assessed import KeptAnswer, latest_answer
from stuntlab.record.chain import flatten_entries
from stuntlab.record.clock import counts_now, entries_ahead
from stuntlab.record.entry import Entry, Json, PlanKey
from stuntlab.record.entry_kind import EntryKind, Holds
from stuntlab.record.follow import entries_about
from stuntlab.record.house_rules import House
from stuntlab.record.kinds.assessed import ASSESSED
from stuntlab.record.kinds.version import VERSION
from stuntlab.record.undo import Lineage, lineage_of

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


@dataclass(frozen=True, slots=True)
class OtherNo:
    """A no on a plan in another record: its hash and kind, whose it is, when, and the key that signs for them there."""

    hash: str
    word: str
    person: str
    at: str
    key: str | None


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """What another record holds on a plan.

    noes: stops, near misses, concerns, withdrawals and refusals that stand there, and limits. hashes: of all entries on
    the plan. unread: why it cannot be trusted, or not be read.
    """

    place: str
    production: str
    hashes: tuple[str, ...] = ()
    noes: tuple[OtherNo, ...] = ()
    unread: str = ""


@dataclass(frozen=True)
class History:
    """The entries of a production, and the plan, day and house they are read for. `now` carries its time zone.

    kept_aside: stops, and answer_aside the last answer to this version, that this machine keeps until they are in the
    record. others: what other records of this machine know of the plan. mirror: what is to be told of the mirror.
    """

    plan: Plan
    key: PlanKey
    held: Sequence[Entry]
    now: datetime
    house: House
    kept_aside: tuple[KeptAside, ...] = ()
    others: tuple[OtherRecord, ...] = ()
    mirror: str = ""
    answer_aside: KeptAnswer | None = None

    @cached_property
    def answer(self) -> KeptAnswer | None:
        """The last answer of the physics to this very version."""
        return latest_answer(self.of_version(ASSESSED), self.answer_aside)

    @property
    def today(self) -> date:
        """The day of the shoot it is now."""
        return day_of(self.now)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order, those of other copies in the place where they were brought in.

        Each name in them is spelled as `named` spells it, so that it can be compared; `content` stays as it was signed.
        """
        return tuple(self._spell(entry) for entry in flatten_entries(self.held) if counts_now(entry, self.now))

    @cached_property
    def ahead(self) -> tuple[Entry, ...]:
        """Entries that are dated later than it is now, whether they count or not."""
        return entries_ahead(flatten_entries(self.held), self.now)

    @cached_property
    def lineage(self) -> Lineage:
        """Which entry was written on which."""
        return lineage_of(self.held)

    @cached_property
    def gags(self) -> Mapping[str, Action]:
        """The actions by their labels."""
        return gag_labels(self.plan)

    @cached_property
    def in_action(self) -> tuple[str, ...]:
        """Everybody whose body is in a gag."""
        return tuple(dict.fromkeys(name for action in self.gags.values() for name in people_in(action)))

    def spell_name(self, name: str) -> str:
        """A name as it is written here: by the plan, else by whoever wrote it into the record first, else as given.

        Raises: UserError for what is no name, or a new one that cannot be told from somebody else's.
        """
        known = self._spellings.get(name_key(name))
        if known is not None:
            return known
        new = check_name(name)
        like = like_another(new, self._spellings.values())
        if like is not None:
            raise UserError(
                f'"{new}" cannot be told from "{like}", who is known here: write the name in full, or {like}'
            )
        return new

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        written = (name for entry in flatten_entries(self.held) for name in _names_in(entry))
        return spellings([*self.plan.people, *self.house.reviewers, *written])

    def _spell(self, entry: Entry) -> Entry:
        known = {name: self._spellings[name_key(name)] for name in _names_in(entry)}
        body = dict(entry.body)
        for field in entry.kind.fields_that_hold(Holds.NAME):
            body[field] = known[str(body[field])]
        for field in entry.kind.fields_that_hold(Holds.NAMES):
            body[field] = [known[name] for name in _texts(body[field])]
        return replace(entry, by=known[entry.by] if entry.by else None, body=body)

    @cached_property
    def about_plan(self) -> tuple[Entry, ...]:
        """Entries about this plan in any version, and what this version cannot read: it may be about all plans."""
        return entries_about(self.entries, self.key)

    def of_plan(self, *kinds: EntryKind) -> tuple[Entry, ...]:
        """Entries of these kinds about this plan in any version."""
        return tuple(entry for entry in self.about_plan if entry.kind in kinds and entry.plan)

    def of_version(self, *kinds: EntryKind) -> tuple[Entry, ...]:
        """Entries of these kinds about this very version."""
        return tuple(entry for entry in self.of_plan(*kinds) if entry.plan and entry.plan.hash == self.key.hash)

    def version_of(self, entry: Entry) -> Mapping[str, Json]:
        """The version of the plan that an entry is about, as data; empty where it was not kept."""
        return version_of(self.entries, entry)


def version_of(entries: Iterable[Entry], entry: Entry) -> Mapping[str, Json]:
    """The version of the plan that an entry is about, as data; empty where none of the entries kept it."""
    hash_ = entry.plan.hash if entry.plan else ""
    kept = [one for one in entries if one.kind is VERSION and one.plan and one.plan.hash == hash_]
    return kept[-1].body if kept else {}


@dataclass(frozen=True, slots=True)
class Said:
    """What one part of the record comes to: its state in sentences, and what follows from it."""

    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def of_person(entries: Iterable[Entry], person: str | None) -> list[Entry]:
    """Those of one person."""
    return [entry for entry in entries if entry.by == person]


def _names_in(entry: Entry) -> list[str]:
    """Every name of a person in an entry: whose it is, and those in its body."""
    one = [str(entry.body[field]) for field in entry.kind.fields_that_hold(Holds.NAME)]
    many = [name for field in entry.kind.fields_that_hold(Holds.NAMES) for name in _texts(entry.body[field])]
    return [*([entry.by] if entry.by else []), *one, *many]


def _texts(listed: Json) -> list[str]:
    return [str(item) for item in listed] if isinstance(listed, list) else []


def day_of(moment: datetime) -> date:
    """The day of the shoot that a moment belongs to."""
    return (moment - DAY_BEGINS).date()


def hold(id_: str, person: str | None, said: str, remedy: str, *, plain: str, source: str = SOURCE) -> Finding:
    """A finding that keeps the stunt from going ahead until somebody does what it says; said, remedy, plain: as in
    `Finding`.
    """
    return Finding(id_, Severity.HOLD, person, said, source, remedy, plain)


def date_of_entry(at: str) -> str:
    """The day of an entry's time, in the time zone of whoever reads."""
    return date_in_words(local_day(at))
