"""Fit the stiffness of a leg along its length to one drop landing; its damping goes along, 10 ms of stiffness.

Run it with no arguments; it prints the numbers of tables/leg.toml.
Fitted to: 6.35 body weights from 0.72 m, McNitt-Gray 1991 (R-m). Landings from 0.32 and 1.28 m, and how the force grows
with the height, are not looked at.
"""

from dataclasses import replace

from scipy.optimize import brentq

from stuntlab.people import human_tissue, measures, skeleton
from stuntlab.people.certification import drop_landing
from stuntlab.people.tables import LEG, LegSpring, LegTable

ATHLETE = measures(stature_m=1.75, mass_kg=75.0, sex="male")
HEIGHT_M, WANTED_BW = 0.72, 6.35
DAMPING_TIME_S = 0.01


class Tried:
    """A table of the leg with other numbers, read in place of the one that ships."""

    def __init__(self, axial: LegSpring) -> None:
        self.axial = axial

    def read(self) -> LegTable:
        return LegTable(self.axial)


def ground_force_bw(stiffness: float) -> float:
    skeleton.LEG = Tried(replace(LEG.read().axial, stiffness=stiffness, damping=DAMPING_TIME_S * stiffness))
    return float(drop_landing(ATHLETE, human_tissue(), height_m=HEIGHT_M).ground_force_bw.max())


def main() -> None:
    stiffness = brentq(lambda value: ground_force_bw(value) - WANTED_BW, 20e3, 200e3, xtol=50)
    print(f"[axial]  stiffness = {stiffness:.3e}  damping = {DAMPING_TIME_S * stiffness:.3g}")


if __name__ == "__main__":
    main()
