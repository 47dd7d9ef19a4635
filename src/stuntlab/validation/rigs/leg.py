"""Knee pendulum and hip flexion of the certification; see `people.certification.knee`."""

from __future__ import annotations

import math

from stuntlab.people.certification import hip_angle_at_torque, hip_flexion_torque
from stuntlab.people.certification import knee_pendulum as knee_peak_n
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Body, TissueKind, measures_of, tissue_of


def knee_pendulum(*, body: Body = "hybrid_iii_50m", tissue: TissueKind = "dummy") -> Answer:
    """4.99 kg at 2.1 m/s on the knee of a thigh that is bolted down.

    Source: 49 CFR 572.35 (R-h).
    """
    return Answer({"peak_force": knee_peak_n(measures_of(body), tissue_of(tissue))})


def hip_flexion(*, body: Body = "hybrid_iii_50m", tissue: TissueKind = "dummy") -> Answer:
    """Torque at 30 degrees above the horizontal, and the angle at 203 N m.

    Source: 49 CFR 572.35 (R-m).
    """
    measures, skin = measures_of(body), tissue_of(tissue)
    return Answer(
        {
            "hip_torque": hip_flexion_torque(measures, skin, above_horizontal_deg=30),
            "rotation": math.radians(hip_angle_at_torque(measures, skin, torque_nm=203)),
        }
    )
