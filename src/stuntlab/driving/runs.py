"""Where a run goes: along its line, and off it once it is lost, inside the circle of friction.

The state of a run is place, heading and speed of the middle of its front. A run that is lost keeps the curvature with
which it left, as far as tyres bear it; along its way it first goes on as the failure has it, then brakes with what the
circle of friction leaves. A barrier that holds stops it over the way that it moves, and shields what stands behind it
from all of its breadth; one that does not takes its energy.

Valid for: level ground; a rigid rectangle that does not roll over, spin or climb.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, inf, sin, sqrt

import numpy as np

from stuntlab.compiled import compiled, run_in_parts
from stuntlab.datasets import Flags, Floats, Integers

STEP_S = 0.05
LASTS_S = 8.0
"""A run that is lost is followed for so long (J): whoever it has not reached by then has walked away."""

MAP_M, LARGEST_MAP_M = 80.0, 250.0
"""How far past the ends of the line cells are kept, at least and at most (J)."""

_THROUGH, _PAST = -1.0, -2.0
_SIDE, _GAVE = 0, 1
_SPEED, _AT, _CUE, _ASIDE, _YAW, _TURN, _LATE, _FIRST, _THEN, _LIMIT, _LOST, _TOP = range(12)


@dataclass(frozen=True, slots=True)
class Lost:
    """Runs, [draw] each, SI. speed_m_s: as it leaves its line; at_m: how far along its line that is.

    cue_s: when it was at the first point. aside_m, yaw_rad: how far it is off its line, and off its direction.
    turn_m_s2: towards its left, less than `limit_m_s2`. late_s: until the driver brakes. first_m_s2, then_m_s2: along
    its way before and after that. lost: whether it is off its line before the end of it. top_m_s: beyond which no
    engine drives it.
    """

    speed_m_s: Floats
    at_m: Floats
    cue_s: Floats
    aside_m: Floats
    yaw_rad: Floats
    turn_m_s2: Floats
    late_s: Floats
    first_m_s2: Floats
    then_m_s2: Floats
    limit_m_s2: Floats
    lost: Floats
    top_m_s: Floats

    def rows(self) -> Floats:
        """Every column in this order, [draw, column]."""
        columns = (self.speed_m_s, self.at_m, self.cue_s, self.aside_m, self.yaw_rad, self.turn_m_s2, self.late_s)
        rest = (self.first_m_s2, self.then_m_s2, self.limit_m_s2, self.lost, self.top_m_s)
        return np.ascontiguousarray(np.column_stack([np.asarray(one, dtype=float) for one in (*columns, *rest)]))


@dataclass(frozen=True, slots=True)
class Way:
    """A line as corners, [corner, 2], m, and the vehicle on it: half of its width, its length, m, mass, kg."""

    corners_m: Floats
    half_m: float
    length_m: float
    mass_kg: float

    @property
    def length_of_line_m(self) -> float:
        """Along all corners."""
        return float(np.hypot(*np.diff(self.corners_m, axis=0).T).sum())


@dataclass(frozen=True, slots=True)
class Targets:
    """Who or what may be met: knots of their way, [target, knot, (s, x, y)], the last one repeated; radius, m.

    on_line: whether a run that stops as planned meets them no more once it is past its line: they stop as well.
    """

    knots: Floats
    radius_m: Floats
    on_line: Flags | None = None

    def rows(self) -> Floats:
        """[target, (radius, on_line)]."""
        on_line = np.zeros(len(self.radius_m)) if self.on_line is None else self.on_line
        return np.ascontiguousarray(np.column_stack((self.radius_m, on_line)).astype(float).reshape(-1, 2))


@dataclass(frozen=True, slots=True)
class Barriers:
    """Ends, [barrier, 4], m; the energy across that each holds, J, and how far it then moves, m."""

    ends_m: Floats
    holds_j: Floats
    moves_m: Floats

    def rows(self) -> Floats:
        """[barrier, column]."""
        return np.ascontiguousarray(np.column_stack((self.ends_m, self.holds_j, self.moves_m)).reshape(-1, 6))


@dataclass(frozen=True, slots=True)
class Went:
    """What runs came to. after_s: [draw, target], from the moment it was lost until contact, inf where none.

    speed_m_s: at contact. clear_m: [draw, target], how far from the edge of its way somebody stood then. gap_m: the
    least there was between them. past_m: [draw], how far past the end of the line it stopped. held: whether a barrier
    stopped it.
    """

    after_s: Floats
    speed_m_s: Floats
    clear_m: Floats
    gap_m: Floats
    past_m: Floats
    held: Floats


def drive(way: Way, runs: Lost, targets: Targets, barriers: Barriers, *, threads: int = 2) -> Went:
    """Every run to its end."""
    rows, count = runs.rows(), len(targets.radius_m)
    met, ends = np.full((len(rows), count, 4), inf), np.zeros((len(rows), 2))
    size = np.array([way.half_m, way.length_m, way.mass_kg])
    corners, fences, knots = np.ascontiguousarray(way.corners_m), barriers.rows(), np.ascontiguousarray(targets.knots)
    who = targets.rows()

    def part(of: slice) -> None:
        _drive_all(rows[of], corners, size, knots, who, fences, met[of], ends[of])

    run_in_parts(part, len(rows), threads=threads)
    return Went(met[:, :, 0], met[:, :, 1], met[:, :, 2], met[:, :, 3], ends[:, 0], ends[:, 1])


def mark_cells(
    way: Way, runs: Lost, barriers: Barriers, chance: Floats, *, side_m: float
) -> tuple[Floats, Floats, Floats]:
    """Middles of the cells that runs reach, [cell, 2], m; how often a take does, [cell]; the least seconds, [cell].

    chance: of each run, [draw], so that those of a branch add up to how often it happens.
    """
    beyond = min(max(MAP_M, float(_farthest_m(runs).max(initial=0.0))), LARGEST_MAP_M)
    low, high = way.corners_m.min(axis=0) - beyond, way.corners_m.max(axis=0) + beyond
    wide, deep = (int(number) for number in np.ceil((high - low) / side_m))
    seconds, last = np.full((wide, deep), inf), np.full((wide, deep), -1, dtype=np.int64)
    often = np.zeros((wide, deep))
    size = np.array([way.half_m, way.length_m, way.mass_kg])
    grid = np.array([low[0], low[1], side_m])
    corners = np.ascontiguousarray(way.corners_m)
    _mark_all(runs.rows(), corners, size, barriers.rows(), chance, seconds, last, often, grid)
    x, y = np.nonzero(often > 0)
    at_m = np.column_stack((low[0] + (x + 0.5) * side_m, low[1] + (y + 0.5) * side_m))
    return at_m, often[x, y], seconds[x, y]


def _farthest_m(runs: Lost) -> Floats:
    """How far each run goes at most from where it is lost, m, [run]: until it brakes, and from then on."""
    late = np.minimum(runs.late_s, LASTS_S)
    tops = np.maximum(runs.top_m_s, runs.speed_m_s)
    faster = np.clip(runs.speed_m_s + runs.first_m_s2 * late, 0.0, tops)
    stops = faster**2 / (2.0 * np.maximum(-runs.then_m_s2, 0.1))
    after = np.minimum(faster * (LASTS_S - late), stops)
    gone = np.where(faster < tops, 0.5 * (runs.speed_m_s + faster), faster) * late
    return np.asarray(gone + after)


@compiled(error_model="numpy")
def _drive_all(
    rows: Floats,
    corners: Floats,
    size: Floats,
    knots: Floats,
    who: Floats,
    fences: Floats,
    met: Floats,
    ends: Floats,
) -> None:
    state, guards = np.zeros(9), np.zeros((fences.shape[0], 2))
    for run in range(rows.shape[0]):
        _begin(rows[run], corners, state)
        _guard(fences, state, guards)
        going = True
        while going:
            x, y, c, s, v, t = state[0], state[1], state[2], state[3], state[4], state[5]
            since = state[7]
            going = _step(rows[run], corners, size, fences, guards, state)
            ahead = (state[0] - x) * c + (state[1] - y) * s
            if rows[run, _LOST] == 0.0 or since >= 0.0:
                _meet(rows[run], size, knots, who, fences, guards, x, y, c, s, v, t, max(ahead, 0.0), since, met[run])
        ends[run, 0] = state[6]
        ends[run, 1] = 1.0 if state[5] < 0.0 else 0.0


@compiled(error_model="numpy")
def _mark_all(
    rows: Floats,
    corners: Floats,
    size: Floats,
    fences: Floats,
    chance: Floats,
    seconds: Floats,
    last: Integers,
    often: Floats,
    grid: Floats,
) -> None:
    state, guards = np.zeros(9), np.zeros((fences.shape[0], 2))
    side = grid[2]
    for run in range(rows.shape[0]):
        _begin(rows[run], corners, state)
        _guard(fences, state, guards)
        going = True
        while going:
            x, y, c, s, v = state[0], state[1], state[2], state[3], state[4]
            since = max(state[7], 0.0)
            going = _step(rows[run], corners, size, fences, guards, state)
            ahead = max((state[0] - x) * c + (state[1] - y) * s, 0.0)
            along = 0.0
            while along <= ahead:
                across = -size[0]
                while across <= size[0] + 0.5 * side:
                    lat = min(across, size[0])
                    px, py = x + along * c - lat * s, y + along * s + lat * c
                    i, j = int((px - grid[0]) / side), int((py - grid[1]) / side)
                    inside = 0 <= i < often.shape[0] and 0 <= j < often.shape[1]
                    if inside and not _shields(fences, guards, x, y, px, py, 0.0):
                        if last[i, j] != run:
                            last[i, j] = run
                            often[i, j] += chance[run]
                        at = since + along / max(v, 0.1)
                        seconds[i, j] = min(seconds[i, j], at)
                    across += 0.5 * side
                along += 0.5 * side


@compiled(error_model="numpy")
def _begin(row: Floats, corners: Floats, state: Floats) -> None:
    """On the line: x, y, direction, speed, clock, way along the line, and -1 for not lost yet."""
    start = row[_AT] if row[_LOST] > 0.0 else 0.0
    state[6] = start
    state[4] = row[_SPEED]
    state[5] = row[_CUE] + start / max(row[_SPEED], 0.1)
    state[7] = -1.0
    _on_line(row, corners, state)


@compiled(error_model="numpy")
def _on_line(row: Floats, corners: Floats, state: Floats) -> bool:
    """Put it where it is on its line; whether it is past the end."""
    left = state[6]
    for leg in range(corners.shape[0] - 1):
        dx, dy = corners[leg + 1, 0] - corners[leg, 0], corners[leg + 1, 1] - corners[leg, 1]
        far = sqrt(dx * dx + dy * dy)
        final = leg == corners.shape[0] - 2
        if left <= far or final:
            c, s = dx / far, dy / far
            on = min(left, far)
            state[0] = corners[leg, 0] + on * c - row[_ASIDE] * s
            state[1] = corners[leg, 1] + on * s + row[_ASIDE] * c
            state[2], state[3] = c, s
            return bool(final and left >= far)
        left -= far
    return True


@compiled(error_model="numpy")
def _step(row: Floats, corners: Floats, size: Floats, fences: Floats, guards: Floats, state: Floats) -> bool:
    """One step; whether it still moves. state[6] counts on past the end of the line, state[7] since it is lost."""
    if state[7] < 0.0:
        if row[_LOST] == 0.0:
            state[6] += row[_SPEED] * STEP_S
            state[5] += STEP_S
            if not _on_line(row, corners, state):
                return True
        c, s = state[2], state[3]
        state[2] = c * cos(row[_YAW]) - s * sin(row[_YAW])
        state[3] = s * cos(row[_YAW]) + c * sin(row[_YAW])
        state[6] = 0.0
        state[7] = 0.0
        return True
    v = state[4]
    along = row[_FIRST] if state[7] < row[_LATE] else row[_THEN]
    bend = row[_TURN] / max(row[_SPEED] * row[_SPEED], 1.0)
    aside = bend * v * v
    limit = row[_LIMIT]
    aside = min(max(aside, -limit), limit)
    room = sqrt(max(limit * limit - aside * aside, 0.0))
    along = min(max(along, -room), room)
    if along > 0.0:
        along = min(along, max(row[_TOP] - v, 0.0) / STEP_S)
    step = STEP_S
    if along < 0.0 and v + along * step < 0.0:
        step = v / -along
    move = max(v * step + 0.5 * along * step * step, 0.0)
    turn = aside / max(v, 0.5) * step
    c, s = state[2], state[3]
    new_x, new_y = state[0] + move * c, state[1] + move * s
    v_new = max(v + along * step, 0.0)
    for fence in range(fences.shape[0]):
        pushes = _cross(fences[fence], state[0], state[1], new_x, new_y, c, s, v, size)
        if pushes >= 0.0:
            state[8] = pushes + 1e-9
            guards[fence, _GAVE] = fences[fence, 5]
        elif pushes == _THROUGH:
            v_new = sqrt(max(v_new * v_new - 2.0 * fences[fence, 4] / size[2], 0.0))
            guards[fence, _GAVE] = inf
        elif state[8] <= 0.0:
            guards[fence, _SIDE] = _side_of(fences[fence], new_x, new_y)
    if state[8] > 0.0:
        state[8] -= move
        if state[8] <= 0.0:
            state[0], state[1], state[4], state[5] = new_x, new_y, 0.0, -1.0
            state[6] += move
            return False
    state[0], state[1] = new_x, new_y
    state[2] = c * cos(turn) - s * sin(turn)
    state[3] = s * cos(turn) + c * sin(turn)
    state[4] = v_new
    state[5] += step
    state[6] += move
    state[7] += step
    return bool(v_new > 0.05 and state[7] < LASTS_S)


@compiled(error_model="numpy")
def _cross(
    fence: Floats, x: float, y: float, new_x: float, new_y: float, c: float, s: float, v: float, size: Floats
) -> float:
    """How much farther it comes before a barrier holds it, m; else `_THROUGH`, or `_PAST` where none is met.

    A barrier that holds gives way in the share of its test's energy that it gets.
    """
    ax, ay, bx, by = fence[0], fence[1], fence[2], fence[3]
    dx, dy = bx - ax, by - ay
    far = max(sqrt(dx * dx + dy * dy), 1e-6)
    nx, ny = -dy / far, dx / far
    across = v * (c * nx + s * ny)
    energy = 0.5 * size[2] * across * across
    way = 1.0 if across > 0.0 else -1.0
    before, after = ((x - ax) * nx + (y - ay) * ny) * way, ((new_x - ax) * nx + (new_y - ay) * ny) * way
    on = ((x - ax) * dx + (y - ay) * dy) / far
    if energy <= 0.0 or before > 0.0 or after < 0.0 or on < -size[0] or on > far + size[0]:
        return _PAST
    if energy > fence[4]:
        return _THROUGH
    return float(fence[5] * energy / max(fence[4], 1.0) * v / abs(across))


@compiled(error_model="numpy")
def _side_of(fence: Floats, x: float, y: float) -> float:
    """How far to the left of a barrier a place is, m."""
    dx, dy = fence[2] - fence[0], fence[3] - fence[1]
    far = max(sqrt(dx * dx + dy * dy), 1e-6)
    return float((dx * (y - fence[1]) - dy * (x - fence[0])) / far)


@compiled(error_model="numpy")
def _guard(fences: Floats, state: Floats, guards: Floats) -> None:
    """Before a run: which side of each barrier it is on, and that none has given way."""
    for fence in range(fences.shape[0]):
        guards[fence, _SIDE] = _side_of(fences[fence], state[0], state[1])
        guards[fence, _GAVE] = 0.0


@compiled(error_model="numpy")
def _shields(fences: Floats, guards: Floats, x: float, y: float, px: float, py: float, radius: float) -> bool:
    """Whether a barrier that stands lies between the middle of a vehicle and a place that it would cover.

    It shields no farther forward than it was pushed, all of its test's way (on the safe side).
    """
    for fence in range(fences.shape[0]):
        near = guards[fence, _SIDE]
        way = 1.0 if near > 0.0 else -1.0
        behind = -way * _side_of(fences[fence], px, py)
        if behind - radius <= guards[fence, _GAVE]:
            continue
        before = max(way * _side_of(fences[fence], x, y), 0.0)
        share = before / max(before + behind, 1e-6)
        ax, ay = fences[fence, 0], fences[fence, 1]
        dx, dy = fences[fence, 2] - ax, fences[fence, 3] - ay
        on = ((x + share * (px - x) - ax) * dx + (y + share * (py - y) - ay) * dy) / max(dx * dx + dy * dy, 1e-6)
        if 0.0 <= on <= 1.0:
            return True
    return False


@compiled(error_model="numpy")
def _meet(
    row: Floats,
    size: Floats,
    knots: Floats,
    who: Floats,
    fences: Floats,
    guards: Floats,
    x: float,
    y: float,
    c: float,
    s: float,
    v: float,
    t: float,
    ahead: float,
    since: float,
    met: Floats,
) -> None:
    """Write down whom this step meets, and how near it comes to everybody else."""
    for one in range(who.shape[0]):
        if who[one, 1] > 0.0 and row[_LOST] == 0.0 and since >= 0.0:
            continue
        radius = who[one, 0]
        px, py = _place_at(knots[one], t)
        along = (px - x) * c + (py - y) * s
        across = abs((py - y) * c - (px - x) * s)
        wide = size[0] + radius
        off_across = max(across - wide, 0.0)
        off_along = max(along - ahead - radius, -size[1] - along, 0.0)
        gap = sqrt(off_across * off_across + off_along * off_along)
        met[one, 3] = min(met[one, 3], gap)
        if gap <= 0.0 and met[one, 0] == inf and v > 0.0 and not _shields(fences, guards, x, y, px, py, radius):
            met[one, 0] = since + max(along - radius, 0.0) / max(v, 0.1) if since >= 0.0 else t - row[_CUE]
            met[one, 1] = v
            met[one, 2] = wide - across


@compiled(error_model="numpy")
def _place_at(way: Floats, t: float) -> tuple[float, float]:
    """Where somebody is at a time: [knot, (s, x, y)]."""
    last = way.shape[0] - 1
    if t <= way[0, 0]:
        return way[0, 1], way[0, 2]
    for knot in range(last):
        begins, ends = way[knot, 0], way[knot + 1, 0]
        if t <= ends and ends > begins:
            share = (t - begins) / (ends - begins)
            return (
                way[knot, 1] + share * (way[knot + 1, 1] - way[knot, 1]),
                way[knot, 2] + share * (way[knot + 1, 2] - way[knot, 2]),
            )
    return way[last, 1], way[last, 2]
