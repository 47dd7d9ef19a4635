"""Lines: closed forms, a slow twin by scipy's integrator, and the standard that every rope must meet."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import inf, pi, sqrt

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError, UserError
from stuntlab.gear.lines import Belay, Gust, Hang, LineLaw, hang, line_row, rope_law, swing, wire_law
from stuntlab.gear.lines.label import standard_fall
from stuntlab.gear.lines.law import NUMBERS

ROPE = rope_law(stretch_at_rest=0.08, impact_force_n=9000.0)
STEEL = wire_law("7x19 steel", 0.005, end="stiff")
ONE = np.ones(1)


def falls(law: LineLaw, length_m: float, drop_m: float, mass_kg: float, gives_n_m: float = 1e9) -> Hang:
    start = np.array([[0.0, 0.0, drop_m - length_m, 0.0, 0.0, 0.0]])
    return Hang.on_one(law, length_m, mass_kg=np.array([mass_kg]), start=start, gives_n_m=gives_n_m)


def swings(length_m: float, off_m: float, mass_kg: float = 75.0) -> Hang:
    start = np.array([[off_m, 0.0, -sqrt(length_m**2 - off_m**2), 0.0, 0.0, 0.0]])
    bodies = Hang.on_one(STEEL, length_m, mass_kg=np.array([mass_kg]), start=start)
    return replace(bodies, face=np.array([[1.0, 0.0, 0.0, 0.0]]))


def slow_twin(law: LineLaw, length_m: float, drop_m: float, mass_kg: float, gives_n_m: float) -> float:
    """Peak tension by an adaptive integrator: a mass below two springs, one with a damper, and one in series."""

    def tension(below: float, crept: float) -> tuple[float, float]:
        strain = (gives_n_m * (below - length_m) + law.fading_n * crept) / (
            law.at_rest_n + law.fading_n + gives_n_m * length_m
        )
        pull = law.at_rest_n * strain + law.fading_n * (strain - crept)
        if below <= length_m or pull <= 0:
            return 0.0, law.fading_n * crept / max(law.at_rest_n + law.fading_n, 1e-9)
        return pull, strain

    def rates(_: float, state: Floats) -> list[float]:
        below, speed, crept = state
        pull, strain = tension(below, crept)
        return [speed, GRAVITY_M_S2 - pull / mass_kg, law.fading_n * (strain - crept) / law.damping_n_s]

    done = solve_ivp(rates, (0.0, 3.0), [length_m - drop_m, 0.0, 0.0], max_step=2e-4, rtol=1e-8, atol=1e-9)
    return max(tension(below, crept)[0] for below, crept in zip(done.y[0], done.y[2], strict=True))


@pytest.mark.parametrize("factor", [0.0, 0.3, 1.0, 1.77])
def test_a_spring_peaks_by_energy(factor: float) -> None:
    """F = mg + sqrt((mg)² + 2·mg·k·f), whatever the length (biomechanics.md 7.1)."""
    weight, k = 80 * GRAVITY_M_S2, 24_000.0
    by_energy = weight + sqrt(weight**2 + 2 * weight * k * factor)
    for length_m in (2.8, 28.0):
        peak = hang(falls(LineLaw(k, 0.0, 1.0), length_m, factor * length_m, 80.0), seconds=6.0).peak_n[0, 0]
        assert peak == pytest.approx(by_energy, rel=0.005)


@pytest.mark.parametrize(("law", "gives"), [(ROPE, 1e9), (ROPE, 20e3), (STEEL, 80e3), (STEEL, 20e3)])
def test_peaks_are_those_of_a_slow_twin(law: LineLaw, gives: float) -> None:
    for length_m, drop_m in ((2.8, 4.96), (12.0, 0.3)):
        peak = hang(falls(law, length_m, drop_m, 75.0, gives), seconds=3.0).peak_n[0, 0]
        assert peak == pytest.approx(slow_twin(law, length_m, drop_m, 75.0, gives), rel=0.005)


def test_peaks_stand_still_when_steps_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = hang(falls(STEEL, 12.0, 0.3, 75.0, 40e3), seconds=2.0).peak_n[0, 0]
    module = sys.modules[hang.__module__]
    monkeypatch.setattr(module, "_STEP", module._STEP / 10)
    fine = hang(falls(STEEL, 12.0, 0.3, 75.0, 40e3), seconds=2.0).peak_n[0, 0]
    assert coarse == pytest.approx(fine, rel=0.005)


def test_a_rope_of_a_label_does_what_the_label_says() -> None:
    for stretch, peak_n in ((0.07, 8500.0), (0.08, 9000.0), (0.095, 8000.0)):
        law = rope_law(stretch_at_rest=stretch, impact_force_n=peak_n)
        assert 80 * GRAVITY_M_S2 / law.at_rest_n == pytest.approx(stretch)
        assert standard_fall(law)[0] == pytest.approx(peak_n, rel=1e-3)


def test_a_rope_of_a_label_meets_the_standard_all_at_once() -> None:
    """EN 892: at most 12 kN, 40 % of stretch in the fall, 10 % at rest."""
    limits = NUMBERS.read().standard_fall
    for stretch, peak_n in ((0.07, 8500.0), (0.08, 9000.0), (0.09, 8800.0)):
        peak, longest = standard_fall(rope_law(stretch_at_rest=stretch, impact_force_n=peak_n))
        assert peak <= limits.most_force_n
        assert longest <= limits.most_stretch


@pytest.mark.parametrize(("stretch", "peak_n", "longest"), [(0.075, 8600.0, 0.31), (0.085, 7500.0, 0.37)])
def test_a_rope_of_a_label_stretches_in_the_standard_fall_as_labels_say(
    stretch: float, peak_n: float, longest: float
) -> None:
    """Dynamic elongation of makers' labels (R-m), which no parameter was fitted to."""
    assert standard_fall(rope_law(stretch_at_rest=stretch, impact_force_n=peak_n))[1] == pytest.approx(
        longest, abs=0.03
    )


