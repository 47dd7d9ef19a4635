"""What a person limits for themself: "takes <= 4", "kick.foot_speed <= 4 m/s", "falls <= 2". Only ever downwards.

A limit on a value of a gag holds for every gag of that kind that the person is in, in every version of the plan,
however the gags are numbered there. Only the person loosens it, by taking it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stuntlab.datasets import Finding, Severity
from stuntlab.errors import DecisionError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import ACTION_KINDS, Action, dimensions, people_in, quantities
from stuntlab.record.entry import Entry, Json, list_field
from stuntlab.record.history import SOURCE, History, Said, date_of_entry, hold
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.kinds.limit import LIMIT, LIMIT_TAKEN_BACK
from stuntlab.record.kinds.rehearsal import TAKE
from stuntlab.record.takes import takes_today
from stuntlab.record.undo import TAKES_BACK
from stuntlab.record.value_names import complete_value_name
from stuntlab.suggestions import DECIDED_PLAN, suggest
from stuntlab.units import parse_quantity
from stuntlab.units.counting import agreeing, counted

TAKES = "takes"
_NUMBER = re.compile(r" \d+$")
_LONGEST_COUNT = 6
"""Digits of a number of takes or falls (judgement)."""
SPREADS = 2.0
"""A value keeps to a limit, and a take to its plan, within twice its standard deviation: 19 takes of 20 (judgement)."""


@dataclass(frozen=True, slots=True)
class PersonalLimit:
    """A bound that a person set. name: "takes", a dose, or "kind.field"; at_most: else at least; value: SI.

    entry: the hash of the entry that holds it, "" before there is one.
    """

    person: str
    name: str
    at_most: bool
    value: float
    text: str
    entry: str = ""

    def keeps(self, low: float, high: float) -> bool:
        """Whether a range stays within the bound."""
        return high <= self.value if self.at_most else low >= self.value

    def looser_than(self, other: PersonalLimit) -> bool:
        """Whether this bound would let through what the other one does not."""
        return self.value > other.value if self.at_most else self.value < other.value

    def body(self) -> dict[str, Json]:
        """As it is kept in an entry."""
        return {"name": self.name, "at_most": self.at_most, "value": self.value, "text": self.text}


def parse_limit(text: str, person: str, history: History) -> PersonalLimit:
    """A limit as somebody writes it.

    Raises: DecisionError for a name that is not in the plan, a bound without a unit, a word that is no bound.
    """
    parts = re.fullmatch(r"\s*([\w. ]+?)\s*(<=|>=|≤|≥)\s*(.+?)\s*", text)
    if parts is None:
        raise DecisionError(f'"{text}" is no limit; write one as in "takes <= 4" or "kick.foot_speed <= 4 m/s"')
    name, sign, bound = parts.groups()
    name = complete_value_name(_of_kind(name), {one.kind: one for one in _gags_with(history, person).values()})
    value = _value(name, sign, bound, person, history)
    return PersonalLimit(person, _of_kind(name), sign in ("<=", "≤"), value, text.strip())


def check_limit(limit: PersonalLimit, history: History) -> None:
    """A limit may be lowered, by nobody raised.

    Raises: DecisionError where the person set a stricter one before.
    """
    for other in _set_by(history, limit.person):
        same = (other.name, other.at_most) == (limit.name, limit.at_most)
        if same and limit.looser_than(other):
            raise DecisionError(
                f'"{limit.text}" is laxer than "{other.text}", which {limit.person} set before. A limit can be lowered '
                "and never raised; the earlier one stays. If it was mistyped, its person takes it back first: "
                f"{_take_back(other)}"
            )


def limits(history: History) -> Said:
    """The limits people set, and where the plan or what was done passes one."""
    lines, findings = [], []
    for person in dict.fromkeys(entry.by or "" for entry in history.of_plan(LIMIT)):
        for limit in strictest(_set_by(history, person)):
            lines.append(f"{person}: {limit.text}")
            findings += list(_exceeded_findings(history, limit))
    return Said(tuple(lines), (*findings, *_find_unsigned_take_backs(history)))


def limit_to_take_back(history: History, person: str, text: str) -> list[PersonalLimit]:
    """The standing limits of a person that a text names: as it was written, or by what it limits ("takes").

    Raises: DecisionError where they set none, or none so.
    """
    own = _set_by(history, person)
    wanted = "".join(text.split())
    found = [limit for limit in own if wanted in ("".join(limit.text.split()), limit.name)]
    if not found:
        written = list(dict.fromkeys(limit.text for limit in own))
        listed = ", ".join(f'"{one}"' for one in written) or "none"
        raise DecisionError(
            f'{person} has no limit "{text}" on this plan{did_you_mean(text, written)}; theirs are: {listed}'
        )
    return found


def strictest(given: Iterable[PersonalLimit]) -> list[PersonalLimit]:
    """Of several bounds on the same thing the one that counts."""
    kept: dict[tuple[str, bool], PersonalLimit] = {}
    for limit in given:
        before = kept.get((limit.name, limit.at_most))
        kept[limit.name, limit.at_most] = limit if before is None or before.looser_than(limit) else before
    return list(kept.values())


def limit_of_entry(entry: Entry) -> PersonalLimit:
    """The bound an entry holds."""
    value = entry.body["value"]
    bound = float(value) if isinstance(value, int | float) else 0.0
    return PersonalLimit(
        entry.by or "",
        _of_kind(str(entry.body["name"])),
        bool(entry.body["at_most"]),
        bound,
        str(entry.body["text"]),
        entry.hash,
    )


def standing_limits(history: History) -> list[Entry]:
    """Every limit of the production that its person has not taken back."""
    back = {
        (entry.by, str(hash_))
        for entry in history.entries
        if entry.kind is LIMIT_TAKEN_BACK and (entry.key is not None or not history.house.signed)
        for hash_ in list_field(entry, TAKES_BACK)
    }
    return [entry for entry in history.entries if entry.kind is LIMIT and (entry.by, entry.hash) not in back]


def _set_by(history: History, person: str) -> list[PersonalLimit]:
    """What a person limits in this plan, and what they limit for the day over all plans."""
    here = {entry.hash for entry in history.of_plan(LIMIT)}
    own = [limit_of_entry(entry) for entry in standing_limits(history) if entry.by == person]
    return [limit for limit in own if limit.entry in here or limit.name in history.house.dose]


def _find_unsigned_take_backs(history: History) -> Iterator[Finding]:
    """Nobody can tell whose a take-back is that nobody signed; where a production signs, it does not count."""
    for entry in history.of_plan(LIMIT_TAKEN_BACK):
        if entry.key is None:
            counts = (
                "it does not count, because this production counts only what is signed"
                if history.house.signed
                else ("the record cannot show that it was theirs")
            )
            text = (
                f"{entry.by}: a limit of theirs (“{entry.body.get('text', '')}”) was taken back on "
                f"{date_of_entry(entry.at)} without a signature, so {counts}."
            )
            plain = f"A limit of theirs was taken back on {date_of_entry(entry.at)}, and nobody signed that."
            yield Finding("limit-taken-back", Severity.FLAG, entry.by, text, SOURCE, "Ask them.", plain)


def _of_kind(name: str) -> str:
    """A limit on one of several gags is one on their kind: "kick 2.gap" is "kick.gap"."""
    label, dot, field = name.rpartition(".")
    return f"{kind_of_label(label)}.{field}" if dot else name


def kind_of_label(label: str) -> str:
    """The word of a gag's kind: "kick 2" is a kick, "slap 2" a punch in a style with a word of its own."""
    word = _NUMBER.sub("", label)
    return next((kind for kind, action in ACTION_KINDS.items() if word in (action.noun, *action.styles_called)), word)


