"""What a production holds everybody to beside the limits on loads, and how much one person may do in a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import ProductionFile
from stuntlab.plan.production import LIMITS_IN_FORCE
from stuntlab.tables import Table
from stuntlab.units.counting import counted


@dataclass(frozen=True, slots=True)
class DoseLimit:
    """How much of one thing a person does in a day at most. unit: of several; one: of a single one."""

    name: str
    most: float
    unit: str
    one: str
    why: str

    def say_amount(self, amount: float) -> str:
        """An amount of it in words: "1 strike", "8 strikes"."""
        return counted(amount, self.one, self.unit)


@dataclass(frozen=True, slots=True)
class House:
    """What holds in one production. dose: name -> limit. reviewers: empty where anybody independent may review.

    limits: which limits on loads hold: the version of the table, and the production's own with a mark of what they say.
    """

    dose: Mapping[str, DoseLimit]
    reviewers: tuple[str, ...] = ()
    signed: bool = False
    limits: str = LIMITS_IN_FORCE


@dataclass(frozen=True)
class DoseLimitRow:
    """A limit of `dose.toml`."""

    most: float
    unit: str
    one: str
    why: str


@dataclass(frozen=True)
class DoseTable:
    """`dose.toml`."""

    limits: dict[str, DoseLimitRow]


DOSES = Table("stuntlab.record", "dose.toml", DoseTable)


def house_of(production: ProductionFile | None) -> House:
    """The house rules, made stricter by a production's file where there is one.

    Raises: UserError, naming a dose that is unknown, no number, or laxer than the house's.
    """
    table = DOSES.read()
    dose = {name: DoseLimit(name, row.most, row.unit, row.one, row.why) for name, row in table.limits.items()}
    if production is None:
        return House(dose)
    stricter = {name: _stricter(name, text, dose) for name, text in production.dose.items()}
    return House({**dose, **stricter}, production.reviewers, production.signed, _limits_of(production))


def _limits_of(production: ProductionFile) -> str:
    own = {section: dict(values) for section, values in production.limits if values}
    if not own:
        return LIMITS_IN_FORCE
    mark = hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()[:6]
    return f"{LIMITS_IN_FORCE} + {production.production} ({mark})"


def _stricter(name: str, text: str, house: Mapping[str, DoseLimit]) -> DoseLimit:
    if name not in house:
        raise UserError(f'dose: "{name}" is not counted; counted are {", ".join(house)}{did_you_mean(name, house)}')
    limit = house[name]
    given = text.removesuffix(limit.unit).removesuffix(limit.one).strip()
    if not given.replace(".", "", 1).isdecimal():
        raise UserError(f'dose, {name}: "{text}" is no number of {limit.unit}')
    if float(given) > limit.most:
        raise UserError(
            f"dose, {name}: {text} is laxer than the house rule of {limit.most:g}. A production can make a limit "
            "stricter, never laxer: nobody may raise what one person is put through. Give a smaller number"
        )
    return replace(limit, most=float(given), why="the production's own limit")
