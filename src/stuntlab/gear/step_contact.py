"""What stairs, walls and something soft at the foot press on the points of a body with, at one instant (compiled).

Each point is a ball, for which treads, risers and nosings have a potential. Against the nearest place of the tread
below it and of the riser or nosing behind it, it is a spring that hardens with depth, a damper, and Coulomb friction
that is viscous at the smallest speeds. Whoever means to go down pushes themselves on with hands and feet: a force on
the root body down the line of the nosings, as long as the body is slower than it means to be, touches something, and is
above the foot.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.gear.landing_step import add_push
from stuntlab.gear.step_memory import (
    AREA,
    COUNT,
    DAMPING,
    FRICTION,
    HALF_WIDTH,
    HARD_DEPTH,
    HEADER,
    HELP_N,
    HELP_SHARE,
    HELPER,
    HOLD_AHEAD,
    HOLD_BODY,
    HOLD_NM,
    HOLD_SHARE,
    HOLD_UP,
    LEFT,
    POINT,
    PUSH_M_S,
    PUSH_N,
    RADIUS,
    RETURNS,
    RISE,
    ROOT,
    SLIP,
    SOFT_BACK,
    SOFT_STRESS,
    SOFT_TOP,
    STEPS,
    STIFFNESS,
    TREAD,
    WALL,
    WELL_Z,
)

DAMPED_FROM_M = 2e-3
"""Depth by which the damper is fully there, so that it does not strike at the moment of touch (judgement)."""

LETS_GO_M_S = 0.3
"""Speed away from a step by which flesh gives back only what it returns; at rest it bears all of it (judgement)."""

EASES_M_S = 0.3
"""So much slower than it means to be, a body pushes itself on with all it has; in between with a part (judgement)."""

HOLDS_NM_PER_RAD = 600.0
HOLD_DAMPS_NMS = 30.0
"""How firmly hands hold a lean, half as firm as a lumbar servo, and their damping over a twentieth of a second (J)."""

SOFT_FULL_M = 0.05
"""Depth at which something soft bears its whole crush stress, as in `gear.crush`."""


@compiled
def press(
    memory: Floats, place: Floats, turn: Floats, centre: Floats, speed: Floats, about: Floats, force: Floats
) -> None:
    """The forces on every body, force [6·body].

    From places [3·body], turns [9·body], centres of mass [3·body] and speeds [6·body], turning before moving, each that
    of the point of the body which is at `about` [3·body], the centre of mass of the whole.
    """
    force[:] = 0.0
    root = 3 * int(memory[ROOT])
    hub = (about[root], about[root + 1], about[root + 2])
    for index in range(int(memory[COUNT])):
        point = HEADER + POINT * index
        body = int(memory[point])
        at, m = 3 * body, turn[9 * body : 9 * body + 9]
        a, b, c = memory[point + 1], memory[point + 2], memory[point + 3]
        x = place[at] + m[0] * a + m[1] * b + m[2] * c
        y = place[at + 1] + m[3] * a + m[4] * b + m[5] * c
        z = place[at + 2] + m[6] * a + m[7] * b + m[8] * c
        before = force[6 * body : 6 * body + 6].copy()
        _meet(memory, point, x, y, z, hub, speed[6 * body : 6 * body + 6], centre[at : at + 3], force, 6 * body)
        if memory[point + HELP_SHARE] > 0.0:
            _hand_on(memory, point, before, body, centre, force)
    if memory[PUSH_N] > 0.0 and np.any(force != 0.0):
        _push_on(memory, hub, speed[2 * root : 2 * root + 6], force, 2 * root)
    if memory[HOLD_NM] > 0.0 and np.any(force != 0.0):
        held = int(memory[HOLD_BODY])
        _hold_lean(memory, turn[9 * held : 9 * held + 9], speed[6 * held : 6 * held + 6], force, 6 * held)


@compiled
def _hold_lean(memory: Floats, m: Floats, speed: Floats, force: Floats, first: int) -> None:
    """The moment of hands on the steps that turns the length of a body back to where they hold it."""
    x, y, z = m[2], m[5], m[8]
    ahead, up = memory[HOLD_AHEAD], memory[HOLD_UP]
    twist = speed[0] * x + speed[1] * y + speed[2] * z
    a = HOLDS_NM_PER_RAD * y * up - HOLD_DAMPS_NMS * (speed[0] - twist * x)
    b = HOLDS_NM_PER_RAD * (z * ahead - x * up) - HOLD_DAMPS_NMS * (speed[1] - twist * y)
    c = -HOLDS_NM_PER_RAD * y * ahead - HOLD_DAMPS_NMS * (speed[2] - twist * z)
    share = memory[HOLD_SHARE] * min(1.0, memory[HOLD_NM] / max(sqrt(a * a + b * b + c * c), 1e-9))
    force[first + 3] += share * a
    force[first + 4] += share * b
    force[first + 5] += share * c


@compiled
def _hand_on(memory: Floats, point: int, before: Floats, body: int, centre: Floats, force: Floats) -> None:
    """Move a share of what a point has just met to the body that helps, with its moment about the same place."""
    helper, own = int(memory[point + HELPER]), 6 * body
    met = force[own : own + 6] - before
    size = sqrt(met[0] * met[0] + met[1] * met[1] + met[2] * met[2])
    if size <= 0.0:
        return
    moved = met * min(memory[point + HELP_SHARE], memory[point + HELP_N] / size)
    to, arm = 6 * helper, centre[3 * body : 3 * body + 3] - centre[3 * helper : 3 * helper + 3]
    force[own : own + 6] -= moved
    force[to : to + 6] += moved
    force[to + 3] += arm[1] * moved[2] - arm[2] * moved[1]
    force[to + 4] += arm[2] * moved[0] - arm[0] * moved[2]
    force[to + 5] += arm[0] * moved[1] - arm[1] * moved[0]


@compiled
def _push_on(memory: Floats, hub: tuple[float, float, float], speed: Floats, force: Floats, first: int) -> None:
    """What somebody pushes themselves on with, through the root body's centre of mass."""
    rise, tread = memory[RISE], memory[TREAD]
    if hub[0] >= (memory[STEPS] - 1.0) * tread:
        return
    along, down = tread / sqrt(tread * tread + rise * rise), rise / sqrt(tread * tread + rise * rise)
    short = memory[PUSH_M_S] - (speed[3] * along - speed[5] * down)
    push = memory[PUSH_N] * min(max(short / EASES_M_S, 0.0), 1.0)
    force[first] += push * along
    force[first + 2] -= push * down


