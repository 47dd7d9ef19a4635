"""What decides a jump, from its draws: height, wall, vehicle, who stands below, the card of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from stuntlab.datasets import Draws, Floats, Integers
from stuntlab.datasets.jump import BudgetRow, JumpFacts, StagePractised
from stuntlab.flight import NUMBERS, pitch_at_lip, run_up
from stuntlab.gags.driving.empty import empty_kg
from stuntlab.gags.off_the_edge.below import bikes_of, people_in_the_way, some_of_each, weights_of
from stuntlab.gags.off_the_edge.card import card_of, limits_lacking, slowest
from stuntlab.gags.off_the_edge.jump import Jump
from stuntlab.gags.off_the_edge.numbers import LATE, ON_A_BIKE, STAGES
from stuntlab.people import Measures
from stuntlab.plan.actions.ramp_jump import RampJump
from stuntlab.plan.gear.car import Car
from stuntlab.plan.off_a_ramp import OffARamp
from stuntlab.statistics import weighted_quantile
from stuntlab.units import Quantity

_RARE = 0.001
_READ = 2**15
"""Draws of each branch that quantiles are read from; what is counted is counted in all of them."""

_HARD_G = 2.0
_WAIT_BELOW = ("pilot", "helicopter", "drone", "recovery", "landing", "boat", "spotter", "medic")


def facts_of(gag: Jump, draws: Draws) -> JumpFacts:
    """Everything that is found of a jump without a body."""
    whole, branches = draws, gag.branches()
    drawn = np.bincount(whole.branch, minlength=len(branches))
    rows = some_of_each(whole, _READ)
    draws = Draws({name: column[rows] for name, column in whole.values.items()}, whole.branch[rows])
    values, weight = draws.values, weights_of(gag, draws.branch)
    opens, surveyed = values["opens"] > 0, not gag.no_survey

    def of(name: str, share: float) -> float:
        return weighted_quantile(values[name][opens], weight[opens], share)

    def count(flags: Floats) -> Integers:
        return np.bincount(whole.branch[flags > 0], minlength=len(branches))

    bike = bikes_of(gag, draws) if gag.leaves.bike else None
    canopy, words = gag.canopy, gag.words
    lower_g = of("opening_g", 0.001)
    return JumpFacts(
        person=words.by,
        gag=gag.label,
        takes=words.takes,
        no_survey=gag.no_survey,
        press_m=words.press_height.value if words.press_height else None,
        fallen_m=_fallen(draws),
        budget=tuple(_budget(gag, draws, weight)),
        left_worst_m=of("left_m", _RARE) if surveyed else None,
        left_m=left_of(gag, draws) if surveyed else {},
        has_wall=surveyed and gag.has_wall,
        clearance_m=(of("clear_m", 0.5), of("clear_m", _RARE)) if surveyed and gag.has_wall else None,
        wall_m=_wall(gag, draws) if surveyed and gag.has_wall else {},
        drawn=drawn,
        strikes=count(whole.values["strikes"]),
        no_canopy=count(1.0 - whole.values["opens"]),
        outside=count(whole.values["opens"] * (1.0 - whole.values["reaches"])),
        rates={branch.name: branch.probability for branch in branches},
        area_said=words.landing_area is not None,
        single=canopy is None or not canopy.reserve,
        checked=canopy is not None and canopy.checked,
        slider_said=canopy is not None and (canopy.slider is not None or canopy.opening_time is not None),
        openings=canopy.openings if canopy else 0,
        opening_g=(of("opening_g", 0.5), of("opening_g", 1 - _RARE)),
        closed_form_valid=lower_g >= _HARD_G,
        landing_m_s=(of("landing_m_s", 0.5), of("landing_m_s", 1 - _RARE)),
        pitch_deg=_pitch(gag, values, weight),
        bike=bike.fall if bike else None,
        near=tuple(people_in_the_way(gag, draws, bike)),
        practice=tuple(_practice(gag)),
        card=card_of(gag, whole),
        reviewed_by=words.reviewed_by or "",
        stars=_has_power(gag),
        limits_lack=limits_lacking(gag),
        planned_m_s=gag.leaves.speed[0],
        needs_m_s=slowest(gag, whole),
        runs_up_to_m_s=_run_up(gag),
        speed_gate=words.speed_gate if isinstance(words, RampJump) else None,
        winds=tuple(
            winds_of(
                [words.wind, words.wind_across],
                [
                    ("at the edge", words.wind_limit),
                    ("at the pull", words.wind_at_pull_limit),
                    ("at the landing", words.wind_at_landing_limit),
                ],
            )
        ),
        backwards=_backwards(gag, values, weight),
        flies_m_s=gag.trim.air_speed_m_s,
        unplaced=tuple(_unplaced(gag)),
    )


def _budget(gag: Jump, draws: Draws, weight: Floats) -> Iterator[BudgetRow]:
    """From the surveyed drop down to what is left."""
    values = draws.values
    opens = values["opens"] > 0
    weights = weight[opens]

    def row(what: str, amounts: Floats, *, low: bool = False) -> BudgetRow:
        held = amounts[opens]
        worst = weighted_quantile(held, weights, _RARE if low else 1 - _RARE)
        return BudgetRow(what, weighted_quantile(held, weights, 0.5), worst)

    fallen, lost, needs = values["fallen_m"], values["lost_m"], values["needs_m"]
    if not gag.no_survey:
        yield row("surveyed drop under the way", fallen + lost + values["over_m"], low=True)
    yield row("fallen at the pull", fallen)
    late = [index for index, branch in enumerate(gag.branches()) if branch.name == LATE]
    mine, planned = (opens & (draws.branch == index) for index in (late[0] if late else 0, 0))
    if late and mine.any() and planned.any():  # a pull that comes too late anyhow opens nothing
        middle = float(np.median(fallen[mine]) - np.median(fallen[planned]))
        worst = float(np.quantile(fallen[mine], 1 - _RARE) - np.median(fallen[planned]))
        yield BudgetRow("a pull 2 s late", middle, worst)
    yield row("opening", lost)
    if gag.words.landing_area is not None:
        yield row("flight to the landing area", needs)
    if not gag.no_survey:
        yield row("left", values["left_m"], low=True)


def _fallen(draws: Draws) -> tuple[float, float]:
    """At the pull as planned, 95 of 100 between them, m."""
    planned = draws.values["fallen_m"][(draws.branch == 0) & (draws.values["opens"] > 0)]
    low, high = np.quantile(planned, (0.025, 0.975)) if len(planned) else (0.0, 0.0)
    return float(low), float(high)


def left_of(gag: Jump, draws: Draws) -> dict[str, tuple[float, float]]:
    """Of each branch that opens at all, its draws with an open canopy."""
    found = {}
    for index, branch in enumerate(gag.branches()):
        left = draws.values["left_m"][(draws.branch == index) & (draws.values["opens"] > 0)]
        if len(left):
            found[branch.name] = (float(np.median(left)), float(np.quantile(left, _RARE)))
    return found


def _wall(gag: Jump, draws: Draws) -> dict[str, float]:
    found = {}
    for index, branch in enumerate(gag.branches()):
        mine = (draws.branch == index) & (draws.values["opens"] > 0)
        if mine.any():
            found[branch.name] = float(np.median(draws.values["wall_m"][mine]))
    return found


def winds_of(
    winds: Sequence[Quantity | None], limits: Sequence[tuple[str, Quantity | None]]
) -> Iterator[tuple[str, float, float, float]]:
    """Where the plan has wind and a limit for it: how much there is, its spread, the limit, m/s."""
    parts = [(wind.value, wind.sd) for wind in winds if wind is not None]
    if not parts:
        return
    wind, spread = (float(np.hypot.reduce([part[k] for part in parts])) for k in (0, 1))
    for where, limit in limits:
        if limit is not None:
            yield where, wind, spread, limit.value


def _backwards(gag: Jump, values: Mapping[str, Floats], weight: Floats) -> float:
    """Share of takes in which the wind is stronger than the canopy flies."""
    wind = np.hypot(values["wind_m_s"], values["wind_across_m_s"])
    return float(weight[wind > gag.trim.air_speed_m_s * values["trim_share"]].sum() / weight.sum())


def _unplaced(gag: Jump) -> Iterator[str]:
    """Whoever is there to fly or to wait below, and has no place."""
    for name, person in gag.plan.people.items():
        if name == gag.words.by or person.stands:
            continue
        if person.watching or any(word in person.job.casefold() for word in _WAIT_BELOW):
            yield name


def _pitch(gag: Jump, values: Mapping[str, Floats], weight: Floats) -> tuple[float, float] | None:
    """How the bike is turned as the rider leaves it, middle and one of twenty, nose down negative, degrees."""
    words, bike = gag.words, gag.leaves.bike
    if bike is None or not isinstance(words, RampJump):
        return None
    radius = words.lip_radius.value if words.lip_radius else np.inf
    rate = pitch_at_lip(values["speed_m_s"] * values["speed_share"], NUMBERS.read().bike, curve_m=float(radius))
    turned = np.degrees(values["pitch_off_rad"] + rate * values["parts_s"])
    return weighted_quantile(turned, weight, 0.5), weighted_quantile(turned, weight, 0.05)


def _practice(gag: Jump) -> Iterator[StagePractised]:
    counts = gag.words.practised
    for field, stage in STAGES.items():
        if gag.leaves.bike is not None or field not in ON_A_BIKE:
            yield StagePractised(stage, getattr(counts, field))


def _run_up(gag: Jump) -> float | None:
    words, bike = gag.words, gag.leaves.bike
    return run_up_gives(words, bike, gag.body) if isinstance(words, RampJump) and bike is not None else None


def _has_power(gag: Jump) -> bool:
    """Whether whoever jumps has power over anybody who says go."""
    who = gag.plan.people[gag.words.by]
    return bool(who.has_power_over) or any(word in who.job.casefold() for word in ("producer", "star", "lead"))


def run_up_gives(words: OffARamp, bike: Car, body: Measures) -> float | None:
    """The speed that the run-up gives at full throttle, m/s; None where the plan does not say enough."""
    if words.run_up is None or words.power is None:
        return None
    numbers = NUMBERS.read()
    one = np.ones(1)
    reached = run_up(
        power_w=one * words.power.value,
        mass_kg=one * (empty_kg(bike) + body.mass_kg),
        area_m2=one * numbers.together_area.stiff,
        traction=one * numbers.grip.share * numbers.grip.stiff,
        length_m=one * words.run_up.value,
        slope_rad=one * 0.0,
        enters_m_s=one * 0.0,
    )
    return float(reached[0])
