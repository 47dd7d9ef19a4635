"""What a falling body meets before it lands: the wall below the edge it left, or something that stands in its way.

The body is straight, from its soles to its crown, and turns evenly from standing to how it lands; its middle goes as
`flight` says, followed as the cubic that has the same places and speeds at take-off and landing.

Leaving the edge is not followed: while any part of the body is above it, feet stand on it, turn about it or brush past
it, and no push says which. So the wall counts from where the whole body is below the edge: for who then goes into it
and not for who is on the way out of it, and for everybody who would lie in it at the landing.

Valid for: a wall that stands upright below the edge; upright boxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats, Integers

WALL_LOOKS = 32
"""How often a fall is looked at on its way past a wall."""

THING_EVERY_M = 0.1
"""And, of its height, on its way past something else."""

HALF_WIDTH_M = 0.2
"""From the middle of a body to the outside of its arms, which lie against it (judgement)."""

LYING_M, UPRIGHT_M = 0.05, 0.15
"""What a body takes up at its landing beyond soles and crown: flesh, and feet where it stands (judgement)."""

_ALONG = 9  # places on a body that are held against a thing


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box in the air or on the ground, corners (x, y, z), m."""

    low_m: tuple[float, float, float]
    high_m: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Straight:
    """A straight body: from its middle to its soles and to its crown, and half its depth at middle and head."""

    to_soles_m: float
    to_crown_m: float
    half_depth_m: float


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of the middles of falling bodies, [take]. x out from the wall, y along it, z up, m.

    start_m, end_m, start_m_s, end_m_s: [take, axis], at take-off and landing. leans_rad: how far the head has turned
    outwards from standing when they land. edge_m: height of the take-off.
    """

    time_s: Floats
    start_m: Floats
    end_m: Floats
    start_m_s: Floats
    end_m_s: Floats
    leans_rad: Floats
    edge_m: Floats


@dataclass(frozen=True, slots=True)
class Collision:
    """What falls meet, [take]. which: 0 the wall, 1 the first of the things ..., -1 nothing; the rest is then 0.

    time_s: from the take-off. x_m, y_m, z_m: the part of the body that meets it. down_m_s: of the middle. into_m_s: how
    fast that part nears what it meets, level for a wall.
    """

    which: Integers
    time_s: Floats
    x_m: Floats
    y_m: Floats
    z_m: Floats
    down_m_s: Floats
    into_m_s: Floats


def first_collision(ways: Ways, body: Straight, *, wall: bool, things: Sequence[Box]) -> Collision:
    """What each fall meets first. wall: whether one stands below the edge, at x = 0."""
    cubics = _cubics(ways)
    which = np.full(len(ways.time_s), -1, dtype=np.int64)
    found = np.zeros((len(which), 6))
    size = np.array([body.to_soles_m, body.to_crown_m, body.half_depth_m])
    if wall:
        _past_wall(cubics, ways.time_s, ways.leans_rad, ways.edge_m, size, WALL_LOOKS, which, found)
    for index, thing in enumerate(things):
        corners = np.array([*thing.low_m, *thing.high_m])
        _past_thing(cubics, ways.time_s, ways.leans_rad, size, corners, index + 1, which, found)
    return Collision(which, *found.T)


def _cubics(ways: Ways) -> Floats:
    """Coefficients of place in the share of the time that has gone, [take, axis, power]."""
    time = ways.time_s[:, None]
    begins, arrives, far = time * ways.start_m_s, time * ways.end_m_s, ways.end_m - ways.start_m
    return np.stack([ways.start_m, begins, 3.0 * far - 2.0 * begins - arrives, begins + arrives - 2.0 * far], axis=2)


@compiled
def _at(cubic: Floats, share: float) -> float:
    return cubic[0] + share * (cubic[1] + share * (cubic[2] + share * cubic[3]))  # type: ignore[no-any-return]


@compiled
def _per_share(cubic: Floats, share: float) -> float:
    return cubic[1] + share * (2.0 * cubic[2] + share * 3.0 * cubic[3])  # type: ignore[no-any-return]


@compiled
def _range(cubic: Floats) -> tuple[float, float]:
    """Between what a cubic stays for shares of 0 to 1: the four points that span it (Bézier)."""
    first, last = cubic[0], cubic[0] + cubic[1] + cubic[2] + cubic[3]
    second, third = first + cubic[1] / 3.0, first + (2.0 * cubic[1] + cubic[2]) / 3.0
    return min(first, second, third, last), max(first, second, third, last)


@compiled
def _past_wall(
    cubics: Floats, times: Floats, leans: Floats, edges: Floats, size: Floats, looks: int, which: Integers,
    found: Floats,
) -> None:  # fmt: skip
    soles, crown, deep = size
    reach = max(soles, crown) + deep + LYING_M + UPRIGHT_M
    for take in range(len(times)):
        cubic = cubics[take]
        if _range(cubic[0])[0] > reach:
            continue
        step_out, step_up = np.sin(leans[take] / looks), np.cos(leans[take] / looks)
        out, up, before = 0.0, 1.0, 1e9
        for look in range(looks + 1):
            share, thick = look / looks, deep * abs(up)
            x, z = _at(cubic[0], share), _at(cubic[2], share)
            feet, middle, head = x - soles * out, x - thick, x + crown * out - thick
            clear, lands = min(feet, middle, head), look == looks
            room = clear if not lands else min(clear, min(feet, head) - LYING_M - UPRIGHT_M * abs(up))
            below = z + max(crown * up, -soles * up) < edges[take]
            if room < 0.0 and (lands or (below and clear < before)):
                height = z - soles * up if feet <= head else z + crown * up
                down = -_per_share(cubic[2], share) / times[take]
                into = max(before - clear, 0.0) * looks / times[take]
                which[take] = 0
                found[take] = share * times[take], 0.0, _at(cubic[1], share), height, down, into
                break
            before = clear
            out, up = out * step_up + up * step_out, up * step_up - out * step_out


@compiled
def _past_thing(
    cubics: Floats, times: Floats, leans: Floats, size: Floats, corners: Floats, index: int, which: Integers,
    found: Floats,
) -> None:  # fmt: skip
    reach = max(size[0], size[1]) + HALF_WIDTH_M
    for take in range(len(times)):
        cubic, near = cubics[take], True
        for axis in range(3):
            low, high = _range(cubic[axis])
            near = near and low - reach < corners[3 + axis] and high + reach > corners[axis]
        if not near:
            continue
        looks = int((cubic[2, 0] - _at(cubic[2], 1.0)) / THING_EVERY_M) + 8
        before = -1.0
        for look in range(looks + 1):
            share = look / looks
            apart, place = _apart(cubic, size, corners, share, share * leans[take])
            if apart < 0.0 <= before:  # who stands in it at the take-off has it behind them
                at = share * times[take]
                if which[take] < 0 or at < found[take, 0]:
                    which[take] = index
                    down = -_per_share(cubic[2], share) / times[take]
                    into = (before - apart) * looks / times[take]
                    found[take] = at, place[0], place[1], place[2], down, into
                break
            before = apart


@compiled
def _apart(
    cubic: Floats, size: Floats, corners: Floats, share: float, leans: float
) -> tuple[float, tuple[float, float, float]]:
    """How far the nearest of some places of a body is from a box, below 0 inside it, and that place."""
    x, y, z = _at(cubic[0], share), _at(cubic[1], share), _at(cubic[2], share)
    out, up = np.sin(leans), np.cos(leans)
    wide, high = size[2] * abs(up), size[2] * abs(out)
    nearest, where = 1e9, (x, y, z)
    for place in range(_ALONG):
        along = (size[0] + size[1]) * place / (_ALONG - 1) - size[0]
        at_x, at_z = x + along * out, z + along * up
        over_x = max(corners[0] - at_x - wide, at_x - wide - corners[3])
        over_y = max(corners[1] - y - HALF_WIDTH_M, y - HALF_WIDTH_M - corners[4])
        over_z = max(corners[2] - at_z - high, at_z - high - corners[5])
        apart = max(over_x, over_y, over_z)
        if apart < nearest:
            nearest, where = apart, (at_x, y, at_z)
    return nearest, where