@compiled
def _meet(
    memory: Floats,
    point: int,
    x: float,
    y: float,
    z: float,
    hub: tuple[float, float, float],
    speed: Floats,
    centre: Floats,
    force: Floats,
    first: int,
) -> None:
    """One point against what is beside it, below it and behind it."""
    for side in range(2):
        if memory[LEFT + side] > 0.0:
            out = 1.0 - 2.0 * side
            gap = memory[HALF_WIDTH] - out * y
            _push(memory, point, WALL, (x, y, z), (0.0, -out, 0.0), gap, hub, speed, centre, force, first)
    below, behind, behind_top = _profile(memory, x, y)
    inside = z < below
    ahead = _edge_ahead(memory, x) - x if inside else 1e9
    if inside and ahead < below - z:
        _push(memory, point, STIFFNESS, (x, y, z), (1.0, 0.0, 0.0), -ahead, hub, speed, centre, force, first)
        return
    _push(memory, point, STIFFNESS, (x, y, z), (0.0, 0.0, 1.0), z - below, hub, speed, centre, force, first)
    _sink(memory, point, (x, y, z), centre, speed, hub, force, first)
    away = x - behind
    if behind_top > below and away < 1.0:
        over = z - behind_top
        if over <= 0.0:
            _push(memory, point, STIFFNESS, (x, y, z), (1.0, 0.0, 0.0), away, hub, speed, centre, force, first)
        else:
            far = max(sqrt(away * away + over * over), 1e-9)
            nosing = (away / far, 0.0, over / far)
            _push(memory, point, STIFFNESS, (x, y, z), nosing, far, hub, speed, centre, force, first)


@compiled
def _profile(memory: Floats, x: float, y: float) -> tuple[float, float, float]:
    """At a place: height of what is below, where the riser behind it is, and how high that riser's nosing is."""
    steps, rise, tread = memory[STEPS], memory[RISE], memory[TREAD]
    if abs(y) > memory[HALF_WIDTH] and memory[WELL_Z] < 0.0:
        return memory[WELL_Z], -1e9, memory[WELL_Z]
    if x < 0.0:
        return steps * rise, -1e9, steps * rise
    step = min(np.floor(x / tread), steps - 1.0)
    below = (steps - 1.0 - step) * rise
    return below, step * tread, below + rise


