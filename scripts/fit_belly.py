"""Fit the belly's cubic term and damping to oblique blows of a disc at the abdomen (Viano 1989).

Run it with no arguments; it prints the numbers of `abdomen.law` in tables/tissue.toml.
Fitted to: peak force and force at 10 ms of 5, 3 and 4 male runs at 4.8, 6.8 and 9.4 m/s, mean and standard deviation,
from the force traces digitised in the SAFER HBM validation catalogue (V-S; reduced here, C). No deflection is looked
at, and no bar, belt or touch. The law is fitted between the ends of its linear term, with the first term of the middle.
"""

from dataclasses import replace

import numpy as np
from scipy.optimize import least_squares

from stuntlab.people.certification import thorax_pendulum
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.people.tissue import Tissue, human_tissue

MEASURES = hybrid_iii_50m()
START = human_tissue()
DISC_KG = 23.4
AT_S = 0.010
MEASURED = {4.8: ((2.24, 0.34), (1.49, 0.67)), 6.8: ((3.62, 0.55), (2.63, 0.38)), 9.4: ((6.46, 1.13), (4.81, 0.91))}
"""Speed, m/s -> peak force and force at 10 ms, kN, each with its deviation between runs."""


def with_law(cubic_mn: float, damping_hundreds: float) -> Tissue:
    linear = START.abdomen.stiffness[0]
    belly = replace(START.abdomen, stiffness=(linear, 0.0, 1e6 * cubic_mn), damping_ns_per_m=100 * damping_hundreds)
    return replace(START, abdomen=belly)


def misses(law: np.ndarray) -> list[float]:
    found = []
    for speed, ((peak, peak_sd), (early, early_sd)) in MEASURED.items():
        tissue = with_law(*law)
        blow = thorax_pendulum(MEASURES, tissue, probe_kg=DISC_KG, speed_m_s=speed, plate="abdomen", tone=0.0)
        at_early = float(np.interp(AT_S, blow.time_s, blow.force_n))
        found += [(blow.force_n.max() / 1e3 - peak) / peak_sd, (at_early / 1e3 - early) / early_sd]
    return found


def main() -> None:
    fit = least_squares(misses, [2.0, 4.0], bounds=([0, 0], [8, 15]), diff_step=0.03)
    cubic, damping = fit.x
    print(f"[abdomen.law]  cubic = {1e6 * cubic:.3g}  damping = {100 * damping:.3g}")
    print("misses, standard deviations:", np.round(fit.fun, 2))


if __name__ == "__main__":
    main()
