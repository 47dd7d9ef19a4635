"""A hub at the shoulder from straight aside; see `people.certification.side`."""

from __future__ import annotations

from stuntlab.people.certification import shoulder_blow
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, Positive, Tone, measures_of, tissue_of


def shoulder(
    *, speed_m_s: Positive, mass_kg: Positive = 23.4, body: Body = "hybrid_iii_50m", tone: Tone = 0.0
) -> Answer:
    """Strike the left shoulder of a seated person, arm hanging; the force is that which reaches the chest.

    Source: ISO TR 9790 shoulder test 1 (R-m).
    """
    found = shoulder_blow(measures_of(body), tissue_of("human"), speed_m_s=speed_m_s, probe_kg=mass_kg, tone=tone)
    return Answer(
        {
            "peak_force": found.blow.peak_force_n,
            "deflection": found.blow.peak_deflection_m,
            "transmitted_plateau": found.plateau_n,
        },
        {"force": Trace(found.blow.deflection_m, found.transmitted_n, "deflection of the shoulder")},
    )
