"""Fit the dummy's neck (eight numbers) to the neck pendulum, flexion and extension together.

Run it with no arguments; it starts from `tissue.toml`, takes about a minute, and prints the lines to put back there.
Fitted to: 49 CFR 572.33 as recalled (tables/corridors.toml). The objective is the sum of the fourth powers of each
quantity's distance from the middle of its corridor in half widths, so the worst quantity counts most.
"""

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from stuntlab.people.certification.certify import checks, neck_values
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.people.tissue import NeckJoint, Tissue, dummy_tissue

MEASURES = hybrid_iii_50m()
START = dummy_tissue()


def numbers_of(joint: NeckJoint) -> list[float]:
    return [*joint.stiffness, joint.damping_nms_per_rad]


def with_numbers(joint: NeckJoint, numbers: np.ndarray) -> NeckJoint:
    a, b, c, damping = (float(number) for number in numbers)
    return replace(joint, stiffness=(a, b, c), damping_nms_per_rad=damping)


def tissue_of(factors: np.ndarray) -> Tissue:
    lower = np.array(numbers_of(START.neck_lower)) * factors[:4]
    upper = np.array(numbers_of(START.neck_upper)) * factors[4:]
    return replace(
        START, neck_lower=with_numbers(START.neck_lower, lower), neck_upper=with_numbers(START.neck_upper, upper)
    )


def restores(joint: NeckJoint) -> bool:
    """Whether the spring pulls back at every angle (b² <= 4ac)."""
    a, b, c = joint.stiffness
    return a > 0 and c > 0 and b * b <= 4 * a * c


def misfit(factors: np.ndarray) -> float:
    tissue = tissue_of(factors)
    if np.any(factors <= 0) or not (restores(tissue.neck_lower) and restores(tissue.neck_upper)):
        return 1e6
    offsets = np.array([check.offset for check in checks("hybrid_iii_50m", neck_values(MEASURES, tissue))])
    return float(np.sum(offsets**4)) if np.all(np.isfinite(offsets)) else 1e6


def main() -> None:
    best = minimize(misfit, np.ones(8), method="Nelder-Mead", options={"maxfev": 1500, "xatol": 1e-3, "fatol": 1e-4})
    tissue = tissue_of(best.x)
    for name, joint in (("lower", tissue.neck_lower), ("upper", tissue.neck_upper)):
        a, b, c, damping = numbers_of(joint)
        print(f"[neck.{name}]  stiffness = [{a:.2f}, {b:.2f}, {c:.2f}]  damping = {damping:.3f}")
    for check in checks("hybrid_iii_50m", neck_values(MEASURES, tissue)):
        print(f"  {check.quantity:30s} {check.value:8.2f} {check.low:8.1f} {check.high:8.1f} {check.offset:+.2f}")


if __name__ == "__main__":
    main()