def _value(name: str, sign: str, bound: str, person: str, history: History) -> float:
    if name == TAKES or name in history.house.dose:
        if not bound.isdecimal() or len(bound) > _LONGEST_COUNT or sign in (">=", "≥"):
            raise DecisionError(f'"{name} {sign} {bound}" is no limit: write {name} <= and a whole number')
        return float(bound)
    known = {
        f"{action.kind}.{field}": dimensions(type(action))[field]
        for action in _gags_with(history, person).values()
        for field in quantities(action)
    }
    if _of_kind(name) not in known:
        words = (TAKES, *history.house.dose, *known)
        raise DecisionError(
            f'"{name}" is no value of a gag that {person} is in{did_you_mean(name, words)}; there are '
            f"{', '.join(words)}"
        )
    return parse_quantity(bound, known[_of_kind(name)]).value


def _gags_with(history: History, person: str) -> Mapping[str, Action]:
    """The gags of the plan that somebody's body is in."""
    return {label: action for label, action in history.gags.items() if person in people_in(action)}


def _exceeded_findings(history: History, limit: PersonalLimit) -> Iterator[Finding]:
    if limit.name in history.house.dose or limit.person not in history.in_action:
        return  # counted over all plans, with the dose; or nothing of this version is theirs to bear
    asked = list(_list_demands(history, limit))
    if not asked:
        yield _matches_nothing(limit)
    over = [words for low, high, words in asked if not limit.keeps(low, high)]
    if over:
        asks = f"the plan asks for {', '.join(dict.fromkeys(over))}"
        said = f'{limit.person}: set the limit "{limit.text}", and {asks}.'
        remedy = "A limit is lowered by the one who set it and raised by nobody: change the plan."
        yield hold("own-limit", limit.person, said, remedy, plain=f"Their own limit is “{limit.text}”, and {asks}.")
    yield from _exceeded_in_takes(history, limit)
    yield from _more_takes_today(history, limit)


