"""What is measured on a body that comes down, from wherever and onto whatever it does: one list for every fall."""

from __future__ import annotations

from dataclasses import replace

from stuntlab.gags.falling.landing import FALLER
from stuntlab.people.body_loads import body_load
from stuntlab.scene.instruments import Instrument

BODY_LOADS = (
    "head_hic15", "head_3ms", "neck_nij", "neck_extension", "neck_compression", "chest_3ms", "chest_compression",
    "lumbar_force", "femur_force", "tibia_force",
)  # fmt: skip

_FROM_BEHIND, _FROM_ELSEWHERE = "chest_3ms_behind", "chest_3ms_elsewhere"

LANDING_LOADS = (*BODY_LOADS, _FROM_BEHIND, _FROM_ELSEWHERE)


def body_instruments(person: str, *, mass_kg: float) -> tuple[Instrument, ...]:
    """All of `BODY_LOADS` on the faller of a scene; of the legs the worse one counts."""
    return tuple(body_load(person, load, prefix=FALLER, mass_kg=mass_kg) for load in BODY_LOADS)


def landing_instruments(person: str, *, mass_kg: float, soft: bool) -> tuple[Instrument, ...]:
    """All of `LANDING_LOADS`: the chest's jolt besides by where the push comes from, as injury depends on it.

    soft: whether foam, boxes, air or a net lie there. On bare ground it is read as in `held_instruments`: what is known
    of backs was measured on foam, a mattress and the seat of a sled, and on no floor.
    """
    if not soft:
        return held_instruments(person, mass_kg=mass_kg)
    by_side = (body_load(person, load, prefix=FALLER) for load in (_FROM_BEHIND, _FROM_ELSEWHERE))
    return (*body_instruments(person, mass_kg=mass_kg), *by_side)


def held_instruments(person: str, *, mass_kg: float) -> tuple[Instrument, ...]:
    """The same on a body that straps, a car, steps, bare ground or something else than what it lands on flat pushes.

    What is known of backs is known of backs on something wide that gives, so that no push counts as one from behind.
    """
    by_side = body_load(person, _FROM_ELSEWHERE, prefix=FALLER)
    from_anywhere = replace(by_side, places=tuple({"x": place["x"]} for place in by_side.places))
    return (*body_instruments(person, mass_kg=mass_kg), from_anywhere)
