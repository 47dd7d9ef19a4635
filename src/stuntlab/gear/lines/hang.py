"""A body on one or two lines: it falls until a line is taut, is arrested, and swings. One point mass a draw.

The body's own give, its harness and what the anchor gives are one spring in series with each line. The strain of a
line follows from the balance at the point where that spring meets it, so no mass is needed there. The far side of an
edge or a carabiner stretches less: callers shorten the line to its effective length, Σ Lᵢ·exp(-μΣφ), and say how much
of the tension arrives at the belay.

Axes: x along the face, y out of it, z up; the first anchor of most set-ups is the origin.

Valid for: up to 60 m of free line, whose mass is left out. A point mass says nothing of who swings into what: the full
body does from shortly before.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, isinf, nan, sqrt

import numpy as np

from stuntlab.compiled import compiled, run_in_parts
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.lines.law import LineLaw
from stuntlab.gear.lines.wind import Gust, push_of_wind

STIFF_N_M = 1e9
"""Of a body or an anchor that does not give, N/m."""

_LINES = 2
_STEP = 0.04
"""Of a step, by the fastest natural frequency of body and lines. Peaks are then within 0.5 % (`test_lines.py`)."""

_LONGEST_STEP_S = 0.008
_LONGEST_FLIGHT_S = 0.05
_X, _LENGTH, _AT_REST, _FADING, _DAMPING, _GIVES, _PARTS_AT, _COLUMNS = 0, 3, 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class Belay:
    """What holds the far end of the first line, [draw] each.

    arrives: share of the tension that arrives there. mass_kg: of who belays and can be lifted; `inf` where it is fixed.
    travels_m: how far they can move. slips_at_n: tension at the belay at which the device lets line through.
    """

    arrives: Floats
    mass_kg: Floats
    travels_m: Floats
    slips_at_n: Floats

    @classmethod
    def tie_off(cls, draws: int) -> Belay:
        """No friction before it, and it neither moves nor slips."""
        return cls(np.ones(draws), np.full(draws, inf), np.zeros(draws), np.full(draws, inf))


@dataclass(frozen=True, slots=True)
class Hang:
    """Bodies on lines.

    mass_kg, drag_area_m2: [draw]. start: place and speed, [draw, 6], m and m/s. lines: [draw, 2, 9], by line anchor
    (x, y, z), length, stiffness at rest and fading, N, damping, N s, what gives in series, N/m, and when it parts, s; a
    line of length 0 is none. face: a plane that ends the swing, [draw, 4], its normal into the air and its distance
    from the origin along it; a normal of 0 is none.
    """

    mass_kg: Floats
    drag_area_m2: Floats
    start: Floats
    lines: Floats
    belay: Belay
    wind: Gust
    face: Floats

    @classmethod
    def on_one(
        cls,
        law: LineLaw,
        length_m: float | Floats,
        *,
        mass_kg: Floats,
        start: Floats,
        gives_n_m: float | Floats = STIFF_N_M,
    ) -> Hang:
        """On one line from the origin, in calm air, before no face."""
        draws = len(mass_kg)
        return cls(
            mass_kg,
            np.zeros(draws),
            start,
            np.stack([line_row(law, length_m, gives_n_m=gives_n_m, draws=draws), np.zeros((draws, _COLUMNS))], axis=1),
            Belay.tie_off(draws),
            Gust.calm(draws),
            np.zeros((draws, 4)),
        )


def line_row(
    law: LineLaw,
    length_m: float | Floats,
    *,
    draws: int,
    anchor: tuple[float, float, float] = (0.0, 0.0, 0.0),
    gives_n_m: float | Floats = STIFF_N_M,
    parts_at_s: float | Floats = inf,
) -> Floats:
    """One line of `Hang.lines`, [draw, 9]."""
    row = np.empty((draws, _COLUMNS))
    row[:, _X:_LENGTH] = anchor
    for column, value in (
        (_LENGTH, length_m),
        (_AT_REST, law.at_rest_n),
        (_FADING, law.fading_n),
        (_DAMPING, law.damping_n_s),
        (_GIVES, gives_n_m),
        (_PARTS_AT, parts_at_s),
    ):
        row[:, column] = value
    return row


@dataclass(frozen=True, slots=True)
class Hung:
    """What bodies on lines did.

    peak_n, peak_s: largest tension of each line and when, [draw, 2]. at_belay_n: largest force at the belay, [draw].
    lowest_m: [draw]. farthest_m: largest distance across the face's normal or, without a face, level from the first
    anchor, [draw]. meets_s: when the face is met, NaN where it is not, [draw]. end: place and speed then, or at the
    end, [draw, 6].
    """

    peak_n: Floats
    peak_s: Floats
    at_belay_n: Floats
    lowest_m: Floats
    farthest_m: Floats
    meets_s: Floats
    end: Floats


def hang(bodies: Hang, *, seconds: float, first_peak: bool = False, threads: int = 1) -> Hung:
    """Lets every body go for so long, or until it meets the face.

    first_peak: ends a draw once the tension of its first line is well past its first peak; what is `farthest_m` then
    says nothing.
    """
    draws, belay = len(bodies.mass_kg), bodies.belay
    out = np.zeros((draws, 8))
    end = np.empty((draws, 6))
    belays = np.stack([belay.arrives, belay.mass_kg, belay.travels_m, belay.slips_at_n], axis=1)
    wind = bodies.wind.rows()

    def run(rows: slice) -> None:
        _hang(
            bodies.mass_kg[rows],
            bodies.drag_area_m2[rows],
            bodies.start[rows],
            bodies.lines[rows],
            belays[rows],
            wind[rows],
            bodies.face[rows],
            float(seconds),
            first_peak,
            _STEP,
            out[rows],
            end[rows],
        )

    run_in_parts(run, draws, threads=threads)
    return Hung(out[:, 0:2], out[:, 2:4], out[:, 4], out[:, 5], out[:, 6], out[:, 7], end)


@compiled(error_model="numpy")
def _hang(mass, drag, start, lines, belay, wind, face, seconds, first_peak, step, out, end):  # type: ignore[no-untyped-def]
    """out: peaks of both lines, their times, force at the belay, lowest, farthest, when the face is met."""
    for draw in range(len(mass)):
        _hang_one(
            mass[draw],
            drag[draw],
            start[draw],
            lines[draw],
            belay[draw],
            wind[draw],
            face[draw],
            seconds,
            first_peak,
            step,
            out[draw],
            end[draw],
        )


@compiled(error_model="numpy")
def _hang_one(mass, drag, start, lines, belay, wind, face, seconds, first_peak, step, out, end):  # type: ignore[no-untyped-def]
    place, speed, force = start[:3].copy(), start[3:].copy(), np.zeros(3)
    crept, longer, tension = np.zeros(_LINES), np.zeros(_LINES), np.zeros(_LINES)
    lifted = np.zeros(2)
    short = _time_step(mass, lines, step)
    left, strain = np.ones(_LINES), np.zeros(_LINES)
    for line in range(_LINES):
        if lines[line, _FADING] > 0.0:
            left[line] = exp(-lines[line, _FADING] * short / lines[line, _DAMPING])
    lets = belay[3] / belay[0]
    has_face = face[0] != 0.0 or face[1] != 0.0 or face[2] != 0.0
    out[5], out[7] = place[2], nan
    time = 0.0
    _push(time, mass, drag, place, speed, lines, crept, longer, wind, lets, tension, force)
    while time < seconds:
        # on slack lines a body flies: that far in one step, which is exact without wind
        dt = max(short, 0.9 * _flight_s(place, speed, lines, longer)) if tension[0] + tension[1] == 0.0 else short
        # half a kick, a whole drift, half a kick (velocity Verlet)
        for i in range(3):
            speed[i] += 0.5 * dt * force[i] / mass
            place[i] += dt * speed[i]
        time += dt
        # the damper of each line follows the strain that was; below, half of how that has changed since
        for line in range(_LINES):
            share = left[line] ** (dt / short) if dt > short else left[line]
            crept[line] = strain[line] + (crept[line] - strain[line]) * share
        _push(time, mass, drag, place, speed, lines, crept, longer, wind, lets, tension, force)
        for i in range(3):
            speed[i] += 0.5 * dt * force[i] / mass
        for line in range(_LINES):
            before, strain[line] = strain[line], _strain(lines[line], tension[line], crept[line])
            crept[line] += 0.5 * (1.0 - left[line]) * (strain[line] - before)
            pull = min(tension[line], lets) if line == 0 else tension[line]
            if pull > out[line]:
                out[line], out[2 + line] = pull, time
        if first_peak and tension[0] < 0.8 * out[0]:
            break
        held = tension[0] * belay[0]
        out[4] = max(out[4], min(held, belay[3]))
        _pay_out(dt, held, belay, lines[0], lifted, longer)
        out[5] = min(out[5], place[2])
        if has_face:
            gap = face[0] * place[0] + face[1] * place[1] + face[2] * place[2] - face[3]
            out[6] = max(out[6], gap)
            if gap <= 0.0:
                out[7] = time
                break
        else:
            out[6] = max(out[6], sqrt((place[0] - lines[0, _X]) ** 2 + (place[1] - lines[0, _X + 1]) ** 2))
    end[:3], end[3:] = place, speed


@compiled(error_model="numpy")
def _pay_out(dt, held, belay, line, lifted, longer):  # type: ignore[no-untyped-def]
    """The belay is lifted, or lets line through, or holds: how much longer the first line is. lifted: m, m/s."""
    if held > belay[3]:
        longer[0] += (held - belay[3]) / belay[0] / _stiffness(line, line[_LENGTH] + longer[0])
    if not isinf(belay[1]) and belay[2] > 0.0:
        pull = held / belay[1] - GRAVITY_M_S2
        lifted[1] = max(lifted[1] + dt * pull, 0.0) if lifted[0] < belay[2] else 0.0
        lifted[0] += dt * lifted[1]
        longer[0] += dt * lifted[1]


@compiled(error_model="numpy")
def _flight_s(place, speed, lines, longer):  # type: ignore[no-untyped-def]
    """How long a body flies before the first line can be taut, whichever way it goes; at most `_LONGEST_FLIGHT_S`."""
    fast = sqrt(speed[0] ** 2 + speed[1] ** 2 + speed[2] ** 2)
    least = _LONGEST_FLIGHT_S
    for line in range(_LINES):
        if lines[line, _LENGTH] > 0.0:
            x, y, z = place[0] - lines[line, _X], place[1] - lines[line, _X + 1], place[2] - lines[line, _X + 2]
            gap = lines[line, _LENGTH] + longer[line] - sqrt(x * x + y * y + z * z)
            if gap <= 0.0:
                return 0.0
            least = min(least, (sqrt(fast * fast + 2.0 * GRAVITY_M_S2 * gap) - fast) / GRAVITY_M_S2)
    return least


@compiled(error_model="numpy")
def _time_step(mass, lines, step):  # type: ignore[no-untyped-def]
    """From the fastest natural frequency of the body on its lines, never longer than `_LONGEST_STEP_S`."""
    stiffness = 0.0
    for line in range(_LINES):
        if lines[line, _LENGTH] > 0.0:
            stiffness += _stiffness(lines[line], lines[line, _LENGTH])
    return min(_LONGEST_STEP_S, step * sqrt(mass / max(stiffness, 1e-9)))


@compiled(error_model="numpy")
def _stiffness(line, length):  # type: ignore[no-untyped-def]
    """Of a fresh line with what gives in series, N/m."""
    own = (line[_AT_REST] + line[_FADING]) / length
    return own * line[_GIVES] / (own + line[_GIVES])


@compiled(error_model="numpy")
def _push(time, mass, drag, place, speed, lines, crept, longer, wind, lets, tension, force):  # type: ignore[no-untyped-def]
    """Weight, wind and lines on the body, N; tensions on the way, those before a device lets the first line through.

    lets: the largest pull of the first line, N, at which it does.
    """
    force[0], force[1], force[2] = 0.0, 0.0, 0.0
    if drag > 0.0:
        push_of_wind(time, drag, speed, wind, force)
    force[2] -= mass * GRAVITY_M_S2
    for line in range(_LINES):
        tension[line] = 0.0
        if lines[line, _LENGTH] <= 0.0 or time >= lines[line, _PARTS_AT]:
            continue
        x, y, z = place[0] - lines[line, _X], place[1] - lines[line, _X + 1], place[2] - lines[line, _X + 2]
        reach = sqrt(x * x + y * y + z * z)
        length = lines[line, _LENGTH] + longer[line]
        if reach <= length:
            continue
        tension[line] = max(_tension(lines[line], length, reach, crept[line]), 0.0)
        pull = (min(tension[line], lets) if line == 0 else tension[line]) / reach
        force[0] -= pull * x
        force[1] -= pull * y
        force[2] -= pull * z


@compiled(error_model="numpy")
def _tension(line, length, reach, crept):  # type: ignore[no-untyped-def]
    """Line and what gives in series carry the same: gives·(reach - length·(1 + e)) = k1·e + k2·(e - u)."""
    at_rest, fading, gives = line[_AT_REST], line[_FADING], line[_GIVES]
    strain = (gives * (reach - length) + fading * crept) / (at_rest + fading + gives * length)
    return at_rest * strain + fading * (strain - crept)


@compiled(error_model="numpy")
def _strain(line, tension, crept):  # type: ignore[no-untyped-def]
    """Of a line under its tension; of a slack one, what has not yet come back."""
    stiffness = line[_AT_REST] + line[_FADING]
    return (tension + line[_FADING] * crept) / stiffness if stiffness > 0.0 else 0.0
