"""Fit the dummy's sternum (five numbers) to the thorax pendulum.

Run it with no arguments; it starts from `tissue.toml`, takes about ten seconds, and prints the line to put back there.
Fitted to: 49 CFR 572.34 (tables/corridors.toml). Three quantities do not fix five numbers: a small pull towards the
starting values keeps the answer near the structure of Lobdell's human chest.
"""

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from stuntlab.people.certification.certify import checks, thorax_values
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.people.tissue import Knee, Tissue, dummy_tissue

MEASURES = hybrid_iii_50m()
START = dummy_tissue()


def tissue_of(factors: np.ndarray) -> Tissue:
    plate, knee, maxwell = START.sternum, START.sternum.knee, START.sternum.maxwell
    assert knee is not None
    assert maxwell is not None
    linear, damping, depth, extra, branch = (float(factor) for factor in factors)
    sternum = replace(
        plate,
        stiffness=(plate.stiffness[0] * linear, 0.0, 0.0),
        damping_ns_per_m=plate.damping_ns_per_m * damping,
        knee=Knee(knee.depth_m * depth, knee.stiffness_n_per_m * extra),
        maxwell=replace(maxwell, stiffness_n_per_m=maxwell.stiffness_n_per_m * branch),
    )
    return replace(START, sternum=sternum)


def misfit(factors: np.ndarray) -> float:
    if np.any(factors <= 0.1):
        return 1e6
    offsets = [check.offset for check in checks("hybrid_iii_50m", thorax_values(MEASURES, tissue_of(factors)))]
    return float(np.sum(np.square(offsets)) + 0.1 * np.sum(np.square(np.log(factors))))


def main() -> None:
    best = minimize(misfit, np.ones(5), method="Nelder-Mead", options={"maxfev": 300, "xatol": 1e-3, "fatol": 1e-4})
    print("[sternum.dummy]", tissue_of(best.x).sternum)
    for check in checks("hybrid_iii_50m", thorax_values(MEASURES, tissue_of(best.x))):
        print(f"  {check.quantity:30s} {check.value:8.2f} {check.low:8.1f} {check.high:8.1f} {check.offset:+.2f}")


if __name__ == "__main__":
    main()
