"""Risk curves: the reference's numbers, the linter, order of severities, range, combination."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import CriterionError, SignalError
from stuntlab.injury import combine, combine_risks, curve, curves, limits, risk
from stuntlab.injury.lint import curve_faults, limit_faults, lint
from stuntlab.loads import catalogue

NAMES = sorted(curves())


def person(name):
    return {"mass_kg": 75.0} if curve(name).needs else {}


# Test vectors of biomechanics.md 2.3, 3.2 to 3.6 and validation rows 42 and 43.
VECTORS = [
    ("hic15-lognormal", "ais2", [250, 700, 1000, 1500], [0.0443, 0.3131, 0.4737, 0.6602], 1e-4),
    ("hic15-lognormal", "ais3", [250, 700, 1000, 1500], [0.0045, 0.1116, 0.2309, 0.4255], 1e-4),
    ("hic15-lognormal", "ais4", [250, 700, 1000, 1500], [0.0002, 0.0341, 0.1084, 0.2857], 1e-4),
    ("hic15-prasad-mertz", "ais1", [700, 1000], [0.9384, 0.9915], 1e-4),
    ("hic15-prasad-mertz", "ais2", [700, 1000], [0.6469, 0.8947], 1e-4),
    ("hic15-prasad-mertz", "ais3", [700, 1000], [0.2551, 0.5325], 1e-4),
    ("hic15-prasad-mertz", "ais4", [700, 1000], [0.0613, 0.1694], 1e-4),
    ("hic15-prasad-mertz", "ais5", [700, 1000], [0.0060, 0.0234], 1e-4),
    ("hic15-prasad-mertz", "fatal", [700, 1000], [0.0002, 0.0011], 1e-4),
    ("bric", "ais3", [0.5, 0.7, 0.8, 1.0], [0, 0.1293, 0.2665, 0.5615], 1e-4),
    ("nij", "ais3", [0, 0.5], [0.038, 0.096], 5e-4),
    ("chest-deflection-50M", "ais3", [20, 30, 42, 50, 63, 76], [0.0134, 0.0466, 0.1473, 0.2651, 0.5130, 0.7329], 1e-4),
    ("chest-deflection-5F", "ais3", [52], [0.5255], 1e-4),
    ("chest-deflection-THOR", "ais3", [42], [0.3138], 1e-4),
    ("ankle-axial", "ais2", [5400], [0.278], 5e-4),
    ("tibia-plateau", "ais2", [5400], [0.224], 5e-4),
    ("tibia-index-revised", "ais2", [1.0], [0.282], 5e-4),
    ("chest-vc-lateral", "ais4", [1.467, 1.648], [0.25, 0.50], 2e-3),
    ("chest-compression-lateral", "ais4", [0.381, 0.395], [0.25, 0.50], 5e-3),
    ("abdomen-vc-lateral", "ais4", [1.979, 2.268], [0.25, 0.50], 2e-3),
    ("abdomen-compression-lateral", "ais4", [0.434, 0.465], [0.25, 0.50], 5e-3),
    ("pelvis-compression-lateral", "fracture", [0.270, 0.274], [0.25, 0.50], 3e-2),
    ("chest-compression-frontal", "ais4", [0.339, 0.379], [0.25, 0.50], 5e-3),
    ("chest-vc-frontal", "ais4", [0.89, 0.99], [0.25, 0.50], 1e-2),
    ("chest-vc-frontal-quoted", "ais4", [1.0, 1.3], [0.25, 0.50], 1e-9),
    ("dri-ejection", "ais2", [15.2, 18.0, 22.8], [0.005, 0.05, 0.50], 1e-9),
    ("dri-mine-blast", "ais2", [17.7], [0.10], 1e-3),
    ("mtbi-linear", "concussion", [66, 82, 106], [0.25, 0.50, 0.80], 1e-9),
    ("pedestrian-ais4", "ais4", [53.1 / 3.6], [0.50], 1e-9),
    ("pedestrian-fatal", "fatal", np.array([30, 40, 50, 60, 80]) / 3.6, [0.0148, 0.0356, 0.0832, 0.1824, 0.5744], 1e-4),
]


@pytest.mark.parametrize(("name", "level", "load", "expected", "within"), VECTORS)
def test_reference_values(name, level, load, expected, within):
    np.testing.assert_allclose(risk(name, load, **person(name)).at(level), expected, atol=within)


def test_verified_quarter_points_of_viano_are_met_within_1_5_percent():
    # V-A: 25 % at VC 1.47 m/s, C 38 %, VC 1.98 m/s, C about 44 %, pelvis C 27 %; the coefficients are recalled.
    quarter = {
        "chest-vc-lateral": 1.47,
        "chest-compression-lateral": 0.38,
        "abdomen-vc-lateral": 1.98,
        "abdomen-compression-lateral": 0.44,
        "pelvis-compression-lateral": 0.27,
    }
    for name, load in quarter.items():
        below, above = risk(name, [0.985 * load, 1.015 * load]).probability[:, 0]
        assert below < 0.25 < above


def test_tables_have_no_fault():
    assert lint() == ()


@pytest.mark.parametrize("fault", ["source", "tag", "unit", "order", "form", "falling", "crossing", "anchor"])
def test_the_linter_finds_a_planted_fault(fault):
    nij = curve("nij")
    planted = {
        "source": {"source": " "},
        "tag": {"tag": "sure"},
        "unit": {"unit": "stone"},
        "order": {"levels": dict(reversed(nij.levels.items()))},
        "form": {"form": "lognormal"},
        "falling": {"levels": {"ais3": {"a": 1.0, "b": -1.0}}},
        "crossing": {"anchor": None},
        "anchor": {"anchor": "ais6"},
    }[fault]
    assert list(curve_faults(dataclasses.replace(nij, **planted)))


def test_the_linter_finds_a_planted_fault_in_a_limit():
    good = limits("femur_force", body="50M")[1]
    assert good.levels == (9070, 7580)
    for planted in ({"source": ""}, {"value": 0.0}, {"levels": (9070.0,)}, {"durations_s": (0.01, 0.0)}):
        assert list(limit_faults(dataclasses.replace(good, **planted)))


def test_every_load_of_a_curve_and_a_limit_is_in_the_catalogue_with_its_unit():
    known = {name: kind.unit for name, kind in catalogue().items()}
    assert {family.load: family.load_unit for family in curves().values()}.items() <= known.items()
    assert {limit.load: limit.unit for limit in limits()}.items() <= known.items()


@pytest.mark.parametrize("name", NAMES)
def test_risk_rises_with_the_load_and_falls_with_severity(name):
    high = curve(name).range(shift=75 * sum(curve(name).needs.values()))[1]
    p = risk(name, np.linspace(0, 2 * high, 400), **person(name)).probability
    assert ((p >= 0) & (p <= 1)).all()
    assert (np.diff(p, axis=0) >= -1e-12).all()
    ais = [i for i, level in enumerate(curve(name).levels) if level.startswith("ais")]
    assert (np.diff(p[:, ais], axis=1) <= 1e-12).all()


def test_nij_is_ordered_around_its_best_sourced_severity():
    loads = np.linspace(0, 4, 200)
    ordered = risk("nij", loads)
    published = curve("nij").raw(loads)
    # The published curves cross twice; AIS3+ is kept as published, AIS4+ held under it, AIS2+ raised to it.
    assert (np.diff(published, axis=-1) > 0).any()
    np.testing.assert_array_equal(ordered.at("ais3"), published[:, 1])
    assert (ordered.at("ais4") <= published[:, 2]).all()
    assert (ordered.at("ais2") >= published[:, 0]).all()
    assert risk("nij", 0.5).at("ais4") == pytest.approx(0.096, abs=5e-4)  # published 0.1095


@pytest.mark.parametrize("name", NAMES)
def test_the_range_is_where_the_curve_means_something(name):
    family = curve(name)
    shift = 75 * sum(family.needs.values())
    low, high = family.range(shift=shift)
    inside = risk(name, (low + high) / 2, **person(name))
    above = risk(name, 1.01 * high, **person(name))
    assert inside.valid
    assert inside.reason == ""
    assert not above.valid
    assert "of 1 load 1 lies above" in above.reason
    if low > 0:
        below = risk(name, 0.9 * low, **person(name))
        assert below.valid
        assert below.extrapolated.all()
        assert "of 1 load 1 lies below" in below.reason


def test_low_tails_are_marked():
    # biomechanics.md 12.16: 1e-4 at HIC 100 is a shape.
    found = risk("hic15-lognormal", 100)
    assert found.at("ais3") < 1e-3
    assert found.extrapolated.all()
    assert not risk("hic15-lognormal", 1500).extrapolated.any()


def test_a_take_that_diverged_has_no_risk():
    found = risk("head_hic15", [np.nan, 700])
    assert np.isnan(found.probability[0]).all()
    assert found.valid.tolist() == [False, True]
    assert "of 2 loads 1 is not a number" in found.reason


def test_on_the_ais_scale_missing_severities_are_not_numbers():
    probability, extrapolated = risk("hic15-lognormal", [[700.0], [1500.0]]).on_ais_scale()
    assert probability.shape == extrapolated.shape == (2, 1, 6)
    assert np.isnan(probability[0, 0]).tolist() == [True, False, False, False, True, True]
    assert probability[0, 0, 2] == pytest.approx(0.1116, abs=1e-4)


def test_a_load_name_finds_its_preferred_curve_and_others_are_refused():
    assert risk("head_hic15", 700).curve.name == "hic15-lognormal"
    with pytest.raises(CriterionError, match=r"did you mean .hic15-lognormal"):
        risk("hic15-lognorm", 700)
    with pytest.raises(CriterionError, match="needs mass_kg of the person, given nothing"):
        risk("tibia-plateau", 5400)
    with pytest.raises(CriterionError, match="needs nothing of the person, given age"):
        risk("nij", 1, age=40)
    with pytest.raises(CriterionError, match="has no curve for ais6"):
        risk("nij", 1).at("ais6")


@pytest.mark.parametrize("load", [-1.0, np.inf])
def test_loads_that_are_no_magnitude_are_refused(load):
    with pytest.raises(SignalError, match="finite magnitude"):
        risk("nij", [0.5, load])


def test_heavier_people_have_stronger_shins():
    light, heavy = (risk("tibia-plateau", 5400, mass_kg=m).at("ais2") for m in (50, 100))
    assert light > heavy


def test_published_units_are_turned_into_those_of_the_load():
    assert curve("ankle-axial").load_unit == "N"
    assert curve("chest-compression-lateral").load_unit == "1"
    assert limits("neck_tension", body="5F")[0].value == 2620
    assert limits("blast_overpressure")[0].value == pytest.approx(34.47e3, rel=1e-3)


@settings(deadline=None, max_examples=50)
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_combination_bounds(p):
    bounds = combine(p)
    assert max(p) == pytest.approx(bounds.together)
    assert bounds.together <= bounds.independent + 1e-12 <= min(1, sum(p)) + 2e-12
    assert bounds.independent == pytest.approx(1 - np.prod([1 - q for q in p]), abs=1e-12)


def test_combination_over_an_axis_and_its_refusals():
    assert combine([[0.5, 0.5], [0, 1]]).independent.tolist() == pytest.approx([0.75, 1])
    assert combine([[0.5, 0.5], [0, 1]], axis=0).together.tolist() == [0.5, 1]
    for bad in ([], 0.3, [1.2], [-0.1], [np.nan]):
        with pytest.raises(SignalError):
            combine(bad)


def test_two_curves_of_one_region_are_not_combined():
    head, neck = risk("hic15-lognormal", [700.0]), risk("nij", [0.8])
    bounds = combine_risks([head, neck], "ais3")
    assert bounds.together == max(head.at("ais3"), neck.at("ais3"))
    with pytest.raises(SignalError, match="curves of one region, the head"):
        combine_risks([head, risk("hic15-prasad-mertz", [700.0])], "ais3")
