"""Fit the striker's leg and its muscle push to one study of measured front kicks.

Run it with no arguments; it takes some ten seconds and prints each number beside the one in `gags/kick/numbers.toml`.

*Fitted*, not predicted, and to one study: Vágner 2018, front kick in boots against a padded plate (biomechanics
5.2, abstract, V-A): peak 3180 ± 647 N, time to peak 39 ± 16 ms, impulse 367 ± 40 N s, means and standard deviations.
The study's abstract gives neither the speed of the foot, nor the plate's stiffness, nor how long the impulse was
counted. Held here, all J: 13 kg at 6.6 m/s, a plate of 150 kN/m, the impulse over half a second, and the leg's damping,
which the study hardly narrows, as the last lines printed show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from stuntlab.datasets import Floats
from stuntlab.gags.kick.gag import striker
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.gags.striking.force_plate import PADDED_N_PER_M, force_on_plate, plate_scene
from stuntlab.gags.striking.striker import Striker
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run

EFFECTIVE_MASS_KG = 13.0
FOOT_SPEED_M_S = 6.6
IMPULSE_OVER_S = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """One published number of the study."""

    mean: float
    sd: float


VAGNER_2018 = {
    "peak_n": Measured(3180.0, 647.0),
    "rise_s": Measured(0.039, 0.016),
    "impulse_n_s": Measured(367.0, 40.0),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """What is fitted."""

    stiffness_n_per_m: float
    damping_n_s_per_m: float
    push_n_per_m_s: float


def leg_of_the_table() -> Leg:
    """The numbers the program runs with."""
    row = KICK_NUMBERS.read().striker
    return Leg(row.leg_stiffness_n_per_m.value, row.leg_damping_n_s_per_m.value, row.push_n_per_m_s.value)


def striker_with(leg: Leg, *, mass_kg: float = EFFECTIVE_MASS_KG) -> Striker:
    return replace(striker(mass_kg), stiffness_n_per_m=leg.stiffness_n_per_m, damping_n_s_per_m=leg.damping_n_s_per_m)


def read_kick(phases: Mapping[str, Traces]) -> dict[str, Floats]:
    """Peak, time from first touch to peak, and impulse: what the study published."""
    blow = phases["blow"]
    force = force_on_plate(blow)
    touched_s = blow.time_s[np.argmax(force > 0, axis=-1)]
    return {
        "peak_n": force.max(axis=-1),
        "rise_s": blow.time_s[force.argmax(axis=-1)] - touched_s,
        "impulse_n_s": np.trapezoid(force, blow.time_s, axis=-1),
    }


def front_kick(
    leg: Leg, *, speed_m_s: float = FOOT_SPEED_M_S, plate_n_per_m: float = PADDED_N_PER_M
) -> dict[str, float]:
    """The three published numbers, from one simulated kick at the plate."""
    scene = plate_scene(striker_with(leg), plate_n_per_m=plate_n_per_m, duration_s=IMPULSE_OVER_S)
    knobs = {"speed_m_s": np.array([speed_m_s]), "push_n": np.array([leg.push_n_per_m_s * speed_m_s])}
    values, _ = run(scene, knobs, read_kick, threads=1)
    return {name: float(value[0]) for name, value in values.items()}


def offsets(leg: Leg) -> dict[str, float]:
    """How many standard deviations of the study each number lies from its mean."""
    kick = front_kick(leg)
    return {name: (kick[name] - measured.mean) / measured.sd for name, measured in VAGNER_2018.items()}


def misfit(leg: Leg) -> float:
    return float(sum(offset**2 for offset in offsets(leg).values()))


def fit(start: Leg) -> Leg:
    """The stiffness and push nearest to the study, at the damping of `start`."""

    def leg_of(factors: Floats) -> Leg:
        stiffness, push = (float(factor) for factor in factors)
        return replace(
            start,
            stiffness_n_per_m=stiffness * start.stiffness_n_per_m,
            push_n_per_m_s=push * start.push_n_per_m_s,
        )

    def objective(factors: Floats) -> float:
        return misfit(leg_of(factors)) if np.all(factors > 0) else 1e6

    best = minimize(objective, np.ones(2), method="Nelder-Mead", options={"maxfev": 80, "xatol": 2e-3, "fatol": 1e-4})
    return leg_of(best.x)


def main() -> None:
    table = leg_of_the_table()
    fitted = fit(table)
    print(f"{'':20s} {'the table':>10s} {'fitted':>10s}")
    for name in ("stiffness_n_per_m", "damping_n_s_per_m", "push_n_per_m_s"):
        print(f"{name:20s} {getattr(table, name):10.1f} {getattr(fitted, name):10.1f}")
    with_table, with_fitted = front_kick(table), front_kick(fitted)
    for name, measured in VAGNER_2018.items():
        print(f"{name:20s} {with_table[name]:10.4g} {with_fitted[name]:10.4g}   {measured.mean:g} ± {measured.sd:g}")
    print("damping held at: best stiffness, push, misfit in squared standard deviations")
    for damping in (0.0, 60.0, 120.0, 200.0):
        leg = fit(replace(table, damping_n_s_per_m=damping))
        print(f"{damping:6.0f} {leg.stiffness_n_per_m:10.0f} {leg.push_n_per_m_s:8.1f} {misfit(leg):8.3f}")


if __name__ == "__main__":
    main()
