"""What decides a jump off a ramp and down again, from its draws, and its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Branch, Draws, Flags, Floats, Integers, Unknown
from stuntlab.datasets.jump import GoLimit, JumpPicture, LandingFacts, StagePractised, StandsInWay
from stuntlab.flight import Flights, trace_out
from stuntlab.gags.off_the_edge.below import places_of, some_of_each
from stuntlab.gags.off_the_edge.facts import run_up_gives, winds_of
from stuntlab.gags.off_the_edge.picture import way_of
from stuntlab.gags.ramp_landing.numbers import LandingVehicle
from stuntlab.people import Measures
from stuntlab.plan import Plan, label_words
from stuntlab.plan.actions.ramp_landing import RampLanding
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.car import TWO_WHEELS, Car
from stuntlab.statistics import weighted_quantile

SHORT, PAST, ASIDE = 1, 2, 3
_RARE = 0.001
_READ, _SPREAD, _POINTS = 2**14, 24, 400
_REACH_M = 3.0
"""How far beside the way of a vehicle nobody may stand: half its width, and what comes off it (J)."""

_BRAKES = 0.4
"""Of gravity, what a vehicle that lands upset still brakes with on loose ground (J)."""


class Landing(Protocol):
    """One jump off a ramp and down again."""

    plan: Plan
    label: str
    words: RampLanding
    body: Measures

    @property
    def bike(self) -> Car:
        """What leaves the ramp."""

    @property
    def vehicle(self) -> LandingVehicle:
        """What it bears as it lands."""

    @property
    def landing_m(self) -> tuple[float, float, float]:
        """Where the landing begins and ends along x, and how high it begins."""

    @property
    def ground(self) -> Floats:
        """Pieces of the section."""

    def branches(self) -> tuple[Branch, ...]:
        """How it can go."""

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        """The numbers that differ between takes, for each branch."""

    def flights(self, values: Mapping[str, Floats]) -> Flights:
        """Draws as flights."""

    def comes_off(self, draws: Draws) -> Flags:
        """Whether a draw does not stay on its wheels."""


def landing_facts(gag: Landing, draws: Draws) -> LandingFacts:
    """Everything that is found without a body."""
    branches, words = gag.branches(), gag.words
    rates = np.array([one.probability for one in branches])
    drawn = np.bincount(draws.branch, minlength=len(branches))
    weight = (rates / np.maximum(drawn, 1))[draws.branch]
    values, where, off = draws.values, draws.values["where"], gag.comes_off(draws)
    planned = draws.branch == 0
    x = values["x_m"][planned]
    along = values["along_m_s"]
    speed = gag.words.exit_speed

    def count(flags: Flags) -> Integers:
        return np.bincount(draws.branch[flags], minlength=len(branches))

    caught = isinstance(gag.plan.gear.get(words.onto), Catcher) and gag.bike.body in TWO_WHEELS
    window = _window(values["speed_m_s"][planned], (where[planned] == 0) if caught else ~off[planned])
    begins, ends, _ = gag.landing_m
    return LandingFacts(
        person=words.by,
        gag=gag.label,
        takes=words.takes,
        vehicle=gag.bike.body,
        onto=words.onto,
        drawn=drawn,
        short=count((where == SHORT) & (off | caught)),
        past=count(where == PAST),
        aside=count(where == ASIDE),
        front=float(weight[values["edge"] > 0].sum() / weight.sum()),
        comes_off=count(off),
        caught=caught,
        rates={branch.name: branch.probability for branch in branches},
        along_m=(float(np.median(x)), float(np.quantile(x, _RARE)), float(np.quantile(x, 1 - _RARE))),
        landing_m=(begins, ends),
        window_m_s=window,
        planned_m_s=speed.value,
        speed_sd_m_s=speed.sd,
        efh_m=(weighted_quantile(values["efh_m"], weight, 0.5), weighted_quantile(values["efh_m"], weight, 1 - _RARE)),
        off_deg=_off(values["off_rad"], weight),
        lands_m_s=weighted_quantile(along, weight, 0.5),
        stops_m=float(np.quantile(along, 1 - _RARE)) ** 2 / (2 * _BRAKES * GRAVITY_M_S2),
        run_out_m=words.run_out.value if words.run_out else None,
        deck=words.deck,
        runs_up_to_m_s=run_up_gives(words, gag.bike, gag.body),
        speed_gate=words.speed_gate,
        near=tuple(_in_the_way(gag, draws, weight)),
        practice=tuple(_practice(words)),
        winds=tuple(winds_of([words.wind, words.wind_across], [("at the lip", words.wind_limit)])),
        limits_lack=() if words.wind_limit else ("wind_limit",),
        card=tuple(_card(gag, window)),
        dummy_dropped=gag.bike.dummy_dropped,
    )


def _off(off: Floats, weight: Floats) -> tuple[float, float]:
    """Middle, and the worse of twenty: the side that is further from 0."""
    low, middle, high = (float(np.degrees(weighted_quantile(off, weight, share))) for share in (0.05, 0.5, 0.95))
    return middle, low if abs(low) > abs(high) else high


def _window(speed: Floats, good: Flags) -> tuple[float, float] | None:
    """Between which speeds at the lip it lands as it is meant to, with all else as planned, m/s."""
    return (float(speed[good].min()), float(speed[good].max())) if good.any() else None


def _practice(words: RampLanding) -> Iterator[StagePractised]:
    yield StagePractised("run-up to this speed", words.practised.ramp)
    yield StagePractised("landing from this gap", words.practised.landings)


def _card(gag: Landing, window: tuple[float, float] | None) -> Iterator[GoLimit]:
    said = "no speed in the draws lands it" if window is None else f"{window[0]:.1f} to {window[1]:.1f} m/s"
    yield GoLimit("speed at the last gate", said, window is not None)
    limit = gag.words.wind_limit
    yield GoLimit("wind at the lip", f"below {limit.text}" if limit else "not said", from_draws=False)


def _in_the_way(gag: Landing, draws: Draws, weight: Floats) -> Iterator[StandsInWay]:
    """Everybody with a place near a way of the vehicle: in the air, as it lands, and as it runs out."""
    rows = some_of_each(draws, _READ)
    values = {name: column[rows] for name, column in draws.values.items()}
    x, y = values["x_m"], values["aside_rad"] * values["x_m"] + values["off_m"]
    stops = values["along_m_s"] ** 2 / (2 * _BRAKES * GRAVITY_M_S2)
    share = weight[rows] * (weight.sum() / max(float(weight[rows].sum()), 1e-12))
    for name, borne, manned, (at_x, at_y, _) in places_of(gag):
        passes = (at_x <= x + stops + _REACH_M) & (at_x >= 0.0)
        beside = np.abs(y * np.where(x > 0, at_x / np.maximum(x, 1e-6), 0.0) - at_y)
        near = passes & (beside < _REACH_M)
        seconds = float(np.median(at_x / np.maximum(values["speed_m_s"], 0.1)))
        hits = float(share[near].sum())
        if hits > 0.0:
            away = float(np.min(beside[passes])) if passes.any() else abs(at_y)
            yield StandsInWay(name, borne, "the vehicle comes there", hits, seconds, away, manned, in_disc=True)


def landing_picture(gag: Landing, draws: Draws) -> JumpPicture:
    """Everything that is drawn of it."""
    unknowns, branches = gag.unknowns(), gag.branches()
    middle = {one.name: np.array([row[place].mean for row in unknowns]) for place, one in enumerate(unknowns[0])}
    ways = trace_out(gag.flights(middle), gag.ground)
    some = some_of_each(draws, _POINTS)
    planned = np.flatnonzero(draws.branch == 0)[:_SPREAD]
    spread = trace_out(gag.flights({name: column[planned] for name, column in draws.values.items()}), gag.ground)
    values = {name: column[some] for name, column in draws.values.items()}
    begins, ends, _ = gag.landing_m
    people: dict[str, list[tuple[float, float, float]]] = {}
    for name, _, _, place in places_of(gag):
        people.setdefault(name, []).append((place[0], place[1], place[2]))
    return JumpPicture(
        title=f"{gag.plan.stunt}, {label_words(gag.label)}",
        begins="the lip",
        ways=tuple(way_of(one.name, one.probability, way) for one, way in zip(branches, ways, strict=True)),
        spread=tuple(way[:, 1:4] for way in spread),
        bike=None,
        bike_lands_m=np.stack([values["x_m"], values["aside_rad"] * values["x_m"] + values["off_m"]], axis=1),
        disc=None,
        ground_m=gag.ground[:, :2],
        no_survey="",
        opens_m=np.empty((0, 2)),
        speed_m_s=values["speed_m_s"] * values["speed_share"],
        wall_m=values["x_m"],
        planned=draws.branch[some] == 0,
        needs_m_s=None,
        near_m=0.0,
        left_m={},
        asked_m=0.0,
        area=None,
        people={name: tuple(places) for name, places in people.items()},
        lands_m=(begins, ends),
    )
