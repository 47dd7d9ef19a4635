"""The limits table: what every load is held against, with the source of every number."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from stuntlab.plan import ProductionFile, read_production_file
from stuntlab.tables import Sourced, ValueAt, tables_in
from stuntlab.verdict.production import Production, stricter_limits

CURRENT = "2026-1"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the table that is not a load limit: an allowance, a factor, the mass of a dummy."""

    value: float
    what: str
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One published reference value of crash safety; `size` is the person the dummy stands for, 5F or 50M."""

    rule: str
    size: str
    value: float
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class ImposedLimit:
    """What another person's act may do to this region.

    value: in the unit of the load, transient; 0 where the region may not be touched; None where nothing fits.
    of_reference: the value is a share of the reference value of the person (nothing is published for pain here).
    """

    value: float | None
    of_reference: bool
    why: str
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class LoadLimits:
    """Everything the table says of one load."""

    name: str
    title: str
    unit: str
    region: str
    what: str
    imposed: ImposedLimit
    references: tuple[Reference, ...]
    no_reference: str


@dataclass(frozen=True, slots=True)
class Limits:
    """One dated version of the limits, with what a production made stricter.

    numbers: "allowance.imposed_exceedance", "factor.trained", "dummy_mass.5F" … -> number.
    """

    version: str
    date: str
    loads: Mapping[str, LoadLimits]
    numbers: Mapping[str, Number]
    forbidden_targets: frozenset[str]
    forbidden_targets_source: str
    production: Production | None = None

    @property
    def name(self) -> str:
        """What a report prints: the version, and the production whose file made it stricter."""
        return self.version if self.production is None else f"{self.version} + {self.production.name}"

    def allowance(self, name: str) -> float:
        """How often a limit may be passed: the table's number or the production's stricter one."""
        value = self.numbers[f"allowance.{name}"].value
        stricter = {} if self.production is None else self.production.allowances
        return min(value, stricter.get(name, value))


def read_limits(production: ProductionFile | Path | None = None) -> Limits:
    """The current limits, made stricter by a production file (or by where it is) where one is given.

    Raises: UserError, if the file cannot be read, names an unknown load, or is laxer than the table.
    """
    table = _read_table(CURRENT)
    if production is None:
        return table
    file = read_production_file(production) if isinstance(production, Path) else production
    units = {name: load.unit for name, load in table.loads.items()}
    return replace(table, production=stricter_limits(file, laxest=_laxest(table), units=units))


def _laxest(table: Limits) -> dict[str, dict[str, float | None]]:
    """The value that a production may not go beyond, by section and name; None where the table has no limit."""
    trained = table.numbers["factor.trained"].value
    chosen = {name: _largest_chosen(load, table) for name, load in table.loads.items()}
    half = {name: None if value is None else trained * value for name, value in chosen.items()}
    untouchable = {name: 0.0 for name, load in table.loads.items() if load.imposed.value == 0}
    share = table.numbers["factor.imposed"].value
    imposed = {
        name: (None if chosen[name] is None else share * (chosen[name] or 0.0))
        if load.imposed.of_reference
        else load.imposed.value
        for name, load in table.loads.items()
    }
    allowances = {key.split(".")[1]: number.value for key, number in table.numbers.items() if key.startswith("allow")}
    trained_limits: dict[str, float | None] = {**half, **untouchable}
    return {"imposed": imposed, "trained": trained_limits, "chosen": chosen, "allowance": dict(allowances)}


def _largest_chosen(load: LoadLimits, table: Limits) -> float | None:
    """The chosen limit of the largest person, to whom only rows of the largest dummy apply where there are any."""
    largest = max(table.numbers["dummy_mass.5F"].value, table.numbers["dummy_mass.50M"].value)
    row = strictest_reference(load, table, largest)
    return None if row is None else row.value


def strictest_reference(load: LoadLimits, table: Limits, person_mass_kg: float) -> Reference | None:
    """The strictest published row that fits a person.

    From the mass of the 50M dummy up, rows of the 50M (rows of the 5F where there are none); below it all rows, since a
    lighter person must never get the laxer limit, whichever dummy a rule was written for.
    """
    rows = load.references
    if person_mass_kg >= table.numbers["dummy_mass.50M"].value:
        rows = tuple(row for row in rows if row.size == "50M") or rows
    return min(rows, key=lambda row: row.value, default=None)


@dataclass(frozen=True)
class Allowance(Sourced):
    """A number of the table that is not a limit on a load."""

    value: float
    what: str = ""


@dataclass(frozen=True)
class Transient(Sourced):
    """How much more a short contact may press than a lasting one."""

    factor: float


@dataclass(frozen=True)
class ForbiddenTargets(Sourced):
    """Regions that nobody may strike at."""

    regions: tuple[str, ...]


@dataclass(frozen=True)
class ImposedRow(Sourced):
    """What another person's act may do, in one of five forms; the table explains them."""

    value: float | None = None
    quasi_static: float | None = None
    no_contact: bool = False
    half_reference: bool = False
    none: str = ""

    def __post_init__(self) -> None:
        forms = (self.value is not None, self.quasi_static is not None, self.no_contact, self.half_reference, self.none)
        if sum(map(bool, forms)) != 1:
            raise ValueAt((), "give one of value, quasi_static, no_contact, half_reference and none")


@dataclass(frozen=True)
class LoadRow:
    """What the table says of one load."""

    title: str
    unit: str
    region: str
    what: str
    imposed: ImposedRow
    reference: tuple[Reference, ...]
    no_reference: str = ""


@dataclass(frozen=True)
class LimitTable:
    """A file of `limits/`, which explains it."""

    version: str
    date: datetime.date
    transient: Transient
    forbidden_targets: ForbiddenTargets
    allowance: dict[str, Allowance]
    factor: dict[str, Allowance]
    dummy_mass: dict[str, Allowance]
    load: dict[str, LoadRow]


VERSIONS = tables_in("stuntlab.verdict", "limits", LimitTable)


def table_text(version: str) -> str:
    """A version of the table as it is written."""
    return VERSIONS[version].text()


def _read_table(version: str) -> Limits:
    table = VERSIONS[version].read()
    transient, forbidden = table.transient, table.forbidden_targets
    sections = {"allowance": table.allowance, "factor": table.factor, "dummy_mass": table.dummy_mass}
    numbers = {
        f"{section}.{name}": Number(row.value, row.what, row.source, row.tag)
        for section, rows in sections.items()
        for name, row in rows.items()
    }
    numbers["factor.transient"] = Number(transient.factor, "transient contact", transient.source, transient.tag)
    return Limits(
        version=table.version,
        date=table.date.isoformat(),
        loads=MappingProxyType({name: _load(name, row, transient.factor) for name, row in table.load.items()}),
        numbers=MappingProxyType(numbers),
        forbidden_targets=frozenset(forbidden.regions),
        forbidden_targets_source=forbidden.source,
    )


def _load(name: str, row: LoadRow, transient_factor: float) -> LoadLimits:
    return LoadLimits(
        name=name,
        title=row.title,
        unit=row.unit,
        region=row.region,
        what=row.what,
        imposed=_imposed_row(row.imposed, transient_factor),
        references=row.reference,
        no_reference=row.no_reference,
    )


def _imposed_row(row: ImposedRow, transient_factor: float) -> ImposedLimit:
    value = 0.0 if row.no_contact else row.value
    if row.quasi_static is not None:
        value = transient_factor * row.quasi_static
    return ImposedLimit(value, row.half_reference, row.none, row.source, row.tag)
