"""A kick at a plate that does not move: the striker that every kick of the program uses, without a body in front."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from stuntlab.datasets import Floats
from stuntlab.gags.kick.gag import striker
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.gags.striking.force_plate import PADDED_N_PER_M, force_on_plate, plate_scene
from stuntlab.people.certification.rig import TIMESTEP_S
from stuntlab.scene.contacts import in_series
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Positive


def force_plate(
    *,
    speed_m_s: Positive,
    effective_mass_kg: Annotated[float, Field(gt=2.0, allow_inf_nan=False)],
    push_n_per_m_s: Annotated[float, Field(ge=0)] | None = None,
    plate_stiffness_n_per_m: Positive = PADDED_N_PER_M,
    counted_s: Positive = 0.5,
    timestep_s: Positive = TIMESTEP_S,
    style: Literal["front", "side", "turning"] = "front",
) -> Answer:
    """Kick a padded plate; the impulse is counted over `counted_s` from the first touch.

    effective_mass_kg: of foot and what follows it; the leg's spring and damper are the program's. push_n_per_m_s:
    muscle push per m/s of foot speed, the program's unless given. style: a turning kick has a shin's flesh.
    """
    push = KICK_NUMBERS.read().striker.push_n_per_m_s.value if push_n_per_m_s is None else push_n_per_m_s
    kicks = striker(effective_mass_kg, style=style)
    scene = plate_scene(
        kicks,
        plate_n_per_m=in_series(plate_stiffness_n_per_m, kicks.face_n_per_m),
        duration_s=counted_s,
        timestep_s=timestep_s,
    )
    kept: list[Traces] = []

    def keep(phases: Mapping[str, Traces]) -> Mapping[str, Floats]:
        kept.append(phases["blow"])
        return {}

    knobs = {"speed_m_s": np.array([speed_m_s]), "push_n": np.array([push * speed_m_s])}
    run(scene, knobs, keep, threads=1)
    return _read(kept[0].time_s, force_on_plate(kept[0])[0])


def _read(time_s: Floats, force_n: Floats) -> Answer:
    peak, touch = int(force_n.argmax()), int((force_n > 0).argmax())
    return Answer(
        {
            "peak_force": float(force_n[peak]),
            "time_to_peak": float(time_s[peak] - time_s[touch]),
            "impulse": float(np.trapezoid(force_n, time_s)),
        },
        {"force": Trace(time_s - time_s[touch], force_n, "time")},
    )
