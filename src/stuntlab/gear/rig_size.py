"""How many layers of boxes a fall needs: the least whose soft end is not used up by a flat body."""

from __future__ import annotations

from math import sqrt

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.air_bag import NUMBERS
from stuntlab.gear.boxes import box_crush
from stuntlab.gear.flat_drop import flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import crush_field

MOST_LAYERS = 12
"""Nobody stacks them higher (judgement)."""

_WIDE_M = 10.0


def layers_needed(take_off_m: float, *, box_m: float, mass_kg: float) -> int | None:
    """Layers of boxes of an edge for a fall from a height; None where no rig of boxes that is built would do."""
    for layers in range(1, MOST_LAYERS + 1):
        drop_m = take_off_m - layers * box_m + NUMBERS.read().reference_faller.sinks_m
        if drop_m < box_m:
            return None
        if _bears(layers, box_m, drop_m, mass_kg):
            return layers
    return None


def _bears(layers: int, box_m: float, drop_m: float, mass_kg: float) -> bool:
    crush = box_crush(layers * box_m, end="soft", box_m=box_m, layers=layers)
    where = Footprint(0.0, _WIDE_M, 0.0, _WIDE_M, crush.height_m)
    dropped = flat_drop(
        lambda patches: crush_field(crush, where, patches),
        where,
        mass_kg=mass_kg,
        area_m2=NUMBERS.read().reference_faller.area_m2,
        speed_m_s=sqrt(2 * GRAVITY_M_S2 * drop_m),
        duration_s=0.6,
        step_s=2e-4,
    )
    return dropped.deepest_m < crush.crushes_m