@compiled
def _edge_ahead(memory: Floats, x: float) -> float:
    """Where the solid a point has got into ends in the direction of the fall."""
    steps, tread = memory[STEPS], memory[TREAD]
    if x < 0.0:
        return 0.0
    step = np.floor(x / tread) + 1.0
    return step * tread if step <= steps - 1.0 else 1e9


@compiled
def spring_n(depth: float, soft: float, hard: float, deep: float) -> float:
    """Force of a spring whose stiffness rises from `soft` to `hard` at a depth and stays there."""
    if deep <= 0.0 or hard <= soft:
        return soft * depth
    if depth < deep:
        return soft * depth + (hard - soft) * depth * depth / (2.0 * deep)
    return soft * deep + (hard - soft) * deep / 2.0 + hard * (depth - deep)


@compiled
def damped_share(depth: float, soft: float, hard: float, deep: float) -> float:
    """Share of its damping that such a spring has at a depth: the root of that of its stiffness, as in contacts."""
    if deep <= 0.0 or hard <= soft:
        return 1.0
    return sqrt((soft + (hard - soft) * min(depth / deep, 1.0)) / hard)


@compiled
def _push(
    memory: Floats,
    point: int,
    of: int,
    at: tuple[float, float, float],
    along: tuple[float, float, float],
    gap: float,
    hub: tuple[float, float, float],
    speed: Floats,
    centre: Floats,
    force: Floats,
    first: int,
) -> None:
    """Spring, damper and friction of one point against one surface; gap: from its centre, along the normal.

    of: where its two stiffnesses stand, against a step or a wall.
    """
    soft, hard, deep = memory[point + of], memory[point + of + 1], memory[point + HARD_DEPTH]
    radius = memory[point + RADIUS]
    depth = radius - gap
    if depth <= 0.0:
        return
    touch = (at[0] - along[0] * radius, at[1] - along[1] * radius, at[2] - along[2] * radius)
    vx, vy, vz = _speed_at(touch, hub, speed)
    away = vx * along[0] + vy * along[1] + vz * along[2]
    spring = spring_n(depth, soft, hard, deep)
    spring *= 1.0 - (1.0 - memory[point + RETURNS]) * min(max(away / LETS_GO_M_S, 0.0), 1.0)
    damped = memory[point + DAMPING] * min(depth / DAMPED_FROM_M, 1.0)
    damped *= damped_share(depth, soft, hard, deep)
    push = max(spring - damped * away, 0.0)
    tx, ty, tz = vx - away * along[0], vy - away * along[1], vz - away * along[2]
    slide = sqrt(tx * tx + ty * ty + tz * tz)
    drag = min(memory[point + SLIP], memory[point + FRICTION] * push / max(slide, 1e-9))
    pushed = (push * along[0] - drag * tx, push * along[1] - drag * ty, push * along[2] - drag * tz)
    add_push(force, first, centre, touch, pushed)


@compiled
def _sink(
    memory: Floats,
    point: int,
    at: tuple[float, float, float],
    centre: Floats,
    speed: Floats,
    hub: tuple[float, float, float],
    force: Floats,
    first: int,
) -> None:
    """One point into what is soft at the foot of the stairs: its crush stress going in, less of it coming back."""
    end = (memory[STEPS] - 1.0) * memory[TREAD]
    if memory[SOFT_STRESS] <= 0.0 or at[0] < end or abs(at[1]) > memory[HALF_WIDTH]:
        return
    depth = memory[SOFT_TOP] - at[2] + memory[point + RADIUS]
    if depth <= 0.0:
        return
    push = memory[SOFT_STRESS] * memory[point + AREA] * min(depth / SOFT_FULL_M, 1.0)
    vx, vy, vz = _speed_at(at, hub, speed)
    if vz > 0.0:
        push *= memory[SOFT_BACK]
    slide = sqrt(vx * vx + vy * vy)
    drag = min(memory[point + SLIP], memory[point + FRICTION] * push / max(slide, 1e-9))
    add_push(force, first, centre, at, (-drag * vx, -drag * vy, push))


@compiled
def _speed_at(
    at: tuple[float, float, float], hub: tuple[float, float, float], speed: Floats
) -> tuple[float, float, float]:
    """Velocity of a body's point, from its turning and the velocity it has at the hub."""
    x, y, z = at[0] - hub[0], at[1] - hub[1], at[2] - hub[2]
    return (
        speed[3] + speed[1] * z - speed[2] * y,
        speed[4] + speed[2] * x - speed[0] * z,
        speed[5] + speed[0] * y - speed[1] * x,
    )
