"""What may come down from whoever is on a line, and who stands under it."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from stuntlab.datasets.rigging import Below, MayDrop, StandsBelow
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gear.lines.dropped import DROPPED, GEAR, STONE, fall_of_thing, zone_radius_m
from stuntlab.plan import Plan, quantities
from stuntlab.plan.on_line import OnLine

_AT_ARMS_LENGTH_M = 1.0
"""From the middle of a body to what slips out of its hand (J)."""

_OWN_HEIGHT_M = 2.0
"""Whoever is within two metres of the same height stands beside, not below."""


def below_of(plan: Plan, action: OnLine, *, stone_per_take: float = 0.0) -> Below:
    """The ground under an action, and everything that may come down onto it."""
    things = [_may_drop(plan, action, what, mass, tethered, sort) for what, mass, tethered, sort in _carried(action)]
    if stone_per_take:
        stone = ON_LINES.read().stone
        things.append(
            _may_drop(plan, action, "a stone", stone.mass_kg, tethered=False, sort=STONE, rate=stone_per_take)
        )
    return Below(
        height_m=action.height.value,
        ground=action.below,
        said=action.carries is not None,
        things=tuple(things),
        people=tuple(_people_below(plan, action)),
        hurts_from_j=DROPPED.read().hurt.energy_j,
    )


def _carried(action: OnLine) -> Iterator[tuple[str, float, bool, str]]:
    if action.carries is None:
        yield "something that is carried", ON_LINES.read().dropped.unknown_kg, False, GEAR
    for item in action.carries or ():
        yield f"the {item.what}", item.mass.value, item.tethered, GEAR


def _may_drop(
    plan: Plan, action: OnLine, what: str, mass_kg: float, tethered: bool, sort: str, rate: float | None = None
) -> MayDrop:
    rates, height = ON_LINES.read().dropped, action.height.value
    mean = plan.place.wind.value if plan.place.wind else 0.0
    gust = action.gust.value if action.gust else mean
    fallen = fall_of_thing(mass_kg, height, wind_m_s=mean, sort=sort)
    usual = rates.tethered if tethered else rates.loose
    offset = quantities(action).get("offset")
    hangs_m = _AT_ARMS_LENGTH_M + (offset.value if offset is not None else 0.0)  # to either side of plumb
    return MayDrop(
        what=what,
        mass_kg=mass_kg,
        tethered=tethered,
        energy_j=fallen.energy_j,
        radius_m=hangs_m + zone_radius_m(mass_kg, height, wind_m_s=mean, gust_m_s=gust, sort=sort),
        seconds=fallen.time_s,
        per_take=usual if rate is None else rate,
    )


def _people_below(plan: Plan, action: OnLine) -> Iterator[StandsBelow]:
    named = {action.by, action.checked_by}
    for name, person in plan.people.items():
        if name in named:
            continue
        if not person.stands:
            yield StandsBelow(name=name, watches=person.watching, away_m=None)
        for place in person.stands:
            up = place[2].value if len(place) == 3 else 0.0
            if up < action.height.value - _OWN_HEIGHT_M:
                away = hypot(place[0].value, place[1].value)
                yield StandsBelow(name=name, watches=person.watching, away_m=away)
    for name, camera in plan.cameras.items():
        if camera.manned and camera.at is not None:
            up = camera.at[2].value if len(camera.at) == 3 else 0.0
            if up < action.height.value - _OWN_HEIGHT_M:
                away = hypot(camera.at[0].value, camera.at[1].value)
                yield StandsBelow(name=f"operator of camera {name}", watches=False, away_m=away)
