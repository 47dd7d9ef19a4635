"""The go or no-go card: speed, wind, light and canopy, each with its limit from the draws or from the plan."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from stuntlab.datasets import Draws, Flags, Floats
from stuntlab.datasets.jump import GoLimit
from stuntlab.gags.off_the_edge.jump import Jump
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.plan.actions.ramp_jump import RampJump

_BINS = 12
_FEWEST = 2000
"""Draws of a bin; where there are not so many for all bins, bins are wider."""

_ALLOWED = 1e-3
"""Of takes at such a speed or wind that may meet the wall (lines_and_flight.md 4.4, J)."""


def card_of(gag: Jump, draws: Draws) -> tuple[GoLimit, ...]:
    """Every line of it."""
    words, canopy = gag.words, gag.canopy
    speed, wind = slowest(gag, draws), _strongest(gag, draws)
    lines = []
    if isinstance(words, RampJump) and not gag.no_survey:
        lines.append(GoLimit("speed at the last gate", _said("at least", speed, "m/s"), speed is not None))
    if not gag.no_survey and gag.has_wall:
        lines.append(GoLimit("wind onto the wall", _said("at most", wind, "m/s"), wind is not None))
    for what, limit in (
        ("wind at the edge", words.wind_limit),
        ("wind at the pull", words.wind_at_pull_limit),
        ("wind at the landing", words.wind_at_landing_limit),
    ):
        if limit is not None:
            lines.append(GoLimit(what, f"below {limit.text}", from_draws=False))
    checked = "looked over before each jump" if canopy and canopy.checked else "by whom is not said"
    lines += [
        GoLimit("light", words.light or "not said", from_draws=False),
        GoLimit("canopy", checked, from_draws=False),
    ]
    return tuple(lines)


def _said(word: str, value: float | None, unit: str) -> str:
    return "no value in the draws keeps the wall away often enough" if value is None else f"{word} {value:.1f} {unit}"


def limits_lacking(gag: Jump) -> tuple[str, ...]:
    """Wind limits that the plan does not give, as their words."""
    words = gag.words
    named = {
        "wind_limit": words.wind_limit,
        "wind_at_pull_limit": words.wind_at_pull_limit,
        "wind_at_landing_limit": words.wind_at_landing_limit,
    }
    return tuple(name for name, limit in named.items() if limit is None)


def slowest(gag: Jump, draws: Draws) -> float | None:
    """The lowest exit speed from which on every speed keeps the wall and the height, m/s; None without one."""
    if gag.no_survey:
        return None
    rows = [index for index, row in enumerate(gag.rows) if row is None or row.speed_share < 1.0]
    speed = draws.values["speed_m_s"] * draws.values["speed_share"]
    return _edge(gag, draws, np.isin(draws.branch, rows), speed, rising=True)


def _strongest(gag: Jump, draws: Draws) -> float | None:
    """The strongest wind onto the wall up to which the wall is kept, m/s; None without one."""
    if gag.no_survey:
        return None
    rows = [index for index, row in enumerate(gag.rows) if row is None or row.wind_m_s]
    onto = -draws.values["wind_m_s"]
    found = _edge(gag, draws, np.isin(draws.branch, rows), onto, rising=False)
    return None if found is None else max(found, 0.0)


def _edge(gag: Jump, draws: Draws, mine: Flags, values: Floats, *, rising: bool) -> float | None:
    """Bin by bin from the good end; openings off heading come at their own rate in every bin."""
    rows = np.flatnonzero(mine)
    given = values[rows]
    count = max(min(len(rows) // _FEWEST, _BINS), 1)
    bins = list(pairwise(np.quantile(given, np.linspace(0.0, 1.0, count + 1))))
    best = None
    for low, high in reversed(bins) if rising else bins:
        inside = rows[(given >= low) & (given <= high)]
        if len(inside) < _FEWEST:
            return best
        strikes = _weighted_strikes(gag, draws, inside)
        left = np.quantile(draws.values["left_m"][inside], _ALLOWED)
        if strikes > _ALLOWED or left < JUMPS.read().near.height_left_m:
            return best
        best = float(low if rising else high)
    return best


def _weighted_strikes(gag: Jump, draws: Draws, inside: np.ndarray) -> float:
    """Share that meets the wall, of draws of which those as planned open on heading and the rest at any rate."""
    strikes, planned = draws.values["strikes"][inside], draws.branch[inside] == 0
    rates = {branch.name: branch.probability for branch in gag.branches()}
    on = 1.0 - sum(rate for name, rate in rates.items() if name.startswith("opens"))
    shares = [float(strikes[which].mean()) for which in (planned, ~planned) if which.any()]
    if planned.all():
        return on * shares[0] + sum(
            rates[branch.name] * float(draws.values["strikes"][draws.branch == index].mean())
            for index, branch in enumerate(gag.branches())
            if branch.name.startswith("opens")
        )
    return max(shares)
