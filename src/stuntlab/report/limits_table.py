"""The limits table, as text, as JSON and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from stuntlab.datasets import Borne
from stuntlab.report.page import Page
from stuntlab.units import UnitStyle
from stuntlab.verdict import AppliedLimit, Limits, LoadLimits, limit_for
from stuntlab.verdict.words import amount, chance

EXACT = 6
"""Digits of a published value: all of them."""
ROUNDED = 4
"""Digits of a limit, which may be interpolated between two published values."""
_BORNE = (Borne.IMPOSED, Borne.TRAINED_RECEIVER, Borne.CHOSEN)
LIGHT_KG, HEAVY_KG = 60.0, 80.0
"""One person between the dummies and one above the larger: a limit grows between the dummies and is level above."""


def limits_to_dict(limits: Limits) -> dict[str, Any]:
    """The table as it stands: version, date, allowances and factors, every load with every published row."""
    return {
        "name": limits.name,
        "version": limits.version,
        "date": limits.date,
        "numbers": {name: asdict(number) for name, number in limits.numbers.items()},
        "forbidden_targets": sorted(limits.forbidden_targets),
        "loads": {name: asdict(load) for name, load in limits.loads.items()},
        "production": None if limits.production is None else asdict(limits.production),
    }


def render_limits(
    limits: Limits, *, width: int = 80, colour: bool = False, unicode: bool = True, style: UnitStyle | None = None
) -> str:
    """Every load with the limits of a light and a heavy person, then the allowances."""
    page = Page(width=width, colour=colour, unicode=unicode, style=style)
    page.add(f"Limits {limits.name}, {limits.date}", style="bold")
    page.add(
        f"Values for a person of {LIGHT_KG:g} kg, and of {HEAVY_KG:g} kg where they differ. Tags: see docs/limits.md."
    )
    for load in limits.loads.values():
        page.blank()
        page.add(f"{load.title} ({load.name}): {load.what}", style="bold", hang=2)
        for borne in _BORNE:
            light, heavy = _both(limits, load, borne)
            page.add(f"{borne.value}: {_limit_words(light, heavy)}", indent=2, hang=2)
            page.add(_why(light), indent=4, style="dim")
    page.blank()
    page.add("Allowances and factors", style="bold")
    for line in _numbers(limits):
        page.add(line, indent=2, hang=2)
    page.add(f"never touched: {', '.join(sorted(limits.forbidden_targets))}", indent=2, hang=2)
    return page.render()


def limits_markdown(limits: Limits) -> str:
    """The table for docs/limits.md: limits by how a load is borne, then every published row."""
    head = ["| load | unit | imposed | trained receiver | chosen |", "|---|---|---|---|---|"]
    rows = [
        f"| {load.title} `{load.name}` | {load.unit} | "
        + " | ".join(_cell(*_both(limits, load, borne)) for borne in _BORNE)
        + " |"
        for load in limits.loads.values()
    ]
    published = ["| load | rule | person | value | source | tag |", "|---|---|---|---|---|---|"]
    published += [
        f"| {load.title} | {row.rule} | {row.size} | {_in_unit(row.value, load.unit)} | {row.source} | {row.tag} |"
        for load in limits.loads.values()
        for row in (*load.references, *load.trained)
    ]
    imposed = ["| load | imposed | source | tag |", "|---|---|---|---|"]
    imposed += [
        f"| {load.title} | {_imposed_words(load)} | {load.imposed.source} | {load.imposed.tag} |"
        for load in limits.loads.values()
    ]
    numbers = [f"- {line}" for line in _numbers(limits)]
    return "\n".join([*head, *rows, "", *imposed, "", *published, "", *numbers]) + "\n"


def _both(limits: Limits, load: LoadLimits, borne: Borne) -> tuple[AppliedLimit, AppliedLimit]:
    return limit_for(limits, load.name, borne, LIGHT_KG), limit_for(limits, load.name, borne, HEAVY_KG)


def _limit_words(light: AppliedLimit, heavy: AppliedLimit) -> str:
    if light.value is None:
        return "no limit"
    if light.value == 0:
        return "no contact"
    said = _in_unit(light.value, light.unit, ROUNDED)
    if heavy.value is None or heavy.value == light.value:
        return said
    return f"{said} ({_in_unit(heavy.value, heavy.unit, ROUNDED)} at {HEAVY_KG:g} kg)"


def _in_unit(value: float, unit: str, digits: int = EXACT) -> str:
    return amount(value, digits) if unit == "1" else f"{amount(value, digits)} {unit}"


def _cell(light: AppliedLimit, heavy: AppliedLimit) -> str:
    if not light.value:
        return _limit_words(light, heavy)
    return amount(light.value, ROUNDED) + (
        "" if heavy.value == light.value else f" / {amount(heavy.value or 0.0, ROUNDED)}"
    )


def _why(limit: AppliedLimit) -> str:
    return limit.note if limit.value is None else f"{limit.source}; {limit.note}"


def _imposed_words(load: LoadLimits) -> str:
    if load.imposed.of_reference:
        return "half the reference value"
    if load.imposed.value is None:
        return f"none: {load.imposed.why}"
    return _in_unit(load.imposed.value, load.unit) if load.imposed.value else "no contact"


def _numbers(limits: Limits) -> Iterator[str]:
    for key, number in limits.numbers.items():
        kind, name = key.split(".")
        value = limits.allowance(name) if kind == "allowance" else number.value
        said = chance(value) if kind == "allowance" else f"{amount(value)}{' kg' if kind == 'dummy_mass' else ''}"
        what = number.what or f"mass of the {name} dummy"
        yield f"{what}: {said}. {number.source} [{number.tag}]"
