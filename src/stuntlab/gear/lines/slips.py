"""A belay device that lets line through: what it leaves of a peak, and how much further somebody falls for it.

Up to the pull C at which it slips, a line behaves as if it were tied off; from there it pulls that hard until the fall
has stopped. A line that is tied off takes up all that a fall brings, W·(drop + stretch), as q times peak times stretch,
where q is a half for a spring. Up to C it takes q·C·(stretch at C); what is left is stopped by C - W.

Valid for: pulls at which it slips that are larger than the weight; below that nothing is stopped.
"""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Floats

_LEAST = 0.05
"""Of the weight, by which a device pulls harder than it: with less somebody is lowered to the ground."""


def let_slip(
    peak_n: Floats, stretch_m: Floats, *, drop_m: Floats, weight_n: float, slips_at_n: Floats
) -> tuple[Floats, Floats]:
    """Peaks, N, and how far below the end of the unstretched line somebody comes, m, [draw], with such a device.

    peak_n, stretch_m: of falls by drop_m on a line that is tied off. slips_at_n: at the body, so past every friction.
    """
    holds = np.maximum(slips_at_n, (1.0 + _LEAST) * weight_n)
    share = np.minimum(holds / np.maximum(peak_n, 1.0), 1.0)
    taken = weight_n * (drop_m + stretch_m) * share**2
    runs = (weight_n * (drop_m + share * stretch_m) - taken) / np.maximum(holds - weight_n, 1.0)
    slips = share < 1.0
    return np.asarray(np.where(slips, holds, peak_n)), np.asarray(share * stretch_m + np.where(slips, runs, 0.0))
