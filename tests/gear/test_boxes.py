"""Boxes: McKee, air, gaps, damp, and rigs that somebody has built."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.gear.boxes import air_pressure_pa, box_crush, box_strength_n
from stuntlab.gear.crush import Crush, phase_of_box
from stuntlab.gear.flat_drop import flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.gas import outflow_kg_s
from stuntlab.gear.landing_field import Patch, crush_field
from stuntlab.gear.landing_step import press
from stuntlab.gear.rig_size import layers_needed

UPRIGHT = np.concatenate([np.zeros(9), np.eye(3).ravel()])


def test_mckee_of_a_box_of_14_inches() -> None:
    """biomechanics.md 6.3: 562 lbf, 2.50 kN; and it grows with the root of the edge."""
    assert box_strength_n(0.3556) == pytest.approx(2500, rel=0.005)
    assert box_strength_n(4 * 0.3556) == pytest.approx(2 * box_strength_n(0.3556))


def test_larger_boxes_bear_less() -> None:
    """Strength over area: the edge to the power of -3/2."""
    small, large = (box_crush(1.6, end="soft", box_m=edge).stress_pa for edge in (0.4, 0.8))
    assert small / large == pytest.approx(2**1.5)


def test_air_comes_out_as_the_gas_model_says() -> None:
    """At the pressure of 5 m/s through an eighth of the box, the orifice lets out what the box displaces."""
    speed, leaks = 5.0, 0.125
    out_m_s = outflow_kg_s(air_pressure_pa(leaks) * speed**2, leaks, AIR_KG_PER_M3) / AIR_KG_PER_M3
    assert out_m_s == pytest.approx(speed, rel=0.02)


def test_air_dominates_at_high_speed_and_board_at_low() -> None:
    """Kishimoto et al., MCM 2003 (V-A)."""
    crush = box_crush(2.7, end="soft", box_m=0.45, layers=6)
    assert crush.air_pa * 3.0**2 < 0.3 * crush.stress_pa
    assert crush.air_pa * 20.0**2 > crush.stress_pa


def drop(crush: Crush, speed_m_s: float, step_s: float = 1e-4) -> float:
    where = Footprint(0.0, 10.0, 0.0, 10.0, crush.height_m)
    dropped = flat_drop(
        lambda patches: crush_field(crush, where, patches),
        where,
        mass_kg=75.0,
        area_m2=0.7,
        speed_m_s=speed_m_s,
        duration_s=0.6,
        step_s=step_s,
    )
    return dropped.deepest_m


def test_air_takes_speed_and_half_the_step_changes_nothing() -> None:
    crush = box_crush(2.7, end="soft", box_m=0.45, layers=6)
    without = Crush(**{name: getattr(crush, name) for name in Crush.__slots__} | {"air_pa": 0.0})
    assert drop(crush, 11.0) < drop(without, 11.0)
    assert drop(crush, 11.0, 1e-4) == pytest.approx(drop(crush, 11.0, 5e-5), rel=5e-3)


def test_damp_boxes_let_a_body_deeper() -> None:
    dry, damp = (box_crush(2.7, end="stiff", box_m=0.45, layers=6, damp=damp) for damp in (False, True))
    assert damp.stress_pa == pytest.approx(dry.stress_pa / 2)
    assert drop(damp, 9.0) > drop(dry, 9.0)


@pytest.mark.parametrize("end", ["soft", "stiff"])
def test_pads_on_boxes_do_not_make_a_fall_harder(end: str) -> None:
    """In series both bear the same: before a pad bears more than the boxes under it, they buckle."""

    def peak_g(pads_m: float) -> float:
        crush = box_crush(1.12 + pads_m, end=end, box_m=0.56, layers=2, pads_m=pads_m)
        where = Footprint(0.0, 5.0, 0.0, 5.0, crush.height_m)
        return flat_drop(
            lambda of: crush_field(crush, where, of), where, mass_kg=75.0, area_m2=0.7, speed_m_s=6.0
        ).peak_g

    assert peak_g(0.3) <= 1.02 * peak_g(0.0)


def pushed(gap_m: float, radius_m: float, x: float, y: float) -> float:
    """Force on a patch of 0.02 m² half a metre deep."""
    crush = replace(box_crush(1.8, end="soft", box_m=0.45, layers=4, gap_m=gap_m), peak=1.0)
    where = Footprint(0.0, 10.0, 0.0, 10.0, 1.8)
    memory = crush_field(crush, where, [Patch(1, (0.0, 0.0, 0.0), radius_m, 0.02)]).memory.copy()
    at, force = np.array([0.0, 0.0, 0.0, x, y, 1.3 + radius_m]), np.zeros(12)
    press(memory, 0.0, at, UPRIGHT, at, force)
    return float(force[8])


def test_what_is_smaller_than_a_gap_falls_between() -> None:
    """A foot of 4 cm over the middle of a gap of 12 cm, beside one on a box."""
    pitch = 0.45 + 0.12
    gap, box = 9 * pitch - 0.06, 8 * pitch + 0.2
    assert pushed(0.12, 0.04, gap, box) == 0
    assert pushed(0.12, 0.04, box, box) == pytest.approx(pushed(0.0, 0.04, box, box))
    assert 0 < pushed(0.12, 0.12, gap, box) < pushed(0.12, 0.12, box, box), "a trunk is wider than the gap"


def test_over_all_places_gaps_take_what_they_leave_out() -> None:
    generator = np.random.default_rng(0)
    places = generator.uniform(2.0, 2.0 + 8 * 0.53, (4000, 2))
    mean = np.mean([pushed(0.08, 0.05, x, y) for x, y in places])
    assert mean / pushed(0.0, 0.05, 5.0, 5.0) == pytest.approx((0.45 / 0.53) ** 2, rel=0.02)


def test_boxes_that_are_not_said_are_the_softest_and_the_stiffest() -> None:
    soft, stiff = (box_crush(2.4, end=end) for end in ("soft", "stiff"))
    assert (soft.box_m, stiff.box_m) == (0.762, 0.3556)


def test_layers_needed_are_enough_and_one_less_is_not() -> None:
    layers = layers_needed(9.0, box_m=0.45, mass_kg=75.0)
    assert layers is not None
    for count, holds in ((layers, True), (layers - 1, False)):
        crush = box_crush(count * 0.45, end="soft", box_m=0.45, layers=count)
        speed = (2 * GRAVITY_M_S2 * (9.0 - count * 0.45 + 0.86)) ** 0.5
        assert (drop(crush, speed, 2e-4) < crush.crushes_m) is holds
    lower = layers_needed(6.0, box_m=0.45, mass_kg=75.0)
    assert lower is not None
    assert lower < layers
    assert layers_needed(60.0, box_m=0.45, mass_kg=75.0) is None


def test_who_comes_in_from_the_side_presses_out_no_air() -> None:
    """A body beside the rig that leans into it is deep at once: that is no speed, and the board alone answers."""
    where, force = Footprint(0.0, 10.0, 0.0, 10.0, 2.7), np.zeros(12)
    pushes = []
    for air in (True, False):
        crush = box_crush(2.7, end="stiff", box_m=0.45, layers=6)
        made = crush if air else Crush(**{name: getattr(crush, name) for name in Crush.__slots__} | {"air_pa": 0.0})
        memory = crush_field(made, where, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.02)]).memory.copy()
        for step, (x, z) in enumerate([(0.1, 2.75), (-0.1, 2.0), (0.1, 1.2)]):  # grazes it, falls beside, leans in
            at = np.array([0.0, 0.0, 0.0, x, 5.0, z])
            press(memory, step * 2e-4, at, UPRIGHT, at, force)
        pushes.append(float(force[8]))
    assert pushes[0] == pytest.approx(pushes[1])
    assert 0 < pushes[0] < 20e3


def test_a_take_that_diverged_leaves_a_field_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    """The engine clears what a take remembers when it gives up on it."""
    crush = box_crush(2.7, end="stiff", box_m=0.45, layers=6)
    memory = np.zeros_like(crush_field(crush, Footprint(0, 9, 0, 9, 2.7), [Patch(1, (0, 0, 0), 0.1, 0.02)]).memory)
    force = np.full(12, np.nan)
    press(memory, 1.0, np.zeros(6), UPRIGHT, np.zeros(6), force)
    assert capfd.readouterr().err == ""
    assert not force.any()


def test_boxes_beside_each_other_do_not_buckle_together() -> None:
    """A wide body feels less than the peak of one box, and the work of its mean all the same."""
    crush = box_crush(1.8, end="soft", box_m=0.45, layers=4)
    where, felt = Footprint(0.0, 9.0, 0.0, 9.0, 1.8), []
    depths = np.linspace(0.0, crush.crushes_m * (1 - 1e-9), 4001)
    still = replace(crush, air_pa=0.0)
    memory = crush_field(still, where, [Patch(1, (0.0, 0.0, 0.0), 0.9, 1.0)]).memory.copy()
    place, turn, force = np.array([0, 0, 0, 4.5, 4.5, 0.0]), np.tile(np.eye(3).ravel(), 2), np.zeros(12)
    for depth in depths:
        place[5] = 1.8 + 0.9 - depth
        press(memory, 0.0, place, turn, place, force)
        felt.append(force[8])
    later = depths > 0.05
    assert max(felt) < 0.7 * crush.peak * crush.stress_pa
    assert np.mean(np.array(felt)[later]) == pytest.approx(crush.stress_pa, rel=0.03)


def test_a_box_keeps_its_phase_and_its_neighbour_has_another() -> None:
    here = phase_of_box(1.1, 2.2, 0.45)
    assert here == phase_of_box(1.3, 2.0, 0.45)
    phases = [phase_of_box(0.45 * x + 0.1, 0.45 * y + 0.1, 0.45) for x in range(30) for y in range(30)]
    assert np.histogram(phases, bins=4, range=(0, 1))[0] == pytest.approx(225, abs=20)
