"""The limits table: what every load is held against, with the source of every number."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from stuntlab.plan import ProductionFile, read_production_file
from stuntlab.plan.production import LIMITS_IN_FORCE
from stuntlab.tables import Sourced, ValueAt, tables_in
from stuntlab.verdict.production import Production, stricter_limits
from stuntlab.verdict.reference import Reference, ReferenceValue, strictest_value

CURRENT = LIMITS_IN_FORCE


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the table that is not a load limit: an allowance, a factor, the mass of a dummy."""

    value: float
    what: str
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
    """Everything the table says of one load.

    trained: rows for a trained receiver, empty where theirs is a share of the reference value. everyday: the load in
    words that nobody has to look up. measured_to: about the largest value ever published; None where nothing ends it.
    """

    name: str
    title: str
    everyday: str
    unit: str
    region: str
    what: str
    imposed: ImposedLimit
    references: tuple[Reference, ...]
    trained: tuple[Reference, ...]
    no_reference: str
    measured_to: float | None
    less_is_worse: bool = False


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

    def reference_value(self, load: LoadLimits, person_mass_kg: float) -> ReferenceValue | None:
        """The strictest published value for a person, None where nothing is published."""
        return strictest_value(load.references, self._dummy_mass_kg, person_mass_kg)

    def trained_value(self, load: LoadLimits, person_mass_kg: float) -> tuple[ReferenceValue | None, float]:
        """What a trained receiver is held to, and the share of it that they may bear."""
        if load.trained:
            return strictest_value(load.trained, self._dummy_mass_kg, person_mass_kg), 1.0
        return self.reference_value(load, person_mass_kg), self.numbers["factor.trained"].value

    @property
    def heaviest_dummy_kg(self) -> float:
        """From this mass up a person's limits stay the same."""
        return max(self._dummy_mass_kg.values())

    @property
    def _dummy_mass_kg(self) -> Mapping[str, float]:
        sizes = (key.split(".") for key in self.numbers)
        return {size: self.numbers[f"{kind}.{size}"].value for kind, size in sizes if kind == "dummy_mass"}

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
    most = {name: load.measured_to for name, load in table.loads.items()}
    stricter = stricter_limits(file, laxest=_laxest(table), units=units, measured_to=most)
    return replace(table, production=stricter)


def _laxest(table: Limits) -> dict[str, dict[str, float | None]]:
    """The value that a production may not go beyond, by section and name; None where the table has no limit.

    It is that of a person as heavy as the largest dummy, since nobody's limit is laxer.
    """
    heaviest = table.heaviest_dummy_kg
    chosen = {name: _share(table.reference_value(load, heaviest), 1.0) for name, load in table.loads.items()}
    trained = {name: _share(*table.trained_value(load, heaviest)) for name, load in table.loads.items()}
    untouchable = {name: 0.0 for name, load in table.loads.items() if load.imposed.value == 0}
    part = table.numbers["factor.imposed"].value
    imposed = {
        name: _share(table.reference_value(load, heaviest), part) if load.imposed.of_reference else load.imposed.value
        for name, load in table.loads.items()
    }
    allowances = {key.split(".")[1]: number.value for key, number in table.numbers.items() if key.startswith("allow")}
    return {
        "imposed": imposed,
        "trained": {**trained, **untouchable},
        "chosen": chosen,
        "allowance": dict(allowances),
    }


def _share(reference: ReferenceValue | None, factor: float) -> float | None:
    return None if reference is None else factor * reference.value


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
class LimitedLoad:
    """What the table says of one load."""

    title: str
    everyday: str
    unit: str
    region: str
    what: str
    imposed: ImposedRow
    reference: tuple[Reference, ...]
    trained: tuple[Reference, ...] = ()
    no_reference: str = ""
    measured_to: float | None = None
    worse: Literal["more", "less"] = "more"


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
    load: dict[str, LimitedLoad]


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


def _load(name: str, row: LimitedLoad, transient_factor: float) -> LoadLimits:
    return LoadLimits(
        name=name,
        title=row.title,
        everyday=row.everyday,
        unit=row.unit,
        region=row.region,
        what=row.what,
        imposed=_imposed_row(row.imposed, transient_factor),
        references=row.reference,
        trained=row.trained,
        no_reference=row.no_reference,
        measured_to=row.measured_to,
        less_is_worse=row.worse == "less",
    )


def _imposed_row(row: ImposedRow, transient_factor: float) -> ImposedLimit:
    value = 0.0 if row.no_contact else row.value
    if row.quasi_static is not None:
        value = transient_factor * row.quasi_static
    return ImposedLimit(value, row.half_reference, row.none, row.source, row.tag)
