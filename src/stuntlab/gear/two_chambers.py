"""Older air bags of two chambers, one on the other: the upper one vents, the lower one only leaks and is stiffer.

A dent that goes through the sheet between them takes room of both; each gas answers on the area that takes up its room.
The upper chamber has the vents of a bag with one chamber, and the dent is sized as there. A closed lower chamber gives
back what it takes, which is how such bags threw people off (film.md 2.2, V: GIZ).

Source: upper chamber vents, lower is stiffer (fireengineering.com, V); half of the height each (judgement).
Valid for: as `air_bag`; never compared with a drop.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.air_bag import NUMBERS, GasBag, bag_rated_for, narrowest_dent
from stuntlab.gear.flat_drop import flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import air_bag_field

UPPER_SHARE = 0.5
"""Share of the height that is the upper chamber (judgement)."""


def two_chambers_rated_for(size_m: tuple[float, float, float], drop_m: float, *, left: float) -> GasBag:
    """The bag of two chambers that stops the reference faller with a share `left` of its height."""
    one = replace(bag_rated_for(size_m, drop_m, left=left), split_m=UPPER_SHARE * size_m[2])
    cone = narrowest_dent(lambda cone: _height_left(replace(one, cone=cone), drop_m) >= left)
    return replace(one, cone=cone)


def _height_left(bag: GasBag, drop_m: float) -> float:
    """Share of its height that is left under the reference faller."""
    along_x, along_y, height = bag.size_m
    where, body = Footprint(0.0, along_x, 0.0, along_y, height), NUMBERS.read().reference_faller
    dropped = flat_drop(
        lambda patches: air_bag_field(bag, where, patches),
        where,
        mass_kg=body.mass_kg,
        area_m2=body.area_m2,
        speed_m_s=sqrt(2 * GRAVITY_M_S2 * drop_m),
        duration_s=0.8,
        step_s=2e-4,
    )
    return 1.0 - dropped.deepest_m / height
