"""A line that pulls a body along: line speed, acceleration, jerk and how long it takes, of many draws at once.

(m + m')·dv/dt = (1 - exp(-t/τ))·(F·s - A·(1 - s)) - ½·ρ·CdA·v² - m·g·sin(up), with s = (1 + x/X)^-1.3, from rest to
the end of the travel; midpoint rule, in steps of the time that the whole force would take, the last one cut to the
travel. A is what the air before the piston holds back, since the gas expands from its absolute pressure. m' moves with
the line. The pull on the body is what is left when m' has been moved along. Jerk is that of the opening valve,
F/((m + m')·τ).

Slack lets what moves with the line run ahead; when it is straight, it is caught by what the body gives: a snatch of
Δv·√(k·m') on top of the pull (a small mass on a spring, from which the body is slow to move).

Valid for: pulls in which the line stays straight once it is; the feet carry nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, isinf, sin

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.machines.numbers import MACHINES

_STEPS = 24
_GAS, _EMPTY = 1024, 16.0
"""Places along the line at which the pressure left is worked out beforehand, and where the last is, by X."""

_MOST_STEPS = 4 * _STEPS
"""After which a draw is left where it is: a machine that cannot lift what it pulls."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What pulls do to bodies, [draw].

    speed_m_s: where the travel ends. duration_s: until then. peak_m_s2: largest acceleration. peak_n: largest pull of
    the line, slack apart. jerk_m_s3: steepest rise of the acceleration, infinite for a release. reached_m: how far;
    short of the travel where the machine is too weak.
    """

    speed_m_s: Floats
    duration_s: Floats
    peak_m_s2: Floats
    peak_n: Floats
    jerk_m_s3: Floats
    reached_m: Floats


@dataclass(frozen=True, slots=True)
class LineDrive:
    """What pulls a line.

    force_n: at the line, before the gas expands, the valve open. expands_m: line that doubles the volume of the gas;
    infinite for a weight. moving_kg: what moves with the line. opens_s: time constant of the valve, 0 for a release.
    atmosphere: pressure of the air over that of the gas, which is a gauge's; 0 for a weight.
    """

    force_n: float
    expands_m: float
    moving_kg: float
    opens_s: float
    atmosphere: float = 0.0

    def pulls(self, mass_kg: float, travel_m: float) -> Pulled:
        """One level pull of one person, without slack."""
        one = np.ones(1)
        return pull(self, mass_kg=mass_kg * one, travel_m=travel_m * one, share=one, up_rad=0.0 * one)


def pull(drive: LineDrive, *, mass_kg: Floats, travel_m: Floats, share: Floats, up_rad: Floats) -> Pulled:
    """Pull bodies, [draw] each. share: of the force of the drive, 1 as set. up_rad: of the line above level."""
    columns = np.broadcast_arrays(mass_kg, travel_m, share, up_rad)
    mass, travel, factor, up = (np.array(column, dtype=float) for column in columns)
    numbers, out = MACHINES.read(), np.empty((5, mass.size))
    exponent = 0.0 if isinf(drive.expands_m) else numbers.gas.exponent
    left = (1.0 + np.linspace(0.0, _EMPTY, _GAS)) ** -exponent
    drag = 0.5 * AIR_KG_PER_M3 * numbers.body.drag_area_m2
    force, holds_back = factor * drive.force_n, drive.atmosphere * drive.force_n
    per_m, opens = (_GAS - 1) / _EMPTY / drive.expands_m, drive.opens_s or inf
    _pull(mass, travel, force, holds_back, up, drive.moving_kg, left, per_m, opens, drag, out)
    rises = (force - mass * GRAVITY_M_S2 * np.sin(up)) / (mass + drive.moving_kg)
    jerk = rises / drive.opens_s if drive.opens_s else np.full(mass.size, inf)
    return Pulled(out[0], out[1], out[2], out[3], jerk, out[4])


def snatch_n(drive: LineDrive, *, slack_m: Floats, share: Floats, gives_n_m: float) -> Floats:
    """What slack adds to the pull, N, [draw]: Δv·√(k·m'), from what moves with the line alone while the valve opens.

    From rest under a force that rises as F·t/τ: x = F·t³/(6·τ·m'), v = F·t²/(2·τ·m'); under a constant one
    v² = 2·F·x/m'.
    """
    slack, force = np.maximum(slack_m, 0.0), np.maximum(share, 0.0) * drive.force_n
    if drive.opens_s > 0:
        rises = force / (drive.opens_s * drive.moving_kg)
        straight_s = np.cbrt(6.0 * slack / np.maximum(rises, 1e-12))
        speed = 0.5 * rises * straight_s**2
    else:
        speed = np.sqrt(2.0 * force * slack / drive.moving_kg)
    speed = np.minimum(speed, MACHINES.read().ratchet.runs_m_s)
    return np.asarray(speed * np.sqrt(gives_n_m * drive.moving_kg))


@compiled
def _pull(mass, travel, force, air, up, moving, left, per_m, opens, drag, out):  # type: ignore[no-untyped-def]
    """left: share of the pressure along the line, by places per metre. air: pull of the atmosphere on the piston, N.

    opens: infinite for what acts at once. out: speed, duration, largest acceleration and pull, how far.
    """
    for i in range(mass.size):
        all_of_it = mass[i] + moving
        uphill = mass[i] * GRAVITY_M_S2 * sin(up[i])
        full = max(force[i] - uphill, 1e-3 * force[i]) / all_of_it
        step = (2.0 * travel[i] / full) ** 0.5 / _STEPS
        shut = 0.0 if isinf(opens) else 1.0
        shuts = exp(-0.5 * step / opens)
        x, v, t, a = 0.0, 0.0, 0.0, 0.0
        peak_a, peak_n = 0.0, 0.0
        for _ in range(_MOST_STEPS):
            share = _left(x, left, per_m)
            drives = (1.0 - shut) * max(force[i] * share - air * (1.0 - share), 0.0)
            a = (drives - drag * v * v - uphill) / all_of_it
            a = max(a, 0.0) if v <= 0.0 else a  # whoever stands is not let down by a weak pull
            shut *= shuts
            xm, vm = x + 0.5 * step * v, v + 0.5 * step * a
            share = _left(xm, left, per_m)
            drives = (1.0 - shut) * max(force[i] * share - air * (1.0 - share), 0.0)
            am = (drives - drag * vm * vm - uphill) / all_of_it
            am = max(am, 0.0) if vm <= 0.0 else am
            shut *= shuts
            if am > peak_a:
                peak_a = am
                peak_n = mass[i] * am + drag * vm * vm + uphill
            if x + step * vm >= travel[i]:
                cut = (travel[i] - x) / max(vm, 1e-9)
                x, v, t = travel[i], v + cut * am, t + cut
                break
            x, v, t = max(x + step * vm, 0.0), max(v + step * am, 0.0), t + step
        out[0, i], out[1, i], out[2, i] = v, t, peak_a
        out[3, i], out[4, i] = peak_n, x


@compiled
def _left(x, left, per_m):  # type: ignore[no-untyped-def]
    """Share of the pressure that is left, between the places at which it is known."""
    at = x * per_m
    low = min(int(at), left.size - 2)
    return left[low] + (at - low) * (left[low + 1] - left[low])
