"""Children in a plan: nothing is computed of them, and no take with them before the law of the place is met."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stuntlab.datasets import Finding, Severity
from stuntlab.plan import Plan, gag_labels, people_in
from stuntlab.tables import Sourced, Table
from stuntlab.units.counting import counted
from stuntlab.verdict.words import the


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLaw(Sourced):
    """The law of one place; the table explains each key."""

    places: tuple[str, ...]
    law: str
    asks: str


@dataclass(frozen=True, slots=True)
class ChildLaws:
    """`child_law.toml`."""

    law: dict[str, ChildLaw]


CHILD_LAWS = Table("stuntlab.verdict", "child_law.toml", ChildLaws)

_NO_PLACE = (
    "Which law holds depends on the place, which the plan does not say (place: {location: ...}); where films are made "
    "it is a permit or licence for the child, hours by age, a teacher or chaperone who may stop it, and nothing that "
    "endangers them"
)
_NO_ROW = (
    "The law of {place} is not in the table of this program; where films are made it is a permit or licence for the "
    "child, hours by age, a teacher or chaperone who may stop it, and nothing that endangers them"
)


def child_findings(plan: Plan) -> tuple[Finding, ...]:
    """A HOLD for every child of a plan, with the law of its place."""
    return tuple(_finding(plan, name) for name, person in plan.people.items() if person.is_child)


def law_of(location: str | None) -> ChildLaw | None:
    """The law of a place, as far as its words say it: that of the longest word of the table in them."""
    said = (location or "").casefold()
    rows = CHILD_LAWS.read().law.values()
    found = [(len(place), row) for row in rows for place in row.places if _says(said, place)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _says(said: str, place: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(place)}(?!\w)", said) is not None


def _finding(plan: Plan, name: str) -> Finding:
    person, location = plan.people[name], plan.place.location
    labels = [label for label, action in gag_labels(plan).items() if name in people_in(action)]
    where = f"in {', '.join(map(the, labels))}" if labels else "there while it is done"
    law = law_of(location)
    age = counted(person.age or 0, "year")
    said = (
        f"{name}: is {age} old and {where}. {_law_words(law, location)}. No body of a child is simulated here, and no "
        "limit holds for one."
    )
    remedy = (
        "Until the law is met and a guardian has agreed, no take with them; what could hurt goes to an adult double. "
        "They may say no after that too."
    )
    source = law.source if law else "child performer law of the place [R-h]"
    return Finding("child", Severity.HOLD, name, said, source, remedy=remedy, plain=_plainly(person.age, where, law))


def _plainly(age: int | None, where: str, law: ChildLaw | None) -> str:
    holds = f"{law.law}: what it asks for comes first" if law else "the law on child performers comes first"
    return f"Is {age} and {where}: {holds}, and nothing is computed of a child."


def _law_words(law: ChildLaw | None, location: str | None) -> str:
    if law is not None:
        return f"The law there, {law.law}, asks for: {law.asks}"
    return _NO_ROW.format(place=location) if location else _NO_PLACE
