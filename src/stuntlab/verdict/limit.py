"""Which limit a person has on a load, by how they came to bear it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from stuntlab.datasets import Borne, GearLimit
from stuntlab.verdict.table import ImposedLimit, Limits, LoadLimits, Reference, strictest_reference

_ALLOWANCE = {
    Borne.IMPOSED: "imposed_exceedance",
    Borne.TRAINED_RECEIVER: "trained_exceedance",
    Borne.CHOSEN: "chosen_exceedance",
}


@dataclass(frozen=True, slots=True)
class AppliedLimit:
    """The limit of one person on one load.

    value: in `unit`, None where there is none (then `note` says why), 0 where nothing may touch the region.
    kind: what the value is called in a sentence: "pain limit", "reference value", …
    note: what to know of it, such as the dummy it was written for.
    """

    load: str
    title: str
    unit: str
    value: float | None
    kind: str
    source: str
    note: str


def allowed_exceedance(limits: Limits, borne: Borne) -> float:
    """How often a limit on a load may be passed, per take, by how the load is borne; never, for a bystander."""
    return 0.0 if borne is Borne.BYSTANDER else limits.allowance(_ALLOWANCE[borne])


def limit_for(
    limits: Limits, load: str, borne: Borne, person_mass_kg: float, gear: GearLimit | None = None
) -> AppliedLimit:
    """The limit on a load for a person of some mass, in the unit of the table.

    Source: the table (`stuntlab limits`). A trained receiver gets half the reference value and never a laxer limit than
    one who chose the load; a person lighter than the smallest dummy gets its values scaled down by mass (J).
    gear: the limit that comes with the plan's gear; it stands in for the table's, which knows no gear.

    Raises: KeyError, if the table does not know the load.
    """
    row = limits.loads[load]
    if gear is not None:
        own = AppliedLimit(row.name, row.title, row.unit, gear.value, "limit of the gear", gear.source, "")
        return _with_production(own, limits, borne)
    if borne is Borne.BYSTANDER:
        return _no_limit(row, "a bystander may not be reached at all, so no load has a limit", "house rule (J)")
    if borne is Borne.CHOSEN:
        limit = _from_reference(limits, row, person_mass_kg, 1.0, "reference value")
    elif borne is Borne.TRAINED_RECEIVER and row.imposed.value != 0:
        limit = _from_reference(limits, row, person_mass_kg, _factor(limits, "trained"), "trained receiver's limit")
    else:
        trained = _from_reference(limits, row, person_mass_kg, _factor(limits, "trained"), "trained receiver's limit")
        limit = _stricter(_imposed_limit(limits, row, person_mass_kg), trained)
    return _with_production(limit, limits, borne)


def _stricter(imposed: AppliedLimit, trained: AppliedLimit) -> AppliedLimit:
    """A pain limit may lie above a trained receiver's limit for a very light person; it must not be the laxer one."""
    if imposed.value is None or trained.value is None or imposed.value <= trained.value:
        return imposed
    return trained


def _factor(limits: Limits, name: str) -> float:
    return limits.numbers[f"factor.{name}"].value


def _imposed_limit(limits: Limits, row: LoadLimits, person_mass_kg: float) -> AppliedLimit:
    imposed = row.imposed
    if imposed.of_reference:
        limit = _from_reference(limits, row, person_mass_kg, _factor(limits, "imposed"), "limit")
        return replace(limit, source=f"{limit.source}; {_source_words(imposed)}")
    if imposed.value is None:
        return _no_limit(row, imposed.why, _source_words(imposed))
    kind = "rule of no contact" if imposed.value == 0 else "pain limit"
    note = "no contact is allowed" if imposed.value == 0 else "onset of pain or minor injury, transient contact"
    return AppliedLimit(row.name, row.title, row.unit, imposed.value, kind, _source_words(imposed), note)


def _from_reference(limits: Limits, row: LoadLimits, person_mass_kg: float, factor: float, kind: str) -> AppliedLimit:
    reference = strictest_reference(row, limits, person_mass_kg)
    if reference is None:
        return _no_limit(row, row.no_reference, "limits table")
    smallest_kg = limits.numbers["dummy_mass.5F"].value
    scale = min(1.0, person_mass_kg / smallest_kg)
    share = {1.0: "", 0.5: "half of "}.get(factor, f"{factor:g} of ")
    return AppliedLimit(
        load=row.name,
        title=row.title,
        unit=row.unit,
        value=factor * scale * reference.value,
        kind=kind,
        source=f"{share}{reference.rule} ({reference.size}): {_source_words(reference)}",
        note=_fit(reference, person_mass_kg, limits, scale),
    )


def _fit(reference: Reference, person_mass_kg: float, limits: Limits, scale: float) -> str:
    if scale < 1:
        return f"no dummy is as light as {person_mass_kg:.3g} kg: scaled down by mass to {scale:.2g} of the value (J)"
    heavy = person_mass_kg >= limits.numbers["dummy_mass.50M"].value
    if reference.size == "50M" and not heavy:
        return "the strictest row is written for the 50M dummy, heavier than this person"
    if reference.size == "5F" and heavy:
        return "there is a row for the small 5F dummy only"
    return f"row of the {reference.size} dummy"


def _no_limit(row: LoadLimits, why: str, source: str) -> AppliedLimit:
    return AppliedLimit(row.name, row.title, row.unit, None, "no limit", source, why)


def _source_words(row: Reference | ImposedLimit) -> str:
    return f"{row.source} [{row.tag}]"


def _with_production(limit: AppliedLimit, limits: Limits, borne: Borne) -> AppliedLimit:
    """The stricter of the table's limit and the production's."""
    production = limits.production
    if production is None:
        return limit
    sections: Mapping[Borne, Mapping[str, float]] = {
        Borne.IMPOSED: production.imposed,
        Borne.TRAINED_RECEIVER: production.trained,
        Borne.CHOSEN: production.chosen,
    }
    own = sections.get(borne, {}).get(limit.load)
    if own is None or (limit.value is not None and limit.value <= own):
        return limit
    source = f"limits of {production.name}"
    return replace(limit, value=own, kind="production's limit", source=source, note="stricter than the table")
