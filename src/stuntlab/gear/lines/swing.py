"""A swing on one line that does not stretch: where it goes, how fast it meets a face, and what the line carries.

Nothing that decides a swing depends on the stretch of its line, and steps may then be thirty times as long as those of
`hang`. Where the line is slack the body flies; when it comes taut, the speed along it is lost. The snatch of that is
left to `hang`.

Valid for: up to 60 m of line. A point mass says nothing of who swings into what with which part of the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.lines.hang import Hang
from stuntlab.gear.lines.wind import push_of_wind

_STEP = 0.01
"""Of a step, by the period of the shortest line; speeds at the face then agree with `hang` within 0.3 %."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What swings did, [draw] each.

    carries_n: largest tension once the line was taut. lowest_m. farthest_m: largest distance from the face or, without
    one, level from the anchor. meets_s: when the face is met, NaN where it is not. end: place and speed then, or at the
    end, [draw, 6].
    """

    carries_n: Floats
    lowest_m: Floats
    farthest_m: Floats
    meets_s: Floats
    end: Floats


def swing(bodies: Hang, *, seconds: float) -> Swing:
    """Lets every body swing on its first line for so long, or until it meets the face."""
    draws = len(bodies.mass_kg)
    out, end = np.zeros((draws, 4)), np.empty((draws, 6))
    step = _STEP * 2.0 * np.pi * sqrt(float(bodies.lines[:, 0, 3].min()) / GRAVITY_M_S2)
    _swing(
        bodies.mass_kg,
        bodies.drag_area_m2,
        bodies.start,
        bodies.lines[:, 0, :4].copy(),
        bodies.wind.rows(),
        bodies.face,
        float(seconds),
        step,
        out,
        end,
    )
    return Swing(out[:, 0], out[:, 1], out[:, 2], out[:, 3], end)


@compiled
def _swing(mass, drag, start, line, wind, face, seconds, step, out, end):  # type: ignore[no-untyped-def]
    force, before = np.zeros(3), np.zeros(6)
    for draw in range(len(mass)):
        state = end[draw]
        state[:] = start[draw]
        place, speed = state[:3], state[3:]
        one, on, told, time = face[draw], line[draw], out[draw], 0.0
        has_face = one[0] != 0.0 or one[1] != 0.0 or one[2] != 0.0
        told[1], told[3] = place[2], nan
        told[2] = _distance(place, one, on, has_face)
        while time < seconds:
            before[:] = state
            gap_before = _distance(place, one, on, has_face)
            push_of_wind(time, drag[draw], speed, wind[draw], force)
            force[2] -= mass[draw] * GRAVITY_M_S2
            for i in range(3):
                place[i] += step * (speed[i] + 0.5 * step * force[i] / mass[draw])
                speed[i] += step * force[i] / mass[draw]
            carries = _hold(mass[draw], before, state, on, step)
            time += step
            told[0], told[1] = max(told[0], carries), min(told[1], place[2])
            gap = _distance(place, one, on, has_face)
            told[2] = max(told[2], gap)
            if has_face and gap <= 0.0:
                # between the two steps, along a straight line
                share = gap_before / max(gap_before - gap, 1e-12)
                for i in range(6):
                    state[i] = before[i] + share * (state[i] - before[i])
                told[3] = time - (1.0 - share) * step
                break


@compiled
def _distance(place, face, line, has_face):  # type: ignore[no-untyped-def]
    """From the face along its normal, m; without a face, level from the anchor."""
    if has_face:
        return face[0] * place[0] + face[1] * place[1] + face[2] * place[2] - face[3]
    return sqrt((place[0] - line[0]) ** 2 + (place[1] - line[1]) ** 2)


@compiled
def _hold(mass, before, state, line, step):  # type: ignore[no-untyped-def]
    """Puts who would be further than the line is long back onto its sphere; the tension that this takes, N.

    The pull acts along the line as it was before the step (RATTLE: place by its direction before, speed by the one
    after), so a swing keeps its energy.
    """
    place, speed, length = state[:3], state[3:], line[3]
    x, y, z = place[0] - line[0], place[1] - line[1], place[2] - line[2]
    reach2 = x * x + y * y + z * z
    if reach2 <= length * length:
        return 0.0
    x0, y0, z0 = before[0] - line[0], before[1] - line[1], before[2] - line[2]
    along = x * x0 + y * y0 + z * z0
    own = x0 * x0 + y0 * y0 + z0 * z0
    root = along * along - own * (reach2 - length * length)
    if root < 0.0:
        return 0.0
    # place - q·(place before - anchor) lies on the sphere
    q = (along - sqrt(root)) / own
    place[0] -= q * x0
    place[1] -= q * y0
    place[2] -= q * z0
    speed[0] -= q * x0 / step
    speed[1] -= q * y0 / step
    speed[2] -= q * z0 / step
    x, y, z = place[0] - line[0], place[1] - line[1], place[2] - line[2]
    out = (speed[0] * x + speed[1] * y + speed[2] * z) / (length * length)
    if out > 0.0:
        speed[0] -= out * x
        speed[1] -= out * y
        speed[2] -= out * z
    return mass * 2.0 * q * sqrt(own) / (step * step)
