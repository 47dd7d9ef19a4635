"""What of a high fall the rules of the trade are about: from where, onto what, and what was tried before."""

from __future__ import annotations

from stuntlab.datasets.drop_tests import DropTested
from stuntlab.datasets.trade import FromHeight, OntoCatcher, TradeFacts
from stuntlab.gags.high_fall.setup import HighFallSetup
from stuntlab.gags.trade import trade_facts_of
from stuntlab.gear.drop_test import drop_tested


def high_fall_facts(gag: HighFallSetup) -> TradeFacts:
    """What the plan has of such things."""
    fall = gag.fall
    height = FromHeight(
        onto=_describe_catcher(gag),
        ground=gag.ground,
        take_off_m=fall.from_.value,
        lands="lying" if gag.style.turn_deg else "feet",
        over_the_head=gag.style.turn_deg > 0,
        stands_out_m=gag.take_off.out_m,
        comes_down_m=gag.planned_x_m,
        body_m=gag.body.stature_m,
        spotter=fall.spotter_calls,
        rehearsed_m=fall.rehearsed_from.value if fall.rehearsed_from else None,
    )
    learned = fall.rehearsed_from is not None or fall.trained_diver
    tested = _describe_drop_tests(gag)
    return trade_facts_of(gag.plan, gag.label, fall.by, by=fall.by, learned=learned, height=height, tested=tested)


def _describe_drop_tests(gag: HighFallSetup) -> DropTested | None:
    """What was dropped onto the catcher, where one is asked for."""
    catcher, behaviour = gag.catcher, gag.behaviour
    if catcher is None or not behaviour.properties.wants_drop_test:
        return None
    claimed = catcher.drop_tested_from
    return drop_tested(
        gag.fall.onto,
        catcher.drop_tests,
        claimed_m=claimed.value if claimed else None,
        falls_m=gag.fall.from_.value,
        mass_kg=gag.body.mass_kg,
        where=gag.footprint,
        field=behaviour.field if behaviour.not_simulated is None else None,
        shoot_date=gag.plan.shoot_date,
    )


def _describe_catcher(gag: HighFallSetup) -> OntoCatcher | None:
    """What catches, for the rules of the trade."""
    if gag.catcher is None:
        return None
    place, water = gag.footprint, gag.behaviour.properties.water is not None
    return OntoCatcher(
        name=gag.fall.onto,
        swallows_feet=gag.behaviour.properties.swallows_feet,
        top_m=gag.catcher.top_m,
        outline_m=(place.low_x_m, place.high_x_m),
        wide_m=place.high_y_m - place.low_y_m,
        at_wall=gag.at_wall,
        edge_m=gag.edge.outer_m,
        stops_in_m=None if water else gag.catcher.top_m,
        water=water,
    )
