"""Stairs as pieces of a set: the steps of the simulation, and the walls beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.figures.surfaces import surface
from stuntlab.gear.step_field import Stairs
from stuntlab.previs.stage_set.blocks import box
from stuntlab.previs.stage_set.piece import SetPiece
from stuntlab.scene.field import Slab

_WALL_M = 0.15
_ABOVE_THE_TOP_M = 2.2
"""Thickness of a wall beside stairs, and its height above the landing at the top (J)."""


def stair_pieces(stairs: Stairs, slabs: Sequence[Slab], *, covering: str, wall: str | None) -> Iterator[SetPiece]:
    """Steps, made of what the plan says, and walls, which are taken out where a camera looks through them."""
    made_of = surface(covering, otherwise="concrete")
    steps = [slab for slab in slabs if not slab.soft]
    for number, slab in enumerate(steps, start=1):
        yield SetPiece(f"step {number}", (box(slab.low_m, slab.high_m, made_of),))
    begins = min(slab.low_m[0] for slab in steps)
    for side, sign, stands in zip(("left", "right"), (1, -1), stairs.walls, strict=True):
        if stands:
            low, high = sorted((sign * stairs.half_width_m, sign * (stairs.half_width_m + _WALL_M)))
            top = stairs.height_m + _ABOVE_THE_TOP_M
            part = box((begins, low, 0.0), (stairs.run_m, high, top), surface(wall, otherwise="plaster"))
            yield SetPiece(f"wall on the {side}", (part,), wild=True)
