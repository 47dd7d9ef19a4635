"""A head alone dropped on a rigid plate, forehead or side first, from any height."""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.injury import hic
from stuntlab.loads import resultant
from stuntlab.people.certification import head_drop as dropped
from stuntlab.people.certification.head import Attitude
from stuntlab.people.certification.rig import TIMESTEP_S
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, Positive, TissueKind, measures_of, tissue_of


def head_drop(
    *,
    height_m: Positive,
    attitude: Attitude = "forehead",
    body: Body = "hybrid_iii_50m",
    tissue: TissueKind = "dummy",
    timestep_s: Positive = TIMESTEP_S,
) -> Answer:
    """Drop a head with the mass and skin of a body. Unfiltered.

    Source: 49 CFR 572.32 (V-P).
    """
    drop = dropped(measures_of(body), tissue_of(tissue), height_m=height_m, attitude=attitude, timestep_s=timestep_s)
    total_g = resultant(*drop.acceleration_g.T)
    lateral = drop.lateral_g if attitude == "forehead" else float(np.abs(drop.acceleration_g[:, 0]).max())
    return Answer(
        {
            "head_acceleration": drop.peak_g * GRAVITY_M_S2,
            "off_axis_acceleration": lateral * GRAVITY_M_S2,
            "second_peak": drop.second_peak_share,
            "hic15": float(hic(drop.time_s, total_g).value),
        },
        {"head_acceleration": Trace(drop.time_s, total_g * GRAVITY_M_S2, "time")},
    )
