"""What a person limits for themself: "takes <= 4", "kick.foot_speed <= 4 m/s", "falls <= 2". Only ever downwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stuntlab.datasets import Finding
from stuntlab.errors import DecisionError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Action, dimensions, people_in, quantities
from stuntlab.record.entry import Entry, Json
from stuntlab.record.history import History, Said, date_of_entry, hold
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.kinds.limit import LIMIT
from stuntlab.record.kinds.rehearsal import TAKE
from stuntlab.units import parse_quantity
from stuntlab.units.counting import counted

TAKES = "takes"
_SPREADS = 2.0
"""A limit is kept where the value keeps it with twice its standard deviation: in 39 takes of 40."""


@dataclass(frozen=True, slots=True)
class PersonalLimit:
    """A bound that a person set. name: "takes", a dose, or "gag.field"; at_most: else at least; value: SI."""

    person: str
    name: str
    at_most: bool
    value: float
    text: str

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
    return PersonalLimit(person, name, sign in ("<=", "≤"), _value(name, sign, bound, history), text.strip())


def check_limit(limit: PersonalLimit, history: History) -> None:
    """A limit may be lowered, by nobody raised.

    Raises: DecisionError where the person set a stricter one before.
    """
    for other in _set_by(history, limit.person):
        same = (other.name, other.at_most) == (limit.name, limit.at_most)
        if same and limit.looser_than(other):
            raise DecisionError(
                f'"{limit.text}" is laxer than "{other.text}", which {limit.person} set before. A limit can be lowered '
                "and never raised; the earlier one stays"
            )


def limits(history: History) -> Said:
    """The limits people set, and where the plan or what was done passes one."""
    lines, findings = [], []
    for person in dict.fromkeys(entry.by or "" for entry in history.of_plan(LIMIT)):
        for limit in strictest(_set_by(history, person)):
            lines.append(f"{person}: {limit.text}")
            findings += list(_exceeded_findings(history, limit))
    return Said(tuple(lines), tuple(findings))


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
        entry.by or "", str(entry.body["name"]), bool(entry.body["at_most"]), bound, str(entry.body["text"])
    )


def _set_by(history: History, person: str) -> list[PersonalLimit]:
    """What a person limits in this plan, and what they limit for the day over all plans."""
    of_plan = [limit_of_entry(entry) for entry in history.of_plan(LIMIT) if entry.by == person]
    anywhere = [limit_of_entry(entry) for entry in history.entries if entry.kind is LIMIT and entry.by == person]
    return of_plan + [limit for limit in anywhere if limit.name in history.house.dose and limit not in of_plan]


def _value(name: str, sign: str, bound: str, history: History) -> float:
    if name == TAKES or name in history.house.dose:
        if not bound.isdigit() or sign in (">=", "≥"):
            raise DecisionError(f'"{name} {sign} {bound}" is no limit: write {name} <= and a whole number')
        return float(bound)
    known = _fields(history.gags)
    if name not in known:
        words = (TAKES, *history.house.dose, *known)
        raise DecisionError(f'"{name}" is not in this plan{did_you_mean(name, words)}; there are {", ".join(words)}')
    gag, _, field = name.rpartition(".")
    return parse_quantity(bound, dimensions(type(history.gags[gag]))[field]).value


def _fields(gags: Mapping[str, Action]) -> tuple[str, ...]:
    return tuple(f"{label}.{field}" for label, action in gags.items() for field in quantities(action))


def _exceeded_findings(history: History, limit: PersonalLimit) -> Iterator[Finding]:
    if limit.name in history.house.dose:
        return  # counted over all plans, with the dose
    planned = _planned_range(history, limit)
    if planned is not None and not limit.keeps(*planned[:2]):
        text = (
            f'{limit.person}: set the limit "{limit.text}", and the plan asks for {planned[2]}. A limit is lowered by '
            "the one who set it and raised by nobody: change the plan."
        )
        yield hold("own-limit", limit.person, text)
    yield from _exceeded_in_takes(history, limit)


def _exceeded_in_takes(history: History, limit: PersonalLimit) -> Iterator[Finding]:
    """A take beyond somebody's limit holds until they, knowing of it, say yes again."""
    yeses = [entry for entry in history.of_plan(CONSENT) if entry.by == limit.person]
    for entry in history.of_plan(TAKE):
        beyond = [value for value in measured_values(entry, limit.name) if not limit.keeps(value, value)]
        if beyond and not any(history.lineage.knew(yes, entry) for yes in yeses):
            text = (
                f'{limit.person}: set the limit "{limit.text}", and a take of {date_of_entry(entry.at)} passed it '
                f"({beyond[0]:.3g} in SI units). Find out why and tell them; they go on by consenting again, or not."
            )
            yield hold("own-limit", limit.person, text)


def measured_values(entry: Entry, name: str) -> list[float]:
    """What an entry of measured runs holds of one quantity, "gag.field", in SI."""
    gag, _, field = name.rpartition(".")
    runs = entry.body.get("runs")
    if entry.body.get("gag") != gag or not isinstance(runs, list):
        return []
    found = [run.get(field) for run in runs if isinstance(run, dict)]
    return [float(value) for value in found if isinstance(value, int | float)]


def _planned_range(history: History, limit: PersonalLimit) -> tuple[float, float, str] | None:
    """Low and high end of what the plan asks of this, and its words."""
    if limit.name == TAKES:
        takes = sum(action.takes for action in history.gags.values() if limit.person in people_in(action))
        return float(takes), float(takes), counted(takes)
    gag, _, field = limit.name.rpartition(".")
    quantity = quantities(history.gags[gag]).get(field) if gag in history.gags else None
    if quantity is None:
        return None
    return quantity.value - _SPREADS * quantity.sd, quantity.value + _SPREADS * quantity.sd, quantity.text
