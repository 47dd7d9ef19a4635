"""Foam against closed forms: its shape, its energy, its air, and the drops its classes were chosen by."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.constants import AIR_HEAT_RATIO, GRAVITY_M_S2, STANDARD_ATMOSPHERE_PA
from stuntlab.gear.bedding import Bedding
from stuntlab.gear.flat_drop import FlatDrop, flat_drop
from stuntlab.gear.foam import BEDDING, Foam, air_pressure_pa, fits_made_for, foam_of, foam_work_pa
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, foam_field
from stuntlab.gear.landing_step import press

ENDS = ("soft", "stiff")
PAD = Bedding("pad")
TRUNK = {"mass_kg": 40.0, "area_m2": 0.22}


def dropped(foam: Foam, drop_m: float, *, mass_kg: float = 75.0, area_m2: float = 0.7) -> FlatDrop:
    where = Footprint(0.0, 6.0, 0.0, 6.0, foam.height_m)
    return flat_drop(
        lambda patches: foam_field(foam, where, patches),
        where,
        mass_kg=mass_kg,
        area_m2=area_m2,
        speed_m_s=sqrt(2 * GRAVITY_M_S2 * drop_m),
    )


def cells_alone(foam: Foam) -> Foam:
    """Without air, spread and rate: a curve of stress over strain and nothing else."""
    return replace(foam, air_pa_s_m2=0.0, cover_pa=0.0, spread=0.0, rate=0.0)


def work_pa(foam: Foam, strain: float) -> float:
    return foam_work_pa(strain, foam.unit_pa, foam.densifies, foam.settles, foam.locks, foam.locked_pa)


def test_shape_of_the_stress() -> None:
    """catchers.md 1.2: 0.65 to 4.2 times the stress at 40 %; from 25 to 65 % as the trade has it."""
    foam = foam_of(Bedding("pad", fill="solid", firmness="medium"), 1.0, end="soft")
    shape = [foam.stress_pa(strain) / 3e3 for strain in (0.10, 0.25, 0.40, 0.50, 0.65, 0.75, 0.85)]
    assert shape == pytest.approx([0.65, 0.82, 1.0, 1.17, 1.63, 2.29, 4.2], rel=0.03)
    assert 1.8 < shape[4] / shape[1] < 3.5


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("made_for", [None, *BEDDING.read().mat])
def test_foam_has_no_stop(end: str, made_for: str | None) -> None:
    """Stress and slope never jump; beyond the closing of the cells the slope stays what it was."""
    foam = foam_of(Bedding("mat", made_for=made_for) if made_for else PAD, 0.2, end=end)
    strain = np.linspace(0.0, 1.2, 60_001)
    slope = np.diff([foam.stress_pa(one) for one in strain]) / np.diff(strain)
    assert slope.min() >= 0
    assert slope[-1] == pytest.approx(foam.locked_pa / (1 - foam.settles), rel=1e-6)
    assert slope.max() <= max(1.0001 * slope[-1], slope[: len(slope) // 4].max())


@pytest.mark.parametrize("end", ENDS)
def test_work_of_the_cells_is_the_integral_of_their_stress(end: str) -> None:
    foam = foam_of(PAD, 1.0, end=end)
    strain = np.linspace(0.0, 0.9, 20_001)
    summed = np.trapezoid([foam.stress_pa(one) for one in strain], strain)
    assert work_pa(foam, 0.9) == pytest.approx(summed, rel=1e-5)


@given(drop_m=st.floats(0.5, 18.0), end=st.sampled_from(ENDS))
@settings(deadline=None, max_examples=12)
def test_mean_deceleration_needs_no_material(drop_m: float, end: str) -> None:
    down = dropped(foam_of(PAD, 1.0, end=end), drop_m)
    assert down.mean_g == pytest.approx(1 + drop_m / down.deepest_m, rel=3e-3)


@pytest.mark.parametrize("drop_m", [1.0, 4.0])
def test_cells_take_the_energy_of_the_fall(drop_m: float) -> None:
    foam = cells_alone(foam_of(Bedding("pad", fill="solid"), 1.0, end="stiff"))
    deepest = dropped(foam, drop_m).deepest_m
    cells = work_pa(foam, deepest)
    first_cm = foam.stress_pa(0.01) * 0.01 / 2  # all of a flat body bears from 1 cm on
    assert 0.7 * (cells - first_cm) == pytest.approx(75 * GRAVITY_M_S2 * (drop_m + deepest), rel=4e-3)


@pytest.mark.parametrize("made_for", [None, *BEDDING.read().mat])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.85])
def test_what_comes_back_is_what_is_said(made_for: str | None, share: float) -> None:
    """Pressed slowly to a share of the height and let go; the area that bears grows with the depth."""
    foam = foam_of(Bedding("mat", made_for=made_for) if made_for else PAD, 0.3, end="stiff")
    down = np.linspace(0.0, share * 0.3, 4001)
    taken, given_back = (abs(np.trapezoid(push, down)) for push in pressed_slowly(foam, down))
    assert given_back / taken == pytest.approx(foam.returns, abs=0.04)


def pressed_slowly(foam: Foam, down_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Push of a flat body on its way down, and on its way back at the same depths."""
    where = Footprint(0.0, 6.0, 0.0, 6.0, foam.height_m)
    memory = foam_field(foam, where, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.7, drape_m=0.001)]).memory.copy()
    place, turn, force = np.array([0, 0, 0, 3.0, 3.0, 0.0]), np.tile(np.eye(3).ravel(), 2), np.zeros(12)
    pushes = []
    for index, depth in enumerate(np.concatenate([down_m, down_m[::-1]])):
        place[5] = foam.height_m + 0.1 - depth
        press(memory, 10.0 * index, place, turn, place, force)
        pushes.append(force[8])
    return np.array(pushes[: len(down_m)]), np.array(pushes[len(down_m) :])[::-1]