def test_a_label_that_no_rope_has_is_refused_with_both_numbers() -> None:
    with pytest.raises(ModelError, match=r"2 % under 80 kg peaks at 11\.\d kN or more .* label of 9 kN"):
        rope_law(stretch_at_rest=0.02, impact_force_n=9000.0)


def test_a_build_that_is_not_known_is_named() -> None:
    with pytest.raises(UserError, match=r'no build of line "7x19 stel".*7x19 steel'):
        wire_law("7x19 stel", 0.005, end="soft")


def test_a_body_that_gives_helps_on_steel_and_not_on_rope() -> None:
    """The body is the softest part above a wire, and nearly nothing beside a rope (lines_and_flight.md 0, 1)."""
    rigid, soft = (
        {name: hang(falls(law, 12.0, 0.3, 75.0, gives), seconds=2.0).peak_n[0, 0] for name, law in KINDS.items()}
        for gives in (1e9, 20e3)
    )
    assert soft["steel"] < 0.67 * rigid["steel"]
    assert soft["rope"] == pytest.approx(rigid["rope"], rel=0.03)


KINDS = {"steel": STEEL, "rope": ROPE}


@pytest.mark.parametrize(("length_m", "off_m"), [(12.0, 4.0), (30.0, 8.0), (30.0, 15.0)])
def test_a_swing_meets_plumb_at_the_speed_of_its_drop(length_m: float, off_m: float) -> None:
    dip = length_m - sqrt(length_m**2 - off_m**2)
    for how in (swing, hang):
        end = how(swings(length_m, off_m), seconds=20.0).end[0]
        assert np.linalg.norm(end[3:]) == pytest.approx(sqrt(2 * GRAVITY_M_S2 * dip), rel=0.005)


def test_a_swing_carries_what_keeps_it_on_its_arc() -> None:
    """In plumb the line carries weight and m·v²/L: 1 + 2·(dip/L) weights."""
    length_m, off_m = 30.0, 15.0
    dip = length_m - sqrt(length_m**2 - off_m**2)
    carried = swing(swings(length_m, off_m), seconds=20.0).carries_n[0]
    assert carried == pytest.approx(75 * GRAVITY_M_S2 * (1 + 2 * dip / length_m), rel=0.005)


def test_a_small_swing_keeps_time_and_energy() -> None:
    """Twenty swings later it is as far out as it began (no air), and its period is that of a pendulum."""
    bodies = replace(swings(10.0, 0.5), face=np.zeros((1, 4)))
    later = swing(bodies, seconds=20 * 2 * pi * sqrt(10.0 / GRAVITY_M_S2)).end[0]
    assert later[0] == pytest.approx(0.5, abs=0.02)


def test_where_the_line_is_slack_a_body_flies() -> None:
    bodies = replace(falls(STEEL, 12.0, 0.0, 75.0), start=np.array([[1.0, 2.0, -3.0, 0.5, 0.0, 1.0]]))
    x, y, z, *_ = swing(bodies, seconds=0.5).end[0]
    flown_s = (x - 1.0) / 0.5  # the last step may end a little later
    assert (y, z) == pytest.approx((2.0, -3.0 + flown_s - GRAVITY_M_S2 * flown_s**2 / 2), abs=1e-9)


