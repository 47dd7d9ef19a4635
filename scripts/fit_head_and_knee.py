"""Fit the stiffness of the dummy's head, temple and knee skins to the head drops and the knee pendulum.

Run it with no arguments; it prints the stiffnesses that put each peak in the middle of its corridor, dampings kept.
Fitted to: 49 CFR 572.32 (V-P) and 572.35 (R-h), tables/corridors.toml; 572.192 (V-P; its drop height R-h).
"""

from collections.abc import Callable
from dataclasses import replace

from scipy.optimize import brentq

from stuntlab.people.certification.certify import checks, head_values, leg_values
from stuntlab.people.certification.head import head_drop
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m
from stuntlab.people.tissue import Tissue, dummy_tissue

MEASURES = hybrid_iii_50m()
START = dummy_tissue()
SIDE_DROP_M, SIDE_PEAK_G = 0.2, (115.0, 137.0)
"""Of the SID-IIs, whose head has the size of the 5F's (R-m)."""


def with_skin(region: str, factor: float) -> Tissue:
    skin = START.skins[region]
    stiffer = replace(skin, stiffness_n_per_m=skin.stiffness_n_per_m * factor)
    return replace(START, skins={**START.skins, region: stiffer})


def offset(values: dict[str, float], quantity: str) -> float:
    return next(check.offset for check in checks("hybrid_iii_50m", values) if check.quantity == quantity)


def fit(region: str, distance: Callable[[float], float]) -> None:
    factor = brentq(distance, 0.7, 1.4, xtol=1e-3)
    print(f"[skin.{region}]  stiffness = {START.skins[region].stiffness_n_per_m * factor:.3e}")


def side_offset(factor: float) -> float:
    drop = head_drop(hybrid_iii_5f(), with_skin("temple", factor), height_m=SIDE_DROP_M, attitude="side")
    return drop.peak_g - sum(SIDE_PEAK_G) / 2


def main() -> None:
    fit("head", lambda factor: offset(head_values(MEASURES, with_skin("head", factor)), "head_peak"))
    fit("temple", side_offset)
    fit("knee", lambda factor: offset(leg_values(MEASURES, with_skin("knee", factor)), "knee_force"))


if __name__ == "__main__":
    main()