def test_twice_the_pad_under_twice_the_energy_feels_the_same_without_air_alone() -> None:
    """The cushion-curve rule holds for the cells; air is pressed out of a thick pad more easily."""
    foam = foam_of(Bedding("pad", fill="solid"), 0.5, end="stiff")
    thin, thick = cells_alone(foam), replace(cells_alone(foam), height_m=1.0)
    one = dropped(thin, 2.0)
    two = dropped(thick, 2 * (2.0 + one.deepest_m) - 2 * one.deepest_m)
    assert two.peak_g == pytest.approx(one.peak_g, rel=0.02)
    thin, thick = (replace(foam, air_pa_s_m2=750.0) for foam in (thin, thick))
    assert dropped(thick, 4.0).deepest_m > 1.05 * 2 * dropped(thin, 2.0).deepest_m


@pytest.mark.parametrize("end", ENDS)
def test_air_stops_large_bodies_harder(end: str) -> None:
    """Same mass on each square metre: without air both sink alike, with it the large one less."""
    foam = replace(foam_of(PAD, 0.9, end=end), spread=0.0, cover_pa=0.0)
    for each, same in ((replace(foam, air_pa_s_m2=0.0), True), (foam, False)):
        small, large = (dropped(each, 5.0, mass_kg=107 * area, area_m2=area).deepest_m for area in (0.1, 0.7))
        assert (large == pytest.approx(small, rel=1e-3)) is same
        assert large <= small * (1 + 1e-3)


@given(strain=st.floats(0.05, 0.9), speed=st.floats(0.5, 15.0))
@settings(deadline=None, max_examples=30)
def test_air_between_open_and_sealed(strain: float, speed: float) -> None:
    """K → ∞ leaves none, K → 0 is a box that nothing leaves, compressed without heat loss."""
    sealed = STANDARD_ATMOSPHERE_PA * ((1 - strain) ** -AIR_HEAT_RATIO - 1)
    assert air_pressure_pa(strain, speed, 0.3, 0.9, 0.0, 0.0) == 0
    assert air_pressure_pa(strain, speed, 0.3, 0.9, 1e15, 0.0) == pytest.approx(sealed, rel=1e-3)
    darcy = 18e-6 * speed * 0.3**2 / (8 * 1e-6 * (1 - strain) ** 2 * 0.9 * (1 - strain))
    assert air_pressure_pa(strain, speed, 0.3, 0.9, 18e-6 / 8e-6, 0.0) == pytest.approx(darcy, rel=0.1)


