"""Fit the stiffness of the human shoulder to ISO TR 9790 shoulder test 1; its damping goes along, 20 ms of stiffness.

Run it with no arguments; it prints the numbers of tables/tissue.toml.
Fitted to: a deflection of 37.5 mm, the middle of 34-41 mm, at 23.4 kg and 4.5 m/s (R-m). Its force is not looked at.
"""

from dataclasses import replace

from scipy.optimize import brentq

from stuntlab.people.certification import shoulder_blow
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.people.tissue import Tissue, human_tissue

MEASURES = hybrid_iii_50m()
START = human_tissue()
WANTED_M = 0.0375
DAMPING_TIME_S = 0.02
"""Lobdell's chest, rounded: 520 N s/m beside 26.3 kN/m."""


def with_stiffness(stiffness: float) -> Tissue:
    shoulder = replace(START.shoulder, stiffness=(stiffness, 0.0, 0.0), damping_ns_per_m=DAMPING_TIME_S * stiffness)
    return replace(START, shoulder=shoulder)


def main() -> None:
    stiffness = brentq(
        lambda value: shoulder_blow(MEASURES, with_stiffness(value)).blow.peak_deflection_m - WANTED_M,
        20e3,
        100e3,
        xtol=50,
    )
    print(f"[shoulder.human]  stiffness = [{stiffness:.3e}, 0.0, 0.0]  damping = {DAMPING_TIME_S * stiffness:.3g}")


if __name__ == "__main__":
    main()
