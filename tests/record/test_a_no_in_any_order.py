"""A no stands until whoever may lift it does so knowing of it: whatever is done on three copies, in whatever order.

Copies part, decide, change the plan, have wrong clocks, are merged, and get single entries put in by hand with made-up
forks. What each copy has heard of is kept beside them in a model that knows neither chains nor hashes of chains.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from shoot import PLAN, stops

from stuntlab.errors import DecisionError, SigningError
from stuntlab.plan import Plan, as_data, parse_plan
from stuntlab.record import Draft, Entry, History, PlanKey
from stuntlab.record import decisions as decide
from stuntlab.record.consent import valid_consent
from stuntlab.record.entry import GENESIS, Json, content_of, entry_from, hash_of_text
from stuntlab.record.entry_kind import EntryKind
from stuntlab.record.house_rules import house_of
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.concern import ANSWER, CONCERN
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.limit import LIMIT, LIMIT_TAKEN_BACK
from stuntlab.record.kinds.merged import MERGED
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.kinds.stop import CLEAR, STOP
from stuntlab.record.kinds.version import VERSION
from stuntlab.record.limits import standing_limits
from stuntlab.record.merge import entries_missing
from stuntlab.record.refusal import refusals
from stuntlab.record.rules import check_signing
from stuntlab.record.stop import open_matters, open_stops

BEGAN = datetime(2027, 2, 11, 9, 0, tzinfo=UTC)
COPIES = range(3)
PEOPLE = ("lead", "villain")
KEYS = {name: Signer(name, SigningKey.generate()) for name in (*PEOPLE, "adviser")}
LIFTED_BY: dict[EntryKind, EntryKind] = {
    WITHDRAWAL: CONSENT,
    REFUSAL: REFUSAL_TAKEN_BACK,
    STOP: CLEAR,
    LIMIT: LIMIT_TAKEN_BACK,
    CONCERN: ANSWER,
}
NOES = {lift: no for no, lift in LIFTED_BY.items()}
REASON = "the mat had slipped; it is taped down now"

ACTS: dict[str, Callable[[History, str], Draft]] = {
    "give": decide.give,
    "withdraw": decide.withdraw,
    "refuse": decide.refuse,
    "take back": decide.take_back,
    "limit": lambda history, who: decide.limit(history, who, "takes <= 4"),
    "lift limit": lambda history, who: decide.take_back_limit(history, who, "takes <= 4"),
    "stop": lambda history, _: stops(history),
    "clear": lambda history, _: decide.clear(history, "adviser", REASON),
    "concern": lambda history, _: decide.report(history, CONCERN, None, "the floor is wet"),
    "answer": lambda history, _: decide.answer(history, open_matters(history)[0].number, "adviser", REASON),
}


@cache
def plan_with(gap_cm: int) -> Plan:
    return parse_plan(PLAN.replace("gap: 30 ±", f"gap: {gap_cm} ±"))


@dataclass(frozen=True)
class Act:
    """What was decided. knew: the hashes of the noes that its copy had heard of and it may lift."""

    kind: EntryKind
    person: str | None
    knew: frozenset[str]


@dataclass
class Copy:
    """One copy of the record and what it has heard of. behind: how far its clock is off."""

    chain: list[Entry] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    gap_cm: int = 30
    off: timedelta = timedelta(0)


class Shoot:
    """Three copies, and every act on any of them."""

    def __init__(self, *, keys: bool) -> None:
        self.copies = [Copy() for _ in COPIES]
        self.acts: dict[str, Act] = {}
        self.entries: dict[str, Entry] = {}
        self.keys, self.minutes = keys, 0

    def history(self, copy: Copy) -> History:
        plan = plan_with(copy.gap_cm)
        now = BEGAN + timedelta(minutes=self.minutes)
        return History(
            plan, PlanKey("plan.yaml", "Stomach kick | 67", plan.hash), tuple(copy.chain), now, house_of(None)
        )

    def add(self, copy: Copy, *drafts: Draft) -> list[Entry]:
        chain = list(copy.chain)
        at = (BEGAN + timedelta(minutes=self.minutes) + copy.off).isoformat(timespec="seconds")
        for draft in drafts:
            signer = KEYS.get(draft.by or "") if self.keys else None
            draft.check()
            check_signing(chain, draft, signer.public if signer else None, at)
            previous = chain[-1].hash if chain else GENESIS
            key = signer.public if signer else None
            content = content_of(
                draft, number=len(chain) + 1, production="Night Train", at=at, previous=previous, key=key
            )
            hash_ = hash_of_text(content)
            chain.append(entry_from(content, hash_, signer.sign(hash_) if signer else None))
        added, copy.chain = chain[len(copy.chain) :], chain
        return added

    def act(self, copy: Copy, what: str, who: str) -> None:
        """Decide something, where the rules allow it."""
        self.minutes += 1
        with suppress(DecisionError, SigningError, IndexError):
            history = self.history(copy)
            version = Draft(VERSION, history.key, None, as_data(history.plan))
            draft = ACTS[what](history, who)
            *_, entry = self.add(copy, version, draft)
            no = NOES.get(draft.kind)
            knew = frozenset(
                hash_
                for hash_ in copy.heard
                if self.acts[hash_].kind is no and self.acts[hash_].person in (None, draft.by)
            )
            if what == "answer":
                knew &= {str(one) for one in draft.body["answers"]}  # type: ignore[union-attr]
            self.acts[entry.hash] = Act(draft.kind, draft.by, knew)
            self.entries[entry.hash] = entry
            copy.heard.add(entry.hash)

    def merge(self, to: Copy, what: Copy) -> None:
        self.add(to, *entries_missing(to.chain, what.chain))
        to.heard |= what.heard

    def put_in(self, copy: Copy, which: int, fork: int) -> None:
        """An entry of any copy, whole as it was signed, under a fork that somebody made up."""
        if not self.entries:
            return
        entry = list(self.entries.values())[which % len(self.entries)]
        body: dict[str, Json] = {"content": entry.content, "hash": entry.hash, "signature": entry.signature}
        self.add(copy, Draft(MERGED, entry.plan, None, {**body, "fork": fork}))
        copy.heard.add(entry.hash)

    def standing(self, copy: Copy, kind: EntryKind) -> dict[str, str | None]:
        """The noes that nobody who knew of them has lifted, as far as a copy has heard: hash -> whose."""
        lifts = [self.acts[hash_] for hash_ in copy.heard if self.acts[hash_].kind is LIFTED_BY[kind]]
        return {
            hash_: no.person
            for hash_ in copy.heard
            if (no := self.acts[hash_]).kind is kind
            and not any(hash_ in lift.knew and (no.person in (None, lift.person)) for lift in lifts)
        }

    def check(self, copy: Copy) -> None:
        """Every no that stands in the model stands in the program."""
        history = self.history(copy)
        for person in self.standing(copy, WITHDRAWAL).values():
            assert valid_consent(history, person or "") is None
        if self.standing(copy, REFUSAL):
            assert refusals(history).findings
        assert {one.hash for one in open_stops(history)} >= set(self.standing(copy, STOP))
        assert {one.hash for one in standing_limits(history)} >= set(self.standing(copy, LIMIT))
        assert {one.hash for one in open_matters(history)} >= set(self.standing(copy, CONCERN))


WHICH = st.sampled_from(COPIES)
STEPS = st.one_of(
    st.tuples(st.just("act"), WHICH, st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE)),
    st.tuples(st.just("act"), WHICH, st.sampled_from(("give", "withdraw", "refuse", "take back")), st.just("villain")),
    st.tuples(st.just("merge"), WHICH, WHICH, st.none()),
    st.tuples(st.just("put in"), WHICH, st.integers(0, 20), st.integers(0, 12)),
    st.tuples(st.just("version"), WHICH, st.sampled_from((30, 60)), st.none()),
    st.tuples(st.just("clock"), WHICH, st.sampled_from((-200, -20, -1, 0, 0, 1, 14, 20, 200)), st.none()),
)


def play(steps: Sequence[tuple[str, int, object, object]], *, keys: bool) -> Shoot:
    shoot = Shoot(keys=keys)
    for what, which, one, other in steps:
        copy = shoot.copies[which]
        if what == "act":
            shoot.act(copy, str(one), str(other))
        elif what == "merge":
            shoot.merge(copy, shoot.copies[int(str(one))])
        elif what == "put in":
            shoot.put_in(copy, int(str(one)), int(str(other)))
        elif what == "version":
            copy.gap_cm = int(str(one))
        else:
            copy.off = timedelta(hours=int(str(one)))
        shoot.check(copy)
    return shoot


@pytest.mark.parametrize("keys", [False, True])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=6, max_size=24))
def test_a_no_stands_until_it_is_lifted_by_who_knew_of_it(
    keys: bool, steps: list[tuple[str, int, object, object]]
) -> None:
    shoot = play(steps, keys=keys)
    for order in permutations(COPIES):
        one, two, three = (Copy(list(c.chain), set(c.heard), c.gap_cm) for c in (shoot.copies[at] for at in order))
        for to, what in ((one, two), (one, three), (two, one), (three, two), (three, one)):
            shoot.merge(to, what)
            shoot.check(to)
        assert one.heard == two.heard == three.heard
        said = {tuple(sorted(hash_ for hash_ in shoot.standing(copy, STOP))) for copy in (one, two, three)}
        assert len(said) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS.filter(lambda step: step[0] != "clock"), min_size=4, max_size=16), keys=st.booleans())
def test_whoever_may_lift_a_no_can(steps: list[tuple[str, int, object, object]], keys: bool) -> None:
    """With right clocks: a new yes ends it, wherever it was said, and the others hear of it by a merge."""
    shoot = play(steps, keys=keys)
    here, there, _ = shoot.copies
    shoot.merge(here, there)
    lifts = [(what, who) for what in ("give", "take back", "lift limit") for who in PEOPLE]
    for what, who in [*lifts, ("clear", ""), *6 * [("answer", "")]]:
        shoot.act(here, what, who)
    shoot.merge(there, here)
    for copy in (here, there):
        history = shoot.history(here if copy is here else Copy(copy.chain, copy.heard, here.gap_cm))
        assert all(valid_consent(history, person) is not None for person in PEOPLE)
        assert not refusals(history).findings
        assert not open_stops(history)
        assert not standing_limits(history)