def test_a_heavy_body_uses_foam_up_first() -> None:
    foam = foam_of(PAD, 0.8, end="soft")
    light, heavy = (dropped(foam, 6.0, mass_kg=mass) for mass in (60.0, 110.0))
    assert heavy.deepest_m > light.deepest_m
    assert heavy.peak_g > light.peak_g


@pytest.mark.parametrize(("drop_m", "height_m"), [(8.0, 1.0), (12.0, 1.0), (18.0, 1.0), (5.2, 0.914), (11.3, 0.914)])
def test_what_is_unknown_of_a_pad_stays_within_a_factor_of_two(drop_m: float, height_m: float) -> None:
    """catchers.md 1.3: with air and spread the answer no longer hangs on how firm a pad is."""
    soft, stiff = (dropped(foam_of(PAD, height_m, end=end, top_m2=16.0), drop_m) for end in ENDS)
    assert 0.5 < stiff.peak_g / soft.peak_g < 2.0
    assert 0.4 * height_m < stiff.deepest_m < soft.deepest_m < 0.9 * height_m


@pytest.mark.parametrize("height_m", [0.2, 0.3])
def test_mats_hold_the_trunk_of_a_standing_back_fall(height_m: float) -> None:
    """catchers.md 2.2 and 8.8: two thirds of the fall kept; 8 to 18 g on 20 cm, whatever it is made for."""
    for made_for in fits_made_for(height_m):
        for end in ENDS:
            down = dropped(foam_of(Bedding("mat", made_for=made_for), height_m, end=end), 0.55, **TRUNK)
            assert 6 < down.peak_g < 18, made_for
            assert down.deepest_m < 0.85 * height_m


@pytest.mark.parametrize("end", ENDS)
def test_competition_mats_dent_as_measured(end: str) -> None:
    """24 kg dent 20 cm by 0.088 to 0.118 m from a height between 0.7 and 2.5 m (face of 0.07 m² assumed)."""
    mat = foam_of(Bedding("mat", made_for="competition"), 0.2, end=end)
    dents = [dropped(mat, drop, mass_kg=24.0, area_m2=0.07).deepest_m for drop in np.linspace(0.7, 2.5, 10)]
    assert any(0.088 < dent < 0.118 for dent in dents)


@pytest.mark.parametrize("end", ENDS)
def test_bouldering_floors_stop_within_their_standard(end: str) -> None:
    """At most 25 g and 80 % of the height: a filmed fall meets them at 4.7 m/s, and half as much energy again."""
    floor = foam_of(Bedding("mat", made_for="bouldering"), 0.3, end=end)
    for speed in (4.7, 5.75):
        down = dropped(floor, speed**2 / (2 * GRAVITY_M_S2))
        assert 8 < down.peak_g < 25
        assert down.deepest_m < 0.8 * 0.3


def test_words_of_a_plan_narrow_what_is_unknown() -> None:
    said = [
        Bedding("pad"),
        Bedding("pad", fill="pieces"),
        Bedding("pad", fill="pieces", firmness="medium", cover="vented"),
    ]
    wide = []
    for bedding in said:
        soft, stiff = (dropped(foam_of(bedding, 1.0, end=end, top_m2=16.0), 8.0).deepest_m for end in ENDS)
        wide.append(soft - stiff)
    assert wide[2] < wide[0]


def test_a_tight_cover_holds_its_air() -> None:
    loose, tight = (
        dropped(foam_of(Bedding("pad", "pieces", "medium", cover), 0.8, end="soft", top_m2=9.0), 6.0).deepest_m
        for cover in ("vented", "tight")
    )
    assert tight < loose
