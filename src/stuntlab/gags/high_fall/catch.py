"""A high fall against what catches it: everything the checks of a catcher ask, from the plan and the draws."""

from __future__ import annotations

from math import hypot

import numpy as np

from stuntlab.datasets import Catch, Draws, Flags, Follows, Wants, WaterEntry
from stuntlab.gags.high_fall.landing_zone import LandingZone
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS
from stuntlab.gear.catchers import Behaviour
from stuntlab.gear.catchers.properties import Clearance, WaterBody
from stuntlab.gear.catchers.water import WATER, depth_needed_m, onset_m
from stuntlab.plan import Plan, gag_labels
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.actions.high_fall import HighFall as HighFallWords
from stuntlab.plan.catcher import Catcher


def catch_of(
    plan: Plan,
    label: str,
    fall: HighFallWords,
    catcher: Catcher | None,
    behaviour: Behaviour,
    zone: LandingZone,
    beside: Flags,
    flat: Flags,
) -> Catch:
    """The catch of one fall; beside, flat: [take], draws beside the catcher and draws that enter water flat."""
    person, properties = plan.people[fall.by], behaviour.properties
    around = properties.clear_around
    return Catch(
        catcher=fall.onto if catcher else "the planned landing",
        take_off_m=fall.from_.value,
        high_m=fall.from_.value + 2 * hypot(fall.from_.sd, HIGH_FALL_NUMBERS.read().spread.take_off_m.sd),
        top_m=catcher.top_m if catcher else 0.0,
        rated_m=catcher.rated_height.value if catcher and catcher.rated_height else None,
        rated_from_top=catcher is not None and catcher.rated_from == "top",
        mass_kg=person.mass_kg,
        rated_mass_kg=catcher.rated_mass.value if catcher and catcher.rated_mass else None,
        vents=around is not None,
        clear_m=zone.clear_m(),
        needs_m=around.asked_m if around else None,
        drawn=zone.tally(np.ones(len(beside), dtype=bool)),
        outer=zone.tally(zone.outer),
        beside=zone.tally(beside),
        near=zone.near(),
        react_s=HIGH_FALL_NUMBERS.read().reach.react_s,
        rehearsed_m=fall.rehearsed_from.value if fall.rehearsed_from else None,
        in_the_dark=fall.night and not fall.target_lit,
        outer_m=properties.edge.outer_m if properties.edge else 0.0,
        bare=None if catcher else plan.place.ground or GROUND,
        rated=catcher is not None and (properties.comes_with_rating or catcher.rated_height is not None),
        below=_below(catcher, properties.clear_below),
        water=_water(fall, properties.water, zone, flat) if properties.water else None,
        follows=_follows(plan, label, fall, behaviour),
        placeless=zone.placeless(),
        against_practice=behaviour.against_practice(fall.from_.value),
    )


def _below(catcher: Catcher | None, clear: Clearance | None) -> Wants | None:
    """Free height under what sags, and what its maker asks for."""
    return Wants(catcher.top_m, clear.asked_m) if catcher and clear else None


def _water(fall: HighFallWords, water: WaterBody, zone: LandingZone, flat: Flags) -> WaterEntry:
    row, speeds = WATER.read(), zone.draws.values["down_m_s"][zone.draws.branch == 0]
    enters = entry_of(fall)
    return WaterEntry(
        depth_m=water.depth_m,
        needed_m=depth_needed_m(fall.from_.value, enters=enters),
        needed_up_to_m=row.depth.height_m[-1],
        enters=enters,
        onset_m=onset_m(enters),
        trained=fall.trained_diver,
        trained_m=row.trained.highest_m,
        flat_m=row.flat.highest_m,
        speed_m_s=float(np.median(speeds)),
        critical_m_s=row.survived.critical_m_s,
        flat=zone.tally(flat),
        sources={
            name: f"{group.source} ({group.tag})"
            for name, group in (
                ("onset_m", row.onset_m),
                ("flat", row.flat),
                ("survived", row.survived),
                ("depth", row.jump if enters == "feet" else row.depth),
            )
        },
    )


def entry_of(fall: HighFallWords) -> str:
    """What meets the water first."""
    return fall.enters or ("feet" if fall.style == "feet first" else "flat")


def _follows(plan: Plan, label: str, fall: HighFallWords, behaviour: Behaviour) -> Follows | None:
    """The fall before this one onto the same catcher."""
    before: Follows | None = None
    for other_label, other in gag_labels(plan).items():
        if other_label == label:
            break
        if isinstance(other, HighFallWords) and other.onto == fall.onto != GROUND:
            after = fall.after.value if fall.after else None
            before = Follows(other.by, other_label, after, behaviour.ready_s, behaviour.ready)
    return before


def enters_flat(fall: HighFallWords, draws: Draws) -> Flags:
    """Draws that are turned too far from how they mean to enter, [take]; all where flat is meant."""
    if entry_of(fall) == "flat":
        return np.ones(len(draws.branch), dtype=bool)
    limit = np.radians(WATER.read().upright.deg)
    return np.asarray(np.abs(draws.values["rotation_rad"]) > limit)
