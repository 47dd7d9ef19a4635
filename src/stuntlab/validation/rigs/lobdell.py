"""Lobdell's chest alone on one line; see `people.certification.lobdell`."""

from __future__ import annotations

from stuntlab.injury import viscous_criterion
from stuntlab.people import human_tissue
from stuntlab.people.certification import lobdell_unit as unit
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Positive

DEPTH_M = 0.229


def lobdell_unit(*, mass_kg: Positive, speed_m_s: Positive) -> Answer:
    """Strike the reference's sternum on its 27.2 kg spine.

    Source: Lobdell 1973 (R-h).
    """
    blow = unit(hybrid_iii_50m(), human_tissue(), probe_kg=mass_kg, speed_m_s=speed_m_s)
    return Answer(
        {
            "peak_force": blow.peak_force_n,
            "deflection": blow.peak_deflection_m,
            "time_of_deflection": float(blow.time_s[blow.deflection_m.argmax()]),
            "viscous_criterion": float(viscous_criterion(blow.time_s, blow.deflection_m, depth_m=DEPTH_M).value),
        },
        {"force": Trace(blow.time_s, blow.force_n, "time")},
    )