def test_one_of_two_lines_parts_and_the_other_carries_what_is_left() -> None:
    """(2 - share) weights on any elastic line (lines_and_flight.md 0, 2)."""
    weight, stiff = 75 * GRAVITY_M_S2, STEEL.at_rest_n
    for share in (0.5, 0.2, 0.0):
        hangs = 30.0 * (1 + (1 - share) * weight / stiff)
        other = hangs / (1 + share * weight / stiff)
        rows = np.stack([line_row(STEEL, 30.0, draws=1, parts_at_s=0.0), line_row(STEEL, other, draws=1)], axis=1)
        start = np.array([[0.0, 0.0, -hangs, 0.0, 0.0, 0.0]])
        bodies = replace(Hang.on_one(STEEL, 30.0, mass_kg=75 * ONE, start=start), lines=rows)
        assert hang(bodies, seconds=2.0).peak_n[0, 1] / weight == pytest.approx(2 - share, rel=0.005)


def test_a_belay_that_moves_or_slips_lowers_the_peak_and_never_raises_it() -> None:
    held = falls(ROPE, 10.0, 5.0, 80.0)
    moves = replace(held, belay=Belay(0.5 * ONE, 70 * ONE, 0.8 * ONE, inf * ONE))
    slips = replace(held, belay=Belay(0.5 * ONE, inf * ONE, 0 * ONE, 1500 * ONE))
    fixed = hang(held, seconds=3.0).peak_n[0, 0]
    assert hang(moves, seconds=3.0).peak_n[0, 0] < 0.95 * fixed
    slipped = hang(slips, seconds=3.0)
    assert slipped.peak_n[0, 0] < 0.85 * fixed
    assert slipped.at_belay_n[0] == pytest.approx(1500.0)
    assert slipped.peak_n[0, 0] == pytest.approx(1500.0 / 0.5, rel=0.03)


def test_a_steady_wind_holds_a_body_off_plumb_by_its_drag() -> None:
    """tan of the angle at rest is drag over weight; damped by the air itself it settles there."""
    push = 0.5 * AIR_KG_PER_M3 * 0.8 * 12.0**2
    bodies = replace(
        falls(STEEL, 30.0, 0.0, 75.0),
        drag_area_m2=0.8 * ONE,
        wind=Gust(np.array([[12.0, 0.0, 0.0]]), np.zeros((1, 3)), np.zeros(1), ONE),
    )
    end = swing(bodies, seconds=400.0).end[0]
    assert end[0] / -end[2] == pytest.approx(push / (75 * GRAVITY_M_S2), rel=0.02)


def test_a_gust_that_lasts_is_stronger_than_one_that_passes() -> None:
    """Overshoot of a step of wind, and of 1 - cos gusts of 3, 6 and 11 s (lines_and_flight.md 0, 4)."""
    bodies = replace(falls(STEEL, 30.0, 0.0, 75.0), drag_area_m2=0.8 * ONE)
    out = {
        lasts: swing(
            replace(bodies, wind=Gust(np.zeros((1, 3)), np.array([[12.0, 0.0, 0.0]]), np.zeros(1), lasts * ONE)),
            seconds=30.0,
        ).farthest_m[0]
        for lasts in (3.0, 6.0, 11.0, inf)
    }
    assert [round(float(far), 1) for far in out.values()] == pytest.approx([1.6, 2.8, 3.8, 4.7], abs=0.11)


def test_the_first_peak_is_the_peak_of_a_fall() -> None:
    whole, first = (hang(falls(ROPE, 10.0, 5.0, 80.0), seconds=3.0, first_peak=short) for short in (False, True))
    assert first.peak_n[0, 0] == whole.peak_n[0, 0]


def test_threads_change_nothing() -> None:
    rng = np.random.default_rng(0)
    start = np.zeros((101, 6))
    start[:, 2] = rng.uniform(-12.0, -5.0, 101)
    bodies = Hang.on_one(ROPE, 12.0, mass_kg=rng.uniform(50.0, 100.0, 101), start=start)
    one, two = (hang(bodies, seconds=2.0, threads=threads) for threads in (1, 2))
    assert np.array_equal(one.peak_n, two.peak_n)
    assert np.array_equal(one.end, two.end)
