"""What is measured on a body that comes down, from wherever and onto whatever it does: one list for every fall."""

from __future__ import annotations

from stuntlab.gags.falling.landing import FALLER
from stuntlab.people.body_loads import body_load
from stuntlab.scene.instruments import Instrument

LANDING_LOADS = (
    "head_hic15", "head_3ms", "neck_nij", "neck_extension", "neck_compression", "chest_3ms", "chest_compression",
    "lumbar_force", "femur_force", "tibia_force",
)  # fmt: skip


def landing_instruments(person: str, *, mass_kg: float) -> tuple[Instrument, ...]:
    """All of `LANDING_LOADS` on the faller of a scene; of the legs the worse one counts."""
    return tuple(body_load(person, load, prefix=FALLER, mass_kg=mass_kg) for load in LANDING_LOADS)
