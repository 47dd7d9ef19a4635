"""Head and neck on the certification pendulum, either way; see `people.certification.neck`."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from stuntlab.people.certification import neck_pendulum as swing
from stuntlab.people.certification.neck import Bend, Pendulum
from stuntlab.people.certification.rig import TIMESTEP_S
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, Positive, TissueKind, measures_of, tissue_of


def neck_pendulum(
    *,
    bend: Bend,
    body: Body = "hybrid_iii_50m",
    tissue: TissueKind = "dummy",
    pendulum: Pendulum = "50M",
    moment_from_deg: Annotated[float, Field(ge=0, lt=180)] = 0.0,
    moment_to_deg: Annotated[float, Field(gt=0, le=180)] = 180.0,
    timestep_s: Positive = TIMESTEP_S,
) -> Answer:
    """Swing a head and neck against the honeycomb; magnitudes, whichever way it bends.

    pendulum: whose test it is, which has its own pulse. moment_from_deg, moment_to_deg: between which rotations of the
    head the moment counts.

    Source: 49 CFR 572.33 (R-h), 572.133 (R-m).
    """
    found = swing(measures_of(body), tissue_of(tissue), bend, pendulum=pendulum, timestep_s=timestep_s)
    sense = 1.0 if bend == "flexion" else -1.0
    rotation, moment = sense * np.radians(found.rotation_deg), sense * found.moment_nm
    return Answer(
        {
            "rotation": abs(float(np.radians(found.peak_rotation_deg))),
            "time_of_rotation": found.peak_rotation_s,
            "rotation_zero": found.rotation_zero_s,
            "neck_moment": abs(found.largest_moment_while_turned_nm(moment_from_deg, moment_to_deg)),
            "time_of_moment": found.largest_moment_s,
            "moment_zero": found.moment_zero_s,
        },
        {"neck_moment": Trace(rotation, moment, "head rotation")},
    )
