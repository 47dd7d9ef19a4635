"""A drop test is a measurement: it counts where it covers the fall and the program's own drop agrees with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stuntlab.datasets import Finding, Severity
from stuntlab.datasets.drop_tests import DropMade, DropTested
from stuntlab.errors import PlanError
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.gear.drop_test import DROPS, drop_tested, peaks_g
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import net_field
from stuntlab.gear.net import net_rated_for
from stuntlab.pipeline.trade_checks import trade_findings
from stuntlab.plan import parse_plan
from stuntlab.plan.drop_test import DropTest
from stuntlab.units import Quantity
from stuntlab.verdict.trade.drop_tests import drop_test_findings

PLAN = """
stunt: Back fall
people:
  faller: {job: stunt performer, height: 178 cm, mass: 76 kg, sex: male}
place: {ground: asphalt}
gear:
  bag:
    kind: air bag
    size: 8 x 8 x 3 m
    near_edge: 0 m
    rated_height: 20 m
    clear_space: 0 m
    TESTS
action:
  - high_fall: {by: faller, from: 12 m, style: back, edge: platform, outrigger: 2 m, push: 1.5 m/s, sideways: 0 m/s,
      onto: bag, rehearsed_from: 9 m, spotter_calls: true}
"""
DROP = "drop_tests: [{height: 12 m, mass: 75 kg, date: 2027-02-01, by: rigger, peak: PEAK, where: in a sandbag}]"
MADE = DropMade(
    height_m=12.0, mass_kg=75.0, date="2027-02-01", by="rigger", peak_g=10.0, where="in a sandbag", model_g=(9.0, 12.0)
)
TESTED = DropTested(
    catcher="bag", falls_m=12.0, mass_kg=76.0, claimed_m=None, drops=(MADE,), factor=1.5, mass_factor=1.25,
    none_needed="", source="J",
)  # fmt: skip


def severities(tested: DropTested) -> list[Severity]:
    return [finding.severity for finding in drop_test_findings("faller", tested)]


def found(tests: str) -> list[Finding]:
    plan = parse_plan(PLAN.replace("TESTS", tests))
    return [finding for finding in trade_findings(plan, gags_of(plan)) if finding.id == "drop-test"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ({}, [Severity.NOTE]),
        ({"peak_g": 6.1}, [Severity.NOTE]),
        ({"peak_g": 17.9}, [Severity.NOTE]),
        ({"peak_g": 5.9}, [Severity.CANNOT_ASSESS]),
        ({"peak_g": 18.1}, [Severity.CANNOT_ASSESS]),
        ({"height_m": 11.9}, [Severity.NOTE, Severity.HOLD]),
        ({"mass_kg": 60.0}, [Severity.NOTE, Severity.HOLD]),
        ({"mass_kg": 96.0}, [Severity.NOTE, Severity.HOLD]),
        ({"model_g": None}, [Severity.HOLD]),
        ({"too_late": True}, [Severity.NOTE, Severity.HOLD]),
    ],
)
def test_it_counts_from_as_high_about_as_heavy_and_where_the_model_agrees(
    made: dict[str, object], expected: list[Severity]
) -> None:
    assert severities(replace(TESTED, drops=(replace(MADE, **made),))) == expected


def test_of_several_drops_one_that_agrees_may_cover_and_one_that_does_not_is_never_passed_over() -> None:
    low, off = replace(MADE, height_m=6.0, peak_g=9.0), replace(MADE, peak_g=40.0)
    assert severities(replace(TESTED, drops=(low, MADE))) == [Severity.NOTE, Severity.NOTE]
    assert severities(replace(TESTED, drops=(MADE, off))) == [Severity.NOTE, Severity.CANNOT_ASSESS]


def test_a_drop_that_nobody_asked_for_holds_nothing() -> None:
    """More evidence than is asked for never asks for more; evidence against the model still counts."""
    low = replace(MADE, height_m=1.0)
    none_needed = replace(TESTED, none_needed="foam of a known kind", drops=(low,))
    assert severities(none_needed) == [Severity.NOTE]
    assert severities(replace(none_needed, drops=(replace(low, peak_g=40.0),))) == [Severity.CANNOT_ASSESS]


def test_a_drop_dated_after_the_shoot_is_none_yet() -> None:
    dated = DROP.replace("PEAK", "12 g")
    for day, expected in (("2027-01-31", 2), ("2027-02-01", 1)):
        plan = parse_plan(f"shoot_date: {day}\n{PLAN.lstrip().replace('TESTS', dated)}")
        findings = [one for one in trade_findings(plan, gags_of(plan)) if one.id == "drop-test"]
        assert len(findings) == expected, "told and asked for, or told and enough"
        assert ("after the day of the shoot" in findings[0].text) is (expected == 2)


def test_a_claim_is_a_hold_until_the_measurement_is_there() -> None:
    (claimed,) = found("drop_tested_from: 12 m")
    (nothing,) = found("chambers: 1")
    assert claimed.severity is nothing.severity is Severity.HOLD
    assert "tried from 12 m" in claimed.text
    assert all("drop_tests: height, mass, date, by, peak, where" in one.text for one in (claimed, nothing))


def test_the_answer_shows_both_numbers() -> None:
    plan = parse_plan(PLAN.replace("TESTS", DROP.replace("PEAK", "12 g")))
    (gag,) = gags_of(plan)
    assert isinstance(gag, HighFall)
    (facts,) = gag.trade_facts()
    assert facts.tested is not None
    (made,) = facts.tested.drops
    assert made.model_g is not None
    assert made.peak_g == pytest.approx(12.0)
    (finding,) = found(DROP.replace("PEAK", f"{made.model_g[0]:.1f} g"))
    assert finding.severity is Severity.NOTE
    assert all(
        said in finding.text for said in ("read", "in a sandbag", "rigger, 2027-02-01", "the program's own drop")
    )
    (off,) = found(DROP.replace("PEAK", "60 g"))
    assert off.severity is Severity.CANNOT_ASSESS
    assert "60 g" in off.text


def test_the_programs_drop_is_the_flat_drop_of_that_mass_from_there() -> None:
    """A net that pulls with the third power of its sag: the higher and the smaller the net's give, the more g."""
    where, net = Footprint(0.0, 10.0, 0.0, 10.0, 4.0), net_rated_for((10.0, 10.0, 4.0), 8.0, sag_m=2.0)
    test = DropTest.model_construct(
        height=Quantity(8.0, 0.0, "8 m"), mass=Quantity(75.0, 0.0, "75 kg"), face=(0.8, 0.8)
    )

    def peaks(height_m: float) -> tuple[float, float]:
        higher = test.model_copy(update={"height": Quantity(height_m, 0.0, "")})
        return peaks_g(higher, where, lambda _end, place, patches: net_field(net, place, patches))

    low, high = peaks(8.0)
    assert low == high > 1 + 4.0 / 4.0, "no stop above the ground has a lower mean than 1 + drop/height"
    assert peaks(6.0)[0] < low < peaks(10.0)[0]


