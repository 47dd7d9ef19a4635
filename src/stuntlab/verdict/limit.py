"""Which limit a person has on a load, by how they came to bear it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from stuntlab.datasets import Borne, GearLimit
from stuntlab.verdict.reference import Reference, ReferenceValue
from stuntlab.verdict.table import ImposedLimit, Limits, LoadLimits
from stuntlab.verdict.words import say_load, times

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
    everyday, measured_to: of the load, as in `LoadLimits`. is_published: as in `LoadSummary`.
    """

    load: str
    title: str
    unit: str
    value: float | None
    kind: str
    source: str
    note: str
    everyday: str = ""
    measured_to: float | None = None
    is_published: bool = True
    less_is_worse: bool = False

    def is_beyond(self, value: float) -> bool:
        """Whether nothing as large was ever measured."""
        return self.measured_to is not None and value > self.measured_to

    def say(self, value: float) -> str:
        """A load as it is said: with its unit, and no larger than anything that was ever measured."""
        return say_load(value, self.unit, self.measured_to)


def say_against_limit(limit: AppliedLimit, value: float) -> str:
    """A load beside its limit: "1 850 N, 8.4 times the limit"; how many times only where that was ever measured."""
    if not limit.value or limit.is_beyond(value):
        return limit.say(value)
    return f"{limit.say(value)}, {times(value / limit.value)} the limit"


def say_plainly(limit: AppliedLimit, value: float) -> str:
    """The same for people: of a load without a unit the number is left out, since it says nothing to them."""
    said = say_against_limit(limit, value)
    if limit.unit != "1":
        return said
    return "beyond any published data" if limit.is_beyond(value) else said.partition(", ")[2]


def allowed_exceedance(limits: Limits, borne: Borne) -> float:
    """How often a limit on a load may be passed, per take, by how the load is borne; never, for a bystander."""
    return 0.0 if borne is Borne.BYSTANDER else limits.allowance(_ALLOWANCE[borne])


def limit_for(
    limits: Limits, load: str, borne: Borne, person_mass_kg: float, gear: GearLimit | None = None
) -> AppliedLimit:
    """The limit on a load for a person of some mass, in the unit of the table.

    Source: the table (`stuntlab limits`). A trained receiver gets half the reference value, or the table's own row for
    them, and never a laxer limit than one who chose the load. Between dummies values are interpolated by mass; a person
    lighter than the smallest dummy gets its values scaled down by mass (J).
    gear: the limit that comes with the plan's gear; it stands in for the table's, which knows no gear.

    Raises: KeyError, if the table does not know the load.
    """
    row = limits.loads[load]
    if gear is not None:
        own = _limit(row, gear.value, "limit of the gear", gear.source, "")
        return _with_production(own, limits, borne)
    if borne is Borne.BYSTANDER:
        return _no_limit(row, "a bystander may not be reached at all, so no load has a limit", "house rule (J)")
    if borne is Borne.CHOSEN:
        limit = _chosen_limit(limits, row, person_mass_kg)
    elif borne is Borne.TRAINED_RECEIVER and row.imposed.value != 0:
        limit = _trained_limit(limits, row, person_mass_kg)
    else:
        limit = _stricter(_imposed_limit(limits, row, person_mass_kg), _trained_limit(limits, row, person_mass_kg))
    return _with_production(limit, limits, borne)


def _stricter(imposed: AppliedLimit, trained: AppliedLimit) -> AppliedLimit:
    """A pain limit may lie above a trained receiver's limit for a very light person; it must not be the laxer one."""
    if imposed.value is None or trained.value is None or imposed.value <= trained.value:
        return imposed
    return trained


def _chosen_limit(limits: Limits, row: LoadLimits, person_mass_kg: float) -> AppliedLimit:
    found = limits.reference_value(row, person_mass_kg)
    return _share_of(row, found, 1.0, "reference value", person_mass_kg)


def _trained_limit(limits: Limits, row: LoadLimits, person_mass_kg: float) -> AppliedLimit:
    found, share = limits.trained_value(row, person_mass_kg)
    return _share_of(row, found, share, "trained receiver's limit", person_mass_kg)


def _imposed_limit(limits: Limits, row: LoadLimits, person_mass_kg: float) -> AppliedLimit:
    imposed = row.imposed
    if imposed.of_reference:
        part = limits.numbers["factor.imposed"].value
        limit = _share_of(row, limits.reference_value(row, person_mass_kg), part, "limit", person_mass_kg)
        return replace(limit, source=f"{limit.source}; {_source_words(imposed)}")
    if imposed.value is None:
        return _no_limit(row, imposed.why, _source_words(imposed))
    kind = "rule of no contact" if imposed.value == 0 else "pain limit"
    note = "no contact is allowed" if imposed.value == 0 else "onset of pain or minor injury, transient contact"
    return _limit(row, imposed.value, kind, _source_words(imposed), note)


def _share_of(
    row: LoadLimits, found: ReferenceValue | None, factor: float, kind: str, person_mass_kg: float
) -> AppliedLimit:
    if found is None:
        return _no_limit(row, row.no_reference, "limits table")
    share = {1.0: "", 0.5: "half of "}.get(factor, f"{factor:g} of ")
    first, sizes = found.rows[-1], " and ".join(one.size for one in found.rows)
    source = f"{share}{first.rule} ({sizes}): {_source_words(first)}"
    return _limit(row, factor * found.value, kind, source, _fit(found, person_mass_kg))


def _fit(found: ReferenceValue, person_mass_kg: float) -> str:
    if found.scale < 1:
        left = f"{found.scale:.2g} of the value (J)"
        return f"no dummy is as light as {person_mass_kg:.3g} kg: scaled down by mass to {left}"
    if len(found.rows) > 1:
        small, large = found.rows
        if small.value == large.value:
            return f"the {small.size} and the {large.size} dummy have the same value"
        return f"between the {small.size} dummy ({small.value:g}) and the {large.size} dummy ({large.value:g}) by mass"
    return f"row of the {found.rows[0].size} dummy"


def _no_limit(row: LoadLimits, why: str, source: str) -> AppliedLimit:
    return _limit(row, None, "no limit", source, why)


def _limit(row: LoadLimits, value: float | None, kind: str, source: str, note: str) -> AppliedLimit:
    return AppliedLimit(
        load=row.name,
        title=row.title,
        unit=row.unit,
        value=value,
        kind=kind,
        source=source,
        note=note,
        everyday=row.everyday,
        measured_to=row.measured_to,
        less_is_worse=row.less_is_worse,
    )


def _source_words(row: Reference | ImposedLimit) -> str:
    return f"{row.source} [{row.tag}]"


def _with_production(limit: AppliedLimit, limits: Limits, borne: Borne) -> AppliedLimit:
    """The stricter of the table's limit and the production's; where the table has none, the latter can only stop."""
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
    if limit.value is None:
        note = f"no published limit: staying below it proves nothing ({limit.note})"
        return replace(limit, value=own, kind="production's limit", source=source, note=note, is_published=False)
    return replace(limit, value=own, kind="production's limit", source=source, note="stricter than the table")
