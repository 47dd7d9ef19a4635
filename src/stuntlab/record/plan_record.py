"""The record of one plan, opened: read it, and decide on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from stuntlab.datasets import Finding, Rehearsed, Standing
from stuntlab.dates import local_now
from stuntlab.errors import RecordError, SigningError, UserError
from stuntlab.files import is_folder
from stuntlab.plan import Plan, ProductionFile, as_data, production_file_of, read_plan, read_production_file
from stuntlab.plan.names import same_name
from stuntlab.record.assessed import KeptAnswer, answer_aside, forget_answer_aside, keep_answer_aside
from stuntlab.record.board import why_again
from stuntlab.record.chain import flatten_entries
from stuntlab.record.entry import Draft, Entry, PlanKey
from stuntlab.record.entry_kind import Author
from stuntlab.record.history import History, KeptAside
from stuntlab.record.house_rules import House, house_of
from stuntlab.record.keys import Signs, YetToSign
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.kinds.version import VERSION
from stuntlab.record.location import key_of, place_of
from stuntlab.record.mirror import compare_with_mirror, mirror_of
from stuntlab.record.nearby import name_of_record, others_about, remember_place, stops_near
from stuntlab.record.pending import NO_PLAN, as_draft, forget_pending, pending_stops
from stuntlab.record.rehearsed import collect_runs
from stuntlab.record.standing import judge_decisions
from stuntlab.record.store import WAIT_S, Store
from stuntlab.suggestions import suggest

SHORT_WAIT_S = 2.0
"""Nobody who stops, or only asks whether something is stopped, waits for a machine."""


@dataclass(frozen=True)
class PlanRecord:
    """A plan and the record of its production."""

    file: Path
    plan: Plan
    key: PlanKey
    store: Store
    house: House
    mirror: Store | None = None

    def history(self, *, now: datetime | None = None, held: Sequence[Entry] | None = None) -> History:
        """Everything decided so far. held: the entries of the record, where they were read already.

        Raises: RecordError where the record cannot be read or is not whole.
        """
        told = self._compare()
        entries = self.store.entries() if held is None else held
        seen = self._history_of(entries, pending_stops(self.file, self.key), now)
        return replace(seen, others=others_about(self.file, self.key, self.store), mirror=told)

    def decide(self, make: Callable[[History], Sequence[Draft]], *, signer: Signs | None = None) -> tuple[Entry, ...]:
        """Write what `make` answers to the history as it is at that moment; stops kept on this machine go first.

        Raises: RecordError where it cannot be written; whatever `make` raises.
        """
        kept = pending_stops(self.file, self.key)
        self._compare()
        added = self.store.append(self._drafts(make, kept, signer), signer=signer)
        if self.mirror is not None:
            with suppress(
                RecordError
            ):  # what is missing there is told at every reading, and brought at the next writing
                self.mirror.copy_rows(self.store.rows())
        for stop in kept:
            forget_pending(self.file, stop)
        remember_place(self.file, self.key, self.store.place)
        forget_answer_aside(name_of_record(self.store.place), self.key)
        return added

    def preview(
        self, make: Callable[[History], Sequence[Draft]], signer: YetToSign, *, at: datetime
    ) -> tuple[Entry, ...]:
        """What `decide` would write at a moment, all of it, for somebody to sign whose key is elsewhere.

        Raises: as `decide`; nothing is written.
        """
        kept = pending_stops(self.file, self.key)
        return self.store.at(at).preview(self._drafts(make, kept, signer), signer)

    def _drafts(
        self, make: Callable[[History], Sequence[Draft]], kept: Sequence[KeptAside], signer: Signs | None
    ) -> Callable[[Sequence[Entry]], Sequence[Draft]]:
        """From what the record holds to everything that is written with a decision."""

        def drafts(held: Sequence[Entry]) -> Sequence[Draft]:
            passed_on = [as_draft(stop, self.file, self.key) for stop in _not_in_yet(kept, held, self.key)]
            made = make(self._history_of(held, ()))
            self._check_signed(made, signer)
            return [*passed_on, *self._version(held), *self._answer(), *made]

        return drafts

    def _check_signed(self, drafts: Sequence[Draft], signer: Signs | None) -> None:
        """Where the production signs, whoever clears, answers or reviews has a key."""
        for draft in drafts:
            for_others = draft.kind.loosens and draft.kind.author is Author.SOMEBODY
            signs = signer is not None and same_name(draft.by or "", signer.name)
            if self.house.signed and for_others and not signs:
                raise SigningError(
                    f"this production signs, and {draft.by} has no key here: make one and repeat "
                    f"({suggest('keys', 'new', draft.by or '')})"
                )

    def _compare(self) -> str:
        return compare_with_mirror(self.store, self.store.rows(), self.mirror) if self.mirror is not None else ""

    def keep_answer(self, answer: KeptAnswer) -> str:
        """Keep what the physics said: in the record, or on this machine while there is none that can be written.

        Why it could not be kept anywhere; "" where it was.
        """
        try:
            if self._is_begun():
                self.decide(lambda history: [] if _is_known(history, answer) else [answer.draft(history.key)])
                return ""
        except RecordError:
            pass
        try:
            keep_answer_aside(name_of_record(self.store.place), self.key, answer)
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def _is_begun(self) -> bool:
        file = self.store.place.file
        return file is None or file.exists()

    def _history_of(self, held: Sequence[Entry], kept: tuple[KeptAside, ...], now: datetime | None = None) -> History:
        moment = now or local_now()
        aside, waiting = answer_aside(name_of_record(self.store.place), self.key), _not_in_yet(kept, held, self.key)
        return History(self.plan, self.key, held, moment, self.house, waiting, answer_aside=aside)

    def _answer(self) -> list[Draft]:
        aside = answer_aside(name_of_record(self.store.place), self.key)
        return [aside.draft(self.key)] if aside else []

    def _version(self, held: Sequence[Entry]) -> list[Draft]:
        """The plan itself, once for each version that anybody decided on: what changed since can then be told."""
        if any(entry.kind is VERSION and entry.plan == self.key for entry in held):
            return []
        return [Draft(VERSION, self.key, None, as_data(self.plan))]


def open_record(plan_file: Path, *, record: str | None = None, wait_s: float = WAIT_S) -> PlanRecord:
    """The record of the production that a plan belongs to, whether anything is in it yet or not.

    record: where it is, if not where `place_of` would look. wait_s: for another program to let go.

    Raises: PlanError for a plan or a production file that cannot be used.
    """
    beside = production_file_of(plan_file)
    production = read_production_file(beside) if beside else None
    return open_plan(plan_file, read_plan(plan_file), production, record=record, wait_s=wait_s)


def open_plan(
    plan_file: Path,
    plan: Plan,
    production: ProductionFile | None,
    *,
    record: str | None = None,
    wait_s: float = WAIT_S,
) -> PlanRecord:
    """The same for a plan and a production that were read already."""
    store = Store(place_of(plan_file, plan, production, record), wait_s=wait_s)
    mirror = mirror_of(plan_file, store.place, production, wait_s)
    return PlanRecord(plan_file, plan, key_of(plan_file, plan), store, house_of(production), mirror)


def stops_on(plan_file: Path) -> list[str]:
    """A sentence on every stop of a plan that is not cleared, or of a folder's plans; of a broken plan too."""
    try:
        opened = open_record(plan_file, wait_s=SHORT_WAIT_S)
    except (UserError, OSError, ValueError):
        key = NO_PLAN if is_folder(plan_file) else key_of(plan_file, None)
        return stops_near(plan_file, key, None)
    return stops_near(plan_file, opened.key, opened.store)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the record says of a plan, what keeps it from going ahead, and what is known of its runs."""

    standing: Standing
    findings: tuple[Finding, ...]
    rehearsed: Rehearsed


def decisions_on(
    plan_file: Path, plan: Plan, *, production: ProductionFile | None = None, record: str | None = None
) -> Decided:
    """Everything an answer needs of the record.

    Raises: RecordError where the record is there and cannot be read or is not whole.
    """
    history = open_plan(plan_file, plan, production, record=record).history()
    return Decided(*judge_decisions(history), collect_runs(history))


def _not_in_yet(kept: Sequence[KeptAside], held: Sequence[Entry], key: PlanKey) -> tuple[KeptAside, ...]:
    """The kept stops that no entry on this plan, or on every plan, holds."""
    stops = [entry for entry in flatten_entries(held) if entry.kind is STOP]
    known = {str(one.body.get("kept_aside")) for one in stops if one.plan is None or one.plan.same_plan(key)}
    return tuple(stop for stop in kept if stop.id not in known)


def _is_known(history: History, answer: KeptAnswer) -> bool:
    """Whether the record holds the same answer already, on the same grounds."""
    last = history.answer
    return last is not None and replace(last, at=answer.at, after=answer.after) == answer and not why_again(history)