@pytest.mark.parametrize(
    ("falls_m", "foam_m", "needed"),
    [
        (1.75, 0.2, False),
        (2.3, 0.2, True),
        (1.75, 0.05, True),
        (1.75, 0.9, True),
        (1.75, None, True),
        (0.5, 0.05, False),
        (0.5, 0.02, True),
        (0.7, 0.05, True),  # to the knees on a thin mat
    ],
)
def test_foam_from_standing_needs_none_inside_the_range_it_was_held_to(
    falls_m: float, foam_m: float | None, needed: bool
) -> None:
    tested = drop_tested(
        "mat", (), claimed_m=None, falls_m=falls_m, mass_kg=70.0, where=Footprint(0, 2, 0, 2, 0.2), field=None,
        foam_m=foam_m,
    )  # fmt: skip
    (finding,) = drop_test_findings("faller", tested)
    assert finding.severity is (Severity.HOLD if needed else Severity.NOTE)
    rows = DROPS.read()
    assert needed or finding.source in (rows.needs_none.source, rows.thin_needs_none.source)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("peak: 11 g", "peak: 11", "unit"),
        ("peak: 11 g", "peek: 11 g", "peek"),
        ("date: 2027-02-01", "date: last week", "not a day"),
        (", by: rigger", "", "by"),
        ("height: 12 m", "height: 0 m", "above 0 m"),
    ],
)
def test_a_wrong_word_is_told_with_its_line(old: str, new: str, said: str) -> None:
    text = PLAN.replace("TESTS", DROP.replace("PEAK", "11 g"))
    with pytest.raises(PlanError, match=rf"plan:13: .*{said}"):
        parse_plan(text.replace(old, new))
