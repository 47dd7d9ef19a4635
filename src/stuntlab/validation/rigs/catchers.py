"""Catchers under flat loads, the air of a bag under a piston, and bodies in free fall."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Literal

import numpy as np

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.gags.high_fall.flight import fly
from stuntlab.gear.air_bag import NUMBERS as AIR_BAG
from stuntlab.gear.air_bag import bag_rated_for
from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.gear.boxes import box_crush
from stuntlab.gear.crush import Crush
from stuntlab.gear.flat_drop import FlatDrop, flat_drop
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.gas import gauge_pressure_pa, outflow_kg_s
from stuntlab.gear.landing_field import Patch, air_bag_field, crush_field, foam_field
from stuntlab.scene.field import Field
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Positive

_WIDE_M = 20.0


def cargo_bag(
    *,
    open_share: Positive,
    height_m: Positive = 0.914,
    diameter_m: Positive = 0.914,
    mass_kg: Positive = 680.0,
    speed_m_s: Positive = 8.53,
) -> Answer:
    """A load that comes down on a round bag as a piston; one orifice, a share of its area, is always open."""
    area, step, height, speed = np.pi / 4 * diameter_m**2, 1e-5, height_m, speed_m_s
    air, peak = AIR_KG_PER_M3 * area * height, 0.0
    while height > 0.01 and speed > 0:
        gauge = gauge_pressure_pa(air, area * height)
        peak = max(peak, gauge * area / mass_kg)
        air -= step * outflow_kg_s(gauge, open_share * area, air / (area * height))
        speed -= step * (gauge * area / mass_kg - GRAVITY_M_S2)
        height -= step * speed
    return Answer(
        {"peak_acceleration": peak, "ground_speed": max(float(speed), 0.0), "height_left": float(height / height_m)}
    )


def box_crushed(*, box_m: Positive, end: str = "soft") -> Answer:
    """One box crushed slowly, as deep as it goes."""
    crush = box_crush(box_m, end=end, box_m=box_m, layers=1)
    return Answer({"crush_energy": crush.stress_pa * box_m**2 * crush.crushes_m})


def box_drop(
    *,
    fall_m: Positive,
    box_m: Positive,
    layers: int,
    pads_m: float = 0.0,
    mass_kg: Positive = 75.0,
    area_m2: Positive = 0.70,
    end: str = "soft",
) -> Answer:
    """A flat body on a box rig; fall_m: counted to the ground."""
    height = layers * box_m + pads_m
    crush = box_crush(height, end=end, box_m=box_m, layers=layers, pads_m=pads_m)
    return _crush_slowly(crush, fall_m - height, mass_kg, area_m2)


def foam_drop(
    *,
    height_m: Positive,
    drop_m: Positive,
    kind: Literal["pad", "mat"] = "pad",
    fill: str = NOT_SAID,
    firmness: str = NOT_SAID,
    made_for: str = NOT_SAID,
    mass_kg: Positive = 75.0,
    area_m2: Positive = 0.70,
    end: str = "soft",
) -> Answer:
    """A flat body on foam, in the words of a plan; drop_m: to its top."""
    foam = foam_of(Bedding(kind, fill, firmness, made_for=made_for), height_m, end=end)
    where = Footprint(0.0, _WIDE_M, 0.0, _WIDE_M, height_m)

    def field_of(patches: list[Patch]) -> Field:
        return foam_field(foam, where, patches)

    dropped = _drop(field_of, where, drop_m, mass_kg, area_m2)
    return _answer(dropped, height_m, foam.locks * height_m)


def kettlebell_on_bag(
    *,
    platform_m: Positive,
    size_m: tuple[Positive, Positive, Positive],
    rated_m: Positive,
    mass_kg: Positive,
    area_m2: Positive = 0.035,
    end: str = "soft",
) -> Answer:
    """A small load from a platform onto the middle of a bag; rated_m: from the ground, as on its card."""
    along_x, along_y, height = size_m
    rated_drop_m = rated_m - height + AIR_BAG.read().reference_faller.sinks_m
    bag = bag_rated_for((along_x, along_y, height), rated_drop_m, left=AIR_BAG.read().left.at(end))
    where = Footprint(0.0, along_x, 0.0, along_y, height)

    def field_of(patches: list[Patch]) -> Field:
        return air_bag_field(bag, where, patches)

    dropped = _drop(field_of, where, platform_m - height, mass_kg, area_m2)
    return Answer(
        {
            "peak_force": dropped.peak_g * GRAVITY_M_S2 * mass_kg,
            "height_left": 1 - dropped.deepest_m / height,
        }
    )


def free_fall(*, height_m: Positive, mass_kg: Positive = 75.0, drag_area_m2: Positive = 0.5) -> Answer:
    """A body falls from rest through a height, straight down in still air."""
    landed = fly(
        np.array([height_m]),
        out_m_s=np.zeros(1),
        across_m_s=np.zeros(1),
        wind_out_m_s=np.zeros(1),
        wind_across_m_s=np.zeros(1),
        mass_kg=mass_kg,
        drag_area_m2=drag_area_m2,
    )
    terminal = sqrt(2 * mass_kg * GRAVITY_M_S2 / (AIR_KG_PER_M3 * drag_area_m2))
    return Answer({"entry_speed": float(landed.down_m_s[0]), "terminal_speed": terminal})


def _crush_slowly(crush: Crush, drop_m: float, mass_kg: float, area_m2: float) -> Answer:
    where = Footprint(0.0, _WIDE_M, 0.0, _WIDE_M, crush.height_m)

    def field_of(patches: list[Patch]) -> Field:
        return crush_field(crush, where, patches)

    dropped = _drop(field_of, where, drop_m, mass_kg, area_m2)
    return _answer(dropped, crush.height_m, crush.pad_m + crush.crushes_m)


def _drop(
    field_of: Callable[[list[Patch]], Field], where: Footprint, drop_m: float, mass_kg: float, area_m2: float
) -> FlatDrop:
    speed = sqrt(2 * GRAVITY_M_S2 * drop_m)
    return flat_drop(field_of, where, mass_kg=mass_kg, area_m2=area_m2, speed_m_s=speed, duration_s=0.8)


def _answer(dropped: FlatDrop, height_m: float, crushes_m: float) -> Answer:
    return Answer(
        {
            "peak_acceleration": dropped.peak_g * GRAVITY_M_S2,
            "deepest": dropped.deepest_m,
            "mean_acceleration": dropped.mean_g * GRAVITY_M_S2,
            "time_above_20_g": dropped.seconds_above(20.0),
            "height_left": 1 - dropped.deepest_m / height_m,
            "crush_left": 1 - dropped.deepest_m / crushes_m,
        }
    )