def _more_takes_today(history: History, limit: PersonalLimit) -> Iterator[Finding]:
    """More takes on this day than somebody allowed, whatever the plan says."""
    done = sum(takes_today(history, label) for label in _gags_with(history, limit.person))
    if limit.name == TAKES and not limit.keeps(done, done):
        shot = f"{counted(done)} with them {agreeing(done, 'was', 'were')} shot today"
        said = f'{limit.person}: set the limit "{limit.text}", and {shot}.'
        plain = f"Their own limit is “{limit.text}”, and {shot}."
        yield hold("own-limit", limit.person, said, "Stop here, and tell them.", plain=plain)


def _matches_nothing(limit: PersonalLimit) -> Finding:
    said = (
        f'{limit.person}: set the limit "{limit.text}", and nothing in this version of the plan is what it speaks of.'
    )
    remedy = (
        "It still stands, so ask them what they mean: they set a new one for this version, and then take this one back "
        f"({_take_back(limit)}), or do not."
    )
    plain = f"Their own limit “{limit.text}” fits nothing in this version. It still stands."
    return hold("own-limit", limit.person, said, remedy, plain=plain)


def _take_back(limit: PersonalLimit) -> str:
    """The command with which a person takes a limit back."""
    return suggest("consent", DECIDED_PLAN, "--person", limit.person, "--take-back", limit.text)


def _exceeded_in_takes(history: History, limit: PersonalLimit) -> Iterator[Finding]:
    """A take beyond somebody's limit holds until they, knowing of it, say yes again."""
    yeses = [entry for entry in history.of_plan(CONSENT) if entry.by == limit.person]
    for entry in history.of_plan(TAKE):
        if limit.person not in list_field(entry, "people"):
            continue
        beyond = [value for value in _measured_of_kind(entry, limit.name) if not limit.keeps(value, value)]
        if beyond and not any(history.lineage.knew(yes, entry) for yes in yeses):
            passed = f"a take of {date_of_entry(entry.at)} passed it"
            said = f'{limit.person}: set the limit "{limit.text}", and {passed} ({beyond[0]:.3g} in SI units).'
            remedy = "Find out why and tell them; they go on by consenting again, or not."
            plain = f"Their own limit is “{limit.text}”, and {passed}."
            yield hold("own-limit", limit.person, said, remedy, plain=plain)


def _measured_of_kind(entry: Entry, name: str) -> list[float]:
    """What an entry of measured runs holds of one quantity of a kind of gag, "kind.field", in SI."""
    label = str(entry.body.get("gag"))
    kind, _, field = name.rpartition(".")
    return measured_values(entry, f"{label}.{field}") if kind_of_label(label) == kind else []


def measured_values(entry: Entry, name: str) -> list[float]:
    """What an entry of measured runs holds of one quantity, "gag.field", in SI."""
    gag, _, field = name.rpartition(".")
    runs = entry.body.get("runs")
    if entry.body.get("gag") != gag or not isinstance(runs, list):
        return []
    found = [run.get(field) for run in runs if isinstance(run, dict)]
    return [float(value) for value in found if isinstance(value, int | float)]


def _list_demands(history: History, limit: PersonalLimit) -> Iterator[tuple[float, float, str]]:
    """Low and high end of what the plan asks of this in each gag the person is in, and its words."""
    gags = _gags_with(history, limit.person)
    if limit.name == TAKES:
        takes = sum(action.takes for action in gags.values())
        yield float(takes), float(takes), counted(takes)
        return
    kind, _, field = limit.name.rpartition(".")
    for action in gags.values():
        quantity = quantities(action).get(field) if action.kind == kind else None
        if quantity is not None:
            yield quantity.value - SPREADS * quantity.sd, quantity.value + SPREADS * quantity.sd, quantity.text
