"""The draws of a jump: what is drawn, each draw as a flight, and what the flight comes to."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, pi, radians

import numpy as np

from stuntlab.compiled import FEW_THREADS
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats, Integers, Unknown
from stuntlab.flight import NUMBERS, Flights, Flown, Stage, fly_out
from stuntlab.gags.driving.empty import empty_kg
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.gags.off_the_edge.jump import Jump
from stuntlab.gags.off_the_edge.numbers import JUMPS, JumpFailure
from stuntlab.gags.off_the_edge.openings import headings, off_heading_rates
from stuntlab.gags.off_the_edge.trim import fill_time, flight_time

_NOTHING = JumpFailure(probability=0.5, reason="none", outcome="none", kinds=())
"""Changes nothing."""


def unknowns_of(gag: Jump, row: JumpFailure | None) -> tuple[Unknown, ...]:
    """What differs between takes of one branch. row: of its failure, None as planned."""
    table, leaves, words = JUMPS.read(), gag.leaves, gag.words
    spread, rider = table.spread, table.rider
    share, share_sd = (row.speed_share, row.speed_share_sd) if row else (1.0, 0.0)
    wrong = row or _NOTHING
    fills, fills_sd = fill_time(gag.canopy)
    loses = gag.canopy.height_loss if gag.canopy else None
    wind = gag.in_takes("wind") if words.wind else None
    across = gag.in_takes("wind_across") if words.wind_across else None
    glide = 0.0 if wrong.upset else rider.glide_tracks if words.tracks else rider.glide_flat
    on_bike = 1.0 if leaves.bike else 0.0
    return (
        Unknown("speed_m_s", leaves.speed[0], leaves.speed[1], low=0.1),
        Unknown("speed_share", share, share_sd, low=0.3, high=1.0),
        Unknown("up_rad", *leaves.up),
        Unknown("aside_rad", radians(wrong.aside_deg), radians(wrong.aside_sd_deg or spread.aside_sd_deg)),
        Unknown("off_m", 0.0, spread.across_sd_m * on_bike),
        Unknown("parts_s", leaves.parts[0] + wrong.parts_s, max(leaves.parts[1], wrong.parts_sd_s), low=0.0),
        Unknown("push_m_s", leaves.push[0], leaves.push[1], low=0.0),
        Unknown(
            "push_back_rad", radians(spread.push_back_deg), radians(spread.push_back_sd_deg) * on_bike, 0.0, pi / 2
        ),
        Unknown("pull_s", leaves.pull[0] + wrong.pull_s, max(leaves.pull[1], wrong.pull_sd_s), low=0.0),
        Unknown("area_m2", rider.area_m2, rider.area_sd_m2, low=0.3, high=1.0),
        Unknown("glide", glide, rider.glide_sd, low=0.0, high=1.0),
        Unknown("fills_s", fills, fills_sd, low=0.3),
        Unknown("loses_m", *((loses.value, loses.sd) if loses else (0.0, 0.0)), low=0.0),
        Unknown("heading_luck", 0.0, 1.0),
        Unknown("notice_luck", 0.0, 1.0),
        Unknown("side_luck", 0.0, 1.0),
        Unknown("turns_rad_s", radians(table.heading.turns_deg_s), radians(table.heading.turns_sd_deg_s), low=0.2),
        Unknown("trim_share", 1.0, table.trim.speed_sd, low=0.6, high=1.4),
        Unknown(
            "wind_m_s",
            (wind.value if wind else 0.0) + wrong.wind_m_s,
            max(wind.sd if wind else spread.across_wind_m_s, wrong.wind_sd_m_s),
        ),
        Unknown("wind_across_m_s", across.value if across else 0.0, across.sd if across else spread.across_wind_m_s),
        Unknown("survey_m", 0.0, words.profile_known_to.value if words.profile_known_to else 5.0),
        Unknown("flares", table.flare.share + wrong.flare, table.flare.sd, low=0.0, high=0.9),
        Unknown("tone", ON_LINE.read().harness.slack_neck if wrong.upset else 1.0, 0.1, low=0.2, high=1.2),
        Unknown("turn_rad", 0.0, radians(4.0)),
        Unknown("pitch_rad", 0.0, radians(spread.pitch_sd_deg) * on_bike),
        Unknown("pitch_rate_rad_s", radians(wrong.pitch_rate_deg_s), radians(spread.pitch_rate_sd_deg_s) * on_bike),
    )


def flights_of(gag: Jump, values: Mapping[str, Floats], branch: Integers) -> Flights:
    """The draws as flights; every row of a branch shares what its failure changes."""
    count, leaves, trim = len(branch), gag.leaves, gag.trim
    heading, notices, pulls = (np.empty(count) for _ in range(3))
    rates = off_heading_rates(gag.canopy)
    numbers = NUMBERS.read()
    for index, row in enumerate(gag.rows):
        mine = branch == index
        heading[mine] = headings(row, values["heading_luck"][mine], values["side_luck"][mine], rates)
        notices[mine] = _notices(row, values["notice_luck"][mine])
        pulls[mine] = _pulls(row, values["pull_s"][mine], values["parts_s"][mine])
    speed = values["speed_m_s"] * values["speed_share"]
    level, back, push = speed * np.cos(values["up_rad"]), values["push_back_rad"], values["push_m_s"]
    zero, one = np.zeros(count), np.ones(count)
    air = trim.air_speed_m_s * values["trim_share"]
    return Flights(
        speed=np.stack(
            [
                level * np.cos(values["aside_rad"]),
                level * np.sin(values["aside_rad"]),
                speed * np.sin(values["up_rad"]),
            ],
            axis=1,
        ),
        wind=np.stack([values["wind_m_s"], values["wind_across_m_s"], zero], axis=1),
        rider_kg=one * gag.body.mass_kg,
        bike_kg=one * (empty_kg(leaves.bike) if leaves.bike else 0.0),
        together_area_m2=one * (numbers.together_area.soft + numbers.together_area.stiff) / 2,
        rider_area_m2=values["area_m2"],
        bike_area_m2=one * JUMPS.read().bike_falls.area_m2,
        glide=values["glide"],
        separates_s=values["parts_s"],
        push=np.stack([-push * np.sin(back), zero, push * np.cos(back)], axis=1),
        pulls_s=pulls,
        stretches_s=one * JUMPS.read().trim.stretches_s,
        canopy_area_m2=one * trim.drag_area_m2,
        fills_s=values["fills_s"],
        heading_rad=heading,
        notices_s=notices,
        turns_rad_s=values["turns_rad_s"],
        air_speed_m_s=air,
        sink_m_s=trim.sink_m_s * values["trim_share"],
    )


def _notices(row: JumpFailure | None, luck: Floats) -> Floats:
    table = JUMPS.read().heading
    slower = table.upset_factor if row is not None and row.upset else 1.0
    return np.asarray(slower * table.notices_s * table.notices_factor**luck)


def _pulls(row: JumpFailure | None, pull_s: Floats, parts_s: Floats) -> Floats:
    """When the pull comes: never before the parting, and in some branches so long after it."""
    if row is not None and row.never_pulls:
        return np.full(len(pull_s), inf)
    return np.maximum(pull_s, parts_s + (row.after_parting_s if row else 0.0))


def follow(gag: Jump, values: Mapping[str, Floats], branch: Integers) -> dict[str, Floats]:
    """What each draw comes to, name -> [draw]."""
    flights = gag.flights(values, branch)
    flown = fly_out(flights, gag.ground, threads=FEW_THREADS)
    opens = flown.stage == Stage.CANOPY
    pulled = np.isfinite(flown.pulled[:, 2])
    fallen = -np.where(pulled, flown.pulled[:, 2], np.nan_to_num(flown.landed[:, 2], nan=-gag.pit_m))
    lost = np.where(opens, flown.pulled[:, 2] - flown.opened[:, 2], 0.0)
    more = np.where(opens, np.maximum(values["loses_m"] - lost, 0.0), 0.0)
    over = np.where(opens, flown.height_left_m + values["survey_m"] - more, 0.0)
    needs, left = _left(gag, flights, flown, values, over, more)
    down, along = _landing(gag, flights, values, branch)
    known = not gag.no_survey
    return {
        "opens": opens.astype(float),
        "fallen_m": fallen,
        "pulls_x_m": np.nan_to_num(flown.pulled[:, 0]),
        "pulls_y_m": np.nan_to_num(flown.pulled[:, 1]),
        "lost_m": lost + more,
        "over_m": np.where(opens, over, 0.0) if known else np.zeros(len(over)),
        "needs_m": np.where(opens, needs, 0.0),
        "left_m": np.where(opens, np.maximum(left, 0.0), 0.0) if known else np.zeros(len(left)),
        "reaches": (~opens | (left >= 0)).astype(float),
        "clear_m": np.minimum(flown.clearance_m, 9999.0),
        "wall_m": np.minimum(np.where(opens, flown.wall_m, 0.0), 9999.0),
        "strikes": (opens & ((flown.meets_wall > 0) | (flown.clearance_m < _near_m(gag)))).astype(float),
        "opening_g": flown.opening_n / (gag.body.mass_kg * GRAVITY_M_S2),
        "opens_at_m_s": np.where(pulled, np.linalg.norm(np.nan_to_num(flown.pulled[:, 3:]), axis=1), 0.0),
        "lands_x_m": np.nan_to_num(flown.landed[:, 0]),
        "lands_y_m": np.nan_to_num(flown.landed[:, 1]) + values["off_m"],
        "down_m_s": down,
        "over_m_s": along,
        "landing_m_s": np.hypot(down, along),
        "pitch_off_rad": values["pitch_rad"] + values["pitch_rate_rad_s"] * values["parts_s"],
    }


def _near_m(gag: Jump) -> float:
    """Nearer to the ground than which a canopy strikes it, m; less than any distance where there is no wall."""
    return JUMPS.read().near.wall_m if gag.has_wall else -1.0


def _left(
    gag: Jump, flights: Flights, flown: Flown, values: Mapping[str, Floats], over: Floats, more: Floats
) -> tuple[Floats, Floats]:
    """Height that the flight to the landing area needs, and what is left of all, m, [draw]."""
    area = gag.words.landing_area
    if area is None:
        return np.zeros(len(over)), over
    opened = np.nan_to_num(flown.opened)
    wind = (flights.wind[:, 0], flights.wind[:, 1])
    time = flight_time((opened[:, 0], opened[:, 1] + values["off_m"]), wind, flights.air_speed_m_s, area)
    turning = flights.notices_s + np.abs(flights.heading_rad) / flights.turns_rad_s
    needs = flights.sink_m_s * (time + np.where(time > 0, turning, 0.0))
    lies_m = gag.ground_height(area.out.value)
    above_area = opened[:, 2] - more + values["survey_m"] - lies_m
    return needs, np.minimum(over, above_area - needs)


def _landing(gag: Jump, flights: Flights, values: Mapping[str, Floats], branch: Integers) -> tuple[Floats, Floats]:
    """Speed down and over the ground at the landing, m/s, [draw]."""
    downwind = np.array([bool(row and row.downwind) for row in gag.rows])[branch]
    left = 1.0 - values["flares"]
    wind = np.hypot(values["wind_m_s"], values["wind_across_m_s"])
    along = left * flights.air_speed_m_s + np.where(downwind, wind, -wind)
    return flights.sink_m_s * left, np.abs(along)
